"""What an allocation is made of: pairs that may be chosen, and the limits and worths around them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from jobmatch.errors import PolicyError

Array = NDArray[Any]

UNIT = 1e-6
"""Worths are rounded to this before the flow, which counts in whole numbers."""
WORST = 1e6
"""Largest worth of one pair or first job, in absolute value, and most jobs of a person: whole-number costs stay far from overflow."""


@dataclass(frozen=True, eq=False)
class Options:
    """Pairs that may be chosen, in parallel arrays; a pair stands in it once.

    Where several plans are equally good, the numbering of workers and jobs decides. Number them by the rank
    of their ids, and the plan does not depend on the order of any table.
    """

    worker: Array
    """Row of the worker, int64 ``[n]``."""
    job: Array
    """Row of the job, int64 ``[n]``."""
    score: Array
    """The whole score, float64 ``[n]``."""
    bonus: Array = field(default_factory=lambda: np.zeros(0))
    """What the policy adds to the pair beside its score, float64 ``[n]``; none by default."""
    local: Array = field(default_factory=lambda: np.zeros(0, dtype=bool))
    """Whether the job is local for the worker, bool ``[n]``; nowhere by default."""

    def __post_init__(self) -> None:
        """Type the arrays and fill the defaults."""
        kinds = {"worker": np.int64, "job": np.int64, "score": np.float64, "bonus": np.float64, "local": bool}
        for name, kind in kinds.items():
            values = np.asarray(getattr(self, name))
            if name in ("bonus", "local") and not len(values):
                values = np.zeros(len(self.worker))
            object.__setattr__(self, name, np.ascontiguousarray(values, dtype=kind))

    def __len__(self) -> int:
        """Return how many pairs there are."""
        return len(self.worker)

    @property
    def gain(self) -> Array:
        """What choosing the pair is worth by itself: score + bonus, float64 ``[n]``.

        >>> Options(np.array([0]), np.array([2]), np.array([0.5]), bonus=np.array([0.1])).gain.tolist()
        [0.6]
        """
        return self.score + self.bonus

    def take(self, rows: Array) -> Options:
        """Return some of the pairs, by position or mask.

        >>> Options(np.array([0, 1]), np.array([2, 3]), np.array([0.5, 0.7])).take(np.array([False, True])).score.tolist()
        [0.7]
        """
        return Options(*(getattr(self, one.name)[rows] for one in fields(self)))

    def ordered(self) -> Options:
        """Return the pairs, each once (the first), by worker, then job.

        >>> pairs = Options(np.array([1, 0, 1]), np.array([2, 3, 2]), np.array([0.5, 0.7, 0.9])).ordered()
        >>> pairs.worker.tolist(), pairs.job.tolist(), pairs.score.tolist()
        ([0, 1], [3, 2], [0.7, 0.5])
        """
        return self.joined(self.take(np.zeros(0, dtype=np.int64)))

    def joined(self, other: Options) -> Options:
        """Return the pairs of both, each once (as it stands in ``self``), by worker, then job.

        >>> one, other = Options(np.array([1]), np.array([2]), np.array([0.5])), Options(np.array([1, 0]), np.array([2, 3]), np.array([0.9, 0.7]))
        >>> one.joined(other).score.tolist()
        [0.7, 0.5]
        """
        parts = [np.concatenate([getattr(self, one.name), getattr(other, one.name)]) for one in fields(self)]
        width = np.int64(max(parts[1].max(initial=0) + 1, 1))
        _, first = np.unique(parts[0] * width + parts[1], return_index=True)
        return Options(*(part[first] for part in parts))


@dataclass(frozen=True, eq=False)
class Market:
    """Openings on one side, people on the other.

    Raises
    ------
    PolicyError
        Limits or worths are negative, not finite or absurdly large; all complaints at once.
    """

    capacity: Array
    """Most people who can be sent to each job, int64 ``[jobs]``."""
    limit: Array
    """Most jobs each worker can be given, int64 ``[workers]``."""
    first_job: Array
    """Worth of each worker's first job, float64 ``[workers]``."""
    local_job: Array = field(default_factory=lambda: np.zeros(0))
    """Worth of each worker's first local job, float64 ``[workers]``; nothing by default."""
    copies: int = 1
    """How many alike people each worker row stands for."""

    def __post_init__(self) -> None:
        """Type the arrays, fill the defaults and check them."""
        for name in ("capacity", "limit", "first_job", "local_job"):
            values = np.asarray(getattr(self, name))
            if name == "local_job" and not len(values):
                values = np.zeros(len(self.limit))
            kind = np.int64 if name in ("capacity", "limit") else np.float64
            object.__setattr__(self, name, np.ascontiguousarray(values, dtype=kind))
        complaints = [line for label, values in self._limits().items() for line in _outside(label, values)]
        if complaints:
            raise PolicyError("分配不能进行：\n" + "\n".join(f"  {line}" for line in complaints))

    def _limits(self) -> dict[str, Array]:
        return {
            "岗位可推荐人数 capacity": np.minimum(self.capacity, int(WORST)),
            "每人岗位数 limit": self.limit,
            "首个岗位的价值 first_job": self.first_job,
            "首个本地岗位的价值 local_job": self.local_job,
        }

    @property
    def workers(self) -> int:
        """How many worker rows there are.

        >>> Market(capacity=np.array([1]), limit=np.array([3, 3]), first_job=np.array([1.0, 1.0])).workers
        2
        """
        return len(self.limit)

    @property
    def jobs(self) -> int:
        """How many jobs there are.

        >>> Market(capacity=np.array([1]), limit=np.array([3, 3]), first_job=np.array([1.0, 1.0])).jobs
        1
        """
        return len(self.capacity)

    def sample(self, rows: Array, copies: int) -> Self:
        """Return the market in which some workers, ``copies`` of each, stand for all.

        >>> market = Market(capacity=np.array([1]), limit=np.array([3, 2, 3]), first_job=np.array([1.0, 1.5, 1.0]))
        >>> half = market.sample(np.array([0, 1]), 2)
        >>> half.limit.tolist(), half.first_job.tolist(), half.copies
        ([3, 2], [1.0, 1.5], 2)
        """
        parts = {name: getattr(self, name)[rows] for name in ("limit", "first_job", "local_job")}
        return replace(self, **parts, copies=copies)


@dataclass(frozen=True, eq=False)
class Found:
    """What a search at prices answers."""

    options: Options
    """The pairs found, at their worth *before* prices."""
    cut: Array
    """No pair left out of ``options`` is worth more than this at the prices, float64 ``[workers]``;
    −inf where every suitable pair of the worker is there."""
    cut_local: Array
    """The same for local pairs: never above ``cut``."""


class Search(Protocol):
    """Exact search over all suitable pairs at prices."""

    def __call__(self, workers: Array, prices: Array, k: int, among: Array | None = None) -> Found:
        """Return the ``k`` best pairs of each of ``workers`` at ``prices`` (one per job), of all jobs or ``among`` some.

        ``Found.cut`` has one value per entry of ``workers``, in that order; pairs that were tried, refused or
        are reserved for others are never among them.
        """
        ...


def _outside(label: str, values: Array) -> list[str]:
    wrong = np.flatnonzero(~((values >= 0) & (values <= WORST)))
    if not len(wrong):
        return []
    first = f"第 {int(wrong[0]) + 1} 个是 {values[wrong[0]]}"
    return [f"{label}：{first}，共 {len(wrong)} 个不在 0 到 {WORST:.0f} 之间"]
