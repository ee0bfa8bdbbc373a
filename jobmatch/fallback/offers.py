"""Everything that is offered after the market, for one result of it: ``Matcher.fallback``.

Who is asked what:

* *training*: people of the market with too few jobs, people who want to be trained, and graduates of poor
  families; nobody who said no. At most ``rules.courses_each`` courses a person; 贫困妇女、残疾人、两后生 first;
* *graduates*: everyone of a poor family who did not say no to work;
* *students*: people at school who ask for work, but for those graduates;
* *welfare*: everyone able and willing whom the market could not place, in the order of the priority groups.

Jobs of earlier lists whose letters are still open, and one that was got, count as offered by the market.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobmatch.allocation.ranked_search import part_of
from jobmatch.fallback.bridge import course_places, training_bridge
from jobmatch.fallback.graduates import graduate_coverage
from jobmatch.fallback.records import Records
from jobmatch.fallback.rules import FallbackRules, rules_of
from jobmatch.fallback.students import student_internships
from jobmatch.fallback.welfare import Attempts, last_net
from jobmatch.schema import Jobs, Workers, as_days, as_ids
from jobmatch.schema.outcomes import OPEN
from jobmatch.search import Search
from jobmatch.terms.facts import CARE
from jobmatch.terms.term import Array

if TYPE_CHECKING:
    from jobmatch.policy import Policy
    from jobmatch.ranking import Ranking

SHORT, WISHED, GRADUATE = "岗位不足", "本人想培训", "困难家庭毕业生"


@dataclass(frozen=True, eq=False)
class Offers:
    """What is offered after the market; the market's own list is not touched."""

    training: pd.DataFrame
    """``worker_id, why, priority`` (who gets a place first), ``rank, course, jobs, openings, nearest_km, job_ids,
    starts_on, message``, by priority."""
    graduates: pd.DataFrame
    """What ``graduate_coverage`` returns."""
    students: pd.DataFrame
    """What ``student_internships`` returns."""
    welfare: pd.DataFrame
    """What ``last_net`` returns."""
    jobs: Jobs
    """The postings of the market and those that are only given out here."""
    rules: FallbackRules
    """The version of the rules."""
    records: Records
    """What the office knew."""

    @property
    def uncovered(self) -> int:
        """How many graduates of poor families have neither job nor internship nor course.

        Examples
        --------
        >>> from jobmatch import Matcher
        >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["挖掘机司机"]}))
        >>> person = {"worker_id": ["W1"], "wanted_occupation": ["会计"], "groups": [("graduate_poor",)], "training_wanted": [False]}
        >>> matcher.fallback(matcher.recommend(pd.DataFrame(person))).uncovered
        1
        """
        return int(self.graduates["offer"].eq("").sum())


def trainees(found: Ranking) -> Array:
    """Return the rows of the people who are asked about training, int64.

    Examples
    --------
    >>> from jobmatch import Matcher
    >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
    >>> people = {"worker_id": ["W1", "W2"], "segment": ["in_school", "training"], "training_wanted": [True, True]}
    >>> trainees(matcher.recommend(pd.DataFrame(people))).tolist()  # who is at school is not asked
    [1]
    """
    frame = found.workers.frame
    graduate, short = _graduates(frame), _short(found)
    wished = frame["training_wanted"].fillna(False).to_numpy(bool)
    able = frame["segment"].isin(("job", "training")).to_numpy(bool)
    return np.flatnonzero(short | wished & able | graduate)


def offers(found: Ranking, asked: Array, search: Search, records: Records) -> Offers:
    """Return what is offered after the result ``found`` of the market.

    Parameters
    ----------
    found
        Who is shown what by the market.
    asked
        Rows of the people asked about training, as ``trainees`` returns them …
    search
        … and the search whose queries they are, over the jobs of ``found``.
    records
        What the office knows beside the market.

    Raises
    ------
    PolicyError
        The policy names a version of the rules that does not exist.

    Examples
    --------
    >>> from jobmatch import Matcher
    >>> jobs = {"job_id": ["J1"], "title": ["保洁员"], "workplace_type": ["public_welfare"], "openings": [1]}
    >>> matcher = Matcher(pd.DataFrame({"job_id": ["J0"], "title": ["挖掘机司机"]}))
    >>> found = matcher.recommend(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["会计"], "groups": [("disabled",)]}))
    >>> given = offers(found, trainees(found), found.search, Records(posts=Jobs(pd.DataFrame(jobs))))
    >>> given.welfare[["worker_id", "job_id", "priority", "months"]].values.tolist()
    [['W1', 'J1', '残疾人', 36]]
    """
    rules = rules_of(found.policy.fallback)
    jobs = records.with_posts(found.jobs)
    people = found.workers.take(asked)
    bridge = training_bridge(search, people, found.jobs, course_file=records.courses)
    bridge = bridge[bridge["rank"] <= rules.courses_each]
    before = _on_offer(records.history, found.policy)
    shown = before + Counter({str(worker): int(count) for worker, count in found.counts.items()})
    graduates = graduate_coverage(found.workers, jobs, shown, bridge, policy=found.policy)
    students = student_internships(_others(found.workers, graduates), jobs, _given(graduates), policy=found.policy)
    attempts = Attempts(before + Counter(_suitable(found)), _nearest(found, rules), records.history, records.served)
    welfare = last_net(found.workers, jobs, attempts, policy=found.policy)
    return Offers(_by_priority(bridge, people, _why(found)[asked], found.policy), graduates, students, welfare, jobs, rules, records)


