"""Batches of workers through FAISS, exact under the whole score.

For each block of neighbours (``blocks``) the text rows, the folded class tables (``folding``) and the nearness
of its cells stand side by side in one matrix, and one inner product bounds the whole score from above. Two
routes list the few pairs worth exact scoring:

* ``Side.nearest``: FAISS returns the jobs of largest bound, for people whom no floor on fit binds;
* ``Side.floored``: for the others the text product is made apart, and bars what lies under the floor.

Either way the listed pairs are scored exactly, and a worker is done when the k-th exact score lies above all
that was left out. For the few others every job is scored.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from jobmatch.search.blocks import blocks
from jobmatch.search.exact import TIE, Pairs, Scoring, join, rank_in
from jobmatch.search.folding import fold
from jobmatch.search.sides import Listed, Side
from jobmatch.search.walkin import best_of
from jobmatch.terms.term import Array

Progress = Callable[[int], None]
"""Called with the number of workers done since the last call."""
AGAIN = 6
"""How much further the second search of the unproved goes."""
FEW = 32
"""People up to whom each is answered alone."""
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
    found = join(list(_in_blocks(search, k, progress)))
    return found.take(np.argsort(found.worker, kind="stable"))


def _one_by_one(search: Scoring, k: int, progress: Progress | None) -> Iterator[Pairs]:
    for worker in range(len(search.queries)):
        yield best_of(search, worker, k)
        if progress:
            progress(1)


def _in_blocks(search: Scoring, k: int, progress: Progress | None) -> Iterator[Pairs]:
    """Yield the answer of every block; the blocks share the cores, each on one thread."""
    import faiss
    from threadpoolctl import threadpool_limits

    folded = fold(search)
    search.prepare()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    cores = min(cores, int(os.environ.get("OMP_NUM_THREADS") or cores))  # what a scheduler granted this process
    pool = ThreadPoolExecutor(cores, initializer=faiss.omp_set_num_threads, initargs=(1,))
    with threadpool_limits(1), pool:
        for people, pairs in pool.map(
            lambda block: (len(block.workers), _answer(Side(search, folded, block), k)), blocks(search)
        ):
            if progress:
                progress(people)
            yield pairs


def _answer(side: Side, k: int) -> Pairs:
    """Return the exact best pairs of a block's workers."""
    if not len(side.jobs):
        return join([])
    wished = side.queries.wished
    parts, left = [], []
    for positions, route in ((np.flatnonzero(wished), side.floored), (np.flatnonzero(~wished), side.nearest)):
        for reach in (k, AGAIN * k):
            if len(positions):
                pairs, unproved = proved(side.search, route(positions, reach), k)
                parts.append(pairs)
                positions = np.searchsorted(side.block.workers, unproved)
        left.append(side.block.workers[positions])
    return join([*parts, side.search.dense(np.sort(np.concatenate(left)), k)])


def proved(search: Scoring, listed: Listed, k: int) -> tuple[Pairs, Array]:
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
        sure = (cut == -np.inf) | (_kth(best, listed.asked, k) > cut + TIE)
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
