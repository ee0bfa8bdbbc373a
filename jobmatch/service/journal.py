"""The journal: every change of the jobs, on the disk before anybody is told that it is done.

One line a change, appended and flushed to the disk (``fsync``)::

    <crc32 of the rest> {"number": 17, "put": [{job}, …], "remove": ["J7", …]}

A line that a power cut left unfinished was never acknowledged: it is cut off by the next writer. A damaged line
with whole lines behind it is a damaged file and is refused. Several processes share one journal: a writer holds the
lock, and every process reads on from where it stopped.
"""

from __future__ import annotations

import json
import os
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from jobmatch.errors import StoreError
from jobmatch.store.locks import lock as take
from jobmatch.store.locks import unlock as release

Record = dict[str, Any]
"""One job: canonical column → plain value."""


@dataclass(frozen=True)
class Change:
    """Jobs put in (new, or in place of those of the same id) and ids taken out."""

    put: tuple[Record, ...] = ()
    remove: tuple[str, ...] = ()
    number: int = 0
    """Place in the journal, from 1; 0 while it is not written."""


class Journal:
    """The changes kept in a folder.

    Parameters
    ----------
    folder
        Where ``journal.jsonl`` lies; made when it is not there.
    after
        Number of the last change that a saved state holds already.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> journal = Journal(folder)
    >>> with journal.writing():
    ...     journal.append(Change(remove=("J7",))).number
    1
    >>> [change.remove for change in Journal(folder).read_on()]
    [('J7',)]
    """

    def __init__(self, folder: Path, *, after: int = 0) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path, self.last = folder / "journal.jsonl", after
        self._offset = 0
        self._thread = threading.RLock()
        if not self.path.exists():
            self.path.touch()
            _flush_folder(folder)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the only right to append, against other threads and other processes."""
        with self._thread, open(self.path.with_suffix(".lock"), "ab") as lock:
            take(lock.fileno())
            try:
                yield
            finally:
                release(lock.fileno())

    def has_more(self) -> bool:
        """Tell whether something was appended since the last reading; costs one look at the folder."""
        return self.path.stat().st_size > self._offset

    def read_on(self) -> list[Change]:
        """Return the changes appended since the last reading, by whichever process.

        Raises
        ------
        StoreError
            A line in the middle is damaged.
        """
        with self._thread, open(self.path, "rb") as file:
            file.seek(self._offset)
            lines = file.read().split(b"\n")
            found = []
            for place, line in enumerate(lines[:-1]):
                change = read_line(line)
                if change is None and any(read_line(later) for later in lines[place + 1 : -1]):
                    raise StoreError(f"{self.path.name} 第 {self._offset} 字节处损坏，不能继续；请从备份恢复数据文件夹")
                if change is None:
                    break
                self._offset += len(line) + 1
                if change.number > self.last:
                    found.append(change)
                    self.last = change.number
            return found

    def append(self, change: Change) -> Change:
        """Write a change to the disk and return it with its number; call it within :meth:`writing`, all read.

        Raises
        ------
        StoreError
            The disk refuses; nothing was changed.
        """
        numbered = Change(change.put, change.remove, self.last + 1)
        line = line_of(numbered)
        try:
            with open(self.path, "r+b") as file:
                file.truncate(self._offset)  # what an interrupted writer left behind
                file.seek(self._offset)
                try:
                    file.write(line)
                    file.flush()
                    os.fsync(file.fileno())
                except OSError:
                    file.truncate(self._offset)
                    raise
        except OSError as error:
            raise StoreError(f"数据文件夹写不进去（{error.strerror}），没有做任何改动；请检查磁盘空间") from None
        self._offset += len(line)
        self.last = numbered.number
        return numbered

    def clear(self) -> None:
        """Empty the journal, after everything in it was saved elsewhere; call it within :meth:`writing`."""
        with open(self.path, "r+b") as file:
            file.truncate(0)
            os.fsync(file.fileno())
        self._offset = 0


def hold(folder: Path | None) -> IO[bytes] | None:
    """Return the open lock that makes a data folder this service's own until the process ends; None without a folder.

    Raises
    ------
    StoreError
        Another service works in it.
    """
    if folder is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    lock = open(folder / "service.lock", "ab")  # noqa: SIM115 - held as long as the process lives
    try:
        take(lock.fileno(), wait=False)
    except OSError:
        lock.close()
        raise StoreError(f"数据文件夹 {folder.name} 正由另一个服务使用；请先停止它，或换一个文件夹") from None
    return lock


def joined(changes: Sequence[Change]) -> Change:
    """Return one change that does what these do one after the other.

    >>> joined([Change(put=({"job_id": "A"},)), Change(remove=("A",))])
    Change(put=(), remove=('A',), number=0)
    """
    put: dict[str, Record] = {}
    gone: dict[str, None] = {}
    for change in changes:
        for job_id in change.remove:
            put.pop(job_id, None)
            gone[job_id] = None
        for record in change.put:
            put[str(record["job_id"])] = record
            gone.pop(str(record["job_id"]), None)
    return Change(tuple(put.values()), tuple(gone), changes[-1].number if changes else 0)


def line_of(change: Change) -> bytes:
    """Return a change as a line of the journal."""
    facts = {"number": change.number, "put": change.put, "remove": change.remove}
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    return b"%08x %s\n" % (zlib.crc32(text), text)


def read_line(line: bytes) -> Change | None:
    """Return the change of a line, or None when the line is not whole."""
    mark, _, text = line.partition(b" ")
    if len(mark) != 8 or mark != b"%08x" % zlib.crc32(text):
        return None
    facts = json.loads(text)
    return Change(tuple(facts["put"]), tuple(facts["remove"]), facts["number"])


def _flush_folder(folder: Path) -> None:
    if os.name != "nt":  # Windows keeps names of files by itself
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