def _others(workers: Workers, graduates: pd.DataFrame) -> Workers:
    return workers.take(~workers.ids.isin(graduates["worker_id"]))


def _given(graduates: pd.DataFrame) -> Counter[str]:
    """Return how many places of each post were given to graduates."""
    return Counter(graduates["job_id"].dropna().astype(str))


def _on_offer(history: pd.DataFrame | None, policy: Policy) -> Counter[str]:
    """Return how many jobs of earlier lists each person has got, or may still get: what was heard of last within ``stale_days``."""
    if history is None or "outcome" not in history:
        return Counter()
    days = as_days(history["date"]) if "date" in history else pd.Series(pd.NaT, index=history.index)
    stale = (pd.Timestamp(policy.today) - days).dt.days > policy.stale_days
    held = history["outcome"].eq("hired") | (history["outcome"].isin(OPEN) & ~stale)
    return Counter(as_ids(history.loc[held, "worker_id"]))


def _graduates(frame: pd.DataFrame) -> Array:
    willing = frame["willing"].fillna(True).to_numpy(bool)
    counted = ["graduate_poor" in codes and wants for codes, wants in zip(frame["groups"], willing, strict=True)]
    return np.array(counted, dtype=bool)


def _short(found: Ranking) -> Array:
    few = found.counts[found.counts < found.policy.min_jobs].index
    return np.asarray(found.workers.ids.isin(few))


def _why(found: Ranking) -> Array:
    wished = found.workers.frame["training_wanted"].fillna(False).to_numpy(bool)
    return np.asarray(np.select([_short(found), wished], [SHORT, WISHED], GRADUATE))


def _by_priority(bridge: pd.DataFrame, people: Workers, why: Array, policy: Policy) -> pd.DataFrame:
    """Return the courses of each person, people in the order in which places are given."""
    order = course_places(people, 0, policy=policy).set_index("worker_id")["priority"]
    place = pd.Series(np.arange(len(order)), index=order.index)
    bridge = bridge.assign(
        why=bridge["worker_id"].map(dict(zip(people.ids, why, strict=True))),
        priority=bridge["worker_id"].map(order),
        place=bridge["worker_id"].map(place),
    )
    bridge = bridge.sort_values(["place", "rank"], kind="stable").drop(columns="place")
    first = ["worker_id", "why", "priority"]
    return bridge[first + [name for name in bridge if name not in first]].reset_index(drop=True)


def _suitable(found: Ranking) -> dict[str, int]:
    """Return 1 for everybody whom some open job suits, whether or not a place was left in it."""
    return {str(worker): int(suited) for worker, suited in found.suited.items()}


def _nearest(found: Ranking, rules: FallbackRules) -> dict[str, float]:
    """Return the distance of the nearest suitable job of each carer who was shown none within the daily way."""
    frame = found.to_frame()[["worker_id", "distance_km"]]
    shown = frame.groupby("worker_id")["distance_km"].min().reindex(found.counts.index)
    people = found.workers.frame.set_index("worker_id").loc[found.counts.index]
    limit = people["max_km"].fillna(rules.max_km).to_numpy(float)
    bound = people["mobility"].eq("town").fillna(False).to_numpy(bool)
    bound |= people["limits"].fillna("").str.contains(CARE, regex=True).to_numpy(bool)
    rows = np.flatnonzero(bound & found.suited.to_numpy(bool) & ~(shown.to_numpy(float) <= limit))
    pairs = part_of(found.search, rows).top(len(found.search.index))
    km = pd.Series(found.search.distance_km(rows[pairs.worker], pairs.job))
    nearest = km.groupby(pairs.worker).min().dropna()
    return dict(zip(found.counts.index[rows[nearest.index]].astype(str), nearest.astype(float), strict=True))
