"""Batches of workers through FAISS, exact under the whole score.

For each block of neighbours (``blocks``) the text rows, the folded class tables (``folding``) and the nearness
of its cells stand side by side in one matrix, and one inner product bounds the whole score from above. Two
routes list the few pairs worth exact scoring:

* ``Side.nearest``: FAISS returns the jobs of largest bound, where many people are bound by no floor on fit;
* ``Side.floored``: for the others the text product is made apart, and bars what lies under the floor.

Either way the listed pairs are scored exactly, and a worker is done when the k-th exact score lies above all
that was left out. For the few others every job is scored. Where a block reaches very many jobs, its people are
answered one by one (``walkin``): most of the jobs are passed over then, group by group.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TypeVar

import numpy as np
from threadpoolctl import ThreadpoolController

from jobmatch.search.blocks import blocks
from jobmatch.search.exact import Pairs, Scoring, join, rank_in
from jobmatch.search.folding import fold
from jobmatch.search.sides import Listed, Side
from jobmatch.search.walkin import best_of
from jobmatch.terms.term import Array

Progress = Callable[[int], None]
"""Called with the number of workers done since the last call."""
Answer = TypeVar("Answer")
AGAIN = 6
"""How much further the second search of the unproved goes."""
SURE = 1 / 3
"""Share of the pairs listed that must surely be better than those left out."""
FEW = 64
"""People up to whom each is answered alone: blocks are quicker from some 40 people with 2,000 jobs, 100 with 20,000 and 300 with 100,000."""
WIDE = 400_000
"""Jobs in reach from which passing over most of them for one person is quicker than all products of a block (measured)."""
FAISS_QUERIES = 512
"""People without a floor in a block from which FAISS is asked for them: its matrix of the jobs costs as much to write."""
SMALL = 200_000
"""Worker × job cells up to which scoring everything is quickest."""


def top(search: Scoring, k: int, progress: Progress | None = None) -> Pairs:
    """Return the exact ``k`` best jobs of every worker, by worker, best first."""
    workers = len(search.queries)
    if workers <= FEW:
        return join(list(_one_by_one(search, k, progress)))
    if workers * len(search.index) <= SMALL:
        found = search.dense(np.arange(workers), k)
        if progress:
            progress(workers)
        return found
    found = join(list(_in_blocks(search, lambda side: _answer(side, k), progress)))
    return found.take(np.argsort(found.worker, kind="stable"))


def listed(search: Scoring, k: int, progress: Progress | None = None) -> tuple[Pairs, Array]:
    """Return pairs scored exactly, about the ``k`` best of every worker, and what no pair left out exceeds, ``[workers]``.

    Cheaper than ``top``: a third of the k is proved, and nothing is ordered. Pairs come in any order and may come twice;
    −inf says that every suitable pair of the worker is there.
    """
    rest = np.full(len(search.queries), -np.inf)
    if len(search.queries) <= FEW or len(search.queries) * len(search.index) <= SMALL:
        found = top(search, k, progress)
        return found, _beyond(search, found, np.arange(len(rest)), k)
    parts = []
    for pairs, workers, unseen in _in_blocks(search, lambda side: _listed(side, k), progress):
        parts.append(pairs)
        rest[workers] = unseen
    return join(parts), rest


def _listed(side: Side, k: int) -> tuple[Pairs, Array, Array]:
    """Return the pairs listed for a block's workers, scored exactly, the workers, and what no pair left out exceeds."""
    rest = np.full(len(side.workers), -np.inf)
    if not len(side.jobs):
        return join([]), side.workers, rest
    if _is_wide(side):
        best = _alone(side, k)
        return best, side.workers, _beyond(side.search, best, side.workers, k)
    parts, left = [], []
    for positions, route in _routes(side):
        for reach in (k, AGAIN * k):
            if len(positions):
                found = route(positions, reach)
                pairs, cut = _scored(side.search, found)
                at = np.searchsorted(found.asked, pairs.worker)
                above = np.bincount(at[pairs.score > cut[at]], minlength=len(cut))
                sure = (cut == -np.inf) | (above >= k * SURE)
                parts.append(pairs.take(np.flatnonzero(sure[at])))
                rest[positions[sure]] = cut[sure]
                positions = positions[~sure]
        left.append(positions)
    positions = np.sort(np.concatenate(left))
    best = side.search.dense(side.workers[positions], k)
    rest[positions] = _beyond(side.search, best, side.workers[positions], k)
    return join([*parts, best]), side.workers, rest


