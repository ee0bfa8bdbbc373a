"""Rows of jobs by their ids: few of many are found by halving."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from jobmatch.search.index import JobIndex
from jobmatch.terms.term import Array

FEW_IDS = 4
"""Up to so many ids are looked up one by one: each takes a quarter of what looking up many at once takes at least."""


def rows_of(index: JobIndex, ids: Array) -> Array:
    """Return the row of each id, −1 where there is none, int64 ``[len(ids)]``; few ids of many are found quickly."""
    if not len(index) or not len(ids):
        return np.full(len(ids), -1, dtype=np.int64)
    at = index.id_order[np.minimum(ids_before(index, ids), len(index) - 1)]
    return np.where(index.facts["id"][at] == ids, at, -1)


def ids_before(index: JobIndex, ids: Array) -> Array:
    """Return how many ids of the index come before each of some ids, by halving; few of them one by one."""
    if len(ids) <= FEW_IDS:
        own = index.facts["id"]
        return np.array([bisect_left(index.id_order, wanted, key=own.__getitem__) for wanted in ids], dtype=np.int64)
    low, high = np.zeros(len(ids), dtype=np.int64), np.full(len(ids), len(index), dtype=np.int64)
    wanted = np.asarray(ids, dtype=object)
    while True:
        open_ = np.flatnonzero(low < high)
        if not len(open_):
            return low
        middle = (low[open_] + high[open_]) // 2
        before = np.asarray(index.facts["id"][index.id_order[middle]] < wanted[open_], dtype=bool)
        low[open_[before]] = middle[before] + 1
        high[open_[~before]] = middle[~before]
