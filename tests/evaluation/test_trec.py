"""TREC files read back what was written, and say which line is wrong."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.errors import MeasureError
from jobmatch.evaluation import evaluate, read_qrels, read_run, write_qrels, write_run

ids = st.text(st.characters(codec="utf-8", exclude_categories=("Z", "C")), min_size=1, max_size=8)
truths = st.dictionaries(ids, st.dictionaries(ids, st.integers(0, 3), min_size=1), min_size=1)


@given(qrels=truths)
def test_qrels_read_back_what_was_written(qrels, tmp_path_factory):
    path = tmp_path_factory.mktemp("trec") / "truth.qrels"
    write_qrels(qrels, path)
    assert read_qrels(path) == qrels


def test_a_run_with_ties_reads_back_in_the_order_shown(tmp_path):
    frame = pd.DataFrame({"worker_id": "W", "job_id": ["A", "B", "C"], "rank": [1, 2, 3], "score": [0.5, 0.5, 0.5]})
    write_run(frame, tmp_path / "run")
    run = read_run(tmp_path / "run")["W"]
    assert sorted(run, key=run.__getitem__, reverse=True) == ["A", "B", "C"]


def test_scores_are_kept_where_they_fall(tmp_path):
    frame = pd.DataFrame({"worker_id": "W", "job_id": ["A", "B"], "rank": [1, 2], "score": [0.5, 0.25]})
    write_run(frame, tmp_path / "run", name="ours")
    assert (tmp_path / "run").read_text(encoding="utf-8") == "W Q0 A 1 0.5 ours\nW Q0 B 2 0.25 ours\n"


@given(run=st.dictionaries(ids, st.dictionaries(ids, st.integers(-999, 999).map(lambda n: n / 4), min_size=1), min_size=1))
def test_a_mapping_reads_back_as_it_was(run, tmp_path_factory):
    path = tmp_path_factory.mktemp("trec") / "run"
    write_run(run, path)
    assert read_run(path) == run


def test_the_rank_of_a_mapping_is_by_score(tmp_path):
    write_run({"W": {"A": 0.25, "B": 0.5}}, tmp_path / "run", name="ours")
    assert (tmp_path / "run").read_text(encoding="utf-8") == "W Q0 B 1 0.5 ours\nW Q0 A 2 0.25 ours\n"


def test_half_a_grade_is_refused_and_no_file_written(tmp_path):
    with pytest.raises(MeasureError, match=r"W1, J2: 0\.5"):
        write_qrels({"W1": {"J1": 2.0, "J2": 0.5}}, tmp_path / "q")
    assert not (tmp_path / "q").exists()


def test_files_are_evaluated_by_path(tmp_path):
    (tmp_path / "q").write_text("W1 0 A 1\n\nW1 0 B 0\n", encoding="utf-8")
    (tmp_path / "r").write_text("W1 Q0 B 1 9.0 x\nW1 Q0 A 2 3.0 x\n", encoding="utf-8")
    assert evaluate(tmp_path / "r", str(tmp_path / "q"), "RR")["RR"] == 0.5


def test_every_wrong_line_is_named(tmp_path):
    (tmp_path / "q").write_text("W1 0 A 1\nW1 0 A 0\nW1 A 1\nW2 0 B viel\n", encoding="utf-8")
    with pytest.raises(MeasureError) as caught:
        read_qrels(tmp_path / "q")
    for part in ("line 2: the pair W1, A", "line 3: 3 fields", "line 4: 'viel'"):
        assert part in str(caught.value)


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_an_empty_file_is_refused(tmp_path, text):
    (tmp_path / "q").write_text(text, encoding="utf-8")
    with pytest.raises(MeasureError, match="holds no pair"):
        read_qrels(tmp_path / "q")


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(MeasureError, match="cannot be read"):
        read_run(tmp_path / "none")
