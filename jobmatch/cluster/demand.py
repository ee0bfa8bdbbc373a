"""How much of every job a partition's people would take at given prices, and the price that follows.

A person takes a pair of worth r = score + bonus − price when r lies above a threshold θ. With a *spread* τ > 0 the
edge is soft, so that demand changes smoothly with prices:

    share of the pair  x = 1 / (1 + exp((θ − r) / τ))

and θ is where a person's shares add up to what a person can take: one job while θ < 0 (only a first job is worth so
much), ``limit`` jobs at θ ≥ 0, nothing under −first_job. Pairs that a search left unseen are worth at most ``cut``, so
θ is never below it: nobody pays more for what is listed than for what is not.

Prices rise where more is asked for than there is, by τ · log(demand / openings), and each step carries on
0.6 of the step before. Without a limit a person this is Sinkhorn's iteration for transport with an entropy of τ
(Cuturi 2013). Sums over people are sums over partitions: all that travels is a price and a demand a job.
"""

from __future__ import annotations

import numpy as np

from jobmatch.allocation.market import Array, Market, Options
from jobmatch.allocation.prices import CLOSED

HALVINGS = 14
"""Steps to find θ: to 1e-4 of its range, some hundredths of a spread."""
REACH = 6.0
"""θ lies at most so many spreads above the best pair."""
MOMENTUM = 0.6
ENOUGH = 0.02
"""Share of the openings that may be asked for too often, or not at all, when prices are said to clear."""
LARGEST_STEP = 5.0
"""Largest rise of a price in one round, in spreads."""


def shares(options: Options, market: Market, prices: Array, cut: Array, spread: float) -> Array:
    """Return how much of each pair its worker would take at ``prices``, float32 ``[pairs]`` in [0, 1].

    Parameters
    ----------
    options
        Pairs ordered by worker.
    cut
        What unseen pairs are worth at most, float64 ``[workers]``.
    spread
        τ, in score.

    Examples
    --------
    >>> options = Options(np.array([0, 0, 0]), np.array([0, 1, 2]), np.array([0.9, 0.8, 0.1]))
    >>> market = Market(np.ones(3), np.array([2]), np.ones(1))
    >>> shares(options, market, np.zeros(3), np.array([-9.0]), 0.01).round(3).tolist()
    [1.0, 1.0, 0.0]
    """
    if not len(options):
        return np.zeros(0)
    start = np.flatnonzero(np.diff(options.worker, prepend=-1))
    who, count = options.worker[start], np.diff(start, append=len(options))
    worth = ((options.gain - prices[options.job]) / spread).astype(np.float32)
    low = (np.maximum(-market.first_job[who], cut[who]) / spread).astype(np.float32)
    high = np.maximum(np.maximum.reduceat(worth, start) + np.float32(REACH), low)
    limit = market.limit[who]
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        taken = np.add.reduceat(_soft(np.repeat(middle, count) - worth), start)
        above = taken > np.where(middle < 0, 1, limit)
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return _soft(np.repeat(low, count) - worth)


def _soft(distance: Array) -> Array:
    """Return 1 / (1 + e^distance); in float32, for this is all that a round costs."""
    np.clip(distance, -40, 40, out=distance)
    np.exp(distance, out=distance)
    distance += 1
    return np.reciprocal(distance, out=distance)


def raised(prices: Array, demand: Array, openings: Array, spread: float) -> Array:
    """Return the prices after one round; what nobody can be sent to stays closed.

    Examples
    --------
    >>> raised(np.array([0.1, 0.0]), np.array([20.0, 1.0]), np.array([10.0, 5.0]), 0.1).round(3).tolist()
    [0.169, 0.0]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        step = np.clip(np.log(demand / openings), -LARGEST_STEP, LARGEST_STEP)
    return np.where(openings > 0, np.maximum(0, prices + spread * step), CLOSED)


def carried_on(now: Array, before: Array) -> Array:
    """Return where prices are asked for next: the last step, carried on."""
    return np.where(now < CLOSED, np.maximum(0, now + MOMENTUM * (now - before)), CLOSED)


def cleared(prices: Array, demand: Array, openings: Array) -> bool:
    """Return whether demand meets the openings, but for ``ENOUGH`` of them, wherever they cost something."""
    off = np.where(prices > 0, np.abs(demand - openings), np.maximum(demand - openings, 0))
    return bool(off[openings > 0].sum() <= ENOUGH * openings.sum())


class Allotment:
    """Openings given to one partition after the other, in whole numbers, never more than there are.

    The openings of a job are shared out in proportion to demand. Each partition gets the whole numbers that its
    piece of the line from ½ to ½ + openings passes (systematic rounding), so one number a job is all that is kept.

    Examples
    --------
    >>> allotment = Allotment(np.array([3]), np.array([2.0]))
    >>> [allotment.give(np.array([0]), np.array([one])).tolist() for one in (0.5, 0.5, 1.0)]
    [[1], [1], [1]]
    """

    def __init__(self, openings: Array, demand: Array) -> None:
        self._scale = np.divide(openings, demand, out=np.zeros(len(demand)), where=demand > 0)
        self._left = np.asarray(openings, dtype=np.int64).copy()
        self._at = np.full(len(openings), 0.5)

    def give(self, jobs: Array, demand: Array) -> Array:
        """Return how many openings of ``jobs`` go to a partition with this demand for them, int64."""
        after = self._at[jobs] + demand * self._scale[jobs]
        passed: Array = np.floor(after) - np.floor(self._at[jobs])
        given: Array = np.minimum(passed, self._left[jobs]).astype(np.int64)
        self._at[jobs] = after
        self._left[jobs] -= given
        return given
