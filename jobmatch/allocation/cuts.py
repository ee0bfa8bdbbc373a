"""What no pair outside the graph can be worth more than, worker by worker: so that few workers are asked again.

A search at prices p says of a worker: no pair left out is worth more than ``cut`` at p. Then, at any other prices
p′, no pair left out is worth more than

    cut  +  max_j (p_j − p′_j)

for a pair's worth rises only as its job's price falls. So one search answers for many prices, and only workers
whose ``cut`` at the new prices could still matter need to be asked again. Where few prices have fallen far, these
few jobs are set apart and searched by themselves: for the rest the maximum is small. Pairs that leave the graph
raise the cut of their worker to what they were worth at p.
"""

from __future__ import annotations

import numpy as np

from jobmatch.allocation.market import Array, Found, Options


class Cuts:
    """Cuts of all workers, each at the prices of its worker's last search.

    Examples
    --------
    >>> cuts = Cuts(np.array([0.5, 0.2]), Found(Options([0], [0], [0.9]), np.array([0.3]), np.array([0.3])))
    >>> [round(float(cut[0]), 2) for cut in cuts.at(np.array([0.4, 0.6]))]
    [0.4, 0.4]
    """

    def __init__(self, prices: Array, found: Found) -> None:
        self._prices = [prices]
        self._asked = np.zeros(len(found.cut), dtype=np.int64)
        self._cut, self._cut_local = found.cut.copy(), found.cut_local.copy()

    def at(self, prices: Array, apart: Array | None = None) -> tuple[Array, Array]:
        """Return what no pair outside is worth more than at ``prices``, and no local pair, float64 ``[workers]``.

        Jobs in ``apart`` are left out of it.
        """
        fallen = [old - prices for old in self._prices]
        for fall in fallen:
            fall[[] if apart is None else apart] = 0.0
        rise = np.array([np.max(fall, initial=0.0) for fall in fallen])[self._asked]
        return self._cut + rise, self._cut_local + rise

    def fallen(self, prices: Array, share: float) -> Array:
        """Return the jobs whose price has fallen furthest since some worker was asked: a ``share`` of all, sorted.

        >>> cuts = Cuts(np.array([0.5, 0.2]), Found(Options([0], [0], [0.9]), np.array([0.3]), np.array([0.3])))
        >>> cuts.fallen(np.array([0.1, 0.2]), share=0.5).tolist()
        [0]
        """
        asked = [self._prices[number] for number in np.unique(self._asked)]
        fall = np.max(asked, axis=0) - prices
        return np.sort(np.argsort(-fall, kind="stable")[: int(share * len(prices))])

    def learn(self, workers: Array, prices: Array, found: Found) -> None:
        """Take in a search of some workers at ``prices``.

        >>> found = Found(Options([0], [0], [0.9]), np.array([0.3]), np.array([0.3]))
        >>> cuts = Cuts(np.array([0.5]), found)
        >>> cuts.learn(np.array([0]), np.array([0.1]), found)
        >>> cuts.at(np.array([0.1]))[0].tolist()  # from .5 it would have risen by .4
        [0.3]
        """
        self._prices.append(prices)
        self._asked[workers] = len(self._prices) - 1
        self._cut[workers], self._cut_local[workers] = found.cut, found.cut_local

    def drop(self, options: Options) -> None:
        """Take in that pairs leave the graph.

        >>> cuts = Cuts(np.array([0.5]), Found(Options([0], [0], [0.9]), np.array([0.3]), np.array([0.3])))
        >>> cuts.drop(Options([0], [0], [0.9]))  # worth .9 − .5 at the price of its search
        >>> cuts.at(np.array([0.5]))[0].tolist()
        [0.4]
        """
        asked = self._asked[options.worker]
        price = np.zeros(len(options))
        for number in np.unique(asked):
            rows = asked == number
            price[rows] = self._prices[number][options.job[rows]]
        worth = options.gain - price
        np.maximum.at(self._cut, options.worker, worth)
        np.maximum.at(self._cut_local, options.worker[options.local], worth[options.local])
