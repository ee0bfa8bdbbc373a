"""Divisions of China: names, points, codes, tiers, pairings and wishes.

::

    address ── locate ──▶ Place (code, point)          意向地区 ── read_wish ──▶ Wish (codes, mobility)
                             │
         distance_km, road_factor, tier(s), is_partner, specialities

    gazetteer   the divisions, and names: how they are written
    resolve     address → place, by reading it from the left; wishes: the places somebody wants
    located     codes and points of a whole table, each from the other
    distance    kilometres; counties: roads, specialities; tiers: how far from home; partners: regions paired by policy
"""

from __future__ import annotations

from jobmatch.places.counties import is_mountain, road_factor, specialities
from jobmatch.places.distance import EARTH_RADIUS_KM, SAME_POINT_KM, Vector, chord_km, distance_km, unit_vector, way_in_words
from jobmatch.places.gazetteer import Division, Gazetteer, gazetteer
from jobmatch.places.partners import Pairing, is_partner, pairings, partner_areas
from jobmatch.places.resolve import Place, first_place, locate, place_of
from jobmatch.places.tiers import canonical, tier, tiers, today_code
from jobmatch.places.wishes import Wish, read_wish

__all__ = [
    "EARTH_RADIUS_KM",
    "SAME_POINT_KM",
    "Division",
    "Gazetteer",
    "Pairing",
    "Place",
    "Vector",
    "Wish",
    "canonical",
    "chord_km",
    "distance_km",
    "first_place",
    "gazetteer",
    "is_mountain",
    "is_partner",
    "locate",
    "pairings",
    "partner_areas",
    "place_of",
    "read_wish",
    "road_factor",
    "specialities",
    "tier",
    "tiers",
    "today_code",
    "unit_vector",
    "way_in_words",
]
