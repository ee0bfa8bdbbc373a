"""The sheets that say where every score comes from: its arithmetic, and job and person field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobmatch import explanation
from jobmatch.explanation.arithmetic import DIGITS, rounded_points
from jobmatch.explanation.comparison import OUTCOME_WORDS
from jobmatch.reports.masking import scrub
from jobmatch.terms.formula import TERM_LABELS, TERM_NAMES
from jobmatch.terms.term import Array

if TYPE_CHECKING:
    from jobmatch.ranking import Ranking

MOST_COMPARED = 6_000
"""Pairs of the longest sheet of comparisons: about six lines each; beyond, ``jobmatch why`` tells of one pair."""


def remark(matches: Ranking) -> str:
    """Return what the first sheet says of these two."""
    told = "各项得分×权重相加就是总分，见“匹配明细”；"
    if len(matches) <= MOST_COMPARED:
        return told + "岗位要求和本人情况逐项对照，见“条件对照”"
    return told + f"超过{MOST_COMPARED}人次，不列“条件对照”，可用 jobmatch why 逐对查看"


def arithmetic(matches: Ranking, people: pd.DataFrame) -> pd.DataFrame:
    """Return each pair's terms: value and, under the weight, points that add up to 总分 as printed."""
    pairs, weights = matches.to_frame(), matches.search.formula.weights
    values = pairs[list(TERM_NAMES)].to_numpy(np.float64)
    points = rounded_points(values * np.array([weights[name] for name in TERM_NAMES]))
    columns = _pair(matches, people, np.arange(len(pairs)))
    for at, name in enumerate(TERM_NAMES):
        columns[f"{TERM_LABELS[name]}得分"] = np.round(values[:, at], DIGITS)
        columns[f"{TERM_LABELS[name]}×{weights[name]:.3g}"] = points[:, at] / 10**DIGITS
    return pd.DataFrame({**columns, "总分": points.sum(axis=1) / 10**DIGITS})


def comparison(matches: Ranking, people: pd.DataFrame) -> pd.DataFrame:
    """Return what each posting asks and the person has, field by field; empty for more than ``MOST_COMPARED`` pairs."""
    if len(matches) > MOST_COMPARED:
        return pd.DataFrame()
    found = explanation.comparisons(matches, range(len(matches)))
    lines = [line for of_pair in found for line in of_pair]
    rows = np.repeat(np.arange(len(found)), [len(of_pair) for of_pair in found])
    fields = {
        "项目": [line.label for line in lines],
        "岗位要求": [line.asked for line in lines],
        "本人情况": [scrub(line.own) for line in lines],
        "结论": [OUTCOME_WORDS[line.outcome] for line in lines],
    }
    return pd.DataFrame({**_pair(matches, people, rows), **fields}).drop(columns="单位")


def _pair(matches: Ranking, people: pd.DataFrame, rows: Array) -> dict[str, Array]:
    """Return the columns that say whose pair and which job each row is of."""
    pairs = matches.to_frame().take(rows)
    at = matches.job_row[rows]
    return {
        "编号": pairs["worker_id"].to_numpy(),
        "姓名": people["name"].to_numpy()[matches.worker_row[rows]],
        "排名": pairs["rank"].to_numpy(),
        "岗位编号": pairs["job_id"].to_numpy(),
        "单位": matches.jobs.values("employer", at),
        "岗位": matches.jobs.values("title", at),
    }
