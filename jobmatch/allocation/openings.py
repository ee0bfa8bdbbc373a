"""How many people each job can be sent, and what is wrong with the openings it states."""

from __future__ import annotations

from numbers import Real

import numpy as np
import pandas as pd

from jobmatch.errors import PolicyError
from jobmatch.policy import Policy
from jobmatch.schema import Jobs, numbers
from jobmatch.terms.facts import POSTING_OPEN, postings
from jobmatch.terms.term import Array

ABSURD = 10_000
"""Openings of one posting beyond which the office is asked to look (our choice)."""

MOST = 10**9
"""More people than are ever sent to one posting; larger products stand for it."""


def capacities(jobs: Jobs, policy: Policy, per_opening: float) -> tuple[Array, pd.DataFrame]:
    """Return how many more people each job can be sent, int64 ``[jobs]``, and notes on the openings.

    A job is sent ⌈openings × per_opening⌉ people in all (委托可推荐人数 = 招聘人数 × 推荐比例), less those already
    referred, and no more than ⌈openings left × per_opening⌉. Closed, full and
    expired postings, and those that have not begun, are sent nobody.
    Openings not stated count as ``policy.openings.unknown``.

    The notes have the columns ``job_id, openings, message``.

    Raises
    ------
    PolicyError
        ``per_opening`` is not a positive number.

    Examples
    --------
    >>> jobs = Jobs(pd.DataFrame({"job_id": ["A", "B"], "title": ["保安", "保安"], "openings": [2, 0]}))
    >>> people, notes = capacities(jobs, Policy(), 3)
    >>> people.tolist(), notes["job_id"].tolist()
    ([6, 0], ['B'])
    """
    number = isinstance(per_opening, Real) and not isinstance(per_opening, bool)
    if not (number and np.isfinite(per_opening) and per_opening > 0):
        raise PolicyError(f"推荐比例 per_opening 应当是大于 0 的数，得到 {per_opening!r}")
    stated, per_opening = numbers(jobs.frame["openings"]), min(per_opening, MOST)
    openings = np.where(np.isnan(stated), policy.openings.unknown, np.maximum(stated, 0))
    placed, referred = (np.maximum(np.nan_to_num(numbers(jobs.frame[name])), 0) for name in ("placed", "referred"))
    total = _rounded_up(openings * per_opening) - referred
    left = _rounded_up(np.maximum(openings - placed, 0) * per_opening)
    is_open = postings(jobs.columns_read, policy) == POSTING_OPEN
    people = np.where(is_open, np.clip(np.minimum(total, left), 0, MOST), 0).astype(np.int64)
    return people, _notes(jobs.frame, stated, policy)


def _rounded_up(people: Array) -> Array:
    """Return ⌈people⌉, where 0.1 × 30 is 3 in spite of its binary digits."""
    return np.ceil(np.round(people, 9))


def _notes(frame: pd.DataFrame, stated: Array, policy: Policy) -> pd.DataFrame:
    messages = np.select(
        [np.isnan(stated), stated < 0, stated == 0, stated > ABSURD],
        [
            f"未写招聘人数，按{policy.openings.unknown}人计，请向单位核实",
            "招聘人数是负数，不分配，请更正",
            "招聘人数是0，不分配",
            f"招聘人数超过{ABSURD}人，请向单位核实",
        ],
        "",
    )
    rows = np.flatnonzero(messages != "")
    return pd.DataFrame(
        {
            "job_id": frame["job_id"].to_numpy()[rows],
            "openings": frame["openings"].array[rows],
            "message": messages[rows],
        }
    )
