"""Tables of workers and of jobs: one row per id, every canonical column typed."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Self

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from jobmatch.errors import TableWarning, UnknownId
from jobmatch.schema.casting import crossed, halved, known_or, passed_over, plain, typed
from jobmatch.schema.columns import BOUNDS, JOB_COLUMNS, POINTS, PROBLEM_COLUMNS, WORKER_COLUMNS, Layout
from jobmatch.schema.records import Plain, records_of
from jobmatch.schema.segment import lacks_segment, with_segments

CELL_COST = 50
"""Reading one cell by itself takes as long as reading so many of a whole column."""

LARGE_ROWS = 100_000
"""Tables beyond this size are read row by row: a province's jobs stay on disk."""
_NO_PROBLEMS = pd.DataFrame(columns=list(PROBLEM_COLUMNS))


class Cells(dict[str, ExtensionArray]):
    """The array behind each column, made when it is first asked for where the table came as a frame or as a few records."""

    def __init__(self, known: Mapping[str, ExtensionArray], *, frame: pd.DataFrame | None = None, plain: Plain | None = None) -> None:
        super().__init__(known)
        self.frame, self.plain = frame, plain

    def __missing__(self, name: str) -> ExtensionArray:
        if self.plain is not None:
            self[name] = self.plain.typed(name)
        elif self.frame is not None:
            self[name] = self.frame[name].array
        else:
            raise KeyError(name)
        return self[name]


