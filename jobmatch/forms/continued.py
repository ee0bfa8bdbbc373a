"""A sheet without a header of its own that goes on with the table of the sheet before it.

It is believed where its columns hold the same shapes of cells: numbers where numbers stood, ID numbers below ID numbers.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from jobmatch.forms.columns import KEYS, Kind
from jobmatch.forms.footers import is_data
from jobmatch.forms.headers import Header
from jobmatch.forms.rows import Form
from jobmatch.forms.sheets import Cell, Sheet
from jobmatch.forms.text import normal

_FEWEST = 3
"""So many columns must be filled in both sheets."""
_ALIKE = 0.75
"""Share of these columns that must hold the same shape."""
_KEYED = 0.8
"""Share of the rows that must name a person or a post."""
_SHAPES = (
    ("id", re.compile(r"\d{15,17}[\dxX]|\d{20,}.?")), ("phone", re.compile(r"1[3-9]\d{9}\D*|0\d{2,3}-?\d{7,8}\D*")),
    ("date", re.compile(r"(?:19|20)\d{2}[年./-]\d{1,2}.*|(?:19|20)\d{6}")), ("number", re.compile(r"-?\d+(?:\.\d+)?")),
)  # fmt: skip


def continued(sheet: Sheet, before: Form, kind: Kind) -> Form | None:
    """Return the table of a sheet that goes on with the one before it, None where the columns are not alike.

    >>> from jobmatch.forms.headers import find_header
    >>> rows = [["张三", "男", "15400000001"], ["李四", "女", "15400000002"]]
    >>> first = Sheet("一", [["姓名", "性别", "联系电话"], *rows])
    >>> form = Form(first, find_header(first, "workers"))
    >>> more = continued(Sheet("二", rows), form, "workers")
    >>> [row.text("phone") for row in more.rows()] if more else None
    ['15400000001', '15400000002']
    """
    header = replace(before.header, first=0, levels=0)
    rows = [row for row in sheet.rows if is_data(row, header)]
    if not rows or max(map(len, rows)) > max(len(header.names), 1):
        return None
    keys = [column for column, field in header.fields.items() if field in KEYS[kind]]
    keyed = sum(any(column < len(row) and normal(row[column]) for column in keys) for row in rows)
    above, below = _shapes(before.sheet.rows[before.header.after : before.end], header), _shapes(rows, header)
    both = above.keys() & below.keys()
    alike = sum(above[column] == below[column] for column in both)
    told = any(above[column] == below[column] != "word" for column in both)
    if keyed < _KEYED * len(rows) or len(both) < _FEWEST or alike < _ALIKE * len(both) or not told:
        return None
    return Form(sheet, header)


def _shapes(rows: Iterable[list[Cell]], header: Header) -> dict[int, str]:
    """Return the shape that most cells of each filled column have."""
    found: dict[int, Counter[str]] = {}
    for row in rows:
        for column in header.fields:
            if column < len(row) and normal(row[column]):
                found.setdefault(column, Counter())[_shape(row[column])] += 1
    return {column: shapes.most_common(1)[0][0] for column, shapes in found.items()}


def _shape(cell: Cell) -> str:
    if isinstance(cell, (dt.date, dt.datetime)):
        return "date"
    said = normal(cell)
    return next((name for name, pattern in _SHAPES if pattern.fullmatch(said)), "word")
