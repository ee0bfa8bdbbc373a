"""Address → place, or the readings between which a person must choose.

What the text says itself always wins. A name that several divisions bear is looked for in the county of
``near``, then in its prefecture, then in its province; the first of these that holds one holds the answer, and
when it holds several, or without ``near``, the readings are listed instead of guessed. How the text is read
stands in ``reading.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from jobmatch.errors import AmbiguousPlace, UnknownPlace
from jobmatch.places.gazetteer import Gazetteer, gazetteer, villages
from jobmatch.places.names import normal
from jobmatch.places.reading import reading

LONGEST_TEXT = 120
NOISE_BEFORE = ("中华人民共和国", "中国")


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
