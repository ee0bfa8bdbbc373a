"""The plan of a matcher: the optimum over every suitable pair, whatever the order of the tables."""

from __future__ import annotations

import math
import zlib
from datetime import date

import numpy as np
import pandas as pd
import pytest

from jobmatch import Jobs, Matcher, Policy, Workers
from jobmatch.allocation import Market, Options, solve
from jobmatch.allocation.methods import blocking_pairs
from jobmatch.allocation.ranked_search import RankedSearch
from jobmatch.errors import PolicyError
from jobmatch.policy import Priorities, Quotas
from jobmatch.search import batch

DAY = date(2026, 3, 1)
COUNTIES = ["500236", "500235", "420528"]
TRADES = ["缝纫工", "保安员", "厨师", "养老护理员"]


class ByText:
    """A small encoder: equal texts are alike, all others are not."""

    def encode(self, texts):
        keys = [zlib.crc32(text.encode()) for text in texts]
        rows = np.array([np.random.default_rng(key).standard_normal(64) for key in keys], dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


ENCODER = ByText()


def world(seed, workers=24, jobs=12):
    rng = np.random.default_rng(seed)
    where = rng.integers(0, 3, workers), rng.integers(0, 3, jobs)
    people = pd.DataFrame(
        {
            "worker_id": [f"W{row:02d}" for row in range(workers)],
            "wanted_occupation": rng.choice(TRADES, workers, p=[0.5, 0.3, 0.1, 0.1]),
            "home_lat": 31 + where[0] * 0.2 + rng.random(workers) * 0.1,
            "home_lon": 109.5 + rng.random(workers) * 0.1,
            "home_code": np.array(COUNTIES)[where[0]],
            "age": rng.integers(20, 60, workers),
            "mobility": rng.choice(["town", "county", "anywhere"], workers),
            "groups": [rng.choice(["", "zero_employment_household", "disabled"]) for _ in range(workers)],
        }
    )
    posts = pd.DataFrame(
        {
            "job_id": [f"J{row:02d}" for row in range(jobs)],
            "title": rng.choice(TRADES, jobs),
            "work_lat": 31 + where[1] * 0.2 + rng.random(jobs) * 0.1,
            "work_lon": 109.5 + rng.random(jobs) * 0.1,
            "work_code": np.array(COUNTIES)[where[1]],
            "openings": rng.integers(0, 3, jobs),
            "age_max": rng.choice([45, 60], jobs),
            "workplace_type": rng.choice(["enterprise", "workshop", "home_based"], jobs),
        }
    )
    return people, posts


def matcher_of(posts, **policy):
    return Matcher(Jobs(posts), policy=Policy(as_of=DAY, **policy), encoder=ENCODER)


def every_pair(matcher, people, posts, per_opening):
    """The market over every suitable pair, put together from the tables and not from the plan's own parts."""
    pairs = matcher.recommend(Workers(people), k=len(posts)).to_frame()
    worker = pd.Index(people["worker_id"]).get_indexer(pairs["worker_id"])
    job = pd.Index(posts["job_id"]).get_indexer(pairs["job_id"])
    kind, moves = posts["workplace_type"].to_numpy()[job], people["mobility"].to_numpy()[worker]
    same = people["home_code"].to_numpy()[worker] == posts["work_code"].to_numpy()[job]
    quotas = matcher.policy.quotas
    bonus = quotas.workshop_bound_home * ((moves == "town") & np.isin(kind, ["workshop", "home_based"]))
    home, work = (table[side].str[:2].to_numpy() for table, side in ((people, "home_code"), (posts, "work_code")))
    bonus = bonus - quotas.other_province * ((home[worker] != work[job]) & (kind != "home_based"))
    options = Options(worker, job, pairs["score"].to_numpy(), bonus, same | (kind == "home_based"))
    capacity = [math.ceil(openings * per_opening) for openings in posts["openings"]]
    first = people["groups"].map({"": 1.0, "zero_employment_household": 1.5, "disabled": 1.3}).to_numpy()
    local = np.full(len(people), quotas.home_county)
    return options, Market(np.array(capacity), np.full(len(people), 3), first, local)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("quotas", [Quotas(), Quotas(0.2, 0.1, 0.5)])
def test_plan_is_the_optimum_over_every_suitable_pair(seed, quotas):
    people, posts = world(seed)
    matcher = matcher_of(posts, quotas=quotas)
    options, market = every_pair(matcher, people, posts, 1.5)
    short = matcher.allocate(Workers(people), per_worker=3, per_opening=1.5)
    optimum = solve(options, market).certificate.total
    assert short.certificate.total == pytest.approx(optimum, abs=1e-3)
    assert optimum <= short.certificate.bound + 1e-4
    assert short.certificate.gap < 1e-3
    frame = short.to_frame()
    suitable = set(zip(people["worker_id"].iloc[options.worker], posts["job_id"].iloc[options.job], strict=True))
    assert set(zip(frame["worker_id"], frame["job_id"], strict=True)) <= suitable
    used = frame["job_id"].value_counts().reindex(posts["job_id"], fill_value=0).to_numpy()
    assert (used <= market.capacity).all()
    assert not frame.duplicated(["worker_id", "job_id"]).any()
    assert short.certificate.score_total == pytest.approx(frame["score"].sum(), abs=1e-6)


@pytest.mark.parametrize("route", ["dense", "blocks"])
@pytest.mark.parametrize(
    ("first_job", "quotas"),
    [(0.0, Quotas()), (5.0, Quotas(6.0, 0.1, 0.0)), (100.0, Quotas(0.0, 20.0, 7.0)), (100.0, Quotas(100.0, 100.0, 100.0))],
)
def test_no_worth_of_the_policy_is_taken_for_a_refusal(monkeypatch, route, first_job, quotas):
    if route == "blocks":
        monkeypatch.setattr(batch, "FEW", 0)
        monkeypatch.setattr(batch, "SMALL", 0)
    people, posts = world(5)
    matcher = matcher_of(posts, quotas=quotas, first_job=first_job)
    options, market = every_pair(matcher, people, posts, 0.5)
    market = Market(market.capacity, market.limit, first_job * market.first_job, market.local_job)
    short = matcher.allocate(Workers(people), per_worker=3, per_opening=0.5)
    optimum = solve(options, market).certificate.total
    assert short.certificate.total == pytest.approx(optimum, rel=5e-4)
    assert optimum <= short.certificate.bound + 1e-4
    assert short.certificate.gap <= 5e-4


@pytest.mark.parametrize("method", ["optimal", "greedy", "stable"])
def test_progress_adds_up_to_the_people_served(method):
    people, posts = world(0)
    people["segment"] = ["startup", *["job"] * (len(people) - 1)]
    told = []
    matcher_of(posts).allocate(Workers(people), method=method, progress=told.append)
    assert sum(told) == len(people) - 1
    assert min(told) > 0


def test_work_ends_as_soon_as_the_tolerance_is_met():
    people, posts = world(1, workers=60, jobs=40)
    short = matcher_of(posts).allocate(Workers(people), per_opening=0.5, tolerance=0.2)
    assert short.certificate.gap <= 0.2
    with pytest.raises(PolicyError, match="tolerance"):
        matcher_of(posts).allocate(Workers(people), tolerance=-0.1)


@pytest.mark.parametrize("seed", range(3))
def test_order_of_the_tables_changes_nothing(seed):
    people, posts = world(seed)
    people["home_lat"], posts["work_lat"] = 31.0, 31.05  # many equal pairs
    rng = np.random.default_rng(seed)
    first = matcher_of(posts).allocate(Workers(people), per_opening=1)
    shuffled = matcher_of(posts.iloc[rng.permutation(len(posts))].reset_index(drop=True))
    second = shuffled.allocate(Workers(people.iloc[rng.permutation(len(people))].reset_index(drop=True)), per_opening=1)
    columns = ["worker_id", "rank", "job_id"]
    left, right = (one.to_frame()[columns].sort_values(columns).values.tolist() for one in (first, second))
    assert left == right
    assert first.certificate.total == pytest.approx(second.certificate.total, abs=1e-9)


@pytest.mark.parametrize("seed", range(2))
def test_a_search_among_some_jobs_is_the_whole_search_without_the_others(seed):
    people, posts = world(seed)
    history = pd.DataFrame({"worker_id": ["W01", "W02"], "job_id": ["J03", "J04"]})
    search = RankedSearch(matcher_of(posts).recommend(Workers(people), k=1, history=history).search)
    rng = np.random.default_rng(seed)
    workers, among = np.array([1, 2, 5, 9, 20]), np.sort(rng.choice(len(posts), 7, replace=False))
    prices = rng.uniform(0, 0.5, len(posts))
    whole, part = search(workers, prices, len(posts)).options, search(workers, prices, 7, among).options
    kept = whole.take(np.isin(whole.job, among)).ordered()
    part = part.ordered()
    assert part.worker.tolist() == kept.worker.tolist()
    assert part.job.tolist() == kept.job.tolist()
    assert part.score == pytest.approx(kept.score, abs=1e-6)


def test_a_pair_already_tried_is_not_made_again():
    people, posts = world(0)
    matcher = matcher_of(posts)
    before = matcher.allocate(Workers(people)).to_frame()
    history = before[["worker_id", "job_id"]].iloc[::2]
    after = matcher.allocate(Workers(people), history=history).to_frame()
    tried = set(zip(history["worker_id"], history["job_id"], strict=True))
    assert not tried & set(zip(after["worker_id"], after["job_id"], strict=True))


def test_priority_groups_come_first_when_openings_are_short():
    people, _ = world(0, workers=6)
    people = people.assign(
        wanted_occupation="保安员", home_lat=31.0, home_lon=109.5, age=40, home_code="500236", mobility="town",
        groups=["", "", "disabled", "", "zero_employment_household", ""],
    )  # fmt: skip
    posts = pd.DataFrame({"job_id": ["J0"], "title": ["保安员"], "openings": [2], "work_lat": [31.0], "work_lon": [109.51]}).assign(
        work_code="500236"
    )
    short = matcher_of(posts).allocate(Workers(people), per_opening=1)
    assert sorted(short.to_frame()["worker_id"]) == ["W02", "W04"]
    assert [short.plan.priority[row] for row in (2, 4)] == ["残疾人", "零就业家庭"]
    assert "W04：共 1 个岗位；零就业家庭，优先分配" in str(short.explain("W04"))
    assert [bool(reason) for reason in short.plan.reason] == [True, True, False, True, False, True]
    assert any("至少 4 人分不到岗位" in note for note in short.notes)


def test_stable_plan_of_a_matcher_has_no_blocking_pair():
    people, posts = world(1)
    matcher = matcher_of(posts, quotas=Quotas(0.0, 0.0))
    options, market = every_pair(matcher, people, posts, 1.0)
    frame = matcher.allocate(Workers(people), per_opening=1.0, method="stable").to_frame()
    held = set(zip(frame["worker_id"], frame["job_id"], strict=True))
    ids = zip(people["worker_id"].iloc[options.worker], posts["job_id"].iloc[options.job], strict=True)
    chosen = np.array([pair in held for pair in ids])
    assert chosen.sum() == len(frame)
    assert not blocking_pairs(options, market, chosen).any()


@pytest.mark.parametrize("method", ["optimal", "greedy", "stable"])
def test_no_openings_at_all_is_said_plainly(method):
    people, posts = world(0)
    short = matcher_of(posts.assign(openings=0)).allocate(Workers(people), method=method)
    assert len(short) == 0
    assert "所有岗位都没有可推荐名额，无法分配" in short.notes
    assert short.certificate.total == 0
    assert set(short.plan.reason) == {"合适的岗位都已没有名额"}
    assert not any("没有任何合适的岗位" in note for note in short.notes)
    assert not short.suited.any()


def test_wishes_of_a_policy_that_contradict_each_other_are_said():
    people, posts = world(0)
    policy = {"min_jobs": 4, "first_job": 0.0, "quotas": Quotas(other_province=5.0)}
    notes = "\n".join(matcher_of(posts, **policy).allocate(Workers(people)).notes)
    assert "每人至少 4 个岗位，本次每人最多 3 个" in notes
    assert "优先不起作用" in notes
    assert "省外岗位一般不分配" in notes
    assert "策略" not in "\n".join(matcher_of(posts).allocate(Workers(people)).notes)


def test_worths_beyond_any_meaning_are_refused_all_at_once():
    with pytest.raises(PolicyError) as refused:
        Policy(first_job=101.0, quotas=Quotas(home_county=1e4), priorities=Priorities(disabled=0.5))
    for name in ("first_job：101 太大", "quotas.home_county：10000 太大", "priorities.disabled：0.5 应当在 1"):
        assert name in str(refused.value)


def test_a_worker_nothing_suits_does_not_hold_up_the_rest():
    people, posts = world(0)
    people.loc[0, "age"] = 15
    short = matcher_of(posts).allocate(Workers(people))
    assert short.plan.reason[0] == "没有合适的岗位"
    without = matcher_of(posts).allocate(Workers(people.iloc[1:]))
    assert len(short) == len(without) > 0 and short.certificate.total == pytest.approx(without.certificate.total)


def test_no_jobs_and_no_people():
    people, posts = world(0)
    nobody = matcher_of(posts).allocate(Workers(people.iloc[:0]))
    assert len(nobody) == len(nobody.to_frame()) == 0
    assert len(matcher_of(posts.iloc[:0]).allocate(Workers(people))) == 0


@pytest.mark.parametrize("numbers", [{"per_worker": 0}, {"per_worker": 2.5}, {"per_opening": -1}, {"method": "fair"}])
def test_numbers_that_cannot_hold_are_refused(numbers):
    people, posts = world(0)
    with pytest.raises(PolicyError):
        matcher_of(posts).allocate(Workers(people), **numbers)
