"""What a cell says by the column it stands in: a tick under an option, a code of a legend, a ticked box, a date.

``√`` below 就业意愿_县内 says 县内, ``2`` below 人员类别（1脱贫户 2监测户） says 监测户; the codes may also be explained on a line
above or below the table (说明：就业状态 1-已就业 2-未就业；文化程度 1-小学 2-初中).

Paper forms print every option with a box (□小学 ☑初中); online forms write the options that were chosen, several joined
by ``┋``, each perhaps with its letter (``A.包吃包住``), and what was typed beside 其他 in brackets of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from jobmatch.forms.headers import Header
from jobmatch.forms.headings.columns import BRACKET, Kind, legend_of, option_of
from jobmatch.forms.sheets import Cell, Sheet
from jobmatch.forms.slashed import Order, first_of, told
from jobmatch.forms.text import as_written, is_blank, normal

_DATES = frozenset(("birth", "valid_from", "valid_until", "surveyed_on", "graduated_on", "leave_on", "returned_on"))
_NUMBERS = frozenset(
    ("openings", "openings_part", "referred", "placed", "pay", "pay_min", "pay_max", "age", "age_min", "age_max", "income", "work_months")
)
"""Fields below whose heading a 1 is a number and no tick: 招聘人数 over 男 and 女."""
_TICKS = frozenset(("√", "✓", "✔", "☑", "v", "是", "有", "1", "y", "●", "■"))

_NAMES = frozenset(("wanted_occupation", "wanted_places", "skills", "certificates", "limits", "service_need", "board", "requirements"))
"""Fields whose options name things; below 就业意愿_求职 a cross says no."""
_CROSSES = frozenset(("0", "×", "✗", "✘", "x", "否", "n", "□", "○", "无"))
"""Marks of an option that is not chosen."""


_LOOKED_AT = 50
_NOUN = 2
"""A name ends with a noun of so many characters: 区域."""
_LAST = 5
"""Codes are explained within so many of the last rows."""
_EXPLAINS = re.compile(r"(?:.*[:：])?(?:\d+[.、])?(?P<name>[一-鿿]{2,10}?)(?:栏|一栏|填写?|代码|编码)?[:：(]?(?P<codes>[01].*)")


@dataclass(frozen=True)
class Choices:
    """What stands behind the cells of each column that has such a meaning."""

    options: Mapping[int, str]
    """Column → the option that a tick in it chooses."""
    named: frozenset[int]
    """Columns of options that name a thing, of which a cross says no more than a blank."""
    legends: Mapping[int, Mapping[str, str]]
    """Column → code → meaning."""
    orders: Mapping[int, Order]
    """Column → what stands first in its slashed dates."""
    counts: frozenset[int] = frozenset()
    """Columns of options that count people: 学历要求 over 大专 and 本科."""

    def said(self, column: int, cell: Cell) -> Cell:
        """Return what a cell says."""
        option, legend = self.options.get(column, ""), self.legends.get(column)
        if column in self.counts and (number := _count(cell)):
            return f"{option}{number}人"
        if option and normal(cell) in _TICKS:
            return option
        if column in self.named and normal(cell).lower() in _CROSSES:
            return None
        if legend and (meant := _meaning(normal(cell), legend)):
            return meant
        return chosen(told(cell, self.orders.get(column, ""))) if isinstance(cell, str) else cell


def choices_of(sheet: Sheet, header: Header, end: int | None) -> Choices:
    """Return the choices of a table that ends before the row ``end``.

    >>> header = Header(0, 1, ("姓名", "学历代码（1小学2初中3高中）"), {0: "name", 1: "education"})
    >>> choices_of(Sheet("表", [["姓名", "学历代码（1小学2初中3高中）"], ["张三", "2"]]), header, None).said(1, "2")
    '初中'
    """
    kind: Kind = "jobs" if "title" in header.fields.values() else "workers"
    options = {
        column: option
        for column, field in header.fields.items()
        if field not in _NUMBERS and (option := option_of(header.names[column], kind))
    }
    explained = _explained(sheet, header)
    legends = {
        column: legend
        for column in header.fields
        if (legend := legend_of(header.names[column]) or _legend_for(_asked(header, column), _said_in(sheet, header, column), explained))
    }
    dates = [column for column, name in header.fields.items() if name in _DATES]
    rows = sheet.rows[header.after : end]
    named = frozenset(column for column in options if header.fields[column] in _NAMES)
    orders = {column: first_of(row[column] for row in rows if column < len(row)) for column in dates}
    return Choices(options, named, legends, orders, _counting(header, options, rows) if kind == "jobs" else frozenset())


def _counting(header: Header, options: Mapping[int, str], rows: list[list[Cell]]) -> frozenset[int]:
    """Return the rungs of schooling below which people are counted: any number but a 1, which may be a tick, tells it."""
    rungs = frozenset(column for column in options if header.fields[column] == "education")
    numbers = (_count(row[column]) for row in rows for column in rungs if column < len(row))
    return rungs if any(number not in ("", "1") for number in numbers) else frozenset()


def _count(cell: Cell) -> str:
    """Return the number of people that a cell holds and nothing else, empty where it holds none.

    >>> _count("3人"), _count(2.0), _count("√"), _count("0")
    ('3', '2', '', '')
    """
    found = re.fullmatch(r"([1-9]\d{0,3})(?:\.0)?[人名个]?", normal(cell))
    return found[1] if found else ""


def _said_in(sheet: Sheet, header: Header, column: int) -> frozenset[str]:
    """Return what the first cells of a column say."""
    rows = sheet.rows[header.after : header.after + _LOOKED_AT]
    texts = (normal(row[column]) for row in rows if column < len(row))
    return frozenset(text for text in texts if not is_blank(text) and text != header.leaves[column])


def _legend_for(asked: str, said: frozenset[str], explained: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """Return the codes explained for a column by its name, by the end of it, or by its last word where all its cells are such codes.

    >>> codes = {"意愿": {"1": "愿意", "2": "不愿意"}, "务工区域": {"1": "县内", "2": "市外"}}
    >>> _legend_for("就业意愿", frozenset("12"), codes)["2"], _legend_for("意向区域", frozenset("2"), codes)["2"]
    ('不愿意', '市外')
    >>> _legend_for("意向区域", frozenset(("1", "广东")), codes)
    {}
    """
    if asked in explained:
        return explained[asked]
    alike = [codes for name, codes in explained.items() if asked.endswith(name) or asked[-_NOUN:] == name[-_NOUN:]]
    return alike[0] if len(alike) == 1 and said and said <= alike[0].keys() else {}


def _asked(header: Header, column: int) -> str:
    return BRACKET.sub("", header.leaves[column])


def _explained(sheet: Sheet, header: Header) -> dict[str, Mapping[str, str]]:
    """Return the codes that lines around the table explain, by the name of the column."""
    lines = (line for line in (*sheet.rows[: header.first], *sheet.rows[header.after :][-_LAST:]))
    alone = (filled[0] for line in lines if len(filled := [text for cell in line if (text := as_written(cell))]) == 1)
    parts = (normal(part) for text in alone for part in re.split(r"[;；。\n]|(?<=[一-鿿])[,，、](?=[一-鿿]{2,10}[:：(（]?1)", text))
    found = ((match["name"], legend_of(f"{match['name']}({match['codes']})")) for part in parts if (match := _EXPLAINS.match(part)))
    return {name: legend for name, legend in found if legend}


def _meaning(said: str, legend: Mapping[str, str]) -> str:
    """Return the meanings of one or several codes (1、3), empty when the cell holds anything else."""
    codes = (
        list(said) if said.isdigit() or (said.isascii() and said.isalpha()) else re.split("[、,，;；/.+和及]", said)
    )  # 13 is what ①③ becomes
    return "、".join(legend[code] for code in codes) if all(code in legend for code in codes) else ""


_EMPTY_BOXES, _FULL_BOXES = "□☐▢", "☑☒✓✔√■"
_BOX = re.compile(f"[{_EMPTY_BOXES}][{_FULL_BOXES}]?|[☑☒■]|[✓✔√](?=[一-鿿])")
_BEHIND = re.compile(f"([^{_EMPTY_BOXES}{_FULL_BOXES} 、,，;；/]+) *([{_EMPTY_BOXES}][{_FULL_BOXES}]?|[☑☒■✓✔√])")
_BOXES_BEHIND = re.compile(rf"(?:{_BEHIND.pattern}[ 、,，;；/]*){{2,}}")
_BETWEEN = "┋"
"""What stands between several answers."""
_LETTER = re.compile(r"(?:^|(?<=┋))\s*[A-H][.．、:：]\s*(?=[一-鿿])")
"""The letter of an option."""
_TYPED = re.compile(r"其[他它][^┋〖〗]{0,6}〖([^〖〗]+)〗|〖([^〖〗]*)〗")
"""What was typed beside 其他, or beside another option."""


@lru_cache(maxsize=20_000)
def chosen(text: str) -> str:
    """Return the answers that a cell chooses, joined by 、; a text that offers no choice as it is.

    >>> chosen("是■ 否□"), chosen("驾驶员┋保安┋其他〖护林〗"), chosen("D.都不提供"), chosen("会电焊")
    ('是', '驾驶员、保安、护林', '都不提供', '会电焊')
    """
    if _BETWEEN in text or "〖" in text or _LETTER.match(text):
        said = _TYPED.sub(lambda typed: typed[1] or (f"({typed[2]})" if typed[2] else ""), _LETTER.sub("", text))
        return "、".join(part.strip() for part in said.split(_BETWEEN) if part.strip())
    return _ticked(text)


def _ticked(text: str) -> str:
    """Return the ticked ones of the boxes in a text, blank where none is; a text without boxes as it is.

    >>> _ticked("是■ 否□")
    '是'
    >>> _ticked("□小学 ☑初中 □高中"), _ticked("□是 □否"), _ticked("√"), _ticked("会□字")
    ('初中', '', '√', '会□字')
    """
    boxes = list(_BOX.finditer(text))
    if boxes and _BOXES_BEHIND.fullmatch(text.strip()):
        return "、".join(said for said, box in _BEHIND.findall(text) if box[-1] in _FULL_BOXES)
    if not boxes or not (len(boxes) > 1 or text.lstrip().startswith(boxes[0][0])) or not text.strip(" " + _EMPTY_BOXES + _FULL_BOXES):
        return text
    ends = [box.start() for box in boxes[1:]] + [len(text)]
    chosen = (text[box.end() : end].strip(" 、,，;；/") for box, end in zip(boxes, ends, strict=True) if box[0][-1] in _FULL_BOXES)
    return "、".join(part for part in chosen if part)
