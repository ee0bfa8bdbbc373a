"""Internships for people at school: the only work that is offered to them.

Whoever is at school, of working age and asks for work is offered the nearest internship whose terms he meets, in his own line
first, within the openings that the graduates of poor families leave; whoever gets none is listed, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from jobmatch.fallback.posts import Posts, nearest_offer
from jobmatch.fallback.rules import rules_of
from jobmatch.policy import Policy
from jobmatch.schema import WORKING_AGE, Jobs, Workers, numbers
from jobmatch.terms.facts import ages_on
from jobmatch.terms.term import Array, Row

COLUMNS = ("worker_id", "job_id", "distance_km", "message")
_WORDS = {"internship": "实习"}
_NONE = {"message": "没有条件相符、可到达的实习岗位"}


def student_internships(
    workers: Workers,
    jobs: Jobs,
    given: Mapping[str, int] | None = None,
    *,
    policy: Policy | None = None,
) -> pd.DataFrame:
    """Return one row per person at school who asks for work, with the internship that is offered, or why none.

    Parameters
    ----------
    workers
        Everyone; people of the segment ``in_school`` who have said yes to work or name what they want to do are counted.
    jobs
        All postings; those of kind ``internship`` are given out, within their openings.
    given
        Places already given out, by job_id.
    policy
        Its day, what posts ask, and the version of the rules.

    Returns
    -------
    DataFrame
        ``worker_id, job_id`` (missing where there is none), ``distance_km, message``.

    Examples
    --------
    >>> people = Workers(pd.DataFrame({"worker_id": ["W1", "W2"], "in_school": [True, True], "wanted_occupation": ["会计", None]}))
    >>> posts = Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["会计助理"], "kind": ["internship"], "openings": [1]}))
    >>> student_internships(people, posts)[["worker_id", "job_id", "message"]].values.tolist()
    [['W1', 'J1', '实习：会计助理']]
    """
    policy = policy or Policy()
    rules = rules_of(policy.fallback)
    internships = jobs.take(jobs.frame["kind"].eq("internship").to_numpy(bool))
    posts = Posts(_with_fewer(internships, given or {}), workers, policy)
    rows = []
    for person in _asking(workers, policy):
        found = nearest_offer(person, posts, rules, _WORDS) or _NONE
        rows.append({"worker_id": person["worker_id"], **found})
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _asking(workers: Workers, policy: Policy) -> list[Row]:
    """Return people at school, of working age, who ask for work, by id."""
    of_age: Array = ~(ages_on(workers.columns_read, policy.today) < WORKING_AGE)
    asking = [person for person, old in zip(workers.records, of_age, strict=True) if old and _asks(person)]
    return sorted(asking, key=lambda one: str(one["worker_id"]))


def _asks(person: Row) -> bool:
    wants = person["willing"] is True or (person["willing"] is None and bool(person["wanted_occupation"]))
    return person["segment"] == "in_school" and wants


def _with_fewer(jobs: Jobs, given: Mapping[str, int]) -> Jobs:
    """Return jobs of which some places are already given out."""
    placed = np.nan_to_num(numbers(jobs.frame["placed"])) + [given.get(job_id, 0) for job_id in jobs.ids]
    return jobs.replaced({"placed": pd.array(placed, dtype="Int64")})
