"""Nearness: how near the work is to home, or how well it suits going away.

::

    commute(d)  = 1                              for road·d ≤ near_km
                  2^(−(road·d − near_km)/half_km) up to max_km, 0 beyond
    relocate(d) = away + away_near · 2^(−d/away_half_km) + partner − no lodging,
                  only where the person accepts to move that far, else 0
    nearness    = max(commute, relocate, 0.80 where the person named the place), 1 for work at home

``d`` is the straight line in km; the road factor (1.3, mountain counties 1.6) enters the commute and
``max_km`` only. Range [0, 1]; where home or work has no point, 0.25 for people who accept to leave
the county and 0 for the others: never above a known place out of reach. A point inherited from a parent
division is never nearer than ``inherited_km``. Source: DOMAIN evidence on commuting (half-distance 10 km lies
between the 2.3 km of low-wage applications and the 25.9 km of all) and on the province border, which carries
no penalty of its own.

Classes: a worker's *place profile* (point, code, mobility, max_km, named places) by a job's place
(point, code, home-based, without lodging).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache, reduce
from typing import Any

import numpy as np
import pandas as pd

from jobmatch import places
from jobmatch.places.gazetteer import MUNICIPALITIES
from jobmatch.policy import Policy
from jobmatch.schema import MOBILITIES
from jobmatch.terms.term import MET, UNKNOWN, UNMET, Array, Facts, Requirement, Row, Table, Term

POINT = ("x", "y", "z")
"""A point on the earth as a unit vector (``places.unit_vector``)."""
WORKER_PLACE = (*POINT, "radius_km", "inherited", "code", "road", "mobility", "max_km", "wished")
KM, ROAD_KM, DAILY, MOVES, NAMED = "km", "road_km", "daily", "moves", "named"
"""What ``looked_up`` adds to the facts."""
JOB_PLACE = (*POINT, "inherited", "code", "home_based", "unlodged")
TOWN, COUNTY, CITY, PROVINCE, ANYWHERE = range(len(MOBILITIES))
_IS_MUNICIPAL = np.isin(np.arange(100), [int(code) for code in MUNICIPALITIES])
"""By the first two digits of a code."""


def point(facts: Facts) -> places.Vector:
    """Return the points among some facts.

    >>> point({"x": np.array([1.0]), "y": np.array([0.0]), "z": np.array([0.0]), "code": np.array([0])})[0].tolist()
    [1.0]
    """
    return facts["x"], facts["y"], facts["z"]


def term(policy: Policy) -> Term:
    """Return the nearness term.

    Examples
    --------
    >>> from jobmatch.schema import Jobs, Workers
    >>> from jobmatch.terms.facts import job_facts, worker_facts
    >>> home = pd.DataFrame({"worker_id": ["W1"], "home_lat": [31.0], "home_lon": [109.5]})
    >>> work = pd.DataFrame({"job_id": ["J1", "J2", "J3"], "title": "缝纫工", "work_lat": [31.0, 31.1, 33.0], "work_lon": 109.5})
    >>> people, jobs = worker_facts(Workers(home), Policy()), job_facts(Jobs(work), Policy())
    >>> term(Policy()).tables[0].outer(people, jobs).round(2).tolist()  # 0, 11 and 222 km of straight line
    [[1.0, 0.45, 0.0]]
    """
    return Term("nearness", "就近", (Table(WORKER_PLACE, JOB_PLACE, _nearness(policy)),), _reason)


def looked_up(worker: Facts, job: Facts, policy: Policy) -> Facts:
    """Return the job's facts with the distance to it and the ways of reaching it, which both place tables look at.

    ``km`` and ``road_km`` are NaN where a point is missing, 0 for work at home; ``daily``, ``moves`` and ``named`` say whether the job
    lies within the daily way, within the stated mobility, in a named place.

    >>> from jobmatch.schema import Jobs, Workers
    >>> from jobmatch.terms.facts import job_facts, worker_facts
    >>> home = pd.DataFrame({"worker_id": ["W1"], "home_lat": [31.0], "home_lon": [109.5], "max_km": [30.0]})
    >>> work = pd.DataFrame({"job_id": ["J1", "J2"], "title": "缝纫工", "work_lat": [31.1, 31.3], "work_lon": 109.5})
    >>> found = looked_up(worker_facts(Workers(home), Policy()), job_facts(Jobs(work), Policy()), Policy())
    >>> found["km"].round().tolist(), found["daily"].tolist()  # 33 km of straight line are 43 of road
    ([11.0, 33.0], [True, False])
    """
    if KM in job:
        return job
    distance = _distance_km(worker, job, policy)
    road = distance * worker["road"]
    limit = np.where(np.isnan(worker["max_km"]), policy.nearness.max_km, worker["max_km"])
    ways = {DAILY: (road <= limit) | job["home_based"], MOVES: _moves(worker, job), NAMED: _named(worker, job)}
    return {**job, KM: distance, ROAD_KM: road, **ways}


def _distance_km(worker: Facts, job: Facts, policy: Policy) -> Array:
    least = np.where(worker["inherited"] | job["inherited"], policy.nearness.inherited_km, 0.0)
    distance = np.maximum(places.chord_km(point(worker), point(job)) - worker["radius_km"], least)
    return np.where(job["home_based"], 0.0, distance)


def _nearness(policy: Policy):  # type: ignore[no-untyped-def]
    rules = policy.nearness

    def formula(worker: Facts, job: Facts) -> Array:
        job = looked_up(worker, job, policy)
        distance, moves = job[KM], job[MOVES]
        near = _halving(np.maximum(job[ROAD_KM] - rules.near_km, 0.0), rules.half_km, job[DAILY])
        if moves.any():
            away = rules.away + rules.away_near * _halving(distance, rules.away_half_km, moves)
            away += rules.partner * _partner(worker, job, policy)
            away += rules.no_lodging * job["unlodged"]
            np.fmax(near, np.where(moves, away, 0.0), out=near)
        np.copyto(near, np.where(worker["mobility"] >= CITY, rules.unknown, 0.0), where=np.isnan(distance))
        np.maximum(near, rules.wished, out=near, where=job[NAMED])
        np.copyto(near, 1.0, where=job["home_based"])
        return near.clip(0.0, 1.0, out=near)

    return formula


def _halving(km: Array, half_km: float, there: Array) -> Array:
    """Return 2^(−km / half_km), 0 but where ``there``."""
    return np.exp2(km / -half_km, where=there, out=np.zeros(km.shape))


def _moves(worker: Facts, job: Facts) -> Array:
    """Return whether the job lies within the area the person will move in; of the worker's shape where that says all."""
    mobility = worker["mobility"]
    home, work = worker["code"], job["code"]
    found: Array = mobility == ANYWHERE
    for reach in AREAS.keys() & set(mobility.ravel().tolist()):
        here = AREAS[reach](home)
        found = found | ((mobility == reach) & (here > 0) & (here == AREAS[reach](work)))
    return found


