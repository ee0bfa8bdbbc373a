"""A few rows of plain values → columns, without a frame: what a service is asked one person at a time.

Only values that need no interpretation are taken here: text as text, whole numbers as whole numbers, days as days.
Where anything else stands, even in one cell, nothing is taken, and ``casting`` reads the rows or says what is wrong; so
that both ways give the same table. The columns stay lists of plain values, as formulas read them; typed arrays are made
of those that somebody asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Self

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


class Plain(dict[str, list[Any]]):
    """Every column of a few rows as plain values, None for unknown.

    Examples
    --------
    >>> from jobmatch.schema import Jobs
    >>> jobs = Plain.of([{"job_id": "J1", "title": "缝纫工", "openings": 3}], Jobs)
    >>> jobs["openings"], jobs["workplace_type"], jobs.typed("openings").tolist()
    ([3], ['enterprise'], [3])
    >>> Plain.of([{"job_id": "J1", "title": "缝纫工", "openings": "三"}], Jobs) is None
    True
    """

    def __init__(self, known: Mapping[str, list[Any]], table: type[Layout], rows: int) -> None:
        super().__init__(known)
        self._table, self._rows = table, rows

    @classmethod
    def of(cls, records: Sequence[Mapping[str, Any]], table: type[Layout]) -> Self | None:
        """Return the columns of some records; None where they are many or a value is not plain."""
        if len(records) > FEW_ROWS:
            return None
        named = {name for record in records for name, cell in record.items() if cell is not None and name in table.columns}
        try:
            known = {
                name: _READ[table.columns[name].kind]([record.get(name) for record in records], name, table.columns[name]) for name in named
            }
        except (_Unclear, UnicodeEncodeError):
            return None
        needed = [known.get(name, [None] * len(records)) for name in (table.id_column, *table.required)]
        if any(None in cells for cells in needed) or len(set(needed[0])) < len(records) or any(NUL in one for one in needed[0]):
            return None
        return cls(known, table, len(records))

    def __missing__(self, name: str) -> list[Any]:
        return [_where_unknown(self._table)[name]] * self._rows  # type: ignore[arg-type]

    def typed(self, name: str) -> ExtensionArray:
        """Return a column as an array of its type."""
        return _MAKE[self._table.columns[name].kind](self[name])


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


@lru_cache
def _where_unknown(table: type[Layout]) -> dict[str, Any]:
    """Return what stands in each column where nothing is known: None but for what is never unknown."""
    columns = table.completed({name: unknown(name, column, 1).array for name, column in table.columns.items()})
    return {name: plain(array[0]) for name, array in columns.items()}


def _texts(cells: list[Any], name: str, column: Column) -> list[Any]:
    for cell in cells:
        if cell is not None and (type(cell) is not str or not cell or cell != cell.strip()):
            raise _Unclear
        if cell is not None:
            cell.encode()  # half a character raises
    if name in DIVISION_CODES and any(cell is not None and not DIVISION_CODE.fullmatch(cell) for cell in cells):
        raise _Unclear
    if name in DEFAULTS:
        cells = [DEFAULTS[name] if cell is None else cell for cell in cells]
    if name == "segment" and None in cells:
        raise _Unclear  # of some it follows from other columns
    if column.choices and not {*cells, None} <= {*column.choices, None}:
        raise _Unclear
    return cells


def _numbers(cells: list[Any], name: str, column: Column) -> list[Any]:
    known = [None if cell is None else _number(cell, name) for cell in cells]
    if name.endswith(("_lat", "_lon")):
        return [None if cell is None else float(rounded(cell)) for cell in known]
    if column.kind == "number":
        return known
    if any(cell is not None and cell % 1 != 0 for cell in known):
        raise _Unclear
    return [None if cell is None else int(cell) for cell in known]


def _number(cell: Any, name: str) -> float:
    least, most = RANGES.get(name, _ANYTHING)
    if type(cell) not in (int, float) or not abs(cell) < EXACT or not least <= cell <= most:
        raise _Unclear
    return float(cell)


def _flags(cells: list[Any], name: str, column: Column) -> list[Any]:
    if any(cell is not None and type(cell) is not bool for cell in cells):
        raise _Unclear
    return cells


def _days(cells: list[Any], name: str, column: Column) -> list[Any]:
    return [None if cell is None else _day(cell) for cell in cells]


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


def _codes(cells: list[Any], name: str, column: Column) -> list[Any]:
    for cell in cells:
        if cell is not None and (type(cell) not in (list, tuple) or not set(cell) <= set(column.choices)):
            raise _Unclear
    return [tuple(sorted(set(cell or ()))) for cell in cells]


_READ: dict[str, Callable[[list[Any], str, Column], list[Any]]] = {
    "text": _texts, "choice": _texts, "whole": _numbers, "number": _numbers, "flag": _flags, "date": _days, "codes": _codes,
}  # fmt: skip
"""Cells as they come → plain values, or ``_Unclear``."""


def _array_of_texts(cells: list[Any]) -> ExtensionArray:
    array: ExtensionArray = _TEXT.construct_array_type()._from_sequence(cells, dtype=_TEXT)  # type: ignore[attr-defined]
    return array


def _array_of_wholes(cells: list[Any]) -> ExtensionArray:
    return pd.arrays.IntegerArray(np.array([cell or 0 for cell in cells], dtype=np.int64), _unknown(cells))


def _array_of_numbers(cells: list[Any]) -> ExtensionArray:
    return pd.arrays.FloatingArray(np.array([cell or 0.0 for cell in cells], dtype=np.float64), _unknown(cells))


def _array_of_flags(cells: list[Any]) -> ExtensionArray:
    return pd.arrays.BooleanArray(np.array([cell is True for cell in cells], dtype=bool), _unknown(cells))


def _array_of_days(cells: list[Any]) -> ExtensionArray:
    array: ExtensionArray = pd.array(np.array(cells, dtype="datetime64[s]"))
    return array


def _array_of_codes(cells: list[Any]) -> ExtensionArray:
    found = np.empty(len(cells), dtype=object)
    found[:] = cells
    return pd.arrays.NumpyExtensionArray(found)


def _unknown(cells: list[Any]) -> np.ndarray[Any, Any]:
    return np.array([cell is None for cell in cells], dtype=bool)


_MAKE: dict[str, Callable[[list[Any]], ExtensionArray]] = {
    "text": _array_of_texts, "choice": _array_of_texts, "whole": _array_of_wholes, "number": _array_of_numbers,
    "flag": _array_of_flags, "date": _array_of_days, "codes": _array_of_codes,
}  # fmt: skip
