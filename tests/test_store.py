"""What is saved is loaded again, or refused with a word that helps; never half, never wrong."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterable
from itertools import count
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.errors import EncoderError, StoreError
from jobmatch.language.encoders import adopt
from jobmatch.matcher import Matcher
from jobmatch.policy import Policy
from jobmatch.schema import Jobs
from jobmatch.store import arrays, folder, snapshot, table
from tests.worlds import TODAY, ToyEncoder, random_jobs, random_workers

POLICY = Policy(as_of=TODAY, min_fit=0.2)
ENCODER = adopt(ToyEncoder())
PEOPLE = random_workers(np.random.default_rng(8), 8)


class OtherToy(ToyEncoder):
    fingerprint = "another toy"


def matcher_of(seed: int, jobs: int) -> Matcher:
    return Matcher(random_jobs(np.random.default_rng(seed), jobs), policy=POLICY, encoder=ENCODER)


def answers(matcher: Matcher) -> pd.DataFrame:
    return matcher.recommend(PEOPLE, 5).to_frame()


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    return matcher_of(1, 25).save(tmp_path / "county.jobmatch")


def load(path: Path, **options: bool) -> Matcher:
    return Matcher.load(path, encoder=ENCODER, **options)


def generation(path: Path) -> Path:
    (found,) = path.glob("gen-*")
    return found


@settings(max_examples=6)
@given(seed=st.integers(0, 10_000), jobs=st.sampled_from([0, 1, 2, 30]))
def test_what_is_loaded_answers_the_same(tmp_path_factory: pytest.TempPathFactory, seed: int, jobs: int) -> None:
    matcher = matcher_of(seed, jobs)
    again = load(matcher.save(tmp_path_factory.mktemp("saved") / "m"))
    pd.testing.assert_frame_equal(again.jobs.frame, matcher.jobs.frame)
    assert again.policy == matcher.policy
    found, expected = again.recommend(PEOPLE, 5), matcher.recommend(PEOPLE, 5)
    pd.testing.assert_frame_equal(found.to_frame(), expected.to_frame())
    pd.testing.assert_frame_equal(found.short_of_jobs(), expected.short_of_jobs())
    for worker_id in found.to_frame()["worker_id"].unique():
        assert found.explain(worker_id).text == expected.explain(worker_id).text
    pd.testing.assert_frame_equal(again.recommend_workers(PEOPLE, 3).to_frame(), matcher.recommend_workers(PEOPLE, 3).to_frame())


def test_the_other_questions_are_answered_the_same(saved: Path) -> None:
    again, matcher = load(saved), matcher_of(1, 25)
    pd.testing.assert_frame_equal(again.allocate(PEOPLE).to_frame(), matcher.allocate(PEOPLE).to_frame())
    for job_id in matcher.jobs.ids:
        assert str(again.why_not(PEOPLE, "W000", job_id)) == str(matcher.why_not(PEOPLE, "W000", job_id))


def test_what_is_saved_is_data_alone(saved: Path) -> None:
    """No pickle; arrays and tables and JSON only."""
    kinds = {file.suffix for file in saved.rglob("*") if file.is_file()}
    assert kinds == {"", ".json", ".npy", ".arrow"}
    for file in saved.rglob("*.npy"):
        assert np.load(file, allow_pickle=False).dtype != object
    assert json.loads((saved / "CURRENT").read_bytes())["generation"] == "gen-0001"


def test_problems_are_kept(tmp_path: Path) -> None:
    problems = pd.DataFrame(
        [["表一", 7, "工资", "面谈", "读不出", True], ["表一", 9, "岗位", None, "空", False]],
        columns=["sheet", "row", "column", "value", "message", "kept"],
    )
    jobs = Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}), problems)
    again = load(Matcher(jobs, policy=POLICY, encoder=ENCODER).save(tmp_path / "m"))
    assert again.jobs.problems["message"].tolist() == ["读不出", "空"]
    assert again.jobs.problems["kept"].tolist() == [True, False]
    assert again.jobs.counts["set_aside"] == 1


def test_each_save_is_a_generation_and_older_ones_go(saved: Path) -> None:
    held = load(saved)
    before = answers(held)
    matcher_of(2, 30).save(saved)
    assert generation(saved).name == "gen-0002"
    pd.testing.assert_frame_equal(answers(held), before)
    pd.testing.assert_frame_equal(answers(load(saved)), answers(matcher_of(2, 30)))


def test_a_save_that_fails_leaves_the_one_before(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = answers(load(saved))

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(arrays, "write_index", full)
    with pytest.raises(StoreError, match=r"写不进（No space left on device）；请检查"):
        matcher_of(2, 30).save(saved)
    assert generation(saved).name == "gen-0001"
    pd.testing.assert_frame_equal(answers(load(saved)), before)


def test_a_place_that_cannot_be_written_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match=r"county：写不进（.+）；请检查文件夹是否只读"):
        matcher_of(1, 25).save(tmp_path / "file" / "county")


@pytest.mark.parametrize("reader", ["read_jobs", "read_index", "_sum"])
def test_who_reads_while_another_saves_reads_the_new_one(saved: Path, monkeypatch: pytest.MonkeyPatch, reader: str) -> None:
    """The generation that is read is removed under the reader's eyes, as far as he has come."""
    module = {"read_jobs": table, "read_index": arrays, "_sum": folder}[reader]
    read, saves = getattr(module, reader), [matcher_of(2, 30)]

    def meanwhile(*arguments: object) -> object:
        while saves:
            saves.pop().save(saved)
        return read(*arguments)

    monkeypatch.setattr(module, reader, meanwhile)
    pd.testing.assert_frame_equal(answers(load(saved)), answers(matcher_of(2, 30)))


