"""Codes and addresses in a table → points, and points → codes: each side of a place stands for the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from jobmatch.errors import AmbiguousPlace, PlaceError
from jobmatch.places.counties import county_at
from jobmatch.places.gazetteer import gazetteer
from jobmatch.places.resolve import Place, locate, place_of
from jobmatch.schema import known_or, numbers, on_grid


def points_of(columns: Mapping[str, Any], side: str) -> dict[str, ExtensionArray]:
    """Return code, point and ``inherited`` of every row, where some row lacks its point or its code.

    A point is that of the one place which text or code names. ``{side}_inherited`` becomes true where it stands for more
    than a township: a county's seat for an address that stops at the county, or a parent's point for a township without
    its own. A code is that of the place which the text names, else of the county in which the point lies (``county_at``).

    Parameters
    ----------
    columns
        The columns of ``schema.Workers`` (side ``home``) or ``schema.Jobs`` (side ``work``): a frame, or those of a table (``columns_read``).
    side
        ``home`` or ``work``: the prefix of the columns.

    Returns
    -------
    dict
        The four columns, typed; empty where no row lacks its point or its code.

    Examples
    --------
    >>> frame = pd.DataFrame({"work_address": ["重庆市奉节县白帝镇"], "work_code": [None], "work_lat": [np.nan],
    ...                       "work_lon": [np.nan], "work_inherited": [None]})
    >>> found = points_of(frame, "work")
    >>> found["work_code"][0], bool(found["work_inherited"][0])
    ('500236117', False)
    """
    lat, lon = (numbers(columns[f"{side}_{axis}"]) for axis in ("lat", "lon"))
    pointless = np.isnan(lat) | np.isnan(lon)
    nameless = (known_or(columns[f"{side}_code"], "") == "") & ~pointless
    if not pointless.any() and not nameless.any():
        return {}
    lat, lon = lat.copy(), lon.copy()
    codes, addresses, vague = (known_or(columns[f"{side}_{name}"], None).copy() for name in ("code", "address", "inherited"))
    for row in np.flatnonzero(pointless).tolist():
        found = _point_of(_text(codes[row]), _text(addresses[row]))
        if found is not None:
            codes[row], lat[row], lon[row], vague[row] = found
    for row in np.flatnonzero(nameless).tolist():
        codes[row] = _code_of(lat[row], lon[row], _text(addresses[row])) or None
    located = {"code": pd.array(codes, dtype="string"), "inherited": pd.array(vague, dtype="boolean")}
    located |= {axis: on_grid(pd.Series(degrees)).array for axis, degrees in (("lat", lat), ("lon", lon))}
    return {f"{side}_{name}": column for name, column in located.items()}


def located(record: Mapping[str, Any], side: str) -> Mapping[str, Any]:
    """Return one row with code and point of its ``side`` where it lacks one of them: `points_of` without a table.

    Parameters
    ----------
    record
        Values by canonical column.
    side
        ``home`` or ``work``, as for `points_of`.

    Examples
    --------
    >>> located({"worker_id": "W1", "home_code": "500236117"}, "home")["home_inherited"]
    False
    """
    code, lat, lon, address = (record.get(f"{side}_{name}") for name in ("code", "lat", "lon", "address"))
    if lat is not None and lon is not None:
        named = code or _code_of(lat, lon, _text(address))
        return {**record, f"{side}_code": named} if named else record
    found = _point_of(_text(code), _text(address))
    names = (f"{side}_{name}" for name in ("code", "lat", "lon", "inherited"))
    return record if found is None else {**record, **dict(zip(names, found, strict=True))}


@lru_cache(maxsize=65_536)
def _point_of(code: str, address: str) -> tuple[str, float, float, bool] | None:
    """Return code, latitude, longitude (degrees) and whether the point is vague; None where no single place is named.

    Of an address that names several places of one county or city, that is taken.

    Parameters
    ----------
    code
        Code of a division; "" where only the address is known.
    address
        As written; looked at where there is no code.

    Examples
    --------
    >>> code, lat, lon, vague = _point_of("", "重庆市奉节县白帝镇")
    >>> code, round(lat), vague
    ('500236117', 31, False)
    """
    place: Place | None
    try:
        place = place_of(code) if code else locate(address)
    except AmbiguousPlace as error:
        place = _around(error.readings)
    except PlaceError:
        return None
    if place is None or np.isnan(place.lat):
        return None
    return code or place.code, place.lat, place.lon, is_vague(place)


def _around(places: Sequence[Place]) -> Place | None:
    """Return the county or city in which all the places lie."""
    paths = [gazetteer().path(place.code[:9]) for place in places]
    shared = [above[0] for above in zip(*paths, strict=False) if len(set(above)) == 1]
    around = place_of(shared[-1]) if shared else None
    return around if around and around.level in ("city", "county") else None


@lru_cache(maxsize=65_536)
def _code_of(lat: float, lon: float, address: str) -> str:
    """Return the code of a point that came without one: what the address names, else the county there; "" beyond all of them.

    >>> _code_of(31.06, 109.59, "重庆市奉节县白帝镇"), _code_of(31.06, 109.59, ""), _code_of(0.0, 0.0, "")
    ('500236117', '500236', '')
    """
    named = _point_of("", address) if address else None
    return named[0] if named else county_at(lat, lon)


def is_vague(place: Place) -> bool:
    """Return whether the point of a place stands for more than a township.

    >>> is_vague(place_of("500236117")), is_vague(place_of("500236"))
    (False, True)
    """
    return len(place.code) < 9 or place_of(place.code[:9]).inherited


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
