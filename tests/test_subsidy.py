"""The transport subsidy by the rule in force."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from jobmatch.errors import PolicyError
from jobmatch.schema import Jobs, Workers
from jobmatch.subsidy import Trip, crossing, estimate, read_rules, rule_on, subsidies

FENGJIE, WANZHOU, JINAN, XIUSHAN, HUAYUAN = "500236", "500101", "370102", "500241", "433124"
IN_2017, IN_2026 = dt.date(2017, 3, 1), dt.date(2026, 3, 1)


def poor(home: str | None, job: str | None, **facts: object) -> Trip:
    return replace(Trip(home, job, ("registered_poor_2016",)), **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("trip", "eligible"),
    [
        (poor(FENGJIE, JINAN), True),
        (poor(FENGJIE, WANZHOU), True),
        (poor(FENGJIE, FENGJIE), False),
        (poor(FENGJIE + "117", FENGJIE), False),
        (poor(XIUSHAN, HUAYUAN), True),
        (poor("500232", "500156"), False),  # 武隆县 is 武隆区
        (poor("500234", "500154117"), False),  # 开县 is 开州区
        (poor(FENGJIE, JINAN, ticket="soft_sleeper"), False),
        (poor(FENGJIE, JINAN, ticket="flight"), False),
        (poor(FENGJIE, JINAN, ticket="ship"), False),
        (poor(FENGJIE, JINAN, ticket="hard_sleeper"), True),
        (poor(FENGJIE, JINAN, other_subsidy=True), False),
        (poor(FENGJIE, JINAN, last_claimed=dt.date(2016, 5, 1)), False),
        (poor(FENGJIE, JINAN, groups=("disabled",)), False),
        (poor(FENGJIE, JINAN, groups=()), None),
        (poor(FENGJIE, None), None),
        (poor(FENGJIE, "500000"), None),
    ],
)
def test_the_rule_of_2016(trip: Trip, eligible: bool | None) -> None:
    found = estimate(trip, on=IN_2017)
    assert found.eligible is eligible and found.rule == "CQ-2016"
    assert found.reason.startswith({True: "可享交通补贴", False: "不能享受", None: "待核实"}[eligible])


@pytest.mark.parametrize(
    ("trip", "eligible", "amount"),
    [
        (Trip(FENGJIE, WANZHOU, ("lifted",)), True, 50.0),
        (Trip(FENGJIE, JINAN, ("monitored_sudden",)), True, 200.0),
        (Trip(FENGJIE, JINAN, ("lifted",), ticket="rail_second", fare_yuan=612.5), True, 612.5),
        (Trip(FENGJIE, JINAN, ("lifted",), ticket="hard_sleeper"), False, None),
        (Trip(FENGJIE, JINAN, ("lifted",), other_subsidy=True), True, 200.0),
        (Trip(FENGJIE, JINAN, ("lifted",), last_claimed=dt.date(2026, 1, 5)), False, None),
        (Trip(FENGJIE, JINAN, ("lifted",), last_claimed=IN_2026), False, None),
        (Trip(FENGJIE, JINAN, ("lifted",), last_claimed=dt.date(2025, 12, 5)), True, 200.0),
        (Trip(FENGJIE, JINAN, ("lifted",), hukou_code="510000"), False, None),
        (Trip(FENGJIE, FENGJIE, ("lifted",)), False, None),
    ],
)
def test_the_rule_of_2025(trip: Trip, eligible: bool, amount: float | None) -> None:
    found = estimate(trip, on=IN_2026)
    assert (found.eligible, found.amount_yuan, found.rule) == (eligible, amount, "CQ-2025")


def test_a_version_may_be_named_and_all_refusals_are_said() -> None:
    trip = poor(FENGJIE, FENGJIE, ticket="flight", other_subsidy=True)
    found = estimate(trip, on=IN_2026, version="CQ-2016")
    assert found.reason == "不能享受：在本县务工；飞机不在补贴票种之内；其他部门已补贴"
    with pytest.raises(PolicyError, match="没有交通补贴规则 CQ-1999；现有 CQ-2016、CQ-2025"):
        rule_on(IN_2026, "CQ-1999")
    assert estimate(trip, on=dt.date(2010, 1, 1)).eligible is False


def test_rules_that_cannot_hold_are_refused() -> None:
    with pytest.raises(PolicyError, match="规则 X"):
        read_rules('[[version]]\nid = "X"')
    whole = '[[version]]\nid="X"\nname="x"\ngroups=["poor"]\ntickets=["mule"]\ntimes="once"\ntrip="x"\nbasis="x"\nfrom=2020-01-01'
    with pytest.raises(PolicyError, match="不认识 mule、poor"):
        read_rules(whole)


def test_crossing_is_symmetric() -> None:
    codes = [FENGJIE, FENGJIE + "117", WANZHOU, JINAN, HUAYUAN, "370100", "500000", None, "999999"]
    for one in codes:
        for other in codes:
            assert crossing(one, other) == crossing(other, one)
    assert crossing("370100", "370200") == "within"


def test_every_pair_has_its_estimate() -> None:
    workers = Workers(pd.DataFrame({"worker_id": ["W1", "W2"], "home_code": [FENGJIE, None], "groups": [("lifted",), ("lifted",)]}))
    jobs = Jobs(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["普工"] * 2, "work_code": [JINAN, WANZHOU]}))
    pairs = pd.DataFrame({"worker_id": ["W1", "W2", "W1"], "job_id": ["J2", "J1", "J1"]}, index=[7, 8, 9])
    found = subsidies(pairs, workers, jobs, on=IN_2026)
    assert found.index.tolist() == [7, 8, 9]
    assert found["eligible"].tolist() == [True, pd.NA, True]
    assert found["amount_yuan"].tolist() == [50.0, pd.NA, 200.0]
