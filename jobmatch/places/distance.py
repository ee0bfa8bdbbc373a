"""Kilometres between points, and how much longer the road is."""

from __future__ import annotations

import math
from typing import overload

import numpy as np
import numpy.typing as npt

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the earth (IUGG)."""
SAME_POINT_KM = 1.0
"""Within a township both points are its centre as a rule: a shorter way than this is not known, only near."""

Degrees = float | npt.NDArray[np.float64]


@overload
def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float: ...  # type: ignore[overload-overlap]
@overload
def distance_km(lat1: Degrees, lon1: Degrees, lat2: Degrees, lon2: Degrees) -> npt.NDArray[np.float64]: ...
def distance_km(lat1: Degrees, lon1: Degrees, lat2: Degrees, lon2: Degrees) -> float | npt.NDArray[np.float64]:
    """Return the straight-line distance in kilometres (along the mean sphere).

    Takes degrees of WGS84, numbers or arrays that broadcast; NaN in, NaN out. Within 0.6 % of the ellipsoid.

    >>> round(distance_km(28.45, 108.98, 28.57, 109.48), 1)  # 秀山 – 花垣
    50.6
    """
    km = chord_km(unit_vector(lat1, lon1), unit_vector(lat2, lon2))
    return float(km) if np.ndim(km) == 0 else np.asarray(km, dtype=np.float64)


Vector = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]


def unit_vector(lat: Degrees, lon: Degrees) -> Vector:
    """Return the points as vectors x, y, z of length 1 from the centre of the earth; x runs to 0° N 0° E, z to the pole.

    >>> [round(float(axis), 3) for axis in unit_vector(0.0, 90.0)]
    [0.0, 1.0, 0.0]
    """
    phi, theta = np.radians(lat), np.radians(lon)
    level = np.cos(phi)
    return level * np.cos(theta), level * np.sin(theta), np.sin(phi)


def chord_km(one: Vector, other: Vector) -> npt.NDArray[np.float64]:
    """Return the distance along the ground of points given by unit vectors, from the chord between them: 2 R arcsin(c / 2).

    >>> round(float(chord_km(unit_vector(0.0, 0.0), unit_vector(0.0, 1.0))), 1)
    111.2
    """
    (x1, y1, z1), (x2, y2, z2) = one, other
    half_chord = np.sqrt((x1 - x2) ** 2 + (y1 - y2) ** 2 + (z1 - z2) ** 2) / 2
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(half_chord, 1.0))


_AXIS, _ECCENTRICITY = 6378245.0, 0.00669342162296594323  # Krasovsky 1940, which the map datum is built on


def gcj02_from_wgs84(lat: float, lon: float) -> tuple[float, float]:
    """Return the point as Chinese map services shift it (GCJ-02), degrees.

    >>> [round(v, 4) for v in gcj02_from_wgs84(31.0184, 109.4004)]
    [31.0163, 109.4055]
    """
    x, y = lon - 105.0, lat - 35.0
    root = math.sqrt(abs(x))
    wave = (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + wave
    north += (20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)) * 2 / 3
    north += (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + wave
    east += (20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)) * 2 / 3
    east += (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3
    bend = 1 - _ECCENTRICITY * math.sin(math.radians(lat)) ** 2
    meridian = _AXIS * (1 - _ECCENTRICITY) / (bend * math.sqrt(bend))
    parallel = _AXIS / math.sqrt(bend) * math.cos(math.radians(lat))
    return lat + math.degrees(north / meridian), lon + math.degrees(east / parallel)


def wgs84_from_gcj02(lat: float, lon: float) -> tuple[float, float]:
    """Return the WGS84 point that map services show at (lat, lon); exact to a centimetre (fixed point).

    >>> lat, lon = wgs84_from_gcj02(*gcj02_from_wgs84(31.0184, 109.4004))
    >>> round(lat, 6), round(lon, 6)
    (31.0184, 109.4004)
    """
    there_lat, there_lon = lat, lon
    for _ in range(6):
        shown_lat, shown_lon = gcj02_from_wgs84(there_lat, there_lon)
        there_lat, there_lon = there_lat + lat - shown_lat, there_lon + lon - shown_lon
    return there_lat, there_lon


def way_in_words(km: float) -> str:
    """Return a straight-line distance as staff say it, blank when unknown; below ``SAME_POINT_KM`` only that it is near.

    >>> way_in_words(27.6), way_in_words(0.3), way_in_words(float("nan"))
    ('约28公里', '5公里以内', '')
    """
    if math.isnan(km):
        return ""
    return "5公里以内" if km < SAME_POINT_KM else f"约{km:.0f}公里"
