"""A row of a job table → one job, with the problems of the row."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from jobmatch.errors import PlaceError
from jobmatch.forms.age import Ages, read_ages, read_ages_in
from jobmatch.forms.certified import read_certificates_asked
from jobmatch.forms.compliance import Compliance, hukou_place, read_compliance, relaxed_for
from jobmatch.forms.dates import read_date, read_validity
from jobmatch.forms.education import read_education_asked, read_education_in, read_education_relaxed
from jobmatch.forms.experience import read_experience_asked, read_experience_in
from jobmatch.forms.identity import read_phones
from jobmatch.forms.located import Located, divisions_of, find_place, near_of
from jobmatch.forms.lodging import Lodging, read_lodging
from jobmatch.forms.pay import Pay, joined_pay, read_pay
from jobmatch.forms.problems import Problems
from jobmatch.forms.rows import Form, Row
from jobmatch.forms.slashed import doubt_of
from jobmatch.forms.text import is_blank, is_nothing, is_unknown, normal, small_number
from jobmatch.forms.workplace import is_home, read_kind, read_workplace
from jobmatch.places import Place, locate

MOST_OPENINGS = 5_000
"""More places than this in one posting are not believed."""
_FIRM = ("employer", "employer_type", "industry", "employer_address", "contact", "phone")
_SAME = (
    "employer", "title", "openings", "pay_min", "pay_max", "pay_basis", "education_min", "age_min", "age_max", "experience_min_years",
    "lodging", "workplace_type", "hours", "valid_until", "certificates_required", "description", "requirements",
)  # fmt: skip
"""What makes two rows one post when all of it agrees; the sources of a list may write each in their own way."""
_BOARD_COLUMNS = {"board": "both", "meals": "board", "bed": "lodging"}
"""Columns of board and lodging → what a bare yes in them answers."""
_NUMBER = re.compile(r"[\d\s()（）:：/、,，+-]*\d{5}[\d\s()（）:：/、,，-]*")
_PERSON = re.compile(r"(?!.*(?:微信|同号|电话|手机|座机|本人|办公|咨询|转$))[一-鿿]{1,6}")
_AT_THE_FIRM = re.compile(r"(?:同|见)(?:单位|公司|企业)?地址|同[上左]|本?(?:单位|公司|厂|店|企业)(?:内|里|所在地)?")
"""A place of work that is the firm's own address."""
_LETTER = re.compile(r"[^\W\d_]")
_UNCOUNTED = re.compile(r"若干|不限|长期|多名|数名|多人|大量|少量|一批|招满|面议|不等|按需|另议")
_PUBLIC_EMPLOYER = re.compile(r"机关|事业|国有|村.*委会|居.*委会|政府|街道办|公益")


