"""One thread computes at a time, as long as nobody waits long for that.

Two threads that compute at once hand the interpreter to and fro: whoever lets it go for a moment, as most steps of NumPy do,
has it back only when the turn of the other is over (``run.TURN_SECONDS``). An answer and a change of one job, a few
milliseconds each, take twice as long together as one after the other.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_SECONDS = 0.025
"""How long others wait for who has the turn, counted from when it was taken: then they compute beside it."""


class Turn:
    """What a thread takes while it computes.

    Examples
    --------
    >>> turn = Turn()
    >>> with turn.taken() as alone:
    ...     alone
    True
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._over = 0.0

    @contextmanager
    def taken(self) -> Iterator[bool]:
        """Wait for the turn and hold it; yield whether it was had, for who holds it long is not waited for."""
        alone = self._lock.acquire(timeout=max(0.0, self._over - time.monotonic()))
        if alone:
            self._over = time.monotonic() + PATIENCE_SECONDS
        try:
            yield alone
        finally:
            if alone:
                self._lock.release()
