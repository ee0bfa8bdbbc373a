"""A few rows of plain values → typed arrays, without a frame: what a service is asked one person at a time.

Only values that need no interpretation are taken here: text as text, whole numbers as whole numbers, days as days.
Where anything else stands, even in one cell, nothing is taken, and ``casting`` reads the rows or says what is wrong; so
that both ways give the same table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from jobmatch.schema.casting import EXACT, FEW_ROWS, NUL, plain, rounded, unknown
from jobmatch.schema.columns import DEFAULTS, DIVISION_CODE, DIVISION_CODES, RANGES, Column, Layout

_QUICK_DAYS = date(1900, 1, 1), date(2199, 12, 31)
"""First and last day that need no second look; `casting` reads those beyond them."""
_TEXT = pd.StringDtype()
_ANYTHING = (-np.inf, np.inf)


class _Unclear(Exception):
    """A value that ``casting`` has to look at."""


def typed_records(records: Sequence[Mapping[str, Any]], table: type[Layout]) -> dict[str, ExtensionArray] | None:
    """Return every canonical column of a few records, typed; None where they are many or a value is not plain.

    Examples
    --------
    >>> from jobmatch.schema import Jobs
    >>> typed_records([{"job_id": "J1", "title": "缝纫工", "openings": 3}], Jobs)["openings"].tolist()
    [3]
    >>> typed_records([{"job_id": "J1", "title": "缝纫工", "openings": "三"}], Jobs) is None
    True
    """
    if len(records) > FEW_ROWS:
        return None
    try:
        arrays = {**_nothing_known(table, len(records)), **_known(records, table)}  # type: ignore[arg-type]
    except (_Unclear, UnicodeEncodeError):
        return None
    ids = {record.get(table.id_column) for record in records}
    if len(ids) < len(records) or any(NUL in str(one) for one in ids) or any(record.get(name) is None for name in table.required for record in records):
        return None
    return arrays


def records_of(frame: pd.DataFrame, table: type[Layout]) -> list[dict[str, Any]] | None:
    """Return the rows of a frame of a few, by canonical column, None for unknown; None where they are none or many, or a name stands twice.

    Examples
    --------
    >>> from jobmatch.schema import Workers
    >>> records_of(pd.DataFrame({"worker_id": ["W1"], "age": [43.0], "pay_min_wanted": [float("nan")]}), Workers)
    [{'worker_id': 'W1', 'pay_min_wanted': None, 'age': 43.0}]
    """
    if not isinstance(frame, pd.DataFrame) or not 0 < len(frame) <= FEW_ROWS or frame.columns.nlevels > 1 or not frame.columns.is_unique:
        return None
    names = [name for name in table.columns if name in frame]
    cells = [list(map(plain, frame[name].array)) for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


@lru_cache(maxsize=2 * (FEW_ROWS + 1))
def _nothing_known(table: type[Layout], rows: int) -> dict[str, ExtensionArray]:
    """Return every column of so many rows of which nothing is known; who asks replaces some of them in a copy."""
    return table.completed({name: unknown(name, column, rows).array for name, column in table.columns.items()})


def _known(records: Sequence[Mapping[str, Any]], table: type[Layout]) -> dict[str, ExtensionArray]:
    """Return the columns in which some record holds something."""
    named = {name for record in records for name, cell in record.items() if cell is not None and name in table.columns}
    return {name: _MAKE[table.columns[name].kind]([record.get(name) for record in records], name, table.columns[name]) for name in named}


def _texts(cells: list[Any], name: str, column: Column) -> ExtensionArray:
    if any(cell is not None and (type(cell) is not str or not cell or cell != cell.strip()) for cell in cells):
        raise _Unclear
    if name in DIVISION_CODES and any(cell is not None and not DIVISION_CODE.fullmatch(cell) for cell in cells):
        raise _Unclear
    if name in DEFAULTS:
        cells = [DEFAULTS[name] if cell is None else cell for cell in cells]
    if name == "segment" and None in cells:
        raise _Unclear  # of some it follows from other columns
    if column.choices and not {*cells, None} <= {*column.choices, None}:
        raise _Unclear
    array: ExtensionArray = _TEXT.construct_array_type()._from_sequence(cells, dtype=_TEXT)  # type: ignore[attr-defined]
    return array


def _numbers(cells: list[Any], name: str, column: Column) -> ExtensionArray:
    known = np.array([np.nan if cell is None else _number(cell, name) for cell in cells], dtype=np.float64)
    missing = np.isnan(known)
    if name.endswith(("_lat", "_lon")):
        known = rounded(known)
    known[missing] = 0.0
    if column.kind == "number":
        return pd.arrays.FloatingArray(known, missing)
    if (known % 1 != 0).any():
        raise _Unclear
    return pd.arrays.IntegerArray(known.astype(np.int64), missing)


def _number(cell: Any, name: str) -> float:
    least, most = RANGES.get(name, _ANYTHING)
    if type(cell) not in (int, float) or not abs(cell) < EXACT or not least <= cell <= most:
        raise _Unclear
    return float(cell)


def _flags(cells: list[Any], name: str, column: Column) -> ExtensionArray:
    if any(cell is not None and type(cell) is not bool for cell in cells):
        raise _Unclear
    missing = np.array([cell is None for cell in cells])
    return pd.arrays.BooleanArray(np.array([cell is True for cell in cells]), missing)


def _days(cells: list[Any], name: str, column: Column) -> ExtensionArray:
    days = [None if cell is None else _day(cell) for cell in cells]
    array: ExtensionArray = pd.array(np.array(days, dtype="datetime64[s]"))
    return array


def _day(cell: Any) -> date:
    if type(cell) is pd.Timestamp and cell.tz is None and cell == cell.normalize():
        cell = cell.date()
    try:
        day = date.fromisoformat(cell) if type(cell) is str and len(cell) == len("2026-03-01") else cell
    except ValueError:
        raise _Unclear from None
    if type(day) is not date or not _QUICK_DAYS[0] <= day <= _QUICK_DAYS[1]:
        raise _Unclear
    return day


def _codes(cells: list[Any], name: str, column: Column) -> ExtensionArray:
    found = np.empty(len(cells), dtype=object)
    for row, cell in enumerate(cells):
        if cell is not None and (type(cell) not in (list, tuple) or not set(cell) <= set(column.choices)):
            raise _Unclear
        found[row] = tuple(sorted(set(cell or ())))
    return pd.arrays.NumpyExtensionArray(found)


_MAKE: dict[str, Callable[[list[Any], str, Column], ExtensionArray]] = {
    "text": _texts, "choice": _texts, "whole": _numbers, "number": _numbers, "flag": _flags, "date": _days, "codes": _codes,
}  # fmt: skip
