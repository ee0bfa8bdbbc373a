"""Tables whose columns are posts, firms or trades themselves.

::

    单位 │ 普工 │ 焊工                     a column a post, its people counted
    岗位 │ 甲厂 │ 乙厂                     a column a firm, its people counted
    岗位 │ 甲厂: 人数 月薪 │ 乙厂: 人数 月薪   a firm over its own columns
    单位 │ 岗位1 人数1 │ 岗位2 人数2         several posts, or people, a row, by number
    村   │ 在外: 姓名 工种 │ 在家: 姓名 工种   people of several kinds a row, a heading each
    村   │ 家政 │ 保安                     people listed in the column of what they want
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from jobmatch.forms.headers import Header
from jobmatch.forms.headings.columns import MAIN
from jobmatch.forms.headings.meanings import match_headers
from jobmatch.forms.layouts.cards import ABREAST, LOOKED_AT
from jobmatch.forms.layouts.enumerations import lists_people
from jobmatch.forms.layouts.footers import is_data
from jobmatch.forms.layouts.keyless import names_firm
from jobmatch.forms.layouts.rows import Form
from jobmatch.forms.sheets import Cell, Sheet
from jobmatch.forms.text import as_written, is_nothing, normal

_NUMBER = re.compile(r"(?:岗位|工种|职位|成员|人员|劳动力)(\d|[一二三四五六])|(?<=[^\d])([1-9])$")

_OF_WHICH = re.compile("^其中[:：]?")
ABREAST_KINDS = 2
"""So many headings with names of people below them are kinds of people."""


def posts_of_columns(form: Form) -> list[Form]:
    """Return a form for each post or firm that columns of a table stand for; the form itself where none do.

    Of people only those that bear numbers (姓名1 电话1 姓名2 电话2) stand in columns of their own.

    >>> sheet = Sheet("表", [["岗位", "甲服装厂", "乙大酒店"], ["保安", 2, 3]])
    >>> header = Header(0, 1, ("岗位", "甲服装厂", "乙大酒店"), {0: "title", 1: "employer", 2: "employer"}, firms=frozenset((1, 2)))
    >>> [[(row.text("employer"), row.text("openings")) for row in part.rows()] for part in posts_of_columns(Form(sheet, header))]
    [[('甲服装厂', '2')], [('乙大酒店', '3')]]
    """
    if form.kind == "workers":
        return [person for part in _below_kinds(form) for person in _numbered(part)]
    return [post for row in _across(form) for part in _below_firms(row) for post in _numbered(part)]


def _across(form: Form) -> list[Form]:
    """Return a form for each column that counts people of the post, or the firm, it is called after.

    A column beside them that names posts itself (其他: 组装200) has a form of its own.
    """
    header = form.header
    counted, called = (header.posts, "title") if header.posts else (header.firms, "employer")
    if not counted:
        return [form]
    common = {at: field for at, field in header.fields.items() if at not in counted and field != called}
    of_others = {column: {header.leaves[at] for at in counted} - {header.leaves[column]} for column in counted}
    forms = [
        _with(
            form,
            called,
            _OF_WHICH.sub("", header.names[column].rsplit("_", 1)[-1]),
            {at: field for at, field in common.items() if header.leaves[at] not in of_others[column]} | {column: "openings"},
            counted=frozenset((column,)),
        )  # 工资 over 普工 and 技工: each has its own
        for column in sorted(counted)
    ]
    others = (column for column, field in header.fields.items() if field == called == "title" and column not in counted)
    own = (replace(header, fields=common | {column: "title"}, own=frozenset((column,))) for column in others)
    return [*forms, *(replace(form, header=part) for part in own)]


def _below_firms(form: Form) -> list[Form]:
    """Return a form for each firm that stands over columns of its own; the form itself where fewer than two do."""
    header = form.header
    firms = {at: name.split("_", 1)[0] for at, name in enumerate(header.names) if "_" in name and names_firm(name.split("_", 1)[0])}
    if len(set(firms.values())) < ABREAST or "employer" in header.fields.values():
        return [form]
    common = {at: field for at, field in header.fields.items() if at not in firms}
    own = {firm: {at: header.fields[at] for at in firms if firms[at] == firm and at in header.fields} for firm in firms.values()}
    return [_with(form, "employer", firm, common | fields, counted=frozenset(fields)) for firm, fields in own.items()]


def _with(form: Form, field: str, said: str, fields: Mapping[int, str], *, counted: frozenset[int]) -> Form:
    """Return a form with a text in a column behind the others, in the rows that say something in any of some columns."""
    header, rows = form.header, form.sheet.rows
    width = max(map(len, rows))
    filled = [is_data(row, header) and any(at < len(row) and not is_nothing(as_written(row[at])) for at in counted) for row in rows]
    wider = [_with_last(row, width, said if one else None) for row, one in zip(rows, filled, strict=True)]
    names = tuple(_with_last(header.names, width, said, blank=""))
    part = replace(header, names=names, fields={**fields, width: field}, own=frozenset((width,)))
    return replace(form, sheet=replace(form.sheet, rows=wider), header=part)


def _with_last(line: Sequence[Any], width: int, last: Any, *, blank: Any = None) -> list[Any]:
    """Return a line filled up to a width, and a cell behind it.

    >>> _with_last(["甲"], 2, "普工")
    ['甲', None, '普工']
    """
    return [*line, *[blank] * (width - len(line)), last]


def _below_kinds(form: Form) -> list[Form]:
    """Return a form for each heading that has names of its own below it; the form itself where fewer than two have."""
    header = form.header
    headings = {at: name.rpartition("_")[0] for at, name in enumerate(header.names)}
    named = [headings[at] for at, field in header.fields.items() if field == MAIN[form.kind]]
    if len(named) < ABREAST_KINDS or "" in named or len(set(named)) < len(named):
        return [form]
    forms = []
    for heading in named:
        fields = {at: field for at, field in header.fields.items() if headings[at] == heading or headings[at] not in named}
        own = frozenset(at for at, field in fields.items() if field == MAIN[form.kind])
        forms.append(replace(form, header=replace(header, fields=fields, own=own)))
    return forms


def _numbered(form: Form) -> list[Form]:
    """Return a form for each numbered post or person of a row (岗位1 人数1 岗位2 人数2); the form itself where they bear no numbers."""
    header = form.header
    numbers = {column: found[1] or found[2] for column in header.fields if (found := _NUMBER.search(normal(header.names[column])))}
    posts = [number for column, number in numbers.items() if header.fields[column] == MAIN[form.kind]]
    if len(set(posts)) < 2 or len(set(posts)) < len(posts):
        return [form]
    forms = []
    for number in posts:
        own = frozenset(column for column in numbers if numbers[column] == number)
        fields = {column: field for column, field in header.fields.items() if column in own or numbers.get(column) not in posts}
        forms.append(replace(form, header=replace(header, fields=fields, own=own)))
    return forms


def people_below_trades(sheet: Sheet) -> list[Form]:
    """Return a form for each column that lists people below the trade they want, the trade in a column behind the others.

    >>> lists = people_below_trades(Sheet("表", [["村", "家政", "保安"], ["甲村", "张某 13800000001", "王某 13800000002"]]))
    >>> [[(row.text("name"), row.text("wanted_occupation")) for row in form.rows()] for form in lists]
    [[('张某 13800000001', '家政')], [('王某 13800000002', '保安')]]
    """
    width = max(map(len, sheet.rows), default=0)
    for first, line in enumerate(sheet.rows[:LOOKED_AT]):
        names = [as_written(cell) for cell in line]
        trades = [column for column, name in enumerate(names) if name and _lists_people(sheet.rows[first + 1 :], column)]
        if len(trades) < ABREAST:
            continue
        others = {at: field for at, field in match_headers(names, "workers").items() if at not in trades}
        forms = []
        for column in trades:
            rows = [_with_last(row, width, names[column] if at > first else None) for at, row in enumerate(sheet.rows)]
            fields = {**others, column: "name", width: "wanted_occupation"}
            header = Header(first, 1, tuple(_with_last(names, width, "意向工种", blank="")), fields, own=frozenset((column,)))
            forms.append(Form(replace(sheet, rows=rows), header))
        return forms
    return []


def _lists_people(rows: list[list[Cell]], column: int) -> bool:
    filled = [text for row in rows if column < len(row) and (text := as_written(row[column]))]
    return bool(filled) and all(map(lists_people, filled))