def _city(code: Array) -> Array:
    """Return the city part of 12-digit codes; a municipality is one city."""
    province = code // 10**10
    return np.where(_IS_MUNICIPAL[province], province * 100, code // 10**8)


def _town(code: Array) -> Array:
    """Return the township part of 12-digit codes, 0 where they name none."""
    return np.where(code // 10**3 % 10**3 > 0, code // 10**3, 0)


AREAS: dict[int, Callable[[Array], Array]] = {
    TOWN: _town, COUNTY: lambda code: code // 10**6, CITY: _city, PROVINCE: lambda code: code // 10**10
}  # fmt: skip
"""The area that each mobility short of ``ANYWHERE`` keeps to."""


def _named(worker: Facts, job: Facts) -> Array:
    """Return whether the job lies in a place the person named."""
    return _within(worker["wished"], job["code"], lambda wished: wished.split(";") if wished else ())


def _within(keys: Array, code: Array, areas: Callable[[Any], Iterable[str]]) -> Array:
    """Return whether each place lies in one of the areas of its key, of the keys' shape where none has areas; each is asked for once."""
    found = np.zeros(keys.shape, dtype=bool)
    for key in keys.ravel() if keys.size == 1 else pd.unique(keys.ravel()):
        inside = [(code >= first) & (code < after) for first, after in map(_codes_within, areas(key))]
        if inside:
            found = found | ((keys == key) & reduce(np.logical_or, inside))
    return found


@lru_cache(maxsize=4096)
def _codes_within(area: str) -> tuple[int, int]:
    """Return the first 12-digit code of a division, and the first after it; zeros that only fill a code up name no part of it.

    >>> _codes_within("330000"), _codes_within("500236117")
    ((330000000000, 340000000000), (500236117000, 500236118000))
    """
    padded = area.ljust(12, "0")
    length = next(length for length in (2, 4, 6, 9, 12) if not padded[length:].strip("0"))
    return int(padded), int(padded) + 10 ** (12 - length)


def _partner(worker: Facts, job: Facts, policy: Policy) -> Array:
    """Return whether the job lies in a region paired with the home's county."""
    return _within(worker["code"] // 10**6, job["code"], lambda county: places.partner_areas(f"{county:06d}", policy.today))


def _reason(worker: Row, job: Row, distance: float) -> str | None:
    if job["workplace_type"] == "home_based":
        return "在家就能做"
    if np.isnan(distance):
        return None
    return f"离家约{distance:.0f}公里" if distance >= 1 else "就在家附近"


def requirement(policy: Policy) -> Requirement:
    """Return the requirement of reach: the job is within the daily way, the stated mobility or a named place.

    ``max_km`` refuses only a person who does not move house; blank mobility refuses nothing, and nor does a place of
    which no division is known.

    >>> from jobmatch.schema import Jobs, Workers
    >>> from jobmatch.terms.facts import job_facts, worker_facts
    >>> home = {"worker_id": ["W1", "W2"], "home_lat": 31.0, "home_lon": 109.5, "home_code": "500236", "mobility": ["county", None]}
    >>> work = {"job_id": ["J1"], "title": ["缝纫工"], "work_lat": [33.0], "work_lon": [109.5], "work_code": ["610900"]}
    >>> people, jobs = worker_facts(Workers(pd.DataFrame(home)), Policy()), job_facts(Jobs(pd.DataFrame(work)), Policy())
    >>> requirement(Policy()).table.outer(people, jobs).ravel().tolist() == [UNMET, UNKNOWN]
    True
    """

    def formula(worker: Facts, job: Facts) -> Array:
        job = looked_up(worker, job, policy)
        elsewhere = (worker["mobility"] >= 0) & (worker["code"] > 0) & (job["code"] > 0) & (job[KM] >= 0)
        return np.where(job[DAILY] | job[MOVES] | job[NAMED], MET, np.where(elsewhere, UNMET, UNKNOWN))

    table = Table(WORKER_PLACE, JOB_PLACE, formula)
    return Requirement("reach", "工作地点", table, _work_place, _reach_relaxation(policy))


def _work_place(job: Row) -> str | None:
    return None if pd.isna(job["work_address"]) else str(job["work_address"])


def _reach_relaxation(policy: Policy):  # type: ignore[no-untyped-def]
    def relaxation(worker: Row, job: Row, distance: float) -> str:
        limit: float = policy.nearness.max_km if pd.isna(worker["max_km"]) else float(worker["max_km"])
        factor: float = places.road_factor(str(worker["home_code"])[:6]) if pd.notna(worker["home_code"]) else 1.3
        road = "" if distance > limit else f"、路程约{distance * factor:.0f}公里"
        return f"离家约{distance:.0f}公里{road}，超过每天往返的{limit:g}公里，也不在愿去的范围内"

    return relaxation
