"""What the tables that do not look at points say to one person: kept for the next who is alike in what they read.

::

    rest(j) = Σ rows of the person's classes (age, schooling, pay wanted …) + row of the home

Every row is float32 and holds −inf where a requirement refuses, so that a person's rest costs as many additions as
there are facts that say something; who shares an age with someone before shares the row too. Most facts give every job
the same (nobody asks for experience), and these are single numbers. What is said of the classes holds as long as they
do; rows belong to one snapshot of the jobs, and of very many jobs none are made: most of them are never looked at.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from jobmatch.schema import EDUCATION
from jobmatch.search.tables import Together
from jobmatch.terms.term import UNMET, Array, Facts

REFUSED = -np.inf
_AGES, _SCHOOLING = np.arange(16.0, 71.0), np.arange(float(len(EDUCATION)))
COMMON: Mapping[tuple[str, ...], Facts] = {
    ("age",): {"age": _AGES},
    ("education",): {"education": _SCHOOLING},
    ("education", "hukou"): {"education": _SCHOOLING, "hukou": np.zeros(len(_SCHOOLING), dtype=np.int64)},
}
"""Facts of which most people bear one of a few values: what is said to each of these is worked out at once."""


@dataclass(frozen=True)
class Alike:
    """What the tables that read the same facts of the worker say of every class of jobs to people alike in these facts."""

    together: Together
    """The tables."""
    values: Array
    """What each of them says, the soft ones first, float64 ``[tables, job classes]``."""
    telling: tuple[int, ...]
    """Those among them that add something, or refuse somebody."""
    added: Array | float
    """What they add to the score, float32 ``[job classes]``, −inf where one refuses; a number where it is the same for all."""

    @classmethod
    def of(cls, together: Together, values: Array) -> Alike:
        """Return it, given what each table says to the person."""
        soft = len(together.soft)
        told = np.concatenate([values[:soft], values[soft:] == UNMET]).any(axis=1)
        if not told.any():
            return cls(together, values, (), 0.0)
        added = together.summed(values).astype(np.float32)
        same = (added == added[:1]).all()
        return cls(together, values, tuple(np.flatnonzero(told).tolist()), float(added.max(initial=REFUSED)) if same else added)

    @classmethod
    def common(cls, together: Together, job_classes: Facts) -> dict[tuple[Hashable, ...], Alike]:
        """Return it for each of the values that most people bear; empty where there are no such."""
        facts = COMMON.get(together.worker_facts)
        if facts is None:
            return {}
        values = np.stack([table.outer(facts, job_classes) for table in together.tables]).astype(np.float64)
        cells = zip(*(facts[name].tolist() for name in together.worker_facts), strict=True)
        return {of: cls.of(together, values[:, at]) for at, of in enumerate(cells)}

    @property
    def nbytes(self) -> int:
        """What it takes in memory."""
        return int(self.values.nbytes) + (0 if isinstance(self.added, float) else int(self.added.nbytes))
