"""Sums of some rows of a table: of the words of a text, of the trades that one names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from jobmatch.language.calibration import unit_rows

Vectors = npt.NDArray[np.float32]
FEW = 16
"""Sums up to which each is added up by itself: a sparse matrix takes longer to make than a few of them to add."""


def unit_sums(chosen: Sequence[Sequence[int]], rows: Vectors) -> Vectors:
    """Return for each list the sum of these rows at unit length, float32 ``[n, d]``; zero for an empty list.

    The same to the last bit of float32, however many are asked for: both ways add row after row.

    Parameters
    ----------
    chosen
        Rows to add, as often as each stands there; a list a sum.
    rows
        float32 ``[rows, d]``.

    Examples
    --------
    >>> unit_sums([[0, 0, 1], []], np.array([[3, 0], [0, 8]], dtype=np.float32)).round(1).tolist()
    [[0.6000000238418579, 0.800000011920929], [0.0, 0.0]]
    """
    return unit_rows(_one_by_one(chosen, rows) if len(chosen) <= FEW else _together(chosen, rows))


def _one_by_one(chosen: Sequence[Sequence[int]], rows: Vectors) -> Vectors:
    sums = np.zeros((len(chosen), rows.shape[1]), dtype=np.float32)
    for at, some in enumerate(chosen):
        if some:
            np.add.reduce(rows[some], axis=0, out=sums[at])
    return sums


def _together(chosen: Sequence[Sequence[int]], rows: Vectors) -> Vectors:
    from scipy.sparse import csr_matrix

    ends = np.cumsum([0, *map(len, chosen)])
    columns = np.fromiter((at for some in chosen for at in some), dtype=np.int32, count=ends[-1])
    counts = csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(chosen), len(rows)))
    return np.asarray(counts @ rows, dtype=np.float32)
