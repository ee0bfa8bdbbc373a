"""Why a pair is no match, and the smallest relaxation that would admit it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.explanation.arithmetic import sum_lines
from jobmatch.explanation.checks import stated_checks
from jobmatch.explanation.comparison import Line, Pair, compare
from jobmatch.schema import SEGMENT_WORDS, Jobs, Workers
from jobmatch.search import Search
from jobmatch.terms.formula import TERM_LABELS, TERM_NAMES
from jobmatch.terms.term import MET, UNMET


@dataclass(frozen=True)
class Refusal:
    """Why a pair is no match, and what would admit it."""

    worker_id: str
    """The worker."""
    job_id: str
    """The job."""
    rules: tuple[tuple[str, str], ...]
    """Name of each rule that refuses the pair, and the smallest change that would admit it."""
    checks: tuple[tuple[str, str, str], ...]
    """Every requirement: label, outcome (met, unmet, unknown), text."""
    score: float
    """What the score would be without the refusals."""
    terms: tuple[tuple[str, float, float], ...] = ()
    """Label, weight and value of each term; weight × value adds up to the score."""
    comparison: tuple[Line, ...] = ()
    """Field by field: what the posting asks, what the person has, and the outcome."""

    @property
    def refused(self) -> bool:
        """Whether any rule refuses the pair.

        >>> Refusal("W1", "J1", (("age", "年龄超3岁"),), (), 0.8).refused, Refusal("W1", "J2", (), (), 0.8).refused
        (True, False)
        """
        return bool(self.rules)

    def __str__(self) -> str:
        if not self.refused:
            head = f"{self.worker_id} 与 {self.job_id} 可以匹配，总分 {self.score:.3f}；如果没有进入推荐表，是因为有更合适的岗位，或名额已用完。"
        else:
            head = f"{self.worker_id} 与 {self.job_id} 不能匹配：" + "；".join(text for _, text in self.rules) + "。"
        return "\n".join([head, *map(str, self.comparison), *sum_lines(self.terms)])


def explain_refusal(search: Search, worker: Workers, jobs: Jobs, job: int) -> Refusal:
    """Return why one worker (the only one of ``search``) and one job are no match.

    Parameters
    ----------
    search
        The search whose only query is the worker; it may be of any segment.
    job
        Row of the job in ``jobs``.

    Examples
    --------
    >>> import pandas as pd
    >>> from jobmatch import Matcher
    >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "education_min": [3]}))
    >>> found = matcher.recommend(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"], "education": [2]}))
    >>> explain_refusal(found.search, found.workers, found.jobs, 0).rules
    (('education', '学历要求高中/中专，本人初中'),)
    """
    person, posting = worker.records[0], jobs.records[job]
    at = np.array([0]), np.array([job])
    terms = search.terms(*at)
    distance = float(search.distance_km(*at)[0])
    found = search.outcomes(*at)
    rules = [
        (rule.name, rule.relaxation(person, posting, distance)) for rule in search.formula.requirements if found[rule.name][0] == UNMET
    ]
    codes = {name: int(outcome[0]) for name, outcome in found.items()}
    age = float(search.queries.facts["age"][0])
    asked = bool(search.fits_as_asked(*at, terms["fit"])[0])
    pair = Pair(codes, float(terms["fit"][0]), bool(search.queries.wished[0]), asked, distance, age)
    if person["segment"] != "job":
        rules.insert(0, ("segment", f"本人属“{SEGMENT_WORDS[person['segment']]}”，不在求职推荐范围"))
    if terms["fit"][0] < search.floor[0] and found["unasked"][0] == MET:  # without a wish no trade is named that it could be unlike
        rules.append(("fit", f"工种不符（相符度 {terms['fit'][0]:.2f}，低于下限 {search.formula.policy.min_fit:g}）"))
    return Refusal(
        str(person["worker_id"]),
        str(posting["job_id"]),
        tuple(rules),
        stated_checks(search, codes, posting),
        float(search.formula.score(terms)[0]),
        tuple((TERM_LABELS[name], search.formula.weights[name], float(terms[name][0])) for name in TERM_NAMES),
        compare(search.formula, person, posting, pair),
    )
