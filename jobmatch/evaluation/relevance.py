"""Measures against the truth, one value a worker; equal to ir_measures (trec_eval), ties included.

The whole list is always ranked; nothing is sampled. A job is relevant when its grade is above 0. A worker of
the qrels without a list, or without a relevant job, counts as 0 (and the notes say so).

===========  =====================================================================================
nDCG@k       Σ grade / log2(1 + place), over the best order possible
AP, AP@k     mean over the relevant jobs of the precision at their place
RR, RR@k     1 / place of the first relevant job
Recall@k     relevant jobs in the first k / relevant jobs
P@k          relevant jobs in the first k / k
Hit@k        1 where the first k hold a relevant job
RPrec        precision at the number of relevant jobs
===========  =====================================================================================
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from jobmatch.errors import MeasureError
from jobmatch.evaluation.arrays import Floats, Ints
from jobmatch.evaluation.lists import Lists, Truth, positions
from jobmatch.evaluation.statistics import MeanOver


def ndcg(lists: Lists, k: int, argument: str | None) -> MeanOver:
    """Return the normalised discounted cumulative gain (Järvelin and Kekäläinen 2002), linear gains.

    >>> from jobmatch.evaluation import evaluate
    >>> found = evaluate({"W1": {"J1": 0.9, "J2": 0.5}}, {"W1": {"J1": 1, "J2": 2}}, ["nDCG@2"])
    >>> round(found["nDCG@2"], 4)  # (1 + 2/log₂3) / (2 + 1/log₂3)
    0.8597
    """
    truth = _truth(lists)
    best = _discounted(truth.worker, truth.grade, positions(truth.worker), k, truth.n_workers)
    return _mean(lists, _discounted(lists.worker, lists.gain, lists.position, k, truth.n_workers), best)


def average_precision(lists: Lists, k: int, argument: str | None) -> MeanOver:
    """Return the precision at each relevant job of the first k, over all relevant jobs.

    >>> from jobmatch.evaluation import evaluate
    >>> round(evaluate({"W1": {"J1": 0.9, "J2": 0.5, "J3": 0.1}}, {"W1": {"J1": 1, "J3": 1}}, ["AP"])["AP"], 4)  # (1/1 + 2/3) / 2
    0.8333
    """
    hit = (lists.gain > 0) & (lists.position <= k)
    running = np.cumsum(hit)
    before = np.repeat(running[lists.position == 1] - hit[lists.position == 1], lists.length[lists.length > 0])
    precision = np.where(hit, (running - before) / lists.position, 0.0)
    return _mean(lists, _sums(lists, precision), _truth(lists).relevant)


def reciprocal_rank(lists: Lists, k: int, argument: str | None) -> MeanOver:
    """Return 1 / place of the first relevant job among the first k.

    With a cut-off ir_measures hands this measure to the MS MARCO script, which breaks ties by job id from the
    *start* of the alphabet; so does this.

    >>> from jobmatch.evaluation import evaluate
    >>> evaluate({"W1": {"J1": 0.9, "J2": 0.5}}, {"W1": {"J2": 1}}, ["RR"])["RR"]
    0.5
    """
    position = lists.position if k == UNLIMITED or lists.by_rank else _ascending(lists)
    hit = (lists.gain > 0) & (position <= k)
    best = np.zeros(len(lists.workers))
    np.maximum.at(best, lists.worker[hit], 1.0 / position[hit])
    return _mean(lists, best, np.ones(len(best)))


def recall(lists: Lists, k: int, argument: str | None) -> MeanOver:
    """Return the share of the relevant jobs that the first k hold.

    >>> from jobmatch.evaluation import evaluate
    >>> evaluate({"W1": {"J1": 0.9, "J2": 0.5}}, {"W1": {"J1": 1, "J2": 1}}, ["Recall@1"])["Recall@1"]
    0.5
    """
    return _mean(lists, _hits(lists, k), _truth(lists).relevant)


def precision(lists: Lists, k: int, argument: str | None) -> MeanOver:
    """Return the relevant jobs among the first k, over k (also where the list is shorter).

    >>> from jobmatch.evaluation import evaluate
    >>> evaluate({"W1": {"J1": 0.9}}, {"W1": {"J1": 1}}, ["P@4"])["P@4"]
    0.25
    """
    return _mean(lists, _hits(lists, k), np.full(len(lists.workers), float(k)))


def hit(lists: Lists, k: int, argument: str | None) -> MeanOver:
    """Return 1 where the first k hold a relevant job.

    >>> from jobmatch.evaluation import evaluate
    >>> evaluate({"W1": {"J1": 0.9}, "W2": {"J2": 0.8}}, {"W1": {"J1": 1}, "W2": {"J1": 1}}, ["Hit@1"])["Hit@1"]
    0.5
    """
    return _mean(lists, np.minimum(_hits(lists, k), 1.0), np.ones(len(lists.workers)))


def r_precision(lists: Lists, k: int, argument: str | None) -> MeanOver:
    """Return the precision at R, the number of relevant jobs of the worker.

    >>> from jobmatch.evaluation import evaluate
    >>> evaluate({"W1": {"J1": 0.9, "J2": 0.5, "J3": 0.1}}, {"W1": {"J1": 1, "J3": 1}}, ["RPrec"])["RPrec"]
    0.5
    """
    relevant = _truth(lists).relevant
    return _mean(lists, _hits(lists, relevant[lists.worker]), relevant)


UNLIMITED = 2**31 - 1
"""The cut-off of a measure that was given none."""


def _truth(lists: Lists) -> Truth:
    if lists.truth is None:
        raise MeasureError("qrels are needed and were not given")
    return lists.truth


def _discounted(worker: Ints, gain: Floats, position: Ints, k: int, n_workers: int) -> Floats:
    within = position <= k
    return _summed(worker[within], gain[within] / np.log2(position[within] + 1.0), n_workers)


def _summed(group: Ints, values: Floats, minlength: int) -> Floats:
    return np.bincount(group, values, minlength=minlength).astype(float)


def _hits(lists: Lists, k: int | Ints) -> Floats:
    return _sums(lists, ((lists.gain > 0) & (lists.position <= k)).astype(float))


def _sums(lists: Lists, values: Floats) -> Floats:
    return _summed(lists.worker, values, len(lists.workers))


def _mean(lists: Lists, above: Floats, below: npt.NDArray[np.float64] | Ints) -> MeanOver:
    """Return above / below for the judged workers, 0 where there is nothing to find."""
    values = np.divide(above, below, out=np.zeros(len(above)), where=below > 0)
    return MeanOver(np.where(_truth(lists).judged, values, np.nan))


def _ascending(lists: Lists) -> Ints:
    if lists.score is None:
        return lists.position
    order = np.lexsort((lists.job, -lists.score, lists.worker))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = positions(lists.worker[order])
    return place
