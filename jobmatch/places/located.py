"""Codes and addresses in a table → points."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from jobmatch.errors import PlaceError
from jobmatch.places.resolve import Place, locate, place_of
from jobmatch.schema import on_grid


def points_of(columns: Mapping[str, Any], side: str) -> dict[str, ExtensionArray]:
    """Return code, point and ``inherited`` of every row, where some row lacks its point and text or code names one place.

    ``{side}_inherited`` becomes true where the point stands for more than a township: a county's seat for an
    address that stops at the county, or a parent's point for a township without its own.

    Parameters
    ----------
    columns
        The columns of ``schema.Workers`` (side ``home``) or ``schema.Jobs`` (side ``work``): a frame, or its cells.
    side
        ``home`` or ``work``: the prefix of the columns.

    Returns
    -------
    dict
        The four columns, typed; empty where no row lacks its point.

    Examples
    --------
    >>> frame = pd.DataFrame({"work_address": ["重庆市奉节县白帝镇"], "work_code": [None], "work_lat": [np.nan],
    ...                       "work_lon": [np.nan], "work_inherited": [None]})
    >>> found = points_of(frame, "work")
    >>> found["work_code"][0], bool(found["work_inherited"][0])
    ('500236117', False)
    """
    lat, lon = (columns[f"{side}_{axis}"].to_numpy(dtype=float, na_value=np.nan, copy=True) for axis in ("lat", "lon"))
    lacking = np.flatnonzero(np.isnan(lat) | np.isnan(lon)).tolist()
    if not lacking:
        return {}
    codes, addresses, vague = (columns[f"{side}_{name}"].to_numpy(dtype=object, copy=True) for name in ("code", "address", "inherited"))
    for row in lacking:
        found = point_of(_text(codes[row]), _text(addresses[row]))
        if found is not None:
            codes[row], lat[row], lon[row], vague[row] = found
    located = {"code": pd.array(codes, dtype="string"), "inherited": pd.array(vague, dtype="boolean")}
    located |= {axis: on_grid(pd.Series(degrees)).array for axis, degrees in (("lat", lat), ("lon", lon))}
    return {f"{side}_{name}": column for name, column in located.items()}


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
