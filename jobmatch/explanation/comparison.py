"""Job and person field by field, as the screen of the incumbent system shows a referral (DOMAIN.md §5.1).

Each line: what the posting asks (岗位要求), what the person has (本人情况), and 匹配, 不匹配 or 待核实. Pay is a wish, no
requirement: less than the person hopes for is 低于期望, and refuses nothing. So is the trade, but under the policy's floor.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from jobmatch.places import gazetteer, way_in_words
from jobmatch.ranking import Ranking
from jobmatch.schema import EDUCATION
from jobmatch.terms.formula import Formula
from jobmatch.terms.pay import pay_words
from jobmatch.terms.term import MET, UNKNOWN, UNMET, Row

BELOW = 2
"""Outcome of a wish that a posting grants in part; it refuses nothing."""
OUTCOME_WORDS = {MET: "匹配", UNKNOWN: "待核实", UNMET: "不匹配", BELOW: "低于期望"}
SAME_FAMILY = 0.45
"""Fit from which a trade is of the family wished for; between this and the floor staff should ask."""
NO_WISH = "未填意向"
_ALWAYS = ("reach", "age", "education")
_ASKED = {
    "posting": "在招、有名额的市场岗位",
    "working_age": "年满16周岁",
    "unasked": "专门岗位，由本人提出",
    "last_job": "不是刚离开的岗位",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the comparison."""

    label: str
    """工种, 待遇, 年龄 …"""
    asked: str
    """岗位要求."""
    own: str
    """本人情况."""
    outcome: int
    """``MET``, ``UNKNOWN``, ``UNMET`` or, of a wish, ``BELOW``."""

    def __str__(self) -> str:
        """Return the line as text.

        >>> str(Line("年龄", "18—50周岁", "47周岁", MET))
        '年龄：匹配　岗位要求：18—50周岁　本人情况：47周岁'
        """
        sides = (("岗位要求", self.asked), ("本人情况", self.own))
        said = [f"{name}：{text}" for name, text in sides if text]
        return "　".join([f"{self.label}：{OUTCOME_WORDS[self.outcome]}", *said])


@dataclass(frozen=True, slots=True)
class Pair:
    """What the search found of a pair."""

    outcomes: Mapping[str, int]
    """Outcome of each requirement by name."""
    fit: float
    """The term of text fit."""
    wished: bool
    """Whether the person named a trade."""
    asked: bool
    """Whether the fit is that of what the person asks for, not of another trade he knows."""
    km: float
    """Straight-line distance; NaN unknown."""
    age: float
    """Completed years on the day of the run; NaN unknown."""


def compare(formula: Formula, worker: Row, job: Row, pair: Pair) -> tuple[Line, ...]:
    """Return the lines of a pair: trade and pay first, then every requirement that says something."""
    lines = [_trade(formula.policy.min_fit, worker, job, pair), _pay(worker, job)]
    for rule in formula.requirements:
        stated, outcome = rule.stated(job), pair.outcomes[rule.name]
        if stated is not None or outcome != MET or rule.name in _ALWAYS:
            asked = stated or _ASKED.get(rule.name, "未写明" if rule.name == "reach" else "不限")
            lines.append(Line(rule.label, asked, _own(rule.name, worker, pair), outcome))
    return tuple(lines)


def comparisons(ranking: Ranking, rows: Sequence[int]) -> list[tuple[Line, ...]]:
    """Return some pairs of a result field by field: what the posting asks, what the person has, the outcome.

    ``rows`` are rows of the result; a tuple of lines comes back for each. The fields are those of the incumbent system's
    screen (DOMAIN.md §5.1).

    Examples
    --------
    >>> from jobmatch import Matcher
    >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "age_max": [50]}))
    >>> person = pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"], "age": [47]})
    >>> lines = comparisons(matcher.recommend(person), [0])[0]
    >>> [str(line) for line in lines if line.label == "年龄"]
    ['年龄：匹配\\u3000岗位要求：50周岁以下\\u3000本人情况：47周岁']
    """
    formula, wished = ranking.search.formula, ranking.search.queries.wished
    found = []
    for row in rows:
        at, pair = int(ranking.worker_row[row]), ranking.records[row]
        codes = {name: int(outcomes[row]) for name, outcomes in ranking.outcomes.items()}
        asked = bool(ranking.as_asked[row])
        seen = Pair(codes, pair["fit"], bool(wished[ranking.searched_row[row]]), asked, pair["distance_km"], ranking.ages[at])
        job = ranking.jobs.records[int(ranking.job_row[row])]
        found.append(compare(formula, ranking.workers.records[at], job, seen))
    return found


def _trade(floor: float, worker: Row, job: Row, pair: Pair) -> Line:
    own = _text(worker["wanted_occupation"], NO_WISH)
    if not (pair.wished and pair.asked):
        known = [_text(worker[name], "") for name in ("skills", "certificates", "experience")]
        own += "".join(f"，{text}" for text in dict.fromkeys(known) if text and text != own)
    if not pair.wished or (pair.asked and pair.fit >= SAME_FAMILY):
        return Line("工种", str(job["title"]), own, MET)
    return Line("工种", str(job["title"]), own, UNMET if pair.fit < floor else UNKNOWN)


def pay_with_unit(job: Row) -> str:
    """Return the pay of a job as staff read it, with its unit.

    >>> pay_with_unit({"pay_min": 2200.0, "pay_max": 3800.0, "pay_basis": "piece"})
    '2200—3800元/月（计件）'
    """
    return re.sub(r"^[\d—]+", r"\g<0>元/月", pay_words(job))


def _pay(worker: Row, job: Row) -> Line:
    asked = pay_with_unit(job)
    wanted = worker["pay_min_wanted"]
    best: Any = job["pay_min"] if pd.isna(job["pay_max"]) else job["pay_max"]
    if pd.isna(wanted):
        return Line("待遇", asked, "未填期望", UNKNOWN)
    if pd.isna(best):
        return Line("待遇", asked, f"期望{wanted:.0f}元以上", UNKNOWN)
    short = f"，低{wanted - best:.0f}元" if best < wanted else ""
    return Line("待遇", asked, f"期望{wanted:.0f}元以上{short}", BELOW if short else MET)


def _own(rule: str, worker: Row, pair: Pair) -> str:
    """Return what the person has of what a requirement looks at; blank where there is nothing to say."""
    if rule == "reach":
        return _home(worker, pair.km)
    if rule in ("age", "working_age"):
        return "未填" if pd.isna(pair.age) else f"{pair.age:.0f}周岁"
    if rule == "education":
        return "未填" if pd.isna(worker["education"]) else EDUCATION[int(worker["education"])]
    if rule == "unasked":
        return NO_WISH
    if rule == "hukou":
        return _division(worker["hukou_adcode"])
    column = {"certificates": "certificates", "reserved": "order_class"}.get(rule)
    return _text(worker[column], "未填") if column else ""


def _home(worker: Row, km: float) -> str:
    home = "".join(_text(worker[name], "") for name in ("township", "village"))
    home = home or ("住址未填" if pd.isna(worker["home_code"]) else _division(worker["home_code"]))
    way = "距离待核实" if pd.isna(km) else f"离岗位{way_in_words(km)}"
    places = _text(worker["wanted_places"], "")
    return "，".join(filter(None, [home, way, f"愿去{places}" if places else ""]))


def _division(code: Any) -> str:
    if pd.isna(code):
        return "未填"
    return gazetteer().division(code).name if code in gazetteer() else str(code)


def _text(value: Any, blank: str) -> str:
    return blank if pd.isna(value) or not str(value).strip() else str(value)
