"""Development zones that people name like districts and that have no division code of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobmatch.places.gazetteer import Gazetteer
    from jobmatch.places.resolve import Place


def zone(text: str, g: Gazetteer, near: str) -> Place | str | None:
    """Return the place of the zone that ``text`` names, or nothing."""
    return None
