"""The saved state of the jobs: what the journal need not hold any more."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pandas as pd

from jobmatch.errors import StoreError
from jobmatch.matcher import Matcher
from jobmatch.policy import Policy
from jobmatch.schema import Jobs

_JOBS = "jobs-{}.parquet"
_CURRENT = "CURRENT.json"


def read_snapshot(folder: Path | None, policy: Policy) -> tuple[Matcher, int]:
    """Return the matcher of a folder and the number of the last change it holds; an empty one where nothing is."""
    current = folder / _CURRENT if folder else None
    if folder is None or current is None or not current.exists():
        return Matcher(Jobs(pd.DataFrame({"job_id": [], "title": []})), policy=policy), 0
    try:
        last = int(json.loads(current.read_text(encoding="utf-8"))["last"])
        frame = pd.read_parquet(folder / _JOBS.format(last))
    except (OSError, ValueError, KeyError) as error:
        raise StoreError(f"数据文件夹 {folder.name} 读不出（{type(error).__name__}）；请从备份恢复") from None
    return Matcher(Jobs(frame), policy=policy), last


def write_snapshot(matcher: Matcher, folder: Path, last: int) -> None:
    """Save the jobs beside what is there, and move one small file into place."""
    frame = matcher.jobs.frame.copy()
    frame["flags"] = frame["flags"].map(list)
    target = folder / _JOBS.format(last)
    frame.to_parquet(target)
    _flush(target)
    fresh = folder / (_CURRENT + ".new")
    fresh.write_text(json.dumps({"last": last}), encoding="utf-8")
    _flush(fresh)
    os.replace(fresh, folder / _CURRENT)
    for old in folder.glob(_JOBS.format("*")):
        if old != target:
            old.unlink()


def _flush(path: Path) -> None:
    with open(path, "r+b") as file:
        os.fsync(file.fileno())
