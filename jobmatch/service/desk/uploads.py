"""Workbooks that a browser sends: measured before they are opened, told apart, and read with what the staff corrected.

Nothing in a file is ever run, no name of a file is ever a path, and a small file that unpacks to a large one is
refused before it is read.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

from jobmatch.errors import TableError
from jobmatch.forms import read_jobs, read_workers
from jobmatch.forms.headers import Header, find_header
from jobmatch.forms.headings.columns import Kind
from jobmatch.forms.limits import ods_spans
from jobmatch.forms.sheets import Cell, Sheet, read_sheets
from jobmatch.schema import Jobs, Workers
from jobmatch.service.settings import Limits, Settings

_CHUNK = 1 << 20
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?(?<!/)>')
_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt", ".et")
At = tuple[str, int, str]
"""Sheet, row (counted from 1) and column name of a cell."""


@dataclass
class Upload:
    """One file of a sitting, with what was decided about it."""

    name: str
    """Name shown; never a path."""
    data: bytes
    """The file."""
    kind: Kind
    """What is in it."""
    sheets: list[Sheet]
    """Its cells."""
    columns: dict[str, str] = field(default_factory=dict)
    """Own meanings of columns: name → field."""
    fixes: dict[At, str] = field(default_factory=dict)
    """Cells put right."""

    @property
    def headers(self) -> list[tuple[Sheet, Header]]:
        """The sheets whose header was recognised."""
        found = ((sheet, find_header(sheet, self.kind, columns=self.columns)) for sheet in self.sheets)
        return [(sheet, header) for sheet, header in found if header]


def safe_name(name: str) -> str:
    """Return the last part of a file name without anything that means something to a file system.

    >>> safe_name("../../etc/名单.xlsx"), safe_name("C:\\\\a\\\\b?.csv"), safe_name("")
    ('名单.xlsx', 'b_.csv', '表格.xlsx')
    """
    last = re.split(r"[/\\\\]", name)[-1]
    clean = re.sub(r'[\x00-\x1f<>:"|?*\u202a-\u202e\u2066-\u2069]', "_", last).strip(". ")
    return clean[-80:] or "表格.xlsx"


def opened(name: str, data: bytes, limits: Limits) -> Upload:
    """Return a file as sheets, told apart into people or jobs.

    Raises
    ------
    TableError
        Too large, of another kind, or without a header that is known.
    """
    shown = safe_name(name)
    if not shown.lower().endswith(_ENDINGS):
        raise TableError(f"{shown} 不是表格；请给出 .xlsx、.xls、.ods 或 .csv 文件")
    check_size(shown, data, limits)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / shown
        path.write_bytes(data)
        sheets = read_sheets(path)
    _check_rows(shown, sheets, limits)
    return Upload(shown, data, _kind_of(shown, sheets), sheets)


def check_size(name: str, data: bytes, limits: Limits) -> None:
    """Raise TableError where a workbook would unpack to more than the limits, by unpacking it bit by bit.

    What the archive says of its own sizes is not believed, and a filled cell in the farthest corner counts as the
    whole rectangle, for that is what reading would hold.
    """
    if data[:2] != b"PK":
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        left = limits.expanded_bytes
        for part in archive.infolist():
            left = _check_part(name, archive, part, left, limits)
        for rows, columns in ods_spans(archive):
            _check_span(name, rows, columns, limits)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        if isinstance(error, TableError):
            raise
        raise TableError(f"{name} 已损坏或设了密码，打不开；请在 Excel 或 WPS 中打开后另存为 .xlsx 再试") from None


def _check_part(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, limits: Limits) -> int:
    """Return how many bytes may still be unpacked after this part."""
    is_sheet, rows, columns, tail = "sheets/" in part.filename, 0, 0, b""
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise TableError(f"{name} 解压后超过 {limits.expanded_bytes // 1_000_000} MB，没有读取；请删去图片和空白行列后再试")
            if is_sheet:
                for letters, number in _CELL.findall(tail + chunk):
                    rows, columns = max(rows, int(number)), max(columns, _column(letters))
                tail = chunk[-200:]
    _check_span(name, rows, columns, limits)
    return left


def _check_span(name: str, rows: int, columns: int, limits: Limits) -> None:
    if rows > limits.rows or rows * columns > limits.cells:
        raise TableError(f"{name} 有 {rows} 行 {columns} 列，太大，没有读取；请删去末尾的空白行列，或分成几个文件")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_rows(name: str, sheets: list[Sheet], limits: Limits) -> None:
    for sheet in sheets:
        cells = sum(len(row) for row in sheet.rows)
        if len(sheet.rows) > limits.rows or cells > limits.cells:
            raise TableError(f"{name} 的“{sheet.name}”有 {len(sheet.rows)} 行，太大；请分成几个文件")


def _kind_of(name: str, sheets: list[Sheet]) -> Kind:
    weights: dict[Kind, int] = {"workers": 0, "jobs": 0}
    for kind in weights:
        for sheet in sheets:
            header = find_header(sheet, kind)
            weights[kind] += len(set(header.fields.values())) if header else 0
    if not any(weights.values()):
        wanted = "求职人员表要有姓名、身份证号这样的栏，岗位表要有岗位名称、招聘人数这样的栏"
        raise TableError(f"{name} 里没有认出表头；{wanted}")
    return "workers" if weights["workers"] >= weights["jobs"] else "jobs"


def read(upload: Upload, settings: Settings) -> Workers | Jobs:
    """Return the clean rows of an upload, with the columns and cells that staff put right.

    Raises
    ------
    TableError
        The file cannot be used at all.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(upload.name).stem + ".xlsx" if upload.fixes else upload.name)
        if upload.fixes:
            _write_corrected(path, upload)
        else:
            path.write_bytes(upload.data)
        reader = read_workers if upload.kind == "workers" else read_jobs
        table: Workers | Jobs = reader(path, as_of=settings.policy.as_of, context=settings.context, columns=upload.columns)
        return table


def _write_corrected(path: Path, upload: Upload) -> None:
    columns = {(sheet.name, name): place for sheet, header in upload.headers for place, name in enumerate(header.names)}
    fixes: Mapping[tuple[str, int, int | None], str] = {
        (sheet, row, columns.get((sheet, column))): value for (sheet, row, column), value in upload.fixes.items()
    }
    options = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(str(path), options) as book:
        for sheet in upload.sheets:
            page = book.add_worksheet(sheet.name)
            for (top, left), (bottom, right) in sheet.merged:
                page.merge_range(top, left, bottom, right, "")
            width = max(map(len, sheet.rows), default=0)
            for row in range(len(sheet.rows)):
                for column in range(width):
                    cell: Cell = fixes.get((sheet.name, row + 1, column), sheet.cell(row, column))
                    if cell is not None and cell != "":
                        page.write(row, column, cell)
