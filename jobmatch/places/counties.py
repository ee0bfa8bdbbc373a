"""What is known of a county: where it lies, its specialities, and whether its roads wind through mountains.

The last two are data that an office may edit: ``county_specialities.csv`` (public knowledge, to be verified locally) and
``mountain_counties.csv`` (the counties of Chongqing's two mountain wings).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, overload

import numpy as np
import numpy.typing as npt

from jobmatch.places.distance import EARTH_RADIUS_KM
from jobmatch.places.gazetteer import gazetteer

if TYPE_CHECKING:
    from scipy.spatial import cKDTree

FARTHEST_KM = 100.0
"""A point farther than this from every township lies in none; the townships of the far west lie that far apart."""
PLAIN_ROAD, MOUNTAIN_ROAD = 1.3, 1.6
"""Kilometres of road per kilometre of straight line (our choice, DOMAIN §4.3)."""


def specialities(code: str) -> tuple[str, ...]:
    """Return the words for what the county of ``code`` is known for; none when it is not listed.

    >>> specialities("500236117")[:2]  # 奉节
    ('脐橙', '油橄榄')
    """
    return tuple(_rows("county_specialities.csv", "words").get(_county(code), "").split())


def is_mountain(code: str) -> bool:
    """Return whether the county of ``code`` is listed as a mountain county.

    >>> is_mountain("500236"), is_mountain("500103")
    (True, False)
    """
    return _county(code) in _rows("mountain_counties.csv", "name")


def county_at(lat: float, lon: float) -> str:
    """Return the code of the county whose nearest township is nearest to a point; "" where none is within ``FARTHEST_KM``.

    Near a border this may be the county beyond it.

    >>> county_at(31.05, 109.6), county_at(29.56, 106.55), county_at(51.5, 0.0)  # 奉节, 渝中, London
    ('500236', '500103', '')
    """
    codes, tree = _townships()
    chord, row = tree.query(_on_sphere(np.array([lat]), np.array([lon]))[0], distance_upper_bound=FARTHEST_KM / EARTH_RADIUS_KM)
    return codes[row] if np.isfinite(chord) else ""


@lru_cache(maxsize=1)
def _townships() -> tuple[list[str], cKDTree]:
    """Return the county of every division with a point of its own, county or township, and the tree of these points."""
    from scipy.spatial import cKDTree

    g = gazetteer()
    paths = ((g.division(code), g.path(code)) for code in g.codes())
    own = [(division, path[2]) for division, path in paths if division.source and len(path) > 2]
    lat, lon = (np.array([getattr(division, axis) for division, _ in own]) for axis in ("lat", "lon"))
    return [county for _, county in own], cKDTree(_on_sphere(lat, lon))


def _on_sphere(lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    phi, lam = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=1)


@overload
def road_factor(code: str) -> float: ...  # type: ignore[overload-overlap]
@overload
def road_factor(code: Iterable[str | None]) -> npt.NDArray[np.float64]: ...
def road_factor(code: str | Iterable[str | None]) -> float | npt.NDArray[np.float64]:
    """Return how much longer the road is than the straight line: 1.6 in mountain counties, else 1.3.

    Takes one code, or many and then returns an array; unknown codes count as plain.

    >>> road_factor("500236"), road_factor(["500236", "370102", None]).tolist()
    (1.6, [1.6, 1.3, 1.3])
    """
    if isinstance(code, str):
        return MOUNTAIN_ROAD if is_mountain(code) else PLAIN_ROAD
    return np.array([road_factor(one) if isinstance(one, str) else PLAIN_ROAD for one in code], dtype=np.float64)


@lru_cache(maxsize=65_536)
def _county(code: str) -> str:
    return gazetteer().canonical(code)[:6]


@lru_cache(maxsize=8)
def _rows(file: str, column: str) -> dict[str, str]:
    """Return code of record → value of one column of a table of counties."""
    text = files("jobmatch").joinpath("data", file).read_text("utf-8")
    canonical = gazetteer().canonical
    return {canonical(row["code"]): row[column] for row in csv.DictReader(text.splitlines())}
