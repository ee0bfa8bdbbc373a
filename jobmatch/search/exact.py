"""The exact score of pairs, in float64, and the best of them: every answer ends here.

Nothing here is approximate: the answer is the brute-force answer, ordered by score rounded to 1e-6, then
distance, then job id, whatever the batch, the row order or the machine.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, Self

import numpy as np

from jobmatch.search.alike import COMMON, Alike
from jobmatch.search.index import JobIndex, Queries, fit_pairs
from jobmatch.search.order import largest_first
from jobmatch.search.tables import AtPlace, ClassTable, Together, place_among, tables_together
from jobmatch.terms.facts import POSTING_OPEN
from jobmatch.terms.fit import neutral_fit
from jobmatch.terms.formula import TERM_NAMES, Formula
from jobmatch.terms.nearness import JOB_PLACE, KM, WORKER_PLACE, looked_up
from jobmatch.terms.term import REFUSED, UNMET, Array, Facts, Table, count, pick, take

TIE = 1e-5
"""Float32 scores closer than this are compared in float64."""
LOWEST = -4.0
"""What no score falls to, prices not looked at."""
DIGITS = 6
"""Scores are ordered by this many decimals."""
DENSE_CELLS = 4_000_000
"""Largest worker × job block held at a time."""


@dataclass(frozen=True)
class Pairs:
    """Scored pairs in parallel arrays."""

    worker: Array
    """Row of the worker, int64 ``[n]``."""
    job: Array
    """Row of the job, int64 ``[n]``."""
    score: Array
    """The whole score, float64 ``[n]``."""
    terms: Mapping[str, Array] | None = None
    """Every term, float64 ``[n]`` each, of who asks alone; of many people they are computed again for the few pairs that are shown."""

    def __len__(self) -> int:
        return len(self.worker)

    def take(self, rows: Array) -> Pairs:
        """Return some of the pairs.

        >>> Pairs(np.array([0, 0]), np.array([4, 7]), np.array([0.9, 0.8])).take(np.array([1])).job.tolist()
        [7]
        """
        terms = None if self.terms is None else take(self.terms, rows)
        return Pairs(self.worker[rows], self.job[rows], self.score[rows], terms)


@dataclass(frozen=True)
class Scoring:
    """Who and what is scored, under which formula."""

    formula: Formula
    index: JobIndex
    queries: Queries
    excluded: Array
    """Pairs never returned, as sorted ``worker · jobs + job``, int64."""
    price: Array | None = None
    """Price of each job in an allocation, subtracted from the score, float64 ``[jobs]``; from 1e4 up the job is closed."""
    depth: float = 0.0
    """How far prices and worths of an allocation can pull the score of a suitable pair down, or lift it, at most."""

    @property
    def lowest(self) -> float:
        """What the bound of every suitable pair lies above; bounds of refused pairs lie below."""
        return LOWEST - self.depth

    @property
    def tie(self) -> float:
        """Float32 bounds closer than this are compared in float64."""
        return TIE * (1 + self.depth)

    def alone(self, worker: int) -> Self:
        """Return the same for one worker."""
        if len(self.queries) == 1:
            return self
        rows = np.array([worker])
        found = self._excluded_of(rows)
        excluded = found[0][1] if found else np.zeros(0, dtype=np.int64)
        return replace(self, queries=self.queries.take(rows), excluded=excluded)

    def dense(self, workers: Array, k: int) -> Pairs:
        """Return the ``k`` best of some workers by scoring every job."""
        step = max(1, DENSE_CELLS // max(len(self.index), 1))
        parts = [workers[at : at + step] for at in range(0, len(workers), step)]
        return join([self.best(self.likely(part, k), k) for part in parts])

    def likely(self, workers: Array, k: int, *, by: Literal["worker", "job"] = "worker") -> Pairs:
        """Return the pairs of some workers that may be among the ``k`` best of their worker or, of these, of their job."""
        fits, floor = self._fits(self.queries.take(workers)), self.floor[workers][:, None]
        scores = self._scores(workers, fits)
        sure = np.where(fits >= floor + TIE, scores, REFUSED)
        kth = _kth(sure, k)[:, None] if by == "worker" else _kth(sure.T, k)[None, :]
        row, job = np.nonzero((fits >= floor - TIE) & (scores >= np.maximum(kth, REFUSED / 2) - TIE))
        pairs, allowed = self.score(workers[row], job.astype(np.int64))
        return pairs.take(np.flatnonzero(allowed))

    def score(self, worker: Array, job: Array) -> tuple[Pairs, Array]:
        """Return aligned pairs scored exactly in float64, and which of them are matches at all."""
        at = self.at_places(worker, job)
        terms = self.terms(worker, job, at=at)
        scores = self.formula.score(terms)
        allowed = ~self.is_excluded(worker, job) & ~at.refused & (terms["fit"] >= self.floor[worker])
        for table in self.hard:
            allowed &= table.pairs(worker, job) != UNMET
        if self.price is not None:
            scores = scores - self.price[job]
        return Pairs(worker, job, scores, terms if len(self.queries) == 1 else None), allowed

    @cached_property
    def floor(self) -> Array:
        """The least fit that is a match for each worker, −inf for people who said nothing of any work, float64 ``[n]``."""
        return np.where(self.queries.neutral, -np.inf, self.formula.policy.min_fit)

    def terms(self, worker: Array, job: Array, *, at: AtPlace | None = None) -> dict[str, Array]:
        """Return every term of aligned pairs, float64 ``[n]`` each."""
        values = {name: np.zeros(len(worker)) for name in TERM_NAMES}
        values["fit"] = fit_pairs(self.queries, self.index, worker, job)
        for name, share, table in self.soft:
            values[name] += share * table.pairs(worker, job)
        for name, near in (at or self.at_places(worker, job)).soft.items():
            values[name] += near
        return values

    def at_places(self, worker: Array, job: Array) -> AtPlace:
        """Return what the tables that look at points say of aligned pairs."""
        if len(self.queries) == 1:
            return self.here.at(self.index.classes(JOB_PLACE)[1][job])
        return AtPlace.of(self.formula, *self._ends(worker, job))

    def _ends(self, worker: Array, job: Array) -> tuple[Facts, Facts]:
        """Return the place facts of both ends of aligned pairs."""
        (profiles, profile), (places, place) = self.queries.classes(WORKER_PLACE), self.index.classes(JOB_PLACE)
        return take(profiles, profile[worker]), take(places, place[job])

    @cached_property
    def here(self) -> AtPlace:
        """What they say of the home of a person who asks alone, and every place of work; neighbours share it."""
        homes, places = self.queries.classes(WORKER_PLACE)[0], self.index.classes(JOB_PLACE)[0]
        key = self.formula, self.queries.key(WORKER_PLACE)
        return self.index.class_memory.get(key, lambda: AtPlace.of(self.formula, homes, places), lambda at: at.nbytes, of=places)

    def outcomes(self, worker: Array, job: Array) -> dict[str, Array]:
        """Return the outcome of every requirement for aligned pairs, by name of the requirement."""
        return {rule.name: self._outcome(rule.table, worker, job) for rule in self.formula.requirements}

    def _outcome(self, table: Table, worker: Array, job: Array) -> Array:
        if len(self.queries) == 1 and "id" not in table.job_facts:
            return self._outcome_alone(table, job)
        facts = pick(self.queries.facts, table.worker_facts), pick(self.index.facts, table.job_facts)
        return np.broadcast_to(table.pairs(take(facts[0], worker), take(facts[1], job)), worker.shape)

    def _outcome_alone(self, table: Table, job: Array) -> Array:
        """Return the outcome of a requirement for the one person who asks."""
        if table.of_place:
            values, of_job = self.here.outcomes[self.formula.hard_place.index(table)], self.index.classes(JOB_PLACE)[1]
        else:
            group, at = place_among(self.formula)[id(table)]
            one = self.alike[group]
            values, of_job = one.values[at], self.index.classes(one.together.job_facts)[1]
        found: Array = values[of_job[job]]
        return found

    def fits_as_asked(self, worker: Array, job: Array, fits: Array) -> Array:
        """Return whether the fit of aligned pairs, given as ``fits``, is that of what the person asks for, bool ``[n]``."""
        if self.queries.asked.sum() == len(self.queries.text):
            return np.ones(len(worker), dtype=bool)
        return np.asarray(fit_pairs(self.queries.as_asked, self.index, worker, job) >= fits - TIE)

    def fits_of(self, worker: int) -> Array:
        """Return the fit of one worker with every job, float64 ``[m]``."""
        jobs = np.arange(len(self.index))
        return fit_pairs(self.queries, self.index, np.full(len(jobs), worker), jobs)

    def distance_km(self, worker: Array, job: Array) -> Array:
        """Return the straight-line distance of aligned pairs; NaN where a point is missing."""
        if len(self.queries) == 1:
            return self.here.km[self.index.classes(JOB_PLACE)[1][job]]
        return looked_up(*self._ends(worker, job), self.formula.policy)[KM]

    def best(self, pairs: Pairs, k: int) -> Pairs:
        """Return each worker's ``k`` best pairs: by rounded score, then distance, then job id."""
        return self.ordered(pairs, k, by="worker")

    def ordered(self, pairs: Pairs, k: int, *, by: Literal["worker", "job"]) -> Pairs:
        """Return the ``k`` best pairs of each worker, or of each job: by rounded score, then distance, then id."""
        km = self.distance_km(pairs.worker, pairs.job)
        group, other = (pairs.worker, pairs.job) if by == "worker" else (pairs.job, pairs.worker)
        id_rank = self.index.id_rank if by == "worker" else self.queries.id_rank
        order = largest_first(group, pairs.score, DIGITS, km, id_rank[other])
        alone = by == "worker" and len(self.queries) == 1
        return pairs.take(order[:k] if alone else order[rank_in(group[order]) <= k])

    def is_excluded(self, worker: Array, job: Array) -> Array:
        """Return which pairs were excluded one by one."""
        if not len(self.excluded):
            return np.zeros(len(worker), dtype=bool)
        keys = worker * np.int64(len(self.index)) + job
        at = np.minimum(np.searchsorted(self.excluded, keys), len(self.excluded) - 1)
        found: Array = self.excluded[at] == keys
        return found

    @cached_property
    def soft(self) -> list[tuple[str, float, ClassTable]]:
        """Name, share and class table of every soft table that says something and does not look at points."""
        soft = self.formula.soft_tables
        if len(self.queries) == 1:
            known = {one.together.number[at]: table for one, at, table in self._telling if at < len(one.together.soft)}
            return [(soft[at][0], soft[at][1].share, known[at]) for at in sorted(known)]
        tables = [(name, table.share, self._class_table(table)) for name, table in soft]
        return [one for one in tables if one[2].values.any()]

    @cached_property
    def hard(self) -> list[ClassTable]:
        """The class table of every requirement that refuses someone and does not look at points."""
        if len(self.queries) == 1:
            return [table for one, at, table in self._telling if at >= len(one.together.soft)]
        tables = [self._class_table(table) for table in self.formula.hard_tables]
        return [one for one in tables if (one.values == UNMET).any()]

    @cached_property
    def _telling(self) -> list[tuple[Alike, int, ClassTable]]:
        """The tables that tell the one person who asks something: among which, the how manieth of them, and the table."""
        return [
            (one, at, ClassTable.alone(one.values[at], self.index.classes(one.together.job_facts)[1]))
            for one in self.alike
            for at in one.telling
        ]

    @cached_property
    def alike(self) -> list[Alike]:
        """What the tables that do not look at points say to a person who asks alone; people alike share it."""
        return [self._alike_in(together) for together in tables_together(self.formula)]

    def _alike_in(self, together: Together) -> Alike:
        classes, memory = self.index.classes(together.job_facts)[0], self.index.class_memory
        names, *cells = self.queries.key(together.worker_facts)
        if names in COMMON:
            common = memory.get((self.formula, names), lambda: Alike.common(together, classes), _bytes_of_all, of=classes)
            if (known := common.get(tuple(cells))) is not None:
                return known
        return memory.get((self.formula, names, *cells), lambda: self._told(together, classes), lambda one: one.nbytes, of=classes)

    def _told(self, together: Together, classes: Facts) -> Alike:
        values = np.empty((len(together.tables), count(classes)))
        for row, table in zip(values, together.tables, strict=True):
            row[:] = table.known(self.queries.facts, classes)
        return Alike.of(together, values)

    def prepare(self) -> None:
        """Compute what several threads will read, so that none of them computes it twice."""
        _ = self.soft, self.hard, self.queries.owner, self.queries.single
        _ = self.index.classes(JOB_PLACE), self.queries.classes(WORKER_PLACE)
        self.index.prepare()

    def _class_table(self, table: Table) -> ClassTable:
        """Return a table of the formula over the classes at hand."""
        worker_classes, worker_class = self.queries.classes(table.worker_facts)
        job_classes, job_class = self.index.classes(table.job_facts)
        return ClassTable(np.ascontiguousarray(table.outer(worker_classes, job_classes), dtype=np.float64), worker_class, job_class)

    def _fits(self, part: Queries) -> Array:
        dots = np.ascontiguousarray((self.index.text @ part.text.T).T)
        if not self.index.single:
            dots = np.maximum.reduceat(dots, self.index.start[:-1], axis=1)
        if not part.single:
            dots = np.maximum.reduceat(dots, part.start[:-1], axis=0)
        fits = np.float32(self.index.slope) * dots + np.float32(self.index.offset)
        fits[part.neutral] = neutral_fit(self.index.facts["open_to"])
        return fits

    def _scores(self, workers: Array, fits: Array) -> Array:
        """Return the whole score of some workers with every job; refused and excluded pairs lie at −1e4."""
        total = self.formula.weights["fit"] * fits.astype(np.float64)
        refused = np.broadcast_to(self.index.facts["posting"] != POSTING_OPEN, total.shape).copy()
        for name, share, table in self.soft:
            total += self.formula.weights[name] * share * table.block(workers)
        for table in self.hard:
            refused |= table.block(workers) == UNMET
        at, place = self._every_place(workers), self.index.classes(JOB_PLACE)[1]
        total += at.weighted(self.formula)[:, place]
        refused |= at.refused[:, place]
        if self.price is not None:
            total -= self.price
        total[refused] = REFUSED
        for row, job in self._excluded_of(workers):
            total[row, job] = REFUSED
        return total

    def _every_place(self, workers: Array) -> AtPlace:
        """Return what the tables that look at points say of some workers and every place of work."""
        profiles, profile = self.queries.classes(WORKER_PLACE)
        places, _ = self.index.classes(JOB_PLACE)
        homes = {name: values[:, None] for name, values in take(profiles, profile[workers]).items()}
        return AtPlace.of(self.formula, homes, {name: values[None, :] for name, values in places.items()})

    def _excluded_of(self, workers: Array) -> list[tuple[int, Array]]:
        size = np.int64(len(self.index))
        low, high = np.searchsorted(self.excluded, [workers * size, (workers + 1) * size])
        return [(int(row), self.excluded[low[row] : high[row]] % size) for row in np.flatnonzero(high > low)]


