"""What stands beside fit for one person: a few rows over the text rows of few jobs, kept for the next of their like.

::

    rest(j) = Σ rows of the person's classes (age, schooling, pay wanted …) + row of the home

Every row is float32 and holds −inf where a requirement refuses, so that a person's rest costs as many additions as
there are facts that say something; who shares an age or a home with someone before shares the row too. Most facts
give every job the same (nobody asks for experience), and these are single numbers.
"""

from __future__ import annotations

import numpy as np

from jobmatch.search.exact import Scoring
from jobmatch.search.memory import bytes_of, key_of
from jobmatch.search.tables import Weighted, tables_by_facts
from jobmatch.terms.nearness import JOB_PLACE, WORKER_PLACE
from jobmatch.terms.term import UNMET, Array

REFUSED = -np.inf
FEW_OPEN = 0.3
"""Share of the text rows up to which those within a person's reach are gathered and looked at alone."""


def rest_of(search: Scoring) -> tuple[Array | slice, Array]:
    """Return which text rows are open to the one person who asks, and what all but fit gives their jobs, float32.

    All rows are, as a slice, where a person's reach leaves many; what is refused among them has −inf.
    """
    home = _home_row(search)
    reached = np.flatnonzero(home > REFUSED)
    rows: Array | slice = reached if len(reached) < FEW_OPEN * len(home) else slice(None)
    rest, alike = np.array(home[rows]), np.float32(0.0)
    for names, tables in tables_by_facts(search.formula).items():
        key = search.formula, names, key_of(search.queries.facts, names)
        row = search.index.memory.get(key, lambda tables=tables: _row(search, tables), bytes_of)  # type: ignore[misc]
        if len(row) == 1:
            alike += row[0]
        else:
            rest += row[rows]
    rest += alike
    if search.price is not None:
        rest -= search.price[search.index.owner[rows]]
    if len(search.excluded):
        rest[np.isin(search.index.owner[rows], search.excluded)] = REFUSED
    return rows, rest


def _row(search: Scoring, tables: Weighted) -> Array:
    """Return the sum of some tables over the text rows; a single number where it is the same for all."""
    total: Array = np.zeros(1)
    for weight, table in tables:
        found = search.class_table(table)
        values = np.where(found.values[0] == UNMET, REFUSED, 0.0) if weight is None else weight * found.values[0]
        total = total + (values[:1] if (values == values[0]).all() else values[found.job_class])
    row = total.astype(np.float32)
    return row[:1] if (row == row[0]).all() else _of_text_rows(search, row)


def _home_row(search: Scoring) -> Array:
    key = search.formula, "home row", key_of(search.queries.facts, WORKER_PLACE)

    def row() -> Array:
        near = np.where(search.here.refused, REFUSED, search.here.weighted(search.formula)).astype(np.float32)
        return _of_text_rows(search, near[search.index.classes(JOB_PLACE)[1]])

    return search.index.memory.get(key, row, bytes_of)


def _of_text_rows(search: Scoring, row: Array) -> Array:
    return row if search.index.single else row[search.index.owner]
