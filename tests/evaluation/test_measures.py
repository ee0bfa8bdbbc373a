"""Our relevance measures are those of ir_measures; our market measures are those of a hand count."""

from __future__ import annotations

import time
import warnings

import ir_measures
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch import Matcher
from jobmatch.errors import MeasureError
from jobmatch.evaluation import MEASURES, EvaluationWarning, compare, evaluate
from jobmatch.evaluation.market import gini_of

PEERS = {
    "nDCG@1": "nDCG@1", "nDCG@10": "nDCG@10", "nDCG": "nDCG", "AP": "AP", "AP@3": "AP@3", "RR": "RR",
    "RR@3": "RR@3", "Recall@5": "R@5", "P@3": "P@3", "Hit@2": "Success@2", "RPrec": "Rprec",
}  # fmt: skip

worker_ids = st.sampled_from(["W1", "W2", "W10", "甲", "w1"])
job_ids = st.sampled_from(["J1", "J2", "J10", "j1", "缝纫", "é", "J03", "Z", "0", "J1a"])
scores = st.one_of(st.sampled_from([0.0, 0.5, 1.0]), st.floats(-1e3, 1e3, width=32), st.floats(0.5, 0.5000001))
runs = st.dictionaries(worker_ids, st.dictionaries(job_ids, scores, min_size=1), min_size=1)
truths = st.dictionaries(worker_ids, st.dictionaries(job_ids, st.integers(0, 3), min_size=1), min_size=1)


def quietly(*arguments, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", EvaluationWarning)
        return evaluate(*arguments, **options)


def theirs(run, qrels, names):
    measures = {name: ir_measures.parse_measure(PEERS[name]) for name in names}
    found = ir_measures.calc(list(measures.values()), qrels, run)
    single = {(value.query_id, value.measure): value.value for value in found.per_query}
    aggregate = {name: found.aggregated[measure] for name, measure in measures.items()}
    return aggregate, {name: {q: single[q, m] for q in qrels if (q, m) in single} for name, m in measures.items()}


@given(run=runs, qrels=truths)
def test_relevance_measures_equal_ir_measures_on_random_runs_with_ties(run, qrels):
    if not set(run) & set(qrels):
        with pytest.raises(MeasureError, match="no worker in common"):
            evaluate(run, qrels, ["AP"])
        return
    ours = quietly(run, qrels, list(PEERS))
    aggregate, single = theirs(run, qrels, list(PEERS))
    for name in PEERS:
        assert ours[name] == pytest.approx(aggregate[name], abs=1e-9), name
        for worker, value in single[name].items():
            assert ours.per_worker.loc[worker, name] == pytest.approx(value, abs=1e-9), (name, worker)


def test_a_large_random_run_equals_ir_measures():
    rng = np.random.default_rng(3)
    run = {f"W{w}": {f"J{j}": round(float(rng.random()), 2) for j in rng.choice(400, 60, False)} for w in range(80)}
    qrels = {f"W{w}": {f"J{j}": int(rng.integers(0, 3)) for j in rng.choice(400, 25, False)} for w in range(80)}
    ours, (aggregate, _) = quietly(run, qrels, list(PEERS)), theirs(run, qrels, list(PEERS))
    assert dict(ours) == pytest.approx(aggregate)


def test_a_frame_with_ranks_is_taken_in_the_order_shown_whatever_the_scores_say():
    frame = pd.DataFrame({"worker_id": "W", "job_id": ["A", "B"], "rank": [2, 1], "score": [0.9, 0.1]})
    assert evaluate(frame, {"W": {"B": 1}}, ["RR"])["RR"] == 1.0
    assert quietly(frame.drop(columns="rank"), {"W": {"B": 1}}, ["RR"])["RR"] == 0.5


def test_anything_with_to_frame_is_a_run():
    class Result:
        def to_frame(self) -> pd.DataFrame:
            return pd.DataFrame({"worker_id": ["W"], "job_id": ["B"], "rank": [1], "score": [0.1]})

    assert evaluate(Result(), {"W": {"B": 1}}, "P@1")["P@1"] == 1.0


@pytest.fixture
def market() -> pd.DataFrame:
    """Three workers; A has one opening, B two, C and D one."""
    return pd.DataFrame(
        {
            "worker_id": ["W1", "W1", "W1", "W2", "W2", "W3"],
            "job_id": ["A", "B", "C", "A", "C", "A"],
            "rank": [1, 2, 3, 1, 2, 1],
            "distance_km": [2.0, 4.0, 90.0, 10.0, 20.0, np.nan],
            "tier": ["town", "county", "province", "town", "home", None],
            "openings": [1, 2, 1, 1, 1, 1],
            "eligible": [True, False, None, True, True, False],
            "sex": ["female", "female", "female", "male", "male", "male"],
            "counterfactual_rank": [1, 5, 2, 2, 1, 1],
        }
    )


@pytest.mark.filterwarnings("ignore::jobmatch.evaluation.EvaluationWarning")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MeanKm@2", (3.0 + 15.0) / 2),
        ("MeanKm", (32.0 + 15.0) / 2),
        ("MedianKm@2", (4.0 + 10.0) / 2),
        ("MedianKm", 10.0),
        ("LocalShare@2", (0.5 + 1.0) / 2),
        ("TierShare(county)@2", (0.5 + 0.0) / 2),
        ("Served@2", 2 / 3),
        ("Unplaced", 0.0),
        ("Coverage@1", 1 / 3),
        ("Coverage@2", 1.0),
        ("Gini@1", 2 / 3),
        ("Congestion@1", 1.0),
        ("OverSubscription@1", 2 / 3),
        ("OverSubscription@2", 2 / 5),
        ("FillRate@1", 1 / 4),
        ("FillRate@2", 3 / 4),
        ("EligibilityViolations@2", 2.0),
        ("EligibilityViolations@1", 1.0),
        ("CounterfactualChange@2", (0.5 + 0.0 + 0.0) / 3),
        ("Coverage(workers)@1", 2 / 3),
    ],
)
def test_market_measures_are_those_of_a_hand_count(market, name, value):
    assert evaluate(market, None, [name], pairs=market)[name] == pytest.approx(value)


