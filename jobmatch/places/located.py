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
    >>> with_points(frame, "work")[["work_code", "work_inherited"]].to_numpy().tolist()[0]
    ['500236117', False]
    """
    lat, lon = (frame[f"{side}_{axis}"].to_numpy(dtype=float, na_value=np.nan, copy=True) for axis in ("lat", "lon"))
    if not (np.isnan(lat) | np.isnan(lon)).any():
        return frame
    codes, addresses, vague = (
        frame[f"{side}_{name}"].to_numpy(dtype=object, copy=True) for name in ("code", "address", "inherited")
    )
    for row in np.flatnonzero(np.isnan(lat) | np.isnan(lon)).tolist():
        found = point_of(_text(codes[row]), _text(addresses[row]))
        if found is not None:
            codes[row], lat[row], lon[row], vague[row] = found
    same = frame.index
    found_here = {"code": pd.Series(codes, same, dtype="string"), "inherited": pd.Series(vague, same, dtype="boolean")}
    found_here |= {axis: on_grid(pd.Series(degrees, same)) for axis, degrees in (("lat", lat), ("lon", lon))}
    return frame.assign(**{f"{side}_{name}": column for name, column in found_here.items()})


@lru_cache(maxsize=65_536)
def point_of(code: str, address: str) -> tuple[str, float, float, bool] | None:
    """Return code, latitude, longitude (degrees) and whether the point is vague; None where no single place is named.

    Parameters
    ----------
    code
        Code of a division; "" where only the address is known.
    address
        As written; looked at where there is no code.

    Examples
    --------
    >>> code, lat, lon, vague = point_of("", "重庆市奉节县白帝镇")
    >>> code, round(lat), vague
    ('500236117', 31, False)
    """
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
    return value if isinstance(value, str) else ""
