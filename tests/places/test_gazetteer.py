"""The gazetteer is whole, loads no code, and knows a division under every code it bore."""

from __future__ import annotations

import math
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.places import canonical, distance_km, gazetteer, place_of, today_code
from jobmatch.places.gazetteer import villages

CODES = gazetteer().codes()
codes = st.sampled_from(CODES)


def test_it_fits_into_the_wheel():
    data = files("jobmatch").joinpath("data")
    size = sum(len(data.joinpath(name).read_bytes()) for name in ("gazetteer.csv.xz", "villages.csv.xz"))
    assert size < 2_000_000


def test_the_whole_country_is_there():
    g = gazetteer()
    levels = [g.level(code) for code in CODES]
    assert levels.count("province") == 34
    assert levels.count("county") > 2850
    assert levels.count("town") > 42_000


def test_870_townships_of_chongqing_have_points_of_their_own():
    g = gazetteer()
    towns = [g.division(code) for code in CODES if code.startswith("50") and len(code) == 9]
    assert sum(bool(town.source) for town in towns if not town.since) >= 870


@given(codes)
def test_every_parent_exists_and_is_one_level_up_or_more(code):
    g = gazetteer()
    path = g.path(code)
    assert path[-1] == code
    assert g.division(code).parent in ("", *path[:-1])


@given(codes)
def test_codes_of_record_are_canonical_and_canonical_is_idempotent(code):
    assert canonical(code) == code
    assert canonical(canonical(gazetteer().division(code).today)) == canonical(gazetteer().division(code).today)


@given(st.text("0123456789", min_size=1, max_size=14))
def test_canonical_is_idempotent_for_any_digits(text):
    assert canonical(canonical(text)) == canonical(text)


@pytest.mark.parametrize(("old", "new"), [("500234", "500154"), ("500228", "500155"), ("500232", "500156"), ("500239", "500114")])
def test_counties_renamed_are_one_division(old, new):
    assert canonical(old) == canonical(new)
    assert today_code(old) == new


def test_a_town_keeps_one_identity_through_a_new_code():
    assert canonical("500156003") == canonical("500232108")  # 仙女山


def test_a_code_written_with_zeros_is_the_same_division():
    assert canonical("500236000000") == "500236"
    assert canonical("50") == canonical("5000") == "500000"


def test_youyang_is_not_where_xiushan_is():
    youyang, xiushan = place_of("500242"), place_of("500241")
    assert 35 < distance_km(youyang.lat, youyang.lon, xiushan.lat, xiushan.lon) < 60


def test_every_county_of_chongqing_has_a_point_of_its_own():
    places = [place_of(code) for code in CODES if code.startswith("50") and len(code) == 6]
    assert not any(math.isnan(place.lat) for place in places)
    assert len({(place.lat, place.lon) for place in places}) == len(places)
    assert not any(place.inherited for place in places if place.code != "500157")


@given(codes)
def test_a_place_without_a_point_says_that_it_inherits_one(code):
    place, division = place_of(code), gazetteer().division(code)
    assert not math.isnan(place.lat)
    assert place.inherited == (division.source in ("", "kin"))


def test_villages_lie_in_listed_townships():
    g = gazetteer()
    assert all(town in g for town in villages())
    assert sum(map(len, villages().values())) > 10_000
