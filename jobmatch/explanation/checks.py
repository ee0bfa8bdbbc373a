"""Every requirement of a pair: whether it is met, and what staff should ask where nobody knows."""

from __future__ import annotations

import math

import numpy as np

from jobmatch.ranking import Ranking
from jobmatch.retirement import OVER_AGE, over_age
from jobmatch.search import Search
from jobmatch.terms.term import MET, OUTCOMES, UNKNOWN, Requirement, Row

AWAY = "是否愿意外出"
"""Asked where nobody wrote how far the person will go, and the job is beyond a daily way."""
HOW_FAR = "离家多远"
"""Asked where the home or the place of work is not known."""


def checks(ranking: Ranking, row: int) -> list[tuple[str, str, str]]:
    """Return the requirements of one pair of a result that the job states or that are not met: label, outcome, text.

    Examples
    --------
    >>> import pandas as pd
    >>> from jobmatch import Matcher
    >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "education_min": [2]}))
    >>> person = pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"], "education": [3]})
    >>> [line for line in checks(matcher.recommend(person), 0) if line[1] == "met"]
    [('学历', 'met', '要求初中及以上')]
    """
    codes = {name: int(codes[row]) for name, codes in ranking.outcomes.items()}
    return list(stated_checks(ranking.search, codes, ranking.jobs.records[int(ranking.job_row[row])]))


def stated_checks(search: Search, codes: dict[str, int], job: Row) -> tuple[tuple[str, str, str], ...]:
    """Return the requirements that the job states or that are not met, as label, outcome and text."""
    lines = []
    for rule in search.formula.requirements:
        stated, outcome = rule.stated(job), codes[rule.name]
        if stated is not None or outcome != MET:
            lines.append((rule.label, OUTCOMES[outcome], f"要求{stated}" if stated else ""))
    return tuple(lines)


def to_verify(ranking: Ranking) -> list[list[str]]:
    """Return, for every pair of a result, what staff should ask: each requirement that is 待核实, and whether 超龄.

    Examples
    --------
    >>> import pandas as pd
    >>> from jobmatch import Matcher
    >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "work_code": ["500236117"]}))
    >>> person = pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"], "age": [43], "home_code": ["500101"]})
    >>> to_verify(matcher.recommend(person))
    [['是否愿意外出']]
    """
    labels: list[list[str]] = [[] for _ in range(len(ranking))]
    rules = ranking.search.formula.requirements
    unknown = np.stack([ranking.outcomes[rule.name] for rule in rules]) == UNKNOWN
    for of_rule, row in np.argwhere(unknown).tolist():
        labels[row].append(_question(rules[of_rule], ranking, row))
    over = over_age(ranking.workers, ranking.ages, ranking.policy.today)
    for row in np.flatnonzero(over[ranking.worker_row]).tolist():
        labels[row].append(OVER_AGE)
    return labels


def _question(rule: Requirement, ranking: Ranking, row: int) -> str:
    """Return what is to be asked where a requirement is 待核实: of whom, or for what, not only its name."""
    job = ranking.jobs.records[int(ranking.job_row[row])]
    if rule.name == "reach":
        return HOW_FAR if math.isnan(ranking.records[row]["distance_km"]) else AWAY
    stated = rule.stated(job)
    return f"{rule.label}（{stated}）" if stated else rule.label
