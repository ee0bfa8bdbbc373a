"""The one-to-one workbook, filled in by hand, read back into the ledger.

Every sheet that has the columns 推荐编号 and 推荐结果 is read, so a workbook that was cut into one sheet per
township is as good as the whole. A row is known by its 推荐编号; 编号 and 岗位编号, where they stand, must
agree with it, and where the column 推荐编号 was deleted the two are enough. Rows that cannot be used are set aside with sheet, row, column, value and what to do; the
rest is recorded in one transaction; what is there already is not recorded twice.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from jobmatch.errors import TableError
from jobmatch.forms.dates import read_date
from jobmatch.ledger.book import Ledger
from jobmatch.ledger.recording import Entry, Verdict
from jobmatch.reports.masking import scrub
from jobmatch.reports.sheets import write_sheets
from jobmatch.schema import PROBLEM_COLUMNS
from jobmatch.schema.outcomes import ID_COLUMNS, OUTCOME_CHOICES, OUTCOME_COLUMNS, read_aside, read_outcome

SHOWN = 20
"""Rows set aside that are told one by one."""

_FIELDS = {**ID_COLUMNS, **OUTCOME_COLUMNS}
_NEEDED = (("推荐编号", "推荐结果"), ("编号", "岗位编号", "推荐结果"))
_HEADER_ROWS = 12


@dataclass(frozen=True)
class ImportReport:
    """What became of the rows of a filled-in workbook; the four counts add up to ``rows``."""

    rows: int
    """Rows with a 推荐编号 or a 推荐结果."""
    recorded: int
    """Outcomes written now."""
    repeated: int
    """Outcomes that were in the ledger already."""
    blank: int
    """Rows not filled in yet."""
    problems: pd.DataFrame
    """Rows set aside: sheet, row, column, value, message, kept."""

    def __str__(self) -> str:
        """Return the counts and the rows set aside, as staff read them."""
        head = (
            f"共 {self.rows} 行：登记 {self.recorded} 条，此前已登记 {self.repeated} 条，未填 {self.blank} 条，搁置 {len(self.problems)} 条"
        )
        lines = [
            f"    {row.sheet} 第{row.row}行  {row.column}  {row.value!r}  {row.message}" for row in self.problems.head(SHOWN).itertuples()
        ]
        more = [f"    …另有 {len(self.problems) - SHOWN} 行"] if len(self.problems) > SHOWN else []
        return "\n".join([head, *lines, *more])

    def problems_to_excel(self, path: str | Path) -> Path:
        """Write every row set aside, with what to do about it, and return the path.

        Examples
        --------
        >>> import tempfile
        >>> line = ("一对一推荐表", 4, "推荐结果", "好像去了", "无法识别", False)
        >>> wrong = pd.DataFrame([line], columns=["sheet", "row", "column", "value", "message", "kept"])
        >>> book = ImportReport(1, 0, 0, 0, wrong).problems_to_excel(Path(tempfile.mkdtemp()) / "搁置.xlsx")
        >>> pd.read_excel(book, engine="calamine").values.tolist()
        [['一对一推荐表', 4, '推荐结果', '好像去了', '无法识别']]
        """
        words = {"sheet": "工作表", "row": "行", "column": "栏", "value": "填写内容", "message": "问题"}
        return write_sheets({"搁置": self.problems[list(words)].rename(columns=words)}, path)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the workbook: where it stands and what is in it."""

    sheet: str
    number: int
    cells: dict[str, object]

    def text(self, field: str) -> str:
        """Return the cell as text; whole numbers without a decimal point."""
        value = self.cells.get(field, "")
        plain = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
        return unicodedata.normalize("NFKC", plain).strip()


