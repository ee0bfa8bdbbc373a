"""Where a simulated market lies: real townships, and the cities people leave for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from jobmatch.evaluation.arrays import Floats
from jobmatch.places import gazetteer

AWAY = ("441900", "440300", "330200", "330300", "350500", "320500")
"""东莞, 深圳, 宁波, 温州, 泉州, 苏州: where most who leave the West go."""
PARTNER = "371600"
"""滨州: a partner region of the province."""


@dataclass(frozen=True)
class Towns:
    """Places in parallel arrays, each with its share of people or jobs."""

    code: npt.NDArray[np.str_]
    name: npt.NDArray[np.str_]
    title: npt.NDArray[np.str_]
    """The address as a form has it: 重庆市奉节县白帝镇."""
    lat: Floats
    lon: Floats
    weight: Floats
    """Shares that add up to 1."""

    def take(self, rows: npt.NDArray[np.int64]) -> Towns:
        """Return some of the places, shares rescaled."""
        weight = self.weight[rows] / self.weight[rows].sum()
        return Towns(self.code[rows], self.name[rows], self.title[rows], self.lat[rows], self.lon[rows], weight)

    @property
    def seat(self) -> npt.NDArray[np.int64]:
        """Rows of the county town: the three places with most people."""
        return np.argsort(-self.weight, kind="stable")[:3]


def towns_of(adcode: str, rng: np.random.Generator) -> Towns:
    """Return the townships of a county, city or province, sizes drawn (log-normal, the seat among the
    largest).

    Raises
    ------
    KeyError
        No township with a point lies in that division.

    Examples
    --------
    >>> towns = towns_of("500236", np.random.default_rng(0))
    >>> len(towns.code) > 20, "白帝镇" in towns.name
    (True, True)
    """
    prefix = adcode.rstrip("0") if adcode.endswith("00") else adcode
    codes = [code for code in _townships() if code.startswith(prefix)]
    if not codes:
        raise KeyError(f"no township with a point in {adcode}")
    size = rng.lognormal(0.0, 0.7, len(codes))
    size *= [2.0 if gazetteer().division(code).name.endswith("街道") else 1.0 for code in codes]
    return _towns(codes, size)


def elsewhere(adcode: str, n: int, rng: np.random.Generator) -> Towns:
    """Return townships of other counties of the same province, in ``n`` counties drawn at random."""
    codes = [code for code in _townships() if code[:2] == adcode[:2] and code[:6] != adcode]
    counties = sorted({code[:6] for code in codes})
    chosen = set(rng.choice(counties, size=min(n, len(counties)), replace=False))
    seats = {code[:6]: code for code in reversed(codes) if code[:6] in chosen}
    return _towns(sorted(seats.values()), rng.lognormal(0.0, 0.5, len(seats)))


def away() -> Towns:
    """Return the cities of other provinces that people leave for, the partner region among them."""
    return _towns([*AWAY, PARTNER], np.array([5.0, 3.0, 3.0, 2.0, 2.0, 2.0, 2.0]))


@lru_cache(maxsize=1)
def _townships() -> tuple[str, ...]:
    g = gazetteer()
    rows = (g.division(code) for code in g.codes() if len(code) == 9)
    return tuple(row.code for row in rows if row.today and np.isfinite(row.lat))


def _towns(codes: list[str], size: Floats | npt.NDArray[np.float64]) -> Towns:
    g = gazetteer()
    rows = [g.division(code) for code in codes]
    return Towns(
        code=np.array(codes),
        name=np.array([row.name for row in rows]),
        title=np.array([g.title(code) for code in codes]),
        lat=np.array([row.lat for row in rows]),
        lon=np.array([row.lon for row in rows]),
        weight=np.asarray(size) / np.sum(size),
    )
