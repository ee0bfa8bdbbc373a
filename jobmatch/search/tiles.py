"""The jobs of largest bound above a floor, tile by tile, so that every product stays in the processor's cache.

A tile is a few hundred query rows by a few thousand job rows. Its text products come first; what lies under the
floor on fit is barred; the rest of the score is added; and only what may still be among the best is kept. Where
these begin is told by maxima: the columns fall into ``4 k`` residues, and the k-th largest of the residues' maxima
is never above the k-th largest of all, and close below it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.linalg.blas import sgemm

from jobmatch.terms.term import Array

TILE_ROWS = 256
"""Query rows of a tile."""
TILE_COLUMNS = 4096
"""Job rows of a tile: with the rows, 4 MB of products."""
RESIDUES = 4
"""Residues a wanted column."""
BARRED = np.float32(-1e9)
"""What is added to the bound of a pair under its floor: no price lifts it again."""

Rest = Callable[[Array, slice, slice], None]
"""Adds the rest of the score to the products of some query rows and job rows, in place."""


@dataclass(frozen=True)
class Bars:
    """What a pair must pass to be kept."""

    floor: Array
    """The least text product, float32 ``[q]``."""
    lowest: float
    """The least bound; below are refusals."""


@dataclass(frozen=True)
class Kept:
    """What may be among the best of some query rows."""

    row: Array
    """int64 ``[n]``, ascending."""
    column: Array
    """int64 ``[n]``."""
    bound: Array
    """float32 ``[n]``."""
    least: Array
    """What no column left out reaches, float32 ``[rows]``; −inf, or as low as ``BARRED``, where no open one is left out."""


def best_above(asked: Array, texts: Array, bars: Bars, rest: Rest, k: int) -> Kept:
    """Return at least the ``k`` columns of largest bound of every query row, fewer where fewer pass the floor.

    Parameters
    ----------
    asked, texts
        Text rows of queries and jobs, float32 ``[q, d]`` and ``[m, d]``.
    bars
        What passes.
    rest
        Adds what else makes the bound.
    k
        Columns wanted.

    Examples
    --------
    >>> texts = np.eye(3, dtype=np.float32)
    >>> kept = best_above(texts[:1], texts, Bars(np.zeros(1, np.float32), -4.0), lambda products, rows, columns: None, 1)
    >>> kept.column.tolist(), kept.bound.tolist()
    ([0, 1, 2], [1.0, 0.0, 0.0])
    """
    parts = [_rows(asked, texts, bars, rest, k, slice(at, at + TILE_ROWS)) for at in range(0, len(asked), TILE_ROWS)]
    if not parts:
        return Kept(*(np.zeros(0, dtype=kind) for kind in (np.int64, np.int64, np.float32, np.float32)))
    return Kept(*(np.concatenate([getattr(part, name) for part in parts]) for name in vars(parts[0])))


def _rows(asked: Array, texts: Array, bars: Bars, rest: Rest, k: int, rows: slice) -> Kept:
    some, floor = asked[rows], bars.floor[rows, None]
    residues = RESIDUES * k
    listing_all = 2 * residues > len(texts)
    width = len(texts) if listing_all else residues * max(TILE_COLUMNS // residues, 1)
    most = np.full((len(some), residues), -np.inf, dtype=np.float32)
    least = np.full(len(some), -np.inf, dtype=np.float32)
    room = [np.empty(len(some) * min(width, len(texts)), dtype=kind) for kind in (np.float32, np.float32, bool)]
    parts = []
    for at in range(0, len(texts), width):
        columns = slice(at, min(at + width, len(texts)))
        shape = len(some), columns.stop - at
        bounds, penalty, low = (whole[: shape[0] * shape[1]].reshape(shape) for whole in room)
        np.matmul(some, texts[columns].T, out=bounds)
        np.less(bounds, floor, out=low)
        bounds += np.multiply(low, BARRED, out=penalty)  # without a branch: a fifth of the time of a masked write
        rest(bounds, rows, columns)
        if not listing_all:
            least = _raised(most, bounds, k)
        found = np.flatnonzero(bounds >= np.maximum(least, np.float32(bars.lowest))[:, None])
        row, column = np.divmod(found, bounds.shape[1])
        parts.append((row, column + at, np.take(bounds, found)))
    return _joined(parts, least, rows.start)


def add_product(total: Array, asked: Array, texts: Array) -> None:
    """Add ``asked @ texts.T`` to ``total`` in place, in one pass over it; all float32, the last contiguous.

    Parameters
    ----------
    total
        ``[q, m]``.
    asked, texts
        ``[q, t]`` and ``[m, t]``.

    Examples
    --------
    >>> total = np.ones((1, 2), dtype=np.float32)
    >>> add_product(total, np.full((1, 1), 2, np.float32), np.array([[1], [3]], np.float32))
    >>> total.tolist()
    [[3.0, 7.0]]
    """
    sgemm(1.0, texts.T, asked.T, beta=1.0, c=total.T, trans_a=True, overwrite_c=True)


def _raised(most: Array, bounds: Array, k: int) -> Array:
    """Raise the residues' maxima by a tile, and return what the k best of all reach."""
    residues = most.shape[1]
    whole = bounds.shape[1] // residues * residues
    if whole:
        tiles = bounds[:, :whole].reshape(len(bounds), -1, residues)
        np.maximum(most, tiles.max(axis=1), out=most)
    left = bounds.shape[1] - whole
    if left:
        np.maximum(most[:, :left], bounds[:, whole:], out=most[:, :left])
    found: Array = np.partition(most, residues - k, axis=1)[:, residues - k]
    return found


def _joined(parts: list[tuple[Array, Array, Array]], least: Array, first: int) -> Kept:
    row, column, bound = (np.concatenate(part) for part in zip(*parts, strict=True))
    high = np.flatnonzero(bound >= least[row])
    order = high[np.argsort(row[high], kind="stable")]
    return Kept(row[order] + first, column[order], bound[order], least)
