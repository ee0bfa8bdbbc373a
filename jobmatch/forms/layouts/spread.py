"""Cells that stand for several rows: merged ranges, a township named once a group, a line that heads a group."""

from __future__ import annotations

import re
from functools import lru_cache

from jobmatch.errors import AmbiguousPlace, PlaceError
from jobmatch.forms.headers import Header
from jobmatch.forms.layouts.footers import is_data
from jobmatch.forms.layouts.keyless import LIKE
from jobmatch.forms.sheets import Cell, Sheet
from jobmatch.forms.text import normal
from jobmatch.forms.workplace import workplace_of_all
from jobmatch.places import locate

_COUNT = r"(?:\(?(?:共|合计)?\d+[人户名个家]\)?)?[:：]?"
_SECTION = re.compile(
    rf"(?:[一二三四五六七八九十\d]{{1,3}}[、.])?(?P<county>[一-鿿]{{2,12}}?[省市区县州])?(?P<township>[一-鿿]{{1,6}}?(?:镇|乡|街道))?"
    rf"(?P<village>[一-鿿]{{1,6}}?(?:村|社区))?{_COUNT}"
)
"""Divisions that head a group of rows, each known by its ending."""
_HEADING = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)、.．][^:：。]{0,12}(?:岗位?|车间|企业|代工点)(?:\(.*\))?$")
"""二、帮扶车间岗位, on a line of its own among postings."""
_WISH = re.compile(
    r"[(]?[一二三四五六七八九十\d]{1,2}[)、.．](?P<said>[^:：。]{0,8}(?:意愿|意向|打算|需求))(?:的?(?:人员|劳动力|群众))?(?:名单)?(?:\(.*\))?"
)
"""（二）有本地就业意愿, on a line of its own among people."""

_DIVISIONS = ("province", "city", "county", "township")
"""Columns of divisions, the widest first."""
_TRADE = re.compile(rf"(?:[一-鿿、/]{{2,10}}类|(?=[一-鿿、/]{{4,10}}(?:[(（]|$)){LIKE['jobs'].pattern})(?:岗位|工种|人员)?{_COUNT}")
"""家政服务类, 电子厂普工（4人）, on a line of its own among people."""


def spread_cells(sheet: Sheet, header: Header, end: int) -> dict[tuple[int, int], Cell]:
    """Return row and column → the value of every blank cell that another cell stands for.

    >>> header = Header(0, 1, ("单位", "岗位"), {0: "employer", 1: "title"})
    >>> spread_cells(Sheet("岗位", [["单位", "岗位"], ["甲厂", "普工"], [None, "焊工"]], merged=(((1, 0), (2, 0)),)), header, 3)
    {(2, 0): '甲厂'}
    """
    return _merged(sheet, header) | _grouped(sheet, header, end)


def section_of(line: list[Cell], header: Header) -> dict[str, list[Cell]]:
    """Return what a line alone says of the rows below it: divisions (白帝镇浣花村（2人）), a form of workplace.

    >>> header = Header(0, 1, ("姓名", "性别"), {0: "name", 1: "sex"})
    >>> section_of(["白帝镇浣花村（2人）", None], header), section_of(["张三", "男"], header)
    ({'township': ['白帝镇'], 'village': ['浣花村']}, {})
    """
    filled = [cell for cell in line if cell is not None and cell != ""]
    if len(filled) != 1:
        return {}
    text = normal(filled[0])
    if text and (match := _SECTION.fullmatch(text)):
        found: dict[str, list[Cell]] = {name: [part] for name, part in match.groupdict().items() if part}
        return found if not match["county"] or _is_division(match["county"]) else {}
    if "name" in header.fields.values() and (wish := _WISH.fullmatch(text)):
        return {"willing": [wish["said"]]}
    if "name" in header.fields.values() and _TRADE.fullmatch(text):
        return {"wanted_occupation": [re.sub(f"{_COUNT}$", "", text)]}
    if "title" in header.fields.values() and _HEADING.match(text):
        return {"workplace": [workplace_of_all((text,)) or "企业"]}
    return {}


@lru_cache(maxsize=1_000)
def _is_division(text: str) -> bool:
    """Tell whether a text names a county or more: 浙江省宁波市, and not a person whose name ends in 州."""
    try:
        locate(text)
    except AmbiguousPlace:
        return True
    except PlaceError:
        return False
    return True


def _merged(sheet: Sheet, header: Header) -> dict[tuple[int, int], Cell]:
    """Return the value of every cell that a merged range below the header covers."""
    values: dict[tuple[int, int], Cell] = {}
    for (top, left), (bottom, _) in sheet.merged:
        if top >= header.after:
            cell = sheet.cell(top, left)
            values.update({(row, left): cell for row in range(top + 1, min(bottom + 1, len(sheet.rows)))})
    return values


def _grouped(sheet: Sheet, header: Header, end: int) -> dict[tuple[int, int], Cell]:
    """Return the township of rows that leave it out, where only the first of each group names it; a county too, before people and firms."""
    values: dict[tuple[int, int], Cell] = {}
    called = min((at for at, name in header.fields.items() if name in ("name", "title", "employer")), default=0)
    for column in (at for at, name in header.fields.items() if name == "township" or (name in _DIVISIONS and at < called)):
        data = [row for row in range(header.after, end) if is_data(sheet.rows[row], header)]
        named = [row for row in data if normal(sheet.cell(row, column))]
        if named and named[0] == data[0] and 2 * len(named) <= len(data):
            values |= _carried_down(sheet, header, data, column)
    return values


def _carried_down(sheet: Sheet, header: Header, data: list[int], column: int) -> dict[tuple[int, int], Cell]:
    """Return the division for the rows below the one that names it, as far as those it lies in stay the same."""
    above = _DIVISIONS[: _DIVISIONS.index(header.fields[column])]
    counties = [at for at, name in header.fields.items() if name in above]
    values: dict[tuple[int, int], Cell] = {}
    town: Cell = None
    county = ""
    for row in data:
        own = "".join(normal(sheet.cell(row, at)) for at in counties)
        if own and own != county:
            county, town = own, None
        if normal(sheet.cell(row, column)):
            town = sheet.cell(row, column)
        elif town is not None:
            values[row, column] = town
    return values
