"""Where a row's address lies: the texts that may name it, tried in order, and why none did."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from jobmatch.errors import AmbiguousPlace, PlaceError
from jobmatch.forms.layouts.rows import Row
from jobmatch.forms.sheets import Sheet
from jobmatch.forms.text import is_nothing, normal
from jobmatch.places import Place, first_place
from jobmatch.places.located import is_vague

_COUNTY_DIGITS, _SHOWN = 6, 6
_DIVISIONS = ("province", "city", "county", "township", "village")
_TOWN_SHEET = re.compile(r"^[\d.、]*(?P<town>[一-鿿]{2,10}?)(?:\(.*\)|\d+)?$")
_TOWN_ENDING = re.compile(r"(?:镇|乡|街道|办事处)$")
_TOWN_TITLE = re.compile(
    r"^(?:[一-鿿]{1,8}?[省市县区])*(?P<town>[一-鿿]{1,6}?(?:镇|乡|街道))[^:,。;]*(?:表|台账|册|名单|清单|登记|汇总|统计|摸底|信息|情况|计划|安排|汇总表|台帐|(?:务工|就业|求职|意愿|意向|返乡)人员|公示|公告|岗位)(?:\([^()]*\))?$"
)
_ANNEX = re.compile(r"^(?:附[件表]\d*[:：])?(?:20\d\d年度?(?:[上下]半年|第?[一二三四]季度|\d{1,2}月份?)?)?")
_TOWN_BEHIND = re.compile(
    r"(?:表|台账|册|名单|清单|汇总|统计|登记|调查|摸底|情况|信息)\((?:[一-鿿]{1,8}?[省市县区])*(?P<town>[一-鿿]{1,6}?(?:镇|乡|街道))\)$"
)
"""登记表（吐祥镇）."""
_TOWN_ALONE = re.compile("[一-鿿]{1,6}(?:镇|乡|街道)")
"""A title that is but the name of a township."""
_LABELLED = re.compile(
    r"(?:乡镇|镇乡|乡\(镇\)|镇\(乡\)|镇街|街镇|街道|填[报表]单位|制表单位|上报单位|单位)(?:\([^()]*\))*[:：](?:[一-鿿]{2,12}?[省市县区州])*(?P<town>[一-鿿]{2,6}?(?:镇|乡|街道))"
)
"""乡镇：临江镇, 填报单位（盖章）：某县临江镇人民政府: on a line above the header."""
_LABELLED_COUNTY = re.compile(r"(?:区县|县区|区\(县\)|县\(区\)|县)(?:\([^()]*\))*[:：](?P<county>[一-鿿]{2,12}?[县区市])")

_TITLED_COUNTY = re.compile(r"(?:[一-鿿]{2,8}?(?:省|自治区|市))*[一-鿿]{1,9}?[县区]")
"""某县就业需求汇总表: in a title, whatever else it says."""
_TITLE_ROWS = 6
"""Titles stand within so many rows."""
_VILLAGE = re.compile(r"(?!.*(?:[省市县州镇乡]|街道|(?<!社)区))[一-鿿]{1,8}(?:村|社区)\S{0,8}")
_SEAT = re.compile(
    r"^(?:(?:各个?|其[他它余])(?:乡镇|镇乡|镇街|街镇|乡|镇|街道|村|社区)|辖区|县域|区域内|全域|城乡|本?县城|城区|城关|县(?:内|里)?(?:工业园|开发区|体育|人民|中学|医院)|本县|全县|县内|本区|工业园区|开发区)"
)
_AT_SEAT = re.compile(r"(?:现住|住在?)?(?:本?县城(?:内|里)?|城区|城关)")
_TOWN = re.compile(r"(?<![场集城])(?P<town>[一-鿿]{2,8}?(?:镇|乡|街道))(?!企|村|下|镇)")


@dataclass(frozen=True, slots=True)
class Located:
    """The place of a row, or why there is none."""

    place: Place | None
    """The place found."""
    text: str
    """The text that named it, else the first one tried; empty when the row names no place."""
    message: str = ""
    """Why there is none, and what to do; empty when there is one."""

    @property
    def vague(self) -> bool:
        """Whether the point stands for more than a township."""
        return self.place is not None and _is_vague(self.place)

    @property
    def doubt(self) -> str:
        """What of the text was not understood although a county was: a township of no known name, or no name at all.

        >>> find_place(["奉节县白地镇"], None).doubt
        '没有叫“白地镇”的乡镇，只能按区县计算；请核对乡镇名'
        """
        if self.place is None or len(self.place.code) > 6:
            return ""
        said = normal(self.text)
        if _SEAT.match(said):
            return "没有写乡镇，只能按所在区县计算"
        after = re.split(r"[县区市州]", said, maxsplit=1)[-1]
        town = _TOWN.search(after)
        return f"没有叫“{town['town']}”的乡镇，只能按区县计算；请核对乡镇名" if town else ""


_is_vague = lru_cache(maxsize=100_000)(is_vague)


@lru_cache(maxsize=200_000)
def _try(text: str, near: str | None) -> Place | tuple[str, bool]:
    """Return the place of a text, or the message and whether it is ambiguous; no message repeats the cell, which may hold a name."""
    try:
        return first_place(text, near)
    except AmbiguousPlace as error:
        return _readings(error), True
    except PlaceError:
        return "没有认得的地名；请写明省、区县和乡镇，例如“重庆市奉节县白帝镇”", False


def _readings(error: AmbiguousPlace) -> str:
    """Return which places are meant, and what to add."""
    places = error.readings
    names = "、".join(dict.fromkeys(place.name for place in places[:_SHOWN]))
    titles = "、".join(place.title for place in places[:_SHOWN]) + "等" * (len(places) > _SHOWN)
    return f"“{names}”有{len(places)}种读法：{titles}；请写明{'省和市' if len(places[0].code) == _COUNTY_DIGITS else '区县'}"


def find_place(texts: Sequence[str], near: str | None) -> Located:
    """Return the place that the first of the texts names that can be located.

    Later texts may only say more exactly what an earlier one says: a county found first gives way to a
    township inside it.

    >>> found = find_place(["无", "奉节县白帝镇浣花村3组"], None)
    >>> found.place.code, found.vague, find_place(["某处"], None).place
    ('500236117', False, None)
    """
    asked = [text for text in dict.fromkeys(texts) if not is_nothing(text)]
    best: tuple[Place, str] | None = None
    message = ""
    for text in asked:
        found = _try(text, near)
        if isinstance(found, tuple):
            message = message or found[0]
            if found[1] and best is None:
                break  # ambiguous is not unknown: a weaker text must not decide it
        elif best is None or (_depth(found) > _depth(best[0]) and found.code.startswith(best[0].code[: _depth(best[0])])):
            best = found, text
        if best and len(best[0].code) >= 9:
            break
    if best:
        return Located(best[0], best[1])
    if near and len(near) >= 6 and not near.endswith("0000") and asked and _SEAT.match(normal(asked[0])):
        county = _try(near[:6], None)
        if isinstance(county, Place):
            return Located(county, asked[0])
    return Located(None, asked[0] if asked else "", message or "没有填地址；请至少填到乡镇")


def _depth(place: Place) -> int:
    """Return how many digits of a code tell something: two of a province, four of a city."""
    return next((digits for digits in (2, 4) if place.code[digits:6].strip("0") == ""), len(place.code))


def divisions_of(row: Row) -> str:
    """Return the names in the columns 省 市 县 乡 村 of a row, joined; 重庆市 twice counts once.

    >>> divisions_of(Row("表", 2, {"province": ["重庆市"], "city": ["重庆市"], "county": ["奉节县"]}, {}))
    '重庆市奉节县'
    """
    names = [row.text(name) for name in _DIVISIONS]
    return "".join(dict.fromkeys(name for name in names if not is_nothing(name)))


def town_of(sheet: Sheet, first: int, context: str | None) -> str:
    """Return the township whose people a sheet lists, by its tab or what stands above the header; empty when neither names one.

    A tab may drop the ending (草堂 for 草堂镇); then only a township of the office's own county is believed.

    >>> town_of(Sheet("白帝镇", [["姓名"]]), 0, "500236")
    '白帝镇'
    """
    tab = _TOWN_SHEET.match(normal(sheet.name))
    if tab and _TOWN_ENDING.search(tab["town"]) and _is_town(tab["town"], context):
        return tab["town"]
    if tab and context and not context.endswith("0000"):
        found = _try(tab["town"], context)
        if isinstance(found, Place) and found.level == "town" and found.code[:6] == _county_of(context):
            return found.name
    above = [[normal(cell) for cell in line] for line in reversed([*sheet.around, *sheet.rows[:first]])]  # the nearest first
    titled = (
        match["town"] for line in above for text in line if (match := _TOWN_TITLE.search(_ANNEX.sub("", text)) or _TOWN_BEHIND.search(text))
    )
    alone = (line_texts[0] for line in above if len(line_texts := list(filter(None, line))) == 1 and _TOWN_ALONE.fullmatch(line_texts[0]))
    labelled = (match["town"] for line in above if (match := _LABELLED.search("".join(line))))
    return next((town for town in (*titled, *alone, *labelled) if _is_town(town, context)), "")


def _is_town(name: str, near: str | None) -> bool:
    """Tell whether some township is called so: 返乡 and 其他乡镇 are none."""
    found = _try(name, near)
    return found[1] if isinstance(found, tuple) else found.level == "town"


def county_named(sheets: Sequence[Sheet]) -> str | None:
    """Return the code of the one county that the titles of a workbook name; None where they name none, or several.

    >>> county_named([Sheet("汇总", [["奉节县返乡人员需求汇总表"]]), Sheet("兴隆镇", [["姓名"]])])
    '500236'
    >>> county_named([Sheet("表", [["重庆市奉节县、巫山县岗位表"]])]), county_named([Sheet("表", [["某社区名册"]])])
    (None, None)
    """
    lines = ([text for cell in line if (text := normal(cell))] for sheet in sheets for line in sheet.rows[:_TITLE_ROWS])
    named = (_try(match[0], None) for texts in lines if len(texts) == 1 for match in _TITLED_COUNTY.finditer(texts[0]))
    counties = {found.code[:6] for found in named if isinstance(found, Place) and found.level == "county"}
    return counties.pop() if len(counties) == 1 else None


def county_of(sheet: Sheet, first: int, context: str | None) -> str | None:
    """Return the code of the county that a line above the header names (区县：某县); the context where none does.

    >>> county_of(Sheet("表", [["区县：奉节县"], ["姓名"]]), 1, None)
    '500236'
    """
    above = ("".join(map(normal, line)) for line in (*sheet.around, *sheet.rows[:first]))
    named = next((match["county"] for text in above if (match := _LABELLED_COUNTY.search(text))), "")
    found = _try(named, context) if named else None
    return found.code[:6] if isinstance(found, Place) and found.level == "county" else context


def _county_of(context: str) -> str:
    found = _try(context[:6], None)
    return found.code[:6] if isinstance(found, Place) else context[:6]


def names_village(text: str) -> bool:
    """Tell whether a text names but a village, which lies in the township of its sheet.

    >>> names_village("三角坝村3组"), names_village("白帝镇浣花村"), names_village("吐祥柑子")
    (True, False, False)
    """
    return _VILLAGE.fullmatch(normal(text)) is not None


def home_of(row: Row, context: str | None, *, town: str = "") -> Located:
    """Return where a person lives: the present address before the registered one, 省 市 县 乡 村 columns with both.

    ``town`` is the township of the sheet, for rows that name none themselves.

    >>> row = Row("表", 2, {"hukou_address": ["白帝镇浣花村"], "home_address": ["奉节县永安街道"]}, {})
    >>> home_of(row, "500236").place.name
    '永安街道'
    """
    divisions, near = divisions_of(row), near_of(row, context)
    if near and not near.endswith("0000") and _AT_SEAT.fullmatch(normal(row.text("home_address"))):
        return find_place([row.text("home_address")], near)  # lives there, whatever township is registered
    texts = []
    for field in ("home_address", "hukou_address", "origin"):
        text = row.text(field)
        if not is_nothing(text):
            texts += [text] if not divisions or field == "home_address" else []
            texts += [divisions + text] if divisions and not normal(text).startswith(normal(divisions)[:3]) else [text]
    texts.append(divisions)
    if town and not row.text("township"):
        texts = [text for part in texts for text in ((town + part, part) if names_village(part) else (part, town + part))]
    return find_place(texts, near)


def near_of(row: Row, context: str | None) -> str | None:
    """Return the code of the county that the row's own columns name, else the context of the form.

    >>> near_of(Row("表", 2, {"province": ["重庆市"], "county": ["云阳县"]}, {}), "500236")
    '500235'
    """
    county = "".join(dict.fromkeys(row.text(name) for name in _DIVISIONS[:3]))
    if not row.text("county"):
        return context
    found = _try(county, context)
    return found.code[:6] if isinstance(found, Place) else context
