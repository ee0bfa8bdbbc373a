"""Read a workbook or CSV file of workers or jobs into a clean table.

    file ─ sheets ─▶ header of each sheet ─▶ rows ─▶ one worker or job each ─▶ Workers / Jobs
                                              └▶ problems: what is wrong, where, and what to do

A row that cannot be used is set aside with its reason and the rest goes on; rows read = rows kept + rows set aside.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

import pandas as pd

from jobmatch.errors import PlaceError, TableError
from jobmatch.forms.headers import find_header
from jobmatch.forms.headings.columns import KEYS, Kind, field_of, other_kind
from jobmatch.forms.identity import read_id
from jobmatch.forms.jobs.row import JobReader
from jobmatch.forms.layouts.continuations import joined_lines
from jobmatch.forms.layouts.enumerations import people_in
from jobmatch.forms.layouts.headless import continued, header_by_cells
from jobmatch.forms.layouts.keyless import BY_TITLE
from jobmatch.forms.layouts.prose import posts_of
from jobmatch.forms.layouts.rows import Form, Row
from jobmatch.forms.layouts.sections import forms_of
from jobmatch.forms.located import county_named
from jobmatch.forms.problems import Problems
from jobmatch.forms.refused import KIND_NAMES, why_refused, width_of
from jobmatch.forms.sheets import CSV, Sheet, read_sheets
from jobmatch.forms.text import normal
from jobmatch.forms.workers.row import WorkerReader
from jobmatch.places.resolve import place_of
from jobmatch.schema import Jobs, Workers

_READERS: Mapping[Kind, type[WorkerReader] | type[JobReader]] = {"workers": WorkerReader, "jobs": JobReader}
_ID_LENGTH = 18
_SHOWN_COLUMNS = 8
"""So many columns are named in one message."""
_TABLE_FROM = 3
"""A sheet without a header counts as passed over when it has at least so many filled columns."""


def read_workers(
    path: str | PathLike[str], *, as_of: str | dt.date | None = None, context: str | None = None, columns: Mapping[str, str] | None = None
) -> Workers:
    """Return the workers of a file, every canonical column typed, and the problems met.

    Parameters
    ----------
    path
        ``.xlsx``, ``.xls``, ``.ods`` or CSV (UTF-8 or UTF-16, with or without mark, GB18030).
    as_of
        Day on which ages are counted; today by default. An age without a date of birth stays as the form has
        it, with the day of the form in ``age_as_of``.
    context
        Division code of the office the form comes from, for places named without their county.
    columns
        Own meanings of columns that win over the vocabulary (see :func:`jobmatch.forms.match_headers`).

    Raises
    ------
    TableError
        The file cannot be used at all; the message says why and what to do.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "花名册.csv"
    >>> _ = file.write_text("姓名,年龄,文化程度,意向工种\\n张三,43岁,初中,缝纫工\\n李四,一百五,高中,保安\\n", encoding="utf-8")
    >>> workers = read_workers(file, as_of="2026-03-01")
    >>> workers.frame[["age", "education", "wanted_occupation"]].values.tolist()
    [[43, 2, '缝纫工'], [<NA>, 3, '保安']]
    >>> [line for line in workers.problems[["row", "column", "value", "kept"]].values.tolist() if line[1] == "年龄"], workers.counts
    ([[3, '年龄', '一百五', True]], {'read': 2, 'kept': 2, 'set_aside': 0})
    """
    return Workers(*_read(path, "workers", _day(as_of), context, columns))


def read_jobs(
    path: str | PathLike[str], *, as_of: str | dt.date | None = None, context: str | None = None, columns: Mapping[str, str] | None = None
) -> Jobs:
    """Return the jobs of a file, every canonical column typed, and the problems met.

    Takes the same parameters as :func:`read_workers`; ``as_of`` is the day on which expiry is counted. Postings
    that have expired are kept and reported.

    Raises
    ------
    TableError
        The file cannot be used at all; the message says why and what to do.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "岗位.csv"
    >>> _ = file.write_text("岗位名称,招聘人数,工资待遇\\n缝纫工,5人,3000-4500元/月\\n", encoding="utf-8")
    >>> read_jobs(file, as_of="2026-03-01").frame[["title", "openings", "pay_min", "pay_max"]].values.tolist()
    [['缝纫工', 5, 3000.0, 4500.0]]
    """
    return Jobs(*_read(path, "jobs", _day(as_of), context, columns))


def _day(as_of: str | dt.date | None) -> dt.date:
    if as_of is None:
        return dt.date.today()
    if isinstance(as_of, dt.datetime):
        return as_of.date()
    if isinstance(as_of, dt.date):
        return as_of
    try:
        return dt.date.fromisoformat(as_of)
    except (TypeError, ValueError):
        raise TableError(f"基准日 {as_of!r} 不是日期；请写成 2026-03-01 这样") from None


def _office(context: str | int | None) -> str | None:
    """Return the division code of the office, or raise when no division has it."""
    code = str(context if context is not None else "").strip()
    if not code:
        return None
    try:
        if len(code) not in (6, 9, 12):
            raise PlaceError(code)
        place_of(code)
    except PlaceError:
        raise TableError(f"填报单位的区划代码 {code!r} 不存在；请写6位代码，如奉节县 500236、全重庆市 500000") from None
    return code


def _read(
    path: str | PathLike[str], kind: Kind, as_of: dt.date, context: str | None, columns: Mapping[str, str] | None
) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    context, sheets = _office(context), read_sheets(path)
    context = context or county_named(sheets)
    name = Path(path).name
    problems = Problems()
    forms = _forms(name, sheets, kind, columns, problems)
    reader: WorkerReader | JobReader | None = None
    read: list[tuple[Row, dict[str, Any]]] = []
    for form in forms:
        reader = reader.next(form) if reader else _READERS[kind](form, as_of, context, problems)
        for row in _rows(form, kind):
            values = reader.read(row)
            if values is not None:
                read.append((row, values))
    count = len(read) + len(problems.set_aside)  # a row may hold several posts
    if count == 0:
        raise TableError(f"{name} 只有表头，没有一行{KIND_NAMES[kind]}数据")
    frame = pd.DataFrame([values for _, values in read])
    id_column = "worker_id" if kind == "workers" else "job_id"
    frame[id_column] = _ids([row for row, _ in read], forms, kind)
    if "title" not in frame and kind == "jobs":
        frame["title"] = None
    return frame, problems.frame(), count


def _rows(form: Form, kind: Kind) -> Iterator[Row]:
    for row in joined_lines(form.rows(), kind):
        yield from posts_of(row) if kind == "jobs" else people_in(row)


def _forms(name: str, sheets: list[Sheet], kind: Kind, columns: Mapping[str, str] | None, problems: Problems) -> list[Form]:
    forms: list[Form] = []
    hidden = []
    for sheet in sheets:
        found = [] if _is_other(sheet, kind, columns) else forms_of(sheet, kind, columns)
        if found and sheet.hidden:
            hidden.append(sheet.name)
            problems.add((sheet.name, 1), "", "", "这个工作表是隐藏的，没有导入；如要导入，请取消隐藏后再试")
        elif found:
            forms += found
            _note_guessed(found[0], kind, problems)
            _note_unknown_columns(found, kind, columns or {}, problems)
            _note_surplus(found, problems)
        elif guessed := _headless(sheet, sheets, forms[-1] if forms else None, kind, problems):
            forms.append(guessed)
        elif width_of(sheet) >= _TABLE_FROM:
            problems.add((sheet.name, 1), "", "", "没有认出表头，整个工作表没有导入；如是数据请核对表头行")
    if not forms and hidden:
        raise TableError(f"{name} 里的{KIND_NAMES[kind]}都在隐藏的工作表（{'、'.join(hidden)}）里；请取消隐藏后再试")
    if not forms:
        raise TableError(why_refused(name, sheets, kind))
    return forms


def _headless(sheet: Sheet, sheets: list[Sheet], before: Form | None, kind: Kind, problems: Problems) -> Form | None:
    """Return the table of a sheet without a header, by the form ``before`` it or by its cells, reported; None where it holds none."""
    if before and (more := continued(sheet, before, kind)):
        message = f"没有表头，先按前一个工作表“{before.sheet.name}”的各栏来读；请核对，最好补上表头"
        problems.add((sheet.name, 1), "", "", message)
        return more
    header = None if any(find_header(one, other_kind(kind)) for one in sheets) else header_by_cells(sheet, kind)
    if header is None:
        return None
    named = "、".join(dict.fromkeys(name for name in header.names if name))
    problems.add((sheet.name, header.first + 1), "", "", f"没有表头，按各栏的内容当作{named}来读；请核对，最好补上表头")
    return Form(sheet, header)


def _note_guessed(form: Form, kind: Kind, problems: Problems) -> None:
    """Report the column that is taken for names, or posts, by its cells."""
    header = form.header
    if BY_TITLE in header.names:
        message = "没有岗位名称一栏，各行都按标题当作同一个岗位；请核对，最好补上“岗位名称”一栏"
        problems.add((form.sheet.name, header.after), "岗位名称", "", message)
    if header.guessed is not None:
        what = {"workers": "姓名", "jobs": "岗位名称"}[kind]
        message = f"没有叫“{what}”的栏，按内容把这一栏当作{what}；请核对，最好把栏名改成“{what}”"
        problems.add((form.sheet.name, header.after), header.names[header.guessed], "", message)


def _note_unknown_columns(forms: list[Form], kind: Kind, columns: Mapping[str, str], problems: Problems) -> None:
    """Report the columns of the first table that hold something and whose name says nothing known: their data are not used."""
    form, header = forms[0], forms[0].header
    rows = form.sheet.rows[header.after : form.end]
    own = {normal(name) for name in columns}
    used = {at for other in forms if other.header.first == header.first for at in other.header.fields}
    unknown = [
        at for at, name in enumerate(header.names) if name and at not in used and normal(name) not in own and not field_of(name, kind)
    ]
    lost = [header.names[at] for at in unknown if any(at < len(row) and normal(row[at]) for row in rows)]
    if lost:
        shown = "、".join(lost[:_SHOWN_COLUMNS]) + "等" * (len(lost) > _SHOWN_COLUMNS)
        message = "没有认出这些栏，里面的内容没有采用；如果要用，请把栏名改成常见的叫法"
        problems.add((form.sheet.name, header.after), shown, "", message)


def _note_surplus(forms: list[Form], problems: Problems) -> None:
    """Report the rows of a CSV file with more cells than its header: a cell with a comma of its own has shifted them."""
    width = max(len(form.header.names) for form in forms)
    for form in (form for form in forms if form.sheet.name == CSV):
        for at, row in enumerate(form.sheet.rows[form.header.after : form.end], start=form.header.after):
            more = sum(normal(cell) != "" for cell in row[width:])
            if more:
                message = f"比表头多出{more}格，没有采用；内容里可能有逗号，这一行各栏请核对"
                problems.add((form.sheet.name, at + 1), "", "", message)


def _is_other(sheet: Sheet, kind: Kind, columns: Mapping[str, str] | None) -> bool:
    """Tell whether a sheet is a form of the other kind: people have names and ID numbers, postings have openings."""
    if kind == "workers" or columns:
        return False
    people = find_header(sheet, "workers")
    if people is None or KEYS["workers"] <= set(people.fields.values()):
        return people is not None
    posts = find_header(sheet, "jobs")
    return "姓名" in people.leaves.values() and (posts is None or not {"openings", "openings_part"} & set(posts.fields.values()))


def _ids(rows: list[Row], forms: list[Form], kind: Kind) -> list[str]:
    """Return an id for every row: the form's own numbers when all rows have one and none repeats, else sheet and row.

    Of several columns (序号, 人员编号) the last one counts, for a 序号 stands first and starts anew on each sheet. An
    ID number is never one: such a column is passed over.
    """
    letter = "W" if kind == "workers" else "J"
    columns = list(zip(*([normal(text) for text in row.all_texts("number")] for row in rows), strict=False))
    for own in reversed(columns):
        if all(own) and len(set(own)) == len(own) and not any(len(number) >= _ID_LENGTH and read_id(number).number for number in own):
            return [f"{letter}{int(number):04d}" if number.isdigit() and len(number) <= 6 else number for number in own]
    sheets = list(dict.fromkeys(form.sheet.name for form in forms))
    if len(sheets) == 1:
        return _distinct([f"{letter}{row.number:04d}" for row in rows])
    return _distinct([f"{letter}{sheets.index(row.sheet) + 1}-{row.number:04d}" for row in rows])


def _distinct(ids: list[str]) -> list[str]:
    """Return the ids with a number behind those that stood there before: a row may hold several posts."""
    seen: dict[str, int] = {}
    for at, known in enumerate(ids):
        seen[known] = seen.get(known, 0) + 1
        ids[at] = known if seen[known] == 1 else f"{known}-{seen[known]}"
    return ids
