"""Who agreed to be sent messages, what was sent already, and which services a person had."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from sqlalchemy import delete, select

from jobmatch.errors import LedgerError
from jobmatch.ledger.book import Ledger
from jobmatch.ledger.database import append, upsert
from jobmatch.ledger.entering import check_pairs, mapped
from jobmatch.ledger.keys import post_keys
from jobmatch.ledger.tables import consents, persons, posts, pushes, services
from jobmatch.schema import Jobs, Workers, as_ids

CHANNELS = ("sms", "wechat")
"""Ways a message may go; each is agreed to by itself."""

SERVICES = ("policy", "guidance", "training")
"""政策宣讲, 职业指导, 技能培训: the service pack beside the three jobs, which the referrals count."""


def record_consents(ledger: Ledger, workers: Workers, *, on: dt.date, channel: str = "sms") -> int:
    """Record what the column ``consent`` says of each worker, unknown left as it was; return how many.

    Raises
    ------
    LedgerError
        ``channel`` is not one of ``CHANNELS``.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> ledger = Ledger(Path(tempfile.mkdtemp()) / "台账.db")
    >>> people = Workers(pd.DataFrame({"worker_id": ["W1", "W2", "W3"], "consent": [True, False, None]}))
    >>> record_consents(ledger, people, on=dt.date(2026, 3, 2)), agreed(ledger, people).tolist()
    (2, [True, False, False])
    """
    _check_channel(channel)
    numbers = ledger.enter(workers, on=on)
    said = workers.frame["consent"]
    rows = [
        {"person": int(number), "channel": channel, "given": bool(given), "on": on}
        for number, given in dict(zip(numbers[said.notna()], said.dropna(), strict=True)).items()
    ]
    with ledger.database.write() as connection:
        for row in rows:
            own = (consents.c.person == row["person"]) & (consents.c.channel == channel)
            connection.execute(delete(consents).where(own))
        append(connection, consents, rows)
    return len(rows)


def agreed(ledger: Ledger, workers: Workers, *, channel: str = "sms") -> pd.Series:
    """Return whether each worker agreed to messages on this channel; who was never asked did not.

    Raises
    ------
    LedgerError
        ``channel`` is not one of ``CHANNELS``.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> people = Workers(pd.DataFrame({"worker_id": ["W1"]}))
    >>> agreed(Ledger(Path(tempfile.mkdtemp()) / "台账.db"), people).tolist()
    [False]
    """
    _check_channel(channel)
    query = select(persons.c.key).join_from(consents, persons).where(consents.c.channel == channel, consents.c.given)
    return ledger.person_keys(workers).isin(ledger.database.frame(query)["key"])


def record_pushes(ledger: Ledger, pairs: pd.DataFrame, workers: Workers, jobs: Jobs, *, on: dt.date, channel: str = "sms") -> None:
    """Record that each ``worker_id, job_id`` of ``pairs`` was announced on a day; what was announced before stays as it was.

    Raises
    ------
    LedgerError
        ``channel`` is not one of ``CHANNELS``.
    UnknownId
        A pair names a worker or a job that is not in the tables.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> ledger, pairs = Ledger(Path(tempfile.mkdtemp()) / "台账.db"), pd.DataFrame({"worker_id": ["W1"], "job_id": ["J1"]})
    >>> people, jobs = Workers(pd.DataFrame({"worker_id": ["W1"]})), Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
    >>> for day in (2, 3):
    ...     record_pushes(ledger, pairs, people, jobs, on=dt.date(2026, 3, day))
    >>> pushed(ledger, people, jobs).values.tolist()
    [['W1', 'J1']]
    """
    check_pairs(pairs, workers, jobs)
    _check_channel(channel)
    people = mapped(as_ids(pairs["worker_id"]), workers.ids, ledger.enter(workers, on=on))
    announced = mapped(as_ids(pairs["job_id"]), jobs.ids, ledger.enter_posts(jobs))
    rows = [
        {"person": person, "post": post, "channel": channel, "on": on}
        for person, post in zip(people.tolist(), announced.tolist(), strict=True)
    ]
    with ledger.database.write() as connection:
        upsert(connection, pushes, rows, update=())


def pushed(ledger: Ledger, workers: Workers, jobs: Jobs) -> pd.DataFrame:
    """Return the pairs announced already: ``worker_id, job_id``, in the ids of these tables.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> ledger, pairs = Ledger(Path(tempfile.mkdtemp()) / "台账.db"), pd.DataFrame({"worker_id": ["W1"], "job_id": ["J1"]})
    >>> people = pd.DataFrame({"worker_id": ["W1"], "name": ["张三"], "birth_date": ["1980-05-01"]})
    >>> jobs = pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "employer": ["甲厂"]})
    >>> record_pushes(ledger, pairs, Workers(people), Jobs(jobs), on=dt.date(2026, 3, 2))
    >>> pushed(ledger, Workers(people.assign(worker_id="X9")), Jobs(jobs.assign(job_id="B7"))).values.tolist()
    [['X9', 'B7']]
    """
    query = select(persons.c.key.label("person"), posts.c.key.label("post")).join_from(pushes, persons).join(posts)
    found = ledger.database.frame(query)
    worker_of = dict(zip(ledger.person_keys(workers), workers.ids, strict=True))
    job_of = dict(zip(post_keys(jobs.frame), jobs.ids, strict=True))
    pairs = pd.DataFrame({"worker_id": found["person"].map(worker_of), "job_id": found["post"].map(job_of)})
    return pairs.dropna().reset_index(drop=True)


def record_services(ledger: Ledger, workers: Workers, kind: str, *, on: dt.date) -> None:
    """Record that each worker had this service on this day.

    Raises
    ------
    LedgerError
        ``kind`` is not one of ``SERVICES``.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> ledger = Ledger(Path(tempfile.mkdtemp()) / "台账.db")
    >>> record_services(ledger, Workers(pd.DataFrame({"worker_id": ["W1"]})), "lunch", on=dt.date(2026, 3, 2))
    Traceback (most recent call last):
    ...
    jobmatch.errors.LedgerError: 没有服务项目 'lunch'；应为 policy、guidance、training 之一
    """
    if kind not in SERVICES:
        raise LedgerError(f"没有服务项目 {kind!r}；应为 {'、'.join(SERVICES)} 之一")
    numbers = ledger.enter(workers, on=on)
    with ledger.database.write() as connection:
        upsert(connection, services, [{"person": int(n), "kind": kind, "on": on} for n in numbers], update=())


def _check_channel(channel: str) -> None:
    if channel not in CHANNELS:
        raise LedgerError(f"没有推送方式 {channel!r}；应为 {'、'.join(CHANNELS)} 之一")
