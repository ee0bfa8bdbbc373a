"""Distances are a metric, points convert exactly, roads are longer than lines."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.places import distance_km, is_mountain, road_factor, specialities
from jobmatch.places.distance import EARTH_RADIUS_KM, gcj02_from_wgs84, wgs84_from_gcj02

lat, lon = st.floats(-90, 90), st.floats(-180, 180)
china = st.tuples(st.floats(18, 53), st.floats(74, 135))


@given(lat, lon)
def test_nothing_is_far_from_itself(a, b):
    assert distance_km(a, b, a, b) == 0


@given(lat, lon, lat, lon)
def test_distance_is_symmetric_and_never_more_than_half_the_earth(a, b, c, d):
    there, back = distance_km(a, b, c, d), distance_km(c, d, a, b)
    assert there == pytest.approx(back, abs=1e-9)
    assert 0 <= there <= math.pi * EARTH_RADIUS_KM + 1e-6


@given(china, china, china)
def test_no_detour_is_shorter(a, b, c):
    assert distance_km(*a, *c) <= distance_km(*a, *b) + distance_km(*b, *c) + 1e-6


def test_a_degree_of_latitude_is_111_km():
    assert distance_km(30, 108, 31, 108) == pytest.approx(111.195, abs=0.001)


def test_arrays_broadcast_and_unknown_points_stay_unknown():
    km = distance_km(np.array([[31.02], [np.nan]]), np.array([[109.53], [109.0]]), np.array([31.02, 30.77]), 109.53)
    assert km.shape == (2, 2)
    assert km[0, 0] == 0
    assert 27 < km[0, 1] < 28.5
    assert np.isnan(km[1]).all()


@given(china)
def test_the_map_datum_converts_back_to_the_same_point(point):
    there = wgs84_from_gcj02(*gcj02_from_wgs84(*point))
    assert distance_km(*point, *there) < 1e-4


@given(china)
def test_the_map_datum_shifts_by_less_than_a_kilometre_and_a_half(point):
    assert 0.01 < distance_km(*point, *gcj02_from_wgs84(*point)) < 1.5


def test_mountain_roads_are_longer():
    assert road_factor("500236117") == 1.6
    assert road_factor("371602") == road_factor("500103") == 1.3
    assert road_factor(["500242", None, "500103"]).tolist() == [1.6, 1.3, 1.3]


@pytest.mark.parametrize("code", ["500156", "500232", "500156101", "500232108"])
def test_a_recoded_county_keeps_its_mountains(code):
    assert is_mountain(code)


def test_a_county_has_its_own_specialities():
    assert "脐橙" in specialities("500236117")
    assert "榨菜" in specialities("500102")
    assert specialities("370102") == ()
