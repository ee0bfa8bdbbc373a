"""What the tables that do not look at points say to one person: kept for the next who is alike in what they read.

::

    rest(j) = Σ rows of the person's classes (age, schooling, pay wanted …) + row of the home

Every row is float32 and holds −inf where a requirement refuses, so that a person's rest costs as many additions as
there are facts that say something; who shares an age with someone before shares the row too. Most facts give every job
the same (nobody asks for experience), and these are single numbers. Of very many jobs no rows are made: most of them
are never looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from jobmatch.search.index import JobIndex
from jobmatch.search.tables import ClassTable, tables_by_facts
from jobmatch.terms.formula import Formula
from jobmatch.terms.term import UNMET, Array, Table

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
    def of(cls, formula: Formula, names: tuple[str, ...], said: Callable[[Table], ClassTable], index: JobIndex) -> Alike:
        """Return it for the tables that read the facts of these names, given what each says to the person."""
        soft = {at: said(table) for at, (_, table) in enumerate(formula.soft_tables) if table.worker_facts == names}
        hard = [said(table) for table in formula.hard_tables if table.worker_facts == names]
        soft = {at: found for at, found in soft.items() if found.values.any()}
        hard = [found for found in hard if (found.values == UNMET).any()]
        total: Array = np.zeros(1)
        if len(index) and not index.is_large:
            for weight, table in tables_by_facts(formula)[names]:
                total = total + _added(weight, said(table))
        row = total.astype(np.float32)
        return cls(soft, tuple(hard), row[:1] if (row == row[0]).all() else index.by_row(row))


def _added(weight: float | None, table: ClassTable) -> Array:
    """Return what a table adds to the score of every job, ``[1]`` where it is the same for all."""
    values = np.where(table.values[0] == UNMET, REFUSED, 0.0) if weight is None else weight * table.values[0]
    return values[:1] if (values == values[0]).all() else values[table.job_class]
