"""What was acknowledged is there after a power cut; what was not is whole or absent."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch import Policy
from jobmatch.errors import StoreError
from jobmatch.service.board import Board, json_row
from jobmatch.service.journal import Change, Journal, hold, joined

ids = st.sampled_from("ABCDE")
changes = st.builds(
    lambda put, remove, title: Change(tuple({"job_id": one, "title": title} for one in sorted(put)), tuple(sorted(remove - put))),
    st.sets(ids, max_size=3), st.sets(ids, max_size=2), st.sampled_from(["缝纫工", "保安员"]),
)  # fmt: skip


def apply(state: dict[str, str], change: Change) -> dict[str, str]:
    left = {key: title for key, title in state.items() if key not in change.remove}
    return left | {record["job_id"]: record["title"] for record in change.put}


@given(st.lists(changes, max_size=8))
def test_one_joined_change_does_what_the_changes_do(several):
    one_by_one: dict[str, str] = {"A": "原有", "E": "原有"}
    at_once = apply(one_by_one, joined(several))
    for change in several:
        one_by_one = apply(one_by_one, change)
    assert at_once == one_by_one


@given(several=st.lists(changes, max_size=5), looks=st.lists(st.sampled_from(["none", "some", "all"]), min_size=5, max_size=5))
@settings(max_examples=25, deadline=None)
def test_what_was_read_of_the_jobs_is_theirs_after_every_change(several, looks):
    board, state = Board(None, Policy()), {}
    for change, look in zip(several, looks, strict=False):
        board.change(change)
        state = apply(state, change)
        assert {
            job_id: board.record(job_id)["title"] for job_id in (list(state) if look == "all" else list(state)[:1])
        }.items() <= state.items()
        if look != "none":
            board.read_ahead()
    assert {job_id: board.record(job_id)["title"] for job_id in state} == state and len(board) == len(state)


@given(several=st.lists(changes, min_size=1, max_size=5), cut=st.integers(0, 400))
def test_a_cut_journal_holds_a_whole_beginning(tmp_path_factory, several, cut):
    folder = tmp_path_factory.mktemp("journal")
    journal = Journal(folder)
    for change in several:
        with journal.writing():
            journal.append(change)
    whole = journal.path.read_bytes()
    journal.path.write_bytes(whole[: max(len(whole) - cut, 0)])
    found = Journal(folder).read_on()
    assert [(one.put, one.remove) for one in found] == [(one.put, one.remove) for one in several[: len(found)]]
    assert len(found) == journal.path.read_bytes().count(b"\n")


def test_a_writer_goes_on_behind_a_torn_line(tmp_path):
    journal = Journal(tmp_path)
    with journal.writing():
        journal.append(Change(remove=("A",)))
    with open(journal.path, "ab") as file:
        file.write(b'0000beef {"number": 2, "pu')
    again = Journal(tmp_path)
    again.read_on()
    with again.writing():
        again.append(Change(remove=("B",)))
    assert [(one.number, one.remove) for one in Journal(tmp_path).read_on()] == [(1, ("A",)), (2, ("B",))]


def test_a_damaged_middle_is_refused(tmp_path):
    journal = Journal(tmp_path)
    for name in "AB":
        with journal.writing():
            journal.append(Change(remove=(name,)))
    data = journal.path.read_bytes()
    journal.path.write_bytes(data.replace(b'"A"', b'"X"'))
    with pytest.raises(StoreError, match="备份"):
        Journal(tmp_path).read_on()


def test_two_boards_on_one_folder_see_each_other(tmp_path):
    first, second = Board(tmp_path, Policy()), Board(tmp_path, Policy())
    first.change(Change(put=({"job_id": "A", "title": "缝纫工"},)))
    second.change(Change(put=({"job_id": "B", "title": "保安员"}, {"job_id": "A", "title": "裁剪工"})))
    first.follow()
    assert len(first) == len(second) == 2
    assert first.record("A")["title"] == second.record("A")["title"] == "裁剪工"


def test_a_saved_folder_answers_the_same_and_its_journal_is_empty(tmp_path):
    board = Board(tmp_path, Policy())
    board.change(Change(put=({"job_id": "A", "title": "缝纫工", "pay_min": 3000.0, "valid_until": "2030-01-01"},)))
    board.save()
    assert board.journal.path.stat().st_size == 0
    board.change(Change(put=({"job_id": "B", "title": "保安员"},)))
    again = Board(tmp_path, Policy())
    assert len(again) == 2 and again.record("A") == board.record("A") and again.journal.last == 2


def test_a_folder_of_another_version_is_rebuilt_from_its_lines(tmp_path):
    board = Board(tmp_path, Policy())
    board.change(Change(put=({"job_id": "A", "title": "缝纫工", "pay_min": 3000.0, "valid_until": "2030-01-01", "flags": ["pay_approx"]},)))
    board.save()
    next((tmp_path / "jobs.jobmatch").rglob("manifest.json")).write_text("{}")
    again = Board(tmp_path, Policy())
    assert json_row(again.record("A")) == json_row(board.record("A")) and again.journal.last == 1
    lines = tmp_path / "jobs.jsonl"
    lines.write_bytes(lines.read_bytes().replace(b"3000", b"9000"))
    with pytest.raises(StoreError, match="备份"):
        Board(tmp_path, Policy())


def test_one_service_a_folder(tmp_path):
    lock = hold(tmp_path)
    with pytest.raises(StoreError, match="另一个服务"):
        hold(tmp_path)
    lock.close()
    hold(tmp_path).close()


@pytest.mark.slow
def test_kill_under_load_loses_no_acknowledged_change(start, tmp_path):
    running = start("--data", str(tmp_path / "data"))
    acknowledged: dict[str, bool] = {}
    doubtful: set[str] = set()

    def work(lane: int) -> None:
        with httpx.Client(base_url=running.url, timeout=30) as client:
            for turn in range(100):
                name, there = f"L{lane}-{turn // 2}", turn % 2 == 0
                doubtful.add(name)
                try:
                    body = {"jobs": [{"job_id": name, "title": "缝纫工"}]}
                    answer = client.put("/v1/jobs", json=body) if there or turn % 4 == 1 else client.delete(f"/v1/jobs/{name}")
                except httpx.TransportError:
                    return
                if answer.status_code != 200:
                    return
                acknowledged[name] = turn % 4 != 3
                doubtful.discard(name)

    lanes = [threading.Thread(target=work, args=(lane,)) for lane in range(4)]
    for lane in lanes:
        lane.start()
    while len(acknowledged) < 12 and any(lane.is_alive() for lane in lanes):
        threading.Event().wait(0.02)
    running.kill()
    for lane in lanes:
        lane.join()
    again = start("--data", str(tmp_path / "data"))
    there = {row["job_id"] for row in again.client.get("/v1/jobs", params={"limit": 1000}).json()["jobs"]}
    lost = {name for name, expected in acknowledged.items() if name not in doubtful and (name in there) != expected}
    assert len(acknowledged) >= 12 and not lost


def shares(url: str, count: int) -> list[int]:
    """Open so many connections at once, and return how many of them each process answers, the fewest first."""

    async def process(barrier: asyncio.Barrier) -> str:
        async with httpx.AsyncClient(base_url=url, timeout=60) as client:
            await barrier.wait()
            return next(line for line in (await client.get("/metrics")).text.splitlines() if "pid=" in line)

    async def all_at_once() -> list[str]:
        barrier = asyncio.Barrier(count)
        return await asyncio.gather(*(process(barrier) for _ in range(count)))

    return sorted(Counter(asyncio.run(all_at_once())).values())


@pytest.mark.slow
def test_several_processes_serve_what_one_acknowledged(start, tmp_path):
    running = start("--data", str(tmp_path / "data"), "--workers", "2")
    seen: set[str] = set()
    for turn in range(40):
        name = f"P{turn}"
        with httpx.Client(base_url=running.url, timeout=60) as writer, httpx.Client(base_url=running.url, timeout=60) as reader:
            assert writer.post("/v1/jobs", json={"jobs": [{"job_id": name, "title": "缝纫工"}]}).status_code == 201
            assert reader.post("/v1/jobs", json={"jobs": [{"job_id": name, "title": "缝纫工"}]}).status_code == 409
            assert reader.get(f"/v1/jobs/{name}").status_code == 200
            answer = reader.post("/v1/recommendations", json={"worker": {"wanted_occupation": "缝纫工"}, "k": 100}).json()
            assert name in {pair["job_id"] for pair in answer["recommendations"]}
            seen |= {line for one in (writer, reader) for line in one.get("/metrics").text.splitlines() if "pid=" in line}
        if len(seen) == 2 and turn > 3:
            break
    assert len(seen) == 2
    for _ in range(6):
        fewest, most = shares(running.url, 40)
        assert fewest >= 6 and fewest + most == 40
    with httpx.Client(base_url=running.url, timeout=60) as client:  # once, each answer waited 40 ms for the network's own receipt
        times = [client.get("/health/live").elapsed.total_seconds() for _ in range(60)]
    assert min(times[30:]) < 0.03
    running.kill()
    for _ in range(100):
        try:
            httpx.get(f"{running.url}/health/live")
            threading.Event().wait(0.1)
        except httpx.TransportError:
            break
    else:
        raise AssertionError("processes go on without the one that started them")
    again = start("--data", str(tmp_path / "data"))
    assert again.client.get("/health/ready").json()["jobs"] == turn + 1
