"""The trades that rural job seekers work in, as data: ``data/lexicon/trades.csv``, one trade a row.

It holds facts and everyday words only, written for this project; whoever knows another name of a trade
adds it to its row.

Columns of ``trades.csv``
    ``names``        names of the trade, apart by spaces
    ``fields``       words that name only its field or place (餐饮, 叉车, 食堂): they count as the trade
                     where nothing better stands beside them, so that 食堂保洁 is a cleaner
    ``certificate``  canonical name (``certificates``), or blank
    ``need``         ``law`` where a law asks for it, ``custom`` where employers usually do; advice to
                     people, never a refusal: only what a posting states is a requirement
    ``course``       the training package that leads to the trade, or blank

``sayings.csv`` holds what is said of a trade beside these names: what people do there (焊栏杆, 拉砂石), where they go (毛衣厂, 影楼),
with what they work (搅拌站), and rarer names (回柱工). The pieces that titles are cut into (``tokens``) are those that the models
have learned, and do not change with them.

Columns of ``sayings.csv``
    ``said``         understood wherever they stand
    ``alone``        understood only where nothing else is said: in a longer text they are often pieces of something else
                     (安电 in 西安电工) or a place in passing (公园)
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from jobmatch.language.characters import LEXICON, normalise

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade and what is known of it."""

    trade_id: str
    """Stable key: family and number, ``sewing-01``."""
    name: str
    """Standard name, as the staff print it."""
    code: str
    """Occupation in CSCO 2022, four levels: ``6-05-01-03``."""
    family: str
    """Trades that change into each other with little learning share a family."""
    names: tuple[str, ...]
    """Other names, normalised."""
    fields: tuple[str, ...]
    """Words for its field or place, normalised."""
    certificate: str
    """Canonical certificate that goes with the trade, or blank."""
    need: str
    """``law``, ``custom`` or blank."""
    course: str
    """Training package that leads to it, or blank."""
    said: tuple[str, ...] = ()
    """What people say of it, normalised."""
    alone: tuple[str, ...] = ()
    """The same, where they say nothing else."""


@cache
def trades() -> tuple[Trade, ...]:
    """Return every trade of the lexicon, in the order of its file.

    >>> len(trades()) >= 500
    True
    """
    sayings = {row["trade"]: row for row in rows("sayings.csv")}
    return tuple(_read_trade(row, sayings.get(row["name"], {})) for row in rows("trades.csv"))


@cache
def families() -> dict[str, str]:
    """Return the Chinese name of each family.

    >>> families()["sewing"]
    '缝纫制衣'
    """
    return {row["family"]: row["name"] for row in rows("families.csv")}


@cache
def beginners_trades() -> frozenset[str]:
    """Return the ids of the trades that anyone can begin, learned on the spot (``beginners.csv``: a family, or one trade).

    >>> {found.name for found in trades() if found.trade_id in beginners_trades()} >= {"保洁员", "普工", "分拣员"}
    True
    """
    return _begun("yes")


@cache
def skilled_trades() -> frozenset[str]:
    """Return the ids of the trades that are learned for years (``skilled`` in ``beginners.csv``).

    >>> {found.name for found in trades() if found.trade_id in skilled_trades()} >= {"车工", "电工", "厨师"}
    True
    """
    return _begun("skilled")


def _begun(how: str) -> frozenset[str]:
    said = {row["of"]: row["anyone"] for row in rows("beginners.csv")}
    return frozenset(found.trade_id for found in trades() if said.get(found.name, said.get(found.family)) == how)


def trades_of_course(course: str) -> tuple[Trade, ...]:
    """Return the trades that a training package leads to.

    >>> [found.name for found in trades_of_course("育婴")]
    ['育婴员', '保育员']
    """
    return tuple(found for found in trades() if found.course == course)


def _read_trade(row: dict[str, str], sayings: dict[str, str]) -> Trade:
    return Trade(
        trade_id=row["trade_id"],
        name=row["name"],
        code=row["code"],
        family=row["family"],
        names=tuple(normalise(row["names"]).split()),
        fields=tuple(normalise(row["fields"]).split()),
        certificate=row["certificate"],
        need=row["need"],
        course=row["course"],
        said=tuple(normalise(sayings.get("said", "")).split()),
        alone=tuple(normalise(sayings.get("alone", "")).split()),
    )


def rows(file: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of the lexicon.

    >>> next(rows("families.csv"))["family"]
    'factory'
    """
    yield from csv.DictReader((LEXICON / file).read_text(encoding="utf-8").splitlines())
