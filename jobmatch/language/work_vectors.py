"""Texts that name work → vectors, drawn to the trades they name, and beside them how near these trades are.

::

    vector(text) = unit( e(text) + TRADE · e(standard name of its trades) )        (HEAD where that is the head)

and for a text that is nothing but a name of a trade, as most wishes are::

    vector(text) = unit( e(text) + WHOLE_TRADE · e(standard name) + WHOLE_FAMILY · e(names of its family) )

An encoder knows words; the lexicon knows that 护工 is what others call 养老护理员, and that 水电工 and 电工 are
kin (`jobmatch.language.kinship`). Where the lexicon finds nothing in a text, the encoder's vector stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from hashlib import shake_256
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from jobmatch.errors import EncoderError
from jobmatch.language.calibration import unit_rows
from jobmatch.language.characters import normalise
from jobmatch.language.encoders import Encoder
from jobmatch.language.kinship import kinds_of, with_kinship
from jobmatch.language.lexicon import find, mentions, trade
from jobmatch.language.row_sums import unit_sums
from jobmatch.language.static import StaticEncoder
from jobmatch.language.trades import trades

TRADE = 0.3
"""Settled on pairs of development titles: heavier draws (1 and 1.5 were tried) lift different major groups more than the
same occupation, for a name of the lexicon stands for several codes."""
HEAD = 1.0
"""The same among many posts for what people ask for and can do, which is short and about work alone (网店打包), and for a post that ends in
the name of a trade, for what stands before it tells where (显示屏目检员). Of 745 wishes written for the tests the first post is then of a trade
that is meant for .952 instead of .941, and posts of others fit no more often; of 430 such titles of real postings the trade that they end
in fits best for .949 instead of .721."""
WHOLE_TRADE, WHOLE_FAMILY = 1.5, 0.7
"""What a bare name means is certain. Its kin (手工活, 手工编织) come to lie near 0.5, look-alikes (客服, 客房服务员) under 0."""
MIXED = ("office", "entertainment")
"""Families whose trades do not change into each other (会计, 护士; 健身教练, 殡仪服务员): there the trade stands for the family."""
OWN = 0.7
"""How much of its own the vector of a trade's name has among many posts where others share its code (our choice): the encoder has learned
by codes, and to it 建筑工 and 拆除工 are one. Of 559 trades 52 had a post of another trade beside or before their own; with .7 none but 技工,
and trades of one code that were at 1 come to lie at .9."""
_NO_HEAD = re.compile(r"(?:师傅|技师|人员|学徒|学员|熟练工|大?[技员工师]|岗位?|维修|维护|安装|操作|作业|\([^()]*\))*")
"""What may follow the head of a title."""
Vectors = npt.NDArray[np.float32]
FEW_FRESH = 64
"""Texts up to which those that are names of the lexicon are looked up: of many, most are new."""

_known: WeakKeyDictionary[Any, tuple[Vectors, Vectors, Vectors]] = WeakKeyDictionary()
_rows: WeakKeyDictionary[Any, dict[tuple[bool, str], Vectors]] = WeakKeyDictionary()
"""The rows of names of the lexicon, and of nothing, as wishes and as posts; what else a person says is not kept. Only of
encoders whose files do not change: one that somebody hands in is asked every time."""


def encode_work(encoder: Encoder, texts: Sequence[str], *, query: bool = False) -> Vectors:
    """Return one unit vector a text, float32 ``[n, d]``; zero for a text that says nothing.

    Examples
    --------
    >>> from jobmatch.language.encoders import default_encoder
    >>> one, other = encode_work(default_encoder(), ["护工", "养老护理员"])
    >>> bool(one @ other > 0.7)
    True
    """
    if not isinstance(encoder, StaticEncoder):
        return _encoded(encoder, texts, query=query)
    known = _rows.setdefault(encoder, {})
    fresh = [text for text in dict.fromkeys(texts) if (query, text) not in known]
    if not texts or len(fresh) > FEW_FRESH:
        return _encoded(encoder, texts, query=query)
    made = dict(zip(fresh, _encoded(encoder, fresh, query=query), strict=True)) if fresh else {}
    known.update({(query, text): row for text, row in made.items() if not text or _is_name(text)})
    return np.stack([made[text] if text in made else known[query, text] for text in texts])


def _is_name(text: str) -> bool:
    return trade(text) is not None and text == normalise(text)


def _encoded(encoder: Encoder, texts: Sequence[str], *, query: bool, own: bool = True) -> Vectors:
    encode = getattr(encoder, "encode_query" if query else "encode_document", encoder.encode)
    rows = np.array(encode(list(texts)), dtype=np.float32)
    if not len(rows):
        return rows
    by_name, by_own_name, by_family = _names(encoder)
    by_trade = by_own_name if own else by_name
    if rows.shape[1] != by_trade.shape[1]:
        raise EncoderError(f"编码器给出 {rows.shape[1]} 维的向量，先前是 {by_trade.shape[1]} 维；请用宽度不变的编码器")
    position, kin = _positions()
    named = [[position[found.trade_id] for found in find(text)] if text else [] for text in texts]
    whole = np.array([len(found) == 1 and trade(text) is not None for found, text in zip(named, texts, strict=True)], dtype=bool)
    part = np.array([_weight_within(text, query=query) if own else TRADE for text in texts], dtype=np.float32)
    rows += np.where(whole, WHOLE_TRADE, part)[:, None].astype(np.float32) * unit_sums(named, by_trade)
    bare = [found if alone else [] for found, alone in zip(named, whole, strict=True)]
    rows += np.float32(WHOLE_FAMILY) * unit_sums([[kin[i] for i in found] for found in bare], by_family)
    return unit_rows(rows)


def _weight_within(text: str, *, query: bool) -> float:
    """Return how far a text that names trades among other words is drawn to them: what people ask for, and a post that ends in one."""
    if query:
        return HEAD
    said = mentions(text)
    return HEAD if said and not said[-1].is_field and _NO_HEAD.fullmatch(normalise(text), said[-1].stop) else TRADE


def fit_rows(encoder: Encoder, texts: Sequence[str], *, query: bool = False) -> Vectors:
    """Return the rows whose inner product is the fit of two texts by themselves: `encode_work`, one code being one trade, and kinship.

    >>> from jobmatch.language.encoders import default_encoder
    >>> fit_rows(default_encoder(), ["保安"]).shape[0]
    1
    """
    return with_kinship(_encoded(encoder, texts, query=query, own=False), kinds_of(texts), encoder.calibration, query=query, mild=True)


def _names(encoder: Encoder) -> tuple[Vectors, Vectors, Vectors]:
    """Return the vector of every trade's standard name, the same with what is its own, and of every family, once for an encoder."""
    if encoder not in _known:
        by_trade = unit_rows(np.asarray(encoder.encode([found.name for found in trades()]), dtype=np.float32))
        own = _own_directions(by_trade.shape[1]) * by_trade.any(axis=1, keepdims=True)
        by_own_name = unit_rows(by_trade + np.float32(OWN) * own)
        members: dict[int, list[int]] = {}
        for row, family in enumerate(_positions()[1]):
            members.setdefault(family, []).append(row)
        _known[encoder] = by_trade, by_own_name, unit_sums([members[family] for family in sorted(members)], by_trade)
    return _known[encoder]


def _own_directions(width: int) -> Vectors:
    """Return a direction for every trade that shares its code with others, float32 ``[trades, width]``, ±1/√width; zero for the rest.

    By a hash of the trade's key: any two are all but at right angles, and the same on every machine.
    """
    known = trades()
    of_code = Counter(found.code for found in known)
    drawn = [np.frombuffer(shake_256(found.trade_id.encode()).digest(width), dtype=np.uint8) for found in known]
    signs = np.where(np.array(drawn) < 128, np.float32(-1), np.float32(1)) / np.float32(np.sqrt(width))
    shared = np.array([of_code[found.code] > 1 for found in known], dtype=np.float32)
    return (signs * shared[:, None]).astype(np.float32)


@cache
def _positions() -> tuple[dict[str, int], list[int]]:
    """Return the row of each trade, and for each trade the row of its family."""
    known = trades()
    kin = [found.trade_id if found.family in MIXED else found.family for found in known]
    families = {family: i for i, family in enumerate(dict.fromkeys(kin))}
    return {found.trade_id: i for i, found in enumerate(known)}, [families[family] for family in kin]
