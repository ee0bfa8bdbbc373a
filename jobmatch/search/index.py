"""Jobs and workers as the arrays that are searched.

``JobIndex`` holds what a search needs of the jobs, and nothing personal is in it: text rows, facts, and for
every table of the formula the class each job falls into. ``Queries`` is the same for a batch of workers.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cache, cached_property, reduce

import numpy as np

from jobmatch.language.encoders import Encoder
from jobmatch.policy import Policy
from jobmatch.schema import Jobs, Workers
from jobmatch.search.groups import GROUPED_ROWS, LARGE_ROWS, Groups, Lists, grouped
from jobmatch.search.memory import Memory
from jobmatch.search.texts import Texts
from jobmatch.terms import facts as facts_of
from jobmatch.terms import fit, own_words
from jobmatch.terms.nearness import JOB_PLACE
from jobmatch.terms.term import Array, Facts, classes, take

PAIRS_AT_ONCE = 1024
"""Pairs whose text rows are multiplied at a time: few enough to stay in the processor's cache."""


@cache
def in_order(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return facts as their classes are kept by: what the same facts say is worked out, and carried on, once.

    >>> in_order(("pay", "age"))
    ('age', 'pay')
    """
    return tuple(sorted(names))


@dataclass(frozen=True)
class Side:
    """Text rows and facts of one side, in table order."""

    text: Array | Texts
    """float32 ``[rows, d]``; one column more where some job has no readable text (see ``index_jobs``)."""
    start: Array
    """int64 ``[n + 1]``: rows of entry i are ``start[i]:start[i + 1]``."""
    facts: Facts
    """Arrays ``[n]``."""
    _classes: dict[tuple[str, ...], tuple[Facts, Array]] = field(default_factory=dict, kw_only=True)

    def classes(self, names: tuple[str, ...]) -> tuple[Facts, Array]:
        """Return the distinct rows of some facts, in whatever order they are named, and each entry's class, computed once."""
        names = in_order(names)
        if names not in self._classes:
            self._classes[names] = classes(self.facts, names)
        return self._classes[names]

    def __len__(self) -> int:
        return len(self.start) - 1

    def text_rows(self, entries: Array) -> tuple[Array, Array]:
        """Return the text rows of some entries, one entry after the other, and where the rows of each start."""
        first = self.start[entries]
        lengths = self.start[entries + 1] - first
        start = np.zeros(len(entries) + 1, dtype=np.int64)
        np.cumsum(lengths, out=start[1:])
        return np.repeat(first - start[:-1], lengths) + np.arange(start[-1]), start

    @cached_property
    def owner(self) -> Array:
        """The entry each text row belongs to, int64 ``[rows]``."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))

    @cached_property
    def single(self) -> bool:
        """Whether every entry has exactly one row."""
        return len(self.text) == len(self)

    @cached_property
    def most_posts(self) -> int:
        """The most text rows that one entry has."""
        return int(np.diff(self.start).max(initial=1))

    @cached_property
    def id_rank(self) -> Array:
        """The rank of each entry's id in alphabetical order: the last tie-break, int64 ``[n]``."""
        ranks = np.empty(len(self), dtype=np.int64)
        ranks[self.id_order] = np.arange(len(self))
        return ranks

    @cached_property
    def id_order(self) -> Array:
        """The entries in alphabetical order of their ids, int64 ``[n]``."""
        return np.argsort(self.facts["id"].astype(str), kind="stable")


@dataclass(frozen=True)
class JobIndex(Side):
    """The jobs, ready to be searched."""

    text: Texts
    """See ``Side``; rows of jobs that are gone may lie between."""
    slope: float
    """fit = slope · inner product + offset."""
    offset: float
    """See ``slope``."""

    @cached_property
    def blank(self) -> bool:
        """Whether the last text column marks jobs without readable text."""
        return bool(self.facts["no_text"].any())

    @cached_property
    def memory(self) -> Memory:
        """What was computed row by row for one person and serves the next."""
        return Memory()

    @cached_property
    def class_memory(self) -> Memory:
        """What was computed of the classes; it goes on with the jobs, for most come and go within the same classes."""
        return Memory()

    @property
    def is_large(self) -> bool:
        """Whether there are so many jobs that one person is shown the best without a look at most of them."""
        return len(self.text) >= LARGE_ROWS

    def row_classes(self, names: tuple[str, ...]) -> Array:
        """Return the class of the job of each text row by some facts, computed once, int64 ``[rows]``."""
        of_job = self.classes(names)[1]
        if self.single:
            return of_job
        if names not in self._row_classes:
            self._row_classes[names] = of_job[self.owner]
        return self._row_classes[names]

    @cached_property
    def _row_classes(self) -> dict[tuple[str, ...], Array]:
        return {}

    @cached_property
    def groups(self) -> Groups | None:
        """The text rows in groups of like work; None where they are few."""
        return grouped(self.text[:]) if len(self.text) >= GROUPED_ROWS else None

    def prepare(self) -> None:
        """Compute what several readers will read, beside the classes, so that none of them computes it twice."""
        _ = self.owner, self.single, self.most_posts, self.blank, self.id_rank
        _ = self.at_place
        if self.is_large and self.groups is not None:
            _ = self.groups.lists

    @cached_property
    def at_place(self) -> Lists:
        """The jobs at each place of work, by its class."""
        places, place = self.classes(JOB_PLACE)
        return Lists.of(place, len(places["code"]))


@dataclass(frozen=True)
class Queries(Side):
    """A batch of workers, ready to search."""

    text: Array
    """See ``Side``."""
    wished: Array
    """bool ``[n]``: named a wish that can be read."""
    asked: Array
    """int64 ``[n]``: how many text rows, the first of each, stand for what is asked for; the rest for trades behind the person."""

    def key(self, names: tuple[str, ...]) -> tuple[Hashable, ...]:
        """Return some facts of the one person who asks, to keep by what was computed of them."""
        return names, *[self._cells[name] for name in names]

    @cached_property
    def _cells(self) -> dict[str, Hashable]:
        """The facts of the one person who asks; NaN, which equals nothing, as None."""
        cells = {name: values.item() for name, values in self.facts.items()}
        return {name: None if cell != cell else cell for name, cell in cells.items()}

    @property
    def neutral(self) -> Array:
        """bool ``[n]``: no readable text at all, so every job fits alike."""
        return self.facts["silent"]

    def take(self, rows: Array) -> Queries:
        """Return the queries of some workers."""
        text_rows, start = self.text_rows(rows)
        return Queries(self.text[text_rows], start, take(self.facts, rows), self.wished[rows], self.asked[rows])

    @cached_property
    def as_asked(self) -> Queries:
        """The same people by nothing but what they ask for."""
        within = np.arange(len(self.text)) - self.start[self.owner]
        start = np.concatenate([[0], np.cumsum(self.asked)]).astype(np.int64)
        return Queries(self.text[within < self.asked[self.owner]], start, self.facts, self.wished, self.asked)


def index_jobs(jobs: Jobs, encoder: Encoder, policy: Policy) -> JobIndex:
    """Return the index of ``jobs``."""
    rows = fit.job_rows(jobs, encoder)
    slope, offset = encoder.calibration.slope, encoder.calibration.offset
    blank = ~rows.readable
    no_text = np.zeros(len(jobs), dtype=bool)
    no_text[rows.owner[blank]] = True
    text = rows.vectors
    if blank.any():
        mark = np.where(blank, (fit.UNREADABLE - offset) / slope, 0.0).astype(np.float32)
        text = np.hstack([text, mark[:, None]])
    facts = {**facts_of.job_facts(jobs, policy), "no_text": no_text, "open_to": rows.open_to, "posts": rows.named}
    return JobIndex(Texts(np.ascontiguousarray(text)), rows.start, facts, float(slope), float(offset))


def query_workers(workers: Workers, encoder: Encoder, policy: Policy, index: JobIndex, widened: Array | None = None) -> Queries:
    """Return the queries of ``workers`` against ``index``; for those ``widened``, bool ``[n]``, of what anyone can begin too."""
    wide = np.zeros(len(workers), dtype=bool) if widened is None else widened
    rows = _said_by(workers, encoder, index, wide)
    text = rows.vectors
    if index.blank:
        text = np.hstack([text, rows.readable[:, None].astype(np.float32)])
    neutral = np.ones(len(workers), dtype=bool)
    neutral[rows.owner[rows.readable]] = False
    wished = rows.wished & ~neutral
    told = {"silent": neutral, "any_work": rows.any_work, "refused": rows.named, "widened": wide}
    facts = {**facts_of.worker_facts(workers, policy), **told}
    return Queries(np.ascontiguousarray(text), rows.start, facts, wished, rows.asked)


def _said_by(workers: Workers, encoder: Encoder, index: JobIndex, widened: Array) -> fit.TextRows:
    """Return the text rows of ``workers``; who asks alone and says what somebody said before is not read again."""
    if len(workers) != 1:
        return fit.worker_rows(workers, encoder, widened)
    key = fit.TextRows, bool(widened[0]), *(own_words.texts_of(workers.columns_read[name])[0] for name in own_words.COLUMNS)
    return index.class_memory.get(key, lambda: fit.worker_rows(workers, encoder, widened), lambda rows: rows.vectors.nbytes)


def fit_pairs(queries: Queries, index: JobIndex, worker: Array, job: Array) -> Array:
    """Return the fit of aligned pairs in float64: the best over their wishes and posts."""
    fit64 = np.empty(len(worker), dtype=np.float64)
    for at in range(0, len(worker), PAIRS_AT_ONCE):
        part = slice(at, at + PAIRS_AT_ONCE)
        dots = _dots_alone(queries, index, job[part]) if len(queries) == 1 else _dots(queries, index, worker[part], job[part])
        fit64[part] = index.slope * dots + index.offset
    silent = queries.neutral[worker]
    if silent.any():
        fit64[silent] = fit.neutral_fit(index.facts["open_to"][job[silent]])
    return fit64


def _dots_alone(queries: Queries, index: JobIndex, job: Array) -> Array:
    """Return the best inner products of the one person who asks with some jobs; to the last digit those of ``_dots``."""
    rows, start = index.text_rows(job)
    texts = index.text[rows]
    dots = reduce(np.maximum, (_products("d,nd->n", asked, texts) for asked in queries.text))
    return dots if index.single else np.maximum.reduceat(dots, start[:-1])


def _dots(queries: Queries, index: JobIndex, worker: Array, job: Array) -> Array:
    if queries.single and index.single:
        return _products("nd,nd->n", queries.text[worker], index.text[job])
    query_row, job_row = queries.start[worker], index.start[job]
    posts = index.start[job + 1] - job_row
    sizes = (queries.start[worker + 1] - query_row) * posts
    start = np.cumsum(sizes) - sizes
    pair = np.repeat(np.arange(len(worker)), sizes)
    wish, post = np.divmod(np.arange(len(pair)) - start[pair], posts[pair])
    dots = _products("nd,nd->n", queries.text[query_row[pair] + wish], index.text[job_row[pair] + post])
    return np.maximum.reduceat(dots, start)


def _products(axes: str, a: Array, b: Array) -> Array:
    """Return inner products, accumulated in float64 in a fixed order."""
    products: Array = np.einsum(axes, a, b, dtype=np.float64, casting="safe")
    return products
