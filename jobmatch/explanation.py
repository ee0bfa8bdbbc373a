"""Why, why not, and the smallest relaxation that would admit a job.

An explanation is the score's own arithmetic: weight × value per term, adding up to the score. A refusal lists
the rules that refuse a pair and what would have to change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobmatch.arithmetic import printed_total, sum_lines
from jobmatch.comparison import SAME_FAMILY, Line, Pair, compare
from jobmatch.language.hands import ANYONE
from jobmatch.retirement import OVER_AGE, over_age
from jobmatch.schema import SEGMENT_WORDS, Jobs, Workers
from jobmatch.search import Search
from jobmatch.terms.facts import POSTING_FULL, ages_on
from jobmatch.terms.fit import BEHIND
from jobmatch.terms.formula import TERM_LABELS, TERM_NAMES
from jobmatch.terms.term import MET, OUTCOMES, UNKNOWN, UNMET, Array, Requirement, Row

if TYPE_CHECKING:
    from jobmatch.matches import Matches


TIER_WORDS = {
    "home": "居家",
    "village": "本村",
    "town": "本镇",
    "county": "本县",
    "city": "市内跨县",
    "province": "省内跨市",
    "partner": "协作地区",
    "province_out": "省外",
}
MAX_REASONS = 3
SAME_TRADE = 0.7
NAMED_PLACE = 0.8
AWAY = "是否愿意外出"
"""Asked where nobody wrote how far the person will go, and the job is beyond a daily way."""
HOW_FAR = "离家多远"
"""Asked where the home or the place of work is not known."""
SAME_POINT_KM = 1.0
"""Within a township both points are its centre as a rule: a shorter way than this is not known, only near."""
NEAR_MISS_KM = 60.0
"""A job out of reach is a near miss up to this distance: beyond, no call will help."""
NEAR_MISS_YEARS = 5
"""The same of years of age above or below the bounds."""
NEAR_MISS_RUNGS = 1
"""The same of rungs of schooling."""


@dataclass(frozen=True)
class Explanation:
    """The arithmetic of one worker's jobs."""

    worker_id: str
    """Whose jobs."""
    frame: pd.DataFrame
    """One row per job and term: job_id, rank, term, label, weight, value, points; points add up to the score."""
    text: str
    """The same in Chinese."""

    def __str__(self) -> str:
        return self.text


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
        """Whether any rule refuses the pair."""
        return bool(self.rules)

    def __str__(self) -> str:
        if not self.refused:
            head = f"{self.worker_id} 与 {self.job_id} 可以匹配，总分 {self.score:.3f}；如果没有进入推荐表，是因为有更合适的岗位，或名额已用完。"
        else:
            head = f"{self.worker_id} 与 {self.job_id} 不能匹配：" + "；".join(text for _, text in self.rules) + "。"
        return "\n".join([head, *map(str, self.comparison), *sum_lines(self.terms)])


def explain(matches: Matches, worker_id: str, rows: Array) -> Explanation:
    """Return the arithmetic of the pairs in ``rows`` of a result."""
    frame = matches.to_frame().iloc[rows]
    weights = matches.search.formula.weights
    first = matches.priority_of(worker_id)
    lines, parts = [f"{worker_id}：共 {len(rows)} 个岗位" + (f"；{first}，优先分配" if first else "")], []
    for row, pair in zip(rows, frame.itertuples(), strict=True):
        terms = pd.DataFrame(
            {
                "job_id": pair.job_id,
                "rank": pair.rank,
                "term": TERM_NAMES,
                "label": [TERM_LABELS[name] for name in TERM_NAMES],
                "weight": [weights[name] for name in TERM_NAMES],
                "value": [getattr(pair, name) for name in TERM_NAMES],
            }
        )
        parts.append(terms.assign(points=terms["weight"] * terms["value"]))
        lines += _pair_lines(matches, int(row), parts[-1])
    columns = ["job_id", "rank", "term", "label", "weight", "value", "points"]
    return Explanation(
        worker_id,
        pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns),
        "\n".join(lines),
    )


def _pair_lines(matches: Matches, row: int, terms: pd.DataFrame) -> list[str]:
    job = matches.jobs.records[int(matches.job_row[row])]
    employer = "" if pd.isna(job["employer"]) else f"（{job['employer']}）"
    sums = list(zip(terms["label"], terms["weight"], terms["value"], strict=True))
    head = f"{terms['rank'].iloc[0]}. {job['title']}{employer} {job['job_id']}  总分 {printed_total(sums):.3f}"
    why = "；".join(reasons(matches, row))
    return [
        head,
        *[f"   {line}" for line in sum_lines(sums)],
        f"   理由：{why}",
        *[f"   {line}" for line in comparisons(matches, [row])[0]],
    ]


