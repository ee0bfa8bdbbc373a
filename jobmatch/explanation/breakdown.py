"""A worker's jobs, each with weight × value per term, adding up to the score; and the same in Chinese, with the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from jobmatch.explanation.arithmetic import printed_total, sum_lines
from jobmatch.explanation.comparison import comparisons
from jobmatch.explanation.reasons import reasons
from jobmatch.ranking import Ranking
from jobmatch.terms.formula import TERM_LABELS, TERM_NAMES


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


def explain(ranking: Ranking, worker_id: str) -> Explanation:
    """Return the arithmetic of one worker's jobs in a result.

    Raises
    ------
    UnknownId
        The worker is not in the table.

    Examples
    --------
    >>> from jobmatch import Matcher
    >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "pay_min": [3500]}))
    >>> person = pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"], "pay_min_wanted": [3500]})
    >>> told = explain(matcher.recommend(person), "W1").frame.set_index("term")
    >>> told.loc["pay", "label"], float(told.loc["pay", "value"])  # a wish that is just met is worth 0.7 (``policy.pay``)
    ('工资', 0.7)
    """
    worker_id, frame = str(worker_id), ranking.to_frame()
    rows = np.flatnonzero((frame["worker_id"] == worker_id).to_numpy())
    if not len(rows):
        ranking.workers.position(worker_id)
    terms = _terms(frame.iloc[rows], ranking.search.formula.weights)
    first = ranking.priority_of(worker_id)
    lines = [f"{worker_id}：共 {len(rows)} 个岗位" + (f"；{first}，优先分配" if first else "")]
    for at, row in enumerate(rows):
        lines += _pair_lines(ranking, int(row), terms[at * len(TERM_NAMES) : (at + 1) * len(TERM_NAMES)])
    return Explanation(worker_id, terms, "\n".join(lines))


def _terms(pairs: pd.DataFrame, weights: Mapping[str, float]) -> pd.DataFrame:
    """Return one row per pair and term, pair by pair: what the term weighs, is worth, and gives to the score."""
    names, each = list(TERM_NAMES), len(pairs)
    told = pd.DataFrame(
        {
            "job_id": pairs["job_id"].repeat(len(names)).array,
            "rank": pairs["rank"].repeat(len(names)).array,
            "term": names * each,
            "label": [TERM_LABELS[name] for name in names] * each,
            "weight": [weights[name] for name in names] * each,
            "value": pairs[names].to_numpy().ravel(),
        }
    )
    return told.assign(points=told["weight"] * told["value"])


def _pair_lines(ranking: Ranking, row: int, terms: pd.DataFrame) -> list[str]:
    job = ranking.jobs.records[int(ranking.job_row[row])]
    employer = "" if pd.isna(job["employer"]) else f"（{job['employer']}）"
    sums = list(zip(terms["label"], terms["weight"], terms["value"], strict=True))
    head = f"{terms['rank'].iloc[0]}. {job['title']}{employer} {job['job_id']}  总分 {printed_total(sums):.3f}"
    why = "；".join(reasons(ranking, row))
    return [
        head,
        *[f"   {line}" for line in sum_lines(sums)],
        f"   理由：{why}",
        *[f"   {line}" for line in comparisons(ranking, [row])[0]],
    ]
