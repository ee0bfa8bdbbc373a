"""Fit: what the person wants, can and has done against what the job is.

::

    fit = slope · cos(worker text, job text) + offset      (the encoder's calibration)
        + GAIN · K − LOSS                                  (where both are of known kinds: `jobmatch.language.kinship`)
        − LOST · TOWARD_HANDS                              (by how far the post lies from work of hands, and the wish is for it)
        − VAGUE                                            (where a wish names no work at all)

so that unrelated trades lie near 0 or below, the same family near 0.5 and the same trade near 1. Several wishes are
several query rows, several posts in one title several job rows; the pair's fit is the best of them. A trade that the person
can do or has done, holds a certificate of or has studied, and that is unlike the wish, is a row of its own, whose fit counts
``BEHIND`` times. With a trade that is learned for years kinship counts for more (`kinship.asking_more`).

A row is the unit-length sum of its parts (our choice: a wish outweighs a past job)::

    worker  0.65 wish + 0.20 skills + 0.15 experience      (those like the wish; without one: 0.6 skills + 0.4 experience)
    job     0.5 title + 0.5 title and description in one   (without one: and requirements in one)

Title and description are read in one because each alone may leave open what both say together (成型线岗, 刷胶贴底); half of a
row is the title alone, which a long description would drown. So it is with whether a post is work of hands. What is required
of people (高中以上, 吃苦耐劳) is no work.

Skills and past are read where they name work: 手巧 and 当过兵 say nothing that a title could be like. What an encoder
makes of a title in which the lexicon finds no work of hands (大数据架构师, 博士后, 电话销售) is noise to a person who
names some (煮饭), and so is what it makes of a wish like 钓鱼场 among ten thousand titles; what these lose stands in one more column
each, so that the sum stays one inner product.

Someone who names no trade at all is neutral: fit 0.5 for every job that anyone can begin, 0.05 for a trade that is learned for
years, for what he has learned is not known, 0.2 for the rest, and no match at all for a post above any work of hands
(`jobmatch.language.manual_work`): who says nothing looks for no post of an architect.
Someone who has no wish but a trade behind him is matched by it and, below it, is ``BESIDE`` with what anyone can begin; so is
who asks for a factory with what is begun in any (``FACTORY_KIN``), and who asks but for light work is spared what is ``HEAVY``.
So is, by ``WIDENED`` more, who asked for work of hands and has little left of it that he has not tried (``Matcher.recommend``).
Whoever says something is held to the floor ``policy.min_fit``. Sex, ethnicity, marriage, health and poverty status
never enter a text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from jobmatch.language import manual_work, refusals
from jobmatch.language.calibration import Calibration, unit_rows
from jobmatch.language.encoders import Encoder
from jobmatch.language.full_names import full_posts
from jobmatch.language.kinship import as_strangers, asking_more, kin_columns, kinds_named, kinds_of, strange_column, with_kinship
from jobmatch.language.lexicon import ANY_HAND, find, in_setting
from jobmatch.language.posts import split_posts
from jobmatch.language.towers import with_tower
from jobmatch.language.work_vectors import encode_work
from jobmatch.schema import Jobs, Workers
from jobmatch.terms.own_words import APPRENTICE, FACTORY_HAND, Said, refused_in, said_of, texts_of
from jobmatch.terms.term import Array

NEUTRAL = 0.5
NEUTRAL_BY_OPENNESS = (0.05, 0.05, 0.2, NEUTRAL)
"""Fit of who says nothing of any work, by how open the job is, from ``manual_work.NOBODY`` to ``manual_work.ANYONE`` (our choice)."""
BESIDE = (-1.0, -0.12, 0.03, 0.15)
"""The same for who has a trade behind him but names no wish, or has tried what is like his wish, by how open the job is, from ``manual_work.NOBODY`` to ``manual_work.ANYONE`` (our
choice): below every job that is like his trade, …"""
BESIDE_KIN = 0.2
"""… and so much more where the job is wholly of the kinds of work that he knows: a miner is shown a site before a till."""
WIDENED = 0.05
"""How much more it is for whom the search is widened: work of hands that some can begin then passes the default floor (our choice)."""
UNREADABLE = 0.0
"""Fit of a job whose text says nothing (五险一金, 挑战年薪) with those who say what they want: nobody knows that it suits."""
APART = 0.3
"""What fit loses where the wish names work of hands and nobody can tell whether the post is (our choice)."""
LIKE_HANDS, FAR_APART = 0.1, 0.9
"""The same where a title is but coded as such work or ends as its names do (墙体砌筑班, 烙铁手), and where the post can be no work of
hands (our choice), so that nothing saves it: with .25 a waiter was shown the manager's post and a nanny a researcher's."""
AT_A_DESK = 0.4
"""The same for a post at a desk or of selling (our choice): who wants to cook is shown no telephone."""
LOST = (0.0, LIKE_HANDS, APART, AT_A_DESK, FAR_APART, FAR_APART)
"""What fit loses by what the title is, from ``manual_work.HANDS`` to ``manual_work.ABOVE``."""
TOWARD_HANDS = (1.0, 1.0, 0.5, 0.25, 0.5, 0.0)
"""The share of it by what the wish is (our choice): most people whose wish nobody can read look for work of hands."""
VAGUE = 0.15
"""What fit loses where a wish names no work that the lexicon knows (钓鱼池). Of 103 such wishes (``strange_wishes.csv``) against
the names of all trades the floor then keeps the right trade for .77 (.92 without) and passes .028 of the wrong (.117)."""
GENERAL_HANDS = (*ANY_HAND, APPRENTICE)
"""Whose work says nothing of a craft."""
AFTER_KINDS = 3
"""Columns behind those of kinship."""
BEHIND = 0.75
"""What the fit with a trade that the person knows but does not ask for is multiplied by (our choice): a wish outweighs a past
job, and a past job what is but a little like the wish. On six simulated markets of 600 people nDCG@10 rose from .642 to .671;
.6 and .9 do as well."""
FACTORY_KIN, FACTORY_STRANGE = 0.6, 0.25
"""Who asks for a factory (进厂, 鞋厂) begins whatever is begun there: that fit is as ``BESIDE`` has it, plus so much for what is wholly
of the kinds of a factory hand, minus so much (our choice): .5 at a line, under the floor at a till."""
HEAVY = {"体力": 0.5, "建筑": 0.5, "炉窑": 0.5, "配送": 0.5, "仓储": 0.4, "种养": 0.25, "养殖": 0.25, "宰杀": 0.25, "机械": 0.15}
"""What each kind of work costs who names no trade but asks that it be light (轻巧活, 坐着的活; our choice): carrying, building and
delivering fall under the floor."""
AS_NEUTRAL = 2.4
"""Weight of openness for who says nothing else: what anyone can begin has ``NEUTRAL`` then."""
LIKE = 0.5
"""Cosine from which a skill or past job is of the kind that is wished for, and speaks with the wish."""
SAME_WORDS = 0.9
"""Cosine from which a skill or past job says no more than the wish."""
WISH_PARTS = (0.65, 0.20, 0.15)
NO_WISH_PARTS = (0.0, 0.6, 0.4)
JOB_PARTS = (0.5, 0.5)
"""Title, and title with description. With .7 title and .3 description and requirements, read apart, nDCG@10 on three simulated
counties was .624, .631 and .592 at the three levels, with these .649, .665 and .626; of 3,900 real postings whose title is clear
the floor keeps the same trades (.93) and passes as few others (.002)."""
BODY_CHARACTERS = 300
"""Of a description only its beginning is read: what follows is benefits and company praise."""


@dataclass(frozen=True)
class TextRows:
    """The text rows of workers or jobs, in table order."""

    vectors: Array
    """float32 ``[rows, d + 1 + kinds + 3]`` (more where the encoder has towers): unit length, the columns of kinship and
    those of work of hands, of vague wishes and of what lies beside a trade, or zero where nothing is known."""
    start: Array
    """int64 ``[n + 1]``: the rows of entry i are ``start[i]:start[i + 1]``; at least one each."""
    wished: Array
    """bool ``[n]``: the person named a wish (always true for jobs)."""
    any_work: Array
    """bool ``[n]``: the person named neither a wish nor work at a desk (always false for jobs)."""
    open_to: Array
    """int64 ``[n]``: how open the job is to people who name no trade, by its most open post (always ``SOME`` for people)."""
    asked: Array
    """int64 ``[n]``: how many rows, the first of the entry, are what is asked for or offered; the rest are trades behind."""
    named: Array
    """str ``[n]``: the trades that the posts of a job name, or those that a person refuses (`jobmatch.language.refusals`)."""

    @property
    def owner(self) -> Array:
        """The entry each row belongs to, int64 ``[rows]``."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))


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
    at_desk = _which([asked.named[at] for at in said.start[:-1]], manual_work.names_desk)
    any_work = ~said.wished & ~at_desk
    known = np.bincount(told.owner, vectors.any(axis=1), minlength=len(any_work)) > 0
    more = known & said.wished & ~at_desk & (False if widened is None else widened)
    trading, in_factory = np.flatnonzero((any_work & known) | more), np.flatnonzero(said.factory)
    silent = np.flatnonzero(any_work & ~known & said.light)
    kinds = np.zeros((len(any_work), told.kinds.shape[1]), dtype=np.float32)
    np.add.at(kinds, told.owner, told.kinds)
    width, scale = vectors.shape[1], encoder.calibration
    spared = -np.outer(said.light, kinds_named(HEAVY)).astype(np.float32)
    beside = _beside(BESIDE_KIN * unit_rows(kinds[trading]) + spared[trading], width, scale)
    beside[more[trading], -2] = WIDENED / scale.slope / _unit_of(encoder, VAGUE)
    factory = _beside(FACTORY_KIN * _kinds([FACTORY_HAND] * len(in_factory)), width, scale, FACTORY_STRANGE)
    light = _beside(spared[silent], width, scale)
    light[:, -1] = AS_NEUTRAL
    owner = np.concatenate([told.owner, trading, in_factory, silent])
    order = np.argsort(owner, kind="stable")
    start = np.searchsorted(owner[order], np.arange(len(any_work) + 1))
    some = np.full(len(any_work), manual_work.SOME, dtype=np.int64)
    rows = np.vstack([vectors, beside, factory, light])[order]
    return TextRows(rows, start, said.wished, any_work, some, np.diff(said.start), np.array(said.refused, dtype=object))


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
    names = [name for part in parts for name in part.named]
    arrays = zip(*((p.owner, p.text, p.kinds, p.by_hand, p.vague, p.share) for p in parts), strict=True)
    owner, *rest = (np.concatenate(of) for of in arrays)
    return _Told(owner, names, *rest)


