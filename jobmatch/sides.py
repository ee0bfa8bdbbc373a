"""Both sides of one block, ready for FAISS, and the lists of pairs worth exact scoring."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from jobmatch.blocks import Block, reach
from jobmatch.folding import Fold
from jobmatch.index import Queries
from jobmatch.search import TIE, Search
from jobmatch.terms.fit import NEUTRAL
from jobmatch.terms.term import UNMET, Array

SAMPLE_ROWS = 512
"""Job rows on which the number of jobs above the floor is estimated."""
FEW = 12
"""The floor is a route while it leaves at most this many jobs per job wanted …"""
FEW_MORE = 400
"""… or this many in all."""
PRODUCTS = 8_000_000
"""Text products held at a time."""
JOB_ROWS = 100_000
"""Job rows that FAISS is given at a time."""
UNREACHED = -4.0
"""Bounds below this are refusals."""


@dataclass(frozen=True)
class Listed:
    """Pairs worth exact scoring, by worker, largest bound first."""

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


class Side:
    """The workers and reachable jobs of one block."""

    def __init__(self, search: Search, folded: Fold, block: Block) -> None:
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
    def heads(self) -> Array:
        """Heads of the reachable jobs' text rows, float32 ``[rows, h + 1]``."""
        return self.search.index.heads[self.rows]

    @cached_property
    def query_heads(self) -> Array:
        """Heads of the workers' text rows."""
        return self.search.index.head(self.queries.text)

    def heads_of(self, positions: Array) -> tuple[Array, Array]:
        """Return the heads of some workers' text rows, and the position of each row's worker."""
        lengths = np.diff(self.queries.start)[positions]
        owner = np.repeat(positions, lengths)
        rows = self.queries.start[owner] + np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return self.query_heads[rows], owner

    @cached_property
    def constant(self) -> Array:
        """What every job adds alike to a worker's bound, float64 ``[b]``."""
        offset = np.where(self.queries.neutral, NEUTRAL, self.search.index.offset)
        return self.search.formula.weights["fit"] * offset + self.folded.constant[self.workers]

    @cached_property
    def floor(self) -> Array:
        """The least inner product of texts that passes the floor on fit, float64 ``[b]``."""
        index = self.search.index
        least = (self.search.formula.policy.min_fit - TIE - index.offset) / index.slope
        return np.where(self.queries.wished, least, -np.inf)

    def few_above_floor(self, k: int) -> Array:
        """Return which workers are left so few jobs by the floor that listing them is the shorter way, bool ``[b]``."""
        sample = self.heads[:: max(1, len(self.rows) // SAMPLE_ROWS)]
        share = np.mean(self.query_heads @ sample.T >= self.floor[self.queries.owner, None], axis=1)
        jobs = np.zeros(len(self.workers))
        np.maximum.at(jobs, self.queries.owner, share * len(self.rows))
        return self.queries.wished & (jobs <= max(FEW * k, FEW_MORE))

    def nearest(self, positions: Array, k: int) -> Listed:
        """Return the jobs of largest bound, by FAISS over text, class tables and nearness together."""
        import faiss

        heads, owner = self.heads_of(positions)
        rows_per_job = len(self.rows) / len(self.jobs)
        reach = min(int((1.3 * k + 8) * rows_per_job), len(self.rows))
        ask = self._ask(heads, owner)
        bounds, rows = [], []
        for at in range(0, len(self.rows), JOB_ROWS):
            part = slice(at, at + JOB_ROWS)
            jobs = self._offer(part)
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
        at = np.repeat(owner, row.shape[1])
        bound = bound.ravel() + self.constant[at]
        return self._listed(positions, at, self.row_job[row.ravel()], bound, rest + self.constant[positions])

    def _ask(self, heads: Array, owner: Array) -> Array:
        scale = self.search.formula.weights["fit"] * self.search.index.slope
        cells = np.zeros((len(owner), len(self.nearness)), dtype=np.float32)
        cells[np.arange(len(owner)), self.block.cell[owner]] = 1.0
        return np.hstack([heads * np.float32(scale), self.folded.worker[self.workers[owner]], cells])

    def _offer(self, part: slice) -> Array:
        job = self.row_job[part]
        return np.hstack([self.heads[part], self.folded.job[self.jobs[job]], self.nearness[:, job].T])

    def above_floor(self, positions: Array, k: int) -> Listed:
        """Return every job whose text may pass the floor on fit, by the text columns alone."""
        step = max(1, PRODUCTS // max(len(self.rows), 1))
        found = [self._above(positions[at : at + step]) for at in range(0, len(positions), step)]
        if not found:
            found = [(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))]
        at, job, dot = (np.concatenate(part) for part in zip(*found, strict=True))
        nothing_left = np.full(len(positions), -np.inf)
        return self._listed(positions, at, job, self._bounds(at, job, dot), nothing_left)

    def _above(self, positions: Array) -> tuple[Array, Array, Array]:
        heads, owner = self.heads_of(positions)
        dots = heads @ self.heads.T
        above = np.flatnonzero(dots >= self.floor[owner, None].astype(np.float32))
        row, column = np.divmod(above, dots.shape[1])
        return owner[row], self.row_job[column], dots.ravel()[above].astype(np.float64)

    def _bounds(self, at: Array, job: Array, dot: Array) -> Array:
        """Return the bounds of listed pairs from the products of their heads; refused pairs fall below ``UNREACHED``."""
        search = self.search
        worker, row = self.workers[at], self.jobs[job]
        offset = np.where(self.queries.neutral[at], NEUTRAL, search.index.offset)
        total = search.formula.weights["fit"] * (search.index.slope * dot + offset)
        for name, share, table in search.soft:
            total += search.formula.weights[name] * share * table.pairs(worker, row)
        for table in search.hard:
            total[table.pairs(worker, row) == UNMET] = 2 * UNREACHED
        total += self.nearness[self.block.cell[at], job]
        if search.price is not None:
            total -= search.price[row]
        return total

    def _listed(self, positions: Array, at: Array, job: Array, bound: Array, rest: Array) -> Listed:
        """Return the pairs once each, without refusals, by worker, largest bound first."""
        likely = np.flatnonzero(bound > UNREACHED)
        at, job, bound = at[likely], job[likely], bound[likely]
        order = np.lexsort((-bound, at))
        at, job, bound = at[order], job[order], bound[order]
        if not (self.search.index.single and self.queries.single):
            _, first = np.unique(at * np.int64(len(self.jobs)) + job, return_index=True)
            first.sort()
            at, job, bound = at[first], job[first], bound[first]
        rest = np.where(rest > UNREACHED, rest, -np.inf)
        return Listed(self.workers[positions], self.workers[at], self.jobs[job], bound, rest)
