"""A season keeps the openings, rewards better lists, and plays the same luck for every system."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from jobmatch.errors import MeasureError
from jobmatch.evaluation.baselines import Options, nearest, random, ranked
from jobmatch.evaluation.season import EVENTS, Rules, play
from jobmatch.evaluation.simulate import county, twin_towns

LONG = Options(k=30)


@pytest.fixture(scope="module")
def world():
    return county("500236", n_workers=800, tightness=1.0, seed=8)


@pytest.fixture(scope="module")
def oracle(world):
    worker, job = np.arange(len(world.workers))[:, None], np.arange(len(world.jobs))[None, :]
    truth = world.taste.appeal(worker, job) * world.taste.qualified(worker, job)
    return ranked(world.workers, world.jobs, truth, LONG)


def test_openings_are_never_exceeded_and_nobody_holds_two_jobs(world, oracle):
    season = play(world, oracle)
    sign = season.events["event"].map({"hired": 1, "left": -1})
    placed = season.events.assign(sign=sign).dropna(subset=["sign"])
    per_job = placed.groupby("job_id")["sign"].sum()
    openings = pd.Series(world.taste.posts.openings, index=world.jobs.ids)
    assert (per_job <= openings.reindex(per_job.index)).all()
    assert season.stayed.isin([0, 1]).all()


def test_only_what_was_shown_is_applied_for_and_only_the_qualified_are_seen(world, oracle):
    events = play(world, oracle).events
    keys = {event: set(zip(*(events.loc[events["event"] == event, c] for c in ("round", "worker_id", "job_id")), strict=True))
            for event in EVENTS}  # fmt: skip
    assert keys["left"] <= keys["hired"] <= keys["interviewed"] <= keys["applied"] <= keys["shown"]
    seen = events[events["event"] == "interviewed"]
    assert world.taste.qualified(*world.rows(seen)).all()
    assert keys["hired"]


def test_no_pair_is_shown_twice_and_cards_hold_so_many(world, oracle):
    shown = play(world, oracle, Rules(shown=4)).events.query("event == 'shown'")
    assert not shown.duplicated(["worker_id", "job_id"]).any()
    assert shown["place"].max() == 4


def test_those_who_know_the_truth_hire_more_than_chance_and_than_nearness(world, oracle):
    chance, near = random(world.workers, world.jobs, LONG), nearest(world.workers, world.jobs, LONG)
    hires = [play(world, lists).summary()["stayed"] for lists in (oracle, chance, near)]
    assert hires[0] > 1.5 * max(hires[1:])


def test_jobs_low_on_the_card_are_applied_for_less(world):
    events = play(world, random(world.workers, world.jobs, LONG), Rules(patience=0.6)).events
    rate = events[events["event"] == "applied"]["place"].value_counts() / events[events["event"] == "shown"]["place"].value_counts()
    assert rate[1] > 2 * rate[4]


def test_the_same_seed_plays_the_same_season(world, oracle):
    one, same, other = play(world, oracle, seed=1), play(world, oracle, seed=1), play(world, oracle, seed=2)
    pd.testing.assert_frame_equal(one.events, same.events)
    assert one.summary() != other.summary()


def test_lists_may_be_asked_for_every_round(world):
    asked = []

    def lists(workers, jobs, history):
        asked.append((len(workers), len(jobs), len(history)))
        assert jobs.frame["openings"].dropna().gt(0).all()
        return nearest(workers, jobs, LONG)

    season = play(world, lists, Rules(rounds=3))
    assert len(asked) == 3
    assert asked[0] == (800, len(world.jobs), 0)
    assert asked[2][0] < 800 and asked[2][2] > asked[1][2]
    assert season.summary()["hires"] > 0


def test_a_world_without_taste_cannot_be_played():
    with pytest.raises(MeasureError, match="no taste"):
        play(twin_towns(2), pd.DataFrame({"worker_id": ["W1"], "job_id": ["J1"], "rank": [1]}))
