"""What people say of the work they want, can do and have done, as texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from jobmatch.language import hands, posts
from jobmatch.schema import Workers, known_or
from jobmatch.terms.term import Array

COLUMNS = ("wanted_occupation", "skills", "experience")
"""Where people say it."""


@dataclass(frozen=True)
class Said:
    """The wishes, skills and past of some people."""

    asked: list[str]
    """The wishes of all, one row each; one blank row where there is none."""
    skills: list[str]
    """One text a person; blank where it names no work."""
    past: list[str]
    """As ``skills``."""
    start: Array
    """int64 ``[n + 1]``: the wishes of person i are ``start[i]:start[i + 1]``."""
    wished: Array
    """bool ``[n]``: the person named a wish."""

    @property
    def owner(self) -> Array:
        """The person each wish belongs to, int64 ``[rows]``."""
        return np.repeat(np.arange(len(self.skills)), np.diff(self.start))


def said_of(workers: Workers) -> Said:
    """Return what ``workers`` say.

    >>> import pandas as pd
    >>> people = pd.DataFrame({"worker_id": ["A"], "wanted_occupation": ["保洁或做饭"], "skills": ["手巧"], "experience": ["鞋厂三年"]})
    >>> said = said_of(Workers(people))
    >>> said.asked, said.skills, said.past
    (['保洁', '做饭'], [''], ['鞋厂三年'])
    """
    wishes = wishes_in(texts_of(workers.cells["wanted_occupation"]))
    skills, past = (_of_work([*map(posts.as_doing, texts_of(workers.cells[name]))]) for name in ("skills", "experience"))
    asked = [text for parts in wishes for text in parts or [""]]
    start = np.concatenate([[0], np.cumsum([len(parts) or 1 for parts in wishes])]).astype(np.int64)
    return Said(asked, skills, past, start, np.array([len(parts) > 0 for parts in wishes], dtype=bool))


def wishes_in(texts: list[str]) -> list[list[str]]:
    """Return the trades that each text names (`posts.split_wishes`); each distinct text is read once."""
    named = {text: posts.split_wishes(text) for text in dict.fromkeys(texts)}
    return [named[text] for text in texts]


def texts_of(column: Any) -> list[str]:
    """Return the cells of a column as texts, blank where there is none."""
    return [str(text).strip() for text in known_or(column, "")]


def _of_work(texts: list[str]) -> list[str]:
    """Return the texts that name work; blank for those that do not."""
    works = {text: hands.names_work(text) for text in dict.fromkeys(texts)}
    return [text if works[text] else "" for text in texts]
