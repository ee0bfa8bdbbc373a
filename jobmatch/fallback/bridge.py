"""The training bridge: which short course would open how many jobs near this person.

A course opens a job for a person when

* the post is of a trade that the course leads to (``lexicon``: the trade's training package),
* the person could not have it now: the trade is not theirs (fit under the floor, or they named none and want to
  be trained), or a certificate is missing,
* every certificate missing is one that the course ends with; an examined profession (执业资格, such as 导游证 or
  兽医资格证) is no matter of a short course,
* and nothing else stands against it: place, age, schooling and every other requirement hold or are unknown.

A course that the person asked for by name comes first; the others by the jobs they open, then by the nearest of
them, then the packages of the notice, then by name. A person who said no to training is not asked again.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import cast

import numpy as np
import pandas as pd

from jobmatch.errors import TableError
from jobmatch.fallback.rules import FallbackRules, rules_of
from jobmatch.language import certificates, lexicon
from jobmatch.places import way_in_words
from jobmatch.policy import Policy
from jobmatch.schema import Jobs, Workers
from jobmatch.search import Search
from jobmatch.search.index import fit_pairs
from jobmatch.terms.facts import POSTING_OPEN
from jobmatch.terms.term import UNMET, Array, Row

NOT_A_COURSE = "公益岗位"
"""In the lexicon the mark of public-welfare posts, which no course leads to."""
EXAMINED = "执业资格"
_CLASS = re.compile("培训班|培训|技能|班$|[(（].*?[)）]")
PAIRS_AT_ONCE = 200_000
COLUMNS = ("worker_id", "rank", "course", "jobs", "openings", "nearest_km", "job_ids", "starts_on", "place", "message")


def training_bridge(search: Search, workers: Workers, jobs: Jobs, *, course_file: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return, for each person and course, how many jobs the course would open, best course first.

    Parameters
    ----------
    search
        The matcher's search; its queries are ``workers``, its index is ``jobs``, its policy names the version of the rules.
    course_file
        Dated courses: ``course, starts_on`` and, where known, ``place``; the next one that begins is named.

    Returns
    -------
    DataFrame
        ``worker_id, rank, course, jobs, openings`` (openings where stated), ``nearest_km, job_ids`` (up to 3),
        ``starts_on, place, message``.

    Raises
    ------
    TableError
        The course file lacks a column.

    Examples
    --------
    >>> from jobmatch import Matcher
    >>> matcher = Matcher(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["养老护理员"] * 2, "openings": [2, 3]}))
    >>> person = pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["挖掘机司机"], "training_wanted": [True]})
    >>> found = matcher.recommend(person)
    >>> training_bridge(found.search, found.workers, found.jobs)[["course", "jobs", "openings", "message"]].values.tolist()
    [['养老护理', 2, 5.0, '学“养老护理”后可应聘2个岗位']]
    """
    policy = search.formula.policy
    rules = rules_of(policy.fallback)
    opened = _opened(search, workers, jobs)
    if len(opened):
        weak = workers.frame["labour_ability"].eq("weak").fillna(False).to_numpy(bool)
        opened = opened[~(weak[opened["worker"]] & opened["course"].isin(rules.heavy))]
    if opened.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    opened["openings"] = jobs.frame["openings"].to_numpy(dtype=float, na_value=0.0)[opened["job"]]
    opened["job_id"] = jobs.ids.to_numpy()[opened["job"]]
    opened = opened.sort_values(["worker", "course", "km", "job_id"], kind="stable")
    table = opened.groupby(["worker", "course"], as_index=False).agg(
        jobs=("job", "size"),
        openings=("openings", "sum"),
        nearest_km=("km", "min"),
        job_ids=("job_id", lambda ids: tuple(ids[:3])),
    )
    following = _next_start(course_file, policy.today)
    table["starts_on"] = pd.to_datetime(table["course"].map(following["starts_on"]))
    table["place"] = table["course"].map(following["place"]).astype(object).fillna("")
    table["worker_id"] = workers.ids.to_numpy()[table["worker"]]
    remarks = workers.frame["remark"].fillna("").to_numpy(str)[table["worker"]]
    table["asked"] = [course in remark for course, remark in zip(table["course"], remarks, strict=True)]
    return _ranked(table, rules)


def course_places(workers: Workers, places_left: int, *, policy: Policy | None = None) -> pd.DataFrame:
    """Return who gets the places of one course: priority groups first, then the order of the table.

    贫困妇女、残疾人、“两后生” come first (notice, 五), whatever their number; this is the one place where sex is
    read, for the public policy says so, and it concerns training, never jobs. Columns: ``worker_id, priority,
    placed``.

    Examples
    --------
    >>> people = pd.DataFrame({"worker_id": ["W1", "W2", "W3"], "groups": [(), ("disabled",), ()]})
    >>> course_places(Workers(people), places_left=2).values.tolist()
    [['W2', '残疾人', True], ['W1', '', True], ['W3', '', False]]
    """
    rules = rules_of((policy or Policy()).fallback)
    priority = [_training_group(person, rules) for person in workers.records]
    table = pd.DataFrame({"worker_id": workers.ids, "priority": [label for _, label in priority]})
    order = np.argsort([rank for rank, _ in priority], kind="stable")
    table = table.iloc[order].reset_index(drop=True)
    return table.assign(placed=table.index < max(places_left, 0))


def _training_group(person: Row, rules: FallbackRules) -> tuple[int, str]:
    codes, age = person["groups"], person["age"]
    poor = any(code not in ("disabled", "graduate_poor") for code in codes)
    low, high = rules.two_after_ages
    ended_school = person["education"] in (2, 3) and not person["in_school"]
    found = {
        "poor_woman": (person["sex"] == "female" and poor, "贫困妇女"),
        "disabled": ("disabled" in codes, "残疾人"),
        "two_after": (poor and ended_school and age is not None and low <= age <= high, "两后生"),
    }
    ranks = [(rules.training_priority.get(name, 99), label) for name, (holds, label) in found.items() if holds]
    return min(ranks, default=(99, ""))


