"""The saved state of the jobs: what the journal need not hold any more.

The jobs are saved first, then the number of the last change they hold, then the journal is emptied. A crash in
between leaves changes to be done again, and doing a change twice is the same as doing it once.

They are saved twice: as the matcher's own folder, quick to open, and as plain lines like those of the journal. The
folder belongs to one version of the library and one language model; the lines outlive both.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from jobmatch.errors import StoreError
from jobmatch.matcher import Matcher
from jobmatch.policy import Policy
from jobmatch.schema import Jobs
from jobmatch.service.journal import Change, Record, line_of, read_line

log = logging.getLogger("jobmatch.service")
_JOBS, _LINES, _LAST = "jobs.jobmatch", "jobs.jsonl", "last.json"
_AT_ONCE = 1_000
"""Jobs in one line."""


def read_snapshot(folder: Path | None, policy: Policy) -> tuple[Matcher, int]:
    """Return the matcher of a folder and the number of the last change it holds; an empty one where nothing is.

    The arrays stay on the disk, mapped into memory: several processes share them.

    Raises
    ------
    StoreError
        What is there cannot be read.
    """
    if folder is None or not (folder / _LAST).exists():
        return Matcher(Jobs(pd.DataFrame({"job_id": [], "title": []})), policy=policy), 0
    try:
        last = int(json.loads((folder / _LAST).read_text(encoding="utf-8"))["last"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"数据文件夹的 {_LAST} 读不出（{type(error).__name__}）；请从备份恢复") from None
    try:
        matcher = Matcher.load(folder / _JOBS)
    except StoreError as error:
        if not (folder / _LINES).exists():
            raise
        log.warning("rebuilt", extra={"facts": {"error": type(error).__name__}})
        return Matcher(_jobs_of(folder / _LINES), policy=policy), last
    if matcher.policy.to_dict() != policy.to_dict():
        matcher = Matcher(matcher.jobs, policy=policy)
    return matcher, last


def write_snapshot(matcher: Matcher, rows: Sequence[Record], folder: Path, last: int) -> None:
    """Save the jobs, as a folder and as ``rows``, then the number of the last change they hold."""
    lines = (line_of(Change(put=tuple(rows[at : at + _AT_ONCE]))) for at in range(0, len(rows), _AT_ONCE))
    _write(folder / _LINES, b"".join(lines))
    matcher.save(folder / _JOBS)
    _write(folder / _LAST, json.dumps({"last": last}).encode())


def _jobs_of(path: Path) -> Jobs:
    changes = [read_line(line) for line in path.read_bytes().splitlines()]
    if None in changes:
        raise StoreError(f"数据文件夹的 {path.name} 已损坏；请从备份恢复")
    rows = [record for change in changes if change for record in change.put]
    return Jobs(pd.DataFrame(rows) if rows else pd.DataFrame({"job_id": [], "title": []}))


def _write(path: Path, data: bytes) -> None:
    """Put a file in place in one step, on the disk."""
    fresh = path.with_suffix(".new")
    with open(fresh, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)
