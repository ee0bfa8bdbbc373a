"""Rows of data: what stands below a header, merged cells filled, totals and signatures left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from typing import Protocol

from jobmatch.forms.dates import read_date
from jobmatch.forms.headers import Header
from jobmatch.forms.headings.columns import Kind, unit_of
from jobmatch.forms.layouts.choices import choices_of
from jobmatch.forms.layouts.footers import is_data
from jobmatch.forms.layouts.joint_columns import JointColumns, joint_columns_in
from jobmatch.forms.layouts.letterhead import firm_with_facts, household_said, letterhead_of, stated
from jobmatch.forms.layouts.notices import said_of_all
from jobmatch.forms.layouts.spread import section_of, spread_cells
from jobmatch.forms.sheets import Cell, Sheet
from jobmatch.forms.text import as_written, is_blank, normal

_TITLE_CELLS = 3
"""A line of titles has at most so many filled cells: a name, the office, a date."""
_BEGINS = frozenset(("employer", "household_id", "head_name"))
"""What begins another firm or household: nothing that was said of the one before holds for it."""
_DITTO = frozenset(("同上", "〃", "″", '"', "''"))
_SAME_AS_LEFT = "同左"
_MANY = frozenset(("requirements", "remark"))
"""Fields of which every cell counts."""
USUAL = {
    "name": "姓名", "id_number": "身份证号", "hukou_address": "家庭住址", "home_address": "现居住地", "township": "乡镇",
    "employer": "单位名称", "title": "岗位名称", "openings": "招聘人数", "pay": "工资", "education": "学历", "age": "年龄",
    "work_address": "工作地点", "employer_address": "工作地点", "valid_until": "有效期", "sex": "性别", "requirements": "岗位要求",
    "birth": "出生日期", "phone": "联系电话", "pay_min": "工资", "pay_max": "工资", "pay_wanted": "期望月薪", "in_school": "在校生状况", "work_months": "务工时间",
    "labour_ability": "劳动技能", "public_post": "公益性岗位", "service_need": "就业服务需求", "work_place": "务工地点", "channel": "就业渠道", "relation": "与户主关系",
    "valid_from": "发布日期", "age_min": "年龄", "age_max": "年龄", "openings_part": "招聘人数",
}  # fmt: skip


@dataclass
class Row:
    """One row of data, by field."""

    sheet: str
    """Name of the sheet."""
    number: int
    """Row in the sheet, counted from 1."""
    cells: dict[str, list[Cell]]
    """Filled cells by field, in the order of their columns."""
    names: Mapping[str, str]
    """Field → header as staff see it."""
    texts: dict[str, str] = field(default_factory=dict)
    units: Mapping[str, list[str]] = field(default_factory=dict)
    """Unit that the column of each filled cell states, by field; empty where it states none."""
    spread: frozenset[str] = frozenset()
    """Fields whose cell lies above, in a merged range that covers the row."""

    @property
    def at(self) -> tuple[str, int]:
        """Sheet and row, as problems name them."""
        return self.sheet, self.number

    def raw(self, name: str) -> Cell:
        """Return the first filled cell of a field, None when there is none."""
        found = self.cells.get(name)
        return found[0] if found else None

    def text(self, name: str) -> str:
        """Return the first filled cell of a field as written, empty when there is none."""
        if name not in self.cells:
            return ""
        known = self.texts.get(name)
        if known is None:
            known = self.texts[name] = as_written(self.raw(name))
        return known

    def unit(self, name: str, at: int = 0) -> str:
        """Return the unit that the column of a filled cell states, empty when none."""
        units = self.units.get(name, [])
        return units[at] if at < len(units) else ""

    def all_texts(self, name: str) -> list[str]:
        """Return every filled cell of a field as written."""
        found = self.cells.get(name)
        return [as_written(cell) for cell in found] if found else []

    def joined(self, *names: str) -> str:
        """Return the cells of several fields, each text once, joined by ；.

        >>> Row("表", 2, {"skills": ["缝纫"], "remark": ["缝纫", "会开车"]}, {}).joined("skills", "remark")
        '缝纫；会开车'
        """
        parts = (text for name in names for text in self.all_texts(name))
        return "；".join(dict.fromkeys(part for part in parts if not is_blank(part)))

    def has(self, name: str) -> bool:
        """Tell whether the form has a column for a field."""
        return name in self.names

    def name_of(self, name: str) -> str:
        """Return the header of a field as staff see it, or what it is usually called when there is no column.

        >>> Row("表", 2, {}, {"name": "姓 名"}).name_of("name"), Row("表", 2, {}, {}).name_of("phone")
        ('姓 名', '联系电话')
        """
        return self.names.get(name) or USUAL.get(name, "")


def _is_empty(line: list[Cell], column: int) -> bool:
    return column >= len(line) or line[column] is None or line[column] == ""


class Note(Protocol):
    """Reports a problem of a field of a row."""

    def __call__(self, row: Row, name: str, message: str, *, kept: bool = True, value: str | None = None, once: bool = False) -> None:
        """Note it; ``kept`` is False when the row is set aside, ``value`` the cell where it is not the first, ``once`` where it is of the form."""


@dataclass(frozen=True)
class Form:
    """A sheet with its header."""

    sheet: Sheet
    """The cells."""
    header: Header
    """What the columns mean."""
    end: int | None = None
    """First row beyond the table; None where it ends with the sheet."""
    top: int = 0
    """First row that speaks of this table: what stands above the header belongs to it from there on."""
    firm: str = ""
    """The firm on the line over its header, where each of several firms has its own; empty where none has."""

    @cached_property
    def dated(self) -> dt.date | None:
        """The day the form itself states above its header (填报日期, or the year and month in the title)."""
        for line in self.sheet.rows[: self.header.first]:
            for cell in line:
                day = read_date(cell) if normal(cell) and not isinstance(cell, (int, float)) else None
                if day and day.exact != "year" and 2000 <= day.date.year <= 2100:
                    return day.date
        return None

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The name on the tab, and the cells of the lines right above the header, the nearest first.

        >>> sheet = Sheet("白帝镇", [["求职登记表"], ["2026年3月1日"], ["姓名", "性别", "年龄"]])
        >>> form = Form(sheet, Header(2, 1, ("姓名", "性别", "年龄"), {0: "name", 1: "sex", 2: "age"}))
        >>> form.titles, form.dated
        (('白帝镇', '2026年3月1日', '求职登记表'), datetime.date(2026, 3, 1))
        """
        lines = [*self.sheet.around, *self.sheet.rows[: self.header.first]]
        filled = ([as_written(cell) for cell in line if normal(cell)] for line in reversed(lines))
        above = takewhile(lambda texts: len(texts) <= _TITLE_CELLS, filled)
        return (self.sheet.name, *(text for texts in above for text in texts))

    @cached_property
    def names(self) -> dict[str, str]:
        """Field → header as staff see it."""
        listed = {name: self.header.names[column] for column, names in self._joint.listed.items() for name in names}
        return {**listed, **{name: self.header.name_of(name) for name in self._own}}

    @cached_property
    def kind(self) -> Kind:
        """What the rows are."""
        return "jobs" if "title" in self.header.fields.values() else "workers"

    @property
    def _of_one_firm(self) -> bool:
        """Whether the table lists posts without a column for the firm, which then stands above it."""
        return self.kind == "jobs" and "employer" not in self.header.fields.values()

    def rows(self) -> Iterator[Row]:
        """Yield the rows of data; blank rows, repeated headers, totals and signatures are passed over.

        >>> sheet = Sheet("表", [["姓名", "性别", "年龄"], ["张三", "男", 43], ["李四", "〃", 41], ["合计", "", 2]])
        >>> form = Form(sheet, Header(0, 1, ("姓名", "性别", "年龄"), {0: "name", 1: "sex", 2: "age"}))
        >>> [(row.number, row.text("name"), row.text("sex")) for row in form.rows()]
        [(2, '张三', '男'), (3, '李四', '男')]
        """
        end = self.end if self.end is not None else len(self.sheet.rows)
        spread, choices = spread_cells(self.sheet, self.header, end), choices_of(self.sheet, self.header, self.end)
        above = always = self._around(end)
        last: dict[int, Cell] = {}
        over = [section_of(line, self.header) for line in self.sheet.rows[self.top : self.header.first]]
        section = {name: cells for part in over for name, cells in part.items() if name == "willing"}
        for index in range(self.header.after, end):
            line = self.sheet.rows[index][: self.header.stop]
            line = [None] * min(self.header.start, len(line)) + line[self.header.start :]
            said = self._said_by(line)
            if said:
                above = said if _BEGINS & said.keys() else {**above, **said}
            headed = section_of(line, self.header)
            section = headed or section
            if said or headed or not is_data(line, self.header) or not self._has_own(line) or self._repeats_title(line):
                continue
            below = {
                column: spread[index, column]
                for column in self.header.fields
                if _is_empty(line, column) and spread.get((index, column)) is not None
            }
            filled = {column: choices.said(column, cell) for column, cell in self._filled(line, below, last)}
            last = {column: filled.get(column) for column in self.header.fields}
            if self.kind == "jobs" and any(self.header.fields[column] == "employer" for column in filled):
                above = {name: cells for name, cells in above.items() if name in always}
            yield self._row(index, filled, {**above, **section}, frozenset(self.header.fields[column] for column in below))

    def _said_by(self, line: list[Cell]) -> dict[str, list[Cell]]:
        """Return what a line says of the rows around it: of their firm, where no column names it, or of their household."""
        if self.kind == "workers":
            return household_said(line)
        named, filled = firm_with_facts(line), [cell for cell in line if normal(cell)]
        if named or not self._of_one_firm:
            return named
        if len(filled) != 1:
            return stated(line)
        return stated(line) or {name: [said] for name, said in said_of_all(as_written(filled[0])).items()}

    def _repeats_title(self, line: list[Cell]) -> bool:
        """Tell whether a line is one that stands above the header, printed again on the next page."""
        filled = [cell for cell in line if normal(cell)]
        return len(filled) <= _TITLE_CELLS and all(as_written(cell) in (*self.titles[1:], *self._first_titles) for cell in filled)

    @cached_property
    def _first_titles(self) -> tuple[str, ...]:
        """The lines of one cell at the top of the sheet, which may be printed again on each page."""
        lines = [[as_written(cell) for cell in line if normal(cell)] for line in self.sheet.rows[: min(_TITLE_CELLS, self.header.first)]]
        return tuple(texts[0] for texts in lines if len(texts) == 1)

    def _around(self, end: int) -> dict[str, list[Cell]]:
        """Return what the lines above the header, and of posts behind the last one, say of all rows."""
        if self.kind == "workers":
            return {
                name: cells for line in self.sheet.rows[: self.header.first] for name, cells in household_said(line, above=True).items()
            }
        if not self._of_one_firm:
            return {name: cells for line in self.sheet.around for name, cells in stated(line).items() if name not in self._own}
        above = [*self.sheet.rows[self.top : self.header.first], *self.sheet.around]
        named: dict[str, list[Cell]] = {"employer": [self.firm]} if self.firm else {}
        return {**self._below(end), **letterhead_of(above, self.sheet.name), **named}

    def _below(self, end: int) -> dict[str, list[Cell]]:
        """Return what the lines behind the last post say of all of them: 联系人, 工作地点."""
        found: dict[str, list[Cell]] = {}
        signed = True
        for line in reversed(self.sheet.rows[self.header.after : end]):
            said = self._said_by(line)
            if not said and is_data(line, self.header):
                break
            if "employer" in said and not signed:
                return {}  # another firm's posts were above
            found = {**found, **said}
            signed = signed and not said
        return found

    def _filled(self, line: list[Cell], below: Mapping[int, Cell], last: Mapping[int, Cell]) -> Iterator[tuple[int, Cell]]:
        """Yield the columns of a line that say something: their own cell, or what it points to."""
        for column in self.header.fields:
            cell = below[column] if column in below else line[column] if column < len(line) else None
            if isinstance(cell, str):
                mark = normal(cell)
                left = line[column - 1] if column else None
                if mark == _SAME_AS_LEFT or (mark in _DITTO and self._repeats_left(column, left)):
                    cell = left
                elif mark in _DITTO:
                    cell = last.get(column)
            if cell is not None and cell != "":
                yield column, cell

    def _repeats_left(self, column: int, left: Cell) -> bool:
        """Tell whether 同上 means the question before, and not the line above: 户籍地 | 现居住地 of one person."""
        asked = (self.header.fields.get(column - 1), self.header.fields[column])
        return asked == ("hukou_address", "home_address") and bool(normal(left)) and normal(left) not in _DITTO

    def _row(self, index: int, filled: Mapping[int, Cell], around: Mapping[str, list[Cell]], below: frozenset[str]) -> Row:
        """Return the row of the cells by column; ``around`` is what the lines above say of it."""
        cells: dict[str, list[Cell]] = {}
        units: dict[str, list[str]] = {}
        for column, cell in filled.items():
            main = self.header.fields[column]
            facts = self._joint.facts(column, main, cell) if column in self._joint.listed else ((main, cell),)
            for name, fact in facts:
                if as_written(fact) == "" or self._has_better(column, name):
                    continue
                cells.setdefault(name, []).append(fact)
                if name in self._measured:
                    units.setdefault(name, []).append(self._units.get(column, ""))
        names = {**dict.fromkeys(around, "表头"), **self.names} if around else self.names
        return Row(self.sheet.name, index + 1, {**around, **cells}, names, units=units, spread=below)

    def _has_better(self, column: int, name: str) -> bool:
        """Tell whether another column is called after a fact that stands beside others in this one."""
        return name != self.header.fields[column] and name in self._own and name not in _MANY

    def _has_own(self, line: list[Cell]) -> bool:
        own = self.header.own
        return not own or any(normal(line[column]) for column in own if column < len(line))

    @cached_property
    def _own(self) -> dict[str, None]:
        """The fields that columns are called after."""
        return dict.fromkeys(self.header.fields.values())

    @cached_property
    def _joint(self) -> JointColumns:
        return joint_columns_in(self.header)

    @cached_property
    def _measured(self) -> frozenset[str]:
        """The fields of which a column states the unit."""
        columns = self._units
        return frozenset(name for column in columns for name in (self.header.fields[column], *self._joint.listed.get(column, ())))

    @cached_property
    def _units(self) -> dict[int, str]:
        return {column: unit for column in self.header.fields if (unit := unit_of(self.header.names[column]))}
