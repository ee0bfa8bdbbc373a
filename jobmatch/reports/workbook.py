"""The one-to-one workbook: what staff print, phone from and fill in.

Sheets, each with a frozen header and a filter: 说明 (counts that add up), 一对一推荐表, 不足三个岗位, 差一点岗位,
未参加匹配人员, 需重新联系, 岗位名额, 岗位合规提示, 问题数据. Sheets without rows are left out, but for the first
two. Every cell is written as text or number, never as a formula, whatever it begins with. Names and phones of
workers are masked unless ``unmask``; the employer's contact is public.
"""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jobmatch import explanation
from jobmatch.ledger.outcomes import OUTCOME_CHOICES, OUTCOME_COLUMNS
from jobmatch.reports.masking import mask_workers, scrub
from jobmatch.schema import LODGINGS, rows_set_aside

if TYPE_CHECKING:
    from jobmatch.matches import Matches

SEGMENT_WORDS = {
    "job": "求职",
    "startup": "创业",
    "training": "培训",
    "unwilling": "暂无就业意愿",
    "in_school": "在校",
    "unable": "无劳动能力",
}
SEGMENT_ADVICE = {
    "startup": "转创业服务",
    "training": "转培训报名",
    "unwilling": "定期回访",
    "in_school": "毕业前联系",
    "unable": "转社会保障",
}
LODGING_WORDS = dict(zip(LODGINGS, ("不包食宿", "包吃", "包住", "包吃住"), strict=True))
FLAG_WORDS = {
    "sex_limit": "含性别限制或优先，发布前应删除",
    "hukou_limit": "含户籍限制，除依法定向的岗位外应删除",
    "marital_limit": "含婚育条件，应删除",
    "ethnic_limit": "含民族、宗教限制，应删除",
    "age_by_sex": "男女年龄要求不同，已按最宽区间读入",
    "openings_unknown": "没有写明招聘人数，按策略默认值计",
    "pay_estimated": "工资按日薪、时薪或年薪折算",
    "pay_approx": "工资为约数",
    "location_uncertain": "工作地点不确切",
}
WIDTHS = {
    "推荐理由": 42,
    "原因说明": 60,
    "问题": 46,
    "怎么办": 40,
    "处理": 24,
    "单位": 24,
    "工作地点": 18,
    "提示": 40,
    "说明": 60,
    "联系电话": 14,
    "责任人": 12,
    "岗位": 14,
    "意向工种": 13,
    "工资（元/月）": 17,
    "距离（公里）": 8,
    "与期望相比": 9,
    "单位电话": 15,
    "推荐结果": 12,
    "原因": 14,
}
FONT = {"font_name": "宋体", "font_size": 10}
LINE_POINTS = 13.5
"""Height of one line of ``FONT``."""
BAND = "#F3F7FB"
SIDE_MARGIN_IN = 0.3
EXCEL_ROWS = 1_048_575


def write_workbook(matches: Matches, path: str | Path, *, unmask: bool = False) -> Path:
    """Write the workbook of a result and return its path.

    Parameters
    ----------
    matches
        A ``Matches`` or ``Shortlist``.
    path
        Where to write; an ``.xlsx`` file.
    unmask
        Write names and phones of workers in full.

    Raises
    ------
    OSError
        The file cannot be written, e.g. because it is open in Excel.
    """
    target = Path(path)
    if target.is_dir() or not target.resolve().parent.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "文件夹不存在，或给的不是文件名", str(target))
    sheets = _sheets(matches, unmask=unmask)
    with pd.ExcelWriter(target, engine="xlsxwriter", engine_kwargs={"options": _AS_TEXT}) as writer:
        for name, frame in sheets.items():
            _write_sheet(writer, name, frame)
    return target


_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def _sheets(matches: Matches, *, unmask: bool) -> dict[str, pd.DataFrame]:
    people = matches.workers.frame if unmask else mask_workers(matches.workers.frame)
    people = people.astype(object).where(people.notna(), "").set_index("worker_id", drop=False)
    found = {
        "说明": summary(matches),
        "一对一推荐表": one_to_one(matches, people),
        "不足三个岗位": _short(matches, people),
        "差一点岗位": _near_misses(matches, people),
        "未参加匹配人员": _unranked(people),
        "需重新联系": _stale(matches, people),
        "岗位名额": _openings(matches),
        "岗位合规提示": _flagged(matches),
        "问题数据": problems(matches, unmask=unmask),
    }
    return {name: frame for name, frame in found.items() if len(frame) or name in ("说明", "一对一推荐表")}


