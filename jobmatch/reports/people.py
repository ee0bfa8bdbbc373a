"""The sheets about people whom the main sheet does not serve in full: short of jobs, near misses, others, stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobmatch import explanation
from jobmatch.reports.words import SEGMENT_ADVICE, iso_day
from jobmatch.schema import SEGMENT_WORDS

if TYPE_CHECKING:
    from jobmatch.ranking import Ranking


def short_of_jobs(matches: Ranking, people: pd.DataFrame) -> pd.DataFrame:
    """Return who was shown fewer jobs than a shortlist needs, and why."""
    short = explanation.short_of_jobs(matches)
    person = people.loc[short["worker_id"]]
    return pd.DataFrame(
        {
            "编号": short["worker_id"].to_numpy(),
            "姓名": person["name"].to_numpy(),
            "乡镇": person["township"].to_numpy(),
            "意向工种": person["wanted_occupation"].to_numpy(),
            "推荐岗位数": short["jobs"].to_numpy(),
            "原因说明": short["reason"].to_numpy(),
        }
    )


def near_misses(matches: Ranking, people: pd.DataFrame) -> pd.DataFrame:
    """Return the jobs that one rule refuses, and whom to phone about it; people with the fewest jobs first."""
    found = explanation.near_misses(matches, 3)
    found["given"] = matches.counts.loc[found["worker_id"]].to_numpy()
    found = found.sort_values("given", kind="stable")
    jobs = matches.jobs.frame.set_index("job_id").loc[found["job_id"]]
    person = people.loc[found["worker_id"]]
    return pd.DataFrame(
        {
            "编号": found["worker_id"].to_numpy(),
            "姓名": person["name"].to_numpy(),
            "推荐岗位数": found["given"].to_numpy(),
            "岗位编号": found["job_id"].to_numpy(),
            "单位": jobs["employer"].fillna("").to_numpy(),
            "岗位": jobs["title"].to_numpy(),
            "差在哪里": found["rule"].to_numpy(),
            "说明": found["relaxation"].to_numpy(),
            "单位联系人": jobs["contact"].fillna("").to_numpy(),
            "单位电话": jobs["phone"].fillna("").to_numpy(),
        }
    )


def unranked(people: pd.DataFrame) -> pd.DataFrame:
    """Return the people of other segments, and what is done for them."""
    rest = people[people["segment"] != "job"].sort_values("segment", kind="stable")
    return pd.DataFrame(
        {
            "类别": rest["segment"].map(SEGMENT_WORDS).to_numpy(),
            "编号": rest["worker_id"].to_numpy(),
            "姓名": rest["name"].to_numpy(),
            "乡镇": rest["township"].to_numpy(),
            "村": rest["village"].to_numpy(),
            "责任人": rest["caseworker"].to_numpy(),
            "怎么办": rest["segment"].map(SEGMENT_ADVICE).to_numpy(),
        }
    )


def stale(matches: Ranking, people: pd.DataFrame) -> pd.DataFrame:
    """Return the people whose record is too old to rely on."""
    days = (pd.Timestamp(matches.policy.today) - matches.workers.frame["surveyed_on"]).dt.days
    stale = (days > matches.policy.stale_days).fillna(False).to_numpy(bool)
    old = people[stale]
    return pd.DataFrame(
        {
            "编号": old["worker_id"].to_numpy(),
            "姓名": old["name"].to_numpy(),
            "联系电话": old["phone"].to_numpy(),
            "乡镇": old["township"].to_numpy(),
            "责任人": old["caseworker"].to_numpy(),
            "上次调查": [iso_day(day) for day in old["surveyed_on"]],
            "已过天数": days[stale].astype(int).to_numpy(),
        }
    )
