"""The allocation against linear programming, over random small worlds and worlds with a known answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from jobmatch.allocation import Effort, Found, Market, Options, allocate, solve
from jobmatch.allocation.certificate import bound_at, everything
from jobmatch.errors import PolicyError

EXACT = 1e-4


@dataclass
class World:
    options: Options
    market: Market


@st.composite
def worlds(draw, copies=1):
    workers, jobs = draw(st.integers(1, 7)), draw(st.integers(1, 6))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    shown = rng.random((workers, jobs)) < draw(st.sampled_from([0.3, 0.7, 1.0]))
    worker, job = np.nonzero(shown)
    step = draw(st.sampled_from([0.25, 1e-6]))  # coarse steps make ties
    score = np.round(rng.uniform(-0.3, 1.0, len(worker)) / step) * step
    options = Options(worker, job, score, rng.choice([0, 0.05], len(worker)), rng.random(len(worker)) < 0.4)
    market = Market(
        rng.integers(0, 4, jobs),
        rng.integers(0, 4, workers),
        rng.choice([0.0, 0.5, 1.0, 1.5], workers),
        rng.choice([0.0, 0.1, 0.6], workers) * draw(st.sampled_from([0, 1])),
        copies=copies,
    )
    return World(options, market)


def linear_programme(world: World) -> float:
    """The optimum over all pairs by HiGHS, written down straight from the definition."""
    options, market = world.options, world.market
    n, workers, jobs, copies = len(options), market.workers, market.jobs, market.copies
    gains = np.concatenate([options.score + options.bonus, market.first_job, market.local_job])
    rows, limits = [], []
    for j in range(jobs):
        rows.append(np.concatenate([options.job == j, np.zeros(2 * workers)]))
        limits.append(market.capacity[j])
    for w in range(workers):
        own = options.worker == w
        unit = np.arange(workers) == w
        rows.append(np.concatenate([own, np.zeros(2 * workers)]))
        limits.append(market.limit[w] * copies)
        rows.append(np.concatenate([-1.0 * own, unit, np.zeros(workers)]))
        limits.append(0)
        rows.append(np.concatenate([-1.0 * (own & options.local), np.zeros(workers), unit]))
        limits.append(0)
    top = np.full(n + 2 * workers, copies)
    result = linprog(-gains, A_ub=np.array(rows, dtype=float), b_ub=limits, bounds=[(0, u) for u in top])
    return -result.fun


def worth(world: World, chosen: Options) -> float:
    """The worth of a plan, added up person by person."""
    total = float((chosen.score + chosen.bonus).sum())
    for w in range(world.market.workers):
        own = chosen.worker == w
        total += world.market.first_job[w] * own.any() + world.market.local_job[w] * (own & chosen.local).any()
    return total


def assert_allowed(world: World, chosen: Options) -> None:
    market, options = world.market, world.options
    assert (np.bincount(chosen.job, minlength=market.jobs) <= market.capacity).all()
    assert (np.bincount(chosen.worker, minlength=market.workers) <= market.limit).all()
    pairs = set(zip(chosen.worker.tolist(), chosen.job.tolist(), strict=True))
    assert len(pairs) == len(chosen)
    assert pairs <= set(zip(options.worker.tolist(), options.job.tolist(), strict=True))


@given(worlds())
@settings(max_examples=150)
def test_plan_is_the_optimum_of_the_linear_programme_and_its_bound_is_met(world):
    plan = solve(world.options, world.market)
    assert_allowed(world, plan.options)
    optimum = linear_programme(world)
    assert plan.certificate.total == pytest.approx(worth(world, plan.options), abs=1e-9)
    assert plan.certificate.total == pytest.approx(optimum, abs=EXACT)
    assert plan.certificate.bound == pytest.approx(optimum, abs=EXACT)
    assert plan.certificate.bound >= optimum - 1e-9


@given(worlds(), st.integers(0, 2**32 - 1))
@settings(max_examples=100)
def test_any_prices_give_a_bound(world, seed):
    prices = np.random.default_rng(seed).uniform(0, 1.5, world.market.jobs)
    usable = world.options.take(world.market.limit[world.options.worker] > 0)
    bound = bound_at(prices, world.market, everything(usable, world.market))
    assert bound >= linear_programme(world) - 1e-9


@given(worlds(copies=3))
@settings(max_examples=100)
def test_rows_that_stand_for_several_people_are_bounded_by_the_same_programme(world):
    plan = solve(world.options, world.market)
    optimum = linear_programme(world)
    assert plan.certificate.total == pytest.approx(optimum, abs=EXACT)
    assert plan.certificate.bound == pytest.approx(optimum, abs=EXACT)


@given(worlds(), st.integers(0, 2**32 - 1))
@settings(max_examples=100)
def test_order_of_the_pairs_changes_nothing(world, seed):
    order = np.random.default_rng(seed).permutation(len(world.options))
    first, second = solve(world.options, world.market), solve(world.options.take(order), world.market)
    assert first.options.worker.tolist() == second.options.worker.tolist()
    assert first.options.job.tolist() == second.options.job.tolist()
    assert first.certificate == second.certificate
    assert first.prices.job.tolist() == second.prices.job.tolist()


@given(worlds())
@settings(max_examples=100)
def test_openings_that_are_left_cost_nothing(world):
    plan = solve(world.options, world.market)
    used = np.bincount(plan.options.job, minlength=world.market.jobs)
    assert (plan.prices.job[used < world.market.capacity] == 0).all()
    assert (plan.prices.job >= 0).all()


@dataclass
class WholeSearch:
    """Brute-force search that knows every pair, as the matcher does, and folds the local worth as it does."""

    world: World
    asked: int = 0

    def __call__(self, workers, prices, k, among=None):
        self.asked += 1
        options, market = self.world.options, self.world.market
        adjusted = options.gain - prices[options.job] + options.local * market.local_job[options.worker]
        kept, cut = [], np.full(len(workers), -np.inf)
        for at, w in enumerate(workers):
            own = np.flatnonzero((options.worker == w) & (market.capacity[options.job] > 0))
            own = own if among is None else own[np.isin(options.job[own], among)]
            own = own[np.argsort(-adjusted[own], kind="stable")]
            kept.append(own[:k])
            if len(own) > k:
                cut[at] = adjusted[own[k - 1]]
        rows = np.concatenate(kept).astype(int)
        return Found(options.take(rows), cut, cut - market.local_job[workers])


@given(worlds(), st.integers(1, 3))
@settings(max_examples=100)
def test_rounds_of_priced_search_reach_the_optimum_over_pairs_never_listed(world, k):
    search = WholeSearch(world)
    plan = allocate(search, world.market, Effort(tolerance=0.0, rounds=30, first_k=k, later_k=3, covered=0.0))
    optimum = linear_programme(world)
    assert_allowed(world, plan.options)
    assert plan.certificate.total <= plan.certificate.bound
    assert plan.certificate.bound >= optimum - 1e-9
    assert plan.certificate.total == pytest.approx(optimum, abs=EXACT)


@pytest.mark.parametrize("seed", range(60))
def test_short_lists_reach_the_optimum_where_local_jobs_are_wanted(seed):
    rng = np.random.default_rng(seed)
    worker, job = np.divmod(np.arange(48), 6)
    options = Options(worker, job, rng.uniform(-0.3, 1.0, 48), local=rng.random(48) < 0.5)
    market = Market(rng.integers(0, 3, 6), rng.integers(1, 4, 8), rng.choice([0.5, 1.5], 8), np.full(8, 0.6))
    world = World(options, market)
    plan = allocate(WholeSearch(world), market, Effort(tolerance=0.0, rounds=30, first_k=2, later_k=2, partly_k=2, covered=0.0))
    assert plan.certificate.total == pytest.approx(linear_programme(world), abs=EXACT)


@pytest.mark.parametrize(("covered", "rounds"), [(0.5, 1), (0.0, 8)])
def test_where_all_want_the_same_jobs_deep_lists_close_the_gap_at_once(covered, rounds):
    liking = np.linspace(0.9, 0.1, 200)
    every = Options(np.repeat(np.arange(300), 200), np.tile(np.arange(200), 300), np.tile(liking, 300))
    market = Market(np.ones(200), np.full(300, 2), np.ones(300))
    plan = allocate(WholeSearch(World(every, market)), market, Effort(first_k=10, later_k=5, covered=covered))
    assert plan.rounds == rounds and (plan.certificate.gap < Effort().tolerance) == (rounds == 1)


def test_nobody_gets_a_third_job_before_another_gets_a_first():
    worker, job = np.repeat([0, 1], 3), np.tile([0, 1, 2], 2)
    options = Options(worker, job, np.array([0.9, 0.9, 0.9, 0.1, 0.1, 0.1]))
    plan = solve(options, Market(np.ones(3), np.full(2, 3), np.ones(2)))
    assert sorted(plan.options.worker.tolist()) == [0, 0, 1]


def test_a_first_job_that_counts_more_goes_first():
    options = Options(np.array([0, 1]), np.array([0, 0]), np.array([0.9, 0.6]))
    plan = solve(options, Market(np.array([1]), np.ones(2), np.array([1.0, 1.5])))
    assert plan.options.worker.tolist() == [1]
    assert plan.certificate.first_job_total == 1.5


def test_local_worth_brings_one_local_job_and_no_second():
    options = Options(np.zeros(4), np.arange(4), np.array([0.9, 0.85, 0.8, 0.75]), local=np.array([False, False, True, True]))
    market = Market(np.ones(4), np.array([2]), np.ones(1), np.array([0.1]))
    plan = solve(options, market)
    assert plan.options.job.tolist() == [0, 2]
    assert plan.certificate.quota_total == pytest.approx(0.1)


def test_price_of_one_opening_is_what_the_next_best_plan_loses():
    options = Options(np.array([0, 1]), np.array([0, 0]), np.array([0.8, 0.5]))
    plan = solve(options, Market(np.array([1]), np.ones(2), np.zeros(2)))
    assert plan.prices.job.tolist() == pytest.approx([0.8])


def test_empty_market_is_worth_nothing():
    plan = solve(Options(np.zeros(0), np.zeros(0), np.zeros(0)), Market(np.zeros(0), np.zeros(2), np.zeros(2)))
    assert len(plan.options) == 0
    assert plan.certificate.total == plan.certificate.bound == 0


def test_absurd_limits_are_refused_all_at_once():
    with pytest.raises(PolicyError) as refused:
        Market(np.array([1, -2]), np.array([3, 3]), np.array([np.nan, 1.0]))
    message = str(refused.value)
    assert "capacity：第 2 个是 -2" in message
    assert "first_job：第 1 个是 nan" in message