@dataclass
class JobReader:
    """Reads the rows of one form."""

    form: Form
    """The sheet and its header."""
    as_of: dt.date
    """Day on which expiry is counted."""
    context: str | None
    """Division code of the office the form comes from."""
    problems: Problems
    """Where problems go."""
    firm: dict[str, list[object]] = field(default_factory=dict)
    """Cells of the firm that a blank employer below it belongs to."""
    seen: dict[tuple[object, ...], tuple[str, int]] = field(default_factory=dict)
    """What a posting says → the row that said it first."""

    def read(self, row: Row) -> dict[str, Any] | None:
        """Return the job of a row by canonical column, or None when the row is set aside."""
        self._fill_down(row)
        if not self._can_be_used(row):
            return None
        job: dict[str, Any] = {"title": row.text("title"), "source_sheet": row.sheet, "source_row": row.number}
        job |= self._words(row)
        job |= self._offer(row)
        job |= self._conditions(row)
        job |= self._validity(row)
        job |= self._place(row, home=job["workplace_type"] == "home_based")
        return None if self._is_repeated(row, job) else self._checked(row, job)

    def note(self, row: Row, name: str, message: str, *, kept: bool = True) -> None:
        """Report a problem of a field."""
        self.problems.add(row.at, row.name_of(name), row.text(name), message, kept=kept)

    def _fill_down(self, row: Row) -> None:
        """Give a row without employer the firm of the row above, all its columns or none."""
        if not row.has("employer"):
            return
        if row.text("employer"):
            self.firm = {name: row.cells[name] for name in _FIRM if name in row.cells}
        elif self.firm and not any(row.text(name) for name in ("employer_type", "industry", "contact", "phone")):
            row.cells.update({name: list(cells) for name, cells in self.firm.items()})
            row.texts.clear()

    def _can_be_used(self, row: Row) -> bool:
        if is_blank(row.text("title")):
            self.note(row, "title", "没有填岗位名称，本行未导入；请补填", kept=False)
            return False
        if not _LETTER.search(row.text("title")):
            self.note(row, "title", "看不出是什么岗位，本行未导入；请写岗位名称，例如“缝纫工”", kept=False)
            return False
        if row.has("employer") and is_blank(row.text("employer")):
            self.note(row, "employer", "没有填单位名称；请补填")
        return True

    def _is_repeated(self, row: Row, job: dict[str, Any]) -> bool:
        """Tell whether an earlier row means the same post, however it writes it, and report it."""
        place = job.get("work_code") or normal(job["work_address"])
        first = self.seen.setdefault((place, *(_meaning(job[name]) for name in _SAME)), row.at)
        if first == row.at:
            return False
        message = f"与“{first[0]}”第{first[1]}行是同一个岗位（单位、岗位、地点、工资、人数、条件都相同），本行未导入；如确是两个岗位请写明区别"
        self.note(row, "title", message, kept=False)
        return True

    def _words(self, row: Row) -> dict[str, Any]:
        employer = row.text("employer")
        stated = row.joined("workplace")
        return {
            "employer": employer or None,
            "employer_type": row.text("employer_type") or None,
            "industry": row.text("industry") or None,
            "description": row.joined("description", "title_note") or None,
            "requirements": row.joined("requirements", "remark") or None,
            "kind": read_kind(stated, row.text("title")),
            "workplace_type": read_workplace(stated, f"{employer}", row.text("work_address"), row.text("workshop"), row.text("title")),
            "hours": row.joined("hours") or None,
            "insurance": row.joined("insurance") or None,
            "route": row.text("route") or None,
            "certificates_required": _stated(row.joined("certificates"))
            or read_certificates_asked(row.joined("requirements", "description"))
            or None,
            **_contact(row),
            "source": row.joined("source") or None,
            "reserved_for": _stated(row.text("reserved_for")),
            "event_id": row.text("event") or None,
            "booth": row.text("booth") or None,
        }

    def _offer(self, row: Row) -> dict[str, Any]:
        pay = self._pay(row)
        home = _lodging(row, pay)
        openings, counted = _openings(row.text("openings"))
        if row.has("openings") and openings is None and not counted:
            blank = is_unknown(row.text("openings"))
            self.note(row, "openings", "没有填招聘人数；请补填" if blank else "看不出招聘人数，没有采用；请写成数字")
        flags = [] if openings is not None else ["openings_unknown"]
        flags += ["pay_estimated"] * pay.estimated + ["pay_approx"] * pay.approx
        return {
            "openings": openings,
            "referred": _openings(row.text("referred"))[0],
            "placed": _openings(row.text("placed"))[0],
            "pay_min": pay.min,
            "pay_max": pay.max,
            "pay_basis": pay.basis,
            "pay_text": row.joined("pay", "pay_allowance", "pay_note") or None,
            "pay_trial": pay.trial,
            "pay_months": pay.months,
            "lodging": home.code,
            "flags": flags,
        }

    def _pay(self, row: Row) -> Pay:
        if row.text("pay"):
            pay = read_pay(row.text("pay"), self.form.unit("pay"))
        elif row.text("pay_min") or row.text("pay_max"):
            low, high = read_pay(row.text("pay_min"), self.form.unit("pay_min")), read_pay(row.text("pay_max"), self.form.unit("pay_max"))
            pay = joined_pay(low, high)
        elif row.text("pay_allowance"):  # what an internship or a public post pays
            pay = read_pay(row.text("pay_allowance"), self.form.unit("pay_allowance"))
        else:
            pay = Pay()
            if row.has("pay") or row.has("pay_min"):
                self.note(row, "pay", "没有填工资；请补填数额或“面议”")
        if pay.warning:
            self.note(row, "pay", pay.warning)
        return pay

    def _conditions(self, row: Row) -> dict[str, Any]:
        ages, clause = self._ages(row)
        asked = read_education_asked(row.text("education"))
        if is_unknown(row.text("education")):
            asked = read_education_in(row.joined("age", "requirements", "description"))
        elif asked is None:
            self.note(row, "education", "看不出学历要求，按没有写处理；请写成“初中以上”或“不限”")
        experience = read_experience_asked(row.text("experience"))
        if experience is None:
            experience = read_experience_in(row.joined("requirements"))
        return {
            "education_min": asked,
            "education_min_relaxed": read_education_relaxed(row.joined("education", "requirements")),
            "age_min": ages.min,
            "age_max": ages.max,
            "age_text": row.joined("age") or clause or None,
            "experience_min_years": experience,
            "experience_text": row.text("experience") or None,
            "by_sex": ages.by_sex,
        }

    def _ages(self, row: Row) -> tuple[Ages, str]:
        """Return the bounds of age, and the clause of the text where no column of its own states them."""
        if row.text("age_min") or row.text("age_max"):
            low, high = (read_ages(f"{small_number(normal(row.text(name)))}岁{word}") for name, word in (("age_min", "以上"), ("age_max", "以下")))
            if low.min is not None and high.max is not None and low.min > high.max:
                self.note(row, "age_min", "年龄上下限写反了，已对调；请核对")
                return Ages(high.max, low.min), ""
            return Ages(low.min, high.max), ""
        if is_unknown(row.text("age")):
            return read_ages_in(row.joined("requirements", "description"))
        ages = read_ages(row.text("age"))
        if ages.warning:
            self.note(row, "age", ages.warning)
        return ages, ""

    def _validity(self, row: Row) -> dict[str, Any]:
        published = read_date(row.raw("valid_from"), year=self._year())
        start = published.date if published else self.form.dated or self.as_of
        first, last, read = read_validity(row.raw("valid_until"), start)
        if not read:
            self.note(row, "valid_until", "看不出有效期，按长期有效处理；请写成日期或天数")
        if doubt := doubt_of(row.text("valid_until")):
            self.note(row, "valid_until", doubt)
        if last and last < self.as_of:
            self.note(row, "valid_until", f"{last.isoformat()}已过期，不再推荐；如仍招人请更新有效期")
        return {"valid_from": published.date if published else first, "valid_until": last}

    def _year(self) -> int:
        return (self.form.dated or self.as_of).year

    def _place(self, row: Row, *, home: bool) -> dict[str, Any]:
        """Return where the work is: as its own columns say, read near the firm's address where they do not suffice."""
        works = [text for text in row.all_texts("work_address") if not (is_nothing(text) or is_home(text) or _AT_THE_FIRM.fullmatch(normal(text)))]
        firm, divisions, near = row.text("employer_address"), divisions_of(row), near_of(row, self.context)
        base = find_place([firm, divisions + firm] if firm else [divisions], near)
        whole = "".join(dict.fromkeys(works))
        found = find_place([whole, *works, divisions + whole], near) if works else base
        if found.place is None and base.place is not None:
            found = find_place([whole, *works], base.place.code)
            if found.place is None:
                self._note_base(row, base.place)
                found = base
        address = {"work_address": whole or firm or divisions or None}
        if found.place is None:
            return address | self._unplaced(row, found, home=home)
        place = found.place
        return address | {"work_code": place.code, "work_lat": place.lat, "work_lon": place.lon, "work_inherited": found.vague}

    def _note_base(self, row: Row, base: Place) -> None:
        message = f"看不出这个工作地点在哪个区县，先按单位所在地（{base.title}）计算；如不在一处，请写明省、区县和乡镇"
        self.note(row, "work_address", message)

    def _unplaced(self, row: Row, found: Located, *, home: bool) -> dict[str, Any]:
        if not home:
            name = next((name for name in ("work_address", "employer_address") if row.has(name) and row.text(name)), "work_address")
            name = name if row.has(name) else "employer_address"
            blank = "没有填工作地点，也没有单位地址；请补填，至少到乡镇或区县"
            self.note(row, name, f"{found.message if found.text else blank}；地点按不详处理")
        return {"location_uncertain": True}

    def _checked(self, row: Row, job: dict[str, Any]) -> dict[str, Any]:
        """Return the job with its compliance flags."""
        public = job["workplace_type"] == "public_welfare" or bool(_PUBLIC_EMPLOYER.search(job["employer_type"] or ""))
        text = "；".join(part for part in (job["description"], job["requirements"], row.joined("age"), row.text("legal_basis")) if part)
        found = read_compliance(row.text("title"), row.text("sex"), row.text("hukou"), text, public=public)
        flags = [*job.pop("flags"), *found.flags]
        flags += ["age_by_sex"] * job.pop("by_sex") + ["location_uncertain"] * job.pop("location_uncertain", False)
        job["flags"] = tuple(sorted(set(flags)))
        if found.lawful_exception and re.search("[男女]", row.text("sex")) and "不限" not in row.text("sex"):
            message = f"性别限制属法定例外（{found.lawful_exception}），按合法限制处理；请核对"
            self.problems.add(row.at, row.name_of("sex"), row.text("sex"), message)
        if found.legal_basis:
            message = f"户籍限制写明了依据（{found.legal_basis}），按合法限制处理；请核对依据"
            self.problems.add(row.at, row.name_of("requirements"), found.hukou, message)
        job["legal_basis"] = found.legal_basis or None
        job["lawful_exception"] = found.lawful_exception or None
        job["hukou_scope"] = self._scope(row, found, job)
        return job

    def _scope(self, row: Row, found: Compliance, job: dict[str, Any]) -> str | None:
        """Return the division whose registered people a lawful limit speaks of."""
        relaxed = relaxed_for("，".join(part for part in (row.text("education"), job["requirements"]) if part))
        where = hukou_place(found.hukou if found.legal_basis else relaxed)
        if not where:
            return None
        code = str(job.get("work_code") or self.context or "")
        depth = next((digits for mark, digits in (("村", 12), ("镇", 9), ("乡", 9), ("县", 6), ("区", 6), ("市", 2)) if where.startswith("本") and mark in where), 0)
        if depth:
            return (code[:2] + "0000" if depth == 2 else code[:depth]) or None
        try:
            place: Place = locate(where, near=self.context)
        except PlaceError:
            return None
        return place.code


