"""Fit: what the person wants, can and has done against what the job is.

::

    fit = slope · cos(worker text, job text) + offset      (the encoder's calibration)
        + GAIN · K − LOSS                                  (where both name trades: `jobmatch.language.kinship`)

so that unrelated trades lie near 0 or below, the same family near 0.5 and the same trade near 1. Several wishes are
several query rows, several posts in one title several job rows; the pair's fit is the best of them.

A row is the unit-length sum of its parts (our choice: a wish outweighs a past job, a title the boilerplate of
a description)::

    worker  0.65 wish + 0.20 skills + 0.15 experience      (without a wish: 0.6 skills + 0.4 experience)
    job     0.70 title + 0.30 description and requirements

What an encoder makes of a title in which the lexicon finds no work of hands (大数据架构师, 博士后, 电话销售) is noise to a
person who names some (煮饭): such a pair loses ``APART``; less where the title ends as names of work of hands do, and
``FAR_APART`` where it is of a post above it (仓储经理, 养老研究员) or says nothing (五险一金, PO). So does it for people without a wish, unless what they can or have done
is desk work (会拍照, 爱干净 name no trade). One more column carries it, so that the sum stays one inner product.

Someone who names no trade at all is neutral: fit 0.5 for every job that anyone can begin, 0.2 for the rest, and no match
at all for a post above any work of hands (``openness``): who says nothing looks for no post of an architect. Someone
without a wish otherwise passes the floor ``policy.min_fit``. Sex, ethnicity, marriage, health and poverty status never
enter a text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from jobmatch.language import posts
from jobmatch.language.encoders import Encoder
from jobmatch.language.kinship import kinds_of, with_kinship
from jobmatch.language.lexicon import Trade, is_above, mentions, named_posts
from jobmatch.language.titles import ends_as_person, undecorated
from jobmatch.language.towers import with_tower
from jobmatch.language.trades import beginners_trades
from jobmatch.language.work import encode_work
from jobmatch.schema import Jobs, Workers
from jobmatch.terms.term import MET, UNMET, Array, Facts, Table

NEUTRAL, NEUTRAL_OTHER = 0.5, 0.2
ANYONE, SOME, NOBODY = 2, 1, 0
UNREADABLE = 0.0
"""Fit of a job whose text says nothing (HW, 五险一金) with those who say what they want: nobody knows that it suits."""
APART = 0.25
"""What fit loses where the wish names work of hands and the post none (our choice). Of pairs of held-out titles whose
first names some, the floor then keeps .88 of the same occupation instead of .92, and passes .03 of different major
groups instead of .06; of titles judged no work for rural job seekers that name none, it passes 0.6 % of the pairs with
the trades of the lexicon instead of 1.9 %."""
LIKE_HANDS, FAR_APART = 0.1, 0.9
"""The same where an unknown title ends as names of such work do (母猪舍岗, 轮胎快修), and where it can be none (our choice), so
that nothing saves it: with .25 a waiter was shown the manager's post and a nanny a researcher's."""
DESK_FAMILIES, DESK_TRADES = ("office", "callcentre", "ecommerce"), ("销售员", "房产经纪人", "保险代理人", "采购员")
"""Work at a desk or on the telephone, no work of hands; nurses are of ``office`` too."""
EASY_CERTIFICATES = ("", "健康证", "保安员证")
"""Whoever has none gets one within days."""
_ENDS_LIKE_HANDS = re.compile(
    "(?:岗位?|工|师傅|手|车间|产线|班组|操作|管护|照料|看护|采收|修剪|加工|装配|包装|搬运|维护|维修|快修|养护|清洁)$"
)
_OFFER = re.compile("底薪|提成|双休|社保|五险|住宿|高薪|万元|收入|费用|[路街站区]$")
_HAN = re.compile("[\u4e00-\u9fff]")
WISH_PARTS = (0.65, 0.20, 0.15)
NO_WISH_PARTS = (0.0, 0.6, 0.4)
JOB_PARTS = (0.70, 0.30)
BODY_CHARACTERS = 300
"""Of a description only its beginning is read: what follows is benefits and company praise."""


@dataclass(frozen=True)
class TextRows:
    """The text rows of workers or jobs, in table order."""

    vectors: Array
    """float32 ``[rows, d + 1 + kinds + 1]`` (more where the encoder has towers): unit length, the columns of kinship and
    the one of everyday trades, or zero where nothing is known."""
    start: Array
    """int64 ``[n + 1]``: the rows of entry i are ``start[i]:start[i + 1]``; at least one each."""
    wished: Array
    """bool ``[n]``: the person named a wish (always true for jobs)."""

    @property
    def owner(self) -> Array:
        """The entry each row belongs to, int64 ``[rows]``."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))