def _asked(said: Said, encoder: Encoder) -> _Told:
    """Return a row for each wish with what the person can and has done; without a wish, of these alone."""
    texts = [*said.asked, *said.skills, *said.past]
    parts, kinds = _of_rows(_encode(encoder, texts, query=True), said), _of_rows(_kinds(texts), said)
    like = np.stack([np.einsum("nd,nd->n", parts[0], part) >= (LIKE if at else -1) for at, part in enumerate(parts)], axis=1)
    shares = np.where(said.wished[said.owner, None], like * WISH_PARTS, NO_WISH_PARTS)
    named = [text or f"{said.skills[at]}，{said.past[at]}" for text, at in zip(said.asked, said.owner, strict=True)]
    wished = said.wished[said.owner]
    by_hand = np.where(wished, _each(named, _toward_hands), ~_which(named, manual_work.names_desk))
    vague = wished & ~_which(named, manual_work.names_work)
    share = np.where(_beside_a_trade(said, kinds[0]), BEHIND, 1.0)
    return _Told(said.owner, named, _unit(parts, shares), _mean_kinds(kinds, shares), by_hand, vague, share)


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
        text, never = _encode(encoder, named, query=True), np.zeros(len(owner), dtype=bool)
        new = _Told(owner, named, text, _kinds(named), ~_which(named, manual_work.names_desk), never, share)
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
    vectors = _marked(vectors, told.by_hand, -_unit_of(encoder, APART)) * told.share[:, None].astype(np.float32)
    vague = _unit_of(encoder, VAGUE)
    lifted = (told.share - 1) * encoder.calibration.offset / encoder.calibration.slope  # the offset is shared too
    return _marked(_marked(vectors, lifted / vague - told.vague * vague), 0.0)


