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
from jobmatch.search.tables import ClassTable, Together
from jobmatch.terms.term import UNMET, Array

REFUSED = -np.inf


@dataclass(frozen=True)
class Alike:
    """What the tables that read the same facts of the worker say of every job to people alike in these facts."""

    soft: dict[int, ClassTable]
    """The soft tables that say something, by their number in ``formula.soft_tables``."""
    hard: tuple[ClassTable, ...]
    """The requirements that refuse some job."""
    same: float
    """What they add to every job alike …"""
    row: Array | None
    """… or else to each text row, float32 ``[rows]``; of very many jobs neither is made."""
    values: Array
    """What each of them says, the soft ones first, float64 ``[tables, job classes]`` …"""
    job_class: Array
    """… and the class of each job, int64 ``[m]``."""

    @classmethod
    def of(cls, together: Together, values: Array, index: JobIndex) -> Alike:
        """Return it, given what each table says to the person, float64 ``[tables, job classes]``."""
        soft, hard = values[: len(together.soft)], values[len(together.soft) :] == UNMET
        job_class = index.classes(together.job_facts)[1]
        if not soft.any() and not hard.any():
            return cls({}, (), 0.0, None, values, job_class)
        says = {together.number[at]: ClassTable.alone(soft[at], job_class) for at in np.flatnonzero(soft.any(axis=1))}
        refuses = tuple(ClassTable.alone(values[len(soft) + at], job_class) for at in np.flatnonzero(hard.any(axis=1)))
        if index.is_large:
            return cls(says, refuses, 0.0, None, values, job_class)
        added = together.summed(values).astype(np.float32)
        if (added == added[:1]).all():
            return cls(says, refuses, float(added.max(initial=REFUSED)), None, values, job_class)
        return cls(says, refuses, 0.0, added.take(index.row_classes(together.job_facts)), values, job_class)

    @property
    def nbytes(self) -> int:
        """What it takes in memory."""
        return 0 if self.row is None else int(self.row.nbytes)