"""Reading an address from the left: each name inside the division before it.

重庆市 → 奉节县 → 白帝镇. Endings and levels may be missing (奉节白帝镇, 山东省历下区), names may be old (开县) or
short (石柱县). At each step the longest name counts that stands in the text and lies inside what was read
before. A short name counts only where it stands free: 兴隆 in 兴隆镇 is not 兴隆县, 中山 in 中山西路 is not 中山市.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from jobmatch.places.gazetteer import LEVELS, Gazetteer, gazetteer

NOISE = ("市辖区", "市辖县", "省直辖县级行政区划", "自治区直辖县级行政区划")
BETWEEN = (
    "高新技术产业开发区", "经济技术开发区", "经济开发区", "工业园区", "高新区", "经开区", "开发区", "工业园", "管委会", "新区", "城区", "城",
)  # fmt: skip
"""Words that may stand between a division and its township: 万盛经开区万东镇."""
SEAT = "县城"
"""What may stand before a township of the county's seat: 县城永安街道."""
FORMER = {"510000": "500000"}
"""Provinces that old papers write for places of another: 重庆 lay in 四川 until 1997."""
OTHER_NAME = re.compile(
    "[镇乡村街道路巷弄组社县市州盟旗省屯]|[东南西北中新老上下前后内外一二三四五六七八九十]{0,2}"
    "(?:大道|大街|路|街|巷|弄|桥|新城|新区|新村|广场|大厦|大楼|花园|医院|学院|大学|中学|小学|高中|初中|职高|职中|幼儿园|酒店|宾馆)"
)
"""What follows a short name that is only part of another: 兴隆镇 is not 兴隆县, 中山西路 is not 中山市."""
TOWN_ENDING = re.compile("街道办事处|街道|镇|乡")
VILLAGE = re.compile(r"[一-鿿]{1,6}?(?:村|社区|居委|组|社|队|屯|寨|坝|湾)|\d+(?:组|社)")
"""What may follow the short name of a township that stands without its county: 双龙龙雾村."""


def reading(text: str, near: str = "") -> tuple[int, tuple[str, ...]]:
    """Return how many characters of the (normal) text name a place, and the codes they may mean.

    >>> reading("浙江广东均可")
    (2, ('330000',))
    """
    g = gazetteer()
    scope = _scope(g, near)
    end, codes = _read_from_start(g, text, scope)
    if not codes and scope and text.startswith(SEAT):
        end, codes = _read_from_start(g, text.removeprefix(SEAT), scope)
        end += len(SEAT)
    codes = _nearest(g, codes, scope)
    return (end, codes) if codes else (0, ())


def _scope(g: Gazetteer, near: str) -> str:
    """Return the narrowest known division of ``near``: the province where its longer digits name nothing."""
    above = (near[:9], near[:6], near[:4], near[:2]) if near else ()
    return next((code for code in map(g.canonical, above) if code in g), "")


def _read_from_start(g: Gazetteer, text: str, near: str) -> tuple[int, tuple[str, ...]]:
    """Return how far the text can be read, and the divisions it may then mean.

    A township named without its county counts only in the province of ``near``; so does a county's short
    name that nothing confirms (南湖西园 is not 南湖区).
    """
    province = g.path(near)[0] if near else ""
    for length in g.lengths(text[:2]):
        named = _standing(g, text, 0, length)
        whole = bool(g.full(text[:length]))
        found = [c for c in named if len(c) == 6 or (whole and not near) or g.path(c)[0] == province]
        if not found:
            continue
        end, codes = _deepest(g, text, length, found, near)
        if end == length < len(text) and not whole:
            codes = tuple(c for c in codes if len(g.path(c)) < 3 or c[:2] == province[:2] or len(c) == 9)
        if codes:
            return end, codes
    return _other_ending(g, text, 0, near)


def _deepest(g: Gazetteer, text: str, start: int, codes: Sequence[str], near: str = "") -> tuple[int, tuple[str, ...]]:
    """Return how far the text can be read on inside any of ``codes``, and the divisions reached there."""
    if len(codes) == 1:
        return _deepen(g, text, start, codes[0])
    reached = [_deepen(g, text, start, code) for code in codes]
    furthest = max(end for end, _ in reached)
    best = sorted({code for end, found in reached if end == furthest for code in found})
    return furthest, _broadest(g, best, near)


