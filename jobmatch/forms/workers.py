"""A row of a worker table → one worker, with the problems of the row."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from jobmatch.forms import consistency
from jobmatch.forms.age import completed_years, read_years_old
from jobmatch.forms.answers import read_answer
from jobmatch.forms.dates import Day, read_date
from jobmatch.forms.education import read_education
from jobmatch.forms.experience import read_experience_years
from jobmatch.forms.groups import GROUP_FIELDS, read_groups
from jobmatch.forms.identity import Identity, read_id, read_phones, read_sex
from jobmatch.forms.located import divisions_of, find_place, home_of
from jobmatch.forms.pay import read_pay
from jobmatch.forms.problems import Problems
from jobmatch.forms.rows import Form, Row
from jobmatch.forms.segment import Facts, segment_of
from jobmatch.forms.text import is_nothing, is_unknown, normal, small_number
from jobmatch.forms.wishes import Wish, read_employed, read_startup, read_wish_for_work, stays_near
from jobmatch.places import read_wish

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
_LABOUR = (("lost", "丧失"), ("none", "^无|没有"), ("weak", "弱|半"), ("skilled", "技能"), ("ordinary", "普通|一般|全|^有|整|正常|是"))


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

    def read(self, row: Row) -> dict[str, Any] | None:
        """Return the worker of a row by canonical column, or None when the row is set aside."""
        name, identity = "".join(row.text("name").split()), read_id(row.raw("id_number"))
        if not self._can_be_used(row, name, identity):
            return None
        worker: dict[str, Any] = {"name": name, "id_number": identity.number, "source_sheet": row.sheet, "source_row": row.number}
        worker |= self._person(row, identity)
        worker |= self._words(row)
        worker |= self._home(row)
        worker |= self._wishes(row, worker)
        self._check(row, worker)
        return worker

    def note(self, row: Row, name: str, message: str, *, kept: bool = True) -> None:
        """Report a problem of a field."""
        self.problems.add(row.at, row.name_of(name), row.text(name), message, kept=kept)

    def _can_be_used(self, row: Row, name: str, identity: Identity) -> bool:
        if identity.fault == "precision_lost":
            self.note(row, "id_number", _ID_MESSAGES["precision_lost"] + "；本行未导入", kept=False)
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
        if identity.birth and stated and _differ(identity.birth, stated):
            self.note(row, "birth", "出生日期与身份证号不一致，已以身份证号为准；请核实")
        return identity.birth or (stated.date if stated and stated.exact != "year" else None)

    def _age(self, row: Row, birth: dt.date | None) -> tuple[int | None, dt.date | None]:
        """Return completed years and the day they were counted on; an age column was true when the form was made."""
        stated = read_years_old(row.text("age"))
        made = min(self.form.dated or self.as_of, self.as_of)
        if birth is None:
            if row.text("age") and stated is None:
                self.note(row, "age", "看不出年龄；请写成周岁数字")
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
        disability = row.joined("disability", "disability_number")
        graduated = read_date(row.raw("graduated_on"))
        surveyed = read_date(row.raw("surveyed_on"))
        certificate = read_id(row.raw("id_number")).disability or read_id(row.raw("disability_number")).disability
        groups = {code for name in GROUP_FIELDS for text in row.all_texts(name) for code in read_groups(text, name)}
        if certificate:
            groups.add("disabled")
        posts = row.joined("former_posts")
        return {
            "education": self._education(row),
            "groups": tuple(sorted(groups)),
            "disability": certificate or (disability if "disabled" in groups and not is_nothing(disability) else None),
            "labour_ability": _labour(row),
            "in_school": _in_school(row),
            "household_id": row.text("household_id") or None,
            "skills": _said(row.joined("skills")),
            "certificates": _said(row.joined("certificates")),
            "experience": _said(posts),
            "experience_years": read_experience_years(row.text("experience_years")),
            "status": row.joined("status", "channel") or None,
            "limits": _said(row.joined("cannot_leave", "idle_reason", "limits")),
            "school": _said(row.text("school")),
            "major": _said(row.text("major")),
            "order_class": _said(row.text("order_class")),
            "last_job_id": _said(row.text("last_job")),
            "graduated_on": graduated.date if graduated else None,
            "surveyed_on": surveyed.date if surveyed else self.form.dated,
            "caseworker": _said(row.text("caseworker")),
            "consent": read_answer(row.text("consent")),
            "remark": row.joined("remark") or None,
        }

    def _education(self, row: Row) -> int | None:
        text = row.text("education")
        rank = read_education(text)
        if rank is None and not is_nothing(text) and normal(text) not in ("其他", "其它"):
            self.note(row, "education", "看不出文化程度；请写成小学、初中、高中、中专、大专、本科等")
        return rank

    def _home(self, row: Row) -> dict[str, Any]:
        found = home_of(row, self.context)
        address = row.text("home_address") or row.text("hukou_address") or divisions_of(row)
        home = {"home_address": address or None, "township": row.text("township") or None, "village": row.text("village") or None}
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

    def _wishes(self, row: Row, worker: dict[str, Any]) -> dict[str, Any]:
        wishes = [read_wish_for_work(text) for text in row.all_texts("willing")]
        reasons = [read_wish_for_work(text) for text in row.all_texts("idle_reason") if "意" in text]
        willing = _first([wish.willing for wish in (*wishes, *reasons)])
        wanted = row.joined("wanted_occupation") or "；".join(wish.other for wish in wishes if wish.other)
        startup = _first([*(read_startup(text) for text in row.all_texts("startup")), *(wish.startup for wish in wishes)])
        need = row.joined("training_wanted")
        training = _first([read_answer(text) for text in row.all_texts("training_wanted")] + [wish.training for wish in wishes])
        pay = self._pay(row)
        places = row.joined("wanted_places")
        facts = Facts(
            age=worker["age"],
            in_school=worker["in_school"],
            able=_able(row, worker["labour_ability"]),
            willing=willing,
            startup=startup,
            training=training or not is_nothing(need),
            names_wish=not is_nothing(wanted) or not is_nothing(places) or bool(pay),
            employed=_employed(row),
        )
        segment, reason = segment_of(facts)
        return {
            "willing": willing,
            "training_wanted": training,
            "training_need": _said(need) if need and read_answer(need) is None else None,
            "wanted_occupation": _said(wanted),
            "wanted_places": _said(places),
            "mobility": self._mobility(row, wishes, places),
            "max_km": _kilometres(row.text("max_km")),
            "segment": segment,
            "segment_reason": reason,
            **pay,
        }

    def _pay(self, row: Row) -> dict[str, float | None]:
        """Return the wanted pay; an empty mapping when none is stated."""
        if row.text("pay_min_wanted") or row.text("pay_max_wanted"):
            low = read_pay(row.text("pay_min_wanted"), self.form.unit("pay_min_wanted")).min
            high = read_pay(row.text("pay_max_wanted"), self.form.unit("pay_max_wanted")).max
            return {"pay_min_wanted": low, "pay_max_wanted": high}
        pay = read_pay(row.text("pay_wanted"), self.form.unit("pay_wanted"))
        if pay.warning:
            self.note(row, "pay_wanted", pay.warning)
        stated = pay.min is not None or pay.max is not None
        return {"pay_min_wanted": pay.min, "pay_max_wanted": pay.max} if stated else {}

    def _mobility(self, row: Row, wishes: list[Wish], places: str) -> str | None:
        """Return how far the person will move: named places first, then the plan, then what keeps them at home."""
        named = read_wish(places, near=self.context).mobility if not is_nothing(places) else None
        planned = next((wish.mobility for wish in wishes if wish.mobility), None)
        status = _first([read_wish_for_work(text).mobility for text in row.all_texts("status") if "意愿" in text])
        stays = any(stays_near(text) for text in row.all_texts("cannot_leave"))
        return named or planned or status or ("county" if stays else None)

    def _check(self, row: Row, worker: dict[str, Any]) -> None:
        person = consistency.Person(
            row, worker["age"], worker["in_school"], worker["labour_ability"] in ("weak", "lost", "none"), _months(row)
        )
        for name, message in consistency.contradictions(person):
            self.note(row, name, message)
        household = worker["household_id"]
        if household and normal(row.text("relation")) in ("户主", "本人或户主", "户主本人"):
            first = self.heads.setdefault(household, row.at)
            if first != row.at:
                self.note(row, "relation", f"同一户（{household}）有两个户主，另一个在“{first[0]}”第{first[1]}行；请核实")


def _differ(birth: dt.date, stated: Day) -> bool:
    if stated.exact == "year":
        return birth.year != stated.date.year
    if stated.exact == "month":
        return (birth.year, birth.month) != (stated.date.year, stated.date.month)
    return birth != stated.date


def _first(values: list[Any]) -> Any:
    """Return the first value that is known; yes wins over no."""
    known = [value for value in values if value is not None]
    return True if True in known else known[0] if known else None


def _said(text: str) -> str | None:
    return None if is_nothing(text) else text


def _labour(row: Row) -> str | None:
    said = normal(row.text("labour_ability"))
    return next((code for code, pattern in _LABOUR if said and re.search(pattern, said)), None)


def _in_school(row: Row) -> bool | None:
    """Return whether the person is a pupil or student; False where the form asks and the cell is blank."""
    if not row.has("in_school"):
        return True if any(read_wish_for_work(text).other in ("在校", "入学", "在读") for text in row.all_texts("status")) else None
    text = row.text("in_school")
    answer = read_answer(text)
    return not (is_nothing(text) or answer is False or re.search("[非不]在校|毕业|辍学|失学", text))


def _able(row: Row, labour: str | None) -> bool | None:
    if labour in ("lost", "none") or read_answer(row.text("is_labour")) is False:
        return False
    if any("丧失" in text for text in (*row.all_texts("idle_reason"), *row.all_texts("status"))):
        return False
    return True if labour else None


def _months(row: Row) -> float:
    match = re.match(r"(\d+(?:\.\d+)?)", small_number(normal(row.text("work_months"))))
    return float(match[1]) if match and float(match[1]) <= 12 else 0.0


def _employed(row: Row) -> bool | None:
    """Return whether the person is in work: what the state column says, else a place of work or months of it."""
    stated = [read_employed(text) for text in (*row.all_texts("status"), *row.all_texts("channel"))]
    known = next((state for state in stated if state is not None), None)
    if known is not None:
        return known
    if _months(row) > 0 or not is_nothing(row.text("employer")):
        return True
    return None


def _kilometres(text: str) -> float | None:
    match = re.search(r"(\d+(?:\.\d+)?)(公里|千米|km|里|$)?", normal(text).lower())
    if not match:
        return None
    return float(match[1]) / (2 if match[2] == "里" else 1)