@pytest.mark.filterwarnings("ignore::jobmatch.evaluation.EvaluationWarning")
def test_a_result_knows_itself_which_of_its_pairs_are_refused():
    jobs = pd.DataFrame({"job_id": ["J1", "J2"], "title": ["保安员"] * 2, "age_max": [40, 60]})
    people = pd.DataFrame({"worker_id": ["W1", "W2"], "wanted_occupation": ["保安"] * 2, "age": [50, None]})
    mine = Matcher(jobs).recommend(people)
    theirs = mine.of_pairs(pd.DataFrame({"worker_id": ["W1", "W1", "W2"], "job_id": ["J1", "J2", "J1"]}))
    measure = "EligibilityViolations"
    assert [evaluate(run, None, [measure], pairs=run)[measure] for run in (mine, theirs)] == [0.0, 1.0]
    both = compare({"mine": mine, "theirs": theirs}, None, [measure], pairs={"mine": mine, "theirs": theirs})
    assert both.table["value"].tolist() == [0.0, 1.0]


@pytest.mark.filterwarnings("ignore::jobmatch.evaluation.EvaluationWarning")
def test_exposure_ratio_compares_the_attention_of_groups(market):
    # Employers' lists: A: W1, W2, W3 (ranks tie, by id); B: W1; C: W2 (rank 2), W1 (rank 3).
    female = 1 + 1 + 1 / np.log2(3)
    male = (1 / np.log2(3) + 1 / np.log2(4) + 1) / 2
    found = evaluate(market, None, ["ExposureRatio(sex)"], pairs=market)["ExposureRatio(sex)"]
    assert found == pytest.approx(male / female)


@pytest.mark.filterwarnings("ignore::jobmatch.evaluation.EvaluationWarning")
def test_tier_share_without_a_tier_gives_all_tiers_and_they_add_up(market):
    shares = evaluate(market, None, ["TierShare@3"], pairs=market)
    assert len(shares) == 8
    assert sum(shares.values()) == pytest.approx(1.0)


