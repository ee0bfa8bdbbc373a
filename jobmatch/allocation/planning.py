"""From people and postings to a plan: the matcher's search joined to the flow."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace

import numpy as np
import pandas as pd

from jobmatch.allocation.certificate import Certificate, worths
from jobmatch.allocation.market import WORST, Array, Market, Options
from jobmatch.allocation.methods import blocking_pairs, checked_method, checked_per_worker, greedy, stable
from jobmatch.allocation.openings import capacities
from jobmatch.allocation.prices import CLOSED
from jobmatch.allocation.progress import Bar
from jobmatch.allocation.quotas import priorities
from jobmatch.allocation.ranked_search import RankedSearch, part_of
from jobmatch.allocation.rounds import Effort, allocate
from jobmatch.policy import Policy, Priorities
from jobmatch.schema import Jobs, Workers
from jobmatch.search import Progress, Search
from jobmatch.search import exact as whole
from jobmatch.search.index import JobIndex
from jobmatch.terms.facts import POSTING_FULL, POSTING_OPEN

PLACED, NOTHING_SUITABLE, ALL_FULL, OPENINGS_TAKEN = (
    "", "没有合适的岗位", "合适的岗位都已没有名额", "合适岗位的名额已分配给更合适或更优先的人员"
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Plan:
    """Who is sent where, and everything needed to show and defend it. Rows are those of the search."""

    pairs: whole.Pairs
    """The chosen pairs with their plain score, by worker, best first."""
    certificate: Certificate
    """Worth of the plan, and what no plan can exceed; the bound is infinite for greedy and stable plans."""
    price: Array
    """What one place at each job costs the others, in score, float64 ``[jobs]``; 0 where places are left."""
    capacity: Array
    """How many more people each job could be sent before the plan, int64 ``[jobs]``."""
    per_worker: int
    """Most jobs a person could be given."""
    priority: list[str]
    """The priority group behind each worker's worth, in Chinese; "" for none."""
    reason: list[str]
    """Why each worker was given nothing, in Chinese; "" for those placed."""
    openings: pd.DataFrame
    """What to look at in the openings: ``job_id, openings, message``."""
    notes: tuple[str, ...]
    """What staff should know about the plan as a whole, in Chinese."""

    @property
    def unfilled(self) -> Array:
        """Places left at each job, int64 ``[jobs]``."""
        return self.capacity - np.bincount(self.pairs.job, minlength=len(self.capacity))


@dataclass(frozen=True)
class Sharing:
    """How openings are shared out.

    Raises
    ------
    PolicyError
        A number that cannot hold or an unknown method.
    """

    per_worker: int = 3
    """Most jobs a person, at least 1."""
    per_opening: float | None = None
    """People sent for one opening; ``policy.openings.per_opening`` when not given."""
    method: str = "optimal"
    """One of ``METHODS``."""
    effort: Effort = field(default_factory=Effort)
    """How far to go for the optimum."""

    def __post_init__(self) -> None:
        """Check the method and the number."""
        checked_method(self.method)
        checked_per_worker(self.per_worker)


def plan(search: Search, people: Workers, jobs: Jobs, sharing: Sharing, *, progress: Progress | None = None) -> Plan:
    """Return the plan that shares the openings of ``jobs`` out among ``people``.

    Parameters
    ----------
    search
        The matcher's search without prices; its queries are ``people``, its index is ``jobs``.
    sharing
        How.
    progress
        Called with the number of workers done since the last call.

    Raises
    ------
    PolicyError
        People sent for one opening are no number above 0.
    """
    policy, per_worker = search.formula.policy, min(int(sharing.per_worker), int(WORST))
    ratio = policy.openings.per_opening if sharing.per_opening is None else sharing.per_opening
    capacity, openings = capacities(jobs, policy, ratio)
    first_job, priority = priorities(people.frame["groups"].tolist(), policy)
    bar = Bar(len(search.queries), progress)
    ranked = RankedSearch(search, progress=bar.searched)
    market = ranked.market(capacity, per_worker, first_job)
    if sharing.method == "optimal":
        result = allocate(ranked, market, sharing.effort, bar)
        chosen, certificate, price = result.options, result.certificate, result.prices.job
    else:
        chosen, certificate = _simple(ranked, market, sharing.method, bar)
        price = np.zeros(market.jobs)
    pairs = ranked.plain_pairs(chosen, per_worker)
    reason = _reasons(search, pairs)
    notes = _notes(capacity, market, reason, policy)
    price = np.where(price >= CLOSED, 0.0, price)[ranked.job_rank]
    return Plan(pairs, certificate, price, capacity, per_worker, priority, reason, openings, notes)


