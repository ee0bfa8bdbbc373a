"""Address → place, or the readings between which a person must choose.

What the text says itself always wins. A name that several divisions bear is looked for in the county of
``near``, then in its prefecture, then in its province; the first of these that holds one holds the answer, and
when it holds several, or without ``near``, the readings are listed instead of guessed. So are places that stand side
by side (浙江、广东均可). How the text is read stands in ``reading.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from jobmatch.errors import AmbiguousPlace, UnknownPlace
from jobmatch.places.gazetteer import Gazetteer, gazetteer, villages
from jobmatch.places.names import normal
from jobmatch.places.reading import reading

LONGEST_TEXT = 120
NOISE_BEFORE = ("中华人民共和国", "中国")
_SIDE_BY_SIDE = re.compile("[、,，;；/|]|或者?")
_AND = re.compile("[和及与跟]")
_AFTER = re.compile("(?:均可|都可以?|都行|皆可|也行|也可以?|优先|一带|附近|周边|等地?|地区|各地|两地)+$")
"""What may follow a place among others."""
_WHOLE_NAME = re.compile("(?:[省市区县州盟旗镇乡]|街道)$")


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
        """The full name from the province down.

        >>> locate("白帝镇", near="500236").title
        '重庆市奉节县白帝镇'
        """
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
        Several divisions bear the name and ``near`` does not decide, or the text names several places side by side;
        ``.readings`` lists them.
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
    >>> locate("浙江、广东均可")
    Traceback (most recent call last):
    ...
    jobmatch.errors.AmbiguousPlace: “浙江、广东均可”写了2个地方：浙江省、广东省；请只写一个地方
    """
    place = first_place(address, near)
    others = _places_beside(address, place)
    if others:
        readings = [place, *others]
        titles = "、".join(one.title for one in readings)
        raise AmbiguousPlace(f"“{address.strip()[:40]}”写了{len(readings)}个地方：{titles}；请只写一个地方", readings)
    return place


def first_place(address: str, near: str | None = None) -> Place:
    """Return the place that ``address`` names first, as ``locate`` but whatever other places stand beside it.

    >>> first_place("浙江、广东均可").name
    '浙江省'

    Raises
    ------
    AmbiguousPlace, UnknownPlace
        As by ``locate``.
    """
    text = address if isinstance(address, str) else ""
    found = _resolve(text[: 4 * LONGEST_TEXT], str(near or "").strip())
    if isinstance(found, Place):
        return found
    shown = text.strip()[:40]
    if not found:
        raise UnknownPlace(f"“{shown}”里没有认得的地名；请写明省、区县和乡镇，例如“重庆市奉节县白帝镇”")
    g = gazetteer()
    titles = "、".join(g.title(code) for code in found[:6]) + ("等" if len(found) > 6 else "")
    what = "省和市" if len(found[0]) == 6 else "区县"
    raise AmbiguousPlace(f"“{shown}”有{len(found)}种读法：{titles}；请写明{what}", [place_of(code) for code in found])


def _places_beside(address: str, first: Place) -> list[Place]:
    """Return the places that stand beside the first and neither hold it nor lie in it, in the order of the text."""
    pieces = _SIDE_BY_SIDE.split(address[: 4 * LONGEST_TEXT])
    if len(pieces) == 1 and not _AND.search(address):
        return []
    g, known = gazetteer(), [first]
    for piece in (part for whole in pieces for part in _taken_apart(whole, first.code)):
        place = _named_alone(piece, first.code)
        if place and not any(g.within(one, other) for two in known for one, other in _both_ways(place, two)):
            known.append(place)
    return known[1:]


def _both_ways(one: Place, other: Place) -> tuple[tuple[str, str], tuple[str, str]]:
    codes = one.code[:9], other.code[:9]  # no village lies in another
    return codes, (codes[1], codes[0])


def _taken_apart(piece: str, near: str) -> tuple[str, ...]:
    """Return the two places that an 和 joins, else the piece: 和 also stands in names (呼和浩特)."""
    for joint in _AND.finditer(piece):
        halves = piece[: joint.start()], piece[joint.end() :]
        if all(_named_alone(half, near, whole=True) for half in halves):
            return halves
    return (piece,)


def _named_alone(piece: str, near: str, *, whole: bool = False) -> Place | None:
    """Return the one place that a piece of an address surely begins with: by a name with its ending, or a county or more alone.

    ``whole``: and that nothing follows (金水区与惠济区交汇处 is one place).
    """
    text = _AFTER.sub("", _strip(normal(piece)[:LONGEST_TEXT]))
    end, codes = reading(text, near)
    if len(codes) != 1 or (whole and end < len(text)):
        return None
    alone = end == len(text) and len(codes[0]) == 6  # 和平路 is a road before it is 和平路街道
    return place_of(codes[0]) if alone or _WHOLE_NAME.search(text[:end]) else None


@lru_cache(maxsize=65_536)
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


def _strip(text: str) -> str:
    for noise in NOISE_BEFORE:
        text = text.removeprefix(noise)
    return text


def _by_code(g: Gazetteer, text: str) -> Place | tuple[str, ...]:
    if len(text) not in (2, 4, 6, 9, 12):
        return ()
    code = g.canonical(text)
    return place_of(code) if (code[:9] if len(code) == 12 else code) in g else ()


def _with_village(code: str, rest: str) -> str:
    """Return the 12-digit code when the text goes on with a listed village of the town, else ``code``."""
    names = villages().get(code, {}) if rest else {}
    if not names:
        return code
    return next((names[rest[:n]] for n in range(min(len(rest), 12), 1, -1) if rest[:n] in names), code)
