"""The jobs being served: one matcher that readers never wait for, and the journal behind it.

A change is written to the journal, flushed to the disk, and then published by the matcher in one step: readers
never wait, and what was acknowledged is there after ``kill -9``.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from jobmatch.errors import UnknownId
from jobmatch.places.located import located
from jobmatch.policy import Policy
from jobmatch.schema import JOB_COLUMNS, Jobs, Table
from jobmatch.schema.casting import plain
from jobmatch.service.counts import Counts, Sent
from jobmatch.service.journal import Change, Journal, Record, joined
from jobmatch.service.snapshot import read_snapshot, write_snapshot

_SHOWN = 5
"""Ids that a message lists."""
MOST_READ_AHEAD = 100_000
"""Jobs of which what answers look at is kept for all; of more, for those that were shown."""
Kind = TypeVar("Kind", bound=Table)


class Row(Mapping[str, Any]):
    """One row as plain values, None for unknown; each is made when first asked for, for an answer needs few."""

    __slots__ = ("_at", "_columns", "_known", "_names")

    def __init__(self, names: Collection[str], columns: Mapping[str, Any], at: int, known: Record) -> None:
        self._names, self._columns, self._at, self._known = names, columns, at, known

    def __getitem__(self, name: str) -> Any:
        if name not in self._known:
            self._known[name] = plain(self._columns[name][self._at])
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Rows(Sequence[Row]):
    """The rows of a table; ``known`` holds the values made of each so far, for the next table to go on with.

    They know the columns and not the table, which holds them: a circle would keep every table of jobs until the next search for garbage.
    """

    def __init__(self, table: Table, known: list[Record | None]) -> None:
        self._names, self._columns, self.known = table.columns, table.columns_read, known

    def __len__(self) -> int:
        return len(self.known)

    def __getitem__(self, row: Any) -> Any:
        at = int(row)
        known = self.known[at]
        if known is None:
            known = self.known[at] = {}
        return Row(self._names, self._columns, at, known)

    def __iter__(self) -> Iterator[Row]:
        return (self[row] for row in range(len(self)))

    def read_ahead(self) -> None:
        """Make of every row what was asked for of some: column by column that takes a tenth of the time."""
        if len(self) > MOST_READ_AHEAD:
            return
        names = {name for known in self.known if known for name in known}
        columns = [map(plain, list(self._columns[name])) for name in names]
        for at, cells in enumerate(zip(*columns, strict=True)):
            self.known[at] = dict(zip(names, cells, strict=True))

    def followed(self, table: Table, gone: Iterable[int]) -> Rows:
        """Return the rows of ``table``: these without some, and new ones behind them."""
        known = self.known.copy()
        for row in sorted(gone, reverse=True):
            del known[row]
        return Rows(table, known + [None] * (len(table) - len(known)))


class Board:
    """What is on offer now.

    Parameters
    ----------
    folder
        Where changes are kept; None keeps nothing.
    policy
        Every decision of the matching.

    Examples
    --------
    >>> board = Board(None, Policy())
    >>> board.change(Change(put=({"job_id": "J1", "title": "缝纫工"},)))
    >>> len(board.matcher), board.record("J1")["title"]
    (1, '缝纫工')
    """

    def __init__(self, folder: Path | None, policy: Policy) -> None:
        matcher, last = read_snapshot(folder, policy)
        self._lock = threading.RLock()
        self._holds_journal = False
        self._folder = folder
        self.matcher = matcher
        self._counts = Counts()
        self._rows = self._with_rows(Rows(matcher.jobs, [None] * len(matcher)))
        self.journal = Journal(folder, after=last) if folder else None
        self.follow()

    def __len__(self) -> int:
        return len(self.matcher)

    def __contains__(self, job_id: object) -> bool:
        return bool(self.known([str(job_id)]))

    def known(self, job_ids: Sequence[str]) -> set[str]:
        """Return those of some ids that jobs bear."""
        rows = self.matcher.snapshot.rows_of(job_ids)
        return {job_id for job_id, row in zip(job_ids, rows.tolist(), strict=True) if row >= 0}

    def record(self, job_id: str) -> Mapping[str, Any]:
        """Return a job as plain values, None for unknown.

        Raises
        ------
        UnknownId
            No such job.
        """
        now = self.matcher.snapshot
        row = int(now.rows_of([job_id])[0])
        if row < 0:
            raise no_such_jobs([job_id])
        return self.stated(with_rows(now.jobs).records[row])

    def stated(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a row of the jobs as it was sent in, without what the ledger knows of it."""
        return self._counts.stated_row(row)

    def take(self, job_ids: Sequence[str]) -> Jobs:
        """Return those of some jobs that are there, as they were sent in."""
        now = self.matcher.snapshot
        rows = now.rows_of(job_ids)
        return self._counts.stated(now.jobs.take(rows[rows >= 0]))

    def close(self, full: Mapping[str, Sent], *, among: Collection[str] | None = None) -> None:
        """Match nobody to the jobs of ``full``, by the people sent and hired; others ``among`` these, or all, are open as they state.

        Nothing of it is kept: it stands in the ledger.
        """
        with self._lock:
            before = self._counts.full
            others = {} if among is None else {job_id: sent for job_id, sent in before.items() if job_id not in among}
            after = {**others, **full}
            jobs = self.take(sorted(before.keys() ^ after.keys()))
            self._counts.full = after
            jobs = self._counts.matched(jobs)
            if len(jobs):
                self._apply(Change(), jobs)

    def follow(self) -> None:
        """Apply what other processes have written.

        While this process holds the journal nobody else can have written, and what is there beyond is its own change,
        which nobody was told of yet: readers do not wait for it.
        """
        if self.journal and not self._holds_journal and self.journal.has_more():
            with self._lock:
                changes = self.journal.read_on()
                if changes:
                    self._catch_up(changes)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Hold the only right to change the jobs, with all known that other processes changed before."""
        with self._lock:
            if self.journal is None:
                yield
                return
            with self.journal.writing():
                missed = self.journal.read_on()
                if missed:
                    self._catch_up(missed)
                self._holds_journal = True
                try:
                    yield
                finally:
                    self._holds_journal = False

    def change(self, change: Change) -> None:
        """Make a change durable and visible; it is on the disk when this returns.

        Raises
        ------
        StoreError
            The disk refuses; nothing was changed.
        TableError
            A job whose values do not fit; nothing was changed.
        """
        with self.changing():
            self.commit(change)

    def commit(self, change: Change) -> None:
        """Do as :meth:`change` within :meth:`changing`, for who has to look before."""
        jobs = jobs_of(change.put)
        if self.journal:
            self.journal.append(change)
        self._apply(change, self._counts.matched(jobs))

    def save(self) -> None:
        """Save the state of now and empty the journal: the next start is quicker."""
        if self.journal and self._folder:
            with self.changing():
                full = self._counts.full
                self.close({})
                rows = [json_row(row) for row in Jobs.of_typed(self.matcher.jobs.frame).records]
                write_snapshot(self.matcher, rows, self._folder, self.journal.last)
                self.journal.clear()
                self.close(full)

    def _catch_up(self, changes: Sequence[Change]) -> None:
        whole = joined(changes)
        self._apply(whole, self._counts.matched(jobs_of(whole.put)))

    def read_ahead(self) -> None:
        """Read of every job what answers so far looked at, so that the next ones need not."""
        self._rows.read_ahead()

    def rehearse(self) -> None:
        """Put a job in and take it out again, before anybody looks: the first change copies every array, for there to be room behind it."""
        job_id = next(str(number) for number in count() if str(number) not in self)
        self._apply(Change(), jobs_of(({"job_id": job_id, "title": "缝纫工"},)))
        self._apply(Change(remove=(job_id,)), jobs_of(()))

    def _apply(self, change: Change, jobs: Jobs) -> None:
        """Publish a change; ``jobs`` are those that it puts in."""
        now = self.matcher.snapshot
        gone, known = now.rows_of(change.remove), now.rows_of(jobs.ids)
        if (gone >= 0).any():
            self.matcher.remove([job_id for job_id, row in zip(change.remove, gone, strict=True) if row >= 0])
        if (known >= 0).any():
            self.matcher.update(jobs.take(np.flatnonzero(known >= 0)))
        if (known < 0).any():
            self.matcher.add(jobs.take(np.flatnonzero(known < 0)))
        left_out = {row for row in (*gone.tolist(), *known.tolist()) if row >= 0}
        self._rows = self._with_rows(self._rows.followed(self.matcher.jobs, left_out))

    def _with_rows(self, rows: Rows) -> Rows:
        vars(self.matcher.jobs)["records"] = rows
        return rows


def with_rows(table: Kind) -> Kind:
    """Return a table with rows that are made when asked for: of sixty columns an answer needs a dozen."""
    if "records" not in vars(table):
        vars(table)["records"] = Rows(table, [None] * len(table))
    return table


def jobs_of(records: Sequence[Record]) -> Jobs:
    """Return a table of the records.

    Raises
    ------
    TableError
        Values that do not fit their column.
    """
    return Jobs.of_records([located(record, "work") for record in records])


def json_row(record: Mapping[str, Any]) -> Record:
    """Return a row fit for JSON: days as text, only what is known, nothing about where it was read."""
    known = {name: value for name, value in record.items() if value is not None and not _is_empty(value) and name in JOB_COLUMNS}
    known = {name: value for name, value in known.items() if name not in ("source_sheet", "source_row")}
    return {name: _json_value(value, JOB_COLUMNS[name].kind) for name, value in known.items()}


def _is_empty(value: Any) -> bool:
    return isinstance(value, tuple) and not value


def _json_value(value: Any, kind: str) -> Any:
    if kind == "date":
        return pd.Timestamp(value).date().isoformat()
    if kind == "codes":
        return list(value)
    return {"number": float, "whole": int, "flag": bool}.get(kind, str)(value)


def no_such_jobs(job_ids: Sequence[str]) -> UnknownId:
    """Return the error that says which jobs are not there, and where to look.

    >>> no_such_jobs(["J7", "J9"])
    UnknownId('没有编号为 J7、J9 的岗位；请先查 /v1/jobs')
    """
    return UnknownId(f"没有编号为 {'、'.join(job_ids[:_SHOWN])} 的岗位；请先查 /v1/jobs")
