"""Address → place, or the readings between which a person must choose.

The text is read from the left, each name inside the division before it: 重庆市 → 奉节县 → 白帝镇. Endings and
levels may be missing (奉节白帝镇), names may be old (开县) or short (石柱县), and prefectures may be skipped
(山东省历下区). What the text says itself always wins. A name that several divisions bear is looked for
in the county of ``near``, then in its prefecture, then in its province; the first of these that holds one holds
the answer, and when it holds several, or without ``near``, the readings are listed instead of guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from jobmatch.errors import AmbiguousPlace, UnknownPlace
from jobmatch.places.gazetteer import LEVELS, Gazetteer, gazetteer, villages
from jobmatch.places.names import normal

LONGEST_NAME = 20
LONGEST_TEXT = 120
NOISE = ("中华人民共和国", "中国", "市辖区", "省直辖县级行政区划")
BETWEEN = (
    "高新技术产业开发区", "经济技术开发区", "经济开发区", "工业园区", "高新区", "经开区", "开发区", "工业园", "管委会", "新区", "城区",
)  # fmt: skip
"""Words that may stand between a division and its township: 万盛经开区万东镇."""
OTHER_NAME = re.compile(
    "[镇乡村街道路巷弄组社县市州盟旗省屯]|[东南西北中新老上下前后内外一二三四五六七八九十]{0,2}"
    "(?:大道|大街|路|街|巷|弄|桥|新城|新区|新村|广场|大厦|大楼|花园|医院|学院|大学|中学|小学)"
)
"""What follows a short name that is only part of another: 兴隆镇 is not 兴隆县, 中山西路 is not 中山市."""
VILLAGE = re.compile(r"[一-鿿]{1,6}?(?:村|社区|居委|组|社|队|屯|寨|坝|湾)|\d+(?:组|社)")
"""What may follow the short name of a township that stands without its county: 双龙龙雾村."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address lies, as deep as its text goes."""

    code: str
    """Division code of record: 6, 9 or 12 digits."""
    name: str
    """Name of that division today."""
    level: str
    """province, city, county, town or village."""
    lat: float
    """Degrees north, WGS84; NaN where not even a parent has a point."""
    lon: float
    """Degrees east, WGS84."""
    inherited: bool
    """True where the point is that of the division above."""

    @property
    def title(self) -> str:
        """The full name from the province down."""
        if self.level == "village":
            return gazetteer().title(self.code[:9]) + self.name
        return gazetteer().title(self.code)


def locate(address: str, near: str | None = None) -> Place:
    """Return the place that ``address`` names.

    Parameters
    ----------
    address
        Full, partial or old names, or a division code of 2, 4, 6, 9 or 12 digits.
    near
        Code of the office or person the text comes from, for names without their county.

    Raises
    ------
    AmbiguousPlace
        Several divisions bear the name and ``near`` does not decide; ``.readings`` lists them.
    UnknownPlace
        No division bears the name.

    Examples
    --------
    >>> locate("重庆市奉节县白帝镇浣花村3组").code, locate("开县").name, locate("白帝镇", near="500236").level
    ('500236117', '开州区', 'town')
    >>> locate("兴隆镇", near="500000")
    Traceback (most recent call last):
    ...
    jobmatch.errors.AmbiguousPlace: “兴隆镇”有4种读法：重庆市渝北区兴隆镇、重庆市南川区兴隆镇、重庆市奉节县兴隆镇、重庆市酉阳土家族苗族自治县兴隆镇；请写明区县
    """
    text = address if isinstance(address, str) else ""
    found = _resolve(text[: 4 * LONGEST_TEXT], (near or "").strip())
    if isinstance(found, Place):
        return found
    shown = text.strip()[:40]
    if not found:
        raise UnknownPlace(f"“{shown}”里没有认得的地名；请写明省、区县和乡镇，例如“重庆市奉节县白帝镇”")
    g = gazetteer()
    titles = "、".join(g.title(code) for code in found[:6]) + ("等" if len(found) > 6 else "")
    what = "省和市" if len(found[0]) == 6 else "区县"
    raise AmbiguousPlace(
        f"“{shown}”有{len(found)}种读法：{titles}；请写明{what}", [place_of(code) for code in found]
    )


