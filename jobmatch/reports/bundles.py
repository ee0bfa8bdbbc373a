"""Point to point: who travels together, by employer and township, and by destination for the receiving county.

The list by destination leaves the office, so it is always masked and names no home beyond the township.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from jobmatch.places.gazetteer import gazetteer
from jobmatch.reports.masking import mask_name, mask_phone, scrub
from jobmatch.reports.sheets import write_sheets
from jobmatch.schema import AWAY_TIERS, EDUCATION

if TYPE_CHECKING:
    from jobmatch.ranking import Ranking


def write_bundles(matches: Ranking, path: str | Path, *, unmask: bool = False) -> Path:
    """Write the bundles of a result as a workbook and return its path.

    Parameters
    ----------
    matches
        A ``Shortlist`` or ``Matches``; pairs within the home county travel by themselves and are left out.
    path
        An ``.xlsx`` file.
    unmask
        Write names and phones in full on the transport list; never on the list by destination.

    Examples
    --------
    >>> import tempfile
    >>> from jobmatch import Matcher
    >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "work_code": ["371402"], "employer": ["甲厂"]}))
    >>> person = {"worker_id": ["W1"], "wanted_occupation": ["缝纫工"], "home_code": ["500241"], "mobility": ["anywhere"]}
    >>> book = write_bundles(matcher.recommend(pd.DataFrame(person)), Path(tempfile.mkdtemp()) / "点对点名单.xlsx")
    >>> pd.read_excel(book, engine="calamine")[["输入地", "单位", "人数"]].values.tolist()
    [['山东省德州市德城区', '甲厂', 1]]
    """
    rows = _rows(matches)
    transport = rows if unmask else _masked(rows)
    sheets = {
        "包车汇总": _groups(rows),
        "按单位和乡镇": transport.drop(columns="技能").sort_values(["单位", "乡镇", "编号"], kind="stable"),
        "按输入地": _masked(rows).drop(columns="电话").sort_values(["输入地", "单位", "编号"], kind="stable"),
    }
    return write_sheets(sheets, path)


def _rows(matches: Ranking) -> pd.DataFrame:
    """Return one row per person and job beyond the county."""
    people, jobs = matches.workers.records, matches.jobs.records
    far = [row for row, pair in enumerate(matches.records) if pair["tier"] in AWAY_TIERS]
    columns = [
        "输入地",
        "单位",
        "岗位",
        "工作地点",
        "乡镇",
        "编号",
        "姓名",
        "电话",
        "年龄",
        "学历",
        "技能",
        "次序",
        "单位联系人",
        "单位电话",
    ]
    pairs = [(people[matches.worker_row[row]], jobs[matches.job_row[row]], matches.records[row]["rank"]) for row in far]
    return pd.DataFrame([_row(*pair) for pair in pairs], columns=columns)


def _row(person: dict[str, Any], job: dict[str, Any], rank: int) -> dict[str, Any]:
    return {
        "输入地": _destination(job["work_code"]),
        "单位": job["employer"] or job["job_id"],
        "岗位": job["title"],
        "工作地点": job["work_address"] or "",
        "乡镇": person["township"] or "未填",
        "编号": person["worker_id"],
        "姓名": person["name"] or "",
        "电话": person["phone"] or "",
        "年龄": "" if person["age"] is None else person["age"],
        "学历": "" if person["education"] is None else EDUCATION[person["education"]],
        "技能": scrub(person["skills"] or person["experience"] or ""),
        "次序": int(rank),
        "单位联系人": job["contact"] or "",
        "单位电话": job["phone"] or "",
    }


def _masked(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(姓名=rows["姓名"].map(mask_name), 电话=rows["电话"].map(mask_phone))


def _groups(rows: pd.DataFrame) -> pd.DataFrame:
    """Return how many people of each township each employer could fetch; people counted once."""
    by = ["输入地", "单位", "乡镇"]
    found = rows.groupby(by, as_index=False).agg(人数=("编号", "nunique"), 首选人数=("次序", lambda rank: int((rank == 1).sum())))
    return found.sort_values([*by[:2], "人数"], ascending=[True, True, False], kind="stable")


def _destination(code: str | None) -> str:
    """Return the county and its city or province, as transport lists name it.

    >>> _destination("371402001"), _destination(None)
    ('山东省德州市德城区', '地点待核实')
    """
    known, county = gazetteer(), (code or "")[:6]
    return known.title(county) if county in known else "地点待核实"
