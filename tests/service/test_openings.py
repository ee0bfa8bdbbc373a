"""What the ledger would refuse is not recommended: by whichever program the ledger was filled."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pandas as pd
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, text

from jobmatch import Jobs, Policy, Workers
from jobmatch.ledger import Entry, Ledger
from jobmatch.ledger.limits import full_posts
from jobmatch.service.api.bodies import JOB_EXAMPLE, WORKER_EXAMPLE
from jobmatch.service.app import create_app
from jobmatch.service.board import Board
from jobmatch.service.settings import Settings
from tests.service.conftest import LOCAL

TWO = [{**JOB_EXAMPLE, "openings": 1}, {**JOB_EXAMPLE, "job_id": "J2", "employer": "乙厂", "openings": 2}]
"""Three letters fill the first, six the second."""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Any]:
    """Where the ledger is, and its key."""
    if request.param == "sqlite":
        return {"ledger": str(tmp_path / "台账.db")}
    url = request.getfixturevalue("postgres_url")
    name = f"l{abs(hash(tmp_path)) % 10**12}"
    with create_engine(url.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    return {"ledger": url.replace("/postgres?", f"/{name}?"), "ledger_key": tmp_path / "密钥"}


@pytest.fixture
def served(place: dict[str, Any], tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data=tmp_path / "data", **place)), base_url=LOCAL) as client:
        assert client.post("/v1/jobs", json={"jobs": TWO}).status_code == 201
        yield client


def book_of(place: dict[str, Any]) -> Ledger:
    """The ledger as another program opens it."""
    return Ledger(place["ledger"], key_file=place.get("ledger_key"))


def person(number: int) -> dict[str, Any]:
    return {**WORKER_EXAMPLE, "worker_id": f"W{number}", "name": f"张{number}", "birth_date": "1983-05-01"}


def refer(client: Any, number: int, *job_ids: str) -> httpx.Response:
    return client.post("/v1/ledger/referrals", json={"worker": person(number), "job_ids": list(job_ids)})


def recommended(client: Any) -> set[str]:
    answer = client.post("/v1/recommendations", json={"worker": WORKER_EXAMPLE}).json()
    return {pair["job_id"] for pair in answer["recommendations"]}


def soon(found: Callable[[], Any], wanted: Any) -> None:
    """Another program's change is seen within seconds."""
    for _ in range(100):
        if found() == wanted:
            return
        time.sleep(0.1)
    assert found() == wanted


def test_a_job_whose_letters_are_used_up_is_recommended_no_more(served):
    for number in range(3):
        assert recommended(served) == {"J900", "J2"}
        assert refer(served, number, "J900").status_code == 201
    assert recommended(served) == {"J2"}
    assert refer(served, 3, "J900").status_code == 409
    told = served.post("/v1/explanations", json={"worker": WORKER_EXAMPLE, "job_id": "J900"}).json()
    assert not told["matches"] and "招满" in told["text"]


def test_the_job_itself_stays_as_it_was_sent_in(served, place, tmp_path):
    before = [served.get(f"/v1/jobs/{job['job_id']}").json() for job in TWO]
    for number in range(3):
        refer(served, number, "J900")
    assert [served.get(f"/v1/jobs/{job['job_id']}").json() for job in TWO] == before
    assert {job["job_id"]: job for job in served.get("/v1/jobs").json()["jobs"]} == {job["job_id"]: job for job in before}
    served.app.state.board.save()
    assert Board(tmp_path / "data", Policy()).record("J900")["referred"] is None
    assert recommended(served) == {"J2"}


def test_more_openings_or_a_later_posting_open_it_again(served):
    for number in range(3):
        refer(served, number, "J900")
    assert served.put("/v1/jobs", json={"jobs": [{**TWO[0], "title": "裁剪工"}, TWO[1]]}).status_code == 200  # another post by its title
    soon(lambda: recommended(served), {"J900", "J2"})
    served.put("/v1/jobs", json={"jobs": [TWO[0]]})
    soon(lambda: recommended(served), {"J2"})
    served.put("/v1/jobs", json={"jobs": [{**TWO[0], "openings": 2}]})
    assert recommended(served) == {"J900", "J2"}
    served.put("/v1/jobs", json={"jobs": [TWO[0]]})
    soon(lambda: recommended(served), {"J2"})
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    later = {**TWO[0], "valid_from": tomorrow.isoformat()}
    board = served.app.state.board
    served.put("/v1/jobs", json={"jobs": [later]})
    assert board.record("J900")["valid_from"] and full_posts(served.app.state.ledger, board.take(["J900"]), Policy(as_of=tomorrow)) == {}


