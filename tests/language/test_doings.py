"""Trades told by verb and thing: the table names trades of the lexicon, and each row can be reached."""

from __future__ import annotations

import re

from jobmatch.language import lexicon
from jobmatch.language.doings import done
from jobmatch.language.trades import rows

NAMES = {trade.name for trade in lexicon.trades()}


def test_the_table_names_trades_and_things_that_there_are() -> None:
    doings, things = list(rows("doings.csv")), {row["thing"] for row in rows("things.csv")}
    assert {row["trade"] for row in doings} <= NAMES
    assert things <= {thing for row in doings for thing in row["things"].split()}


def is_whole(pattern: str) -> bool:
    try:
        return bool(re.compile(pattern))
    except re.error:
        return False


def test_no_pattern_goes_on_in_the_next_cell() -> None:
    patterns = [cell for row in rows("doings.csv") for name in ("verbs", "things") for cell in row[name].split()]
    assert [pattern for pattern in patterns if not is_whole(pattern)] == []


def test_a_name_of_the_lexicon_is_mostly_told_as_its_own_trade_or_not_at_all() -> None:
    """What the lexicon says and what the table says agree in kind: the table is for what the lexicon does not know."""
    told = [(trade, other) for trade in lexicon.trades() for name in (*trade.names, *trade.said) if (other := done(name))]
    families = {trade.name: trade.family for trade in lexicon.trades()}
    alike = [trade.name == other or trade.family == families[other] for trade, other in told]
    assert len(alike) > 500 and sum(alike) / len(alike) > 0.75
