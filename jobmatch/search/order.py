"""Rows by group, the largest value of each first: one sort of whole numbers, many times as quick as a sort by columns."""

from __future__ import annotations

import numpy as np

from jobmatch.terms.term import Array

FEW = 200
"""Rows up to which a sort by columns is quicker."""
_MOST = 2**31 - 1


def largest_first(group: Array, value: Array, digits: int, *ties: Array) -> Array:
    """Return the order of rows by group, within each by value from the largest.

    Parameters
    ----------
    group
        int64 ``[n]``, 0 to 2³⁰.
    value
        float ``[n]``.
    digits
        Values that are equal when rounded to so many decimals are in a tie.
    ties
        What orders rows in a tie, from the smallest, the first that differs; ``[n]`` each.

    Examples
    --------
    >>> largest_first(np.array([1, 0, 0, 0]), np.array([0.9, 0.2, 0.5, 0.2]), 6, np.array([0, 7, 0, 3])).tolist()
    [2, 3, 1, 0]
    """
    rounded = np.round(value, digits)
    if len(value) <= FEW:
        return np.lexsort((*reversed(ties), -rounded, group))
    key = (group << 32) - np.clip(np.rint(rounded * 10.0**digits), -_MOST, _MOST).astype(np.int64)
    order: Array = np.argsort(key)
    tied = np.flatnonzero(np.diff(key[order]) == 0)
    if len(tied):
        tied = np.unique(np.concatenate([tied, tied + 1]))
        rows = order[tied]
        order[tied] = rows[np.lexsort((*(tie[rows] for tie in reversed(ties)), -rounded[rows], group[rows]))]
    return order


def first_of_each(key: Array) -> Array:
    """Return where each value stands first, ascending.

    >>> first_of_each(np.array([4, 2, 4, 9])).tolist()
    [0, 1, 3]
    """
    order = np.argsort(key, kind="stable")
    return np.sort(order[first_of_runs(key[order])])


def first_of_runs(key: Array) -> Array:
    """Return where each run of equal values begins, ascending.

    >>> first_of_runs(np.array([4, 4, 2, 4])).tolist()
    [0, 2, 3]
    """
    new = np.ones(len(key), dtype=bool)
    np.not_equal(key[1:], key[:-1], out=new[1:])
    return np.flatnonzero(new)
