"""Layouts that hold more than one table a sheet, or none: sections, tables side by side, one page a person.

::

    sheet ─▶ one card a person   (label | value, label | value …), or a notice of posts in words (prose)
         └▶ sections             (a header again further down, its columns in another order)
              └▶ side by side    (姓名 电话 │ 姓名 电话: the list goes on to the right)
                   └▶ across     (单位 │ 普工 │ 焊工: a column a post, its people counted)
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
from jobmatch.forms.columns import KEYS, MAIN, Kind, field_of, label_of, other_kind
from jobmatch.forms.footers import is_data
from jobmatch.forms.headers import Header, find_header, header_at
from jobmatch.forms.labelled import said_in
from jobmatch.forms.letterhead import firm_over
from jobmatch.forms.prose import told_in
from jobmatch.forms.rows import USUAL, Form
from jobmatch.forms.several import lists_people
from jobmatch.forms.sheets import Cell, Sheet
from jobmatch.forms.text import as_written, is_nothing, normal
from jobmatch.forms.vocabulary import IGNORED

_CARD_ROWS, _CARD_LABELS = 3, 5
"""A card has at least so many lines of labels and values, and so many labels in them."""
_LOOKED_AT = 100
"""Cards begin within so many rows."""
_LONGEST_LABEL = 8
"""A longer text below a heading is no label."""
_HEADER_CELLS = 3
"""Cells of which all must be labels before a row is looked at as a header."""
_NUMBER = re.compile(r"(?:岗位|工种|职位)(\d|[一二三四五六])|(?<=[^\d])([1-9])$")
_SIDE = "（右侧）"
_COLUMNS = "（按列）"
"""Behind the name of a sheet that has a column a person, whose rows are counted as its columns."""
_ABREAST = 2
"""A line for more than one person has more filled cells than a label and a value."""


def forms_of(sheet: Sheet, kind: Kind, columns: Mapping[str, str] | None = None) -> list[Form]:
    """Return the tables of a sheet; none when it holds no table of this kind.

    >>> side_by_side = [["姓名", "性别", "年龄", None, "姓名", "性别", "年龄"], ["张三", "男", 43, None, "李四", "女", 41]]
    >>> [[row.text("name") for row in form.rows()] for form in forms_of(Sheet("表", side_by_side), "workers", None)]
    [['张三'], ['李四']]
    """
    sheet = _upright(sheet, kind)
    cards = [card for lane in _lanes(sheet, kind) if (card := _cards(lane, kind))]
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


def _upright(sheet: Sheet, kind: Kind) -> Sheet:
    """Return a sheet whose first column names the facts and whose further columns hold a person or a post each, turned over.

    What stands above and below the table stays beside it.
    """
    sheet = _with_corner(sheet, kind)
    lines = [(row, [cell for cell in line if normal(cell)]) for row, line in enumerate(sheet.rows) if any(map(normal, line))]
    headed = [(row, line) for row, line in lines if label_of(as_written(line[0]), kind)]
    labelled = {
        row: line for row, line in headed if len(line) > _ABREAST and not any(label_of(as_written(cell), kind) for cell in line[1:])
    }
    named = {label_of(as_written(line[0]), kind) for line in labelled.values()}
    if len(labelled) < _HEADER_CELLS + 1 or not named & KEYS[kind] or 2 * len(labelled) < len(lines):
        return sheet
    spread = {
        row
        for row, line in headed
        if len(line) == _ABREAST and any(top == row and right > left for (top, left), (_, right) in sheet.merged)
    }
    whole = {row for row, line in lines if len(line) > _ABREAST and len(line) >= min(map(len, labelled.values()))}
    turned = sorted(labelled.keys() | spread | whole)
    at = {row: place for place, row in enumerate(turned)}
    width = max(map(len, sheet.rows))
    merged = ((edges, at[edges[0][0]]) for edges in sheet.merged if edges[0][0] in at and edges[0][0] == edges[1][0])
    facts = [[sheet.cell(row, column) for row in turned] for column in range(width)]
    spans = tuple(sorted(((left, to), (right, to)) for ((_, left), (_, right)), to in merged))
    return Sheet(sheet.name + _COLUMNS, facts, spans, around=tuple(line for row, line in lines if row not in at))


def _with_corner(sheet: Sheet, kind: Kind) -> Sheet:
    """Return a sheet with a name in a blank corner, where the posts stand beside it and facts with names below: │ 普工 │ 焊工."""
    for row, line in enumerate(sheet.rows[: max(0, min(_LOOKED_AT, len(sheet.rows) - _HEADER_CELLS))]):
        filled = [at for at, cell in enumerate(line) if normal(cell)]
        if len(filled) < _ABREAST or filled[0] != 1:
            continue
        below = [sheet.rows[row + further] for further in range(1, _HEADER_CELLS + 1)]
        facts = all(under and field_of(as_written(under[0]), kind) and sum(map(bool, map(normal, under))) > len(filled) for under in below)
        if facts and not any(label_of(as_written(line[at]), kind) for at in filled):
            named = [[USUAL[MAIN[kind]], *line[1:]] if at == row else other for at, other in enumerate(sheet.rows)]
            return replace(sheet, rows=named)
    return sheet


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
    if len(filled) == _ABREAST:
        fields = {field_of(cell, kind) for cell in filled}
        return all(fields) and bool(fields & KEYS[kind])
    return len(filled) >= _HEADER_CELLS and all(label_of(cell, kind) for cell in filled[:_HEADER_CELLS])


def _side_by_side(form: Form, kind: Kind) -> list[Form]:
    """Return a form for each copy of the header that stands beside another; the form itself where there is one."""
    header = form.header
    starts = _copies(header, kind)
    if len(starts) < 2:
        return [form]
    forms = []
    for at, (start, stop) in enumerate(zip(starts, [*starts[1:], len(header.names)], strict=True)):
        fields = {column: field for column, field in header.fields.items() if start <= column < stop}
        sheet = Sheet(form.sheet.name + _SIDE * at, form.sheet.rows, form.sheet.merged)
        part = Header(header.first, header.levels, header.names, fields, start, stop)
        forms.append(Form(sheet, part, form.end))
    return forms


def _across(form: Form) -> list[Form]:
    """Return a form for each column that counts people of the post it is called after, the post in a column behind the others.

    A column beside them that names posts itself (其他: 组装200) has a form of its own.
    """
    header, rows = form.header, form.sheet.rows
    if not header.posts:
        return [form]
    width = max(map(len, rows))
    common = {at: field for at, field in header.fields.items() if at not in header.posts and field != "title"}
    forms = []
    for column in sorted(header.posts):
        title = header.names[column].rsplit("_", 1)[-1]
        counted = [
            [
                *row,
                *[None] * (width - len(row)),
                title if column < len(row) and is_data(row, header) and not is_nothing(as_written(row[column])) else None,
            ]
            for row in rows
        ]
        names, fields = (*header.names, *[""] * (width - len(header.names)), title), common | {column: "openings", width: "title"}
        forms.append(
            replace(
                form, sheet=replace(form.sheet, rows=counted), header=replace(header, names=names, fields=fields, own=frozenset((width,)))
            )
        )
    others = (column for column, field in header.fields.items() if field == "title" and column not in header.posts)
    own = (replace(header, fields=common | {column: "title"}, own=frozenset((column,))) for column in others)
    return [*forms, *(replace(form, header=part) for part in own)]


def _in_pairs(sheet: Sheet, header: Header, kind: Kind) -> Form | None:
    """Return the table of a sheet with two lines of names and two lines a person or post, side by side; None where there is but one."""
    lines = [row for row in range(header.after, len(sheet.rows)) if any(map(normal, sheet.rows[row]))]
    if header.levels > 1 or len(lines) % 2 == 0 or len(lines) < _ABREAST + 1:
        return None
    names = {at: label_of(as_written(cell), kind) for at, cell in enumerate(sheet.rows[lines[0]]) if normal(cell)}
    if len(names) < _ABREAST or not all(names.values()) or set(names.values()) & set(header.fields.values()):
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
    for first, line in enumerate(sheet.rows[:_LOOKED_AT]):
        names = [as_written(cell) for cell in line]
        trades = [column for column, name in enumerate(names) if name and _lists_people(sheet.rows[first + 1 :], column)]
        if len(trades) < _ABREAST:
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


def _lanes(sheet: Sheet, kind: Kind) -> list[Sheet]:
    """Return the parts of a sheet on which cards stand side by side, cut where the label that begins one stands again."""
    for line in sheet.rows[:_LOOKED_AT]:
        labels = {at: label_of(as_written(cell), kind) for at, cell in enumerate(line) if normal(cell)}
        starts = [at for at, label in labels.items() if label in KEYS[kind]]
        if len(starts) > 1 and len({normal(line[at]) for at in starts}) == 1 and not all(labels.values()):
            cuts = [*starts, max(map(len, sheet.rows))]
            return [
                Sheet(sheet.name + _SIDE * number, [row[start if number else 0 : stop] for row in sheet.rows], ())
                for number, (start, stop) in enumerate(pairwise(cuts))
            ]
    return [sheet]


def _cards(sheet: Sheet, kind: Kind) -> Form | None:
    """Return the people or posts of a sheet that has a line for each fact instead of a column; None otherwise."""
    stated, heading = [], ""
    for row, line in enumerate(sheet.rows):
        pairs, heading = _pairs(line, kind, heading)
        if pairs is None:
            return None
        stated += [(row, pairs)] if pairs else []
        if row == _LOOKED_AT and not stated:
            return None
    if len(stated) < _CARD_ROWS or sum(len(pairs) for _, pairs in stated) < _CARD_LABELS:
        return None
    names = list(dict.fromkeys(name for _, pairs in stated for name, _ in pairs))
    fields = {at: field for at, name in enumerate(names) if (field := label_of(name, kind) or field_of(name, kind)) != IGNORED}
    if not KEYS[kind] & set(fields.values()):
        return None
    rows: list[list[Cell]] = [[] for _ in sheet.rows]
    for row, card in _each_card(stated, {names[at] for at, field in fields.items() if field in KEYS[kind]}):
        rows[row] = [card.get(name) for name in names]
    first = stated[0][0]
    return Form(Sheet(sheet.name, [*sheet.rows[:first], *rows[first:]]), Header(first, 0, tuple(names), fields), None)


def _each_card(stated: list[tuple[int, list[tuple[str, Cell]]]], keys: set[str]) -> Iterator[tuple[int, dict[str, Cell]]]:
    """Yield the first row and the facts of each card; what stands first on the first one, or a key, begins the next."""
    names = [name for _, pairs in stated for name, _ in pairs]
    begins = {names[0]} if names.count(names[0]) == max(map(names.count, keys)) > 1 else keys
    start, card = stated[0][0], dict[str, Cell]()
    for row, pairs in stated:
        if any(name in begins and name in card for name, _ in pairs):
            yield start, card
            start, card = row, {}
        card.update(pairs)
    yield start, card


def _pairs(line: list[Cell], kind: Kind, heading: str) -> tuple[list[tuple[str, Cell]] | None, str]:
    """Return the labels of a line with the value after each, and the heading they stand below; no pairs when the line is a header.

    A heading stands before its labels, and before those of the lines below that leave its column blank: 求职意向 │ 工种 │ 电工 │ 月薪 │ 6000.
    """
    filled = [cell for cell in line if normal(cell)]
    if heads := _heads(filled, kind):
        heading, filled = as_written(filled[0]), filled[1:]
    elif heading and (not filled or normal(line[0])):
        heading = ""
    labels = [isinstance(cell, str) and bool(label_of(cell, kind)) for cell in filled]
    if sum(labels) >= _HEADER_CELLS and all(labels):
        return None, ""
    if not heading:
        return said_in(line, lambda text: label_of(text, kind), before_colon=lambda text: field_of(text, kind)), ""
    said = said_in(filled, lambda text: field_of(text, kind) if len(text) <= _LONGEST_LABEL else "")
    return [(f"{heading}_{name}", value) for name, value in said], heading if heads or said else ""


def _heads(filled: list[Cell], kind: Kind) -> bool:
    """Tell whether the first cell of a line heads the labels behind it."""
    said = [as_written(cell) for cell in filled[:_HEADER_CELLS]]
    return len(said) == _HEADER_CELLS and bool(label_of(said[0], kind)) and bool(field_of(said[1], kind)) and not field_of(said[2], kind)
