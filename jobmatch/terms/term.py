"""What a term is: tables over worker classes and job classes, and a reason.

Everything but text fit is a function of few facts, so workers and jobs fall into few *classes*, and a term
is a table over them. The same formula serves all uses: over classes it gives the columns that are folded
into the search, over aligned rows the value of a pair, over one row each ``Term.value``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

Facts = Mapping[str, np.ndarray]
"""Named arrays of equal length: what a formula may look at."""
Row = Mapping[str, Any]
"""A worker or job as plain values, None for unknown."""
Array = np.ndarray[Any, Any]
Formula = Callable[[Facts, Facts], Array]

REFUSED = -1e4
"""What a refused pair's score falls by: finite, since −inf × 0 is NaN."""

ONE = "one class"
"""The fact that stands for "no facts": every row is of one class."""
MET, UNKNOWN, UNMET = 1, 0, -1
OUTCOMES = {MET: "met", UNKNOWN: "unknown", UNMET: "unmet"}


@dataclass(frozen=True)
class Table:
    """A function of (worker class, job class)."""

    worker_facts: tuple[str, ...]
    """Facts of the worker that the formula reads."""
    job_facts: tuple[str, ...]
    """Facts of the job that the formula reads."""
    formula: Formula
    """Broadcasts over the facts of both sides."""
    share: float = 1.0
    """Share of the table in its term."""

    @property
    def of_place(self) -> bool:
        """Whether the table looks at points, and so has a class for every place."""
        return "x" in self.worker_facts

    def pairs(self, workers: Facts, jobs: Facts) -> Array:
        """Return the values of aligned rows, float64 ``[n]``.

        >>> older = Table(("age",), ("age_max",), lambda worker, job: worker["age"] - job["age_max"])
        >>> older.pairs({"age": np.array([48.0, 40.0])}, {"age_max": np.array([45.0, 45.0])}).tolist()
        [3.0, -5.0]
        """
        return np.asarray(self.formula(pick(workers, self.worker_facts), pick(jobs, self.job_facts)))

    def known(self, workers: Facts, jobs: Facts) -> Array:
        """Return the values of facts that broadcast already, with what was computed of the pairs before."""
        return np.asarray(self.formula(workers, jobs))

    def outer(self, workers: Facts, jobs: Facts) -> Array:
        """Return the values of every worker row with every job row, float64 ``[n, m]``.

        >>> older = Table(("age",), ("age_max",), lambda worker, job: worker["age"] - job["age_max"])
        >>> older.outer({"age": np.array([48.0, 40.0])}, {"age_max": np.array([45.0])}).tolist()
        [[3.0], [-5.0]]
        """
        tall = {name: workers[name][:, None] for name in self.worker_facts}
        wide = {name: jobs[name][None, :] for name in self.job_facts}
        shape = (count(workers), count(jobs))
        return np.broadcast_to(np.asarray(self.formula(tall, wide)), shape)


@dataclass(frozen=True)
class Term:
    """One consideration of the score, in [0, 1]."""

    name: str
    """Name of the weight in the policy and of the column in ``Matches.to_frame()``."""
    label: str
    """What staff read."""
    tables: tuple[Table, ...]
    """The term is Σ share · table."""
    reason: Callable[[Row, Row, float], str | None]
    """Plain Chinese for a pair and its distance in km, or None where there is nothing to say."""

    def pairs(self, workers: Facts, jobs: Facts) -> Array:
        """Return the term of aligned rows, float64 ``[n]``.

        >>> half = Table(("age",), (), lambda worker, job: worker["age"] / 100, share=0.5)
        >>> Term("age", "年龄", (half, half), lambda worker, job, km: None).pairs({"age": np.array([40.0])}, {}).tolist()
        [0.4]
        """
        total: Array = np.sum([table.share * table.pairs(workers, jobs) for table in self.tables], axis=0)
        return total


@dataclass(frozen=True)
class Requirement:
    """One hard condition; its table holds ``MET``, ``UNKNOWN`` or ``UNMET``."""

    name: str
    """Column name."""
    label: str
    """What staff read: 年龄, 学历 …"""
    table: Table
    """The outcome; only ``UNMET`` refuses."""
    stated: Callable[[Row], str | None]
    """What the posting asks, in words, or None where it asks nothing."""
    relaxation: Callable[[Row, Row, float], str]
    """The smallest change that would admit the pair, in words."""


def pick(facts: Facts, names: Sequence[str]) -> Facts:
    """Return only the named facts, so that a formula cannot read what it does not declare.

    >>> pick({"age": np.array([40.0]), "sex": np.array([1])}, ["age"])
    {'age': array([40.])}
    """
    return {name: facts[name] for name in names}


def classes(facts: Facts, names: Sequence[str]) -> tuple[dict[str, Array], Array]:
    """Return the distinct rows of the named facts, and each row's class.

    Examples
    --------
    >>> distinct, of_row = classes({"age": np.array([40.0, np.nan, 40.0])}, ["age"])
    >>> distinct["age"].tolist(), of_row.tolist()
    ([40.0, nan], [0, 1, 0])
    """
    if not names:
        return {ONE: np.zeros(1)}, np.zeros(count(facts), dtype=np.int64)
    if count(facts) == 1:
        return {name: facts[name] for name in names}, np.zeros(1, dtype=np.int64)
    combined = np.zeros(count(facts), dtype=np.int64)
    for name in names:
        codes, _ = pd.factorize(facts[name], use_na_sentinel=False)
        combined = combined * (int(codes.max(initial=0)) + 1) + codes
        combined = pd.factorize(combined)[0]
    _, first, of_row = np.unique(combined, return_index=True, return_inverse=True)
    return {name: facts[name][first] for name in names}, of_row


def lookup(worker_keys: Array, job_keys: Array, rule: Callable[[Any, Any], float]) -> Array:
    """Return ``rule`` of every broadcast pair of keys, asked once per distinct pair.

    Examples
    --------
    >>> lookup(np.array([["a"], ["b"]], dtype=object), np.array([["a", "c"]], dtype=object), lambda w, j: w == j)
    array([[1., 0.],
           [0., 0.]])
    """
    worker_codes, worker_values = pd.factorize(worker_keys.ravel(), use_na_sentinel=False)
    job_codes, job_values = pd.factorize(job_keys.ravel(), use_na_sentinel=False)
    table = np.array([[float(rule(w, j)) for j in job_values] for w in worker_values], dtype=np.float64)
    table = table.reshape(len(worker_values), len(job_values))
    return table[worker_codes.reshape(worker_keys.shape), job_codes.reshape(job_keys.shape)]


def take(facts: Facts, rows: Array) -> dict[str, Array]:
    """Return the facts of some rows.

    >>> take({"age": np.array([40.0, 50.0])}, np.array([1]))["age"].tolist()
    [50.0]
    """
    return {name: values[rows] for name, values in facts.items()}


def count(facts: Facts) -> int:
    """Return how many rows some facts have.

    >>> count({"age": np.array([40.0, 50.0])})
    2
    """
    return len(next(iter(facts.values())))