def _opened(search: Search, workers: Workers, jobs: Jobs) -> pd.DataFrame:
    """Return the opened pairs: worker and job rows, course, km."""
    on_market = search.index.facts["posting"] == POSTING_OPEN
    of_job = [_courses_of(title) if on_market[row] else () for row, title in enumerate(jobs.frame["title"])]
    job = np.array([row for row, courses in enumerate(of_job) for _ in courses], dtype=np.int64)
    course = np.array([name for courses in of_job for name in courses], dtype=object)
    wanted = workers.frame["training_wanted"]
    asked = np.flatnonzero(wanted.fillna(True).to_numpy(bool))
    blank = ~search.queries.wished & wanted.fillna(False).to_numpy(bool)
    step = max(1, PAIRS_AT_ONCE // max(len(job), 1))
    parts = [_opened_for(search, asked[at : at + step], (job, course), blank) for at in range(0, len(asked), step)]
    parts = [part for part in parts if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _opened_for(search: Search, workers: Array, taught: tuple[Array, Array], blank: Array) -> pd.DataFrame:
    """Return the opened pairs of some people; ``taught`` are jobs and the course to each, ``blank`` who named no trade."""
    job, course = taught
    worker, at = np.repeat(workers, len(job)), np.tile(np.arange(len(job)), len(workers))
    if not len(at):
        return pd.DataFrame()
    outcomes = search.outcomes(worker, job[at])
    free = np.ones(len(at), dtype=bool)
    for name, outcome in outcomes.items():
        free &= (outcome != UNMET) | (name == "certificates")
    free &= ~search.is_excluded(worker, job[at])
    worker, at, short = worker[free], at[free], (outcomes["certificates"] == UNMET)[free]
    fit = fit_pairs(search.queries, search.index, worker, job[at])
    foreign = blank[worker] | search.queries.wished[worker] & (fit < search.formula.policy.min_fit)
    held = search.queries.facts["certificates"][worker]
    needed = search.index.facts["certificates"][job[at]]
    given = [_is_given(h, n, c) for h, n, c in zip(held, needed, course[at], strict=True)]
    kept = (foreign | short) & (~short | np.array(given, dtype=bool))
    worker, at = worker[kept], at[kept]
    km = search.distance_km(worker, job[at])
    return pd.DataFrame({"worker": worker, "job": job[at], "course": course[at], "km": km})


@cache
def _courses_of(title: str) -> tuple[str, ...]:
    """Return the courses that lead to the posts named in a title."""
    found = {trade.course for trade in lexicon.find(title)} - {"", NOT_A_COURSE}
    return tuple(sorted(found))


@cache
def _is_given(held: str, needed: str, course: str) -> bool:
    """Return whether the course gives every certificate that is needed and not held."""
    known = certificates.certificates()
    ends_with = {
        trade.certificate for trade in lexicon.trades_of_course(course) if trade.certificate and known[trade.certificate].kind != EXAMINED
    }
    have = [one for one in held.split(";") if one not in ("", "?")]
    missing = [one for one in needed.split(";") if one and not certificates.covers(have, one)]
    return all(certificates.covers(ends_with, one) for one in missing)


def course_of(name: str) -> str:
    """Return the course that the name of a training class means; "" when no trade has such a course.

    >>> course_of("养老护理员（初级）培训班"), course_of("月嫂班"), course_of("国学班")
    ('养老护理', '家政服务', '')
    """
    known = {trade.course for trade in lexicon.trades()} - {"", NOT_A_COURSE}
    named = [course for course in known if course in name]
    found = named or [course for course in _courses_of(_CLASS.sub("", name)) if course in known]
    return max(sorted(found), key=len, default="")


def _next_start(course_file: pd.DataFrame | None, day: date) -> pd.DataFrame:
    """Return the next class of each course: ``starts_on, place``, by course."""
    if course_file is None:
        return pd.DataFrame(columns=["starts_on", "place"], index=pd.Index([], dtype=object))
    missing = {"course", "starts_on"} - set(course_file.columns)
    if missing:
        raise TableError(f"培训班文件缺少列 {sorted(missing)}；现有列 {list(course_file.columns)}")
    starts = pd.to_datetime(course_file["starts_on"])
    place = course_file.get("place", pd.Series("", index=course_file.index))
    ahead = course_file.assign(starts_on=starts, place=place)[starts >= pd.Timestamp(day)]
    return ahead.sort_values("starts_on", kind="stable").groupby("course")[["starts_on", "place"]].first()


def _ranked(table: pd.DataFrame, rules: FallbackRules) -> pd.DataFrame:
    named = {course: place for place, course in enumerate(rules.packages)}
    table["named"] = table["course"].map(named).fillna(len(named))
    by = ["worker", "asked", "jobs", "nearest_km", "named", "course"]
    table = table.sort_values(by, ascending=[True, False, False, True, True, True], kind="stable")
    table["rank"] = table.groupby("worker").cumcount() + 1
    table["message"] = [_message(row) for row in cast(list[Row], table.to_dict("records"))]
    return table[list(COLUMNS)].reset_index(drop=True)


def _message(row: Row) -> str:
    text = f"学“{row['course']}”后可应聘{row['jobs']}个岗位"
    if way := way_in_words(row["nearest_km"]):
        text += f"，最近{way}"
    if pd.notna(row["starts_on"]):
        text += f"，{row['starts_on']:%m月%d日}" + (f"在{row['place']}" if row["place"] else "") + "开班"
    return text
