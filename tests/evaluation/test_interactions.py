"""Baselines that learn from who took what, on a world of two circles of people and jobs."""

from __future__ import annotations

import pandas as pd
import pytest

from jobmatch import Jobs, Workers
from jobmatch.errors import MeasureError
from jobmatch.evaluation.baselines import Options
from jobmatch.evaluation.interactions import als, most_taken, neighbours

PEOPLE = Workers(pd.DataFrame({"worker_id": [f"W{i}" for i in range(13)]}))
POSTS = Jobs(pd.DataFrame({"job_id": [f"J{i}" for i in range(9)], "title": ["普工"] * 9}))
TAKEN = pd.DataFrame(
    [(f"W{w}", f"J{j}") for w in range(12) for j in range(8) if w % 2 == j % 2 and (w + j) % 6 != 2],
    columns=["worker_id", "job_id"],
)
"""Even people take even jobs, odd people odd ones, each leaves some out; W12 took nothing and nobody took J8."""
OPTIONS = Options(k=3)


@pytest.mark.parametrize("baseline", [als, neighbours])
def test_people_are_shown_the_jobs_of_their_circle(baseline):
    options = {"factors": 2} if baseline is als else {}
    run = baseline(TAKEN, PEOPLE, POSTS, OPTIONS, **options)
    circle = run["worker_id"].str[1:].astype(int) % 2 == run["job_id"].str[1:].astype(int) % 2
    assert circle.all()
    assert set(run["worker_id"]) == {f"W{i}" for i in range(12)}
    assert "J8" not in set(run["job_id"])


def test_the_most_taken_jobs_are_shown_to_everybody():
    more = pd.concat([TAKEN, pd.DataFrame({"worker_id": ["W1", "W3", "W5"], "job_id": ["J2"] * 3})])
    run = most_taken(more, PEOPLE, POSTS, Options(k=1))
    assert run["job_id"].tolist() == ["J2"] * len(PEOPLE)


def test_a_job_taken_twice_counts_once():
    twice = pd.concat([TAKEN, TAKEN])
    pd.testing.assert_frame_equal(neighbours(twice, PEOPLE, POSTS, OPTIONS), neighbours(TAKEN, PEOPLE, POSTS, OPTIONS))


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        (TAKEN.iloc[:0], "none were given"),
        (TAKEN.drop(columns="job_id"), r"\['job_id'\] are missing"),
        (TAKEN.assign(job_id="X"), "rows name a worker or job that is not in the tables"),
    ],
)
def test_interactions_that_say_nothing_are_refused(taken, said):
    for baseline in (als, neighbours, most_taken):
        with pytest.raises(MeasureError, match=said):
            baseline(taken, PEOPLE, POSTS, OPTIONS)
