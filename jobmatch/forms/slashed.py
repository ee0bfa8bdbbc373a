"""Dates such as 5/3/2026, of which a cell alone does not say whether day or month stands first.

Another date of the same column may say it (15/3/2026); where none does the month is taken to stand first, as Excel
writes it, and the cell is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from jobmatch.forms.sheets import Cell
from jobmatch.forms.text import normal

Order = Literal["day", "month", ""]

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def first_of(cells: Iterable[Cell]) -> Order:
    """Return what stands first in the slashed dates of a column; empty when none of them says it.

    >>> first_of(["5/3/1979", "15/3/1979"]), first_of(["3/15/1979"]), first_of(["5/3/1979", None])
    ('day', 'month', '')
    """
    found = [match for cell in cells if isinstance(cell, str) and (match := _SLASHED.fullmatch(normal(cell)))]
    if any(int(match[1]) > 12 for match in found):
        return "day"
    return "month" if any(int(match[2]) > 12 for match in found) else ""


def told(text: str, first: Order) -> str:
    """Return a slashed date with the year first, once the column has told its order; any other text as it is.

    >>> told("5/3/1979", "day"), told("5/3/1979", "month"), told("5/3/1979", "")
    ('1979-3-5', '1979-5-3', '5/3/1979')
    """
    match = _SLASHED.fullmatch(normal(text)) if first else None
    if not match:
        return text
    month, day = (match[2], match[1]) if first == "day" else (match[1], match[2])
    return f"{match[3]}-{month}-{day}"


def doubt_of(text: str) -> str:
    """Return what is doubtful in a slashed date, in Chinese; empty when nothing is.

    >>> doubt_of("5/3/1979"), doubt_of("4/4/1980"), doubt_of("15/3/1979")
    ('看不出是5月3日还是3月5日，先按5月3日；请写成“1979-05-03”这样', '', '')
    """
    match = _SLASHED.fullmatch(normal(text))
    if not match:
        return ""
    one, other, year = map(int, match.groups())
    if one == other or max(one, other) > 12:
        return ""
    return f"看不出是{one}月{other}日还是{other}月{one}日，先按{one}月{other}日；请写成“{year}-{one:02d}-{other:02d}”这样"
