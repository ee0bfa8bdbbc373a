"""意向地区 as offices write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.places import Wish, gazetteer, read_wish
from jobmatch.schema import MOBILITIES


@pytest.mark.parametrize(
    ("text", "mobility"),
    [
        ("本村", "town"), ("本镇", "town"), ("就近", "town"), ("家附近", "town"), ("乡镇附近", "town"), ("家门口", "town"),
        ("社区内", "town"), ("街上", "town"), ("不离乡", "town"), ("城里", "county"), ("县工业园区", "county"), ("听从分配", "anywhere"), ("县内外均可", "anywhere"),
        ("县内", "county"), ("本地", "county"), ("县城", "county"), ("本区县", "county"), ("不愿外出", "county"),
        ("市内", "city"), ("市内县外", "city"), ("省内", "province"), ("省内县外", "province"),
        ("省外", "anywhere"), ("市外", "anywhere"), ("外地", "anywhere"), ("外省都可以", "anywhere"),
        ("不限", "anywhere"), ("都可以", "anywhere"), ("哪里都行", "anywhere"), ("服从安排", "anywhere"),
        ("1", "anywhere"), ("2.0", "province"), ("3", "county"), ("1 省外", "anywhere"), ("3 县内", "county"),
        ("本县或全国各地均可", "anywhere"),
        ("县内、省外", "anywhere"), ("想在家附近上班，带小孩", "town"),
        ("", None), ("  ", None), ("工业园区", None), ("鼓楼区", None),
    ],
)  # fmt: skip
def test_how_far_the_text_allows(text, mobility):
    assert read_wish(text, near="500236") == Wish((), mobility)


@pytest.mark.parametrize(
    ("text", "codes", "mobility"),
    [
        ("浙江、广东均可", ("330000", "440000"), "anywhere"),
        ("浙江广东", ("330000", "440000"), "anywhere"),
        ("山东潍坊", ("370700",), "anywhere"),
        ("广东深圳或东莞", ("440300", "441900"), "anywhere"),
        ("福建省晋江市", ("350582",), "anywhere"),
        ("云阳", ("500235",), "city"),
        ("重庆", ("500000",), "city"),
        ("奉节县城", ("500236",), "county"),
        ("白帝镇或县城", ("500236117",), "county"),
        ("县内、广东", ("440000",), "anywhere"),
        ("云阳及全国", ("500235",), "anywhere"),
        ("云阳，都可以", ("500235",), "city"),
        ("不限，山东优先", ("370000",), "anywhere"),
        ("长三角", ("310000", "320000", "330000", "340000"), "anywhere"),
        ("500101", ("500101",), "city"),
        ("除广东外都行", (), "anywhere"),
        ("不去广东，其他都行", (), "anywhere"),
    ],
)
def test_which_places_the_text_names(text, codes, mobility):
    assert read_wish(text, near="500236") == Wish(codes, mobility)


def test_central_chongqing_is_its_nine_districts():
    wish = read_wish("重庆主城", near="500236")
    assert wish == read_wish("主城区", near="500236") == read_wish("主城", near="500236")
    assert len(wish.codes) == 9
    assert wish.mobility == "city"


def test_the_coast_and_the_pearl_delta_are_named_by_their_codes():
    assert {"330000", "440000", "370000", "350000"} <= set(read_wish("沿海").codes)
    assert {"440300", "441900", "442000"} <= set(read_wish("珠三角").codes)


def test_without_a_home_named_places_state_no_mobility():
    assert read_wish("浙江") == Wish(("330000",), None)


@pytest.mark.parametrize("text", ["县内", "不限", "2", "省外"])
def test_what_is_said_of_distance_needs_no_home(text):
    assert read_wish(text) == read_wish(text, near="500236")


@given(st.text(max_size=100), st.sampled_from([None, "500236", "500000", "999999"]))
def test_any_text_gives_known_codes_and_a_known_mobility(text, near):
    wish = read_wish(text, near)
    assert wish.mobility in (None, *MOBILITIES)
    assert all(code[:9] in gazetteer() for code in wish.codes)
    assert len(set(wish.codes)) == len(wish.codes)


@pytest.mark.parametrize("text", [None, 3, float("nan"), ["县内"]])
def test_what_is_no_text_is_no_wish(text):
    assert read_wish(text) == Wish((), None)
