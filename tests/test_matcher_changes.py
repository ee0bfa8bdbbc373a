"""Jobs change while others read: at any moment a matcher answers as a fresh one of the same jobs would."""

from __future__ import annotations

import shutil
import tempfile
import threading
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from jobmatch.errors import EncoderError, TableError, UnknownId
from jobmatch.language import posts
from jobmatch.language.calibration import Calibration
from jobmatch.language.encoders import adopt
from jobmatch.matcher import Matcher
from jobmatch.policy import Policy
from jobmatch.policy import policy as policies
from jobmatch.schema import Jobs, Workers
from jobmatch.search.index import JobIndex, index_jobs
from jobmatch.store import changes, pieces, snapshot, table
from jobmatch.terms.nearness import JOB_PLACE
from tests.worlds import TODAY, ToyEncoder, random_jobs, random_workers

POLICY = Policy(as_of=TODAY, min_fit=0.2)
ENCODER = adopt(ToyEncoder())
POOL = random_jobs(np.random.default_rng(7), 60)
PEOPLE = random_workers(np.random.default_rng(8), 8)
K = 6


def fresh(jobs: Jobs, policy: Policy = POLICY) -> Matcher:
    return Matcher(jobs, policy=policy, encoder=ENCODER)


def answers(matcher: Matcher, people: Workers = PEOPLE) -> pd.DataFrame:
    return matcher.recommend(people, K).to_frame()


def assert_same_index(changed: JobIndex, expected: JobIndex) -> None:
    """All that a search reads of the jobs is what it would be if they were indexed anew; classes may be numbered otherwise."""
    changes.warm(expected, POLICY)
    for name in ("start", "owner", "single", "most_posts", "blank", "id_order", "id_rank"):
        np.testing.assert_array_equal(getattr(changed, name), getattr(expected, name), name)
    np.testing.assert_array_equal(changed.text[:], expected.text[:])
    assert set(changed.facts) == set(expected.facts)
    for name, values in expected.facts.items():
        np.testing.assert_array_equal(np.asarray(changed.facts[name]), values, name)
    for names, (distinct, of_row) in expected._classes.items():
        found, of_changed = changed.classes(names)
        assert len(np.unique(of_changed)) == max((len(values) for values in found.values()), default=0) or not names
        for name in names:
            np.testing.assert_array_equal(found[name][of_changed], distinct[name][of_row], name)
    place = changed.classes(JOB_PLACE)[1]
    jobs_at = [changed.at_place.rows(np.array([number])).tolist() for number in range(len(changed.at_place.sizes))]
    assert jobs_at == [np.flatnonzero(place == number).tolist() for number in range(int(place.max(initial=-1)) + 1)]


