"""A row of a worker table → one worker, with the problems of the row."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jobmatch.forms import consistency
from jobmatch.forms.age import completed_years, read_years_old
from jobmatch.forms.answers import read_answer
from jobmatch.forms.dates import Day, read_date
from jobmatch.forms.education import read_education
from jobmatch.forms.experience import read_experience_years
from jobmatch.forms.groups import GROUP_FIELDS, read_groups
from jobmatch.forms.identity import Identity, read_id, read_phones, read_sex
from jobmatch.forms.located import divisions_of, find_place, home_of, town_of
from jobmatch.forms.problems import Problems
from jobmatch.forms.rows import Form, Row
from jobmatch.forms.slashed import doubt_of
from jobmatch.forms.text import is_nothing, is_unknown, normal
from jobmatch.forms.wanted import in_school, labour_ability, months_worked, said, wishes_of

_NUMBER_BESIDE = re.compile(r"\d{17}[\dXx]")
_TWO_NUMBERS = re.compile(r"\d{17}[\dXx]\D{0,6}\d{17}[\dXx]")
_AGE_APART = 2
"""An age column may be years subtracted, and a year old; more than this apart is reported."""
_ID_MESSAGES = {
    "missing": "没有身份证号；请补填，其余信息已保留",
    "precision_lost": "身份证号在 Excel 里存成了数字，末几位已丢失，不能采用；请把该栏设为文本后按证件重新录入",
    "wrong_length": "身份证号不是18位，没有采用；请按证件重新录入",
    "not_a_number": "身份证号里有不该有的字，没有采用；请按证件重新录入",
    "no_such_date": "身份证号里的出生日期不存在，没有采用；请按证件重新录入",
    "bad_checksum": "身份证号校验位不对，没有采用；请按证件核对每一位",
}


@dataclass
class WorkerReader:
    """Reads the rows of one form."""

    form: Form
    """The sheet and its header."""
    as_of: dt.date
    """Day on which ages are counted."""
    context: str | None
    """Division code of the office the form comes from."""
    problems: Problems
    """Where problems go."""
    seen_ids: dict[str, tuple[tuple[str, int], str]] = field(default_factory=dict)
    """ID number → the row that used it first."""
    heads: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Household → the row of its head."""

    @cached_property
    def town(self) -> str:
        """The township whose people the sheet lists, empty when it does not say."""
        return town_of(self.form.sheet, self.form.header.first, self.context)

    def read(self, row: Row) -> dict[str, Any] | None:
        """Return the worker of a row by canonical column, or None when the row is set aside."""
        name, identity = _name_and_id(row)
        if not self._can_be_used(row, name, identity):
            return None
        worker: dict[str, Any] = {"name": name, "id_number": identity.number, "source_sheet": row.sheet, "source_row": row.number}
        worker |= self._person(row, identity)
        worker |= self._words(row)
        worker |= self._home(row)
        worker |= wishes_of(row, self.form, worker, context=self.context, note=self.note)
        self._check(row, worker)
        return worker

    def note(self, row: Row, name: str, message: str, *, kept: bool = True) -> None:
        """Report a problem of a field."""
        self.problems.add(row.at, row.name_of(name), row.text(name), message, kept=kept)

    def _can_be_used(self, row: Row, name: str, identity: Identity) -> bool:
        if identity.fault == "precision_lost":
            self.note(row, "id_number", _ID_MESSAGES["precision_lost"] + "；本行未导入", kept=False)
            return False
        if _TWO_NUMBERS.search(normal(row.text("id_number"))):
            self.note(row, "id_number", "一行里填了两个人，本行未导入；请一人一行", kept=False)
            return False
        if is_nothing(name):
            usable = identity.number is not None
            self.note(row, "name", "没有填姓名；请补填" + ("" if usable else "，本行未导入"), kept=usable)
            if not usable:
                return False
        if identity.number in self.seen_ids and identity.number:
            (sheet, number), other = self.seen_ids[identity.number]
            who = "同一人" if other == name else f"“{other}”"
            message = f"身份证号与“{sheet}”第{number}行（{who}）重复，本行未导入；请核实后删去重复的一行或改正号码"
            self.note(row, "id_number", message, kept=False)
            return False
        if identity.number:
            self.seen_ids[identity.number] = (row.at, name)
        return True

    def _person(self, row: Row, identity: Identity) -> dict[str, Any]:
        other_paper = row.has("id_type") and any(word in row.text("id_type") for word in ("护照", "港", "澳", "台", "外国"))
        if identity.fault and row.has("id_number") and not other_paper:
            self.note(row, "id_number", _ID_MESSAGES[identity.fault])
        birth = self._birth(row, identity)
        sex = read_sex(row.text("sex"))
        if identity.sex and sex and sex != identity.sex:
            self.note(row, "sex", "性别与身份证号不一致，已以身份证号为准；请核实")
        age, counted = self._age(row, birth)
        return {"birth_date": birth, "sex": identity.sex or sex, "age": age, "age_as_of": counted, "phone": self._phone(row)}

    def _birth(self, row: Row, identity: Identity) -> dt.date | None:
        stated = read_date(row.raw("birth"))
        if stated and not dt.date(1900, 1, 1) <= stated.date <= self.as_of:
            stated = None
        if row.text("birth") and not stated and not is_unknown(row.text("birth")):
            self.note(row, "birth", "看不出出生日期；请写成“1979-03-15”")
        if stated and stated.exact == "year" and not identity.birth and not row.text("age"):
            self.note(row, "birth", "出生日期只写了年份，年龄按不详处理；请补填到月")
        doubt = doubt_of(row.text("birth"))
        if doubt and not identity.birth:
            self.note(row, "birth", doubt)
        if identity.birth and stated and not doubt and _differ(identity.birth, stated):
            self.note(row, "birth", "出生日期与身份证号不一致，已以身份证号为准；请核实")
        return identity.birth or (stated.date if stated and stated.exact != "year" else None)

    def _age(self, row: Row, birth: dt.date | None) -> tuple[int | None, dt.date | None]:
        """Return completed years and the day they were counted on; an age column was true when the form was made."""
        nominal = "虚岁" in row.name_of("age") + row.text("age")
        stated = None if nominal else read_years_old(row.text("age"))
        made = min(self.form.dated or self.as_of, self.as_of)
        if birth is None:
            if row.text("age") and stated is None:
                self.note(row, "age", "虚岁算不准周岁，年龄按不详处理；请改填周岁或出生日期" if nominal else "看不出年龄；请写成周岁数字")
            return stated, made if stated is not None else None
        if stated is not None and self.form.dated and abs(completed_years(birth, made) - stated) > _AGE_APART:
            self.note(row, "age", f"年龄与出生日期（周岁{completed_years(birth, made)}）相差太多，已以出生日期为准；请核实")
        return completed_years(birth, self.as_of), self.as_of

    def _phone(self, row: Row) -> str | None:
        good: list[str] = []
        for name in ("phone", "household_phone"):
            for text in row.all_texts(name):
                numbers, bad = read_phones(text)
                good += numbers
                if bad:
                    self.problems.add(row.at, row.name_of(name), text, "电话号码位数不对，没有采用；请核实")
            if good:
                break
        return "、".join(dict.fromkeys(good)) or None

    def _words(self, row: Row) -> dict[str, Any]:
        surveyed = read_date(row.raw("surveyed_on"))
        return {
            **_health(row),
            "education": self._education(row),
            "in_school": in_school(row),
            "household_id": said(row.text("household_id")),
            "skills": said(row.joined("skills")),
            "certificates": said(row.joined("certificates")),
            "experience": said(row.joined("former_posts")),
            "experience_years": read_experience_years(row.text("experience_years")),
            "status": row.joined("status", "channel") or None,
            "limits": said(row.joined("cannot_leave", "idle_reason", "limits")),
            "surveyed_on": surveyed.date if surveyed else self.form.dated,
            "caseworker": said(row.text("caseworker")),
            "consent": read_answer(row.text("consent")),
            "remark": row.joined("remark") or None,
            **_schools(row),
        }

    def _education(self, row: Row) -> int | None:
        text = row.text("education")
        rank = read_education(text)
        if rank is None and not is_nothing(text) and normal(text) not in ("其他", "其它"):
            self.note(row, "education", "看不出文化程度；请写成小学、初中、高中、中专、大专、本科等")
        return rank

    def _home(self, row: Row) -> dict[str, Any]:
        town = row.text("township") or self.town
        found = home_of(row, self.context, town=self.town)
        address = row.text("home_address") or row.text("hukou_address") or divisions_of(row)
        if self.town and not row.text("township") and address == row.text("village"):
            address = self.town + address
        home = {"home_address": address or None, "township": town or None, "village": row.text("village") or None}
        registered = find_place([row.text("hukou_address") or divisions_of(row)], self.context).place
        home["hukou_adcode"] = registered.code if registered else None
        if found.place is None:
            name = next((name for name in ("home_address", "hukou_address", "township") if row.text(name)), "hukou_address")
            self.note(row, name, f"{found.message}；住址按不详处理")
            return home
        if found.doubt:
            self.problems.add(row.at, row.name_of("hukou_address"), found.text, found.doubt)
        place = found.place
        return home | {"home_code": place.code, "home_lat": place.lat, "home_lon": place.lon, "home_inherited": found.vague}

    def _check(self, row: Row, worker: dict[str, Any]) -> None:
        person = consistency.Person(
            row, worker["age"], worker["in_school"], worker["labour_ability"] in ("weak", "lost", "none"), months_worked(row)
        )
        for name, message in consistency.contradictions(person):
            self.note(row, name, message)
        household = worker["household_id"]
        if household and normal(row.text("relation")) in ("户主", "本人或户主", "户主本人"):
            first = self.heads.setdefault(household, row.at)
            if first != row.at:
                self.note(row, "relation", f"同一户（{household}）有两个户主，另一个在“{first[0]}”第{first[1]}行；请核实")


