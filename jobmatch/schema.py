"""What a worker and a job are: columns, units, code lists and segments.

Two tables go through the whole library. ``Workers`` and ``Jobs`` hold one row per person or posting in
``.frame``, always with *every* canonical column below, typed; what is missing is ``NA`` (unknown, which is
never the same as "no"). ``.problems`` lists what was wrong with the rows that were read.

Units: pay in yuan a month, distance in kilometres, age in completed years, education on the ladder 0–7.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, ClassVar, Literal, Self

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from jobmatch.errors import TableError, UnknownId

Kind = Literal["text", "whole", "number", "flag", "date", "codes", "choice"]

SEGMENTS = ("job", "startup", "training", "unwilling", "in_school", "unable")
MOBILITIES = ("town", "county", "city", "province", "anywhere")
TIERS = ("home", "village", "town", "county", "city", "province", "partner", "province_out")
JOB_KINDS = ("job", "internship", "apprenticeship", "course", "programme")
WORKPLACE_TYPES = (
    "enterprise", "workshop", "outsourcing_point", "home_based", "farm_base", "flexible", "public_welfare",
)  # fmt: skip
PAY_BASES = ("month", "day", "hour", "piece", "base_plus", "negotiable")
LODGINGS = ("none", "board", "lodging", "both")
GROUPS = (
    "registered_poor_2016", "lifted", "monitored_unstable", "monitored_marginal", "monitored_sudden",
    "low_income", "dibao", "tekun", "disabled", "zero_employment_household", "hardship_other", "graduate_poor",
)  # fmt: skip
LABOUR_ABILITIES = ("ordinary", "skilled", "weak", "lost", "none")
FLAGS = (
    "sex_limit", "hukou_limit", "marital_limit", "ethnic_limit", "age_by_sex", "openings_unknown",
    "pay_estimated", "pay_approx", "location_uncertain",
)  # fmt: skip
EDUCATION = ("文盲", "小学", "初中", "高中/中专", "大专", "本科", "硕士", "博士")

POINT_STEP_DEG = 0.005
"""Points are rounded to this grid once, here; workers on one grid point share a place profile."""

FEW_ROWS = 64
"""Up to so many rows, what a service is asked at a time, empty columns are kept ready."""

CELL_COST = 50
"""Reading one cell by itself takes as long as reading so many of a whole column."""

LARGE_ROWS = 100_000
"""Tables beyond this size are read row by row: a province's jobs stay on disk."""


@dataclass(frozen=True, slots=True)
class Column:
    """One canonical column: its kind, what it means, and the values it may take."""

    kind: Kind
    """text, whole (number), number, flag (yes/no/unknown), date, codes (tuple of codes), choice (one code)."""
    meaning: str
    """What the column holds, with its unit."""
    choices: tuple[str, ...] = ()
    """The codes a ``choice`` or ``codes`` column may hold; empty where the list is open."""


def _columns(kind: Kind, **meanings: str) -> dict[str, Column]:
    return {name: Column(kind, meaning) for name, meaning in meanings.items()}


