"""The loop: flow on a pruned graph, prices, search at the prices, certificate; until the gap is closed."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from numbers import Real

import numpy as np

from jobmatch.allocation.asking import Ask, answers, questions
from jobmatch.allocation.certificate import Certificate, bound_at, everything, last_best, worths
from jobmatch.allocation.cuts import Cuts
from jobmatch.allocation.flow import best_flow, graph
from jobmatch.allocation.market import Array, Found, Market, Options, Search
from jobmatch.allocation.prices import CLOSED, Prices, prices_of
from jobmatch.allocation.progress import Bar
from jobmatch.errors import PolicyError

log = logging.getLogger(__name__)

DEEPER = 4
"""How many times as many pairs are asked for where a search brought none that was not known."""
SAMPLED = 0.2
"""Share of the work that the first prices are."""


@dataclass(frozen=True)
class Effort:
    """How far to go.

    Raises
    ------
    PolicyError
        The tolerance is no share.
    """

    tolerance: float = 5e-4
    """Gap at which to stop."""
    rounds: int = 8
    """Most flows to solve over the whole market."""
    first_k: int = 50
    """Pairs per worker of the first search."""
    covered: float = 0.5
    """Without prices, lists that reach a smaller share of the places say that all want the same jobs …"""
    deep_pairs: int = 2_500_000
    """… and not what the others are worth: so many pairs are listed instead, and one flow over them tells (eight did not)."""
    later_k: int = 20
    """Pairs per worker of later searches over all jobs (10 need one round more, measured) …"""
    partly_k: int = 10
    """… and of those among a few jobs."""
    first_slack: float = 0.1
    """A pair this far under its worker's last at prices from a sample does not enter the first graph …"""
    slack: float = 0.05
    """A pair this far under its worker's threshold leaves the graph; if needed, the search brings it back."""
    sample_step: int = 12
    """The first prices come from every n-th worker, each standing for n …"""
    sample_least: int = 1000
    """… as long as so many are left; smaller markets start without prices."""
    sample_rounds: int = 6
    """Most flows to solve over a sample."""
    sample_tolerance: float = 5e-3
    """Gap at which the sample stops."""

    def __post_init__(self) -> None:
        """Check the tolerance."""
        number = isinstance(self.tolerance, Real) and not isinstance(self.tolerance, bool)
        if not (number and 0 <= self.tolerance < 1):
            raise PolicyError(f"tolerance 是允许的差距，应当不小于 0、小于 1（0.001 是千分之一），得到 {self.tolerance!r}")


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


def allocate(search: Search, market: Market, effort: Effort = Effort(), bar: Bar | None = None) -> Allocation:
    """Return the best plan over all pairs that ``search`` can find, to within ``effort.tolerance``.

    Parameters
    ----------
    search
        Exact search at prices; it alone knows which pairs are suitable.
    market
        Limits and worths; its rows are those ``search`` numbers workers and jobs by.
    effort
        When to stop.
    bar
        Told of every search and of the end.

    Returns
    -------
    Allocation
        The plan, and a certificate that bounds every plan over *all* pairs, found or not (how: ``certificate``).

    Examples
    --------
    A search over two workers × two jobs that knows every pair, and one opening each:

    >>> score = np.array([[0.8, 0.2], [0.9, 0.7]])
    >>> def search(workers, prices, k, among=None):
    ...     row, job = np.divmod(np.arange(2 * len(workers)), 2)
    ...     nothing_left = np.full(len(workers), -np.inf)
    ...     return Found(Options(workers[row], job, score[workers[row], job]), nothing_left, nothing_left)
    >>> market = Market(capacity=np.array([1, 1]), limit=np.array([1, 1]), first_job=np.array([1.0, 1.0]))
    >>> plan = allocate(search, market)
    >>> plan.options.job.tolist(), round(plan.certificate.total, 6), plan.certificate.gap < 5e-4
    ([0, 1], 3.5, True)
    """
    bar = bar or Bar(market.workers)
    found = _searched(Ask(search, np.arange(market.workers), bar, until=1.0), market, effort)
    bar.fill()
    return found


def solve(options: Options, market: Market) -> Allocation:
    """Return the best plan over the pairs ``options``, as if nothing else existed: one exact flow.

    Examples
    --------
    One opening of job 0, which both want; the first gives way, for it costs the pair less:

    >>> options = Options(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.array([0.8, 0.7, 0.9, 0.2]))
    >>> market = Market(capacity=np.array([1, 1]), limit=np.array([1, 1]), first_job=np.array([1.0, 1.0]))
    >>> plan = solve(options, market)
    >>> plan.options.job.tolist(), round(plan.certificate.score_total, 6), plan.rounds
    ([1, 0], 1.6, 1)
    """
    options = _usable(options, market)
    g = graph(options, market)
    flow = best_flow(g)
    prices = prices_of(g, flow)
    bound = bound_at(prices.job, market, everything(options, market))
    return Allocation(options.take(flow > 0), prices, _certificate(worths(options, market, flow), bound), 1)