def _name_and_id(row: Row) -> tuple[str, Identity]:
    """Return the name and the ID number, also where one cell holds both."""
    name, number = row.text("name"), row.raw("id_number")
    both = _NUMBER_BESIDE.search(name) if number is None else None
    if both:
        name, number = name.replace(both[0], ""), both[0]
    return "".join(name.split()).strip("/、,，:：()（）"), read_id(number)


def _differ(birth: dt.date, stated: Day) -> bool:
    if stated.exact == "year":
        return birth.year != stated.date.year
    if stated.exact == "month":
        return (birth.year, birth.month) != (stated.date.year, stated.date.month)
    return birth != stated.date


def _health(row: Row) -> dict[str, Any]:
    """Return groups, disability and labour ability; a disability certificate may stand for the ID number."""
    groups = {code for name in GROUP_FIELDS for text in row.all_texts(name) for code in read_groups(text, name)}
    certificate = read_id(row.raw("id_number")).disability or read_id(row.raw("disability_number")).disability
    if certificate:
        groups.add("disabled")
    stated = said(row.joined("disability", "disability_number")) if "disabled" in groups else None
    return {"groups": tuple(sorted(groups)), "disability": certificate or stated, "labour_ability": labour_ability(row)}


def _schools(row: Row) -> dict[str, Any]:
    graduated = read_date(row.raw("graduated_on"))
    return {
        "school": said(row.text("school")),
        "major": said(row.text("major")),
        "graduated_on": graduated.date if graduated else None,
        "order_class": said(row.text("order_class")),
        "last_job_id": said(row.text("last_job")),
    }
