"""A small map without the internet: home, jobs and the townships around, from the gazetteer's points."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from jobmatch.places import distance_km, gazetteer

WIDTH, HEIGHT, EDGE = 440, 420, 34
KM_PER_DEGREE = 111.2
FARTHEST_KM = 120.0
"""Jobs beyond stand at the edge, with an arrow and their distance."""
LEAST_KM = 6.0
MOST_NAMES = 16
_RING_WORDS, _TOWN_WORDS = 60, 45
"""About how wide the words of a ring are, which stand above its middle; half as wide as the longest name of a town."""
_SCALE_AT = (20, 402)
"""Where the scale begins; its words follow it."""
_STEPS_KM = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class Mark:
    """One thing on the map."""

    x: float
    y: float
    label: str
    kind: str
    """home, job, far, town."""
    km: float = 0.0
    angle: float = 0.0
    """Degrees clockwise from north, of a job beyond the edge."""


@dataclass(frozen=True)
class Map:
    """What the template draws."""

    marks: tuple[Mark, ...]
    scale_px: float
    scale_km: int
    rings: tuple[tuple[float, int], ...]
    """Radius in pixels and kilometres of circles around home."""
    home: tuple[float, float]
    scale_at: tuple[int, int] = _SCALE_AT
    width: int = WIDTH
    height: int = HEIGHT


def draw(home: tuple[float, float], jobs: Sequence[tuple[str, float, float]]) -> Map:
    """Return the map around a home (latitude, longitude) with jobs (label, latitude, longitude).

    >>> around = draw((28.45, 109.0), [("1", 28.55, 109.0)])
    >>> [mark.kind for mark in around.marks if mark.kind != "town"], around.scale_km
    (['job', 'home'], 5)
    """
    lat, lon = home
    km = [_km(home, (job[1], job[2])) for job in jobs]
    inside = [one for one in km if one <= FARTHEST_KM]
    reach = max([LEAST_KM, *inside]) * 1.12
    per_km = (HEIGHT / 2 - EDGE) / reach
    shrink = math.cos(math.radians(lat))

    def place(point: tuple[float, float]) -> tuple[float, float]:
        east, north = (point[1] - lon) * KM_PER_DEGREE * shrink, (point[0] - lat) * KM_PER_DEGREE
        return WIDTH / 2 + east * per_km, HEIGHT / 2 - north * per_km

    marks = [Mark(*place((town[1], town[2])), town[0], "town") for town in _towns(round(lat, 2), round(lon, 2), reach)]
    marks = _spread([one for one in marks if EDGE < one.x < WIDTH - EDGE and EDGE < one.y < HEIGHT - EDGE])
    for (label, job_lat, job_lon), away in zip(jobs, km, strict=True):
        marks.append(_job(label, place((job_lat, job_lon)), away, reach))
    marks.append(Mark(WIDTH / 2, HEIGHT / 2, "家", "home"))
    scale_km = max(step for step in _STEPS_KM if step * per_km <= WIDTH / 4 or step == 1)
    rings = tuple((step * per_km, step) for step in (3, 10, 20, 40, 80) if LEAST_KM / 3 < step <= reach * 1.3 and step * per_km > 40)[-2:]
    said = [Mark(WIDTH / 2, HEIGHT / 2 - radius - 5, f"{step} 公里", "ring") for radius, step in rings]
    said.append(Mark(_SCALE_AT[0] + scale_km * per_km + _RING_WORDS / 2, _SCALE_AT[1], f"{scale_km} 公里", "scale"))
    return Map(tuple(_legible(_apart(marks), said)), scale_km * per_km, scale_km, rings, (WIDTH / 2, HEIGHT / 2))


def _job(label: str, at: tuple[float, float], km: float, reach: float) -> Mark:
    if km <= reach:
        return Mark(*at, label, "job", km)
    east, north = at[0] - WIDTH / 2, HEIGHT / 2 - at[1]
    stretch = min((WIDTH / 2 - EDGE) / max(abs(east), 1e-9), (HEIGHT / 2 - EDGE) / max(abs(north), 1e-9))
    angle = math.degrees(math.atan2(east, north))
    return Mark(WIDTH / 2 + east * stretch, HEIGHT / 2 - north * stretch, label, "far", km, angle)


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    return float(distance_km(np.array([one[0]]), np.array([one[1]]), np.array([other[0]]), np.array([other[1]]))[0])


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks with those of one point fanned out, so that every number can be read."""
    out: list[Mark] = []
    for mark in marks:
        if mark.kind in ("job", "far", "home"):
            turn = 0
            x, y = mark.x, mark.y
            while any(one.kind != "town" and math.hypot(one.x - x, one.y - y) < 27 for one in out) and turn < 24:
                turn += 1
                x = mark.x + (16 + 6 * turn) * math.cos(turn * 1.05)
                y = mark.y + (16 + 6 * turn) * math.sin(turn * 1.05)
                x, y = min(max(x, 16), WIDTH - 16), min(max(y, 16), HEIGHT - 16)
            mark = Mark(x, y, mark.label, mark.kind, mark.km, mark.angle)
        out.append(mark)
    return out


def _legible(marks: Sequence[Mark], said: Sequence[Mark]) -> list[Mark]:
    """Return the marks without the towns whose name, below its point, would be covered by a number, the home or ``said``."""
    above = [(one, 44) for one in marks if one.kind != "town"] + [(one, _TOWN_WORDS + _RING_WORDS / 2) for one in said]
    return [
        one
        for one in marks
        if one.kind != "town" or all(abs(one.x - other.x) > wide or abs(one.y + 12 - other.y) > 24 for other, wide in above)
    ]


def _spread(towns: Sequence[Mark]) -> list[Mark]:
    """Return towns whose names do not run into one another, nearest to the middle first."""
    kept: list[Mark] = []
    for town in sorted(towns, key=lambda one: math.hypot(one.x - WIDTH / 2, one.y - HEIGHT / 2)):
        if all(abs(town.x - one.x) > 84 or abs(town.y - one.y) > 28 for one in kept):
            kept.append(town)
    return kept[:MOST_NAMES]


@lru_cache(maxsize=512)
def _towns(lat: float, lon: float, reach: float) -> tuple[tuple[str, float, float], ...]:
    names, lats, lons = _points()
    tall, wide = reach / KM_PER_DEGREE, reach * WIDTH / HEIGHT / (KM_PER_DEGREE * math.cos(math.radians(lat)))
    near = np.flatnonzero((np.abs(lats - lat) < tall) & (np.abs(lons - lon) < wide))
    if len(near) > 600:
        near = near[:: len(near) // 600]
    return tuple((names[row], float(lats[row]), float(lons[row])) for row in near)


@lru_cache(maxsize=1)
def _points() -> tuple[list[str], np.ndarray, np.ndarray]:
    g = gazetteer()
    towns = [
        division
        for division in map(g.division, g.codes())
        if len(division.code) == 9 and division.source not in ("", "kin") and division.today
    ]
    return [one.name for one in towns], np.array([one.lat for one in towns]), np.array([one.lon for one in towns])
