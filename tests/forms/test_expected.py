"""The sample forms: every expected value is met, every planted problem is reported, nothing else is."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from jobmatch.forms import read_jobs, read_workers
from jobmatch.schema import Jobs, Workers

pytestmark = pytest.mark.shared_data

WORKER_FILES = ("workers_national", "workers_two_level", "workers_survey_gbk", "workers_old")
JOB_FILES = ("jobs_fair", "jobs_flat")
FILES = WORKER_FILES + JOB_FILES


@lru_cache
def expected_of(folder: Path, name: str) -> dict[str, Any]:
    return json.loads((folder / "forms" / "expected" / f"{name}.json").read_text(encoding="utf-8"))


@lru_cache
def table_of(folder: Path, name: str) -> Workers | Jobs:
    told = expected_of(folder, name)
    read = read_workers if told["kind"] == "workers" else read_jobs
    return read(folder / "forms" / told["file"], as_of=told["as_of"], context=told["context_adcode"])


def by_row(table: Workers | Jobs) -> dict[tuple[str, int], pd.Series]:
    return {(row.source_sheet, int(row.source_row)): row for _, row in table.frame.iterrows()}


def none(value: object) -> Any:
    return None if value is None or value is pd.NA or value is pd.NaT or value != value else value


def code(digits: int, field: str) -> Callable[[pd.Series], Any]:
    def part(row: pd.Series) -> Any:
        value = none(row[field])
        return value[:digits] if value and len(value) >= digits else None

    return part


def day(field: str) -> Callable[[pd.Series], Any]:
    return lambda row: None if none(row[field]) is None else row[field].date().isoformat()


def plain(field: str) -> Callable[[pd.Series], Any]:
    return lambda row: none(row[field])


def flag(name: str) -> Callable[[pd.Series], Any]:
    return lambda row: name in row["flags"]


def board(row: pd.Series) -> Any:
    return {None: {None}, "none": {"none", None}, "board": {"full", "partial"}, "lodging": {"none", "partial", None}, "both": {"full"}}[
        none(row["lodging"])
    ]


def lodging(row: pd.Series) -> Any:
    return {None: {None}, "none": {False, None}, "board": {False, None}, "lodging": {True}, "both": {True}}[none(row["lodging"])]


WORKER_FIELDS: dict[str, Callable[[pd.Series], Any]] = {
    "name": plain("name"),
    "id18": plain("id_number"),
    "birth": day("birth_date"),
    "age": plain("age"),
    "sex": lambda row: {"male": "男", "female": "女", None: None}[none(row["sex"])],
    "edu_rank": plain("education"),
    "home_adcode": code(6, "home_code"),
    "home_town": code(9, "home_code"),
    "home_village": code(12, "home_code"),
    "phones": lambda row: (none(row["phone"]) or "").split("、") if none(row["phone"]) else [],
    "groups": lambda row: sorted(row["groups"]),
    "in_school": lambda row: bool(none(row["in_school"])),
    "willing": plain("willing"),
    "startup": lambda row: True if row["segment"] == "startup" else None,
    "want_training": plain("training_wanted"),
    "want_job": plain("wanted_occupation"),
    "pay_min": plain("pay_min_wanted"),
    "pay_max": plain("pay_max_wanted"),
}
BASES = {"base+variable": "base_plus", "year": "month", "minimum_wage": None}
"""The form's word for what pay is counted by → ours; 面议 is a basis of its own."""


def basis(row: pd.Series) -> Any:
    read = none(row["pay_basis"])
    return {"negotiable", "month"} if read == "negotiable" else {read}


JOB_FIELDS: dict[str, Callable[[pd.Series], Any]] = {
    "employer": plain("employer"),
    "title": plain("title"),
    "headcount": plain("openings"),
    "pay_min": plain("pay_min"),
    "pay_max": plain("pay_max"),
    "pay_basis": basis,
    "pay_months": plain("pay_months"),
    "pay_trial": plain("pay_trial"),
    "pay_negotiable": lambda row: none(row["pay_basis"]) == "negotiable",
    "pay_approx": flag("pay_approx"),
    "pay_estimated": flag("pay_estimated"),
    "age_min": plain("age_min"),
    "age_max": plain("age_max"),
    "edu_min_rank": plain("education_min"),
    "work_adcode": code(6, "work_code"),
    "work_town": code(9, "work_code"),
    "workplace_type": plain("workplace_type"),
    "valid_until": day("valid_until"),
    "board": board,
    "lodging": lodging,
    "contact_phones": lambda row: (none(row["phone"]) or "").split("；") if none(row["phone"]) else [],
}
UNCOMPARED = {"home_village"}
"""A village is given only where it is one of a kind; the manifest leaves its comparison open."""


