"""What the ledger has left of the openings: jobs that it sends nobody to any more are recommended to nobody.

The ledger is never asked while somebody waits for recommendations. A letter of this process closes its job before the
letter is answered; what other programs write is seen within a second or two, by the mark of the last change.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence

from sqlalchemy.exc import SQLAlchemyError

from jobmatch.errors import JobmatchError
from jobmatch.ledger import Ledger
from jobmatch.ledger.limits import full_posts
from jobmatch.service.board import Board

log = logging.getLogger("jobmatch.service")
EVERY_SECONDS = 1.0
REST, LONGEST = 9, 30.0
"""How many times as long as a look took nothing is looked at, so that a tenth of one core goes into it; but no longer than so many seconds."""


class Openings:
    """Follows the ledger and closes on the board the jobs that it has filled.

    Parameters
    ----------
    board
        The jobs served.
    ledger
        Returns the ledger, or None as long as there is none.
    """

    def __init__(self, board: Board, ledger: Callable[[], Ledger | None]) -> None:
        self._board, self._ledger = board, ledger
        self._lock, self._ended = threading.Lock(), threading.Event()
        self._seen: tuple[object, object, object] = None, None, None
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._failed = False

    def start(self) -> None:
        """Look for the first time, then again and again."""
        self._try()
        self._thread.start()

    def close(self) -> None:
        """Look no more."""
        self._ended.set()
        self._thread.join(10)

    def look(self) -> None:
        """Close what the ledger has filled and open the rest, unless neither ledger nor jobs have changed."""
        ledger = self._ledger()
        if ledger is None:
            return
        with self._lock:
            change, now = ledger.database.change(), self._board.matcher
            if self._seen[:2] == (change, now.policy.today) and self._seen[2] is now.jobs:
                return
            policy, jobs = now.policy, self._board.take(now.jobs.ids.tolist())
            self._board.close(full_posts(ledger, jobs, policy))
            self._seen = change, policy.today, now.jobs

    def look_at(self, job_ids: Sequence[str]) -> None:
        """Close or open a few jobs, to which somebody was sent just now."""
        ledger = self._ledger()
        if ledger is not None:
            with self._lock:
                full = full_posts(ledger, self._board.take(job_ids), self._board.matcher.policy)
                self._board.close(full, among=job_ids)

    def _follow(self) -> None:
        pause = EVERY_SECONDS
        while not self._ended.wait(pause):
            started = time.monotonic()
            self._try()
            pause = min(max(EVERY_SECONDS, REST * (time.monotonic() - started)), LONGEST)

    def _try(self) -> None:
        """Look; a ledger that cannot be reached is told once, and what was known of it holds on."""
        try:
            self.look()
            self._failed = False
        except (JobmatchError, SQLAlchemyError) as error:
            if not self._failed:
                log.warning("ledger", extra={"facts": {"error": type(error).__name__}})
            self._failed = True
