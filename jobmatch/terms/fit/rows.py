"""Text rows: what the rows of workers and of jobs have in common."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

import numpy as np

from jobmatch.language.encoders import Encoder
from jobmatch.language.work_vectors import encode_work
from jobmatch.terms.term import Array

APART = 0.3
"""What fit loses where the wish names work of hands and nobody can tell whether the post is (our choice)."""
VAGUE = 0.15
"""What fit loses where a wish names no work that the lexicon knows (钓鱼池). Of 103 such wishes (``strange_wishes.csv``) against
the names of all trades the floor then keeps the right trade for .77 (.92 without) and passes .028 of the wrong (.117)."""
AFTER_KINDS = 3
"""Columns behind those of kinship."""


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

    @cached_property
    def owner(self) -> Array:
        """The entry each row belongs to, int64 ``[rows]``."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))

    @cached_property
    def readable(self) -> Array:
        """Whether anything is known of each row, bool ``[rows]``."""
        known: Array = np.any(self.vectors, axis=1)
        return known


def unit_of(encoder: Encoder, lost: float) -> float:
    """Return what stands on either side where an inner product of ``−lost`` is meant."""
    slope = encoder.calibration.slope
    return math.sqrt(lost / slope) if slope > 0 else 0.0


def marked(vectors: Array, *weights: Any) -> Array:
    """Return the vectors with one more column for each weight: it stands in the rows that say something, 0 in the others.

    >>> marked(np.array([[1.0, 0.0], [0.0, 0.0]]), 0.5, np.array([2.0, 3.0])).tolist()
    [[1.0, 0.0, 0.5, 2.0], [0.0, 0.0, 0.0, 0.0]]
    """
    says = vectors.any(axis=1)
    columns = [np.where(says, weight, 0.0).astype(np.float32)[:, None] for weight in weights]
    return np.hstack([vectors, *columns])


def encoded(encoder: Encoder, texts: Sequence[str], *, query: bool = False) -> Array:
    """Return one unit vector a text that names work, float32 ``[n, d]``."""
    return each(texts, lambda distinct: encode_work(encoder, distinct, query=query))


def each(texts: Sequence[str], read: Callable[[list[str]], Any]) -> Array:
    """Return what ``read`` makes of the texts, ``[n, …]``; each distinct text is read once, and a blank one where there is none.

    >>> each(["电工", "", "电工"], lambda distinct: [len(text) for text in distinct]).tolist()
    [2, 0, 2]
    """
    number: dict[str, int] = {}
    codes = np.array([number.setdefault(text, len(number)) for text in texts], dtype=np.int64)
    found: Array = np.asarray(read(list(number) or [""]))[codes]
    return found


def which(texts: Sequence[str], rule: Callable[[str], Any]) -> Array:
    """Return for which texts a rule holds, bool ``[n]``.

    >>> which(["电工", "保安"], lambda text: text.endswith("工")).tolist()
    [True, False]
    """
    return each(texts, lambda distinct: [bool(rule(text)) for text in distinct])


def unit_sum(parts: list[Array], shares: Array) -> Array:
    """Return the unit-length sum of the parts weighted by ``shares`` ``[rows, parts]``; zero stays zero.

    >>> parts = [np.float32([[1, 0], [0, 0]]), np.float32([[0, 1], [0, 0]])]
    >>> unit_sum(parts, np.array([[3.0, 4.0], [1.0, 1.0]])).astype(float).round(3).tolist()
    [[0.6, 0.8], [0.0, 0.0]]
    """
    total = reduce(np.add, [part * shares[:, [i]].astype(np.float32) for i, part in enumerate(parts)])
    length = np.linalg.norm(total, axis=1, keepdims=True)
    unit: Array = np.divide(total, length, out=np.zeros_like(total), where=length > 1e-9).astype(np.float32)
    return unit
