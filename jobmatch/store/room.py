"""Arrays with spare rows behind the last that any reader sees, so that adding a few rows copies none.

One writer at a time appends; readers hold slices that end before what is written.
"""

from __future__ import annotations

import numpy as np

from jobmatch.terms.term import Array

SPARE_SHARE, SPARE_ROWS = 8, 4096
"""Spare rows: an eighth of the rows, and so many."""


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
        self._arrays: dict[str, Array] = {}

    def keep(self, name: str, larger: Array, rows: int) -> Array:
        """Return the first ``rows`` of ``larger``, whose other rows are spare from now on."""
        self._arrays[name] = larger
        return larger[:rows]

    def only(self, name: str) -> Room:
        """Return the room of one of the arrays."""
        room = Room()
        room._arrays = {one: larger for one, larger in self._arrays.items() if one == name}
        return room

    def taken(self, name: str, values: Array, rows: Array) -> Array:
        """Return some rows of ``values``, with room behind them, so that what follows copies them no second time."""
        larger = np.empty((spare(len(rows)), *values.shape[1:]), dtype=values.dtype)
        np.take(values, rows, axis=0, out=larger[: len(rows)], mode="clip")
        return self.keep(name, larger, len(rows))

    def append(self, name: str, values: Array, more: Array) -> Array:
        """Return ``values`` followed by ``more``, written behind ``values`` where there is room for them."""
        if values.dtype != more.dtype:
            return np.concatenate([values, more])
        rows = len(values) + len(more)
        larger = self._arrays.get(name)
        if larger is None or larger.ctypes.data != values.ctypes.data or rows > len(larger):
            larger = with_spare(values, rows)
        larger[len(values) : rows] = more
        return self.keep(name, larger, rows)
