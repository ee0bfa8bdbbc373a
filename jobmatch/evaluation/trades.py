"""The trades of the simulated market: CSCO codes, and words for them that no model was taught.

``jobmatch/data/simulated/trades.csv`` was written for the simulation. It names each trade twice, as
people say it (踩缝纫机) and as employers post it (平缝车位), so that a matcher has to understand and cannot look
up. Nothing here comes from the lexicon or an encoder, and neither may read this file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from jobmatch.evaluation.arrays import Floats

KINSHIP = ((10, 1.0), (7, 0.6), (4, 0.3), (1, 0.15))
"""How much of the appeal of one's own trade another has: (code characters in common, share)."""
STRANGER = 0.05
"""The same for a trade of another major group. More than half of the posts at fairs are open to anybody (普工)."""


@dataclass(frozen=True, slots=True)
class Trade:
    """One trade of the simulated market."""

    code: str
    """CSCO 2022."""
    weight: float
    """How common it is among workers and jobs."""
    pay: float
    """Usual pay outside the home county, yuan a month."""
    places: tuple[str, ...]
    """Where it is done: workshop, factory, service, office, site, farm, home."""
    education: int
    """Schooling employers ask for, ladder 0–7."""
    certificate: str
    """Certificate employers ask for; empty where none."""
    said: tuple[str, ...]
    """What people say they do."""
    posted: tuple[str, ...]
    """What employers call the post."""
    does: tuple[str, ...]
    """The work itself, in phrases."""


@lru_cache(maxsize=1)
def trades() -> tuple[Trade, ...]:
    """Return the trades.

    >>> trades()[0].code, trades()[0].said[0]
    ('6-05-01-03', '踩缝纫机')
    """
    text = files("jobmatch").joinpath("data", "simulated", "trades.csv").read_text(encoding="utf-8")
    return tuple(_trade(row) for row in csv.DictReader(io.StringIO(text)))


@lru_cache(maxsize=1)
def trade_shares() -> Floats:
    """Return how common each trade is among workers and jobs; adds up to 1.

    >>> round(float(trade_shares().sum()), 6)
    1.0
    """
    weight = np.array([trade.weight for trade in trades()])
    return np.asarray(weight / weight.sum())


def _kinship(one: str, other: str) -> float:
    """Return how much of the appeal of trade ``one`` the trade ``other`` has, by the CSCO classes in common.

    >>> _kinship("6-05-01-03", "6-05-01-02"), _kinship("6-05-01-03", "4-10-01-05")
    (0.6, 0.05)
    """
    return next((share for length, share in KINSHIP if one[:length] == other[:length]), STRANGER)


@lru_cache(maxsize=1)
def kinship_table() -> Floats:
    """Return ``_kinship`` of every two trades, ``[trades, trades]``."""
    codes = [trade.code for trade in trades()]
    return np.array([[_kinship(one, other) for other in codes] for one in codes])


def pick(options: Sequence[str], rng: np.random.Generator) -> str:
    """Return one of the options; ``Generator.choice`` takes 40 times as long.

    >>> pick(["缝纫工"], np.random.default_rng(0))
    '缝纫工'
    """
    return options[int(rng.random() * len(options))]


def _trade(row: dict[str, str]) -> Trade:
    return Trade(
        code=row["code"],
        weight=float(row["weight"]),
        pay=float(row["pay"]),
        places=tuple(row["places"].split()),
        education=int(row["education"]),
        certificate=row["certificate"],
        said=tuple(row["said"].split(";")),
        posted=tuple(row["posted"].split(";")),
        does=tuple(row["does"].split(";")),
    )
