"""The main sheet of the workbook: one row per worker and job, with the boxes that staff fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jobmatch import explanation
from jobmatch.reports.words import LODGING_WORDS, iso_day
from jobmatch.schema import TIER_WORDS
from jobmatch.schema.outcomes import OUTCOME_COLUMNS
from jobmatch.terms.pay import pay_words
from jobmatch.terms.term import Row

if TYPE_CHECKING:
    from jobmatch.ranking import Ranking


def one_to_one(matches: Ranking, people: pd.DataFrame) -> pd.DataFrame:
    """Return the main sheet: one row per worker and job, in the order of the people, best job first."""
    workers, jobs = matches.workers.records, matches.jobs.records
    shown: list[Any] = people.to_dict("records")
    verify = explanation.to_verify(matches)
    known = matches.letters
    letters = [""] * len(matches) if known is None else known["referral_id"].fillna("").tolist()
    rows = []
    for row, pair in enumerate(matches.records):
        at = int(matches.worker_row[row])
        worker, job = workers[at], jobs[int(matches.job_row[row])]
        cells = {
            **_person(shown[at], worker),
            **_offer(pair, worker, job),
            "推荐理由": "；".join([*explanation.reasons(matches, row), *_first(matches, pair["worker_id"])]),
            "待核实": "、".join(verify[row]),
            **_employer(job),
            "推荐编号": letters[row] or f"{pair['worker_id']}-{pair['job_id']}",
        }
        rows.append({**cells, **dict.fromkeys(OUTCOME_COLUMNS, "")})
    columns = list(rows[0]) if rows else ["编号", "姓名", "岗位编号", "单位", "岗位", "推荐编号"]
    return pd.DataFrame(rows, columns=columns)


def _person(shown: Row, worker: Row) -> dict[str, Any]:
    """Return who is sent: names and phones as they may be shown."""
    return {
        "编号": worker["worker_id"],
        "姓名": shown["name"],
        "联系电话": (shown["phone"] or "").replace("、", "\n"),
        "乡镇": shown["township"],
        "村": shown["village"],
        "责任人": shown["caseworker"],
        "意向工种": worker["wanted_occupation"] or "",
    }


def _offer(pair: Row, worker: Row, job: Row) -> dict[str, Any]:
    """Return what is offered, how far it is and how it pays."""
    return {
        "排名": int(pair["rank"]),
        "岗位编号": pair["job_id"],
        "单位": job["employer"] or "",
        "岗位": job["title"],
        "工作地点": job["work_address"] or "",
        "距离（公里）": _km(pair),
        "类别": TIER_WORDS.get(str(pair["tier"]), "待核实"),
        "工资（元/月）": pay_words(job),
        "与期望相比": _pay_gap(worker, job),
    }


def _employer(job: Row) -> dict[str, Any]:
    """Return what else staff tell, and whom to phone."""
    return {
        "食宿": LODGING_WORDS.get(job["lodging"], "未写明"),
        "招聘人数": job["openings"] if job["openings"] is not None else "未写明",
        "单位联系人": job["contact"] or "",
        "单位电话": job["phone"] or "",
        "有效期至": iso_day(job["valid_until"]),
        "展位": job["booth"] or "",
    }


def _first(matches: Ranking, worker_id: str) -> list[str]:
    group = matches.priority_of(worker_id)
    return [f"{group}，优先分配"] if group else []


def _pay_gap(worker: Row, job: Row) -> str:
    wanted = worker["pay_min_wanted"]
    offered = job["pay_max"] if job["pay_max"] is not None else job["pay_min"]
    if offered is None:
        return "面议"
    if wanted is None:
        return "未填期望"
    gap = offered - wanted if offered < wanted else max((job["pay_min"] or wanted) - wanted, 0)
    return "达到期望" if gap == 0 else f"{gap:+.0f}".replace("-", "−")


def _km(pair: Row) -> float | str:
    """Return the distance as staff read it; within a township only the centre is known, never 0 km."""
    if np.isnan(pair["distance_km"]):
        return "待核实"
    if pair["tier"] in ("village", "town") and pair["distance_km"] < explanation.SAME_POINT_KM:
        return "5以内"
    return round(float(pair["distance_km"]), 1)
