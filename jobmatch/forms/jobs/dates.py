"""From when until when a posting is open."""

from __future__ import annotations

import datetime as dt
import re

from jobmatch.forms.dates import read_date, read_validity
from jobmatch.forms.layouts.rows import Form, Note, Row
from jobmatch.forms.sheets import Cell
from jobmatch.forms.slashed import doubt_of
from jobmatch.forms.text import normal
from jobmatch.schema import YEARS

_YEARS = range(2000, 2101)
"""Years in which a posting may be published."""
_UNTIL = re.compile(
    "(?:报名|招聘|招工|投递|招满)[^\\d]{0,6}(?:截止|截至|至|到)|截止(?:日期|时间)?[^\\d]{0,4}\\d|截至|(?<![证照书])有效期[至到:：为]"
)
_SEASON = re.compile(r"\d月(?:\d{1,2}日|底|初)?(?:[-~—至到])+(?:\d{4}年)?\d{1,2}月")
"""A period in which hands are wanted."""
_OF_WORK = re.compile("用工|缺工|工作|上班|上岗")
"""Headings of a period of work (用工起止时间): hands for it are sought before it begins."""
_DATE = re.compile(r"\d{1,2}[月./-]\d{1,2}|\d月[底末]")
"""Words of the last day among other remarks."""


def dates_of(row: Row, form: Form, as_of: dt.date, note: Note) -> dict[str, dt.date | None]:
    """Return the first and the last day of a posting; one that has expired by ``as_of`` or has not begun is reported.

    >>> from jobmatch.forms.headers import Header
    >>> from jobmatch.forms.sheets import Sheet
    >>> form = Form(Sheet("岗位", []), Header(0, 1, ("岗位",), {0: "title"}))
    >>> row = Row("岗位", 3, {"valid_from": ["2026-02-01"], "valid_until": ["30天"]}, {})
    >>> [str(day) for day in dates_of(row, form, dt.date(2026, 3, 1), print).values()]
    ['2026-02-01', '2026-03-03']
    """
    published = read_date(row.raw("valid_from"), year=(form.dated or as_of).year)
    if published and published.date.year not in _YEARS:
        published = None
        note(row, "valid_from", "发布日期不合常理，没有采用；请核对")
    start = published.date if published else form.dated or as_of
    clause = _in_words(row)
    cell = _with_unit(row, form) if row.text("valid_until") else clause or _season(row)
    first, last, read = read_validity(cell, start)
    if any(day and day.year < YEARS[0] for day in (first, last)):
        first, last, read = None, None, False
    if not read:
        note(row, "valid_until", "看不出有效期，按长期有效处理；请写成日期或天数")
    if doubt := doubt_of(row.text("valid_until")):
        note(row, "valid_until", doubt)
    if last and last < as_of:
        note(row, "valid_until", f"{last.isoformat()}已过期，不再推荐；如仍招人请更新有效期")
    of_work = _OF_WORK.search(normal(form.names.get("valid_until", ""))) if row.text("valid_until") else not clause
    begins = published.date if published else None if of_work else first
    if begins and begins > as_of:
        note(row, "valid_from" if published else "valid_until", f"{begins.isoformat()}才开始招聘，此前不推荐；日期写错的请更正")
    return {"valid_from": begins, "valid_until": last}


def _in_words(row: Row) -> str | None:
    """Return the clause of the remarks that says until when people may apply."""
    clauses = re.split("[,，;；。!！\n]", row.joined("remark", "requirements"))
    until = (clause for clause in clauses if _UNTIL.search(clause) and _DATE.search(clause))
    return next(until, None)


def _season(row: Row) -> str | None:
    """Return the period in which hands are wanted, where it stands beside the hours (缺工时段: 3月10日-4月30日)."""
    return next((text for text in row.all_texts("hours") if _SEASON.search(normal(text))), None)


def _with_unit(row: Row, form: Form) -> Cell:
    """Return the cell of the last day; a bare number has the unit of its column: 有效期（月）."""
    unit = re.search(r"[(/](?:个)?(月|年|周)[)]?$", normal(form.names.get("valid_until", "")))
    said = row.text("valid_until")
    counted = unit and re.fullmatch(r"\d{1,2}(?:\.\d)?", said)
    return f"{said}{'个月' if unit[1] == '月' else unit[1]}" if unit and counted else row.raw("valid_until")
