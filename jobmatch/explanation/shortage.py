"""Who was shown too few jobs: why, and the nearest misses, jobs that one single rule refuses."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobmatch.ranking import Ranking
from jobmatch.search import Search
from jobmatch.terms.facts import POSTING_AHEAD, POSTING_FULL
from jobmatch.terms.term import MET, UNMET, Array

NEAREST_MISS_PAIRS = 1_000_000
"""People times jobs up to which everybody's nearest miss is looked for, not only that of people short of jobs."""
NEAR_MISS_KM = 60.0
"""A job out of reach is a near miss up to this distance: beyond, no call will help."""
NEAR_MISS_YEARS = 5
"""The same of years of age above or below the bounds."""
NEAR_MISS_RUNGS = 1
"""The same of rungs of schooling."""
_COLUMNS = ["worker_id", "job_id", "score", "rule", "relaxation"]


def short_of_jobs(ranking: Ranking) -> pd.DataFrame:
    """Return the people shown fewer than ``policy.min_jobs`` jobs, with the reason per rule: worker_id, jobs, reason.

    Examples
    --------
    >>> from jobmatch import Matcher
    >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工"] * 2, "education_min": [3, None]}))
    >>> person = pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"], "education": [2]})
    >>> short_of_jobs(matcher.recommend(person)).values.tolist()
    [['W1', 1, '在招岗位2个：学历不符1个']]
    """
    rows = np.flatnonzero(_short(ranking))
    given = ranking.counts.iloc[rows]
    reasons = [_shortage(ranking.search, int(row), int(n)) for row, n in zip(rows, given, strict=True)]
    return pd.DataFrame({"worker_id": given.index, "jobs": given.to_numpy(), "reason": reasons})


def near_misses(ranking: Ranking, k: int) -> pd.DataFrame:
    """Return the best jobs that one single rule refuses, and what would admit them: worker_id, job_id, score, rule, relaxation.

    ``k`` for every person short of jobs; for the others the one nearest miss, where people times jobs are at most
    ``NEAREST_MISS_PAIRS``.

    Examples
    --------
    >>> from jobmatch import Matcher
    >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工"] * 2, "age_max": [40, 30]}))
    >>> person = pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"], "age": [43]})
    >>> near_misses(matcher.recommend(person), 3)[["job_id", "relaxation"]].values.tolist()  # 13 years are no near miss
    [['J1', '年龄超3岁']]
    """
    short = _short(ranking)
    for_all = len(short) * len(ranking.jobs) <= NEAREST_MISS_PAIRS
    rows = [row for worker, few in enumerate(short) if few or for_all for row in _near_misses(ranking, worker, k if few else 1)]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _short(ranking: Ranking) -> Array:
    """Return which of the people ranked were shown too few jobs, bool."""
    few: Array = (ranking.counts < ranking.policy.min_jobs).to_numpy()
    return few


def _shortage(search: Search, worker: int, given: int) -> str:
    """Return why one worker was given few jobs: openings, or the jobs on the market that each rule refuses."""
    state, fits = _market(search, worker)
    open_jobs = int((state["posting"] == MET).sum())
    if open_jobs == 0:
        states = set(search.index.facts["posting"].tolist())
        if POSTING_FULL in states:
            return "岗位都已没有名额"
        return "岗位都还没有开始招聘" if POSTING_AHEAD in states else "目前没有在招岗位"
    refused = np.any([state[name] == UNMET for name in state], axis=0)
    suitable = int((~refused & ~_under_floor(search, worker, fits)).sum())
    if suitable > given:
        return f"合适岗位有{suitable}个，但名额已分给更合适或更优先的人员"
    in_question = (state["posting"] == MET) & ~(_under_floor(search, worker, fits) & (state["unasked"] == MET))
    like = int(in_question.sum())
    if like == 0:
        return f"在招岗位{open_jobs}个，没有工种相符的"
    refusals = _refusals_among(search, state, in_question)
    count = f"{like}个：{refusals}" if refusals else f"只有{like}个"
    return f"在招岗位{count}" if like == open_jobs else f"在招岗位{open_jobs}个，工种相符的{count}"


