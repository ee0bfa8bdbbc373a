"""The loop: flow on a pruned graph, prices, search at the prices, certificate; until the gap is closed."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

import numpy as np

from jobmatch.allocation.certificate import Certificate, best_alone, bound_at, everything, worths
from jobmatch.allocation.flow import best_flow, graph
from jobmatch.allocation.frontier import Frontier
from jobmatch.allocation.market import Array, Found, Market, Options, Search
from jobmatch.allocation.prices import CLOSED, Prices, prices_of

log = logging.getLogger(__name__)

APART = (0.05, 0.15)
"""Shares of the jobs that are tried as those to search by themselves."""

JOBS_A_PAIR = 125
"""Jobs for each pair of the first list."""


@dataclass(frozen=True)
class Effort:
    """How far to go."""

    tolerance: float = 5e-4
    """Gap at which to stop."""
    rounds: int = 8
    """Most flows to solve over the whole market."""
    first_k: int = 50
    """Pairs per worker of the first search …"""
    most_k: int = 80
    """… and up to so many among many jobs, one for every ``JOBS_A_PAIR`` (two rounds instead of five, measured at 10,000)."""
    later_k: int = 30
    """Pairs per worker of the searches at prices (30 needs one round fewer than 10, measured)."""
    slack: float = 0.05
    """A pair this far under its worker's threshold leaves the graph; if needed, the search brings it back."""
    sample_step: int = 12
    """The first prices come from every n-th worker, each standing for n …"""
    sample_least: int = 1000
    """… as long as so many are left; smaller markets start without prices."""
    sample_tolerance: float = 5e-3
    """Gap at which the sample stops."""


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
    prices = np.where(market.capacity > 0, 0.0, CLOSED)
    step = min(effort.sample_step, market.workers // max(effort.sample_least, 1))
    if step > 3:
        prices = _sampled_prices(search, market, np.arange(0, market.workers, step), effort)
    return _searched(_Ask(search, np.arange(market.workers)), prices, market, effort)


def solve(options: Options, market: Market) -> Allocation:
    """Return the best plan over the pairs ``options``, as if nothing else existed: one exact flow."""
    options = _usable(options, market)
    g = graph(options, market)
    flow = best_flow(g)
    prices = prices_of(g, flow)
    bound = bound_at(prices.job, market, everything(options, market))
    return Allocation(options.take(flow > 0), prices, _certificate(worths(options, market, flow), bound), 1)


def _searched(ask: _Ask, start: Array, market: Market, effort: Effort) -> Allocation:
    """Return the best plan over all pairs, beginning with each worker's best at the prices ``start``."""
    found = ask(ask.everyone, start, max(effort.first_k, min(effort.most_k, market.jobs // JOBS_A_PAIR)))
    options, frontier = _usable(found.options, market), Frontier(start, found)
    bound, done = bound_at(start, market, replace(found, options=options)), 0
    while True:
        g = graph(options, market)
        flow = best_flow(g)
        prices, done = prices_of(g, flow), done + 1
        parts = worths(options, market, flow)
        known = Found(options, *frontier.at(prices.job))
        bound = min(bound, bound_at(prices.job, market, known))
        log.info("flow %d: %d pairs, gap %.4f %%", done, len(options), 100 * _certificate(parts, bound).gap)
        spare = effort.tolerance * sum(parts) / 4
        who = _who_matter(prices.job, market, known, spare)
        if not len(who) or _certificate(parts, bound).gap <= effort.tolerance:
            return Allocation(options.take(flow > 0), prices, _certificate(parts, bound), done)
        apart = _apart(prices.job, market, known, frontier, spare)
        found = ask(who, prices.job, effort.later_k, apart)
        if apart is not None:
            cut, cut_local = (beside[who] for beside in frontier.at(prices.job, apart))
            found = Found(found.options, np.maximum(found.cut, cut), np.maximum(found.cut_local, cut_local))
        frontier.learn(who, prices.job, found)
        wider = options.joined(_usable(found.options, market))
        bound = min(bound, bound_at(prices.job, market, Found(wider, *frontier.at(prices.job))))
        certificate = _certificate(parts, bound)
        log.info("search of %d workers: %d pairs, gap %.4f %%", len(who), len(wider), 100 * certificate.gap)
        if certificate.gap <= effort.tolerance or len(wider) == len(options) or done >= effort.rounds:
            return Allocation(options.take(flow > 0), prices, certificate, done)
        options = _pruned(options, flow, prices, effort.slack, frontier).joined(_usable(found.options, market))


def _who_matter(prices: Array, market: Market, known: Found, spare: float) -> Array:
    """Return the workers whose pairs outside the graph could be worth more than ``spare`` in all."""
    nothing = np.full(market.workers, -np.inf)
    seen = best_alone(prices, market, Found(known.options, nothing, nothing))
    more = market.copies * (best_alone(prices, market, known) - seen)
    order = np.argsort(more, kind="stable")
    matter = np.cumsum(more[order]) > spare
    return np.sort(order[matter & (more[order] > 0)])


def _apart(prices: Array, market: Market, known: Found, frontier: Frontier, spare: float) -> Array | None:
    """Return a few jobs outside of which nothing matters more than ``spare`` in all; None where there are none."""
    nothing = np.full(market.workers, -np.inf)
    seen = best_alone(prices, market, Found(known.options, nothing, nothing))
    for share in APART:
        jobs = frontier.fallen(prices, share)
        beside = best_alone(prices, market, Found(known.options, *frontier.at(prices, jobs)))
        if len(jobs) and market.copies * float((beside - seen).sum()) <= spare:
            return jobs
    return None


def _pruned(options: Options, flow: Array, prices: Prices, slack: float, frontier: Frontier) -> Options:
    """Return the pairs that are chosen or nearly worth it; ``frontier`` takes in what leaves."""
    worth = options.gain - prices.job[options.job]
    kept = (flow > 0) | (worth >= prices.worker[options.worker] - slack)
    frontier.drop(options.take(~kept))
    return options.take(kept)


@dataclass(frozen=True)
class _Ask:
    """A search among some workers, numbered by position in ``workers``."""

    search: Search
    workers: Array

    @property
    def everyone(self) -> Array:
        return np.arange(len(self.workers))

    def __call__(self, rows: Array, prices: Array, k: int, among: Array | None = None) -> Found:
        found = self.search(self.workers[rows], prices, k, among)
        worker = np.searchsorted(self.workers, found.options.worker)
        return replace(found, options=replace(found.options, worker=worker))


def _sampled_prices(search: Search, market: Market, rows: Array, effort: Effort) -> Array:
    """Return the prices at which every n-th worker, each standing for n, would clear the market."""
    small = market.sample(rows, round(market.workers / len(rows)))
    start = np.where(market.capacity > 0, 0.0, CLOSED)
    rough = replace(effort, tolerance=effort.sample_tolerance, rounds=6)
    return _searched(_Ask(search, rows), start, small, rough).prices.job


def _usable(options: Options, market: Market) -> Options:
    """Return the pairs of workers and jobs with room, each once, by worker, then job."""
    room = (market.capacity[options.job] > 0) & (market.limit[options.worker] > 0)
    return options.take(np.flatnonzero(room & np.isfinite(options.gain))).ordered()


def _certificate(parts: tuple[float, float, float], bound: float) -> Certificate:
    return Certificate(sum(parts), max(bound, sum(parts)), *parts)
