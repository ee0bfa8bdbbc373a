"""意向地区: where a person wants to work, as offices write it.

What may stand in the cell: places (浙江、广东均可), areas that have no code (沿海, 长三角, 重庆主城), how far
(县内, 就近, 市内县外, 省外, 不限), the codes of resettlement ledgers (1 省外, 2 省内县外, 3 县内), and mixtures.
The words are data: ``jobmatch/data/regions.csv`` holds words, the codes they stand for, and the mobility
they state (``any`` only where nothing else is said).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from jobmatch.places.gazetteer import gazetteer
from jobmatch.places.names import normal
from jobmatch.places.reading import reading
from jobmatch.schema.columns import MOBILITIES

LEDGER = {"1": "anywhere", "2": "province", "3": "county"}
"""务工地域 as resettlement ledgers code it: 1 省外, 2 省内县外, 3 县内."""

BY_SHARED = tuple(reversed(MOBILITIES))
"""Mobility needed by how many levels home and place share: none anywhere, the province province, …"""

_BUT = re.compile("(不去|不要|不想去|不愿去|不考虑|除了?|非)$")
_TOWN_ENDING = re.compile("(镇|乡|街道|街道办|办事处|苏木)$")
_AROUND = re.compile(
    "(?:最好|希望|还|继续|仍|愿意|只|限|想|去|在|到|附近|周边|一带|都行|就行|即可|也行|就业|工作|上班|务工|打工|的|内|里|城区|范围)*"
)
"""Words around the places of a wish."""
_BEYOND = re.compile("(?:以|之)?外(?=$|均|都|也|的|就业|务工|打工|工作|上班|岗位)")
"""Words behind a place that mean all others: 重庆市外, 本县以外."""
_MARKS = re.compile(r"[,，、;；/|。.和或及与\s]+")


@dataclass(frozen=True, slots=True)
class Wish:
    """Where a person wants to work."""

    codes: tuple[str, ...]
    """Codes of the places named, in the order of the text."""
    mobility: str | None
    """town, county, city, province or anywhere: how far the text allows; None where it does not say."""


def read_wish(text: str, near: str | None = None) -> Wish:
    """Return the places a wish names and how far from home it allows.

    Parameters
    ----------
    text
        意向地区 as written. Names that several divisions bear are skipped, not guessed.
    near
        Division code of the person's home or of the office, for 本县, 就近 and names without their county.
        A named place also states mobility: as wide as it takes to get there from ``near``.

    Examples
    --------
    >>> read_wish("浙江、广东均可", near="500236")
    Wish(codes=('330000', '440000'), mobility='anywhere')
    >>> read_wish("就近"), read_wish("市内县外"), read_wish("不限").mobility
    (Wish(codes=(), mobility='town'), Wish(codes=(), mobility='city'), 'anywhere')
    >>> read_wish("3.0").mobility, read_wish("云阳", near="500236"), read_wish("")
    ('county', Wish(codes=('500235',), mobility='city'), Wish(codes=(), mobility=None))
    """
    return _read_wish(text if isinstance(text, str) else "", near or "")


@lru_cache(maxsize=65_536)
def is_wish(text: str, near: str = "") -> bool:
    """Tell whether a text names where a person wants to work and says nothing else.

    >>> is_wish("想去浙江", "500236"), is_wish("县内"), is_wish("县医院护工", "500236"), is_wish("不限")
    (True, True, False, False)
    """
    named, left = False, ""
    for piece in map(normal, _MARKS.split(text[:200])):
        start = 0
        while start < len(piece):
            end, codes, mobility = _word(piece, start, near)
            named |= end > start and (bool(codes) or mobility != "any")
            left += "" if end > start else piece[start]
            start = max(end, start + 1)
    return named and _AROUND.fullmatch(left) is not None


@lru_cache(maxsize=65_536)
def _read_wish(text: str, near: str) -> Wish:
    coded = re.fullmatch(r"\s*([123])(\.0)?\s*", text)
    if coded:
        return Wish((), LEDGER[coded.group(1)])
    codes: list[str] = []
    stated: list[str] = []
    for found, mobility in _parts(text, near):
        codes += found
        stated += [mobility] if mobility else []
    said = [word for word in stated if word != "any"] + [_needed(code, near) for code in codes if near]
    if not said and "any" in stated and not codes:
        said = ["anywhere"]
    widest = max(said, key=MOBILITIES.index) if said else None
    return Wish(tuple(dict.fromkeys(codes)), widest)


def _parts(text: str, near: str) -> Iterator[tuple[list[str], str]]:
    """Yield (codes, mobility) of each word of place in the text."""
    for piece in _MARKS.split(text[:200]):
        piece, start = normal(piece), 0
        if re.fullmatch(r"\d{6}|\d{9}|\d{12}", piece) and piece[:9] in gazetteer():
            yield [gazetteer().canonical(piece)], ""
        while start < len(piece):
            end, codes, mobility = _word(piece, start, near)
            if end > start and not _BUT.search(piece[:start]):
                yield codes, mobility
            start = max(end, start + 1)


def _word(text: str, start: int, near: str) -> tuple[int, list[str], str]:
    """Return (end, codes, mobility) of the word of place that begins at ``start``; end = start where none does.

    >>> _word("丰都县外", 0, "500230")
    (4, [], 'anywhere')
    """
    end, codes, mobility = _named(text, start, near)
    beyond = _BEYOND.match(text, end) if end > start else None
    return (beyond.end(), [], "anywhere") if beyond else (end, codes, mobility)


def _named(text: str, start: int, near: str) -> tuple[int, list[str], str]:
    """Return what :func:`_word` does of the place that is named itself."""
    words = _words()
    phrase = next(
        (text[start : start + n] for n in range(min(8, len(text) - start), 0, -1) if text[start : start + n] in words),
        "",
    )
    length, codes = reading(text[start:], near)
    if length and len(codes[0]) == 9 and not _is_town(text[start : start + length], codes, near):
        length, codes = 0, ()
    if phrase and len(phrase) >= length:
        return start + len(phrase), words[phrase][0], words[phrase][1]
    return start + length, list(codes) if len(codes) == 1 else [], ""


def _is_town(name: str, codes: tuple[str, ...], near: str) -> bool:
    """Return whether the name is surely a township's: it has its ending, names what it lies in, or lies near."""
    inside_named = len(codes) == 1 and not normal(gazetteer().division(codes[0]).name).startswith(name)
    return bool(_TOWN_ENDING.search(name)) or inside_named or (len(codes) == 1 and bool(near) and codes[0][:6] == near[:6])


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[list[str], str]]:
    text = files("jobmatch").joinpath("data", "regions.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {word: (row["codes"].split(), row["mobility"]) for row in rows for word in row["words"].split()}


@lru_cache(maxsize=65_536)
def _needed(code: str, near: str) -> str:
    """Return the narrowest mobility that lets a person of ``near`` work in ``code``."""
    g = gazetteer()
    home, work = g.canonical(near)[:9], g.canonical(code)[:9]
    if home not in g or work not in g:
        return "anywhere"
    shared = sum(a == b for a, b in zip(g.path(home), g.path(work), strict=False))
    return BY_SHARED[shared]
