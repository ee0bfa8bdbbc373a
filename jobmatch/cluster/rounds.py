"""What one partition does in an allocation: look, ask, settle, deliver. Nothing here knows of Ray.

What a partition knows is kept in files of the run (``scratch``), so that any worker can go on with it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pandas as pd

from jobmatch.allocation import Market, Options, solve
from jobmatch.allocation.certificate import bound_at
from jobmatch.allocation.market import Array
from jobmatch.allocation.planning import NOTHING_SUITABLE, OPENINGS_TAKEN
from jobmatch.allocation.quotas import priorities
from jobmatch.allocation.ranked_search import RankedSearch
from jobmatch.cluster.demand import shares
from jobmatch.cluster.runs import Clock, Run
from jobmatch.matches import Matches
from jobmatch.schema import Workers

OPTIONS = tuple(one.name for one in fields(Options))
"""The arrays of the pairs, in order."""
LIMITS = ("limit", "first_job", "local_job")
"""The arrays of the market that have a value a worker."""


@dataclass(frozen=True)
class Effort:
    """How far to go."""

    tolerance: float = 5e-3
    """Gap at which to stop."""
    searches: int = 5
    """Most searches of everybody."""
    first_k: int = 50
    """Pairs a worker in the first search."""
    later_k: int = 30
    """Pairs a worker in the searches at prices."""
    every: int = 8
    """The opening prices come from every n-th worker, each standing for n …"""
    sample_searches: int = 4
    """… who are searched for so many times."""
    sample_bytes: int = 2_000_000
    """Smaller inputs (parquet, some ten thousand people) go without opening prices."""
    central_pairs: int = 2_000_000
    """Up to so many pairs in all, one exact flow shares the openings out among the partitions."""


@dataclass(frozen=True)
class Look:
    """One search of all partitions."""

    name: str
    """Where its pairs are kept."""
    before: str
    """The search whose pairs are kept too; "" for none."""
    k: int
    """Pairs a worker."""
    every: int
    """Every n-th worker takes part."""
    per_worker: int
    """Most jobs a worker."""


@dataclass(frozen=True)
class Known:
    """What a partition knows."""

    options: Options
    """Its pairs, by worker, then job."""
    market: Market
    """Limits and worths of its people; no openings."""
    cut: Array
    """What pairs that the last search left out are worth at most at its prices, float64 ``[workers]``."""
    bound: float
    """Σ of the best each of its people could do alone at the prices of the search."""


def look(run: Run, number: int, order: Look, prices: Array, capacity: Array) -> tuple[float, int]:
    """Search at ``prices``, keep the pairs found; return the partition's part of the bound and its number of pairs.

    ``prices`` are by rank of the job, ``capacity`` by row. A search that was kept already is not made again.
    """
    have = _known(run, number, order.name)
    if have is None:
        have = _looked(run, number, order, prices, capacity)
        arrays = {name: getattr(have.options, name) for name in OPTIONS}
        arrays.update({name: getattr(have.market, name) for name in LIMITS})
        arrays.update(cut=have.cut, bound=np.array(have.bound), jobs=np.array(have.market.jobs))
        run.folder.write_arrays(f"scratch/{order.name}", run.parts[number].name, arrays)
    return have.bound, len(have.options)


def _known(run: Run, number: int, name: str) -> Known | None:
    """Return what a partition knew after the search ``name``; None where it was not made."""
    found = run.folder.arrays(f"scratch/{name}", run.parts[number].name) if name else None
    if found is None:
        return None
    market = Market(np.zeros(int(found["jobs"])), *(found[one] for one in LIMITS))
    return Known(Options(*(found[one] for one in OPTIONS)), market, found["cut"], float(found["bound"]))


def ask(run: Run, number: int, name: str, prices: Array, spread: float) -> tuple[Array, Array]:
    """Return the jobs that a partition's people would take at ``prices``, and how many people each."""
    have = kept(run, number, name)
    wanted = shares(have.options, have.market, prices, have.cut, spread)
    demand = np.bincount(have.options.job, wanted, minlength=have.market.jobs)
    jobs = np.flatnonzero(demand > 1e-9)
    return jobs.astype(np.int32), demand[jobs]


def settle(run: Run, number: int, jobs: Array, given: Array, name: str) -> tuple[float, float, float]:
    """Share the openings ``given`` to a partition out exactly; return Σ score, Σ first jobs and Σ quotas.

    The pairs are kept for :func:`deliver`.
    """
    have = kept(run, number, name)
    capacity = np.zeros(have.market.jobs, dtype=np.int64)
    capacity[jobs] = given
    plan = solve(have.options, replace(have.market, capacity=capacity))
    arrays = {one: getattr(plan.options, one) for one in ("worker", "job")}
    run.folder.write_arrays("scratch/plan", run.parts[number].name, arrays)
    sure = plan.certificate
    return sure.score_total, sure.first_job_total, sure.quota_total


def deliver(run: Run, number: int, name: str, per_worker: int) -> dict[str, Any]:
    """Write the pairs of the plan as matches, and who was given none and why; return the partition's record."""
    clock, (people, matches) = Clock(), _matches(run, number, every=1)
    ranked, plan = RankedSearch(matches.search), run.folder.arrays("scratch/plan", run.parts[number].name) or {}
    options = Options(plan["worker"], plan["job"], np.zeros(len(plan["worker"])))
    pairs = ranked.plain_pairs(options, per_worker)
    everyone = np.arange(len(matches.workers))
    have = kept(run, number, name)
    left = np.setdiff1d(everyone, pairs.worker)
    tried = np.isin(ranked.worker_rank[left], have.options.worker)
    reason = np.where(tried, OPENINGS_TAKEN, NOTHING_SUITABLE)
    unplaced = pd.DataFrame({"worker_id": matches.workers.ids[left].astype(str), "reason": reason.astype(str)})
    run.folder.write_table("unplaced", run.parts[number].name, unplaced)
    found = Matches(matches.workers, matches.jobs, matches.search, everyone, pairs)
    return run.record(number, people, found, clock)


def _looked(run: Run, number: int, order: Look, prices: Array, capacity: Array) -> Known:
    _, matches = _matches(run, number, every=order.every)
    ranked = RankedSearch(matches.search)
    first_job, _ = priorities(matches.workers.frame["groups"].tolist(), run.matcher.policy)
    market = ranked.market(capacity, order.per_worker, first_job)
    found = ranked(np.arange(market.workers), prices, order.k)
    new = found.options.take(market.capacity[found.options.job] > 0).ordered()
    nobody = replace(market, capacity=np.zeros(market.jobs))
    bound = bound_at(prices, nobody, replace(found, options=new))
    before = _known(run, number, order.before)
    return Known(new if before is None else before.options.joined(new), nobody, found.cut, bound)


def _matches(run: Run, number: int, *, every: int) -> tuple[Workers, Matches]:
    """Return everybody of a partition, and an empty answer about those who are matched."""
    people = run.read(number)
    ranked = np.flatnonzero((people.frame["segment"] == "job").to_numpy(bool))
    return people, run.matcher.recommend(people.take(ranked[::every]), 0)


def kept(run: Run, number: int, name: str) -> Known:
    """Return what a partition knows after the search ``name``.

    Raises
    ------
    FileNotFoundError
        The search was not made.
    """
    have = _known(run, number, name)
    if have is None:
        raise FileNotFoundError(f"{run.folder.root}: scratch/{name} has no {run.parts[number].name}")
    return have
