"""The exact search: the best jobs of every worker under the whole score.

Nothing here is approximate: the answer is the brute-force answer, ordered by score rounded to 1e-6, then
distance, then job id, whatever the batch, the row order or the machine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Literal

import numpy as np

from jobmatch.search.index import JobIndex, Queries, fit_pairs
from jobmatch.terms import nearness
from jobmatch.terms.facts import POSTING_OPEN
from jobmatch.terms.fit import neutral_fit
from jobmatch.terms.formula import TERM_NAMES, Formula
from jobmatch.terms.nearness import JOB_PLACE, KM, WORKER_PLACE
from jobmatch.terms.term import REFUSED, UNMET, Array, Facts, Table, take

TIE = 1e-5
"""Float32 scores closer than this are compared in float64."""
DIGITS = 6
"""Scores are ordered by this many decimals."""
DENSE_CELLS = 4_000_000
"""Largest worker × job block held at a time."""

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Pairs:
    """Scored pairs in parallel arrays."""

    worker: Array
    """Row of the worker, int64 ``[n]``."""
    job: Array
    """Row of the job, int64 ``[n]``."""
    score: Array
    """The whole score, float64 ``[n]``."""

    def __len__(self) -> int:
        return len(self.worker)

    def take(self, rows: Array) -> Pairs:
        """Return some of the pairs."""
        return Pairs(self.worker[rows], self.job[rows], self.score[rows])


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
            return np.broadcast_to(self.values.ravel(), worker.shape)
        flat: Array = self.values.ravel()
        found: Array = np.take(flat, self.worker_class[worker] * self.values.shape[1] + self.job_class[job])
        return found

    def block(self, worker: Array) -> Array:
        """Return the values of some workers with every job, ``[len(worker), m]``."""
        return self.values[self.worker_class[worker]][:, self.job_class]


@dataclass(frozen=True)
class Search:
    """What is searched, under which formula."""

    formula: Formula
    index: JobIndex
    queries: Queries
    excluded: Array
    """Pairs never returned, as sorted ``worker · jobs + job``, int64."""
    price: Array | None = None
    """Price of each job in an allocation, subtracted from the score, float64 ``[jobs]``."""

    def top(self, k: int, progress: Progress | None = None) -> Pairs:
        """Return the ``k`` best jobs of every worker, fewer where fewer are suitable, by worker, best first."""
        if k <= 0 or len(self.index) == 0 or len(self.queries) == 0:
            return no_pairs()
        from jobmatch.search.batch import top  # it stands on this module

        return top(self, k, progress)

    def top_workers(self, k: int) -> Pairs:
        """Return the ``k`` best workers of every job, by job, best first."""
        if k <= 0 or len(self.index) == 0 or len(self.queries) == 0:
            return no_pairs()
        step = max(1, DENSE_CELLS // len(self.index))
        found = [
            self._best_workers_of(np.arange(at, min(at + step, len(self.queries))), k)
            for at in range(0, len(self.queries), step)
        ]
        return self._ordered(join(found), k, by="job")

    def _best_workers_of(self, workers: Array, k: int) -> Pairs:
        fits = self._fits(self.queries.take(workers))
        scores = self._scores(workers, fits)
        floor = np.where(self.queries.wished[workers], self.formula.policy.min_fit, -np.inf)[:, None]
        kth = _kth(np.where(fits >= floor + TIE, scores, REFUSED).T, k)
        row, job = np.nonzero((fits >= floor - TIE) & (scores >= np.maximum(kth, REFUSED / 2)[None, :] - TIE))
        pairs, allowed = self.score(workers[row], job.astype(np.int64))
        return pairs.take(np.flatnonzero(allowed))

    def dense(self, workers: Array, k: int) -> Pairs:
        """Return the ``k`` best of some workers by scoring every job."""
        step = max(1, DENSE_CELLS // max(len(self.index), 1))
        return join([self._dense(workers[at : at + step], k) for at in range(0, len(workers), step)])

    def _dense(self, workers: Array, k: int) -> Pairs:
        fits = self._fits(self.queries.take(workers))
        scores = self._scores(workers, fits)
        floor = np.where(self.queries.wished[workers], self.formula.policy.min_fit, -np.inf)[:, None]
        kth = _kth(np.where(fits >= floor + TIE, scores, REFUSED), k)
        row, job = np.nonzero((fits >= floor - TIE) & (scores >= np.maximum(kth, REFUSED / 2)[:, None] - TIE))
        pairs, allowed = self.score(workers[row], job.astype(np.int64))
        return self.best(pairs.take(np.flatnonzero(allowed)), k)

    def score(self, worker: Array, job: Array) -> tuple[Pairs, Array]:
        """Return aligned pairs scored exactly in float64, and which of them are matches at all."""
        places = self._place_facts(worker, job)
        terms = self.terms(worker, job, places=places)
        scores = self.formula.score(terms)
        wished = self.queries.wished[worker]
        allowed = ~self.is_excluded(worker, job) & ((terms["fit"] >= self.formula.policy.min_fit) | ~wished)
        for table in self.hard:
            allowed &= table.pairs(worker, job) != UNMET
        for hard in self.place_hard:
            allowed &= hard.known(*places) != UNMET
        if self.price is not None:
            scores = scores - self.price[job]
        return Pairs(worker, job, scores), allowed

    def terms(
        self, worker: Array, job: Array, *, places: tuple[Facts, Facts] | None = None
    ) -> dict[str, Array]:
        """Return every term of aligned pairs, float64 ``[n]`` each."""
        values = {name: np.zeros(len(worker)) for name in TERM_NAMES}
        values["fit"] = fit_pairs(self.queries, self.index, worker, job)
        for name, share, table in self.soft:
            values[name] += share * table.pairs(worker, job)
        facts = places or self._place_facts(worker, job)
        for name, near in self.place_soft:
            values[name] += near.share * near.known(*facts)
        return values

    def _place_facts(self, worker: Array, job: Array) -> tuple[Facts, Facts]:
        """Return what aligned pairs' place tables look at."""
        profiles, profile = self.queries.classes(WORKER_PLACE)
        job_places, place = self.index.classes(JOB_PLACE)
        facts = take(profiles, profile[worker]), take(job_places, place[job])
        return facts[0], {**facts[1], KM: nearness.distance_km(*facts, self.formula.policy)}

    def outcomes(self, worker: Array, job: Array) -> dict[str, Array]:
        """Return the outcome of every requirement for aligned pairs, by name of the requirement."""
        facts = take(self.queries.facts, worker), take(self.index.facts, job)
        shape = worker.shape
        return {
            rule.name: np.broadcast_to(rule.table.pairs(*facts), shape) for rule in self.formula.requirements
        }

    def fits_of(self, worker: int) -> Array:
        """Return the fit of one worker with every job, float64 ``[m]``."""
        jobs = np.arange(len(self.index))
        return fit_pairs(self.queries, self.index, np.full(len(jobs), worker), jobs)

    def distance_km(self, worker: Array, job: Array) -> Array:
        """Return the straight-line distance of aligned pairs; NaN where a point is missing."""
        return self._place_facts(worker, job)[1][KM]

    def best(self, pairs: Pairs, k: int) -> Pairs:
        """Return each worker's ``k`` best pairs: by rounded score, then distance, then job id."""
        return self._ordered(pairs, k, by="worker")

    def _ordered(self, pairs: Pairs, k: int, *, by: Literal["worker", "job"]) -> Pairs:
        km = np.nan_to_num(self.distance_km(pairs.worker, pairs.job), nan=np.inf)
        group, other = (pairs.worker, pairs.job) if by == "worker" else (pairs.job, pairs.worker)
        id_rank = self.index.id_rank if by == "worker" else self.queries.id_rank
        order = np.lexsort((id_rank[other], km, -np.round(pairs.score, DIGITS), group))
        return pairs.take(order[rank_in(group[order]) <= k])

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
        tables = [(n, t.share, self.class_table(t)) for n, t in self.formula.soft_tables if not is_of_place(t)]
        return [one for one in tables if one[2].values.any()]

    @cached_property
    def hard(self) -> list[ClassTable]:
        """The class table of every requirement that refuses someone and does not look at points."""
        tables = [self.class_table(table) for table in self.formula.hard_tables if not is_of_place(table)]
        return [one for one in tables if (one.values == UNMET).any()]

    @cached_property
    def place_soft(self) -> list[tuple[str, Table]]:
        """Name and table of every soft table that looks at points."""
        return [(name, table) for name, table in self.formula.soft_tables if is_of_place(table)]

    @cached_property
    def place_hard(self) -> list[Table]:
        """The table of every requirement that looks at points."""
        return [table for table in self.formula.hard_tables if is_of_place(table)]

    def prepare(self) -> None:
        """Compute what several threads will read, so that none of them computes it twice."""
        _ = self.soft, self.hard, self.index.owner, self.index.single, self.index.id_rank
        _ = self.queries.owner, self.queries.single
        _ = self.index.classes(JOB_PLACE), self.queries.classes(WORKER_PLACE)
        if self.index.groups is not None:
            _ = self.index.groups.lists, self.index.at_place

    def class_table(self, table: Table) -> ClassTable:
        """Return a table of the formula over the classes at hand."""
        worker_classes, worker_class = self.queries.classes(table.worker_facts)
        job_classes, job_class = self.index.classes(table.job_facts)
        values = np.ascontiguousarray(table.outer(worker_classes, job_classes), dtype=np.float64)
        return ClassTable(values, worker_class, job_class)

    def _fits(self, part: Queries) -> Array:
        dots = part.text @ self.index.text.T
        if not self.index.single:
            dots = np.maximum.reduceat(dots, self.index.start[:-1], axis=1)
        if not part.single:
            dots = np.maximum.reduceat(dots, part.start[:-1], axis=0)
        fits = np.float32(self.index.slope) * dots + np.float32(self.index.offset)
        fits[part.neutral] = neutral_fit(self.index.facts["everyday"])
        return fits

    def _scores(self, workers: Array, fits: Array) -> Array:
        """Return the whole score of some workers with every job; refused and excluded pairs lie at −1e4."""
        total = self.formula.weights["fit"] * fits.astype(np.float64)
        refused = np.broadcast_to(self.index.facts["posting"] != POSTING_OPEN, total.shape).copy()
        for name, share, table in self.soft:
            total += self.formula.weights[name] * share * table.block(workers)
        for table in self.hard:
            refused |= table.block(workers) == UNMET
        job_places, place = self.index.classes(JOB_PLACE)
        profiles, profile = self.queries.classes(WORKER_PLACE)
        facts = take(profiles, profile[workers])
        for name, soft in self.place_soft:
            total += self.formula.weights[name] * soft.share * soft.outer(facts, job_places)[:, place]
        for hard in self.place_hard:
            refused |= (hard.outer(facts, job_places) == UNMET)[:, place]
        if self.price is not None:
            total -= self.price
        total[refused] = REFUSED
        for row, job in self._excluded_of(workers):
            total[row, job] = REFUSED
        return total

    def _excluded_of(self, workers: Array) -> list[tuple[int, Array]]:
        size = np.int64(len(self.index))
        low, high = np.searchsorted(self.excluded, [workers * size, (workers + 1) * size])
        return [(int(row), self.excluded[low[row] : high[row]] % size) for row in np.flatnonzero(high > low)]


def is_of_place(table: Table) -> bool:
    """Return whether a table looks at points, and so has a class for every place."""
    return "lat" in table.worker_facts


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
    """Return the parts one after the other."""
    if not parts:
        return no_pairs()
    return Pairs(*(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(Pairs)))


def no_pairs() -> Pairs:
    """Return no pairs at all."""
    whole = np.zeros(0, dtype=np.int64)
    return Pairs(whole, whole, np.zeros(0, dtype=np.float64))
