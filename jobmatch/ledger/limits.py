"""The limits of the market that hold for a single letter too: the days of a post, 委托可推荐人数, who is hired, who is too young.

What a list is made of has been held against them already; a letter that a portal or the desk asks for has not.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from sqlalchemy import Connection, case, distinct, func, select

from jobmatch.ledger.history import of_posts
from jobmatch.ledger.keys import post_key, post_names
from jobmatch.ledger.tables import posts, referrals
from jobmatch.policy import Policy
from jobmatch.schema import WORKING_AGE, Jobs, Workers, numbers
from jobmatch.terms.facts import POSTING_FULL, POSTING_OPEN, ages_on, postings
from jobmatch.terms.requirements import POSTING_WORDS

if TYPE_CHECKING:
    from jobmatch.ledger.book import Ledger
    from jobmatch.ledger.database import Database

TOO_YOUNG, AT_WORK = f"本人未满{WORKING_AGE}周岁，不得招用", "台账已登记本人录用，离岗后再推荐"


def bars_of_posts(jobs: Jobs, policy: Policy) -> dict[str, str]:
    """Return why nobody can be sent to some of the jobs now, by job_id; ``referred`` and ``placed`` must be counted.

    Posts off the market (见习, 公益性岗位) are given out too, within the same limits.

    >>> rows = {"job_id": ["J1", "J2"], "title": "护林员", "openings": 1, "referred": [3, 2], "workplace_type": "public_welfare"}
    >>> bars_of_posts(Jobs(pd.DataFrame(rows)), Policy())
    {'J1': '招满或推荐名额已用完'}
    """
    frame = jobs.frame.assign(kind="job", workplace_type=pd.Series(pd.NA, index=jobs.frame.index, dtype="string"))
    states = postings(frame, policy).tolist()
    return {str(job_id): POSTING_WORDS[state] for job_id, state in zip(jobs.ids, states, strict=True) if state != POSTING_OPEN}


def full_posts(ledger: Ledger, jobs: Jobs, policy: Policy) -> dict[str, tuple[int, int]]:
    """Return the jobs on the market that the ledger sends nobody to any more: job_id → people sent, people hired.

    Each is looked at by itself, as for a single letter. First the database counts the letters of every post, whatever their day;
    only the jobs that so many would fill are then counted with their own days.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from jobmatch.ledger import Ledger
    >>> ledger, people = Ledger(Path(tempfile.mkdtemp()) / "台账.db"), Workers(pd.DataFrame({"worker_id": ["W1", "W2", "W3"]}))
    >>> jobs = Jobs(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工", "保安员"], "openings": 1}))
    >>> pairs = pd.DataFrame({"worker_id": ["W1", "W2", "W3"], "job_id": "J1"})
    >>> _ = ledger.refer(pairs, people, jobs, on=dt.date(2026, 3, 2))
    >>> full_posts(ledger, jobs, Policy())
    {'J1': (3, 0)}
    """
    names = post_names(jobs.cells)
    keys = [post_key(name) for name in names]
    letters = _letters(ledger.database, keys).reindex(keys, fill_value=0)
    counted = {name: np.fmax(numbers(jobs.cells[name]), letters[name].to_numpy()) for name in ("referred", "placed")}
    at_most = jobs.replaced({name: pd.array(many, dtype="Int64") for name, many in counted.items()})
    filled = np.flatnonzero((postings(jobs.cells, policy) == POSTING_OPEN) & (postings(at_most.cells, policy) == POSTING_FULL))
    turn = names.iloc[filled].groupby(names.iloc[filled]).cumcount().to_numpy()
    found: dict[str, tuple[int, int]] = {}
    for alone in (filled[turn == nth] for nth in np.unique(turn)):
        own = ledger.counted(jobs.take(alone))
        frame = own.frame[postings(own.cells, policy) == POSTING_FULL]
        found |= {str(row.job_id): (int(row.referred), int(row.placed)) for row in frame.itertuples()}
    return found


def _letters(database: Database, keys: list[str]) -> pd.DataFrame:
    """Return how many people were sent and hired to each post in all: ``referred, placed`` by the key of the post."""
    c = referrals.c
    hired = func.count(distinct(case((c.state == "hired", c.person))))
    sent = select(posts.c.key, func.count(distinct(c.person)).label("referred"), hired.label("placed"))
    found = database.frame(sent.join_from(referrals, posts).where(*of_posts(pd.Series(keys))).group_by(posts.c.key))
    return found.set_index("key").astype({"referred": int, "placed": int})


def bar_of_person(connection: Connection, person: Workers, number: int, on: dt.date) -> str:
    """Return why one person (``number`` in the ledger) is sent nowhere on a day, or blank."""
    c = referrals.c
    hired = connection.scalar(select(func.count()).where(c.person == number, c.state == "hired", c.state_on <= on))
    return AT_WORK if hired else TOO_YOUNG if ages_on(person.columns_read, on)[0] < WORKING_AGE else ""


def why_not_sent(sent: pd.DataFrame, person: str, posts: dict[str, str]) -> dict[str, str]:
    """Return why some pairs have no letter, by job_id: what bars the person, what bars the post, else their own note.

    >>> sent = pd.DataFrame({"job_id": ["J1", "J2", "J3"], "fresh": [True, True, False], "referral_id": ["T1", "T2", None], "note": ["", "", "此前已推荐"]})
    >>> why_not_sent(sent, "", {"J2": "招聘已过期"})
    {'J2': '招聘已过期', 'J3': '此前已推荐'}
    """
    rows = zip(sent["job_id"], sent["fresh"], sent["note"], strict=True)
    told = {str(job_id): posts.get(str(job_id), person) if fresh else str(note) for job_id, fresh, note in rows}
    return {job_id: why for job_id, why in told.items() if why}
