"""Layouts that hold more than one table a sheet, or none: sections, tables side by side, one page a person.

::

    sheet ─▶ one card a person   (label | value, label | value …), or a notice of posts in words (prose)
         └▶ sections             (a header again further down, its columns in another order)
              └▶ side by side    (姓名 电话 │ 姓名 电话: the list goes on to the right)
                   └▶ across     (单位 │ 普工 │ 焊工: a column a post, its people counted; 岗位 │ 甲厂 │ 乙厂: a column a firm)
                   └▶ numbered   (单位 │ 岗位1 人数1 │ 岗位2 人数2: several posts a row)
         └▶ below trades         (村 │ 家政 │ 保安: people listed in the column of what they want)

A sheet that has a column a person instead of a row is turned over first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from jobmatch.forms.beside import match_headers
from jobmatch.forms.cards import ABREAST, HEADER_CELLS, LOOKED_AT, SIDE, cards_of, upright
from jobmatch.forms.columns import KEYS, Kind, field_of, label_of, other_kind
from jobmatch.forms.footers import is_data
from jobmatch.forms.headers import Header, find_header, header_at
from jobmatch.forms.letterhead import firm_over
from jobmatch.forms.prose import told_in
from jobmatch.forms.rows import Form
from jobmatch.forms.several import lists_people
from jobmatch.forms.sheets import Cell, Sheet
from jobmatch.forms.text import as_written, is_nothing, normal

_NUMBER = re.compile(r"(?:岗位|工种|职位)(\d|[一二三四五六])|(?<=[^\d])([1-9])$")


def forms_of(sheet: Sheet, kind: Kind, columns: Mapping[str, str] | None = None) -> list[Form]:
    """Return the tables of a sheet; none when it holds no table of this kind.

    >>> side_by_side = [["姓名", "性别", "年龄", None, "姓名", "性别", "年龄"], ["张三", "男", 43, None, "李四", "女", 41]]
    >>> [[row.text("name") for row in form.rows()] for form in forms_of(Sheet("表", side_by_side), "workers", None)]
    [['张三'], ['李四']]
    """
    sheet = upright(sheet, kind)
    cards = cards_of(sheet, kind)
    told = told_in(sheet, kind) if cards or not find_header(sheet, kind) else []
    if told or cards:
        return told or cards
    first = find_header(sheet, kind, columns=columns) or _keyless(sheet, kind, columns)
    if first is None:
        return _below_trades(sheet) if kind == "workers" else []
    if (paired := _in_pairs(sheet, first, kind)) is not None:
        return [paired]
    headers = [first, *_further_headers(sheet, first, kind, columns)]
    over = [
        firm_over(sheet.rows, header.first, start) for header, start in zip(headers, [0, *(one.after for one in headers)], strict=False)
    ]
    several = any(_of_another_firm(sheet, header, before) for before, header in pairwise(headers))
    ends = [*(row for row, *_ in over[1:]), len(sheet.rows)]
    sections = (
        Form(sheet, header, end, top=row if at else 0, firm=firm if several or labelled else "")
        for at, (header, (row, firm, labelled), end) in enumerate(zip(headers, over, ends, strict=True))
    )
    return [post for section in sections for part in _side_by_side(section, kind) for row in _across(part) for post in _numbered(row, kind)]


def _keyless(sheet: Sheet, kind: Kind, columns: Mapping[str, str] | None) -> Header | None:
    """Return the header of a table whose names or posts stand below no known name; a table of the other kind is none."""
    return None if find_header(sheet, other_kind(kind)) else find_header(sheet, kind, columns=columns, keyless=True)


def _further_headers(sheet: Sheet, first: Header, kind: Kind, columns: Mapping[str, str] | None) -> Iterator[Header]:
    """Yield the headers below the first that order their columns in another way, or stand below another firm."""
    known, row = first, first.after
    while row < len(sheet.rows):
        header = header_at(sheet, row, kind, columns) if _may_be_header(sheet.rows[row], kind) else None
        if header and (dict(header.fields) != dict(known.fields) or _of_another_firm(sheet, header, known)):
            known = header
            yield header
        row = header.after if header else row + 1


def _of_another_firm(sheet: Sheet, header: Header, before: Header) -> bool:
    fields = set(header.fields.values())
    return "title" in fields and "employer" not in fields and bool(firm_over(sheet.rows, header.first, before.after)[1])


def _may_be_header(line: list[Cell], kind: Kind) -> bool:
    """Tell whether a line is one of names of columns: three of them, or two that are all of it and name the people or posts."""
    filled = [cell for cell in line if isinstance(cell, str) and cell.strip()]
    if len(filled) == ABREAST:
        fields = {field_of(cell, kind) for cell in filled}
        return all(fields) and bool(fields & KEYS[kind])
    return len(filled) >= HEADER_CELLS and all(label_of(cell, kind) for cell in filled[:HEADER_CELLS])


def _side_by_side(form: Form, kind: Kind) -> list[Form]:
    """Return a form for each copy of the header that stands beside another; the form itself where there is one."""
    header = form.header
    starts = _copies(header, kind)
    if len(starts) < 2:
        return [form]
    forms = []
    for at, (start, stop) in enumerate(zip(starts, [*starts[1:], len(header.names)], strict=True)):
        fields = {column: field for column, field in header.fields.items() if start <= column < stop}
        sheet = Sheet(form.sheet.name + SIDE * at, form.sheet.rows, form.sheet.merged)
        part = Header(header.first, header.levels, header.names, fields, start, stop)
        forms.append(Form(sheet, part, form.end))
    return forms


def _across(form: Form) -> list[Form]:
    """Return a form for each column that counts people of the post, or the firm, it is called after; that one in a column behind the others.

    A column beside them that names posts itself (其他: 组装200) has a form of its own.
    """
    header, rows = form.header, form.sheet.rows
    counted_in, called = (header.posts, "title") if header.posts else (header.firms, "employer")
    if not counted_in:
        return [form]
    width = max(map(len, rows))
    common = {at: field for at, field in header.fields.items() if at not in counted_in and field != called}
    forms = []
    for column in sorted(counted_in):
        title = header.names[column].rsplit("_", 1)[-1]
        counted = [
            [
                *row,
                *[None] * (width - len(row)),
                title if column < len(row) and is_data(row, header) and not is_nothing(as_written(row[column])) else None,
            ]
            for row in rows
        ]
        names, fields = (*header.names, *[""] * (width - len(header.names)), title), common | {column: "openings", width: called}
        forms.append(
            replace(
                form, sheet=replace(form.sheet, rows=counted), header=replace(header, names=names, fields=fields, own=frozenset((width,)))
            )
        )
    others = (column for column, field in header.fields.items() if field == called == "title" and column not in counted_in)
    own = (replace(header, fields=common | {column: "title"}, own=frozenset((column,))) for column in others)
    return [*forms, *(replace(form, header=part) for part in own)]


def _in_pairs(sheet: Sheet, header: Header, kind: Kind) -> Form | None:
    """Return the table of a sheet with two lines of names and two lines a person or post, side by side; None where there is but one."""
    lines = [row for row in range(header.after, len(sheet.rows)) if any(map(normal, sheet.rows[row]))]
    if header.levels > 1 or len(lines) % 2 == 0 or len(lines) < ABREAST + 1:
        return None
    names = {at: label_of(as_written(cell), kind) for at, cell in enumerate(sheet.rows[lines[0]]) if normal(cell)}
    if len(names) < ABREAST or not all(names.values()) or set(names.values()) & set(header.fields.values()):
        return None
    width = max(map(len, sheet.rows))
    rows: list[list[Cell]] = [[] for _ in sheet.rows]
    for upper, lower in zip((header.first, *lines[1::2]), (lines[0], *lines[2::2]), strict=True):
        rows[upper] = [sheet.cell(upper, at) for at in range(width)] + sheet.rows[lower]
    both = tuple("" if cell is None else as_written(cell) for cell in rows[header.first])
    return Form(
        replace(sheet, rows=[*sheet.rows[: header.first], *rows[header.first :]], merged=()),
        Header(header.first, 1, both, match_headers(both, kind)),
    )


def _below_trades(sheet: Sheet) -> list[Form]:
    """Return a form for each column that lists people below the trade they want, the trade in a column behind the others."""
    width = max(map(len, sheet.rows), default=0)
    for first, line in enumerate(sheet.rows[:LOOKED_AT]):
        names = [as_written(cell) for cell in line]
        trades = [column for column, name in enumerate(names) if name and _lists_people(sheet.rows[first + 1 :], column)]
        if len(trades) < ABREAST:
            continue
        others = {at: field for at, field in match_headers(names, "workers").items() if at not in trades}
        forms = []
        for column in trades:
            rows = [[*row, *[None] * (width - len(row)), names[column] if at > first else None] for at, row in enumerate(sheet.rows)]
            fields = {**others, column: "name", width: "wanted_occupation"}
            header = Header(first, 1, (*names, *[""] * (width - len(names)), "意向工种"), fields, own=frozenset((column,)))
            forms.append(Form(replace(sheet, rows=rows), header))
        return forms
    return []


def _lists_people(rows: list[list[Cell]], column: int) -> bool:
    filled = [text for row in rows if column < len(row) and (text := as_written(row[column]))]
    return bool(filled) and all(map(lists_people, filled))


def _numbered(form: Form, kind: Kind) -> list[Form]:
    """Return a form for each numbered post of a row (岗位1 人数1 岗位2 人数2); the form itself where posts bear no numbers."""
    header = form.header
    numbers = {column: found[1] or found[2] for column in header.fields if (found := _NUMBER.search(header.names[column]))}
    posts = [number for column, number in numbers.items() if header.fields[column] in KEYS[kind]]
    if kind == "workers" or len(set(posts)) < 2 or len(set(posts)) < len(posts):
        return [form]
    forms = []
    for number in posts:
        own = frozenset(column for column in numbers if numbers[column] == number)
        fields = {column: field for column, field in header.fields.items() if column in own or numbers.get(column) not in posts}
        forms.append(replace(form, header=replace(header, fields=fields, own=own)))
    return forms


def _copies(header: Header, kind: Kind) -> list[int]:
    """Return where each copy of the header begins: the columns that bear the name of its first one."""
    named = [(column, name) for column, name in enumerate(header.names) if name]
    starts = [column for column, name in named if name == named[0][1]]
    parts = [
        {name for column, name in named if start <= column < stop}
        for start, stop in zip(starts, [*starts[1:], len(header.names)], strict=True)
    ]
    keys = [
        KEYS[kind] & {field for column, field in header.fields.items() if start <= column < stop}
        for start, stop in zip(starts, [*starts[1:], len(header.names)], strict=True)
    ]
    return starts if all(part == parts[0] and len(part) > 1 and key for part, key in zip(parts, keys, strict=True)) else []
