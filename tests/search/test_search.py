"""The search is exact: it equals the score written a second time and summed over every pair."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.matcher import Matcher
from jobmatch.policy import Policy
from jobmatch.schema import Jobs, Workers
from jobmatch.search import batch, groups, index, walkin
from tests.worlds import TODAY, ToyEncoder, brute_score, random_jobs, random_workers

ENCODER = ToyEncoder()
POLICIES = st.builds(
    lambda locality, min_fit: replace(Policy(as_of=TODAY, min_fit=min_fit)).with_locality(locality),
    st.floats(0, 1),
    st.sampled_from([-1.0, 0.0, 0.3, 0.6]),
)


ROUTES = ["dense", "blocks", "blocks alone", "alone", "alone in groups", "alone among many"]


@contextmanager
def answering(route: str) -> Iterator[None]:
    """Answer one way; the last two are one person at a time against jobs in groups of like work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "FEW", 1000 if route.startswith("alone") else 0)
        if route.startswith("blocks"):
            patch.setattr(batch, "SMALL", 0)
            patch.setattr(batch, "WIDE", 0)
            patch.setattr(batch, "FAISS_QUERIES", 1)
        if route in ("blocks alone", "alone in groups", "alone among many"):
            patch.setattr(index, "GROUPED_ROWS", 1)
            patch.setattr(index, "LARGE_ROWS", 10**9 if route == "alone in groups" else 1)
            patch.setattr(groups, "ROWS_PER_GROUP", 4)
            patch.setattr(walkin, "BOUNDED", 1)
            patch.setattr(walkin, "FIRST", 3)
            patch.setattr(walkin, "LOT", 3)
        yield


@pytest.fixture(params=ROUTES)
def route(request: pytest.FixtureRequest) -> Iterator[None]:
    with answering(request.param):
        yield


each_way = pytest.mark.usefixtures("route")


@settings(max_examples=12)
@given(seed=st.integers(0, 10_000), k=st.integers(1, 12), level=st.sampled_from([0.0, 1.0, 300.0]))
def test_what_is_not_listed_at_prices_is_worth_no_more_than_said(seed: int, k: int, level: float) -> None:
    rng = np.random.default_rng(seed)
    workers, jobs = random_workers(rng, 14), random_jobs(rng, 30)
    plain = Matcher(jobs, policy=Policy(as_of=TODAY, min_fit=0.2), encoder=ENCODER).recommend(workers, 0).search
    search = replace(plain, price=level * rng.random(30), depth=level)
    every = search.dense(np.arange(len(search.queries)), 30)
    worth = dict(zip(zip(every.worker, every.job, strict=True), every.score, strict=True))
    for way in ROUTES:
        with answering(way):
            found, rest = replace(search, index=replace(search.index)).listed(k)
        listed = dict(zip(zip(found.worker, found.job, strict=True), found.score, strict=True))
        assert listed.items() <= worth.items(), way
        assert all(worth[pair] <= rest[pair[0]] for pair in worth.keys() - listed.keys()), way
        for worker in range(len(rest)):
            surely = sum(score > rest[worker] for pair, score in listed.items() if pair[0] == worker)
            assert surely >= min(k / 3, sum(pair[0] == worker for pair in worth)) or surely >= k - 1, way


def brute_top(workers: Workers, jobs: Jobs, policy: Policy, k: int) -> dict[str, list[float]]:
    found = {}
    for worker in workers.records:
        scores = [brute_score(worker, job, policy, ENCODER) for job in jobs.records]
        found[worker["worker_id"]] = sorted((s for s in scores if s is not None), reverse=True)[:k]
    return found


