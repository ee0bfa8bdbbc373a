"""A table without a header: it goes on with the one of the sheet before it, or its cells tell what each column is.

It goes on where its columns hold the same shapes of cells: numbers where numbers stood, ID numbers below ID numbers. By
its cells alone it is believed where one column holds names and another ID or telephone numbers, or one posts and another firms or pay.
Columns are told in an order in which each takes what is surest first; what is left over is passed over.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from jobmatch.forms.education import read_education, read_education_asked
from jobmatch.forms.headers import Header
from jobmatch.forms.headings.columns import KEYS, Kind
from jobmatch.forms.identity import read_id, read_phones, read_sex
from jobmatch.forms.layouts.footers import is_data
from jobmatch.forms.layouts.keyless import LIKE
from jobmatch.forms.layouts.rows import Form
from jobmatch.forms.pay import read_pay
from jobmatch.forms.sheets import Cell, Sheet
from jobmatch.forms.text import normal

_FEWEST_ROWS, _FEWEST_COLUMNS = 2, 3
_SHARE = 0.8
"""Share of the filled cells of a column that must look like what it is taken for."""
_FILLED = 0.5
"""Share of the rows in which a column must say something."""
_LONGEST_SERIAL = 5
_PLACE = re.compile(r"[一-鿿]{2,}(?:[省市区县州镇乡村组社路号园]|街道|社区|\d+号?)")
_FIRM = re.compile(r"[一-鿿()A-Za-z]{2,}(?:公司|厂|店|社|院|馆|中心|集团|酒店|学校|幼儿园|超市|车间|基地|部|站|农场)")
_PAY = re.compile(r"\d{3}|\d[千万k]|面议|计件")
_DAY = re.compile(r"(?:19[4-9]|200|201)\d(?:年|[-./]?\d{1,2}).*")

_FEWEST = 3
"""So many columns must be filled in both sheets."""
_ALIKE = 0.75
"""Share of these columns that must hold the same shape."""
_KEYED = 0.8
"""Share of the rows that must name a person or a post."""
_SHAPES = (
    ("id", re.compile(r"\d{15,17}[\dxX]|\d{20,}.?")), ("phone", re.compile(r"1[3-9]\d{9}\D*|0\d{2,3}-?\d{7,8}\D*")),
    ("date", re.compile(r"(?:19|20)\d{2}[年./-]\d{1,2}.*|(?:19|20)\d{6}")), ("number", re.compile(r"-?\d+(?:\.\d+)?")),
)  # fmt: skip

Looks = Callable[[str], object]
_COLUMNS: Mapping[Kind, tuple[tuple[str, str, Looks], ...]] = {
    "workers": (
        ("id_number", "身份证号", lambda said: read_id(said).number), ("phone", "联系电话", lambda said: read_phones(said)[0]), ("sex", "性别", read_sex),
        ("education", "文化程度", lambda said: read_education(said) is not None and not said.isdigit()), ("birth", "出生年月", _DAY.fullmatch),
        ("age", "年龄", lambda said: re.fullmatch(r"(?:1[6-9]|[2-7]\d)(?:周?岁)?", said)), ("name", "姓名", re.compile(r"(?!.*[工员师])[一-鿿·]{2,4}").fullmatch),
        ("hukou_address", "家庭住址", _PLACE.match), ("wanted_occupation", "意向岗位", LIKE["jobs"].fullmatch),
    ),
    "jobs": (
        ("phone", "联系电话", lambda said: read_phones(said)[0]), ("employer", "单位名称", _FIRM.fullmatch), ("age", "年龄", lambda said: re.search(r"\d{2}(?:周?岁|-\d{2}(?!\d))", said)),
        ("pay", "工资", lambda said: _PAY.search(said) and not read_pay(said).warning), ("education", "学历", lambda said: read_education_asked(said) is not None and said != "不限"),
        ("title", "岗位名称", LIKE["jobs"].fullmatch), ("openings", "招聘人数", re.compile(r"\d{1,3}[人名个]?|若干").fullmatch), ("work_address", "工作地点", _PLACE.match),
    ),
}  # fmt: skip
"""Field, what it is usually called, and whether a cell looks like it; the surest first."""
_NEEDED: Mapping[Kind, tuple[str, frozenset[str]]] = {
    "workers": ("name", frozenset(("id_number", "phone"))), "jobs": ("title", frozenset(("employer", "pay", "phone"))),
}  # fmt: skip


def header_by_cells(sheet: Sheet, kind: Kind) -> Header | None:
    """Return the meanings of the columns of a sheet without a header, None where its cells do not tell them.

    >>> people = [["张三", "男", "500241197901019015", "15400000001"], ["李四", "女", "500241197901019023", "15400000002"]]
    >>> header = header_by_cells(Sheet("表", people * 3), "workers")
    >>> sorted(header.fields.items())
    [(0, 'name'), (1, 'sex'), (2, 'id_number'), (3, 'phone')]
    """
    rows = [(at, [normal(cell) for cell in row]) for at, row in enumerate(sheet.rows)]
    first = next((at for at, row in rows if sum(map(bool, row)) >= _FEWEST_COLUMNS), len(rows))
    filled = [row for _, row in rows[first:] if any(row)]
    if len(filled) < _FEWEST_ROWS:
        return None
    columns = {at: texts for at in range(max(map(len, filled))) if len(texts := _column(filled, at)) >= _FILLED * len(filled)}
    fields: dict[int, str] = {}
    for field, _, looks in _COLUMNS[kind]:
        found = next(
            (
                at
                for at, texts in columns.items()
                if at not in fields and not (at == 0 and _is_serial(texts)) and _share(texts, looks) >= _SHARE
            ),
            None,
        )
        if found is not None:
            fields[found] = field
    main, others = _NEEDED[kind]
    if main not in fields.values() or not others & set(fields.values()) or len(fields) < _FEWEST_COLUMNS:
        return None
    usual = {field: name for field, name, _ in _COLUMNS[kind]}
    return Header(first, 0, tuple(usual.get(fields.get(at, ""), "") for at in range(max(columns) + 1)), fields)


def _column(rows: Sequence[Sequence[str]], at: int) -> list[str]:
    return [row[at] for row in rows if at < len(row) and row[at]]


def _share(texts: Sequence[str], looks: Looks) -> float:
    return sum(bool(looks(text)) for text in texts) / len(texts)


def _is_serial(texts: Sequence[str]) -> bool:
    """Tell whether a column only counts the rows."""
    if not texts[0].isdecimal() or len(texts[0]) > _LONGEST_SERIAL:
        return False
    return list(texts) == [str(number) for number in range(int(texts[0]), int(texts[0]) + len(texts))]


def continued(sheet: Sheet, before: Form, kind: Kind) -> Form | None:
    """Return the table of a sheet that goes on with the one before it, None where the columns are not alike.

    >>> from jobmatch.forms.headers import find_header
    >>> rows = [["张三", "男", "15400000001"], ["李四", "女", "15400000002"]]
    >>> first = Sheet("一", [["姓名", "性别", "联系电话"], *rows])
    >>> form = Form(first, find_header(first, "workers"))
    >>> more = continued(Sheet("二", rows), form, "workers")
    >>> [row.text("phone") for row in more.rows()] if more else None
    ['15400000001', '15400000002']
    """
    header = replace(before.header, first=0, levels=0)
    rows = [row for row in sheet.rows if is_data(row, header)]
    if not rows or max(map(len, rows)) > max(len(header.names), 1):
        return None
    keys = [column for column, field in header.fields.items() if field in KEYS[kind]]
    keyed = sum(any(column < len(row) and normal(row[column]) for column in keys) for row in rows)
    above, below = _shapes(before.sheet.rows[before.header.after : before.end], header), _shapes(rows, header)
    both = above.keys() & below.keys()
    alike = sum(above[column] == below[column] for column in both)
    told = any(above[column] == below[column] != "word" for column in both)
    if keyed < _KEYED * len(rows) or len(both) < _FEWEST or alike < _ALIKE * len(both) or not told:
        return None
    return Form(sheet, header)


def _shapes(rows: Iterable[list[Cell]], header: Header) -> dict[int, str]:
    """Return the shape that most cells of each filled column have."""
    found: dict[int, Counter[str]] = {}
    for row in rows:
        for column in header.fields:
            if column < len(row) and normal(row[column]):
                found.setdefault(column, Counter())[_shape(row[column])] += 1
    return {column: shapes.most_common(1)[0][0] for column, shapes in found.items()}


def _shape(cell: Cell) -> str:
    if isinstance(cell, (dt.date, dt.datetime)):
        return "date"
    said = normal(cell)
    return next((name for name, pattern in _SHAPES if pattern.fullmatch(said)), "word")
