"""A number no plan can exceed, whatever pairs it uses: the dual bound over the complete graph.

Take any prices p ≥ 0, one per job. A plan x sends at most capacity_j people to job j, so

    worth(x)  ≤  worth(x) + Σ_j p_j · (capacity_j − people sent to j)
              =  Σ_j capacity_j · p_j  +  Σ_w [what worker w's jobs are worth at prices]
              ≤  Σ_j capacity_j · p_j  +  Σ_w V_w(p)

where V_w(p) is the best that worker w alone could do among *all* jobs, each pair at r = score + bonus − p_j,
with at most K = ``limit`` jobs, b for the first and q for the first local one. With r_1 ≥ r_2 ≥ … sorted and r_L
the best local one, only these two lists can be best:

    V_w = max(0,
              b + r_1 + max(0, r_2) + … + max(0, r_K),                        no heed to the local job
              b + q + r_L + the K − 1 best others, where positive)            its best local job forced in

(A list with a local job may swap it for the best local one; then the rest is free.) So the K best pairs and the
best local pair of each worker *at the prices*, found by exact search, give the bound over the complete graph,
though nobody ever listed it. Where a search stops at a value ``cut``, pairs beyond it are counted as if K of
them stood exactly at the cut: the bound stays a bound.

At the optimum of the flow over all pairs, the bound is met with equality (linear programming duality).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from jobmatch.allocation.market import Array, Found, Market, Options


@dataclass(frozen=True)
class Certificate:
    """How good a plan is, and how good any plan could be at most."""

    total: float
    """Worth of the plan: ``score_total`` + ``first_job_total`` + ``quota_total``."""
    bound: float
    """No plan over any pairs whatever is worth more."""
    score_total: float
    """Σ score of the chosen pairs."""
    first_job_total: float
    """Σ worth of the first jobs of the people served."""
    quota_total: float
    """Σ worth of the soft quotas that the plan meets."""

    @property
    def gap(self) -> float:
        """How far the plan may be from the best, as a share of the bound: 0.001 is a tenth of a per cent; 1 without a bound.

        >>> round(Certificate(999.0, 1000.0, 999.0, 0.0, 0.0).gap, 6)
        0.001
        """
        if np.isinf(self.bound):
            return 1.0
        return max(0.0, self.bound - self.total) / self.bound if self.bound > 0 else 0.0


def worths(options: Options, market: Market, flow: Array) -> tuple[float, float, float]:
    """Return Σ score, Σ first jobs and Σ met quotas of the plan ``flow``.

    >>> options = Options(np.array([0, 0]), np.array([0, 1]), np.array([0.9, 0.5]), local=np.array([False, True]))
    >>> market = Market(np.ones(2), np.array([2]), np.array([1.0]), local_job=np.array([0.2]))
    >>> worths(options, market, np.array([1, 1]))
    (1.4, 1.0, 0.2)
    """
    given = np.bincount(options.worker, flow, minlength=market.workers)
    local = np.bincount(options.worker[options.local], flow[options.local], minlength=market.workers)
    first = float(market.first_job @ np.minimum(given, market.copies))
    quota = float(market.local_job @ np.minimum(local, market.copies)) + float(options.bonus @ flow)
    return float(options.score @ flow), first, quota


def bound_at(prices: Array, market: Market, found: Found) -> float:
    """Return the dual bound at ``prices`` over the complete graph, given what an exact search found there.

    ``found.options`` is ordered by worker.

    >>> options = Options(np.array([0, 1]), np.array([0, 0]), np.array([0.9, 0.7]))
    >>> market = Market(np.ones(1), np.ones(2), np.ones(2))
    >>> [round(bound_at(np.array([price]), market, everything(options, market)), 6) for price in (0.0, 1.7)]  # one can go: 1.9
    [3.6, 1.9]
    """
    paid = float(market.capacity @ prices)
    return paid + market.copies * float(best_alone(prices, market, found).sum())


def everything(options: Options, market: Market) -> Found:
    """Return ``options`` as if a search had found them and nothing else existed.

    >>> market = Market(np.ones(1), np.ones(2), np.ones(2))
    >>> everything(Options(np.array([0]), np.array([0]), np.array([0.9])), market).cut.tolist()
    [-inf, -inf]
    """
    nothing = np.full(market.workers, -np.inf)
    return Found(options, nothing, nothing)


def best_alone(prices: Array, market: Market, found: Found) -> Array:
    """Return V: the best each worker could do alone at ``prices``, float64 ``[workers]``.

    ``found.options`` is ordered by worker.

    >>> options = Options(np.array([0, 0]), np.array([0, 1]), np.array([0.9, 0.7]))
    >>> market = Market(np.ones(2), np.array([2]), np.ones(1))
    >>> best_alone(np.array([0.0, 0.8]), market, everything(options, market)).tolist()  # 1 + .9; the other costs too muchos
    [1.9]
    """
    options = found.options
    worth = options.gain - prices[options.job]
    first, listed, but_last = _lists(options.worker, worth, market, found.cut)
    plain = market.first_job + first + listed - np.maximum(first, 0)
    local = found.cut_local.copy()
    np.maximum.at(local, options.worker[options.local], worth[options.local])
    others = np.where(local > found.cut_local, np.minimum(listed - np.maximum(local, 0), but_last), but_last)
    with_local = market.first_job + market.local_job + local + others
    return np.where(market.limit > 0, np.maximum(np.maximum(plain, with_local), 0), 0.0)


def last_best(worker: Array, worth: Array, market: Market) -> Array:
    """Return the ``limit``-th best worth of each worker, −inf where there are fewer; ``worker`` is sorted.

    >>> market = Market(np.ones(3), np.array([2, 2]), np.ones(2))
    >>> last_best(np.array([0, 0, 0, 1]), np.array([0.5, 0.9, 0.7, 0.4]), market).tolist()
    [0.7, -inf]
    """
    last = np.full(market.workers, -np.inf)
    for rank, best in enumerate(_best_first(worker, worth, market, last)):
        last = np.where(market.limit == rank + 1, best, last)
    return last


def _lists(worker: Array, worth: Array, market: Market, cut: Array) -> tuple[Array, Array, Array]:
    """Return each worker's best worth, and what the ``limit`` and ``limit`` − 1 best are worth where positive.

    ``worker`` is sorted. What lies unseen counts as ``limit`` pairs at the cut.
    """
    first, listed, but_last, ranks = np.full(market.workers, -np.inf), *np.zeros((2, market.workers)), 0
    for rank, best in enumerate(_best_first(worker, worth, market, cut)):
        first, ranks = best if rank == 0 else first, rank + 1
        listed += np.where(rank < market.limit, np.maximum(best, 0), 0)
        but_last += np.where(rank < market.limit - 1, np.maximum(best, 0), 0)
    for total, further in ((listed, market.limit - ranks), (but_last, market.limit - 1 - ranks)):
        total += np.multiply(further, np.maximum(cut, 0), where=further > 0, out=np.zeros(market.workers))
    return first, listed, but_last


def _best_first(worker: Array, worth: Array, market: Market, cut: Array) -> Iterator[Array]:
    """Yield each worker's best worth, second best and so on, never less than ``cut``, until all are ``cut``; ``worker`` is sorted."""
    left = worth.copy()
    start = np.flatnonzero(np.diff(worker, prepend=-1))
    most = int(np.diff(start, append=len(worker)).max(initial=1))
    for _ in range(min(int(market.limit.max(initial=0)), most)):
        best = cut.copy()
        if len(start):
            best[worker[start]] = np.maximum(best[worker[start]], np.maximum.reduceat(left, start))
            hits = np.flatnonzero(left == best[worker])
            left[hits[np.diff(worker[hits], prepend=-1) != 0]] = -np.inf
        yield best
