"""Header rows: where they are, what their columns mean, and the units they state.

A header may stand on any of the first rows, below titles, and may have several levels with merged headings;
levels are joined with ``_`` from the outside in (``未就业_就业意愿_务工去向``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from jobmatch.forms.aliases import IGNORED, WORKER_VOCABULARY, Vocabulary
from jobmatch.forms.job_aliases import JOB_VOCABULARY
from jobmatch.forms.sheets import Cell, Sheet
from jobmatch.forms.text import as_written, normal

Kind = Literal["workers", "jobs"]

_VOCABULARIES: dict[str, Vocabulary] = {"workers": WORKER_VOCABULARY, "jobs": JOB_VOCABULARY}
KEYS = {"workers": frozenset({"name", "id_number"}), "jobs": frozenset({"title"})}
"""Fields without one of which a row is no header."""
_FIRST_ROWS = 30
_MAX_LEVELS = 4
_LONGEST_NAME = 40
_DECORATION = re.compile(r"[*★☆:：#●■▲\"“”'?？]|^[\d一二三四五六七八九十]+[、.．)]|\((必填|选填|必选|下拉选择|可多选|多选|单选|打√|填.*|如.*|请.*)\)")
_SIMPLIFIED = str.maketrans("單稱崗資齡學歷點聯繫係電話證號碼戶現鄉鎮縣區組業務勞動類別術幹貧職願報應條經驗時間體傷殘療險備註說絡數處歲從畢專場廠車質項內圍標準補貼編無參與關狀況養實習層級調責採錄歸預計離開終發佈蓋檔圖線負寫據頻緊償費農產導範優節戰協東臺灣廣遠還邊綜獎絕對擇額滿試轉屬營", "单称岗资龄学历点联系系电话证号码户现乡镇县区组业务劳动类别术干贫职愿报应条经验时间体伤残疗险备注说络数处岁从毕专场厂车质项内围标准补贴编无参与关状况养实习层级调责采录归预计离开终发布盖档图线负写据频紧偿费农产导范优节战协东台湾广远还边综奖绝对择额满试转属营")
"""Traditional characters in names of columns."""
_BRACKET = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_TITLE = re.compile(r".[:：].|\d{4}年|盖章|.{41}")
_TABLE_NAME = re.compile(r".{2}(?:表|台账|册|名单|清单|汇总|统计)(?:\(.*\))?$")
_LEAVES = frozenset(
    ("名称", "全称", "地址", "所在地", "性质", "类型", "姓名", "电话", "联系电话", "手机", "联系人", "人数", "数量", "下限", "上限", "最低",
     "最高", "最小", "最大", "起", "止", "吃", "住", "食", "宿", "包吃", "包住", "岗位", "工种", "地点", "月薪", "学历", "年龄", "男", "女", "合计", "不限", "男女不限")
)
"""Names so general that a row of nothing else continues the header above it: 单位 over 名称 and 地址."""
_WAGE = re.compile(r"薪|工资|工价|报酬|收入|pay|salary|wage|xz|acb")
"""Words of a column that holds the pay itself, and not 待遇 in general."""
_DATA = re.compile(r"\d{5,}|^\d+(\.\d+)?$")


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

    @property
    def after(self) -> int:
        """The first row below the header."""
        return self.first + self.levels

    @cached_property
    def leaves(self) -> dict[int, str]:
        """The lowest level of each column name, in normal spelling."""
        return {column: normal(name.rsplit("_", 1)[-1]) for column, name in enumerate(self.names)}

    def name_of(self, field: str) -> str:
        """Return the name staff see of the first column of a field; the empty text when there is none."""
        return next((self.names[column] for column, known in self.fields.items() if known == field), "")


def match_headers(
    cells: Sequence[Cell], kind: Kind, *, columns: Mapping[str, str] | None = None
) -> dict[int, str]:
    """Return what each column means: position → field, unknown columns left out.

    Parameters
    ----------
    cells
        Names of the columns, one level; levels joined with ``_``.
    kind
        ``workers`` or ``jobs``.
    columns
        Own choices that win over the vocabulary: name as it stands in the form → field, or ``""`` to pass
        the column over.

    Examples
    --------
    >>> match_headers(["序号", "姓名", "身份证号码", "爱好"], "workers")
    {0: 'number', 1: 'name', 2: 'id_number'}
    >>> match_headers(["甲", "姓名"], "workers", columns={"甲": "phone", "姓名": ""})
    {0: 'phone'}
    """
    own = {normal(name): field for name, field in (columns or {}).items()}
    found: dict[int, str] = {}
    for position, cell in enumerate(cells):
        name = normal(cell)
        field = own[name] if name in own else field_of(name, kind)
        if field and field != IGNORED:
            found[position] = field
    return _wished_posts(found, cells) if kind == "workers" else _benefits_beside_pay(found, cells)


def _benefits_beside_pay(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with a column of benefits beside one of pay as what it says beside the pay."""
    benefits = {at for at, field in found.items() if field == "pay" and not _WAGE.search(normal(cells[at]).lower())}
    wages = {at for at, field in found.items() if field in ("pay", "pay_min", "pay_base")} - benefits
    return {at: "pay_note" if at in benefits and wages else field for at, field in found.items()}


