"""The tables of the formula over what is at hand: by class, and by place of work."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache, reduce

import numpy as np

from jobmatch.terms import nearness
from jobmatch.terms.formula import Formula
from jobmatch.terms.nearness import JOB_PLACE, KM
from jobmatch.terms.term import UNMET, Array, Facts, Table

Weighted = list[tuple[float | None, Table]]
"""Tables with their weight in the score, None for requirements."""


@lru_cache(maxsize=64)
def tables_by_facts(formula: Formula) -> dict[tuple[str, ...], Weighted]:
    """Return the tables that do not look at points by the facts of the worker that they read."""
    found = defaultdict[tuple[str, ...], Weighted](list)
    for name, table in formula.soft_tables:
        found[table.worker_facts].append((formula.weights[name] * table.share, table))
    for table in formula.hard_tables:
        found[table.worker_facts].append((None, table))
    return dict(found)


def facts_together(tables: Weighted) -> tuple[str, ...]:
    """Return the facts of the job that some tables read."""
    return tuple(sorted({name for _, table in tables for name in table.job_facts}))


@lru_cache(maxsize=64)
def job_facts_read(formula: Formula) -> frozenset[tuple[str, ...]]:
    """Return the facts of the job whose classes some search reads: of every table, and of those summed in a fold."""
    groups = tables_by_facts(formula).values()
    alone = {table.job_facts for tables in groups for _, table in tables}
    return frozenset({JOB_PLACE, *alone, *map(facts_together, groups)})


@dataclass(frozen=True)
class ClassTable:
    """A table of the formula over the classes at hand."""

    values: Array
    """float64 ``[worker classes, job classes]``."""
    worker_class: Array
    """Class of each worker, int64 ``[n]``."""
    job_class: Array
    """Class of each job, int64 ``[m]``."""

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
