"""The limits of the market that hold for a single letter too: the days of a post, 委托可推荐人数, who is hired, who is too young.

What a list is made of has been held against them already; a letter that a portal or the desk asks for has not.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd
from sqlalchemy import Connection, func, select

from jobmatch.ledger.tables import referrals
from jobmatch.policy import Policy
from jobmatch.schema import WORKING_AGE, Jobs, Workers
from jobmatch.terms.facts import POSTING_OPEN, ages_on, postings
from jobmatch.terms.requirements import POSTING_WORDS

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
