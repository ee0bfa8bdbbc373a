"""What a program hands over wrongly is refused in one message, never taken for something else."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch import EncoderError, Jobs, Ledger, LedgerError, Matcher, Policy, PolicyError, TableError, Workers, read_jobs
from jobmatch.fallback import Records
from jobmatch.language.encoders import adopt
from jobmatch.ledger import Entry
from jobmatch.policy import NearnessRules, Weights

NAN = float("nan")


def jobs(**columns: Any) -> Jobs:
    return Jobs(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工", "保安"], **columns}))


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("referred", [-5, 3], "row 1: -5"),
        ("openings", [2.5, 3], "no whole number"),
        ("openings", [2, -3], "row 2: -3"),
        ("valid_until", ["2026-03-01", "0206-03-01"], "row 2: the year is not between 1900 and 9999"),
        ("pay_min", [3_000_000, 3000], "row 1: 3000000"),
        ("pay_max", [4000, -1], "row 2: -1"),
        ("age_max", [200, 50], "row 1: 200"),
        ("education_min", [2, 9], "row 2: 9"),
        ("work_lat", [31, 109.5], "row 2: 109.5"),
        ("valid_until", [20260301, 20260401], "not a date"),
        ("title", ["缝纫工", None], "row 2 is empty"),
        ("pay_min", [np.inf, 1], "infinite"),
        ("pay_min", [3000, "面议"], "row 2: '面议' is no number"),
        ("openings", [3, 2**63], "row 2: .* too large"),
        ("phone", [13800000001, 5.00236197903150120e17], "row 2: .*last digits.* as text"),
        ("valid_from", ["2026-03-01", "2026-02-30"], "row 2: no date"),
        ("certificates_required", ["电工证", ["焊工证"]], "row 2: a list is no text"),
        ("flags", ["sex_limit", 3], "row 2: 3 is no list of codes"),
        ("flags", ["sex_limit", "odd"], "row 2: .'odd'. not among"),
    ],
)
def test_a_number_beyond_its_bounds_is_named(column: str, values: list[Any], said: str) -> None:
    with pytest.raises(TableError, match=f"(?s){column}.*{said}"):
        jobs(**{column: values})


@pytest.mark.parametrize("answer", ["是", "yes", "True", 2, 0.5])
def test_an_answer_that_is_neither_true_nor_false_is_named(answer: Any) -> None:
    with pytest.raises(TableError, match=r"willing.*row 2: .* is neither True nor False"):
        Workers(pd.DataFrame({"worker_id": ["W1", "W2"], "willing": pd.Series([None, answer], dtype=object)}))


@pytest.mark.parametrize("thing", [[{"worker_id": "W1"}], {"worker_id": ["W1"]}, pd.Series(["W1"]), None, "workers.xlsx"])
def test_what_is_no_frame_is_refused_plainly(thing: Any) -> None:
    for make in (Workers, Jobs):
        with pytest.raises(TableError, match=rf"takes a pandas DataFrame, got {type(thing).__name__}"):
            make(thing)


def test_days_of_several_notations_and_time_zones_are_days_by_their_own_clock() -> None:
    days = [
        "1980-01-02",
        "1980/1/3",
        date(1980, 1, 4),
        pd.Timestamp("1980-01-05 23:30", tz="Asia/Shanghai"),
        pd.Timestamp("1980-01-06", tz="UTC"),
        None,
    ]
    frame = pd.DataFrame({"worker_id": list("abcdef"), "birth_date": pd.Series(days, dtype=object)})
    expected = [pd.Timestamp(1980, 1, day) for day in range(2, 7)]
    assert Workers(frame).frame["birth_date"].tolist()[:5] == expected
    assert Workers(frame).frame["birth_date"].isna().tolist() == [False] * 5 + [True]
    assert (
        Workers(frame.iloc[:2].assign(birth_date=pd.to_datetime(["1980-01-02 15:00"] * 2))).frame["birth_date"].tolist() == expected[:1] * 2
    )


def test_a_column_that_stands_twice_is_refused() -> None:
    with pytest.raises(TableError, match="'age' stands there 2 times"):
        Workers(pd.DataFrame([["W1", 30, 40]], columns=["worker_id", "age", "age"]))


def test_codes_that_pandas_made_floats_are_codes_again() -> None:
    workers = Workers(pd.DataFrame({"worker_id": ["a", "b"], "home_code": [500236.0, NAN]}))
    assert workers.frame["home_code"].fillna("").tolist() == ["500236", ""]


@pytest.mark.parametrize("k", [-1, True, 1.5, "3", None, NAN])
def test_a_list_length_that_is_none_is_refused(k: Any) -> None:
    with pytest.raises(PolicyError, match="k "):
        Matcher(jobs()).recommend(pd.DataFrame({"worker_id": ["W1"]}), k=k)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Policy(first_job=NAN),
        lambda: Policy(min_fit="a"),  # type: ignore[arg-type]
        lambda: Policy(nearness=NearnessRules(near_km=-1)),
        lambda: Policy(nearness=NearnessRules(near_km=50, max_km=40)),
        lambda: Policy(nearness=NearnessRules(away=5)),
        lambda: Policy(nearness=NearnessRules(away_near=-0.1)),  # the farther the better: a search that bounds by distance would miss it
        lambda: Policy(weights=Weights(fit=NAN)),
        lambda: Policy(weights={"fit": 1}),  # type: ignore[arg-type]
        lambda: Policy(as_of="2026-03-01"),  # type: ignore[arg-type]
        lambda: Policy(as_of=date(9999, 12, 31)),
        lambda: Policy(as_of=date(26, 3, 1)),
        lambda: Policy().with_locality("near"),  # type: ignore[arg-type]
        lambda: Policy(name=None),  # type: ignore[arg-type]
        lambda: Policy.from_dict([1]),  # type: ignore[arg-type]
        lambda: Policy.from_dict({"name": 3}),
        lambda: Policy(locality="near"),  # type: ignore[arg-type]
        lambda: Policy(locality=1.01),
        lambda: Policy(locality=-0.01),
        lambda: Policy(locality=NAN),
        lambda: Policy(locality=True),
        lambda: Matcher(jobs(), policy={}),  # type: ignore[arg-type]
    ],
)
def test_a_policy_that_cannot_hold_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(PolicyError):
        make()


@given(locality=st.floats(0, 1), first=st.floats(0, 1))
def test_locality_is_a_field_like_any_other(locality: float, first: float) -> None:
    policy = Policy(locality=locality)
    assert policy == Policy().with_locality(locality) == Policy.from_dict({"locality": locality})
    assert policy.locality == pytest.approx(locality)
    assert policy.weights.nearness == pytest.approx(0.6 * locality)
    others = policy.weights.fit, policy.weights.pay, policy.weights.conditions, policy.weights.priority
    assert sum(others) == pytest.approx(1 - 0.6 * locality)
    assert [other / policy.weights.fit for other in others] == pytest.approx([1, 0.375, 0.25, 0.125])
    assert Policy.from_dict(policy.to_dict()) == policy
    turned = replace(Policy(locality=first), locality=locality)
    assert [turned.weights.nearness, turned.weights.pay] == pytest.approx([policy.weights.nearness, policy.weights.pay])
    assert replace(policy, weights=Weights()).locality == pytest.approx(0.5)
    assert copy.deepcopy(policy).locality == policy.locality == replace(policy, min_fit=0.2).locality


@pytest.mark.parametrize("rows", ["words", [["a"], ["b"]], [[1.0], [1.0, 2.0]], np.zeros((2, 0)), np.ones(2)])
def test_rows_of_no_width_are_refused(rows: Any) -> None:
    class Odd:
        def encode(self, texts: list[str]) -> Any:
            return rows

    with pytest.raises(EncoderError, match=r"Odd\.encode"):
        adopt(Odd()).encode(["缝纫工", "保安"])


def test_history_is_a_table() -> None:
    twice = pd.DataFrame([["W1", "J1", "J2"]], columns=["worker_id", "job_id", "job_id"])
    for history in ([("W1", "J1")], twice):
        with pytest.raises(TableError, match="history"):
            Matcher(jobs()).recommend(pd.DataFrame({"worker_id": ["W1"]}), history=history)  # type: ignore[arg-type]


@pytest.mark.parametrize("outcome", ["refused", "本人不愿意"])
def test_an_outcome_that_is_none_is_refused_with_those_there_are(outcome: str) -> None:
    history = pd.DataFrame({"worker_id": ["W1", "W1"], "job_id": ["J1", "J2"], "outcome": ["hired", outcome]})
    with pytest.raises(TableError, match=f"{outcome}.*declined"):
        Matcher(jobs()).recommend(pd.DataFrame({"worker_id": ["W1"]}), history=history)


def test_more_jobs_than_there_are_can_be_asked_for_by_every_question() -> None:
    matcher, people = Matcher(jobs(openings=[1, 2])), pd.DataFrame({"worker_id": ["W1"]})
    for many in (10**9, 10**30):
        assert len(matcher.recommend(people, many)) == len(matcher.recommend_workers(people, many)) == 2
        assert len(matcher.allocate(people, many)) == 2


@pytest.mark.parametrize("tolerance", ["x", True, -0.1, 1, NAN])
def test_a_tolerance_that_is_none_is_refused(tolerance: Any) -> None:
    with pytest.raises(PolicyError, match="tolerance"):
        Matcher(jobs()).allocate(pd.DataFrame({"worker_id": ["W1"]}), tolerance=tolerance)


@pytest.mark.parametrize("ids", [None, 5])
def test_what_is_no_list_of_ids_removes_nothing(ids: Any) -> None:
    matcher = Matcher(jobs())
    with pytest.raises(TableError, match=f"得到 {ids}"):
        matcher.remove(ids)
    assert len(matcher) == 2


@pytest.mark.parametrize("choice", [{"as_of": 20260301}, {"context": "999999"}, {"context": "奉节县"}])
def test_a_day_or_office_that_does_not_exist_is_refused(tmp_path: Any, choice: dict[str, Any]) -> None:
    path = tmp_path / "jobs.csv"
    path.write_text("单位名称,岗位名称,招聘人数\n甲,保安,2\n", encoding="utf-8")
    with pytest.raises(TableError, match=str(next(iter(choice.values())))):
        read_jobs(path, **choice)


@pytest.mark.parametrize("where", ["nowhere/list.xlsx", "."])
def test_a_workbook_that_has_no_place_is_refused_by_name(tmp_path: Any, where: str) -> None:
    matches = Matcher(jobs()).recommend(pd.DataFrame({"worker_id": ["W1"]}))
    with pytest.raises(OSError, match="文件夹不存在"):
        matches.to_excel(tmp_path / where)


def test_a_flag_is_one_or_nothing() -> None:
    with pytest.raises(TableError, match="row 2: 2 is neither True nor False"):
        Workers(pd.DataFrame({"worker_id": ["W1", "W2"], "willing": [1, 2]}))
    assert Workers(pd.DataFrame({"worker_id": ["W1", "W2"], "willing": [1.0, NAN]})).frame["willing"].tolist() == [True, pd.NA]


@pytest.mark.parametrize("make", [lambda text: Workers(pd.DataFrame(text, dtype=object)), Workers.of_records])
def test_half_a_character_is_named(make: Callable[[Any], Workers]) -> None:
    with pytest.raises(TableError, match="wanted_occupation.*half a character"):
        make([{"worker_id": "W1", "wanted_occupation": "\ud800缝纫"}])


@pytest.mark.parametrize("more", [0, 70])
@pytest.mark.parametrize("name", ["J1\0", "J\0001"])
def test_an_id_that_holds_a_nul_is_named(name: str, more: int) -> None:
    """NumPy does not see one at the end: the order of the ids would be another than that by which they are looked up."""
    ids = [name, "J1", *(f"K{at}" for at in range(more))]
    with pytest.raises(TableError, match=r"'job_id': row 1: 'J.*x00.*' holds a NUL"):
        Matcher(pd.DataFrame({"job_id": ids, "title": "缝纫工"}))


@pytest.mark.parametrize("ids", [[2], [2.0], [" 2"], pd.Series([2.0]), np.array(["2"])])
def test_jobs_leave_by_their_ids_whatever_pandas_made_of_them(ids: Any) -> None:
    matcher = Matcher(pd.DataFrame({"job_id": [1, 2], "title": ["缝纫工", "裁剪工"]}))
    matcher.remove(ids)
    assert matcher.jobs.ids.tolist() == ["1"]


@pytest.mark.parametrize("ids", [[1], [1.0, NAN], [" 1 "], ["1"]])
def test_pairs_tried_are_known_whatever_pandas_made_of_their_ids(ids: list[Any]) -> None:
    matcher = Matcher(pd.DataFrame({"job_id": [1, 2], "title": ["缝纫工", "裁剪工"]}))
    people = pd.DataFrame({"worker_id": [1], "wanted_occupation": ["缝纫"]})
    history = pd.DataFrame({"worker_id": ids, "job_id": ids})
    assert matcher.recommend(people, history=history).to_frame()["job_id"].tolist() == ["2"]


def test_pairs_tried_may_write_each_day_in_its_own_way() -> None:
    matcher = Matcher(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工", "裁剪工"]}))
    people = pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫"]})
    history = pd.DataFrame({"worker_id": "W1", "job_id": ["J1", "J9"], "date": ["2026-03-01", "2026/3/2 10:00"]})
    assert matcher.recommend(people, history=history).to_frame()["job_id"].tolist() == ["J2"]
    with pytest.raises(TableError, match="20260301 is a number, not a date"):
        matcher.recommend(people, history=history.assign(date=20260301))


@pytest.mark.parametrize(
    ("records", "said"),
    [
        (
            Records(history=pd.DataFrame({"worker_id": ["W1"], "job_id": ["J1"], "outcome": ["hired"], "date": ["昨天"]})),
            "date: row 1: no date can be read",
        ),
        (Records(served=pd.DataFrame({"worker_id": ["W1"], "months": ["十二"]})), "月数"),
    ],
)
def test_records_that_cannot_be_read_are_named(records: Records, said: str) -> None:
    matcher = Matcher(jobs())
    found = matcher.recommend(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫"]}))
    with pytest.raises(TableError, match=said):
        matcher.fallback(found, records)


def test_posts_of_the_office_may_come_as_a_frame() -> None:
    matcher = Matcher(pd.DataFrame({"job_id": ["J0"], "title": ["挖掘机司机"]}))
    posts = pd.DataFrame({"job_id": ["P1"], "title": ["护林员"], "workplace_type": ["public_welfare"], "openings": [1]})
    found = matcher.recommend(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["会计"], "groups": [("disabled",)]}))
    assert matcher.fallback(found, Records(posts=posts)).welfare["job_id"].tolist() == ["P1"]


def test_the_ledger_names_what_is_no_pair_no_table_and_no_day(tmp_path: Path) -> None:
    book, day = Ledger(tmp_path / "台账.db"), date(2026, 3, 2)
    people, posts = Workers(pd.DataFrame({"worker_id": [1]})), Jobs(pd.DataFrame({"job_id": [7], "title": ["缝纫工"]}))
    pairs = pd.DataFrame({"worker_id": [1.0], "job_id": [7.0]})
    letter = book.refer(pairs, people, posts, on=day)["referral_id"].iloc[0]
    for wrong, said in (([("1", "7")], "got list"), (pairs[["job_id"]], "lacks the columns")):
        with pytest.raises(TableError, match=said):
            book.refer(wrong, people, posts, on=day)  # type: ignore[arg-type]
    with pytest.raises(TableError, match="expected Workers, got DataFrame"):
        book.refer(pairs, people.frame, posts, on=day)  # type: ignore[arg-type]
    with pytest.raises(LedgerError, match="2026-03-02"):
        book.refer(pairs, people, posts, on="2026-03-02")  # type: ignore[arg-type]
    with pytest.raises(LedgerError, match="2026-03-05"):
        book.record(Entry(letter, "hired", "2026-03-05"))  # type: ignore[arg-type]
    for pay in (-5.0, NAN, 2_000_000.0):
        with pytest.raises(LedgerError, match="应聘月薪"):
            book.record(Entry(letter, "hired", date(2026, 3, 5), pay=pay))
    book.record(Entry(letter, "hired", date(2026, 3, 5), pay=4200.0))
