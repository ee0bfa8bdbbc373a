"""Answers and changes compute one after the other, and nobody is kept waiting by what takes long."""

from __future__ import annotations

import threading
import time

from jobmatch.policy import Policy
from jobmatch.service import matching
from jobmatch.service.api import jobs
from jobmatch.service.api.readings import job_record
from jobmatch.service.board import Board
from jobmatch.service.journal import Change
from jobmatch.service.turn import PATIENCE_SECONDS, Turn


def test_second_waits_for_first():
    turn, order, begun = Turn(), [], threading.Event()

    def first():
        with turn.taken():
            begun.set()
            time.sleep(PATIENCE_SECONDS / 5)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    begun.wait()
    with turn.taken() as alone:
        order.append("second")
    thread.join()
    assert (order, alone) == (["first", "second"], True)


def test_nobody_waits_for_who_takes_long():
    """However many come, they wait together no longer than until the patience with the holder is over."""
    turn, began = Turn(), time.monotonic()
    with turn.taken():
        for _ in range(20):
            with turn.taken() as alone:
                assert not alone
    assert PATIENCE_SECONDS <= time.monotonic() - began < 10 * PATIENCE_SECONDS


def test_questions_are_answered_while_a_change_takes_long():
    board = Board(None, Policy())
    board.change(Change(put=({"job_id": "J1", "title": "缝纫工"},)))
    question = matching.Question({"worker_id": "W1", "wanted_occupation": "缝纫工"})
    with board.turn.taken():
        answer = matching.recommend(board, [question])[0]
    assert [pair["job_id"] for pair in answer["recommendations"]] == ["J1"]


def test_a_failed_holder_gives_the_turn_back():
    turn = Turn()
    try:
        with turn.taken():
            raise ValueError
    except ValueError:
        pass
    with turn.taken() as alone:
        assert alone


def test_others_are_answered_while_many_forms_are_read(client, monkeypatch):
    """Once, two thousand forms in one request kept everybody waiting for seconds."""
    answered = threading.Event()

    def slow(*given, **more):
        assert answered.wait(10), "nobody else was answered"
        return job_record(*given, **more)

    monkeypatch.setattr(jobs, "job_record", slow)
    asking = threading.Thread(target=lambda: (client.get("/health/live"), answered.set()))
    asking.start()
    body = {"jobs": [{"岗位编号": "J1", "岗位名称": "缝纫工"}]}
    assert client.put("/v1/jobs", json=body).status_code == 200
    asking.join()