def test_what_the_system_does_not_let_be_read_is_said(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(folder, "_sum", refused)
    with pytest.raises(StoreError, match=r"gen-0001：读不出（Permission denied）；请检查"):
        load(saved)


def test_who_saves_waits_for_another_who_saves_there(saved: Path) -> None:
    """Else the one might remove what the other is just finishing, and CURRENT would name what is no more."""
    later = threading.Thread(target=matcher_of(2, 30).save, args=(saved,))
    with folder.new_generation(saved) as (there, seal):
        later.start()
        later.join(0.2)
        assert later.is_alive() and sorted(one.name for one in saved.glob("gen-*")) == ["gen-0001", there.name]
        (there / "note.json").write_text("{}", encoding="utf-8")
        seal({})
    later.join(60)
    assert generation(saved).name == "gen-0003"
    pd.testing.assert_frame_equal(answers(load(saved)), answers(matcher_of(2, 30)))


def test_leftovers_of_a_crash_are_cleared_later(saved: Path) -> None:
    (saved / "gen-0002").mkdir()
    (saved / "gen-0002" / "text.npy").write_bytes(b"half")
    pd.testing.assert_frame_equal(answers(load(saved)), answers(matcher_of(1, 25)))
    for _ in range(2):
        load(saved).save(saved)
    assert sorted(one.name for one in saved.glob("gen-*")) == ["gen-0004"]


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return matcher_of(1, 12).save(tmp_path_factory.mktemp("saved") / "m")


@settings(max_examples=60)
@given(data=st.data())
def test_one_flipped_byte_is_refused(untouched: Path, data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(sorted(one for one in untouched.rglob("*") if one.is_file())))
    whole = file.read_bytes()
    content = bytearray(whole)
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    file.write_bytes(content)
    with pytest.raises(StoreError, match="已损坏|没有保存过|缺失"):
        load(untouched)
    file.write_bytes(whole)


def test_every_missing_file_is_refused(saved: Path) -> None:
    files = [file for file in saved.rglob("*") if file.is_file()]
    assert len(files) > 20
    for file in files:
        content = file.read_bytes()
        file.unlink()
        with pytest.raises(StoreError, match=re.escape(file.name)):
            load(saved)
        file.write_bytes(content)
    load(saved)


def test_large_folders_are_checked_whole_when_asked(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "SMALL_BYTES", 0)
    monkeypatch.setattr(folder, "SMALL_FILE_BYTES", 0)
    file = generation(saved) / "text.npy"
    content = bytearray(file.read_bytes())
    content[200] ^= 1
    file.write_bytes(content)
    load(saved)
    with pytest.raises(StoreError, match="text.npy"):
        load(saved, verify=True)


@pytest.mark.parametrize(("version", "advice"), [(0, "重新建立"), (99, "升级")])
def test_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int, advice: str) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(folder, "FORMAT", version)
        path = matcher_of(1, 5).save(tmp_path / "m")
    with pytest.raises(StoreError, match=f"第 {version} 版.*{advice}"):
        load(path)


