"""The tables of the ledger.

::

    persons ──< referrals >── posts          a referral: one person sent to one post on one day
       │            ├──< events              what became of it, one row a step, never changed afterwards
       │            └──< follow_ups          calls due 1, 3 and 6 months after a hire
       ├──< consents                         agreed to be sent messages, or took it back
       ├──< pushes >── posts                 messages made, so that no post is announced twice
       └──< services                         guidance, policy talks and training given
    imports                                  workbooks read, by checksum
    facts                                    version of these tables, fingerprint of the key, mark of the last change

Nothing here names a person: no name, no ID number, no phone, no address below the township.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

VERSION = 1
"""Version of the tables; a ledger of another version is refused."""

metadata = MetaData()


def _owned(target: str) -> ForeignKey:
    return ForeignKey(target, ondelete="CASCADE")


persons = Table(
    "persons",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("worker_id", Text, nullable=False),  # as in the latest roster
    Column("county", String(6), nullable=False, default=""),
    Column("township", Text, nullable=False, default=""),
    Column("groups", Text, nullable=False, default=""),  # codes joined by ";"
    Column("household", String(64)),  # keyed hash of 户编号
    Column("segment", String(16), nullable=False, default="job"),
    Column("entered_on", Date, nullable=False),
)

posts = Table(
    "posts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(32), nullable=False, unique=True),
    Column("job_id", Text, nullable=False),  # as in the latest table of jobs
    Column("employer", Text),
    Column("title", Text, nullable=False),
    Column("work_code", String(12)),
    Column("workplace_type", String(24), nullable=False, default="enterprise"),
    Column("kind", String(16), nullable=False, default="job"),
    Column("openings", Integer),
)

referrals = Table(
    "referrals",
    metadata,
    Column("id", String(24), primary_key=True),
    Column("person", Integer, _owned("persons.id"), nullable=False),
    Column("post", Integer, _owned("posts.id"), nullable=False),
    Column("worker_id", Text, nullable=False),  # as printed on the letter
    Column("job_id", Text, nullable=False),
    Column("referred_on", Date, nullable=False),
    Column("tier", String(16), nullable=False, default=""),
    Column("distance_km", Float),
    Column("channel", Text, nullable=False, default=""),
    Column("state", String(16), nullable=False, default="issued"),
    Column("state_on", Date, nullable=False),
    UniqueConstraint("person", "post", "referred_on"),
    Index("referrals_by_day", "referred_on", "person"),
    Index("referrals_by_post", "post"),
    Index("referrals_by_worker", "worker_id"),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("referral", String(24), _owned("referrals.id"), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("on", Date, nullable=False),
    Column("form", String(16), nullable=False, default=""),  # 合同制, 劳务制, 兼职, 其他
    Column("reason", Text, nullable=False, default=""),
    Column("pay", Float),  # yuan a month
    Column("recorded_at", DateTime, nullable=False),
    UniqueConstraint("referral", "outcome", "on"),
    Index("events_by_day", "on", "outcome"),
)

follow_ups = Table(
    "follow_ups",
    metadata,
    Column("referral", String(24), _owned("referrals.id"), primary_key=True),
    Column("months", Integer, primary_key=True),
    Column("due_on", Date, nullable=False),
    Column("done_on", Date),
    Column("in_post", Boolean),
    Index("follow_ups_by_day", "due_on"),
)

consents = Table(
    "consents",
    metadata,
    Column("person", Integer, _owned("persons.id"), primary_key=True),
    Column("channel", String(16), primary_key=True),
    Column("given", Boolean, nullable=False),
    Column("on", Date, nullable=False),
)

pushes = Table(
    "pushes",
    metadata,
    Column("person", Integer, _owned("persons.id"), primary_key=True),
    Column("post", Integer, _owned("posts.id"), primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("on", Date, nullable=False),
)

services = Table(
    "services",
    metadata,
    Column("person", Integer, _owned("persons.id"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("on", Date, primary_key=True),
)

imports = Table(
    "imports",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("recorded_at", DateTime, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("recorded", Integer, nullable=False),
)

facts = Table("facts", metadata, Column("name", String(32), primary_key=True), Column("value", Text, nullable=False))
