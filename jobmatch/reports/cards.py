"""What is handed out on paper: one A4 page per worker, a list per village, a list per employer.

The pages are HTML that any browser prints, or PDF where the path ends in ``.pdf`` (WeasyPrint, extra
``cards``). Chinese type is taken from the fonts of the machine: Noto Sans CJK or WenQuanYi on Linux (packages
``fonts-noto-cjk``, ``fonts-wqy-zenhei``), Microsoft YaHei on Windows, PingFang on macOS. Large type, no scores, no
English; the boxes are those of the introduction letter (DOMAIN.md §2.1, §5.1). Names of workers are masked
unless ``unmask``; the employer's contact is public and is printed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from jobmatch.errors import MissingExtra
from jobmatch.explanation import TIER_WORDS
from jobmatch.reports.masking import mask_name, mask_phone, scrub
from jobmatch.reports.words import LODGING_WORDS, day_words, pay_words
from jobmatch.schema import Jobs, Workers
from jobmatch.subsidy import subsidies

Row = Mapping[str, Any]

MOST_JOBS = 5
"""Jobs on one page; what is beyond does not fit in type that people can read."""

LEAST_JOBS = 3
"""Fewer are said to be few."""

_SIZES = {1: "n3", 2: "n3", 3: "n3", 4: "n4", 5: "n5"}


class Shown(Protocol):
    """A result whose pairs can be printed: ``Matches`` or ``Shortlist``."""

    workers: Workers
    jobs: Jobs

    def to_frame(self) -> pd.DataFrame:
        """Return one row per pair: worker_id, job_id, rank, distance_km, tier."""
        ...

    def reasons(self, worker_id: str, job_id: str) -> list[str]:
        """Return up to three plain reasons."""
        ...

    def checks(self, worker_id: str, job_id: str) -> list[tuple[str, str, str]]:
        """Return every requirement: label, outcome (met, unmet, unknown), text."""
        ...


def write_cards(
    short: Shown, path: str | Path, *, unmask: bool = False, office: str = "", on: dt.date | None = None
) -> Path:
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
    """
    day = on or dt.date.today()
    cards = list(_cards(short, day, unmask=unmask))
    return _write(path, "cards.html", heading="一对一岗位推荐单", cards=cards, office=office, day=day_words(day))


def write_village_lists(short: Shown, path: str | Path, *, unmask: bool = False, on: dt.date | None = None) -> Path:
    """Write one list per village and caseworker: everybody who looks for work and the jobs found for them."""
    best = _best_jobs(short)
    people = [row for row in short.workers.records if row["segment"] == "job"]
    lists: dict[tuple[str, str], list[list[str]]] = {}
    for person in people:
        place = (_village(person) or "村未填", person["caseworker"] or "未定")
        found = best.get(person["worker_id"], [])
        titles = [f"{rank}. {title}" for rank, title in enumerate(found, 1)] or ["暂无合适岗位"]
        name = _shown_name(person, unmask=unmask)
        row = [name, person["worker_id"], scrub(person["wanted_occupation"] or "不限"), "　".join(titles), "", ""]
        lists.setdefault(place, []).append(row)
    pages = [
        {"title": f"{village} 岗位推荐汇总", "sub": f"责任人 {caseworker}　共 {len(rows)} 人", "rows": rows}
        for (village, caseworker), rows in sorted(lists.items())
    ]
    columns = ["姓名", "编号", "想做", "推荐岗位", "送达日期", "本人意见"]
    return _write(path, "lists.html", heading="岗位推荐汇总", lists=pages, columns=columns, day=_today(on))


def write_employer_lists(short: Shown, path: str | Path, *, unmask: bool = False, on: dt.date | None = None) -> Path:
    """Write one list per employer: who is sent for which post. Phones of workers are masked unless ``unmask``."""
    people = {row["worker_id"]: row for row in short.workers.records}
    jobs = {row["job_id"]: row for row in short.jobs.records}
    lists: dict[str, list[list[str]]] = {}
    for pair in short.to_frame().sort_values(["job_id", "rank"], kind="stable").to_dict("records"):
        job, person = jobs[pair["job_id"]], people[pair["worker_id"]]
        row = [job["title"], *_for_employer(person, unmask=unmask), _distance(pair), ""]
        lists.setdefault(job["employer"] or f"岗位 {job['job_id']}", []).append(row)
    pages = [
        {"title": employer, "sub": f"我们推荐 {len({row[1] for row in rows})} 人　{len(rows)} 人次", "rows": rows}
        for employer, rows in sorted(lists.items())
    ]
    columns = ["岗位", "编号", "姓名", "年龄", "学历", "会做", "电话", "离家", "面试结果"]
    return _write(path, "lists.html", heading="推荐人员名单", lists=pages, columns=columns, day=_today(on))


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
    found = subsidies(pairs, short.workers, short.jobs, on=day)
    rows = zip(found["eligible"].fillna(False), found["amount_yuan"], strict=True)
    return [
        "可享交通补贴" + ("" if pd.isna(yuan) else f"（无票补{yuan:.0f}元）") if yes else "" for yes, yuan in rows
    ]


