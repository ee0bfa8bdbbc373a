"""Greedy and stable plans, openings, priorities and quotas."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.allocation import Market, Options, solve
from jobmatch.allocation.methods import blocking_pairs, checked_method, greedy, stable
from jobmatch.allocation.openings import capacities
from jobmatch.allocation.quotas import QuotaFormula, priorities
from jobmatch.errors import PolicyError
from jobmatch.policy import OpeningRules, Policy, Priorities, Quotas, Weights
from jobmatch.schema import Jobs


@st.composite
def markets(draw):
    workers, jobs = draw(st.integers(1, 8)), draw(st.integers(1, 6))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    worker, job = np.nonzero(rng.random((workers, jobs)) < 0.7)
    score = rng.permutation(len(worker)) / 100 + 0.01  # no ties
    market = Market(rng.integers(0, 4, jobs), rng.integers(0, 4, workers), np.ones(workers))
    return Options(worker, job, score), market


def assert_within_limits(options, market, chosen):
    assert (np.bincount(options.job[chosen], minlength=market.jobs) <= market.capacity).all()
    assert (np.bincount(options.worker[chosen], minlength=market.workers) <= market.limit).all()


@given(markets())
@settings(max_examples=100)
def test_stable_plan_has_no_blocking_pair(case):
    options, market = case
    chosen = stable(options, market)
    assert_within_limits(options, market, chosen)
    assert not blocking_pairs(options, market, chosen).any()


@given(markets())
@settings(max_examples=100)
def test_a_pair_left_out_of_the_greedy_plan_found_no_room(case):
    options, market = case
    chosen = greedy(options, market)
    assert_within_limits(options, market, chosen)
    full_job = np.bincount(options.job[chosen], minlength=market.jobs) >= market.capacity
    full_worker = np.bincount(options.worker[chosen], minlength=market.workers) >= market.limit
    assert (chosen | full_job[options.job] | full_worker[options.worker]).all()


@given(markets())
@settings(max_examples=100)
def test_no_simple_plan_beats_the_optimum(case):
    options, market = case
    bound = solve(options, market).certificate.bound
    for method in (greedy, stable):
        chosen = method(options, market)
        served = len(np.unique(options.worker[chosen]))
        assert options.score[chosen].sum() + served <= bound + 1e-6


def test_first_come_is_served_first():
    options = Options(np.array([0, 1]), np.array([0, 0]), np.array([0.2, 0.9]))
    market = Market(np.array([1]), np.ones(2), np.ones(2))
    assert greedy(options, market).tolist() == [True, False]
    assert stable(options, market).tolist() == [False, True]


def test_unknown_method_lists_the_known_ones():
    assert checked_method("stable") == "stable"
    with pytest.raises(PolicyError, match=r"'fair'.*optimal、greedy、stable"):
        checked_method("fair")


POLICY = Policy(as_of=date(2026, 3, 1))


def _jobs(**columns):
    rows = len(next(iter(columns.values())))
    ids = [f"J{row}" for row in range(rows)]
    return Jobs(pd.DataFrame({"job_id": ids, "title": ["保安"] * rows, **columns}))


def test_openings_are_rounded_up_and_what_was_used_is_taken_off():
    jobs = _jobs(
        openings=[1, 3, 3, 3, 2, None],
        referred=[0, 2, 99, 0, 0, 1],
        placed=[0, 0, 0, 2, 2, None],
    )
    people, notes = capacities(jobs, POLICY, 1.5)
    assert people.tolist() == [2, 3, 0, 2, 0, 2]
    assert notes["job_id"].tolist() == ["J5"]
    assert "按2人计" in notes["message"].iloc[0]


def test_a_ratio_that_binary_cannot_write_is_not_rounded_up_twice():
    assert capacities(_jobs(openings=[30, 10]), POLICY, 0.1)[0].tolist() == [3, 1]


def test_postings_expired_ahead_or_off_the_market_are_sent_nobody():
    jobs = _jobs(
        openings=[5, 5, 5, 5, 5, 5],
        valid_from=pd.to_datetime([None, None, None, None, "2026-03-02", "2026-03-01"]),
        valid_until=pd.to_datetime(["2026-02-28", "2026-03-01", None, None, None, None]),
        kind=["job", "job", "course", "job", "job", "job"],
        workplace_type=["enterprise", "enterprise", "enterprise", "public_welfare", "enterprise", "enterprise"],
    )
    assert capacities(jobs, POLICY, 1)[0].tolist() == [0, 5, 0, 0, 0, 5]


def test_absurd_openings_are_named_and_the_rest_goes_on():
    jobs = _jobs(openings=[3, 0, 999_999, 4])
    jobs.frame.loc[0, "openings"] = -3
    people, notes = capacities(jobs, POLICY, 2)
    assert people.tolist() == [0, 0, 1_999_998, 8]
    assert notes["job_id"].tolist() == ["J0", "J1", "J2"]
    assert [word in text for word, text in zip(["负数", "是0", "超过"], notes["message"], strict=True)] == [True] * 3


def test_openings_beyond_every_number_stay_a_number():
    people, _ = capacities(_jobs(openings=[2**62, 1]), POLICY, 1e300)
    assert (people >= 10**9).all()


@pytest.mark.parametrize("ratio", [0, -1, float("nan"), float("inf"), "3", True])
def test_a_ratio_that_cannot_hold_is_refused(ratio):
    with pytest.raises(PolicyError, match="per_opening"):
        capacities(_jobs(openings=[1]), POLICY, ratio)


def test_unknown_openings_follow_the_policy():
    policy = Policy(as_of=date(2026, 3, 1), openings=OpeningRules(unknown=4))
    assert capacities(_jobs(openings=[None]), policy, 3)[0].tolist() == [12]


def test_the_largest_priority_counts_and_any_kind_of_monitoring_is_one_group():
    policy = Policy(first_job=2.0, priorities=Priorities(zero_employment_household=1.5, disabled=1.3, monitored=1.2))
    worth, why = priorities([("disabled", "zero_employment_household"), ("monitored_sudden",), ("lifted",), ()], policy)
    assert worth.tolist() == pytest.approx([3.0, 2.4, 2.0, 2.0])
    assert why == ["零就业家庭", "防返贫监测对象", "", ""]


def test_a_multiplier_of_one_names_no_priority():
    worth, why = priorities([("disabled",)], Policy(priorities=Priorities(disabled=1.0)))
    assert (worth.tolist(), why) == ([1.0], [""])


def test_quota_worths_undo_the_weight_of_the_term_that_carries_them():
    formula = QuotaFormula(Policy(quotas=Quotas(workshop_bound_home=0.05)), local=0.1)
    added = formula.tables[-2:]
    assert [name for name, _ in added] == ["nearness", "nearness"]
    assert [formula.weights[name] * table.share for name, table in added] == pytest.approx([0.1, 0.05])


def test_without_a_table_term_the_quotas_stay_outside():
    formula = QuotaFormula(Policy(weights=Weights(fit=1, nearness=0, pay=0, conditions=0, priority=0)))
    assert not formula.folds
