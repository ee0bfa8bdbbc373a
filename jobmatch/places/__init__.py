"""Divisions of China: points, names, codes, tiers and pairings."""

from __future__ import annotations

from jobmatch.places.distance import distance_km
from jobmatch.places.gazetteer import gazetteer
from jobmatch.places.resolve import Place, locate, place_of

__all__ = ["Place", "distance_km", "gazetteer", "locate", "place_of"]
