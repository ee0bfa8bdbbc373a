"""What the tables that do not look at points say to one person: kept for the next who is alike in what they read.

::

    rest(j) = Σ rows of the person's classes (age, schooling, pay wanted …) + row of the home

Every row is float32 and holds −inf where a requirement refuses, so that a person's rest costs as many additions as
there are facts that say something; who shares an age with someone before shares the row too. Most facts give every job
the same (nobody asks for experience), and these are single numbers. Of very many jobs no rows are made: most of them
are never looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.search.index import JobIndex
from jobmatch.search.tables import ClassTable, Weighted, facts_together, tables_by_facts
from jobmatch.terms.formula import Formula
from jobmatch.terms.term import UNMET, Array

REFUSED = -np.inf


@dataclass(frozen=True)
class Alike:
    """What the tables that read the same facts of the worker say of every job to people alike in these facts."""

    soft: dict[int, ClassTable]
    """The soft tables that say something, by their number in ``formula.soft_tables``."""
    hard: tuple[ClassTable, ...]
    """The requirements that refuse some job."""
    row: Array
    """Their sum over the text rows, float32 ``[rows]``; ``[1]`` where it is the same for all, and of very many jobs."""

    @classmethod
    def of(cls, formula: Formula, names: tuple[str, ...], said: list[ClassTable], index: JobIndex) -> Alike:
        """Return it for the tables that read the facts of these names, given what each says to the person, over the same classes of jobs."""
        numbers = [at for at, (_, table) in enumerate(formula.soft_tables) if table.worker_facts == names]
        soft = {at: found for at, found in zip(numbers, said, strict=False) if found.values.any()}
        hard = [found for found in said[len(numbers) :] if (found.values == UNMET).any()]
        row = _row(tables_by_facts(formula)[names], said, index) if len(index) and not index.is_large else _NOTHING
        return cls(soft, tuple(hard), row)


_NOTHING: Array = np.zeros(1, dtype=np.float32)


def _row(tables: Weighted, said: list[ClassTable], index: JobIndex) -> Array:
    """Return what some tables add to the score of each text row, ``[1]`` where it is the same for all."""
    total = np.zeros(1)
    for (weight, _), one in zip(tables, said, strict=True):
        values = one.values[0]
        total = total + (np.where(values == UNMET, REFUSED, 0.0) if weight is None else weight * values)
    added = total.astype(np.float32)
    alike = (added == added[0]).all()
    return added[:1] if alike else added.take(index.row_classes(facts_together(tables)))