def test_a_job_put_in_again_is_closed_at_once(served):
    for number in range(3):
        refer(served, number, "J900")
    served.put("/v1/jobs", json={"jobs": [TWO[0]]})
    assert recommended(served) == {"J2"}
    served.delete("/v1/jobs/J900")
    served.put("/v1/jobs", json={"jobs": [TWO[0]]})
    assert recommended(served) == {"J2"}


def test_what_other_programs_write_into_the_ledger_is_seen(served, place):
    people = Workers(pd.DataFrame([person(number) for number in range(3)]))
    pairs = pd.DataFrame({"worker_id": people.ids, "job_id": "J900"})
    with book_of(place) as book:
        sent = book.refer(pairs, people, Jobs(pd.DataFrame(TWO)), on=dt.date.today())
        soon(lambda: recommended(served), {"J2"})
        book.record_all([Entry(number, "hired", dt.date.today()) for number in sent["referral_id"][:1]])
        soon(lambda: recommended(served), {"J2"})
        assert full_posts(book, Jobs(pd.DataFrame(TWO)), Policy()) == {"J900": (3, 1)}


def test_a_restart_knows_at_once_which_jobs_are_full(served, place, tmp_path):
    for number in range(3):
        refer(served, number, "J900")
    with TestClient(create_app(Settings(data=tmp_path / "data", **place)), base_url=LOCAL) as again:
        assert recommended(again) == {"J2"}


def test_two_postings_of_one_name_are_counted_each_by_itself(served, place):
    twin = {**TWO[0], "job_id": "J3"}
    served.post("/v1/jobs", json={"jobs": [twin]})
    for number in range(3):
        assert refer(served, number, "J3").status_code == 201
    assert refer(served, 4, "J900").status_code == refer(served, 4, "J3").status_code == 409  # the ledger knows them as one
    soon(lambda: recommended(served), {"J2"})


def test_an_allocation_counts_who_was_sent_and_hired(served):
    refer(served, 0, "J900")
    letter = refer(served, 1, "J900").json()["referrals"][0]["referral_id"]
    people = [person(number) for number in range(4)]

    def placed() -> dict[str, set[str]]:
        pairs = served.post("/v1/allocations", json={"workers": people, "per_worker": 2}).json()["pairs"]
        return {job_id: {pair["worker_id"] for pair in pairs if pair["job_id"] == job_id} for job_id in ("J900", "J2")}

    found = placed()
    assert len(found["J900"]) == 1 and found["J900"] < {"W2", "W3"}  # one letter is left, for somebody who was not sent there yet
    assert found["J2"] == {"W0", "W1", "W2", "W3"}
    served.post("/v1/ledger/outcomes", json={"outcomes": [{"referral_id": letter, "outcome": "hired", "on": dt.date.today().isoformat()}]})
    found = placed()
    assert found["J900"] == set() and found["J2"] == {"W0", "W2", "W3"}


def test_who_cannot_be_known_again_is_not_taken_for_somebody_else(served):
    """Once, a name alone was enough, and everybody without a number of their own was the same W0001."""
    bare = {"wanted_occupation": "缝纫工", "age": 40}
    for name in ("甲", "乙"):
        answer = served.post("/v1/ledger/referrals", json={"worker": {**bare, "name": name}, "job_ids": ["J2"]})
        assert answer.status_code == 409 and "出生日期" in answer.json()["detail"]
    letters = [
        served.post("/v1/ledger/referrals", json={"worker": {**bare, "worker_id": number}, "job_ids": ["J2"]}).json()["referrals"][0]
        for number in ("A1", "A2")
    ]
    assert len({letter["referral_id"] for letter in letters}) == 2
    pairs = served.post("/v1/allocations", json={"workers": [bare, bare]}).json()["pairs"]
    assert [pair["job_id"] for pair in pairs].count("J2") == 2


def test_a_ledger_that_is_not_there_is_not_made(tmp_path):
    place = tmp_path / "台账.db"
    with TestClient(create_app(Settings(ledger=str(place))), base_url=LOCAL) as client:
        client.post("/v1/jobs", json={"jobs": TWO})
        assert recommended(client) == {"J900", "J2"}
        client.post("/v1/allocations", json={"workers": [WORKER_EXAMPLE]})
    assert not place.exists()


@pytest.mark.slow
def test_two_processes_agree_on_what_is_full(start, tmp_path):
    running = start("--data", str(tmp_path / "data"), "--workers", "2")
    running.client.post("/v1/jobs", json={"jobs": TWO})
    for number in range(3):
        assert refer(running.client, number, "J900").status_code == 201

    def everybody() -> set[frozenset[str]]:
        found = set()
        for _ in range(8):
            with httpx.Client(base_url=running.url, timeout=60) as client:
                found.add(frozenset(recommended(client)))
        return found

    soon(everybody, {frozenset({"J2"})})
