"""After the hire: calls due at 1, 3 and 6 months, and people who are to be served again.

A person whose job ended (离职, 被辞退, 返乡) and who has no other is back in the queue: the post just left is
not offered again, and what was done there counts as experience (clause 3g of the notice).
"""

from __future__ import annotations

import datetime as dt

import pandas as pd
from sqlalchemy import select, update

from jobmatch.errors import LedgerError
from jobmatch.ledger.book import Ledger
from jobmatch.ledger.keys import post_keys
from jobmatch.ledger.recording import FOLLOW_UP_MONTHS
from jobmatch.ledger.tables import events, follow_ups, persons, posts, referrals
from jobmatch.schema import Jobs, Workers
from jobmatch.schema.outcomes import ENDED


def follow_ups_due(ledger: Ledger, on: dt.date) -> pd.DataFrame:
    """Return the calls due by ``on`` and not made, the longest overdue first.

    Columns ``referral_id, worker_id, job_id, employer, title, months, due_on, days_late``.

    Parameters
    ----------
    on
        The day; calls fall 1, 3 and 6 months after the hire (DOMAIN.md §5.2).

    Examples
    --------
    >>> import pandas as pd, tempfile
    >>> from pathlib import Path
    >>> from jobmatch.ledger import Entry
    >>> ledger, day = Ledger(Path(tempfile.mkdtemp()) / "台账.db"), dt.date(2026, 3, 2)
    >>> people, posts = Workers(pd.DataFrame({"worker_id": ["W1"]})), Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
    >>> letter = ledger.refer(pd.DataFrame({"worker_id": ["W1"], "job_id": ["J1"]}), people, posts, on=day).loc[0, "referral_id"]
    >>> ledger.record(Entry(letter, "hired", day))
    >>> follow_ups_due(ledger, dt.date(2026, 6, 5))[["months", "days_late"]].values.tolist()
    [[1, 64], [3, 3]]
    """
    due = ledger.database.frame(
        select(
            referrals.c.id.label("referral_id"),
            persons.c.worker_id,
            posts.c.job_id,
            posts.c.employer,
            posts.c.title,
            follow_ups.c.months,
            follow_ups.c.due_on,
        )
        .join_from(follow_ups, referrals)
        .join(persons)
        .join(posts)
        .where(follow_ups.c.due_on <= on, follow_ups.c.done_on.is_(None))
        .order_by(follow_ups.c.due_on, referrals.c.id)
    )
    return due.assign(days_late=(pd.Timestamp(on) - due["due_on"]).dt.days)


def follow_up(ledger: Ledger, referral_id: str, months: int, *, on: dt.date, in_post: bool) -> None:
    """Record that the call of this month was made and whether the person is still in the post.

    Raises
    ------
    LedgerError
        No such call is due: the referral led to no hire, or the job has ended.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> ledger = Ledger(Path(tempfile.mkdtemp()) / "台账.db")
    >>> follow_up(ledger, "T260302-1", 3, on=dt.date(2026, 6, 2), in_post=True)
    Traceback (most recent call last):
    ...
    jobmatch.errors.LedgerError: T260302-1 没有第 3 个月的回访；回访为录用后 (1, 3, 6) 个月，离职后取消
    """
    call = (follow_ups.c.referral == referral_id) & (follow_ups.c.months == months)
    with ledger.database.write() as connection:
        done = connection.execute(update(follow_ups).where(call).values(done_on=on, in_post=in_post))
        if done.rowcount == 0:
            raise LedgerError(f"{referral_id} 没有第 {months} 个月的回访；回访为录用后 {FOLLOW_UP_MONTHS} 个月，离职后取消")


def queue(ledger: Ledger, on: dt.date) -> pd.DataFrame:
    """Return who is to be served again on ``on``, those who wait longest first.

    Columns ``person_key, worker_id, post_key, job_id, title, outcome, ended_on, reason, days_since``; one row
    a person, for the job that ended last.

    Examples
    --------
    >>> import pandas as pd, tempfile
    >>> from pathlib import Path
    >>> from jobmatch.ledger import Entry
    >>> ledger, day = Ledger(Path(tempfile.mkdtemp()) / "台账.db"), dt.date(2026, 3, 2)
    >>> people, posts = Workers(pd.DataFrame({"worker_id": ["W1"]})), Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
    >>> letter = ledger.refer(pd.DataFrame({"worker_id": ["W1"], "job_id": ["J1"]}), people, posts, on=day).loc[0, "referral_id"]
    >>> _ = ledger.record_all([Entry(letter, "hired", day), Entry(letter, "left", dt.date(2026, 5, 1))])
    >>> queue(ledger, dt.date(2026, 5, 11))[["worker_id", "title", "outcome", "days_since"]].values.tolist()
    [['W1', '缝纫工', 'left', 10]]
    """
    news = ledger.database.frame(
        select(
            persons.c.key.label("person_key"),
            persons.c.worker_id,
            posts.c.key.label("post_key"),
            posts.c.job_id,
            posts.c.title,
            referrals.c.state.label("outcome"),
            referrals.c.state_on.label("ended_on"),
            events.c.reason,
        )
        .join_from(referrals, persons)
        .join(posts)
        .join(events, _last_event)
        .where(referrals.c.state.in_([*ENDED, "hired"]), referrals.c.state_on <= on)
        .order_by(referrals.c.state_on, referrals.c.id)
    )
    news["ended_on"] = pd.to_datetime(news["ended_on"]).astype("datetime64[s]")
    at_work = news.loc[news["outcome"] == "hired", "person_key"]
    waiting = news[~news["person_key"].isin(at_work)].drop_duplicates("person_key", keep="last")
    days = (pd.Timestamp(on) - waiting["ended_on"]).dt.days
    return waiting.assign(days_since=days).reset_index(drop=True)


