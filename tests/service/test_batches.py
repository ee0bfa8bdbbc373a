"""Requests that wait together: who answers them, in what order, and what becomes of errors."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref
from collections.abc import Sequence

import pytest
from starlette.exceptions import HTTPException

from jobmatch.policy import Policy
from jobmatch.service.batches import Batches
from jobmatch.service.board import Board
from jobmatch.service.journal import Change
from jobmatch.service.matching import Question, recommend


def asked(batches: Batches[int, int], asks: Sequence[int]) -> list[int | BaseException]:
    """Return the answers to requests that come at the same moment."""

    async def all_at_once() -> list[int | BaseException]:
        return await asyncio.gather(*map(batches.ask, asks), return_exceptions=True)

    try:
        return asyncio.run(all_at_once())
    finally:
        batches.close()


def test_each_gets_his_own_answer_however_many_wait() -> None:
    sizes: list[int] = []

    def double(asks: Sequence[int]) -> list[int | Exception]:
        sizes.append(len(asks))
        return [2 * ask for ask in asks]

    for brief in (True, False):
        sizes.clear()
        batches = Batches(double, most=4, apart=3, waiting=100, brief=lambda asks, brief=brief: brief)
        assert asked(batches, range(11)) == [2 * ask for ask in range(11)]
        assert sizes == [4, 4, 1, 1, 1]  # more than three wait: four together; of three each by himself


def test_what_is_brief_is_done_in_the_loop_and_the_rest_beside_it() -> None:
    threads: list[tuple[int, bool]] = []

    def note(asks: Sequence[int]) -> list[int | Exception]:
        threads.extend((ask, threading.current_thread() is threading.main_thread()) for ask in asks)
        return list(asks)

    asked(Batches(note, most=1, apart=0, waiting=100, brief=lambda asks: asks[0] < 2), range(4))
    assert threads == [(0, True), (1, True), (2, False), (3, False)]


def test_between_two_that_are_done_at_once_others_have_their_turn() -> None:
    order: list[str] = []

    def note(asks: Sequence[int]) -> list[int | Exception]:
        order.append(f"answer {asks[0]}")
        return list(asks)

    async def both() -> None:
        batches = Batches(note, most=1, apart=9, waiting=100, brief=lambda asks: True)

        async def ask(number: int) -> None:
            await batches.ask(number)
            order.append(f"told {number}")

        await asyncio.gather(ask(0), ask(1))
        batches.close()

    asyncio.run(both())
    assert order == ["answer 0", "told 0", "answer 1", "told 1"]


@pytest.mark.parametrize("brief", [True, False])
def test_an_error_is_told_to_those_whom_it_concerns(brief: bool) -> None:
    def odd_ones_fail(asks: Sequence[int]) -> list[int | Exception]:
        if 7 in asks:
            raise RuntimeError("all of them")
        return [ValueError(str(ask)) if ask % 2 else ask for ask in asks]

    answers = asked(Batches(odd_ones_fail, most=2, apart=0, waiting=100, brief=lambda asks: brief), [0, 1, 6, 7, 8])
    assert [answers[0], str(answers[1]), str(answers[2]), str(answers[3]), answers[4]] == [0, "1", "all of them", "all of them", 8]


def test_who_comes_when_too_many_wait_is_told_so() -> None:
    answers = asked(Batches(list, most=2, apart=0, waiting=3, brief=lambda asks: True), range(5))
    assert answers[:3] == [0, 1, 2]
    assert [one.status_code for one in answers[3:] if isinstance(one, HTTPException)] == [503, 503]


def test_the_jobs_before_a_change_leave_without_a_search_for_garbage() -> None:
    """Once, rows and their table held each other: every change and every answer left some to be searched for, in the middle of others."""
    board = Board(None, Policy())
    board.change(Change(put=({"job_id": "J1", "title": "缝纫工"},)))
    asked = Question({"worker_id": "W1", "wanted_occupation": "缝纫工"})
    assert len(recommend(board, [asked])[0]["recommendations"]) == 1
    gc.collect()
    gc.disable()
    try:
        before = weakref.ref(board.matcher.jobs)
        board.change(Change(put=({"job_id": "J2", "title": "缝纫工"},)))
        assert len(recommend(board, [asked])[0]["recommendations"]) == 2
        assert before() is None
    finally:
        gc.enable()
