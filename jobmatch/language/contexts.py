"""What a name that means two things means in a text, beside what else is told, and at an employer.

``data/lexicon/contexts.csv`` settles it: 车工 is a lathe hand, but in a text that speaks of 服装 a sewing hand; 司机 with A2 drives an
articulated lorry. Where its column ``told`` is marked, so it is where somebody tells of it in another column. ``settings.csv`` says
what a post means at some employers: 服务员 in a KTV, 护理员 where skins are cared for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from jobmatch.language.characters import normalise
from jobmatch.language.trade_names import by_name
from jobmatch.language.trades import Trade, rows


def in_context(found: Trade, plain: str) -> Trade:
    """Return what a trade that a normalised text names means there (``contexts.csv``), or itself.

    >>> lathe = by_name()["车工"]
    >>> in_context(lathe, "服装厂车工").name, in_context(lathe, "数控车工").name
    ('缝纫工', '数控操作工')
    """
    return _meant(_in_text(), found, plain) or found


def beside(found: Trade, told: str) -> Trade | None:
    """Return what a trade means beside what its person tells in another column (``told`` in ``contexts.csv``), where that settles it.

    >>> beside(by_name()["车工"], "东莞制衣厂12年").name
    '缝纫工'
    """
    return _meant(_beside(), found, normalise(told)) if found.name in _beside() else None


def at_employer(found: Trade, employer: str) -> Trade | None:
    """Return what a trade means at some employers (``settings.csv``), where this is one of them.

    >>> at_employer(by_name()["护理员"], "丽人美容院").name, at_employer(by_name()["护理员"], "康宁养老院")
    ('美容师', None)
    """
    return _meant(_at_employers(), found, employer)


_Meanings = dict[str, list[tuple[re.Pattern[str], Trade]]]
"""Name of a trade → what it means where a text matches a pattern, in the order of the file."""


def _meant(meanings: _Meanings, found: Trade, text: str) -> Trade | None:
    return next((meant for pattern, meant in meanings.get(found.name, ()) if pattern.search(text)), None)


@cache
def _in_text() -> _Meanings:
    return _read(rows("contexts.csv"), "context")


@cache
def _beside() -> _Meanings:
    return _read((row for row in rows("contexts.csv") if row["told"]), "context")


@cache
def _at_employers() -> _Meanings:
    return _read(rows("settings.csv"), "employer")


def _read(told: Iterable[Mapping[str, str]], where: str) -> _Meanings:
    found: _Meanings = {}
    for row in told:
        found.setdefault(row["trade"], []).append((re.compile(row[where]), by_name()[normalise(row["means"])]))
    return found
