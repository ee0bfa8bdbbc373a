"""Workers in blocks that live near one another, with nearness as a few columns.

A *place profile* is a distinct (home point, how far the person will go, named places). Profiles of one county
and one kind of mobility that lie close together form a *cell*; the nearness of a cell to a place of work is
that of its centre, moved nearer by the cell's radius: never less than the nearness of any profile in it, and
exact where the cell is one profile. A block is a handful of cells. Jobs that no cell of the block can reach
are left out of its search.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from jobmatch import places
from jobmatch.policy import Policy
from jobmatch.search.exact import Scoring
from jobmatch.search.folding import barred
from jobmatch.search.tables import AtPlace
from jobmatch.terms.facts import POSTING_OPEN
from jobmatch.terms.nearness import COUNTY, JOB_PLACE, POINT, TOWN, WORKER_PLACE, point
from jobmatch.terms.term import Array, Facts, classes, take

WORKERS_PER_CELL = 64
"""Cells are made so large that about this many people share one."""
BLOCK_WORKERS = 1536
"""People in a block: FAISS needs a thousand queries a call to be at its best."""
BLOCK_CELLS = 32
"""Cells, and so nearness columns, in a block."""
WIDEST = 55 / places.EARTH_RADIUS_KM
"""A cell is split further while it is wider than 55 km along an axis, however few live there."""


@dataclass(frozen=True)
class Block:
    """Some workers who live near one another."""

    workers: Array
    """Rows of the workers, int64 ``[b]``, ascending."""
    cell: Array
    """Each worker's cell within the block, int64 ``[b]``."""
    cells: Facts
    """Place facts of the cells."""


@dataclass(frozen=True)
class Reach:
    """The jobs that anyone in a block can reach."""

    jobs: Array
    """Rows of the jobs, int64 ``[j]``, ascending."""
    nearness: Array
    """Upper bound of the weighted place terms, penalty included, float32 ``[cells, j]``."""


def blocks(search: Scoring) -> Iterator[Block]:
    """Return blocks that together hold every worker once."""
    profiles, profile = search.queries.classes(WORKER_PLACE)
    cells, cell_of_profile = _cells(profiles, np.bincount(profile), search.formula.policy)
    cell = cell_of_profile[profile]
    order = np.argsort(cell, kind="stable")
    sizes = np.bincount(cell, minlength=len(cells["code"]))
    starts = np.concatenate([[0], np.cumsum(sizes)])
    for first, last in _spans(sizes):
        workers = np.sort(order[starts[first] : starts[last]])
        yield Block(workers, cell[workers] - first, take(cells, np.arange(first, last)))


def reach(search: Scoring, block: Block) -> Reach:
    """Return the jobs that anyone in the block can reach, and how near they can be."""
    job_places, place = search.index.classes(JOB_PLACE)
    tall = {name: values[:, None] for name, values in block.cells.items()}
    wide = {name: values[None, :] for name, values in job_places.items()}
    at = AtPlace.of(search.formula, tall, wide)
    total = at.weighted(search.formula).astype(np.float32)
    total[at.refused] = barred(search)
    reached: Array = ~np.all(at.refused, axis=0)
    jobs = np.flatnonzero(reached[place] & (search.index.facts["posting"] == POSTING_OPEN))
    return Reach(jobs, np.nextafter(total, np.inf, dtype=np.float32)[:, place[jobs]])


def _spans(sizes: Array) -> Iterator[tuple[int, int]]:
    first = people = 0
    for at, size in enumerate(sizes):
        if at > first and (people + size > 2 * BLOCK_WORKERS or people >= BLOCK_WORKERS or at - first >= BLOCK_CELLS):
            yield first, at
            first, people = at, 0
        people += size
    if len(sizes):
        yield first, len(sizes)


def _cells(profiles: Facts, people: Array, policy: Policy) -> tuple[Facts, Array]:
    """Return the facts of the cells, in an order in which neighbours are alike, and each profile's cell."""
    kind = {
        "mobility": profiles["mobility"],
        "county": profiles["code"] // 10**6,
        "wished": profiles["wished"],
    }
    _, group = classes(kind, tuple(kind))
    order = np.lexsort((group, kind["county"], kind["mobility"]))
    bounds = np.flatnonzero(np.diff(group[order])) + 1
    points = np.nan_to_num(np.stack(point(profiles), axis=1))
    groups = np.split(order, bounds) if len(order) else []
    parts = [part for members in groups for part in _split(members, points, people)]
    cell = np.empty(len(order), dtype=np.int64)
    for number, members in enumerate(parts):
        cell[members] = number
    return _cell_facts(profiles, cell, np.array([members[0] for members in parts], dtype=np.int64), policy), cell


def _split(members: Array, points: Array, people: Array) -> list[Array]:
    """Return the profiles in halves along the wider axis, until a cell holds few people or one point."""
    if len(members) == 1 or people[members].sum() <= WORKERS_PER_CELL:
        near = np.ptp(points[members], axis=0).max() if len(members) > 1 else 0.0
        if near <= WIDEST:
            return [members]
    axis = int(np.argmax(np.ptp(points[members], axis=0)))
    ordered = members[np.argsort(points[members, axis], kind="stable")]
    half = np.searchsorted(np.cumsum(people[ordered]), people[ordered].sum() / 2) + 1
    half = int(np.clip(half, 1, len(ordered) - 1))
    return _split(ordered[:half], points, people) + _split(ordered[half:], points, people)


def _cell_facts(profiles: Facts, cell: Array, first: Array, policy: Policy) -> Facts:
    """Return facts under which no profile of a cell fares better than its cell."""
    facts = take(profiles, first)
    count = np.bincount(cell)
    single = count == 1
    middle = [np.bincount(cell, weights=axis) for axis in point(profiles)]
    length = np.sqrt(np.sum(np.square(middle), axis=0))
    for axis, total in zip(POINT, middle, strict=True):
        facts[axis] = np.where(single, facts[axis], total / length)
    away = places.chord_km(point(profiles), point(take(facts, cell)))
    facts["radius_km"] = np.where(single, 0.0, _most(cell, np.nan_to_num(away), len(first)) + 1e-6)
    limit = np.where(np.isnan(profiles["max_km"]), policy.nearness.max_km, profiles["max_km"])
    facts["max_km"] = _most(cell, limit, len(first))
    facts["road"] = -_most(cell, -profiles["road"], len(first))
    vague = np.ones(len(first), dtype=bool)
    vague[cell[~profiles["inherited"]]] = False
    facts["inherited"] = vague
    mixed = np.zeros(len(first), dtype=bool)
    mixed[cell[profiles["code"] != facts["code"][cell]]] = True
    facts["mobility"] = np.where(mixed & (facts["mobility"] == TOWN), COUNTY, facts["mobility"])
    return facts


def _most(cell: Array, values: Array, cells: int) -> Array:
    most = np.full(cells, -np.inf)
    np.maximum.at(most, cell, values)
    return most
