"""Demand at prices, and openings shared out among partitions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.allocation import Market, Options
from jobmatch.cluster.demand import Allotment, shares

UNSEEN = -9.0


@given(st.integers(0, 2**32 - 1), st.integers(1, 8))
@settings(max_examples=100)
def test_no_opening_is_given_twice_and_all_that_are_asked_for_are_given(seed: int, parts: int) -> None:
    rng = np.random.default_rng(seed)
    jobs = int(rng.integers(1, 6))
    openings = rng.integers(0, 9, jobs)
    asked = rng.random((parts, jobs)) * (rng.random((parts, jobs)) < 0.6) * 5
    allotment = Allotment(openings, asked.sum(axis=0))
    given_out = np.array([allotment.give(np.arange(jobs), one) for one in asked])
    assert (given_out >= 0).all()
    assert (given_out.sum(axis=0) == np.where(asked.sum(axis=0) > 0, openings, 0)).all()
    scale = openings / np.maximum(asked.sum(axis=0), 1e-12)
    assert (np.abs(given_out - asked * scale) < 1 + 1e-6).all(), "each partition gets its share, rounded"


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=100)
def test_a_narrow_spread_takes_what_a_person_alone_would(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, limit, first = 6, int(rng.integers(1, 4)), float(rng.choice([0.0, 1.0]))
    worth = np.round(rng.uniform(-1.5, 1, n), 2) + np.arange(n) * 1e-3
    taken = shares(
        Options(np.zeros(n), np.arange(n), worth),
        Market(np.ones(n), np.array([limit]), np.array([first])),
        np.zeros(n),
        np.array([UNSEEN]),
        1e-4,
    )
    best = np.sort(worth)[::-1][:limit]
    alone = max(0.0, first + best[0] + np.maximum(best[1:], 0).sum())
    got = taken @ worth + first * min(1.0, taken.sum())
    assert got == pytest.approx(alone, abs=5e-3)
    assert taken.sum() <= limit + 1e-3


def test_nobody_pays_more_for_what_is_listed_than_for_what_is_not() -> None:
    options, market = Options(np.array([0]), np.array([0]), np.array([0.5])), Market(np.ones(1), np.ones(1), np.ones(1))
    dear = np.array([0.4])
    assert shares(options, market, dear, np.array([UNSEEN]), 0.01)[0] == pytest.approx(1, abs=1e-3)
    assert shares(options, market, dear, np.array([0.3]), 0.01)[0] == pytest.approx(0, abs=1e-3)