def _wished_posts(found: dict[int, str], cells: Sequence[Cell]) -> dict[int, str]:
    """Return the meanings with a bare 工种 beside 就业意愿 as the wish: where nothing else of the form speaks of work done."""
    fields = set(found.values())
    if "willing" not in fields or fields & {"wanted_occupation", "employer", "work_place", "work_months", "income"}:
        return found
    return {at: "wanted_occupation" if normal(cells[at]) in ("工种", "岗位", "职业") else field for at, field in found.items()}


@lru_cache(maxsize=20_000)
def field_of(name: str, kind: Kind) -> str:
    """Return the field a column of this name holds; the empty text when it is not known.

    >>> field_of("期望月薪(元)", "workers"), field_of("乡(镇)", "workers"), field_of("天气", "jobs")
    ('pay_wanted', 'township', '')
    """
    words = _VOCABULARIES[kind]
    full = _DECORATION.sub("", normal(name).translate(_SIMPLIFIED)).lower()
    plain = _BRACKET.sub("", full)
    if not full or len(plain) > _LONGEST_NAME or _DATA.search(plain):
        return ""
    for pattern, field in words.under if "_" in plain else ():
        if pattern.search(plain):
            return field
    leaf = full.rsplit("_", 1)[-1]
    bare = _BRACKET.sub("", leaf)
    spellings = (leaf, re.sub(r"[()\[\]【】]", "", leaf), bare, re.sub(r"[/、及和与或]", "", bare), bare.rstrip("0123456789"), full.replace("_", ""))
    for spelling in spellings:
        if spelling in words.exact:
            return words.exact[spelling]
    for pattern, field in words.pattern:
        if pattern.search(bare or leaf):
            return field
    group = field_of(full.rsplit("_", 1)[0], kind) if "_" in full else ""  # an option, or a unit, below a heading
    return "pay_note" if group == "pay" and not _WAGE.search(full) else group


def option_of(name: str, kind: Kind) -> str:
    """Return the option that a column stands for below a heading, empty when it is no such column.

    >>> option_of("就业意愿（打√）_县内", "workers"), option_of("就业意愿_意向岗位", "workers")
    ('县内', '')
    """
    group, mark, leaf = normal(name).rpartition("_")
    option = _BRACKET.sub("", leaf)
    return option if mark and option and not field_of(leaf, kind) and field_of(group, kind) else ""


@lru_cache(maxsize=20_000)
def label_of(cell: str, kind: Kind) -> str:
    """Return the field that a cell names exactly, empty when it is no name of a column.

    >>> label_of("联系电话：", "workers"), label_of("保安", "workers")
    ('phone', '')
    """
    said = _DECORATION.sub("", normal(cell).translate(_SIMPLIFIED)).lower()
    return _VOCABULARIES[kind].exact.get(said, "") if 2 <= len(said) <= _LONGEST_NAME else ""


def unit_of(name: str) -> str:
    """Return the unit a column name states, empty when none: ``意向薪资（千元）`` gives ``千元``.

    >>> unit_of("意向薪资（千元）"), unit_of("日工资(元)"), unit_of("工资")
    ('千元', '元/天', '')
    """
    text = normal(name)
    inside = next((part for part in _BRACKET.findall(text) if "元" in part or part in ("千", "万", "k")), "")
    outside = re.search(r"[万千]元|元/?(月|天|日|小时|时|年)", _BRACKET.sub("", text))
    unit = inside or (outside[0] if outside else "")
    period = re.search(r"年薪|日薪|日工资|日结|时薪|小时工资", _BRACKET.sub("", text))
    if period and "/" not in unit:
        unit = (unit or "元") + {"年": "/年", "日": "/天", "时": "/小时", "小": "/小时"}[period[0][0]]
    return unit


_CODED = re.compile(r"(\d)[.、:：=-]?([^\d,，;；、/.:：=]{1,12})")


