"""Names, ID numbers and phones as they may be shown: the default of every output.

Everything that leaves the library is masked unless ``unmask`` is asked for by name. The contact of an
*employer* is public and is never masked; a worker's never is (Personal Information Protection Law, art. 6
and 73; DOMAIN.md §3.3).

======  ====================  =============================================================
fact    shown as              rule
======  ====================  =============================================================
name    张*  欧阳**            the surname stays, one star for every other character
ID      500236********0120    the first six (registered county) and the last four stay
phone   138****5678           the first three and the last four digits stay
======  ====================  =============================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

_PAIRS = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容"
    "仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良漆雕乐正宰父谷梁拓跋夹谷轩辕令狐"
    "段干百里呼延东郭南门羊舌微生公户公玉公仪梁丘公仲公上公门公山公坚左丘公伯西门公祖第五公乘贯丘公皙"
    "南荣东里东宫仲长子书子桑即墨达奚褚师纳兰"
)
COMPOUND_SURNAMES = frozenset(_PAIRS[start : start + 2] for start in range(0, len(_PAIRS), 2))
"""Surnames of two characters (百家姓 and the registers of living families)."""

_PHONE = re.compile(r"(?:\+?86[- ]?)?\d(?:[- ]?\d){6,13}")
_DIGIT = re.compile(r"\d")
ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx]")
"""An 18-character ID number, in a longer certificate number too (a disability certificate begins with it)."""
MOBILE = re.compile(r"(?<!\d)1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)")
"""A mobile number of mainland China."""


def mask_name(name: object) -> str:
    """Return the surname and one star for every further character; blank for a missing name.

    A name of one character is hidden whole; a name of two is always one surname and one given name.

    >>> mask_name("张伟"), mask_name("欧阳建国"), mask_name("欧阳"), mask_name(None)
    ('张*', '欧阳**', '欧*', '')
    """
    text = _text(name)
    if len(text) < 2:
        return "*" * len(text)
    kept = 2 if len(text) > 2 and text[:2] in COMPOUND_SURNAMES else 1
    return text[:kept] + "*" * (len(text) - kept)


def mask_id(number: object, *, last_only: bool = False) -> str:
    """Return an ID number with its birth date and sequence hidden; blank for a missing one.

    A number too short to be an ID shows nothing. ``last_only`` hides the county as well.

    >>> mask_id("500236199001010120"), mask_id("500236199001010120", last_only=True), mask_id("5002")
    ('500236********0120', '**************0120', '****')
    """
    text = _text(number)
    if len(text) < 15:
        return "*" * len(text)
    head = "" if last_only else text[:6]
    return head + "*" * (len(text) - len(head) - 4) + text[-4:]


def mask_phone(phone: object) -> str:
    """Return every number in ``phone`` with its middle hidden; digits too few to be a number all hidden.

    >>> mask_phone("13812345678"), mask_phone("138 1234 5678/023-5656 1234"), mask_phone("8888")
    ('138****5678', '138****5678/023****1234', '****')
    """
    return "".join(_masked_part(part) for part in re.split(r"([、,，;；/|和或]\s*)", _text(phone)))


def scrub(text: object) -> str:
    """Return free text with ID numbers and mobile numbers masked: for remarks, logs and messages.

    >>> scrub("本人13812345678，证号500236199001010120，做过缝纫3年")
    '本人138****5678，证号500236********0120，做过缝纫3年'
    """
    masked = ID_NUMBER.sub(lambda found: mask_id(found.group()), _text(text))
    return MOBILE.sub(_masked_phone, masked)


def mask_workers(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a copy of a table of workers with names, ID numbers, phones and free text masked.

    >>> frame = pd.DataFrame({"worker_id": ["W1"], "name": ["张伟"], "phone": ["13812345678"]})
    >>> mask_workers(frame).loc[0, ["name", "phone"]].tolist()
    ['张*', '138****5678']
    """
    masked = frame.copy()
    for column in masked.columns:
        mask = _MASKS.get(str(column))
        if mask is not None:
            masked[column] = masked[column].map(mask, na_action="ignore")
    return masked


def _masked_part(part: str) -> str:
    return _PHONE.sub(_masked_phone, part) if _PHONE.search(part) else _DIGIT.sub("*", part)


def _masked_phone(found: re.Match[str]) -> str:
    digits = "".join(_DIGIT.findall(found.group()))
    digits = digits.removeprefix("86") if len(digits) == 13 else digits
    return digits[:3] + "*" * (len(digits) - 7) + digits[-4:] if len(digits) > 7 else "*" * len(digits)


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value).strip()  # type: ignore[call-overload]


_MASKS: dict[str, Callable[[object], str]] = {
    "name": mask_name,
    "id_number": mask_id,
    "phone": mask_phone,
    "remark": scrub,
    "home_address": scrub,
    "limits": scrub,
    "disability": lambda value: scrub(value) if not ID_NUMBER.search(str(value)) else mask_id(value),
}