def _fullness(count: int) -> dict[str, str]:
    few = f"目前符合条件的岗位只有 {count} 个，有新的合适岗位会再通知您。" if count < LEAST_JOBS else ""
    return {"size": _SIZES[count], "shortage": few}


def _person(person: Row, *, unmask: bool) -> dict[str, str]:
    pay = person["pay_min_wanted"]
    return {
        "worker_id": person["worker_id"],
        "name": _shown_name(person, unmask=unmask),
        "village": _village(person),
        "caseworker": person["caseworker"] or "",
        "wanted": scrub(person["wanted_occupation"] or "不限"),
        "places": scrub(person["wanted_places"] or "未填"),
        "pay_wanted": "未填" if pay is None else f"{pay:.0f} 元以上",
        "skills": scrub("、".join(filter(None, [person["skills"], person["certificates"]]))),
    }


def _job(short: Shown, person: Row, job: Row, pair: Row) -> dict[str, Any]:
    outcomes: dict[str, list[str]] = {"met": [], "unknown": [], "unmet": []}
    for label, outcome, text in short.checks(pair["worker_id"], pair["job_id"]):
        outcomes[outcome].append(text if outcome == "unmet" else label)
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
    return list(
        filter(None, [_distance(pair), LODGING_WORDS.get(job["lodging"], ""), places, pair["subsidy"], until, booth])
    )


def _distance(pair: Mapping[Any, Any]) -> str:
    word, km = TIER_WORDS.get(str(pair["tier"]), ""), pair["distance_km"]
    if pair["tier"] == "home" or pd.isna(km):
        return word or "距离待核实"
    return f"{word} 约{max(round(km), 1)}公里".strip()


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


def _for_employer(person: Row, *, unmask: bool) -> list[str]:
    phone = person["phone"] or ""
    age = "" if person["age"] is None else f"{person['age']}岁"
    schooling = "" if person["education"] is None else _SCHOOLING[person["education"]]
    return [
        person["worker_id"],
        _shown_name(person, unmask=unmask),
        age,
        schooling,
        scrub(person["skills"] or person["experience"] or ""),
        phone if unmask else mask_phone(phone),
    ]


_SCHOOLING = ("文盲", "小学", "初中", "高中/中专", "大专", "本科", "硕士", "博士")


def _best_jobs(short: Shown) -> dict[str, list[str]]:
    titles = {row["job_id"]: f"{row['title']}（{row['employer'] or '单位未填'}）" for row in short.jobs.records}
    found: dict[str, list[str]] = {}
    pairs = short.to_frame().sort_values("rank", kind="stable")
    for worker_id, job_id in zip(pairs["worker_id"], pairs["job_id"], strict=True):
        found.setdefault(worker_id, []).append(titles[job_id])
    return {worker_id: jobs[:LEAST_JOBS] for worker_id, jobs in found.items()}


def _shown_name(person: Row, *, unmask: bool) -> str:
    name = person["name"] or ""
    return (name if unmask else mask_name(name)) or "姓名未填"


def _village(person: Row) -> str:
    return "".join(filter(None, [person["township"], person["village"]]))


def _today(on: dt.date | None) -> str:
    return day_words(on or dt.date.today())


def _write(path: str | Path, template: str, **content: Any) -> Path:
    """Fill a template and write it as the kind of file the path says."""
    target = Path(path)
    html = _environment().get_template(template).render(css=_css(), **content)
    if target.suffix.lower() == ".pdf":
        _write_pdf(html, target)
    else:
        target.write_text(html, encoding="utf-8")
    return target


def _environment() -> Any:
    try:
        from jinja2 import Environment, PackageLoader
    except ImportError:
        raise MissingExtra.named("cards", "jobmatch cards") from None
    loader = PackageLoader("jobmatch.reports", "templates")
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)


def _css() -> Any:
    from markupsafe import Markup

    return Markup((files("jobmatch.reports") / "templates" / "print.css").read_text(encoding="utf-8"))


def _write_pdf(html: str, target: Path) -> None:
    try:
        from weasyprint import HTML
    except (ImportError, OSError):  # OSError: Pango is not installed
        raise MissingExtra.named("cards", "PDF") from None
    HTML(string=html).write_pdf(target)
