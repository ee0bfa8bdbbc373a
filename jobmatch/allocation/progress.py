"""How far an allocation is, told in people as ``recommend`` tells it.

Nobody knows beforehand how many rounds there will be: every search fills a part of what is left of the bar, and the
end fills the rest.
"""

from __future__ import annotations

from collections.abc import Callable

PART = 0.4
"""Part of what is left of the bar that one search fills (our choice)."""


class Bar:
    """A bar as long as there are workers.

    Examples
    --------
    >>> told = []
    >>> bar = Bar(100, told.append)
    >>> bar.search(20, until=0.5)
    >>> bar.searched(10), bar.searched(10), bar.fill()
    (None, None, None)
    >>> told
    [10, 10, 80]
    """

    def __init__(self, workers: int, tell: Callable[[int], None] | None = None) -> None:
        self._workers, self._tell, self._told = workers, tell, 0
        self._share, self._end, self._step = 0.0, 0.0, 0.0

    def search(self, workers: int, until: float = 1.0) -> None:
        """Begin a search of some workers, within a stage that ends at the share ``until``."""
        self._end = self._share + PART * max(until - self._share, 0.0)
        self._step = (self._end - self._share) / max(workers, 1)

    def searched(self, workers: int) -> None:
        """Take in that so many more were searched."""
        self._move(min(self._share + workers * self._step, self._end))

    def fill(self, until: float = 1.0) -> None:
        """End a stage."""
        self._move(max(until, self._share))

    def _move(self, share: float) -> None:
        self._share = share
        done = round(share * self._workers)
        if self._tell and done > self._told:
            self._tell(done - self._told)
            self._told = done
