"""Plain tables as an Excel workbook that prints well: frozen header, filter, readable widths, rows in bands.

Every cell is written as text or number, never as a formula, whatever it begins with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter

from jobmatch.reports.target import TABLE, target

_AS_TEXT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}  # cells are what they say: a title that begins with "=" is text

EXCEL_ROWS = 1_048_575
"""Rows of a sheet below its header."""

_WIDTHS = {
    "推荐理由": 42, "原因说明": 60, "问题": 46, "怎么办": 40, "处理": 24, "单位": 24, "工作地点": 18, "提示": 40,
    "说明": 60, "联系电话": 14, "责任人": 12, "岗位": 14, "意向工种": 13, "工资（元/月）": 17, "距离（公里）": 9,
    "与期望相比": 9, "培训建议": 36, "岗位举例": 38, "为什么托底": 22, "岗位要求": 34, "本人情况": 44, "安置建议": 20, "单位电话": 15, "推荐结果": 12, "原因": 14, "状态": 14,
}  # fmt: skip
_WIDEST, _NARROWEST = 24, 6
_HEADINGS = {2: 9, 3: 7}
"""Widest column that a long heading asks for by itself, by the lines it takes then; more lines where the page asks for it."""
_FONT = {"font_name": "宋体", "font_size": 10, "text_wrap": True, "valign": "vcenter", "border": 1}
_LINE_POINTS = 13.5
_BAND = "#F3F7FB"
_CENTRED = (
    "排名",
    "次序",
    "顺序",
    "行",
    "数量",
    "推荐岗位数",
    "距离（公里）",
    "招聘人数",
    "可应聘岗位",
    "推荐人数",
    "可推荐人数",
    "剩余名额",
    "已过天数",
    "人数",
    "首选人数",
)
"""Columns of small numbers, kept off the text that follows."""
_SIDE_MARGIN_IN = 0.3
_A4 = 9
_PAGE_WIDTH = 205
"""Characters across beyond which one page beside another is easier to read than a smaller type."""


def write_sheets(sheets: Mapping[str, pd.DataFrame], path: str | Path) -> Path:
    """Write each frame as a sheet of its name and return the path.

    >>> import tempfile
    >>> book = write_sheets({"名单": pd.DataFrame({"编号": ["W1"]})}, Path(tempfile.mkdtemp()) / "a.xlsx")
    >>> pd.read_excel(book, sheet_name="名单", engine="calamine").values.tolist()
    [['W1']]
    """
    with open_book(path) as book:
        for name, frame in sheets.items():
            for part, rows in parts(name, frame):
                add_sheet(book, part, rows)
    return Path(path)


@contextmanager
def open_book(path: str | Path) -> Iterator[Any]:
    """Yield a new workbook that is written to ``path`` at the end.

    Raises
    ------
    TableError
        The path says another kind of file.
    OSError
        There is no such folder, or the file cannot be written, e.g. because it is open in Excel.
    """
    file = target(path, *TABLE)
    try:
        with xlsxwriter.Workbook(file, _AS_TEXT) as book:
            yield book
    except xlsxwriter.exceptions.FileCreateError as error:
        cause = error.args[0]
        raise OSError(cause.errno, cause.strerror, str(file)) from None


def parts(name: str, frame: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the frame in pieces that a sheet can hold, each with the name of its sheet."""
    for part, at in enumerate(range(0, max(len(frame), 1), EXCEL_ROWS), start=1):
        yield name[:31] if part == 1 else f"{name[:29]}{part}", frame.iloc[at : at + EXCEL_ROWS]


def add_sheet(book: Any, name: str, frame: pd.DataFrame, *, title: str = "") -> Any:
    """Write ``frame`` as a sheet of ``book``, under a title line when there is one, and return the sheet."""
    sheet, start = book.add_worksheet(name), 1 if title else 0
    if title:
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    head = book.add_format({**_FONT, "bold": True, "bg_color": "#DDEBF7"})
    styles = _Styles(book, frame)
    lines, widths = _layout(frame)
    for column, (word, width) in enumerate(zip(frame.columns, widths, strict=True)):
        sheet.write_string(start, column, str(word), head)
        sheet.set_column(column, column, width)
        _write_column(sheet, (start + 1, column), frame[word].tolist(), styles.of(word))
    sheet.set_row(start, lines * _LINE_POINTS + 3)
    _set_heights(sheet, frame, start, widths)
    _set_up_page(sheet, frame, start, on_one_page=sum(widths) <= _PAGE_WIDTH)
    return sheet


def is_share(word: object) -> bool:
    """Return whether a column or row of this name holds shares, shown as per cent.

    >>> is_share("就业率"), is_share("求人倍率"), is_share(3)
    (True, False, False)
    """
    return isinstance(word, str) and word.endswith("率") and not word.endswith("倍率")


