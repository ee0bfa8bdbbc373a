"""One task for every partition, a few at a time, answers in the order of the partitions."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from jobmatch.errors import JobmatchError, StoreError

AHEAD = 2
"""Tasks given out for each worker: one runs, one waits; the rest stays with the driver."""
TRIES = 5
"""How often a task is tried on another worker when its worker is lost."""


@dataclass(frozen=True)
class Waves:
    """A Ray cluster as something that does one function for many partitions."""

    ray: Any
    workers: int
    """Single-core workers."""

    def each(self, work: Callable[..., Any], items: Iterable[tuple[Any, ...]], *shared: Any) -> Iterator[Any]:
        """Yield ``work(*item, *shared)`` for every item, in order.

        What is shared goes to every node once. A lost worker costs the tasks it had; they are done again.
        """
        task = self.ray.remote(num_cpus=1, max_retries=TRIES)(work)
        sent = [self.ray.put(one) for one in shared]
        waiting: deque[Any] = deque()
        with plain_errors(self.ray):
            for item in items:
                waiting.append(task.remote(*item, *sent))
                if len(waiting) >= AHEAD * self.workers:
                    yield self.ray.get(waiting.popleft())
            while waiting:
                yield self.ray.get(waiting.popleft())


@contextmanager
def plain_errors(ray: Any) -> Iterator[None]:
    """Raise what a worker raised as it would be raised on this machine."""
    try:
        yield
    except ray.exceptions.RayTaskError as error:
        cause = _root(error)
        if isinstance(cause, JobmatchError):
            raise type(cause)(*cause.args) from error
        raise
    except ray.exceptions.RayError as error:
        raise StoreError(f"集群中断（{type(error).__name__}）；用同样的命令再运行一次，会接着做完") from error


def _root(error: BaseException) -> BaseException:
    """Return the first exception of a chain that is the project's own; the last one where none is."""
    while not isinstance(error, JobmatchError):
        following = getattr(error, "cause", None) or error.__cause__
        if following is None or following is error:
            return error
        error = following
    return error
