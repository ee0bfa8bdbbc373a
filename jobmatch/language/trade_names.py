"""By what names each trade goes.

Most stand in ``trades``. Whoever drives is also 驾驶员 or 操作手, wherever he is 司机. ``data/lexicon/brands.csv`` lists firms, platforms and
products that stand in titles and wishes (宅急送, 店小蜜, 海底捞): each counts as the field of the work for which people mostly name it.
``accidents.csv`` lists words that hold a name by accident (保安全, 数据仓库).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from jobmatch.language.characters import normalise
from jobmatch.language.trades import Trade, rows, trades

if TYPE_CHECKING:
    from collections.abc import Iterator

_DRIVING, _MACHINE = ("驾驶员", "师傅", "操作手", "操作员", "操作工"), re.compile("[车机吊挖铲叉泵船]$")

ENDINGS = ("工", "员", "师")
"""What the names of most trades end in."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a trade, or a word that holds one by accident."""

    text: str
    """As it stands in a normalised text."""
    trade: Trade | None
    """Of which it is a name; None for an accident."""
    is_field: bool
    """Whether it names the field or place alone (餐饮)."""


@cache
def names_by_beginning(listed_only: bool) -> dict[str, list[Name]]:
    """Return the names by their first two characters, the longest first.

    >>> [name.text for name in names_by_beginning(True)["缝纫"]][-1]
    '缝纫'
    """
    names: dict[str, list[Name]] = {}
    for name in sorted(_listed_names() if listed_only else _names(), key=lambda name: -len(name.text)):
        names.setdefault(name.text[:2], []).append(name)
    return names


@cache
def by_name() -> dict[str, Trade]:
    """Return the trade of every name, accidents aside.

    >>> by_name()["平车工"].name, by_name()["踩平车"].name
    ('缝纫工', '缝纫工')
    """
    return {name.text: name.trade for name in _names() if name.trade is not None}


@cache
def by_saying_alone() -> dict[str, Trade]:
    """Return the trade of what is understood only where nothing else is said (``alone`` in ``sayings.csv``).

    >>> said = next(iter(by_saying_alone()))
    >>> said in by_saying_alone()[said].alone, said in by_name()
    (True, False)
    """
    return {said: found for found in trades() for said in found.alone}


@cache
def longest_alone() -> int:
    """Return the number of characters of the longest of these."""
    return max(map(len, by_saying_alone()))


def _listed_names() -> Iterator[Name]:
    for row in rows("accidents.csv"):
        yield Name(row["word"], None, False)
    for found in trades():
        for text in found.fields:
            yield Name(text, found, True)
        for text in (normalise(found.name), *found.names):
            yield Name(text, found, False)


def _names() -> Iterator[Name]:
    yield from _listed_names()
    for name, found in _drivers().items():
        yield Name(name, found, False)
    for found in trades():
        for text in found.said:
            yield Name(text, found, False)
    for brand, found in brands().items():
        yield Name(brand, found, True)


@cache
def brands() -> dict[str, Trade]:
    """Return the trade as whose field each firm, platform or product counts (``brands.csv``)."""
    standard = {found.name: found for found in trades()}
    return {brand: standard[row["trade"]] for row in rows("brands.csv") for brand in normalise(row["brands"]).split()}


def _drivers() -> dict[str, Trade]:
    """Return what else those are called whose name ends in 司机: 驾驶员, and 操作手 where they drive a machine (物流操作员 is none)."""
    known = {name: found for found in trades() for name in (found.name, *found.names)}
    driven = {name.removesuffix("司机"): found for name, found in known.items() if name.endswith("司机") and name != "司机"}
    called = {what + ending: found for what, found in driven.items() for ending in (_DRIVING if _MACHINE.search(what) else _DRIVING[:2])}
    return {name: found for name, found in called.items() if name not in known}