def one_to_one(matches: Matches, people: pd.DataFrame) -> pd.DataFrame:
    """Return the main sheet: one row per worker and job, in the order of the people, best job first."""
    workers, jobs = matches.workers.records, matches.jobs.records
    shown = people.to_dict("records")
    verify = explanation.to_verify(matches)
    known = matches.letters
    letters = [""] * len(matches) if known is None else known["referral_id"].fillna("").tolist()
    rows = []
    for row, pair in enumerate(matches.records):
        worker, job = workers[matches.worker_row[row]], jobs[matches.job_row[row]]
        person = shown[matches.worker_row[row]]
        rows.append(
            {
                "编号": pair["worker_id"],
                "姓名": person["name"],
                "联系电话": person["phone"],
                "乡镇": person["township"],
                "村": person["village"],
                "责任人": person["caseworker"],
                "意向工种": worker["wanted_occupation"] or "",
                "排名": int(pair["rank"]),
                "岗位编号": pair["job_id"],
                "单位": job["employer"] or "",
                "岗位": job["title"],
                "工作地点": job["work_address"] or "",
                "距离（公里）": _km(pair),
                "类别": explanation.TIER_WORDS.get(str(pair["tier"]), "待核实"),
                "工资（元/月）": pay_words(job),
                "与期望相比": _pay_gap(worker, job),
                "推荐理由": "；".join(explanation.reasons(matches, row)),
                "待核实": "、".join(verify[row]),
                "食宿": LODGING_WORDS.get(job["lodging"], "未写明"),
                "招聘人数": job["openings"] if job["openings"] is not None else "未写明",
                "单位联系人": job["contact"] or "",
                "单位电话": job["phone"] or "",
                "有效期至": _day(job["valid_until"]),
                "展位": job["booth"] or "",
                "推荐编号": letters[row] or f"{pair['worker_id']}-{pair['job_id']}",
                **dict.fromkeys(OUTCOME_COLUMNS, ""),
            }
        )
    columns = list(rows[0]) if rows else ["编号", "姓名", "岗位编号", "单位", "岗位", "推荐编号"]
    return pd.DataFrame(rows, columns=columns)


def summary(matches: Matches) -> pd.DataFrame:
    """Return the counts of the run; those of people add up to the rows read."""
    people, shown = matches.segments, matches.counts
    short = int((shown < matches.policy.min_jobs).sum())
    aside = rows_set_aside(matches.workers.problems)
    lines = [
        ("求职人员读入", len(matches.workers) + aside, f"其中搁置 {aside} 行，见“问题数据”"),
        ("参加匹配", int(people["job"]), "有劳动能力、想找工作的人"),
        *[
            (f"未参加匹配：{SEGMENT_WORDS[segment]}", int(people[segment]), advice)
            for segment, advice in SEGMENT_ADVICE.items()
            if people[segment]
        ],
        ("推荐到岗位的人数", int((shown > 0).sum()), f"共 {len(matches)} 人次"),
        (f"不足{matches.policy.min_jobs}个岗位的人数", short, "原因见“不足三个岗位”，可电话联系的见“差一点岗位”"),
        ("岗位读入", len(matches.jobs) + rows_set_aside(matches.jobs.problems), "搁置的见“问题数据”"),
        ("被推荐到的岗位", len(np.unique(matches.job_row)), ""),
        ("计算日期", matches.policy.today.isoformat(), "年龄、有效期按这一天计算"),
        ("就近程度", round(matches.policy.locality, 2), "0 不看远近，1 最看重就近；默认 0.5"),
        *[("分配说明", "", note) for note in matches.notes],
        ("使用提醒", "", "性别、民族、婚育、户籍不参与评分；推荐结果供工作人员参考，是否录用由双方决定"),
    ]
    return pd.DataFrame(lines, columns=["项目", "数量", "说明"])


def _short(matches: Matches, people: pd.DataFrame) -> pd.DataFrame:
    short = matches.short_of_jobs()
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


