"""The loop: flow on a pruned graph, prices, search at the prices, certificate; until the gap is closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from jobmatch.allocation.certificate import Certificate, bound_at, everything, worths
from jobmatch.allocation.flow import best_flow, graph
from jobmatch.allocation.market import Array, Found, Market, Options, Search
from jobmatch.allocation.prices import CLOSED, Prices, prices_of


@dataclass(frozen=True)
class Effort:
    """How far to go."""

    tolerance: float = 5e-4
    """Gap at which to stop."""
    rounds: int = 8
    """Most flows to solve over the whole market."""
    first_k: int = 50
    """Pairs per worker of the first search."""
    later_k: int = 30
    """Pairs per worker of the searches at prices (30 needs one round fewer than 10, measured)."""
    slack: float = 0.05
    """A pair this far under its worker's threshold leaves the graph; if needed, the search brings it back."""
    sample_step: int = 30
    """The first prices come from every n-th worker, each standing for n …"""
    sample_least: int = 1000
    """… as long as so many are left; smaller markets start without prices."""


@dataclass(frozen=True, eq=False)
class Allocation:
    """A plan, the prices it stands on, and its certificate."""

    options: Options
    """The chosen pairs, by worker, then job."""
    prices: Prices
    """What openings cost in this plan, and what a pair must be worth to enter a worker's list."""
    certificate: Certificate
    """Worth of the plan, and what no plan can exceed."""
    rounds: int
    """How many flows were solved."""


def allocate(search: Search, market: Market, effort: Effort = Effort()) -> Allocation:
    """Return the best plan over all pairs that ``search`` can find, to within ``effort.tolerance``.

    Parameters
    ----------
    search
        Exact search at prices; it alone knows which pairs are suitable.
    market
        Limits and worths; its rows are those ``search`` numbers workers and jobs by.
    effort
        When to stop.
    """
    everyone = np.arange(market.workers)
    prices = np.where(market.capacity > 0, 0.0, CLOSED)
    step = min(effort.sample_step, market.workers // max(effort.sample_least, 1))
    if step > 3:
        prices = _sampled_prices(search, market, everyone[::step], effort)
    ask = _Ask(search, everyone)
    return solve(ask(prices, effort.first_k).options, market, ask, effort)


def solve(
    options: Options,
    market: Market,
    ask: Callable[[Array, int], Found] | None = None,
    effort: Effort = Effort(),
) -> Allocation:
    """Return the best plan, starting from the pairs ``options``.

    ``ask(prices, k)`` returns each worker's ``k`` best pairs at prices; without it nothing but ``options``
    exists, and one exact flow is the answer.
    """
    options = _usable(options, market)
    bound, done = np.inf, 0
    while True:
        g = graph(options, market)
        flow = best_flow(g)
        prices, done = prices_of(g, flow), done + 1
        found = ask(prices.job, effort.later_k) if ask else everything(options, market)
        new = _usable(found.options, market)
        seen = new.joined(options.take(flow > 0))
        bound = min(bound, bound_at(prices.job, market, replace(found, options=seen)))
        certificate = _certificate(worths(options, market, flow), bound)
        wider = options.joined(new)
        stuck = len(wider) == len(options)
        if stuck or done >= effort.rounds or certificate.gap <= effort.tolerance:
            return Allocation(options.take(flow > 0), prices, certificate, done)
        worth = options.gain - prices.job[options.job]
        kept = (flow > 0) | (worth >= prices.worker[options.worker] - effort.slack)
        options = options.take(kept).joined(new)


@dataclass(frozen=True)
class _Ask:
    """A search whose answer is numbered by position in ``workers``."""

    search: Search
    workers: Array

    def __call__(self, prices: Array, k: int) -> Found:
        found = self.search(self.workers, prices, k)
        rows = np.searchsorted(self.workers, found.options.worker)
        return replace(found, options=replace(found.options, worker=rows))


def _sampled_prices(search: Search, market: Market, rows: Array, effort: Effort) -> Array:
    """Return the prices at which every n-th worker, each standing for n, would clear the market."""
    small, ask = market.sample(rows, round(market.workers / len(rows))), _Ask(search, rows)
    start = np.where(market.capacity > 0, 0.0, CLOSED)
    rough = replace(effort, tolerance=5e-3, rounds=6)
    return solve(ask(start, effort.first_k).options, small, ask, rough).prices.job


def _usable(options: Options, market: Market) -> Options:
    """Return the pairs of workers and jobs with room, each once, by worker, then job."""
    room = (market.capacity[options.job] > 0) & (market.limit[options.worker] > 0)
    return options.take(np.flatnonzero(room & np.isfinite(options.gain))).ordered()


def _certificate(parts: tuple[float, float, float], bound: float) -> Certificate:
    return Certificate(sum(parts), max(bound, sum(parts)), *parts)
