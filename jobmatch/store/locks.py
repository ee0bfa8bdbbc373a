"""Locks of files and folders, between processes and between threads; they go with the process that holds them."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = "LOCK"
"""The file that stands for its folder on Windows, where a folder cannot be locked; empty, and of no further meaning."""
_NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS)
"""What a system says whose drives know no locks, as some shared ones: there one writer at a time is up to the office."""

if sys.platform == "win32":
    import msvcrt

    def lock(handle: int, *, wait: bool = True) -> None:
        """Lock an open file; OSError where another holds it (with ``wait``: for ten seconds)."""
        msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)

    def unlock(handle: int) -> None:
        """Let the next one have it."""
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def lock(handle: int, *, wait: bool = True) -> None:
        """Lock an open file or folder; OSError where another holds it and nobody is to ``wait``."""
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)

    def unlock(handle: int) -> None:
        """Let the next one have it."""
        fcntl.flock(handle, fcntl.LOCK_UN)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until nobody else works in a folder under its lock, and keep the next one waiting.

    >>> import tempfile
    >>> with alone_in(Path(tempfile.mkdtemp())):
    ...     pass
    """
    on_windows = sys.platform == "win32"
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT) if on_windows else os.open(folder, os.O_RDONLY)
    try:
        try:
            lock(handle)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
        yield
    finally:
        os.close(handle)
