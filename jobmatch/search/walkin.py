"""One person against the resident jobs: nothing is rebuilt, and what cannot win is passed over.

::

    bound(j) = weight · fit(j) + place terms(j) + the most that the class tables give anyone's job

Of few jobs all are looked at. Of many, first those nearest by, then the others in groups of like work, best first
(``groups``), or by place where the person reaches few or names no trade. Of each lot the jobs whose bound reaches the
k-th best so far are given their class tables; once no later lot can reach it, the search ends. Only those at the top
are scored exactly, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from jobmatch.search.exact import TIE, Pairs, Search
from jobmatch.search.groups import Groups
from jobmatch.terms import nearness
from jobmatch.terms.fit import NEUTRAL, neutral_fit
from jobmatch.terms.nearness import JOB_PLACE, KM, WORKER_PLACE
from jobmatch.terms.term import UNMET, Array, Facts, take

LOT = 4_000
"""Rows of the first lot; each later one is twice as large."""
FEW_REACHED = 0.05
"""Share of the jobs up to which all that a person can reach are looked at, place by place."""
REFUSED = -np.inf
LEAST = -1e3
"""Bounds below this are refusals; no price lies so high."""


def best_of(search: Search, worker: int, k: int) -> Pairs:
    """Return the exact ``k`` best jobs of one worker, best first."""
    asking = _Asking(search, worker)
    best = _Best(*(np.zeros(0, dtype=kind) for kind in (np.int64, np.float64, bool)))
    least = REFUSED
    for job, fit, following in asking.lots():
        best = best.joined(asking.reaching(job, fit, least))
        least = max(least, _kth(best.bound[best.sure], k) - 2 * TIE)
        best = best.take(np.flatnonzero(best.bound >= least))
        if following < least:
            break
    pairs, allowed = search.score(np.full(len(best.job), worker), best.job)
    return search.best(pairs.take(np.flatnonzero(allowed)), k)


@dataclass(frozen=True)
class _Best:
    """Jobs that may be among the best."""

    job: Array
    """int64 ``[n]``, each once."""
    bound: Array
    """Score by the best of its text rows seen so far, float64 ``[n]``."""
    sure: Array
    """Whether it surely passes the floor on fit, bool ``[n]``."""

    def take(self, rows: Array) -> _Best:
        return _Best(self.job[rows], self.bound[rows], self.sure[rows])

    def joined(self, more: _Best) -> _Best:
        """Return both, each job once: a job of several posts is worth its best."""
        both = _Best(*(np.concatenate(pair) for pair in zip(vars(self).values(), vars(more).values(), strict=True)))
        high_first = both.take(np.argsort(-both.bound, kind="stable"))
        return high_first.take(np.unique(high_first.job, return_index=True)[1])


Lot = tuple[Array, Array, float]
"""Rows of jobs, int64 ``[n]``; their fit, float64 ``[n]``; what the bound of no job of a later lot exceeds."""


class _Asking:
    """What one worker asks, over the classes of the jobs."""

    def __init__(self, search: Search, worker: int) -> None:
        self.search, self.index, self.worker = search, search.index, worker
        self.queries = search.queries.take(np.array([worker]))
        self.weight = search.formula.weights["fit"]
        wished = bool(self.queries.wished[0])
        self.floor = search.formula.policy.min_fit if wished else -np.inf

    def lots(self) -> Iterator[Lot]:
        """Yield jobs with their fit, and what no job of a later lot can exceed in its bound."""
        if self.index.groups is not None:
            yield from self._nearest(self.index.groups)
        elif self.queries.neutral[0]:
            yield np.arange(len(self.index)), neutral_fit(self.index.facts["everyday"]), REFUSED
        else:
            yield self.index.owner, self._fit(self.index.text), REFUSED

    def _nearest(self, groups: Groups) -> Iterator[Lot]:
        """Yield the jobs at the nearest places; then the others by what they are, or by place where that tells more."""
        most = self.index.slope * groups.bounds(self.queries.text) + self.index.offset
        best_fit = NEUTRAL if self.queries.neutral[0] else float(most.max())
        order = np.argsort(-self._near, kind="stable")
        order = order[self._near[order] > REFUSED]
        ends = np.cumsum(self.index.at_place.sizes[order])
        by_place = bool(self.queries.neutral[0]) or ends[-1:].sum() <= len(self.index) * FEW_REACHED
        for at, stop in _parts(ends):
            jobs = np.sort(self.index.at_place.rows(order[at:stop]))
            further = float(self._near[order[stop]]) if stop < len(order) else REFUSED
            yield jobs, self._fit_of(jobs), self.weight * best_fit + further + self._tables_most
            if not by_place:
                yield from self._alike(groups, most, further + self._tables_most)
                return

    def _alike(self, groups: Groups, most: Array, rest: float) -> Iterator[Lot]:
        """Yield the jobs of the groups of best fit; ``rest`` is the most that all but fit can add to any of them."""
        order = np.argsort(-most, kind="stable")
        order = order[most[order] >= self.floor - TIE]
        for at, stop in _parts(np.cumsum(groups.lists.sizes[order])):
            rows = np.sort(groups.lists.rows(order[at:stop]))
            following = self.weight * float(most[order[stop]]) + rest if stop < len(order) else REFUSED
            yield self.index.owner[rows], self._fit(self.index.text[rows]), following

    def _fit_of(self, jobs: Array) -> Array:
        """Return the fit of some jobs, float64."""
        if self.queries.neutral[0]:
            return neutral_fit(self.index.facts["everyday"][jobs])
        rows, start = self.index.text_rows(jobs)
        fit = self._fit(self.index.text[rows])
        return fit if len(fit) == len(jobs) else np.maximum.reduceat(fit, start[:-1])

    def _fit(self, texts: Array) -> Array:
        asked = self.queries.text
        products = texts @ asked[0] if self.queries.single else np.max(texts @ asked.T, axis=1)
        fit: Array = self.index.slope * products.astype(np.float64) + self.index.offset
        return fit

    def reaching(self, job: Array, fit: Array, least: float) -> _Best:
        """Return the jobs that may reach ``least``."""
        able = np.flatnonzero(fit >= self.floor - TIE)
        job, fit = job[able], fit[able]
        bound = self.weight * fit + self._near[self._place[job]]
        able = np.flatnonzero(bound + self._tables_most >= max(least, LEAST))
        job, fit, bound = job[able], fit[able], bound[able]
        for weight, values, of_job in self._tables:
            bound += weight * values[of_job[job]]
        for values, of_job in self._refusals:
            bound[values[of_job[job]]] = REFUSED
        if self.search.price is not None:
            bound -= self.search.price[job]
        bound[self.search.is_excluded(np.full(len(job), self.worker), job)] = REFUSED
        able = np.flatnonzero(bound >= max(least, LEAST))
        return _Best(job[able], bound[able], fit[able] >= self.floor + TIE)

    @cached_property
    def _place(self) -> Array:
        return self.index.classes(JOB_PLACE)[1]

    @cached_property
    def _near(self) -> Array:
        """Weighted place terms of each place of work, −inf where a place requirement refuses, float64."""
        profiles, profile = self.search.queries.classes(WORKER_PLACE)
        here: Facts = take(profiles, profile[[self.worker]])
        places = dict(self.index.classes(JOB_PLACE)[0])
        places[KM] = nearness.distance_km(here, places, self.search.formula.policy)
        total = np.zeros(len(places["lat"]))
        for name, table in self.search.place_soft:
            total += self.search.formula.weights[name] * table.share * table.known(here, places)
        for table in self.search.place_hard:
            total[np.broadcast_to(table.known(here, places) == UNMET, total.shape)] = REFUSED
        return total

    @cached_property
    def _tables(self) -> list[tuple[float, Array, Array]]:
        """Weight, value of each job class and class of each job, of every soft table."""
        weights, me = self.search.formula.weights, self.worker
        return [(weights[n] * share, t.values[t.worker_class[me]], t.job_class) for n, share, t in self.search.soft]

    @cached_property
    def _refusals(self) -> list[tuple[Array, Array]]:
        rows = [(t.values[t.worker_class[self.worker]] == UNMET, t.job_class) for t in self.search.hard]
        return [(refused, of_job) for refused, of_job in rows if refused.any()]

    @cached_property
    def _tables_most(self) -> float:
        most = float(sum(weight * values.max(initial=0.0) for weight, values, _ in self._tables))
        price = self.search.price
        return most + TIE - (float(price.min(initial=0.0)) if price is not None else 0.0)


def _parts(ends: Array) -> Iterator[tuple[int, int]]:
    """Yield spans of groups, given where the rows of each end: of ``LOT`` rows, then each twice as large.

    >>> list(_parts(np.array([3000, 5000, 6000, 20_000])))
    [(0, 2), (2, 4)]
    """
    at, rows, lot = 0, 0, LOT
    while at < len(ends):
        stop = min(int(np.searchsorted(ends, rows + lot)) + 1, len(ends))
        yield at, stop
        at, rows, lot = stop, int(ends[stop - 1]), 2 * lot


def _kth(values: Array, k: int) -> float:
    """Return the k-th largest value, −inf where there are fewer."""
    return float(np.partition(values, len(values) - k)[len(values) - k]) if len(values) >= k else REFUSED
