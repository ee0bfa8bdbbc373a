"""Codes and addresses in a table → points."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from jobmatch.errors import PlaceError
from jobmatch.places.resolve import Place, locate, place_of
from jobmatch.schema import on_grid


def with_points(frame: pd.DataFrame, side: str) -> pd.DataFrame:
    """Return ``frame`` with code and point of every row that lacks them and whose text or code names one place.

    ``{side}_inherited`` becomes true where the point stands for more than a township: a county's seat for an
    address that stops at the county, or a parent's point for a township without its own.

    Parameters
    ----------
    frame
        A frame of ``schema.Workers`` (side ``home``) or ``schema.Jobs`` (side ``work``).
    side
        ``home`` or ``work``: the prefix of the columns.

    Examples
    --------
    >>> frame = pd.DataFrame({"work_address": ["重庆市奉节县白帝镇"], "work_code": [None], "work_lat": [np.nan],
    ...                       "work_lon": [np.nan], "work_inherited": [None]})
    >>> with_points(frame, "work").loc[0, ["work_code", "work_inherited"]].tolist()
    ['500236117', False]
    """
    frame = frame.copy()
    lat, lon = frame[f"{side}_lat"].astype(float), frame[f"{side}_lon"].astype(float)
    without = np.flatnonzero((lat.isna() | lon.isna()).to_numpy())
    codes, addresses = frame[f"{side}_code"].astype(object), frame[f"{side}_address"].astype(object)
    vague = frame[f"{side}_inherited"].astype(object)
    for row in without:
        found = _point(_text(codes.iat[row]), _text(addresses.iat[row]))
        if found is not None:
            codes.iat[row], lat.iat[row], lon.iat[row], vague.iat[row] = found
    frame[f"{side}_code"] = codes.astype("string")
    frame[f"{side}_lat"], frame[f"{side}_lon"] = on_grid(lat), on_grid(lon)
    frame[f"{side}_inherited"] = vague.astype("boolean")
    return frame


@lru_cache(maxsize=65_536)
def _point(code: str, address: str) -> tuple[str, float, float, bool] | None:
    """Return code, latitude, longitude and whether the point is vague; None where no single place is named."""
    try:
        place = place_of(code) if code else locate(address)
    except PlaceError:
        return None
    if np.isnan(place.lat):
        return None
    return code or place.code, place.lat, place.lon, is_vague(place)


def is_vague(place: Place) -> bool:
    """Return whether the point of a place stands for more than a township.

    >>> is_vague(place_of("500236117")), is_vague(place_of("500236"))
    (False, True)
    """
    return len(place.code) < 9 or place_of(place.code[:9]).inherited


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)
