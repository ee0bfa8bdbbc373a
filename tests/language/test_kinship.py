"""Kinship of trades: what the lexicon knows of kinds of work, inside fit."""

from __future__ import annotations

import csv
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import jobmatch as jm
from jobmatch.language.calibration import Calibration
from jobmatch.language.encoders import default_encoder
from jobmatch.language.kinship import GAIN, LOSS, kinds_of, with_kinship
from jobmatch.language.lexicon import find
from jobmatch.language.occupations import default_coder
from jobmatch.language.trades import families, trades
from jobmatch.language.work_vectors import encode_work, fit_rows

NAMES = [found.name for found in trades()]
FLOOR = jm.Policy().min_fit


def test_every_row_is_of_a_family_or_a_trade_and_every_family_has_one() -> None:
    table = (files("jobmatch") / "data" / "lexicon" / "kinds.csv").read_text(encoding="utf-8").splitlines()
    named = [row["of"] for row in csv.DictReader(table)]
    assert len(named) == len(set(named))
    assert set(named) <= {*families(), *NAMES}
    assert set(families()) <= set(named)


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=8))
def test_a_trade_is_wholly_its_own_kin_and_no_two_are_more(names: list[str]) -> None:
    kinds = kinds_of(names)
    kin = kinds @ kinds.T
    assert np.allclose(np.diag(kin), 1, atol=1e-6)
    assert (kin >= 0).all() and (kin <= 1 + 1e-6).all()


@given(
    st.lists(st.sampled_from([*NAMES, "有缘人", ""]), min_size=1, max_size=6),
    st.lists(st.sampled_from([*NAMES, "大数据架构师"]), min_size=1, max_size=6),
    st.floats(0.5, 2),
    st.floats(-0.3, 0.3),
)
def test_the_columns_are_the_formula(people: list[str], posts: list[str], slope: float, offset: float) -> None:
    scale, rng = Calibration(slope, offset), np.random.default_rng(7)
    one, other = (rng.normal(size=(len(texts), 5)).astype(np.float32) for texts in (people, posts))
    kinds = kinds_of(people), kinds_of(posts)
    found = scale.fit(with_kinship(one, kinds[0], scale, query=True) @ with_kinship(other, kinds[1], scale).T)
    known = np.outer(*(np.linalg.norm(side, axis=1) for side in kinds))
    assert np.allclose(found, scale.fit(one @ other.T) + GAIN * (kinds[0] @ kinds[1].T) - LOSS * known, atol=1e-4)


@pytest.mark.parametrize(
    ("wish", "post"),
    [
        ("木工", "绣花工"), ("电工", "缝纫工"), ("电工", "手工剪线工"), ("护工", "缝纫工"), ("保安", "钟点工"), ("收银员", "厨师"),
        ("厨师", "客房服务员"), ("送外卖", "育婴师"), ("普工", "电工"), ("钢筋工", "缝纫工"), ("客服", "厨师"), ("泥水工", "打包员"),
    ],
)  # fmt: skip
def test_work_of_another_kind_falls_under_the_floor(wish: str, post: str) -> None:
    assert jm.similarity([wish], [post])[0, 0] < FLOOR


@pytest.mark.parametrize(
    ("wish", "post"),
    [
        ("进厂", "装配工"), ("普工", "食品包装工"), ("家政", "保洁员"), ("保安", "保洁员"), ("服务员", "收银员"), ("木工", "装修工"),
        ("手工活", "绣花工"), ("搬运工", "分拣员"), ("护工", "月嫂"), ("纺织工", "缝纫工"), ("煮饭", "食堂帮厨"), ("采茶", "除草工"),
    ],
)  # fmt: skip
def test_kin_pass_it(wish: str, post: str) -> None:
    assert jm.similarity([wish], [post])[0, 0] > FLOOR


def test_every_row_of_codes_begins_a_code_of_the_classification() -> None:
    table = (files("jobmatch") / "data" / "lexicon" / "kinds_of_codes.csv").read_text(encoding="utf-8").splitlines()
    begins = [row["code"] for row in csv.DictReader(table)]
    assert len(begins) == len(set(begins))
    assert [begin for begin in begins if not any(code.startswith(begin) for code in default_coder().codes)] == []


STRANGERS = [
    ("护士", "人力资源经理"), ("会计", "大数据算法"), ("幼师", "化妆品美导"), ("保安", "广告投放"), ("叉车司机", "外贸翻译"), ("程序员", "法律顾问"), ("平面设计", "资产评估"),
]  # fmt: skip
KIN = [("程序员", "嵌入式软件"), ("会计", "审计助理"), ("平面设计", "视觉传达"), ("幼师", "小学教师"), ("护士", "全科医师")]


@pytest.mark.parametrize(("wish", "post"), [*STRANGERS, *KIN])
def test_a_post_that_no_trade_names_is_of_the_kinds_it_is_coded_as(wish: str, post: str) -> None:
    assert not find(post)
    kin = float(kinds_of([wish])[0] @ kinds_of([post])[0])
    assert kin < 0.2 if (wish, post) in STRANGERS else kin > 0.3


@pytest.mark.parametrize(("wish", "post"), STRANGERS)
def test_such_a_post_of_another_kind_falls_under_the_floor(wish: str, post: str) -> None:
    assert jm.similarity([wish], [post])[0, 0] < FLOOR


def test_a_text_that_nobody_can_code_is_as_the_encoder_has_it() -> None:
    encoder, strange, alone_of_their_codes = default_encoder(), ["有缘人"], ["焊工", "护士"]
    with_columns = fit_rows(encoder, strange, query=True) @ fit_rows(encoder, alone_of_their_codes).T
    without = encode_work(encoder, strange, query=True) @ encode_work(encoder, alone_of_their_codes).T
    assert np.allclose(with_columns, without, atol=1e-6)


@pytest.mark.parametrize(
    ("wish", "near", "far"),
    [
        ("带小孩", "幼儿园保育员", "养老护理员"), ("服务员", "洗碗工", "炒锅师傅"), ("送货司机", "小车司机", "大客车司机"), ("电焊工", "铆工", "磨床工"),
        ("做蛋糕", "西点师", "厨师"), ("叉车工", "装载机司机", "塔吊司机"),
    ],
)  # fmt: skip
def test_what_is_nearer_of_one_field(wish: str, near: str, far: str) -> None:
    asked, nearer, farther = kinds_of([wish, near, far])
    assert asked @ nearer > asked @ farther + 0.05
