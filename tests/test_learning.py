"""Weights that were planted are found again, through position bias, and what cannot be told is said."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.errors import MeasureError
from jobmatch.learning import LearningWarning, estimate_patience, learn_weights
from jobmatch.policy import Policy
from jobmatch.terms.formula import TERM_NAMES

PLANTED = np.array([0.45, 0.25, 0.15, 0.10, 0.05])


def season(seed=0, *, n=1500, k=6, patience=0.8, planted=PLANTED, strength=6.0):
    """Lists in the order of other weights, read from the top with ``patience``, taken by the planted ones."""
    rng = np.random.default_rng(seed)
    values = rng.beta(2, 2, (n, k, len(planted)))
    order = np.argsort(-(values @ np.array([0.4, 0.3, 0.15, 0.1, 0.05])), axis=1)
    values = np.take_along_axis(values, order[:, :, None], axis=1)
    odds = strength * (values @ planted) - strength * 0.75 + rng.normal(0, 0.5, (n, 1))
    read = rng.random((n, k)) < patience ** np.arange(k)
    taken = read & (rng.random((n, k)) < 1 / (1 + np.exp(-odds)))
    frame = pd.DataFrame(values.reshape(-1, len(planted)), columns=list(TERM_NAMES))
    return frame.assign(
        worker_id=np.repeat([f"W{i}" for i in range(n)], k),
        rank=np.tile(np.arange(1, k + 1), n),
        taken=taken.ravel(),
    )


def quietly(*arguments, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LearningWarning)
        return learn_weights(*arguments, **options)


@pytest.mark.slow
def test_planted_weights_lie_within_their_intervals_in_nine_of_ten_seeds():
    covered = np.zeros(len(PLANTED))
    for seed in range(50):
        table = quietly(season(seed, n=3000)).table
        covered += (table["low"] <= PLANTED) & (table["high"] >= PLANTED)
    assert (covered / 50 >= 0.9).all(), covered


def test_intervals_shrink_with_the_data_and_the_mean_is_right():
    few, many = quietly(season(1, n=500)).table, quietly(season(1, n=8000)).table
    width = [(table["high"] - table["low"]).mean() for table in (few, many)]
    assert width[1] < width[0] / 2.5
    assert np.abs(many["weight"] - PLANTED).max() < 0.04


def test_ignoring_the_position_bias_would_mislead():
    planted = np.array([0.25, 0.55, 0.10, 0.05, 0.05])
    seen = season(3, n=6000, patience=0.5, planted=planted)
    naive, fair = quietly(seen, patience=1.0), quietly(seen)
    assert fair.patience == pytest.approx(0.5, abs=0.05)
    error = [np.abs(found.table["weight"] - planted).sum() for found in (naive, fair)]
    assert error[1] < error[0]


def test_the_result_is_a_policy_whose_weights_add_up():
    found = quietly(season(0))
    weights = [getattr(found.policy.weights, name) for name in TERM_NAMES]
    assert sum(weights) == pytest.approx(1.0)
    assert min(weights) >= 0
    assert weights == pytest.approx(list(found.table["weight"]))
    assert found.policy.min_fit == Policy().min_fit


def test_a_term_that_repels_gets_no_weight_and_a_note():
    frame = season(2)
    rng = np.random.default_rng(0)
    frame["priority"] = np.clip(rng.random(len(frame)) - 0.3 * frame["taken"], 0, 1)
    with pytest.warns(LearningWarning, match="priority: no sign that it matters"):
        found = learn_weights(frame)
    assert found.policy.weights.priority == 0.0


def test_a_term_that_never_varies_keeps_its_weight_and_is_named():
    with pytest.warns(LearningWarning, match="pay: the same for all jobs shown"):
        found = learn_weights(season(2).assign(pay=0.5))
    assert found.policy.weights.pay == pytest.approx(Policy().weights.pay)
    assert sum(found.table["weight"]) == pytest.approx(1.0)
    assert not found.table.set_index("term").loc["pay", "learned"]


def test_few_outcomes_are_said():
    with pytest.warns(LearningWarning, match="only .* jobs were taken"):
        learn_weights(season(0, n=40))


def test_row_order_and_ids_do_not_matter():
    frame = season(4, n=400)
    shuffled = frame.sample(frac=1, random_state=1)
    one, other = quietly(frame).table, quietly(shuffled).table
    assert one["weight"].to_numpy() == pytest.approx(other["weight"].to_numpy(), abs=1e-4)


@settings(max_examples=12)
@given(st.floats(0.3, 1.0), st.integers(0, 5))
def test_patience_is_found(patience, seed):
    rng = np.random.default_rng(seed)
    n, k = 2000, 5
    place = np.tile(np.arange(1, k + 1), n)
    taken = rng.random(n * k) < 0.3 * patience ** (place - 1)
    found = estimate_patience(rng.random((n * k, 1)), place.astype(float), taken)
    assert found == pytest.approx(patience, abs=0.1)


@pytest.mark.parametrize(
    ("change", "options", "said"),
    [
        (lambda f: f.drop(columns=["rank", "pay"]), {}, "(?s)'rank' is missing.*'pay' is missing"),
        (lambda f: f.assign(fit="viel"), {}, "'fit': .* values are no numbers"),
        (lambda f: f.assign(taken=pd.NA), {}, "'taken': .* unknown"),
        (lambda f: f.assign(rank=0), {}, "places count from 1"),
        (lambda f: f.assign(taken=False), {}, "nothing can be learned"),
        (lambda f: f, {"patience": 0.0}, r"must lie in \(0, 1\]"),
        (lambda f: f.assign(charm=0.1), {"terms": ["fit", "charm"]}, "'charm' is unknown; known: fit"),
    ],
)
def test_outcomes_that_cannot_be_learned_from_are_refused(change, options, said):
    with pytest.raises(MeasureError, match=said):
        learn_weights(change(season(0, n=30)), **options)
