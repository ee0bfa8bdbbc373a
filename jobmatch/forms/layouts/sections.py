"""Layouts that hold more than one table a sheet, or none: sections, tables side by side, one page a person.

::

    sheet ─▶ one card a person   (label | value, label | value …), or a notice of posts in words (prose)
         └▶ sections             (a header again further down, its columns in another order)
              └▶ side by side    (姓名 电话 │ 姓名 电话: the list goes on to the right)
                   └▶ crossed    (columns that are posts, firms or trades themselves)

A sheet that has a column a person instead of a row is turned over first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from jobmatch.forms.headers import Header, find_header, header_at
from jobmatch.forms.headings.columns import KEYS, Kind, field_of, label_of, other_kind
from jobmatch.forms.headings.meanings import match_headers
from jobmatch.forms.layouts.cards import ABREAST, HEADER_CELLS, LOOKED_AT, SIDE, cards_of, upright
from jobmatch.forms.layouts.crossed import people_below_trades, posts_of_columns
from jobmatch.forms.layouts.footers import is_data
from jobmatch.forms.layouts.keyless import with_post_of_title
from jobmatch.forms.layouts.letterhead import firm_alone, firm_over, stated
from jobmatch.forms.layouts.prose import told_in
from jobmatch.forms.layouts.rows import Form
from jobmatch.forms.sheets import Cell, Sheet
from jobmatch.forms.text import as_written, normal

_SIDE_HEADING = re.compile(
    "(?:单位|企业|公司|岗位|职位|招聘|用工|用人|福利|基本|个人|求职者?|家庭|主要|相关|其[他它])*(?:情况|信息|概况|资料|要求|待遇|条件|简介|需求)"
)
"""What is written upright beside the lines of a form."""
_NUMBERED_FIRM = re.compile(r"^\s*[【\[]\s*(?:(?:招聘|用工|用人|参会)?(?:企业|单位)|公司)[\d一二三四五六七八九十]{1,3}\s*[】\]]\s*")
_MOST = 0.8
"""Of the cells of a header so many are known, whatever stands first."""


def forms_of(sheet: Sheet, kind: Kind, columns: Mapping[str, str] | None = None) -> list[Form]:
    """Return the tables of a sheet; none when it holds no table of this kind.

    >>> side_by_side = [["姓名", "性别", "年龄", None, "姓名", "性别", "年龄"], ["张三", "男", 43, None, "李四", "女", 41]]
    >>> [[row.text("name") for row in form.rows()] for form in forms_of(Sheet("表", side_by_side), "workers", None)]
    [['张三'], ['李四']]
    """
    sheet = upright(_without_side_headings(_with_firms(sheet) if kind == "jobs" else sheet, kind), kind)
    cards = cards_of(sheet, kind)
    told = told_in(sheet, kind) if cards or not find_header(sheet, kind) else []
    if told or cards:
        return told or cards
    first = find_header(sheet, kind, columns=columns) or _keyless(sheet, kind, columns)
    if first is None and kind == "workers":
        return people_below_trades(sheet)
    if first is None:
        posted = None if find_header(sheet, "workers") else with_post_of_title(sheet)
        return forms_of(posted, kind, columns) if posted else []
    if (paired := _in_pairs(sheet, first, kind)) is not None:
        return [paired]
    sections = _sections(sheet, _earlier_header(sheet, first, kind, columns) or first, kind, columns)
    return [post for section in sections for part in _side_by_side(section, kind) for post in posts_of_columns(part)]


def _sections(sheet: Sheet, first: Header, kind: Kind, columns: Mapping[str, str] | None) -> Iterator[Form]:
    """Yield the tables below the first header and those further down, each with the firm over it where several have their own."""
    headers = [first, *_further_headers(sheet, first, kind, columns)]
    starts = [0, *(header.after for header in headers[:-1])]
    over = [firm_over(sheet.rows, header.first, start) for header, start in zip(headers, starts, strict=True)]
    several = any(_of_another_firm(sheet, header, before) for before, header in pairwise(headers))
    ends = [*(row for row, *_ in over[1:]), len(sheet.rows)]
    for at, (header, (row, firm, labelled), end) in enumerate(zip(headers, over, ends, strict=True)):
        own = firm if several or labelled else ""
        yield Form(sheet, header, _end_of(sheet, header, end, kind), top=row if at else 0, firm=own)


def _with_firms(sheet: Sheet) -> Sheet:
    """Return a sheet with the firms that numbered headings call so behind the label they have elsewhere: 【企业1】某某商贸.

    >>> _with_firms(Sheet("表", [["【企业1】某某商贸"], ["【急招】保安"]])).rows
    [['单位名称：某某商贸'], ['【急招】保安']]
    """
    rows = [[_NUMBERED_FIRM.sub("单位名称：", cell) if isinstance(cell, str) else cell for cell in line] for line in sheet.rows]
    return replace(sheet, rows=rows)


def _without_side_headings(sheet: Sheet, kind: Kind) -> Sheet:
    """Return a sheet without the headings that stand upright beside the lines of a form: 单位基本情况 | 单位名称 | ….

    >>> rows = [["基本情况", "姓名", "甲乙", "性别", "男"], [None, "学历", "初中", "年龄", 35]]
    >>> _without_side_headings(Sheet("卡", rows, merged=(((0, 0), (1, 0)),)), "workers").rows[0][:3]
    [None, '姓名', '甲乙']
    """
    at = {
        (row, column)
        for row, line in enumerate(sheet.rows[:LOOKED_AT])
        for column in [next((column for column, cell in enumerate(line) if normal(cell)), 0)]
        if line and _SIDE_HEADING.fullmatch(normal(line[column])) and _heads_lines(sheet, row, column, kind)
    }
    if not at:
        return sheet
    rows = [[None if (row, column) in at else cell for column, cell in enumerate(line)] for row, line in enumerate(sheet.rows)]
    return replace(sheet, rows=rows, merged=tuple(merge for merge in sheet.merged if merge[0] not in at))


def _heads_lines(sheet: Sheet, row: int, column: int, kind: Kind) -> bool:
    """Tell whether a cell stands beside several lines, the first of which begins with a label: merged, or blank below."""
    if not label_of(as_written(sheet.cell(row, column + 1)), kind):
        return False
    if any(start == (row, column) for start, _ in sheet.merged):
        return any(start == (row, column) and end[0] > row and end[1] == column for start, end in sheet.merged)
    return not normal(sheet.cell(row + 1, column)) and bool(normal(sheet.cell(row + 1, column + 1)))


def _keyless(sheet: Sheet, kind: Kind, columns: Mapping[str, str] | None) -> Header | None:
    """Return the header of a table whose names or posts stand below no known name; a table of the other kind is none."""
    return None if find_header(sheet, other_kind(kind)) else find_header(sheet, kind, columns=columns, keyless=True)


def _earlier_header(sheet: Sheet, found: Header, kind: Kind, columns: Mapping[str, str] | None) -> Header | None:
    """Return the header of a table that stands above the one that was found, its columns fewer; None where none does."""
    for row in range(found.first):
        header = header_at(sheet, row, kind, columns) if _may_be_header(sheet.rows[row], kind) else None
        if header and header.after < found.first:
            keys = [at for at, field in header.fields.items() if field in KEYS[kind]]
            below = (line for line in sheet.rows[header.after : found.first] if is_data(line, header))
            if any(normal(line[at]) for line in below for at in keys if at < len(line)):
                return header
    return None


def _further_headers(sheet: Sheet, first: Header, kind: Kind, columns: Mapping[str, str] | None) -> Iterator[Header]:
    """Yield the headers below the first that order their columns in another way, or stand below another firm."""
    known, row = first, first.after
    while row < len(sheet.rows):
        header = header_at(sheet, row, kind, columns) if _may_be_header(sheet.rows[row], kind) else None
        other = header and dict(header.fields) != dict(known.fields) and not _is_again(header, known)
        if header and (other or _of_another_firm(sheet, header, known)):
            known = header
            yield header
        row = header.after if header else row + 1


def _end_of(sheet: Sheet, header: Header, end: int, kind: Kind) -> int:
    """Return the first row beyond a table: the end, or the header of a table of the other kind below a title or a blank line."""
    for row in range(header.after + 1, end):
        apart = sum(map(bool, map(normal, sheet.rows[row - 1]))) < ABREAST and _may_be_header(sheet.rows[row], other_kind(kind))
        if apart and header_at(sheet, row, other_kind(kind), None) and not header_at(sheet, row, kind, None):
            return row
    return end


def _is_again(header: Header, known: Header) -> bool:
    """Tell whether a header is one that stood above, printed again; its upper level may be merged no more."""
    return all(known.leaves.get(column) == leaf for column, leaf in header.leaves.items() if leaf)


def _of_another_firm(sheet: Sheet, header: Header, before: Header) -> bool:
    fields = set(header.fields.values())
    return "title" in fields and "employer" not in fields and bool(firm_over(sheet.rows, header.first, before.after)[1])


def _may_be_header(line: list[Cell], kind: Kind) -> bool:
    """Tell whether a line is one of names of columns: three of them, or two that are all of it and name the people or posts."""
    filled = [cell for cell in line if isinstance(cell, str) and cell.strip()]
    if len(filled) == ABREAST:
        fields = {field_of(cell, kind) for cell in filled}
        return all(fields) and bool(fields & KEYS[kind])
    first = filled[:HEADER_CELLS]
    exact = sum(bool(label_of(cell, kind)) or (len(normal(cell)) == 1 and bool(field_of(cell, kind))) for cell in first)
    labels = {label for cell in filled if (label := label_of(cell, kind))}
    if len(labels) > HEADER_CELLS and labels & KEYS[kind] and sum(bool(field_of(cell, kind)) for cell in filled) >= _MOST * len(filled):
        return True
    return len(first) == HEADER_CELLS and exact >= HEADER_CELLS - 1 and all(field_of(cell, kind) for cell in first)


def _side_by_side(form: Form, kind: Kind) -> list[Form]:
    """Return a form for each copy of the header that stands beside another; the form itself where there is one."""
    header = form.header
    starts = _copies(header, kind)
    if len(starts) < 2:
        return [form]
    forms = []
    common = {column: field for column, field in header.fields.items() if column < starts[0]}
    for at, (start, stop) in enumerate(zip(starts, [*starts[1:], len(header.names)], strict=True)):
        own = {column: field for column, field in header.fields.items() if start <= column < stop}
        cropped = form.sheet.rows if common else _lane(form.sheet.rows, start, stop)
        sheet = Sheet(form.sheet.name + SIDE * at, cropped, form.sheet.merged)
        part = Header(header.first, header.levels, header.names, own, start, stop)
        if common:
            part = Header(header.first, header.levels, header.names, common | own, own=frozenset(own))
        over = sheet.rows[header.first - 1][start:stop] if header.first and kind == "jobs" else []
        firm = as_written(next(iter(stated(over).get("employer", [])), None) or firm_alone(over))
        forms.append(Form(sheet, part, form.end, firm=firm))
    return forms


def _lane(rows: list[list[Cell]], start: int, stop: int) -> list[list[Cell]]:
    """Return the rows with blanks beside the columns of one of several tables; a line of one cell is a title of all.

    >>> _lane([["招聘会"], ["单位", "甲厂", "单位", "乙厂"]], 2, 4)
    [['招聘会'], [None, None, '单位', '乙厂']]
    """
    alone = [sum(bool(normal(cell)) for cell in line) < ABREAST for line in rows]
    return [line if one else [None] * min(start, len(line)) + line[start:stop] for line, one in zip(rows, alone, strict=True)]


def _in_pairs(sheet: Sheet, header: Header, kind: Kind) -> Form | None:
    """Return the table of a sheet with two lines of names and two lines a person or post, side by side; None where there is but one."""
    lines = [row for row in range(header.after, len(sheet.rows)) if any(map(normal, sheet.rows[row]))]
    while lines and not is_data(sheet.rows[lines[-1]], header):
        lines.pop()
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


def _copies(header: Header, kind: Kind) -> list[int]:
    """Return where each copy of the header begins: the columns that bear the name of its first one.

    Columns that stand but once, before the name of people or posts, hold for all copies: 村 │ 姓名 电话 │ 姓名 电话.
    """
    named = [(column, name) for column, name in enumerate(header.names) if name]
    begins = named[0][1]
    if header.names.count(begins) == 1:
        begins = next((name for _, name in named if field_of(name, kind) in KEYS[kind]), begins)
    starts = [column for column, name in named if name == begins]
    parts = [
        {name for column, name in named if start <= column < stop}
        for start, stop in zip(starts, [*starts[1:], len(header.names)], strict=True)
    ]
    keys = [
        KEYS[kind] & {field for column, field in header.fields.items() if start <= column < stop}
        for start, stop in zip(starts, [*starts[1:], len(header.names)], strict=True)
    ]
    common = set[str].intersection(*parts)
    alike = all(len(common) > max(1, len(part) / 2) and key for part, key in zip(parts, keys, strict=True))
    return starts if alike and all(part == common for part in parts[:-1]) else []  # behind the last one a column may stand for itself