@settings(max_examples=12)
@given(seed=st.integers(0, 10_000), policy=POLICIES, k=st.integers(1, 12))
def test_recommend_equals_brute_force(seed: int, policy: Policy, k: int) -> None:
    rng = np.random.default_rng(seed)
    workers, jobs = random_workers(rng, 14), random_jobs(rng, 30)
    expected = brute_top(workers, jobs, policy, k)
    for way in ROUTES:
        with answering(way):
            found = Matcher(jobs, policy=policy, encoder=ENCODER).recommend(workers, k).to_frame()
        assert len(found) == sum(map(len, expected.values())), way
        for worker_id, scores in expected.items():
            mine = found.loc[found["worker_id"] == worker_id, "score"].to_numpy()
            np.testing.assert_allclose(mine, scores, atol=1e-6, err_msg=way)


@each_way
@settings(max_examples=6)
@given(seed=st.integers(0, 10_000))
def test_row_order_and_batches_change_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    workers, jobs = random_workers(rng, 20), random_jobs(rng, 25)
    policy = Policy(as_of=TODAY, min_fit=0.2)
    whole = Matcher(jobs, policy=policy, encoder=ENCODER).recommend(workers, 5).to_frame()
    mixed_jobs = jobs.take(rng.permutation(len(jobs)))
    matcher = Matcher(mixed_jobs, policy=policy, encoder=ENCODER)
    parts = np.array_split(rng.permutation(len(workers)), 3)
    again = pd.concat([matcher.recommend(workers.take(part), 5).to_frame() for part in parts])
    pd.testing.assert_frame_equal(_by_rank(whole), _by_rank(again))


