"""Regions that public policy pairs: dated rows, not constants.

``jobmatch/data/partners.csv`` holds one row per pairing: ``from`` (the county helped), ``to`` (the partner),
``level`` of the partner (city, county, province), ``type`` (东西部协作, 三峡对口支援, 市内对口), the days it
``starts`` and ``ends`` (blank: unknown, still open), ``to_verify`` and a ``note``. The city pairs of Chongqing
and Shandong were fixed in 2010–2011 and stand since; county pairs were added from July 2016.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from jobmatch.places.gazetteer import gazetteer


class Pairing(NamedTuple):
    """One row of the partner table."""

    home: str
    partner: str
    level: str
    type: str
    starts: date | None
    ends: date | None
    to_verify: bool
    note: str

    def holds(self, on: date | None) -> bool:
        """Return whether the pairing is in force on a day; without a day, whether it has not ended.

        >>> past = Pairing("371400", "500241", "county", "东西部协作", date(2021, 5, 1), date(2025, 12, 31), False, "")
        >>> past.holds(date(2024, 1, 1)), past.holds(date(2026, 1, 1)), past.holds(None)
        (True, False, False)
        """
        if on is None:
            return self.ends is None
        return (self.starts is None or self.starts <= on) and (self.ends is None or on <= self.ends)


@lru_cache(maxsize=1)
def pairings() -> tuple[Pairing, ...]:
    """Return every row of the partner table.

    >>> sorted({row.type for row in pairings()})
    ['三峡对口支援', '东西部协作', '市内对口']
    """
    text = files("jobmatch").joinpath("data", "partners.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        Pairing(
            row["from"], row["to"], row["level"], row["type"],
            _day(row["starts"]), _day(row["ends"]), row["to_verify"] == "yes", row["note"],
        )
        for row in rows
    )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def is_partner(home_code: str, job_code: str, on: date | None = None) -> bool:
    """Return whether the job lies in a region paired with the home's county, outside its own province.

    Parameters
    ----------
    home_code, job_code
        Division codes of any year, 6 to 12 digits.
    on
        Day that counts; without it every pairing that has not ended counts.

    Examples
    --------
    >>> is_partner("500236", "371602"), is_partner("500236", "370102")  # 奉节 – 滨州, not 济南
    (True, False)
    >>> is_partner("500236117", "371602", on=date(2005, 1, 1))
    False
    """
    return bool(set(partner_areas(home_code, on)).intersection(_areas(job_code)))


@lru_cache(maxsize=8192)
def partner_areas(home_code: str, on: date | None = None) -> tuple[str, ...]:
    """Return the codes of the regions paired with a place, outside its own province; () where there are none.

    >>> partner_areas("500236117", date(2026, 3, 1))
    ('371600',)
    """
    home = _areas(home_code)
    paired = {row.partner for area in home for row in _rows_by_home().get(area, ()) if row.holds(on)}
    return tuple(sorted(code for code in paired if _areas(code)[:1] != home[:1]))


@lru_cache(maxsize=4096)
def _areas(code: str) -> tuple[str, ...]:
    g = gazetteer()
    known = g.canonical(code)[:9]
    return g.path(known) if known in g else ()


@lru_cache(maxsize=1)
def _rows_by_home() -> dict[str, list[Pairing]]:
    """Return the pairings under today's codes, by the place helped."""
    canonical, found = gazetteer().canonical, defaultdict[str, list[Pairing]](list)
    for row in pairings():
        found[canonical(row.home)].append(row._replace(home=canonical(row.home), partner=canonical(row.partner)))
    return dict(found)
