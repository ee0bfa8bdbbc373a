"""Tables of workers and jobs: a few plain records make the same table as a frame of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.errors import TableError, TableWarning
from jobmatch.schema import Jobs, Table, Workers
from jobmatch.schema.casting import FEW_ROWS, typed
from jobmatch.schema.records import Plain

PLAIN: dict[str, st.SearchStrategy[Any]] = {
    "text": st.text(alphabet="缝纫工a1 　\x1f\x85\u200b\n,;.", max_size=6),
    "number": st.one_of(st.floats(-1e6, 1e6), st.integers(-10, 10_000), st.floats()),
    "whole": st.one_of(st.integers(-5, 130), st.floats(-5, 130), st.integers(0, 7).map(float), st.just(2**60)),
    "flag": st.booleans(),
    "date": st.one_of(st.dates(), st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.dates().map(str)),
}
ODD = st.sampled_from(
    [None, float("nan"), pd.NA, "", " ", "甲", "3", 3, 2.5, True, (), ["甲"], "2026-03-01", "2026-02-30", pd.Timestamp("2026-03-01 08:30")]
)


def cells_of(table: type[Table], name: str) -> st.SearchStrategy[Any]:
    """Return what a cell of one column may hold: mostly what belongs there, now and then anything."""
    column = table.columns[name]
    if column.choices:
        one = st.sampled_from(column.choices)
        usual = one if column.kind == "choice" else st.one_of(st.lists(one, max_size=3), st.lists(one, max_size=3).map(tuple), one)
    else:
        usual = st.just([]) if column.kind == "codes" else PLAIN[column.kind]
    return st.one_of(usual, usual, usual, st.none(), ODD)


@st.composite
def records_of(draw: st.DrawFn, table: type[Table]) -> list[dict[str, Any]]:
    """Return up to four records of a few columns; ids and titles are mostly there."""
    count = draw(st.integers(1, 4))
    names = draw(st.lists(st.sampled_from([name for name in table.columns if name not in table.required]), max_size=5, unique=True))
    rows = []
    for row in range(count):
        record = {name: f"{name[0]}{row}" for name in table.required}
        record |= {name: draw(cells_of(table, name)) for name in names if draw(st.integers(0, 4))}
        rows.append(record)
    if draw(st.integers(0, 9)) == 0:
        rows[-1][draw(st.sampled_from(table.required))] = draw(st.sampled_from([None, "", " ", "w0", "j0"]))
    return rows


def outcome(make: Any) -> pd.DataFrame | str:
    """Return the table that ``make`` makes, or the complaint."""
    try:
        return make().frame  # type: ignore[no-any-return]
    except TableError as error:
        return str(error)


@pytest.mark.parametrize("table", [Workers, Jobs])
@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_a_few_rows_are_read_as_many_are(table: type[Table], data: st.DataObject) -> None:
    records = data.draw(records_of(table))
    frame = pd.DataFrame(records)
    as_of_many = outcome(lambda: table.of_typed(table.completed(typed(frame, table))))
    for found in (outcome(lambda: table.of_records(records)), outcome(lambda: table(frame))):
        if isinstance(as_of_many, str) or isinstance(found, str):
            assert found == as_of_many
        else:
            pd.testing.assert_frame_equal(found, as_of_many, check_exact=True)


def test_what_a_portal_sends_is_read_without_a_frame() -> None:
    worker = {
        "worker_id": "1", "age": 43, "education": 2, "wanted_occupation": "缝纫工、保洁", "skills": "会用平车", "mobility": "county",
        "home_code": "500241106", "home_lat": 28.4512345, "home_lon": 109.0, "home_inherited": False, "pay_min_wanted": 3500.0,
        "groups": ["lifted"], "birth_date": date(1983, 5, 1),
    }  # fmt: skip
    cells = Plain.of([worker], Workers)
    assert cells is not None
    assert cells["home_lat"] == [28.45]
    assert Plain.of([worker | {"worker_id": str(row)} for row in range(FEW_ROWS + 1)], Workers) is None


@pytest.mark.parametrize("code", ["奉节县", "abc", "5002361", "-00236"])
def test_what_is_no_division_code_is_refused(code: str) -> None:
    for make in (lambda rows: Workers(pd.DataFrame(rows)), Workers.of_records):
        with pytest.raises(TableError, match="home_code.*6, 9 or 12 digits"):
            make([{"worker_id": "W1", "home_code": code}])


def test_no_records_are_an_empty_table() -> None:
    assert len(Jobs.of_records([])) == 0
    with pytest.raises(TableError, match="title"):
        Jobs.of_records([{"job_id": "J1"}])


def test_replaced_columns_leave_the_table_as_it_was() -> None:
    workers = Workers.of_records([{"worker_id": "W1", "age": 43}])
    for table in (workers, Workers.of_typed(workers.frame)):
        other = table.replaced({"age": pd.array([50], dtype="Int64")})
        assert (table.frame.loc[0, "age"], other.frame.loc[0, "age"], other.cells["age"][0]) == (43, 50, 50)
        assert list(other.frame.columns) == list(Workers.columns)


def test_a_table_knows_its_rows_before_its_frame_is_made() -> None:
    workers = Workers.of_records([{"worker_id": "W1"}, {"worker_id": "W2"}])
    assert (len(workers), workers.ids.tolist(), workers.position("W2")) == (2, ["W1", "W2"], 1)
    assert workers.take(np.array([1])).ids.tolist() == ["W2"]


@pytest.mark.parametrize(
    ("facts", "segment"),
    [
        ({}, "job"),
        ({"willing": True}, "job"),
        ({"willing": False}, "unwilling"),
        ({"willing": False, "training_wanted": True}, "training"),
        ({"in_school": True, "willing": True}, "in_school"),
        ({"labour_ability": "lost"}, "unable"),
        ({"labour_ability": "weak"}, "job"),
        ({"willing": False, "segment": "job"}, "job"),
    ],
)
@pytest.mark.parametrize("rows", [1, FEW_ROWS + 1])
def test_who_looks_for_work_is_what_the_table_states(facts: dict[str, Any], segment: str, rows: int) -> None:
    stated = [{"worker_id": str(row), **facts} for row in range(rows)]
    for workers in (Workers(pd.DataFrame(stated)), Workers.of_records(stated)):
        assert set(workers.frame["segment"]) == {segment}
        assert workers.frame["segment_reason"].isna().all() == (segment == "job")


def test_a_column_of_no_known_name_is_named_with_the_nearest_one() -> None:
    with pytest.warns(TableWarning, match=r"Jobs: columns passed over: 'pay_mn' \(did you mean 'pay_min'\?\), 'colour'"):
        jobs = Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "pay_mn": [3000], "colour": ["red"]}))
    assert jobs.frame["pay_min"].isna().all()


@pytest.mark.parametrize(
    ("table", "misspelt", "meant"),
    [(Workers, "birthdate", "birth_date"), (Workers, "Age", "age"), (Jobs, "opening", "openings"), (Jobs, "work_adress", "work_address")],
)
def test_the_nearest_name_is_the_one_that_was_meant(table: type[Table], misspelt: str, meant: str) -> None:
    frame = pd.DataFrame({name: ["x"] for name in (*table.required, misspelt)})
    with pytest.warns(TableWarning, match=f"did you mean {meant!r}"):
        table(frame)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("table", [Workers, Jobs])
def test_known_columns_are_taken_without_a_word(table: type[Table]) -> None:
    whole = table(pd.DataFrame({name: pd.Series(dtype=object) for name in table.columns}))
    assert len(table(whole.frame)) == 0


@pytest.mark.parametrize(
    ("table", "row"),
    [
        (Workers, {"worker_id": "W1", "age_min": 50, "age_max": 40, "work_lat": 31.0}),
        (Jobs, {"job_id": "J1", "title": "缝纫工", "pay_min_wanted": 5000, "pay_max_wanted": 3000, "home_lat": 31.0}),
    ],
)
def test_bounds_and_points_of_the_other_table_are_passed_over(table: type[Workers] | type[Jobs], row: dict[str, object]) -> None:
    with pytest.warns(TableWarning, match="columns passed over") as told:
        assert len(table(pd.DataFrame([row]))) == 1
    assert len(told) == 1


@pytest.mark.parametrize("rows", [1, FEW_ROWS + 1])
def test_half_a_point_is_told_with_its_row(rows: int) -> None:
    people = pd.DataFrame({"worker_id": [str(row) for row in range(rows)], "home_lat": 31.0, "home_lon": 109.5})
    people.loc[rows - 1, "home_lat"] = None
    with pytest.warns(TableWarning, match=rf"Workers: half a point, which is nowhere: row {rows}: home_lon without home_lat$"):
        Workers(people)
    with pytest.warns(TableWarning, match="row 1: work_lat without work_lon"):
        Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "work_lat": [31.0]}))
    with pytest.warns(TableWarning, match="passed over: 'home_lat'"):
        Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "home_lat": [31.0]}))


@pytest.mark.parametrize("rows", [1, FEW_ROWS + 1])
def test_bounds_the_wrong_way_round_are_told_with_their_row(rows: int) -> None:
    jobs = pd.DataFrame({"job_id": [str(row) for row in range(rows)], "title": "缝纫工", "age_min": 18, "age_max": 45})
    jobs.loc[rows - 1, ["age_min", "valid_from", "valid_until"]] = [50, "2026-03-01", "2026-02-01"]
    with pytest.warns(TableWarning, match=rf"row {rows}: age_min 50 > age_max 45; row {rows}: valid_from 2026-03-01"):
        Jobs(jobs)