def _refusals_among(search: Search, state: dict[str, Array], jobs: Array) -> str:
    """Return how many of some jobs each rule refuses, and how many the rule alone that refuses most alone; blank where none."""
    rules = [rule for rule in search.formula.requirements if rule.name != "posting"]
    refused = {rule.label: jobs & (state[rule.name] == UNMET) for rule in rules}
    parts = {label: int(of.sum()) for label, of in refused.items() if of.any()}
    if not parts:
        return ""
    several = np.sum(list(refused.values()), axis=0)
    alone = {label: int((refused[label] & (several == 1)).sum()) for label in parts}
    most = max(alone, key=lambda label: alone[label])
    only = f"；只差{most}一条的{alone[most]}个" if alone[most] and len(parts) > 1 else ""
    twice = "（有的岗位不止一条不符）" if (several > 1).any() else ""
    return "，".join(f"{label}不符{count}个" for label, count in parts.items()) + twice + only


def _near_misses(ranking: Ranking, worker: int, k: int) -> list[tuple[str, str, float, str, str]]:
    """Return the ``k`` best jobs of one worker that exactly one rule refuses, and what would admit them."""
    search = ranking.search
    state, fits = _market(search, worker)
    refusals = np.sum([state[name] == UNMET for name in state], axis=0)
    named = (state["posting"] == MET) & (state["unasked"] == MET)  # nobody is near a post that he has not asked for
    near = (refusals == 1) & named & ~_under_floor(search, worker, fits)
    fixable = near & (state["working_age"] != UNMET) & (state["last_job"] != UNMET)
    km = search.distance_km(np.full(len(fits), worker), np.arange(len(fits)))
    worth_a_call = (state["reach"] != UNMET) | (km <= NEAR_MISS_KM)
    worth_a_call &= _nearly_of_age(search, worker) & _nearly_schooled(search, worker)
    at = np.flatnonzero(fixable & worth_a_call)
    scores = search.formula.score(search.terms(np.full(len(at), worker), at))
    at = at[np.argsort(-np.round(scores, 6), kind="stable")[:k]]
    return [_near_miss(ranking, worker, int(job), state) for job in at]


def _nearly_of_age(search: Search, worker: int) -> Array:
    """Return which jobs the person is at most ``NEAR_MISS_YEARS`` too old or too young for."""
    age, facts = search.queries.facts["age"][worker], search.index.facts
    above, below = age - facts["age_max"], facts["age_min"] - age
    near: Array = ~((above > NEAR_MISS_YEARS) | (below > NEAR_MISS_YEARS))
    return near


def _nearly_schooled(search: Search, worker: int) -> Array:
    """Return which jobs ask for at most ``NEAR_MISS_RUNGS`` more schooling than the person has."""
    missing = search.index.facts["education_min"] - search.queries.facts["education"][worker]
    near: Array = ~(missing > NEAR_MISS_RUNGS)
    return near


def _near_miss(ranking: Ranking, worker: int, at: int, state: dict[str, Array]) -> tuple[str, str, float, str, str]:
    search, pair = ranking.search, (np.array([worker]), np.array([at]))
    person, job = ranking.workers.records[int(ranking.ranked[worker])], ranking.jobs.records[at]
    rule = next(one for one in search.formula.requirements if state[one.name][at] == UNMET)
    km = float(search.distance_km(*pair)[0])
    score = float(search.formula.score(search.terms(*pair))[0])
    return person["worker_id"], job["job_id"], score, rule.label, rule.relaxation(person, job, km)


def _market(search: Search, worker: int) -> tuple[dict[str, Array], Array]:
    jobs = np.arange(len(search.index))
    return search.outcomes(np.full(len(jobs), worker), jobs), search.fits_of(worker)


def _under_floor(search: Search, worker: int, fits: Array) -> Array:
    under: Array = fits < search.floor[worker]
    return under
