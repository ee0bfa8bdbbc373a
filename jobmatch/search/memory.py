"""What was computed for one person and serves the next of the same class or home: kept, within bounds.

Workers who share an age share what age tables give every class of jobs, neighbours share how near every place of work
is. This holds as long as the classes do, whatever jobs of these classes come and go. What is kept row by row belongs to
one snapshot of the jobs: the next begins with an empty memory of it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

from jobmatch.terms.term import Array

BYTES = 64 * 2**20
"""What a memory holds at most, of two: of rows, and of classes; what was not asked for the longest goes first."""
SHARE = 8
"""One value may take this part of it; larger ones are computed again each time."""

Value = TypeVar("Value")


class Memory:
    """Arrays by what they were computed for; several readers may ask at once.

    Examples
    --------
    >>> import numpy as np
    >>> memory = Memory()
    >>> first = memory.get("age 43", lambda: np.zeros(3), lambda row: row.nbytes)
    >>> memory.get("age 43", lambda: np.ones(3), lambda row: row.nbytes) is first, memory.nbytes
    (True, 24)
    """

    def __init__(self, most: int | None = None) -> None:
        self.most = BYTES if most is None else most
        self.nbytes = 0
        self._values: OrderedDict[Hashable, tuple[object, int, object]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value], size: Callable[[Value], int], *, of: object = None) -> Value:
        """Return what is kept under a key; where nothing is, what ``make`` returns, kept if it is not too large.

        What was made ``of`` an object serves only for this very object, which is kept with it.
        """
        key = key, id(of)
        with self._lock:
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
                return found[0]  # type: ignore[return-value]
        value = make()
        self._keep(key, value, size(value), of)
        return value

    def _keep(self, key: Hashable, value: object, size: int, of: object) -> None:
        if size > self.most // SHARE:
            return
        with self._lock:
            _, before, _ = self._values.pop(key, (None, 0, None))
            self._values[key] = value, size, of
            self.nbytes += size - before
            while self.nbytes > self.most:
                _, (_, gone, _) = self._values.popitem(last=False)
                self.nbytes -= gone


def bytes_of(row: Array) -> int:
    """Return what an array takes in memory."""
    return int(row.nbytes)
