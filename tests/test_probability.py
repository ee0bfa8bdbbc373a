"""The chance behind a score: right on average, corrected for the place, saved as plain JSON."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from jobmatch.errors import MeasureError, StoreError
from jobmatch.learning import learn_probability, load_probability, save_probability

POINTS = np.array([0.2, 0.5, 0.8])
TRUTH = 1 / (1 + np.exp(-(4 * POINTS - 3)))


def outcomes(n=20_000):
    """Jobs at places 1 to 5, each read with chance .8 less than the one above it."""
    rng = np.random.default_rng(5)
    score, place = rng.random(n), rng.integers(1, 6, n)
    taken = (rng.random(n) < 1 / (1 + np.exp(-(4 * score - 3)))) & (rng.random(n) < 0.8 ** (place - 1))
    return pd.DataFrame({"score": score, "rank": place, "taken": taken})


@pytest.mark.parametrize(("method", "within"), [("logistic", 0.03), ("isotonic", 0.06)])
def test_the_chance_of_a_score_is_calibrated_to_the_first_place(method, within):
    frame = outcomes()
    fair, naive = (learn_probability(frame, patience=p, method=method) for p in (0.8, 1.0))
    assert fair(POINTS) == pytest.approx(TRUTH, abs=within)
    assert (naive(POINTS) < TRUTH - 0.02).all()


@pytest.mark.parametrize("method", ["logistic", "isotonic"])
def test_the_chance_never_falls_with_the_score_and_is_saved(method, tmp_path):
    chance = learn_probability(outcomes(3000), patience=0.8, method=method)
    grid = np.linspace(-1, 2, 50)
    assert (np.diff(chance(grid)) >= 0).all()
    assert ((chance(grid) >= 0) & (chance(grid) <= 1)).all()
    assert load_probability(save_probability(chance, tmp_path / "chance.json")) == chance


def test_a_file_of_something_else_is_refused(tmp_path):
    (tmp_path / "other.json").write_text('{"kind": "Path"}', encoding="utf-8")
    for name in ("other.json", "missing.json"):
        with pytest.raises(StoreError, match="holds no saved probability"):
            load_probability(tmp_path / name)


def test_a_chance_from_nothing_is_refused():
    with pytest.raises(MeasureError, match="everything or nothing"):
        learn_probability(pd.DataFrame({"score": [0.1], "rank": [1], "taken": [True]}))
    with pytest.raises(MeasureError, match="known: logistic, isotonic"):
        learn_probability(outcomes(10), method="magic")