def _of_rows(found: Array, said: Said) -> list[Array]:
    """Return what was made of the wishes, of the skills and of the past, a row for each wish."""
    wish, skill, past = np.split(found, [len(said.asked), len(said.asked) + len(said.skills)])
    return [wish, skill[said.owner], past[said.owner]]


def job_rows(jobs: Jobs, encoder: Encoder) -> TextRows:
    """Return the text rows of jobs, one for each post that a title names.

    >>> import pandas as pd
    >>> from jobmatch.language.encoders import default_encoder
    >>> rows = job_rows(Jobs(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["普工/保安/保洁", "会计"]})), default_encoder())
    >>> rows.start.tolist(), rows.owner.tolist()
    ([0, 3, 4], [0, 0, 0, 1])
    """
    titles = [_with_apprenticeship(names) for names in _posts(jobs)]
    start = np.concatenate([[0], np.cumsum([len(parts) for parts in titles])]).astype(np.int64)
    owner = np.repeat(np.arange(len(titles)), np.diff(start))
    called = [title for row in titles for title in row]
    full = _in_full(called)
    named = _named(called, full, owner, jobs)
    whole = _in_one(named, owner, jobs)
    parts = [_encode(encoder, named), _encode_prose(encoder, whole)]
    vectors = with_tower(_unit(parts, np.tile(JOB_PARTS, (len(owner), 1))), encoder, query=False)
    nearness = np.array(manual_work.nearness_of_posts(named, whole), dtype=np.int64)
    open_to = _openness(called, nearness)
    kinds = _as_offered(_kinds_of_posts(named, whole), owner, nearness == manual_work.DESK)
    to_learn = np.array([len(row) > 1 and title == APPRENTICE for row in titles for title in row], dtype=bool)
    vectors = asking_more(with_kinship(vectors, kinds, encoder.calibration), (open_to == manual_work.SKILLED) | to_learn)
    vectors = as_strangers(vectors, (nearness == manual_work.UNKNOWN) & ~kinds.any(axis=1), encoder.calibration)
    vectors[(nearness == manual_work.SAYS_NOTHING) & ~_which(named, manual_work.has_latin)] = 0.0
    vectors = _marked(vectors, np.array(LOST)[nearness] / APART, _unit_of(encoder, APART))
    vectors = _marked(vectors, 1.0, _unit_of(encoder, VAGUE))
    vectors = _marked(vectors, (np.array(BESIDE)[open_to] - encoder.calibration.offset) / encoder.calibration.slope)
    nobody = np.zeros(len(titles), dtype=bool)
    most_open = np.maximum.reduceat(open_to, start[:-1]) if len(titles) else np.zeros(0, dtype=np.int64)
    return TextRows(vectors, start, ~nobody, nobody, most_open, np.diff(start), _trades_of(titles, full, jobs))


