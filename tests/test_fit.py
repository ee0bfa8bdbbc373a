"""Fit as people meet it: who gets which posts, with the shipped model."""

from __future__ import annotations

import pandas as pd
import pytest

import jobmatch as jm

POSTS = ["保洁员", "缝纫工", "养猪工", "收银员", "电工", "行政文员", "大数据架构师", "期货操盘手", "计算机类", "结构工程师", "美容导师", "婚礼策划师"]


@pytest.fixture(scope="module")
def matcher() -> jm.Matcher:
    jobs = pd.DataFrame({"job_id": [f"J{i}" for i in range(len(POSTS))], "title": POSTS})
    return jm.Matcher(jm.Jobs(jobs))


def shown(matcher: jm.Matcher, **said: str) -> dict[str, float]:
    """Return the titles shown to a person, best first, with their fit."""
    pairs = matcher.recommend(jm.Workers(pd.DataFrame([{"worker_id": "W", **said}])), k=len(POSTS)).to_frame()
    titles = matcher.jobs.frame.set_index("job_id")["title"]
    return dict(zip(titles[pairs["job_id"]], pairs["fit"], strict=True))


@pytest.mark.parametrize("said", ["手巧", "吃苦耐劳", "会说普通话", "当过兵"])
def test_what_names_no_work_says_nothing(matcher: jm.Matcher, said: str) -> None:
    assert shown(matcher, skills=said) == shown(matcher, experience=said) == shown(matcher)


def test_who_names_no_wish_meets_his_trade_first_and_then_what_anyone_can_begin(matcher: jm.Matcher) -> None:
    fits = shown(matcher, experience="养猪十年")
    assert next(iter(fits)) == "养猪工" and fits["养猪工"] > 0.7
    assert fits["保洁员"] == pytest.approx(0.2, abs=0.1)


@pytest.mark.parametrize("said", [{}, {"experience": "养猪十年"}, {"skills": "手巧"}])
def test_no_post_above_work_of_hands_for_who_asks_for_none(matcher: jm.Matcher, said: dict[str, str]) -> None:
    assert not {"大数据架构师", "期货操盘手", "结构工程师", "计算机类"} & set(shown(matcher, **said))


def test_who_did_desk_work_may_rise(matcher: jm.Matcher) -> None:
    assert "行政文员" in shown(matcher, experience="办公室文员五年")
    assert "大数据架构师" in shown(matcher, experience="大数据开发")


@pytest.mark.parametrize("wish", ["收钱的", "装水管", "开过缝纫机", "打扫楼道"])
def test_a_wish_said_in_everyday_words_meets_its_post(matcher: jm.Matcher, wish: str) -> None:
    meant = {"收钱的": "收银员", "装水管": "电工", "开过缝纫机": "缝纫工", "打扫楼道": "保洁员"}[wish]
    assert next(iter(shown(matcher, wanted_occupation=wish))) == meant


@pytest.mark.parametrize("wish", ["看水场", "石磨坊", "堆草垛"])
def test_a_wish_that_nobody_can_read_meets_nothing_by_chance(matcher: jm.Matcher, wish: str) -> None:
    assert not shown(matcher, wanted_occupation=wish)


@pytest.mark.parametrize("condition", ["保底四千的", "能照顾孩子的", "五千以上", "工资不低于4000", "带孩子走不开"])
def test_a_condition_is_no_trade(matcher: jm.Matcher, condition: str) -> None:
    assert shown(matcher, wanted_occupation=condition) == shown(matcher)


def test_why_not_says_that_such_a_post_is_asked_for(matcher: jm.Matcher) -> None:
    person = jm.Workers(pd.DataFrame([{"worker_id": "W", "experience": "养猪十年"}]))
    job = f"J{POSTS.index('大数据架构师')}"
    assert "填进意向工种" in str(matcher.why_not(person, "W", job))
    few = jm.Matcher(matcher.jobs.take([POSTS.index("大数据架构师"), POSTS.index("保洁员")]))
    assert few.recommend(person).short_of_jobs()["reason"].item() == "在招岗位2个：意向不符1个"


def test_the_reason_of_who_names_no_wish(matcher: jm.Matcher) -> None:
    people = jm.Workers(pd.DataFrame({"worker_id": ["A", "B"], "experience": [None, "保洁五年"]}))
    found = matcher.recommend(people, k=1)
    said = [found.reasons(pair["worker_id"], pair["job_id"])[0] for pair in found.records]
    assert said == ["未填意向，上手快", "与技能经历相符"]