def _bytes_of_all(known: dict[tuple[Hashable, ...], Alike]) -> int:
    return sum(one.nbytes for one in known.values())


def _kth(scores: Array, k: int) -> Array:
    """Return each row's k-th largest value; the smallest where there are fewer columns."""
    place = max(scores.shape[1] - k, 0)
    return np.partition(scores, place, axis=1)[:, place]


def rank_in(worker: Array) -> Array:
    """Return each row's rank within its worker, from 1; rows of a worker stand together.

    >>> rank_in(np.array([3, 3, 5])).tolist()
    [1, 2, 1]
    """
    if not len(worker):
        return np.zeros(0, dtype=np.int64)
    first = np.concatenate([[True], worker[1:] != worker[:-1]])
    at = np.arange(len(worker))
    return at - np.maximum.accumulate(np.where(first, at, 0)) + 1


def join(parts: list[Pairs]) -> Pairs:
    """Return the parts one after the other.

    >>> one = Pairs(np.array([0]), np.array([4]), np.array([0.9]))
    >>> join([one, no_pairs(), one]).job.tolist()
    [4, 4]
    """
    if not parts:
        return no_pairs()
    if len(parts) == 1:
        return parts[0]
    worker, job, score = (np.concatenate(arrays) for arrays in zip(*((part.worker, part.job, part.score) for part in parts), strict=True))
    return Pairs(worker, job, score)


def no_pairs() -> Pairs:
    """Return no pairs at all."""
    whole = np.zeros(0, dtype=np.int64)
    return Pairs(whole, whole, np.zeros(0, dtype=np.float64))
