"""The sheets of what is offered after the market: courses, graduates' coverage, internships of students, public-welfare posts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from jobmatch.fallback.posts import KIND_WORDS
from jobmatch.places import SAME_POINT_KM
from jobmatch.reports.words import iso_day

if TYPE_CHECKING:
    from jobmatch.fallback import Offers

Posts = Mapping[str, Mapping[str, Any]]
"""Postings as plain values, by job_id."""
EXAMPLES = 2
"""Jobs named for a course."""
OFFER_WORDS = {
    "job": "市场岗位",
    **KIND_WORDS,
    "course": "技能培训",
    "": "未覆盖",
}
"""What a graduate is offered."""


def sheets(offers: Offers, people: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the four sheets; ``people`` are the rows to show, by worker_id, masked or not."""
    posts = {str(post["job_id"]): post for post in offers.jobs.records}
    return {
        "培训建议": _training(offers, people, posts),
        "困难家庭毕业生": _graduates(offers, people, posts),
        "在校生实习建议": _students(offers, people, posts),
        "托底安置建议": _welfare(offers, people, posts),
    }


def _training(offers: Offers, people: pd.DataFrame, posts: Posts) -> pd.DataFrame:
    """Return which courses would open how many jobs, those first who get a place first."""
    found = offers.training
    examples = [
        "；".join(f"{posts[job]['title']}（{posts[job]['employer'] or job}）" for job in jobs[:EXAMPLES]) for jobs in found["job_ids"]
    ]
    return pd.DataFrame(
        {
            **_person(found, people),
            "意向工种": people.loc[found["worker_id"], "wanted_occupation"].to_numpy(),
            "优先": found["priority"].to_numpy(),
            "为什么建议": found["why"].to_numpy(),
            "次序": found["rank"].to_numpy(),
            "课程": found["course"].to_numpy(),
            "可应聘岗位": found["jobs"].to_numpy(),
            "开班日期": [iso_day(day) for day in found["starts_on"]],
            "培训建议": found["message"].to_numpy(),
            "岗位举例": examples,
        }
    )


def _graduates(offers: Offers, people: pd.DataFrame, posts: Posts) -> pd.DataFrame:
    """Return what every graduate of a poor family is offered; the uncovered first."""
    found = offers.graduates.sort_values("offer", key=lambda offer: offer.ne(""), kind="stable")
    person = people.loc[found["worker_id"]]
    return pd.DataFrame(
        {
            **_person(found, people),
            "毕业院校": person["school"].to_numpy(),
            "专业": person["major"].to_numpy(),
            "去向": found["offer"].map(OFFER_WORDS).to_numpy(),
            **_post(found, posts),
            "说明": found["message"].to_numpy(),
        }
    )


def _students(offers: Offers, people: pd.DataFrame, posts: Posts) -> pd.DataFrame:
    """Return which internship every student who asks for work is offered; those without one last."""
    found = offers.students.sort_values("job_id", key=lambda job: job.isna(), kind="stable")
    person = people.loc[found["worker_id"]]
    return pd.DataFrame(
        {
            **_person(found, people),
            "学校": person["school"].to_numpy(),
            "专业": person["major"].to_numpy(),
            "意向工种": person["wanted_occupation"].to_numpy(),
            **_post(found, posts),
            "说明": found["message"].to_numpy(),
        }
    )


def _welfare(offers: Offers, people: pd.DataFrame, posts: Posts) -> pd.DataFrame:
    """Return who is proposed for a public-welfare post, in the order of placing, and why."""
    found = offers.welfare
    return pd.DataFrame(
        {
            "顺序": range(1, len(found) + 1),
            **_person(found, people),
            "优先类别": found["priority"].replace("", "其他").to_numpy(),
            "为什么托底": found["why"].to_numpy(),
            "安置建议": _advice(found),
            **_post(found, posts),
            "岗位要求": [_terms(posts, job) for job in found["job_id"]],
        }
    )


def _advice(found: pd.DataFrame) -> list[str]:
    pairs = zip(found["job_id"].isna(), found["months"], strict=True)
    return ["暂无空岗，登记轮候" if full else f"安置，最长{months}个月" for full, months in pairs]


def summary(offers: Offers) -> list[tuple[str, Any, str]]:
    """Return the counts for the first sheet: item, number, remark."""
    placed = int(offers.welfare["job_id"].notna().sum())
    graduate = f"其中 {offers.uncovered} 人未覆盖，见“困难家庭毕业生”" if len(offers.graduates) else "名册里没有"
    return [
        ("培训建议人数", offers.training["worker_id"].nunique(), "市场匹配之后另行提供，见“培训建议”"),
        ("困难家庭毕业生", len(offers.graduates), graduate),
        (
            "想实习的在校生",
            len(offers.students),
            f"有实习岗位 {int(offers.students['job_id'].notna().sum())} 人，见“在校生实习建议”" if len(offers.students) else "名册里没有",
        ),
        (
            "托底安置建议人数",
            len(offers.welfare),
            f"有公益性岗位可安置 {placed} 人；规则 {offers.rules.name}；只用于市场确实难以安置的人员，见“托底安置建议”",
        ),
        *[("请核对", "", note) for note in offers.records.notes],
    ]


def _person(found: pd.DataFrame, people: pd.DataFrame) -> dict[str, Any]:
    names = {"姓名": "name", "联系电话": "phone", "乡镇": "township", "责任人": "caseworker"}
    person = people.loc[found["worker_id"]]
    return {"编号": found["worker_id"].to_numpy()} | {word: person[name].to_numpy() for word, name in names.items()}


def _post(found: pd.DataFrame, posts: Posts) -> dict[str, Any]:
    given = [{} if pd.isna(job) else posts[job] for job in found["job_id"]]
    names = {"岗位编号": "job_id", "单位": "employer", "岗位": "title", "单位电话": "phone"}
    columns = {word: [post.get(name) or "" for post in given] for word, name in names.items()}
    return {**columns, "距离（公里）": [_km(km) for km in found["distance_km"]]}


def _terms(posts: Posts, job: Any) -> str:
    """Return what a post asks for, for staff to check: not all of it can be read by the machine."""
    if pd.isna(job):
        return ""
    return "；".join(filter(None, (posts[job][name] for name in ("age_text", "requirements", "hours"))))


def _km(km: float | None) -> Any:
    if km is None or pd.isna(km):
        return ""
    return "5以内" if km < SAME_POINT_KM else round(float(km), 1)
