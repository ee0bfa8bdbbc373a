"""The tables of the formula over what is at hand: by class, and by place of work."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, reduce

import numpy as np

from jobmatch.terms import nearness
from jobmatch.terms.formula import Formula
from jobmatch.terms.nearness import JOB_PLACE, KM
from jobmatch.terms.term import UNMET, Array, Facts, Table


@dataclass(frozen=True)
class Together:
    """The tables that read the same facts of the worker and do not look at points."""

    worker_facts: tuple[str, ...]
    """What all of them read of the worker."""
    job_facts: tuple[str, ...]
    """What any of them reads of the job."""
    soft: tuple[Table, ...]
    """Those of terms …"""
    weight: Array
    """… what each weighs in the score, float64 …"""
    number: tuple[int, ...]
    """… and their numbers in ``formula.soft_tables``."""
    hard: tuple[Table, ...]
    """Those of requirements."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """All of them: the values of a person are in this order."""
        return self.soft + self.hard

    def summed(self, values: Array) -> Array:
        """Return what they add to the score, given the values of each, ``[tables, …]``; −inf where one refuses."""
        total = np.zeros(values.shape[1:])
        for weight, soft in zip(self.weight, values, strict=False):
            total += weight * soft
        for hard in values[len(self.soft) :]:
            total[hard == UNMET] = -np.inf
        return total


@lru_cache(maxsize=64)
def tables_together(formula: Formula) -> tuple[Together, ...]:
    """Return the tables that do not look at points, those together that read the same facts of the worker."""
    soft, hard = list(enumerate(formula.soft_tables)), formula.hard_tables
    found = []
    for facts in dict.fromkeys(table.worker_facts for table in (*(table for _, (_, table) in soft), *hard)):
        said = [(at, formula.weights[name] * table.share, table) for at, (name, table) in soft if table.worker_facts == facts]
        number, weight, tables = zip(*said, strict=True) if said else ((), (), ())
        asked = tuple(table for table in hard if table.worker_facts == facts)
        read = tuple(sorted({name for table in (*tables, *asked) for name in table.job_facts}))
        found.append(Together(facts, read, tables, np.array(weight), number, asked))
    return tuple(found)


@lru_cache(maxsize=64)
def place_among(formula: Formula) -> dict[int, tuple[int, int]]:
    """Return where each of these tables stands, by its ``id``: in the how manieth of ``tables_together``, and where there."""
    return {id(table): (group, at) for group, together in enumerate(tables_together(formula)) for at, table in enumerate(together.tables)}


@lru_cache(maxsize=64)
def job_facts_read(formula: Formula) -> frozenset[tuple[str, ...]]:
    """Return the facts of the job whose classes some search reads: of every table, and of those that are summed."""
    together = tables_together(formula)
    return frozenset({JOB_PLACE, *(one.job_facts for one in together), *(table.job_facts for one in together for table in one.tables)})


_ALONE: Array = np.zeros(1, dtype=np.int64)


@dataclass(frozen=True)
class ClassTable:
    """A table of the formula over the classes at hand."""

    values: Array
    """float64 ``[worker classes, job classes]``."""
    worker_class: Array
    """Class of each worker, int64 ``[n]``."""
    job_class: Array
    """Class of each job, int64 ``[m]``."""

    @classmethod
    def alone(cls, values: Array, job_class: Array) -> ClassTable:
        """Return what a table says to one person, float64 ``[job classes]``."""
        return cls(values[None, :], _ALONE, job_class)

    def pairs(self, worker: Array, job: Array) -> Array:
        """Return the values of aligned pairs."""
        if self.values.size == 1:
            return np.full(worker.shape, self.values.item())
        if len(self.values) == 1:
            one: Array = self.values[0][self.job_class[job]]
            return one
        flat: Array = self.values.ravel()
        found: Array = np.take(flat, self.worker_class[worker] * self.values.shape[1] + self.job_class[job])
        return found

    def block(self, worker: Array) -> Array:
        """Return the values of some workers with every job, ``[len(worker), m]``."""
        return self.values[self.worker_class[worker]][:, self.job_class]


@dataclass(frozen=True)
class AtPlace:
    """What the tables that look at points say of homes and places of work."""

    km: Array
    """Straight line in km; NaN where a point is missing."""
    soft: dict[str, Array]
    """Σ share · table of each term that looks at points, float64, by name of the term."""
    outcomes: tuple[Array, ...]
    """What each requirement of ``formula.hard_place`` says, int8."""

    @classmethod
    def of(cls, formula: Formula, homes: Facts, places: Facts) -> AtPlace:
        """Return what they say of homes and places whose facts broadcast."""
        seen = nearness.looked_up(homes, places, formula.policy)
        soft = {name: np.zeros(seen[KM].shape) for name, _ in formula.soft_place}
        for name, table in formula.soft_place:
            soft[name] += table.share * table.known(homes, seen)
        outcomes = tuple(table.known(homes, seen).astype(np.int8) for table in formula.hard_place)
        return cls(seen[KM], soft, outcomes)

    @property
    def refused(self) -> Array:
        """Whether a requirement refuses, bool."""
        return reduce(np.logical_or, [outcome == UNMET for outcome in self.outcomes])

    def weighted(self, formula: Formula) -> Array:
        """Return what these terms add to the score, refusals not looked at."""
        return reduce(np.add, [formula.weights[name] * values for name, values in self.soft.items()])

    def at(self, places: Array) -> AtPlace:
        """Return the columns of some places."""
        soft = {name: values[..., places] for name, values in self.soft.items()}
        return AtPlace(self.km[..., places], soft, tuple(outcome[..., places] for outcome in self.outcomes))

    @property
    def nbytes(self) -> int:
        """What it takes in memory."""
        return sum(values.nbytes for values in (self.km, *self.outcomes, *self.soft.values()))