def _near_misses(matches: Matches, people: pd.DataFrame) -> pd.DataFrame:
    found = matches.near_misses()
    jobs = matches.jobs.frame.set_index("job_id").loc[found["job_id"]]
    person = people.loc[found["worker_id"]]
    return pd.DataFrame(
        {
            "编号": found["worker_id"].to_numpy(),
            "姓名": person["name"].to_numpy(),
            "岗位编号": found["job_id"].to_numpy(),
            "单位": jobs["employer"].fillna("").to_numpy(),
            "岗位": jobs["title"].to_numpy(),
            "差在哪里": found["rule"].to_numpy(),
            "说明": found["relaxation"].to_numpy(),
            "单位联系人": jobs["contact"].fillna("").to_numpy(),
            "单位电话": jobs["phone"].fillna("").to_numpy(),
        }
    )


def _unranked(people: pd.DataFrame) -> pd.DataFrame:
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


def _stale(matches: Matches, people: pd.DataFrame) -> pd.DataFrame:
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
            "上次调查": [_day(day) for day in old["surveyed_on"]],
            "已过天数": days[stale].astype(int).to_numpy(),
        }
    )


def _openings(matches: Matches) -> pd.DataFrame:
    jobs = matches.jobs.frame
    sent = np.bincount(matches.job_row, minlength=len(jobs))
    frame = pd.DataFrame(
        {
            "岗位编号": jobs["job_id"],
            "单位": jobs["employer"].fillna(""),
            "岗位": jobs["title"],
            "招聘人数": jobs["openings"].astype(object).where(jobs["openings"].notna(), "未写明"),
            "推荐人数": sent,
        }
    )
    if matches.places is not None:
        frame = frame.assign(可推荐人数=matches.places, 剩余名额=matches.places - sent)
    return frame.sort_values("推荐人数", ascending=False, kind="stable")


def _flagged(matches: Matches) -> pd.DataFrame:
    rows = [
        (job["job_id"], job["employer"] or "", job["title"], FLAG_WORDS.get(flag, flag))
        for job in matches.jobs.records
        for flag in job["flags"]
    ]
    return pd.DataFrame(rows, columns=["岗位编号", "单位", "岗位", "提示"])


def problems(matches: Matches, *, unmask: bool = False) -> pd.DataFrame:
    """Return the problem rows of both tables, with what to do; values masked unless ``unmask``."""
    both = [("人员", matches.workers.problems), ("岗位", matches.jobs.problems)]
    parts = [frame.assign(table=label) for label, frame in both if len(frame)]
    if not parts:
        return pd.DataFrame()
    found = pd.concat(parts, ignore_index=True)
    values = found["value"].fillna("").astype(str)
    return pd.DataFrame(
        {
            "来源": found["table"],
            "工作表": found["sheet"],
            "行": found["row"],
            "栏": found["column"],
            "填写内容": values if unmask else values.map(_masked_value),
            "问题": found["message"],
            "处理": np.where(found["kept"].astype(bool), "已导入，请核对", "已搁置，改好后重新导入"),
        }
    )


def _masked_value(value: str) -> str:
    digits = sum(letter.isdigit() for letter in value)
    return scrub(value) if digits < 11 else value[:6] + "*" * max(len(value) - 8, 4) + value[-2:]


def pay_words(job: dict[str, Any]) -> str:
    """Return the pay of a job as staff read it.

    >>> pay_words({"pay_min": 3000.0, "pay_max": 4500.0, "pay_basis": "month"})
    '3000—4500'
    """
    low, high = job["pay_min"], job["pay_max"]
    basis = {"piece": "（计件）", "base_plus": "（底薪加提成）"}.get(job["pay_basis"] or "", "")
    if low is None and high is None:
        return "面议" if not basis else basis.strip("（）")
    if high is None or low is None:
        return f"{low:.0f}起{basis}" if low is not None else f"{high:.0f}以内{basis}"
    return f"{low:.0f}{basis}" if low == high else f"{low:.0f}—{high:.0f}{basis}"


def _pay_gap(worker: dict[str, Any], job: dict[str, Any]) -> str:
    wanted = worker["pay_min_wanted"]
    offered = job["pay_max"] if job["pay_max"] is not None else job["pay_min"]
    if offered is None:
        return "面议"
    if wanted is None:
        return "未填期望"
    gap = offered - wanted if offered < wanted else max((job["pay_min"] or wanted) - wanted, 0)
    return "达到期望" if gap == 0 else f"{gap:+.0f}".replace("-", "−")


