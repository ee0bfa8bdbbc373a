"""The text rows of workers: what each asks for, the other trades behind him, and what anyone can begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from jobmatch.language import manual_work
from jobmatch.language.calibration import Calibration, unit_rows
from jobmatch.language.encoders import Encoder
from jobmatch.language.kinship import kin_columns, kinds_named, kinds_of, strange_column, with_kinship
from jobmatch.language.lexicon import ANY_HAND, find
from jobmatch.language.towers import with_tower
from jobmatch.schema import Workers
from jobmatch.terms.fit.openness import AS_NEUTRAL, BESIDE_KIN, FACTORY_KIN, FACTORY_STRANGE, HEAVY, WIDENED
from jobmatch.terms.fit.rows import AFTER_KINDS, APART, VAGUE, TextRows, each, encoded, marked, unit_of, unit_sum, which
from jobmatch.terms.own_words import APPRENTICE, FACTORY_HAND, Said, refused_in, said_of, texts_of
from jobmatch.terms.term import Array

TOWARD_HANDS = (1.0, 1.0, 0.5, 0.25, 0.5, 0.0)
"""The share of what a title loses (``jobs.LOST``), by what the wish is (our choice): most people whose wish nobody can read look for work of hands."""
GENERAL_HANDS = (*ANY_HAND, APPRENTICE)
"""Whose work says nothing of a craft."""
BEHIND = 0.75
"""What the fit with a trade that the person knows but does not ask for is multiplied by (our choice): a wish outweighs a past
job, and a past job what is but a little like the wish. On six simulated markets of 600 people nDCG@10 rose from .642 to .671;
.6 and .9 do as well."""
LIKE = 0.5
"""Cosine from which a skill or past job is of the kind that is wished for, and speaks with the wish."""
SAME_WORDS = 0.9
"""Cosine from which a skill or past job says no more than the wish."""
WISH_PARTS = (0.65, 0.20, 0.15)
NO_WISH_PARTS = (0.0, 0.6, 0.4)


def worker_rows(workers: Workers, encoder: Encoder, widened: Array | None = None) -> TextRows:
    """Return the query rows of workers: what each asks for, the other trades behind him, and what anyone can begin.

    The last is of those who name no wish, and of those ``widened`` (bool ``[n]``) who ask for work, but not at a desk.

    >>> import pandas as pd
    >>> from jobmatch.language.encoders import default_encoder
    >>> people = Workers(pd.DataFrame({"worker_id": ["W1", "W2"], "wanted_occupation": ["缝纫工或保洁", None]}))
    >>> rows = worker_rows(people, default_encoder())
    >>> rows.asked.tolist(), rows.wished.tolist(), rows.any_work.tolist()
    ([2, 1], [True, False], [False, True])
    """
    said = said_of(workers)
    asked = _asked(said, encoder)
    told = _joined([asked, *_behind(asked, said, encoder)])
    vectors = _queries(told, encoder)
    at_desk = which([asked.named[at] for at in said.start[:-1]], manual_work.names_desk)
    any_work = ~said.wished & ~at_desk
    able = any_work | (said.wished & ~at_desk & (False if widened is None else widened))
    owner, rows = told.owner, vectors
    if (able | said.factory).any():
        owner, rows = map(np.concatenate, zip((owner, rows), _beginnings(said, told, vectors, able, encoder), strict=True))
    order = np.argsort(owner, kind="stable")
    start = np.searchsorted(owner[order], np.arange(len(any_work) + 1))
    some = np.full(len(any_work), manual_work.SOME, dtype=np.int64)
    return TextRows(rows[order], start, said.wished, any_work, some, np.diff(said.start), np.array(said.refused, dtype=object))


def _beginnings(said: Said, told: _Told, vectors: Array, able: Array, encoder: Encoder) -> tuple[Array, Array]:
    """Return rows for what can be begun by those ``able`` to begin anything, bool ``[n]``, and by who asks for a factory, and the person of each."""
    known = np.bincount(told.owner, vectors.any(axis=1), minlength=len(able)) > 0
    trading, in_factory, silent = map(np.flatnonzero, (able & known, said.factory, able & ~known & said.light))
    kinds = np.zeros((len(able), told.kinds.shape[1]), dtype=np.float32)
    np.add.at(kinds, told.owner, told.kinds)
    width, scale = vectors.shape[1], encoder.calibration
    spared = -np.outer(said.light, kinds_named(HEAVY)).astype(np.float32)
    beside = _beside(BESIDE_KIN * unit_rows(kinds[trading]) + spared[trading], width, scale)
    beside[said.wished[trading], -2] = WIDENED / scale.slope / unit_of(encoder, VAGUE)
    factory = _beside(FACTORY_KIN * _kinds([FACTORY_HAND] * len(in_factory)), width, scale, FACTORY_STRANGE)
    light = _beside(spared[silent], width, scale)
    light[:, -1] = AS_NEUTRAL
    return np.concatenate([trading, in_factory, silent]), np.vstack([beside, factory, light])


def _beside(gains: Array, width: int, calibration: Calibration, loss: float = 0.0) -> Array:
    """Return a row for each of some people: what anyone can begin, with so much more for each kind of work, and less for all known."""
    rows = np.zeros((len(gains), width), dtype=np.float32)
    first = width - AFTER_KINDS - gains.shape[1]
    rows[:, first : width - AFTER_KINDS] = kin_columns(gains, calibration, 1.0)
    rows[:, first - 1] = strange_column(calibration, loss)
    rows[:, -1] = 1.0
    return rows


@dataclass(frozen=True)
class _Told:
    """Texts of people, on the way to rows: arrays in parallel, ``[rows, …]``."""

    owner: Array
    """The person of each, int64."""
    named: list[str]
    """What it says, for the rules of language."""
    text: Array
    """Unit vectors, zero where it says nothing."""
    kinds: Array
    """Kinds of work."""
    by_hand: Array
    """How surely work of hands is looked for, in [0, 1]."""
    vague: Array
    """Whether it is a wish that names no work."""
    share: Array
    """What its fit is multiplied by."""

    def take(self, rows: Array) -> _Told:
        """Return some of them."""
        rest = (self.text, self.kinds, self.by_hand, self.vague, self.share)
        return _Told(self.owner[rows], [self.named[row] for row in rows], *(array[rows] for array in rest))


def _joined(parts: list[_Told]) -> _Told:
    if len(parts) == 1:
        return parts[0]
    names = [name for part in parts for name in part.named]
    arrays = zip(*((p.owner, p.text, p.kinds, p.by_hand, p.vague, p.share) for p in parts), strict=True)
    owner, *rest = (np.concatenate(of) for of in arrays)
    return _Told(owner, names, *rest)


def _asked(said: Said, encoder: Encoder) -> _Told:
    """Return a row for each wish with what the person can and has done; without a wish, of these alone."""
    texts = [*said.asked, *said.skills, *said.past]
    parts, kinds = _of_rows(encoded(encoder, texts, query=True), said), _of_rows(_kinds(texts), said)
    like = np.stack([np.einsum("nd,nd->n", parts[0], part) >= (LIKE if at else -1) for at, part in enumerate(parts)], axis=1)
    shares = np.where(said.wished[said.owner, None], like * WISH_PARTS, NO_WISH_PARTS)
    named = [text or f"{said.skills[at]}，{said.past[at]}" for text, at in zip(said.asked, said.owner, strict=True)]
    wished = said.wished[said.owner]
    by_hand = np.where(wished, each(named, _toward_hands), ~which(named, manual_work.names_desk))
    vague = wished & ~which(named, manual_work.names_work)
    share = np.where(_beside_a_trade(said, kinds[0]), BEHIND, 1.0)
    return _Told(said.owner, named, unit_sum(parts, shares), _mean_kinds(kinds, shares), by_hand, vague, share)


def _beside_a_trade(said: Said, kinds: Array) -> Array:
    """Return which wishes are but for any hand's work, of people who name a trade of its kinds beside it (注塑，看机器), or to learn one (学门手艺，最好修车)."""
    general = [_general(wish) for wish in said.asked]
    beside = np.zeros(len(general), dtype=bool)
    for at in (at for at, name in enumerate(general) if name):
        own = range(said.start[said.owner[at]], said.start[said.owner[at] + 1])
        trades = [row for row in own if not general[row]]
        beside[at] = bool(trades) and (general[at] == APPRENTICE or (kinds[trades] @ kinds[at] >= LIKE).any())
    return beside


