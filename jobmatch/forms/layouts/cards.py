"""Sheets with a line for each fact instead of a column: cards of people and posts, and tables that were turned over.

::

    姓名 │ 张某 │ 性别 │ 男          a card: label and value, one card below or beside the other
    姓名 │ 张某 │ 李某 │ 王某        a turned table: a column a person
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from jobmatch.forms.headers import Header
from jobmatch.forms.headings.columns import KEYS, MAIN, Kind, field_of, label_of, legend_of
from jobmatch.forms.headings.meanings import beside_others, match_headers
from jobmatch.forms.headings.vocabulary import IGNORED
from jobmatch.forms.layouts.labelled import said_in
from jobmatch.forms.layouts.rows import USUAL, Form
from jobmatch.forms.sheets import Cell, Sheet
from jobmatch.forms.text import as_written, normal

_CARD_ROWS, _CARD_LABELS = 3, 5
"""A card has at least so many lines of labels and values, and so many labels in them."""
_LONGEST_LABEL = 8
"""A longer text below a heading is no label."""
_COLUMNS = "（按列）"
"""Behind the name of a sheet that has a column a person, whose rows are counted as its columns."""
LOOKED_AT = 100
"""Cards begin within so many rows."""
HEADER_CELLS = 3
"""Cells of which all must be labels before a row is looked at as a header."""
_NAMES_SHARE = 0.7
"""Of a line of labels and values half are labels, and a little more where some values are blank."""
_SMALL_TABLE = re.compile(
    "(?:主要)?(?:家庭|社会|家属)(?:主要)?(?:成员|关系|情况)|(?:主要)?(?:学习|教育|工作|培训|务工|从业)(?:经历|简历|履历)"
)
"""What heads a small table in a card."""
_OF_FIRM = frozenset(("contact", "phone", "board", "meals", "bed", "insurance", "valid_until", "employer_address", "pay_note", "apply"))
"""What a firm says once of all its posts."""
_ANSWERED = re.compile(r"[:：]\s*\S")
"""Behind a colon stands what a label says: 人数：3."""
_NUMBERED = re.compile(r"(?<=[一-鿿])[\d一二三四五六]$")
_CORNERS = frozenset(("项目", "内容", "类别", "事项", "明细", "要求"))
"""What may stand in the corner of a turned table and names nothing in it."""
SIDE = "（右侧）"
ABREAST = 2
"""A line for more than one person has more filled cells than a label and a value."""


def cards_of(sheet: Sheet, kind: Kind) -> list[Form]:
    """Return the cards of a sheet, a form for each lane in which they stand one below the other; none where it holds no cards.

    >>> card = [["姓名", "张三", "性别", "男"], ["文化程度", "初中", "年龄", 43], ["联系电话", "15412345678", "家庭住址", "白帝镇"]]
    >>> [(row.text("name"), row.text("age")) for form in cards_of(Sheet("卡", card), "workers") for row in form.rows()]
    [('张三', '43')]
    """
    return [card for lane in _lanes(sheet, kind) if (card := _cards(lane, kind))]


def upright(sheet: Sheet, kind: Kind) -> Sheet:
    """Return a sheet whose first column names the facts and whose further columns hold a person or a post each, turned over.

    What stands above and below the table stays beside it.

    >>> turned = [["姓名", "张三", "李四"], ["性别", "男", "女"], ["年龄", 43, 41], ["文化程度", "初中", "高中"]]
    >>> upright(Sheet("表", turned), "workers").rows[:2]
    [['姓名', '性别', '年龄', '文化程度'], ['张三', '男', 43, '初中']]
    """
    sheet = _with_corner(sheet, kind)
    lines = [(row, [cell for cell in line if normal(cell)]) for row, line in enumerate(sheet.rows) if any(map(normal, line))]
    headed = [(row, line) for row, line in lines if label_of(as_written(line[0]), kind)]
    labelled = {row: line for row, line in headed if len(line) > ABREAST and not any(label_of(as_written(cell), kind) for cell in line[1:])}
    named = {label_of(as_written(line[0]), kind) for line in labelled.values()}
    wide = [line for _, line in lines if len(line) > ABREAST and not _says_pairs(line, kind)]
    known = sum(bool(field_of(as_written(line[0]), kind)) for line in wide)
    few = len(labelled) < HEADER_CELLS or (len(labelled) == HEADER_CELLS and known < max(HEADER_CELLS + 2, _NAMES_SHARE * len(wide)))
    if few or not named & KEYS[kind] or 2 * known < len(wide):
        return sheet
    spread = {
        row for row, line in headed if len(line) == ABREAST and any(top == row and right > left for (top, left), (_, right) in sheet.merged)
    }
    whole = {row for row, line in lines if len(line) >= max(ABREAST + 1, min(map(len, labelled.values()))) and not _says_pairs(line, kind)}
    turned = sorted(labelled.keys() | spread | whole)
    at = {row: place for place, row in enumerate(turned)}
    width = max(map(len, sheet.rows))
    merged = ((edges, at[edges[0][0]]) for edges in sheet.merged if edges[0][0] in at and edges[0][0] == edges[1][0])
    facts = [[sheet.cell(row, column) for row in turned] for column in range(width)]
    spans = tuple(sorted(((left, to), (right, to)) for ((_, left), (_, right)), to in merged))
    return Sheet(sheet.name + _COLUMNS, facts, spans, around=tuple(line for row, line in lines if row not in at))


def _says_pairs(line: list[Cell], kind: Kind) -> bool:
    """Tell whether a line of a turned table holds further labels, each with its value: 联系人 | 文某 | 电话 | 023…"""
    pairs = said_in(line, lambda text: label_of(text, kind))
    return len({label_of(name, kind) for name, _ in pairs}) > 1


def _with_corner(sheet: Sheet, kind: Kind) -> Sheet:
    """Return a sheet with a name in a blank corner, where the posts stand beside it and facts with names below: │ 普工 │ 焊工."""
    keyed = any(label_of(as_written(line[0]), kind) in KEYS[kind] for line in sheet.rows if line and normal(line[0]))
    for row, line in enumerate(sheet.rows[: max(0, min(LOOKED_AT, len(sheet.rows) - HEADER_CELLS))]):
        filled = [at for at, cell in enumerate(line) if normal(cell)]
        corner = filled and filled[0] == 0 and normal(line[0]) in _CORNERS and not keyed
        filled = filled[1:] if corner else filled
        if len(filled) < ABREAST or filled[0] != 1:
            continue
        below = [sheet.rows[row + further] for further in range(1, HEADER_CELLS + 1)]
        facts = all(under and field_of(as_written(under[0]), kind) and sum(map(bool, map(normal, under))) > len(filled) for under in below)
        if facts and not any(label_of(as_written(line[at]), kind) for at in filled):
            named = [[USUAL[MAIN[kind]], *line[1:]] if at == row else other for at, other in enumerate(sheet.rows)]
            return replace(sheet, rows=named)
    return sheet


def _lanes(sheet: Sheet, kind: Kind) -> list[Sheet]:
    """Return the parts of a sheet on which cards stand side by side, cut where the label that begins one stands again."""
    for line in sheet.rows[:LOOKED_AT]:
        labels = {at: label_of(as_written(cell), kind) for at, cell in enumerate(line) if normal(cell)}
        starts = [at for at, label in labels.items() if label in KEYS[kind]]
        if len(starts) > 1 and len({normal(line[at]) for at in starts}) == 1 and not all(labels.values()):
            cuts = [*starts, max(map(len, sheet.rows))]
            return [
                Sheet(sheet.name + SIDE * number, [row[start if number else 0 : stop] for row in sheet.rows], ())
                for number, (start, stop) in enumerate(pairwise(cuts))
            ]
    return [sheet]


def _cards(sheet: Sheet, kind: Kind) -> Form | None:
    """Return the people or posts of a sheet that has a line for each fact instead of a column; None otherwise."""
    stated = _stated(sheet, kind)
    if len(stated) < _CARD_ROWS or sum(len(pairs) for _, pairs in stated) < _CARD_LABELS:
        return None
    names = list(dict.fromkeys(name for _, pairs in stated for name, _ in pairs))
    alone = {at: field for at, name in enumerate(names) if (field := label_of(name, kind) or field_of(name, kind)) != IGNORED}
    fields = beside_others(alone, names, kind)
    if not KEYS[kind] & set(fields.values()):
        return None
    rows: list[list[Cell]] = [[] for _ in sheet.rows]
    cards = _with_facts_behind(
        list(_each_card(stated, {names[at] for at, field in fields.items() if field in KEYS[kind]})),
        {names[at]: field for at, field in fields.items()},
    )
    for row, card in cards:
        rows[row] = [card.get(name) for name in names]
    first = stated[0][0]
    return Form(Sheet(sheet.name, [*sheet.rows[:first], *rows[first:]]), Header(first, 0, tuple(names), fields), None)


def _stated(sheet: Sheet, kind: Kind) -> list[tuple[int, list[tuple[str, Cell]]]]:
    """Return the labels and values of the lines that hold some; none where a line is anything else, or none of the first holds any."""
    stated: list[tuple[int, list[tuple[str, Cell]]]] = []
    heading, beside = "", _small_tables(sheet.rows, kind)
    for row, line in enumerate(sheet.rows):
        if row in beside:
            continue
        pairs, heading = _pairs(line, kind, heading)
        stated += [(row, pairs)] if pairs else []
        if pairs is None or (row == LOOKED_AT and not stated):
            return []
    return stated


def _small_tables(rows: list[list[Cell]], kind: Kind) -> frozenset[int]:
    """Return the rows of small tables that stand in a card: of the family, or of what the person did before.

    >>> card = [["姓名", "甲乙", "性别", "男"], ["家庭成员", "姓名", "关系", "年龄"], [None, "丙", "妻", 55], ["电话", "15400000001"]]
    >>> sorted(_small_tables(card, "workers"))
    [1, 2]
    """
    found: set[int] = set()
    below: int | None = None
    for row, line in enumerate(rows):
        filled = [at for at, cell in enumerate(line) if normal(cell)]
        if filled and _SMALL_TABLE.match(normal(line[filled[0]])) and len(filled) > ABREAST and not _says_pairs(line, kind):
            below = filled[0]
        elif not filled or (below is not None and filled[0] <= below):
            below = None
        if below is not None:
            found.add(row)
    return frozenset(found)


def _each_card(stated: list[tuple[int, list[tuple[str, Cell]]]], keys: set[str]) -> Iterator[tuple[int, dict[str, Cell]]]:
    """Yield the first row and the facts of each card; what stands first on the first one, or a key, begins the next.

    What stands before the first key (企业名称, 地址) holds for all cards up to where it stands again.
    """
    names = [name for _, pairs in stated for name, _ in pairs]
    begins = {names[0]} if names.count(names[0]) == max(map(names.count, keys)) > 1 else keys
    start, card, over = stated[0][0], dict[str, Cell](), dict[str, Cell]()
    for row, pairs in stated:
        if any(name == names[0] and name in card for name, _ in pairs) and begins & card.keys():
            yield start, card
            start, card, over = row, {}, {}
        elif any(name in begins for name, _ in pairs):
            if begins & card.keys() & {name for name, _ in pairs}:
                yield start, card
                start, card = row, dict(over)
            elif not over:
                over = dict(card)
        card.update(pairs)
    yield start, card


def _with_facts_behind(cards: list[tuple[int, dict[str, Cell]]], fields: dict[str, str]) -> list[tuple[int, dict[str, Cell]]]:
    """Return the posts of each firm with what only the last of them says of the firm: 联系人, 食宿 below them all."""

    def firm_of(card: tuple[int, dict[str, Cell]]) -> Cell:
        return next((cell for name, cell in card[1].items() if fields.get(name) == "employer"), None)

    return [card for firm, group in groupby(cards, firm_of) for card in _of_one_firm(list(group), fields, named=firm is not None)]


def _of_one_firm(cards: list[tuple[int, dict[str, Cell]]], fields: dict[str, str], *, named: bool) -> list[tuple[int, dict[str, Cell]]]:
    last = cards[-1][1]
    alone = {name for name in last if fields.get(name) in _OF_FIRM and not any(name in card for _, card in cards[:-1])}
    if not named or len(cards) < ABREAST or not alone:
        return cards
    return [(row, {**card, **{name: last[name] for name in alone}}) for row, card in cards]


def _pairs(line: list[Cell], kind: Kind, heading: str) -> tuple[list[tuple[str, Cell]] | None, str]:
    """Return the labels of a line with the value after each, and the heading they stand below; no pairs when the line is a header.

    A heading stands before its labels, and before those of the lines below that leave its column blank: 求职意向 │ 工种 │ 电工 │ 月薪 │ 6000.
    """
    filled = [cell for cell in line if normal(cell)]
    if heads := _heads(filled, kind):
        heading, filled = as_written(filled[0]), filled[1:]
    elif heading and (not filled or normal(line[0])):
        heading = ""
    if _names_columns(line, kind):
        return None, ""
    if not heading:
        said = said_in(line, lambda text: label_of(_without_number(text, kind), kind), before_colon=lambda text: field_of(text, kind))
        return [(_without_number(name, kind), value) for name, value in said], ""
    said = said_in(filled, lambda text: _label_below(heading, text, kind))
    return [(f"{heading}_{name}", value) for name, value in said], heading if heads or said else ""


def _without_number(name: str, kind: Kind) -> str:
    """Return the label of one of several numbered posts or people without the number: 岗位1."""
    bare = _NUMBERED.sub("", normal(name))
    return bare if bare != name and field_of(bare, kind) in KEYS[kind] else name


def _label_below(heading: str, text: str, kind: Kind) -> str:
    """Return the field of a label below a heading: 地点 below 求职意向, which alone says nothing."""
    if len(text) > _LONGEST_LABEL:
        return ""
    below = field_of(f"{heading}_{text}", kind)
    return field_of(text, kind) or (below if below != field_of(heading, kind) else "")  # else it is an answer


def _names_columns(line: list[Cell], kind: Kind) -> bool:
    """Tell whether a line holds but names of columns, or stands with hardly a gap and holds hardly anything else."""
    filled = [at for at, cell in enumerate(line) if normal(cell)]
    if any(_ANSWERED.search(said) and not legend_of(said) for at in filled if (said := as_written(line[at])) and label_of(said, kind)):
        return False
    labels = sum(isinstance(line[at], str) and bool(label_of(as_written(line[at]), kind)) for at in filled)
    if labels < HEADER_CELLS or labels == len(filled):
        return labels >= HEADER_CELLS
    known = sum(isinstance(line[at], str) and bool(field_of(as_written(line[at]), kind)) for at in filled)
    known = max(known, len(match_headers(line, kind)))  # 男 and 女 mean something beside one another
    return filled[-1] - filled[0] <= len(filled) and known > _NAMES_SHARE * len(filled)


def _heads(filled: list[Cell], kind: Kind) -> bool:
    """Tell whether the first cell of a line heads the labels behind it."""
    said = [as_written(cell) for cell in filled[:HEADER_CELLS]]
    return len(said) == HEADER_CELLS and bool(label_of(said[0], kind)) and bool(field_of(said[1], kind)) and not field_of(said[2], kind)
