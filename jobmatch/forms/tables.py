"""Small tables of the office's own making: a few named columns below a header row, the rest passed over."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from os import PathLike
from pathlib import Path

import pandas as pd

from jobmatch.errors import TableError
from jobmatch.forms.sheets import Cell, Sheet, read_sheets
from jobmatch.forms.text import as_written, normal

_FIRST_ROWS = 30


def read_columns(path: str | PathLike[str], names: Mapping[str, Sequence[str]], needed: Collection[str]) -> pd.DataFrame:
    """Return the named columns of every sheet that has the needed ones, as text, with ``sheet`` and ``row`` (1-based); blank lines left out.

    Parameters
    ----------
    path
        Workbook or CSV file.
    names
        Column → the headings it may stand under.
    needed
        Columns without which a sheet is no such table.

    Raises
    ------
    TableError
        No sheet has the needed columns, or none has a row below them.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "培训班.csv"
    >>> _ = file.write_text("培训班安排表\\n班名,开班日期\\n月嫂班,3月20日\\n", encoding="utf-8")
    >>> read_columns(file, {"course": ("课程", "班名")}, ["course"]).values.tolist()
    [['月嫂班', 'csv', 3]]
    """
    of_heading = {normal(heading): name for name, headings in names.items() for heading in headings}
    rows = [row for sheet in read_sheets(path) for row in _rows(sheet, of_heading, set(needed))]
    if not rows:
        wanted = "、".join(names[name][0] for name in needed)
        raise TableError(f"{Path(path).name} 里没有认出要用的表：表头应有 {wanted} 这样的栏名，下面至少有一行")
    return pd.DataFrame(rows).fillna("")


def _rows(sheet: Sheet, of_heading: Mapping[str, str], needed: set[str]) -> list[dict[str, object]]:
    headers = ((at, _columns(line, of_heading)) for at, line in enumerate(sheet.rows[:_FIRST_ROWS]))
    first, columns = next(((at, found) for at, found in headers if needed <= set(found)), (len(sheet.rows), {}))
    found = []
    for row in range(first + 1, len(sheet.rows)):
        values = {name: as_written(sheet.cell(row, column)) for name, column in columns.items()}
        if any(values.values()):
            found.append({**values, "sheet": sheet.name, "row": row + 1})
    return found


def _columns(line: Sequence[Cell], of_heading: Mapping[str, str]) -> dict[str, int]:
    """Return field → position, the first of each."""
    found: dict[str, int] = {}
    for position, cell in enumerate(line):
        name = of_heading.get(normal(cell).rstrip("*:：").split("(")[0])
        if name:
            found.setdefault(name, position)
    return found