WORKER_COLUMNS: dict[str, Column] = {
    **_columns(
        "text",
        worker_id="unique id within the table",
        name="姓名",
        id_number="18 characters, upper-case X; NA when missing or wrong",
        hukou_adcode="division code of the registered household, 6 to 12 digits",
        home_address="where the person lives now, as written",
        home_code="division code of the home as deep as the text goes: 6, 9 or 12 digits",
        township="乡镇 as written",
        village="村 as written",
        household_id="户编号",
        phone="one or several numbers, joined by 、",
        caseworker="帮扶责任人",
        status="就业状态 as written",
        segment_reason="why the person is in the segment, in Chinese",
        limits="what keeps the person at home, as written",
        wanted_occupation="意向工种 as written",
        skills="skills, grades and trades known, as written",
        certificates="certificates held, as written",
        experience="former posts, as written",
        wanted_places="意向地区 as written",
        training_need="kind of training wanted, as written",
        disability="disability category and grade as written",
        school="毕业院校",
        major="所学专业",
        order_class="order class (订单班) the person is trained in",
        last_job_id="job just left, never offered again",
        remark="备注",
        source_sheet="sheet the row came from; csv for CSV files",
    ),
    **_columns(
        "number",
        home_lat="degrees north, WGS84",
        home_lon="degrees east, WGS84",
        experience_years="years of work",
        max_km="longest daily way the person accepts, km",
        pay_min_wanted="lowest pay accepted, yuan a month",
        pay_max_wanted="highest pay named, yuan a month",
    ),
    **_columns(
        "whole",
        age="completed years on age_as_of",
        education="schooling on the ladder 0 none … 7 doctorate",
        source_row="1-based row in the sheet; record number in a CSV file",
    ),
    **_columns(
        "date",
        birth_date="date of birth; the first of the month where only the month is known",
        age_as_of="day on which age was counted",
        surveyed_on="day the facts were collected",
        graduated_on="day of graduation",
    ),
    **_columns(
        "flag",
        consent="agrees to receive messages",
        in_school="is a pupil or student now",
        willing="wants to work",
        training_wanted="wants training",
        home_inherited="the home point is that of a parent division",
    ),
    "sex": Column("choice", "sex; never scored", ("male", "female")),
    "segment": Column("choice", "what the person is served with; only job is ranked", SEGMENTS),
    "labour_ability": Column("choice", "劳动技能", LABOUR_ABILITIES),
    "mobility": Column("choice", "how far the person will move house; NA unknown", MOBILITIES),
    "groups": Column("codes", "groups that public policy names", GROUPS),
}

JOB_COLUMNS: dict[str, Column] = {
    **_columns(
        "text",
        job_id="unique id within the table",
        employer="用人单位",
        employer_type="单位性质 as written",
        industry="行业 as written",
        title="岗位名称",
        description="工作内容 as written",
        requirements="岗位要求 as written",
        reserved_for="order class the openings are reserved for",
        hours="工作时间 as written",
        insurance="社会保险 as written",
        work_address="工作地点 as written",
        work_code="division code of the work place as deep as the text goes",
        route="乘车路线",
        pay_text="pay as written",
        age_text="age requirement as written",
        experience_text="experience requirement as written",
        certificates_required="certificates asked for, as written",
        hukou_scope="division code whose registered people the post is for",
        legal_basis="legal basis of a hukou limit or a relaxed threshold",
        lawful_exception="legal ground of a sex limit (e.g. underground mining)",
        event_id="fair the posting belongs to",
        booth="booth at the fair",
        contact="联系人",
        phone="contact number, public",
        source="where the posting comes from",
        source_sheet="sheet the row came from; csv for CSV files",
    ),
    **_columns(
        "number",
        pay_min="lowest pay, yuan a month",
        pay_max="highest pay, yuan a month",
        pay_trial="pay during the trial period, yuan a month",
        pay_months="months paid a year, e.g. 13",
        work_lat="degrees north, WGS84",
        work_lon="degrees east, WGS84",
        experience_min_years="years of work asked for",
    ),
    **_columns(
        "whole",
        openings="招聘人数; NA when not stated",
        referred="people already sent",
        placed="people already hired",
        education_min="schooling asked for, ladder 0–7",
        education_min_relaxed="schooling asked of people in hukou_scope",
        age_min="lowest age, completed years, inclusive",
        age_max="highest age, completed years, inclusive",
        source_row="1-based row in the sheet; record number in a CSV file",
    ),
    **_columns("date", valid_from="first day", valid_until="last day, inclusive"),
    **_columns("flag", work_inherited="the work point is that of a parent division"),
    "kind": Column("choice", "what is offered; only job is ranked on the market", JOB_KINDS),
    "workplace_type": Column("choice", "form of the workplace", WORKPLACE_TYPES),
    "pay_basis": Column("choice", "what pay is counted by", PAY_BASES),
    "lodging": Column("choice", "board and lodging; NA not stated", LODGINGS),
    "flags": Column("codes", "what the office should look at", FLAGS),
}

