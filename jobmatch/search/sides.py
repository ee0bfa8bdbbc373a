"""Both sides of one block, ready for FAISS, and the lists of pairs worth exact scoring."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from jobmatch.search.blocks import Block, reach
from jobmatch.search.exact import DIGITS, TIE, Scoring
from jobmatch.search.folding import Fold
from jobmatch.search.index import Queries
from jobmatch.search.order import first_of_each, largest_first
from jobmatch.search.tiles import Bars, Rest, add_product, best_above
from jobmatch.terms.fit import NEUTRAL
from jobmatch.terms.term import Array

JOB_ROWS = 100_000
"""Job rows that FAISS is given at a time."""


@dataclass(frozen=True)
class Listed:
    """Pairs worth exact scoring, in any order; a pair of several posts or wishes may stand in it more than once."""

    asked: Array
    """The workers asked about, ascending rows, int64 ``[a]``."""
    worker: Array
    """int64 ``[n]``."""
    job: Array
    """int64 ``[n]``."""
    bound: Array
    """What the pair's score cannot exceed, float64 ``[n]``."""
    rest: Array
    """What no pair left out can exceed, float64 ``[a]``; −inf where none is left out."""

    def ordered(self) -> Listed:
        """Return the pairs once each, by worker, largest bound first."""
        order = largest_first(self.worker, self.bound, DIGITS, -self.bound)
        pair = self.worker * np.int64(self.job.max(initial=0) + 1) + self.job
        once = order[first_of_each(pair[order])]
        return Listed(self.asked, self.worker[once], self.job[once], self.bound[once], self.rest)


