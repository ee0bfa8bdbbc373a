"""Two simpler ways of sharing out, as the field knows them; the optimum is in ``rounds``.

``greedy``
    First come, first served: each worker in turn takes the best jobs that still have openings.
``stable``
    Deferred acceptance. Both sides rank by the same score, and then the stable plan is what one gets by giving
    out the pairs from the highest score down: the best pair that is left can never be refused by either side.
    ``blocking_pairs`` checks it: no worker and job would both rather have one another.
"""

from __future__ import annotations

import numpy as np

from jobmatch.allocation.market import Array, Market, Options
from jobmatch.errors import PolicyError

METHODS = ("optimal", "greedy", "stable")
"""Names of the ways to share out; ``optimal`` is the default."""


def checked_method(name: str) -> str:
    """Return ``name``.

    Raises
    ------
    PolicyError
        No such method; the message lists the known ones.

    >>> checked_method("stable")
    'stable'
    """
    if name not in METHODS:
        raise PolicyError(f"没有分配方式 {name!r}；可用的有 {'、'.join(METHODS)}")
    return name


def checked_per_worker(jobs: int) -> int:
    """Return ``jobs``, the most jobs a person.

    Raises
    ------
    PolicyError
        It is no whole number from 1.

    >>> checked_per_worker(3)
    3
    """
    if isinstance(jobs, bool) or not isinstance(jobs, int | np.integer) or jobs < 1:
        raise PolicyError(f"每人岗位数 per_worker 应当是不小于 1 的整数，得到 {jobs!r}")
    return int(jobs)


def greedy(options: Options, market: Market) -> Array:
    """Return which pairs are given out when workers come in the order of their rows, bool ``[pairs]``.

    >>> options = Options(np.array([0, 1]), np.array([0, 0]), np.array([0.5, 0.9]))
    >>> greedy(options, Market(np.array([1]), np.ones(2), np.ones(2))).tolist()
    [True, False]
    """
    return _given(options, market, np.lexsort((options.job, -options.gain, options.worker)))


def stable(options: Options, market: Market) -> Array:
    """Return which pairs the stable plan holds, bool ``[pairs]``; equal scores go to the lower rows first.

    (Gale and Shapley 1962; with one score for both sides there is one such plan.)

    >>> options = Options(np.array([0, 1]), np.array([0, 0]), np.array([0.5, 0.9]))
    >>> stable(options, Market(np.array([1]), np.ones(2), np.ones(2))).tolist()
    [False, True]
    """
    return _given(options, market, np.lexsort((options.job, options.worker, -options.gain)))


def blocking_pairs(options: Options, market: Market, chosen: Array) -> Array:
    """Return which pairs not chosen both sides would rather have, bool ``[pairs]``: none in a stable plan.

    >>> options = Options(np.array([0, 1]), np.array([0, 0]), np.array([0.5, 0.9]))
    >>> market = Market(np.array([1]), np.ones(2), np.ones(2))
    >>> blocking_pairs(options, market, np.array([True, False])).tolist()
    [False, True]
    """
    worst_worker = _worst(options.worker, market.limit, options.gain, chosen)
    worst_job = _worst(options.job, market.capacity, options.gain, chosen)
    wanted = options.gain > np.maximum(worst_worker[options.worker], worst_job[options.job])
    return ~chosen & wanted


def _given(options: Options, market: Market, order: Array) -> Array:
    """Return the pairs given out in this order, as long as both sides have room."""
    room, openings = market.limit.tolist(), market.capacity.tolist()
    chosen = np.zeros(len(options), dtype=bool)
    for row, worker, job in zip(order, options.worker[order].tolist(), options.job[order].tolist(), strict=True):
        if room[worker] > 0 and openings[job] > 0:
            room[worker] -= 1
            openings[job] -= 1
            chosen[row] = True
    return chosen


def _worst(side: Array, room: Array, gain: Array, chosen: Array) -> Array:
    """Return the worst gain each one holds; −inf with room left, +inf for no room at all."""
    held = np.bincount(side[chosen], minlength=len(room))
    worst = np.full(len(room), np.inf)
    np.minimum.at(worst, side[chosen], gain[chosen])
    return np.where(held < room, -np.inf, worst)
