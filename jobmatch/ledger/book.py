"""The ledger itself: who was sent where, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

import pandas as pd
from sqlalchemy import Connection, delete, func, select

from jobmatch.errors import LedgerError, NotReferred, UnknownId
from jobmatch.ledger import keys
from jobmatch.ledger.database import Database, upsert
from jobmatch.ledger.entering import PERSON_FACTS, check_day, check_pairs, enter_posts, ids_by_key, mapped, numbers_of, person_rows
from jobmatch.ledger.history import pairs_tried, people_sent
from jobmatch.ledger.letters import with_letters, write_letters
from jobmatch.ledger.limits import bar_of_person, bars_of_posts, why_not_sent
from jobmatch.ledger.recording import Entry, Verdict, apply, note_import, recall, withdraw
from jobmatch.ledger.tables import facts, persons, referrals
from jobmatch.policy import Policy
from jobmatch.schema import Jobs, Workers, as_ids
from jobmatch.schema.outcomes import OUTCOMES


class Ledger:
    """A 台账: persons, referrals and their outcomes, in a file or on a PostgreSQL server.

    Parameters
    ----------
    place
        A file name (SQLite) or a URL such as ``postgresql://office@host/ledger``.
    key_file
        Where the salt of the person keys is; by default the file name plus ``.key``. A PostgreSQL ledger
        must be told.

    Raises
    ------
    LedgerError
        The place cannot be opened, or the key file is missing or is not the one this ledger was made with.

    Examples
    --------
    >>> import tempfile, datetime as dt, pandas as pd
    >>> from jobmatch.schema import Jobs, Workers
    >>> ledger = Ledger(Path(tempfile.mkdtemp()) / "台账.db")
    >>> workers = Workers(pd.DataFrame({"worker_id": ["W1"]}))
    >>> jobs = Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
    >>> pairs = pd.DataFrame({"worker_id": ["W1"], "job_id": ["J1"]})
    >>> sent = ledger.refer(pairs, workers, jobs, on=dt.date(2026, 3, 2))
    >>> sent.loc[0, "referral_id"].removeprefix(f"T{ledger.mark}")
    '260302-00000013'
    >>> ledger.record(Entry(sent.loc[0, "referral_id"], "hired", dt.date(2026, 3, 5), form="合同制"))
    >>> ledger.history().loc[0, ["worker_id", "job_id", "outcome"]].tolist()
    ['W1', 'J1', 'hired']
    """

    def __init__(self, place: str | Path, *, key_file: str | Path | None = None) -> None:
        """Open the ledger; its tables and its key file are made when it is new."""
        self.database = Database(place)
        if key_file is None and not self.database.is_sqlite:
            raise LedgerError("PostgreSQL 台账须指明密钥文件：Ledger(地址, key_file=…)")
        fingerprint = self.database.fact("key")
        self.key_file = Path(key_file or f"{self.database.url.database}.key")
        self._salt = keys.read_salt(self.key_file, create=fingerprint is None)
        self._check_key()

    def __repr__(self) -> str:
        """Return where the ledger is."""
        return f"Ledger({self.database.name!r})"

    def __enter__(self) -> Self:
        """Return the ledger, closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the database."""
        self.close()

    def close(self) -> None:
        """Close the database; asking the ledger again opens it again."""
        self.database.close()

    @property
    def mark(self) -> str:
        """The two letters in the numbers of this ledger's letters.

        >>> import tempfile
        >>> mark = Ledger(Path(tempfile.mkdtemp()) / "台账.db").mark
        >>> len(mark), mark.isalpha()
        (2, True)
        """
        return keys.office_mark(self._salt)

    def _check_key(self) -> None:
        """Refuse a key that is not the one the persons in this ledger were keyed with."""
        own = keys.keyed(self._salt, "jobmatch ledger")[:16]
        with self.database.write() as connection:
            upsert(connection, facts, [{"name": "key", "value": own}], update=())
        if self.database.fact("key") != own:
            raise LedgerError(f"{self.key_file} 不是这本台账的密钥文件；请换回原来的文件")

    # -- persons ---------------------------------------------------------------------------------------------

    def person_keys(self, workers: Workers) -> pd.Series:
        """Return the person key of each worker, in table order.

        A key is a keyed hash of the ID number, or of what else tells the person (``keys.person_keys``); it cannot be turned back.

        >>> import tempfile
        >>> ledger = Ledger(Path(tempfile.mkdtemp()) / "台账.db")
        >>> rows = pd.DataFrame({"worker_id": ["W1", "W2"], "id_number": ["500241199900000012"] * 2})
        >>> ledger.person_keys(Workers(rows)).nunique()
        1
        """
        return keys.person_keys(self._salt, workers.frame)

    def enter(self, workers: Workers, *, on: dt.date) -> pd.Series:
        """Enter the workers, or bring their facts up to date, and return their ledger numbers in table order.

        Two rows of one person (the same ID number) are one person.

        Examples
        --------
        >>> import tempfile
        >>> ledger = Ledger(Path(tempfile.mkdtemp()) / "台账.db")
        >>> workers = Workers(pd.DataFrame({"worker_id": ["W1", "W2"]}))
        >>> ledger.enter(workers, on=dt.date(2026, 3, 2)).tolist(), ledger.enter(workers, on=dt.date(2026, 3, 9)).tolist()
        ([1, 2], [1, 2])
        """
        with self.database.write() as connection:
            return self._enter(connection, workers, on)

    def _enter(self, connection: Connection, workers: Workers, on: dt.date) -> pd.Series:
        own = self.person_keys(workers)
        rows = person_rows(self._salt, workers.frame.assign(key=own), on)
        upsert(connection, persons, rows, update=PERSON_FACTS)
        return numbers_of(connection, persons, own)

    def enter_posts(self, jobs: Jobs) -> pd.Series:
        """Enter the postings, or bring their facts up to date, and return their ledger numbers in table order.

        A post is known again by employer, title and work place (``keys.post_keys``).

        >>> import tempfile
        >>> ledger = Ledger(Path(tempfile.mkdtemp()) / "台账.db")
        >>> jobs = Jobs(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工", "保安员"], "employer": ["甲厂", "乙厂"]}))
        >>> ledger.enter_posts(jobs).tolist()
        [1, 2]
        """
        with self.database.write() as connection:
            return enter_posts(connection, jobs)

    def purge(self, id_number: str) -> int:
        """Erase the person with this ID number and all that hangs on them; return how many referrals went.

        Raises
        ------
        UnknownId
            Nobody with this ID number is in the ledger.

        Examples
        --------
        >>> import tempfile
        >>> ledger = Ledger(Path(tempfile.mkdtemp()) / "台账.db")
        >>> workers = Workers(pd.DataFrame({"worker_id": ["W1"], "id_number": ["500241199900000012"]}))
        >>> jobs = Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
        >>> _ = ledger.refer(pd.DataFrame({"worker_id": ["W1"], "job_id": ["J1"]}), workers, jobs, on=dt.date(2026, 3, 2))
        >>> ledger.purge("500241199900000012"), len(ledger.history())
        (1, 0)
        """
        own = keys.keyed(self._salt, id_number.strip().upper()[:18])
        with self.database.write() as connection:
            person = connection.scalar(select(persons.c.id).where(persons.c.key == own))
            if person is None:
                raise UnknownId("台账中没有这个人；请核对身份证号（18位，末位X大写）")
            gone = connection.scalar(select(func.count()).where(referrals.c.person == person))
            connection.execute(delete(persons).where(persons.c.id == person))
        self.database.empty_log()
        return int(gone or 0)

    # -- referrals -------------------------------------------------------------------------------------------

    def refer(self, pairs: pd.DataFrame, workers: Workers, jobs: Jobs, *, on: dt.date, channel: str = "") -> pd.DataFrame:
        """Record that each pair was sent, and return ``pairs`` with ``referral_id`` and ``note``.

        Parameters
        ----------
        pairs
            ``worker_id, job_id`` and, where known, ``tier`` and ``distance_km``.
        workers, jobs
            The tables the ids belong to; all ``workers`` are entered, for all of them are to be served.
        channel
            By whom: the office itself (blank), an agency, a labour broker.

        A pair that is still open keeps its number, so that a list may be made again. The same person is not
        sent twice to one post: such a pair has no number and its ``note`` says why. A post that was full may
        be tried again.

        Raises
        ------
        UnknownId
            A pair names a worker or a job that is not in the tables.

        Examples
        --------
        >>> import tempfile
        >>> ledger = Ledger(Path(tempfile.mkdtemp()) / "台账.db")
        >>> people, posts = Workers(pd.DataFrame({"worker_id": ["W1"]})), Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
        >>> pairs = pd.DataFrame({"worker_id": ["W1"], "job_id": ["J1"]})
        >>> first = ledger.refer(pairs, people, posts, on=dt.date(2026, 3, 2)).loc[0, "referral_id"]
        >>> first == ledger.refer(pairs, people, posts, on=dt.date(2026, 3, 9)).loc[0, "referral_id"]  # still open: the same letter
        True
        >>> ledger.record(Entry(first, "rejected", dt.date(2026, 3, 10)))
        >>> ledger.refer(pairs, people, posts, on=dt.date(2026, 3, 16)).loc[0, "note"]
        '此前已推荐过该岗位，2026-03-10 结果为“不录用”，不再重复推荐'
        """
        check_pairs(pairs, workers, jobs)
        check_day(on)
        with self.database.write() as connection:
            return write_letters(connection, self._lettered(connection, pairs, workers, jobs, on), on, channel)

    def send(self, person: Workers, jobs: Jobs, policy: Policy, *, on: dt.date, channel: str = "") -> pd.DataFrame:
        """Record that one person was sent to jobs, all of them or none, and return what ``refer`` does.

        The limits of the market hold (``jobmatch.ledger.limits``); letters that are open already keep their numbers.

        Raises
        ------
        NotReferred
            Some job is full, expired or not begun, or was tried before, or the person is hired or too young.

        Examples
        --------
        >>> import tempfile
        >>> ledger, day = Ledger(Path(tempfile.mkdtemp()) / "台账.db"), dt.date(2026, 3, 2)
        >>> people, jobs = Workers(pd.DataFrame({"worker_id": ["W1", "W2", "W3", "W4"]})), Jobs(
        ...     pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "openings": [1]})
        ... )
        >>> sent = [ledger.send(people.take([at]), jobs, Policy(), on=day)["referral_id"].iloc[0][-8:] for at in (0, 1, 2, 0)]
        >>> sent
        ['00000013', '00000021', '00000039', '00000013']
        >>> ledger.send(people.take([3]), jobs, Policy(), on=day)
        Traceback (most recent call last):
        ...
        jobmatch.errors.NotReferred: J1：招满或推荐名额已用完
        """
        pairs = pd.DataFrame({"worker_id": str(person.ids[0]), "job_id": jobs.ids})
        check_day(on)
        with self.database.write() as connection:
            sent = self._lettered(connection, pairs, person, jobs, on)
            barred = bars_of_posts(self.counted(jobs), replace(policy, as_of=on))
            bars = [bar_of_person(connection, person, number, on) for number in sent["person"].unique().tolist()]
            notes = why_not_sent(sent, "".join(bars), barred)
            if notes:
                raise NotReferred(notes)
            return write_letters(connection, sent, on, channel)

    def _lettered(self, connection: Connection, pairs: pd.DataFrame, workers: Workers, jobs: Jobs, on: dt.date) -> pd.DataFrame:
        """Enter the people and the posts of the pairs, and return the pairs with what ``with_letters`` says of them."""
        sent = pairs.reset_index(drop=True)
        sent = sent.assign(worker_id=as_ids(sent["worker_id"]), job_id=as_ids(sent["job_id"]))
        sent["person"] = mapped(sent["worker_id"], workers.ids, self._enter(connection, workers, on))
        wanted = jobs.take(jobs.ids.isin(sent["job_id"]))
        sent["post"] = mapped(sent["job_id"], wanted.ids, enter_posts(connection, wanted))
        return with_letters(connection, sent, on, mark=self.mark)

    def record(self, entry: Entry, *, as_of: dt.date | None = None) -> None:
        """Record one outcome; one that is there already changes nothing. ``as_of`` as for ``record_all``.

        Raises
        ------
        LedgerError
            No such referral, a date before the referral or after ``as_of``, or an outcome that cannot follow its state.

        Examples
        --------
        >>> import tempfile
        >>> ledger = Ledger(Path(tempfile.mkdtemp()) / "台账.db")
        >>> ledger.record(Entry("T260302-1", "hired", dt.date(2026, 3, 5)))
        Traceback (most recent call last):
        ...
        jobmatch.errors.LedgerError: T260302-1：推荐编号台账中没有这个推荐编号；请核对是否改动过，或是不是别的单位的推荐表
        """
        verdict = self.record_all([entry], as_of=as_of)[0]
        if verdict.kind == "refused":
            raise LedgerError(f"{entry.referral_id}：{verdict.column}{verdict.message}")

    def record_all(self, entries: Sequence[Entry], *, as_of: dt.date | None = None, digest: str | None = None) -> list[Verdict]:
        """Record outcomes in one transaction and return a verdict for each.

        Parameters
        ----------
        entries
            The outcomes, in any order.
        as_of
            Outcomes of days after this one are refused, for nobody knows them; today when not given.
        digest
            Checksum of the workbook they come from, kept with the date.

        Raises
        ------
        LedgerError
            An outcome is no code of ``OUTCOMES``; nothing is recorded then.

        Examples
        --------
        >>> import tempfile
        >>> ledger = Ledger(Path(tempfile.mkdtemp()) / "台账.db")
        >>> people, posts = Workers(pd.DataFrame({"worker_id": ["W1"]})), Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
        >>> sent = ledger.refer(pd.DataFrame({"worker_id": ["W1"], "job_id": ["J1"]}), people, posts, on=dt.date(2026, 3, 2))
        >>> letter = sent.loc[0, "referral_id"]
        >>> hired = Entry(letter, "hired", dt.date(2026, 3, 5))
        >>> [verdict.kind for verdict in ledger.record_all([hired, hired, Entry(letter, "issued", dt.date(2026, 3, 6))])]
        ['recorded', 'repeated', 'refused']
        """
        unknown = sorted({entry.outcome for entry in entries} - set(OUTCOMES))
        if unknown:
            raise LedgerError(f"没有这样的结果代码：{'、'.join(unknown)}；应为 {'、'.join(OUTCOMES)} 之一")
        for entry in entries:
            check_day(entry.on)
        with self.database.write() as connection:
            verdicts = apply(connection, entries, as_of or dt.date.today())
            if digest is not None:
                note_import(connection, digest, verdicts)
        return verdicts

    def withdraw(self, referral_id: str, *, outcome: str | None = None) -> str:
        """Take back the last outcome of a referral, entered by mistake; return the state before it.

        Given the ``outcome`` that is meant, a later one which somebody else has entered meanwhile stays.

        Raises
        ------
        LedgerError
            The referral has no outcome or another one, or there is none of this number.

        Examples
        --------
        >>> import tempfile
        >>> ledger = Ledger(Path(tempfile.mkdtemp()) / "台账.db")
        >>> people, posts = Workers(pd.DataFrame({"worker_id": ["W1"]})), Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
        >>> sent = ledger.refer(pd.DataFrame({"worker_id": ["W1"], "job_id": ["J1"]}), people, posts, on=dt.date(2026, 3, 2))
        >>> letter = sent.loc[0, "referral_id"]
        >>> ledger.record(Entry(letter, "hired", dt.date(2026, 3, 5)))
        >>> ledger.withdraw(letter)
        'issued'
        """
        with self.database.write() as connection:
            return withdraw(connection, referral_id, outcome)

    def recall(self, referral_id: str, *, channel: str | None = None) -> None:
        """Take back a letter that was written by mistake; the opening is free again.

        With ``channel`` letters that another sent stay as they are. Its number is not given out again.

        Raises
        ------
        LedgerError
            There is none of this number, or its outcome is known: that is withdrawn first.

        Examples
        --------
        >>> import tempfile
        >>> ledger = Ledger(Path(tempfile.mkdtemp()) / "台账.db")
        >>> people, posts = Workers(pd.DataFrame({"worker_id": ["W1"]})), Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
        >>> sent = ledger.refer(pd.DataFrame({"worker_id": ["W1"], "job_id": ["J1"]}), people, posts, on=dt.date(2026, 3, 2))
        >>> letter = sent.loc[0, "referral_id"]
        >>> ledger.recall(letter)
        >>> len(ledger.history())
        0
        """
        with self.database.write() as connection:
            recall(connection, referral_id, channel)

    # -- what the next match asks ----------------------------------------------------------------------------

    def history(self, workers: Workers | None = None, jobs: Jobs | None = None, *, making: dt.date | None = None) -> pd.DataFrame:
        """Return the pairs already tried: ``worker_id, job_id, outcome, date``, one row a referral.

        Given the tables of the next match, persons are found again by their key and posts by employer, title
        and work place, and the ids are those of these tables; without them, as in the latest roster. A post that is
        not among ``jobs`` any more has no ``job_id``: that the person was sent, and with what outcome, still counts. A post
        that was full is left out: it may be offered again when it has openings. The letters written on the day ``making``
        and still open are left out too: a list made again on its day is the same list.

        Examples
        --------
        The post comes back under another number in the next table; it is found again by employer, title and place:

        >>> import tempfile
        >>> ledger = Ledger(Path(tempfile.mkdtemp()) / "台账.db")
        >>> people = Workers(pd.DataFrame({"worker_id": ["W1"]}))
        >>> posts = pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "employer": ["甲厂"]})
        >>> _ = ledger.refer(pd.DataFrame({"worker_id": ["W1"], "job_id": ["J1"]}), people, Jobs(posts), on=dt.date(2026, 3, 2))
        >>> ledger.history(jobs=Jobs(posts.assign(job_id="B7")))[["worker_id", "job_id", "outcome"]].values.tolist()
        [['W1', 'B7', 'issued']]
        """
        tried = pairs_tried(self.database, making)
        if workers is not None:
            tried["worker_id"] = tried["person_key"].map(ids_by_key(self.person_keys(workers), workers.ids))
        if jobs is not None:
            tried["job_id"] = tried["post_key"].map(ids_by_key(keys.post_keys(jobs.frame), jobs.ids))
        return tried.dropna(subset=["worker_id"])[["worker_id", "job_id", "outcome", "date"]].reset_index(drop=True)

    def counts(self, jobs: Jobs, *, making: dt.date | None = None) -> pd.DataFrame:
        """Return how many persons were sent to each job and how many are hired: ``job_id, referred, placed``.

        Persons, not letters: somebody sent twice to a post that was full counts once. Letters from before ``valid_from`` were
        for an earlier posting of the same post. ``making`` as for ``history``.

        Examples
        --------
        >>> import tempfile
        >>> ledger = Ledger(Path(tempfile.mkdtemp()) / "台账.db")
        >>> people, posts = Workers(pd.DataFrame({"worker_id": ["W1"]})), Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
        >>> sent = ledger.refer(pd.DataFrame({"worker_id": ["W1"], "job_id": ["J1"]}), people, posts, on=dt.date(2026, 3, 2))
        >>> ledger.record(Entry(sent.loc[0, "referral_id"], "hired", dt.date(2026, 3, 5)))
        >>> ledger.counts(posts).values.tolist()
        [['J1', 1, 1]]
        """
        return people_sent(self.database, jobs, making)

    def counted(self, jobs: Jobs, *, making: dt.date | None = None) -> Jobs:
        """Return the jobs with the people sent and hired so far, by their own columns or by the ledger, whichever knows of more.

        What is left of 委托可推荐人数 is then left for the next list (DOMAIN.md §2.1). ``making`` as for ``history``.

        Examples
        --------
        >>> import tempfile
        >>> ledger = Ledger(Path(tempfile.mkdtemp()) / "台账.db")
        >>> people, posts = Workers(pd.DataFrame({"worker_id": ["W1"]})), Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
        >>> _ = ledger.refer(pd.DataFrame({"worker_id": ["W1"], "job_id": ["J1"]}), people, posts, on=dt.date(2026, 3, 2))
        >>> ledger.counted(posts).frame["referred"].tolist(), ledger.counted(posts, making=dt.date(2026, 3, 2)).frame["referred"].tolist()
        ([1], [0])
        """
        known = self.counts(jobs, making=making)
        stated = {name: jobs.frame[name].fillna(0) for name in ("referred", "placed")}
        return jobs.replaced({name: column.where(column > known[name], known[name]).array for name, column in stated.items()})
