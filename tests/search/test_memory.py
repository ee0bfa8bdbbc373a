"""What one person leaves for the next of their like changes no answer, and takes no more memory than it may."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.matcher import Matcher
from jobmatch.policy import Policy
from jobmatch.search import index
from jobmatch.search.memory import Memory, bytes_of
from jobmatch.service.matching import tuned
from tests.worlds import TODAY, ToyEncoder, random_jobs, random_workers

ENCODER = ToyEncoder()


@pytest.mark.parametrize("most", [20_000, 2**20])
def test_answers_are_the_same_whatever_is_remembered(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """People of two policies ask one after another, twice over, against the same jobs."""
    monkeypatch.setattr(index, "Memory", lambda: Memory(most))
    rng = np.random.default_rng(11)
    workers, jobs = random_workers(rng, 12), random_jobs(rng, 30)
    shared = Matcher(jobs, policy=Policy(as_of=TODAY, min_fit=0.2), encoder=ENCODER)
    for locality in (0.9, 0.1) * 2:
        one_by_one = [tuned(shared, locality).recommend(workers.take([row]), 5).records for row in range(len(workers))]
        fresh = Matcher(jobs, policy=shared.policy.with_locality(locality), encoder=ENCODER)
        assert [pair for pairs in one_by_one for pair in pairs] == fresh.recommend(workers, 5).records
    assert max(shared.index.memory.nbytes, shared.index.class_memory.nbytes) <= most


@settings(max_examples=50)
@given(asked=st.lists(st.tuples(st.integers(0, 9), st.integers(1, 40)), max_size=60))
def test_a_memory_keeps_within_its_bounds_and_what_was_asked_for_last(asked: list[tuple[int, int]]) -> None:
    memory = Memory(800)
    for name, size in asked:
        row = memory.get((name, size), lambda name=name, size=size: np.full(size, name, dtype=np.int8), bytes_of)
        assert row.tolist() == [name] * size
        assert memory.get((name, size), lambda: np.zeros(0, dtype=np.int8), bytes_of) is row
        assert memory.nbytes <= 800


def test_what_is_remembered_goes_on_while_jobs_come_and_go() -> None:
    """The same people ask before and after every change; a matcher made anew gives the same answers."""
    rng = np.random.default_rng(12)
    workers, jobs = random_workers(rng, 8), random_jobs(rng, 40)
    policy = Policy(as_of=TODAY, min_fit=0.2)
    changed = Matcher(jobs.take(np.arange(20)), policy=policy, encoder=ENCODER)
    changes = [
        lambda: changed.add(jobs.take(np.arange(20, 21))),
        lambda: changed.remove(jobs.ids[:1]),
        lambda: changed.add(jobs.take(np.arange(21, 40))),
        lambda: changed.update(jobs.take(np.array([25]))),
        lambda: changed.remove(jobs.ids[1:30]),
        lambda: changed.add(jobs.take(np.arange(10))),
    ]
    for change in changes:
        change()
        fresh = Matcher(changed.jobs, policy=policy, encoder=ENCODER).recommend(workers, 5).records
        one_by_one = [changed.recommend(workers.take([row]), 5).records for row in range(len(workers))]
        assert [pair for pairs in one_by_one for pair in pairs] == fresh
        assert changed.recommend(workers, 5).records == fresh
