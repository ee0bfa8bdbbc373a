"""What was tried before, as the next match asks it: the pairs on record, and how many people each post was sent.

``making`` is the day of a list that is made: letters written on it and still open are left out, for a list made again on its day
is the same list.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd
from sqlalchemy import ColumnElement, select

from jobmatch.ledger.database import Database
from jobmatch.ledger.keys import post_keys
from jobmatch.ledger.tables import persons, posts, referrals
from jobmatch.schema import Jobs

MOST_NAMED = 100
"""Posts that a question to the database names one by one."""


def pairs_tried(database: Database, making: dt.date | None) -> pd.DataFrame:
    """Return ``person_key, post_key, worker_id, job_id, outcome, date`` of each referral, but of those to posts that were full."""
    return database.frame(
        select(
            persons.c.key.label("person_key"),
            posts.c.key.label("post_key"),
            persons.c.worker_id,
            posts.c.job_id,
            referrals.c.state.label("outcome"),
            referrals.c.state_on.label("date"),
        )
        .join_from(referrals, persons)
        .join(posts)
        .where(referrals.c.state != "full", *_but_fresh(making))
        .order_by(referrals.c.id)
    )


def people_sent(database: Database, jobs: Jobs, making: dt.date | None) -> pd.DataFrame:
    """Return how many people were sent to each job and how many are hired, since it is open: ``job_id, referred, placed``."""
    letters = select(posts.c.key, referrals.c.person, referrals.c.state, referrals.c.referred_on).join_from(referrals, posts)
    own = pd.DataFrame({"job_id": jobs.ids, "key": post_keys(jobs.frame), "since": jobs.frame["valid_from"]})
    sent = database.frame(letters.where(*_but_fresh(making), *of_posts(own["key"]))).merge(own, on="key")
    sent = sent[~(sent["referred_on"] < sent["since"])]
    people = {"referred": sent, "placed": sent[sent["state"] == "hired"]}
    counted = {name: part.groupby("job_id")["person"].nunique() for name, part in people.items()}
    return own[["job_id"]].assign(**{name: own["job_id"].map(many).fillna(0).astype("Int64") for name, many in counted.items()})


def _but_fresh(making: dt.date | None) -> list[ColumnElement[bool]]:
    """Return the condition that leaves out what was written on a day and is still open."""
    return [] if making is None else [~((referrals.c.state == "issued") & (referrals.c.state_on == making))]


def of_posts(own: pd.Series) -> list[ColumnElement[bool]]:
    """Return the condition that letters are of some posts; none where these are so many that all letters are read sooner."""
    return [posts.c.key.in_(own.tolist())] if len(own) <= MOST_NAMED else []
