"""Whom to ask again at new prices, and about which jobs.

Prices move little from one flow to the next but for a few jobs that had been dearer than they are worth, and were
listed by nobody. So most workers need to hear of those few jobs only (``partly``); about all jobs (``wholly``) are
asked those to whom even the small falls of the other prices could matter. Among several numbers of jobs set apart the
cheapest is taken.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from jobmatch.allocation.certificate import best_alone
from jobmatch.allocation.cuts import Cuts
from jobmatch.allocation.market import Array, Found, Market, Options, Search
from jobmatch.allocation.progress import Bar

APART = (0.02, 0.05, 0.1, 0.2, 0.3)
"""Shares of the jobs, those whose price fell furthest, that are tried as all that some are asked about."""
A_SEARCH = 0.1
"""What asking a worker costs beside the jobs asked about, as a share of all jobs (measured at 10,000)."""


@dataclass(frozen=True)
class Ask:
    """A search among some workers, numbered by position in ``workers``."""

    search: Search
    workers: Array
    bar: Bar
    """Told of every search."""
    until: float
    """Share of the bar that all these searches may fill."""

    def among(self, rows: Array, share: float) -> Self:
        """Return the search among some of them, which may fill a share of what these may."""
        return replace(self, workers=self.workers[rows], until=share * self.until)

    @property
    def everyone(self) -> Array:
        """Every number."""
        return np.arange(len(self.workers))

    def __call__(self, rows: Array, prices: Array, k: int, among: Array | None = None) -> Found:
        """Return what the search answers; cuts are those of ``rows``."""
        self.bar.search(len(rows), self.until)
        found = self.search(self.workers[rows], prices, k, among)
        worker = np.searchsorted(self.workers, found.options.worker)
        return replace(found, options=replace(found.options, worker=worker))


@dataclass(frozen=True, eq=False)
class Questions:
    """Whom to ask, and about what."""

    wholly: Array
    """Workers to be asked about all jobs, ascending."""
    partly: Array
    """Other workers, to be asked about ``jobs`` only, ascending."""
    jobs: Array
    """Jobs, ascending."""

    def __str__(self) -> str:
        """Return how many they are."""
        return f"{len(self.wholly)} workers, and {len(self.partly)} among {len(self.jobs)} jobs"

    @property
    def workers(self) -> Array:
        """Everybody asked, ascending."""
        return np.sort(np.concatenate([self.wholly, self.partly]))

    def cost(self, jobs: int) -> float:
        """Return what asking costs where there are so many jobs, in pairs looked at.

        >>> none = np.zeros(0, dtype=np.int64)
        >>> wholly, partly = Questions(np.arange(5), none, none), Questions(none, np.arange(5), np.arange(10))
        >>> partly.cost(1000) < wholly.cost(1000)  # a few jobs cost less than all
        True
        """
        return (1 + A_SEARCH) * jobs * len(self.wholly) + (A_SEARCH * jobs + len(self.jobs)) * len(self.partly)


def questions(prices: Array, market: Market, known: Found, cuts: Cuts, spare: float) -> Questions:
    """Return the cheapest questions after which what stays unknown is worth at most 2 ``spare`` in all.

    ``known`` holds the pairs of the graph and what no pair outside is worth more than at ``prices``.

    >>> found = Found(Options([0, 1], [0, 0], [0.9, 0.7]), np.array([0.5, -np.inf]), np.full(2, -np.inf))
    >>> market, prices = Market(np.ones(1), np.ones(2), np.ones(2)), np.array([1.7])
    >>> questions(prices, market, found, Cuts(prices, found), 0.0).workers.tolist()  # of the other nothing is unknown
    [0]
    """
    nothing = np.full(market.workers, -np.inf)
    seen = best_alone(prices, market, Found(known.options, nothing, nothing))

    def matter(cut: Array, cut_local: Array) -> Array:
        """Return the workers whose pairs outside could be worth more than ``spare`` in all, bool ``[workers]``."""
        more = market.copies * (best_alone(prices, market, Found(known.options, cut, cut_local)) - seen)
        order = np.argsort(more, kind="stable")
        found = np.zeros(market.workers, dtype=bool)
        found[order] = (np.cumsum(more[order]) > spare) & (more[order] > 0)
        return found

    asked = matter(known.cut, known.cut_local)
    ways = [Questions(np.flatnonzero(asked), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))]
    for share in APART if asked.any() else ():
        if len(jobs := cuts.fallen(prices, share)):
            wholly = asked & matter(*cuts.at(prices, jobs))
            ways.append(Questions(np.flatnonzero(wholly), np.flatnonzero(asked & ~wholly), jobs))
    return min(ways, key=lambda way: way.cost(market.jobs))


def answers(ask: Ask, asked: Questions, prices: Array, k: tuple[int, int], cuts: Cuts) -> Found:
    """Return what those asked answer at ``prices``; cuts are those of ``asked.workers``, over all jobs.

    ``k`` is how many pairs those asked wholly and partly get.
    """
    workers = asked.workers
    cut, cut_local = np.full((2, len(workers)), -np.inf)
    options: list[Options] = []
    for some, among, pairs in ((asked.wholly, None, k[0]), (asked.partly, asked.jobs, k[1])):
        if len(some):
            found = ask(some, prices, pairs, among)
            beside = cuts.at(prices, among) if among is not None else np.full((2, len(ask.workers)), -np.inf)
            at = np.searchsorted(workers, some)
            cut[at] = np.maximum(found.cut, beside[0][some])
            cut_local[at] = np.maximum(found.cut_local, beside[1][some])
            options.append(found.options)
    whole = options[0] if len(options) == 1 else options[0].joined(options[1])
    return Found(whole, cut, cut_local)