@pytest.mark.filterwarnings("ignore::jobmatch.evaluation.EvaluationWarning")
def test_pairs_that_nothing_is_known_of_are_left_out_of_what_is_counted_of_pairs(market):
    known = market[market["worker_id"] != "W2"]
    some = evaluate(market, None, ["MeanKm", "LocalShare@2", "Congestion@1"], pairs=known)
    assert [some["MeanKm"], some["LocalShare@2"]] == pytest.approx([32.0, 0.5])
    assert some["Congestion@1"] == evaluate(market, None, ["Congestion@1"], pairs=market)["Congestion@1"]


def test_workers_of_the_truth_without_a_list_are_unplaced():
    with pytest.warns(EvaluationWarning):
        found = evaluate({"W1": {"A": 1.0}}, {"W1": {"A": 1}, "W2": {"A": 1}}, ["Unplaced"], pairs={"W1": {"A": 1}})
    assert found["Unplaced"] == 0.5


@given(st.lists(st.integers(0, 50), min_size=1, max_size=30).filter(any), st.integers(2, 5))
def test_gini_lies_between_0_and_1_ignores_scale_and_order(exposure, factor):
    row = np.array([exposure], dtype=float)
    gini = gini_of(row)[0]
    assert -1e-12 <= gini < 1
    assert gini_of(row * factor)[0] == pytest.approx(gini)
    assert gini_of(row[:, ::-1])[0] == pytest.approx(gini)


@given(run=runs, seed=st.integers(0, 99))
def test_shuffled_rows_change_nothing(run, seed):
    frame = pd.DataFrame(
        [(w, j, s) for w, jobs in run.items() for j, s in jobs.items()],
        columns=["worker_id", "job_id", "score"],
    )
    qrels = {worker: dict.fromkeys(list(jobs)[:2], 1) for worker, jobs in run.items()}
    shuffled = frame.sample(frac=1, random_state=seed)
    assert dict(quietly(frame, qrels, list(PEERS))) == dict(quietly(shuffled, qrels, list(PEERS)))


RUN = {"W1": {"A": 0.5, "B": 0.25}}
QRELS = {"W1": {"A": 1}}
PAIRS = pd.DataFrame({"worker_id": ["W1"], "job_id": ["A"], "distance_km": [3.0]})


@pytest.mark.parametrize(
    ("run", "qrels", "measures", "pairs", "said"),
    [
        (RUN, QRELS, ["nDCG@0"], None, "k is '0'"),
        (RUN, QRELS, ["P@-1"], None, "k is '-1'"),
        (RUN, QRELS, ["P@five"], None, "k is 'five'"),
        (RUN, QRELS, ["P"], None, "needs a k"),
        (RUN, QRELS, ["RPrec@5"], None, "takes no k"),
        (RUN, QRELS, ["nDGC@10", "Foo"], None, "(?s)nDGC@10.*Foo.*known: nDCG, AP"),
        (RUN, QRELS, ["TierShare(moon)@5"], None, "may be home, village"),
        (RUN, QRELS, [], None, "no measure"),
        (RUN, QRELS, ["AP", "MeanKm@5", "Gini@5"], None, "MeanKm@5, Gini@5: pairs= is needed"),
        (RUN, None, ["AP", "RR"], None, "AP, RR: qrels are needed"),
        (RUN, QRELS, ["MeanKm@5", "FillRate"], RUN, "(?s)distance_km.*openings"),
        ({}, QRELS, ["AP"], None, "run: holds no pair"),
        ({"W1": {}}, QRELS, ["AP"], None, "run: holds no pair"),
        (RUN, {}, ["AP"], None, "qrels: holds no pair"),
        ({"W1": {"A": float("nan")}}, QRELS, ["AP"], None, "score that is no number, e.g. W1, A"),
        (RUN, {"W1": {"A": float("inf")}}, ["AP"], None, "relevance that is no number"),
        (RUN, {"W9": {"A": 1}}, ["AP"], None, "no worker in common"),
        (RUN, QRELS, ["MeanKm"], {"W9": {"A": 1}}, "hold none of the pairs"),
        (RUN, QRELS, None, None, "got NoneType"),
        (RUN, QRELS, ["MeanKm"], PAIRS.assign(distance_km="x"), "distance_km 'x' is no number from 0, e.g. W1, A"),
        (RUN, QRELS, ["MeanKm"], PAIRS.assign(openings=-1), "openings -1 is no number from 0"),
        (RUN, QRELS, ["MeanKm"], PAIRS.assign(tier="moon"), "'moon'.* are no tiers; known: home, village"),
        (["W1"], QRELS, ["AP"], None, "takes Matches"),
        ({"W1": ["A"]}, QRELS, ["AP"], None, "a mapping must be"),
        (pd.DataFrame({"worker_id": ["W1"]}), QRELS, ["AP"], None, "rank or score"),
    ],
)
def test_what_cannot_be_evaluated_is_refused_and_said(run, qrels, measures, pairs, said):
    with pytest.raises(MeasureError, match=said):
        evaluate(run, qrels, measures, pairs=pairs)


