"""The divisions of China: province → prefecture → county → township (→ village in Chongqing).

``jobmatch/data/gazetteer.csv.xz`` is built by ``scripts/build_gazetteer.py``. One row is one division:

``code``
    The code of record: that of July 2016 for whatever existed then, else that of June 2023 or today.
    Provinces, prefectures and counties have 6 digits, townships 9, villages 12.
``parent, name, lat, lon, source``
    Code above, name today, WGS84 point and where it comes from (blank: no point of its own).
``today``
    The code today; ``=`` when it is still the code of record, blank when the division is gone.
``successor, since, until, names``
    What it went into, years of change, and other names and codes it had (开县; 500234).

``forms, short``
    What else people write for these names, so that loading computes nothing.

It is read on first use, in about a fifth of a second.
"""

from __future__ import annotations

import lzma
import math
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

LEVELS = ("province", "city", "county", "town", "village")
MUNICIPALITIES = ("11", "12", "31", "50")


class Division(NamedTuple):
    """One division of the gazetteer."""

    code: str
    parent: str
    name: str
    lat: float
    lon: float
    source: str
    today: str
    successor: str
    since: str
    until: str
    names: tuple[str, ...]


class Gazetteer:
    """Every division, by code and by name.

    Examples
    --------
    >>> g = gazetteer()
    >>> g.division("500236117").name, g.path("500236117")
    ('白帝镇', ('500000', '500000', '500236', '500236117'))
    >>> g.canonical("500156")  # 武隆区, 500232 until 2016
    '500232'
    """

    def __init__(self) -> None:
        self._lines: dict[str, str] = {}
        self._record: dict[str, str] = {}
        self._full: dict[str, str] = {}
        self._short: dict[str, str] = {}
        self._lengths: dict[str, int] = {}
        self._parents: tuple[set[str], set[str]] = (set(), set())
        self.heirs: dict[str, tuple[str, ...]] = {}
        for line in _lines("gazetteer.csv.xz"):
            self._add(line)
        self._record.update((code, code) for code in self._lines)

    def _add(self, line: str) -> None:
        code, parent, name, _, _, _, today, successor, _, _, names, forms, short = line.split(",")
        self._parents[len(code) == 9].add(parent)
        self._lines[code] = line
        if len(today) > 1:
            self._record.setdefault(today, code)
        if successor:
            self.heirs[successor] = (*self.heirs.get(successor, ()), code)
        self._name(self._full, name, code)
        for form in f"{names}|{forms}".split("|") if names or forms else ():
            if form.isdigit():
                self._record.setdefault(form, code)
            elif form:
                self._name(self._full, form, code)
        for form in short.split("|") if short else (name[:-1],):
            self._name(self._short, form, code)

    def _name(self, index: dict[str, str], name: str, code: str) -> None:
        known = index.get(name)
        index[name] = code if known is None else f"{known} {code}"
        if known is None:
            self._lengths[name[:2]] = self._lengths.get(name[:2], 0) | 1 << len(name)

    @lru_cache(maxsize=262_144)  # noqa: B019 - one gazetteer lives as long as the process
    def full(self, name: str) -> tuple[str, ...]:
        """Return the codes of the divisions that are or were called exactly ``name``.

        >>> gazetteer().full("开县"), gazetteer().full("开州区")
        (('500154',), ('500154',))
        """
        codes = self._full.get(name)
        return tuple(codes.split(" ")) if codes else ()

    @lru_cache(maxsize=262_144)  # noqa: B019 - one gazetteer lives as long as the process
    def short(self, name: str) -> tuple[str, ...]:
        """Return the codes of the divisions whose name without its ending is ``name``.

        >>> gazetteer().short("奉节")
        ('500236',)
        """
        codes = self._short.get(name)
        return tuple(codes.split(" ")) if codes else ()

    @lru_cache(maxsize=65_536)  # noqa: B019 - one gazetteer lives as long as the process
    def lengths(self, beginning: str) -> tuple[int, ...]:
        """Return how many characters names have that begin with these two characters, longest first.

        >>> gazetteer().lengths("奉节")
        (3, 2)
        """
        bits = self._lengths.get(beginning, 0)
        return tuple(length for length in range(bits.bit_length(), 1, -1) if bits >> length & 1)

    def __len__(self) -> int:
        return len(self._lines)

    def __contains__(self, code: object) -> bool:
        return code in self._record

    def codes(self) -> tuple[str, ...]:
        """Return the codes of record, province to township, in order.

        >>> codes = gazetteer().codes()
        >>> codes[0], len([code for code in codes if code.endswith("0000")])
        ('110000', 34)
        """
        return tuple(self._lines)

    def division(self, code: str) -> Division:
        """Return the division that bears ``code`` now or bore it.

        Raises
        ------
        KeyError
            No division had that code.

        Examples
        --------
        >>> found = gazetteer().division("500154")  # since 2016; 开县 was 500234
        >>> found.code, found.name, found.names
        ('500154', '开州区', ('开县', '500234'))
        """
        return _division(self._lines[self._record[code]])

    @lru_cache(maxsize=262_144)  # noqa: B019 - one gazetteer lives as long as the process
    def canonical(self, code: str) -> str:
        """Return the code of record of ``code``: one code for one division, whatever the year.

        Unknown codes keep what is known of them: a village its township, an unknown township its county.

        >>> gazetteer().canonical("500236117209"), gazetteer().canonical("500000000000")
        ('500236117209', '500000')
        """
        code = code.rstrip("0").ljust(6, "0") if len(code) > 6 and set(code[6:]) == {"0"} else code
        if code in self._record:
            return self._record[code]
        if len(code) == 12:
            town = self._record.get(code[:9])
            return town + code[9:] if town and code[9:] != "000" else town or self.canonical(code[:6])
        if len(code) == 9:
            return self._record.get(code[:6], code)
        return code.ljust(6, "0")

    def level(self, code: str) -> str:
        """Return province, city, county, town or village, by the form of the code (GB/T 2260, GB/T 10114).

        >>> [gazetteer().level(code) for code in ("500000", "500236", "500236117", "500236117209")]
        ['province', 'county', 'town', 'village']
        """
        if len(code) > 6:
            return "town" if len(code) == 9 else "village"
        if code.endswith("0000"):
            return "province"
        return "city" if code.endswith("00") else "county"

    @lru_cache(maxsize=100_000)  # noqa: B019 - one gazetteer lives as long as the process
    def path(self, code: str) -> tuple[str, ...]:
        """Return (province, city, county, town) as deep as ``code`` goes; a municipality is its own city.

        东莞, 中山 and 儋州 have no counties: there the city stands for the county as well.

        >>> gazetteer().path("441900"), gazetteer().path("500236")
        (('440000', '441900', '441900'), ('500000', '500000', '500236'))
        """
        division = self.division(code)
        if not division.parent:
            is_city = division.code[:2] in MUNICIPALITIES
            return (division.code, division.code) if is_city else (division.code,)
        above = self.path(division.parent)
        if len(division.code) == 9:
            return (*above, *above[-1:] * (3 - len(above)), division.code)
        of_counties, of_towns = self._parents
        no_city = len(above) == 1 and not division.code.endswith("00")
        no_county = len(above) == 1 and division.code in of_towns and division.code not in of_counties
        return (*above, division.code, division.code) if no_city or no_county else (*above, division.code)

    @lru_cache(maxsize=262_144)  # noqa: B019 - one gazetteer lives as long as the process
    def within(self, code: str, scope: str) -> bool:
        """Return whether ``code`` lies in ``scope`` (a code of record) or in what went into it.

        Raises
        ------
        KeyError
            No division had the code.

        >>> gazetteer().within("500236117", "500236"), gazetteer().within("500236117", "500101")
        (True, False)
        """
        path = self.path(code)
        return scope in path or any(old in path for old in self.heirs.get(scope, ()))

    def title(self, code: str) -> str:
        """Return the full name, from the province down.

        Raises
        ------
        KeyError
            No division had that code.

        >>> gazetteer().title("500236117")
        '重庆市奉节县白帝镇'
        """
        return "".join(self.division(above).name for above in dict.fromkeys(self.path(code)))


@lru_cache(maxsize=100_000)
def _division(line: str) -> Division:
    code, parent, name, lat, lon, source, today, successor, since, until, names, _, _ = line.split(",")
    point = (float(lat), float(lon)) if source else (math.nan, math.nan)
    now = code if today == "=" else today
    return Division(code, parent, name, *point, source, now, successor, since, until, tuple(names.split("|")) if names else ())


def _lines(name: str) -> list[str]:
    raw = lzma.decompress(files("jobmatch").joinpath("data", name).read_bytes())
    return raw.decode("utf-8").splitlines()[1:]


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the gazetteer, read on the first call.

    >>> gazetteer() is gazetteer(), len(gazetteer()) > 40_000
    (True, True)
    """
    return Gazetteer()


@lru_cache(maxsize=1)
def villages() -> dict[str, dict[str, str]]:
    """Return township code → village name → 12-digit code, for the provinces the package lists.

    >>> villages()["500236117"]["前进村"]
    '500236117209'
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for code, name in (line.split(",") for line in _lines("villages.csv.xz")):
        found[code[:9]].setdefault(name, code)
    return dict(found)
