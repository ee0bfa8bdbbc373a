"""What a posting asks of a person: age, schooling and experience, from their columns or from its text."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from jobmatch.forms.age import Ages, ages_between, read_ages, read_ages_in
from jobmatch.forms.education import read_education_asked, read_education_in, read_education_relaxed
from jobmatch.forms.experience import read_experience_asked, read_experience_in
from jobmatch.forms.layouts.rows import Note, Row
from jobmatch.forms.text import is_unknown, normal, small_number

_TEXTS = ("requirements", "remark", "description", "pay", "pay_note")
"""Texts that may state a condition where no column of its own does."""
_COUNTED = re.compile(r"\d+[人名个]")
"""How many of one schooling are asked for: 本科3人."""
_NO_END = frozenset(("0", "0.0", "00", "999", "99"))
"""What systems export in a column for one end of the age where there is none."""


def conditions_of(row: Row, as_of: dt.date, note: Note) -> dict[str, Any]:
    """Return the condition columns of a posting on a day and ``by_sex``, whether its bounds of age differ by sex.

    >>> row = Row("岗位", 3, {"age": ["18-45岁"], "education": ["初中以上"], "experience": ["1年以上"]}, {"age": "年龄"})
    >>> told = conditions_of(row, dt.date(2026, 3, 1), note=print)
    >>> told["age_min"], told["age_max"], told["education_min"], told["experience_min_years"]
    (18, 45, 2, 1.0)
    """
    ages, clause = _ages(row, as_of, note)
    experience = read_experience_asked(row.text("experience"))
    if experience is None:
        experience = read_experience_in(row.joined("requirements", "remark"))
    return {
        "education_min": _schooling(row, note),
        "education_min_relaxed": read_education_relaxed(row.joined("education", "requirements", "remark")),
        "age_min": ages.min,
        "age_max": ages.max,
        "age_text": row.joined("age", "age_men", "age_women") or clause or None,
        "experience_min_years": experience,
        "experience_text": row.text("experience") or None,
        "by_sex": ages.by_sex,
    }


def _schooling(row: Row, note: Note) -> int | None:
    if is_unknown(row.text("education")):
        return read_education_in(row.joined("age", *_TEXTS))
    texts = row.all_texts("education")
    counted = [text for text in texts if _COUNTED.search(normal(text))]
    rungs = [rung for text in counted or texts if (rung := read_education_asked(text)) is not None]
    asked = min(rungs) if counted and rungs else next(iter(rungs), None)
    if asked is None:
        note(row, "education", "看不出学历要求，按没有写处理；请写成“初中以上”或“不限”")
    return asked


def _ages(row: Row, as_of: dt.date, note: Note) -> tuple[Ages, str]:
    """Return the bounds of age, and the clause of the text where no column of its own states them."""
    if row.text("age_min") or row.text("age_max"):
        return _both_ends(row, note), ""
    field = next((name for name in ("age_men", "age_women") if row.text(name)), "age")
    said = row.text("age") if field == "age" else f"男{row.text('age_men') or '不限'}，女{row.text('age_women') or '不限'}"
    if is_unknown(said):
        return read_ages_in(row.joined(*_TEXTS), as_of)
    ages = read_ages(said, as_of)
    if ages.warning:
        note(row, field, ages.warning)
    return ages, ""


def _both_ends(row: Row, note: Note) -> Ages:
    """Return the bounds that two columns state, one for each end."""
    low, high = (_end(row, name, word, note) for name, word in (("age_min", "以上"), ("age_max", "以下")))
    ages = ages_between(low.min, high.max)
    if ages.warning:
        note(row, "age_min", ages.warning)
    return ages


def _end(row: Row, name: str, word: str, note: Note) -> Ages:
    said = small_number(normal(row.text(name)))
    if said in _NO_END:
        return Ages()
    number = re.fullmatch(r"(\d{1,3})(?:\.0)?(?:周?岁)?", said)
    ages = read_ages(f"{number[1]}岁{word}" if number else said)
    if ages.warning:
        note(row, name, ages.warning)
    return ages