def _scored(search: Scoring, found: Listed) -> tuple[Pairs, Array]:
    """Return listed pairs scored exactly, without those that are no match, and what none left out exceeds."""
    pairs, allowed = search.score(found.worker, found.job)
    return pairs.take(np.flatnonzero(allowed)), found.rest + search.tie


def _one_by_one(search: Scoring, k: int, progress: Progress | None) -> Iterator[Pairs]:
    for worker in range(len(search.queries)):
        yield best_of(search, worker, k)
        if progress:
            progress(1)


def _in_blocks(search: Scoring, answer: Callable[[Side], Answer], progress: Progress | None) -> Iterator[Answer]:
    """Yield the answer of every block; the blocks share the cores, each on one thread."""
    import faiss

    folded = fold(search)
    search.prepare()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    cores = min(cores, int(os.environ.get("OMP_NUM_THREADS") or cores))  # what a scheduler granted this process
    pool = ThreadPoolExecutor(cores, initializer=faiss.omp_set_num_threads, initargs=(1,))
    with _threads().limit(limits=1), pool:
        for people, found in pool.map(lambda block: (len(block.workers), answer(Side(search, folded, block))), blocks(search)):
            if progress:
                progress(people)
            yield found


@lru_cache(maxsize=1)
def _threads() -> ThreadpoolController:
    """Return what tells the libraries at work how many threads to take; finding them takes some milliseconds."""
    return ThreadpoolController()


def _answer(side: Side, k: int) -> Pairs:
    """Return the exact best pairs of a block's workers."""
    if not len(side.jobs):
        return join([])
    if _is_wide(side):
        return _alone(side, k)
    parts, left = [], []
    for positions, route in _routes(side):
        for reach in (k, AGAIN * k):
            if len(positions):
                pairs, unproved = _proved(side.search, route(positions, reach).ordered(), k)
                parts.append(pairs)
                positions = np.searchsorted(side.block.workers, unproved)
        left.append(side.block.workers[positions])
    return join([*parts, side.search.dense(np.sort(np.concatenate(left)), k)])


def _beyond(search: Scoring, best: Pairs, workers: Array, k: int) -> Array:
    """Return what no pair beyond the ``k`` best of some workers exceeds, −inf where there is none."""
    return np.full(len(workers), -np.inf) if k >= len(search.index) else _kth(best, workers, k) + search.tie


def _is_wide(side: Side) -> bool:
    return side.search.index.is_large and len(side.jobs) >= WIDE


def _alone(side: Side, k: int) -> Pairs:
    """Return the exact best pairs of a block's workers, answered one by one."""
    return join([best_of(side.search, int(worker), k) for worker in side.workers])


Route = Callable[[Array, int], Listed]


def _routes(side: Side) -> list[tuple[Array, Route]]:
    """Return who of a block goes which route, by position in the block."""
    free = side.queries.neutral.copy()
    if np.count_nonzero(free) < FAISS_QUERIES:
        free[:] = False
    return [(np.flatnonzero(~free), side.floored), (np.flatnonzero(free), side.nearest)]


def _proved(search: Scoring, listed: Listed, k: int) -> tuple[Pairs, Array]:
    """Return the exact best pairs of the workers for whom they are proved, and the workers for whom not."""
    rank = rank_in(listed.worker)
    of = np.searchsorted(listed.asked, listed.worker)
    count = np.bincount(of, minlength=len(listed.asked))
    open_, unproved = np.ones(len(listed.asked), dtype=bool), np.zeros(len(listed.asked), dtype=bool)
    answers, reach = [], k + max(k // 4, 4)
    while open_.any():
        now, following = open_[of] & (rank <= reach), open_[of] & (rank == reach + 1)
        pairs, allowed = search.score(listed.worker[now], listed.job[now])
        best = search.best(pairs.take(np.flatnonzero(allowed)), k)
        cut = listed.rest.copy()
        cut[of[following]] = np.maximum(cut[of[following]], listed.bound[following])
        sure = (cut == -np.inf) | (_kth(best, listed.asked, k) > cut + search.tie)
        answers.append(best.take((open_ & sure)[np.searchsorted(listed.asked, best.worker)]))
        unproved |= open_ & ~sure & (count <= reach)
        open_ &= ~sure & (count > reach)
        reach *= 4
    return join(answers), listed.asked[unproved]


def _kth(best: Pairs, workers: Array, k: int) -> Array:
    """Return the k-th best score of each of some (ascending) workers; −inf where there are fewer."""
    kth = np.full(len(workers), -np.inf)
    last = rank_in(best.worker) == k
    kth[np.searchsorted(workers, best.worker[last])] = best.score[last]
    return kth
