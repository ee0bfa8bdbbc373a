"""Outcomes written into the ledger, each checked against the state of its referral first, and taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pandas as pd
from sqlalchemy import Connection, bindparam, delete, select, update

from jobmatch.errors import LedgerError
from jobmatch.ledger.database import append, lookup, upsert
from jobmatch.ledger.letters import take_back
from jobmatch.ledger.tables import events, follow_ups, imports, referrals
from jobmatch.reports.masking import scrub
from jobmatch.schema.outcomes import ENDED, OUTCOMES, may_follow

FOLLOW_UP_MONTHS = (1, 3, 6)
"""Months after a hire at which the person is called (our choice; DOMAIN.md §5.2 counts 3 and 6)."""

MOST_PAY = 1_000_000
"""Yuan a month; so much is a slip."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One outcome of one referral, as filled in."""

    referral_id: str
    """推荐编号; or ``编号-岗位编号`` as printed where a list was made without the ledger's numbers."""
    outcome: str
    """A code of ``OUTCOMES``."""
    on: dt.date
    """The day it happened."""
    form: str = ""
    """合同制, 劳务制, 兼职 or 其他, where the person was hired."""
    reason: str = ""
    """Why, in the words of the office; free of ID numbers and phones."""
    pay: float | None = None
    """Pay agreed, yuan a month."""
    worker_id: str = ""
    """编号 as it stands in the row; blank is not compared."""
    job_id: str = ""
    """岗位编号 as it stands in the row; blank is not compared."""
    day_assumed: bool = False
    """The day was not filled in: an outcome that is the present state anyway is then nothing new."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the ledger made of one entry."""

    kind: Literal["recorded", "repeated", "refused"]
    """Written; there already; or not written."""
    column: str = ""
    """The column of the workbook that is at fault."""
    message: str = ""
    """What is wrong and what to do."""


@dataclass(slots=True)
class _Letter:
    """A referral while entries are applied to it."""

    worker_id: str
    job_id: str
    referred_on: dt.date
    state: str
    state_on: dt.date
    seen: set[tuple[str, dt.date]] = field(default_factory=set)


def apply(connection: Connection, entries: Sequence[Entry], today: dt.date) -> list[Verdict]:
    """Write ``entries`` in order of their dates, none after ``today``, and return one verdict each, in the order given."""
    entries = _with_numbers(connection, [_scrubbed(entry) for entry in entries])
    letters = _letters(connection, sorted({entry.referral_id for entry in entries}))
    verdicts: list[Verdict] = [Verdict("refused")] * len(entries)
    written: list[Entry] = []
    for position in sorted(range(len(entries)), key=lambda i: (entries[i].on, i)):
        entry = entries[position]
        verdicts[position] = _judge(entry, letters.get(entry.referral_id), today)
        if verdicts[position].kind == "recorded":
            _advance(letters[entry.referral_id], entry)
            written.append(entry)
    _write(connection, written)
    return verdicts


def _with_numbers(connection: Connection, entries: Sequence[Entry]) -> list[Entry]:
    """Return ``entries`` with ``编号-岗位编号`` replaced by the number of the latest such letter.

    Left as it is, and so refused, where the two ids were printed for more than one person.
    """
    named = {entry.referral_id: entry.worker_id for entry in entries if entry.referral_id == _pair_name(entry)}
    c = referrals.c
    query = select(c.worker_id, c.job_id, c.person, c.id).order_by(c.id)
    found: dict[str, dict[int, str]] = {}
    for worker, job, person, number in lookup(connection, query, c.worker_id, sorted(set(named.values()))):
        found.setdefault(f"{worker}-{job}".upper(), {})[person] = number
    numbers = {name: next(iter(found[name].values())) for name in named if len(found.get(name, ())) == 1}
    return [replace(entry, referral_id=numbers.get(entry.referral_id, entry.referral_id)) for entry in entries]


def _pair_name(entry: Entry) -> str:
    return f"{entry.worker_id}-{entry.job_id}".upper()


def _letters(connection: Connection, ids: Sequence[str]) -> dict[str, _Letter]:
    c = referrals.c
    query = select(c.id, c.worker_id, c.job_id, c.referred_on, c.state, c.state_on)
    letters = {row[0]: _Letter(row[1], row[2], row[3], row[4], row[5]) for row in lookup(connection, query, c.id, ids)}
    known = select(events.c.referral, events.c.outcome, events.c.on)
    for referral, outcome, on in lookup(connection, known, events.c.referral, ids):
        letters[referral].seen.add((outcome, on))
    return letters


def _judge(entry: Entry, letter: _Letter | None, today: dt.date) -> Verdict:
    if entry.on > today:
        return Verdict("refused", "结果日期", f"{entry.on} 晚于今天（{today}）；请核对")
    if letter is None:
        return Verdict("refused", "推荐编号", "台账中没有这个推荐编号；请核对是否改动过，或是不是别的单位的推荐表")
    if entry.worker_id and entry.worker_id != letter.worker_id:
        return Verdict("refused", "编号", f"与推荐编号 {entry.referral_id} 登记的人员不符；请核对是否改动或串行")
    if entry.job_id and entry.job_id != letter.job_id:
        return Verdict("refused", "岗位编号", f"与推荐编号 {entry.referral_id} 登记的岗位 {letter.job_id} 不符；请核对")
    if entry.pay is not None and not 0 < entry.pay < MOST_PAY:
        return Verdict("refused", "应聘月薪", "不合常理；请填每月多少元，例如 4200")
    if (entry.outcome, entry.on) in letter.seen or (entry.day_assumed and entry.outcome == letter.state):
        return Verdict("repeated")
    if entry.on < letter.referred_on:
        return Verdict("refused", "结果日期", f"早于推荐日期 {letter.referred_on}；请核对")
    if not may_follow(letter.state, entry.outcome):
        return Verdict("refused", "推荐结果", _stuck(letter, entry))
    if entry.on < letter.state_on:
        return Verdict("refused", "结果日期", f"早于上一结果“{OUTCOMES[letter.state]}”的日期 {letter.state_on}；请核对")
    return Verdict("recorded")


