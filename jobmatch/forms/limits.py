"""How much a file may hold, checked before it is opened: a few bytes can claim more cells than a computer has memory.

One value typed by mistake into the last row of a sheet makes a table of a million rows; a padded or packed sheet
may unfold to gigabytes. Both are refused with what to do. Formatted cells without a value cost nothing and are
not counted.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from jobmatch.errors import TableError

LARGEST_FILE = 300_000_000
"""Bytes a file may have."""
LARGEST_SHEETS = 2_000_000_000
"""Bytes the sheets of a workbook may have when unpacked."""
MOST_PACKED = 200
"""Times a workbook larger than ``LARGE`` may unfold: common ones unfold ten to thirty times."""
LARGE = 50_000_000
"""Bytes of unpacked sheets from which the share matters."""
MOST_CELLS = 20_000_000
"""Cells between the first and the last value of a sheet: 100 000 people with 200 columns."""
_CELL = re.compile(rb'\sr="([A-Z]{1,3})(\d{1,7})"[^>/]*>')
"""The place of a cell that holds something; an empty one ends in ``/>``."""
_ODS_TAG = re.compile(rb'<table:(table-row|(?:covered-)?table-cell|table)(?=[\s/>])((?:[^>"\']|"[^"]*"|\'[^\']*\')*)>')
_ODS_REPEATED = re.compile(rb'table:number-(?:rows|columns)-repeated=["\'](\d{1,10})')
_CHUNK = 1 << 22
_LONGEST_TAG = 200


def check_size(file: Path) -> None:
    """Raise when a file is larger than any list of people or jobs.

    Raises
    ------
    TableError
        It has more than ``LARGEST_FILE`` bytes.
    """
    size = file.stat().st_size
    if size > LARGEST_FILE:
        message = f"有{size / 1e6:.0f}MB，超过{LARGEST_FILE / 1e6:.0f}MB，太大；请删去图片和不用的工作表，或按乡镇分成几个文件"
        raise TableError(f"{file.name} {message}")


def check_sheets(file: Path, book: zipfile.ZipFile) -> None:
    """Raise when the sheets of a workbook unfold to more than can be read.

    Raises
    ------
    TableError
        They have more than ``LARGEST_SHEETS`` bytes, unfold as no table does, or one spans more than ``MOST_CELLS`` cells.
    """
    parts = [info for info in book.infolist() if re.fullmatch(r"xl/(?:worksheets/.*|sharedStrings\.xml)|content\.xml", info.filename)]
    size = sum(info.file_size for info in parts)
    if size > LARGEST_SHEETS:
        raise TableError(f"{file.name} 展开后有{size / 1e6:.0f}MB，太大；请把有内容的部分复制到新的工作簿，或分成几个文件")
    if size > LARGE and size > MOST_PACKED * sum(info.compress_size for info in parts):
        raise TableError(
            f"{file.name} 展开后有{size / 1e6:.0f}MB，是文件的{MOST_PACKED}倍以上，不像正常的表格，没有打开；请向提供文件的人核实"
        )
    for info in parts:
        if info.filename.startswith("xl/worksheets/sheet"):
            _check_span(file, *_xlsx_span(book, info))
    for rows, columns in ods_spans(book):
        _check_span(file, rows, columns)


def _check_span(file: Path, rows: int, columns: int) -> None:
    if rows * columns > MOST_CELLS:
        raise TableError(
            f"{file.name} 有一张工作表的内容一直到第{rows}行、{_letters(columns)}列，像是在很远的格子里误填了内容；"
            "请删去数据以外的行和列再试"
        )


def _xlsx_span(book: zipfile.ZipFile, info: zipfile.ZipInfo) -> tuple[int, int]:
    """Return the last row and the last column of a sheet that hold something."""
    last, columns = 0, {b"A"}
    for text in _chunks(book, info):
        cells = _CELL.findall(text)
        if cells:
            last = max(last, int(cells[-1][1]))
            columns |= {column for column, _ in cells}
    return last, max(map(_position, columns))


def ods_spans(book: zipfile.ZipFile) -> Iterator[tuple[int, int]]:
    """Yield the last row and the last column that hold something, of each sheet of an OpenDocument workbook; none of another one.

    There one cell and one row may stand for a million like it: what is read is what they stand for.
    """
    info = book.NameToInfo.get("content.xml")
    if info is None:
        return
    rows, height, columns, far = 0, 0, 0, (0, 0)
    for name, facts in _ods_tags(book, info):
        found = _ODS_REPEATED.search(facts)
        repeated = int(found[1]) if found else 1
        if name == b"table":
            yield far
            rows, height, columns, far = 0, 0, 0, (0, 0)
        elif name == b"table-row":
            rows, height, columns = rows + height, repeated, 0
        else:
            columns += repeated
            if not facts.endswith(b"/") or b"office:value" in facts:
                far = rows + height, max(far[1], columns)
    yield far


def _ods_tags(book: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[tuple[bytes, bytes]]:
    """Yield the name and the attributes of every tag of tables, rows and cells, in order."""
    rest = b""
    with book.open(info) as part:
        while piece := part.read(_CHUNK):
            text = rest + piece
            whole = text.rfind(b"<")  # what begins after it may be cut
            for tag in _ODS_TAG.finditer(text, 0, max(whole, 0)):
                yield tag[1], tag[2]
            rest = text[max(whole, 0) :]
        for tag in _ODS_TAG.finditer(rest):
            yield tag[1], tag[2]


def _chunks(book: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the text of a part piece by piece; pieces overlap so that no tag is cut."""
    with book.open(info) as part:
        tail = b""
        while piece := part.read(_CHUNK):
            yield tail + piece
            tail = piece[-_LONGEST_TAG:]


def _letters(column: int) -> str:
    """Return the name of a column: 1 is A, 27 is AA.

    >>> _letters(1), _letters(27), _letters(16384)
    ('A', 'AA', 'XFD')
    """
    name = ""
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def _position(column: bytes) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number
