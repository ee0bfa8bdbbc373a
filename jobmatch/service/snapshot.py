"""The saved state of the jobs: what the journal need not hold any more.

The jobs are saved first, then the number of the last change they hold, then the journal is emptied. A crash in
between leaves changes to be done again, and doing a change twice is the same as doing it once.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pandas as pd

from jobmatch.errors import OtherEncoder, StoreError
from jobmatch.matcher import Matcher
from jobmatch.policy import Policy
from jobmatch.schema import Jobs

_JOBS, _LAST = "jobs.jobmatch", "last.json"


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
    except OtherEncoder:
        raise StoreError("数据文件夹是用另一个语言模型保存的；请用原来的版本导出岗位后重新导入") from None
    if matcher.policy.to_dict() != policy.to_dict():
        matcher = Matcher(matcher.jobs, policy=policy)
    return matcher, last


def write_snapshot(matcher: Matcher, folder: Path, last: int) -> None:
    """Save the jobs, then the number of the last change they hold."""
    matcher.save(folder / _JOBS)
    fresh = folder / (_LAST + ".new")
    with open(fresh, "w", encoding="utf-8") as file:
        json.dump({"last": last}, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, folder / _LAST)
