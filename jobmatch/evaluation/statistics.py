"""A measure's number as a function of how often each worker counts.

Every statistic is called with ``weights``, one number per worker (or a matrix ``[samples, workers]``).
All ones give the measure itself; the counts of a draw with replacement give a bootstrap sample; zeros
and ones over the stacked lists of two systems give a randomisation sample. One definition serves all three.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import sparse

from jobmatch.evaluation.arrays import Floats, Ints


class Statistic(Protocol):
    """A number that depends on how often each worker counts."""

    def __call__(self, weights: Floats) -> Floats:
        """Return the number for weights ``[workers]``, or one per row of ``[samples, workers]``."""

    @property
    def per_worker(self) -> Floats | None:
        """The number of each worker alone, NaN where there is none; None where it has no meaning."""

    @property
    def n_workers(self) -> int:
        """How many weights it takes."""


@dataclass(frozen=True)
class MeanOver:
    """The mean of one value a worker; NaN does not count.

    >>> mean = MeanOver(np.array([1.0, 3.0, np.nan]))
    >>> float(mean(np.ones(3))), mean(np.array([[3.0, 1.0, 9.0]])).tolist()
    (2.0, [1.5])
    """

    per_worker: Floats

    @property
    def n_workers(self) -> int:
        """How many weights it takes."""
        return len(self.per_worker)

    def __call__(self, weights: Floats) -> Floats:
        """Return the weighted mean, NaN where no worker counts."""
        known = np.isfinite(self.per_worker)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = weights[..., known] @ self.per_worker[known] / weights[..., known].sum(axis=-1)
        return np.asarray(mean)


@dataclass(frozen=True)
class SumOver:
    """The sum of one value a worker."""

    per_worker: Floats

    @property
    def n_workers(self) -> int:
        """How many weights it takes."""
        return len(self.per_worker)

    def __call__(self, weights: Floats) -> Floats:
        """Return the weighted sum."""
        return np.asarray(weights @ self.per_worker)


@dataclass(frozen=True)
class MedianOver:
    """The median of the values of all rows, each row counting as often as its worker.

    >>> median = MedianOver(worker=np.array([0, 0, 1]), values=np.array([1.0, 2.0, 9.0]), n_workers=2)
    >>> float(median(np.ones(2))), float(median(np.array([1.0, 5.0])))
    (2.0, 9.0)
    """

    worker: Ints
    values: Floats
    n_workers: int

    def __call__(self, weights: Floats) -> Floats:
        """Return the middle value, or the mean of the two where the middle falls between them."""
        order = np.argsort(self.values, kind="stable")
        values, worker = self.values[order], self.worker[order]
        if not len(values):
            return np.full(weights.shape[:-1], np.nan)
        rows = np.atleast_2d(weights)
        medians = np.array([_weighted_median(values, row[worker]) for row in rows])
        return medians.reshape(weights.shape[:-1])

    @property
    def per_worker(self) -> Floats:
        """The median of each worker's own rows."""
        medians = np.full(self.n_workers, np.nan)
        order = np.lexsort((self.values, self.worker))
        worker, values = self.worker[order], self.values[order]
        ids, start, count = np.unique(worker, return_index=True, return_counts=True)
        medians[ids] = (values[start + (count - 1) // 2] + values[start + count // 2]) / 2
        return medians


def _weighted_median(values: Floats, weights: Floats) -> float:
    total = np.cumsum(weights)
    if total[-1] == 0:
        return float("nan")
    low, high = np.searchsorted(total, total[-1] / 2, "left"), np.searchsorted(total, total[-1] / 2, "right")
    return float((values[low] + values[min(high, len(values) - 1)]) / 2)


@dataclass(frozen=True)
class OfExposure:
    """A function of how much each job is shown: Gini, coverage, congestion, openings filled …"""

    worker: Ints
    job: Ints
    function: Callable[[Floats], Floats]
    """From exposures ``[samples, jobs]`` to one number a sample."""
    shape: tuple[int, int]
    """Workers and jobs."""
    amount: Floats | None = None
    """Exposure a row gives; 1 where None."""
    per_worker: None = None

    @property
    def n_workers(self) -> int:
        """How many weights it takes."""
        return self.shape[0]

    def __call__(self, weights: Floats) -> Floats:
        """Return the function of the summed exposures."""
        amount = np.ones(len(self.worker)) if self.amount is None else self.amount
        shown = sparse.csr_matrix((amount, (self.worker, self.job)), shape=self.shape)
        exposure = np.atleast_2d(np.asarray((shown.T @ np.atleast_2d(weights).T).T))
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(self.function(exposure)).reshape(weights.shape[:-1])


@dataclass(frozen=True)
class Fixed:
    """A number about the jobs' own lists, which drawing workers anew cannot vary: no interval, no test."""

    value: float
    n_workers: int
    per_worker: None = None

    def __call__(self, weights: Floats) -> Floats:
        """Return the number for all ones, NaN for any sample of workers."""
        everyone = np.all(weights == 1.0, axis=-1)
        return np.where(everyone, self.value, np.nan)
