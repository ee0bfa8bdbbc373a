"""Arrays with spare rows behind the last that any reader sees, so that adding a few rows copies none.

One writer at a time appends; readers hold slices that end before what is written.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from jobmatch.terms.term import Array

SPARE_SHARE, SPARE_ROWS = 8, 4096
"""Spare rows: an eighth of the rows, and so many."""
MOST_SPANS = 64
"""Spans between rows that go which are copied one after the other; with more, row by row."""


def spare(rows: int) -> int:
    """Return how many rows an array is given, spare ones included.

    >>> spare(8000)
    13096
    """
    return rows + rows // SPARE_SHARE + SPARE_ROWS


def with_spare(values: Array, rows: int | None = None) -> Array:
    """Return a larger array that begins with ``values``, with spare rows behind ``rows`` (theirs when not given)."""
    larger = np.empty((spare(len(values) if rows is None else rows), *values.shape[1:]), dtype=values.dtype)
    larger[: len(values)] = values
    return larger


class Room:
    """The arrays of one index with their spare rows, by name.

    Examples
    --------
    >>> room = Room()
    >>> first = room.append("pay", np.array([1.0, 2.0]), np.array([3.0]))
    >>> second = room.append("pay", first, np.array([4.0]))
    >>> first.tolist(), second.tolist(), first.base is second.base
    ([1.0, 2.0, 3.0], [1.0, 2.0, 3.0, 4.0], True)
    """

    def __init__(self) -> None:
        self._arrays: dict[str, tuple[Array, Array]] = {}
        """Each with its spare rows, and without: as it was handed out last."""

    def keep(self, name: str, larger: Array, rows: int) -> Array:
        """Return the first ``rows`` of ``larger``, whose other rows are spare from now on."""
        values = larger[:rows]
        self._arrays[name] = larger, values
        return values

    def only(self, name: str) -> Room:
        """Return the room of one of the arrays."""
        room = Room()
        room._arrays = {one: kept for one, kept in self._arrays.items() if one == name}
        return room

    def without(self, name: str, values: Array, gone: Array) -> Array:
        """Return ``values`` without some (ascending) rows, with room behind them, so that what follows copies them no second time.

        >>> Room().without("pay", np.array([1.0, 2.0, 3.0]), np.array([1])).tolist()
        [1.0, 3.0]
        """
        larger = np.empty((spare(len(values) - len(gone)), *values.shape[1:]), dtype=values.dtype)
        return self.keep(name, larger, _copied(values, gone, larger))

    def append(self, name: str, values: Array, more: Array) -> Array:
        """Return ``values`` followed by ``more``, written behind them where they were handed out last and there is room."""
        if values.dtype != more.dtype:
            return np.concatenate([values, more])
        rows = len(values) + len(more)
        larger, last = self._arrays.get(name, (values, None))
        if values is not last or rows > len(larger):
            larger = with_spare(values, rows)
        larger[len(values) : rows] = more
        return self.keep(name, larger, rows)


def _copied(values: Array, gone: Array, larger: Array) -> int:
    """Copy ``values`` without some rows to the beginning of ``larger``, and return how many are left."""
    if len(gone) > MOST_SPANS:
        left = np.delete(values, gone, axis=0)
        larger[: len(left)] = left
        return len(left)
    at = 0
    for before, end in pairwise([-1, *gone.tolist(), len(values)]):
        larger[at : at + end - before - 1] = values[before + 1 : end]
        at += end - before - 1
    return at
