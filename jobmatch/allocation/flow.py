"""The exact best plan over given pairs: a minimum-cost flow.

A worker sends ``limit`` units, each through a pair to a job and on to the sink, or idle to the sink:

    worker ──pair, −gain──▶ job ──capacity──▶ sink
       ├──── idle, cost 0, limit − 1 units ────▶
       └──── idle, cost first_job, 1 unit ─────▶      only somebody with no job at all pays for the last one

A worker with a worth of a first local job reaches the local pairs through a node of its own, along one unit
at cost −local_job and ``limit`` − 1 units at cost 0. All costs are convex in the units, so the cheapest flow
is the plan of greatest worth, and it is whole-numbered.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.allocation.market import UNIT, Array, Market, Options


@dataclass(frozen=True, eq=False)
class Graph:
    """Pairs and limits in whole numbers of ``UNIT``."""

    options: Options
    market: Market
    gain: Array
    """Worth of each pair, int64 ``[pairs]``."""
    first: Array
    """Worth of each worker's first job, int64 ``[workers]``."""
    local_first: Array
    """Worth of each worker's first local job, int64 ``[workers]``."""
    through: Array
    """Whether the pair hangs on its worker's local node, bool ``[pairs]``."""


def graph(options: Options, market: Market) -> Graph:
    """Return the graph of ``options`` in ``market``, every worth rounded to ``UNIT``.

    >>> g = graph(Options(np.array([0]), np.array([0]), np.array([0.5])), Market(np.ones(1), np.ones(1), np.ones(1)))
    >>> g.gain.tolist() == [round(0.5 / UNIT)]
    True
    """
    local_first = _units(market.local_job)
    through = options.local & (local_first[options.worker] > 0)
    return Graph(options, market, _units(options.gain), _units(market.first_job), local_first, through)


def best_flow(g: Graph) -> Array:
    """Return how many copies of each pair the best plan takes, int64 ``[pairs]``: 0 or 1 when copies are 1.

    Raises
    ------
    RuntimeError
        The solver did not reach an optimum (its costs overflow, which ``Market`` and ``UNIT`` rule out).

    Examples
    --------
    >>> options = Options(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([0.8, 0.7, 0.9]))
    >>> best_flow(graph(options, Market(np.ones(2), np.ones(2), np.ones(2)))).tolist()  # .7 + .9, and both have a job
    [0, 1, 1]
    """
    from ortools.graph.python import min_cost_flow

    if not len(g.options):
        return np.zeros(0, dtype=np.int64)
    solver = min_cost_flow.SimpleMinCostFlow()
    for tail, head, room, cost in _arcs(g):
        solver.add_arcs_with_capacity_and_unit_cost(
            tail.astype(np.int32), head.astype(np.int32), room.astype(np.int64), cost.astype(np.int64)
        )
    supply = np.zeros(_sink(g.market) + 1, dtype=np.int64)
    supply[: g.market.workers] = g.market.limit * g.market.copies
    supply[-1] = -supply.sum()
    solver.set_nodes_supplies(np.arange(len(supply), dtype=np.int32), supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"the flow solver stopped with status {status}")
    return np.asarray(solver.flows(np.arange(len(g.options), dtype=np.int32)), dtype=np.int64)


def _units(worth: Array) -> Array:
    return np.rint(worth / UNIT).astype(np.int64)


def _sink(market: Market) -> int:
    return 2 * market.workers + market.jobs


def _arcs(g: Graph) -> list[tuple[Array, Array, Array, Array]]:
    """Return (tail, head, room, cost) of the pairs first, then of everything around them.

    Nodes: workers, then their local nodes, then jobs, then the sink.
    """
    market, copies = g.market, g.market.copies
    worker = np.arange(market.workers)
    job = np.arange(market.jobs) + 2 * market.workers
    sink_of_workers, sink_of_jobs = (np.full(n, _sink(market)) for n in (market.workers, market.jobs))
    has_local = np.unique(g.options.worker[g.through])
    tail = g.options.worker + market.workers * g.through
    more = np.maximum(market.limit - 1, 0) * copies
    one = np.minimum(market.limit, 1) * copies
    free = np.zeros(market.workers, dtype=np.int64)
    room = np.full(len(g.options), copies)
    return [
        (tail, g.options.job + 2 * market.workers, room, -g.gain),
        (worker, sink_of_workers, more, free),
        (worker, sink_of_workers, one, g.first),
        (has_local, has_local + market.workers, one[has_local], -g.local_first[has_local]),
        (has_local, has_local + market.workers, more[has_local], free[has_local]),
        (job, sink_of_jobs, market.capacity, np.zeros(market.jobs)),
    ]
