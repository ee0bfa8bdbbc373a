"""Runs and qrels in the TREC text formats, so that any other system can be scored here and ours elsewhere.

::

    qrels   W001 0 J017 2              worker, ignored, job, grade
    run     W001 Q0 J017 1 0.83 name   worker, ignored, job, rank (ignored), score, name of the system

Order in a run comes from the score alone, as in trec_eval; the rank column is written and never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from jobmatch.errors import MeasureError

Table = dict[str, dict[str, float]]
_SHOWN = 5


def read_qrels(path: str | Path) -> Table:
    """Return the truth of a TREC qrels file as ``{worker: {job: grade}}``.

    Raises
    ------
    MeasureError
        The file is empty, or lines of it cannot be read or repeat a pair; they are named by number.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "truth.qrels"
    >>> _ = file.write_text("W1 0 J1 2\\nW1 0 J2 0\\n", encoding="utf-8")
    >>> read_qrels(file)
    {'W1': {'J1': 2.0, 'J2': 0.0}}
    """
    return _read(Path(path), width=4, value=3)


def read_run(path: str | Path) -> Table:
    """Return a TREC run file as ``{worker: {job: score}}``; errors as in ``read_qrels``.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "ours.run"
    >>> _ = file.write_text("W1 Q0 J1 1 0.9 ours\\nW1 Q0 J2 2 0.4 ours\\n", encoding="utf-8")
    >>> read_run(file)
    {'W1': {'J1': 0.9, 'J2': 0.4}}
    """
    return _read(Path(path), width=6, value=4)


def write_qrels(qrels: Mapping[str, Mapping[str, float]], path: str | Path) -> None:
    """Write ``{worker: {job: grade}}`` as a TREC qrels file.

    Raises
    ------
    MeasureError
        Grades that are not whole numbers, as they are in such a file.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "truth.qrels"
    >>> write_qrels({"W1": {"J1": 2}}, file)
    >>> file.read_text(encoding="utf-8")
    'W1 0 J1 2\\n'
    """
    broken = [f"{w}, {j}: {grade!r}" for w, jobs in qrels.items() for j, grade in jobs.items() if not float(grade).is_integer()]
    if broken:
        raise MeasureError(f"qrels: grades are whole numbers in a TREC file; {len(broken)} are not, e.g. {broken[0]}")
    lines = (f"{w} 0 {j} {int(grade)}\n" for w, jobs in qrels.items() for j, grade in jobs.items())
    Path(path).write_text("".join(lines), encoding="utf-8")


def write_run(run: Any, path: str | Path, *, name: str = "jobmatch") -> None:
    """Write Matches, a frame with worker_id, job_id, rank and score, or ``{worker: {job: score}}`` as a TREC run file.

    Readers order a run by its score, with ties their own way. Where scores of a ranked list tie, ``-rank`` is
    written instead, so that every reader sees the order that was shown.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "ours.run"
    >>> write_run(pd.DataFrame({"worker_id": ["W1"] * 2, "job_id": ["J1", "J2"], "rank": [1, 2], "score": [0.9, 0.9]}), file)
    >>> file.read_text(encoding="utf-8").splitlines()  # a tie: the place decides
    ['W1 Q0 J1 1 -1 jobmatch', 'W1 Q0 J2 2 -2 jobmatch']
    """
    frame = _by_score(run) if isinstance(run, Mapping) else run if isinstance(run, pd.DataFrame) else run.to_frame()
    frame = frame.sort_values(["worker_id", "rank"], kind="stable")
    falls = frame.groupby("worker_id")["score"].diff().fillna(-1.0).lt(-1e-6).all()
    score = frame["score"] if falls or isinstance(run, Mapping) else -frame["rank"]
    rows = zip(frame["worker_id"], frame["job_id"], frame["rank"], score, strict=True)
    lines = (f"{worker} Q0 {job} {rank} {value:.9g} {name}\n" for worker, job, rank, value in rows)
    Path(path).write_text("".join(lines), encoding="utf-8")


def frame_of(table: Mapping[str, Mapping[str, float]], number: str) -> pd.DataFrame:
    """Return ``{worker: {job: number}}`` as rows of ``worker_id, job_id`` and the number under its name.

    >>> frame_of({"W1": {"J1": 0.9, "J2": 0.4}}, "score").values.tolist()
    [['W1', 'J1', 0.9], ['W1', 'J2', 0.4]]
    """
    counts = [len(jobs) for jobs in table.values()]
    return pd.DataFrame(
        {
            "worker_id": np.repeat(np.array(list(table), dtype=object), counts),
            "job_id": [job for jobs in table.values() for job in jobs],
            number: [value for jobs in table.values() for value in jobs.values()],
        }
    )


def _by_score(run: Mapping[str, Mapping[str, float]]) -> pd.DataFrame:
    """Return a run with the rank of each job by its score."""
    frame = frame_of(run, "score").sort_values("score", ascending=False, kind="stable")
    return frame.assign(rank=frame.groupby("worker_id").cumcount() + 1)


def _read(path: Path, *, width: int, value: int) -> Table:
    table: Table = {}
    complaints: list[str] = []
    for number, fields in _lines(path):
        complaint = _complaint(fields, table, width, value)
        if complaint:
            complaints.append(f"line {number}: {complaint}")
        else:
            table.setdefault(fields[0], {})[fields[2]] = float(fields[value])
    if not table and not complaints:
        complaints.append("holds no pair")
    if complaints:
        more = [f"… and {len(complaints) - _SHOWN} more"] if len(complaints) > _SHOWN else []
        raise MeasureError(f"{path.name}: cannot be used\n  " + "\n  ".join(complaints[:_SHOWN] + more))
    return table


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise MeasureError(f"{path.name}: cannot be read: {type(error).__name__}") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line.split()


def _complaint(fields: list[str], table: Table, width: int, value: int) -> str:
    if len(fields) != width:
        return f"{len(fields)} fields where {width} are needed"
    try:
        float(fields[value])
    except ValueError:
        return f"{fields[value]!r} is no number"
    if fields[2] in table.get(fields[0], {}):
        return f"the pair {fields[0]}, {fields[2]} stands there before"
    return ""