def preferred(search: Search, plan: Plan) -> whole.Pairs:
    """Return the pairs left out of a plan that both sides would rather have than what they were given (``blocking_pairs``)."""
    every, size = search.top(len(search.index)), np.int64(len(search.index))
    workers = len(search.queries)
    market = Market(plan.capacity, np.full(workers, plan.per_worker), np.ones(workers))
    chosen = np.isin(every.worker * size + every.job, plan.pairs.worker * size + plan.pairs.job)
    return every.take(blocking_pairs(Options(every.worker, every.job, np.round(every.score, 6)), market, chosen))


def _simple(search: RankedSearch, market: Market, method: str, bar: Bar) -> tuple[Options, Certificate]:
    """Return a greedy or stable plan over all suitable pairs: lists grow until nobody short has more to try."""
    share_out = greedy if method == "greedy" else stable
    closed = np.where(market.capacity > 0, 0.0, CLOSED)
    options, cut = Options(*np.zeros((3, 0))), np.full(market.workers, np.inf)
    pending, k = np.arange(market.workers), 50
    while True:
        bar.search(len(pending))
        found = search(pending, closed, k)
        cut[pending] = found.cut
        options = options.joined(found.options.take(found.options.gain >= cut[found.options.worker]))
        chosen = share_out(options, market)
        given = np.bincount(options.worker[chosen], minlength=market.workers)
        pending = np.flatnonzero((given < market.limit) & (cut > -np.inf))
        if not len(pending):
            bar.fill()
            parts = worths(options, market, chosen.astype(np.int64))
            return options.take(chosen), Certificate(sum(parts), np.inf, *parts)
        k = min(4 * k, market.jobs)


def _reasons(search: Search, pairs: whole.Pairs) -> list[str]:
    """Return why each worker has no job; "" for those who have."""
    empty = np.setdiff1d(np.arange(len(search.queries)), pairs.worker)
    reason = np.full(len(search.queries), PLACED, dtype=object)
    if len(empty):
        asked = part_of(search, empty)
        reason[empty] = NOTHING_SUITABLE
        reason[empty[_as_if_open(asked).top(1).worker]] = ALL_FULL
        reason[empty[asked.top(1).worker]] = OPENINGS_TAKEN
    return [str(one) for one in reason]


def _as_if_open(search: Search) -> Search:
    """Return the search in which postings that are off the market only for want of openings are on it."""
    facts = search.index.facts
    posting = np.where(facts["posting"] == POSTING_FULL, POSTING_OPEN, facts["posting"])
    index = JobIndex(search.index.text, search.index.start, {**facts, "posting": posting}, search.index.slope, search.index.offset)
    return replace(search, index=index)


def _notes(capacity: Array, market: Market, reason: list[str], policy: Policy) -> tuple[str, ...]:
    """Return what staff should know about the plan as a whole."""
    people, places, per_worker = market.workers, int(capacity.sum()), int(market.limit.max(initial=0))
    nothing, full, taken = (reason.count(why) for why in (NOTHING_SUITABLE, ALL_FULL, OPENINGS_TAKEN))
    notes = []
    if people and not places:
        notes.append("所有岗位都没有可推荐名额，无法分配")
    elif places < people:
        notes.append(f"求职 {people} 人，可推荐名额只有 {places} 个，至少 {people - places} 人分不到岗位")
    if nothing:
        notes.append(f"{nothing} 人没有任何合适的岗位")
    if full:
        notes.append(f"{full} 人合适的岗位都已没有名额")
    if taken and places:
        notes.append(f"{taken} 人有合适岗位，但名额不足")
    return (*notes, *_contradictions(policy, per_worker))


def _contradictions(policy: Policy, per_worker: int) -> list[str]:
    """Return which wishes of the policy cannot hold together, and what is done."""
    notes, far = [], policy.quotas.other_province
    if per_worker and policy.min_jobs > per_worker:
        notes.append(f"策略要求每人至少 {policy.min_jobs} 个岗位，本次每人最多 {per_worker} 个，按最多 {per_worker} 个分配")
    if policy.first_job == 0 and policy.priorities != Priorities(*[1.0] * len(fields(Priorities))):
        notes.append("策略给了优先人群，但首个岗位的价值 first_job 是 0：优先不起作用，按分数分配")
    if far > policy.first_job + 1:
        notes.append(
            f"策略中省外岗位的代价 {far:g} 超过首个岗位的价值 {policy.first_job:g} 与满分 1 之和：省外岗位一般不分配，只有省外岗位合适的人可能分不到岗位"
        )
    return notes
