"""Requests answered together: what arrives while one batch is worked on forms the next.

Fifty together cost each a third of what one costs alone, so under load the batch grows and the cost of each request shrinks.
Of a few each is answered by itself: together they would all wait for the last, and are hardly quicker. What takes some
milliseconds is done at once, between two turns of the event loop: to hand it to a thread and the answer back costs a seventh
of a question, and two threads that compute side by side take the interpreter from each other, and twice as long.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from starlette.exceptions import HTTPException

Ask = TypeVar("Ask")
Answer = TypeVar("Answer")


class Batches(Generic[Ask, Answer]):
    """A queue in front of the work.

    Parameters
    ----------
    work
        Answers a list of requests in order; an exception in the list is raised to that request alone.
    most
        Requests in one batch.
    apart
        Waiting requests up to which each is answered by itself.
    brief
        Whether these requests take so little that they are answered at once; others are in a thread of their own.
    waiting
        Requests that may wait.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Ask]], Sequence[Answer | Exception]],
        *,
        most: int,
        apart: int,
        waiting: int,
        brief: Callable[[Sequence[Ask]], bool],
    ) -> None:
        self._work, self._most, self._apart, self._room, self._brief = work, most, apart, waiting, brief
        self._queue: list[tuple[Ask, asyncio.Future[Answer]]] = []
        self._thread = ThreadPoolExecutor(1)
        self._task: asyncio.Task[None] | None = None

    async def ask(self, ask: Ask) -> Answer:
        """Return the answer to one request.

        Raises
        ------
        HTTPException
            503 when too many wait.
        """
        if len(self._queue) >= self._room:
            raise HTTPException(503, "同时来的请求太多；请一秒后再试", {"Retry-After": "1"})
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._queue.append((ask, future))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
        return await future

    def close(self) -> None:
        """Let the thread end."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _run(self) -> None:
        while self._queue:
            size = 1 if len(self._queue) <= self._apart else self._most
            batch, self._queue = self._queue[:size], self._queue[size:]
            asks = [ask for ask, _ in batch]
            at_once = self._brief(asks)
            if at_once:
                answers = self._answers(asks)
            else:
                answers = await asyncio.get_running_loop().run_in_executor(self._thread, self._answers, asks)
            for (_, future), answer in zip(batch, answers, strict=True):
                _tell(future, answer)
            if at_once:
                await asyncio.sleep(0)  # the answer goes out, and whoever came meanwhile is let in

    def _answers(self, asks: Sequence[Ask]) -> Sequence[Answer | Exception]:
        try:
            return self._work(asks)
        except Exception as error:  # one for all: each of them is told
            return [error] * len(asks)


def _tell(future: asyncio.Future[Answer], answer: Answer | Exception) -> None:
    if future.done():  # the client has gone
        return
    if isinstance(answer, Exception):
        future.set_exception(answer)
    else:
        future.set_result(answer)