@lru_cache(maxsize=5_000)
def legend_of(name: str) -> Mapping[str, str]:
    """Return the meaning of the codes that a column name explains, empty when it explains none.

    >>> legend_of("可接受的工作地点（1县内2市内县外3市外）"), legend_of("身份证号（18位）")
    ({'1': '县内', '2': '市内县外', '3': '市外'}, {})
    """
    for inside in _BRACKET.findall(normal(name)):
        pairs = _CODED.findall(inside)
        codes = [int(code) for code, _ in pairs]
        if len(pairs) > 1 and codes == list(range(codes[0], codes[0] + len(codes))) and codes[0] < 2:
            return dict(pairs)
    return {}


def find_header(sheet: Sheet, kind: Kind, *, columns: Mapping[str, str] | None = None) -> Header | None:
    """Return the header of a sheet, or None when no row among the first looks like one of this kind."""
    best: Header | None = None
    for first in range(min(_FIRST_ROWS, len(sheet.rows))):
        if best and first < best.after:
            continue  # a lower level of a header that was already read
        header = header_at(sheet, first, kind, columns)
        if header and (best is None or _weight(header) > _weight(best)):
            best = header
    return best


def _weight(header: Header) -> int:
    return len(set(header.fields.values()))


def header_at(sheet: Sheet, first: int, kind: Kind, columns: Mapping[str, str] | None) -> Header | None:
    """Return the header that begins at a row, or None when none does."""
    levels = 1
    if not _is_level(sheet.rows[first]) or _is_title(sheet.rows[first]):
        return None
    while levels < _MAX_LEVELS and _is_sublevel(sheet, first, first + levels, kind):
        levels += 1
    names = _joined(sheet, first, levels)
    fields = match_headers(names, kind, columns=columns)
    known = set(fields.values())
    filled = sum(bool(name) for name in names)
    if not known & KEYS[kind] or len(known) < min(3, filled) or filled < 2:
        return None
    return Header(first, levels, tuple(names), fields)


def _is_level(row: Sequence[Cell]) -> bool:
    """Tell whether a row may be part of a header: short names, none of them a title line with a colon or a date."""
    texts = [_BRACKET.sub("", text) for text in map(normal, row) if text]
    return bool(texts) and not any(_TITLE.search(text) for text in texts)


def _is_title(row: Sequence[Cell]) -> bool:
    """Tell whether a row holds one cell that calls the sheet a table (某镇务工人员花名册)."""
    texts = [text for text in map(normal, row) if text]
    return len(texts) == 1 and bool(_TABLE_NAME.search(texts[0]))


def _is_sublevel(sheet: Sheet, first: int, row: int, kind: Kind) -> bool:
    """Tell whether ``row`` continues the header above it: names only, and under headings or merged ranges."""
    filled = {column: normal(cell) for column, cell in enumerate(sheet.rows[row]) if normal(cell)} if row < len(sheet.rows) else {}
    plain = [_BRACKET.sub("", text) for text in filled.values()]
    if not filled or any(_DATA.search(text) or len(text) > _LONGEST_NAME for text in plain):
        return False
    if len(filled) >= 2 and set(plain) <= _LEAVES and not set(plain) & set(map(normal, sheet.rows[row - 1])):
        return True
    if any(low[0] <= row - 1 and high[0] >= row and low[0] >= first for low, high in sheet.merged):
        return True
    if set(filled) <= _headed(sheet, first, row - 1):
        return True
    above = [column for column, cell in enumerate(sheet.rows[row - 1]) if field_of(normal(cell), kind)]
    spread = {column for column in filled if column + 1 in filled and not normal(sheet.cell(row - 1, column + 1))}
    below = [column for column in above if column in filled and column not in spread]  # a heading over several stands above its first
    known = [column for column, text in filled.items() if field_of(text, kind)]
    names = match_headers(_joined(sheet, first, row - first + 1), kind)
    grown = len(set(names) & set(filled)) >= len(filled) / 2
    return len(filled) >= 2 and grown and len(below) <= len(above) / 5 and (bool(above) or len(known) >= 2)


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
    line = [re.sub(r"\s+", "", as_written(sheet.cell(row, column))) for column in range(width)]
    spans = [merge for merge in sheet.merged if merge[0][0] <= row <= merge[1][0]]
    for (top, left), (_, right) in spans:
        text = re.sub(r"\s+", "", as_written(sheet.cell(top, left)))
        for column in range(left, min(right + 1, width)):
            line[column] = text
    if last or spans:
        return line
    below = [as_written(sheet.cell(row + 1, column)) for column in range(width)]
    for column in range(1, width):
        if not line[column] and below[column] and below[column - 1]:
            line[column] = line[column - 1]
    return line


def other_kind(kind: Kind) -> Kind:
    """Return ``jobs`` for ``workers`` and the other way round."""
    return "jobs" if kind == "workers" else "workers"
