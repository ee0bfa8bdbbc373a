"""Plain tables as an Excel workbook: frozen header, filter, readable widths, nothing taken for a formula."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter

AS_TEXT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
"""Cells are what they say: a title that begins with "=" is text."""

_WIDEST, _NARROWEST = 44, 7


def write_sheets(sheets: Mapping[str, pd.DataFrame], path: str | Path) -> Path:
    """Write each frame as a sheet of its name and return the path."""
    target = Path(path)
    with xlsxwriter.Workbook(target, AS_TEXT) as book:
        for name, frame in sheets.items():
            add_sheet(book, name, frame)
    return target


def add_sheet(book: Any, name: str, frame: pd.DataFrame, *, title: str = "") -> Any:
    """Write ``frame`` as a sheet of ``book``, under a title line when there is one, and return the sheet."""
    sheet, start = book.add_worksheet(name[:31]), 1 if title else 0
    head = book.add_format(
        {"bold": True, "bg_color": "#1F5C99", "font_color": "white", "text_wrap": True, "border": 1}
    )
    shares = book.add_format({"num_format": "0.0%"})
    if title:
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    names = frame.iloc[:, 0].tolist() if len(frame.columns) else []
    for column, word in enumerate(frame.columns):
        sheet.write_string(start, column, str(word), head)
        values = frame.iloc[:, column].tolist()
        for row, value in enumerate(values):
            style = shares if is_share(word) or is_share(names[row]) else None
            _write(sheet, (row + start + 1, column), value, style)
        sheet.set_column(column, column, _width(str(word), values))
    sheet.freeze_panes(start + 1, 0)
    if len(frame):
        sheet.autofilter(start, 0, start + len(frame), len(frame.columns) - 1)
    return sheet


def is_share(word: object) -> bool:
    """Return whether a column or row of this name holds shares, shown as per cent.

    >>> is_share("就业率"), is_share("求人倍率"), is_share(3)
    (True, False, False)
    """
    return isinstance(word, str) and word.endswith("率") and not word.endswith("倍率")


def _write(sheet: Any, at: tuple[int, int], value: Any, style: Any) -> None:
    if value is None or (not isinstance(value, list | tuple) and pd.isna(value)):
        sheet.write_blank(*at, None)
    elif isinstance(value, int | float | np.number) and not isinstance(value, bool):
        sheet.write_number(*at, value, style)
    else:
        sheet.write_string(*at, str(value))


def _width(word: str, values: list[Any]) -> float:
    longest = max([_columns(word) + 3, *(_columns(str(value)) + 1 for value in values[:200])])
    return float(min(max(longest, _NARROWEST), _WIDEST))


def _columns(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)
