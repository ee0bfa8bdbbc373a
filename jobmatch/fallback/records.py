"""What the office knows beside the market: dated courses, posts given out one by one, what was tried and served.

The three files are small tables of the office's own making; a header row with the names below may stand on any
of the first rows, and columns that are not known are passed over.

========== ======================================================================================
courses    培训课程 / 培训工种 / 班名, 开班日期, and where known 培训地点, 名额, 联系人, 联系电话
posts      a form of postings as the market's: rows are public-welfare posts unless their kind says otherwise
served     身份证号 or 人员编号, 已享受月数, and where known 开始日期: public-welfare posts already held
========== ======================================================================================
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from jobmatch.errors import TableError
from jobmatch.fallback.bridge import course_of
from jobmatch.forms.dates import read_date
from jobmatch.forms.read import read_jobs
from jobmatch.forms.sheets import CSV
from jobmatch.forms.tables import read_columns
from jobmatch.schema import Jobs, Workers

_COURSE = {
    "course": ("培训课程", "课程", "课程名称", "培训工种", "培训项目", "培训专业", "培训班", "培训班名称", "班名", "培训内容"),
    "starts_on": ("开班日期", "开班时间", "开始日期", "开始时间", "培训日期", "培训时间"),
    "place": ("培训地点", "地点", "上课地点", "开班地点"),
    "places": ("名额", "招收人数", "培训人数", "计划人数", "招生人数"),
    "contact": ("联系人",),
    "phone": ("联系电话", "电话"),
}
_SERVED = {
    "worker_id": ("人员编号", "编号"),
    "id_number": ("身份证号", "身份证号码", "公民身份号码", "证件号码", "身份证"),
    "months": ("已享受月数", "月数", "在岗月数", "已在岗月数", "享受月数", "公益性岗位月数"),
    "started_on": ("开始日期", "上岗日期", "首次上岗日期", "开始时间", "上岗时间", "首次批准日期"),
}

_TIME_SERVED = re.compile(r"(?P<years>\d+\.?\d*)\s*年(?P<half>半)?[零又\s]*(?:(?P<months>\d+\.?\d*))?|(?P<alone>\d+\.?\d*)")
_LONGEST_MONTHS = 600
"""Nobody holds a post for fifty years."""


@dataclass(frozen=True, eq=False)
class Records:
    """What the office knows beside the market; all of it may be missing."""

    courses: pd.DataFrame | None = None
    """Dated courses: ``course, starts_on`` and, where known, ``title, place, places, contact, phone``."""
    posts: Jobs | pd.DataFrame | None = None
    """Public-welfare posts and internships that do not stand among the market's postings."""
    served: pd.DataFrame | None = None
    """Public-welfare posts already held, a row per placement: ``worker_id, months`` and, where known, ``started_on``."""
    history: pd.DataFrame | None = None
    """Referrals on record: ``worker_id, job_id, outcome``."""
    notes: tuple[str, ...] = ()
    """What staff should look at in the files, in Chinese."""

    def with_posts(self, jobs: Jobs) -> Jobs:
        """Return ``jobs`` and the posts that are only given out here.

        Examples
        --------
        >>> market = Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
        >>> Records(posts=Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["保洁员"]}))).with_posts(market).ids.tolist()
        ['J1', '托底-J1']
        """
        if self.posts is None:
            return jobs
        posts = Jobs(self.posts) if isinstance(self.posts, pd.DataFrame) else self.posts
        frame = posts.frame.copy()
        taken = frame["job_id"].isin(jobs.ids)
        frame["job_id"] = frame["job_id"].where(~taken, "托底-" + frame["job_id"])
        return Jobs(pd.concat([jobs.frame, frame], ignore_index=True))


