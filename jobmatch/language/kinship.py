"""How near trades lie by the kind of work they are, as far as the lexicon knows it.

An encoder that has seen no sewing hall finds 炒菜 in 收银 and nothing between 进厂 and 装配工. People know better: a trade
is so much of this kind of work and so much of that (``data/lexicon/kinds.csv``: a family, or one trade of it), and two
trades are as near as their kinds are::

    K(a, b) = ⟨kinds(a), kinds(b)⟩                          in [0, 1]: unit rows, no share below 0
    fit     = slope · cos + offset + GAIN · K − LOSS        where both sides name a trade; else without the last two

so that the same kind of work gains .16 and what is no kin loses .42, and falls under the floor unless the encoder is
sure. All of it is a sum over columns, which `with_kinship` writes beside the encoder's: fit stays one inner product.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from jobmatch.language.calibration import Calibration, unit_rows
from jobmatch.language.lexicon import named_posts
from jobmatch.language.trades import rows, trades

GAIN, LOSS = 0.58, 0.42
"""Settled on pairs of development titles, by a model that has not seen them: the floor on fit keeps nearly as many of the
same occupation as without kinship (.944 and .951) and passes .109 of different major groups instead of .114; of those
that both name a trade .092 instead of .116. With .76 and .6 (the same gain for one kind, more lost by the rest) fewer are hired
on the simulated market: 14.5 of a hundred instead of 16.2 in one county of 600."""
Vectors = npt.NDArray[np.float32]


def kinds_of(texts: Sequence[str]) -> Vectors:
    """Return the kinds of work that each text names, float32 ``[n, kinds]``: unit rows, zero where it names no trade.

    >>> guard, cleaner, welder = kinds_of(["保安", "扫地", "电焊工"])
    >>> bool(guard @ cleaner > 0.4 > guard @ welder)
    True
    """
    table = _kinds_by_trade()
    named = [[table[found.trade_id] for found in named_posts(text)] if text else [] for text in texts]
    sums = [np.sum(found, axis=0) if found else np.zeros(len(_kinds())) for found in named]
    return unit_rows(np.array(sums, dtype=np.float32).reshape(-1, len(_kinds())))


def with_kinship(vectors: Vectors, kinds: Vectors, calibration: Calibration, *, query: bool = False) -> Vectors:
    """Return text vectors with the columns of kinship, float32 ``[n, d + 1 + kinds]``.

    Parameters
    ----------
    vectors
        Text vectors ``[n, d]`` of one side.
    kinds
        What `kinds_of` says of the same texts; rows of zero are trades nobody knows, and change nothing.
    calibration
        Of the encoder: what a cosine is worth.
    query
        Whether these are the texts of people: the two sides differ in the sign of one column.

    Examples
    --------
    >>> kinds = kinds_of(["保安", "有缘人"])
    >>> people, posts = (with_kinship(np.ones((2, 1)), kinds, Calibration(1.0, 0.0), query=side) for side in (True, False))
    >>> (people @ posts.T).round(3).tolist()
    [[1.16, 1.0], [1.0, 1.0]]
    """
    mark = math.sqrt(LOSS / calibration.slope)
    column = np.where(kinds.any(axis=1), -mark if query else mark, 0.0).astype(np.float32)
    return np.hstack([vectors, column[:, None], np.float32(math.sqrt(GAIN / calibration.slope)) * kinds])


@cache
def _kinds() -> tuple[str, ...]:
    """Return the names of the kinds, in the order in which the file first names them."""
    return tuple(dict.fromkeys(kind for shares in _shares().values() for kind in shares))


@cache
def _kinds_by_trade() -> dict[str, Vectors]:
    """Return the row of each trade, by its id: its own, or its family's."""
    shares = _shares()
    chosen = {found.trade_id: shares.get(found.name) or shares[found.family] for found in trades()}
    table = unit_rows(np.array([[row.get(kind, 0.0) for kind in _kinds()] for row in chosen.values()], dtype=np.float32))
    return dict(zip(chosen, table, strict=True))


@cache
def _shares() -> dict[str, dict[str, float]]:
    """Return kind → share for each family or trade; a kind without a figure is the whole."""
    table: dict[str, dict[str, float]] = {}
    for row in rows("kinds.csv"):
        parts = (part.partition(":") for part in row["kinds"].split())
        table[row["of"]] = {kind: float(share or 1.0) for kind, _, share in parts}
    return table