def reasons(matches: Matches, row: int) -> list[str]:
    """Return up to three plain reasons for one pair of a result."""
    pair = matches.records[row]
    worker = matches.workers.records[int(matches.worker_row[row])]
    job = matches.jobs.records[int(matches.job_row[row])]
    wished = bool(matches.search.queries.wished[matches.searched_row[row]])
    easy = matches.search.index.facts["open_to"][matches.job_row[row]] == ANYONE
    asked = bool(matches.as_asked[row])
    found = [_fit_reason(worker, pair, wished, asked, easy), _place_reason(worker, job, pair)]
    for term in matches.search.formula.terms:
        if term.name != "nearness":
            found.append(term.reason(worker, job, float(pair["distance_km"])))
    return [text for text in found if text][:MAX_REASONS]


def _fit_reason(worker: Row, pair: Row, wished: bool, asked: bool, easy: bool) -> str | None:
    same = pair["fit"] >= (SAME_TRADE if asked or not wished else BEHIND * SAME_TRADE)
    if wished and asked:
        return "与意向工种相符" if same else "与意向工种相近" if pair["fit"] >= SAME_FAMILY else None
    if same and (pd.notna(worker["skills"]) or pd.notna(worker["experience"])):
        return "与技能经历相符"
    if wished or not easy:
        return None
    return "未填意向，上手快" if pd.isna(worker["wanted_occupation"]) else "不挑工种，上手快"


def _place_reason(worker: Row, job: Row, pair: Row) -> str | None:
    if job["workplace_type"] == "home_based":
        return "在家就能做"
    if pair["tier"] == "partner":
        return "东西部协作地区岗位"
    if pd.isna(pair["distance_km"]):
        return None
    word = TIER_WORDS.get(str(pair["tier"]), "")
    if pair["nearness"] >= NAMED_PLACE and pair["distance_km"] > 100:
        return "在本人愿去的地方"
    vague = bool(worker["home_inherited"] is True or job["work_inherited"] is True)
    if pair["tier"] in ("village", "town") and pair["distance_km"] < SAME_POINT_KM:
        return f"就在{word}"
    km = max(round(float(pair["distance_km"])), 1)
    return f"{word}，离家{'大约' if vague else '约'}{km}公里" if word else f"离家约{km}公里"


def checks(matches: Matches, row: int) -> list[tuple[str, str, str]]:
    """Return every requirement of one pair of a result: label, outcome, text."""
    return list(_checks(matches, row))


def comparisons(matches: Matches, rows: Sequence[int]) -> list[tuple[Line, ...]]:
    """Return some pairs of a result field by field: what the posting asks, what the person has, the outcome."""
    formula, wished = matches.search.formula, matches.search.queries.wished
    ages = ages_on(matches.workers.frame, matches.policy.today)
    found = []
    for row in rows:
        at, pair = int(matches.worker_row[row]), matches.records[row]
        codes = {name: int(outcomes[row]) for name, outcomes in matches.outcomes.items()}
        asked = bool(matches.as_asked[row])
        seen = Pair(codes, pair["fit"], bool(wished[matches.searched_row[row]]), asked, pair["distance_km"], ages[at])
        job = matches.jobs.records[int(matches.job_row[row])]
        found.append(compare(formula, matches.workers.records[at], job, seen))
    return found


def _checks(matches: Matches, row: int) -> tuple[tuple[str, str, str], ...]:
    codes = {name: int(codes[row]) for name, codes in matches.outcomes.items()}
    return _stated_checks(matches.search, codes, matches.jobs.records[int(matches.job_row[row])])


def to_verify(matches: Matches) -> list[list[str]]:
    """Return, for every pair of a result, what staff should ask: each requirement that is 待核实, and whether 超龄."""
    labels: list[list[str]] = [[] for _ in range(len(matches))]
    for rule in matches.search.formula.requirements:
        for row in np.flatnonzero(matches.outcomes[rule.name] == UNKNOWN):
            labels[row].append(_question(rule, matches, int(row)))
    over = over_age(matches.workers, matches.policy.today)
    for row in np.flatnonzero(over[matches.worker_row]):
        labels[row].append(OVER_AGE)
    return labels