def _meaning(value: object) -> object:
    """Return a value as two rows are compared: of a text letters and digits count; nothing asked is nothing said.

    >>> _meaning("1、身体健康；\\n 2、守时"), _meaning(3000.0), _meaning(None) == _meaning(0)
    ('1身体健康2守时', 3000.0, True)
    """
    return re.sub(r"[\W_]+", "", value).lower() if isinstance(value, str) else value or ""


def _contact(row: Row) -> dict[str, str | None]:
    """Return contact and telephone numbers, also where one cell holds both; what is no number stays as written."""
    contact, phones = row.text("contact"), row.all_texts("phone")
    if not phones and read_phones(contact)[0]:
        contact, phones = "", [contact]
    beside = (_NUMBER.sub("", text) for text in phones if read_phones(text)[0])
    person = contact or next((name for name in beside if _PERSON.fullmatch(name)), "")
    read = ((text, *read_phones(text)) for text in phones)
    numbers = [number for text, good, bad in read for number in (good if good and not bad else (text,)) if not is_blank(number)]
    return {"contact": person or None, "phone": "；".join(dict.fromkeys(numbers)) or None}


def _stated(text: str) -> str | None:
    return None if is_nothing(text) or normal(text) in ("不限", "无要求") else text


def _openings(text: str) -> tuple[int | None, bool]:
    """Return the number of places, and whether the text says that there is no fixed number.

    Nought is a number: the post is full. A negative one is none.

    >>> _openings("12人"), _openings("若干"), _openings("男3名女2名"), _openings(""), _openings("0"), _openings("-3")
    ((12, False), (None, True), (5, False), (None, False), (0, False), (None, False))
    """
    said = small_number(normal(text))
    if said.startswith("-"):
        return None, False
    numbers = [int(float(number)) for number in re.findall(r"\d+(?:\.\d+)?", said)]
    if not numbers:
        return None, bool(_UNCOUNTED.search(said))
    if re.search(r"\d[-~—至到]\d", said):
        total = max(numbers)
    else:
        total = sum(numbers) if re.search(r"[男女].*\d.*[男女].*\d", said) else numbers[0]
    return (total, False) if total <= MOST_OPENINGS else (None, False)


def _lodging(row: Row, pay: Pay) -> Lodging:
    """Return board and lodging: its own columns first, then what is said beside the pay."""
    board, bed = None, None
    for text, about in ((text, about) for name, about in _BOARD_COLUMNS.items() for text in row.all_texts(name)):
        said = read_lodging(text, about)
        board, bed = board or said.board, bed if bed is not None else said.lodging
    extra = read_lodging(row.joined("pay_note"))
    if board is None:
        board = pay.board or extra.board
    if bed is None:
        bed = pay.lodging if pay.lodging is not None else extra.lodging
    return Lodging(board, bed)
