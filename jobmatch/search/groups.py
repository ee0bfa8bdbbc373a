"""Text rows in groups of like work, so that rows and whole groups are passed over without losing exactness.

No row x of a group with centre c has an inner product with a query q above

    ⟨q, c⟩ + ‖q‖ · ‖x − c‖,   since   ⟨q, x⟩ = ⟨q, c⟩ + ⟨q, x − c⟩   (Cauchy–Schwarz)

and none of the group above the same with the largest of its distances; so the rows and groups that may be good are
few, and they are looked at best first. Centres come from k-means over
a sample (FAISS, fixed seed); where they lie changes the time of a search, never its answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from jobmatch.terms.term import Array

GROUPED_ROWS = 10_000
"""Fewer text rows than this are multiplied whole: that is quicker than choosing among them."""
LARGE_ROWS = 150_000
"""From here on not even a bound is computed for every row: groups are looked at one after the other."""
ROWS_PER_GROUP = 16
"""Rows a group holds on average …"""
MOST_GROUPS = 2_000
"""… where that needs no more groups than this."""
SAMPLE_PER_GROUP = 12
"""Sampled rows a centre is fitted on."""
ROUNDS = 3
"""Rounds of k-means."""
PART_ROWS = 50_000
"""Rows that are given their centre at a time."""
SLACK = 1e-5
"""Float32 rounding of the products, added to every bound."""


@dataclass(frozen=True)
class Lists:
    """The rows of each of some groups."""

    order: Array
    """Rows by group, ascending within each, int64 ``[rows]``."""
    start: Array
    """Rows of group i are ``order[start[i]:start[i + 1]]``, int64 ``[g + 1]``."""

    @classmethod
    def of(cls, of_row: Array, groups: int) -> Lists:
        """Return the rows of each group from the group of each row.

        >>> Lists.of(np.array([1, 0, 1]), 2).rows(np.array([1])).tolist()
        [0, 2]
        """
        small = of_row.astype(np.uint16) if groups <= 1 << 16 else of_row  # NumPy sorts small integers by counting
        start = np.concatenate([[0], np.cumsum(np.bincount(of_row, minlength=groups))])
        return cls(np.argsort(small, kind="stable"), start)

    @cached_property
    def sizes(self) -> Array:
        """Rows in each group."""
        return np.diff(self.start)

    def rows(self, groups: Array) -> Array:
        """Return the rows of some groups, group after group, int64."""
        lengths = self.sizes[groups]
        first = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        at = np.repeat(self.start[groups] - first, lengths) + np.arange(int(lengths.sum()))
        found: Array = self.order[at]
        return found


@dataclass(frozen=True)
class Groups:
    """Text rows in groups of like work."""

    centre: Array
    """float32 ``[g, d]``."""
    radius: Array
    """Largest distance of a row from its centre, float32 ``[g]``."""
    of_row: Array
    """The group of each text row, int64 ``[rows]``."""
    away: Array
    """Distance of each text row from its centre, float32 ``[rows]``."""

    @cached_property
    def lists(self) -> Lists:
        """The text rows of each group."""
        return Lists.of(self.of_row, len(self.centre))

    def asked(self, queries: Array, scale: float = 1.0, offset: float = 0.0) -> Asked:
        """Return what bounds ``scale · product + offset`` of the rows with the best of some queries, float32 ``[q, d]``."""
        near = np.max(queries @ self._across, axis=0)
        near = np.float32(scale) * (near + np.float32(SLACK)) + np.float32(offset)
        return Asked(self, near, np.float32(scale) * np.sqrt(np.square(queries).sum(axis=1).max()))

    @cached_property
    def _across(self) -> Array:
        """The centres as columns: so a few queries are multiplied in half the time, float32 ``[d, g]``."""
        return np.ascontiguousarray(self.centre.T)

    def joined(self, texts: Array) -> Groups:
        """Return the groups with more rows at the end; each goes to its nearest centre."""
        more = _assigned(texts, self.centre)
        of_row, away = np.concatenate([self.of_row, more.of_row]), np.concatenate([self.away, more.away])
        return Groups(self.centre, np.maximum(self.radius, more.radius), of_row, away)

    def kept(self, rows: Array) -> Groups:
        """Return the groups of some text rows."""
        return Groups(self.centre, self.radius, self.of_row[rows], self.away[rows])


@dataclass(frozen=True)
class Asked:
    """What no row, and no row of a group, exceeds in its product with the best of some queries, scaled and moved.

    Examples
    --------
    >>> texts = np.eye(3, dtype=np.float32)
    >>> asked = grouped(texts).asked(texts[:1])
    >>> asked.bounds()[0] >= 1.0, (asked.row_bounds() >= texts[0]).all()
    (np.True_, np.True_)
    """

    groups: Groups
    near: Array
    """That of each centre, float32 ``[g]``."""
    length: np.float32
    """Length of the longest query, scaled."""

    def bounds(self) -> Array:
        """Return the bound of each group, float32 ``[g]``."""
        return self.near + self.length * self.groups.radius

    def row_bounds(self, rows: Array | slice = slice(None)) -> Array:
        """Return the bound of each of some rows, float32 ``[len(rows)]``."""
        bounds: Array = self.groups.away[rows] * self.length
        bounds += self.near.take(self.groups.of_row[rows])
        return bounds


def grouped(texts: Array) -> Groups:
    """Return text rows in groups of like work.

    Parameters
    ----------
    texts
        float32 ``[rows, d]``.

    Examples
    --------
    >>> groups = grouped(np.eye(3, dtype=np.float32))
    >>> len(groups.centre), groups.lists.rows(np.array([0])).tolist()
    (1, [0, 1, 2])
    """
    return _assigned(texts, _centres(texts, int(np.clip(len(texts) // ROWS_PER_GROUP, 1, MOST_GROUPS))))


def _centres(texts: Array, count: int) -> Array:
    if count == 1:
        middle: Array = np.mean(texts[:1000], axis=0, keepdims=True).astype(np.float32)
        return middle
    import faiss

    step = max(len(texts) // (SAMPLE_PER_GROUP * count), 1)
    fitted = faiss.Kmeans(texts.shape[1], count, niter=ROUNDS, seed=1, min_points_per_centroid=1, verbose=False)
    fitted.train(np.ascontiguousarray(texts[::step]))
    centre: Array = np.asarray(fitted.centroids)
    return centre


def _assigned(texts: Array, centre: Array) -> Groups:
    """Return text rows in the groups of their nearest centres."""
    import faiss

    of_row, away = np.zeros(len(texts), dtype=np.int64), np.zeros(len(texts), dtype=np.float32)
    for at in range(0, len(texts), PART_ROWS):
        part = np.ascontiguousarray(texts[at : at + PART_ROWS])
        _, near = faiss.knn(part, centre, 1)
        of_row[at : at + len(part)] = near[:, 0]
        away[at : at + len(part)] = np.linalg.norm(part - centre[near[:, 0]], axis=1)
    radius = np.zeros(len(centre), dtype=np.float32)
    np.maximum.at(radius, of_row, away)
    return Groups(centre, radius, of_row, away)