def _stuck(letter: _Letter, entry: Entry) -> str:
    was, now = OUTCOMES[letter.state], OUTCOMES[entry.outcome]
    return f"{letter.state_on} 已记为“{was}”，不能再记为“{now}”；如原记录有误，请先撤销（jobmatch ledger withdraw）"


def _advance(letter: _Letter, entry: Entry) -> None:
    letter.state, letter.state_on = entry.outcome, entry.on
    letter.seen.add((entry.outcome, entry.on))


def _write(connection: Connection, written: Sequence[Entry]) -> None:
    now = _now()
    append(connection, events, [_event(entry, now) for entry in written])
    states = {entry.referral_id: (entry.outcome, entry.on) for entry in written}
    _set_states(connection, states)
    append(
        connection,
        follow_ups,
        [row for entry in written if entry.outcome == "hired" for row in _calls(entry.referral_id, entry.on)],
    )
    ended = [entry.referral_id for entry in written if entry.outcome in ENDED]
    for referral in ended:
        open_call = (follow_ups.c.referral == referral) & follow_ups.c.done_on.is_(None)
        connection.execute(delete(follow_ups).where(open_call))


def note_import(connection: Connection, digest: str, verdicts: Sequence[Verdict]) -> None:
    """Keep that a workbook of this checksum was read, with what became of its entries; of one read before nothing changes."""
    recorded = sum(verdict.kind == "recorded" for verdict in verdicts)
    row = {"digest": digest, "recorded_at": _now(), "rows": len(verdicts), "recorded": recorded}
    upsert(connection, imports, [row], update=())


def withdraw(connection: Connection, referral_id: str, outcome: str | None) -> str:
    """Take back the last outcome of a referral, with what hung on it, and return the state before it; ``outcome`` as for the ledger.

    The calls after a hire go with it, and those that an end of the job had called off are due again.

    Raises
    ------
    LedgerError
        The referral has no outcome, or there is none of this number.
    """
    known = select(events.c.id, events.c.outcome, events.c.on).where(events.c.referral == referral_id)
    steps = connection.execute(known.order_by(events.c.on, events.c.id)).fetchall()
    if not steps:
        raise LedgerError(f"{referral_id} 没有可以撤销的结果")
    *before, last = steps
    if outcome not in (None, last.outcome):
        raise LedgerError(f"{referral_id} {last.on} 已另外记为“{OUTCOMES[last.outcome]}”，没有撤销；请刷新后再看")
    connection.execute(delete(events).where(events.c.id == last.id))
    if last.outcome == "hired":
        connection.execute(delete(follow_ups).where(follow_ups.c.referral == referral_id))
    letter = _letters(connection, [referral_id])[referral_id]
    state, day = (before[-1].outcome, before[-1].on) if before else ("issued", letter.referred_on)
    _set_states(connection, {referral_id: (state, day)})
    if state == "hired":
        upsert(connection, follow_ups, _calls(referral_id, day), update=())
    return str(state)


def recall(connection: Connection, referral_id: str, channel: str | None) -> None:
    """Delete a referral of which no outcome is known; with a channel, only where it was sent by this one.

    Raises
    ------
    LedgerError
        There is none of this number, or its outcome is known.
    """
    c = referrals.c
    found = connection.execute(select(c.state, c.state_on, c.channel, c.referred_on).where(c.id == referral_id)).one_or_none()
    if found is None:
        raise LedgerError(f"{referral_id} 不在台账中；请核对推荐编号")
    if found.state != "issued":
        raise LedgerError(f"{referral_id} {found.state_on} 已记为“{OUTCOMES[found.state]}”；请先撤销这个结果，再撤回推荐")
    if channel in (None, found.channel):
        take_back(connection, referral_id, found.referred_on)


def _set_states(connection: Connection, states: Mapping[str, tuple[str, dt.date]]) -> None:
    """Set the state of each referral, and since when it holds."""
    if states:
        statement = update(referrals).where(referrals.c.id == bindparam("b_id"))
        connection.execute(statement, [{"b_id": key, "state": state, "state_on": day} for key, (state, day) in states.items()])


def _now() -> dt.datetime:
    """Return the moment, UTC without a zone, as both databases keep it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def _scrubbed(entry: Entry) -> Entry:
    """Return an entry whose reason holds no ID number and no phone."""
    reason = scrub(entry.reason)
    return entry if reason == entry.reason else replace(entry, reason=reason)


def _event(entry: Entry, now: dt.datetime) -> dict[str, Any]:
    return {
        "referral": entry.referral_id,
        "outcome": entry.outcome,
        "on": entry.on,
        "form": entry.form,
        "reason": entry.reason,
        "pay": entry.pay,
        "recorded_at": now,
    }


def _calls(referral_id: str, hired_on: dt.date) -> list[dict[str, Any]]:
    return [{"referral": referral_id, "months": months, "due_on": _months_after(hired_on, months)} for months in FOLLOW_UP_MONTHS]


def _months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day ``months`` later, or the last day of a shorter month.

    >>> _months_after(dt.date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    return (pd.Timestamp(day) + pd.DateOffset(months=months)).date()