def import_outcomes(ledger: Ledger, path: str | Path, *, as_of: dt.date | None = None, default_day: dt.date | None = None) -> ImportReport:
    """Record the outcomes filled into a workbook and return what became of its rows.

    Parameters
    ----------
    as_of
        Dates after this day are set aside; today by default.
    default_day
        The day taken where 结果日期 is blank; without it such a row is set aside.

    Raises
    ------
    TableError
        The file cannot be read or no sheet has the columns 推荐编号 (or 编号 and 岗位编号) and 推荐结果.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> file, ledger = folder / "推荐表.xlsx", Ledger(folder / "台账.db")
    >>> rows = {"推荐编号": ["T260302-1", "T260302-2"], "推荐结果": ["录用", None], "结果日期": ["2026-03-05", None]}
    >>> pd.DataFrame(rows).to_excel(file, index=False, engine="xlsxwriter")
    >>> found = import_outcomes(ledger, file, as_of=dt.date(2026, 3, 9))
    >>> found.rows, found.recorded, found.blank, found.problems[["row", "column"]].values.tolist()
    (2, 0, 1, [[2, '推荐编号']])
    """
    path = Path(path)
    rows = list(_rows(path))
    today = as_of or dt.date.today()
    reader = _Reader(today, default_day)
    filled = [(row, reader.entry(row)) for row in rows if any(map(row.text, ("outcome", "reason", "pay")))]
    entries = [(row, entry) for row, entry in filled if isinstance(entry, Entry)]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    verdicts = ledger.record_all([entry for _, entry in entries], as_of=today, digest=digest)
    judged = [(row, found) for row, found in filled if isinstance(found, Verdict)]
    judged += [(row, verdict) for (row, _), verdict in zip(entries, verdicts, strict=True)]
    counts = Counter(verdict.kind for _, verdict in judged)
    return ImportReport(
        rows=len(rows),
        recorded=counts["recorded"],
        repeated=counts["repeated"],
        blank=len(rows) - len(filled),
        problems=_problems([(row, verdict) for row, verdict in judged if verdict.kind == "refused"]),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Cells into entries."""

    as_of: dt.date
    default_day: dt.date | None

    def entry(self, row: _Row) -> Entry | Verdict:
        """Return the entry a filled-in row means, or why it means none."""
        if not row.text("outcome"):
            return Verdict("refused", "推荐结果", "没有填，但填了原因或应聘月薪；请补填推荐结果")
        outcome = read_outcome(row.text("outcome"))
        if outcome is None:
            return Verdict("refused", "推荐结果", f"无法识别；请填：{'、'.join(OUTCOME_CHOICES)}")
        if not row.text("referral_id"):
            return Verdict("refused", "推荐编号", "为空；请照推荐表原样填写")
        day = _day(row.cells["on"], self.as_of) if row.text("on") else self.default_day
        if day is None:
            return Verdict("refused", "结果日期", "为空或不是完整的日期；请填成 2026-03-05 的样子，或用 --date 给出整份表的日期")
        pay = _pay(row.text("pay"))
        if isinstance(pay, Verdict):
            return pay
        return Entry(
            row.text("referral_id").upper(),
            outcome[0],
            day,
            form=outcome[1],
            reason=row.text("reason") or read_aside(row.text("outcome")),
            pay=pay,
            worker_id=row.text("worker_id"),
            job_id=row.text("job_id"),
            day_assumed=not row.text("on"),
        )


def _day(cell: Any, as_of: dt.date) -> dt.date | None:
    """Return the day of a cell; one written without its year (3月8日) is the last such day up to ``as_of``.

    >>> _day("3月8日", dt.date(2026, 3, 20)), _day("12月28日", dt.date(2026, 1, 5)), _day("三月", dt.date(2026, 3, 20))
    (datetime.date(2026, 3, 8), datetime.date(2025, 12, 28), None)
    """
    found = read_date(cell)
    for year in (as_of.year, as_of.year - 1) if found is None and isinstance(cell, str) else ():
        dated = read_date(cell, year=year)
        found = found or (dated if dated is not None and dated.date <= as_of else None)
    return found.date if found is not None and found.exact == "day" else None


def _pay(text: str) -> float | Verdict | None:
    plain = re.sub(r"[,，\s]|元|/?月|每月", "", text)
    if not plain:
        return None
    try:
        return float(plain)
    except ValueError:
        return Verdict("refused", "应聘月薪", "不是数字；请填每月多少元，例如 4200")


def _rows(path: Path) -> Iterator[_Row]:
    found = False
    for sheet, cells in _sheets(path):
        header = _header(cells)
        if header is None:
            continue
        found = True
        start, places = header
        for number, line in enumerate(cells[start + 1 :], start=start + 2):
            row = _row(sheet, number, line, places)
            if row.text("referral_id") or row.text("outcome"):
                yield row
    if not found:
        raise TableError(f"{path.name}：没有一张工作表同时有“推荐编号”和“推荐结果”两列；请用一对一推荐表填写后导入")


def _sheets(path: Path) -> Iterator[tuple[str, Sequence[Sequence[object]]]]:
    if not path.is_file():
        raise TableError(f"找不到文件 {path.name}；请检查文件名和所在的文件夹")
    try:
        workbook = CalamineWorkbook.from_path(path)
    except (CalamineError, OSError) as error:
        why = f"{type(error).__name__}: {error}"
        raise TableError(f"{path.name} 打不开，已损坏、加了密或不是 Excel 工作簿；请用填好的一对一推荐表（.xlsx）（{why}）") from None
    for name in workbook.sheet_names:
        yield name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _header(cells: Sequence[Sequence[object]]) -> tuple[int, dict[str, list[int]]] | None:
    """Return where the header is and at which columns each field stands; a note in brackets is no part of a name."""
    for number, line in enumerate(cells[:_HEADER_ROWS]):
        names = [re.sub(r"[\s*：:]|\(.*\)$", "", unicodedata.normalize("NFKC", str(cell))) for cell in line]
        if any(set(needed) <= set(names) for needed in _NEEDED):
            places = {field: [at for at, one in enumerate(names) if one == name] for name, field in _FIELDS.items()}
            return number, {field: columns for field, columns in places.items() if columns}
    return None


def _row(sheet: str, number: int, line: Sequence[object], places: dict[str, list[int]]) -> _Row:
    """Return a row of the sheet; a list without the column 推荐编号 is known by the two ids printed in it."""
    row = _Row(sheet, number, {field: _cell(line, columns) for field, columns in places.items()})
    if "referral_id" not in places and row.text("worker_id") and row.text("job_id"):
        row.cells["referral_id"] = f"{row.text('worker_id')}-{row.text('job_id')}"
    return row


def _cell(line: Sequence[object], columns: Sequence[int]) -> object:
    """Return what is filled in; columns of one name that say different things are shown side by side, and refused."""
    filled = [line[at] for at in columns if at < len(line) and str(line[at]).strip()]
    said = list(dict.fromkeys(map(str, filled)))
    return " / ".join(said) if len(said) > 1 else filled[0] if filled else ""


def _problems(refused: Sequence[tuple[_Row, Verdict]]) -> pd.DataFrame:
    rows = [
        (
            row.sheet,
            row.number,
            verdict.column,
            scrub(row.text(_FIELDS[verdict.column])),
            verdict.message,
            False,
        )
        for row, verdict in sorted(refused, key=lambda pair: (pair[0].sheet, pair[0].number))
    ]
    return pd.DataFrame(rows, columns=list(PROBLEM_COLUMNS))
