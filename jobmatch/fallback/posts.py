"""Posts that are given out one by one: internships, apprenticeships, public-welfare posts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from jobmatch import places
from jobmatch.fallback.rules import FallbackRules
from jobmatch.language import lexicon
from jobmatch.policy import Policy
from jobmatch.schema import Jobs, Workers, numbers
from jobmatch.terms.facts import job_facts, worker_facts
from jobmatch.terms.fit import trades_offered, trades_refused
from jobmatch.terms.requirements import requirements
from jobmatch.terms.term import UNMET, Array, Row

KIND_WORDS = {"internship": "就业见习", "apprenticeship": "企业新型学徒"}
"""What posts that train people are called."""
STAYING = (None, "town", "county")
"""Mobilities under which only posts within the daily way are offered."""
UNKNOWN_KM = 1e6
"""Posts and homes without a point come last."""
ELSEWHERE = frozenset({"posting", "reach", "unasked"})
"""Requirements of the market that do not hold here: these posts are off the market, go by distance, and are offered."""


class Posts:
    """Posts with the places that are left, and whose terms each person meets.

    The terms are the requirements of the market (age, schooling, certificates, household register …) but for the
    place, which is bounded by the caller, and the state of the posting, which is looked at here.
    """

    def __init__(self, jobs: Jobs, people: Workers, policy: Policy) -> None:
        today = pd.Timestamp(policy.today)
        closed = (jobs.frame["valid_until"] < today) | (jobs.frame["valid_from"] > today)
        jobs = jobs.take(~closed.to_numpy(bool))
        self.frame = jobs.frame.reset_index(drop=True)
        openings = numbers(self.frame["openings"].fillna(policy.openings.unknown))
        self.left = np.maximum(openings - np.nan_to_num(numbers(self.frame["placed"])), 0)
        self._lat, self._lon = numbers(self.frame["work_lat"]), numbers(self.frame["work_lon"])
        self._id = self.frame["job_id"].to_numpy(str)
        self._met = _terms_met(people, jobs, policy)
        self._row = {worker_id: row for row, worker_id in enumerate(people.ids)}

    def take_nearest(self, person: Row, *, within_km: float, first: Array | None = None) -> tuple[Row, float] | None:
        """Take a place at the nearest post whose terms a person meets; return the post and its distance in km.

        What is not known on either side stands against nothing. Posts marked in ``first`` come before nearer ones,
        equal ones by id.

        >>> people = Workers(pd.DataFrame({"worker_id": ["W1"], "home_lat": [31.0], "home_lon": [109.5]}))
        >>> jobs = {"job_id": ["P1", "P2"], "title": "保洁员", "openings": 1, "work_lat": [31.3, 31.1], "work_lon": 109.5}
        >>> posts = Posts(Jobs(pd.DataFrame(jobs)), people, Policy())
        >>> [posts.take_nearest(people.records[0], within_km=20.0) is not None for _ in range(2)]  # the other lies 33 km away
        [True, False]
        """
        if not len(self.frame):
            return None
        home_lat, home_lon = _number(person["home_lat"]), _number(person["home_lon"])
        km = places.distance_km(home_lat, home_lon, self._lat, self._lon)
        fits = (self.left > 0) & ~(km > within_km) & self._met[self._row[person["worker_id"]]]
        if not fits.any():
            return None
        later = np.zeros(len(fits), dtype=bool) if first is None else ~first
        at = int(np.lexsort((self._id, np.nan_to_num(km, nan=UNKNOWN_KM), later, ~fits))[0])
        self.left[at] -= 1
        post = {str(name): value for name, value in self.frame.iloc[at].items()}
        return post, float(km[at])


def nearest_offer(person: Row, posts: Posts, rules: FallbackRules, words: Mapping[str, str] = KIND_WORDS) -> Row | None:
    """Take the nearest internship or apprenticeship, in the person's own line of work first; ``words``: what each kind is called.

    >>> people = Workers(pd.DataFrame({"worker_id": ["W1"], "major": ["会计"]}))
    >>> jobs = Jobs(pd.DataFrame({"job_id": ["P1", "P2"], "title": ["保洁员", "会计助理"], "kind": "internship"}))
    >>> nearest_offer(people.records[0], Posts(jobs, people, Policy()), FallbackRules())["message"]
    '就业见习：会计助理'
    """
    own = np.array([_is_same_line(person, title) for title in posts.frame["title"]], dtype=bool)
    limit = person["max_km"] or rules.max_km
    found = posts.take_nearest(person, within_km=limit if person["mobility"] in STAYING else np.inf, first=own)
    if found is None:
        return None
    post, km = found
    way = places.way_in_words(km)
    message = f"{words[post['kind']]}：{post['title']}" + (f"，{way}" if way else "")
    return {"offer": post["kind"], "job_id": post["job_id"], "distance_km": km, "message": message}


def _is_same_line(person: Row, title: str) -> bool:
    texts = (person["wanted_occupation"], person["major"])
    return any(lexicon.same_family(text, title) for text in texts if text)


def _terms_met(people: Workers, jobs: Jobs, policy: Policy) -> Array:
    """Return which posts refuse which people nothing, bool ``[people, posts]``."""
    met = np.ones((len(people), len(jobs)), dtype=bool)
    if not met.size:
        return met
    worker = {**worker_facts(people, policy), "refused": trades_refused(people)}
    job = {**job_facts(jobs, policy), "posts": trades_offered(jobs)}
    for rule in requirements(policy):
        if rule.name not in ELSEWHERE:
            met &= rule.table.outer(worker, job) != UNMET
    return met


def _number(value: object) -> float:
    return float("nan") if value is None else float(value)  # type: ignore[arg-type]