class Table(Layout):
    """A typed table with one row per id and the problems met while reading it."""

    cells: Cells

    def __init__(self, frame: pd.DataFrame, problems: pd.DataFrame | None = None, rows_read: int | None = None) -> None:
        """Check and type ``frame``; ``rows_read`` counts the rows of data of the file it comes from.

        Raises
        ------
        TableError
            A required column is missing, an id is missing or repeated, or values do not fit their column;
            all complaints at once.

        Warns
        -----
        TableWarning
            Columns that no such table has are passed over; each is named with the nearest that it has. Bounds stand the wrong way
            round (``age_min`` above ``age_max``), and nothing can meet them. A point has but one of latitude and longitude.
        """
        if isinstance(frame, pd.DataFrame) and (strange := passed_over(frame.columns, type(self))):
            warnings.warn(f"{type(self).__name__}: columns passed over: {strange}", TableWarning, stacklevel=2)
        few = self._of_few(records_of(frame, type(self)))
        self.cells = Cells(self.completed(typed(frame, type(self)))) if few is None else few
        if slips := crossed(self._given(BOUNDS, frame)):
            warnings.warn(f"{type(self).__name__}: bounds the wrong way round, which nothing meets: {slips}", TableWarning, stacklevel=2)
        if halves := halved(self._given(POINTS, frame)):
            warnings.warn(f"{type(self).__name__}: half a point, which is nowhere: {halves}", TableWarning, stacklevel=2)
        if problems is not None:
            self.problems = problems.reset_index(drop=True)
        self.rows_read = len(self) if rows_read is None else rows_read

    def _given(self, pairs: Sequence[tuple[str, str]], frame: pd.DataFrame) -> dict[str, ExtensionArray]:
        """Return the columns of some pairs that a frame gives, but for those that it gives in vain."""
        return {name: self.cells[name] for pair in pairs for name in pair if name in self.columns and name in frame}

    @classmethod
    def of_records(cls, records: Sequence[Mapping[str, Any]]) -> Self:
        """Return the table of records, dicts by canonical column; of a few much sooner than through a frame.

        Raises
        ------
        TableError
            As for a frame.

        Examples
        --------
        >>> workers = Workers.of_records([{"worker_id": "W1", "age": 43}, {"worker_id": "W2", "mobility": "county"}])
        >>> workers.frame["age"].tolist(), workers.frame["segment"].tolist()
        ([43, <NA>], ['job', 'job'])
        """
        cells = cls._of_few(records)
        return cls(_frame_of(records)) if cells is None else cls._around(cells)

    @classmethod
    def _of_few(cls, records: Sequence[Mapping[str, Any]] | None) -> Cells | None:
        """Return the columns of a few rows of plain values; None where `typed` has to look at them."""
        plain = None if records is None or not cls._is_plain(records) else Plain.of(records, cls)
        return None if plain is None else Cells({}, plain=plain)

    @property
    def columns_read(self) -> Mapping[str, Any]:
        """Every column as formulas read it (`known_or`, `numbers`): a list of plain values where the table came as a few records, else its array.

        Examples
        --------
        >>> Workers(pd.DataFrame({"worker_id": ["W1"], "age": [43]})).columns_read["age"]
        [43]
        """
        return self.cells if self.cells.plain is None else self.cells.plain

    @cached_property
    def problems(self) -> pd.DataFrame:
        """What was wrong with the rows that were read, by ``PROBLEM_COLUMNS``.

        Examples
        --------
        >>> list(Workers(pd.DataFrame({"worker_id": ["W1"]})).problems.columns)
        ['sheet', 'row', 'column', 'value', 'message', 'kept']
        """
        return _NO_PROBLEMS.copy()

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row an id, every canonical column typed.

        Examples
        --------
        >>> frame = Workers(pd.DataFrame({"worker_id": ["W1"], "age": ["43"]})).frame
        >>> frame.shape == (1, len(WORKER_COLUMNS)), int(frame.loc[0, "age"])
        (True, 43)
        """
        return pd.DataFrame({name: self.cells[name] for name in self.columns})

    @property
    def counts(self) -> dict[str, int]:
        """How many rows were read, kept and set aside; kept + set_aside = read.

        Examples
        --------
        >>> aside = pd.DataFrame([("Sheet1", 4, "年龄", "三", "…", False)], columns=list(PROBLEM_COLUMNS))
        >>> Workers(pd.DataFrame({"worker_id": ["W1"]}), aside, 2).counts
        {'read': 2, 'kept': 1, 'set_aside': 1}
        """
        aside = self.problems.loc[~self.problems["kept"].astype(bool), ["sheet", "row"]]
        return {"read": self.rows_read, "kept": len(self), "set_aside": len(aside.drop_duplicates())}

    def __len__(self) -> int:
        return len(self.columns_read[self.id_column])

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} rows, {len(self.problems)} problems)"

    @cached_property
    def ids(self) -> pd.Index:
        """The ids in table order.

        Examples
        --------
        >>> Jobs(pd.DataFrame({"job_id": ["J2", "J1"], "title": ["缝纫工", "保安员"]})).ids.tolist()
        ['J2', 'J1']
        """
        ids: pd.Index = pd.Index(self.cells[self.id_column], name=self.id_column)
        return ids

    def take(self, rows: np.ndarray | pd.Series | list[int] | list[bool]) -> Self:
        """Return the rows at these positions (or under this boolean mask, bool ``[len(self)]``), without the problems.

        Examples
        --------
        >>> workers = Workers(pd.DataFrame({"worker_id": ["W1", "W2", "W3"]}))
        >>> workers.take([2, 0]).ids.tolist(), workers.take([True, False, False]).ids.tolist()
        (['W3', 'W1'], ['W1'])
        """
        positions = np.asarray(rows)
        if positions.dtype != bool and np.array_equal(positions, np.arange(len(self))):
            same = self.replaced({})
            vars(same).pop("problems", None)
            same.rows_read = len(same)
            return same
        at = positions if positions.dtype == bool else positions.astype(np.intp)
        return type(self).of_typed({name: self.cells[name][at] for name in self.columns})

    @cached_property
    def records(self) -> Sequence[dict[str, Any]]:
        """Every row as plain Python values, None for unknown; of a large table only the rows asked for.

        Examples
        --------
        >>> person = Workers(pd.DataFrame({"worker_id": ["W1"], "age": [43]})).records[0]
        >>> person["age"], person["education"]
        (43, None)
        """
        return _plain_rows({name: self.cells[name] for name in self.columns}) if len(self) <= LARGE_ROWS else _Records(self.frame)

    def values(self, column: str, rows: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Return a column at some rows, object ``[len(rows)]``, None for unknown; where they are few, only these cells are read.

        Examples
        --------
        >>> jobs = Jobs(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工", "保安员"]}))
        >>> jobs.values("title", np.array([1])).tolist()
        ['保安员']
        """
        found = np.empty(len(rows), dtype=object)
        if "records" in vars(self):
            found[:] = [self.records[row][column] for row in rows.tolist()]
        elif len(rows) * CELL_COST < len(self):
            cells = self.columns_read[column]
            found[:] = [plain(cells[row]) for row in rows.tolist()]
        else:
            found[:] = known_or(self.columns_read[column], None)[rows]
        return found

    @cached_property
    def _row_of(self) -> dict[str, int]:
        """The row of each id."""
        return dict(zip(self.ids.astype(str), range(len(self)), strict=True))

    def position(self, row_id: str) -> int:
        """Return the row that bears an id.

        Raises
        ------
        UnknownId
            No row has that id.

        Examples
        --------
        >>> Workers(pd.DataFrame({"worker_id": ["W1", "W2"]})).position("W2")
        1
        """
        at = self._row_of.get(str(row_id), -1) if len(self) <= LARGE_ROWS else self.ids.get_indexer(pd.Index([str(row_id)]))[0]
        if at < 0:
            raise UnknownId(f"没有编号 {row_id!r}；共 {len(self)} 行，例如 {'、'.join(self.ids[:3])}")
        return int(at)

    def replaced(self, columns: Mapping[str, ExtensionArray]) -> Self:
        """Return the same rows with other, typed arrays in some columns; what is not replaced is not copied.

        Examples
        --------
        >>> workers = Workers(pd.DataFrame({"worker_id": ["W1"], "age": [43]}))
        >>> workers.replaced({"age": pd.array([44], dtype="Int64")}).records[0]["age"], workers.records[0]["age"]
        (44, 43)
        """
        if "frame" in vars(self):
            table = type(self).of_typed(self.frame.assign(**columns) if columns else self.frame)
            table.cells.update({**self.cells, **columns})
        elif columns:
            table = type(self)._around(Cells({name: self.cells[name] for name in self.columns} | dict(columns)))
        else:
            table = type(self)._around(self.cells)
        if "problems" in vars(self):
            table.problems = self.problems
        table.rows_read = self.rows_read
        return table

    @classmethod
    def _is_plain(cls, records: Sequence[Mapping[str, Any]]) -> bool:
        """Return whether no column of these records follows from others."""
        return True

    @classmethod
    def of_typed(cls, columns: pd.DataFrame | Mapping[str, ExtensionArray], problems: pd.DataFrame | None = None) -> Self:
        """Return a table around columns that are already typed, as ``frame`` or ``cells`` of another are, without checking them again.

        Parameters
        ----------
        columns
            Every column of the table, with its dtype: a frame, rows numbered from 0, or arrays, of which a frame is made when
            one is asked for.
        problems
            Rows in question, as ``problems`` of another table; none when not given.

        Examples
        --------
        >>> workers = Workers(pd.DataFrame({"worker_id": ["W1", "W2"], "age": [43, 61]}))
        >>> Workers.of_typed(workers.frame.iloc[1:].reset_index(drop=True)).records[0]["age"]
        61
        """
        if isinstance(columns, pd.DataFrame):
            table = cls._around(Cells({}, frame=columns))
            table.frame = columns
        else:
            table = cls._around(columns if isinstance(columns, Cells) else Cells(columns))
        if problems is not None:
            table.problems = problems.reset_index(drop=True)
        return table

    @classmethod
    def _around(cls, cells: Cells) -> Self:
        table = cls.__new__(cls)
        table.cells = cells
        table.rows_read = len(table)
        return table


