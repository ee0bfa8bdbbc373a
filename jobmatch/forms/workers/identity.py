"""Who a row is about: name, ID number, sex, date of birth, age and telephone."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from jobmatch.forms.age import completed_years, read_years_old
from jobmatch.forms.dates import Day, read_date
from jobmatch.forms.identity import Identity, read_id, read_phones, read_sex
from jobmatch.forms.layouts.rows import Form, Note, Row
from jobmatch.forms.sheets import Cell
from jobmatch.forms.slashed import doubt_of
from jobmatch.forms.text import as_written, has_letters, is_nothing, is_unknown, normal
from jobmatch.schema import YEARS

_NUMBER_BESIDE = re.compile(r"\d{17}[\dXx]")
_TWO_NUMBERS = re.compile(r"\d{17}[\dXx]\D{0,6}\d{17}[\dXx]")
_AGE_APART = 2
"""An age column may be years subtracted, and a year old; more than this apart is reported."""
_OTHER_PAPERS = ("护照", "港", "澳", "台", "外国")
_FAULTS = {
    "missing": "没有身份证号；请补填，其余信息已保留",
    "precision_lost": "身份证号在 Excel 里存成了数字，末几位已丢失，不能采用；请把该栏设为文本后按证件重新录入",
    "wrong_length": "身份证号不是18位，没有采用；请按证件重新录入",
    "not_a_number": "身份证号里有不该有的字，没有采用；请按证件重新录入",
    "no_such_date": "身份证号里的出生日期不存在，没有采用；请按证件重新录入",
    "bad_checksum": "身份证号校验位不对，没有采用；请按证件核对每一位",
}


def name_and_id(row: Row) -> tuple[str, Identity]:
    """Return the name and the ID number, also where one cell holds both, or a disability certificate stands for it.

    >>> name, number = name_and_id(Row("人员", 2, {"name": ["张三 500236197903159010"]}, {"name": "姓名"}))
    >>> name, number.birth, number.sex
    ('张三', datetime.date(1979, 3, 15), 'male')
    """
    name, number = row.text("name"), row.raw("id_number")
    both = _NUMBER_BESIDE.search(name) if number is None else None
    if both:
        name, number = name.replace(both[0], ""), both[0]
    if number is None and not row.has("id_number") and read_id(row.raw("disability_number")).disability:
        number = row.raw("disability_number")
    return "".join(name.split()).strip("/、,，:：()（）"), read_id(number)


def can_be_used(row: Row, name: str, identity: Identity, note: Note) -> bool:
    """Tell whether a row is about one person who can be told from others; if not it is set aside and reported.

    >>> row = Row("人员", 2, {"name": ["无"]}, {"name": "姓名"})
    >>> can_be_used(row, "无", read_id(None), lambda row, name, message, kept=True: print(message))
    没有填姓名；请补填，本行未导入
    False
    """
    if identity.fault == "precision_lost":
        note(row, "id_number", _FAULTS["precision_lost"] + "；本行未导入", kept=False)
        return False
    if _TWO_NUMBERS.search(normal(row.text("id_number"))):
        note(row, "id_number", "一行里填了两个人，本行未导入；请一人一行", kept=False)
        return False
    nameless = is_nothing(name) or not has_letters(name)
    usable = not nameless or identity.number is not None
    if nameless:
        note(
            row,
            "name",
            ("没有填姓名；请补填" if is_nothing(name) else "看不出姓名；请改正") + ("" if usable else "，本行未导入"),
            kept=usable,
        )
    return usable


def person_of(row: Row, identity: Identity, form: Form, as_of: dt.date, note: Note) -> dict[str, Any]:
    """Return sex, birth, age and telephone; a valid ID number wins over the columns, and what differs is reported.

    >>> from jobmatch.forms.headers import Header
    >>> from jobmatch.forms.sheets import Sheet
    >>> form, number = Form(Sheet("人员", []), Header(0, 1, ("姓名",), {0: "name"})), read_id("500236197903159010")
    >>> row = Row("人员", 2, {"sex": ["女"]}, {"sex": "性别"})
    >>> person = person_of(row, number, form, dt.date(2026, 3, 1), lambda row, name, message, **_: print(message))
    性别与身份证号不一致，已以身份证号为准；请核实
    >>> person["sex"], person["age"]
    ('male', 46)
    """
    other_paper = row.has("id_type") and any(word in row.text("id_type") for word in _OTHER_PAPERS)
    if identity.fault and row.has("id_number") and not other_paper:
        note(row, "id_number", _FAULTS[identity.fault])
    birth = _birth(row, identity, as_of, note)
    sex = read_sex(row.text("sex"))
    if identity.sex and sex and sex != identity.sex:
        note(row, "sex", "性别与身份证号不一致，已以身份证号为准；请核实")
    if not identity.sex and not sex and not is_nothing(row.text("sex")):
        note(row, "sex", "看不出性别；请写成男或女")
    age, counted = _age(row, birth, form, as_of, note)
    return {"birth_date": birth, "sex": identity.sex or sex, "age": age, "age_as_of": counted, "phone": _phone(row, note)}


def _birth(row: Row, identity: Identity, as_of: dt.date, note: Note) -> dt.date | None:
    stated, unclear = read_date(row.raw("birth")), _january_or_october(row.raw("birth"))
    if stated and unclear:
        stated = Day(stated.date, "year")
    if stated and not (YEARS[0] <= stated.date.year and stated.date <= as_of):
        stated = None
    if row.text("birth") and not stated and not is_unknown(row.text("birth")):
        note(row, "birth", "看不出出生日期；请写成“1979-03-15”")
    if stated and stated.exact == "year" and not identity.birth and (unclear or not row.text("age")):
        year = f"出生日期存成了数字，看不出是1月还是10月，只用年份；请把该栏设为文本后写成“{stated.date.year}-10”这样"
        note(row, "birth", year if unclear else "出生日期只写了年份，年龄按不详处理；请补填到月")
    doubt = doubt_of(row.text("birth"))
    if doubt and not identity.birth:
        note(row, "birth", doubt)
    if identity.birth and stated and not doubt and _differ(identity.birth, stated):
        note(row, "birth", "出生日期与身份证号不一致，已以身份证号为准；请核实")
    return identity.birth or (stated.date if stated and stated.exact != "year" else None)


def _january_or_october(cell: Cell) -> bool:
    """Tell whether a date is such a number as 1979.1, which 1979.10 becomes when Excel takes it for a number."""
    return isinstance(cell, float) and re.fullmatch(r"(?:19|20)\d{2}\.1", as_written(cell)) is not None


def _differ(birth: dt.date, stated: Day) -> bool:
    if stated.exact == "year":
        return birth.year != stated.date.year
    if stated.exact == "month":
        return (birth.year, birth.month) != (stated.date.year, stated.date.month)
    return birth != stated.date


def _age(row: Row, birth: dt.date | None, form: Form, as_of: dt.date, note: Note) -> tuple[int | None, dt.date | None]:
    """Return completed years and the day they were counted on; an age column was true when the form was made."""
    nominal = "虚岁" in row.name_of("age") + row.text("age")
    stated = None if nominal else read_years_old(row.text("age"))
    made = min(form.dated or as_of, as_of)
    if birth is None:
        if row.text("age") and stated is None:
            note(row, "age", "虚岁算不准周岁，年龄按不详处理；请改填周岁或出生日期" if nominal else "看不出年龄；请写成周岁数字")
        return stated, made if stated is not None else None
    if stated is not None and form.dated and abs(completed_years(birth, made) - stated) > _AGE_APART:
        note(row, "age", f"年龄与出生日期（周岁{completed_years(birth, made)}）相差太多，已以出生日期为准；请核实")
    return completed_years(birth, as_of), as_of


def _phone(row: Row, note: Note) -> str | None:
    good: list[str] = []
    for name in ("phone", "household_phone"):
        for text in row.all_texts(name):
            numbers, bad = read_phones(text)
            good += numbers
            if bad:
                note(row, name, "电话号码位数不对，没有采用；请核实", value=text)
        if good:
            break
    return "、".join(dict.fromkeys(good)) or None
