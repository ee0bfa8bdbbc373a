"""Text rows in groups of like work, so that whole groups are passed over without losing exactness.

No row x of a group with centre c and radius r has an inner product with a query q above

    ⟨q, c⟩ + ‖q‖ · r,   since   ⟨q, x⟩ = ⟨q, c⟩ + ⟨q, x − c⟩   (Cauchy–Schwarz)

so the groups that may hold a good row are few, and they are looked at best first. Centres come from k-means over
a sample (FAISS, fixed seed); where they lie changes the time of a search, never its answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from jobmatch.terms.term import Array

GROUPED_ROWS = 150_000
"""Fewer text rows than this are multiplied whole: that is quicker than choosing among them."""
ROWS_PER_GROUP = 500
"""Rows a group holds on average …"""
MOST_GROUPS = 2_000
"""… where that needs no more groups than this."""
SAMPLE_PER_GROUP = 40
"""Sampled rows a centre is fitted on."""
ROUNDS = 6
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

    @property
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
    """The group of each text row, int16 ``[rows]``."""

    @cached_property
    def lists(self) -> Lists:
        """The text rows of each group."""
        return Lists.of(self.of_row, len(self.centre))

    def bounds(self, asked: Array) -> Array:
        """Return what no row of each group exceeds in its product with the best of some queries, float32 ``[g]``.

        Parameters
        ----------
        asked
            Query rows, float32 ``[q, d]``.

        Examples
        --------
        >>> texts = np.eye(2, dtype=np.float32)
        >>> grouped(texts).bounds(texts[:1])[0] >= 1.0
        np.True_
        """
        lengths = np.linalg.norm(asked, axis=1)[:, None]
        best: Array = np.max(asked @ self.centre.T + lengths * self.radius[None, :], axis=0) + np.float32(SLACK)
        return best

    def joined(self, texts: Array) -> Groups:
        """Return the groups with more rows at the end; each goes to its nearest centre."""
        of_row, radius = _assigned(texts, self.centre)
        return Groups(self.centre, np.maximum(self.radius, radius), np.concatenate([self.of_row, of_row]))

    def kept(self, rows: Array) -> Groups:
        """Return the groups of some text rows."""
        return Groups(self.centre, self.radius, self.of_row[rows])


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
    centre = _centres(texts, int(np.clip(len(texts) // ROWS_PER_GROUP, 1, MOST_GROUPS)))
    of_row, radius = _assigned(texts, centre)
    return Groups(centre, radius, of_row)


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


def _assigned(texts: Array, centre: Array) -> tuple[Array, Array]:
    """Return the nearest centre of each row, and how far the rows of each centre lie from it."""
    import faiss

    of_row, radius = np.zeros(len(texts), dtype=np.int16), np.zeros(len(centre), dtype=np.float32)
    for at in range(0, len(texts), PART_ROWS):
        part = np.ascontiguousarray(texts[at : at + PART_ROWS])
        _, near = faiss.knn(part, centre, 1)
        of_row[at : at + len(part)] = near[:, 0]
        away = np.linalg.norm(part - centre[near[:, 0]], axis=1)
        np.maximum.at(radius, near[:, 0], away)
    return of_row, radius