def differences(told: dict[str, Any], row: pd.Series, fields: dict[str, Callable[[pd.Series], Any]]) -> list[str]:
    found = []
    for field, read in fields.items():
        if field in told.get("uncertain", ()) or field in UNCOMPARED or field not in told["expected"]:
            continue
        right = [told["expected"][field], *told.get("alt", {}).get(field, ())]
        right = [sorted(value) if field == "groups" else BASES.get(value, value) if isinstance(value, str) else value for value in right]
        if field == "birth":
            right = [value + "-01" if value and len(value) == 7 else value for value in right]
        got = read(row)
        if not (any(value in got for value in right) if isinstance(got, set) else got in right):
            found.append(f"{row.source_sheet} {row.source_row} {field}: {got!r}, expected {right!r}")
    return found


def rows_of(folder: Path, name: str, *dispositions: str) -> list[dict[str, Any]]:
    return [row for row in expected_of(folder, name)["rows"] if row["disposition"] in dispositions]


@pytest.mark.parametrize("name", FILES)
def test_every_expected_value_is_read(shared_data: Path, name: str) -> None:
    rows = by_row(table_of(shared_data, name))
    fields = WORKER_FIELDS if name in WORKER_FILES else JOB_FIELDS
    wrong, compared = [], 0
    for told in rows_of(shared_data, name, "accept", "flag", "flag_or_reject"):
        row = rows.get((told["sheet"], told["row"]))
        if row is None:
            assert told["disposition"] == "flag_or_reject", told
            continue
        compared += 1
        wrong += differences(told, row, fields)
    assert not wrong, f"{len(wrong)} values differ\n" + "\n".join(wrong[:80])
    assert compared >= 0.9 * len(rows)


def reported(table: Workers | Jobs) -> set[tuple[str, int]]:
    return set(zip(table.problems["sheet"], table.problems["row"], strict=True))


@pytest.mark.parametrize("name", FILES)
def test_every_planted_problem_is_reported(shared_data: Path, name: str) -> None:
    table = table_of(shared_data, name)
    seen, rows = reported(table), by_row(table)
    missed = []
    for told in rows_of(shared_data, name, "flag", "flag_or_reject", "reject"):
        at = (told["sheet"], told["row"])
        by_flag = at in rows and any(code in rows[at]["flags"] for code in told["problems"]) if name in JOB_FILES else False
        if at not in seen and not by_flag:
            missed.append((at, told["problems"]))
        if told["disposition"] == "reject":
            assert at not in rows
    assert not missed


@pytest.mark.parametrize("name", FILES)
def test_no_sound_row_is_reported(shared_data: Path, name: str) -> None:
    problems = table_of(shared_data, name).problems
    sound = {(row["sheet"], row["row"]) for row in rows_of(shared_data, name, "accept") if not row.get("may_flag")}
    alarms = [tuple(line) for line in problems.itertuples(index=False) if (line.sheet, line.row) in sound]
    assert not alarms


@pytest.mark.parametrize("name", JOB_FILES)
def test_compliance_flags_are_the_expected_ones(shared_data: Path, name: str) -> None:
    rows = by_row(table_of(shared_data, name))
    wrong = []
    for told in rows_of(shared_data, name, "accept", "flag", "flag_or_reject"):
        row = rows.get((told["sheet"], told["row"]))
        if row is None or "compliance_flags" in told.get("uncertain", ()):
            continue
        got = sorted(code.removesuffix("_limit") for code in row["flags"] if code.endswith("_limit"))
        right = sorted(told["expected"]["compliance_flags"])
        if got != right:
            wrong.append((told["row"], got, right, row["title"], row["requirements"]))
        assert ("age_by_sex" in row["flags"]) == (told["expected"]["age_by_sex"] is not None)
    assert not wrong


@pytest.mark.parametrize("name", FILES)
def test_counts_add_up(shared_data: Path, name: str) -> None:
    counts = table_of(shared_data, name).counts
    told = expected_of(shared_data, name)
    assert counts["kept"] + counts["set_aside"] == counts["read"] == told["rows_data"]


@pytest.mark.parametrize("name", FILES)
def test_no_line_that_is_not_data_becomes_a_row(shared_data: Path, name: str) -> None:
    rows = by_row(table_of(shared_data, name))
    assert not [row for row in rows_of(shared_data, name, "skip") if (row["sheet"], row["row"]) in rows]
