"""What the templates show: plain words and numbers, masked unless the sitting asked for full names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from jobmatch import explanation
from jobmatch.errors import UnknownId
from jobmatch.explanation.comparison import BELOW, Line, pay_with_unit
from jobmatch.forms.headings.columns import Kind
from jobmatch.places import way_in_words
from jobmatch.reports.counts import off_the_market
from jobmatch.reports.masking import mask_name, mask_phone, scrub
from jobmatch.reports.words import LODGING_WORDS
from jobmatch.schema import EDUCATION, LOCAL_TIERS, TIER_WORDS
from jobmatch.service.desk.map import Map, draw
from jobmatch.service.desk.sitting import Sitting
from jobmatch.service.matching import Answer
from jobmatch.terms.formula import TERM_LABELS, TERM_NAMES
from jobmatch.terms.term import MET, UNKNOWN, UNMET

KIND_WORDS: dict[Kind, str] = {"workers": "求职人员表", "jobs": "岗位表"}
SEX_WORDS = {"male": "男", "female": "女"}
SAID_WORDS = {"willing": "愿意去", "declined": "不愿意"}
OUTCOME_SIGNS = {
    MET: ("met", "✓", "符合"),
    UNKNOWN: ("unknown", "？", "待核实"),
    UNMET: ("unmet", "✗", "不符合"),
    BELOW: ("below", "↓", "低于期望"),
}
"""Class, sign and word of an outcome; a wish that is not granted whole is no refusal and does not look like one."""
MOST_PROBLEMS = 200
_MOST_NAMED = 6
"""Jobs that a message lists."""


def problems_of(sitting: Sitting, kind: Kind) -> list[dict[str, Any]]:
    """Return the problem rows of a file, those set aside first; values are masked like everything else."""
    frame = sitting.tables[kind].problems
    shown = frame.sort_values("kept", kind="stable").head(MOST_PROBLEMS)
    rows = shown.to_dict("records")
    return [{**row, "shown": row["value"] if sitting.unmasked else _hidden(row)} for row in rows]


def _hidden(row: dict[str, Any]) -> str:
    value, column = str(row["value"] or ""), str(row["column"])
    if "姓名" in column:
        return mask_name(value)
    if any(word in column for word in ("电话", "手机", "联系方式")):
        return mask_phone(value)
    if "证" in column and any(character.isdigit() for character in value):
        return value[:6] + "*" * max(len(value) - 8, 0) + value[-2:] if len(value) > 8 else value
    return scrub(value)


def chosen(sitting: Sitting) -> str | None:
    """Return whose jobs are open: who was chosen, or else the first who has some, so that something useful is seen."""
    if sitting.result is None:
        return None
    if sitting.chosen in sitting.result.workers.ids:
        return sitting.chosen
    counts = sitting.result.counts
    return next((str(one) for one in counts.index[counts > 0]), None)


def people(sitting: Sitting) -> list[dict[str, Any]]:
    """Return everybody in table order: how they are called, what they want, how many jobs were found."""
    result = sitting.result
    if result is None:
        return []
    frame = result.to_frame()
    counts = frame["worker_id"].value_counts().to_dict()
    titles = dict(zip(result.jobs.ids, result.jobs.frame["title"], strict=True))
    first = {row.worker_id: titles[row.job_id] for row in frame[frame["rank"] == 1].itertuples()}
    return [
        {
            "id": row["worker_id"],
            "name": _called(row, sitting),
            "facts": " · ".join(_facts(row)[:2]),
            "wanted": row["wanted_occupation"] or "不限",
            "count": counts.get(row["worker_id"], 0),
            "first": first.get(row["worker_id"], ""),
            "ranked": row["segment"] == "job",
        }
        for row in result.workers.records
    ]


def totals(sitting: Sitting) -> dict[str, Any]:
    """Return the numbers at the top of the page."""
    result = sitting.result
    if result is None:
        return {}
    ranked = result.counts
    near = result.to_frame()["tier"].isin(LOCAL_TIERS)
    return {
        "people": len(result.workers),
        "ranked": len(ranked),
        "served": int((ranked > 0).sum()),
        "unserved": int((ranked == 0).sum()),
        "open": result.open_jobs,
        "off": off_the_market(result),
        "pairs": len(result),
        "near": round(100 * float(near.mean())) if len(near) else 0,
    }


def person(sitting: Sitting, worker_id: str) -> dict[str, Any]:
    """Return one person with the jobs found, the map, and what to tell where few were found."""
    result = sitting.result
    if result is None:
        return {}
    at = result.workers.position(worker_id)
    row = result.workers.records[at]
    frame = result.to_frame()
    rows = [int(place) for place in frame.index[frame["worker_id"] == worker_id]]
    verify = explanation.to_verify(result) if rows else []
    shown = [_card(sitting, place, verify[place]) for place in rows]
    wanted = row["pay_min_wanted"]
    return {
        "id": worker_id,
        "name": _called(row, sitting),
        "facts": _facts(row),
        "wishes": [
            ("想做", row["wanted_occupation"] or "不限"), ("会做", row["skills"]), ("住在", _home(row)), ("想去", row["wanted_places"]),
            ("工资", f"{wanted:.0f} 元以上" if wanted else None),
            ("电话", (row["phone"] if sitting.unmasked else mask_phone(row["phone"])) if row["phone"] else None), ("走不开", row["limits"]),
        ],
        "cells": sitting.cells.get(worker_id),
        "jobs": shown,
        "map": _map(row, result, rows),
        "notes": [*sitting.notes.get(worker_id, []), *filter(None, [_note(sitting, worker_id, row, len(shown))])],
    }  # fmt: skip


def _called(row: dict[str, Any], sitting: Sitting) -> str:
    """Return how a person is called on the page."""
    name = row["name"] or ""
    return (name if sitting.unmasked else mask_name(name)) or str(row["worker_id"])


def why(sitting: Sitting, worker_id: str, job_id: str) -> dict[str, Any]:
    """Return the arithmetic of a pair that was found: weight × value per term, adding up to the score."""
    result = sitting.result
    if result is None:
        return {}
    place = result.pair_row(worker_id, job_id)
    pair, weights = result.records[place], result.search.formula.weights
    bars: list[dict[str, Any]] = [
        {"label": TERM_LABELS[name], "weight": weights[name], "value": float(pair[name]), "points": weights[name] * float(pair[name])}
        for name in TERM_NAMES
    ]
    lines = _sides(explanation.comparisons(result, [place])[0])
    return {"bars": bars, "score": float(pair["score"]), "most": max(bar["points"] for bar in bars), "lines": lines}


def job_meant(sitting: Sitting, words: str) -> str:
    """Return the number of the job that was typed: by its number, by its name or its firm's, or by a part of these that only one bears.

    Raises
    ------
    UnknownId
        No job, or several.
    """
    if sitting.result is None:
        return ""
    said, jobs = words.strip(), sitting.result.jobs
    number = said.split(" ")[0]
    if number in jobs.ids:
        return number
    named = _jobs_named(jobs.frame, said)
    if len(named) == 1:
        return str(named["job_id"].iloc[0])
    if not len(named):
        raise UnknownId(f"没有编号或名称是“{said}”的岗位；请从输入框下面列出的岗位里选")
    shown = "、".join(named["job_id"].str.cat(named["title"], sep=" ").head(_MOST_NAMED)) + ("……" if len(named) > _MOST_NAMED else "")
    raise UnknownId(f"“{said}”有 {len(named)} 个岗位：{shown}；请填其中一个编号")


def _jobs_named(frame: pd.DataFrame, said: str) -> pd.DataFrame:
    """Return the jobs that bear a name themselves or by their firm; where none does, those in whose name it stands."""
    names = frame[["title", "employer"]].fillna("")
    borne = (names == said).any(axis=1)
    return frame[borne if borne.any() else names.apply(lambda column: column.str.contains(said, regex=False)).any(axis=1)]


def why_not(sitting: Sitting, worker_id: str, job_id: str) -> dict[str, Any]:
    """Return why a pair was not found, and what would admit it."""
    if sitting.result is None or sitting.matcher is None:
        return {}
    refusal = sitting.matcher.why_not(sitting.result.workers, worker_id, job_id)
    job = sitting.result.jobs.records[sitting.result.jobs.position(job_id)]
    rules = [text for _, text in refusal.rules]
    pairs = sitting.result.records
    rank = next((int(one["rank"]) for one in pairs if (one["worker_id"], one["job_id"]) == (worker_id, job_id)), None)
    return {
        "rank": rank,
        "title": job["title"],
        "employer": job["employer"],
        "rules": rules,
        "score": refusal.score,
        "lines": _sides(refusal.comparison),
    }


def _sides(lines: Sequence[Line]) -> list[dict[str, str]]:
    """Return what the posting asks beside what the person has, with the outcome as a sign, a word and a class."""
    found = []
    for line in lines:
        outcome, sign, word = OUTCOME_SIGNS[line.outcome]
        found.append({"label": line.label, "asked": line.asked, "own": line.own, "sign": sign, "word": word, "outcome": outcome})
    return found


def _facts(row: dict[str, Any]) -> list[str]:
    facts = [SEX_WORDS.get(row["sex"] or ""), f"{row['age']} 岁" if row["age"] is not None else None]
    facts += [EDUCATION[int(row["education"])] if row["education"] is not None else None, row["township"], row["certificates"]]
    return [str(fact) for fact in facts if fact]


def _home(row: dict[str, Any]) -> str | None:
    parts = [row["township"], row["village"]]
    return "".join(part for part in parts if part) or row["home_address"]


def _card(sitting: Sitting, place: int, verify: list[str]) -> dict[str, Any]:
    result = sitting.result
    if result is None:
        return {}
    pair, job = result.records[place], result.jobs.records[int(result.job_row[place])]
    return {
        "id": pair["job_id"],
        "rank": int(pair["rank"]),
        "title": job["title"],
        "employer": job["employer"],
        "pay": pay_with_unit(job),
        "lodging": LODGING_WORDS.get(job["lodging"] or ""),
        "address": job["work_address"],
        "tier": TIER_WORDS.get(pair["tier"] or "", ""),
        "way": way_in_words(float(pair["distance_km"])),
        "openings": job["openings"],
        "contact": " ".join(part for part in (job["contact"], job["phone"]) if part),
        "booth": job["booth"],
        "reasons": explanation.reasons(result, place),
        "verify": verify,
        "answer": answer(sitting, pair["worker_id"], pair["job_id"]),
    }


def answer(sitting: Sitting, worker_id: str, job_id: str) -> dict[str, Any]:
    """Return what a person said to a job, under which number the ledger has it, and whether it can be taken back here."""
    said, number = (known.get((worker_id, job_id)) for known in (sitting.outcomes, sitting.letters))
    return {
        "worker_id": worker_id,
        "job_id": job_id,
        "said": SAID_WORDS.get(said or ""),
        "number": number,
        "fictional": sitting.is_demo,
        "undone": number is not None or sitting.is_demo,
    }


def _map(row: dict[str, Any], result: Any, rows: list[int]) -> Map | None:
    if row["home_lat"] is None:
        return None
    jobs = [(str(int(result.records[place]["rank"])), result.jobs.records[int(result.job_row[place])]) for place in rows]
    points = [(label, float(job["work_lat"]), float(job["work_lon"])) for label, job in jobs if job["work_lat"] is not None]
    return draw((float(row["home_lat"]), float(row["home_lon"])), points)


def _note(sitting: Sitting, worker_id: str, row: dict[str, Any], count: int) -> str | None:
    result = sitting.result
    if row["segment"] != "job":
        return f"没有参加匹配：{row['segment_reason'] or '本人不在求职推荐范围'}"
    if result is None or count >= result.policy.min_jobs:
        return None
    short = result.short_of_jobs()
    found = short.loc[short["worker_id"] == worker_id, "reason"]
    return str(found.iat[0]) if len(found) else None


def job_choices(sitting: Sitting) -> list[Answer]:
    """Return every job, for the search of why-not."""
    jobs = sitting.tables["jobs"].frame
    return [{"id": row.job_id, "title": row.title, "employer": "" if pd.isna(row.employer) else row.employer} for row in jobs.itertuples()]
