"""The tier of a pair: by depth, whatever the year of the codes; partners only beyond the province."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.places import canonical, gazetteer, is_partner, pairings, partner_areas, tier, tiers
from jobmatch.schema import TIERS

CODES = gazetteer().codes()
codes = st.sampled_from(CODES)
TODAY = {code: gazetteer().division(code).today for code in CODES}
RENUMBERED = [code for code, today in TODAY.items() if today and today != code and canonical(today) == code]
PAIRED = [canonical(pairing.home) for pairing in pairings()]
ORDER = {word: rank for rank, word in enumerate(TIERS)}


@pytest.mark.parametrize(
    ("home", "job", "expected"),
    [
        ("500236117209", "500236117209", "village"),
        ("500236117209", "500236117208", "town"),
        ("500236117209", "500236117", "town"),
        ("500236117", "500236117", "town"),
        ("500236117", "500236128", "county"),
        ("500236117", "500236", "county"),
        ("500236", "500236", "county"),
        ("500236117", "500101", "city"),
        ("500236", "500000", "city"),
        ("500103", "500236", "city"),
        ("370102", "370103", "city"),
        ("370102", "370200", "province"),
        ("441900119", "441900", "county"),
        ("429004", "429005", "province"),
        ("500232108", "500156003", "town"),
        ("500234", "500154", "county"),
        ("500236", "371602", "partner"),
        ("500236117", "371600", "partner"),
        ("500236", "370102", "province_out"),
        ("500241", "433124", "province_out"),
        ("500101", "310115", "partner"),
        (None, "500236", None),
        ("500236", None, None),
        ("", "500236", None),
        ("999999", "500236", None),
    ],
)
def test_the_tier_of_a_pair(home, job, expected):
    assert tier(home, job) == expected


def test_work_at_home_is_at_home_wherever_the_employer_sits():
    assert tier("500236", "440300", home_based=True) == "home"
    assert tier(None, None, home_based=True) == "home"


@given(codes, codes)
def test_only_partners_depend_on_the_direction(home, job):
    there, back = tier(home, job), tier(job, home)
    assert there == back or {there, back} == {"partner", "province_out"}


@given(codes)
def test_nothing_is_nearer_than_oneself(code):
    assert tier(code, code) in ("province", "city", "county", "town")


@given(st.sampled_from(RENUMBERED))
def test_a_code_is_as_near_under_its_number_of_today(code):
    assert tier(code, TODAY[code]) == tier(code, code)


@given(st.lists(st.tuples(codes, codes, st.booleans()), min_size=1, max_size=30))
def test_many_pairs_are_the_single_pairs(pairs):
    homes, jobs, at_home = map(list, zip(*pairs, strict=True))
    expected = [tier(h, j, home_based=b) for h, j, b in pairs]
    assert tiers(homes, jobs, home_based=at_home).tolist() == expected


def test_a_column_of_homes_and_a_row_of_jobs_make_a_matrix():
    homes = np.array([["500236"], ["500101"]], dtype=object)
    jobs = np.array([["500236117", None, "371600"]], dtype=object)
    assert tiers(homes, jobs).tolist() == [["county", None, "partner"], ["city", None, "province_out"]]


def test_no_pairs_are_no_tiers():
    assert tiers([], []).tolist() == []


@given(st.sampled_from(PAIRED), codes)
def test_a_partner_lies_in_another_province(home, job):
    assert not is_partner(home, home)
    assert all(area[:2] != home[:2] and is_partner(home, area) for area in partner_areas(home))
    assert is_partner(home, job) <= (home[:2] != job[:2])


def test_pairings_are_dated():
    assert is_partner("500236", "371602", on=date(2016, 9, 1))
    assert not is_partner("500236", "371602", on=date(2009, 1, 1))
    assert is_partner("500233", "370102", on=date(2016, 9, 1))  # 山东 helps 忠县 since 1994
    assert not is_partner("500233", "370102", on=date(1993, 1, 1))


def test_help_inside_the_city_makes_no_partner():
    inside = [row for row in pairings() if row.type == "市内对口"]
    assert inside
    assert not any(is_partner(row.home, row.partner) for row in inside)


def test_fourteen_counties_are_paired_with_cities_of_shandong():
    cities = [row for row in pairings() if row.type == "东西部协作" and row.level == "city"]
    assert len({row.home for row in cities}) == len({row.partner for row in cities}) == 14
    assert all(row.partner.startswith("37") for row in cities)
    assert all(canonical(row.home) in CODES and canonical(row.partner) in CODES for row in pairings())


@pytest.mark.parametrize("home", ["500156", "500232", "500232108", "500156003"])
def test_a_recoded_county_keeps_its_partner(home):
    assert is_partner(home, "370102")


def test_what_is_no_code_is_an_unknown_place() -> None:
    for unknown in (None, pd.NA, float("nan"), ""):
        assert tiers(np.array([unknown, "500236"], dtype=object)[:, None], np.array(["500236", unknown], dtype=object)).tolist() == [
            [None, None],
            ["county", None],
        ]
