"""Lists printed beside the cards: one per village and caseworker, and one per employer."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from jobmatch.reports.cards import distance_words
from jobmatch.reports.masking import mask_phone, scrub
from jobmatch.reports.printing import Shown, shown_name, today, village_of, write_pages
from jobmatch.schema import EDUCATION
from jobmatch.terms.term import Row

BEST_JOBS = 3
"""Jobs of a person named in the list of a village."""
_GROUP = re.compile(r"第?[\d一二三四五六七八九十]+(?:村民小组|小组|组|社|队).*$")
"""村民小组 and house: the list goes to the village, which is walked as a whole."""


def write_village_lists(short: Shown, path: str | Path, *, unmask: bool = False, on: dt.date | None = None) -> Path:
    """Write one list per village and caseworker: everybody who looks for work and the jobs found for them; return the path.

    Names are masked unless ``unmask``; ``on`` is the day printed, today by default. The file is ``.html`` or ``.pdf``.

    >>> import tempfile
    >>> import pandas as pd
    >>> from jobmatch import Matcher
    >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
    >>> people = {"worker_id": ["W1"], "village": ["浣花村3组"], "wanted_occupation": ["缝纫工"]}
    >>> lists = write_village_lists(matcher.recommend(pd.DataFrame(people)), Path(tempfile.mkdtemp()) / "村级汇总.html")
    >>> "浣花村 岗位推荐汇总" in lists.read_text(encoding="utf-8")
    True
    """
    best = _best_jobs(short)
    people = [row for row in short.workers.records if row["segment"] == "job"]
    lists: dict[tuple[str, str], list[list[str]]] = {}
    for person in people:
        place = (_GROUP.sub("", village_of(person)) or "村未填", person["caseworker"] or "未定")
        found = best.get(person["worker_id"], [])
        titles = [f"{rank}. {title}" for rank, title in enumerate(found, 1)] or ["暂无合适岗位"]
        name = shown_name(person, unmask=unmask)
        row = [name, person["worker_id"], scrub(person["wanted_occupation"] or "不限"), "　".join(titles), "", ""]
        lists.setdefault(place, []).append(row)
    pages = [
        {"title": f"{village} 岗位推荐汇总", "sub": f"责任人 {caseworker}　共 {len(rows)} 人", "rows": rows}
        for (village, caseworker), rows in sorted(lists.items())
    ]
    columns = ["姓名", "编号", "想做", "推荐岗位", "送达日期", "本人意见"]
    return write_pages(path, "lists.html", pages, heading="岗位推荐汇总", columns=columns, day=today(on))


def write_employer_lists(short: Shown, path: str | Path, *, unmask: bool = False, on: dt.date | None = None) -> Path:
    """Write one list per employer: who is sent for which post; return the path.

    Names and phones of workers are masked unless ``unmask``; ``on`` is the day printed, today by default. The file is ``.html``
    or ``.pdf``.

    >>> import tempfile
    >>> import pandas as pd
    >>> from jobmatch import Matcher
    >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "employer": ["甲厂"]}))
    >>> found = matcher.recommend(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"]}))
    >>> "我们推荐 1 人" in write_employer_lists(found, Path(tempfile.mkdtemp()) / "单位名单.html").read_text(encoding="utf-8")
    True
    """
    people = {row["worker_id"]: row for row in short.workers.records}
    jobs = {row["job_id"]: row for row in short.jobs.records}
    booths: dict[str, str] = {}
    lists: dict[str, list[list[str]]] = {}
    for pair in short.to_frame().sort_values(["job_id", "rank"], kind="stable").to_dict("records"):
        job, person = jobs[pair["job_id"]], people[pair["worker_id"]]
        row = [job["title"], *_for_employer(person, unmask=unmask), distance_words(pair), ""]
        employer = job["employer"] or f"岗位 {job['job_id']}"
        lists.setdefault(employer, []).append(row)
        booths[employer] = f"　展位 {job['booth']}" if job["booth"] else ""
    pages = [
        {
            "title": employer,
            "sub": f"我们推荐 {len({row[1] for row in rows})} 人　{len(rows)} 人次{booths[employer]}",
            "rows": rows,
        }
        for employer, rows in sorted(lists.items())
    ]
    columns = ["岗位", "编号", "姓名", "年龄", "学历", "会做", "电话", "离家", "面试结果"]
    return write_pages(path, "lists.html", pages, heading="推荐人员名单", columns=columns, day=today(on))


def _for_employer(person: Row, *, unmask: bool) -> list[str]:
    phone = person["phone"] or ""
    age = "" if person["age"] is None else f"{person['age']}岁"
    schooling = "" if person["education"] is None else EDUCATION[person["education"]]
    return [
        person["worker_id"],
        shown_name(person, unmask=unmask),
        age,
        schooling,
        scrub(person["skills"] or person["experience"] or ""),
        phone if unmask else mask_phone(phone),
    ]


def _best_jobs(short: Shown) -> dict[str, list[str]]:
    titles = {row["job_id"]: f"{row['title']}（{row['employer'] or '单位未填'}）" for row in short.jobs.records}
    found: dict[str, list[str]] = {}
    pairs = short.to_frame().sort_values("rank", kind="stable")
    for worker_id, job_id in zip(pairs["worker_id"], pairs["job_id"], strict=True):
        found.setdefault(worker_id, []).append(titles[job_id])
    return {worker_id: jobs[:BEST_JOBS] for worker_id, jobs in found.items()}