def _general(wish: str) -> str:
    """Return the name of the general hand whom a wish names and nobody else, or blank.

    >>> _general("看机器"), _general("制衣厂普工"), _general("缝纫工")
    ('普工', '普工', '')
    """
    named = [found.name for found in find(wish)]
    return named[0] if len(named) == 1 and named[0] in GENERAL_HANDS else ""


def _behind(asked: _Told, said: Said, encoder: Encoder) -> list[_Told]:
    """Return the trades behind people that are unlike all they ask for, and unlike each other."""
    found: list[_Told] = []
    for place in range(max(map(len, said.behind), default=0)):
        owner = np.array([at for at, named in enumerate(said.behind) if len(named) > place], dtype=np.int64)
        named = [said.behind[at][place] for at in owner]
        share = np.where(said.wished[owner], BEHIND, 1.0)
        text, never = encoded(encoder, named, query=True), np.zeros(len(owner), dtype=bool)
        new = _Told(owner, named, text, _kinds(named), ~which(named, manual_work.names_desk), never, share)
        found.append(new.take(np.flatnonzero(_nearest(new, [asked, *found], len(said.behind)) < SAME_WORDS)))
    return found


def _nearest(new: _Told, before: list[_Told], people: int) -> Array:
    """Return the largest cosine of each new row, one a person, with the rows of its person before it; −1 where none is."""
    row = np.full(people, -1, dtype=np.int64)
    row[new.owner] = np.arange(len(new.owner))
    best = np.full(len(new.owner), -1.0)
    for rows in before:
        at = row[rows.owner]
        near = np.einsum("nd,nd->n", rows.text[at >= 0], new.text[at[at >= 0]])
        np.maximum.at(best, at[at >= 0], near)
    return best