def _searched(ask: Ask, market: Market, effort: Effort) -> Allocation:
    """Return the best plan over all pairs of those who are asked; ``market`` is theirs."""
    options, cuts, bound = _first_lists(ask, market, effort)
    done, deeper = 0, 1
    while True:
        g = graph(options, market)
        flow = best_flow(g)
        prices, done = prices_of(g, flow), done + 1
        parts = worths(options, market, flow)
        known = Found(options, *cuts.at(prices.job))
        bound = min(bound, bound_at(prices.job, market, known))
        log.info("flow %d: %d pairs, gap %.4f %%", done, len(options), 100 * _certificate(parts, bound).gap)
        asked = questions(prices.job, market, known, cuts, effort.tolerance * sum(parts) / 4)
        if not len(asked.workers) or _certificate(parts, bound).gap <= effort.tolerance:
            return Allocation(options.take(flow > 0), prices, _certificate(parts, bound), done)
        found = answers(ask, asked, prices.job, (deeper * effort.later_k, deeper * effort.partly_k), cuts)
        cuts.learn(asked.workers, prices.job, found)
        wider = options.joined(_usable(found.options, market))
        bound = min(bound, bound_at(prices.job, market, Found(wider, *cuts.at(prices.job))))
        certificate = _certificate(parts, bound)
        log.info("search of %s: %d pairs, gap %.4f %%", asked, len(wider), 100 * certificate.gap)
        nothing_new = len(wider) == len(options)
        if certificate.gap <= effort.tolerance or done >= effort.rounds or (nothing_new and deeper * effort.partly_k >= market.jobs):
            return Allocation(options.take(flow > 0), prices, certificate, done)
        deeper *= DEEPER if nothing_new else 1
        chosen, new = options.take(flow > 0), options.take(flow == 0).joined(_usable(found.options, market))
        options = chosen.joined(_near(new, prices.job, _asked(new, prices.worker, market) - effort.slack, cuts))


def _first_lists(ask: Ask, market: Market, effort: Effort) -> tuple[Options, Cuts, float]:
    """Return the pairs of the first graph, what lies outside it, and the bound that they prove."""
    sampled = _first_prices(ask, market, effort)
    start = np.where(market.capacity > 0, 0.0, CLOSED) if sampled is None else sampled
    found = ask(ask.everyone, start, effort.first_k)
    if sampled is None and _covered(found, market) < effort.covered:
        found = ask(ask.everyone, start, max(effort.first_k, effort.deep_pairs // market.workers))
    options, cuts = _usable(found.options, market), Cuts(start, found)
    bound = bound_at(start, market, replace(found, options=options))
    if sampled is None:
        return options, cuts, bound
    last = last_best(options.worker, options.gain - start[options.job], market)
    return _near(options, start, _asked(options, last, market) - effort.first_slack, cuts), cuts, bound


def _covered(found: Found, market: Market) -> float:
    """Return which share of the places that could be filled belongs to jobs that enough workers have listed; 1 where all is listed."""
    if not (found.cut > -np.inf).any():
        return 1.0
    listed = np.bincount(found.options.job, minlength=market.jobs) * market.copies
    places = min(market.capacity.sum(), market.limit.sum() * market.copies)
    return float(np.minimum(listed, market.capacity).sum() / max(places, 1))


def _asked(options: Options, threshold: Array, market: Market) -> Array:
    """Return what each pair must be worth at prices for its worker's list; a local one may bring the worth of a first local job."""
    asked: Array = threshold[options.worker] - options.local * market.local_job[options.worker]
    return asked


def _near(options: Options, prices: Array, least: Array, cuts: Cuts) -> Options:
    """Return the pairs that are worth at ``prices`` what is asked ``least`` of each; ``cuts`` takes in the rest."""
    kept = options.gain - prices[options.job] >= least
    cuts.drop(options.take(~kept))
    return options.take(kept)


def _first_prices(ask: Ask, market: Market, effort: Effort) -> Array | None:
    """Return the prices at which every n-th of those who are asked, each standing for n, would clear the market.

    None where too few would be left.
    """
    step = min(effort.sample_step, market.workers // max(effort.sample_least, 1))
    if step <= 3:
        return None
    every = np.arange(0, market.workers, step)
    small = market.sample(every, market.copies * round(market.workers / len(every)))
    rough = replace(effort, tolerance=effort.sample_tolerance, rounds=effort.sample_rounds)
    prices = _searched(ask.among(every, SAMPLED), small, rough).prices.job
    ask.bar.fill(SAMPLED * ask.until)
    return prices


def _usable(options: Options, market: Market) -> Options:
    """Return the pairs of workers and jobs with room, each once, by worker, then job."""
    room = (market.capacity[options.job] > 0) & (market.limit[options.worker] > 0)
    return options.take(np.flatnonzero(room & np.isfinite(options.gain))).ordered()


def _certificate(parts: tuple[float, float, float], bound: float) -> Certificate:
    return Certificate(sum(parts), max(bound, sum(parts)), *parts)
