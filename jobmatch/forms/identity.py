"""ID numbers, sex and telephone numbers.

An ID number is used only when it has 18 characters, a date of birth that exists and the right check character
(GB 11643). It is never repaired: Excel keeps 15 digits, so a number cell, ``5.0E+17`` or a tail of 000 has lost
its last digits and the row cannot be trusted. The first 18 characters of a disability certificate are the ID.
The ID says where it was issued, not where its bearer lives.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from jobmatch.forms.sheets import Cell
from jobmatch.forms.text import as_written, is_nothing, normal
from jobmatch.schema import YEARS
from jobmatch.schema.idnumber import check_character

Fault = Literal["", "missing", "precision_lost", "wrong_length", "not_a_number", "no_such_date", "bad_checksum"]
Sex = Literal["male", "female"]

_EXACT_DIGITS = 1e15
_KINDS = {"1": "视力", "2": "听力", "3": "言语", "4": "肢体", "5": "智力", "6": "精神", "7": "多重"}
_GRADES = {"1": "一级", "2": "二级", "3": "三级", "4": "四级"}


@dataclass(frozen=True, slots=True)
class Identity:
    """What an ID cell holds."""

    number: str | None = None
    """18 characters, or None when there is none that may be used."""
    fault: Fault = ""
    """What is wrong; empty when nothing is."""
    birth: dt.date | None = None
    """Date of birth in the number."""
    sex: Sex | None = None
    """Sex in the number."""
    disability: str = ""
    """Kind and grade, where the cell holds a disability certificate."""


def read_id(cell: Cell) -> Identity:
    """Return what an ID cell holds.

    Examples
    --------
    >>> found = read_id("11010519491231002x")
    >>> found.number, found.birth.isoformat(), found.sex
    ('11010519491231002X', '1949-12-31', 'female')
    >>> read_id(1.10105194912310e17).fault, read_id("110105194912310021").fault, read_id("无").fault
    ('precision_lost', 'bad_checksum', 'missing')
    """
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) >= _EXACT_DIGITS:
        return Identity(fault="precision_lost")
    return _read(as_written(cell))


@lru_cache(maxsize=100_000)
def _read(text: str) -> Identity:
    text = _REMARK.sub("", _LABEL.sub("", text))
    said = re.sub(r"[\s\-_'\"‘’`·.]", "", normal(text)).upper() if not _scientific(text) else "E"
    if said == "E":
        return Identity(fault="precision_lost")
    if is_nothing(text) or not said:
        return Identity(fault="missing")
    said = re.sub(r"(?<=^.{20})B\d$", "", said)  # a disability certificate that was issued again
    said = said.replace("×", "X").replace("Χ", "X").replace("Х", "X").replace("*", "X" if len(said) == 18 and said[-1] == "*" else "*")
    if not re.fullmatch(r"\d+X?\d*", said):
        return Identity(fault="not_a_number")
    if len(said) == 18 and said.endswith("000"):
        return Identity(fault="precision_lost")
    if len(said) in (20, 22) and _checked(said[:18]).number:
        kind, grade = _KINDS.get(said[18], ""), _GRADES.get(said[19], "")
        found = _checked(said[:18])
        return Identity(found.number, "", found.birth, found.sex, f"{kind}残疾{grade}" if kind else "残疾")
    return _checked(said) if len(said) == 18 else Identity(fault="wrong_length")


_REMARK = re.compile(r"\s*[(（][一-鿿]+[)）]\s*$")
_LABEL = re.compile(r"^\s*(?:居民|公民)?(?:身份证|身份|证件)(?:证)?(?:号码|号)?\s*[:：]\s*")


def _scientific(text: str) -> bool:
    return re.fullmatch(r"\d(?:\.\d+)?E\+?\d+", normal(text).upper()) is not None


def _checked(number: str) -> Identity:
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", number):
        return Identity(fault="not_a_number")
    try:
        birth = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return Identity(fault="no_such_date")
    if birth.year < YEARS[0] or birth > dt.date.today():
        return Identity(fault="no_such_date")
    if check_character(number[:17]) != number[17]:
        return Identity(fault="bad_checksum")
    return Identity(number, "", birth, "male" if int(number[16]) % 2 else "female")


def read_sex(text: str) -> Sex | None:
    """Return the sex a cell states, None when it states none (GB/T 2261.1: 1 male, 2 female).

    >>> read_sex("女"), read_sex("1"), read_sex("男 M"), read_sex("")
    ('female', 'male', 'male', None)
    """
    said = re.sub(r"(?<=^[男女])[(/]?(?:m|f|male|female)\)?$", "", normal(text).lower())
    if said in ("男", "男性", "1", "m", "male", "1男", "1.男", "♂"):
        return "male"
    return "female" if said in ("女", "女性", "2", "f", "female", "2女", "2.女", "♀") else None


_MOBILE = r"1[3-9]\d{9}"
_PLAIN = re.compile(_MOBILE, re.ASCII)
_PHONE = re.compile(
    rf"(?<!\d)(?:{_MOBILE}(?!\d)|0\d{{2,3}}-?\d{{7,8}}(?:-\d{{1,5}})?(?!\d)|400-?\d{{3}}-?\d{{4}}(?!\d)|[2-8]\d{{6,7}}(?!\d))"
)
_TWINS = re.compile(rf"(?<!\d)({_MOBILE})({_MOBILE})(?!\d)")
_GROUPED = re.compile(r"(?<![\d.])1[3-9](?:[- .]?\d){9}(?!\d)")
"""A mobile number in groups, however they are cut: 138-0000-0001, 1380000 0001, 138.0000.0001."""
_FIXED_GROUPED = re.compile(r"(?<![\d-])((?:\(?0\d{2,3}\)?[- ]?)?[2-8]\d{2,3}) (\d{4})(?![\d ])")
"""A fixed number in groups: 023-5650 0001."""
_SCIENTIFIC = re.compile(r"(?<!\d)(1)\.([3-9]\d{9})[Ee]\+?10(?!\d)")
"""A mobile number as a number of which every digit still stands there."""
_AREA = re.compile(r"(?<!\d)\(?(0\d{2,3})(?:\)[- ]*|[ -]+)(?=\d{7,8}(?!\d))")
_FEWEST_DIGITS = 5
"""A piece with so many digits that are no telephone number is reported; fewer are an extension or a count."""


@lru_cache(maxsize=100_000)
def read_phones(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the telephone numbers of a cell in order, and the pieces that are no telephone number.

    >>> read_phones("13800005678/１３９００００１２３４（本人）"), read_phones("1380000567")
    ((('13800005678', '13900001234'), ()), ((), ('1380000567',)))
    >>> read_phones("甲13800005678乙139 0000 1234"), read_phones("(023)56500001转802")
    ((('13800005678', '13900001234'), ()), (('023-56500001',), ()))
    >>> read_phones("023-5650 0001/5650 0002")
    (('023-56500001', '56500002'), ())
    """
    if _PLAIN.fullmatch(text):
        return (text,), ()
    said = re.sub("[‐‑‒–—―−]+", "-", unicodedata.normalize("NFKC", as_written(text)))
    said = _SCIENTIFIC.sub(r"\1\2", said)
    said = re.sub(r"(?<![\d.])(?:\+|00)86[- ]?(?=1[3-9])|(?<=\d{11})\.0+(?!\d)", " ", said)
    said = _AREA.sub(r"\1-", _FIXED_GROUPED.sub(r"\1\2", _GROUPED.sub(lambda found: re.sub("[- .]", "", found[0]), said)))
    good, bad = [], []
    for piece in re.split(r"[/、,;|\s\\]+|或|及|和", _TWINS.sub(r"\1 \2", said)):
        good += _PHONE.findall(piece)
        if sum(char.isdigit() for char in _PHONE.sub("", piece)) >= _FEWEST_DIGITS:
            bad.append(piece)
    if not good and re.search(r"\d", said) and not bad:
        bad.append(said)
    return tuple(dict.fromkeys(good)), tuple(bad)
