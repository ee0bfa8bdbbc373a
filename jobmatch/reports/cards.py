"""What is handed out on paper: one A4 page per worker.

Large type, no scores, no English; the boxes are those of the introduction letter (DOMAIN.md §2.1, §5.1). Names of
workers are masked unless ``unmask``; the employer's contact is public and is printed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from jobmatch.places import way_in_words
from jobmatch.reports.masking import scrub
from jobmatch.reports.printing import Shown, shown_name, village_of, write_pages
from jobmatch.reports.words import LODGING_WORDS, day_words
from jobmatch.retirement import OVER_AGE
from jobmatch.schema import TIER_WORDS
from jobmatch.subsidy import subsidies
from jobmatch.terms.pay import pay_words
from jobmatch.terms.term import Row

MOST_JOBS = 5
"""Jobs on one page; what is beyond does not fit in type that people can read."""

LEAST_JOBS = 3
"""Fewer are said to be few."""

_SIZES = {1: "n3", 2: "n3", 3: "n3", 4: "n4", 5: "n5"}


def write_cards(short: Shown, path: str | Path, *, unmask: bool = False, office: str = "", on: dt.date | None = None) -> Path:
    """Write one page per worker with at least one job, best job first, and return the path.

    Parameters
    ----------
    short
        A ``Shortlist`` or ``Matches``.
    path
        ``.html`` or ``.pdf``.
    unmask
        Print names in full.
    office
        Who hands the page out, printed at the top.
    on
        The day printed, by which the transport subsidy is estimated; today by default.

    Raises
    ------
    MissingExtra
        A PDF is asked for without the extra ``cards``.

    Examples
    --------
    >>> import tempfile
    >>> from jobmatch import Matcher
    >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "openings": [1]}))
    >>> short = matcher.allocate(pd.DataFrame({"worker_id": ["W1"], "name": ["张小花"], "wanted_occupation": ["缝纫工"]}))
    >>> page = write_cards(short, Path(tempfile.mkdtemp()) / "推荐单.html").read_text(encoding="utf-8")
    >>> "缝纫工" in page, "张小花" in page  # masked
    (True, False)
    """
    day = on or dt.date.today()
    cards = list(_cards(short, day, unmask=unmask))
    return write_pages(path, "cards.html", cards, heading="一对一岗位推荐单", office=office, day=day_words(day))


def _cards(short: Shown, day: dt.date, *, unmask: bool) -> Iterator[dict[str, Any]]:
    pairs = short.to_frame()
    pairs = pairs[pairs["rank"] <= MOST_JOBS]
    pairs = pairs.assign(subsidy=_subsidy_words(pairs, short, day))
    people = {row["worker_id"]: row for row in short.workers.records}
    jobs = {row["job_id"]: row for row in short.jobs.records}
    by_worker: dict[str, list[Row]] = {}
    for pair in pairs.sort_values("rank", kind="stable").to_dict("records"):
        by_worker.setdefault(pair["worker_id"], []).append({str(k): v for k, v in pair.items()})
    for worker_id, person in people.items():
        found = by_worker.get(worker_id)
        if found:
            blocks = [_job(short, person, jobs[pair["job_id"]], pair) for pair in found]
            yield {**_person(person, unmask=unmask), "jobs": blocks, **_fullness(len(blocks))}


def _subsidy_words(pairs: pd.DataFrame, short: Shown, day: dt.date) -> list[str]:
    found = subsidies(pairs, short.workers, short.jobs, on=day, version=short.policy.subsidy or None)
    rows = zip(found["eligible"].fillna(False), found["amount_yuan"], strict=True)
    return ["可享交通补贴" + ("" if pd.isna(yuan) else f"（无票补{yuan:.0f}元）") if yes else "" for yes, yuan in rows]


def _fullness(count: int) -> dict[str, str]:
    few = f"目前符合条件的岗位只有 {count} 个，有新的合适岗位会再通知您。" if count < LEAST_JOBS else ""
    return {"size": _SIZES[count], "shortage": few}


def _person(person: Row, *, unmask: bool) -> dict[str, str]:
    pay = person["pay_min_wanted"]
    return {
        "worker_id": person["worker_id"],
        "name": shown_name(person, unmask=unmask),
        "village": village_of(person),
        "caseworker": person["caseworker"] or "",
        "wanted": scrub(person["wanted_occupation"] or "不限"),
        "places": scrub(person["wanted_places"] or "未填"),
        "pay_wanted": "未填" if pay is None else f"{pay:.0f} 元以上",
        "skills": scrub("、".join(filter(None, [person["skills"], person["certificates"]]))),
    }


def _job(short: Shown, person: Row, job: Row, pair: Row) -> dict[str, Any]:
    checks = short.checks(pair["worker_id"], pair["job_id"])
    asked = [one for one in short.to_verify(pair["worker_id"], pair["job_id"]) if one != OVER_AGE]
    outcomes = {
        "met": [label for label, outcome, _ in checks if outcome == "met"],
        "unknown": asked,
        "unmet": [text for _, outcome, text in checks if outcome == "unmet"],
    }
    pay = pay_words(job)
    return {
        "rank": pair["rank"],
        "title": job["title"],
        "employer": job["employer"] or "",
        "pay": pay,
        "unit": "元/月" if pay[0].isdigit() else "",
        "gap": pay_gap_words(person["pay_min_wanted"], job["pay_min"], job["pay_max"]),
        "reasons": short.reasons(pair["worker_id"], pair["job_id"]),
        "facts": "　".join(_facts(job, pair)),
        **{outcome: "、".join(dict.fromkeys(labels)) for outcome, labels in outcomes.items()},
        "contact": job["contact"] or "联系人未填",
        "phone": job["phone"] or "",
        "place": job["work_address"] or "未写明",
        "route": job["route"] or "",
    }


def _facts(job: Row, pair: Row) -> list[str]:
    until = f"{day_words(job['valid_until'])}前有效" if job["valid_until"] is not None else ""
    left = None if job["openings"] is None else max(job["openings"] - (job["placed"] or 0), 0)
    places = "" if left is None else f"招{left}人"
    booth = f"展位 {job['booth']}" if job["booth"] else ""
    return list(filter(None, [distance_words(pair), LODGING_WORDS.get(job["lodging"], ""), places, pair["subsidy"], until, booth]))


def distance_words(pair: Mapping[Any, Any]) -> str:
    """Return how far the way to work is, in plain words.

    >>> distance_words({"tier": "county", "distance_km": 12.4}), distance_words({"tier": "home", "distance_km": 0.0})
    ('本县 约12公里', '居家')
    """
    word, km = TIER_WORDS.get(str(pair["tier"]), ""), pair["distance_km"]
    if pair["tier"] == "home" or pd.isna(km):
        return word or "距离待核实"
    return f"{word} {way_in_words(km)}".strip()


def pay_gap_words(wanted: float | None, low: float | None, high: float | None) -> str:
    """Return how the pay offered compares with the pay wanted, in plain words.

    >>> pay_gap_words(3000, 3600, 4500), pay_gap_words(4000, 3000, 3700), pay_gap_words(4000, 3500, 4500)
    ('比期望多600元', '比期望少300元', '达到期望')
    """
    best = high if high is not None else low
    if wanted is None or best is None:
        return ""
    if best < wanted:
        return f"比期望少{wanted - best:.0f}元"
    more = (low if low is not None else best) - wanted
    return f"比期望多{more:.0f}元" if more > 0 else "达到期望"