_POINTS = 2


def _is_points(word: object) -> bool:
    return isinstance(word, str) and (word.endswith("得分") or "×" in word or word == "总分")


class _Styles:
    """The format of every cell: white and tinted in turn where people follow each other, shares as per cent."""

    def __init__(self, book: Any, frame: pd.DataFrame) -> None:
        boxed = {**_FONT, "border_color": "#BFBFBF"}
        kinds: tuple[dict[str, str], ...] = ({}, {"num_format": "0.0%"}, {"num_format": "0.000"})
        self.centred = [book.add_format({**boxed, **band, "align": "center"}) for band in ({}, {"bg_color": _BAND})]
        self.formats = [[book.add_format({**boxed, **band, **kind}) for kind in kinds] for band in ({}, {"bg_color": _BAND})]
        self.bands = _bands(frame)
        first = frame.iloc[:, 0].tolist() if len(frame.columns) else []
        self.share_rows = [is_share(word) for word in first]

    def of(self, word: object) -> list[Any]:
        """Return the format of each cell of a column."""
        if word in _CENTRED:
            return [self.centred[band] for band in self.bands]
        kind = _POINTS if _is_points(word) else int(is_share(word))
        return [self.formats[band][kind or int(by_row)] for band, by_row in zip(self.bands, self.share_rows, strict=True)]


def _bands(frame: pd.DataFrame) -> list[int]:
    """Return 0 or 1 for every row, changing where another person begins; all 0 where nobody is named."""
    if "编号" not in frame:
        return [0] * len(frame)
    another = frame["编号"].astype(object).ne(frame["编号"].astype(object).shift()).to_numpy(bool)
    return [int(band) for band in (np.cumsum(another) + 1) % 2]


def _write_column(sheet: Any, top: tuple[int, int], values: list[Any], styles: list[Any]) -> None:
    row, column = top
    for at, (value, style) in enumerate(zip(values, styles, strict=True), start=row):
        if isinstance(value, int | float | np.number) and not isinstance(value, bool) and value == value:
            sheet.write_number(at, column, value, style)
        else:
            sheet.write_string(at, column, _text(value), style)


def _text(value: Any) -> str:
    return "" if value is None or (not isinstance(value, list | tuple) and pd.isna(value)) else str(value)


def _layout(frame: pd.DataFrame) -> tuple[int, list[float]]:
    """Return how many lines the headings take, and the width of each column: more lines where the sheet then fits on a page."""
    found = {lines: [_width(str(word), frame[word], widest) for word in frame] for lines, widest in _HEADINGS.items()}
    return next((one for one in found.items() if sum(one[1]) <= _PAGE_WIDTH), next(iter(found.items())))


def _set_heights(sheet: Any, frame: pd.DataFrame, start: int, widths: list[float]) -> None:
    """Make room for cells of several lines: not every program that opens the workbook does."""
    lines = np.ones(len(frame), dtype=int)
    for word, width in zip(frame.columns, widths, strict=True):
        needed = [-(-_columns(_shown(value)) // int(width - 1)) for value in frame[word]]
        lines = np.maximum(lines, np.array(needed, dtype=int))
    for row in np.flatnonzero(lines > 1):
        sheet.set_row(int(row) + start + 1, _LINE_POINTS * int(lines[row]) + 1.5)


def _set_up_page(sheet: Any, frame: pd.DataFrame, start: int, *, on_one_page: bool) -> None:
    sheet.freeze_panes(start + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(_SIDE_MARGIN_IN, _SIDE_MARGIN_IN, 0.5, 0.5)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.repeat_rows(start)
    if on_one_page:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.fit_to_pages(2, 0)
        sheet.print_across()  # the two halves of a row follow each other
        sheet.repeat_columns(0)
    if len(frame):
        sheet.autofilter(start, 0, start + len(frame), len(frame.columns) - 1)


def _width(word: str, values: pd.Series, heading: float) -> float:
    if word in _WIDTHS:
        return _WIDTHS[word]
    longest = max((_columns(_shown(value)) for value in values.head(200)), default=0)
    wrapped = min(_columns(word) + 2, heading)  # a longer heading takes more lines
    return float(min(max(wrapped, longest + 1, _NARROWEST), _WIDEST))


def _shown(value: Any) -> str:
    """Return about what a cell shows: a share or a mean in a few digits."""
    return f"{value:.5g}" if isinstance(value, float) else str(value)


_FIRST_WIDE = "\u2e81"


def _columns(text: str) -> int:
    """Return how many Latin letters a text is as wide as: a Chinese one counts two."""
    return len(text) + sum(map(_FIRST_WIDE.__le__, text))