def test_duplicate_pairs_and_ranks_are_refused_all_at_once():
    run = pd.DataFrame({"worker_id": ["W", "W"], "job_id": ["A", "A"], "score": [1.0, 2.0]})
    qrels = pd.DataFrame({"worker_id": ["W", "W"], "job_id": ["B", "B"], "relevance": [1, 0]})
    with pytest.raises(MeasureError, match=r"(?s)run: 1 pairs stand there twice, e.g. W, A.*qrels: 1 pairs"):
        evaluate(run, qrels, ["AP"])


def test_repeated_ranks_are_refused_and_lists_of_workers_are_told_apart():
    run = pd.DataFrame({"worker_id": ["W", "W"], "job_id": ["A", "B"], "rank": 1, "score": [1.0, 2.0]})
    with pytest.raises(MeasureError, match="holds lists of workers"):
        evaluate(run, {"W": {"A": 1}}, ["AP"])
    with pytest.raises(MeasureError, match=r"1 rows repeat a rank, e\.g\. W, B"):
        evaluate(pd.concat([run, run.assign(worker_id="V", rank=[1, 2])]), {"W": {"A": 1}}, ["AP"])
    assert evaluate(run.drop(columns="rank"), {"W": {"A": 1}}, ["RR"])["RR"] == 0.5


def test_unknown_ids_and_constant_scores_are_said_and_noted():
    run = {"W1": {"A": 0.5, "B": 0.5}, "W3": {"A": 1.0}}
    with pytest.warns(EvaluationWarning) as caught:
        result = evaluate(run, {"W1": {"A": 1, "Z": 1}, "W2": {"A": 1}, "W4": {"A": 0}}, ["Recall@5"])
    notes = "\n".join(result.notes)
    assert notes == str(caught[0].message)
    for part in (
        "2 workers of the qrels have no list",
        "(W2, W4)",
        "(W3)",
        "1 jobs of the qrels",
        "(Z)",
        "one score",
    ):
        assert part in notes
    assert result["Recall@5"] == pytest.approx(0.5 / 3)
    assert "note: " in repr(result)


def test_every_known_measure_has_a_name_that_reads_back():
    assert {"nDCG", "AP", "RR", "Recall", "P", "Hit", "RPrec", "MeanKm", "MedianKm", "LocalShare"} < set(MEASURES)


def test_a_million_pairs_take_two_seconds():
    rng = np.random.default_rng(0)
    n, k = 20_000, 50
    frame = pd.DataFrame(
        {
            "worker_id": np.repeat([f"W{i}" for i in range(n)], k),
            "job_id": np.char.add("J", np.argsort(rng.random((n, 2 * k)))[:, :k].ravel().astype(str)),
            "score": rng.random(n * k),
            "distance_km": rng.random(n * k) * 100,
            "tier": rng.choice(["town", "county"], n * k),
        }
    )
    qrels = frame.sample(frac=0.05, random_state=1)[["worker_id", "job_id"]].assign(relevance=1)
    names = [
        "nDCG@10",
        "AP",
        "RR",
        "Recall@50",
        "P@5",
        "RPrec",
        "MeanKm@5",
        "LocalShare@5",
        "Gini@5",
        "Congestion@5",
    ]
    started = time.process_time()
    quietly(frame, qrels, names, pairs=frame)
    assert time.process_time() - started < 4  # 2 s on an idle machine; processor time, for machines are shared
