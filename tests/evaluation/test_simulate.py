"""Simulated markets: their answers are known, their figures are the surveyed ones, and chance comes from the seed."""

from __future__ import annotations

import ast
import inspect

import numpy as np
import pandas as pd
import pytest

import jobmatch.evaluation.simulate as simulate
from jobmatch.errors import MeasureError
from jobmatch.evaluation import people, postings, taste, towns, trades
from jobmatch.evaluation.simulate import checkerboard, county, province, twin_towns
from jobmatch.places import distance_km


@pytest.fixture(scope="module")
def world():
    return county("500236", n_workers=1500, seed=4)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: county("500236", n_workers=-5), "n_workers: -5; it must be a whole number from 0"),
        (lambda: county("500236", n_workers=10.5), "n_workers: 10.5"),
        (lambda: county("500236", n_workers=10**12), "n_workers: 1000000000000"),
        (lambda: county("500236", n_workers=5, tightness=float("nan"), seed=-1), "(?s)tightness: nan.*seed: -1"),
        (lambda: twin_towns(0), "n: 0"),
        (lambda: twin_towns(3, apart_km=1e9), "apart_km: 1000000000.0"),
        (lambda: checkerboard(-1, 2), "towns: -1"),
    ],
)
def test_a_world_that_cannot_be_is_refused(make, said):
    with pytest.raises(MeasureError, match=said):
        make()


def test_in_twin_towns_the_right_job_is_near_and_its_twin_far():
    world = twin_towns(10, apart_km=500)
    jobs = world.jobs.frame.set_index("job_id")
    for worker in world.workers.frame.itertuples():
        (right,) = world.qrels[worker.worker_id]
        km = distance_km(worker.home_lat, worker.home_lon, jobs["work_lat"].astype(float), jobs["work_lon"].astype(float))
        alike = jobs["title"] == jobs.loc[right, "title"]
        assert jobs.loc[right, "title"] == worker.wanted_occupation
        assert km[jobs.index == right][0] == 0
        assert km[alike & (jobs.index != right)] == pytest.approx([500], rel=0.01)


def test_on_the_checkerboard_white_squares_look_next_door():
    world = checkerboard(4, 3, apart_km=20)
    pairs = pd.DataFrame([(w, j) for w, jobs in world.qrels.items() for j in jobs], columns=["worker_id", "job_id"])
    km = world.pairs(pairs).groupby("worker_id")["distance_km"].agg(["min", "max", "size"])
    assert len(km) == 12
    at_home = km["max"] == 0
    assert at_home.sum() == 6
    assert (km.loc[at_home, "size"] == 1).all()
    assert np.allclose(km.loc[~at_home, ["min", "max"]], 20, rtol=0.03)


def test_a_seed_gives_the_same_county_and_another_seed_another():
    one, same, other = (
        county(n_workers=60, seed=1),
        county(n_workers=60, seed=1),
        county(n_workers=60, seed=2),
    )
    pd.testing.assert_frame_equal(one.workers.frame, same.workers.frame)
    pd.testing.assert_frame_equal(one.jobs.frame, same.jobs.frame)
    assert one.qrels == same.qrels
    assert not one.workers.frame.equals(other.workers.frame)


def test_people_are_drawn_to_the_survey():
    frame = county("500236", n_workers=6000, seed=2).workers.frame
    age, schooling = frame["age"].astype(int), frame["education"].value_counts(normalize=True)
    assert (frame["sex"] == "male").mean() == pytest.approx(0.624, abs=0.03)
    assert [(age <= 40).mean(), age.between(41, 50).mean(), (age > 50).mean()] == pytest.approx([0.437, 0.247, 0.316], abs=0.03)
    assert age.mean() == pytest.approx(43.2, abs=1.0)
    assert [schooling[i] for i in range(4)] == pytest.approx([0.008, 0.137, 0.56, 0.17], abs=0.02)


def test_those_who_would_leave_are_younger(world):
    leaves = world.taste.people.reach >= 2
    age = world.taste.people.age
    assert age[leaves].mean() < 42 < 45 < age[~leaves].mean()


def test_decay_is_log_uniform_between_the_two_estimates(world):
    decay = np.log(world.taste.people.decay_per_km)
    assert np.exp([decay.min(), decay.max()]) == pytest.approx([0.027, 0.30], rel=0.02)
    assert np.quantile(decay, 0.5) == pytest.approx(np.log(0.027 * 0.30) / 2, abs=0.15)


@pytest.mark.parametrize("tightness", [0.5, 1.0, 2.0])
def test_openings_add_up_to_the_tightness(tightness):
    world = county(n_workers=800, tightness=tightness, seed=3)
    assert world.taste.posts.openings.sum() == pytest.approx(800 * tightness, abs=1)
    known = world.jobs.frame["openings"]
    assert (known.dropna() == world.taste.posts.openings[known.notna()]).all()


