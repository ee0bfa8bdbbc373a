"""The classes of changed jobs: new ones behind those that there were, and without those that no job bears any more."""

from __future__ import annotations

from typing import Any

import numpy as np

from jobmatch.search.index import JobIndex
from jobmatch.store.room import Room
from jobmatch.terms.term import ONE, Array, Facts, classes, take

FEW_ROWS = 64
"""Up to so many new jobs are held against the classes one by one."""
ROWS_AT_ONCE = 4_096
"""Rows among which a class is looked for at a time."""


def joined_classes(index: JobIndex, part: JobIndex, names: tuple[str, ...], room: Room) -> tuple[Facts, Array]:
    """Return the classes of both: those of the first keep their numbers, new ones follow."""
    distinct, of_row = index._classes[names]
    if not names:
        return distinct, room.append(str(names), of_row, np.zeros(len(part), dtype=np.int64))
    if len(part) <= FEW_ROWS:
        found, of_part = _classes_among(distinct, part.facts, names)
        return found, room.append(str(names), of_row, of_part)
    both = {name: np.concatenate([distinct[name], part.facts[name]]) for name in names}
    count = len(both[names[0]]) - len(part)
    found, of_both = classes(both, names)
    return found, room.append(str(names), of_row, of_both[count:])


def _classes_among(distinct: Facts, facts: Facts, names: tuple[str, ...]) -> tuple[Facts, Array]:
    """Return the classes with those of a few more rows behind them, and the class of each of these rows.

    >>> found, of_row = _classes_among({"age": np.array([40.0, np.nan])}, {"age": np.array([np.nan, 50.0])}, ("age",))
    >>> found["age"].tolist(), of_row.tolist()
    ([40.0, nan, 50.0], [1, 2])
    """
    rows = len(facts[names[0]])
    of_row = np.empty(rows, dtype=np.int64)
    for row in range(rows):
        cells = {name: facts[name][row] for name in names}
        same = np.flatnonzero(np.logical_and.reduce([_equal(distinct[name], cell) for name, cell in cells.items()]))
        if not len(same):
            distinct = {name: np.concatenate([distinct[name], facts[name][row : row + 1]]) for name in names}
        of_row[row] = same[0] if len(same) else len(distinct[names[0]]) - 1
    return distinct, of_row


def _equal(values: Array, cell: Any) -> Array:
    """Return which values are the same as a cell; unknown is the same as unknown."""
    return np.asarray(np.isnan(values) if cell != cell else values == cell, dtype=bool)


def classes_without(distinct: Facts, of_row: Array, gone: Array, of_kept: Array) -> tuple[Facts, Array]:
    """Return the classes that some row still bears, and the class of each row that is left, given as ``of_kept``."""
    if ONE in distinct:
        return distinct, of_kept
    lost = _lost(sorted(set(of_row[gone].tolist())), of_kept)
    if not len(lost):
        return distinct, of_kept
    left = np.delete(np.arange(len(next(iter(distinct.values())))), lost)
    return take(distinct, left), np.searchsorted(left, of_kept)


def _lost(candidates: list[int], of_row: Array) -> Array:
    """Return which of some classes no row bears."""
    if len(candidates) > FEW_ROWS:
        return np.setdiff1d(candidates, of_row)
    return np.array([one for one in candidates if not _is_borne(one, of_row)], dtype=np.int64)


def _is_borne(one: int, of_row: Array) -> bool:
    """Return whether some row is of a class; most classes are met among the first rows."""
    return any((of_row[at : at + ROWS_AT_ONCE] == one).any() for at in range(0, len(of_row), ROWS_AT_ONCE))
