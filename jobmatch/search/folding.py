"""Class tables → a few columns on both sides, whose inner product bounds their sum from above.

A table with few worker classes is folded as the one-hot of the worker's class against the table's rows; one
with few job classes the other way round. Where both are many, like classes are merged and the merged column
is the *largest* of theirs: the fold is then an upper bound, and exact scoring of what it finds makes the answer
exact again. Refusals enter as twice the lowest score (−8 without prices) instead of −1e4: enough to lose against any
score, and float32 keeps its digits.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.search.exact import Scoring
from jobmatch.search.tables import Together, tables_together
from jobmatch.terms.term import Array

COLUMNS = 12
"""Columns one group of tables may take."""
MERGEABLE = 96
"""Classes up to which merging is worth its time; beyond, the group's largest values are one static column."""


@dataclass(frozen=True)
class Fold:
    """Columns of both sides; ``worker @ job.T`` + worker constant ≥ Σ weight · class table, penalties included."""

    worker: Array
    """float32 ``[n, t]``."""
    job: Array
    """float32 ``[m, t]``."""
    constant: Array
    """float64 ``[n]``: what every job adds alike for a worker."""


@dataclass(frozen=True)
class _Part:
    worker: Array
    job: Array


def fold(search: Scoring) -> Fold:
    """Return the fold of every class table of a search."""
    n, m = len(search.queries), len(search.index)
    static, constant = np.zeros(m), np.zeros(n)
    if search.price is not None:
        static -= search.price
    columns: list[_Part] = []
    for together in tables_together(search.formula):
        values, worker_class, job_class = _summed(search, together)
        base_job, base_worker, parts = _fold_group(values, worker_class, job_class)
        static += base_job[job_class]
        constant += base_worker[worker_class]
        columns += [_Part(part.worker[worker_class], part.job[job_class]) for part in parts]
    worker = [np.ones((n, 1)), *(part.worker for part in columns)]
    job = [static[:, None], *(part.job for part in columns)]
    return Fold(np.hstack(worker).astype(np.float32), np.hstack(job).astype(np.float32), constant)


def _summed(search: Scoring, together: Together) -> tuple[Array, Array, Array]:
    """Return some tables of the same facts of the worker as one, with both sides' classes."""
    worker_classes, worker_class = search.queries.classes(together.worker_facts)
    job_classes, job_class = search.index.classes(together.job_facts)
    values = np.stack([table.outer(worker_classes, job_classes) for table in together.tables])
    return np.maximum(together.summed(values), barred(search)), worker_class, job_class


def barred(search: Scoring) -> float:
    """Return what a refusal is folded as: with it no pair reaches ``search.lowest``."""
    return 2 * search.lowest


def _fold_group(values: Array, worker_class: Array, job_class: Array) -> tuple[Array, Array, list[_Part]]:
    """Return base per job class, base per worker class, and the columns of what remains."""
    rows, of_row = np.unique(values, axis=0, return_inverse=True)
    columns, of_column = np.unique(rows, axis=1, return_inverse=True)
    of_row, of_column = of_row.ravel(), of_column.ravel()
    nothing_w, nothing_j = np.zeros(len(values)), np.zeros(values.shape[1])
    if columns.shape[0] == 1:
        return columns[0][of_column], nothing_w, []
    if columns.shape[1] == 1:
        return nothing_j, columns[:, 0][of_row], []
    row_weight = np.bincount(of_row[worker_class], minlength=columns.shape[0])
    column_weight = np.bincount(of_column[job_class], minlength=columns.shape[1])
    if min(columns.shape) > MERGEABLE:
        return columns.max(axis=0)[of_column], nothing_w, []
    if columns.shape[0] <= columns.shape[1]:
        base, hot, differences = _one_hot(columns, row_weight, column_weight)
        return base[of_column], nothing_w, [_Part(hot[of_row], differences.T[of_column])]
    base, hot, differences = _one_hot(columns.T, column_weight, row_weight)
    return nothing_j, base[of_row], [_Part(differences.T[of_row], hot[of_column])]


def _one_hot(table: Array, weight: Array, other_weight: Array) -> tuple[Array, Array, Array]:
    """Return the row of the commonest class, one-hots of the classes, and what each class adds to that row."""
    group, merged = _merge(table, weight, other_weight)
    common = int(np.argmax(np.bincount(group, weights=weight)))
    others = [at for at in range(len(merged)) if at != common]
    hot = (group[:, None] == np.array(others)[None, :]).astype(float)
    return merged[common], hot, merged[others] - merged[common]


def _merge(table: Array, weight: Array, other_weight: Array) -> tuple[Array, Array]:
    """Merge the rows that lose least by taking their maximum, until ``COLUMNS`` + 1 are left."""
    merged, weights = table.copy(), np.maximum(weight.astype(float), 1e-3)
    group = np.arange(len(table))
    while len(merged) > COLUMNS + 1:
        sums = merged @ other_weight
        joined = np.maximum(merged[:, None, :], merged[None, :, :]) @ other_weight
        cost = weights[:, None] * (joined - sums[:, None]) + weights[None, :] * (joined - sums[None, :])
        np.fill_diagonal(cost, np.inf)
        keep, gone = sorted(np.unravel_index(int(np.argmin(cost)), cost.shape))
        merged[keep] = np.maximum(merged[keep], merged[gone])
        weights[keep] += weights[gone]
        group[group == gone] = keep
        group[group > gone] -= 1
        merged, weights = np.delete(merged, gone, axis=0), np.delete(weights, gone)
    return group, merged
