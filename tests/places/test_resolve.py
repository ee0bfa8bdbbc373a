"""Addresses come out as the place they name, or say between which places one must choose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.errors import AmbiguousPlace, PlaceError, UnknownPlace
from jobmatch.places import Place, gazetteer, locate

G = gazetteer()
TOWNS = [code for code in G.codes() if len(code) == 9 and G.division(code).today == code]
towns = st.sampled_from(TOWNS)


def _reading(address: str) -> list[str]:
    """Return the township or the townships that the address may mean."""
    try:
        return [locate(address).code[:9]]
    except AmbiguousPlace as error:
        return [place.code for place in error.readings]


@pytest.mark.parametrize(
    ("address", "near", "code"),
    [
        ("重庆市奉节县白帝镇浣花溪路3组", None, "500236117"),
        ("重庆市奉节县白帝镇前进村3组", None, "500236117209"),
        ("奉节白帝镇", None, "500236117"),
        ("奉节县白帝", None, "500236117"),
        ("奉节县城永安街道", None, "500236001"),
        ("县城鱼复街道", "500236", "500236002"),
        ("白帝镇", "500236", "500236117"),
        ("奉节县白帝乡前进村", None, "500236117209"),
        ("白帝乡", "500236", "500236117"),
        ("白帝镇", "50", "500236117"),
        ("四川省奉节县白帝镇", None, "500236117"),
        ("四川省成都市", None, "510100"),
        ("四川省", None, "510000"),
        ("四川省某地", None, "510000"),
        ("开县", None, "500154"),
        ("武隆县", None, "500232"),
        ("武隆区", None, "500232"),
        ("梁平县礼让镇", None, "500228102"),
        ("石柱县", None, "500240"),
        ("石柱土家族自治县西沱镇", None, "500240101"),
        ("彭水", None, "500243"),
        ("重庆市重庆市奉节县平安乡", "500236", "500236266"),
        ("重庆市市辖区万州区", None, "500101"),
        ("开州镇东街道", "500000", "500154004"),
        ("万盛经开区", None, "500110"),
        ("万盛经开区万东镇", None, "500110100"),
        ("两江新区", "500000", "500157"),
        ("两江新区人和街道", None, "500112009"),
        ("高新区", "500236", "500107"),
        ("广东东莞长安", None, "441900119"),
        ("东莞", None, "441900"),
        ("中山", None, "442000"),
        ("儋州", None, "460400"),
        ("嘉峪关", None, "620200"),
        ("山东省济南市历下区", None, "370102"),
        ("山东省历下区", None, "370102"),
        ("济南高新区", None, "370176"),
        ("威海乳山市", "500236", "371083"),
        ("江北区", "500236", "500105"),
        ("江北", "500000", "500105"),
        ("吉林长春", None, "220100"),
        ("恩施", None, "422800"),
        ("　重慶市　奉節縣·白帝鎮 ", None, "500236117"),
        ("重庆市奉节县工业园区", None, "500236"),
        ("重庆市没有这个镇", None, "500000"),
        ("500236117", None, "500236117"),
        ("５００２３６", None, "500236"),
        ("500236117209", None, "500236117209"),
        ("500156", None, "500232"),
        ("50", None, "500000"),
    ],
)
def test_an_address_comes_out_as_its_place(address, near, code):
    assert locate(address, near).code == code


@pytest.mark.parametrize("near", ["500236", "500236128", "500236128001", "500236000000", "500236999"])
def test_a_lone_township_is_first_looked_for_where_the_text_comes_from(near):
    assert locate("兴隆镇", near).code == "500236128"


@pytest.mark.parametrize("near", ["50", "5002", "500000", "500237"])
def test_where_the_text_comes_from_does_not_decide_between_others(near):
    with pytest.raises(AmbiguousPlace) as caught:
        locate("兴隆镇", near)
    assert len(caught.value.readings) == 4


def test_several_readings_are_listed_and_none_is_guessed():
    with pytest.raises(AmbiguousPlace) as caught:
        locate("兴隆镇", near="500237")
    assert [place.code[:6] for place in caught.value.readings] == ["500112", "500119", "500236", "500242"]
    assert "重庆市奉节县兴隆镇" in str(caught.value)
    assert "请写明区县" in str(caught.value)


def test_a_county_name_that_repeats_needs_its_city():
    with pytest.raises(AmbiguousPlace) as caught:
        locate("鼓楼区", near="500236")
    assert len(caught.value.readings) == 4
    assert locate("福州市鼓楼区").code == "350102"


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("浙江、广东均可", ["浙江省", "广东省"]),
        ("浙江和广东", ["浙江省", "广东省"]),
        ("重庆或成都都行", ["重庆市", "成都市"]),
        ("奉节县永安街道、夔门街道", ["永安街道", "夔门街道"]),
        ("奉节县；巫山县；云阳县", ["奉节县", "巫山县", "云阳县"]),
        ("成都市武侯区科华北路1号/重庆市渝北区龙溪街道", ["武侯区", "龙溪街道"]),
    ],
)
def test_several_places_side_by_side_are_listed_and_the_first_is_not_taken_for_all(address, names):
    with pytest.raises(AmbiguousPlace) as caught:
        locate(address)
    assert [place.name for place in caught.value.readings] == names
    assert f"写了{len(names)}个地方" in str(caught.value)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("重庆市，奉节县，白帝镇", "500236117"),
        ("重庆市、重庆市奉节县", "500236"),
        ("奉节县永安街道，海南路12号", "500236001"),
        ("奉节县永安街道，中山公园旁", "500236001"),
        ("呼和浩特市、和平路", "150100"),
        ("开县、开州区", "500154"),
        ("郑州市金水区与惠济区交汇处", "410105"),
        ("奉节县白帝镇，离云阳不远", "500236117"),
    ],
)
def test_marks_inside_one_address_part_nothing(address, code):
    assert locate(address).code == code


@pytest.mark.parametrize(
    "address",
    ["", " ", "？？？", "城关镇", "不知道", "家里", "中山西路1600号", "东风南方大楼", "x" * 10_000, "重" * 10_000, "123", "白帝村"],
)
def test_what_names_no_place_is_unknown(address):
    with pytest.raises(UnknownPlace) as caught:
        locate(address, near="500236")
    assert len(str(caught.value)) < 200


@given(st.text(max_size=200), st.sampled_from([None, "", "5", "50", "500236", "999999", "500236117", "abc"]))
def test_any_text_is_a_place_or_a_place_error(text, near):
    try:
        place = locate(text, near)
    except PlaceError:
        return
    assert isinstance(place, Place)
    assert place.code[:9] in G


@given(st.text("重庆市奉节县白帝镇兴隆村开州区3组江北街道新城关路", max_size=30))
def test_scrambled_place_words_never_break_the_reader(text):
    try:
        locate(text, near="500000")
    except PlaceError:
        return


@given(towns)
def test_the_full_name_of_a_township_finds_it(code):
    try:
        assert locate(G.title(code)).code == code
    except AmbiguousPlace as error:  # two townships of one county that bear one name
        assert code in [place.code for place in error.readings]
        assert len({place.code[:6] for place in error.readings}) <= 2


@given(towns)
def test_the_name_of_a_township_finds_it_from_its_county(code):
    try:
        assert locate(G.division(code).name, near=code[:6]).code[:6] == code[:6]
    except AmbiguousPlace as error:
        assert code in [place.code for place in error.readings]
    except UnknownPlace:
        assert "（" in G.division(code).name or G.division(code).name.startswith("中国")


@given(towns, st.sampled_from(["", "和平村三组", "12组", "街上"]))
def test_what_follows_the_township_changes_nothing_above_it(code, rest):
    assert _reading(G.title(code) + rest) == _reading(G.title(code))


@given(towns)
def test_spaces_and_full_width_letters_change_nothing(code):
    assert _reading(" ".join(G.title(code))) == _reading(G.title(code))


def test_a_township_without_a_point_stands_where_its_county_does():
    place, county = locate("重庆市渝中区七星岗街道"), locate("重庆市渝中区")
    assert place.inherited
    assert (place.lat, place.lon) == (county.lat, county.lon)
    assert not locate("奉节县白帝镇").inherited


@pytest.mark.shared_data
def test_every_township_of_the_forms_year_resolves_to_its_code(shared_data):
    import pandas as pd

    frame = pd.read_csv(shared_data / "divisions_2016.csv.xz", dtype={"code": str})
    names = frame.set_index("code")["name"]
    chongqing = frame[(frame["rank"] == 4) & frame["code"].str.startswith("50")]
    wrong = []
    for code, name in zip(chongqing["code"], chongqing["name"], strict=True):
        county = names[code[:6].ljust(12, "0")]
        if locate(f"重庆市{county}{name}").code != code[:9]:
            wrong.append((code, county, name))
    assert wrong == []
