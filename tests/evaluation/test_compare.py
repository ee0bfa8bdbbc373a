"""Intervals cover, tests keep their level and find what is there, letters and tables say it."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from jobmatch.errors import MeasureError
from jobmatch.evaluation import Draws, EvaluationWarning, compare, evaluate
from jobmatch.evaluation.compare import holm

pytestmark = pytest.mark.filterwarnings("ignore::jobmatch.evaluation.EvaluationWarning")
QUICK = Draws(bootstrap=300, randomisation=499)


def world(n=120, seed=0, good=0.8, poor=0.4):
    """Two systems that put the right one of three jobs first with chance ``good`` and ``poor``."""
    rng = np.random.default_rng(seed)
    truth = {f"W{i}": {"J0": 1} for i in range(n)}

    def run(chance):
        first = rng.random(n) < chance
        return {f"W{i}": {"J0": 1.0 if first[i] else 0.0, "J1": 0.5, "J2": 0.4} for i in range(n)}

    return {"good": run(good), "poor": run(poor)}, truth


@pytest.mark.parametrize(
    ("runs", "said"),
    [([{"W1": {"J0": 1.0}}], r"runs: takes {name: run}, got list"), ({"a": {}}, "run 'a': .*\n.*holds no pair"), ({}, "none was given")],
)
def test_the_run_that_cannot_be_compared_is_named(runs, said):
    with pytest.raises(MeasureError, match=said):
        compare(runs, {"W1": {"J0": 1}}, ["RR"], draws=QUICK)


def test_values_are_those_of_evaluate():
    runs, truth = world()
    table = compare(runs, truth, ["RR", "P@1"], draws=QUICK).table.set_index(["run", "measure"])
    for name, run in runs.items():
        for measure, value in evaluate(run, truth, ["RR", "P@1"]).items():
            assert table.loc[(name, measure), "value"] == pytest.approx(value)


def test_intervals_are_those_of_a_share():
    runs, truth = world(n=400)
    table = compare(runs, truth, ["P@1"], draws=Draws(bootstrap=2000, randomisation=9)).table
    for row in table.itertuples():
        half = 1.96 * np.sqrt(row.value * (1 - row.value) / 400)
        assert [row.low, row.high] == pytest.approx([row.value - half, row.value + half], abs=0.01)


def test_a_real_difference_gets_its_letter_and_none_gets_none():
    runs, truth = world()
    runs["again"] = runs["good"]
    found = compare(runs, truth, ["RR"], draws=QUICK)
    assert list(found.table["better_than"]) == ["b", "", "b"]
    p = found.tests.set_index(["run", "other"])["p_holm"]
    assert p[("good", "poor")] == pytest.approx(3 / 500)
    assert p[("good", "again")] == 1.0


def test_where_less_is_better_the_letter_goes_to_the_lower():
    rng = np.random.default_rng(1)
    frames = {}
    for name, km in (("near", 5.0), ("far", 9.0)):
        frames[name] = pd.DataFrame(
            {"worker_id": [f"W{i}" for i in range(60)], "job_id": f"J{name}", "rank": 1,
             "distance_km": rng.exponential(km, 60), "tier": "town", "openings": 10}
        )  # fmt: skip
    found = compare(frames, None, ["MeanKm@1", "OverSubscription@1"], pairs=frames, draws=QUICK)
    assert list(found.table.query("measure == 'MeanKm@1'")["better_than"]) == ["b", ""]
    assert list(found.table.query("measure == 'OverSubscription@1'")["value"]) == pytest.approx([50 / 60] * 2)


def test_the_randomisation_test_keeps_its_level():
    p_values = []
    for seed in range(40):
        runs, truth = world(n=40, seed=seed, good=0.6, poor=0.6)
        p_values.append(compare(runs, truth, ["RR"], draws=Draws(bootstrap=10, randomisation=199)).tests["p"][0])
    assert stats.binomtest(int((np.array(p_values) < 0.05).sum()), 40, 0.05, "greater").pvalue > 0.01


def test_the_randomisation_test_agrees_with_scipy():
    runs, truth = world(n=60, good=0.75, poor=0.6)
    ours = compare(runs, truth, ["RR"], draws=Draws(bootstrap=10, randomisation=4000)).tests["p"][0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", EvaluationWarning)
        values = [evaluate(run, truth, "RR").per_worker["RR"].to_numpy() for run in runs.values()]
    theirs = stats.permutation_test(values, lambda x, y: np.mean(x) - np.mean(y), permutation_type="samples", n_resamples=4000, rng=1)
    assert ours == pytest.approx(theirs.pvalue, abs=0.03)


def test_measures_of_the_whole_market_are_tested_too():
    n = 60
    one = pd.DataFrame({"worker_id": [f"W{i}" for i in range(n)], "job_id": "J0", "rank": 1})
    spread = one.assign(job_id=[f"J{i % 20}" for i in range(n)])
    runs = {"all on one": one, "spread": spread}
    found = compare(runs, None, ["Gini@1", "Coverage@1"], pairs=runs, draws=QUICK)
    gini = found.table.query("measure == 'Gini@1'").set_index("run")
    assert gini.loc["all on one", "value"] == pytest.approx(0.95)
    assert gini.loc["spread", "value"] == pytest.approx(0.0, abs=1e-12)
    assert gini.loc["spread", "better_than"] == "a"


def test_a_run_against_pairs_by_name_and_missing_ones_are_said():
    runs, truth = world(n=5)
    with pytest.raises(MeasureError, match="missing for the runs"):
        compare(runs, truth, ["MeanKm@1"], pairs={"good": runs["good"]}, draws=QUICK)
    with pytest.raises(MeasureError, match="none was given"):
        compare({}, truth, ["RR"])
    with pytest.raises(MeasureError, match="unknown"):
        compare(runs, truth, ["Karma"])


def test_the_tables_read():
    runs, truth = world()
    found = compare(runs, truth, ["RR", "P@1"], draws=QUICK)
    lines = found.to_markdown(digits=2).splitlines()
    assert lines[0] == "| | run | RR | P@1 |"
    assert lines[2].startswith("| a | good | 0.") and "<sup>b</sup>" in lines[2]
    assert len({line.count("|") for line in lines}) == 1
    latex = found.to_latex()
    assert latex.startswith(r"\begin{tabular}{llrr}") and r"$^{b}$" in latex and latex.count(r"\\") == 3
    assert repr(found) == found.to_markdown()


def test_the_same_seed_gives_the_same_table():
    runs, truth = world(n=30)
    assert compare(runs, truth, ["RR"], draws=QUICK).table.equals(compare(runs, truth, ["RR"], draws=QUICK).table)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_never_lowers_a_p_value_and_keeps_the_order(raw):
    p = np.array(raw)
    corrected = holm(p)
    assert (corrected >= p - 1e-15).all() and (corrected <= 1).all()
    order = np.argsort(p, kind="stable")
    assert (np.diff(corrected[order]) >= -1e-15).all()
    assert corrected.min() == pytest.approx(min(1, p.min() * len(p)))
