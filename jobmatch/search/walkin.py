"""One person against the resident jobs: nothing is rebuilt, and what cannot win is passed over.

::

    bound(j) = weight · fit(j) + place terms(j) + class tables(j)

Of few jobs what stands beside fit comes from rows that people of the same class or home share (``standing``); of the
jobs that it does not refuse, those are multiplied whose bound (``groups``) reaches the k-th best job among the rows of
highest bound, or, within a small reach, all. Of many, first those nearest by, then the others in groups of like work,
best first (``groups``), or by place where the person reaches few or names no trade. Of each lot the jobs whose bound, with the most that class tables give anyone's job, reaches the k-th best so far
are given their class tables; once no later lot can reach it, the search ends. Only those at the top are scored exactly,
as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from jobmatch.search.alike import REFUSED
from jobmatch.search.exact import TIE, Pairs, Scoring
from jobmatch.search.groups import Asked, Groups
from jobmatch.search.order import first_of_runs
from jobmatch.search.standing import rest_of
from jobmatch.search.texts import Texts
from jobmatch.terms.fit import NEUTRAL, neutral_fit
from jobmatch.terms.nearness import JOB_PLACE
from jobmatch.terms.term import UNMET, Array

FIRST = 256
"""Rows, about, whose exact products tell what the others must reach …"""
SAMPLED = 4
"""… which are those of highest bound, as one row of so many tells."""
BOUNDED = 2_000
"""Rows open to a person from which a bound is computed for each before any is multiplied."""
LOT = 4_000
"""Rows of the first lot; each later one is twice as large."""
FEW_REACHED = 0.05
"""Share of the jobs up to which all that a person can reach are looked at, place by place."""
LEAST = -1e3
"""Bounds below this are refusals; no price lies so high."""


def best_of(search: Scoring, worker: int, k: int) -> Pairs:
    """Return the exact ``k`` best jobs of one worker, best first."""
    alone = search.alone(worker)
    groups = alone.index.groups if alone.index.is_large else None
    best = _of_few(alone, k) if groups is None else _of_many(alone, groups, k)
    pairs, allowed = alone.score(np.zeros(len(best.job), dtype=np.int64), best.job)
    found = alone.best(pairs.take(np.flatnonzero(allowed)), k)
    return replace(found, worker=found.worker + worker)


@dataclass(frozen=True)
class _Best:
    """Jobs that may be among the best."""

    job: Array
    """int64 ``[n]``."""
    bound: Array
    """Score by one of its text rows, float ``[n]``."""
    sure: Array
    """Whether it surely passes the floor on fit, bool ``[n]``."""

    def take(self, rows: Array) -> _Best:
        return _Best(self.job[rows], self.bound[rows], self.sure[rows])

    def joined(self, more: _Best) -> _Best:
        """Return both."""
        return _Best(*(np.concatenate(pair) for pair in zip(vars(self).values(), vars(more).values(), strict=True)))

    def high(self, k: int) -> _Best:
        """Return those that may be among the ``k`` best."""
        return self.take(np.flatnonzero(self.bound >= self.least(k)))

    def least(self, k: int) -> float:
        """Return what no job that may be among the ``k`` best lies below."""
        return max(_kth(self.bound[self.sure], k) - 2 * TIE, LEAST)

    def once(self) -> _Best:
        """Return each job once: one of several posts is worth its best."""
        high_first = self.take(np.argsort(-self.bound, kind="stable"))
        return high_first.take(np.unique(high_first.job, return_index=True)[1])


def _of_few(search: Scoring, k: int) -> _Best:
    """Return what may be the best of few jobs."""
    (rows, rest), fits = rest_of(search), _Fits(search)
    groups = search.index.groups if len(rest) >= BOUNDED and not fits.silent else None
    if groups is not None:
        at = _promising(fits, groups, rows, rest, k)
        rows, rest = _rows_at(rows, at), rest[at]
    return _scored(fits, rows, rest).high(k)


def _promising(fits: _Fits, groups: Groups, rows: Array | slice, rest: Array, k: int) -> Array:
    """Return which of some text rows have a bound that reaches the k-th best job of the rows of highest bound."""
    bound = fits.asked(groups).row_bounds(rows)
    bound += rest
    first = np.flatnonzero(bound >= max(_kth(bound[::SAMPLED], max(FIRST, 4 * k) // SAMPLED), LEAST))
    least = _scored(fits, _rows_at(rows, first), rest[first]).least(k)
    at = np.flatnonzero(bound >= least)
    return at[bound[at] - rest[at] >= fits.least]


def _rows_at(rows: Array | slice, at: Array) -> Array:
    """Return some of the rows; a slice stands for all."""
    return at if isinstance(rows, slice) else rows[at]


def _scored(fits: _Fits, rows: Array | slice, rest: Array) -> _Best:
    """Return the jobs of some (ascending) text rows by their best post, given what all but fit gives them."""
    fit, job = fits.of_rows(rows), fits.index.owner[rows]
    start = first_of_runs(job)
    fit = np.maximum.reduceat(fit, start)
    bound = fits.weight * fit + rest[start]
    np.copyto(bound, REFUSED, where=fit < fits.floor - TIE)
    return _Best(job[start], bound, fit >= fits.floor + TIE)


class _Fits:
    """The fit of one person."""

    def __init__(self, search: Scoring) -> None:
        self.index, self.queries = search.index, search.queries
        self.weight = search.formula.weights["fit"]
        self.floor = float(search.floor[0])
        self.least = self.weight * (self.floor - TIE)
        self.silent = bool(self.queries.neutral[0])

    def asked(self, groups: Groups) -> Asked:
        """Return what bounds the weighted fit of text rows."""
        return groups.asked(self.queries.text, self.weight * self.index.slope, self.weight * self.index.offset)

    def of_rows(self, rows: Array | slice) -> Array:
        """Return the fit of some text rows, float32 but for people who name no trade; a slice stands for all."""
        if self.silent:
            return self._neutral(self.index.owner[rows])
        return self._of_texts(self.index.text if isinstance(rows, slice) else self.index.text[rows])

    def _neutral(self, jobs: Array) -> Array:
        return neutral_fit(self.index.facts["open_to"][jobs])

    def _of_texts(self, texts: Array | Texts) -> Array:
        first, *others = self.queries.text
        fit: Array = texts @ first
        for other in others:
            np.maximum(fit, texts @ other, out=fit)
        fit *= np.float32(self.index.slope)
        fit += np.float32(self.index.offset)
        return fit


def _of_many(search: Scoring, groups: Groups, k: int) -> _Best:
    """Return what may be the best of many jobs, lot by lot, until no later lot can reach it."""
    lots = _Lots(search, groups)
    best, least = _Best(*(np.zeros(0, dtype=kind) for kind in (np.int64, np.float64, bool))), REFUSED
    for rows, following in lots:
        found = lots.reaching(rows, least).high(k * search.index.most_posts)
        best = best.joined(found).once().high(k)
        least = max(least, _kth(best.bound[best.sure], k) - 2 * TIE)
        if following < least:
            break
    return best


Lot = tuple[Array, float]
"""Text rows, int64 ``[n]``; what the bound of no row of a later lot exceeds."""


class _Lots:
    """The text rows in lots, those that promise most first."""

    def __init__(self, search: Scoring, groups: Groups) -> None:
        self.search, self.index, self.groups, self.fits = search, search.index, groups, _Fits(search)
        self.asked = self.fits.asked(groups)

    def __iter__(self) -> Iterator[Lot]:
        """Yield the jobs at the nearest places; then the others by what they are, or by place where that tells more."""
        most = self.asked.bounds()
        best = self.fits.weight * NEUTRAL if self.fits.silent else float(most.max())
        order = np.argsort(-self._near, kind="stable")
        order = order[self._near[order] > REFUSED]
        ends = np.cumsum(self.index.at_place.sizes[order])
        by_place = self.fits.silent or ends[-1:].sum() <= len(self.index) * FEW_REACHED
        for at, stop in _parts(ends):
            jobs = np.sort(self.index.at_place.rows(order[at:stop]))
            further = float(self._near[order[stop]]) if stop < len(order) else REFUSED
            yield self.index.text_rows(jobs)[0], best + further + self._tables_most
            if not by_place:
                yield from self._alike(most, further + self._tables_most)
                return

    def _alike(self, most: Array, rest: float) -> Iterator[Lot]:
        """Yield the jobs of the groups of best fit; ``rest`` is the most that all but fit can add to any of them."""
        order = np.argsort(-most, kind="stable")
        order = order[most[order] >= self.fits.least]
        for at, stop in _parts(np.cumsum(self.groups.lists.sizes[order])):
            following = float(most[order[stop]]) + rest if stop < len(order) else REFUSED
            yield np.sort(self.groups.lists.rows(order[at:stop])), following

    def reaching(self, rows: Array, least: float) -> _Best:
        """Return the jobs of some text rows that may reach ``least``."""
        least = max(least, LEAST)
        job = self.index.owner[rows]
        near = self._near[self.index.classes(JOB_PLACE)[1][job]]
        if not self.fits.silent:
            most = self.asked.row_bounds(rows)
            able = np.flatnonzero((most >= self.fits.least) & (most + near + self._tables_most >= least))
            rows, job, near = rows[able], job[able], near[able]
        fit = self.fits.of_rows(rows)
        bound = self.fits.weight * fit.astype(np.float64) + near
        able = np.flatnonzero((fit >= self.fits.floor - TIE) & (bound + self._tables_most >= least))
        job, fit, bound = job[able], fit[able], bound[able]
        for weight, values, of_job in self._tables:
            bound += weight * values[of_job[job]]
        for values, of_job in self._refusals:
            bound[values[of_job[job]]] = REFUSED
        if self.search.price is not None:
            bound -= self.search.price[job]
        bound[self.search.is_excluded(np.zeros(len(job), dtype=np.int64), job)] = REFUSED
        able = np.flatnonzero(bound >= least)
        return _Best(job[able], bound[able], fit[able] >= self.fits.floor + TIE)

    @cached_property
    def _near(self) -> Array:
        """Weighted place terms of each place of work, −inf where a place requirement refuses, float64."""
        return np.where(self.search.here.refused, REFUSED, self.search.here.weighted(self.search.formula))

    @cached_property
    def _tables(self) -> list[tuple[float, Array, Array]]:
        """Weight, value of each job class and class of each job, of every soft table."""
        weights = self.search.formula.weights
        return [(weights[name] * share, table.values[0], table.job_class) for name, share, table in self.search.soft]

    @cached_property
    def _refusals(self) -> list[tuple[Array, Array]]:
        return [(table.values[0] == UNMET, table.job_class) for table in self.search.hard]

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