def _in_one(named: list[str], owner: Array, jobs: Jobs) -> list[str]:
    """Return each post with the beginning of what its job is said to be; blank where nothing is said."""
    told, asked = (texts_of(jobs.cells[name]) for name in ("description", "requirements"))
    bodies = [(text or more)[:BODY_CHARACTERS] for text, more in zip(told, asked, strict=True)]
    return [f"{post} {bodies[at]}" if bodies[at] else "" for post, at in zip(named, owner, strict=True)]


def trades_refused(workers: Workers) -> Array:
    """Return the trades that each person refuses, str ``[n]`` as `refusals.refused_trades` writes them.

    >>> import pandas as pd
    >>> trades_refused(Workers(pd.DataFrame({"worker_id": ["W1", "W2"], "wanted_occupation": ["除了保安都行", "保安"]}))).tolist()
    ['security-01', '']
    """
    return np.array(refused_in(texts_of(workers.cells["wanted_occupation"])), dtype=object)


def trades_offered(jobs: Jobs) -> Array:
    """Return the trades that the posts of each job name, str ``[n]`` as `refusals.joined` writes them.

    >>> import pandas as pd
    >>> trades_offered(Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["保安/保洁"]}))).tolist()
    ['security-01|cleaning-01']
    >>> trades_offered(Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["保安"], "hours": ["三班倒"]}))).tolist()
    ['security-01;@夜班;@倒班']
    """
    titles = _posts(jobs)
    return _trades_of(titles, _in_full([post for row in titles for post in row]), jobs)


def _trades_of(titles: list[list[str]], full: dict[str, str], jobs: Jobs) -> Array:
    """Return what the posts of each job name (``titles``: each job's posts), by what they are in full, and how it is marked."""
    told = zip(*(texts_of(jobs.cells[name]) for name in ("title", "employer", "description", "requirements", "hours")), strict=True)
    marks = (refusals.marks_of_job(title, employer, " ".join(text)) for title, employer, *text in told)
    named = [refusals.joined((refusals.trades_of_post(full[post]) for post in row), mark) for row, mark in zip(titles, marks, strict=True)]
    return np.array(named, dtype=object)


def _posts(jobs: Jobs) -> list[list[str]]:
    """Return the posts of each job; its title where it names none."""
    return [split_posts(title) or [title] for title in texts_of(jobs.cells["title"])]


def _named(called: list[str], full: dict[str, str], owner: Array, jobs: Jobs) -> list[str]:
    """Return what each post is in full, and at its employer."""
    employers = texts_of(jobs.cells["employer"])
    return [in_setting(full[post], employers[at]) for post, at in zip(called, owner, strict=True)]


def _in_full(called: list[str]) -> dict[str, str]:
    """Return what each post is in full (`full_posts`); each distinct one is read once."""
    distinct = list(dict.fromkeys(called))
    return dict(zip(distinct, full_posts(distinct), strict=True))


