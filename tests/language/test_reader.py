# ruff: noqa: SIM905 (a list of phrases reads better as text)
"""The reader of phrases in which the lexicon finds no trade.

``unheard_wishes.csv`` was written before anybody looked what the lexicon holds, in the voice of people of several provinces, with
the trades that each may mean. It measures what nobody has listed: none of it belongs into the lexicon or into the models' sources.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.language import lexicon
from jobmatch.language.reader import AGREED, default_reader, meant
from jobmatch.language.wishes import split_wishes

TRADES = {trade.name for trade in lexicon.trades()}
CLAIMS, RIGHT = 0.5, 0.85
"""Least share of the unheard phrases that is read, and of what is read that is right; .42 and .91 when this was written."""
NO_WORK = (
    "赶得上吃夜饭 离车站不远 屋后头就有 过河就到 不跨省 两头跑 工价公道 见到现钱 有个窝住 床位要干净 日头不毒 下雨不出门 歇得到气 "
    "幺儿才三岁 婆娘在医院 爸妈没人管 背了债 要供学费 六十出头 没得文凭 签字都不会 从来没上过班 随你们喊 碰运气 听天由命 想开了再说 "
    "腰椎间盘突出 胆子小 嘴巴笨 人实诚 讲良心 莫扣钱 不要坑人 和嫂子搭伙 老伙计一起 大妈能干的 腿瘸也行的 风吹不到 马上去得成 下半年再看"
).split()


@pytest.fixture(scope="module")
def unheard() -> dict[str, set[str]]:
    with Path(__file__).with_name("unheard_wishes.csv").open(encoding="utf-8") as file:
        said = {row["wish"]: set(row["trades"].split()) for row in csv.DictReader(file)}
    return {wish: trades for wish, trades in said.items() if not lexicon.mentions(wish)}


def test_nearly_every_trade_of_the_lexicon_can_be_meant() -> None:
    """A trade that is added can be meant once the reader is trained again."""
    assert len(TRADES - set(default_reader().labels)) <= 0.02 * len(TRADES)


def test_what_nobody_has_listed_is_mostly_read_and_rightly(unheard: dict[str, set[str]]) -> None:
    read = {wish: trade for wish in unheard if (trade := meant(wish))}
    wrong = {wish: trade for wish, trade in read.items() if trade not in unheard[wish]}
    assert len(unheard) > 60 and set().union(*unheard.values()) <= TRADES
    assert len(read) >= CLAIMS * len(unheard) and len(wrong) <= (1 - RIGHT) * len(read), wrong


def test_what_is_no_work_is_hardly_ever_read_as_some() -> None:
    read = {text: trade for text in NO_WORK if (trade := meant(text))}
    assert len(read) <= 0.15 * len(NO_WORK), read


def test_a_trade_is_read_from_its_own_name() -> None:
    names = [trade.name for trade in lexicon.trades()]
    assert np.mean([trade == name for (trade, _), name in zip(default_reader().best(names), names, strict=True)]) > 0.97


def test_what_the_lexicon_reads_is_left_to_it() -> None:
    assert split_wishes("想找个焊工的活") == ["焊工"] and split_wishes("保安，绕弹簧") == ["保安"]
    assert split_wishes("给人裱字画") == ["装裱工"] and split_wishes("想裱字画，也能绕弹簧") == ["装裱工", "弹簧工"]


@given(st.lists(st.text(max_size=30), max_size=5))
def test_any_text_has_a_trade_and_a_probability(texts: list[str]) -> None:
    found = default_reader().best(texts)
    assert len(found) == len(texts)
    for text, (trade, probability) in zip(texts, found, strict=True):
        assert trade in TRADES and 0 <= probability <= 1
        assert meant(text) in ("", trade) and (probability >= AGREED or not meant(text))


@given(st.lists(st.sampled_from(["绕弹簧", "卤鸭脖子", "剪窗花", "🙂", "开渡船", ""]), min_size=2, max_size=6))
def test_a_phrase_is_read_alike_whatever_stands_beside_it(texts: list[str]) -> None:
    together, alone = default_reader().best(texts), [default_reader().best([text])[0] for text in texts]
    assert [trade for trade, _ in together] == [trade for trade, _ in alone]
    assert np.allclose([p for _, p in together], [p for _, p in alone], atol=1e-4)
