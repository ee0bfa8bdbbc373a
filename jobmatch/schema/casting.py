"""Columns as they come → typed arrays, or every complaint at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from jobmatch.errors import TableError
from jobmatch.schema.columns import BOUNDS, DEFAULTS, DIVISION_CODE, DIVISION_CODES, POINT_STEP_DEG, POINTS, RANGES, Column, Layout

FEW_ROWS = 64
"""Up to so many rows, what a service is asked at a time, empty columns are kept ready."""
_OF_A_DEGREE = 10_000.0
"""A point is so many parts of a degree exactly, four decimals: `numpy.round` takes ten times as long for a single number."""
YEARS = 1900, 9999
"""First and last year of a date; what lies before is a slip."""
EXACT, LARGEST = 2.0**53, 2.0**63
"""From here on a float has lost digits of a whole number, and no whole number of ours holds it."""
NUL = "\0"
"""The character of no text; UTF-16 read as anything else is full of it."""
_NAMED_AT_MOST = 20
"""So many columns are named in one message."""
_DTYPES = {"text": "string", "choice": "string", "whole": "Int64", "number": "Float64", "flag": "boolean"}


def typed(frame: pd.DataFrame, table: type[Layout]) -> dict[str, ExtensionArray]:
    """Return every canonical column of ``frame``, typed.

    Raises
    ------
    TableError
        A required column is missing, an id is missing or repeated, or values do not fit their column; all complaints at once.

    >>> from jobmatch.schema import Workers
    >>> typed(pd.DataFrame({"worker_id": ["W1"], "age": ["43"]}), Workers)["age"].tolist()
    [43]
    """
    _check_names(frame, table)
    data: dict[str, Any] = {}
    complaints: list[str] = []
    for name, column in table.columns.items():
        if name not in frame:
            data[name] = unknown(name, column, len(frame))
            continue
        try:
            data[name] = _cast(frame[name].reset_index(drop=True), name, column)
        except UnicodeEncodeError:
            complaints.append(f"column {name!r} ({column.kind}): a text holds half a character; read the file again in its own encoding")
        except (TypeError, ValueError, OverflowError) as error:
            complaints.append(f"column {name!r} ({column.kind}): {error}")
    complaints += _id_complaints(data.get(table.id_column), table.id_column)
    for name in set(table.required) - {table.id_column}:
        blank = data[name].isna() if name in data else pd.Series(dtype=bool)
        complaints += [f"column {name!r}: row {row + 1} is empty" for row in np.flatnonzero(blank)[:5]]
    for name in (name for name in RANGES if name in data and name in frame):
        complaints += _range_complaints(data[name], name)
    if complaints:
        raise TableError(_complaint(table, complaints))
    return {name: column.array for name, column in data.items()}


def _check_names(frame: pd.DataFrame, table: type[Layout]) -> None:
    """Refuse what is no frame, and one whose columns are not there or cannot be told apart."""
    if not isinstance(frame, pd.DataFrame):
        raise TableError(f"{table.__name__} takes a pandas DataFrame, got {type(frame).__name__}")
    missing = [f"column {name!r} is missing" for name in table.required if name not in frame]
    if missing:
        raise TableError(_complaint(table, [*missing, f"columns seen: {list(frame.columns)[:20]}"]))
    names = [str(name) for name in frame.columns]
    repeated = [f"column {name!r} stands there {names.count(name)} times" for name in table.columns if names.count(name) > 1]
    if repeated or frame.columns.nlevels > 1:
        raise TableError(_complaint(table, repeated or ["the column names have several levels; flatten them"]))


def passed_over(names: Iterable[object], table: type[Layout]) -> str:
    """Return which columns a table has no room for, each with the nearest name it has; empty where there are none.

    >>> from jobmatch.schema import Jobs
    >>> passed_over(["job_id", "title", "pay_mn", "colour"], Jobs)
    "'pay_mn' (did you mean 'pay_min'?), 'colour'"
    """
    strange = [str(name) for name in names if name not in table.columns]
    near = {name: get_close_matches(name.lower(), table.columns, n=1) for name in strange[:_NAMED_AT_MOST]}
    told = [f"{name!r} (did you mean {found[0]!r}?)" if found else repr(name) for name, found in near.items()]
    return _listing(told, len(strange), ", ")


def crossed(cells: Mapping[str, ExtensionArray]) -> str:
    """Return which bounds of typed columns are the wrong way round, so that nothing lies between them; empty where there are none.

    >>> crossed({"age_min": pd.array([18, 50]), "age_max": pd.array([45, 40])})
    'row 2: age_min 50 > age_max 40'
    """
    found: list[str] = []
    for low, high in BOUNDS:
        if low in cells and high in cells:
            above = pd.Series(cells[low]) > pd.Series(cells[high])
            rows = np.flatnonzero(above.to_numpy(dtype=bool, na_value=False))
            found += [f"row {row + 1}: {low} {_short(cells[low][row])} > {high} {_short(cells[high][row])}" for row in rows]
    return _listing(found[:_NAMED_AT_MOST], len(found), "; ")


def halved(cells: Mapping[str, ExtensionArray]) -> str:
    """Return which points have but one of latitude and longitude, so that they are nowhere; empty where there are none.

    >>> halved({"home_lat": pd.array([31.0, 31.0]), "home_lon": pd.array([109.5, None], dtype="Float64")})
    'row 2: home_lat without home_lon'
    """
    found: list[str] = []
    for one, other in POINTS:
        if one in cells:
            lacking = np.asarray(cells[other].isna(), dtype=bool) if other in cells else True
            found += [
                f"row {row + 1}: {one} without {other}" for row in np.flatnonzero(~np.asarray(cells[one].isna(), dtype=bool) & lacking)
            ]
    return _listing(found[:_NAMED_AT_MOST], len(found), "; ")


def _listing(told: list[str], count: int, between: str) -> str:
    """Return what is told, and how many of ``count`` are not."""
    return between.join(told) + (f" and {count - len(told)} more" if count > len(told) else "")


def _short(value: Any) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else f"{value:g}"


def known_or(column: Any, blank: Any) -> np.ndarray[Any, Any]:
    """Return the cells of a column, object ``[n]``, with ``blank`` where nothing is known.

    Of a few rows cell by cell: what Arrow does of a column costs as much as thirty cells.

    >>> known_or(pd.Series(["缝纫工", None], dtype="string"), "").tolist()
    ['缝纫工', '']
    """
    if len(column) > FEW_ROWS:
        found: np.ndarray[Any, Any] = column.to_numpy(dtype=object, na_value=blank)
        return found
    cells = np.empty(len(column), dtype=object)
    cells[:] = [blank if cell is pd.NA or cell is None else cell for cell in column]
    return cells


def numbers(column: Any, blank: float = np.nan) -> np.ndarray[Any, Any]:
    """Return the cells of a column, float64 ``[n]``, with ``blank`` where nothing is known.

    >>> numbers(pd.Series([3, None], dtype="Int64")).tolist()
    [3.0, nan]
    """
    if len(column) > FEW_ROWS:
        found: np.ndarray[Any, Any] = column.to_numpy(dtype=float, na_value=blank)
        return found
    return np.array([blank if cell is pd.NA or cell is None else cell for cell in column], dtype=np.float64)


def flags(column: Any) -> np.ndarray[Any, Any]:
    """Return which cells of a column are known and true, bool ``[n]``.

    >>> flags(pd.Series([True, None], dtype="boolean")).tolist()
    [True, False]
    """
    if len(column) > FEW_ROWS:
        found: np.ndarray[Any, Any] = column.to_numpy(dtype=bool, na_value=False)
        return found
    return np.array([cell is not pd.NA and bool(cell) for cell in column], dtype=bool)


def dates(column: Any) -> np.ndarray[Any, Any]:
    """Return the cells of a column of dates, datetime64[D] ``[n]``, NaT where nothing is known.

    >>> dates(pd.Series(["2026-03-01", None], dtype="datetime64[s]")).astype(str).tolist()
    ['2026-03-01', 'NaT']
    """
    found: np.ndarray[Any, Any] = np.array(column, dtype="datetime64[D]") if isinstance(column, list) else column.to_numpy("datetime64[D]")
    return found


def plain(cell: Any) -> Any:
    """Return a cell as a plain Python value, None for unknown.

    >>> plain(np.float64(3.5)), plain(pd.NA), plain("缝纫工")
    (3.5, None, '缝纫工')
    """
    value = cell.item() if isinstance(cell, np.generic) else cell
    is_unknown = value is None or value is pd.NA or value is pd.NaT or (type(value) is float and value != value)
    return None if is_unknown else value


def unknown(name: str, column: Column, rows: int) -> pd.Series:
    """Return a column of which nothing is known; short ones, of single people, are made once."""
    return _unknown_once(name, column, rows) if rows <= FEW_ROWS else _cast(pd.Series([None] * rows, dtype=object), name, column)


@lru_cache(maxsize=4_096)
def _unknown_once(name: str, column: Column, rows: int) -> pd.Series:
    return _cast(pd.Series([None] * rows, dtype=object), name, column)


def _cast(raw: pd.Series, name: str, column: Column) -> pd.Series:
    if column.kind == "codes":
        return pd.Series([_codes(value, column.choices, row) for row, value in enumerate(raw, start=1)], dtype=object, name=name)
    if column.kind == "date":
        return _days(raw)
    if column.kind in ("whole", "number"):
        return _number_cells(raw, name, column)
    known = _texts(raw) if column.kind == "text" else raw
    if column.kind == "flag":
        _check_flags(raw)
    typed: pd.Series = known.astype(pd.api.types.pandas_dtype(_DTYPES[column.kind]))
    if column.kind in ("text", "choice"):
        typed = typed.str.strip()
        blank = typed.eq("").to_numpy(dtype=bool, na_value=False)
        typed = typed.mask(blank) if blank.any() else typed
    if name in DIVISION_CODES:
        slips = [code for code in typed.dropna().unique() if not DIVISION_CODE.fullmatch(code)]
        if slips:
            raise ValueError(f"{slips[:5]} are no division codes; write 6, 9 or 12 digits")
    if name in DEFAULTS:
        typed = typed.fillna(DEFAULTS[name])
    strange = sorted(set(typed.dropna()) - set(column.choices)) if column.choices else []
    if strange:
        raise ValueError(f"{strange[:5]} not among {list(column.choices)}")
    return typed


def _texts(raw: pd.Series) -> pd.Series:
    """Return cells that may become text: of numbers only those whose digits are all there, of other things none."""
    if pd.api.types.is_float_dtype(raw) and (raw.dropna() % 1 == 0).all():  # a column of codes with gaps, which pandas made float
        lost = np.flatnonzero(raw.abs().ge(EXACT).to_numpy(dtype=bool, na_value=False))
        if len(lost):
            raise ValueError(f"row {lost[0] + 1}: a number so long has lost its last digits as a float; read the column as text")
        return raw.astype("Int64")
    if pd.api.types.infer_dtype(raw, skipna=True).startswith("mixed"):
        for row, cell in enumerate(raw, start=1):
            if isinstance(cell, (list, tuple, set, dict)):
                raise ValueError(f"row {row}: a {type(cell).__name__} is no text; join its parts with 、")
    return raw


def as_ids(raw: pd.Series) -> pd.Series:
    """Return ids as tables hold them: text, without blanks around it, whole numbers without their point.

    Raises
    ------
    TableError
        A cell is no id.

    >>> as_ids(pd.Series([1.0, None])).tolist(), as_ids(pd.Series([" W1 "])).tolist()
    (['1', <NA>], ['W1'])
    """
    return _column_by_itself(raw, lambda cells: _texts(cells).astype("string").str.strip())


def as_days(raw: pd.Series) -> pd.Series:
    """Return days as tables hold them, each in whatever notation it is written.

    Raises
    ------
    TableError
        A cell is no day.

    >>> as_days(pd.Series(["2026-03-01", "2026/3/2 10:00", None])).dt.day.tolist()
    [1.0, 2.0, nan]
    """
    return _column_by_itself(raw, _days)


def _column_by_itself(raw: pd.Series, read: Callable[[pd.Series], pd.Series]) -> pd.Series:
    """Return one column as ``read`` makes it of its cells, which it counts from the first; what it cannot read is said of the column."""
    try:
        return read(raw.reset_index(drop=True)).set_axis(raw.index)
    except (TypeError, ValueError, OverflowError) as error:
        raise TableError(f"{raw.name}: {error}") from None


def _check_flags(raw: pd.Series) -> None:
    if pd.api.types.is_bool_dtype(raw) or (pd.api.types.is_numeric_dtype(raw) and raw.dropna().isin((0, 1)).all()):
        return
    for row, cell in enumerate(raw, start=1):
        if not (cell is None or cell is pd.NA or cell != cell or (isinstance(cell, (bool, int, float, np.bool_)) and cell in (0, 1))):
            raise ValueError(f"row {row}: {cell!r} is neither True nor False; leave blank what is unknown")


def _number_cells(raw: pd.Series, name: str, column: Column) -> pd.Series:
    try:
        numbers = pd.to_numeric(raw).astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    except (ValueError, TypeError):
        row, cell = next((row, cell) for row, cell in enumerate(raw, start=1) if not _is_number(cell))
        raise ValueError(f"row {row}: {cell!r} is no number") from None
    unknown = np.isnan(numbers)
    if np.isinf(numbers).any():
        raise ValueError("holds an infinite number")
    if name.endswith(("_lat", "_lon")):
        return on_grid(pd.Series(numbers, dtype="Float64"))
    if column.kind == "number":
        return pd.Series(pd.arrays.FloatingArray(np.where(unknown, 0.0, numbers), unknown), name=name)
    parts = np.flatnonzero(~unknown & (numbers % 1 != 0))
    if len(parts):
        raise ValueError(f"row {parts[0] + 1}: {numbers[parts[0]]} is no whole number")
    large = np.flatnonzero(np.abs(np.where(unknown, 0.0, numbers)) >= LARGEST)
    if len(large):
        raise ValueError(f"row {large[0] + 1}: {numbers[large[0]]:g} is too large a number")
    return pd.Series(pd.arrays.IntegerArray(np.where(unknown, 0.0, numbers).astype(np.int64), unknown), name=name)


def _is_number(cell: Any) -> bool:
    try:
        pd.to_numeric(pd.Series([cell], dtype=object)).astype("Float64")
    except (ValueError, TypeError):
        return False
    return True


def _days(raw: pd.Series) -> pd.Series:
    """Return dates; a bare number is none, for nobody can tell 19800315 from a count of days."""
    days = _dates(raw)
    odd = np.flatnonzero((days.dt.year < YEARS[0]) | (days.dt.year > YEARS[1]))
    if len(odd):
        raise ValueError(f"row {odd[0] + 1}: the year is not between {YEARS[0]} and {YEARS[1]}")
    return days


def _dates(raw: pd.Series) -> pd.Series:
    if pd.api.types.is_numeric_dtype(raw) and raw.notna().any():
        raise ValueError(f"{raw.dropna().tolist()[0]!r} is a number, not a date; write 1980-03-15")
    try:
        days = pd.to_datetime(raw)
    except (ValueError, TypeError, OverflowError):  # of several notations or time zones, or one is no date
        days = pd.Series([_day(cell, row) for row, cell in enumerate(raw, start=1)], dtype="datetime64[s]")
    return (days.dt.tz_localize(None) if days.dt.tz is not None else days).dt.normalize().astype("datetime64[s]")


def _day(cell: object, row: int) -> pd.Timestamp:
    """Return one date by its own wall clock."""
    try:
        day: pd.Timestamp = pd.to_datetime(cell)  # type: ignore[call-overload]
        return day.tz_localize(None) if pd.notna(day) else day
    except (ValueError, TypeError, OverflowError, AttributeError):
        raise ValueError(f"row {row}: no date can be read there; write 1980-03-15") from None


def on_grid(degrees: pd.Series) -> pd.Series:
    """Return degrees rounded to ``POINT_STEP_DEG``.

    >>> on_grid(pd.Series([30.7713])).tolist()
    [30.77]
    """
    return pd.Series(rounded(degrees.to_numpy(dtype=float, na_value=np.nan)), degrees.index, dtype="Float64")


def rounded(degrees: Any) -> Any:
    """Return degrees rounded to ``POINT_STEP_DEG``, the only place where points are rounded: float64, one or ``[n]``, NaN where unknown.

    >>> rounded(np.array([31.0637, np.nan])).round(3).tolist()
    [31.065, nan]
    """
    return np.rint(np.rint(degrees / POINT_STEP_DEG) * POINT_STEP_DEG * _OF_A_DEGREE) / _OF_A_DEGREE


def _codes(value: object, choices: tuple[str, ...], row: int) -> tuple[str, ...]:
    if value is None or (isinstance(value, float) and np.isnan(value)) or value is pd.NA:
        return ()
    if not isinstance(value, (str, Iterable)):
        raise ValueError(f"row {row}: {value!r} is no list of codes; write them in a tuple, or in a text joined by ;")
    parts: Iterable[str] = value.replace(",", ";").split(";") if isinstance(value, str) else value
    found = tuple(sorted({str(part).strip() for part in parts} - {""}))
    strange = set(found) - set(choices)
    if strange:
        raise ValueError(f"row {row}: {sorted(strange)} not among {list(choices)}")
    return found


def _id_complaints(ids: pd.Series | None, name: str) -> list[str]:
    if ids is None:
        return []
    complaints = [f"column {name!r}: row {row + 1} is empty" for row in np.flatnonzero(ids.isna())[:5]]
    nought = np.flatnonzero(ids.str.contains(NUL, regex=False, na=False))[:5]  # NumPy does not see it at the end of a text
    complaints += [f"column {name!r}: row {row + 1}: {ids[row]!r} holds a NUL; read the file again in its own encoding" for row in nought]
    repeated = ids[ids.duplicated()].dropna().unique() if not ids.is_unique else np.array([])
    if len(repeated):
        complaints.append(f"column {name!r}: {len(repeated)} ids repeat, e.g. {list(repeated[:5])}")
    return complaints


def _range_complaints(values: pd.Series, name: str) -> list[str]:
    bounds = RANGES[name]
    numbers = values.to_numpy(dtype=float, na_value=np.nan)
    rows = np.flatnonzero((numbers < bounds[0]) | (numbers > bounds[1]))[:5]
    first = zip(rows, values.iloc[rows], strict=True)
    return [f"column {name!r}: row {int(row) + 1}: {value} is not between {bounds[0]:g} and {bounds[1]:g}" for row, value in first]


def _complaint(table: type[Layout], complaints: list[str]) -> str:
    return f"{table.__name__}: the table cannot be used\n" + "\n".join(f"  {line}" for line in complaints)