def worker_rows(workers: Workers, encoder: Encoder) -> TextRows:
    """Return the query rows of workers."""
    wanted, skills, past = (_texts(workers.cells[name]) for name in ("wanted_occupation", "skills", "experience"))
    wishes = [posts.split_wishes(text) for text in wanted]
    wished = np.array([len(parts) > 0 for parts in wishes], dtype=bool)
    rows = [parts or [""] for parts in wishes]
    start = np.concatenate([[0], np.cumsum([len(parts) for parts in rows])]).astype(np.int64)
    owner = np.repeat(np.arange(len(rows)), np.diff(start))
    asked = [text for texts in rows for text in texts]
    said = [*asked, *skills, *past]
    parts, kinds = _of_rows(encode(encoder, said, query=True), owner), _of_rows(_kinds(said), owner)
    shares = np.where(wished[owner, None], WISH_PARTS, NO_WISH_PARTS)
    named = [text or f"{skills[at]}，{past[at]}" for text, at in zip(asked, owner, strict=True)]
    vectors = with_tower(_unit(parts, shares), encoder, query=True)
    vectors = with_kinship(vectors, _mean_kinds(kinds, shares), encoder.calibration, query=True)
    by_hand = np.where(wished[owner], _handy(named), ~_names_desk(named))
    return TextRows(_marked(vectors, by_hand.astype(float), -_mark(encoder)), start, wished)


def _of_rows(said: Array, owner: Array) -> list[Array]:
    """Return what was made of the wishes, of the skills and of the past, a row for each wish."""
    people = (len(said) - len(owner)) // 2
    wish, skill, past = np.split(said, [len(owner), len(owner) + people])
    return [wish, skill[owner], past[owner]]


def job_rows(jobs: Jobs, encoder: Encoder) -> TextRows:
    """Return the text rows of jobs, one for each post that a title names."""
    frame = jobs.frame
    titles = [posts.split_posts(_plain(title)) or [_plain(title)] for title in frame["title"]]
    start = np.concatenate([[0], np.cumsum([len(parts) for parts in titles])]).astype(np.int64)
    owner = np.repeat(np.arange(len(titles)), np.diff(start))
    bodies = (frame["description"].fillna("") + "\n" + frame["requirements"].fillna("")).str.strip()
    named = [title for row in titles for title in row]
    parts = [
        encode(encoder, named),
        encode_prose(encoder, [body[:BODY_CHARACTERS] for body in bodies])[owner],
    ]
    vectors = with_tower(_unit(parts, np.tile(JOB_PARTS, (len(owner), 1))), encoder, query=False)
    vectors = with_kinship(vectors, _kinds(named), encoder.calibration)
    return TextRows(_marked(vectors, _strangeness(named) / APART, _mark(encoder)), start, np.ones(len(titles), dtype=bool))


def openness(title: Any) -> int:
    """Return how open a post is to people who name no trade: ``ANYONE`` can begin it, ``SOME`` can, ``NOBODY`` of them.

    >>> [openness(title) for title in ("诚聘保洁员", "塔吊司机", "网店运营", "大数据架构师")]
    [2, 1, 1, 0]
    """
    text = _plain(title)
    return max(_open_to(post) for post in posts.split_posts(text) or [text])


def _open_to(post: str) -> int:
    if any(_anyone_can(found) for found in _by_hand(post)):
        return ANYONE
    return NOBODY if is_above(post) else SOME


def _anyone_can(found: Trade) -> bool:
    return found.trade_id in beginners_trades() and (found.need != "law" or found.certificate in EASY_CERTIFICATES)


def _by_hand(text: str) -> list[Trade]:
    """Return the trades of hands that a text names; none where it speaks of a post above them."""
    if is_above(text):
        return []
    return [found for found in named_posts(text) if found.family not in DESK_FAMILIES and found.name not in DESK_TRADES]


def _handy(texts: Sequence[str]) -> Array:
    """Return which texts name work of hands, bool ``[n]``."""
    return _each(texts, lambda distinct: [bool(_by_hand(text)) for text in distinct])