def read_courses(path: str | Path, *, as_of: dt.date) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the dated courses of a file, and what to look at in it.

    Raises
    ------
    TableError
        No header with a course and a day.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "培训班.csv"
    >>> _ = file.write_text("班名,开班日期\\n月嫂班,3月20日\\n国学班,3月25日\\n", encoding="utf-8")
    >>> table, notes = read_courses(file, as_of=dt.date(2026, 3, 1))
    >>> table[["course", "starts_on"]].astype(str).values.tolist(), notes
    ([['家政服务', '2026-03-20']], ('培训班.csv 第3行“国学班”：没有认出对应的工种，没有使用',))
    """
    table = read_columns(path, _COURSE, ("course", "starts_on"))
    table["title"], table["course"] = table["course"], table["course"].map(course_of)
    table["starts_on"] = _days(table["starts_on"], as_of.year)
    unknown, undated = table["course"].eq(""), table["starts_on"].isna()
    wrong = np.select([unknown, undated], ["没有认出对应的工种，没有使用", "开班日期没有填或读不出，没有使用"], "")
    notes = [f"{where}“{title}”：{what}" for where, title, what in zip(_places(path, table), table["title"], wrong, strict=True) if what]
    return table[~unknown & ~undated].reset_index(drop=True), tuple(notes)


def _places(path: str | Path, table: pd.DataFrame) -> list[str]:
    """Return where each row of a table stands, as staff find it."""
    rows = zip(table["sheet"], table["row"], strict=True)
    return [f"{Path(path).name} " + ("" if sheet == CSV else f"“{sheet}”") + f"第{row}行" for sheet, row in rows]


def _days(cells: pd.Series, year: int | None) -> pd.Series:
    read = [read_date(cell, year=year) for cell in cells]
    return pd.Series([pd.NaT if day is None else pd.Timestamp(day.date) for day in read], dtype="datetime64[ns]")


def read_posts(path: str | Path, *, as_of: dt.date, context: str | None = None) -> Jobs:
    """Return the posts of a file that are given out one by one; of the market's kind they count as public welfare.

    Raises
    ------
    TableError
        The file cannot be used.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "公益性岗位.csv"
    >>> _ = file.write_text("岗位名称,招聘人数,工作地点\\n保洁员,2,奉节县白帝镇\\n", encoding="utf-8")
    >>> read_posts(file, as_of=dt.date(2026, 3, 1)).frame[["title", "workplace_type", "openings"]].values.tolist()
    [['保洁员', 'public_welfare', 2]]
    """
    frame = read_jobs(path, as_of=as_of, context=context).frame
    frame["workplace_type"] = frame["workplace_type"].where(frame["kind"].ne("job"), "public_welfare")
    return Jobs(frame)


def read_served(path: str | Path, workers: Workers) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the public-welfare posts that people of ``workers`` have held, found by ID number, else by their number; and what to look at.

    People who are not in ``workers`` are passed over, and counted in what to look at.

    Raises
    ------
    TableError
        No header with the months, or neither ID numbers nor person numbers.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "在岗.csv"
    >>> _ = file.write_text("人员编号,已享受月数\\nW1,12个月\\nW9,6\\n", encoding="utf-8")
    >>> table, notes = read_served(file, Workers(pd.DataFrame({"worker_id": ["W1"]})))
    >>> table.values.tolist(), notes
    ([['W1', 12.0]], ('在岗.csv 有1行不是本次求职人员，没有使用',))
    """
    table = read_columns(path, _SERVED, ("months",))
    if not {"worker_id", "id_number"} & set(table.columns):
        raise TableError(f"{Path(path).name} 缺少身份证号或人员编号一栏")
    said, table["months"] = table["months"], table["months"].map(_months_in)
    table["worker_id"] = _who(table, workers)
    others = table["worker_id"].isna()
    unread = table["months"].isna() & ~others
    notes = [
        f"{where}：{f'已享受月数“{months}”读不出' if months else '没有填已享受月数'}，没有使用；请写成数字，如 12"
        for where, months in zip(_places(path, table[unread]), said[unread], strict=True)
    ]
    notes += [f"{Path(path).name} 有{others.sum()}行不是本次求职人员，没有使用"] if others.any() else []
    if "started_on" in table:
        table["started_on"] = _days(table["started_on"], None)
    kept = [name for name in ("worker_id", "months", "started_on") if name in table]
    return table.loc[~others & ~unread, kept].reset_index(drop=True), tuple(notes)


def _who(table: pd.DataFrame, workers: Workers) -> pd.Series:
    """Return the worker_id of each row, by the ID number, else by the person's own number; missing where neither is known."""
    numbers = workers.frame["id_number"].fillna("")
    of_number = {number: worker for number, worker in zip(numbers, workers.ids, strict=True) if number}
    nobody = pd.Series("", index=table.index)
    by_number = table.get("id_number", nobody).str.upper().str.strip().map(of_number).astype(object)
    return by_number.fillna(table.get("worker_id", nobody).where(lambda ids: ids.isin(workers.ids)))


def _months_in(text: str) -> float:
    """Return the months that a text names, NaN where it names none, or so many that it must be a date.

    >>> _months_in("20个月"), _months_in("1年6个月"), _months_in("2年半"), _months_in("约一年"), _months_in("2024年3月")
    (20.0, 18.0, 30.0, nan, nan)
    """
    found = _TIME_SERVED.search(text)
    if found is None:
        return float("nan")
    served = 12 * float(found["years"] or 0) + 6 * bool(found["half"]) + float(found["months"] or found["alone"] or 0)
    return served if served <= _LONGEST_MONTHS else float("nan")
