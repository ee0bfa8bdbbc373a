"""The text rows of jobs: one for each post that a title names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from jobmatch.language import manual_work, refusals
from jobmatch.language.encoders import Encoder
from jobmatch.language.full_names import full_posts
from jobmatch.language.kinship import as_strangers, asking_more, kinds_of, with_kinship
from jobmatch.language.lexicon import in_setting
from jobmatch.language.posts import split_posts
from jobmatch.language.towers import with_tower
from jobmatch.schema import Jobs
from jobmatch.terms.fit.openness import BESIDE
from jobmatch.terms.fit.rows import APART, VAGUE, TextRows, each, encoded, marked, unit_of, unit_sum, which
from jobmatch.terms.own_words import APPRENTICE, texts_of
from jobmatch.terms.term import Array

LIKE_HANDS, FAR_APART = 0.1, 0.9
"""What fit loses, like ``APART``, where a title is but coded as such work or ends as its names do (墙体砌筑班, 烙铁手), and where the post can be no work of
hands (our choice), so that nothing saves it: with .25 a waiter was shown the manager's post and a nanny a researcher's."""
AT_A_DESK = 0.4
"""The same for a post at a desk or of selling (our choice): who wants to cook is shown no telephone."""
LOST = (0.0, LIKE_HANDS, APART, AT_A_DESK, FAR_APART, FAR_APART)
"""What fit loses by what the title is, from ``manual_work.HANDS`` to ``manual_work.ABOVE``."""
JOB_PARTS = (0.5, 0.5)
"""Title, and title with description. With .7 title and .3 description and requirements, read apart, nDCG@10 on three simulated
counties was .624, .631 and .592 at the three levels, with these .649, .665 and .626; of 3,900 real postings whose title is clear
the floor keeps the same trades (.93) and passes as few others (.002)."""
BODY_CHARACTERS = 300
"""Of a description only its beginning is read: what follows is benefits and company praise."""


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
    parts = [encoded(encoder, named), _encode_prose(encoder, whole)]
    vectors = with_tower(unit_sum(parts, np.tile(JOB_PARTS, (len(owner), 1))), encoder, query=False)
    nearness = np.array(manual_work.nearness_of_posts(named, whole), dtype=np.int64)
    open_to = _openness(called, nearness)
    kinds = _as_offered(_kinds_of_posts(named, whole), owner, nearness == manual_work.DESK)
    to_learn = np.array([len(row) > 1 and title == APPRENTICE for row in titles for title in row], dtype=bool)
    vectors = asking_more(with_kinship(vectors, kinds, encoder.calibration), (open_to == manual_work.SKILLED) | to_learn)
    vectors = as_strangers(vectors, (nearness == manual_work.UNKNOWN) & ~kinds.any(axis=1), encoder.calibration)
    vectors[(nearness == manual_work.SAYS_NOTHING) & ~which(named, manual_work.has_latin)] = 0.0
    apart = np.array(LOST)[nearness] / APART * unit_of(encoder, APART)
    open_worth = (np.array(BESIDE)[open_to] - encoder.calibration.offset) / encoder.calibration.slope
    vectors = marked(vectors, apart, unit_of(encoder, VAGUE), open_worth)
    nobody = np.zeros(len(titles), dtype=bool)
    most_open = np.maximum.reduceat(open_to, start[:-1]) if len(titles) else np.zeros(0, dtype=np.int64)
    return TextRows(vectors, start, ~nobody, nobody, most_open, np.diff(start), _trades_of(titles, full, jobs))


def _in_one(named: list[str], owner: Array, jobs: Jobs) -> list[str]:
    """Return each post with the beginning of what its job is said to be; blank where nothing is said."""
    told, asked = (texts_of(jobs.columns_read[name]) for name in ("description", "requirements"))
    bodies = [(text or more)[:BODY_CHARACTERS] for text, more in zip(told, asked, strict=True)]
    return [f"{post} {bodies[at]}" if bodies[at] else "" for post, at in zip(named, owner, strict=True)]


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
    told = zip(*(texts_of(jobs.columns_read[name]) for name in ("title", "employer", "description", "requirements", "hours")), strict=True)
    marks = (refusals.marks_of_job(title, employer, " ".join(text)) for title, employer, *text in told)
    named = [refusals.joined((refusals.trades_of_post(full[post]) for post in row), mark) for row, mark in zip(titles, marks, strict=True)]
    return np.array(named, dtype=object)


def _posts(jobs: Jobs) -> list[list[str]]:
    """Return the posts of each job; its title where it names none."""
    return [split_posts(title) or [title] for title in texts_of(jobs.columns_read["title"])]


def _named(called: list[str], full: dict[str, str], owner: Array, jobs: Jobs) -> list[str]:
    """Return what each post is in full, and at its employer."""
    employers = texts_of(jobs.columns_read["employer"])
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


def _encode_prose(encoder: Encoder, texts: Sequence[str]) -> Array:
    """Return one unit vector a description, float32 ``[n, d]``."""
    call = getattr(encoder, "encode_document", encoder.encode)
    return each(texts, lambda distinct: np.asarray(call(distinct), dtype=np.float32))


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
