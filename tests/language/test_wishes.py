"""Invented wishes, said as people say them, and the trades that each may mean: such as the lexicon knows (``wishes.csv``,
``sentences.csv`` with all that people tell beside), and such as it did not when they were written (``strange_wishes.csv``),
which the encoder alone must place."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

import jobmatch as jm
from jobmatch.language import lexicon
from jobmatch.language.wishes import split_wishes

UNDERSTOOD = 0.97
"""Some cannot be told without knowing the place (放线: cables or levels?)."""

FIRST = 0.56
"""Share of the strange wishes whose nearest name is one of a trade that is meant; .58 when this was written."""


def _read(name: str) -> dict[str, set[str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8") as file:
        return {row["wish"]: set(row["trades"].split()) for row in csv.DictReader(file)}


WISHES, STRANGE = {**_read("wishes.csv"), **_read("sentences.csv")}, _read("strange_wishes.csv")


def understood(wish: str) -> set[str]:
    return {found.name for part in split_wishes(wish) for found in lexicon.find(part)}


def test_the_trades_are_those_of_the_lexicon() -> None:
    assert set().union(*WISHES.values(), *STRANGE.values()) <= {found.name for found in lexicon.trades()}


def test_nearly_every_wish_names_a_trade_it_may_mean() -> None:
    missed = [wish for wish, meant in WISHES.items() if not understood(wish) & meant]
    assert len(missed) <= (1 - UNDERSTOOD) * len(WISHES), missed


def test_few_name_a_trade_beside_it() -> None:
    beside = [wish for wish, meant in WISHES.items() if understood(wish) - meant and understood(wish) & meant]
    assert len(beside) <= 0.01 * len(WISHES), beside


def test_the_encoder_places_what_the_lexicon_did_not_know() -> None:
    """All of them, for the lexicon learns those first that the encoder places as well."""
    wishes = list(STRANGE)
    named = [(name, found.name) for found in lexicon.trades() for name in (found.name, *found.names, *found.fields)]
    nearest = np.argmax(jm.similarity(wishes, [name for name, _ in named]), axis=1)
    first = [named[at][1] in STRANGE[wish] for wish, at in zip(wishes, nearest, strict=True)]
    assert np.mean(first) >= FIRST, [w for w, right in zip(wishes, first, strict=True) if not right]
