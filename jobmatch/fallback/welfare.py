"""Public-welfare posts, the last net: only for people whom the market cannot place, and with the reason why.

It opens for a person who is able and willing, is of an age for it, and

* no job of the market suits them, or
* three referrals on record were refused or found unsuitable, or
* they cannot leave home and the nearest suitable job is beyond their daily way;

and stays closed to households that have such a post and to those whose time is used up. The time is counted at
the first approval: ``welfare_months`` in all, longer within ``near_retirement_years`` of the statutory retirement
age. Posts go to the first priority group first, within a group to the older, then by id; each person gets the
nearest post that has room and whose terms they meet. The market's ranking is never touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from jobmatch.errors import TableError
from jobmatch.fallback.posts import Posts
from jobmatch.fallback.rules import FallbackRules, group_rank, rules_of
from jobmatch.policy import Policy
from jobmatch.retirement import months_left
from jobmatch.schema import Jobs, Workers, as_ids
from jobmatch.schema.groups import FAMILY_WORDS
from jobmatch.terms.facts import CARE, ages_on
from jobmatch.terms.term import Row

UNABLE = ("lost", "none")
SEGMENTS = ("job", "training")
COLUMNS = ("worker_id", "job_id", "priority", "why", "months", "distance_km", "message")


@dataclass(frozen=True)
class Attempts:
    """What the market has tried for each person, by worker_id."""

    suitable: Mapping[str, int]
    """Market jobs that suit the person; 0 for people not named."""
    nearest_km: Mapping[str, float] = field(default_factory=dict)
    """Distance of the nearest suitable market job, where known."""
    history: pd.DataFrame | None = None
    """Referrals: ``worker_id, job_id, outcome``; outcomes in ``rules.refused`` count."""
    former_posts: pd.DataFrame | None = None
    """Public-welfare posts already held, a row per placement: ``worker_id, months`` and, where known,
    ``started_on`` (the first approval)."""


@dataclass(frozen=True)
class _Proposal:
    person: Row
    why: str
    months: int
    rank: int
    group: str


def last_net(workers: Workers, jobs: Jobs, attempts: Attempts, *, policy: Policy | None = None) -> pd.DataFrame:
    """Return who is proposed for a public-welfare post, in the order of placing, with the reason why.

    Parameters
    ----------
    workers, jobs
        Everyone, and all postings; only posts of workplace type ``public_welfare`` are given out.
    attempts
        What the market has tried.
    policy
        Its day, what posts ask, and the version of the rules.

    Returns
    -------
    DataFrame
        ``worker_id, job_id`` (NA: no post has room), ``priority`` (group in Chinese), ``why``, ``months`` (that
        may still be served), ``distance_km, message``.

    Examples
    --------
    >>> people = {"worker_id": ["W1", "W2"], "age": [50, 44], "groups": [(), ("disabled",)]}
    >>> posts = {"job_id": ["P1"], "title": ["保洁员"], "workplace_type": ["public_welfare"], "openings": [1]}
    >>> placed = last_net(Workers(pd.DataFrame(people)), Jobs(pd.DataFrame(posts)), Attempts(suitable={}))
    >>> placed[["worker_id", "priority", "months", "why"]].values.tolist(), placed["job_id"].fillna("—").tolist()
    ([['W2', '残疾人', 36, '市场上没有合适岗位'], ['W1', '', 36, '市场上没有合适岗位']], ['P1', '—'])
    """
    policy = policy or Policy()
    rules = rules_of(policy.fallback)
    ages = ages_on(workers.frame, policy.today)
    people = [{**row, "age": None if np.isnan(age) else age} for row, age in zip(workers.records, ages, strict=True)]
    refusals, former = _refusals(attempts.history, rules), _former(attempts.former_posts)
    proposals = []
    for person in filter(lambda one: _is_eligible(one, rules), people):
        why = _why(person, attempts, refusals.get(person["worker_id"], 0), rules)
        months = _months_allowed(person, former.get(person["worker_id"]), policy.today, rules)
        if why and months > 0:
            rank, group = group_rank(person["groups"], rules.welfare_priority)
            proposals.append(_Proposal(person, why, months, rank, FAMILY_WORDS.get(group, group)))
    proposals.sort(key=lambda one: (one.rank, -(one.person["age"] or 0), str(one.person["worker_id"])))
    welfare = jobs.frame["workplace_type"].eq("public_welfare").to_numpy(bool)
    return _placed(proposals, Posts(jobs.take(welfare), workers, policy), rules)


def _why(person: Row, attempts: Attempts, refusals: int, rules: FallbackRules) -> str:
    """Return why the market cannot place a person; "" while it can."""
    if not attempts.suitable.get(person["worker_id"], 0):
        return "市场上没有合适岗位"
    if refusals >= rules.refusals:
        return f"已推荐{refusals}次未成"
    bound = person["mobility"] == "town" or bool(CARE.search(person["limits"] or ""))
    km = attempts.nearest_km.get(person["worker_id"], 0.0)
    return f"不能外出，最近的合适岗位约{km:.0f}公里" if bound and km > (person["max_km"] or rules.max_km) else ""


def _is_eligible(person: Row, rules: FallbackRules) -> bool:
    """Return whether a person is able, willing, not at school and of an age for a public-welfare post."""
    of_age = person["age"] is None or rules.age_min <= person["age"] <= rules.age_max
    wanting = person["segment"] in SEGMENTS and person["willing"] is not False
    return of_age and wanting and person["labour_ability"] not in UNABLE and not person["in_school"]


def _months_allowed(person: Row, former: tuple[int, float, date | None] | None, today: date, rules: FallbackRules) -> int:
    """Return the months a person may still serve; 0 when time or placements are used up."""
    placements, served, first = former or (0, 0.0, None)
    if placements >= rules.placements:
        return 0
    allowed = rules.welfare_months
    if person["birth_date"] is not None:
        left = months_left(pd.Timestamp(person["birth_date"]).date(), str(person["sex"]), first or today)
        if 0 < left < rules.near_retirement_years * 12:
            allowed = max(allowed, rules.near_retirement_months or left)
    return max(0, int(allowed - served))


def _refusals(history: pd.DataFrame | None, rules: FallbackRules) -> dict[str, int]:
    if history is None or "outcome" not in history:
        return {}
    refused = as_ids(history.loc[history["outcome"].isin(rules.refused), "worker_id"])
    return {str(worker): int(count) for worker, count in refused.value_counts().items()}


def _former(posts: pd.DataFrame | None) -> dict[str, tuple[int, float, date | None]]:
    """Return placements, months served and the first approval of each person."""
    if posts is None or posts.empty:
        return {}
    months, started = _months(posts), pd.to_datetime(posts["started_on"]) if "started_on" in posts else pd.Series(pd.NaT, index=posts.index)
    found: dict[str, tuple[int, float, date | None]] = {}
    for worker, stay, start in zip(as_ids(posts["worker_id"]), months, started, strict=True):
        count, served, first = found.get(worker, (0, 0.0, None))
        day = None if pd.isna(start) else start.date()
        first = min((one for one in (first, day) if one is not None), default=None)
        found[worker] = (count + 1, served + float(stay), first)
    return found


def _months(posts: pd.DataFrame) -> pd.Series:
    try:
        return pd.to_numeric(posts["months"]).fillna(0)
    except (ValueError, TypeError, KeyError):
        raise TableError("公益性岗位已享受记录的 months 要写月数，如 12") from None


def _placed(proposals: list[_Proposal], posts: Posts, rules: FallbackRules) -> pd.DataFrame:
    """Return the proposals, each with the nearest post that still has room."""
    households: set[object] = set()
    rows = []
    for one in proposals:
        household = one.person["household_id"]
        if rules.one_per_household and household in households:
            continue
        found = posts.take_nearest(one.person, within_km=one.person["max_km"] or rules.welfare_km)
        if found is not None and household is not None:
            households.add(household)
        job_id, km = (found[0]["job_id"], found[1]) if found else (pd.NA, np.nan)
        message = _message(one, found is None, rules)
        rows.append((one.person["worker_id"], job_id, one.group, one.why, one.months, km, message))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _message(one: _Proposal, no_room: bool, rules: FallbackRules) -> str:
    who = f"{one.group}，" if one.group else ""
    term = f"建议安置公益性岗位，最长{one.months}个月（{rules.name}）"
    return f"{who}{one.why}；{'目前没有可安置的公益性岗位' if no_room else term}"
