"""The text rows of the jobs, of which some may be gone: these are passed over where they lie, not copied away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from jobmatch.terms.term import Array


@dataclass(frozen=True)
class Texts:
    """Text rows, read through the places of those that still stand.

    Examples
    --------
    >>> texts = Texts(np.eye(3, dtype=np.float32)).only(np.array([0, 2]))
    >>> len(texts), texts[[1]].tolist(), (texts @ np.ones(3, np.float32)).tolist(), texts.gone
    (2, [[0.0, 0.0, 1.0]], [1.0, 1.0], 1)
    """

    stored: Array
    """float32 ``[stored, d]``, shared with the snapshots before."""
    at: Array | None = None
    """The stored row of each row, int64 ``[rows]``, ascending; None where all stand."""

    def __len__(self) -> int:
        return len(self.stored) if self.at is None else len(self.at)

    def __getitem__(self, rows: Any) -> Array:
        """Return some rows, float32 ``[len(rows), d]``."""
        rows = rows if self.at is None else self.at[rows]
        found: Array = self.stored[rows] if isinstance(rows, slice) else self.stored.take(rows, axis=0)
        return found

    def __matmul__(self, asked: Array) -> Array:
        """Return the inner products of every row with what is asked, ``[d]`` or ``[d, q]``."""
        products: Array = self.stored @ asked
        return products if self.at is None else products[self.at]

    @property
    def width(self) -> int:
        """Columns of a row."""
        return int(self.stored.shape[1])

    @property
    def gone(self) -> int:
        """Stored rows that are passed over."""
        return len(self.stored) - len(self)

    def only(self, rows: Array) -> Texts:
        """Return some (ascending) rows; none is copied."""
        return Texts(self.stored, rows if self.at is None else self.at[rows])

    def followed(self, stored: Array) -> Texts:
        """Return the rows followed by those that ``stored`` holds behind them; it begins with what is stored here."""
        if self.at is None:
            return Texts(stored)
        return Texts(stored, np.concatenate([self.at, np.arange(len(self.stored), len(stored))]))
