"""What stands beside fit for one person: the row of the home and those of the person's classes (``alike``)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.search.alike import REFUSED
from jobmatch.search.exact import Scoring
from jobmatch.search.memory import bytes_of
from jobmatch.search.tables import Together
from jobmatch.terms.nearness import JOB_PLACE, WORKER_PLACE
from jobmatch.terms.term import Array

FEW_OPEN = 0.3
"""Share of the jobs up to which those within a person's reach are gathered and looked at alone."""


@dataclass(frozen=True)
class Reached:
    """The text rows within a person's reach, and what their place adds to the score."""

    rows: Array | slice
    """int64 ``[n]``; a slice of all where they are many."""
    near: Array
    """float32 ``[n]``; −inf where a row of all is refused."""


def rest_of(search: Scoring) -> tuple[Array | slice, Array]:
    """Return which text rows are open to the one person who asks, and what all but fit gives their jobs, float32.

    Where many are in reach it is all of them, as a slice, and what is refused among them has −inf.
    """
    reached = _reached(search)
    rows = reached.rows
    rest = reached.near + np.float32(sum(alike.added for alike in search.alike if isinstance(alike.added, float)))
    for alike in search.alike:
        if not isinstance(alike.added, float):
            rest += _row(search, alike.together, alike.added)[rows]
    if search.price is not None:
        rest -= search.price[search.index.owner[rows]]
    if len(search.excluded):
        rest[np.isin(search.index.owner[rows], search.excluded)] = REFUSED
    if isinstance(rows, slice):
        return rows, rest
    able = np.flatnonzero(rest > REFUSED)
    return rows[able], rest[able]


def _row(search: Scoring, together: Together, added: Array) -> Array:
    """Return what some tables add to each text row, float32 ``[rows]``."""
    key = search.formula, search.queries.key(together.worker_facts)
    return search.index.memory.get(key, lambda: added.take(search.index.row_classes(together.job_facts)), bytes_of)


def _reached(search: Scoring) -> Reached:
    memory = search.index.memory
    return memory.get((search.formula, search.queries.key(WORKER_PLACE)), lambda: _reach(search), lambda of: of.near.nbytes * 3)


def _reach(search: Scoring) -> Reached:
    index, here = search.index, search.here
    near = np.where(here.refused, REFUSED, here.weighted(search.formula)).astype(np.float32)
    open_places = np.flatnonzero(near > REFUSED)
    if index.at_place.sizes[open_places].sum() >= FEW_OPEN * len(index):
        return Reached(slice(None), near.take(index.row_classes(JOB_PLACE)))
    rows = index.text_rows(np.sort(index.at_place.rows(open_places)))[0]
    return Reached(rows, near.take(index.row_classes(JOB_PLACE).take(rows)))