def but_the_hired(ledger: Ledger, workers: Workers, *, on: dt.date) -> Workers:
    """Return the workers, of whom those in a job by the ledger ask for none: who is hired leaves the register (DOMAIN.md §2.1).

    An end of that job (离职, 被辞退, 返乡) brings them back, with the segment that their own columns state.

    Examples
    --------
    >>> import pandas as pd, tempfile
    >>> from pathlib import Path
    >>> from jobmatch.ledger import Entry
    >>> ledger, day = Ledger(Path(tempfile.mkdtemp()) / "台账.db"), dt.date(2026, 3, 2)
    >>> people, posts = Workers(pd.DataFrame({"worker_id": ["W1", "W2"]})), Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
    >>> letter = ledger.refer(pd.DataFrame({"worker_id": ["W1"], "job_id": ["J1"]}), people, posts, on=day).loc[0, "referral_id"]
    >>> ledger.record(Entry(letter, "hired", day))
    >>> but_the_hired(ledger, people, on=day).frame["segment"].tolist()
    ['unwilling', 'job']
    """
    hired = select(persons.c.key).join_from(referrals, persons).where(referrals.c.state == "hired", referrals.c.state_on <= on)
    at_work = ledger.person_keys(workers).isin(ledger.database.frame(hired)["key"]) & (workers.frame["segment"] == "job")
    told = {"segment": "unwilling", "segment_reason": "台账已登记录用"}
    return workers.replaced({name: workers.frame[name].mask(at_work, value).array for name, value in told.items()})


_last_event = (events.c.referral == referrals.c.id) & (events.c.outcome == referrals.c.state) & (events.c.on == referrals.c.state_on)


def to_serve_again(ledger: Ledger, workers: Workers, jobs: Jobs, *, on: dt.date) -> Workers:
    """Return the workers of the queue, ready for the next match.

    ``last_job_id`` is the post just left where it is among ``jobs``; the trade of that post is added to
    ``experience``, so that what was learned there is not lost; the segment is ``job`` again.

    Examples
    --------
    >>> import pandas as pd, tempfile
    >>> from pathlib import Path
    >>> from jobmatch.ledger import Entry
    >>> ledger, day = Ledger(Path(tempfile.mkdtemp()) / "台账.db"), dt.date(2026, 3, 2)
    >>> people, posts = Workers(pd.DataFrame({"worker_id": ["W1"]})), Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
    >>> letter = ledger.refer(pd.DataFrame({"worker_id": ["W1"], "job_id": ["J1"]}), people, posts, on=day).loc[0, "referral_id"]
    >>> _ = ledger.record_all([Entry(letter, "hired", day), Entry(letter, "left", dt.date(2026, 5, 1))])
    >>> again = to_serve_again(ledger, people, posts, on=dt.date(2026, 5, 11))
    >>> again.frame[["worker_id", "last_job_id", "experience"]].values.tolist()
    [['W1', 'J1', '缝纫工']]
    """
    waiting = queue(ledger, on).set_index("person_key")
    own = ledger.person_keys(workers)
    here = own.isin(waiting.index).to_numpy()
    again = workers.take(here)
    left = waiting.loc[own[here]]
    id_of = dict(zip(post_keys(jobs.frame), jobs.ids, strict=True))
    titles = left["title"].astype("string").to_numpy()
    experience = again.frame["experience"].fillna("")
    joined = experience.where(experience == "", experience + "、") + titles
    return again.replaced(
        {
            "last_job_id": pd.array([id_of.get(key) for key in left["post_key"]], dtype="string"),
            "experience": joined.astype("string").array,
            "segment": pd.array(["job"] * len(again), dtype="string"),
        }
    )