def place_of(code: str) -> Place:
    """Return the place that bears a division code.

    Raises
    ------
    UnknownPlace
        No division has the code.

    >>> place_of("500236").name
    '奉节县'
    """
    g = gazetteer()
    code = g.canonical(code)
    known = code[:9] if len(code) == 12 else code
    if known not in g:
        raise UnknownPlace(f"没有代码为 {code} 的区划")
    division = g.division(known)
    above = (g.division(area) for area in reversed(g.path(known)))
    point = next((area for area in above if area.source), division)
    name = _village_name(code) if len(code) == 12 else division.name
    return Place(code, name, g.level(code), point.lat, point.lon, point.code != code or point.source == "kin")


def _village_name(code: str) -> str:
    names = villages().get(code[:9], {})
    return next((name for name, known in names.items() if known == code), "")


@lru_cache(maxsize=65_536)
def _resolve(address: str, near: str) -> Place | tuple[str, ...]:
    """Return the place, or the codes of the readings (none: unknown)."""
    g, text = gazetteer(), normal(address)[:LONGEST_TEXT]
    if text.isascii() and text.isdigit():
        return _by_code(g, text)
    text = _strip(text)
    end, codes = reading(text, near)
    return place_of(_with_village(codes[0], text[end:])) if len(codes) == 1 else codes


def reading(text: str, near: str = "") -> tuple[int, tuple[str, ...]]:
    """Return how many characters of the (normal) text name a place, and the codes they may mean.

    >>> reading("浙江广东均可")
    (2, ('330000',))
    """
    g = gazetteer()
    scope = _scope(g, near)
    end, codes = _read_from_start(g, text, scope)
    codes = _nearest(g, codes, scope)
    return (end, codes) if codes else (0, ())


def _scope(g: Gazetteer, near: str) -> str:
    """Return the narrowest known division of ``near``: the province where its longer digits name nothing."""
    above = (near[:9], near[:6], near[:4], near[:2]) if near else ()
    return next((code for code in map(g.canonical, above) if code in g), "")


def _strip(text: str) -> str:
    for noise in NOISE:
        text = text.removeprefix(noise)
    return text


def _by_code(g: Gazetteer, text: str) -> Place | tuple[str, ...]:
    if len(text) not in (2, 4, 6, 9, 12):
        return ()
    code = g.canonical(text)
    return place_of(code) if (code[:9] if len(code) == 12 else code) in g else ()


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
    return 0, ()


def _deepest(
    g: Gazetteer, text: str, start: int, codes: Sequence[str], near: str = ""
) -> tuple[int, tuple[str, ...]]:
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
    beyond = _skip(text, start, code)
    if beyond > start:
        end, codes = _deepen(g, text, beyond, code)
        return (end, codes) if codes != (code,) else (start, codes)
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


def _skip_repeats(g: Gazetteer, text: str, start: int, code: str) -> int:
    """Return where the text goes on after 市辖区 or the name of a division it already named (重庆市重庆市)."""
    words = _repeats(code)
    if not text.startswith(words, start):
        return start
    return start + next(len(word) for word in words if text.startswith(word, start))


@lru_cache(maxsize=8192)
def _repeats(code: str) -> tuple[str, ...]:
    g = gazetteer()
    return (*NOISE, *dict.fromkeys(g.division(above).name for above in g.path(code)))


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


def _skip_repeats(g: Gazetteer, text: str, start: int, code: str) -> int:
    """Return where the text goes on after 市辖区 or the name of a division it already named (重庆市重庆市)."""
    for word in (*NOISE, *(g.division(above).name for above in g.path(code))):
        if text.startswith(word, start):
            return start + len(word)
    return start


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


def _with_village(code: str, rest: str) -> str:
    """Return the 12-digit code when the text goes on with a listed village of the town, else ``code``."""
    if len(code) != 9 or not rest:
        return code
    names = villages().get(code, {})
    for length in range(min(len(rest), LONGEST_NAME), 1, -1):
        if rest[:length] in names:
            return names[rest[:length]]
    return code
