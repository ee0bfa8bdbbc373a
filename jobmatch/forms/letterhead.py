"""What a firm's own form says beside its table: labels with the value next to them.

A 招聘登记表 names the firm, its address and its telephone once, above the rows of its posts, and several such
forms may stand below one another on a sheet. A line of it alternates label and value, or writes both in one
cell with a colon (``联系人：何经理``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jobmatch.forms.job_aliases import JOB_VOCABULARY
from jobmatch.forms.labelled import said_in
from jobmatch.forms.sheets import Cell, Sheet
from jobmatch.forms.text import normal
from jobmatch.forms.vocabulary import IGNORED

FIELDS = frozenset(
    (
        "employer", "employer_type", "industry", "employer_address", "work_address", "contact", "phone", "board", "meals", "bed", "insurance",
        "hours", "hukou", "workplace", "workshop", "valid_from", "valid_until", "route", "pay_note", "source", "event", "booth",
    )
)  # fmt: skip
"""What holds for every post of the form; 学历, 年龄 and pay belong to the post itself."""
_NO_LABEL = frozenset(("单位", "企业", "公司", "地址", "要求", "数量"))
"""Too short to be told from a value: 单位：人 names a unit."""
_FIRM = re.compile(r"[一-鿿()（）]{1,24}?(?:公司|集团|合作社|酒店|宾馆)(?!名)")
"""A firm that the title or the tab names."""


_NUMBER = re.compile(r"^\s*[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．](?!\d)\s*")
_ALONE = re.compile(
    r"[一-鿿()（）A-Za-z]{2,}(?:公司|集团|厂|合作社|酒店|宾馆|饭店|超市|养老院|敬老院|医院|学校|幼儿园|车间|中心|农场|基地)"
)


def without_number(text: str) -> str:
    """Return a line without the number that stands before it.

    >>> without_number("一、某某公司"), without_number("(2) 3名"), without_number("3.5元")
    ('某某公司', '3名', '3.5元')
    """
    return _NUMBER.sub("", text)


def firm_alone(line: Sequence[Cell]) -> str:
    """Return the firm that a line names and says nothing else, empty when it does not.

    >>> firm_alone(["一、奉节某某农业有限公司", None]), firm_alone(["奉节某某公司", "普工"])
    ('奉节某某农业有限公司', '')
    """
    filled = [text for cell in line if (text := normal(cell))]
    text = without_number(filled[0]) if len(filled) == 1 else ""
    return text if _ALONE.fullmatch(text) else ""


def letterhead_of(sheet: Sheet, first: int) -> dict[str, list[Cell]]:
    """Return what the lines above the header at ``first`` say of the firm; nothing when they name none."""
    said = [stated(line) for line in sheet.rows[:first]]
    found = {name: cells for part in said for name, cells in part.items()}
    if "employer" in found:
        return found
    above = (normal(cell) for line in reversed(sheet.rows[:first]) for cell in line)
    firm = next((match[0] for text in (*above, normal(sheet.name)) if (match := _FIRM.match(text))), None)
    return {**found, "employer": [firm]} if firm else {}


def stated(line: Sequence[Cell]) -> dict[str, list[Cell]]:
    """Return what a line of labels and values says, by field; nothing when the line is no such line.

    >>> stated(["招聘单位全称", "某某服饰公司", None, "联系人", "何经理"])
    {'employer': ['某某服饰公司'], 'contact': ['何经理']}
    >>> stated(["联系电话：023-56500001  联系人：何经理"]), stated([1, "缝纫工", "联系人"])
    ({'phone': ['023-56500001'], 'contact': ['何经理']}, {})
    """
    found: dict[str, list[Cell]] = {}
    for name, value in said_in(line, _label_of):
        if (field := _label_of(name)) in FIELDS and normal(value):
            found.setdefault(field, []).append(value)
    return found


def _label_of(cell: Cell) -> str:
    """Return the field that a label names, empty when the cell is no label.

    >>> _label_of("招聘单位全称："), _label_of("试用期限"), _label_of("缝纫工")
    ('employer', 'ignored', '')
    """
    said = re.sub(r"[:：*＊]", "", normal(cell))
    if said in _NO_LABEL or len(said) < 2:
        return ""
    return JOB_VOCABULARY.exact.get(said, "") or (IGNORED if said.startswith("是否") else "")
