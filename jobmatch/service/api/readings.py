"""Requests → canonical rows: forms through the same readers as workbooks, JobPosting through a table of names."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import BaseModel

from jobmatch.errors import TableError, UnknownPlace
from jobmatch.forms.headers import Header
from jobmatch.forms.headings.columns import Kind
from jobmatch.forms.headings.meanings import match_headers
from jobmatch.forms.jobs.row import JobReader
from jobmatch.forms.layouts.rows import Form
from jobmatch.forms.problems import Problems
from jobmatch.forms.sheets import Sheet
from jobmatch.forms.workers.row import WorkerReader
from jobmatch.places import place_of
from jobmatch.schema import BOUNDS
from jobmatch.service.api.bodies import JobForm, WorkerForm
from jobmatch.service.api.posted import cells_of, facts_of, problems_of
from jobmatch.service.api.postings import Posting
from jobmatch.service.journal import Record
from jobmatch.service.settings import Settings

NAMELESS = "某人"
_BETWEEN = {"age_min": "人", "valid_from": "一天"}
"""What lies between two bounds; pay where it is not said."""
_LEADS: dict[Kind, tuple[str, str, str]] = {"workers": ("name", "姓名", NAMELESS), "jobs": ("number", "岗位编号", "A1")}
"""Field, header and cell that lead a row without them: a lone cell in a sheet may be a heading (洪安镇) or a footer (合计)."""


def worker_record(body: Any, settings: Settings, *, made: str = "W0001") -> tuple[Record, list[dict[str, str]]]:
    """Return a worker by canonical column and the problems of its form; ``made`` is the id where there is none."""
    named = {"worker_id": own_id(body) or made}
    if isinstance(body, WorkerForm):
        record, problems = _read_form(dict(body.root), "workers", settings)
        return {**named, **record}, problems
    record = _known(body)
    return {**named, **record}, _doubts(record)


def own_id(body: Any) -> str:
    """Return the id that somebody is sent with, or blank."""
    if not isinstance(body, WorkerForm):
        return str(body.worker_id or "")
    return next((str(value) for name, value in body.root.items() if match_headers([name], "workers").get(0) == "number" and value), "")


def job_record(body: Any, settings: Settings) -> tuple[Record, list[dict[str, str]]]:
    """Return a job by canonical column and the problems of its form."""
    if isinstance(body, JobForm):
        cells = {"岗位名称": body.title, **(body.__pydantic_extra__ or {})}
        record, problems = _read_form(cells, "jobs", settings)
        return {**record, "job_id": body.job_id}, problems
    if isinstance(body, Posting):
        record, problems = _read_form({name: cell for name, cell in cells_of(body).items() if cell is not None}, "jobs", settings)
        facts = facts_of(body)
        if "work_lat" in facts:
            record["flags"] = [flag for flag in record.get("flags", ()) if flag != "location_uncertain"]
        return {**record, **facts, "job_id": body.job_id}, problems_of(body, problems)
    record = _known(body)
    return record, _doubts(record)


def _doubts(record: Record) -> list[dict[str, str]]:
    """Return what cannot be meant although every value by itself can: bounds the wrong way round, half a point, a code that is none."""
    found = [
        (f"{low}, {high}", f"{low} 大于 {high}，没有{_BETWEEN.get(low, '工资')}能符合；请核对")
        for low, high in BOUNDS
        if low in record and high in record and record[low] > record[high]
    ]
    for side in ("home", "work"):
        lat, lon, code = f"{side}_lat", f"{side}_lon", f"{side}_code"
        if (lat in record) != (lon in record):
            found.append((f"{lat}, {lon}", "经纬度只有一个，没有采用；请两个都给，或都不给"))
        if code in record and not _is_division(record[code]):
            found.append((code, "没有这个代码的区划，地点按不详处理；请核对"))
    return [{"where": where, "message": message} for where, message in found]


def _is_division(code: str) -> bool:
    try:
        place_of(code)
    except UnknownPlace:
        return False
    return True


def _known(body: BaseModel) -> Record:
    return body.model_dump(exclude_none=True)


def _read_form(cells: dict[str, Any], kind: Kind, settings: Settings) -> tuple[Record, list[dict[str, str]]]:
    """Return the record of one row under Chinese headers, read as a workbook's row would be."""
    names = [str(name) for name in cells]
    values = [None if value is None else str(value) if isinstance(value, bool) else value for value in cells.values()]
    fields = dict(match_headers(names, kind))
    if not any(fields.get(place) == _LEADS[kind][0] and values[place] for place in range(len(names))):
        field, header, cell = _LEADS[kind]
        names, values = [header, *names], [cell, *values]
        fields = {0: field, **{place + 1: field for place, field in fields.items()}}
    form = Form(Sheet("请求", [list(names), values]), Header(0, 1, tuple(names), fields))
    problems, today = Problems(), settings.policy.today
    reader = _reader(kind, form, today, settings.context, problems)
    record = next((reader.read(row) for row in form.rows()), None)
    found = [{"where": column, "message": message} for _, _, column, _, message, _ in problems.rows]
    found += [{"where": name, "message": "没有认出这一栏，没有采用"} for place, name in enumerate(names) if place not in fields]
    if record is None:
        raise TableError("；".join(one["message"] for one in found) or "这一行没有内容")
    record = {name: value for name, value in record.items() if value is not None and value != () and not name.startswith("source_")}
    if record.get("name") == NAMELESS:
        del record["name"]
    return record, found


def _reader(kind: Kind, form: Form, today: dt.date, context: str | None, problems: Problems) -> WorkerReader | JobReader:
    return WorkerReader(form, today, context, problems) if kind == "workers" else JobReader(form, today, context, problems)
