"""Header rows: where they are, and the names of their columns.

A header may stand on any of the first rows, below titles, and may have several levels with merged headings;
levels are joined with ``_`` from the outside in (``未就业_就业意愿_务工去向``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from jobmatch.forms.headings.columns import BRACKET, DATA, KEYS, LONGEST_NAME, MAIN, Kind, field_of
from jobmatch.forms.headings.meanings import match_headers
from jobmatch.forms.layouts.keyless import firms_across, key_of, posts_across, told_posts
from jobmatch.forms.sheets import Cell, Sheet
from jobmatch.forms.text import as_written, normal

_FIRST_ROWS, _LAST_ROW = 30, 200
"""A header begins within so many rows of several cells, and within so many rows in all."""
_MAX_LEVELS = 4
_TITLE = re.compile(r".[:：].|\d{4}年(?!.*(?:是否|有无|收入|务工|就业|毕业))|盖章|.{41}")
_ODD = 4
"""One name of so many may look like a title: 就业意向：①家政 ②手工."""
_TABLE_NAME = re.compile(r".{2}(?:表|台账|册|名单|清单|汇总|统计)(?:\(.*\))?$")
_SPARE = re.compile(r"\s+|[*＊★]+$|^[*＊★]+")
"""Spaces, and the star of what must be filled in."""
_MARK = re.compile("[√✓✔☑■●×✗✘]")
"""A tick or a cross is an answer and no name."""
_PLACES = frozenset(("village", "township"))
"""What a row of a table may be whose columns are posts and nothing else: 村 | 保洁员 | 护林员."""
_SEXES = frozenset(("男", "女"))
_LEAVES = frozenset(
    (
        "名称",
        "全称",
        "地址",
        "所在地",
        "性质",
        "类型",
        "姓名",
        "电话",
        "联系电话",
        "手机",
        "联系人",
        "人数",
        "数量",
        "下限",
        "上限",
        "最低",
        "最高",
        "最小",
        "最大",
        "起",
        "止",
        "吃",
        "住",
        "食",
        "宿",
        "包吃",
        "包住",
        "岗位",
        "工种",
        "地点",
        "月薪",
        "学历",
        "年龄",
        "男",
        "女",
        "合计",
        "不限",
        "男女不限",
    )
)
"""Names so general that a row of nothing else continues the header above it: 单位 over 名称 and 地址."""


@dataclass(frozen=True)
class Header:
    """The header of one sheet."""

    first: int
    """Row of its first level, counted from 0."""
    levels: int
    """How many rows it takes."""
    names: tuple[str, ...]
    """Column names as staff see them, levels joined with ``_``."""
    fields: Mapping[int, str]
    """Column position → field; columns without a known meaning are left out."""
    start: int = 0
    """First column of the table."""
    stop: int | None = None
    """First column beyond the table; None where it ends with the sheet."""
    guessed: int | None = None
    """The column that is taken for names or posts by its cells alone; None where its name says so."""
    own: frozenset[int] = frozenset()
    """Columns of one of several numbered posts (岗位2 人数2); a row that leaves all of them blank has no such post."""
    posts: frozenset[int] = frozenset()
    """Columns that count the people of the post they are called after (其中: 普工 | 焊工)."""
    firms: frozenset[int] = frozenset()
    """Columns that count the people of the firm they are called after, in a table of a row a post."""

    @property
    def after(self) -> int:
        """The first row below the header."""
        return self.first + self.levels

    @cached_property
    def leaves(self) -> dict[int, str]:
        """The lowest level of each column name, in normal spelling."""
        return {column: normal(name.rsplit("_", 1)[-1]) for column, name in enumerate(self.names)}

    def name_of(self, field: str) -> str:
        """Return the name staff see of the first column of a field; the empty text when there is none.

        >>> Header(2, 1, ("姓名", "手机号码"), {0: "name", 1: "phone"}).name_of("phone")
        '手机号码'
        """
        return next((self.names[column] for column, known in self.fields.items() if known == field), "")


def find_header(sheet: Sheet, kind: Kind, *, columns: Mapping[str, str] | None = None, keyless: bool = False) -> Header | None:
    """Return the header of a sheet, or None when no row among the first looks like one of this kind.

    ``keyless`` lets the cells tell which column holds the names, or the posts, where no name of a column does.

    >>> header = find_header(Sheet("表", [["登记表"], ["姓名", "性别", "年龄"], ["张三", "男", 43]]), "workers")
    >>> header.first, header.after, dict(header.fields)
    (1, 2, {0: 'name', 1: 'sex', 2: 'age'})
    """
    best: Header | None = None
    for first in _first_rows(sheet):
        if best and first < best.after:
            continue  # a lower level of a header that was already read
        header = header_at(sheet, first, kind, columns, keyless=keyless)
        if header and (best is None or _weight(header) > _weight(best)):
            best = header
    return best


def _first_rows(sheet: Sheet) -> Iterator[int]:
    """Yield the rows a header may begin at; instructions above it, one cell a line, are not counted."""
    counted = 0
    for row, line in enumerate(sheet.rows[:_LAST_ROW]):
        counted += sum(map(bool, map(normal, line))) > 1
        if counted > _FIRST_ROWS:
            return
        yield row


def _weight(header: Header) -> int:
    return len(set(header.fields.values()))


def header_at(sheet: Sheet, first: int, kind: Kind, columns: Mapping[str, str] | None, *, keyless: bool = False) -> Header | None:
    """Return the header that begins at a row, or None when none does."""
    if not _is_level(sheet.rows[first]) or _is_title(sheet, first):
        return None
    levels = 1
    while levels < _MAX_LEVELS and _is_sublevel(sheet, first, first + levels, kind):
        levels += 1
    names, below = _joined(sheet, first, levels), sheet.rows[first + levels :]
    fields = match_headers(names, kind, columns=columns)
    if kind == "jobs" and not columns:
        fields = told_posts(fields, below)
    guessed = key_of(_open(names, columns), fields, below, kind) if keyless else None
    if guessed is not None:
        fields[guessed] = MAIN[kind]
    posts = firms = frozenset[int]()
    if kind == "jobs" and (keyless or "title" in fields.values()):
        posts = posts_across(names, fields, below)
        fields = _counted(fields, posts, "title", instead_of=("openings", "openings_part"))
    if kind == "jobs" and not posts:
        firms = firms_across(names, fields, below)
        fields = _counted(fields, firms, "employer", instead_of=("openings", "employer"))
    if not _is_enough(names, fields, kind, few=bool(firms) or bool(posts and _PLACES & set(fields.values()))):
        return None
    return Header(first, levels, tuple(names), fields, guessed=guessed, posts=posts, firms=firms)


def _open(names: list[str], columns: Mapping[str, str] | None) -> list[str]:
    """Return the names of columns, blank where the caller says what a column holds."""
    own = {normal(name).strip("*★") for name in columns or {}}
    return ["" if normal(name) in own else name for name in names]


def _counted(fields: dict[int, str], across: frozenset[int], field: str, *, instead_of: tuple[str, str]) -> dict[int, str]:
    """Return the fields with those columns as one that are called after posts, or firms, whose people they count; and no second count."""
    if not across:
        return fields
    return {column: name for column, name in fields.items() if name not in instead_of} | dict.fromkeys(across, field)


def _is_enough(names: list[str], fields: Mapping[int, str], kind: Kind, *, few: bool) -> bool:
    """Tell whether names of columns make a header: one of them the key, and three of them known, or all where there are fewer, or ``few`` will do."""
    in_brackets = (field_of(inside, kind) for name in names for inside in BRACKET.findall(normal(name)))
    known = {*fields.values(), *filter(None, in_brackets)}
    filled = sum(map(bool, names))
    return filled >= 2 and bool(known & KEYS[kind]) and (few or len(known) >= min(3, filled))


def _is_level(row: Sequence[Cell]) -> bool:
    """Tell whether a row may be part of a header: short names, hardly one of them a title line with a colon or a date."""
    texts = [BRACKET.sub("", text).removeprefix("其中:") for text in map(normal, row) if text]
    return bool(texts) and _ODD * sum(bool(_TITLE.search(text)) for text in texts) <= len(texts)


def _is_title(sheet: Sheet, first: int) -> bool:
    """Tell whether a row holds one cell that heads the sheet: nothing below it stands before it, or it is called a table (某镇务工人员花名册)."""
    filled = [column for column, cell in enumerate(sheet.rows[first]) if normal(cell)]
    if len(filled) != 1:
        return False
    below = sheet.rows[first + 1] if first + 1 < len(sheet.rows) else []
    return not any(map(normal, below[: filled[0]])) or bool(_TABLE_NAME.search(normal(sheet.cell(first, filled[0]))))


def _is_sublevel(sheet: Sheet, first: int, row: int, kind: Kind) -> bool:
    """Tell whether ``row`` continues the header above it: names only, and under headings or merged ranges."""
    filled = {column: normal(cell) for column, cell in enumerate(sheet.rows[row]) if normal(cell)} if row < len(sheet.rows) else {}
    plain = {BRACKET.sub("", text) for text in filled.values()}
    if not filled or any(DATA.search(text) or _MARK.fullmatch(text) or len(text) > LONGEST_NAME for text in plain):
        return False
    if len(plain & _SEXES) == 1 and any(
        text in _SEXES and field_of(_over(sheet, first, row, at), kind) == "sex" for at, text in filled.items()
    ):
        return False  # the sex of the first person
    if len(filled) >= 2 and plain <= _LEAVES and not plain & set(map(normal, sheet.rows[row - 1])):
        return True
    if any(low[0] <= row - 1 and high[0] >= row and low[0] >= first for low, high in sheet.merged):
        return True
    return set(filled) <= _headed(sheet, first, row - 1) or _adds_names(sheet, first, row, filled, kind)


def _adds_names(sheet: Sheet, first: int, row: int, filled: Mapping[int, str], kind: Kind) -> bool:
    """Tell whether a row without merged headings above it holds names: few stand below known ones, and with those above most are known."""
    above = [column for column, cell in enumerate(sheet.rows[row - 1]) if field_of(normal(cell), kind)]
    spread = {column for column in filled if column + 1 in filled and not normal(sheet.cell(row - 1, column + 1))}
    below = [column for column in above if column in filled and column not in spread]  # a heading over several stands above its first
    known = [column for column, text in filled.items() if field_of(text, kind)]
    grown = len(match_headers(_joined(sheet, first, row - first + 1), kind).keys() & filled.keys()) >= len(filled) / 2
    return len(filled) >= 2 and grown and len(below) <= len(above) / 5 and (bool(above) or len(known) >= 2)


def _over(sheet: Sheet, first: int, row: int, column: int) -> str:
    """Return the nearest name above a cell."""
    return next((text for at in range(row - 1, first - 1, -1) if (text := normal(sheet.cell(at, column)))), "")


def _headed(sheet: Sheet, first: int, row: int) -> set[int]:
    """Return the columns below headings of a header row that span several of them."""
    spans = ((left, right) for (top, left), (bottom, right) in sheet.merged if first <= top <= row <= bottom and right > left)
    return {column for left, right in spans for column in range(left, right + 1)}


def _joined(sheet: Sheet, first: int, levels: int) -> list[str]:
    width = max((len(sheet.rows[row]) for row in range(first, first + levels)), default=0)
    lines = [_level(sheet, row, width, last=row == first + levels - 1) for row in range(first, first + levels)]
    names = []
    for column in range(width):
        parts: list[str] = []
        for line in lines:
            if line[column] and line[column] not in parts:
                parts.append(line[column])
        names.append("_".join(parts))
    return names


def _level(sheet: Sheet, row: int, width: int, *, last: bool) -> list[str]:
    """Return one level of a header with merged headings spread over their columns."""
    line = [_SPARE.sub("", as_written(sheet.cell(row, column))) for column in range(width)]
    spans = [merge for merge in sheet.merged if merge[0][0] <= row <= merge[1][0]]
    for (top, left), (_, right) in spans:
        text = _SPARE.sub("", as_written(sheet.cell(top, left)))
        for column in range(left, min(right + 1, width)):
            line[column] = text
    if last or spans:
        return line
    below = [as_written(sheet.cell(row + 1, column)) for column in range(width)]
    for column in range(1, width):
        if not line[column] and below[column] and below[column - 1]:
            line[column] = line[column - 1]
    return line