def _question(rule: Requirement, matches: Matches, row: int) -> str:
    """Return what is to be asked where a requirement is 待核实: of whom, or for what, not only its name."""
    job = matches.jobs.records[int(matches.job_row[row])]
    if rule.name == "reach":
        return AWAY if pd.notna(matches.records[row]["distance_km"]) else HOW_FAR
    stated = rule.stated(job)
    return f"{rule.label}（{stated}）" if stated else rule.label


def _stated_checks(search: Search, codes: dict[str, int], job: Row) -> tuple[tuple[str, str, str], ...]:
    """Return the requirements that the job states or that are not met, as label, outcome and text."""
    lines = []
    for rule in search.formula.requirements:
        stated, outcome = rule.stated(job), codes[rule.name]
        if stated is not None or outcome != MET:
            lines.append((rule.label, OUTCOMES[outcome], f"要求{stated}" if stated else ""))
    return tuple(lines)


def explain_refusal(search: Search, worker: Workers, jobs: Jobs, job: int) -> Refusal:
    """Return why one worker (the only one of ``search``) and one job are no match."""
    person, posting = worker.records[0], jobs.records[job]
    at = np.array([0]), np.array([job])
    terms = search.terms(*at)
    distance = float(search.distance_km(*at)[0])
    found = search.outcomes(*at)
    rules = [
        (rule.name, rule.relaxation(person, posting, distance)) for rule in search.formula.requirements if found[rule.name][0] == UNMET
    ]
    codes = {name: int(outcome[0]) for name, outcome in found.items()}
    age = float(ages_on(worker.frame, search.formula.policy.today)[0])
    asked = bool(search.fits_as_asked(*at, terms["fit"])[0])
    pair = Pair(codes, float(terms["fit"][0]), bool(search.queries.wished[0]), asked, distance, age)
    if person["segment"] != "job":
        rules.insert(0, ("segment", f"本人属“{SEGMENT_WORDS[person['segment']]}”，不在求职推荐范围"))
    if _under_floor(search, 0, terms["fit"])[0] and found["unasked"][0] == MET:  # without a wish no trade is named that it could be unlike
        rules.append(("fit", f"工种不符（相符度 {terms['fit'][0]:.2f}，低于下限 {search.formula.policy.min_fit:g}）"))
    return Refusal(
        str(person["worker_id"]),
        str(posting["job_id"]),
        tuple(rules),
        _stated_checks(search, codes, posting),
        float(search.formula.score(terms)[0]),
        tuple((TERM_LABELS[name], search.formula.weights[name], float(terms[name][0])) for name in TERM_NAMES),
        compare(search.formula, person, posting, pair),
    )


def shortage(search: Search, worker: int, given: int) -> str:
    """Return why one worker was given few jobs: openings, or the jobs on the market that each rule refuses."""
    state, fits = _market(search, worker)
    open_jobs = int((state["posting"] == MET).sum())
    if open_jobs == 0:
        full = bool((search.index.facts["posting"] == POSTING_FULL).any())
        return "岗位都已没有名额" if full else "目前没有在招岗位"
    refused = np.any([state[name] == UNMET for name in state], axis=0)
    suitable = int((~refused & ~_under_floor(search, worker, fits)).sum())
    if suitable > given:
        return f"合适岗位有{suitable}个，但名额已分给更合适或更优先的人员"
    under = int((_under_floor(search, worker, fits) & (state["posting"] == MET) & (state["unasked"] == MET)).sum())
    parts, named = [f"工种不符{under}个"] if under else [], under
    for rule in search.formula.requirements:
        refused = int(((state[rule.name] == UNMET) & (state["posting"] == MET)).sum())
        if refused and rule.name != "posting":
            parts.append(f"{rule.label}不符{refused}个")
            named += refused
    twice = "（有的岗位不止一条不符）" if named > open_jobs else ""
    return f"在招岗位{open_jobs}个：" + "，".join(parts) + twice if parts else f"在招岗位只有{open_jobs}个"


def near_misses(search: Search, worker: int, workers: Workers, jobs: Jobs, row: int, k: int) -> pd.DataFrame:
    """Return the ``k`` best jobs of one worker that exactly one rule refuses, and what would admit them."""
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
    person = workers.records[int(row)]
    rows = [_near_miss(search, worker, person, jobs.records[int(job)], int(job), state) for job in at]
    return pd.DataFrame(rows, columns=["worker_id", "job_id", "score", "rule", "relaxation"])


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


def _near_miss(search: Search, worker: int, person: Row, job: Row, at: int, state: dict[str, Array]) -> tuple[str, str, float, str, str]:
    pair = np.array([worker]), np.array([at])
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