def _frame_of(records: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return a frame of records; of texts that are none, as they are, for `typed` to say so."""
    try:
        return pd.DataFrame(list(records))
    except UnicodeEncodeError:
        return pd.DataFrame(list(records), dtype=object)


class _Records(Sequence[dict[str, Any]]):
    """The rows of a large table as plain values, each made when it is asked for."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def __len__(self) -> int:
        return len(self._frame)

    def __getitem__(self, row: Any) -> Any:
        if isinstance(row, slice):
            return _rows_of(self._frame.iloc[row])
        return _rows_of(self._frame.iloc[[row]])[0]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for at in range(0, len(self), LARGE_ROWS):
            yield from _rows_of(self._frame.iloc[at : at + LARGE_ROWS])


def _rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return _plain_rows({str(name): column for name, column in frame.items()})


def _plain_rows(columns: Mapping[str, Any]) -> list[dict[str, Any]]:
    cells = [_plain_cells(columns[name]) for name in columns]
    return [dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True)]


def _plain_cells(column: Any) -> list[Any]:
    """Return the cells of a column as plain values, None for unknown."""
    return [None if cell is pd.NA or cell is pd.NaT or cell != cell else cell for cell in column.tolist()]


class Workers(Table):
    """People looking for work, one row each; who has no ``segment`` gets that which the other columns state.

    Examples
    --------
    >>> import pandas as pd
    >>> workers = Workers(pd.DataFrame({"worker_id": ["W1"], "age": [43], "mobility": ["county"]}))
    >>> int(workers.frame.loc[0, "age"]), workers.frame.loc[0, "segment"]
    (43, 'job')
    """

    columns = WORKER_COLUMNS
    id_column = "worker_id"
    required = ("worker_id",)

    @classmethod
    def completed(cls, cells: dict[str, ExtensionArray]) -> dict[str, ExtensionArray]:
        """Return the columns with the segment of everybody who has none stated (``schema.segment``, DOMAIN.md §2.1).

        Examples
        --------
        >>> Workers(pd.DataFrame({"worker_id": ["W1", "W2"], "in_school": [True, False]})).frame["segment"].tolist()
        ['in_school', 'job']
        """
        return with_segments(cells)

    @classmethod
    def _is_plain(cls, records: Sequence[Mapping[str, Any]]) -> bool:
        return not any(lacks_segment(record) for record in records)


class Jobs(Table):
    """Postings, one row each.

    Examples
    --------
    >>> import pandas as pd
    >>> jobs = Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "pay_min": [3000]}))
    >>> jobs.frame.loc[0, "workplace_type"], float(jobs.frame.loc[0, "pay_min"])
    ('enterprise', 3000.0)
    """

    columns = JOB_COLUMNS
    id_column = "job_id"
    required = ("job_id", "title")


def rows_set_aside(problems: pd.DataFrame) -> int:
    """Return how many rows were set aside; a row with several problems counts once.

    >>> lines = [("Sheet1", 4, "年龄", "三", "…", False), ("Sheet1", 4, "学历", "?", "…", False), ("Sheet1", 5, "年龄", "?", "…", True)]
    >>> rows_set_aside(pd.DataFrame(lines, columns=list(PROBLEM_COLUMNS)))
    1
    """
    gone = problems[~problems["kept"].astype(bool)]
    return len(gone[["sheet", "row"]].drop_duplicates())
