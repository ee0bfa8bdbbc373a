"""Where the work of a posting is: its own columns, else the address of the firm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jobmatch.forms.headings.columns import BRACKET
from jobmatch.forms.layouts.rows import Note, Row
from jobmatch.forms.located import Located, divisions_of, find_place, names_village, near_of
from jobmatch.forms.text import is_nothing, normal
from jobmatch.forms.workplace import is_home
from jobmatch.places import Place

_AT_THE_FIRM = re.compile(r"(?:同|见)(?:单位|公司|企业)?地址|同[上左]|本?(?:单位|公司|厂|店|企业)(?:内|里|所在地)?")
"""A place of work that is the firm's own address."""
_ADDRESSES = ("work_address", "employer_address", "province", "city", "county", "township", "village")
"""Columns that tell where work is."""
_AWAY = re.compile("[省市县区州镇乡]|街道|外|各|全|不限")
"""A place with such words lies by its own name."""
_OF_TOWN = re.compile(r"本?[镇乡](?:便民|政府|人民|社保|卫生|党|综合|就业|文化|农)|[一-鿿]{1,8}(?:村|社区)(?:村?委|居委|$)")
"""What belongs to the township that put the posts together."""
_NAMED_AFTER = re.compile(
    r"(?:[一-鿿]{2,9}?(?:省|自治区))?(?:[一-鿿]{2,7}?[市州])?(?:[一-鿿]{1,12}?[县区市])?[一-鿿]{1,6}?(?:镇|乡|街道)(?![一-鿿]?村企)"
)
"""Divisions down to the township that a name begins with, each known by its ending."""


@dataclass(frozen=True, slots=True)
class Office:
    """Where a form comes from."""

    context: str | None
    """Division code of the county."""
    town: str = ""
    """The township that the tab or the title names, empty when neither does."""


def place_of_work(row: Row, office: Office, note: Note, *, home: bool) -> dict[str, Any]:
    """Return where the work is: as its own columns say, read near the firm's address where they do not suffice.

    ``home`` tells that people work at their own homes; then an unknown place is no fault.

    >>> found = place_of_work(Row("岗位", 3, {"work_address": ["白帝镇工业园"]}, {}), Office("500236"), print, home=False)
    >>> found["work_code"], found["work_inherited"]
    ('500236117', False)
    """
    works = [
        text for text in row.all_texts("work_address") if not (is_nothing(text) or is_home(text) or _AT_THE_FIRM.fullmatch(normal(text)))
    ]
    whole, divisions, near = "".join(dict.fromkeys(works)), divisions_of(row), near_of(row, office.context)
    base, firm = _place_of_firm(row, divisions, near, office.town)
    address = whole or firm or divisions or None
    if address is None and (named := _by_name(row.text("employer"), near, office)):
        note(row, "work_address", f"没有填工作地点，先按单位名称（{named.title}）计算；请补填，至少到乡镇或区县")
        return _columns(None, named, vague=True)
    found = _place_of_works(works, divisions, near, office.town) if works else base
    if found.place is None and base.place is not None:
        found = find_place([whole, *works], base.place.code)
        if found.place is None:
            _note_base(row, base.place, note)
            found = base
    if found.place is None and address:
        found = _in_town(row, found, office, note)
    _note_several(row, works, near, note)
    if found.place is None:
        return {"work_address": address} | _unplaced(row, found, note, home=home)
    return _columns(address, found.place, vague=found.vague)


def _columns(address: str | None, place: Place, *, vague: bool) -> dict[str, Any]:
    return {"work_address": address, "work_code": place.code, "work_lat": place.lat, "work_lon": place.lon, "work_inherited": vague}


def _place_of_firm(row: Row, divisions: str, near: str | None, town: str) -> tuple[Located, str]:
    """Return where the firm is by its addresses, the longest first, else by the columns of divisions; and the address that says it."""
    firms = sorted(row.all_texts("employer_address"), key=len, reverse=True)
    local = _in_villages([*firms, divisions], town)
    found = find_place([*local, *firms, *(divisions + text for text in firms)] if firms else [*local, divisions], near)
    return found, next((text for text in firms if found.text.endswith(text)), "") or next(iter(firms), "")


def _place_of_works(works: list[str], divisions: str, near: str | None, town: str) -> Located:
    """Return where the texts of the place of work lie: together, one by one, in brackets (京东仓（渝北）), or in the divisions of the row."""
    whole = "".join(dict.fromkeys(works))
    return find_place([*_in_villages(works, town), whole, *works, *BRACKET.findall(normal(whole)), divisions + whole], near)


def _in_villages(texts: Sequence[str], town: str) -> list[str]:
    """Return those of some texts that name but a village, behind the township that collected the posting.

    >>> _in_villages(["三角坝村3组", "白帝镇浣花村"], "公平镇")
    ['公平镇三角坝村3组']
    """
    return [town + text for text in texts if town and names_village(text)]


def _in_town(row: Row, found: Located, office: Office, note: Note) -> Located:
    """Return the township that collected a posting, for a place of which no more is known than that it has a name (街上)."""
    signed = _in_name(row.text("employer"), office.context)
    town = Located(signed, signed.name) if signed else find_place([office.town], office.context)
    if town.place is None or (found.text != divisions_of(row) and _AWAY.search(normal(found.text).replace("社区", ""))):
        return found
    name = "work_address" if row.text("work_address") else "employer_address"
    note(row, name, f"看不出这个地点在哪里，先按收集岗位的乡镇（{town.place.title}）计算；如不在本乡镇，请写明区县和乡镇", value=found.text)
    return town


def _in_name(employer: str, near: str | None) -> Place | None:
    """Return the township that a name begins with (白帝镇人民政府); a county in the name of a firm is where it is registered."""
    match = _NAMED_AFTER.match(normal(employer))
    return find_place([match[0]], near).place if match else None


def _by_name(employer: str, near: str | None, office: Office) -> Place | None:
    """Return where a firm is by its name alone: the township it is called after, or that of the form (回龙村, 镇便民服务中心)."""
    return _in_name(employer, near) or (
        find_place([office.town + employer], office.context).place if _OF_TOWN.match(employer) and office.town else None
    )


def _note_several(row: Row, works: list[str], near: str | None, note: Note) -> None:
    """Report a posting that names several places apart, of which the first is taken."""
    places = [find_place([part], near).place for text in works for part in re.split("[、/,，;；]", text) if len(part) > 1]
    known = [place for place in places if place is not None]
    if len(works) == 1 and any(not other.code.startswith(known[0].code.rstrip("0")) for other in known[1:]):
        note(row, "work_address", f"写了几个工作地点，先按第一个（{known[0].title}）计算；请一行写一个地点")


def _note_base(row: Row, base: Place, note: Note) -> None:
    note(row, "work_address", f"看不出这个工作地点在哪个区县，先按单位所在地（{base.title}）计算；如不在一处，请写明省、区县和乡镇")


def _unplaced(row: Row, found: Located, note: Note, *, home: bool) -> dict[str, Any]:
    if not home:
        name = next((name for name in ("work_address", "employer_address") if row.has(name) and row.text(name)), "work_address")
        name = name if row.has(name) else "employer_address"
        if any(map(row.has, _ADDRESSES)) or found.text:
            blank = "没有填工作地点，也没有单位地址；请补填，至少到乡镇或区县"
            note(row, name, f"{found.message if found.text else blank}；地点按不详处理")
        else:
            note(row, "work_address", "没有工作地点一栏，也没有单位地址，地点都按不详处理；请补上“工作地点”，至少填到乡镇或区县", once=True)
    return {"location_uncertain": True}
