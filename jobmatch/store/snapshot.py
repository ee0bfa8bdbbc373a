"""The one reference that readers take, and the changes that replace it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import RLock
from typing import Any, Self

import numpy as np

from jobmatch.errors import OtherEncoder, StoreError, TableError, UnknownId
from jobmatch.language.edition import edition
from jobmatch.language.encoders import Encoder
from jobmatch.policy import Policy
from jobmatch.schema import Jobs
from jobmatch.schema.casting import EXACT
from jobmatch.search.index import JobIndex, index_jobs
from jobmatch.store import arrays, changes, folder, table
from jobmatch.store.ids import rows_of
from jobmatch.store.room import Room
from jobmatch.terms.term import Array

SHOWN = 10
"""Ids that a message lists."""


@dataclass(frozen=True)
class Snapshot:
    """One state of the jobs; it never changes."""

    jobs: Jobs
    """The postings."""
    index: JobIndex
    """The same as the arrays that are searched, row by row."""
    policy: Policy
    """Every decision, on the day that the postings were last looked at."""

    def rows_of(self, ids: Iterable[str]) -> Array:
        """Return the row of each id, −1 where there is none, int64 ``[len(ids)]``; few ids of many are found quickly.

        >>> from jobmatch.language.encoders import default_encoder
        >>> store = JobStore.of(Jobs(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工"] * 2})), default_encoder(), Policy())
        >>> store.snapshot.rows_of(["J2", "J9"]).tolist()
        [1, -1]
        """
        return rows_of(self.index, _words(ids))


class JobStore:
    """The current snapshot of the jobs, replaced whole by every change.

    Readers take ``snapshot`` once and never wait for a writer; writers wait for one another.
    """

    def __init__(self, snapshot: Snapshot, encoder: Encoder, room: Room | None = None) -> None:
        self.encoder = encoder
        self._snapshot, self._room = snapshot, room or Room()
        self._writing = RLock()

    @classmethod
    def of(cls, jobs: Jobs, encoder: Encoder, policy: Policy) -> Self:
        """Return the store of ``jobs``.

        Raises
        ------
        EncoderError
            The encoder returns NaN or a wrong shape.

        >>> from jobmatch.language.encoders import default_encoder
        >>> store = JobStore.of(Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]})), default_encoder(), Policy())
        >>> store.snapshot.jobs.ids.tolist()
        ['J1']
        """
        index, room = changes.built(jobs, encoder, policy)
        return cls(Snapshot(jobs, index, policy), encoder, room)

    @property
    def snapshot(self) -> Snapshot:
        """The jobs as they stand today; where the policy names no day, postings come and go at midnight.

        >>> from jobmatch.language.encoders import default_encoder
        >>> jobs = Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "valid_until": ["2026-03-31"]}))
        >>> JobStore.of(jobs, default_encoder(), Policy(as_of=date(2026, 4, 1))).snapshot.policy.today
        datetime.date(2026, 4, 1)
        """
        now = self._snapshot
        return self._on_new_day() if _is_of_yesterday(now.policy) else now

    def add(self, jobs: Jobs) -> None:
        """Add postings.

        Raises
        ------
        TableError
            Ids that are there already.
        EncoderError
            The encoder returns NaN or another width.

        >>> from jobmatch.language.encoders import default_encoder
        >>> jobs = Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
        >>> store = JobStore.of(jobs, default_encoder(), Policy())
        >>> store.add(jobs)
        Traceback (most recent call last):
        ...
        jobmatch.errors.TableError: 有 1 个岗位编号已在库中：J1；要替换请用 update，岗位没有加入
        """
        with self._writing:
            now = self.snapshot
            known = jobs.ids[now.rows_of(jobs.ids) >= 0]
            if len(known):
                raise TableError(f"有 {len(known)} 个岗位编号已在库中：{_some(known)}；要替换请用 update，岗位没有加入")
            self._publish(self._joined(now, jobs))

    def remove(self, ids: Iterable[str]) -> None:
        """Remove postings by id.

        Raises
        ------
        UnknownId
            Ids that are not there; nothing is removed then.

        >>> from jobmatch.language.encoders import default_encoder
        >>> store = JobStore.of(Jobs(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工"] * 2})), default_encoder(), Policy())
        >>> store.remove(["J1"])
        >>> store.snapshot.jobs.ids.tolist(), len(store.snapshot.index)
        (['J2'], 1)
        """
        with self._writing:
            now = self.snapshot
            rows = _known_rows(now, ids)
            self._publish(self._without(now, rows))

    def update(self, jobs: Jobs) -> None:
        """Replace postings of the same ids.

        Raises
        ------
        UnknownId
            Ids that are not there; nothing is replaced then.
        EncoderError
            The encoder returns NaN or another width.

        >>> from jobmatch.language.encoders import default_encoder
        >>> store = JobStore.of(Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]})), default_encoder(), Policy())
        >>> store.update(Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["厨师"]})))
        >>> store.snapshot.jobs.records[0]["title"]
        '厨师'
        """
        with self._writing:
            now = self.snapshot
            rows = _known_rows(now, jobs.ids)
            part = index_jobs(jobs, self.encoder, now.policy)
            changes.check_texts(now.index, part)
            self._publish(self._joined(self._without(now, rows), jobs, part))

    def set_day(self, day: date) -> None:
        """Count everything on ``day`` from now on.

        >>> from jobmatch.language.encoders import default_encoder
        >>> jobs = Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "valid_until": ["2026-03-31"]}))
        >>> store = JobStore.of(jobs, default_encoder(), Policy(as_of=date(2026, 3, 1)))
        >>> before = store.snapshot.index.facts["posting"].tolist()
        >>> store.set_day(date(2026, 4, 1))
        >>> before, store.snapshot.index.facts["posting"].tolist()  # terms.facts: open, expired
        ([0], [3])
        """
        with self._writing:
            now = self._snapshot
            policy = replace(now.policy, as_of=day)
            index = now.index if now.policy.today == day else changes.on_day(now.index, now.jobs, policy)
            self._publish(replace(now, policy=policy, index=index))

    def save(self, path: str | Path) -> None:
        """Write the jobs as a new generation of a folder; readers of the older one are not disturbed.

        Raises
        ------
        StoreError
            The path is a file or holds something else, or nothing can be written there.

        >>> import tempfile
        >>> from jobmatch.language.encoders import default_encoder
        >>> store = JobStore.of(Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]})), default_encoder(), Policy())
        >>> place = Path(tempfile.mkdtemp()) / "county"
        >>> store.save(place)
        >>> store.save(place)
        >>> sorted(path.name for path in place.iterdir())
        ['CURRENT', 'gen-0002']
        """
        now = self.snapshot
        with folder.new_generation(path) as (generation, seal):
            table.write_jobs(now.jobs, generation)
            told = arrays.write_index(changes.warm(now.index, now.policy), generation)
            policy = {"policy": now.policy.to_dict(), "day": now.policy.today.isoformat()}
            seal({"jobmatch": _version(), "encoder": self.encoder.fingerprint, "words": edition(), **policy, "index": told})

    @classmethod
    def load(cls, path: str | Path, encoder: Encoder, *, verify: bool = False) -> Self:
        """Return what was saved, mapped into memory.

        Raises
        ------
        StoreError
            Nothing there, damaged, incomplete or of another version; ``OtherEncoder`` where it was saved with
            another encoder.

        >>> import tempfile
        >>> from jobmatch.language.encoders import default_encoder
        >>> place = Path(tempfile.mkdtemp()) / "county"
        >>> JobStore.of(Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]})), default_encoder(), Policy()).save(place)
        >>> JobStore.load(place, default_encoder()).snapshot.jobs.records[0]["title"]
        '缝纫工'
        """
        return folder.read_current(path, lambda generation, told: cls._read(generation, told, encoder), verify=verify)

    @classmethod
    def _read(cls, generation: Path, told: dict[str, Any], encoder: Encoder) -> Self:
        path = generation.parent
        if told["encoder"] != encoder.fingerprint:
            raise OtherEncoder(
                f"{path}：保存时用的编码器是 {told['encoder']}，现在给的是 {encoder.fingerprint}；"
                "两者的向量不能相比，请换回原来的编码器，或用岗位表重新建立并保存"
            )
        if told["words"] != edition():
            raise StoreError(f"{path}：保存时用的词表与现在的不同（jobmatch 更新过），岗位的向量已不能用；请用岗位表重新建立并保存")
        jobs = table.read_jobs(generation)
        index, room = arrays.read_index(generation, told["index"], table.Ids(jobs.cells["job_id"]))
        if len(jobs) != len(index):
            raise StoreError(f"{generation}：岗位表有 {len(jobs)} 行，数组有 {len(index)} 行；请用岗位表重新建立并保存")
        policy = Policy.from_dict(told["policy"])
        vars(policy)["today"] = date.fromisoformat(told["day"])
        return cls(Snapshot(jobs, index, policy), encoder, room)

    def _joined(self, now: Snapshot, jobs: Jobs, part: JobIndex | None = None) -> Snapshot:
        part = part or index_jobs(jobs, self.encoder, now.policy)
        both = table.followed(now.jobs, jobs)
        index = changes.joined(now.index, part, both, self._room)
        return replace(now, jobs=both, index=index)

    def _without(self, now: Snapshot, rows: Array) -> Snapshot:
        jobs = table.without(now.jobs, rows)
        index, self._room = changes.without(now.index, rows, jobs, self._room)
        return replace(now, jobs=jobs, index=index)

    def _on_new_day(self) -> Snapshot:
        with self._writing:
            now = self._snapshot
            if _is_of_yesterday(now.policy):
                policy = replace(now.policy)
                self._publish(replace(now, policy=policy, index=changes.on_day(now.index, now.jobs, policy)))
            return self._snapshot

    def _publish(self, snapshot: Snapshot) -> None:
        changes.warm(snapshot.index, snapshot.policy)
        self._snapshot = snapshot


def _known_rows(now: Snapshot, ids: Iterable[str]) -> Array:
    wanted = _words([ids] if isinstance(ids, str) else ids)
    rows = now.rows_of(wanted)
    strange = wanted[rows < 0]
    if len(strange):
        raise UnknownId(f"库中没有这 {len(strange)} 个岗位编号：{_some(strange)}；共 {len(now.jobs)} 个岗位，没有改动")
    return np.unique(rows)


def _words(ids: Iterable[str]) -> Array:
    if not isinstance(ids, Iterable):
        raise TableError(f"remove 要一组岗位编号，得到 {ids!r}；如 remove(['J001'])，没有改动")
    words = [_word(one) for one in ids]
    found = np.empty(len(words), dtype=object)
    found[:] = words
    return found


def _word(one: object) -> str:
    """Return an id as tables hold it (``schema.as_ids``), whatever pandas made of it.

    >>> _word(" J1 "), _word(1), _word(1.0)
    ('J1', '1', '1')
    """
    return str(int(one)) if isinstance(one, float) and one.is_integer() and abs(one) < EXACT else str(one).strip()


def _some(ids: Iterable[str]) -> str:
    listed = [str(one) for one in ids]
    return "、".join(listed[:SHOWN]) + ("……" if len(listed) > SHOWN else "")


def _is_of_yesterday(policy: Policy) -> bool:
    return policy.as_of is None and policy.today != date.today()


def _version() -> str:
    from jobmatch import __version__

    return __version__