def test_openings_per_post_are_about_eleven():
    assert county(n_workers=5000, seed=5).taste.posts.openings.mean() == pytest.approx(11, abs=2.5)


def test_homes_are_real_townships_of_the_county(world):
    homes = world.workers.frame
    assert homes["home_code"].str.startswith("500236").all()
    assert homes["home_code"].nunique() > 20
    assert homes["home_address"].str.startswith("重庆市奉节县").all()


def test_appeal_falls_with_distance_in_the_own_decay_down_to_the_cost_of_moving():
    rows, jobs = np.zeros(3, dtype=int), np.arange(3)
    luck = np.exp(0.3 * taste._normal(rows, jobs))
    stays, moves = _market(reach=0), _market(reach=3)
    km = stays.km(rows, jobs)
    assert km == pytest.approx([0.0, 5.56, 222.4], rel=0.01)
    daily, moving = 0.1 * km, 0.4 + 0.1 * np.log1p(km / 50)
    assert stays.appeal(rows, jobs) / luck == pytest.approx(0.6 * np.exp(-daily))
    assert moves.appeal(rows, jobs) / luck == pytest.approx(0.6 * np.exp(-np.minimum(daily, moving)))


def test_who_would_move_within_the_county_does_not_leave_it():
    near, far = np.zeros(1, dtype=int), np.array([2])
    within, province = _market(reach=1), _market(reach=2)
    assert within.way(near, far)[0] == pytest.approx(0.1 * within.km(near, far)[0])
    assert province.way(near, far)[0] < 1.0


def _market(reach: int) -> taste.Taste:
    """One person with decay 0.1 and three posts of a kindred trade, ever farther off, the last in another county."""
    codes = [trade.code for trade in trades.trades()]
    own, kindred = codes.index("6-05-01-03"), codes.index("6-05-01-02")
    one, three, whole = np.ones(1), np.ones(3), np.ones(3, dtype=int)
    person = taste.People(
        trade=np.array([own]), second=np.array([own]), decay_per_km=0.1 * one, leaving_cost=0.4 * one,
        reach=np.array([reach]), pay_care=one, pay_usual=4000 * one, age=np.array([30]),
        education=np.array([3]), certified=one > 0, lat=31 * one, lon=109 * one, key=np.zeros(1, dtype=int),
    )  # fmt: skip
    posts = taste.Posts(
        trade=whole * kindred, pay=4000 * three, education=whole, age_max=whole * 50,
        needs_certificate=three > 1, at_home=three > 1, lat=np.array([31.0, 31.05, 33.0]), lon=109 *
        three, region=np.array([1, 1, 2]), openings=whole,
    )  # fmt: skip
    return taste.Taste(person, posts)


def test_the_truth_holds_no_pair_the_employer_would_refuse(world):
    workers, jobs = world.workers.ids, world.jobs.ids
    pairs = [(workers.get_loc(w), jobs.get_loc(j)) for w, found in world.qrels.items() for j in found]
    worker, job = np.array(pairs).T
    assert world.taste.qualified(worker, job).all()
    assert (world.taste.appeal(worker, job) >= 0.25).all()


def test_forms_say_the_trade_in_words_of_that_trade_or_leave_it_open(world):
    for text, trade, second in zip(
        world.workers.frame["wanted_occupation"].fillna(""),
        world.taste.people.trade,
        world.taste.people.second,
        strict=True,
    ):
        own = (*trades.trades()[trade].said, *trades.trades()[second].said)
        assert text in people._BLANK or any(word in text for word in own)


def test_a_province_streams_the_same_people_on_every_pass_whatever_the_rest():
    market = province(n_workers=250, chunk=100, seed=6)
    first = [world.workers.frame for world in market]
    again = [world.workers.frame for world in market]
    assert [len(frame) for frame in first] == [100, 100, 50]
    for one, other in zip(first, again, strict=True):
        pd.testing.assert_frame_equal(one, other)
    assert pd.concat(first)["worker_id"].is_unique
    longer = next(iter(province(n_workers=250, chunk=100, seed=6)))
    assert longer.qrels == next(iter(market)).qrels


def test_an_unknown_county_is_refused():
    with pytest.raises(KeyError, match="999999"):
        county("999999", n_workers=5)


@pytest.mark.parametrize("module", [simulate, people, postings, taste, towns, trades])
def test_the_market_is_made_without_terms_and_encoders(module):
    tree = ast.parse(inspect.getsource(module))
    names = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    ours = [name for name in names if name.startswith("jobmatch")]
    assert all(name.startswith(("jobmatch.evaluation", "jobmatch.places", "jobmatch.schema", "jobmatch.errors")) for name in ours)
