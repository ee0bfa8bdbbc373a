"""Fit of names of work: what is one trade comes near, what only sounds alike stays apart."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from jobmatch.errors import JobmatchError
from jobmatch.language.encoders import default_encoder
from jobmatch.language.similarity import NEUTRAL, similarity
from jobmatch.language.work_vectors import encode_work


@pytest.mark.parametrize(
    ("wish", "post"),
    [
        ("护工", "养老护理员"),
        ("育儿嫂", "育婴师"),
        ("电工", "水电工"),
        ("会踩缝纫机", "平车工"),
        ("带娃儿", "育婴师"),
        ("看大门", "保安"),
        ("开挖机", "挖掘机司机"),
        ("跑外卖", "外卖骑手"),
        ("打螺丝", "电子装配工"),
        ("点货", "仓库管理员"),
    ],
)
def test_other_names_of_one_trade_fit(wish: str, post: str) -> None:
    assert similarity([wish], [post])[0, 0] > 0.6


@pytest.mark.parametrize(
    ("wish", "post"),
    [
        ("客服", "客房服务员"),
        ("车工", "缝纫车工"),
        ("护理", "养老护理员"),
        ("普工", "软件工程师"),
        ("电工", "电气工程师"),
        ("保安", "会计"),
        ("普工", "保安"),
        ("保安", "保险代理人"),
        ("电工", "电商运营"),
        ("司机", "司仪"),
        ("采购员", "采煤工"),
        ("PA", "RPA开发工程师"),
    ],
)
def test_what_only_sounds_alike_does_not(wish: str, post: str) -> None:
    assert similarity([wish], [post])[0, 0] < 0.25


@pytest.mark.parametrize(("wish", "kin"), [("手工活", "手工编织"), ("保洁", "洗碗工"), ("缝纫工", "裁剪工"), ("搬运工", "分拣员")])
def test_kin_lie_between(wish: str, kin: str) -> None:
    fits = similarity([wish], [wish, kin, "软件工程师"])[0]
    assert fits[0] > fits[1] + 0.05 and fits[1] > 0.35 and fits[1] > fits[2] + 0.3


def test_a_licence_in_the_wish_tells_the_drivers_apart() -> None:
    car, lorry = similarity(["驾驶员C1"], ["小车司机", "驾驶员A2"])[0]
    assert car > lorry + 0.05


def test_a_blank_is_neutral_and_any_batch_gives_the_same() -> None:
    texts = ["护工", "", "缝纫工、平车工", "🙂", "焊" * 10_000, "welder"]
    together = similarity(texts, texts)
    alone = np.vstack([similarity([text], texts) for text in texts])
    assert np.isfinite(together).all() and (together[1] == NEUTRAL).all()
    np.testing.assert_allclose(together, alone, atol=1e-5)
    assert encode_work(default_encoder(), []).shape[0] == 0


def test_a_bare_text_is_refused_plainly() -> None:
    with pytest.raises(JobmatchError, match="放进列表"):
        similarity("客服", ["客房"])
    with pytest.raises(JobmatchError, match="放进列表"):
        similarity(["客服"], "客房")


def test_a_column_is_compared_as_a_list_and_its_gaps_say_nothing() -> None:
    column = pd.Series(["缝纫工", None, pd.NA], index=[5, 7, 9])
    np.testing.assert_array_equal(similarity(column, ("平车工",)), similarity(["缝纫工", "", ""], ["平车工"]))
