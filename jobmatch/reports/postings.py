"""The sheets about postings: openings and how many were sent, and what the office must look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobmatch.reports.words import FLAG_WORDS, STATE_WORDS

if TYPE_CHECKING:
    from jobmatch.ranking import Ranking


def openings(matches: Ranking) -> pd.DataFrame:
    """Return how many people each posting asks for, and how many were sent."""
    jobs = matches.jobs.frame
    sent = np.bincount(matches.job_row, minlength=len(jobs))
    frame = pd.DataFrame(
        {
            "岗位编号": jobs["job_id"],
            "单位": jobs["employer"].fillna(""),
            "岗位": jobs["title"],
            "招聘人数": jobs["openings"].astype(object).where(jobs["openings"].notna(), "未写明"),
            "状态": [STATE_WORDS[state] for state in matches.posting_states.tolist()],
            "推荐人数": sent,
        }
    )
    if matches.places is not None:
        frame = frame.assign(可推荐人数=matches.places, 剩余名额=matches.places - sent)
    return frame.sort_values("推荐人数", ascending=False, kind="stable")


def flagged(matches: Ranking) -> pd.DataFrame:
    """Return the postings with something that the office must look at, one row a flag."""
    rows = [
        (job["job_id"], job["employer"] or "", job["title"], FLAG_WORDS.get(flag, flag))
        for job in matches.jobs.records
        for flag in job["flags"]
    ]
    return pd.DataFrame(rows, columns=["岗位编号", "单位", "岗位", "提示"])
