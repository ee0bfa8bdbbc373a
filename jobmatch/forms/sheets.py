"""Files as sheets: .xlsx .xls .ods and CSV, whatever their encoding, as rows of cells.

A file is recognised by what is in it, not by its name, for many a ``.xls`` is a renamed ``.xlsx``. What cannot
be read at all raises ``TableError`` and says what to do.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from jobmatch.errors import TableError
from jobmatch.forms.limits import check_sheets, check_size

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Cell = object
Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last (row, column) of a merged range, counted from 0."""

CSV = "csv"
"""Name of the one sheet of a CSV file."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAX_CSV_FIELD = 1 << 24
_PACKED = (b"Rar!", b"7z\xbc\xaf")
_FORM_CHARACTERS = frozenset("姓名性别別年龄齡学學历歷电電话話联聯系址单單位岗崗职職工作人数數薪资資招聘要求身份证證号號地村镇鎮县縣区區")
"""What columns are called with, in simplified and traditional characters."""
_TABLE_SHARE = 0.9
"""Share of common characters from which UTF-16 without a mark is believed."""


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file, from its first row and column on."""

    name: str
    """Name on the tab; ``csv`` for CSV files."""
    rows: list[list[Cell]]
    """Cells by row; rows may differ in length. Row ``i`` here is row ``i + 1`` for staff."""
    merged: tuple[Merge, ...] = ()
    """Merged ranges; only their first cell holds a value."""
    hidden: bool = False
    """Whether staff who open the file do not see it."""
    around: tuple[list[Cell], ...] = ()
    """Lines above and below a table that was turned over: they did not turn with it."""

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell, or None beyond the edge.

        >>> Sheet("表", [["甲"]]).cell(0, 0), Sheet("表", [["甲"]]).cell(3, 0)
        ('甲', None)
        """
        line = self.rows[row] if 0 <= row < len(self.rows) else []
        return line[column] if 0 <= column < len(line) else None


def read_sheets(path: str | PathLike[str]) -> list[Sheet]:
    """Return every sheet of a workbook or CSV file.

    Raises
    ------
    TableError
        The file is missing, empty, damaged, protected by a password, or of a kind that holds no table.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "岗位.csv"
    >>> _ = file.write_bytes("岗位;人数\\n缝纫工;5\\n".encode("gb18030"))
    >>> read_sheets(file)[0].rows
    [['岗位', '人数'], ['缝纫工', '5']]
    """
    if not isinstance(path, (str, PathLike)) or not str(path).strip():
        raise TableError(f"没有给出表格文件（给的是 {path!r}）；请写出 Excel 或 CSV 文件的路径")
    file = Path(path)
    data = _bytes_of(file)
    if data[:8] == _OLE or data[:2] == b"PK":
        return _workbook(file, data)
    return [_csv(file, data)]


def _bytes_of(file: Path) -> bytes:
    if file.is_dir():
        raise TableError(f"{file.name or file} 是文件夹，不是表格；请给出其中的一个 Excel 或 CSV 文件")
    try:
        check_size(file)
        data = file.read_bytes()
    except FileNotFoundError:
        raise TableError(f"找不到文件 {file.name}；请检查文件名和所在的文件夹") from None
    except OSError as error:
        raise TableError(f"{file.name} 打不开（{error.strerror}）；如果正在 Excel 或 WPS 中打开，请先关闭") from None
    if not data.strip():
        raise TableError(f"{file.name} 是空文件，没有任何内容")
    return data


def _workbook(file: Path, data: bytes) -> list[Sheet]:
    if data[:2] == b"PK":
        _refuse_other_archives(file, data)
    elif "EncryptedPackage".encode("utf-16-le") in data:
        raise _protected(file)
    from python_calamine import CalamineWorkbook

    try:
        return _calamine_sheets(CalamineWorkbook.from_filelike(io.BytesIO(data)))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic inside calamine is a BaseException
        if "password" in f"{type(error).__name__} {error}".lower():
            raise _protected(file) from None
        message = f"{file.name} 已损坏或不是 Excel 工作簿，打不开；请在 Excel 或 WPS 中打开后另存为 .xlsx 再试"
        raise TableError(f"{message}（{type(error).__name__}: {str(error)[:120]}）") from None


def _protected(file: Path) -> TableError:
    return TableError(f"{file.name} 设了打开密码，读不出；请在 Excel 或 WPS 中取消密码（文件→信息→保护工作簿）后再试")


def _refuse_other_archives(file: Path, data: bytes) -> None:
    try:
        book = zipfile.ZipFile(io.BytesIO(data))
        names = book.namelist()
        check_sheets(file, book)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        message = "不完整或已损坏（可能没有下载完）；请重新取得文件，或在 Excel、WPS 中打开后另存"
        raise TableError(f"{file.name} {message}") from None
    if not any(name.startswith("xl/") or name == "content.xml" for name in names):
        kind = "Word 文档" if any(name.startswith("word/") for name in names) else "压缩包"
        raise TableError(f"{file.name} 是{kind}，不是表格；请给出 .xlsx、.xls、.ods 或 .csv 文件")


def _calamine_sheets(book: CalamineWorkbook) -> list[Sheet]:
    sheets = []
    for meta in book.sheets_metadata:
        if str(meta.typ) not in ("SheetTypeEnum.WorkSheet", "WorkSheet"):  # charts and macros hold no rows
            continue
        sheet = book.get_sheet_by_name(meta.name)
        merged = tuple(sorted(sheet.merged_cell_ranges or ()))
        rows: list[list[Cell]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
        sheets.append(Sheet(meta.name, rows, merged, str(meta.visible).rsplit(".", 1)[-1] != "Visible"))
    return sheets


def _csv(file: Path, data: bytes) -> Sheet:
    text = _decoded(file, data)
    head = text.lstrip()[:200].lower()
    if head.startswith(("<html", "<!doctype", "<table", "<?xml")):
        raise TableError(f"{file.name} 其实是网页格式的表格；请在 Excel 或 WPS 中打开后另存为 .xlsx 再试")
    if head.startswith(("{\\rtf", "%pdf", "{", "[")):
        raise TableError(f"{file.name} 不是表格；请给出 .xlsx、.xls、.ods 或 .csv 文件")
    csv.field_size_limit(_MAX_CSV_FIELD)
    try:
        rows: list[list[Cell]] = [list(row) for row in _records(text, _delimiter(text))]
    except csv.Error as error:
        raise TableError(f"{file.name} 不是完好的 CSV 文件（{error}）；请在 Excel 或 WPS 中打开后另存") from None
    return Sheet(CSV, rows)


def _records(text: str, delimiter: str) -> Iterable[list[str]]:
    """Return the records of a CSV text; where a quote is opened and not closed where its cell ends, line by line, so that it costs no other line.

    >>> list(_records('姓名,年龄\\n"张三,40\\n"李,四",41', ","))
    [['姓名', '年龄'], ['张三', '40'], ['李,四', '41']]
    """
    if not _is_left_open(text, delimiter):
        return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return (record for line in text.splitlines() for record in _of_line(line, delimiter))


def _is_left_open(text: str, delimiter: str) -> bool:
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end of data" in str(error) or "expected after" in str(error)
    return False


def _of_line(line: str, delimiter: str) -> Iterable[list[str]]:
    if line.count('"') % 2 == 0:
        return csv.reader([line], delimiter=delimiter)
    return ([cell.strip('"') for cell in row] for row in csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE))


def _decoded(file: Path, data: bytes) -> str:
    """Return the text of a CSV file: by its mark, else UTF-8, else GB18030, the encoding of Chinese Excel."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030", "utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and (not encoding.startswith("utf-16") or _is_table(text)):
            return _big5(data, text) if encoding == "gb18030" else text
    kind = "PDF 文件" if data[:4] == b"%PDF" else "压缩包" if data[:4] in _PACKED else "图片或其他文件"
    raise TableError(f"{file.name} 是{kind}，不是表格；请给出 .xlsx、.xls、.ods 或 .csv 文件")


def _big5(data: bytes, text: str) -> str:
    """Return the text of bytes that are valid in both codes by the one in which more words of forms stand."""
    try:
        other = data.decode("big5")
    except UnicodeDecodeError:
        return text
    return other if _told(other) > _told(text) else text


def _told(text: str) -> int:
    return sum(char in _FORM_CHARACTERS for char in text)


def _is_table(text: str) -> bool:
    """Tell whether text without a mark reads as lines of Chinese and common letters, as no picture would."""
    known = sum(char.isascii() or "\u4e00" <= char <= "\u9fff" or "\u3000" <= char <= "\u303f" or char >= "\uff00" for char in text)
    return "\n" in text and known >= _TABLE_SHARE * len(text)


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    lines = [line for line in text.splitlines()[:20] if line.strip()] or [first]
    return max((",", "\t", ";", "|"), key=lambda mark: sum(line.count(mark) for line in lines))