PROBLEM_COLUMNS = ("sheet", "row", "column", "value", "message", "kept")
_NO_PROBLEMS = pd.DataFrame(columns=list(PROBLEM_COLUMNS))


class Cells(dict[str, ExtensionArray]):
    """The array behind each column; of a single person, the way there through a frame costs more than the cell."""

    def __init__(self, known: Mapping[str, ExtensionArray], frame: pd.DataFrame | None = None) -> None:
        super().__init__(known)
        self._frame = frame

    def __missing__(self, name: str) -> ExtensionArray:
        if self._frame is None:
            raise KeyError(name)
        self[name] = self._frame[name].array
        return self[name]


class Table:
    """A typed table with one row per id and the problems met while reading it."""

    columns: ClassVar[Mapping[str, Column]]
    id_column: ClassVar[str]
    required: ClassVar[tuple[str, ...]]
    cells: Cells

    def __init__(
        self, frame: pd.DataFrame, problems: pd.DataFrame | None = None, rows_read: int | None = None
    ) -> None:
        """Check and type ``frame``; ``rows_read`` counts the rows of data of the file it comes from.

        Raises
        ------
        TableError
            A required column is missing, an id is missing or repeated, or values do not fit their column;
            all complaints at once.
        """
        self.cells = Cells(_typed(frame, self))
        self.frame = pd.DataFrame(self.cells)
        self.problems = _problem_frame(problems)
        self.rows_read = len(self.frame) if rows_read is None else rows_read

    @property
    def counts(self) -> dict[str, int]:
        """How many rows were read, kept and set aside; kept + set_aside = read."""
        aside = self.problems.loc[~self.problems["kept"].astype(bool), ["sheet", "row"]]
        return {"read": self.rows_read, "kept": len(self.frame), "set_aside": len(aside.drop_duplicates())}

    def __len__(self) -> int:
        return len(self.frame)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} rows, {len(self.problems)} problems)"

    @cached_property
    def ids(self) -> pd.Index:
        """The ids in table order."""
        ids: pd.Index = pd.Index(self.frame[self.id_column])
        return ids

    def take(self, rows: np.ndarray | pd.Series | list[int] | list[bool]) -> Self:
        """Return the rows at these positions (or under this boolean mask), without the problems."""
        positions = np.asarray(rows)
        if positions.dtype != bool and np.array_equal(positions, np.arange(len(self))):
            same = type(self)._trusted(self.frame)
            same.cells = self.cells
            return same
        frame = self.frame[positions] if positions.dtype == bool else self.frame.iloc[positions]
        return type(self)._trusted(frame.reset_index(drop=True))

    @cached_property
    def records(self) -> Sequence[dict[str, Any]]:
        """Every row as plain Python values, None for unknown; of a large table only the rows asked for."""
        return _plain_rows(self.frame) if len(self) <= LARGE_ROWS else _Records(self.frame)

    def values(self, column: str, rows: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Return a column at some rows, object ``[len(rows)]``; where they are few, only these cells are read.

        Examples
        --------
        >>> jobs = Jobs(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工", "保安员"]}))
        >>> jobs.values("title", np.array([1])).tolist()
        ['保安员']
        """
        if len(rows) * CELL_COST >= len(self):
            every: np.ndarray[Any, Any] = self.frame[column].to_numpy(dtype=object)
            some: np.ndarray[Any, Any] = every[rows]
            return some
        cells = self.frame[column].array
        found = np.empty(len(rows), dtype=object)
        found[:] = [cells[row] for row in rows.tolist()]
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
        """
        at = self._row_of.get(str(row_id), -1) if len(self) <= LARGE_ROWS else self.ids.get_indexer(pd.Index([str(row_id)]))[0]
        if at < 0:
            raise UnknownId(f"没有编号 {row_id!r}；共 {len(self)} 行，例如 {list(self.ids[:3])}")
        return int(at)

    @classmethod
    def _trusted(cls, frame: pd.DataFrame, problems: pd.DataFrame | None = None) -> Self:
        """Return a table around a frame that is already typed, without checking it again."""
        table = cls.__new__(cls)
        table.frame, table.problems, table.rows_read = frame, _problem_frame(problems), len(frame)
        table.cells = Cells({}, frame)
        return table


class _Records(Sequence[dict[str, Any]]):
    """The rows of a large table as plain values, each made when it is asked for."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def __len__(self) -> int:
        return len(self._frame)

    def __getitem__(self, row: Any) -> Any:
        if isinstance(row, slice):
            return _plain_rows(self._frame.iloc[row])
        return _plain_rows(self._frame.iloc[[row]])[0]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for at in range(0, len(self), LARGE_ROWS):
            yield from _plain_rows(self._frame.iloc[at : at + LARGE_ROWS])


def _plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    columns = [_plain_cells(frame[name]) for name in frame.columns]
    return [dict(zip(frame.columns, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _plain_cells(column: pd.Series) -> list[Any]:
    """Return the cells of a column as plain values, None for unknown."""
    return [None if cell is pd.NA or cell is pd.NaT or cell != cell else cell for cell in column.tolist()]


class Workers(Table):
    """People looking for work, one row each.

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


RANGES: dict[str, tuple[float, float]] = {
    **dict.fromkeys(("age", "age_min", "age_max"), (0, 120)),
    **dict.fromkeys(("education", "education_min", "education_min_relaxed"), (0, 7)),
    **dict.fromkeys(("pay_min", "pay_max", "pay_trial", "pay_min_wanted", "pay_max_wanted"), (0, 1_000_000)),
    **dict.fromkeys(("referred", "placed", "max_km", "experience_years", "experience_min_years"), (0, np.inf)),
    **dict.fromkeys(("home_lat", "work_lat"), (-90, 90)),
    **dict.fromkeys(("home_lon", "work_lon"), (-180, 180)),
}
"""Least and greatest value of each number that has bounds; a value beyond them is a slip, not a fact."""

_DEFAULTS = {"segment": "job", "kind": "job", "workplace_type": "enterprise"}
_DTYPES = {"text": "string", "choice": "string", "whole": "Int64", "number": "Float64", "flag": "boolean"}


def _typed(frame: pd.DataFrame, table: Table) -> dict[str, ExtensionArray]:
    """Return every canonical column of ``frame``, typed, or raise with all complaints."""
    if not isinstance(frame, pd.DataFrame):
        raise TableError(f"{type(table).__name__} takes a pandas DataFrame, got {type(frame).__name__}")
    complaints = [f"column {name!r} is missing" for name in table.required if name not in frame]
    if complaints:
        raise TableError(_complaint(table, [*complaints, f"columns seen: {list(frame.columns)[:20]}"]))
    names = [str(name) for name in frame.columns]
    complaints += [f"column {name!r} stands there {names.count(name)} times" for name in table.columns if names.count(name) > 1]
    if complaints or frame.columns.nlevels > 1:
        raise TableError(_complaint(table, complaints or ["the column names have several levels; flatten them"]))
    data: dict[str, Any] = {}
    for name, column in table.columns.items():
        if name not in frame:
            data[name] = _unknown(name, column, len(frame))
            continue
        try:
            data[name] = _cast(frame[name].reset_index(drop=True), name, column)
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


def _unknown(name: str, column: Column, rows: int) -> pd.Series:
    """Return a column of which nothing is known; short ones, of single people, are made once."""
    return _unknown_once(name, column, rows) if rows <= FEW_ROWS else _cast(pd.Series([None] * rows, dtype=object), name, column)


@lru_cache(maxsize=4_096)
def _unknown_once(name: str, column: Column, rows: int) -> pd.Series:
    return _cast(pd.Series([None] * rows, dtype=object), name, column)


def _cast(raw: pd.Series, name: str, column: Column) -> pd.Series:
    if column.kind == "codes":
        return pd.Series([_codes(value, column.choices) for value in raw], dtype=object, name=name)
    if column.kind == "date":
        return _days(raw)
    if column.kind in ("whole", "number"):
        return _number_cells(raw, name, column)
    known = raw
    if column.kind == "text" and pd.api.types.is_float_dtype(known) and (known.dropna() % 1 == 0).all():
        known = known.astype("Int64")  # a column of codes with gaps, which pandas made float
    typed: pd.Series = known.astype(pd.api.types.pandas_dtype(_DTYPES[column.kind]))
    if column.kind in ("text", "choice"):
        typed = typed.str.strip()
        blank = typed.eq("").to_numpy(dtype=bool, na_value=False)
        typed = typed.mask(blank) if blank.any() else typed
    if name in _DEFAULTS:
        typed = typed.fillna(_DEFAULTS[name])
    strange = sorted(set(typed.dropna()) - set(column.choices)) if column.choices else []
    if strange:
        raise ValueError(f"{strange[:5]} not among {list(column.choices)}")
    return typed


def _number_cells(raw: pd.Series, name: str, column: Column) -> pd.Series:
    numbers = pd.to_numeric(raw).astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    unknown = np.isnan(numbers)
    if np.isinf(numbers).any():
        raise ValueError("holds an infinite number")
    if name.endswith(("_lat", "_lon")):
        return on_grid(pd.Series(numbers, dtype="Float64"))
    if column.kind == "number":
        return pd.Series(pd.arrays.FloatingArray(np.where(unknown, 0.0, numbers), unknown), name=name)
    parts = numbers[~unknown & (numbers % 1 != 0)]
    if len(parts):
        raise ValueError(f"{parts[0]} is no whole number")
    return pd.Series(pd.arrays.IntegerArray(np.where(unknown, 0.0, numbers).astype(np.int64), unknown), name=name)


def _days(raw: pd.Series) -> pd.Series:
    """Return dates; a bare number is none, for nobody can tell 19800315 from a count of days."""
    if pd.api.types.is_numeric_dtype(raw) and raw.notna().any():
        raise ValueError(f"{raw.dropna().iloc[0]!r} is a number, not a date; write 1980-03-15")
    days = pd.to_datetime(raw)
    return (days.dt.tz_localize(None) if days.dt.tz is not None else days).astype("datetime64[s]")


def on_grid(degrees: pd.Series) -> pd.Series:
    """Return degrees rounded to ``POINT_STEP_DEG``: the only place where points are rounded.

    >>> on_grid(pd.Series([30.7713])).tolist()
    [30.77]
    """
    return ((degrees / POINT_STEP_DEG).round() * POINT_STEP_DEG).round(4).astype("Float64")


def _codes(value: object, choices: tuple[str, ...]) -> tuple[str, ...]:
    if value is None or (isinstance(value, float) and np.isnan(value)) or value is pd.NA:
        return ()
    parts: Iterable[str] = value.replace(",", ";").split(";") if isinstance(value, str) else value  # type: ignore[assignment]
    found = tuple(sorted({str(part).strip() for part in parts} - {""}))
    strange = set(found) - set(choices)
    if strange:
        raise ValueError(f"{sorted(strange)} not among {list(choices)}")
    return found


def _id_complaints(ids: pd.Series | None, name: str) -> list[str]:
    if ids is None:
        return []
    complaints = [f"column {name!r}: row {row + 1} is empty" for row in np.flatnonzero(ids.isna())[:5]]
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


def _complaint(table: Table, complaints: list[str]) -> str:
    return f"{type(table).__name__}: the table cannot be used\n" + "\n".join(
        f"  {line}" for line in complaints
    )


def rows_set_aside(problems: pd.DataFrame) -> int:
    """Return how many rows were set aside; a row with several problems counts once."""
    gone = problems[~problems["kept"].astype(bool)]
    return len(gone[["sheet", "row"]].drop_duplicates())


def _problem_frame(problems: pd.DataFrame | None) -> pd.DataFrame:
    return _NO_PROBLEMS.copy() if problems is None else problems.reset_index(drop=True)
