"""The matcher's search as the allocation asks it: of some workers and jobs, at prices, numbered by the rank of ids.

Workers and jobs are numbered so in an allocation that where plans are equally good the ids decide, and not the order of a table.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from jobmatch.allocation.market import Array, Found, Market, Options
from jobmatch.allocation.prices import CLOSED
from jobmatch.allocation.quotas import LOCAL, QuotaFormula, bonus_of, pair_worths
from jobmatch.policy import Quotas
from jobmatch.search import Progress, Search
from jobmatch.search import exact as whole
from jobmatch.search.index import JobIndex
from jobmatch.search.texts import Texts
from jobmatch.terms.term import take

LOCAL_FIRST = 4.0
"""Added, beyond prices and quotas, to local jobs where the best local pair is asked for: more than any two pairs differ by."""


def part_of(search: Search, workers: Array, jobs: Array | None = None) -> Search:
    """Return the search of some workers among all jobs or some, numbered by position in ``workers`` and ``jobs``.

    >>> from jobmatch import Matcher
    >>> jobs = Matcher(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["保安员", "缝纫工"]}))
    >>> people = pd.DataFrame({"worker_id": ["W1", "W2"], "wanted_occupation": ["保安", "缝纫工"]})
    >>> part = part_of(jobs.recommend(people).search, np.array([1]), np.array([1]))
    >>> len(part.queries), part.top(2).job.tolist()
    (1, [0])
    """
    index, size = search.index, np.int64(max(len(search.index), 1))
    rows = np.arange(len(index)) if jobs is None else jobs
    worker = _positions(workers, len(search.queries))[search.excluded // size]
    job = _positions(rows, len(index))[search.excluded % size]
    kept = (worker >= 0) & (job >= 0)
    excluded = np.sort(worker[kept] * np.int64(max(len(rows), 1)) + job[kept])
    part = index if jobs is None else _index_of(index, rows)
    return replace(search, index=part, queries=search.queries.take(workers), excluded=excluded)


def _positions(rows: Array, size: int) -> Array:
    """Return the place of each row in ``rows``; −1 where it is not there."""
    position = np.full(size, -1, dtype=np.int64)
    position[rows] = np.arange(len(rows))
    return position


def _index_of(index: JobIndex, rows: Array) -> JobIndex:
    text_rows, start = index.text_rows(rows)
    return JobIndex(Texts(index.text[text_rows]), start, take(index.facts, rows), index.slope, index.offset)


@dataclass(frozen=True, eq=False)
class RankedSearch:
    """The matcher's search at prices, numbered by rank of id, with the quotas' worths inside."""

    plain: Search
    among: Array | None = None
    """Ranks of the only jobs that are searched; all of them by default."""
    progress: Progress | None = None
    """Called with the number of workers searched since the last call."""

    @cached_property
    def worker_rank(self) -> Array:
        """Rank of each worker row's id, int64 ``[workers]``."""
        return self.plain.queries.id_rank

    @cached_property
    def job_rank(self) -> Array:
        """Rank of each job row's id, int64 ``[jobs]``."""
        return self.plain.index.id_rank

    @cached_property
    def worker_row(self) -> Array:
        """Row of the worker of each rank."""
        return np.argsort(self.worker_rank)

    @cached_property
    def job_row(self) -> Array:
        """Row of the job of each rank."""
        return np.argsort(self.job_rank)

    def market(self, capacity: Array, per_worker: int, first_job: Array) -> Market:
        """Return the market of these limits, given by row."""
        workers = len(self.worker_row)
        local = np.full(workers, self.plain.formula.policy.quotas.home_county)
        limit = np.full(workers, per_worker)
        return Market(capacity[self.job_row], limit, first_job[self.worker_row], local)

    def __call__(self, workers: Array, prices: Array, k: int, among: Array | None = None) -> Found:
        """Return about the ``k`` best pairs of each of ``workers`` at ``prices``, and the best local one; all by rank."""
        some = self if among is None else replace(self, among=among)
        options, cut = some._best(workers, prices, k)
        cut_local = cut.copy()
        lacking = self._lacking_local(options, workers, cut)
        if len(lacking):
            lift = LOCAL_FIRST + 2 * self._depth(prices)
            added, cut_lifted = some._best(workers[lacking], prices, 1, local=lift)
            options = options.joined(added.take(added.local))
            cut_local[lacking] = np.minimum(cut[lacking], cut_lifted - lift)
        return Found(options, cut, cut_local)

    def plain_pairs(self, options: Options, k: int) -> whole.Pairs:
        """Return pairs by row with their plain score, by worker, best first."""
        if not len(options):
            return whole.no_pairs()
        worker, job = self.worker_row[options.worker], self.job_row[options.job]
        pairs, _ = self.plain.score(worker, job)
        return self.plain.best(pairs, k)

    def _best(self, workers: Array, prices: Array, k: int, *, local: float = 0.0) -> tuple[Options, Array]:
        """Return about the ``k`` best pairs with ``local`` added to local jobs, and what no pair left out is worth more than."""
        rows = self.worker_row[workers]
        policy = self.plain.formula.policy
        formula = QuotaFormula(policy, local)
        jobs = None if self.among is None else self.job_row[self.among]
        price = prices[self.job_rank if self.among is None else self.among]
        asked = replace(part_of(self.plain, rows, jobs), formula=formula, price=price, depth=self._depth(prices) + local)
        found, cut = asked.listed(k, self.progress)
        job_row, at = found.job if jobs is None else jobs[found.job], found.worker
        job = self.job_rank[job_row]
        is_local, bonus = self._quotas(rows[at], job_row)
        score = found.score + prices[job] - formula.folds * (bonus + local * is_local)
        loose = 0.0 if formula.folds else policy.quotas.workshop_bound_home
        return Options(workers[at], job, score, bonus, is_local), cut + loose

    def _depth(self, prices: Array) -> float:
        """Return how far prices and quotas can move the worth of a pair."""
        quotas = self.plain.formula.policy.quotas
        return float(np.max(prices[prices < CLOSED], initial=0.0)) + sum(abs(worth) for _, worth in pair_worths(quotas))

    def _quotas(self, worker: Array, job: Array) -> tuple[Array, Array]:
        """Return of pairs, by row, which are local and what the quotas add to each; where no quota asks, none are."""
        quotas = self.plain.formula.policy.quotas
        if quotas == Quotas():
            return np.zeros(len(worker), dtype=bool), np.zeros(len(worker))
        facts = take(self.plain.queries.facts, worker), take(self.plain.index.facts, job)
        return LOCAL.pairs(*facts) > 0, bonus_of(quotas, *facts)

    def _lacking_local(self, options: Options, workers: Array, cut: Array) -> Array:
        """Return the positions of workers whose list was cut before a local job came."""
        quotas, formula = self.plain.formula.policy.quotas, QuotaFormula(self.plain.formula.policy)
        if quotas.home_county <= 0 or not formula.folds:
            return np.zeros(0, dtype=np.int64)
        has_local = np.isin(workers, options.worker[options.local])
        return np.flatnonzero((cut > -np.inf) & ~has_local)
