"""Runs, qrels and pairs as frames, whatever they come as, with what makes them unusable."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobmatch.errors import MeasureError
from jobmatch.evaluation.trec import frame_of, read_qrels, read_run
from jobmatch.schema import TIERS

Name = Literal["run", "qrels", "pairs"]
_NUMBERS: dict[str, tuple[str, ...]] = {"run": ("rank", "score"), "qrels": ("relevance",), "pairs": ()}
_ALIASES = {"query_id": "worker_id", "doc_id": "job_id", "grade": "relevance"}


@dataclass(frozen=True)
class Input:
    """One input as a frame, with the name it is called in messages."""

    frame: pd.DataFrame
    name: Name
    ordered_by: str
    """Column of the number: rank, score or relevance; empty for pairs."""
    workers: tuple[str, ...] = ()
    """Workers the input knows besides those of its pairs: with an empty list, or left without a job."""
    market: pd.DataFrame | None = None
    """Every job on the market with its openings, where the input knows them."""

    def complaints(self) -> list[str]:
        """Return what makes this input unusable."""
        if self.frame.empty:
            return [f"{self.name}: holds no pair"]
        missing = self.frame[["worker_id", "job_id"]].isna().any(axis=1)
        found = [f"{self.name}: {int(missing.sum())} rows lack worker_id or job_id"] if missing.any() else []
        return found + self._repeated_ranks() + self._repeated_pairs() + self._strange_numbers() + self._strange_facts()

    def _repeated_ranks(self) -> list[str]:
        if self.ordered_by != "rank":
            return []
        repeated = self.frame.duplicated(["worker_id", "rank"])
        if not repeated.any():
            return []
        if not self.frame.duplicated(["job_id", "rank"]).any():
            return [f"{self.name}: holds lists of workers, one a job; drop the column rank to order it by score"]
        return [f"{self.name}: {int(repeated.sum())} rows repeat a rank, e.g. {_example(self.frame, repeated)}"]

    def _repeated_pairs(self) -> list[str]:
        repeated = self.frame.duplicated(["worker_id", "job_id"])
        if not repeated.any():
            return []
        many = int(repeated.sum())
        return [f"{self.name}: {many} pairs stand there twice, e.g. {_example(self.frame, repeated)}"]

    def _strange_numbers(self) -> list[str]:
        if not self.ordered_by:
            return []
        numbers = pd.to_numeric(self.frame[self.ordered_by], errors="coerce").astype(float)
        strange = ~numbers.between(-np.inf, np.inf, inclusive="neither")
        if not strange.any():
            return []
        what = f"{int(strange.sum())} pairs have a {self.ordered_by} that is no number"
        return [f"{self.name}: {what}, e.g. {_example(self.frame, strange)}"]

    def _strange_facts(self) -> list[str]:
        """Return what is known of the pairs and cannot be: a distance or openings below 0 or no number, a tier that is none."""
        if self.name != "pairs":
            return []
        found = []
        for column in ("distance_km", "openings"):
            cells = self.frame.get(column, pd.Series(dtype=float))
            strange = cells.notna() & ~pd.to_numeric(cells, errors="coerce").astype(float).ge(0)
            if strange.any():
                found.append(f"pairs: {column} {cells[strange].tolist()[0]!r} is no number from 0, e.g. {_example(self.frame, strange)}")
        tiers = sorted(set(self.frame.get("tier", pd.Series(dtype=str)).dropna()) - set(TIERS), key=str)
        return found + ([f"pairs: {tiers[:5]} are no tiers; known: {', '.join(TIERS)}"] if tiers else [])


def read_input(source: Any, name: Name, *, wanted: Collection[str] = ()) -> Input:
    """Return any accepted input as a frame, with the ``wanted`` columns that a result has to work out (``eligible``).

    Takes Matches (anything with ``to_frame``), a frame, ``{worker: {job: number}}``, or the path of a
    TREC file.

    Raises
    ------
    MeasureError
        It is none of these, or lacks columns.
    """
    if isinstance(source, str | Path):
        source = read_qrels(source) if name == "qrels" else read_run(source)
    if isinstance(source, Mapping):
        return _from_mapping(source, name)
    frame = source if isinstance(source, pd.DataFrame) else _frame_of(source, name)
    frame = frame.assign(eligible=source.eligible) if "eligible" in wanted and hasattr(source, "eligible") else frame
    frame = frame.rename(columns={old: new for old, new in _ALIASES.items() if new not in frame})
    number = next((column for column in _NUMBERS[name] if column in frame), "")
    absent = [column for column in ("worker_id", "job_id") if column not in frame]
    if _NUMBERS[name] and not number:
        absent.append(" or ".join(_NUMBERS[name]))
    if absent:
        raise MeasureError(f"{name}: the columns {absent} are missing; seen: {list(frame.columns)[:12]}")
    return Input(frame.reset_index(drop=True), name, number, _asked(source), _market(source))


def refuse(inputs: list[Input]) -> None:
    """Raise MeasureError with every complaint about the inputs, if there is one."""
    complaints = [line for one in inputs for line in one.complaints()]
    if complaints:
        raise MeasureError("cannot be evaluated\n  " + "\n  ".join(complaints))


def _from_mapping(source: Mapping[Any, Any], name: Name) -> Input:
    if not all(isinstance(jobs, Mapping) for jobs in source.values()):
        raise MeasureError(f"{name}: a mapping must be {{worker: {{job: number}}}}")
    number = "relevance" if name == "qrels" else "score"
    empty = tuple(str(worker) for worker, jobs in source.items() if not jobs)
    return Input(frame_of(source, number), name, "" if name == "pairs" else number, empty)


def _frame_of(source: Any, name: Name) -> pd.DataFrame:
    to_frame = getattr(source, "to_frame", None)
    frame = to_frame() if callable(to_frame) else None
    if isinstance(frame, pd.DataFrame):
        return frame
    accepted = "Matches, a data frame, {worker: {job: number}} or a TREC file"
    raise MeasureError(f"{name}: takes {accepted}, got {type(source).__name__}")


def _asked(source: Any) -> tuple[str, ...]:
    """Return the people a result was asked about, so that those left without a job count too."""
    frame = getattr(getattr(source, "workers", None), "frame", None)
    if not isinstance(frame, pd.DataFrame):
        return ()
    return tuple(frame.loc[frame["segment"] == "job", "worker_id"])


def _market(source: Any) -> pd.DataFrame | None:
    """Return the job table a result carries, so that jobs nobody was shown count too."""
    frame = getattr(getattr(source, "jobs", None), "frame", None)
    return frame[["job_id", "openings"]] if isinstance(frame, pd.DataFrame) else None


def _example(frame: pd.DataFrame, where: pd.Series | npt.NDArray[np.bool_]) -> str:
    row = frame[np.asarray(where)].iloc[0]
    return f"{row['worker_id']}, {row['job_id']}"
