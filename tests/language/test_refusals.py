from __future__ import annotations

import pandas as pd
import pytest

from jobmatch.language.clauses import refusals
from jobmatch.language.posts import split_posts
from jobmatch.language.refusals import all_refused, joined, marks_of_job, refused_trades, trades_of_post
from jobmatch.matcher import Matcher
from jobmatch.schema import Jobs, Workers
from jobmatch.terms.fit import trades_offered, trades_refused


def refuses(wish: str, title: str, employer: str = "", description: str = "") -> bool:
    marks = marks_of_job(title, employer, description)
    return all_refused(refused_trades(wish), joined(map(trades_of_post, split_posts(title)), marks))


@pytest.mark.parametrize(
    ("wish", "title", "employer", "description"),
    [
        ("保洁，不去医院打扫", "病区保洁", "", ""), ("保洁，不去医院打扫", "保洁员", "县人民医院", ""), ("看大门，莫上夜班", "夜班保安", "", ""),
        ("看大门，不能熬夜", "保安", "", "晚班巡查"), ("进厂，不上夜班", "普工", "", "两班倒"), ("保姆，不住家", "住家保姆", "", ""), ("服务员，不去KTV", "KTV服务员", "", ""),
        ("看大门，晚上要睡觉", "夜班保安", "", ""), ("进厂，夜头要睡觉哈", "普工", "", "两班倒"), ("睡不好觉的不干，保安", "保安", "", "通宵值班"),
        ("只上白班", "普工", "", "倒班"), ("保姆，只做白天", "护工", "", "夜间值守"), ("晚上睡得着觉的厂", "普工", "", "夜班"),
        ("保安，只上白班", "保安", "", "不能上夜班的勿扰"), ("保安，莫上夜班", "保安", "", "没有大夜班，两班倒"), ("小工，不爬高", "小工", "", "学历不限，高空作业"),
        ("酒店做房，不做前台", "酒店前台", "", ""), ("煮饭，不去工地", "工地煮饭", "", ""), ("门卫，不守夜", "守夜看材料", "", ""), ("伺候病人，精神病院不去", "精神病院护工", "", ""), ("前台接待，酒店不去", "商务酒店总台", "", ""),
    ],
)  # fmt: skip
def test_a_post_that_says_of_itself_what_is_refused(wish: str, title: str, employer: str, description: str) -> None:
    assert refuses(wish, title, employer, description)


@pytest.mark.parametrize(
    ("wish", "title", "employer", "description"),
    [
        ("保安，晚上能睡觉", "保安", "", "上夜班"), ("守夜，白天要睡觉", "守夜看材料", "", ""), ("保安，白班夜班都行", "夜班保安", "", ""),
        ("服务员，最好白班", "服务员", "", "倒班"), ("保洁，晚上要睡觉", "保洁", "", "不上夜班"),
        ("保洁，不去医院打扫", "小区保洁", "", "靠近县医院"), ("看大门，莫上夜班", "保安", "", "无夜班"), ("看大门，莫上夜班", "保安", "", "不用上夜班"),
        ("看大门，莫上夜班", "门卫", "", ""), ("保姆，不住家", "不住家保姆", "", ""), ("保姆，不住家", "钟点工", "", ""), ("保洁", "医院保洁", "", ""),
        ("餐厅服务员，早晚班都行，不上夜班", "服务员", "", "早晚班轮换"),
        ("保安，只上白班", "保安", "", "长白班，不安排夜班"), ("保安，只上白班", "保安", "", "夜班：无"), ("保安，只上白班", "保安", "", "不熬夜班，包吃"), ("保安，莫上夜班", "保安", "", "白班、夜班任选"),
        ("小工，不爬高", "小工", "", "无需登高"), ("小工，不爬高", "小工", "", "没有高空作业"), ("搬货，不去冷库", "搬运工", "", "不用进冷库"), ("保安，只想上白班或夜班", "保安", "", "夜班"),
    ],
)  # fmt: skip
def test_a_post_that_does_not(wish: str, title: str, employer: str, description: str) -> None:
    assert not refuses(wish, title, employer, description)


@pytest.mark.parametrize(
    ("wish", "refused"), [("货车不开", ["开货车"]), ("饭也不煮了，扫地行", ["煮饭"]), ("电焊不怕", []), ("身体不好", []), ("车不会开", [])]
)
def test_a_refusal_whose_thing_stands_first(wish: str, refused: list[str]) -> None:
    assert refusals(wish) == refused


def test_what_is_refused_is_known_by_what_the_post_is_in_full() -> None:
    people = Workers(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["带双胞胎可以，老人不带"]}))
    jobs = Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["给老人做两餐饭"]}))
    assert all_refused(trades_refused(people)[0], trades_offered(jobs)[0])


LORRY = "货车不开，送货可以"


@pytest.mark.parametrize(
    ("title", "description", "refused"),
    [
        ("货车司机", "", True), ("送货司机", "开4.2米货车送货到店", True), ("配送司机（厢式货车）", "", True),
        ("送货员", "", False), ("送货员", "骑三轮车送货，不开货车", False), ("送货员", "装卸货车", False), ("快递员", "", False),
    ],
)  # fmt: skip
def test_a_trade_whose_name_ends_as_the_wanted_one_does_is_refused_for_itself(title: str, description: str, refused: bool) -> None:
    assert refuses(LORRY, title, description=description) == refused


def test_who_drives_no_lorry_is_shown_delivery_without_one() -> None:
    jobs = pd.DataFrame({"job_id": ["J1", "J2", "J3"], "title": ["货车司机", "送货员", "送货司机"], "description": ["", "", "开货车"]})
    people = Workers(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": [LORRY]}))
    assert Matcher(Jobs(jobs)).recommend(people, k=3).to_frame()["job_id"].tolist() == ["J2"]