class Changes(RuleBasedStateMachine):
    """Adds, removes, updates, saves and loads in any order, against a fresh matcher of the same jobs."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.now = dict.fromkeys(range(5), 0)
        self.matcher = fresh(self._table([0, 1, 2, 3, 4]))
        self.folder = Path(tempfile.mkdtemp())

    def _table(self, rows: list[int]) -> Jobs:
        """Return jobs of the pool; one updated n times bears its id and the facts of the job n places on."""
        facts = POOL.take([(row + 7 * self.now[row]) % len(POOL) for row in rows]).frame
        return Jobs(facts.assign(job_id=POOL.ids.to_numpy()[rows]))

    @rule(data=st.data(), size=st.integers(1, 9))
    def add(self, data: st.DataObject, size: int) -> None:
        away = [row for row in range(len(POOL)) if row not in self.now]
        rows = away[data.draw(st.integers(0, 30)) :][:size]
        self.now |= dict.fromkeys(rows, 0)
        self.matcher.add(self._table(rows))

    @precondition(lambda self: self.now)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        rows = data.draw(st.lists(st.sampled_from(sorted(self.now)), unique=True))
        for row in rows:
            del self.now[row]
        self.matcher.remove(POOL.ids.to_numpy()[rows])

    @precondition(lambda self: self.now)
    @rule(data=st.data())
    def update(self, data: st.DataObject) -> None:
        rows = data.draw(st.lists(st.sampled_from(sorted(self.now)), unique=True, min_size=1))
        for row in rows:
            self.now[row] += 1
        self.matcher.update(self._table(rows))

    @rule(most=st.sampled_from([0, 2, 64]))
    def allow_pieces(self, most: int) -> None:
        self.patch.setattr(pieces, "MOST_CHANGES", most)

    @rule()
    def save_and_load(self) -> None:
        self.matcher.save(self.folder / "saved")
        self.matcher = Matcher.load(self.folder / "saved", encoder=ENCODER)

    @invariant()
    def answers_as_a_fresh_one(self) -> None:
        assert sorted(self.matcher.jobs.ids) == sorted(POOL.ids.to_numpy()[list(self.now)])
        pd.testing.assert_frame_equal(answers(self.matcher), answers(fresh(self._table(list(self.now)))))

    @invariant()
    def index_is_that_of_its_rows(self) -> None:
        assert_same_index(self.matcher.index, index_jobs(self.matcher.jobs, ENCODER, POLICY))

    def teardown(self) -> None:
        self.patch.undo()
        shutil.rmtree(self.folder)


Changes.TestCase.settings = settings(max_examples=5, stateful_step_count=6)
TestChanges = Changes.TestCase


def test_a_reader_sees_one_state_whole() -> None:
    """Two jobs come and go together: nobody ever sees one of them without the other."""
    twins = Jobs(pd.DataFrame({"job_id": ["A", "B"], "title": ["缝纫工", "缝纫工"]}))
    matcher = fresh(Jobs(pd.DataFrame({"job_id": ["C"], "title": ["缝纫工"]})))
    person = Workers(pd.DataFrame({"worker_id": ["W"], "wanted_occupation": ["缝纫工"]}))
    seen: set[tuple[str, ...]] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.add(tuple(sorted(answers(matcher, person)["job_id"])))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(15):
        matcher.add(twins)
        matcher.remove(["A", "B"])
    done.set()
    for reader in readers:
        reader.join()
    assert seen and seen <= {("C",), ("A", "B", "C")}


def test_a_result_keeps_its_jobs_when_the_matcher_changes() -> None:
    matcher = fresh(POOL.take(np.arange(40)))
    matches = matcher.recommend(PEOPLE, K)
    matcher.add(POOL.take(np.arange(40, 60)))
    matcher.remove(POOL.ids[:40])
    expected = answers(fresh(POOL.take(np.arange(40))))
    pd.testing.assert_frame_equal(matches.to_frame(), expected)
    for worker_id in expected["worker_id"].unique():
        assert matches.explain(worker_id).text == fresh(POOL.take(np.arange(40))).recommend(PEOPLE, K).explain(worker_id).text


@pytest.mark.parametrize(("allowed", "left"), [(100, 4), (2, 0)])
def test_texts_of_jobs_that_left_are_passed_over_until_they_are_many(monkeypatch: pytest.MonkeyPatch, allowed: int, left: int) -> None:
    monkeypatch.setattr(changes, "GONE_ROWS", allowed)
    monkeypatch.setattr(changes, "GONE_SHARE", 1000)
    monkeypatch.setattr(table, "MOST_SPANS", allowed)
    jobs = POOL.take([row for row in range(len(POOL)) if len(posts.split_posts(POOL.records[row]["title"])) == 1][:20])
    matcher, gone = fresh(jobs), np.array([0, 7, 8, 19])
    matcher.remove(jobs.ids[gone])
    expected = fresh(jobs.take(np.delete(np.arange(20), gone)))
    assert matcher.index.text.gone == left
    pd.testing.assert_frame_equal(matcher.jobs.frame, expected.jobs.frame)
    pd.testing.assert_frame_equal(answers(matcher), answers(expected))


def test_many_jobs_are_made_ready_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = answers(fresh(POOL))
    monkeypatch.setattr(changes, "PART_ROWS", 7)
    pd.testing.assert_frame_equal(answers(fresh(POOL)), expected)


def test_jobs_without_any_readable_text_come_and_go() -> None:
    blank = Jobs(pd.DataFrame({"job_id": ["X"], "title": ["　"], "pay_min": [9000.0]}).assign(title="?"))
    silent = _Silent()
    first = Matcher(POOL, policy=POLICY, encoder=silent)
    expected = answers(Matcher(Jobs(pd.concat([POOL.frame, blank.frame])), policy=POLICY, encoder=silent))
    before = answers(first)
    first.add(blank)
    assert first.index.blank
    pd.testing.assert_frame_equal(answers(first), expected)
    first.remove(["X"])
    assert not first.index.blank
    pd.testing.assert_frame_equal(answers(first), before)


class _Silent(ToyEncoder):
    """Has no row for a question mark."""

    def encode(self, texts: list[str]) -> np.ndarray:
        return super().encode(["" if text == "?" else text for text in texts])


def test_an_id_that_is_there_cannot_be_added() -> None:
    matcher = fresh(POOL.take(np.arange(10)))
    before = answers(matcher)
    with pytest.raises(TableError, match="J003"):
        matcher.add(POOL.take([3, 20]))
    with pytest.raises(TableError, match="repeat"):
        matcher.add(pd.concat([POOL.frame.iloc[[20]]] * 2))
    assert len(matcher) == 10
    pd.testing.assert_frame_equal(answers(matcher), before)


@pytest.mark.parametrize("change", ["remove", "update"])
def test_unknown_ids_are_listed_and_nothing_changes(change: str) -> None:
    matcher = fresh(POOL.take(np.arange(10)))
    before = answers(matcher)
    with pytest.raises(UnknownId, match="J020.*J030"):
        if change == "remove":
            matcher.remove(["J001", "J020", "J030"])
        else:
            matcher.update(POOL.take([1, 20, 30]))
    assert len(matcher) == 10
    pd.testing.assert_frame_equal(answers(matcher), before)


class _Broken:
    """An encoder that breaks once it is told to."""

    calibration = Calibration(1.0, 0.0)
    fingerprint = "broken"

    def __init__(self) -> None:
        self.fault = ""

    def encode(self, texts: list[str]) -> np.ndarray:
        rows = ENCODER.encode(texts)
        if self.fault == "nan":
            rows[-1] = np.nan
        return rows[:, :20] if self.fault == "width" else rows


@pytest.mark.parametrize("fault", ["nan", "width"])
@pytest.mark.parametrize("change", ["add", "update"])
def test_a_broken_encoder_changes_nothing(fault: str, change: str) -> None:
    encoder = _Broken()
    matcher = Matcher(POOL.take(np.arange(10)), policy=POLICY, encoder=encoder)
    before = answers(matcher)
    encoder.fault = fault
    with pytest.raises(EncoderError):
        if change == "add":
            matcher.add(POOL.take([20, 21]))
        else:
            matcher.update(POOL.take([1, 2]))
    with pytest.raises(EncoderError):
        matcher.recommend(PEOPLE, K)
    encoder.fault = ""
    assert len(matcher) == 10
    pd.testing.assert_frame_equal(answers(matcher), before)


def test_nothing_is_a_change_too() -> None:
    matcher = fresh(POOL)
    before = answers(matcher)
    matcher.add(POOL.take([]))
    matcher.remove([])
    matcher.update(POOL.take([]))
    pd.testing.assert_frame_equal(answers(matcher), before)
    matcher.remove(POOL.ids)
    assert len(matcher) == 0
    assert answers(matcher).empty
    matcher.add(POOL)
    pd.testing.assert_frame_equal(answers(matcher), before)


def test_postings_come_and_go_by_themselves_at_midnight(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(date):
        day = TODAY

        @classmethod
        def today(cls) -> date:
            return cls.day

    later = [replace(POLICY, as_of=TODAY + timedelta(days=days)) for days in (1, 20, 90)]
    monkeypatch.setattr(policies, "date", Clock)
    monkeypatch.setattr(snapshot, "date", Clock)
    living = fresh(POOL, replace(POLICY, as_of=None))
    pd.testing.assert_frame_equal(answers(living), answers(fresh(POOL)))
    for policy in later:
        Clock.day = policy.today
        pd.testing.assert_frame_equal(answers(living), answers(fresh(POOL, policy)))
    assert answers(living).empty
