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

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobmatch.errors import MeasureError
from jobmatch.evaluation.trec import read_qrels, read_run

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
_ALIASES = {"query_id": "worker_id", "doc_id": "job_id", "grade": "relevance"}


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
        """Grade of each row, 0 where it was not judged or judged below 0."""
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


def read_lists(run: Any, qrels: Any = None, *, pairs: Any = None) -> Lists:
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

    Raises
    ------
    MeasureError
        Anything that would make the numbers meaningless; every complaint at once.
    """
    tables = [_table(run, "run")]
    if qrels is not None:
        tables.append(_table(qrels, "qrels"))
    told = _table(pairs, "pairs") if pairs is not None else None
    complaints = [line for table in tables for line in table.complaints()] + (
        told.complaints() if told else []
    )
    if complaints:
        raise MeasureError("cannot be evaluated\n  " + "\n  ".join(complaints))
    return _joined(tables[0], tables[1] if len(tables) > 1 else None, told)


@dataclass(frozen=True)
class _Table:
    """One input as a frame, with the name it is called in messages."""

    frame: pd.DataFrame
    name: str
    ordered_by: str
    """Column of the number: rank, score or relevance; empty for pairs."""
    empty_workers: tuple[str, ...] = ()
    """Workers named with no job."""
    all_jobs: pd.DataFrame | None = None
    """Every job on the market with its openings, where the input knows them."""

    def complaints(self) -> list[str]:
        """Return what makes this input unusable."""
        if self.frame.empty:
            return [f"{self.name}: holds no pair"]
        missing = self.frame[["worker_id", "job_id"]].isna().any(axis=1)
        found = [f"{self.name}: {int(missing.sum())} rows lack worker_id or job_id"] if missing.any() else []
        return found + self._repeats() + self._strange_numbers()

    def _repeats(self) -> list[str]:
        keys = self.frame[["worker_id", "job_id"]]
        if self.ordered_by == "rank":
            places = self.frame.duplicated(["worker_id", "rank"])
            if places.any():
                return [
                    f"{self.name}: {int(places.sum())} rows repeat a rank, e.g. {_pair(self.frame, places)}"
                ]
        repeated = keys.duplicated()
        if not repeated.any():
            return []
        return [f"{self.name}: {int(repeated.sum())} pairs stand there twice, e.g. {_pair(keys, repeated)}"]

    def _strange_numbers(self) -> list[str]:
        if not self.ordered_by:
            return []
        numbers = pd.to_numeric(self.frame[self.ordered_by], errors="coerce").astype(float)
        strange = ~numbers.between(-np.inf, np.inf, inclusive="neither")
        if not strange.any():
            return []
        what = f"{int(strange.sum())} pairs have a {self.ordered_by} that is no number"
        return [f"{self.name}: {what}, e.g. {_pair(self.frame, strange)}"]


def _pair(frame: pd.DataFrame, where: pd.Series) -> str:
    row = frame[np.asarray(where)].iloc[0]
    return f"{row['worker_id']}, {row['job_id']}"


def _table(source: Any, name: str) -> _Table:
    """Return any accepted input as a table; see ``read_lists``."""
    if isinstance(source, str | Path):
        source = read_qrels(source) if name == "qrels" else read_run(source)
    if isinstance(source, Mapping):
        return _from_mapping(source, name)
    frame = source if isinstance(source, pd.DataFrame) else _frame_of(source, name)
    frame = frame.rename(columns={old: new for old, new in _ALIASES.items() if new not in frame})
    wanted = {"run": ("rank", "score"), "qrels": ("relevance",), "pairs": ()}[name]
    number = next((column for column in wanted if column in frame), "")
    absent = [column for column in ("worker_id", "job_id") if column not in frame]
    if absent or (wanted and not number):
        needed = absent + ([" or ".join(wanted)] if wanted and not number else [])
        raise MeasureError(f"{name}: the columns {needed} are missing; seen: {list(frame.columns)[:12]}")
    return _Table(frame.reset_index(drop=True), name, number, all_jobs=_all_jobs(source))


def _from_mapping(source: Mapping[Any, Any], name: str) -> _Table:
    if not all(isinstance(jobs, Mapping) for jobs in source.values()):
        raise MeasureError(f"{name}: a mapping must be {{worker: {{job: number}}}}")
    number = "relevance" if name == "qrels" else "score"
    counts = [len(jobs) for jobs in source.values()]
    frame = pd.DataFrame(
        {
            "worker_id": np.repeat(np.array(list(source), dtype=object), counts),
            "job_id": [job for jobs in source.values() for job in jobs],
            number: [value for jobs in source.values() for value in jobs.values()],
        }
    )
    empty = tuple(str(worker) for worker, jobs in source.items() if not jobs)
    return _Table(frame, name, "" if name == "pairs" else number, empty)


def _frame_of(source: Any, name: str) -> pd.DataFrame:
    to_frame = getattr(source, "to_frame", None)
    frame = to_frame() if callable(to_frame) else None
    if not isinstance(frame, pd.DataFrame):
        raise MeasureError(
            f"{name}: takes Matches, a data frame, {{worker: {{job: number}}}} or a TREC file, "
            f"got {type(source).__name__}"
        )
    return frame


def _all_jobs(source: Any) -> pd.DataFrame | None:
    """Return the job table a result carries, so that jobs nobody was shown count too."""
    frame = getattr(getattr(source, "jobs", None), "frame", None)
    return frame[["job_id", "openings"]] if isinstance(frame, pd.DataFrame) else None


def _joined(run: _Table, qrels: _Table | None, pairs: _Table | None) -> Lists:
    parts = [table.frame for table in (run, qrels, pairs) if table is not None]
    empty = [worker for table in (run, qrels) if table is not None for worker in table.empty_workers]
    worker_codes, workers = _codes([part["worker_id"] for part in parts], extra=empty)
    markets = [
        table.all_jobs["job_id"] for table in (pairs, run) if table is not None and table.all_jobs is not None
    ]
    job_codes, jobs = _codes(
        [part["job_id"] for part in parts], extra=[job for ids in markets for job in ids]
    )
    order, position, score = _order(run, worker_codes[0], job_codes[0])
    worker, job = worker_codes[0][order], job_codes[0][order]
    truth = _truth(qrels, (worker_codes[1], job_codes[1]), (len(workers), len(jobs))) if qrels else None
    known = _known(pairs, (worker_codes[-1], job_codes[-1]), (worker, job), len(jobs)) if pairs else None
    by_rank, openings = run.ordered_by == "rank", _openings(pairs, run, jobs)
    lists = Lists(workers, jobs, worker, job, position, score, by_rank, truth, known, openings, notes=())
    return replace(lists, notes=tuple(_notes(lists, market_known=bool(markets))))


def _codes(columns: list[pd.Series], *, extra: list[str]) -> tuple[list[Ints], pd.Index]:
    """Return each column as positions in the sorted list of all ids."""
    ids = pd.concat([column.astype("str") for column in columns] + [pd.Series(extra, dtype="str")])
    codes, uniques = pd.factorize(ids, sort=True)
    ends = np.cumsum([len(column) for column in columns])
    return np.split(codes.astype(np.int64), ends)[: len(columns)], pd.Index(uniques)


def _order(run: _Table, worker: Ints, job: Ints) -> tuple[Ints, Ints, Floats | None]:
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


def _truth(qrels: _Table, codes: tuple[Ints, Ints], sizes: tuple[int, int]) -> Truth:
    grade = np.maximum(qrels.frame["relevance"].to_numpy(dtype=float), 0.0)
    order = np.lexsort((-grade, codes[0]))
    return Truth(codes[0][order], codes[1][order], grade[order], n_workers=sizes[0], n_jobs=sizes[1])


def _known(
    pairs: _Table, codes: tuple[Ints, Ints], rows: tuple[Ints, Ints], n_jobs: int
) -> pd.DataFrame:  # fmt: skip
    """Return the pair columns of each row; NA where the pairs do not hold it."""
    known = pd.Index(codes[0] * n_jobs + codes[1])
    found = known.get_indexer(pd.Index(rows[0] * n_jobs + rows[1]))
    if len(found) and (found < 0).all():
        raise MeasureError("cannot be evaluated\n  pairs: hold none of the pairs of the run")
    taken = (
        pairs.frame.drop(columns=["worker_id", "job_id"]).take(np.maximum(found, 0)).reset_index(drop=True)
    )
    return taken.mask(found < 0) if (found < 0).any() else taken


def _openings(pairs: _Table | None, run: _Table, jobs: pd.Index) -> Floats | None:
    """Return the openings of each job, from the market table of a result or from the pairs."""
    sources = [] if pairs is None else [pairs.all_jobs, pairs.frame]
    for frame in [*sources, run.all_jobs]:
        if frame is not None and "openings" in frame:
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
            notes.append(
                f"{unknown} of {len(lists.worker)} pairs of the run have no distance; left out of km"
            )
    return notes


def _truth_notes(lists: Lists, truth: Truth, market_known: bool) -> list[str]:
    judged, listed = truth.judged, lists.length > 0
    if not (judged & listed).any():
        raise MeasureError(
            "cannot be evaluated\n  qrels and run have no worker in common; are the ids the same?"
        )
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
