"""What the statistics read: the ledger as a few plain tables."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from jobmatch.ledger.book import Ledger
from jobmatch.ledger.tables import events, persons, posts, referrals, services
from jobmatch.reports.statistics import Records

_SENT = (referrals.c.person, referrals.c.post, referrals.c.tier, referrals.c.channel)


def records(ledger: Ledger, since: dt.date, until: dt.date) -> Records:
    """Return what happened from ``since`` to ``until``, both inclusive.

    Hires and ends of jobs are returned from the beginning: who is in work now does not depend on a period.
    """
    frame = ledger.database.frame
    within = referrals.c.referred_on.between(since, until)
    lasting = events.c.outcome.in_(("hired", "left", "dismissed", "returned")) & (events.c.on <= until)
    return Records(
        persons=frame(
            select(
                persons.c.id.label("person"),
                persons.c.county,
                persons.c.township,
                persons.c.groups,
                persons.c.household,
                persons.c.segment,
            ).where(persons.c.entered_on <= until)
        ),
        referrals=frame(select(*_SENT, referrals.c.referred_on.label("on"), referrals.c.distance_km).where(within)),
        events=frame(
            select(*_SENT, events.c.referral, events.c.outcome, events.c.on, events.c.reason)
            .join_from(events, referrals)
            .where(events.c.on.between(since, until) | lasting)
            .order_by(events.c.on, events.c.id)
        ),
        services=frame(
            select(services.c.person, services.c.kind, services.c.on).where(services.c.on.between(since, until))
        ),
        posts=frame(select(posts.c.id.label("post"), posts.c.openings, posts.c.workplace_type, posts.c.kind)),
    )
