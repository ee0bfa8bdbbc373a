"""Coverage of graduates of poor families: a job, an internship or a course for every one who wants it.

The notice (四): 对每一名有意愿者，有岗位、就业见习或技能培训. Offered in this order; whoever has none of the three
is listed, with the reason, and is never dropped from the table.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from jobmatch.fallback.posts import KIND_WORDS, Posts, nearest_offer
from jobmatch.fallback.rules import rules_of
from jobmatch.policy import Policy
from jobmatch.schema import Jobs, Workers
from jobmatch.terms.term import Row

COLUMNS = ("worker_id", "offer", "job_id", "course", "distance_km", "message")


def graduate_coverage(
    workers: Workers,
    jobs: Jobs,
    shown: Mapping[str, int],
    bridge: pd.DataFrame | None = None,
    *,
    policy: Policy | None = None,
) -> pd.DataFrame:
    """Return one row per graduate of a poor family with what they are offered, or why nothing.

    Parameters
    ----------
    workers
        Everyone; people with the group ``graduate_poor`` who have not said no to work are counted.
    jobs
        All postings; those of kind ``internship`` and ``apprenticeship`` are given out, within their openings.
    shown
        Jobs each worker_id is shown by the market.
    bridge
        What ``training_bridge`` found.
    policy
        Its day, what posts ask, and the version of the rules.

    Returns
    -------
    DataFrame
        ``worker_id, offer`` (job, internship, apprenticeship, course, or "" for uncovered), ``job_id, course,
        distance_km, message``.

    Examples
    --------
    >>> people = Workers(pd.DataFrame({"worker_id": ["W1", "W2", "W3"], "groups": [("graduate_poor",)] * 3}))
    >>> posts = Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["行政助理"], "kind": ["internship"], "openings": [1]}))
    >>> graduate_coverage(people, posts, {"W1": 2})[["worker_id", "offer", "message"]].values.tolist()
    [['W1', 'job', '市场岗位2个'], ['W2', 'internship', '就业见习：行政助理'], ['W3', '', '未覆盖：没有合适岗位，没有可到达的见习，也没有能对应岗位的培训']]
    """
    policy = policy or Policy()
    rules = rules_of(policy.fallback)
    kinds = jobs.frame["kind"].isin(KIND_WORDS).to_numpy(bool)
    posts = Posts(jobs.take(kinds), workers, policy)
    courses = {} if bridge is None else {row["worker_id"]: row for row in _first_courses(bridge)}
    rows = []
    for person in sorted(filter(_is_counted, workers.records), key=lambda one: str(one["worker_id"])):
        found = _from_market(shown.get(person["worker_id"], 0))
        found = found or nearest_offer(person, posts, rules) or _from_course(courses.get(person["worker_id"]))
        rows.append({"worker_id": person["worker_id"], **(found or _uncovered(person))})
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _is_counted(person: Row) -> bool:
    return "graduate_poor" in person["groups"] and person["willing"] is not False


def _from_market(jobs: int) -> Row | None:
    return {"offer": "job", "message": f"市场岗位{jobs}个"} if jobs else None


def _first_courses(bridge: pd.DataFrame) -> list[Row]:
    return bridge[bridge["rank"] == 1].to_dict("records")  # type: ignore[return-value]


def _from_course(course: Row | None) -> Row | None:
    return course and {"offer": "course", "course": course["course"], "message": course["message"]}


def _uncovered(person: Row) -> Row:
    why = "本人不愿培训" if person["training_wanted"] is False else "也没有能对应岗位的培训"
    return {"offer": "", "message": f"未覆盖：没有合适岗位，没有可到达的见习，{why}"}
