"""Each baseline does the one thing it is named for."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import jobmatch as jm
from jobmatch.evaluation import evaluate
from jobmatch.evaluation.baselines import (
    BASELINES,
    Options,
    best_paid,
    dense,
    incumbent,
    nearest,
    plain_requirements,
    popular,
    ranked,
    reranked,
)
from jobmatch.evaluation.simulate import checkerboard, county, twin_towns
from jobmatch.schema import Jobs, Workers


@pytest.fixture(scope="module")
def world():
    return county("500236", n_workers=120, seed=9)


@pytest.mark.parametrize("name", BASELINES)
def test_lists_are_runs_of_k_eligible_jobs_without_repeats(world, name):
    run = BASELINES[name](world.workers, world.jobs, Options(k=7))
    assert list(run.columns) == ["worker_id", "job_id", "rank", "score"]
    assert run.groupby("worker_id")["rank"].apply(lambda r: list(r) == list(range(1, len(r) + 1))).all()
    assert run["rank"].max() <= 7
    assert not run.duplicated(["worker_id", "job_id"]).any()
    allowed = plain_requirements(world.workers, world.jobs)
    worker, job = world.rows(run)
    assert allowed[worker, job].all()


@pytest.mark.parametrize("name", BASELINES)
def test_shuffled_tables_change_nothing(world, name):
    if name == "random":
        return
    rng = np.random.default_rng(0)
    workers = world.workers.take(rng.permutation(len(world.workers)))
    jobs = world.jobs.take(rng.permutation(len(world.jobs)))
    keys = ["worker_id", "rank"]
    one = BASELINES[name](world.workers, world.jobs, Options(k=3)).sort_values(keys, ignore_index=True)
    other = BASELINES[name](workers, jobs, Options(k=3)).sort_values(keys, ignore_index=True)
    assert (one["score"] - other["score"]).abs().max() < 1e-5
    assert (one["job_id"] == other["job_id"]).mean() > 0.99


def test_text_finds_both_twins_and_only_nearness_finds_the_right_one():
    world = twin_towns(8)
    text = evaluate(dense(world.workers, world.jobs), world.qrels, ["Hit@1", "Hit@2"])
    assert text["Hit@2"] == 1.0
    assert text["Hit@1"] < 0.8
    near = nearest(world.workers, world.jobs, Options(k=8))
    km = world.pairs(near).assign(rank=near["rank"])
    assert (km[km["rank"] == 1]["distance_km"] == 0).all()


def test_popular_and_best_paid_show_everyone_the_same(world):
    jobs = world.jobs.frame.set_index("job_id")
    for baseline, column in ((popular, "openings"), (best_paid, "pay_max")):
        run = baseline(world.workers, world.jobs, Options(k=1, eligible_only=False))
        assert set(run["job_id"]) == {run["job_id"][0]}
        assert jobs.loc[run["job_id"][0], column] >= jobs[column].dropna().quantile(0.9)


def test_the_incumbent_filters_by_word_age_schooling_and_wage():
    workers = Workers(pd.DataFrame({"worker_id": ["W"], "wanted_occupation": ["保安"], "age": [50], "pay_min_wanted": [3000]}))
    jobs = Jobs(pd.DataFrame({
        "job_id": list("ABCDE"), "title": ["保安员", "保安员", "厨师", "夜班保安", "保安"],
        "age_max": [55, 45, None, 60, None], "pay_max": [3200, 4000, 4000, 2500, None],
    }))  # fmt: skip
    assert list(incumbent(workers, jobs)["job_id"]) == ["A", "E"]
    assert incumbent(Workers(pd.DataFrame({"worker_id": ["W"]})), jobs).empty


def test_reranking_a_text_shortlist_loses_the_near_job_below_it():
    world = checkerboard(6, 4)
    near = Jobs(pd.DataFrame([{"job_id": "near", "title": "安保", "work_lat": 31.0, "work_lon": 100.0, "openings": 1}]))
    jobs = Jobs(pd.concat([world.jobs.frame, near.frame], ignore_index=True))
    matcher = jm.Matcher(jobs)
    run = reranked(world.workers, jobs, Options(k=3), matcher=matcher, first=2)
    assert run.groupby("worker_id").size().max() <= 2
    whole = matcher.recommend(world.workers, k=len(jobs)).to_frame()
    both = run.merge(whole, on=["worker_id", "job_id"], suffixes=("", "_whole"))
    assert len(both) == len(run)
    order = both.sort_values(["worker_id", "rank"]).groupby("worker_id")["rank_whole"]
    assert order.apply(lambda r: r.is_monotonic_increasing).all()


def test_ranked_breaks_ties_by_job_id_and_drops_what_is_no_match():
    workers = Workers(pd.DataFrame({"worker_id": ["W"]}))
    jobs = Jobs(pd.DataFrame({"job_id": ["C", "A", "B"], "title": ["x", "y", "z"]}))
    run = ranked(workers, jobs, np.array([[1.0, 1.0, -np.inf]]), Options())
    assert list(run["job_id"]) == ["A", "C"]


def test_the_matcher_gets_the_toy_worlds_right():
    for world in (twin_towns(8), checkerboard(4, 4)):
        matches = jm.Matcher(world.jobs).recommend(world.workers, k=3)
        assert evaluate(matches, world.qrels, ["Hit@1"])["Hit@1"] == 1.0
