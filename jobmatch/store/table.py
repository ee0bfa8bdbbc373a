"""The table of jobs at rest: Arrow IPC, mapped into memory, so that texts are read only for what is shown.

Text columns stay where they are on disk; numbers, dates and flags, which are small, become arrays.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from jobmatch.errors import StoreError
from jobmatch.schema import JOB_COLUMNS, PROBLEM_COLUMNS, Cells, Jobs
from jobmatch.store.pieces import MOST_CHANGES, Left, of_each
from jobmatch.terms.term import Array

CODES_JOINER = ";"
MOST_SPANS = 2_000
"""Spans that may be left between rows that go; with more, the rows that stay are copied."""
MOST_PIECES = 10_000
"""Pieces that a table may fall into through many changes; with more, it is copied whole."""


def write_jobs(jobs: Jobs, folder: Path) -> None:
    """Write ``jobs.arrow`` and ``problems.arrow``."""
    frame = jobs.frame.copy(deep=False)
    for name in _codes_columns():
        frame[name] = frame[name].map(CODES_JOINER.join).astype("string")
    _write(frame, folder / "jobs.arrow")
    problems = jobs.problems.assign(kept=jobs.problems["kept"].astype("boolean"))
    texts = [name for name in PROBLEM_COLUMNS if name != "kept"]
    _write(problems.astype(dict.fromkeys(texts, "string")), folder / "problems.arrow")


def read_jobs(folder: Path) -> Jobs:
    """Return the jobs; their texts stay on disk.

    Raises
    ------
    StoreError
        The table is not the one that this version writes.
    """
    frame = _read(folder / "jobs.arrow")
    if list(frame.columns) != list(JOB_COLUMNS):
        raise StoreError(f"{folder}：岗位表的列与本版本不同；请用岗位表重新建立并保存")
    for name in _codes_columns():
        codes, distinct = pd.factorize(frame[name])
        values = np.empty(len(distinct), dtype=object)
        values[:] = [tuple(filter(None, text.split(CODES_JOINER))) for text in distinct]
        frame[name] = pd.Series(values[codes] if len(frame) else values, dtype=object)
    return Jobs.of_typed(frame, _read(folder / "problems.arrow"))


def without(jobs: Jobs, rows: Array) -> Jobs:
    """Return the jobs without some (ascending) rows; where these are few, no text of the others is copied.

    >>> without(Jobs(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工", "保安员"]})), np.array([0])).ids.tolist()
    ['J2']
    """
    if len(rows) > MOST_SPANS or len(rows) == len(jobs) or _pieces(jobs) > MOST_PIECES:
        return Jobs.of_typed(jobs.take(np.delete(np.arange(len(jobs)), rows)).frame, jobs.problems)
    return _changed(Changed.of(jobs).without(rows), jobs.problems)


def followed(jobs: Jobs, more: Jobs) -> Jobs:
    """Return the jobs followed by more; no text is copied.

    >>> one, two = (Jobs(pd.DataFrame({"job_id": [name], "title": ["缝纫工"]})) for name in ("J1", "J2"))
    >>> followed(one, two).ids.tolist()
    ['J1', 'J2']
    """
    problems = pd.concat([jobs.problems, more.problems], ignore_index=True) if len(more.problems) else jobs.problems
    return _changed(Changed.of(jobs).followed(more), problems)


class Changed(Cells):
    """The columns of a table that lost rows and got others behind them; each is put together when it is first asked for.

    Of fifty columns few are looked at between two changes of a job.

    Parameters
    ----------
    base
        The columns before the changes.
    left
        Which of their rows are left.
    parts
        What came behind them, a table each.
    """

    def __init__(self, base: Cells, left: Left, parts: tuple[Jobs, ...]) -> None:
        super().__init__({})
        self._base, self._left, self._parts = base, left, parts

    @classmethod
    def of(cls, jobs: Jobs) -> Changed:
        """Return the columns of a table, ready to be changed."""
        cells = jobs.cells
        return cells if isinstance(cells, Changed) else cls(cells, Left.all_of(len(jobs)), ())

    def __missing__(self, name: str) -> ExtensionArray:
        base = self._base[name]
        pieces = [*(base[span] for span in self._left.spans()), *(part.cells[name] for part in self._parts)]
        self[name] = column = _one_after_another(pieces or [base[:0]])
        return column

    def without(self, rows: Array) -> Changed:
        """Return the columns without some (ascending) rows."""
        behind = rows[rows >= len(self._left)] - len(self._left)
        return Changed(self._base, self._left.without(rows[rows < len(self._left)]), tuple(_parts_without(self._parts, behind)))

    def followed(self, more: Jobs) -> Changed:
        """Return the columns with more rows behind them."""
        return Changed(self._base, self._left, (*self._parts, more))

    @property
    def pieces(self) -> int:
        """Of how many pieces a column is put together, about."""
        return len(self._left.gone) + len(self._parts)


def _parts_without(parts: tuple[Jobs, ...], rows: Array) -> Iterator[Jobs]:
    """Yield the parts without some rows, counted through all of them."""
    for part, own in zip(parts, of_each(map(len, parts), rows), strict=True):
        if len(own) < len(part):
            yield part.take(np.delete(np.arange(len(part)), own)) if len(own) else part


def _changed(cells: Changed, problems: pd.DataFrame) -> Jobs:
    """Return the table of changed columns; after many changes all of them are put together."""
    jobs = Jobs.of_typed(cells if cells.pieces <= MOST_CHANGES else {name: cells[name] for name in Jobs.columns})
    jobs.problems = problems
    return jobs


def _one_after_another(parts: list[ExtensionArray]) -> ExtensionArray:
    """Return the parts of a column in one."""
    first = parts[0].dtype
    if len(parts) == 1:
        return parts[0]
    if any(part.dtype is not first and part.dtype != first for part in parts):  # an older folder counts days in other units
        return pd.concat([pd.Series(part) for part in parts], ignore_index=True).array  # type: ignore[no-any-return]
    return type(parts[0])._concat_same_type(parts)  # type: ignore[attr-defined, no-any-return]


def _pieces(jobs: Jobs) -> int:
    """Return in how many pieces the texts of a table lie."""
    import pyarrow as pa

    words = pa.array(jobs.cells["job_id"])
    return words.num_chunks if isinstance(words, pa.ChunkedArray) else 1


class Ids:
    """Ids as a fact that is read row by row, never as a million Python strings.

    >>> ids = Ids(pd.Series(["J1", "J2"], dtype="string"))
    >>> ids[np.array([1])].tolist(), ids[0]
    (['J2'], 'J1')
    """

    dtype = np.dtype(object)

    def __init__(self, column: pd.Series | ExtensionArray) -> None:
        import pyarrow as pa

        words = pa.array(column)
        self._words = words.combine_chunks() if isinstance(words, pa.ChunkedArray) else words
        self.shape = (len(column),)

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, rows: Any) -> Any:
        if isinstance(rows, int | np.integer):
            return self._words[int(rows)].as_py()
        return self._words.take(_arrow(np.asarray(rows))).to_numpy(zero_copy_only=False)

    def __array__(self, dtype: object = None, copy: bool | None = None) -> Array:
        return self._words.to_numpy(zero_copy_only=False)  # type: ignore[no-any-return]

    def astype(self, dtype: object) -> Array:
        """Return all ids as a NumPy array."""
        return np.asarray(self).astype(dtype)  # type: ignore[call-overload, no-any-return]


def _arrow(rows: Array) -> object:
    import pyarrow as pa

    return pa.array(np.flatnonzero(rows) if rows.dtype == bool else rows)


def _codes_columns() -> list[str]:
    return [name for name, column in JOB_COLUMNS.items() if column.kind == "codes"]


def _write(frame: pd.DataFrame, file: Path) -> None:
    import pyarrow as pa

    table = pa.Table.from_pandas(frame, preserve_index=False).combine_chunks()
    table = table.replace_schema_metadata(None)
    with pa.OSFile(str(file), "wb") as target, pa.ipc.new_file(target, table.schema) as writer:
        writer.write_table(table)


def _read(file: Path) -> pd.DataFrame:
    import pyarrow as pa

    try:
        table = pa.ipc.open_file(pa.memory_map(str(file))).read_all()
    except (pa.ArrowInvalid, OSError) as error:
        raise StoreError(f"{file}：读不出岗位表（{error}）；请从备份恢复，或用岗位表重新建立并保存") from error
    return pd.DataFrame({name: _column(table.column(name)) for name in table.column_names}, copy=False)


def _column(values: Any) -> pd.Series:
    import pyarrow as pa

    kind = values.type
    if pa.types.is_large_string(kind):
        return pd.Series(pd.array(values, dtype="string"), copy=False)
    if pa.types.is_timestamp(kind):
        return values.to_pandas()  # type: ignore[no-any-return]
    kinds = {pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype(), pa.bool_(): pd.BooleanDtype()}
    return pd.Series(kinds[kind].__from_arrow__(values), copy=False)  # type: ignore[attr-defined]