@pytest.mark.parametrize("refusal", [StoreError, EncoderError])
def test_another_encoder_is_refused(saved: Path, refusal: type[Exception]) -> None:
    with pytest.raises(refusal, match="toy.*another toy"):
        Matcher.load(saved, encoder=OtherToy())


def test_rows_read_by_other_words_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(snapshot, "edition", lambda: "words:older")
        path = matcher_of(1, 5).save(tmp_path / "m")
    with pytest.raises(StoreError, match="词表.*重新建立"):
        load(path)


def test_a_place_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("1")
    (tmp_path / "file").write_text("2")
    for name in ("thesis", "file"):
        with pytest.raises(StoreError, match=name):
            matcher_of(1, 5).save(tmp_path / name)
        with pytest.raises(StoreError, match=name):
            load(tmp_path / name)
    with pytest.raises(StoreError, match="nowhere"):
        load(tmp_path / "nowhere")
    assert (tmp_path / "thesis" / "chapter.txt").read_text() == "1"


def test_nothing_of_workers_is_saved(saved: Path) -> None:
    matcher = load(saved)
    answers(matcher)
    matcher.save(saved)
    content = b"".join(file.read_bytes() for file in saved.rglob("*") if file.is_file())
    assert b"J001" in content
    assert b"W001" not in content


@pytest.mark.parametrize("asked", [1, 3, 12])
def test_ids_are_found_few_or_many_at_once(saved: Path, asked: int) -> None:
    for matcher in (load(saved), Matcher(load(saved).jobs, policy=POLICY, encoder=ENCODER)):
        matcher.add(pd.DataFrame({"job_id": ["0", "zz", "岗"], "title": ["缝纫工"] * 3}))
        row_of = {job_id: row for row, job_id in enumerate(matcher.jobs.ids)}
        wanted = [*row_of, "", "5?", "~~", "龘"]
        for at in range(0, len(wanted), asked):
            some = wanted[at : at + asked]
            assert matcher.snapshot.rows_of(some).tolist() == [row_of.get(job_id, -1) for job_id in some]


def is_mapped(values: object) -> bool:
    return isinstance(values, np.memmap) or (values is not None and is_mapped(getattr(values, "base", None)))


def test_loaded_texts_stay_on_disk(saved: Path) -> None:
    matcher = load(saved)
    assert is_mapped(matcher.index.text.stored)
    before = generation(saved).joinpath("text.npy").read_bytes()
    matcher.add(random_jobs(np.random.default_rng(3), 5).frame.assign(job_id=list("ABCDE")))
    assert is_mapped(matcher.index.text.stored), "new rows go into the spare room, nothing is copied"
    assert generation(saved).joinpath("text.npy").read_bytes() == before, "and not into the file"


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_changed_table_is_what_its_rows_make_it(data: st.DataObject) -> None:
    """However many changes there were, and whichever columns somebody looked at between them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table, "MOST_CHANGES", data.draw(st.sampled_from([0, 2, 64])))
        jobs, rows, fresh = _numbered(range(5)), list(range(5)), count(5)
        for _ in range(data.draw(st.integers(1, 12))):
            if rows and data.draw(st.booleans()):
                gone = sorted(data.draw(st.sets(st.integers(0, len(rows) - 1), min_size=1, max_size=3)))
                jobs, rows = table.without(jobs, np.array(gone)), [one for at, one in enumerate(rows) if at not in gone]
            else:
                more = [next(fresh) for _ in range(data.draw(st.integers(1, 3)))]
                jobs, rows = table.followed(jobs, _numbered(more)), rows + more
            if data.draw(st.booleans()):
                assert jobs.columns_read["openings"].tolist() == rows
        pd.testing.assert_frame_equal(jobs.frame, _numbered(rows).frame)
        assert jobs.take(np.arange(len(rows))[::-1]).ids.tolist() == [f"J{one}" for one in reversed(rows)]


def _numbered(rows: Iterable[int]) -> Jobs:
    numbers = list(rows)
    frame = pd.DataFrame({"job_id": [f"J{one}" for one in numbers], "title": ["缝纫工"] * len(numbers), "openings": numbers})
    return Jobs(frame.astype({"job_id": "string", "title": "string"}))
