"""Where a score comes from: parts that add up as printed, and job and person field by field."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from openpyxl import load_workbook

from jobmatch.explanation.arithmetic import rounded_points
from jobmatch.explanation.comparison import BELOW, Line
from jobmatch.matcher import Matcher
from jobmatch.policy import Policy
from jobmatch.schema import Jobs, Workers
from jobmatch.terms.term import MET, UNKNOWN, UNMET
from tests.worlds import TODAY, ToyEncoder

JOBS = Jobs(
    pd.DataFrame(
        {
            "job_id": ["J1", "J2", "J3"],
            "title": ["缝纫工", "叉车司机", "缝纫工"],
            "employer": ["甲厂", None, "乙厂"],
            "pay_min": [2200, None, 3000],
            "pay_max": [2700, None, 4000],
            "age_min": [18, 18, None],
            "age_max": [50, 45, None],
            "education_min": [2, 0, 0],
            "certificates_required": [None, "叉车证", None],
            "openings": [5, 5, 5],
        }
    )
)
WORKERS = Workers(
    pd.DataFrame(
        {
            "worker_id": ["W1", "W2"],
            "name": ["石大勇", None],
            "age": [47, None],
            "age_as_of": [TODAY.isoformat(), None],
            "education": [1, None],
            "certificates": ["无", None],
            "pay_min_wanted": [3000, None],
            "township": ["梅江镇", None],
            "wanted_occupation": ["缝纫工", None],
        }
    )
)


def matcher() -> Matcher:
    return Matcher(JOBS, encoder=ToyEncoder(), policy=Policy(as_of=TODAY))


def lines(worker_id: str, job_id: str) -> dict[str, Line]:
    return {line.label: line for line in matcher().why_not(WORKERS, worker_id, job_id).comparison}


@given(arrays(np.float64, (3, 5), elements=st.floats(0, 1)))
def test_printed_parts_add_up_to_the_printed_sum(points: np.ndarray) -> None:
    printed = rounded_points(points)
    assert (np.abs(printed.sum(axis=1) - points.sum(axis=1) * 1000) <= 0.5 + 1e-5).all()
    assert (np.abs(printed - points * 1000) < 1).all()


def test_job_and_person_stand_field_by_field() -> None:
    found = lines("W1", "J1")
    assert list(found) == ["工种", "待遇", "工作地点", "年龄", "学历"]
    assert found["待遇"] == Line("待遇", "2200—2700元/月", "期望3000元以上，低300元", BELOW)
    assert found["年龄"] == Line("年龄", "18—50周岁", "47周岁", MET)
    assert found["学历"] == Line("学历", "初中及以上", "小学", UNMET)
    assert found["工种"] == Line("工种", "缝纫工", "缝纫工", MET)
    assert found["工作地点"] == Line("工作地点", "未写明", "梅江镇，距离待核实", UNKNOWN)
    forklift = lines("W1", "J2")
    assert forklift["证书"] == Line("证书", "叉车证", "无", UNMET) and forklift["年龄"].outcome == UNMET
    assert forklift["待遇"] == Line("待遇", "面议", "期望3000元以上", UNKNOWN)


def test_what_a_person_did_not_state_is_to_verify_and_never_refused() -> None:
    found = lines("W2", "J1")
    assert {label: line.outcome for label, line in found.items()} == {
        "工种": MET, "待遇": UNKNOWN, "工作地点": UNKNOWN, "年龄": UNKNOWN, "学历": UNKNOWN,
        "劳动年龄": UNKNOWN,
    }  # fmt: skip
    assert [found[label].own for label in ("工种", "待遇", "年龄", "学历")] == ["未填意向", "未填期望", "未填", "未填"]
    assert "年龄：待核实　岗位要求：18—50周岁　本人情况：未填" in str(matcher().why_not(WORKERS, "W2", "J1"))


def test_the_workbook_shows_the_arithmetic_and_the_comparison_of_every_pair(tmp_path: Path) -> None:
    matches = matcher().recommend(WORKERS, 3)
    book = load_workbook(matches.to_excel(tmp_path / "a.xlsx"))
    told = {row[0]: row[2] for row in book["说明"].iter_rows(values_only=True)}
    assert "见“条件对照”" in told["分数怎么来的"]
    header, *rows = book["匹配明细"].iter_rows(values_only=True)
    weights = [f"{weight:.3g}" for weight in asdict(matches.policy.weights).values()]
    parts = [at for at, name in enumerate(header) if "×" in str(name)]
    assert [str(header[at]).split("×")[1] for at in parts] == weights and len(rows) == len(matches)
    for row, score in zip(rows, matches.to_frame()["score"], strict=True):
        assert round(sum(row[at] for at in parts), 3) == row[-1] and abs(row[-1] - score) < 0.001
        for at in parts:
            assert abs(row[at - 1] * float(str(header[at]).split("×")[1]) - row[at]) < 0.002
    compared = list(book["条件对照"].iter_rows(min_row=2, values_only=True))
    assert {(row[0], row[3]) for row in compared} == set(matches.to_frame()[["worker_id", "job_id"]].itertuples(index=False, name=None))
    assert {row[-1] for row in compared} <= {"匹配", "待核实", "不匹配"} and "石大勇" not in {row[1] for row in compared}


def test_near_misses_name_what_one_call_could_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    found = matcher().recommend(WORKERS, 3)
    few = found.near_misses().groupby("worker_id")["relaxation"].agg(list).to_dict()
    assert few == {"W1": ["学历要求初中，本人小学"]}  # the forklift asks for an age and a certificate: two rules
    served = Matcher(JOBS, encoder=ToyEncoder(), policy=Policy(as_of=TODAY, min_jobs=1)).recommend(WORKERS, 3)
    assert served.near_misses()["job_id"].tolist() == ["J1"]  # nobody is short now, and the nearest miss is told
    monkeypatch.setattr("jobmatch.explanation.shortage.NEAREST_MISS_PAIRS", 5)
    assert served.near_misses().empty and len(found.near_misses()) == 1


def one_of(kind: type, **given: object):
    """A table of one row."""
    return kind(pd.DataFrame({name: [value] for name, value in given.items()}))


def recommended(person: dict[str, object], post: dict[str, object]):
    jobs = one_of(Jobs, **{"job_id": "J1", "title": "缝纫工", "openings": 2, **post})
    people = one_of(Workers, **{"worker_id": "W1", "wanted_occupation": "缝纫工", **person})
    return Matcher(jobs, encoder=ToyEncoder(), policy=Policy(as_of=TODAY)).recommend(people, 3)


@pytest.mark.parametrize(
    ("person", "post", "near"),
    [
        ({"age": 55}, {"age_max": 50}, True),
        ({"age": 56}, {"age_max": 50}, False),
        ({"age": 17}, {"age_min": 18}, True),
        ({"age": 17}, {"age_min": 25}, False),
        ({"education": 2}, {"education_min": 3}, True),
        ({"education": 1}, {"education_min": 3}, False),
    ],
)
def test_a_near_miss_is_one_that_a_call_can_mend(person: dict[str, object], post: dict[str, object], near: bool) -> None:
    found = recommended({"age_as_of": TODAY.isoformat(), **person} if "age" in person else person, post)
    assert len(found) == 0
    assert found.near_misses()["job_id"].tolist() == (["J1"] if near else [])


HERE, BEYOND = {"home_lat": 28.5, "home_lon": 109.0}, {"work_lat": 29.5, "work_lon": 109.0}


@pytest.mark.parametrize(
    ("person", "post", "asked"),
    [
        ({"age": 40, "age_as_of": TODAY.isoformat(), **HERE}, BEYOND, ["是否愿意外出"]),
        ({"age": 40, "age_as_of": TODAY.isoformat()}, BEYOND, ["离家多远"]),
        ({**HERE}, {"age_max": 50, "work_lat": 28.5, "work_lon": 109.0}, ["劳动年龄", "年龄（50周岁以下）"]),
        (
            {"age": 40, "age_as_of": TODAY.isoformat(), **HERE},
            {"work_lat": 28.5, "work_lon": 109.0, "certificates_required": "健康证", "education_min": 2},
            ["学历（初中及以上）", "证书（健康证）"],
        ),
    ],
)
def test_what_is_to_be_asked_says_for_what(person: dict[str, object], post: dict[str, object], asked: list[str]) -> None:
    assert recommended(person, post).to_verify("W1", "J1") == asked


def test_a_job_out_of_reach_is_as_far_as_everywhere_else_and_says_the_limit() -> None:
    jobs = one_of(Jobs, job_id="J1", title="缝纫工", **BEYOND)
    person = one_of(Workers, worker_id="W1", wanted_occupation="缝纫工", mobility="town", home_code="500241117", **HERE)
    told = Matcher(jobs, encoder=ToyEncoder()).why_not(person, "W1", "J1")
    assert dict(told.rules)["reach"] == "离家约111公里，超过每天往返的40公里，也不在愿去的范围内"
    assert "离岗位约111公里" in str(told)


def test_who_is_not_looking_for_a_job_is_told_so_in_chinese() -> None:
    told = str(matcher().why_not(one_of(Workers, worker_id="W1", segment="unwilling"), "W1", "J3"))
    assert "本人属“暂无就业意愿”，不在求职推荐范围" in told and "unwilling" not in told


def test_reasons_of_a_shortage_that_overlap_say_so() -> None:
    people = one_of(Workers, worker_id="W1", wanted_occupation="缝纫工", age=60, age_as_of=TODAY.isoformat(), education=1)
    said = Matcher(JOBS.take([0]), encoder=ToyEncoder(), policy=Policy(as_of=TODAY)).recommend(people, 3)
    assert said.short_of_jobs()["reason"].item() == "在招岗位1个：年龄不符1个，学历不符1个（有的岗位不止一条不符）"


def test_a_shortage_counts_what_refuses_the_jobs_of_the_trade_and_says_what_alone_stands_between() -> None:
    posts = pd.DataFrame(
        {
            "job_id": ["A", "B", "C", "D"],
            "title": ["保安", "保安", "保安", "护士"],
            "age_max": [50, 50, 65, None],
            "education_min": [None, 3, None, None],
        }
    )
    person = one_of(Workers, worker_id="W1", wanted_occupation="保安", age=60, age_as_of=TODAY.isoformat(), education=2)

    def reason(titles: pd.DataFrame) -> str:
        return str(Matcher(Jobs(titles), policy=Policy(as_of=TODAY)).recommend(person, 3).short_of_jobs()["reason"].item())

    assert reason(posts) == "在招岗位4个，工种相符的3个：年龄不符2个，学历不符1个（有的岗位不止一条不符）；只差年龄一条的1个"
    assert reason(posts.iloc[2:]) == "在招岗位2个，工种相符的只有1个"
    assert reason(posts.iloc[3:]) == "在招岗位1个，没有工种相符的"


def test_the_trade_behind_a_person_stands_beside_the_wish() -> None:
    jobs = one_of(Jobs, job_id="J1", title="缝纫工")
    people = one_of(Workers, worker_id="W1", skills="缝纫工三年")
    assert lines_of(jobs, people)["工种"].own == "未填意向，缝纫工三年"
    assert lines_of(jobs, one_of(Workers, worker_id="W1", wanted_occupation="缝纫工", skills="会开车"))["工种"].own == "缝纫工"


def test_a_home_known_to_its_county_alone_is_named_by_it() -> None:
    jobs = one_of(Jobs, job_id="J1", title="缝纫工", work_address="重庆市秀山县洪安镇")
    lines = lines_of(jobs, one_of(Workers, worker_id="W1", home_address="贵州省遵义市桐梓县"))
    assert lines["工作地点"].own.startswith("桐梓县，离岗位约")


def lines_of(jobs: Jobs, people: Workers) -> dict[str, Line]:
    told = Matcher(jobs, encoder=ToyEncoder()).why_not(people, "W1", "J1")
    return {line.label: line for line in told.comparison}


def test_a_home_that_is_known_by_its_address_alone_is_named() -> None:
    jobs = Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "work_address": ["重庆市秀山县梅江镇"]}))
    people = pd.DataFrame({"worker_id": ["W1", "W2"], "home_address": ["重庆市秀山县洪安镇", None]})
    said = [str(Matcher(jobs).why_not(people, worker, "J1")) for worker in people["worker_id"]]
    assert ["本人情况：洪安镇，离岗位" in said[0], "本人情况：住址未填，距离待核实" in said[1]] == [True, True]
