"""Prices go out, demand comes back, until the openings clear.

The problem and its certificate are those of :mod:`jobmatch.allocation`. Its dual bound is a sum over people,

    worth of any plan  ≤  Σ_j capacity_j · p_j  +  Σ_partitions Σ_w V_w(p)

so each partition adds its part and the driver needs no person. What it holds is a few numbers a job:

1. *Opening prices*: steps 2 and 3 with every n-th worker, each standing for n.
2. Prices go out; each partition searches *all* jobs at them, keeps the best pairs and answers with its part of the bound.
3. Prices go out; each partition answers with its demand for each job over the pairs it keeps (:mod:`.demand`); prices
   rise where demand exceeds the openings. Some ten rounds, without a search.
4. The openings are shared out among the partitions by demand, in whole numbers; each settles its own people exactly.
   The worths add up to the plan's, and no opening is given twice.
5. Bound and worth met to within the tolerance: done. Otherwise on with 2.

Where all partitions keep no more than ``Effort.central_pairs`` pairs, one exact flow gives prices and shares instead of
steps 3 and 4: one machine's answer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np

from jobmatch.allocation import Allocation, Certificate, Market, Options, solve
from jobmatch.allocation.market import Array
from jobmatch.allocation.openings import capacities
from jobmatch.allocation.prices import CLOSED
from jobmatch.cluster.demand import Allotment, carried_on, cleared, raised
from jobmatch.cluster.rounds import LIMITS, OPTIONS, Effort, Known, Look, ask, kept, look, settle
from jobmatch.cluster.runs import Run

log = logging.getLogger("jobmatch.cluster")

Spreads = tuple[tuple[float, int], ...]
WIDE: Spreads = ((0.1, 15), (0.03, 10), (0.01, 12), (0.003, 8))
"""Spread and most rounds where prices start from nothing."""
NARROW: Spreads = ((0.03, 8), (0.01, 12), (0.003, 8))
"""The same where they are known roughly."""
Shared = Iterable[tuple[Array, Array]]
"""Of each partition: jobs of which it is given openings, and how many."""


class Each(Protocol):
    """Does one function for many partitions; answers come in their order."""

    def each(self, work: Callable[..., Any], items: Iterable[tuple[Any, ...]], *shared: Any) -> Iterator[Any]:
        """Yield ``work(*item, *shared)`` for every item."""
        ...


@dataclass(frozen=True, eq=False)
class Pricing:
    """The driver's side: a few numbers a job, none a person."""

    run: Run
    waves: Each
    per_worker: int
    effort: Effort
    by_row: Array
    """Most people for each job, by row, int64 ``[jobs]``."""
    capacity: Array
    """The same by rank of the job's id."""

    @classmethod
    def of(cls, run: Run, waves: Each, per_worker: int, effort: Effort) -> Pricing:
        """Return the driver of an allocation of ``run``."""
        policy = run.matcher.policy
        by_row, _ = capacities(run.matcher.jobs, policy, policy.openings.per_opening)
        by_rank = by_row[np.argsort(run.matcher.index.id_rank)]
        return cls(run, waves, per_worker, effort, by_row, by_rank)

    def each(self, work: Callable[..., Any], *shared: Any) -> Iterator[Any]:
        """Yield the answers of all partitions, in order."""
        return self.waves.each(work, ((self.run, part.number) for part in self.run.parts), *shared)

    def plan(self) -> tuple[Certificate, str]:
        """Let the partitions settle on a plan; return its certificate, and the search that it stands on."""
        prices, opening = self._opening()
        name, bound, spreads = "", np.inf, NARROW if opening else WIDE
        for number in range(self.effort.searches):
            alone, pairs = self._looked(self._order(f"all-{number}", name, every=1), prices)
            bound, name = min(bound, float(self.capacity @ prices) + alone), f"all-{number}"
            prices, shared = self._shared(name, prices, spreads, pairs)
            certificate, spreads = self._settled(name, shared, bound), NARROW
            log.info("search %d: %d pairs, gap %.3f %%", number + 1, pairs, 100 * certificate.gap)
            if certificate.gap <= self.effort.tolerance:
                break
        return certificate, name

    def _order(self, name: str, before: str, *, every: int) -> Look:
        return Look(name, before, self.effort.later_k if before else self.effort.first_k, every, self.per_worker)

    def _opening(self) -> tuple[Array, str]:
        """Return the prices at which every n-th worker, each standing for n, would clear the market, and the last search."""
        prices, name = np.where(self.capacity > 0, 0.0, CLOSED), ""
        if sum(part.size for part in self.run.parts) < self.effort.sample_bytes:
            return prices, name
        every = self.effort.every
        for number in range(self.effort.sample_searches):
            self._looked(self._order(f"some-{number}", name, every=every), prices)
            prices = self._cleared(f"some-{number}", prices, NARROW if name else WIDE, self.capacity / every)
            name = f"some-{number}"
            log.info("opening prices %d of %d", number + 1, self.effort.sample_searches)
        return prices, name

    def _looked(self, order: Look, prices: Array) -> tuple[float, int]:
        """Let all partitions search; return Σ V over everybody and the number of pairs kept."""
        answers = list(self.each(look, order, prices, self.by_row))
        return sum(alone for alone, _ in answers), sum(pairs for _, pairs in answers)

    def _cleared(self, name: str, prices: Array, spreads: Spreads, openings: Array) -> Array:
        """Return the prices at which demand over the kept pairs meets ``openings``."""
        asked = prices
        for spread, rounds in spreads:
            for _ in range(rounds):
                demand = self._demand(name, asked, spread)
                after = raised(asked, demand, openings, spread)
                asked, prices = carried_on(after, prices), after
                if cleared(after, demand, openings):
                    break
        return prices

    def _demand(self, name: str, prices: Array, spread: float) -> Array:
        total = np.zeros(len(self.capacity))
        for jobs, demand in self.each(ask, name, prices, spread):
            total[jobs] += demand
        return total

    def _shared(self, name: str, prices: Array, spreads: Spreads, pairs: int) -> tuple[Array, Shared]:
        """Return the prices that clear the market over the kept pairs, and each partition's share of the openings."""
        if pairs <= self.effort.central_pairs:
            whole, part_of = _joined([kept(self.run, part.number, name) for part in self.run.parts])
            found = solve(whole.options, replace(whole.market, capacity=self.capacity))
            return found.prices.job, self._as_found(found, part_of)
        prices = self._cleared(name, prices, spreads, self.capacity)
        return prices, self._by_demand(name, prices, spreads[-1][0])

    def _by_demand(self, name: str, prices: Array, spread: float) -> Shared:
        allotment = Allotment(self.capacity, self._demand(name, prices, spread))
        for jobs, demand in self.each(ask, name, prices, spread):
            yield jobs, allotment.give(jobs, demand)

    def _as_found(self, found: Allocation, part_of: Array) -> Shared:
        for part in self.run.parts:
            mine = found.options.job[part_of[found.options.worker] == part.number]
            sent = np.bincount(mine, minlength=len(self.capacity))
            yield np.flatnonzero(sent), sent[sent > 0]

    def _settled(self, name: str, shared: Shared, bound: float) -> Certificate:
        """Let each partition share its openings out exactly, and return what their plans are worth together."""
        items = ((self.run, part.number, *given) for part, given in zip(self.run.parts, shared, strict=True))
        worths = np.sum(list(self.waves.each(settle, items, name)), axis=0)
        total = float(worths.sum())
        return Certificate(total, max(bound, total), *worths.tolist())


def _joined(parts: list[Known]) -> tuple[Known, Array]:
    """Return what all partitions know as one, and the partition of each person."""
    sizes = [part.market.workers for part in parts]
    first = np.cumsum([0, *sizes[:-1]])
    moved = [replace(part.options, worker=part.options.worker + at) for part, at in zip(parts, first, strict=True)]
    limit, first_job, local_job = (np.concatenate([getattr(part.market, name) for part in parts]) for name in LIMITS)
    options = Options(*(np.concatenate([getattr(one, name) for one in moved]) for name in OPTIONS))
    market = Market(parts[0].market.capacity, limit, first_job, local_job)
    cut = np.concatenate([part.cut for part in parts])
    return Known(options, market, cut, sum(part.bound for part in parts)), np.repeat(np.arange(len(parts)), sizes)
