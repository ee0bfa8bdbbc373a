"""Posts that are given out one by one: internships, apprenticeships, public-welfare posts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobmatch import places
from jobmatch.policy import Policy
from jobmatch.terms.term import Array, Row

UNKNOWN_KM = 1e6
"""Posts and homes without a point come last."""


class Posts:
    """Posts with the places that are left."""

    def __init__(self, frame: pd.DataFrame, policy: Policy) -> None:
        until = pd.to_datetime(frame["valid_until"])
        is_open = ~(until < pd.Timestamp(policy.today)).fillna(False).to_numpy(bool)
        self.frame = frame[is_open].reset_index(drop=True)
        openings = _numbers(self.frame["openings"].fillna(policy.openings.unknown))
        self.left = np.maximum(openings - np.nan_to_num(_numbers(self.frame["placed"])), 0)
        self._lat, self._lon = _numbers(self.frame["work_lat"]), _numbers(self.frame["work_lon"])
        self._age_min, self._age_max = _numbers(self.frame["age_min"]), _numbers(self.frame["age_max"])
        self._education = _numbers(self.frame["education_min"])
        self._id = self.frame["job_id"].to_numpy(str)

    def take_nearest(self, person: Row, *, within_km: float, first: Array | None = None) -> tuple[Row, float] | None:
        """Take a place at the nearest post whose terms a person meets; return the post and its distance in km.

        What is not known on either side stands against nothing. Posts marked in ``first`` come before nearer ones,
        equal ones by id.
        """
        if not len(self.frame):
            return None
        home_lat, home_lon = _number(person["home_lat"]), _number(person["home_lon"])
        km = places.distance_km(home_lat, home_lon, self._lat, self._lon)
        age, schooling = _number(person["age"]), _number(person["education"])
        fits = (self.left > 0) & ~(km > within_km) & ~(self._education > schooling)
        fits &= ~(age < self._age_min) & ~(age > self._age_max)
        if not fits.any():
            return None
        later = np.zeros(len(fits), dtype=bool) if first is None else ~first
        at = int(np.lexsort((self._id, np.nan_to_num(km, nan=UNKNOWN_KM), later, ~fits))[0])
        self.left[at] -= 1
        post = {str(name): value for name, value in self.frame.iloc[at].items()}
        return post, float(km[at])


def about_km(km: float) -> str:
    """Return a distance as staff say it; "" when unknown.

    >>> about_km(0.3), about_km(float("nan"))
    ('约1公里', '')
    """
    return "" if np.isnan(km) else f"约{max(round(km), 1)}公里"


def _number(value: object) -> float:
    return float("nan") if value is None else float(value)  # type: ignore[arg-type]


def _numbers(column: pd.Series) -> Array:
    return column.to_numpy(dtype=float, na_value=np.nan)
