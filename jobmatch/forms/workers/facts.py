"""What a person has learnt and done, and the groups of public policy the person belongs to."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from jobmatch.forms.answers import is_bare_answer, read_answer
from jobmatch.forms.dates import read_date
from jobmatch.forms.education import read_education
from jobmatch.forms.experience import read_experience_years
from jobmatch.forms.groups import GROUP_FIELDS, group_of_all, read_groups, read_groups_in
from jobmatch.forms.identity import read_id
from jobmatch.forms.layouts.rows import Form, Note, Row
from jobmatch.forms.text import is_nothing, normal
from jobmatch.forms.workers.wishes import in_school, labour_ability, said, skills_for_ability
from jobmatch.schema import YEARS

_GROUP_COLUMNS = tuple(name for name in GROUP_FIELDS if name not in ("health", "disability", "disability_number"))
"""Columns of groups; where a form has none, the group of its title is that of all."""


def facts_of(row: Row, form: Form, as_of: dt.date, note: Note) -> dict[str, Any]:
    """Return groups, health, schooling, skills and the words of a person that are kept as written.

    >>> from jobmatch.forms.headers import Header
    >>> from jobmatch.forms.sheets import Sheet
    >>> form = Form(Sheet("人员", []), Header(0, 1, ("姓名",), {0: "name"}))
    >>> facts = facts_of(Row("人员", 2, {"education": ["初中毕业"], "skills": ["无"], "limits": ["照顾小孩"]}, {}), form, dt.date(2026, 3, 1), print)
    >>> facts["education"], facts["skills"], facts["limits"]
    (2, None, '照顾小孩')
    """
    return {
        **_health(row, form),
        "education": _education(row, note),
        "in_school": in_school(row),
        "household_id": said(normal(row.text("household_id"))),
        "skills": _named(row, "skills") or skills_for_ability(row),
        "certificates": _named(row, "certificates"),
        "experience": said(row.joined("former_posts")),
        "experience_years": read_experience_years(row.text("experience_years")),
        "status": row.joined("status", "channel") or None,
        "limits": _limits(row),
        "surveyed_on": _surveyed_on(row, as_of, note) or form.dated,
        "caseworker": said(row.text("caseworker")),
        "consent": read_answer(row.text("consent")),
        "remark": row.joined("remark") or None,
        **_schools(row, note),
    }


def _named(row: Row, field: str) -> str | None:
    """Return what a field names; 有 and 无 alone name nothing."""
    return "；".join(dict.fromkeys(text for text in row.all_texts(field) if not is_nothing(text) and not is_bare_answer(text))) or None


def _surveyed_on(row: Row, as_of: dt.date, note: Note) -> dt.date | None:
    """Return the day the facts were collected; a day without its year is the last such one.

    >>> _surveyed_on(Row("表", 2, {"surveyed_on": ["12月30日"]}, {}), dt.date(2026, 3, 1), print).isoformat()
    '2025-12-30'
    """
    cell = row.raw("surveyed_on")
    days = (read_date(cell), *(read_date(cell, year=as_of.year - ago) for ago in (0, 1)))
    stated, *others = (day and day.date for day in days)
    return _plausible(row, "surveyed_on", stated or next((day for day in others if day and day <= as_of), None), note)


def _plausible(row: Row, name: str, day: dt.date | None, note: Note) -> dt.date | None:
    """Return a day; one before all that a table holds (1890, 0023) is a slip and reported."""
    if day and day.year < YEARS[0]:
        note(row, name, "日期不合常理，没有采用；请核对")
        return None
    return day


def _limits(row: Row) -> str | None:
    """Return what keeps a person at home; a yes says what the column asks: 家中有无老人小孩需照料."""
    asked = re.sub("是否|有无|家中", "", row.name_of("limits"))
    texts = [asked if is_bare_answer(text) and read_answer(text) else text for text in row.all_texts("limits")]
    stated = [*row.all_texts("cannot_leave"), *row.all_texts("idle_reason"), *texts]
    return "；".join(dict.fromkeys(text for text in stated if not is_nothing(text) and not is_bare_answer(text))) or None


def _education(row: Row, note: Note) -> int | None:
    text = row.text("education")
    rank = read_education(text)
    if rank is None and not is_nothing(text) and normal(text) not in ("其他", "其它"):
        note(row, "education", "看不出文化程度；请写成小学、初中、高中、中专、大专、本科等")
    return rank


def _health(row: Row, form: Form) -> dict[str, Any]:
    """Return groups, disability and labour ability; a disability certificate may stand for the ID number."""
    certificate = read_id(row.raw("id_number")).disability or read_id(row.raw("disability_number")).disability
    groups = _groups(row, form) | ({"disabled"} if certificate else set())
    words = [text for name in ("disability", "disability_number") for text in row.all_texts(name) if read_answer(text) is None]
    stated = "；".join(dict.fromkeys(words)) or None if "disabled" in groups else None
    return {"groups": tuple(sorted(groups)), "disability": certificate or stated, "labour_ability": labour_ability(row)}


def _groups(row: Row, form: Form) -> set[str]:
    """Return the groups that a row states in its columns or in words, or the form in its titles."""
    stated = [(name, text) for name in GROUP_FIELDS for text in row.all_texts(name)]
    groups = {code for name, text in stated for code in read_groups(text, name)}
    groups.update(code for name in ("remark", "limits") for text in row.all_texts(name) for code in read_groups_in(text))
    if not groups or not any(map(row.has, _GROUP_COLUMNS)):
        groups |= set(group_of_all(form.titles))
    if any(code.startswith("monitored") for code in groups) and not any("低收入" in text for _, text in stated):
        groups.discard("low_income")  # a monitored household whose kind another column tells
    return groups


def _schools(row: Row, note: Note) -> dict[str, Any]:
    graduated = read_date(row.raw("graduated_on"))
    return {
        "school": said(row.text("school")),
        "major": said(row.text("major")),
        "graduated_on": _plausible(row, "graduated_on", graduated.date if graduated else None, note),
        "order_class": said(row.text("order_class")),
        "last_job_id": said(row.text("last_job")),
    }
