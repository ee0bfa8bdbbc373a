"""Results that answer questions: who is shown which job, why, and who is short of jobs."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobmatch import explanation
from jobmatch.ranking import Ranking
from jobmatch.schema import Jobs, Workers
from jobmatch.search import Search
from jobmatch.terms.term import Array

if TYPE_CHECKING:
    from jobmatch.allocation import Certificate
    from jobmatch.allocation.planning import Plan
    from jobmatch.fallback import Offers


class Matches(Ranking):
    """Ranked pairs of workers and jobs, with their reasons.

    Attributes
    ----------
    workers, jobs, search, ranked, letters
        As of a ``Ranking``.

    Examples
    --------
    >>> from jobmatch import Matcher
    >>> jobs = pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工", "缝纫工"], "pay_min": [3500, 2600], "age_max": [50, 40]})
    >>> workers = pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"], "age": [45], "pay_min_wanted": [3000]})
    >>> matches = Matcher(jobs).recommend(workers, k=3)
    >>> matches.to_frame()[["worker_id", "job_id", "rank"]].values.tolist()
    [['W1', 'J1', 1]]
    >>> matches.reasons("W1", "J1"), matches.to_verify("W1", "J1")
    (['与意向工种相符', '工资比期望高500元'], ['离家多远'])
    >>> print(str(matches.explain("W1"))[:18])
    W1：共 1 个岗位
    1. 缝纫工
    >>> matches.short_of_jobs()["reason"].tolist()
    ['在招岗位2个：年龄不符1个']
    >>> matches.near_misses()[["job_id", "relaxation"]].values.tolist()
    [['J2', '年龄超5岁']]
    """

    def of_pairs(self, pairs: pd.DataFrame) -> Matches:
        """Return the result that shows exactly ``pairs`` of the same people and jobs, suitable or not, best first.

        Parameters
        ----------
        pairs
            ``worker_id, job_id``; people who were ranked, jobs of this result.

        Examples
        --------
        >>> from jobmatch import Matcher
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工", "保安员"]}))
        >>> found = matcher.recommend(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"]}), k=1)
        >>> found.of_pairs(pd.DataFrame({"worker_id": ["W1"], "job_id": ["J2"]})).to_frame()[["job_id", "rank"]].values.tolist()
        [['J2', 1]]
        """
        worker = self.workers.ids[self.ranked].get_indexer(pd.Index(pairs["worker_id"]))
        job = self.jobs.ids.get_indexer(pd.Index(pairs["job_id"]))
        scored, _ = self.search.score(worker.astype(np.int64), job.astype(np.int64))
        best = self.search.best(scored, len(self.search.index))
        return Matches(self.workers, self.jobs, self.search, self.ranked, best)

    def short_of_jobs(self) -> pd.DataFrame:
        """Return the people shown fewer than ``policy.min_jobs`` jobs, with the reason per rule.

        Columns: worker_id, jobs, reason.

        Examples
        --------
        >>> from jobmatch import Matcher
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
        >>> matcher.recommend(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"]})).short_of_jobs().values.tolist()
        [['W1', 1, '在招岗位只有1个']]
        """
        return explanation.short_of_jobs(self)

    def near_misses(self, k: int = 3) -> pd.DataFrame:
        """Return the best jobs that one single rule refuses, and what would admit them.

        ``k`` for every person short of jobs; for the others the one nearest miss, where people times jobs are at
        most ``NEAREST_MISS_PAIRS``. Columns: worker_id, job_id, score (without the penalty), rule, relaxation.

        Examples
        --------
        >>> from jobmatch import Matcher
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "education_min": [3]}))
        >>> person = pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"], "education": [2]})
        >>> matcher.recommend(person).near_misses()[["job_id", "rule", "relaxation"]].values.tolist()
        [['J1', '学历', '学历要求高中/中专，本人初中']]
        """
        return explanation.near_misses(self, k)

    def explain(self, worker_id: str) -> explanation.Explanation:
        """Return the arithmetic of one worker's jobs; ``print`` shows it in Chinese.

        Raises
        ------
        UnknownId
            The worker is not in the table.

        Examples
        --------
        >>> from jobmatch import Matcher
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
        >>> found = matcher.recommend(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"]}))
        >>> terms = found.explain("W1").frame
        >>> bool(np.isclose(terms["points"].sum(), found.to_frame().loc[0, "score"])), terms["term"].tolist()
        (True, ['fit', 'nearness', 'pay', 'conditions', 'priority'])
        """
        return explanation.explain(self, worker_id)

    def reasons(self, worker_id: str, job_id: str) -> list[str]:
        """Return up to three plain reasons for a pair, in Chinese.

        Raises
        ------
        UnknownId
            The pair is not in the result.

        Examples
        --------
        >>> from jobmatch import Matcher
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "pay_min": [4000]}))
        >>> person = pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"], "pay_min_wanted": [3500]})
        >>> matcher.recommend(person).reasons("W1", "J1")
        ['与意向工种相符', '工资比期望高500元']
        """
        return explanation.reasons(self, self.pair_row(worker_id, job_id))

    def checks(self, worker_id: str, job_id: str) -> list[tuple[str, str, str]]:
        """Return every requirement of a pair: label, outcome (met, unmet, unknown), text.

        Raises
        ------
        UnknownId
            The pair is not in the result.

        Examples
        --------
        >>> from jobmatch import Matcher
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "age_max": [50]}))
        >>> person = pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"]})
        >>> [line for line in matcher.recommend(person).checks("W1", "J1") if line[0] == "年龄"]
        [('年龄', 'unknown', '要求50周岁以下')]
        """
        return explanation.checks(self, self.pair_row(worker_id, job_id))

    def to_verify(self, worker_id: str, job_id: str) -> list[str]:
        """Return what staff should ask about a pair before anybody goes there, in Chinese.

        Raises
        ------
        UnknownId
            The pair is not in the result.

        Examples
        --------
        >>> from jobmatch import Matcher
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "age_max": [50]}))
        >>> matcher.recommend(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"]})).to_verify("W1", "J1")
        ['离家多远', '劳动年龄', '年龄（50周岁以下）']
        """
        return self._to_verify[self.pair_row(worker_id, job_id)]

    @cached_property
    def _to_verify(self) -> list[list[str]]:
        return explanation.to_verify(self)

    def to_excel(self, path: str | Path, *, unmask: bool = False, fallback: Offers | None = None) -> Path:
        """Write the one-to-one workbook and return its path; personal data is masked unless ``unmask``.

        Parameters
        ----------
        path
            An ``.xlsx`` file; one that is there is replaced.
        unmask
            Write names, ID numbers and phones whole: for the office itself.
        fallback
            What ``Matcher.fallback`` offers after the market; it gets sheets of its own.

        Raises
        ------
        TableError
            The name ends in anything but ``.xlsx``.
        OSError
            The file cannot be written there.

        Examples
        --------
        >>> import tempfile
        >>> from jobmatch import Matcher
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
        >>> found = matcher.recommend(pd.DataFrame({"worker_id": ["W1"], "name": ["张小花"], "wanted_occupation": ["缝纫工"]}))
        >>> book = found.to_excel(Path(tempfile.mkdtemp()) / "一对一推荐表.xlsx")
        >>> list(pd.read_excel(book, sheet_name=None, header=None, engine="calamine"))
        ['说明', '一对一推荐表', '不足三个岗位', '匹配明细', '条件对照', '岗位名额']
        """
        from jobmatch.reports.workbook import write_workbook

        return write_workbook(self, path, unmask=unmask, fallback=fallback)


class Shortlist(Matches):
    """Pairs within the openings, with a proof of how good they are.

    Attributes
    ----------
    plan
        The plan behind the pairs: prices, capacities, priorities, notes.

    Examples
    --------
    Two people, and one opening to which one of them may be sent:

    >>> from jobmatch import Matcher
    >>> jobs = pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "openings": [1]})
    >>> workers = pd.DataFrame({"worker_id": ["W1", "W2"], "wanted_occupation": ["缝纫工", "服装裁剪工"]})
    >>> short = Matcher(jobs).allocate(workers, per_worker=1, per_opening=1)
    >>> short.to_frame()["worker_id"].tolist(), short.unplaced["worker_id"].tolist(), len(short.unfilled)
    (['W1'], ['W2'], 0)
    >>> short.certificate.gap < 5e-4
    True
    """

    def __init__(self, workers: Workers, jobs: Jobs, search: Search, ranked: Array, plan: Plan) -> None:
        super().__init__(workers, jobs, search, ranked, plan.pairs)
        self.plan = plan

    @property
    def certificate(self) -> Certificate:
        """What the plan is worth, and what no plan can exceed, in score: total, bound, score_total; gap is a share of the bound.

        Examples
        --------
        >>> from jobmatch import Matcher
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "openings": [1]}))
        >>> proof = matcher.allocate(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"]})).certificate
        >>> proof.total <= proof.bound, round(proof.total - proof.score_total, 6)  # what is not score is the first job's worth
        (True, 1.0)
        """
        return self.plan.certificate

    @property
    def notes(self) -> tuple[str, ...]:
        """What staff should know about the plan as a whole, in Chinese.

        Examples
        --------
        >>> from jobmatch import Matcher
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "openings": [1]}))
        >>> matcher.allocate(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"]})).notes
        ('方案已是理论最优（误差不到万分之一）',)
        """
        return (*self.plan.notes, _proof(self.certificate.gap))

    @property
    def places(self) -> Array | None:
        """How many people could be sent to each job, int64 ``[jobs]``.

        Examples
        --------
        >>> from jobmatch import Matcher
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工", "保安员"], "openings": [2, None]}))
        >>> matcher.allocate(pd.DataFrame({"worker_id": ["W1"]}), per_opening=1.5).places.tolist()  # ⌈2 × 1.5⌉; unknown counts as 2
        [3, 3]
        """
        return self.plan.capacity

    @cached_property
    def suited(self) -> pd.Series:
        """Whether some open job suits each ranked worker, whether or not a place in it was left for them: bool by worker_id.

        Examples
        --------
        >>> from jobmatch import Matcher
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "openings": [1]}))
        >>> people = pd.DataFrame({"worker_id": ["W1", "W2", "W3"], "wanted_occupation": ["缝纫工", "缝纫工", "挖掘机司机"]})
        >>> matcher.allocate(people, per_opening=1).suited.to_dict()
        {'W1': True, 'W2': True, 'W3': False}
        """
        from jobmatch.allocation.planning import ALL_FULL, NOTHING_SUITABLE

        suited = [why not in (NOTHING_SUITABLE, ALL_FULL) for why in self.plan.reason]
        return pd.Series(suited, index=self.counts.index, name="suited")

    @cached_property
    def unplaced(self) -> pd.DataFrame:
        """The people given no job, with the reason: worker_id, reason.

        Examples
        --------
        >>> from jobmatch import Matcher
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "openings": [1]}))
        >>> people = pd.DataFrame({"worker_id": ["W1", "W2", "W3"], "wanted_occupation": ["缝纫工", "缝纫工", "挖掘机司机"]})
        >>> matcher.allocate(people, per_opening=1).unplaced.values.tolist()
        [['W2', '合适岗位的名额已分配给更合适或更优先的人员'], ['W3', '没有合适的岗位']]
        """
        rows = np.flatnonzero(np.array(self.plan.reason, dtype=object) != "")
        ids = self.workers.ids.to_numpy()[self.ranked[rows]]
        return pd.DataFrame({"worker_id": ids, "reason": [self.plan.reason[row] for row in rows]})

    @cached_property
    def unfilled(self) -> pd.DataFrame:
        """The jobs to which more people could be sent: job_id, places, sent, left (people), price (in score).

        Examples
        --------
        >>> from jobmatch import Matcher
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "openings": [2]}))
        >>> matcher.allocate(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"]})).unfilled.values.tolist()
        [['J1', 6, 1, 5, 0.0]]
        """
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

    def blocking_pairs(self) -> pd.DataFrame:
        """Return the pairs left out that both sides would rather have than what they were given: worker_id, job_id, score.

        There is none in a ``stable`` plan. Every suitable pair is looked at, so that a large county takes its time.

        Examples
        --------
        >>> from jobmatch import Matcher
        >>> jobs = pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "openings": [1], "education_min": [3]})
        >>> people = pd.DataFrame({"worker_id": ["W1", "W2"], "wanted_occupation": ["缝纫工"] * 2, "education": [None, 3]})
        >>> greedy, stable = (Matcher(jobs).allocate(people, 1, 1, method=method) for method in ("greedy", "stable"))
        >>> greedy.blocking_pairs()["worker_id"].tolist(), len(stable.blocking_pairs())
        (['W2'], 0)
        """
        from jobmatch.allocation.planning import preferred

        pairs = preferred(self.search, self.plan)
        ids = self.workers.ids[self.ranked[pairs.worker]], self.jobs.ids[pairs.job]
        return pd.DataFrame({"worker_id": ids[0], "job_id": ids[1], "score": pairs.score})

    def priority_of(self, worker_id: str) -> str:
        """Return the priority group that counted for a person (``policy.priorities``), in Chinese; "" for none.

        Raises
        ------
        UnknownId
            The worker is not in the table.

        Examples
        --------
        >>> from jobmatch import Matcher
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
        >>> people = pd.DataFrame({"worker_id": ["W1", "W2"], "wanted_occupation": ["缝纫工"] * 2, "groups": [("disabled",), ()]})
        >>> short = matcher.allocate(people)
        >>> short.priority_of("W1"), short.priority_of("W2")
        ('残疾人', '')
        """
        at = np.flatnonzero(self.ranked == self.workers.position(worker_id))
        return self.plan.priority[int(at[0])] if len(at) else ""


def _proof(gap: float) -> str:
    """Return what the certificate says of a plan, in words.

    >>> _proof(0.0), _proof(0.0123)
    ('方案已是理论最优（误差不到万分之一）', '方案总价值与理论最优相差不超过1.23%')
    """
    if not np.isfinite(gap):
        return "简单方法，没有最优证明"
    return "方案已是理论最优（误差不到万分之一）" if gap < 1e-4 else f"方案总价值与理论最优相差不超过{gap:.2%}"