def _strangeness(titles: Sequence[str]) -> Array:
    """Return what each title costs those who want work of hands, float64 ``[n]``."""
    return _each(titles, lambda distinct: [_lost(title) for title in distinct])


def _lost(title: str) -> float:
    if _by_hand(title):
        return 0.0
    said = undecorated(title)
    if is_above(title) or not _HAN.search(said):
        return FAR_APART
    if _ENDS_LIKE_HANDS.search(said):
        return LIKE_HANDS
    return FAR_APART if _OFFER.search(title) and not ends_as_person(said) else APART


def _names_desk(texts: Sequence[str]) -> Array:
    """Return which texts name trades, and none by hand, bool ``[n]``: 普通话好 names none, 会计 names one at a desk."""
    return _each(texts, lambda distinct: [bool(mentions(text)) and not _by_hand(text) for text in distinct])


def _mark(encoder: Encoder) -> float:
    slope = encoder.calibration.slope
    return math.sqrt(APART / slope) if slope > 0 else 0.0


def _marked(vectors: Array, weight: Array, mark: float) -> Array:
    """Return the vectors with one more column: ``weight · mark`` in the rows that say something, else 0."""
    column = np.where(vectors.any(axis=1), weight * mark, 0.0).astype(np.float32)
    return np.hstack([vectors, column[:, None]])


def neutral_fit(open_to: Array) -> Array:
    """Return the fit of someone who names no trade with jobs of some openness."""
    return np.where(open_to == ANYONE, NEUTRAL, NEUTRAL_OTHER)


def _unasked(workers: Facts, jobs: Facts) -> Array:
    return np.where(workers["silent"] & (jobs["open_to"] == NOBODY), UNMET, MET)


UNASKED = Table(("silent",), ("open_to",), _unasked)
"""Bars posts that are open to nobody who names no trade."""


def encode(encoder: Encoder, texts: Sequence[str], *, query: bool = False) -> Array:
    """Return one unit vector a text that names work, float32 ``[n, d]``."""
    return _each(texts, lambda distinct: encode_work(encoder, distinct, query=query))


def encode_prose(encoder: Encoder, texts: Sequence[str]) -> Array:
    """Return one unit vector a description, float32 ``[n, d]``."""
    call = getattr(encoder, "encode_document", encoder.encode)
    return _each(texts, lambda distinct: np.asarray(call(distinct), dtype=np.float32))


def _kinds(texts: Sequence[str]) -> Array:
    """Return the kinds of work the texts name, float32 ``[n, kinds]``."""
    return _each(texts, kinds_of)


def _each(texts: Sequence[str], read: Callable[[list[str]], Any]) -> Array:
    """Return what ``read`` makes of the texts, ``[n, …]``; each distinct text is read once."""
    codes, distinct = pd.factorize(np.array(["", *texts], dtype=object))
    found: Array = np.asarray(read([str(text) for text in distinct]))[codes[1:]]
    return found


def _mean_kinds(parts: list[Array], shares: Array) -> Array:
    """Return the mean of the kinds of the parts that name a trade, zero where the wish (or all, without one) names none."""
    known = np.stack([part.any(axis=1) for part in parts], axis=1)
    weight = shares * known
    asked = np.where(shares[:, 0] > 0, known[:, 0], known.any(axis=1))
    total: Array = np.sum([part * weight[:, [i]] for i, part in enumerate(parts)], axis=0)
    whole = np.where(asked, weight.sum(axis=1), np.inf)[:, None]
    return (total / whole).astype(np.float32)


def _unit(parts: list[Array], shares: Array) -> Array:
    """Return the unit-length sum of the parts weighted by ``shares`` ``[rows, parts]``; zero stays zero."""
    total: Array = np.sum([part * shares[:, [i]].astype(np.float32) for i, part in enumerate(parts)], axis=0)
    length = np.linalg.norm(total, axis=1, keepdims=True)
    unit: Array = np.divide(total, length, out=np.zeros_like(total), where=length > 1e-9).astype(np.float32)
    return unit


def _texts(column: Any) -> list[str]:
    return [str(text).strip() for text in column.to_numpy(dtype=object, na_value="")]


def _plain(text: Any) -> str:
    return "" if pd.isna(text) else str(text).strip()
