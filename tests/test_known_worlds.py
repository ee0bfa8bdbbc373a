"""Worlds whose right answer is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.matcher import Matcher
from jobmatch.policy import Policy
from jobmatch.schema import Jobs, Workers
from tests.worlds import ToyEncoder

POLICY = Policy(as_of=date(2026, 3, 1))
XIUSHAN = {"home_code": "500241", "home_lat": 28.45, "home_lon": 108.98}
HUAYUAN = {"work_code": "433124", "work_lat": 28.57, "work_lon": 109.48}
CENTRAL_CHONGQING = {"work_code": "500106", "work_lat": 29.55, "work_lon": 106.46}


def matcher(jobs: list[dict[str, object]], policy: Policy = POLICY) -> Matcher:
    rows = [{"job_id": f"J{i}", "title": "缝纫工", **job} for i, job in enumerate(jobs)]
    return Matcher(Jobs(pd.DataFrame(rows)), policy=policy, encoder=ToyEncoder())


def worker(**facts: object) -> Workers:
    return Workers(pd.DataFrame([{"worker_id": "W", "wanted_occupation": "缝纫工", **facts}]))


def order(found: Matcher, person: Workers) -> list[str]:
    return list(found.recommend(person, 10).to_frame()["job_id"])


@pytest.mark.parametrize("mobility", ["anywhere", None])
def test_a_near_job_in_another_province_comes_before_a_far_one_in_the_own(mobility: str | None) -> None:
    found = matcher([CENTRAL_CHONGQING, HUAYUAN])
    assert order(found, worker(**XIUSHAN, mobility=mobility)) == ["J1", "J0"]


def test_mobility_never_refuses_a_commute_across_a_border() -> None:
    near = {"work_code": "433124", "work_lat": 28.47, "work_lon": 109.10}
    assert order(matcher([near]), worker(**XIUSHAN, mobility="town")) == ["J0"]


def test_max_km_refuses_only_people_who_do_not_move() -> None:
    found = matcher([CENTRAL_CHONGQING])
    assert order(found, worker(**XIUSHAN, max_km=5, mobility="county")) == []
    assert order(found, worker(**XIUSHAN, max_km=5, mobility="city")) == ["J0"]
    blank = found.recommend(worker(**XIUSHAN, max_km=5), 1)
    assert blank.to_frame()["nearness"].tolist() == [0.0]
    assert ("工作地点", "unknown", "") in blank.checks("W", "J0")


def test_a_named_place_is_admitted_and_lifted() -> None:
    found = matcher([{"work_code": "441900", "work_lat": 23.02, "work_lon": 113.75}])
    frame = found.recommend(worker(**XIUSHAN, mobility="county", wanted_places="广东"), 1).to_frame()
    assert frame["nearness"].tolist() == [0.8]


def test_a_workshop_at_2_km_beats_a_factory_at_25_km() -> None:
    workshop = {"work_lat": 28.468, "work_lon": 108.98, "work_code": "500241", "workplace_type": "workshop"}
    factory = {"work_lat": 28.675, "work_lon": 108.98, "work_code": "500241"}
    assert order(matcher([factory, workshop]), worker(**XIUSHAN)) == ["J1", "J0"]


def test_work_at_home_has_no_way() -> None:
    frame = matcher([{**CENTRAL_CHONGQING, "workplace_type": "home_based"}]).recommend(worker(**XIUSHAN), 1).to_frame()
    assert frame[["distance_km", "nearness", "tier"]].iloc[0].tolist() == [0.0, 1.0, "home"]


def test_public_welfare_posts_stay_out_of_the_market() -> None:
    found = matcher([{**HUAYUAN, "workplace_type": "public_welfare"}])
    assert order(found, worker(**XIUSHAN)) == []
    assert found.why_not(worker(**XIUSHAN), "W", "J0").rules[0][0] == "posting"


def test_a_posting_is_recommended_from_its_first_day_to_its_last() -> None:
    ahead = {**HUAYUAN, "openings": 2, "valid_from": date(2026, 3, 2), "valid_until": date(2026, 3, 9)}
    days = {day: matcher([ahead], replace(POLICY, as_of=date(2026, 3, day))) for day in (1, 2, 9, 10)}
    person = worker(**XIUSHAN)
    assert [day for day, found in days.items() if order(found, person)] == [2, 9]
    assert [day for day, found in days.items() if len(found.allocate(person))] == [2, 9]
    assert days[1].why_not(person, "W", "J0").rules == (("posting", "招聘还没有开始，2026-03-02起才推荐"),)
    assert days[1].recommend(person).short_of_jobs()["reason"].tolist() == ["岗位都还没有开始招聘"]


@pytest.mark.parametrize(
    ("born", "admitted"), [("1976-03-01", True), ("1976-03-02", True), ("1975-02-28", False), ("1975-03-01", False), ("1975-03-02", True)]
)
def test_age_is_counted_in_completed_years(born: str, admitted: bool) -> None:
    found = matcher([{**HUAYUAN, "age_max": 50}])
    assert (order(found, worker(**XIUSHAN, birth_date=born)) == ["J0"]) is admitted


def test_a_15_year_old_is_never_placed() -> None:
    found = matcher([HUAYUAN])
    assert order(found, worker(**XIUSHAN, birth_date="2010-03-02")) == []
    assert order(found, worker(**XIUSHAN, birth_date="2010-03-01")) == ["J0"]


def test_a_hukou_limit_counts_only_with_a_legal_basis() -> None:
    limit = {**HUAYUAN, "hukou_scope": "500236"}
    person = worker(**XIUSHAN, hukou_adcode="500241")
    assert order(matcher([limit]), person) == ["J0"]
    assert order(matcher([{**limit, "legal_basis": "定向招录公告"}]), person) == []


def test_locals_meet_the_relaxed_threshold() -> None:
    post = {**HUAYUAN, "education_min": 5, "education_min_relaxed": 4, "hukou_scope": "500241", "legal_basis": "公告"}
    assert order(matcher([post]), worker(**XIUSHAN, education=4, hukou_adcode="500241")) == ["J0"]
    assert order(matcher([post]), worker(**XIUSHAN, education=4, hukou_adcode="500236")) == []


def test_a_sex_limit_refuses_nobody_without_a_lawful_exception() -> None:
    limited = {**HUAYUAN, "flags": ("sex_limit",)}
    assert order(matcher([limited]), worker(**XIUSHAN, sex="female")) == ["J0"]
    barred = {**limited, "lawful_exception": "矿山井下"}
    assert order(matcher([barred]), worker(**XIUSHAN, sex="female")) == []


def test_the_smallest_relaxation_is_named() -> None:
    jobs = [{**HUAYUAN, "age_max": 45}, {**HUAYUAN, "certificates_required": "叉车证"}, {**HUAYUAN, "education_min": 4}]
    found, person = matcher(jobs), worker(**XIUSHAN, age=47, age_as_of="2026-03-01", certificates="无", education=2)
    texts = [found.why_not(person, "W", f"J{i}").rules[0][1] for i in range(3)]
    assert texts == ["年龄超2岁", "缺叉车证", "学历要求大专，本人初中"]


@settings(max_examples=40)
@given(
    near=st.floats(0, 300), further=st.floats(1, 300), low=st.floats(0, 1), more=st.floats(0, 1),
    mobility=st.sampled_from(["county", "anywhere", None]),
)  # fmt: skip
def test_more_locality_never_demotes_the_nearer_of_two_equal_jobs(
    near: float, further: float, low: float, more: float, mobility: str | None
) -> None:
    def place(km: float) -> dict[str, object]:
        return {"work_code": "500241", "work_lat": 28.45 + km / 111.195, "work_lon": 108.98}

    person = worker(**XIUSHAN, mobility=mobility)
    ranks = []
    for locality in sorted((low, more)):
        found = matcher([place(near + further), place(near)], replace(POLICY).with_locality(locality))
        ranks.append(order(found, person).index("J1"))
    assert ranks[1] <= ranks[0]


def test_nearness_has_the_values_of_the_rules() -> None:
    kms = [0.0, 52.0, 275.0]
    jobs = [{"work_code": "500241", "work_lat": 28.45 + km / 111.195, "work_lon": 108.98} for km in kms]
    frame = matcher(jobs).recommend(worker(**XIUSHAN, mobility="anywhere"), 3).to_frame()
    values = frame.set_index("job_id")["nearness"]
    assert np.round(values[["J0", "J1", "J2"]], 2).tolist() == [1.0, 0.45, 0.32]


def test_blank_wishes_are_neutral_and_pass_the_floor() -> None:
    frame = matcher([HUAYUAN]).recommend(Workers(pd.DataFrame([{"worker_id": "W", "wanted_occupation": "随便", **XIUSHAN}])), 1).to_frame()
    assert frame["fit"].tolist() == [0.5]
