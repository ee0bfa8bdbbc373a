"""The matcher: joins language, places, terms and search into questions that a user asks."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pandas as pd

from jobmatch.errors import EncoderError, PolicyError, TableError
from jobmatch.explanation import Refusal, explain_refusal
from jobmatch.language.calibration import Calibration
from jobmatch.language.encoders import Encoder, adopt, default_encoder
from jobmatch.matches import Matches, Shortlist
from jobmatch.places.located import points_of
from jobmatch.policy import Policy
from jobmatch.schema import Jobs, Workers, known_or
from jobmatch.search import Progress, Search
from jobmatch.search.index import JobIndex, query_workers
from jobmatch.store import JobStore, Snapshot
from jobmatch.terms.formula import formula_of
from jobmatch.terms.term import Array
from jobmatch.tried import History, excluded, seen_before

if TYPE_CHECKING:
    from jobmatch.fallback import Offers, Records

RERANKED = 50
"""Pairs a person that the second look of ``recommend(rerank=…)`` goes over."""


class Matcher:
    """Jobs, ready to be matched.

    Parameters
    ----------
    jobs
        The postings.
    policy
        Every decision; the default policy when not given.
    encoder
        Any object with ``encode(list[str])``; the shipped model when not given.

    Raises
    ------
    EncoderError
        The encoder returns NaN or a wrong shape.

    Examples
    --------
    >>> import pandas as pd
    >>> jobs = Jobs(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工", "保安员"]}))
    >>> workers = Workers(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"]}))
    >>> Matcher(jobs).recommend(workers, k=1).to_frame()["job_id"].tolist()
    ['J1']
    """

    def __init__(self, jobs: Jobs | pd.DataFrame, *, policy: Policy | None = None, encoder: Any | None = None) -> None:
        if policy is not None and not isinstance(policy, Policy):
            raise PolicyError(f"policy takes a Policy, got {type(policy).__name__}; Policy.read(path) reads a file")
        postings = _with_points(jobs, Jobs, "work")
        self._store = JobStore.of(postings, _whole(encoder), policy or Policy())

    @property
    def encoder(self) -> Encoder:
        """What makes vectors of texts.

        Examples
        --------
        >>> Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]})).encoder is default_encoder()
        True
        """
        return self._store.encoder

    @property
    def snapshot(self) -> Snapshot:
        """The jobs, their index and the policy of one moment: what belongs together while others change the jobs.

        Examples
        --------
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
        >>> before = matcher.snapshot
        >>> matcher.remove(["J1"])
        >>> len(before.jobs), len(before.index), len(matcher.snapshot.jobs)
        (1, 1, 0)
        """
        return self._store.snapshot

    @property
    def policy(self) -> Policy:
        """Every decision, on the day of today where it names none.

        Examples
        --------
        >>> Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}), policy=Policy(min_fit=0.3)).policy.min_fit
        0.3
        """
        return self._store.snapshot.policy

    @property
    def jobs(self) -> Jobs:
        """The postings as they stand now.

        Examples
        --------
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "work_code": ["500236117"]}))
        >>> matcher.jobs.frame.loc[0, ["work_lat", "work_lon"]].astype(float).tolist()  # degrees; the point comes from the code
        [31.06, 109.59]
        """
        return self._store.snapshot.jobs

    @property
    def index(self) -> JobIndex:
        """The postings as the arrays that are searched, a row of text for every post that a title names.

        Examples
        --------
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["普工/保安/保洁", "缝纫工"]}))
        >>> len(matcher.index), matcher.index.start.tolist()
        (2, [0, 3, 4])
        """
        return self._store.snapshot.index

    def __len__(self) -> int:
        return len(self.jobs)

    def __repr__(self) -> str:
        return f"Matcher({len(self)} jobs, policy {self.policy.name!r}, encoder {self.encoder!r})"

    def recommend(
        self,
        workers: Workers | pd.DataFrame,
        k: int = 10,
        *,
        history: History | None = None,
        progress: Progress | None = None,
        rerank: Any | None = None,
    ) -> Matches:
        """Return the exact ``k`` best jobs of every worker under the whole score.

        Only people of segment ``job`` are ranked; fewer than ``k`` jobs come back where fewer are suitable. Ties in the score,
        rounded to 1e-6, go to the nearer job, then to the smaller id (``search.exact``).

        Parameters
        ----------
        workers
            People of any segment.
        k
            Jobs a person, at least 0.
        history
            Pairs already tried, a table with ``worker_id`` and ``job_id`` as ``Ledger.history`` returns it; they are not
            shown again. A row without a job says that the person was here before and nothing suited. For people in it who
            have fewer than ``policy.widen_below`` suitable jobs left, what anyone can begin counts as suitable too, as
            for who names no wish. Rows whose ``outcome`` is ``full`` are of people who never got there: they widen nothing.
        progress
            Called with the number of workers done since the last call.
        rerank
            An encoder for a second look, as `SentenceEncoder`: each person's best 50 (or ``k``) are scored again with
            its fit in place of the first, and the best ``k`` of them come back. The result then holds only the
            postings that stand in someone's 50, and every figure in it is of the second look.

        Raises
        ------
        TableError
            The workers or the history cannot be used, or ``k`` is no whole number from 0; the message says which.
        EncoderError
            The encoder gives vectors of another width than the jobs have.

        Examples
        --------
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工", "保安员"]}))
        >>> person = pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"]})
        >>> matcher.recommend(person).to_frame()[["job_id", "rank"]].values.tolist()
        [['J1', 1]]
        >>> len(matcher.recommend(person, history=pd.DataFrame({"worker_id": ["W1"], "job_id": ["J1"]})))
        1
        """
        people, now = _with_points(workers, Workers, "home"), self._store.snapshot
        search, ranked = self._search(now, people, history)
        pairs = search.top(_whole_number(k) if rerank is None else max(RERANKED, _whole_number(k)), progress)
        if rerank is None or not len(pairs):
            return Matches(people, now.jobs, search, ranked, pairs)
        rows, job = np.unique(pairs.job, return_inverse=True)
        second = Matcher(now.jobs.take(rows), policy=now.policy, encoder=rerank)
        search, ranked = second._search(second._store.snapshot, people, None, widened=search.queries.facts["widened"])
        scored, allowed = search.score(pairs.worker, job.astype(np.int64))
        best = search.best(scored.take(np.flatnonzero(allowed)), _whole_number(k))
        return Matches(people, second.jobs, search, ranked, best)

    def recommend_workers(self, workers: Workers | pd.DataFrame, k: int = 20, *, history: History | None = None) -> Matches:
        """Return the exact ``k`` best workers of every job: the same score from the employer's side.

        Parameters
        ----------
        workers, history
            As for ``recommend``.
        k
            Workers a job, at least 0; fewer where fewer suit it.

        Raises
        ------
        TableError, EncoderError
            As by ``recommend``.

        Examples
        --------
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
        >>> people = pd.DataFrame({"worker_id": ["W1", "W2"], "wanted_occupation": ["服装裁剪工", "缝纫工"]})
        >>> matcher.recommend_workers(people, k=2).to_frame()["worker_id"].tolist()
        ['W2', 'W1']
        """
        people, now = _with_points(workers, Workers, "home"), self._store.snapshot
        search, ranked = self._search(now, people, history)
        return Matches(people, now.jobs, search, ranked, search.top_workers(_whole_number(k)), by="job")

    def allocate(
        self,
        workers: Workers | pd.DataFrame,
        per_worker: int = 3,
        per_opening: float | None = None,
        history: History | None = None,
        *,
        method: str = "optimal",
        tolerance: float | None = None,
        progress: Progress | None = None,
    ) -> Shortlist:
        """Return shortlists that the openings can bear, with a proof of how good they are.

        The plan maximises Σ score + Σ over the people served of ``policy.first_job`` × priority, with at most
        ⌈openings × ``per_opening``⌉ people sent to a job.

        Parameters
        ----------
        workers
            People of any segment; those of segment ``job`` are served.
        per_worker
            Most jobs a person.
        per_opening
            People sent for one opening; ``policy.openings.per_opening`` (3) when not given.
        history
            Pairs already tried, as for ``recommend``; they are not made again, and for those with few jobs left it widens.
        method
            ``optimal``, or for comparison ``greedy`` or ``stable``.
        tolerance
            Share of the proven bound that an ``optimal`` plan may lie under it: as soon as it is met the work ends. 5e-4,
            half of the tenth of a per cent promised, when not given.
        progress
            Called with the number of workers done since the last call, as by ``recommend``.

        Raises
        ------
        PolicyError
            A number that cannot hold or an unknown method.

        Examples
        --------
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工"] * 2, "openings": [1, 1]}))
        >>> people = pd.DataFrame({"worker_id": ["W1", "W2", "W3"], "wanted_occupation": ["缝纫工"] * 3})
        >>> short = matcher.allocate(people, per_worker=1, per_opening=1)
        >>> sorted(short.to_frame()["job_id"]), len(short.unplaced), short.certificate.gap < 5e-4
        (['J1', 'J2'], 1, True)
        """
        from jobmatch.allocation.planning import Sharing, plan
        from jobmatch.allocation.rounds import Effort

        people, now = _with_points(workers, Workers, "home"), self._store.snapshot
        search, ranked = self._search(now, people, history)
        chosen = people.take(ranked)
        effort = Effort() if tolerance is None else Effort(tolerance=tolerance)
        found = plan(search, chosen, now.jobs, Sharing(per_worker, per_opening, method, effort), progress=progress)
        return Shortlist(people, now.jobs, search, ranked, found)

    def fallback(self, found: Matches, records: Records | None = None) -> Offers:
        """Return what is offered after the market to the people of a result: training, internships, the last net.

        Parameters
        ----------
        found
            What ``allocate`` or ``recommend`` of this matcher returned; it is not touched.
        records
            What the office knows beside the market: dated courses, posts given out one by one, what was tried.

        Raises
        ------
        PolicyError
            The policy names a version of the rules that does not exist.

        Examples
        --------
        >>> jobs = pd.DataFrame({"job_id": ["J1"], "title": ["养老护理员"], "openings": [2]})
        >>> matcher = Matcher(jobs)
        >>> people = pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["挖掘机司机"], "training_wanted": [True]})
        >>> matcher.fallback(matcher.recommend(people)).training[["course", "jobs", "openings"]].values.tolist()
        [['养老护理', 1, 2.0]]
        """
        from jobmatch.fallback import Records, offers, trainees

        records, asked = records or Records(), trainees(found)
        people = found.workers.take(asked)
        queries = query_workers(people, self.encoder, found.policy, found.search.index)
        excluded_pairs = excluded(found.search.index, people, records.history)
        return offers(found, asked, replace(found.search, queries=queries, excluded=excluded_pairs), records)

    def why_not(self, workers: Workers | pd.DataFrame, worker_id: str, job_id: str) -> Refusal:
        """Return which rule refuses a pair, and the smallest change that would admit it.

        Raises
        ------
        UnknownId
            No such worker or job.

        Examples
        --------
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "age_max": [45]}))
        >>> matcher.why_not(pd.DataFrame({"worker_id": ["W1"], "age": [48]}), "W1", "J1").rules
        (('age', '年龄超3岁'),)
        """
        people, now = _with_points(workers, Workers, "home"), self._store.snapshot
        worker = people.take([people.position(worker_id)])
        search, _ = self._search(now, worker, None, everyone=True)
        return explain_refusal(search, worker, now.jobs, now.jobs.position(job_id))

    def add(self, jobs: Jobs | pd.DataFrame) -> None:
        """Add postings while others read; a reader sees the jobs before the change or after it, whole.

        Raises
        ------
        TableError
            Ids that are there already, or repeat; nothing is added then.
        EncoderError
            The encoder returns NaN or another width; nothing is added then.

        Examples
        --------
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
        >>> matcher.add(pd.DataFrame({"job_id": ["J2"], "title": ["保安员"]}))
        >>> len(matcher)
        2
        """
        self._store.add(_with_points(jobs, Jobs, "work"))

    def remove(self, job_ids: Iterable[str]) -> None:
        """Remove postings by id while others read.

        Raises
        ------
        UnknownId
            Ids that are not there; nothing is removed then.

        Examples
        --------
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工", "保安员"]}))
        >>> matcher.remove(["J1"])
        >>> matcher.jobs.ids.tolist()
        ['J2']
        >>> matcher.remove(["J9"])
        Traceback (most recent call last):
        ...
        jobmatch.errors.UnknownId: 库中没有这 1 个岗位编号：J9；共 1 个岗位，没有改动
        """
        self._store.remove(job_ids)

    def update(self, jobs: Jobs | pd.DataFrame) -> None:
        """Replace the postings of the same ids while others read; they move to the end of the table.

        Raises
        ------
        UnknownId
            Ids that are not there; nothing is replaced then.
        EncoderError
            The encoder returns NaN or another width; nothing is replaced then.

        Examples
        --------
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工", "保安员"]}))
        >>> matcher.update(pd.DataFrame({"job_id": ["J1"], "title": ["厨师"]}))
        >>> matcher.jobs.frame[["job_id", "title"]].values.tolist()
        [['J2', '保安员'], ['J1', '厨师']]
        """
        self._store.update(_with_points(jobs, Jobs, "work"))

    def save(self, path: str | Path) -> Path:
        """Write everything to a folder of plain files and return its path; ``load`` answers the same.

        Raises
        ------
        StoreError
            The path is a file, or a folder that holds something else, or nothing can be written there.

        Examples
        --------
        >>> import tempfile
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
        >>> folder = matcher.save(Path(tempfile.mkdtemp()) / "county.jobmatch")
        >>> sorted(path.name for path in folder.iterdir())
        ['CURRENT', 'gen-0001']
        """
        self._store.save(path)
        return Path(path)

    @classmethod
    def load(cls, path: str | Path, *, encoder: Any | None = None, verify: bool = False, as_of: date | None = None) -> Self:
        """Return the matcher that was saved; its arrays and texts stay on disk, mapped into memory.

        Parameters
        ----------
        path
            The folder given to ``save``.
        encoder
            The encoder it was made with; the shipped model when not given.
        verify
            Check every byte of a folder beyond 256 MB too; smaller ones are always checked.
        as_of
            Day on which ages and validity are counted, whatever the saved policy says.

        Raises
        ------
        StoreError
            Nothing saved there, damaged, incomplete, of another version or made with another encoder.

        Examples
        --------
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp()) / "county.jobmatch"
        >>> jobs = pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "valid_until": ["2026-03-31"]})
        >>> _ = Matcher(jobs, policy=Policy(as_of=date(2026, 3, 1))).save(folder)
        >>> person = pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"]})
        >>> len(Matcher.load(folder).recommend(person)), len(Matcher.load(folder, as_of=date(2026, 4, 1)).recommend(person))
        (1, 0)
        """
        matcher = cls.__new__(cls)
        matcher._store = JobStore.load(path, _whole(encoder), verify=verify)
        if as_of is not None:
            matcher._store.set_day(as_of)
        return matcher

    def _search(
        self, now: Snapshot, people: Workers, history: History | None, *, everyone: bool = False, widened: Array | None = None
    ) -> tuple[Search, Array]:
        """Return the search over the ranked people, and their rows in ``people``; by ``history`` it widens for some, or for ``widened``."""
        ranked = np.flatnonzero((known_or(people.columns_read["segment"], None) == "job") | everyone)
        chosen = people.take(ranked)
        if widened is None:
            widened = self._used_up(now, chosen, history)
        return self._searched(now, chosen, history, widened), ranked

    def _used_up(self, now: Snapshot, people: Workers, history: History | None) -> Array:
        """Return who has tried something and has few suitable jobs left, bool ``[n]`` (``policy.widen_below``)."""
        used = np.zeros(len(people), dtype=bool)
        least = now.policy.widen_below
        if history is None or least == 0:
            return used
        seen = np.flatnonzero(people.ids.isin(seen_before(history)))
        if len(seen):
            left = self._searched(now, people.take(seen), history, used[seen]).top(least)
            used[seen] = np.bincount(left.worker, minlength=len(seen)) < least
        return used

    def _searched(self, now: Snapshot, people: Workers, history: History | None, widened: Array) -> Search:
        """Return the search over people, of whom some are ``widened``."""
        queries = query_workers(people, self.encoder, now.policy, now.index, widened)
        have, got = now.index.text.width, queries.text.shape[1]
        if have != got:
            raise EncoderError(f"编码器给出的向量宽 {got}，岗位的向量宽 {have}；请用建立匹配器的编码器")
        return Search(formula_of(now.policy), now.index, queries, excluded(now.index, people, history))


def _whole(encoder: Any | None) -> Encoder:
    """Return a whole encoder; one that cannot tell trades apart keeps its plain cosines, with a warning."""
    if encoder is None:
        return default_encoder()
    adopted = adopt(encoder)
    try:
        _ = adopted.calibration
    except EncoderError as error:
        warnings.warn(f"{error}; its plain cosines are used", stacklevel=3)
        adopted.calibration = Calibration(1.0, 0.0)  # type: ignore[misc]
    return adopted


def _with_points(table: Any, kind: type[Any], side: str) -> Any:
    if isinstance(table, pd.DataFrame):
        table = kind(table)
    if not isinstance(table, kind):
        raise TableError(f"expected {kind.__name__} or a DataFrame, got {type(table).__name__}")
    points = points_of(table.columns_read, side)
    return table.replaced(points) if points else table


def _whole_number(k: int) -> int:
    if isinstance(k, bool) or not isinstance(k, int | np.integer) or k < 0:
        raise PolicyError(f"k 应当是不小于 0 的整数，得到 {k!r}")
    return int(k)
