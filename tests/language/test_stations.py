"""Posts and wishes that name only a machine, a product or a factory: made of a thing, a deed and a role."""

from __future__ import annotations

import pytest

from jobmatch.language import lexicon
from jobmatch.language.full_names import full_post
from jobmatch.language.posts import split_posts
from jobmatch.language.wishes import split_wishes


def offered(title: str) -> list[str]:
    return [found.name for post in split_posts(title) for found in lexicon.named_posts(full_post(post))]


def wished(wish: str) -> list[str]:
    return [found.name for part in split_wishes(wish) for found in lexicon.find(part)]


@pytest.mark.parametrize(
    ("title", "trade"),
    [
        ("弹簧机操作员", "弹簧工"), ("袜机挡车", "针织工"), ("无心磨操作工", "磨工"), ("梳棉机值车", "清花工"), ("滚齿机床操作工", "齿轮工"),
        ("退火工段", "热处理工"), ("押出机操作", "电线电缆工"),
    ],
)  # fmt: skip
def test_who_stands_at_a_machine_is_named_by_it(title: str, trade: str) -> None:
    assert offered(title) == [trade]


@pytest.mark.parametrize(
    ("title", "trade"),
    [
        ("水表装配", "仪表装配工"), ("路由器组装工", "通信设备装配工"), ("电风扇装配工", "家电装配工"), ("圣诞树厂女工", "人造花工"), ("渔具制作", "健身器材工"),
        ("空调外机总装", "家电装配工"), ("摩托发动机装配", "摩托车装配工"), ("甲醇中控", "化工总控工"), ("洗砂机看护", "砂石工"),
        ("蜂窝纸板加工", "纸箱工"), ("鱿鱼加工", "水产加工工"), ("麦芽糖生产线", "糖果工"), ("铅笔厂操作工", "制笔工"), ("保温材料厂", "保温材料工"),
    ],
)  # fmt: skip
def test_who_makes_a_thing_is_named_by_it(title: str, trade: str) -> None:
    assert offered(title) == [trade]


@pytest.mark.parametrize(
    "title",
    ["机械技术员", "新材料厂", "分析员", "数据分析师", "雨伞设计师", "跑步机销售", "复合材料研发", "生产操作工", "界面员工"],
)
def test_what_is_no_such_post_is_read_as_before(title: str) -> None:
    assert set(offered(title)) <= {"普工", "销售员"}


@pytest.mark.parametrize(
    ("wish", "trade"),
    [
        ("开滚齿机", "齿轮工"), ("看弹簧机", "弹簧工"), ("组装电风扇", "家电装配工"), ("做圣诞树", "人造花工"), ("装无人机", "飞机装配工"), ("在厂里组装", "电子装配工"),
        ("守公园", "保安员"), ("看机器", "普工"), ("做洗衣粉", "洗涤剂工"),
    ],
)  # fmt: skip
def test_a_wish_names_a_machine_or_a_product(wish: str, trade: str) -> None:
    assert wished(wish) == [trade]


@pytest.mark.parametrize(("wish", "trade"), [("在灯饰厂上班", "灯具工"), ("进保温杯厂", "炊具工"), ("在圣诞树厂打工", "人造花工")])
def test_who_asks_for_a_factory_asks_for_what_it_makes(wish: str, trade: str) -> None:
    assert wished(wish) == [trade, "普工"]
