"""Who is shown which job: the ranked pairs of one search, and what was found of each."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from jobmatch.errors import UnknownId
from jobmatch.language.manual_work import ANYONE
from jobmatch.places import tiers
from jobmatch.schema import SEGMENTS, Jobs, Workers
from jobmatch.search import Pairs, Search, rank_in
from jobmatch.terms.facts import POSTING_OPEN
from jobmatch.terms.formula import TERM_NAMES
from jobmatch.terms.term import UNMET, Array

if TYPE_CHECKING:
    from jobmatch.policy import Policy


class Ranking:
    """Ranked pairs of workers and jobs.

    Attributes
    ----------
    workers
        Everyone who was asked about, of every segment.
    jobs
        All postings.
    search
        The search that ranked the pairs; it scores any pair again.
    ranked
        Row in ``workers`` of each person who was ranked, int64.
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
        self.ranked, self._pairs, self._by = ranked, pairs, by
        self.letters: pd.DataFrame | None = None

    def __len__(self) -> int:
        return len(self._pairs)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} pairs of {len(self.ranked)} workers and {len(self.jobs)} jobs)"

    @property
    def policy(self) -> Policy:
        """The policy of the run."""
        return self.search.formula.policy

    @cached_property
    def worker_row(self) -> Array:
        """Row in ``workers`` of each pair, int64 ``[n]``."""
        return self.ranked[self._pairs.worker]

    @property
    def searched_row(self) -> Array:
        """Row in ``search.queries`` of each pair, int64 ``[n]``."""
        return self._pairs.worker

    @property
    def job_row(self) -> Array:
        """Row in ``jobs`` of each pair, int64 ``[n]``."""
        return self._pairs.job

    @cached_property
    def ages(self) -> Array:
        """Completed years of each ranked worker on the day of the policy, float64 ``[workers]``; NaN for the others.

        >>> from jobmatch import Matcher, Policy
        >>> from datetime import date
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}), policy=Policy(as_of=date(2026, 3, 1)))
        >>> people = {"worker_id": ["W1", "W2"], "birth_date": ["1980-03-02", "1980-03-01"]}
        >>> matcher.recommend(pd.DataFrame(people)).ages.tolist()
        [45.0, 46.0]
        """
        ages = np.full(len(self.workers), np.nan)
        ages[self.ranked] = self.search.queries.facts["age"]
        return ages

    @cached_property
    def _columns(self) -> dict[str, Array]:
        worker, job = self._pairs.worker, self._pairs.job
        terms = self._pairs.terms or self.search.terms(worker, job)
        return {
            "worker_id": self._of_worker("worker_id"),
            "job_id": self.jobs.values("job_id", job),
            "rank": rank_in(worker if self._by == "worker" else job),
            "score": self._pairs.score,
            "distance_km": self.search.distance_km(worker, job),
            "tier": self._tiers(),
            **{name: terms[name] for name in TERM_NAMES},
        }

    @cached_property
    def _frame(self) -> pd.DataFrame:
        words = {name: pd.array(self._columns[name], dtype="str") for name in ("worker_id", "job_id", "tier")}
        return pd.DataFrame({**self._columns, **words})

    def to_frame(self) -> pd.DataFrame:
        """Return one row per pair: worker_id, job_id, rank, score, distance_km, tier and one column per term.

        >>> from jobmatch import Matcher
        >>> found = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]})).recommend(
        ...     pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"]})
        ... )
        >>> found.to_frame().columns.tolist()
        ['worker_id', 'job_id', 'rank', 'score', 'distance_km', 'tier', 'fit', 'nearness', 'pay', 'conditions', 'priority']
        """
        return self._frame.copy()

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """Every row of ``to_frame()`` as plain values."""
        columns = [column.tolist() for column in self._columns.values()]
        return [dict(zip(self._columns, cells, strict=True)) for cells in zip(*columns, strict=True)]

    def _of_worker(self, column: str) -> Array:
        """Return a column of the worker of each pair, read once for each person."""
        return self.workers.values(column, self.ranked)[self._pairs.worker]

    def _tiers(self) -> Array:
        return tiers(
            self._of_worker("home_code"),
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
        """Number of postings on the market.

        >>> from jobmatch import Matcher
        >>> jobs = pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工"] * 2, "openings": [2, 0]})
        >>> Matcher(jobs).recommend(pd.DataFrame({"worker_id": ["W1"]})).open_jobs
        1
        """
        return int((self.posting_states == POSTING_OPEN).sum())

    @cached_property
    def suited(self) -> pd.Series:
        """Whether some open job suits each ranked worker, by worker_id."""
        return (self.counts > 0).rename("suited")

    @cached_property
    def segments(self) -> pd.Series:
        """Number of people in each segment; they add up to ``len(workers)``.

        >>> from jobmatch import Matcher
        >>> people = pd.DataFrame({"worker_id": ["W1", "W2"], "in_school": [True, False]})
        >>> found = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]})).recommend(people)
        >>> found.segments[found.segments > 0].to_dict()
        {'job': 1, 'in_school': 1}
        """
        counts = self.workers.frame["segment"].value_counts()
        return counts.reindex(list(SEGMENTS), fill_value=0).astype(int)

    @cached_property
    def counts(self) -> pd.Series:
        """Number of jobs shown to each ranked worker, by worker_id.

        >>> from jobmatch import Matcher
        >>> people = pd.DataFrame({"worker_id": ["W1", "W2"], "wanted_occupation": ["缝纫工", "挖掘机司机"]})
        >>> Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]})).recommend(people).counts.to_dict()
        {'W1': 1, 'W2': 0}
        """
        ids = self.workers.ids[self.ranked]
        return pd.Series(np.bincount(self._pairs.worker, minlength=len(ids)), index=ids, name="jobs")

    @cached_property
    def outcomes(self) -> dict[str, Array]:
        """Outcome of every requirement for every pair (``met``, ``unmet`` or ``unknown`` as a code), by its name."""
        return self.search.outcomes(self.searched_row, self.job_row)

    @property
    def eligible(self) -> Array:
        """Whether no requirement refuses the pair, bool ``[pairs]``; what is unknown refuses nobody.

        >>> from jobmatch import Matcher
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "age_max": [45]}))
        >>> people = pd.DataFrame({"worker_id": ["W1", "W2"], "wanted_occupation": "缝纫工", "age": [50, None]})
        >>> pairs = pd.DataFrame({"worker_id": ["W1", "W2"], "job_id": "J1"})
        >>> matcher.recommend(people).of_pairs(pairs).eligible.tolist()
        [False, True]
        """
        refused = np.zeros(len(self), dtype=bool)
        for outcome in self.outcomes.values():
            refused |= outcome == UNMET
        return ~refused

    @cached_property
    def as_asked(self) -> Array:
        """Whether the fit of each pair is that of a wish, bool ``[pairs]``; else it is that of a trade the person knows."""
        return self.search.fits_as_asked(self.searched_row, self.job_row, self._columns["fit"])

    @cached_property
    def told_of_fit(self) -> list[tuple[bool, bool, bool, bool]]:
        """Of each pair: whether the person names a wish, whether the fit is that of a wish, whether anyone can begin the job, and whether
        the search was widened for the person."""
        queries, of = self.search.queries, self.searched_row
        easy = self.search.index.facts["open_to"][self.job_row] == ANYONE
        said = queries.wished[of], self.as_asked, easy, queries.facts["widened"][of]
        return list(zip(*(flags.tolist() for flags in said), strict=True))

    def priority_of(self, worker_id: str) -> str:
        """Return the priority group that counted for a person, in Chinese; "" for none."""
        return ""

    def pair_row(self, worker_id: str, job_id: str) -> int:
        """Return the row of a pair.

        Raises
        ------
        UnknownId
            The result does not show that job to that person.

        >>> from jobmatch import Matcher
        >>> found = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]})).recommend(
        ...     pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"]})
        ... )
        >>> found.pair_row("W1", "J1"), found.pair_row("W1", "J2")
        Traceback (most recent call last):
        ...
        jobmatch.errors.UnknownId: 结果里没有 'W1' 与 'J2' 这一对
        """
        try:
            return self._pair_rows[(str(worker_id), str(job_id))]
        except KeyError:
            raise UnknownId(f"结果里没有 {worker_id!r} 与 {job_id!r} 这一对") from None

    @cached_property
    def _pair_rows(self) -> dict[tuple[str, str], int]:
        pairs = zip(self._frame["worker_id"], self._frame["job_id"], strict=True)
        return {pair: row for row, pair in enumerate(pairs)}
