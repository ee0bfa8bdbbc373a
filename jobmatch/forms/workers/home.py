"""Where a person lives: present and registered address, and the columns 省 市 县 乡 村."""

from __future__ import annotations

import re
from typing import Any

from jobmatch.forms.layouts.rows import Note, Row
from jobmatch.forms.located import divisions_of, find_place, home_of
from jobmatch.forms.text import normal
from jobmatch.places.resolve import place_of

_TOWN_DIGITS = 9
_ADDRESSES = ("home_address", "hukou_address", "origin", "province", "city", "county", "township", "village")
"""Columns that tell where somebody lives."""
_NO_TOWN = re.compile("(?:其[他它余]|各个?|外)(?:乡镇|镇乡|镇街|街镇|[县乡镇]|街道)")
"""其他乡镇 is none."""


def home_columns(row: Row, sheet_town: str, context: str | None, note: Note) -> dict[str, Any]:
    """Return the home columns of a person; an address that cannot be placed is reported.

    ``sheet_town`` is the township whose people the sheet lists, empty when it does not say.

    >>> home = home_columns(Row("人员", 2, {"village": ["浣花村"]}, {}), "白帝镇", "500236", print)
    >>> home["home_address"], home["home_code"]
    ('白帝镇浣花村', '500236117')
    """
    town = "" if _NO_TOWN.match(normal(row.text("township"))) else row.text("township") or sheet_town
    found = home_of(row, context, town=sheet_town)
    address = row.text("home_address") or row.text("hukou_address") or divisions_of(row) or row.text("origin")
    if sheet_town and not row.text("township") and address == row.text("village"):
        address = sheet_town + address
    home: dict[str, Any] = {"home_address": address or None, "township": town or None, "village": row.text("village") or None}
    registered = find_place([row.text("hukou_address") or divisions_of(row) or row.text("origin")], context).place
    home["hukou_adcode"] = registered.code if registered else None
    if found.place is None:
        name = next((name for name in ("home_address", "hukou_address", "township", "origin") if row.text(name)), "hukou_address")
        if any(map(row.has, _ADDRESSES)) or found.text:
            note(row, name, f"{found.message}；住址按不详处理")
        else:
            note(row, name, "没有住址一栏，住址都按不详处理；请补上“家庭住址”，至少填到乡镇", once=True)
        return home
    if found.doubt:
        note(row, "hukou_address", found.doubt, value=found.text)
    place = found.place
    if len(place.code) >= _TOWN_DIGITS:
        name = place_of(place.code[:_TOWN_DIGITS]).name
        home["township"] = name if not town or name in town else town  # 某县某镇某村 in one cell
    return home | {"home_code": place.code, "home_lat": place.lat, "home_lon": place.lon, "home_inherited": found.vague}