class Side:
    """The workers and reachable jobs of one block."""

    def __init__(self, search: Scoring, folded: Fold, block: Block) -> None:
        self.search, self.folded, self.block = search, folded, block
        reached = reach(search, block)
        self.jobs, self.nearness = reached.jobs, reached.nearness
        self.queries: Queries = search.queries.take(block.workers)
        index = search.index
        if index.single:
            self.rows, self.row_job = self.jobs, np.arange(len(self.jobs))
        else:
            inside = np.zeros(len(index), dtype=bool)
            inside[self.jobs] = True
            self.rows = np.flatnonzero(inside[index.owner])
            self.row_job = np.searchsorted(self.jobs, index.owner[self.rows])

    @property
    def workers(self) -> Array:
        """Rows of the block's workers."""
        return self.block.workers

    @cached_property
    def text(self) -> Array:
        """Text rows of the reachable jobs, float32 ``[rows, d]``."""
        return self.search.index.text[self.rows]

    @cached_property
    def _asked_text(self) -> Array:
        """Text rows of the workers, times the weight and slope of fit."""
        return self.queries.text * np.float32(self.scale)

    @cached_property
    def scale(self) -> float:
        """What one unit of inner product adds to the score."""
        return self.search.formula.weights["fit"] * self.search.index.slope

    def asked(self, positions: Array) -> tuple[Array, Array]:
        """Return the text rows of some workers, and the position of each row's worker."""
        lengths = np.diff(self.queries.start)[positions]
        owner = np.repeat(positions, lengths)
        rows = self.queries.start[owner] + np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return self._asked_text[rows], owner

    @cached_property
    def _constant(self) -> Array:
        """What every job adds alike to a worker's bound, float64 ``[b]``."""
        offset = np.where(self.queries.neutral, NEUTRAL, self.search.index.offset)
        return self.search.formula.weights["fit"] * offset + self.folded.constant[self.workers]

    @cached_property
    def floor(self) -> Array:
        """The least text product that passes the floor on fit, float64 ``[b]``."""
        return self.search.formula.weights["fit"] * (self.search.floor[self.workers] - TIE - self.search.index.offset)

    def nearest(self, positions: Array, k: int) -> Listed:
        """Return the jobs of largest bound, by FAISS over text, class tables and nearness together.

        For people without a wish, who have no floor.
        """
        import faiss

        texts, owner = self.asked(positions)
        rows_per_job = len(self.rows) / len(self.jobs)
        reach = min(int((1.3 * k + 8) * rows_per_job), len(self.rows))
        ask = np.hstack([texts, self._asked_beside(owner)])
        bounds, rows = [], []
        for at in range(0, len(self.rows), JOB_ROWS):
            part = slice(at, at + JOB_ROWS)
            jobs = np.hstack([self.text[part], self.beside[part]])
            found, local = faiss.knn(ask, jobs, min(reach, len(jobs)), metric=faiss.METRIC_INNER_PRODUCT)
            bounds.append(found)
            rows.append(local + at)
        bound, row = np.hstack(bounds), np.hstack(rows)
        if len(bounds) > 1:
            best = np.argpartition(-bound, reach - 1, axis=1)[:, :reach]
            bound, row = np.take_along_axis(bound, best, axis=1), np.take_along_axis(row, best, axis=1)
        rest = np.full(len(positions), -np.inf)
        if reach < len(self.rows):
            np.maximum.at(rest, np.searchsorted(positions, owner), bound.min(axis=1))
        asked = np.repeat(owner, row.shape[1])
        bound = bound.ravel() + self._constant[asked]
        return self._listed(positions, asked, self.row_job[row.ravel()], bound, rest + self._constant[positions])

    @cached_property
    def beside(self) -> Array:
        """What stands beside the text of each job row: folded class tables, and nearness to each cell."""
        return np.hstack([self._folded_jobs, self._row_nearness.T])

    def _asked_beside(self, owner: Array) -> Array:
        """Return what the workers of some query rows put beside their text."""
        cells = np.zeros((len(owner), len(self.nearness)), dtype=np.float32)
        cells[np.arange(len(owner)), self.block.cell[owner]] = 1.0
        return np.hstack([self.folded.worker[self.workers[owner]], cells])

    def floored(self, positions: Array, k: int) -> Listed:
        """Return the jobs of largest bound among those whose text may pass the floor on fit.

        The floor looks at the text columns alone, which no search of the whole row can do: the text products
        come first and bar, then the rest is added.
        """
        texts, owner = self.asked(positions)
        order = np.argsort(self.block.cell[owner], kind="stable")
        texts, owner = texts[order], owner[order]
        wanted = int((k + max(k // 4, 4)) * len(self.rows) / len(self.jobs))
        bars = Bars(self.floor[owner].astype(np.float32), self.search.lowest)
        kept = best_above(texts, self.text, bars, self._rest(owner), wanted)
        rest = np.full(len(positions), -np.inf)
        np.maximum.at(rest, np.searchsorted(positions, owner), kept.least)
        asked = owner[kept.row]
        bound = kept.bound + self._constant[asked]
        return self._listed(positions, asked, self.row_job[kept.column], bound, rest + self._constant[positions])

    def _rest(self, owner: Array) -> Rest:
        """Return what adds folded class tables and nearness to the text products of some query rows."""
        folded, cell = self.folded.worker[self.workers[owner]], self.block.cell[owner]

        def add(products: Array, rows: slice, columns: slice) -> None:
            add_product(products, folded[rows], self._folded_jobs[columns])
            first, last = int(cell[rows][0]), int(cell[rows][-1])
            at = np.searchsorted(cell[rows], np.arange(first, last + 2))
            for number, (start, stop) in enumerate(pairwise(at)):
                products[start:stop] += self._row_nearness[first + number, columns]

        return add

    @cached_property
    def _folded_jobs(self) -> Array:
        """Folded class tables of each job row, float32 ``[rows, t]``."""
        return self.folded.job[self.jobs[self.row_job]]

    @cached_property
    def _row_nearness(self) -> Array:
        """Nearness of each job row to each cell, float32 ``[cells, rows]``."""
        return self.nearness if self.search.index.single else self.nearness[:, self.row_job]

    def _listed(self, positions: Array, at: Array, job: Array, bound: Array, rest: Array) -> Listed:
        """Return the pairs without refusals."""
        likely = np.flatnonzero(bound > self.search.lowest)
        rest = np.where(rest > self.search.lowest, rest, -np.inf)
        return Listed(self.workers[positions], self.workers[at[likely]], self.jobs[job[likely]], bound[likely], rest)