def _by_rank(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values(["worker_id", "rank"]).reset_index(drop=True)


@each_way
@settings(max_examples=6)
@given(seed=st.integers(0, 10_000))
def test_swapping_sex_changes_no_score(seed: int) -> None:
    rng = np.random.default_rng(seed)
    workers, jobs = random_workers(rng, 15), random_jobs(rng, 25)
    swapped = workers.frame.assign(sex=workers.frame["sex"].map({"male": "female", "female": "male"}))
    matcher = Matcher(jobs, policy=Policy(as_of=TODAY, min_fit=0.2), encoder=ENCODER)
    pd.testing.assert_frame_equal(matcher.recommend(workers, 5).to_frame(), matcher.recommend(Workers(swapped), 5).to_frame())


@each_way
@settings(max_examples=6)
@given(seed=st.integers(0, 10_000))
def test_both_sides_give_the_same_score(seed: int) -> None:
    rng = np.random.default_rng(seed)
    workers, jobs = random_workers(rng, 15), random_jobs(rng, 20)
    matcher = Matcher(jobs, policy=Policy(as_of=TODAY, min_fit=0.2), encoder=ENCODER)
    one = matcher.recommend(workers, len(jobs)).to_frame().set_index(["worker_id", "job_id"])["score"]
    other = matcher.recommend_workers(workers, len(workers)).to_frame().set_index(["worker_id", "job_id"])["score"]
    pd.testing.assert_series_equal(one.sort_index(), other.sort_index())


@each_way
@settings(max_examples=6)
@given(seed=st.integers(0, 10_000))
def test_the_terms_add_up_to_the_score(seed: int) -> None:
    rng = np.random.default_rng(seed)
    policy = Policy(as_of=TODAY, min_fit=0.0)
    matcher = Matcher(random_jobs(rng, 25), policy=policy, encoder=ENCODER)
    matches = matcher.recommend(random_workers(rng, 10), 4)
    assert len(matches)
    for worker_id, rows in matches.to_frame().groupby("worker_id"):
        points = matches.explain(worker_id).frame.groupby("job_id")["points"].sum()
        np.testing.assert_allclose(points[rows["job_id"]].to_numpy(), rows["score"], atol=1e-9)


@each_way
@pytest.mark.parametrize("k", [0, 1, 1000])
@pytest.mark.parametrize("m", [0, 1, 7])
def test_any_k_and_any_number_of_jobs(k: int, m: int) -> None:
    rng = np.random.default_rng(1)
    jobs, workers = random_jobs(rng, m), random_workers(rng, 9)
    found = Matcher(jobs, policy=Policy(as_of=TODAY), encoder=ENCODER).recommend(workers, k).to_frame()
    assert found.groupby("worker_id").size().max() <= min(k, m) if len(found) else True
    assert len(found) <= 9 * min(k, m)


@each_way
def test_history_and_the_last_job_are_not_shown_again() -> None:
    rng = np.random.default_rng(5)
    workers, jobs = random_workers(rng, 12), random_jobs(rng, 25)
    matcher = Matcher(jobs, policy=Policy(as_of=TODAY, min_fit=-1.0), encoder=ENCODER)
    first = matcher.recommend(workers, 2).to_frame()
    again = matcher.recommend(workers, 2, history=first[["worker_id", "job_id"]]).to_frame()
    pairs = set(zip(first["worker_id"], first["job_id"], strict=True))
    assert len(first) > 10
    assert pairs.isdisjoint(zip(again["worker_id"], again["job_id"], strict=True))


WIDE = Policy(as_of=TODAY, min_fit=0.2)


@each_way
@settings(max_examples=6)
@given(seed=st.integers(0, 10_000))
def test_the_search_widens_for_whom_history_knows_and_who_has_little_left(seed: int) -> None:
    rng = np.random.default_rng(seed)
    workers, jobs = random_workers(rng, 14), random_jobs(rng, 25)
    first, strict = (Matcher(jobs, policy=policy, encoder=ENCODER) for policy in (WIDE, replace(WIDE, widen_below=0)))
    tried = first.recommend(workers, 4).to_frame()[["worker_id", "job_id"]].iloc[::2]
    wide, narrow = (each.recommend(workers, 25, history=tried).to_frame().set_index(["worker_id", "job_id"]) for each in (first, strict))
    left = narrow.groupby("worker_id").size().reindex(workers.ids, fill_value=0)
    widened = set(left.index[left < WIDE.widen_below]) & set(tried["worker_id"])
    assert narrow.index.difference(wide.index).empty
    assert set(wide.index.difference(narrow.index).get_level_values(0)) <= widened
    same = ~narrow.index.get_level_values(0).isin(widened)
    pd.testing.assert_frame_equal(wide[~wide.index.get_level_values(0).isin(widened)], narrow[same])


@pytest.mark.parametrize(("outcome", "widens"), [("declined", True), ("full", False)])
def test_who_found_a_post_full_has_not_tried_it(outcome: str, widens: bool) -> None:
    jobs = Jobs(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["电工", "保洁员"]}))
    worker = Workers(pd.DataFrame({"worker_id": ["W"], "wanted_occupation": ["电工"]}))
    history = pd.DataFrame({"worker_id": ["W"], "job_id": ["J1"], "outcome": [outcome]})
    assert (len(Matcher(jobs).recommend(worker, history=history)) > 0) is widens


def test_who_was_here_and_found_nothing_may_be_told_by_a_row_without_a_job() -> None:
    jobs = Jobs(pd.DataFrame({"job_id": ["J2"], "title": ["保洁员"]}))
    worker = Workers(pd.DataFrame({"worker_id": ["W"], "wanted_occupation": ["电工"]}))
    matcher, history = Matcher(jobs), pd.DataFrame({"worker_id": ["W"], "job_id": [None]})
    assert not len(matcher.recommend(worker)) and len(matcher.recommend(worker, history=history)) == 1
    assert "意向岗位已不多" in str(matcher.recommend(worker, history=history).explain("W"))


def test_the_terms_of_who_asks_alone_are_those_of_who_asks_among_others() -> None:
    rng = np.random.default_rng(5)
    matcher, people = Matcher(random_jobs(rng, 60), policy=Policy(as_of=TODAY), encoder=ENCODER), random_workers(rng, 12)
    alone = [matcher.recommend(people.take([row]), k=5).to_frame() for row in range(len(people))]
    assert sum(map(len, alone)) > 12
    pd.testing.assert_frame_equal(pd.concat(alone, ignore_index=True), matcher.recommend(people, k=5).to_frame(), check_exact=True)
