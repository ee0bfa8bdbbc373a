"""What is evaluated, as parallel arrays: the list of each worker, its truth, and what is known of each pair.

A run is ordered by its ``rank`` where it has one (Matches do: what was shown is what counts), otherwise by
score, highest first, ties by job id from the end of the alphabet, scores in single precision: the order of
trec_eval, and so of ir_measures.

Nothing doubtful is averaged over in silence. What makes the numbers meaningless (an empty run, a pair
twice, a score that is no number, no worker in common) raises ``MeasureError`` with every complaint; what
only shades them (workers without a list, judged jobs that never occur, lists with one score throughout) is an
``EvaluationWarning`` and stands in the notes of the result.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobmatch.errors import MeasureError
from jobmatch.evaluation.arrays import Floats, Ints
from jobmatch.evaluation.inputs import Input, read_input, refuse


class EvaluationWarning(UserWarning):
    """Something that shades the numbers, though they can be computed."""


@dataclass(frozen=True)
class Lists:
    """The lists of a run beside truth and pairs; rows sorted by worker, then by place in the list."""

    workers: pd.Index
    """Everyone in the run, the truth or the pairs; ``worker`` counts in it."""
    jobs: pd.Index
    """Every job in the run, the truth or the pairs, sorted; ``job`` counts in it."""
    worker: Ints
    job: Ints
    position: Ints
    """Place in the list of the worker, from 1."""
    score: Floats | None
    """Score of each row; None where the run has ranks alone."""
    by_rank: bool
    """The order is the rank that was given, not the score."""
    truth: Truth | None
    """The qrels, or None where only the market is measured."""
    pairs: pd.DataFrame | None
    """What is known of each row: distance_km, tier, …; None where no pairs were given."""
    openings: Floats | None
    """Openings of each job, NaN where unknown; None where nobody told."""
    notes: tuple[str, ...]
    """What shades the numbers, one sentence each."""

    @cached_property
    def gain(self) -> Floats:
        """Grade of each row, 0 where it was not judged or judged below 0, float64 ``[n]``.

        Raises
        ------
        MeasureError
            No qrels were given.
        """
        if self.truth is None:
            raise MeasureError("qrels are needed and were not given")
        return self.truth.grades(self.worker, self.job)

    @cached_property
    def length(self) -> Ints:
        """How many jobs the list of each worker holds."""
        return np.bincount(self.worker, minlength=len(self.workers))

    def column(self, name: str) -> pd.Series:
        """Return one column of the pairs, a value a row.

        Raises
        ------
        MeasureError
            The pairs, or this column of them, were not given.
        """
        if self.pairs is None or name not in self.pairs:
            raise MeasureError(f"pairs with the column {name!r} are needed")
        return self.pairs[name]


@dataclass(frozen=True)
class Truth:
    """The qrels as arrays, sorted by worker, then by grade from the best."""

    worker: Ints
    job: Ints
    grade: Floats
    """Never below 0."""
    n_jobs: int
    n_workers: int

    def grades(self, worker: Ints, job: Ints) -> Floats:
        """Return the grade of each pair, 0 where it was not judged."""
        known = self.worker * self.n_jobs + self.job
        order = np.argsort(known)
        asked = worker * self.n_jobs + job
        place = np.minimum(np.searchsorted(known, asked, sorter=order), len(known) - 1)
        found = order[place]
        return np.where(known[found] == asked, self.grade[found], 0.0)

    @cached_property
    def judged(self) -> npt.NDArray[np.bool_]:
        """Which workers have at least one judgement."""
        return np.bincount(self.worker, minlength=self.n_workers) > 0

    @cached_property
    def relevant(self) -> Ints:
        """How many relevant jobs (grade above 0) each worker has."""
        return np.bincount(self.worker[self.grade > 0], minlength=self.n_workers)


def read_lists(run: Any, qrels: Any = None, *, pairs: Any = None, beside: Sequence[Any] = (), wanted: Collection[str] = ()) -> Lists:
    """Return run, truth and pairs as parallel arrays.

    Parameters
    ----------
    run
        Matches, a frame (worker_id, job_id and rank or score), ``{worker: {job: score}}``, or a TREC run
        file.
    qrels
        The same with ``relevance`` in place of the score, or a TREC qrels file.
    pairs
        Matches or a frame with worker_id, job_id and distance_km, tier, openings, … ; may hold more pairs.
    beside
        Other runs, whose workers and jobs are numbered along, so that lists can be compared.
    wanted
        Columns of the pairs that the measures read.

    Raises
    ------
    MeasureError
        Anything that would make the numbers meaningless; every complaint at once.
    """
    inputs = [read_input(run, "run")]
    inputs += [] if qrels is None else [read_input(qrels, "qrels")]
    inputs += [] if pairs is None else [read_input(pairs, "pairs", wanted=wanted)]
    refuse(inputs)
    return _joined(inputs, [read_input(other, "run") for other in beside])


def stacked(one: Lists, other: Lists) -> Lists:
    """Return both systems' lists as one: the workers of ``other`` are numbered on from those of ``one``.

    Both must number the same workers and jobs (``read_lists(…, beside=…)``).
    """
    n = len(one.workers)
    scores = [-lists.position if lists.by_rank or lists.score is None else lists.score for lists in (one, other)]
    truth = None
    if one.truth is not None and other.truth is not None:
        truth = _stacked_truth(one.truth, other.truth)
    pairs = None
    if one.pairs is not None and other.pairs is not None:
        pairs = pd.concat([one.pairs, other.pairs], ignore_index=True)
    return Lists(
        workers=one.workers.append(other.workers), jobs=one.jobs,
        worker=np.r_[one.worker, other.worker + n], job=np.r_[one.job, other.job],
        position=np.r_[one.position, other.position], score=np.concatenate(scores), by_rank=False,
        truth=truth, pairs=pairs, openings=one.openings, notes=(),
    )  # fmt: skip


def _stacked_truth(one: Truth, other: Truth) -> Truth:
    worker = np.r_[one.worker, other.worker + one.n_workers]
    sizes = {"n_jobs": one.n_jobs, "n_workers": one.n_workers + other.n_workers}
    return Truth(worker, np.r_[one.job, other.job], np.r_[one.grade, other.grade], **sizes)


def _joined(inputs: list[Input], beside: list[Input]) -> Lists:
    everything = inputs + beside
    jobs_known = [one.market["job_id"] for one in everything if one.market is not None]
    worker_codes, workers = _codes([one.frame["worker_id"] for one in everything], [one.workers for one in everything])
    job_codes, jobs = _codes([one.frame["job_id"] for one in everything], jobs_known)
    named = {one.name: (one, codes) for one, *codes in zip(inputs, worker_codes, job_codes, strict=False)}
    run, run_codes = named["run"]
    order, position, score = _order(run, *run_codes)
    rows, sizes = (run_codes[0][order], run_codes[1][order]), (len(workers), len(jobs))
    truth = _truth(named["qrels"][0].frame, named["qrels"][1], sizes) if "qrels" in named else None
    known = _known(named["pairs"][0].frame, named["pairs"][1], rows, len(jobs)) if "pairs" in named else None
    openings = _openings([one for one in reversed(inputs) if one.name != "qrels"], jobs)
    by_rank = run.ordered_by == "rank"
    lists = Lists(workers, jobs, *rows, position, score, by_rank, truth, known, openings, notes=())
    return replace(lists, notes=tuple(_notes(lists, market_known=bool(jobs_known))))


def _codes(columns: list[pd.Series], extra: Sequence[Iterable[str]]) -> tuple[list[Ints], pd.Index]:
    """Return each column as positions in the sorted list of all ids."""
    more = [job for ids in extra for job in ids]
    ids = pd.concat([column.astype("str") for column in columns] + [pd.Series(more, dtype="str")])
    codes, uniques = pd.factorize(ids, sort=True)
    ends = np.cumsum([len(column) for column in columns])
    return np.split(codes.astype(np.int64), ends)[: len(columns)], pd.Index(uniques)


def _order(run: Input, worker: Ints, job: Ints) -> tuple[Ints, Ints, Floats | None]:
    """Return the row order, the place of each ordered row in its list, and its score."""
    number = run.frame[run.ordered_by].to_numpy(dtype=float)
    with np.errstate(over="ignore"):
        descending = (-job, -number.astype(np.float32), worker)
    order = np.lexsort((number, worker) if run.ordered_by == "rank" else descending)
    score = run.frame["score"].to_numpy(dtype=float, na_value=np.nan)[order] if "score" in run.frame else None
    return order, positions(worker[order]), score


def positions(group: Ints) -> Ints:
    """Return the place of each row within its group, from 1; equal groups must stand together.

    >>> positions(np.array([4, 4, 4, 7, 7])).tolist()
    [1, 2, 3, 1, 2]
    """
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]]) if len(group) else np.array([], dtype=int)
    lengths = np.diff(np.r_[starts, len(group)])
    return np.arange(len(group)) - np.repeat(starts, lengths) + 1


def _truth(frame: pd.DataFrame, codes: list[Ints], sizes: tuple[int, int]) -> Truth:
    grade = np.maximum(frame["relevance"].to_numpy(dtype=float), 0.0)
    order = np.lexsort((-grade, codes[0]))
    return Truth(codes[0][order], codes[1][order], grade[order], n_workers=sizes[0], n_jobs=sizes[1])


def _known(frame: pd.DataFrame, codes: list[Ints], rows: tuple[Ints, Ints], n_jobs: int) -> pd.DataFrame:
    """Return the pair columns of each row; NA where the pairs do not hold it."""
    known = pd.Index(codes[0] * n_jobs + codes[1])
    found = known.get_indexer(pd.Index(rows[0] * n_jobs + rows[1]))
    if len(found) and (found < 0).all():
        raise MeasureError("cannot be evaluated\n  pairs: hold none of the pairs of the run")
    columns = frame.drop(columns=["worker_id", "job_id"]).reset_index(drop=True)
    return columns.reindex(found).reset_index(drop=True)  # −1 is no label


def _openings(inputs: list[Input], jobs: pd.Index) -> Floats | None:
    """Return the openings of each job: from the market a result carries, else from the pairs."""
    markets = [one.market for one in inputs if one.market is not None]
    for frame in [*markets, *(one.frame for one in inputs)]:
        if "openings" in frame:
            told = frame[["job_id", "openings"]].drop_duplicates("job_id").set_index("job_id")["openings"]
            told.index = told.index.astype("str")
            return told.reindex(jobs).to_numpy(dtype=float, na_value=np.nan)
    return None


def _notes(lists: Lists, *, market_known: bool) -> list[str]:
    notes = _truth_notes(lists, lists.truth, market_known) if lists.truth is not None else []
    if lists.score is not None and not lists.by_rank:
        notes += _constant_notes(lists)
    if lists.pairs is not None and "distance_km" in lists.pairs:
        unknown = int(lists.pairs["distance_km"].isna().sum())
        if unknown:
            notes.append(f"{unknown} of {len(lists.worker)} pairs of the run have no distance; left out of km")
    return notes


def _truth_notes(lists: Lists, truth: Truth, market_known: bool) -> list[str]:
    judged, listed = truth.judged, lists.length > 0
    if not (judged & listed).any():
        raise MeasureError("cannot be evaluated\n  qrels and run have no worker in common; are the ids the same?")
    strange = lists.jobs[np.setdiff1d(truth.job, lists.job)] if not market_known else lists.jobs[:0]
    found = [
        (lists.workers[judged & ~listed], "workers of the qrels have no list in the run; they count as 0"),
        (lists.workers[listed & ~judged], "workers of the run are not judged; no relevance for them"),
        (lists.workers[judged & (truth.relevant == 0)], "workers have no relevant job; they count as 0"),
        (strange, "jobs of the qrels occur nowhere in the run; they count as missed"),
    ]
    return [_count(ids, sentence) for ids, sentence in found if len(ids)]


def _constant_notes(lists: Lists) -> list[str]:
    score = pd.Series(lists.score).groupby(lists.worker)
    constant = (score.max() == score.min()) & (score.size() > 1)
    if not constant.any():
        return []
    return [
        _count(
            lists.workers[constant.index[constant]],
            "lists have one score throughout; their order is by id alone",
        )
    ]


def _count(ids: pd.Index, sentence: str) -> str:
    examples = ", ".join(map(str, ids[:3])) + (", …" if len(ids) > 3 else "")
    return f"{len(ids)} {sentence} ({examples})"
