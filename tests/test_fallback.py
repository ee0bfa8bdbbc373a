"""Training bridge, graduates' coverage and the last net."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch import Jobs, Matcher, Policy, Workers, explanation
from jobmatch.errors import PolicyError, TableError
from jobmatch.fallback import (
    Attempts,
    course_places,
    graduate_coverage,
    last_net,
    rules_of,
    student_internships,
    training_bridge,
)
from jobmatch.language import lexicon
from jobmatch.retirement import OVER_AGE, retirement_month

DAY = date(2026, 3, 1)
POLICY = Policy(as_of=DAY, min_fit=0.6)  # the small encoder's unrelated trades lie under it
HERE = {"home_lat": 31.0, "home_lon": 109.5, "home_code": "500236"}
NEAR = {"work_lat": 31.0, "work_lon": 109.55, "work_code": "500236"}
FAR = {"work_lat": 31.0, "work_lon": 111.5, "work_code": "420500"}


class ByTrade:
    """A small encoder: texts that name the same trades are alike, all others are not."""

    def encode(self, texts):
        rows = np.zeros((len(texts), 256), dtype=np.float32)
        for row, text in enumerate(texts):
            for name in {found.name for found in lexicon.find(text)} or {text}:
                rows[row] += np.random.default_rng(zlib.crc32(name.encode())).standard_normal(256)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def people(*rows):
    return Workers(pd.DataFrame([{"worker_id": f"W{at}", **HERE, **row} for at, row in enumerate(rows)]))


def posts(*rows):
    return Jobs(pd.DataFrame([{"job_id": f"J{at}", "title": "保安员", **NEAR, **row} for at, row in enumerate(rows)]))


def bridge_of(workers, jobs, **options):
    matcher = Matcher(jobs, policy=POLICY, encoder=ByTrade())
    matches = matcher.recommend(workers, k=1)
    return training_bridge(matches.search, matches.workers, matches.jobs, **options)


def test_a_course_opens_the_jobs_of_its_trades_near_the_person():
    workers = people({"wanted_occupation": "挖掘机司机", "mobility": "town"})
    jobs = posts({"title": "养老护理员", "openings": 3}, {"title": "养老护理员", "openings": 2}, {"title": "养老护理员", **FAR})
    found = bridge_of(workers, jobs)
    assert found[["course", "jobs", "openings", "rank"]].values.tolist() == [["养老护理", 2, 5.0, 1]]
    assert found["job_ids"].iloc[0] == ("J0", "J1")
    assert found["message"].iloc[0] == "学“养老护理”后可应聘2个岗位，最近约5公里"


def test_a_trade_the_person_has_needs_no_course_but_its_certificate_does():
    worker = {"wanted_occupation": "叉车工", "certificates": "无"}
    assert bridge_of(people(worker), posts({"title": "叉车工"})).empty
    found = bridge_of(people(worker), posts({"title": "叉车工", "certificates_required": "叉车证"}))
    assert found["course"].tolist() == ["叉车"]


def test_an_examined_profession_is_no_matter_of_a_short_course():
    worker = {"wanted_occupation": "保安员", "certificates": "无"}
    assert bridge_of(people(worker), posts({"title": "导游", "certificates_required": "导游证"})).empty


def test_what_else_stands_against_a_job_is_not_opened_by_a_course():
    worker = {"wanted_occupation": "挖掘机司机", "age": 58}
    assert bridge_of(people(worker), posts({"title": "养老护理员", "age_max": 50})).empty


def test_courses_are_ranked_by_jobs_opened_then_by_the_nearest():
    workers = people({"wanted_occupation": "挖掘机司机"})
    jobs = posts({"title": "养老护理员"}, {"title": "缝纫工"}, {"title": "缝纫工"}, {"title": "餐厅服务员", "work_lon": 109.51})
    assert bridge_of(workers, jobs)["course"].tolist() == ["缝纫", "餐厅服务", "养老护理"]


def test_who_said_no_to_training_is_not_asked_again():
    workers = people({"wanted_occupation": "挖掘机司机", "training_wanted": False})
    assert bridge_of(workers, posts({"title": "养老护理员"})).empty


def test_the_next_start_of_a_dated_course_is_named():
    workers, jobs = people({"wanted_occupation": "挖掘机司机"}), posts({"title": "养老护理员"})
    dated = pd.DataFrame({"course": ["养老护理"] * 3, "starts_on": ["2026-02-01", "2026-04-15", "2026-03-20"]})
    found = bridge_of(workers, jobs, course_file=dated)
    assert found["starts_on"].iloc[0] == pd.Timestamp("2026-03-20")
    assert found["message"].iloc[0].endswith("，03月20日开班")
    with pytest.raises(TableError, match="starts_on"):
        bridge_of(workers, jobs, course_file=dated[["course"]])


def test_training_places_go_to_poor_women_disabled_people_and_school_leavers_first():
    workers = people(
        {"groups": ("lifted",), "sex": "male", "age": 40},
        {"groups": ("disabled",), "sex": "male", "age": 40},
        {"groups": ("lifted",), "sex": "female", "age": 40},
        {"groups": ("lifted",), "sex": "male", "age": 18, "education": 3},
        {"groups": (), "sex": "female", "age": 40},
    )
    found = course_places(workers, 3)
    assert found["worker_id"].tolist()[:3] == ["W1", "W2", "W3"]
    assert found["priority"].tolist() == ["残疾人", "贫困妇女", "两后生", "", ""]
    assert found["placed"].tolist() == [True, True, True, False, False]


def test_every_graduate_has_a_job_an_internship_a_course_or_is_listed():
    graduate = {"groups": ("graduate_poor",), "education": 4}
    workers = people(graduate, graduate, graduate, {**graduate, "training_wanted": False}, {**graduate, "willing": False}, {})
    jobs = posts({"kind": "internship", "title": "行政文员", "openings": 1})
    bridge = pd.DataFrame({"worker_id": ["W2"], "rank": [1], "course": ["电商"], "message": ["学“电商”后可应聘4个岗位"]})
    found = graduate_coverage(workers, jobs, {"W0": 3}, bridge, policy=POLICY)
    assert found["worker_id"].tolist() == ["W0", "W1", "W2", "W3"]
    assert found["offer"].tolist() == ["job", "internship", "course", ""]
    assert found["job_id"].iloc[1] == "J0"
    assert "未覆盖" in found["message"].iloc[3]
    assert "不愿培训" in found["message"].iloc[3]


def test_an_internship_far_away_is_only_for_those_who_move():
    graduate = {"groups": ("graduate_poor",)}
    jobs = posts({"kind": "internship", "title": "行政文员", "openings": 9, **FAR})
    found = graduate_coverage(people({**graduate, "mobility": "county"}, {**graduate, "mobility": "anywhere"}), jobs, {})
    assert found["offer"].tolist() == ["", "internship"]


def test_own_line_of_work_comes_before_the_nearer_internship():
    workers = people({"groups": ("graduate_poor",), "major": "电工", "max_km": 100})
    jobs = posts({"kind": "internship", "title": "保洁员"}, {"kind": "apprenticeship", "title": "水电工", "work_lon": 110.0})
    found = graduate_coverage(workers, jobs, {})
    assert found["offer"].tolist() == ["apprenticeship"]


WELFARE = {"workplace_type": "public_welfare", "title": "护林员"}


def test_the_last_net_is_only_for_those_the_market_cannot_place_and_says_why():
    workers = people({}, {}, {}, {"mobility": "town"}, {"mobility": "town"})
    history = pd.DataFrame({"worker_id": ["W2"] * 3 + ["W1"] * 3, "outcome": ["rejected", "declined", "full", "hired", "issued", "full"]})
    attempts = Attempts({"W1": 2, "W2": 2, "W3": 1, "W4": 1}, {"W3": 55.0, "W4": 5.0}, history)
    found = last_net(workers, posts({**WELFARE, "openings": 9}), attempts, policy=POLICY)
    assert found["worker_id"].tolist() == ["W0", "W2", "W3"]
    assert found["why"].tolist() == ["市场上没有合适岗位", "已推荐3次未成", "不能外出，最近的合适岗位约55公里"]
    assert found["months"].tolist() == [36] * 3


def test_priority_groups_first_then_the_older_and_never_more_than_the_openings():
    workers = people(
        {"age": 30},
        {"age": 50, "groups": ("disabled",)},
        {"age": 40, "groups": ("zero_employment_household",)},
        {"age": 55, "groups": ("disabled",)},
    )
    found = last_net(workers, posts({**WELFARE, "openings": 2}), Attempts({}), policy=POLICY)
    assert found["worker_id"].tolist() == ["W2", "W3", "W1", "W0"]
    assert found["priority"].tolist() == ["零就业家庭", "残疾人", "残疾人", ""]
    assert found["job_id"].notna().tolist() == [True, True, False, False]
    assert "目前没有可安置" in found["message"].iloc[2]


def test_market_jobs_are_never_given_as_welfare_posts():
    found = last_net(people({}), posts({"openings": 9}), Attempts({}), policy=POLICY)
    assert found["job_id"].isna().all()


def test_one_post_per_household():
    workers = people({"household_id": "H1"}, {"household_id": "H1"}, {"household_id": None, "willing": True})
    found = last_net(workers, posts({**WELFARE, "openings": 9}), Attempts({}), policy=POLICY)
    assert found["worker_id"].tolist() == ["W0", "W2"]


@pytest.mark.parametrize(
    "person",
    [
        {"age": 15}, {"age": 70}, {"segment": "unwilling"}, {"segment": "startup"}, {"willing": False},
        {"labour_ability": "lost"}, {"in_school": True},
    ],
)  # fmt: skip
def test_who_is_not_able_willing_or_of_age_is_not_proposed(person):
    assert last_net(people(person), posts({**WELFARE, "openings": 9}), Attempts({}), policy=POLICY).empty


def test_time_already_served_and_placements_count():
    former = pd.DataFrame({"worker_id": ["W0", "W1", "W2", "W2"], "months": [20, 36, 3, 3]})
    found = last_net(people({}, {}, {}), posts({}), Attempts({}, former_posts=former), policy=POLICY)
    assert found[["worker_id", "months"]].values.tolist() == [["W0", 16]]


def test_near_retirement_the_term_is_longer_by_version_and_counted_at_the_first_approval():
    born = {"birth_date": "1967-06-01", "sex": "male"}  # 60 years 8 months: February 2028
    national = last_net(people(born), posts({}), Attempts({}), policy=POLICY)
    assert national["months"].tolist() == [36]
    former = pd.DataFrame({"worker_id": ["W0"], "months": [20], "started_on": ["2024-07-01"]})
    attempts = Attempts({}, former_posts=former)
    assert last_net(people(born), posts({}), attempts, policy=POLICY)["months"].tolist() == [43 - 20]
    chongqing = last_net(people(born), posts(WELFARE), attempts, policy=replace(POLICY, fallback="CQ-2016"))
    assert chongqing["months"].tolist() == [60 - 20]
    assert chongqing["message"].str.contains("（CQ-2016）", regex=False).all()


def test_unknown_version_lists_the_known_ones():
    with pytest.raises(PolicyError, match="CN-2019、CQ-2016"):
        rules_of("2030")


@pytest.mark.parametrize(
    ("born", "sex", "women_at", "years", "months"),
    [
        ((1964, 12), "male", 50, 60, 0), ((1965, 1), "male", 50, 60, 1), ((1965, 5), "male", 50, 60, 2),
        ((1976, 9), "male", 50, 63, 0), ((1975, 1), "female", 50, 50, 1), ((1984, 11), "female", 50, 55, 0),
        ((1969, 12), "female", 55, 55, 0), ((1970, 1), "female", 55, 55, 1), ((1981, 9), "female", 55, 58, 0),
    ],
)  # fmt: skip
def test_retirement_month_by_the_table_of_the_reform(born, sex, women_at, years, months):
    then = retirement_month(date(*born, 15), sex, women_at=women_at)
    assert (then.year - born[0]) * 12 + then.month - born[1] == years * 12 + months


@given(st.lists(st.sampled_from([(), ("disabled",), ("dibao",), ("lifted",)]), max_size=8), st.integers(0, 5))
@settings(max_examples=15)
def test_nobody_waits_behind_a_lower_group(groups, openings):
    if not groups:
        return
    workers = people(*({"groups": codes, "age": 40} for codes in groups))
    found = last_net(workers, posts({**WELFARE, "openings": openings}), Attempts({}), policy=POLICY)
    assert len(found) == len(groups)
    placed = found["job_id"].notna().to_numpy()
    assert placed.sum() == min(openings, len(groups))
    assert not placed[openings:].any()
    ranks = [rules_of(POLICY.fallback).welfare_priority.get(next(iter(groups[int(w[1:])]), ""), 99) for w in found["worker_id"]]
    assert ranks == sorted(ranks)


def test_over_age_is_a_label_and_refuses_nobody():
    jobs = pd.DataFrame({"job_id": ["J1"], "title": ["保洁员"], "work_code": ["500241"]})
    people = pd.DataFrame(
        {
            "worker_id": ["older", "younger"], "wanted_occupation": "保洁员", "home_code": "500241",
            "sex": "male", "birth_date": pd.to_datetime(["1964-01-05", "1980-01-05"]),
        }
    )  # fmt: skip
    found = Matcher(jobs, policy=Policy(as_of=date(2026, 3, 1))).recommend(people, 1)
    labels = dict(zip(found.to_frame()["worker_id"], explanation.to_verify(found), strict=True))
    assert OVER_AGE in labels["older"]
    assert OVER_AGE not in labels["younger"]


STUDENT = {"in_school": True, "age": 17}
INTERNSHIP = {"kind": "internship", "title": "行政文员", "openings": 1}


def test_whoever_is_at_school_and_asks_for_work_is_offered_an_internship():
    workers = people(
        {**STUDENT, "willing": True},
        {**STUDENT, "wanted_occupation": "文员"},
        {**STUDENT, "willing": True, "mobility": "county"},
        {**STUDENT, "willing": True, "age": 15},
        {**STUDENT, "willing": False, "wanted_occupation": "文员"},
        STUDENT,
        {"willing": True},
    )
    jobs = posts({**INTERNSHIP, "openings": 2}, {**INTERNSHIP, **FAR}, {"title": "行政文员"}, {"kind": "apprenticeship"})
    found = student_internships(workers, jobs, policy=POLICY)
    assert found["worker_id"].tolist() == ["W0", "W1", "W2"]
    assert found["job_id"].fillna("").tolist() == ["J0", "J0", ""]
    assert found["message"].str.startswith(("实习：", "没有")).all()


def test_graduates_of_poor_families_come_first_and_nobody_is_offered_two():
    graduate = {"groups": ("graduate_poor",), "willing": True}
    workers = people({**STUDENT, "willing": True}, graduate, {**graduate, **STUDENT})
    matcher = Matcher(posts({**INTERNSHIP, "openings": 3}), policy=POLICY, encoder=ByTrade())
    offers = matcher.fallback(matcher.recommend(workers))
    assert (offers.graduates["job_id"].tolist(), offers.students["job_id"].tolist()) == (["J0", "J0"], ["J0"])
    fewer = Matcher(posts({**INTERNSHIP, "openings": 2}), policy=POLICY, encoder=ByTrade())
    assert fewer.fallback(fewer.recommend(workers)).students["job_id"].isna().tolist() == [True]