def _deepen(g: Gazetteer, text: str, start: int, code: str) -> tuple[int, tuple[str, ...]]:
    """Return how far the text can be read on inside ``code``, and the divisions reached there."""
    if len(code) == 9 or start == len(text):
        return start, (code,)
    for length in g.lengths(text[start : start + 2]):
        inside = [c for c in _standing(g, text, start, length, code) if c != code and g.within(c, code)]
        if inside:
            return _deepest(g, text, start + length, inside)
    end, codes = _other_ending(g, text, start, code)
    if codes:
        return end, codes
    beyond, inside_of = _skip(text, start, code), FORMER.get(code, code)
    if beyond > start or inside_of != code:
        end, codes = _deepen(g, text, beyond, inside_of)
        return (end, codes) if codes != (inside_of,) else (start, (code,))
    return start, (code,)


def _standing(g: Gazetteer, text: str, start: int, length: int, scope: str = "") -> tuple[str, ...]:
    """Return the divisions whose full name, or whose short name standing free, is text[start:start+length]."""
    end = start + length
    if end > len(text):
        return ()
    word = text[start:end]
    codes = g.full(word)
    if codes:
        return codes
    codes = g.short(word)
    if not codes or end == len(text):
        return codes
    if OTHER_NAME.match(text, end) and not _full_name_at(g, text, end):
        return ()
    if (scope and len(g.path(scope)) > 2) or VILLAGE.match(text, end):
        return codes
    return tuple(code for code in codes if len(code) == 6)


def _other_ending(g: Gazetteer, text: str, start: int, scope: str) -> tuple[int, tuple[str, ...]]:
    """Return the one township of a county that the text calls by another ending: 白帝乡 was made 白帝镇."""
    if not scope or len(g.path(scope)) < 3:
        return start, ()
    county = g.path(scope)[2]
    for length in g.lengths(text[start : start + 2]):
        ending = TOWN_ENDING.match(text, start + length)
        codes = g.short(text[start : start + length]) if ending else ()
        inside = tuple(code for code in codes if len(code) == 9 and g.within(code, county))
        if ending and len(inside) == 1:
            return ending.end(), inside
    return start, ()


def _full_name_at(g: Gazetteer, text: str, start: int) -> bool:
    """Return whether a full name begins here: 镇东街道 in 开州镇东街道."""
    return any(g.full(text[start : start + length]) for length in g.lengths(text[start : start + 2]) if length > 2)


def _broadest(g: Gazetteer, codes: list[str], near: str) -> tuple[str, ...]:
    """Return the divisions of the highest level: a bare 中山 is the city, not 大连's district.

    Those in the county of ``near`` stay beside them, for there people leave endings out.
    """
    if len(codes) == 1:
        return tuple(codes)
    rank = {code: LEVELS.index(g.level(code)) for code in codes}
    top = min(rank.values())
    county = g.path(near)[2] if near and len(g.path(near)) > 2 else ""
    return tuple(c for c in codes if rank[c] == top or (county and top and g.within(c, county)))


def _skip(text: str, start: int, code: str) -> int:
    """Return where the text goes on after 市辖区, a zone, or a division it already named (重庆市重庆市)."""
    words = _skipped(code)
    if not text.startswith(words, start):
        return start
    return start + next(len(word) for word in words if text.startswith(word, start))


@lru_cache(maxsize=8192)
def _skipped(code: str) -> tuple[str, ...]:
    g = gazetteer()
    return (*NOISE, *dict.fromkeys(g.division(above).name for above in g.path(code)), *BETWEEN)


def _nearest(g: Gazetteer, codes: tuple[str, ...], near: str) -> tuple[str, ...]:
    """Return the codes in the narrowest part of ``near`` that holds any; one means decided.

    A division that went into another of the same readings (崇川区, old and new) is no reading of its own.
    """
    if len(codes) < 2:
        return codes
    codes = tuple(code for code in codes if g.division(code).successor not in codes) or codes
    for scope in dict.fromkeys(reversed(g.path(near)[:3])) if near else ():
        inside = tuple(code for code in codes if g.within(code, scope))
        if inside:
            return inside
    return codes
