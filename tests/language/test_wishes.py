"""Invented wishes, said as people say them, and the trades that each may mean (``wishes.csv``)."""

from __future__ import annotations

import csv
from pathlib import Path

from jobmatch.language import lexicon
from jobmatch.language.posts import split_wishes

UNDERSTOOD = 0.97
"""Some cannot be told without knowing the place (放线: cables or levels?)."""

with Path(__file__).with_name("wishes.csv").open(encoding="utf-8") as _file:
    WISHES = {row["wish"]: set(row["trades"].split()) for row in csv.DictReader(_file)}


def understood(wish: str) -> set[str]:
    return {found.name for part in split_wishes(wish) for found in lexicon.find(part)}


def test_the_trades_are_those_of_the_lexicon() -> None:
    assert set().union(*WISHES.values()) <= {found.name for found in lexicon.trades()}


def test_nearly_every_wish_names_a_trade_it_may_mean() -> None:
    missed = [wish for wish, meant in WISHES.items() if not understood(wish) & meant]
    assert len(missed) <= (1 - UNDERSTOOD) * len(WISHES), missed


def test_few_name_a_trade_beside_it() -> None:
    beside = [wish for wish, meant in WISHES.items() if understood(wish) - meant and understood(wish) & meant]
    assert len(beside) <= 0.01 * len(WISHES), beside
