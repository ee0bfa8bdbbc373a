"""Referral letters: which pairs get a new number, and what the number is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, delete, func, select

from jobmatch.ledger.database import append, lookup, set_fact
from jobmatch.ledger.entering import records
from jobmatch.ledger.tables import facts, referrals
from jobmatch.schema.outcomes import OPEN, OUTCOMES


def with_letters(connection: Connection, sent: pd.DataFrame, on: dt.date, *, mark: str) -> pd.DataFrame:
    """Return ``sent`` with the number of an open letter, a new number, or a note why there is none."""
    c = referrals.c
    query = select(c.person, c.post, c.id, c.state, c.state_on, c.referred_on).order_by(c.referred_on)
    known = {(row[0], row[1]): row[2:] for row in lookup(connection, query, c.person, sorted(set(sent["person"])))}
    before = [known.get(pair) for pair in zip(sent["person"], sent["post"], strict=True)]
    sent["fresh"] = [letter is None or (letter[1] == "full" and letter[3] < on) for letter in before]
    sent["fresh"] &= ~sent.duplicated(["person", "post"])
    sent["referral_id"] = pd.Series(
        [letter[0] if letter and letter[1] in OPEN else None for letter in before],
        dtype="string",
        index=sent.index,
    )
    sent["note"] = ["" if letter is None or letter[1] in OPEN else _tried(letter) for letter in before]
    first = _letters_on(connection, on)
    sent.loc[sent["fresh"], "note"] = ""
    sent.loc[sent["fresh"], "referral_id"] = [letter_number(on, first + n, mark) for n in range(int(sent["fresh"].sum()))]
    same = sent.groupby(["person", "post"])["referral_id"].transform("first")
    sent["referral_id"] = sent["referral_id"].fillna(same)
    return sent


def _tried(letter: Sequence[Any]) -> str:
    return f"此前已推荐过该岗位，{letter[2]} 结果为“{OUTCOMES[letter[1]]}”，不再重复推荐"


def _letters_on(connection: Connection, on: dt.date) -> int:
    """Return the next number of a day; that of a letter which was taken back is not given out again."""
    last = connection.scalar(select(func.max(referrals.c.id)).where(referrals.c.referred_on == on))
    gone = connection.scalar(select(facts.c.value).where(facts.c.name == _taken_back(on)))
    return max(_nth(last) if last else 0, int(gone or 0)) + 1


def _nth(letter: str) -> int:
    """Return the how manieth of its day a letter is.

    >>> _nth("TQK260302-00000013")
    1
    """
    return int(letter.rpartition("-")[2][:-1])


def _taken_back(on: dt.date) -> str:
    """Return the name of the fact that keeps the last number of a day of which a letter was taken back."""
    return f"letters {on}"


def take_back(connection: Connection, letter: str, on: dt.date) -> None:
    """Delete a letter of a day; its number stays taken."""
    set_fact(connection, _taken_back(on), str(_letters_on(connection, on) - 1))
    connection.execute(delete(referrals).where(referrals.c.id == letter))


def letter_number(on: dt.date, nth: int, mark: str = "") -> str:
    """Return the number of the ``nth`` letter of a day; its last digit checks the other digits (Luhn).

    ``mark`` tells one office's letters from another's: read into the wrong ledger, they are not known there.

    >>> letter_number(dt.date(2026, 3, 2), 1, "QK")
    'TQK260302-00000013'
    """
    digits = f"{on:%y%m%d}{nth:07d}"
    doubled = [int(digit) * (1 + (place % 2 == 0)) for place, digit in enumerate(reversed(digits))]
    check = -sum(number // 10 + number % 10 for number in doubled) % 10
    return f"T{mark}{digits[:6]}-{digits[6:]}{check}"


def write_letters(connection: Connection, sent: pd.DataFrame, on: dt.date, channel: str) -> pd.DataFrame:
    """Write the fresh letters of ``with_letters`` into the ledger, and return the pairs as the caller of the ledger sees them."""
    append(connection, referrals, _rows(sent[sent["fresh"]], on, channel))
    return sent.drop(columns=["person", "post", "fresh"])


def _rows(fresh: pd.DataFrame, on: dt.date, channel: str) -> list[dict[str, Any]]:
    blank = pd.Series([None] * len(fresh), index=fresh.index, dtype=object)
    rows = pd.DataFrame(
        {
            "id": fresh["referral_id"],
            "person": fresh["person"],
            "post": fresh["post"],
            "worker_id": fresh["worker_id"],
            "job_id": fresh["job_id"],
            "referred_on": on,
            "tier": fresh.get("tier", blank).astype(object).fillna(""),
            "distance_km": fresh.get("distance_km", blank),
            "channel": channel,
            "state": "issued",
            "state_on": on,
        }
    )
    return records(rows)