def _km(pair: dict[str, Any]) -> float | str:
    """Return the distance as staff read it; within a township only the centre is known, never 0 km."""
    if np.isnan(pair["distance_km"]):
        return "待核实"
    if pair["tier"] in ("village", "town") and pair["distance_km"] < explanation.SAME_POINT_KM:
        return "5以内"
    return round(float(pair["distance_km"]), 1)


def _day(value: Any) -> str:
    return "" if value is None or pd.isna(value) else pd.Timestamp(value).date().isoformat()


def _write_sheet(writer: pd.ExcelWriter, name: str, frame: pd.DataFrame) -> None:
    book = writer.book
    heading = {"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True, "valign": "vcenter"}
    head = book.add_format({**FONT, **heading})
    boxed = {**FONT, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": "#BFBFBF"}
    styles = book.add_format(boxed), book.add_format({**boxed, "bg_color": BAND})
    for part, at in enumerate(range(0, max(len(frame), 1), EXCEL_ROWS), start=1):
        sheet = book.add_worksheet(name if part == 1 else f"{name}{part}")
        rows = frame.iloc[at : at + EXCEL_ROWS]
        bands = _bands(rows)
        for column, title in enumerate(rows.columns):
            sheet.write_string(0, column, str(title), head)
            sheet.set_column(column, column, _width(str(title), rows[title]))
            _write_column(sheet, column, rows[title].tolist(), [styles[band] for band in bands])
        _set_heights(sheet, rows)
        _furnish(sheet, rows)


def _set_heights(sheet: Any, rows: pd.DataFrame) -> None:
    """Make room for cells of several lines: not every program that opens the workbook does."""
    lines = np.ones(len(rows), dtype=int)
    for title in rows.columns:
        width = _width(str(title), rows[title])
        needed = [-(-_display_width(str(value)) // int(width - 1)) for value in rows[title]]
        lines = np.maximum(lines, np.array(needed, dtype=int))
    sheet.set_row(0, 2 * LINE_POINTS + 3)
    for row in np.flatnonzero(lines > 1):
        sheet.set_row(int(row) + 1, LINE_POINTS * int(lines[row]) + 1.5)


def _bands(rows: pd.DataFrame) -> list[int]:
    """Return 0 or 1 for every row, changing where another person begins; all 0 where nobody is named."""
    if "编号" not in rows:
        return [0] * len(rows)
    return [int(band) for band in (rows["编号"].ne(rows["编号"].shift()).cumsum() + 1) % 2]


def _write_column(sheet: Any, column: int, values: list[Any], styles: list[Any]) -> None:
    for row, (value, style) in enumerate(zip(values, styles, strict=True), start=1):
        if isinstance(value, int | float | np.number) and not isinstance(value, bool) and value == value:
            sheet.write_number(row, column, value, style)
        else:
            sheet.write_string(row, column, "" if value is None or pd.isna(value) else str(value), style)


def _furnish(sheet: Any, rows: pd.DataFrame) -> None:
    names = list(rows.columns)
    sheet.freeze_panes(1, names.index("姓名") + 1 if "排名" in names else 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(SIDE_MARGIN_IN, SIDE_MARGIN_IN, 0.5, 0.5)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.repeat_rows(0)
    if "推荐结果" in names:  # too wide for one page: two beside each other, each naming the person
        sheet.repeat_columns(names.index("编号"), names.index("姓名"))
        sheet.fit_to_pages(2, 0)
    else:
        sheet.fit_to_pages(1, 0)
    if len(rows):
        sheet.autofilter(0, 0, len(rows), len(names) - 1)
    if "推荐结果" in rows and len(rows):
        column = names.index("推荐结果")
        choices = {"validate": "list", "source": list(OUTCOME_CHOICES), "error_type": "warning"}
        sheet.data_validation(1, column, len(rows), column, choices)


def _width(title: str, values: pd.Series) -> float:
    if title in WIDTHS:
        return WIDTHS[title]
    longest = max((_display_width(str(value)) for value in values.head(200)), default=0)
    wrapped = min(_display_width(title) + 2, 9)  # a longer heading takes two lines
    return float(min(max(wrapped, longest + 1, 6), 24))


def _display_width(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)
