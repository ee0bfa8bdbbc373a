"""Results that answer questions: who is shown which job, why, and who is short of jobs."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from jobmatch import explanation
from jobmatch.errors import UnknownId
from jobmatch.places import tiers
from jobmatch.schema import SEGMENTS, Jobs, Workers
from jobmatch.search import Pairs, Search, rank_in
from jobmatch.terms.facts import POSTING_OPEN
from jobmatch.terms.formula import TERM_NAMES
from jobmatch.terms.term import Array

if TYPE_CHECKING:
    from jobmatch.allocation import Certificate
    from jobmatch.allocation.matched import Plan
    from jobmatch.fallback import Offers

NEAREST_MISS_PAIRS = 1_000_000
"""People times jobs up to which everybody's nearest miss is looked for, not only that of people short of jobs."""


class Matches:
    """Ranked pairs of workers and jobs.

    Attributes
    ----------
    workers
        Everyone who was asked about, of every segment.
    jobs
        All postings.
    search
        The search that ranked the pairs; it scores any pair again.
    letters
        What ``Ledger.refer`` returned for the pairs, once they are in a ledger: its numbers are printed.
    """

    def __init__(
        self,
        workers: Workers,
        jobs: Jobs,
        search: Search,
        ranked: Array,
        pairs: Pairs,
        *,
        by: Literal["worker", "job"] = "worker",
    ) -> None:
        self.workers, self.jobs, self.search = workers, jobs, search
        self._ranked, self._pairs, self._by = ranked, pairs, by
        self.letters: pd.DataFrame | None = None

    def __len__(self) -> int:
        return len(self._pairs)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} pairs of {len(self._ranked)} workers and {len(self.jobs)} jobs)"

    @property
    def policy(self):  # type: ignore[no-untyped-def]
        """The policy of the run."""
        return self.search.formula.policy

    @property
    def worker_row(self) -> Array:
        """Row in ``workers`` of each pair, int64 ``[n]``."""
        return self._ranked[self._pairs.worker]

    @property
    def searched_row(self) -> Array:
        """Row in ``search.queries`` of each pair, int64 ``[n]``."""
        return self._pairs.worker

    @property
    def job_row(self) -> Array:
        """Row in ``jobs`` of each pair, int64 ``[n]``."""
        return self._pairs.job

    @cached_property
    def _columns(self) -> dict[str, Array]:
        worker, job = self._pairs.worker, self._pairs.job
        terms = self.search.terms(worker, job)
        return {
            "worker_id": self.workers.values("worker_id", self.worker_row),
            "job_id": self.jobs.values("job_id", job),
            "rank": rank_in(worker if self._by == "worker" else job),
            "score": self._pairs.score,
            "distance_km": self.search.distance_km(worker, job),
            "tier": self._tiers(),
            **{name: terms[name] for name in TERM_NAMES},
        }

    @cached_property
    def _frame(self) -> pd.DataFrame:
        return pd.DataFrame(self._columns).astype({"worker_id": "str", "job_id": "str", "tier": "str"})

    def to_frame(self) -> pd.DataFrame:
        """Return one row per pair: worker_id, job_id, rank, score, distance_km, tier and one column per term."""
        return self._frame.copy()

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """Every row of ``to_frame()`` as plain values."""
        columns = [column.tolist() for column in self._columns.values()]
        return [dict(zip(self._columns, cells, strict=True)) for cells in zip(*columns, strict=True)]

    def _tiers(self) -> Array:
        return tiers(
            self.workers.values("home_code", self.worker_row),
            self.jobs.values("work_code", self.job_row),
            home_based=self.jobs.values("workplace_type", self.job_row) == "home_based",
            on=self.policy.today,
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What staff should know about the run as a whole, in Chinese."""
        return ()

    @property
    def places(self) -> Array | None:
        """How many people could be sent to each job, int64 ``[jobs]``; None where openings were not looked at."""
        return None

    @property
    def posting_states(self) -> Array:
        """Whether each posting is on the market, or why it is not: ``terms.facts.POSTING_OPEN`` …, int64 ``[jobs]``."""
        states: Array = self.search.index.facts["posting"]
        return states

    @property
    def open_jobs(self) -> int:
        """Number of postings on the market."""
        return int((self.posting_states == POSTING_OPEN).sum())

    @cached_property
    def suited(self) -> pd.Series:
        """Whether some open job suits each ranked worker, by worker_id."""
        return (self.counts > 0).rename("suited")

    @cached_property
    def segments(self) -> pd.Series:
        """Number of people in each segment; they add up to ``len(workers)``."""
        counts = self.workers.frame["segment"].value_counts()
        return counts.reindex(list(SEGMENTS), fill_value=0).astype(int)

    @cached_property
    def counts(self) -> pd.Series:
        """Number of jobs shown to each ranked worker, by worker_id."""
        ids = self.workers.ids[self._ranked]
        return pd.Series(np.bincount(self._pairs.worker, minlength=len(ids)), index=ids, name="jobs")

    def of_pairs(self, pairs: pd.DataFrame) -> Matches:
        """Return the result that shows exactly ``pairs`` (``worker_id, job_id``) of the same people and jobs."""
        worker = self.workers.ids[self._ranked].get_indexer(pd.Index(pairs["worker_id"]))
        job = self.jobs.ids.get_indexer(pd.Index(pairs["job_id"]))
        scored, _ = self.search.score(worker.astype(np.int64), job.astype(np.int64))
        best = self.search.best(scored, len(self.search.index))
        return Matches(self.workers, self.jobs, self.search, self._ranked, best)

    def short_of_jobs(self) -> pd.DataFrame:
        """Return the people shown fewer than ``policy.min_jobs`` jobs, with the reason per rule.

        Columns: worker_id, jobs, reason.
        """
        short = self.counts[self.counts < self.policy.min_jobs]
        rows = self._ranked_positions(short.index)
        given = short.to_numpy()
        reasons = [explanation.shortage(self.search, row, int(n)) for row, n in zip(rows, given, strict=True)]
        return pd.DataFrame({"worker_id": short.index, "jobs": short.to_numpy(), "reason": reasons})

    def near_misses(self, k: int = 3) -> pd.DataFrame:
        """Return the best jobs that one single rule refuses, and what would admit them.

        ``k`` for every person short of jobs; for the others the one nearest miss, where people times jobs are at
        most ``NEAREST_MISS_PAIRS``. Columns: worker_id, job_id, score (without the penalty), rule, relaxation.
        """
        short = (self.counts < self.policy.min_jobs).to_numpy()
        for_all = len(short) * len(self.jobs) <= NEAREST_MISS_PAIRS
        found = [
            explanation.near_misses(self.search, row, self.workers, self.jobs, self._ranked[row], k if few else 1)
            for row, few in enumerate(short)
            if few or for_all
        ]
        columns = ["worker_id", "job_id", "score", "rule", "relaxation"]
        return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=columns)

    @cached_property
    def outcomes(self) -> dict[str, Array]:
        """Outcome of every requirement for every pair (``met``, ``unmet`` or ``unknown`` as a code), by its name."""
        return self.search.outcomes(self.searched_row, self.job_row)

    @cached_property
    def as_asked(self) -> Array:
        """Whether the fit of each pair is that of a wish, bool ``[pairs]``; else it is that of a trade the person knows."""
        return self.search.fits_as_asked(self.searched_row, self.job_row, self._columns["fit"])

    def priority_of(self, worker_id: str) -> str:
        """Return the priority group that counted for a person, in Chinese; "" for none."""
        return ""

    def explain(self, worker_id: str) -> explanation.Explanation:
        """Return the arithmetic of one worker's jobs; ``print`` shows it in Chinese.

        Raises
        ------
        UnknownId
            The worker is not in the table.
        """
        rows = np.flatnonzero((self._frame["worker_id"] == str(worker_id)).to_numpy())
        if not len(rows):
            self.workers.position(worker_id)
        return explanation.explain(self, str(worker_id), rows)

    def reasons(self, worker_id: str, job_id: str) -> list[str]:
        """Return up to three plain reasons for a pair, in Chinese."""
        return explanation.reasons(self, self._pair_row(worker_id, job_id))

    def checks(self, worker_id: str, job_id: str) -> list[tuple[str, str, str]]:
        """Return every requirement of a pair: label, outcome (met, unmet, unknown), text."""
        return explanation.checks(self, self._pair_row(worker_id, job_id))

    def to_verify(self, worker_id: str, job_id: str) -> list[str]:
        """Return what staff should ask about a pair before anybody goes there, in Chinese."""
        return self._to_verify[self._pair_row(worker_id, job_id)]

    @cached_property
    def _to_verify(self) -> list[list[str]]:
        return explanation.to_verify(self)

    def to_excel(self, path: str | Path, *, unmask: bool = False, fallback: Offers | None = None) -> Path:
        """Write the one-to-one workbook and return its path; personal data is masked unless ``unmask``.

        What ``Matcher.fallback`` offers after the market gets sheets of its own.
        """
        from jobmatch.reports.workbook import write_workbook

        return write_workbook(self, path, unmask=unmask, fallback=fallback)

    def _pair_row(self, worker_id: str, job_id: str) -> int:
        keys = self._pair_rows
        try:
            return keys[(str(worker_id), str(job_id))]
        except KeyError:
            raise UnknownId(f"结果里没有 {worker_id!r} 与 {job_id!r} 这一对") from None

    @cached_property
    def _pair_rows(self) -> dict[tuple[str, str], int]:
        pairs = zip(self._frame["worker_id"], self._frame["job_id"], strict=True)
        return {pair: row for row, pair in enumerate(pairs)}

    def _ranked_positions(self, ids: pd.Index) -> list[int]:
        return [int(row) for row in self.workers.ids[self._ranked].get_indexer(ids)]


class Shortlist(Matches):
    """Pairs within the openings, with a proof of how good they are.

    Attributes
    ----------
    plan
        The plan behind the pairs: prices, capacities, priorities, notes.
    """

    def __init__(self, workers: Workers, jobs: Jobs, search: Search, ranked: Array, plan: Plan) -> None:
        super().__init__(workers, jobs, search, ranked, plan.pairs)
        self.plan = plan

    @property
    def certificate(self) -> Certificate:
        """What the plan is worth, and what no plan can exceed: total, bound, gap, score_total."""
        return self.plan.certificate

    @property
    def notes(self) -> tuple[str, ...]:
        """What staff should know about the plan as a whole, in Chinese."""
        return (*self.plan.notes, _proof(self.certificate.gap))

    @property
    def places(self) -> Array | None:
        """How many people could be sent to each job, int64 ``[jobs]``."""
        return self.plan.capacity

    @cached_property
    def suited(self) -> pd.Series:
        """Whether some open job suits each ranked worker, whether or not a place in it was left for them."""
        from jobmatch.allocation.matched import ALL_FULL, NOTHING_SUITABLE

        suited = [why not in (NOTHING_SUITABLE, ALL_FULL) for why in self.plan.reason]
        return pd.Series(suited, index=self.counts.index, name="suited")

    @cached_property
    def unplaced(self) -> pd.DataFrame:
        """The people given no job, with the reason: worker_id, reason."""
        rows = np.flatnonzero(np.array(self.plan.reason, dtype=object) != "")
        ids = self.workers.ids.to_numpy()[self._ranked[rows]]
        return pd.DataFrame({"worker_id": ids, "reason": [self.plan.reason[row] for row in rows]})

    @cached_property
    def unfilled(self) -> pd.DataFrame:
        """The jobs to which more people could be sent: job_id, places, sent, left, price."""
        capacity, left = self.plan.capacity, self.plan.unfilled
        frame = pd.DataFrame(
            {
                "job_id": self.jobs.ids,
                "places": capacity,
                "sent": capacity - left,
                "left": left,
                "price": self.plan.price,
            }
        )
        return frame[frame["left"] > 0].reset_index(drop=True)

    def priority_of(self, worker_id: str) -> str:
        """Return the priority group that counted for a person, in Chinese; "" for none."""
        at = np.flatnonzero(self._ranked == self.workers.position(worker_id))
        return self.plan.priority[int(at[0])] if len(at) else ""


def _proof(gap: float) -> str:
    """Return what the certificate says of a plan, in words.

    >>> _proof(0.0), _proof(0.0123)
    ('方案已是理论最优（误差不到万分之一）', '方案总价值与理论最优相差不超过1.23%')
    """
    if not np.isfinite(gap):
        return "简单方法，没有最优证明"
    return "方案已是理论最优（误差不到万分之一）" if gap < 1e-4 else f"方案总价值与理论最优相差不超过{gap:.2%}"
