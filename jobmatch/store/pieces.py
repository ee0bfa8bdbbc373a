"""Arrays of jobs of which some left and others came: put together when somebody asks for them, not with every change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from jobmatch.terms.term import Array, Facts, count, take

MOST_CHANGES = 64
"""Rows that went and parts that came since arrays were last put together, all of them."""


@dataclass(frozen=True)
class Left:
    """Which of some rows are left."""

    rows: int
    """How many there were."""
    gone: Array
    """Those that are gone, ascending, int64."""

    @classmethod
    def all_of(cls, rows: int) -> Left:
        """Return that none is gone."""
        return cls(rows, np.zeros(0, dtype=np.int64))

    def __len__(self) -> int:
        return self.rows - len(self.gone)

    def without(self, rows: Array) -> Left:
        """Return what is left without some (ascending) rows more, counted among those that are.

        >>> Left.all_of(5).without(np.array([1])).without(np.array([1, 3])).gone.tolist()
        [1, 2, 4]
        """
        at = rows + np.searchsorted(self.gone - np.arange(len(self.gone)), rows, side="right")
        return Left(self.rows, np.sort(np.concatenate([self.gone, at])))

    def spans(self) -> Iterator[slice]:
        """Yield the rows that are left, span by span.

        >>> list(Left(5, np.array([0, 3])).spans())
        [slice(1, 3, None), slice(4, 5, None)]
        """
        for before, stop in pairwise([-1, *self.gone.tolist(), self.rows]):
            if stop > before + 1:
                yield slice(before + 1, stop)


def of_each(lengths: Iterable[int], rows: Array) -> Iterator[Array]:
    """Yield which rows of each part are meant by (ascending) rows counted through all parts.

    >>> [own.tolist() for own in of_each([2, 0, 3], np.array([1, 2, 4]))]
    [[1], [], [0, 2]]
    """
    for length in lengths:
        yield rows[rows < length]
        rows = rows[rows >= length] - length


class ChangedFacts(Mapping[str, Array]):
    """Facts of jobs of which some left and others came; a search looks at their classes, seldom at the facts themselves.

    Parameters
    ----------
    base
        The facts before the changes.
    left
        Which of their rows are left.
    parts
        What came behind them.
    made
        Facts that are put together already.

    Examples
    --------
    >>> facts = ChangedFacts.of({"pay": np.array([3.0, 4.0, 5.0])})
    >>> facts.followed({"pay": np.array([6.0])}, {}).without(np.array([1]), {})["pay"].tolist()
    [3.0, 5.0, 6.0]
    """

    def __init__(self, base: Facts, left: Left, parts: tuple[Facts, ...], made: Facts) -> None:
        self._base, self._left, self._parts, self._made = base, left, parts, dict(made)

    @classmethod
    def of(cls, facts: Facts) -> ChangedFacts:
        """Return facts, ready to be changed."""
        return facts if isinstance(facts, ChangedFacts) else cls(facts, Left.all_of(count(facts)), (), facts)

    def __getitem__(self, name: str) -> Array:
        if name not in self._made:
            base = self._base[name]
            self._made[name] = np.concatenate(
                [base[:0], *(base[span] for span in self._left.spans()), *(part[name] for part in self._parts)]
            )
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._base)

    def __len__(self) -> int:
        return len(self._base)

    def without(self, rows: Array, made: Facts) -> ChangedFacts:
        """Return the facts without some (ascending) rows; those ``made`` are at hand."""
        behind = rows[rows >= len(self._left)] - len(self._left)
        parts = zip(self._parts, of_each(map(count, self._parts), behind), strict=True)
        left = (take(part, np.delete(np.arange(count(part)), own)) if len(own) else part for part, own in parts)
        return self._changed(self._left.without(rows[rows < len(self._left)]), tuple(part for part in left if count(part)), made)

    def followed(self, more: Facts, made: Facts) -> ChangedFacts:
        """Return the facts with more rows behind them; those ``made`` are at hand."""
        return self._changed(self._left, (*self._parts, more), made)

    def _changed(self, left: Left, parts: tuple[Facts, ...], made: Facts) -> ChangedFacts:
        """Return the facts after a change; after many changes all of them are put together."""
        facts = ChangedFacts(self._base, left, parts, made)
        return facts if len(left.gone) + len(parts) <= MOST_CHANGES else ChangedFacts.of(dict(facts))