def _openness(called: list[str], nearness: Array) -> Array:
    """Return how open each post is, by what it is called: 剔骨师傅 is no 剔骨工."""
    read = list(zip(called, nearness.tolist(), strict=True))
    open_to = {post: manual_work.openness(*post) for post in dict.fromkeys(read)}
    return np.array([open_to[post] for post in read], dtype=np.int64)


def _with_apprenticeship(names: list[str]) -> list[str]:
    """Return the posts of a job, and an apprentice's beside them where one is to learn a trade: who wants to learn asks for no trade.

    >>> _with_apprenticeship(["面点学员"]), _with_apprenticeship(["面点师"])
    (['面点学员', '学徒工'], ['面点师'])
    """
    return [*names, APPRENTICE] if any(map(manual_work.is_apprenticeship, names)) and APPRENTICE not in names else names


def _toward_hands(wishes: list[str]) -> list[float]:
    """Return how surely each wish is for work of hands, in [0, 1]."""
    return [TOWARD_HANDS[near] for near in manual_work.nearness_to_hands(wishes)]


def _unit_of(encoder: Encoder, lost: float) -> float:
    """Return what stands on either side where an inner product of ``−lost`` is meant."""
    slope = encoder.calibration.slope
    return math.sqrt(lost / slope) if slope > 0 else 0.0


def _marked(vectors: Array, weight: Any, mark: float = 1.0) -> Array:
    """Return the vectors with one more column: ``weight · mark`` in the rows that say something, else 0."""
    column = np.where(vectors.any(axis=1), weight * np.float64(mark), 0.0).astype(np.float32)
    return np.hstack([vectors, column[:, None]])


def neutral_fit(open_to: Array) -> Array:
    """Return the fit of someone who names no trade with jobs of some openness.

    >>> from jobmatch.language.manual_work import ANYONE
    >>> neutral_fit(np.array([ANYONE])).tolist() == [NEUTRAL_BY_OPENNESS[ANYONE]]
    True
    """
    return np.array(NEUTRAL_BY_OPENNESS)[open_to]


def _encode(encoder: Encoder, texts: Sequence[str], *, query: bool = False) -> Array:
    """Return one unit vector a text that names work, float32 ``[n, d]``."""
    return _each(texts, lambda distinct: encode_work(encoder, distinct, query=query))


def _encode_prose(encoder: Encoder, texts: Sequence[str]) -> Array:
    """Return one unit vector a description, float32 ``[n, d]``."""
    call = getattr(encoder, "encode_document", encoder.encode)
    return _each(texts, lambda distinct: np.asarray(call(distinct), dtype=np.float32))


def _kinds(texts: Sequence[str]) -> Array:
    """Return the kinds of work the texts name, float32 ``[n, kinds]``."""
    return _each(texts, kinds_of)


def _kinds_of_posts(named: list[str], whole: list[str]) -> Array:
    """Return the kinds of work of posts, float32 ``[n, kinds]``; those of one name of which the same is said are read once."""
    read = list(zip(named, whole, strict=True))
    number = {pair: at for at, pair in enumerate(dict.fromkeys(read))}
    kinds: Array = kinds_of([post for post, _ in number], [said for _, said in number])[[number[pair] for pair in read]]
    return kinds


def _as_offered(kinds: Array, owner: Array, at_desk: Array) -> Array:
    """Return the kinds of posts, those at a desk as the mean of all at a desk of their job: a clerk's beside selling is to sell."""
    mixed = kinds.copy()
    sums = np.zeros((int(owner.max(initial=-1)) + 1, kinds.shape[1]), dtype=np.float32)
    np.add.at(sums, owner[at_desk], kinds[at_desk])
    counts = np.bincount(owner[at_desk], minlength=len(sums))[owner[at_desk]]
    mixed[at_desk] = sums[owner[at_desk]] / counts[:, None]
    return mixed


def _each(texts: Sequence[str], read: Callable[[list[str]], Any]) -> Array:
    """Return what ``read`` makes of the texts, ``[n, …]``; each distinct text is read once."""
    number = {"": 0}
    codes = [number.setdefault(text, len(number)) for text in texts]
    found: Array = np.asarray(read(list(number)))[codes]
    return found


def _which(texts: Sequence[str], rule: Callable[[str], Any]) -> Array:
    """Return for which texts a rule holds, bool ``[n]``."""
    return _each(texts, lambda distinct: [bool(rule(text)) for text in distinct])


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