def _queries(told: _Told, encoder: Encoder) -> Array:
    """Return the query rows, with all columns."""
    vectors = with_tower(told.text, encoder, query=True)
    vectors = with_kinship(vectors, told.kinds, encoder.calibration, query=True)
    vectors = marked(vectors, told.by_hand * -unit_of(encoder, APART)) * told.share[:, None].astype(np.float32)
    vague = unit_of(encoder, VAGUE)
    lifted = (told.share - 1) * encoder.calibration.offset / encoder.calibration.slope  # the offset is shared too
    return marked(vectors, lifted / vague - told.vague * vague, 0.0)


def _of_rows(found: Array, said: Said) -> list[Array]:
    """Return what was made of the wishes, of the skills and of the past, a row for each wish."""
    wishes, people = len(said.asked), len(said.skills)
    return [found[:wishes], found[wishes + said.owner], found[wishes + people + said.owner]]


def trades_refused(workers: Workers) -> Array:
    """Return the trades that each person refuses, str ``[n]`` as `refusals.refused_trades` writes them.

    >>> import pandas as pd
    >>> trades_refused(Workers(pd.DataFrame({"worker_id": ["W1", "W2"], "wanted_occupation": ["除了保安都行", "保安"]}))).tolist()
    ['security-01', '']
    """
    return np.array(refused_in(texts_of(workers.columns_read["wanted_occupation"])), dtype=object)


def _toward_hands(wishes: list[str]) -> list[float]:
    """Return how surely each wish is for work of hands, in [0, 1]."""
    return [TOWARD_HANDS[near] for near in manual_work.nearness_to_hands(wishes)]


def _kinds(texts: Sequence[str]) -> Array:
    """Return the kinds of work the texts name, float32 ``[n, kinds]``."""
    return each(texts, kinds_of)


def _mean_kinds(parts: list[Array], shares: Array) -> Array:
    """Return the mean of the kinds of the parts that name a trade, zero where the wish (or all, without one) names none."""
    known = np.stack([part.any(axis=1) for part in parts], axis=1)
    weight = shares * known
    asked = np.where(shares[:, 0] > 0, known[:, 0], known.any(axis=1))
    total: Array = reduce(np.add, [part * weight[:, [i]] for i, part in enumerate(parts)])
    whole = np.where(asked, weight.sum(axis=1), np.inf)[:, None]
    mean: Array = (total / whole).astype(np.float32)
    return mean
