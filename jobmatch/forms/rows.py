"""Rows of data: what stands below a header, merged cells filled, totals and signatures left out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from jobmatch.forms.dates import read_date
from jobmatch.forms.footers import is_data
from jobmatch.forms.headers import Header, Kind, legend_of, option_of, unit_of
from jobmatch.forms.letterhead import stated
from jobmatch.forms.sheets import Cell, Sheet
from jobmatch.forms.slashed import Order, first_of, told
from jobmatch.forms.text import as_written, is_blank, normal, ticked

_SECTION = re.compile(r"(?:[一二三四五六七八九十\d]{1,3}[、.])?(?P<name>[一-鿿]{1,6}?(?:(?P<town>镇|乡|街道)|村|社区))(?:\(?(?:共|合计)?\d+[人户名]\)?)?[:：]?")
_DATES = frozenset(("birth", "valid_from", "valid_until", "surveyed_on", "graduated_on", "leave_on", "returned_on"))
_DITTO = frozenset(("同上", "〃", "″", "同左", "\"", "''"))
_TICKS = frozenset(("√", "✓", "✔", "☑", "v", "是", "有", "1", "y", "●", "■"))
_USUAL = {
    "name": "姓名", "id_number": "身份证号", "hukou_address": "家庭住址", "home_address": "现居住地", "township": "乡镇",
    "employer": "单位名称", "title": "岗位名称", "openings": "招聘人数", "pay": "工资", "education": "学历", "age": "年龄",
    "work_address": "工作地点", "employer_address": "工作地点", "valid_until": "有效期", "sex": "性别", "requirements": "岗位要求",
}  # fmt: skip
_FIRM = re.compile(r"[一-鿿()（）]{1,24}?(?:公司|集团|合作社|酒店|宾馆)(?!名)")
"""A firm that the title or the tab names."""

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
        known = self.texts.get(name)
        if known is None:
            known = self.texts[name] = as_written(self.raw(name))
        return known

    def all_texts(self, name: str) -> list[str]:
        """Return every filled cell of a field as written."""
        return [as_written(cell) for cell in self.cells.get(name, ())]

    def joined(self, *names: str) -> str:
        """Return the cells of several fields, each text once, joined by ；."""
        parts = (text for name in names for text in self.all_texts(name))
        return "；".join(dict.fromkeys(part for part in parts if not is_blank(part)))

    def has(self, name: str) -> bool:
        """Tell whether the form has a column for a field."""
        return name in self.names

    def name_of(self, name: str) -> str:
        """Return the header of a field as staff see it, or what it is usually called when there is no column."""
        return self.names.get(name) or _USUAL.get(name, name)


class Note(Protocol):
    """Reports a problem of a field of a row."""

    def __call__(self, row: Row, name: str, message: str, *, kept: bool = True, value: str | None = None) -> None:
        """Note it; ``kept`` is False when the row is set aside, ``value`` the cell where it is not the first."""


@dataclass(frozen=True)
class Form:
    """A sheet with its header."""

    sheet: Sheet
    """The cells."""
    header: Header
    """What the columns mean."""
    end: int | None = None
    """First row beyond the table; None where it ends with the sheet."""

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
    def names(self) -> dict[str, str]:
        """Field → header as staff see it."""
        return {name: self.header.name_of(name) for name in dict.fromkeys(self.header.fields.values())}

    def unit(self, name: str) -> str:
        """Return the unit that the column of a field states."""
        return unit_of(self.names.get(name, ""))

    def rows(self) -> Iterator[Row]:
        """Yield the rows of data; blank rows, repeated headers, totals and signatures are passed over."""
        filled = self._merged_values() | self._grouped_values()
        above = self._letterhead(range(self.header.first))
        last: dict[int, Cell] = {}
        section: dict[str, list[Cell]] = {}
        for index in range(self.header.after, self.end if self.end is not None else len(self.sheet.rows)):
            line = self.sheet.rows[index][: self.header.stop]
            line = [None] * min(self.header.start, len(line)) + line[self.header.start :]
            said = stated(line) if self.of_one_firm else {}
            if said:
                above = said if "employer" in said else {**above, **said}
            headed = _section(line)
            section = headed or section
            if said or headed or not is_data(line, self.header):
                continue
            cells: dict[str, list[Cell]] = {}
            for column, name in self.header.fields.items():
                cell = line[column] if column < len(line) else None
                if cell is None or cell == "":
                    cell = filled.get((index, column))
                if cell is not None:
                    cell = self._chosen(column, last.get(column) if normal(cell) in _DITTO else cell)
                last[column] = cell
                if cell is not None and as_written(cell) != "":
                    cells.setdefault(name, []).append(cell)
            yield Row(self.sheet.name, index + 1, {**above, **section, **cells}, {**dict.fromkeys(above, "表头"), **self.names} if above else self.names)

    def _chosen(self, column: int, cell: Cell) -> Cell:
        """Return what a cell says: of boxes the ticked ones, of an option column the option, of a code its meaning."""
        option, legend = self._options.get(column, ""), self._legends.get(column)
        if option and normal(cell) in _TICKS:
            return option
        if legend and normal(cell) in legend:
            return legend[normal(cell)]
        return ticked(told(cell, self._orders.get(column, ""))) if isinstance(cell, str) else cell

    @cached_property
    def _orders(self) -> dict[int, Order]:
        rows = self.sheet.rows[self.header.after : self.end]
        dates = [column for column, name in self.header.fields.items() if name in _DATES]
        return {column: first_of(row[column] for row in rows if column < len(row)) for column in dates}

    @cached_property
    def _legends(self) -> dict[int, Mapping[str, str]]:
        return {column: legend for column in self.header.fields if (legend := legend_of(self.header.names[column]))}

    @cached_property
    def _options(self) -> dict[int, str]:
        kind: Kind = "jobs" if "title" in self.header.fields.values() else "workers"
        return {column: option for column in self.header.fields if (option := option_of(self.header.names[column], kind))}

    @property
    def of_one_firm(self) -> bool:
        """Whether the table lists posts without a column for the firm, which then stands above it."""
        fields = set(self.header.fields.values())
        return "title" in fields and "employer" not in fields

    def _letterhead(self, lines: range) -> dict[str, list[Cell]]:
        said = [stated(self.sheet.rows[line]) for line in lines] if self.of_one_firm else []
        found = {name: cells for part in said for name, cells in part.items()}
        if "employer" not in found and self.of_one_firm:
            above = (normal(cell) for line in reversed([self.sheet.rows[at] for at in lines]) for cell in line)
            firm = next((match[0] for text in (*above, normal(self.sheet.name)) if (match := _FIRM.match(text))), None)
            return {"employer": [firm]} if firm else {}
        return found if "employer" in found else {}

    def _merged_values(self) -> dict[tuple[int, int], Cell]:
        """Return the value of every cell that a merged range below the header covers."""
        values: dict[tuple[int, int], Cell] = {}
        for (top, left), (bottom, _) in self.sheet.merged:
            if top >= self.header.after:
                cell = self.sheet.cell(top, left)
                values.update({(row, left): cell for row in range(top + 1, bottom + 1)})
        return values

    def _grouped_values(self) -> dict[tuple[int, int], Cell]:
        """Return the township of rows that leave it out, where only the first of each group names it."""
        values: dict[tuple[int, int], Cell] = {}
        for column in (at for at, name in self.header.fields.items() if name == "township"):
            data = [row for row in range(self.header.after, self.end or len(self.sheet.rows)) if is_data(self.sheet.rows[row], self.header)]
            named = [row for row in data if normal(self.sheet.cell(row, column))]
            if named and named[0] == data[0] and 2 * len(named) <= len(data):
                for first, following in zip(named, [*named[1:], len(self.sheet.rows)], strict=True):
                    values |= {(row, column): self.sheet.cell(first, column) for row in range(first + 1, following)}
        return values


def _section(line: list[Cell]) -> dict[str, list[Cell]]:
    """Return the township or village that a line heads a group of rows with: 白帝镇（2人）, alone on its line."""
    filled = [cell for cell in line if cell is not None and cell != ""]
    match = _SECTION.fullmatch(normal(filled[0])) if len(filled) == 1 else None
    return {"township" if match["town"] else "village": [match["name"]]} if match else {}
