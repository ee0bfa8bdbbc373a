"""What the statistics read: the ledger as a few plain tables."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from sqlalchemy import distinct, func, select

from jobmatch.ledger.book import Ledger
from jobmatch.ledger.tables import events, persons, posts, referrals, services
from jobmatch.reports.statistics import Period, Records
from jobmatch.schema.outcomes import ENDED

_LASTING = dt.timedelta(days=215)
_LASTING_OUTCOMES = ("hired", *sorted(ENDED))
_PERSON = (
    persons.c.id.label("person"),
    persons.c.county,
    persons.c.township,
    persons.c.groups,
    persons.c.household,
    persons.c.segment,
    persons.c.entered_on,
)
_SENT = (referrals.c.person, referrals.c.post, referrals.c.tier, referrals.c.channel)


def records(ledger: Ledger, since: dt.date, until: dt.date) -> Records:
    """Return what happened from ``since`` to ``until``, both inclusive.

    Hires and ends of jobs are returned from seven months before, for those that have lasted six months by now.
    """
    frame = ledger.database.frame
    within = referrals.c.referred_on.between(since, until)
    days = events.c.on.between(since - _LASTING, until)
    happened = frame(
        select(*_SENT, events.c.referral, events.c.outcome, events.c.on, events.c.reason, events.c.id)
        .join_from(events, referrals)
        .where(days, (events.c.on >= since) | events.c.outcome.in_(_LASTING_OUTCOMES))
    )
    return Records(
        persons=frame(select(*_PERSON).where(persons.c.entered_on <= until)),
        referrals=frame(select(*_SENT, referrals.c.referred_on.label("on"), referrals.c.distance_km).where(within)),
        events=happened.sort_values(["on", "id"], ignore_index=True).drop(columns="id"),
        services=frame(select(services.c.person, services.c.kind, services.c.on).where(services.c.on.between(since, until))),
        earners=_earners(ledger, until),
        posts=frame(select(posts.c.id.label("post"), posts.c.openings, posts.c.workplace_type, posts.c.kind)),
    )


def _earners(ledger: Ledger, day: dt.date) -> pd.DataFrame:
    """Return the members of zero-employment households who are in work on a day."""
    ends = events.alias()
    over = select(ends.c.id).where(ends.c.referral == events.c.referral, ends.c.outcome.in_(sorted(ENDED)), ends.c.on <= day)
    query = (
        select(referrals.c.person)
        .distinct()
        .join_from(events, referrals)
        .join(persons)
        .where(persons.c.groups.contains("zero_employment_household"))
        .where(events.c.on <= day, events.c.outcome == "hired", ~over.exists())
        .order_by(referrals.c.person)
    )
    return ledger.database.frame(query)


def totals(ledger: Ledger, period: Period) -> dict[str, int]:
    """Return 推荐人数, 推荐人次 and 就业人数 of a period, counted by the database."""
    people = func.count(distinct(referrals.c.person))
    sent = select(people, func.count()).where(referrals.c.referred_on.between(period.start, period.end))
    hired = select(people).join_from(events, referrals).where(events.c.on.between(period.start, period.end))
    with ledger.database.engine.connect() as connection:
        persons_sent, letters = connection.execute(sent).one()
        persons_hired = connection.scalar(hired.where(events.c.outcome == "hired"))
    return {"推荐人数": persons_sent, "推荐人次": letters, "就业人数": persons_hired or 0}


def by_month(ledger: Ledger, period: Period) -> pd.DataFrame:
    """Return the totals of each month from New Year to the end of the period, one row a month."""
    months = [Period.month(period.end.year, month) for month in range(1, period.end.month + 1)]
    return pd.DataFrame([{"月份": f"{month.start.month}月", **totals(ledger, month)} for month in months])
