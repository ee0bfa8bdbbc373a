"""Texts that name work → vectors, drawn to the trade and the family of trades they name.

::

    vector(text) = unit( e(text) + TRADE · e(standard name of its trades) + FAMILY · e(names of their families) )

An encoder knows words; the lexicon knows that 护工 is what others call 养老护理员, and that 水电工 and 电工 are
kin. Where the lexicon finds nothing in a text, the encoder's vector stands. All of it is a sum of vectors, so
the search stays one inner product.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from jobmatch.errors import EncoderError
from jobmatch.language.calibration import unit_rows
from jobmatch.language.encoders import Encoder
from jobmatch.language.lexicon import find
from jobmatch.language.trades import Trade, trades

TRADE, FAMILY = 0.3, 0.1
"""Looked at on wishes and titles of everyday trades: kin come to lie above 0.5, strangers stay under 0.25 (our choice)."""
MIXED = ("office",)
"""Families whose trades do not change into each other (会计, 护士, 平面设计师): there the trade stands for the family."""
Vectors = npt.NDArray[np.float32]

_known: WeakKeyDictionary[Any, tuple[dict[str, Vectors], dict[str, Vectors]]] = WeakKeyDictionary()


def encode_work(encoder: Encoder, texts: Sequence[str], *, query: bool = False) -> Vectors:
    """Return one unit vector a text, float32 ``[n, d]``; zero for a text that says nothing.

    Examples
    --------
    >>> from jobmatch.language.encoders import default_encoder
    >>> one, other = encode_work(default_encoder(), ["护工", "养老护理员"])
    >>> bool(one @ other > 0.7)
    True
    """
    encode = getattr(encoder, "encode_query" if query else "encode_document", encoder.encode)
    rows = np.array(encode(list(texts)), dtype=np.float32)
    if not len(rows):
        return rows
    by_trade, by_family = _names(encoder)
    width = len(next(iter(by_trade.values())))
    if rows.shape[1] != width:
        raise EncoderError(f"编码器给出 {rows.shape[1]} 维的向量，先前是 {width} 维；请用宽度不变的编码器")
    for row, text in zip(rows, texts, strict=True):
        named = find(text) if text else []
        if named:
            row += TRADE * _mean([by_trade[trade.trade_id] for trade in named])
            row += FAMILY * _mean([by_family[_kin(trade)] for trade in named])
    return unit_rows(rows)


def _names(encoder: Encoder) -> tuple[dict[str, Vectors], dict[str, Vectors]]:
    """Return the vector of every trade's standard name and of every family, once for an encoder."""
    if encoder not in _known:
        known: tuple[Trade, ...] = trades()
        vectors = np.asarray(encoder.encode([trade.name for trade in known]), dtype=np.float32)
        by_trade = {trade.trade_id: vector for trade, vector in zip(known, vectors, strict=True)}
        members: dict[str, list[Vectors]] = {}
        for trade in known:
            members.setdefault(_kin(trade), []).append(by_trade[trade.trade_id])
        _known[encoder] = by_trade, {kin: _mean(rows) for kin, rows in members.items()}
    return _known[encoder]


def _kin(trade: Trade) -> str:
    return trade.trade_id if trade.family in MIXED else trade.family


def _mean(vectors: Sequence[Vectors]) -> Vectors:
    """Return the unit-length mean."""
    total = np.sum(np.stack(vectors), axis=0, keepdims=True)
    return np.array(unit_rows(total)[0], dtype=np.float32)
