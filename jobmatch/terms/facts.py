"""Frames → the few arrays that formulas look at.

Facts are computed once per table of workers or jobs. Numbers are float64 with NaN for unknown, codes are
integers with 0 for unknown, keys are strings with "" for unknown. Sex enters only where a posting names a
lawful exception; ethnicity, religion and marriage are never read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from jobmatch import places
from jobmatch.language import certificates
from jobmatch.policy import Policy
from jobmatch.schema import LODGINGS, MOBILITIES, Jobs, Workers, dates, flags, known_or, numbers
from jobmatch.terms.priority import NEAR_HOME_WORDS
from jobmatch.terms.term import Array

Column = pd.Series | ExtensionArray | list[Any]
"""A column, the array behind it, or a list of a few plain values."""
Columns = pd.DataFrame | Mapping[str, Any]
"""Columns by name: a frame, or those of a table (``columns_read``)."""
CARE = re.compile("照顾|照看|照料|带小孩|带娃|带孩子|小孩|老人|顾家|接送|陪读|哺乳")
PART_DAY = re.compile("半天|半日|兼职|弹性|灵活|钟点|小时工|时间自由|自由安排|不坐班|在家|[3-6]小时")
STATE_FIRM = re.compile("国有|国企|央企|国资|事业单位|机关")
NOT_ON_MARKET = ("public_welfare",)
POSTING_OPEN, POSTING_KIND, POSTING_WELFARE, POSTING_EXPIRED, POSTING_FULL, POSTING_AHEAD = range(6)
"""Whether a posting is on the market, or why it is not; ``POSTING_AHEAD``: it begins later."""


def worker_facts(workers: Workers, policy: Policy) -> dict[str, Array]:
    """Return the facts of workers, arrays ``[n]``: age in completed years, pay in yuan a month, ``max_km`` in km.

    >>> facts = worker_facts(Workers(pd.DataFrame({"worker_id": ["W1"], "limits": ["照顾小孩"], "pay_min_wanted": [3000]})), Policy())
    >>> facts["carer"].tolist(), facts["pay"].tolist(), facts["code"].tolist()
    ([True], [3000.0], [0])
    """
    frame = workers.columns_read
    least, most = numbers(frame["pay_min_wanted"]), numbers(frame["pay_max_wanted"])
    groups = frame["groups"]
    return {
        "id": _keys(frame["worker_id"]),
        "age": ages_on(frame, policy.today),
        "education": numbers(frame["education"]),
        "experience_years": numbers(frame["experience_years"]),
        "pay": np.where(np.isnan(least), most, least),
        "certificates": held_certificates(frame),
        "carer": _matches(frame["limits"], CARE),
        "woman": (_keys(frame["sex"]) == "female").astype(bool),
        "poor_graduate": np.array(["graduate_poor" in codes for codes in groups], dtype=bool),
        "order_class": _keys(frame["order_class"]),
        "last_job": _keys(frame["last_job_id"]),
        "hukou": _codes(frame["hukou_adcode"]),
        "mobility": _choice(frame["mobility"], MOBILITIES),
        "max_km": numbers(frame["max_km"]),
        "wished": _wished(frame),
        "radius_km": np.zeros(len(workers)),
        **_place_facts(frame, "home"),
    }


def job_facts(jobs: Jobs, policy: Policy) -> dict[str, Array]:
    """Return the facts of jobs, arrays ``[m]``: pay in yuan a month, the middle of what is offered; ages in completed years.

    >>> jobs = {"job_id": ["J1"], "title": ["缝纫工"], "pay_min": [3000], "pay_max": [4000], "hours": ["半天班"]}
    >>> facts = job_facts(Jobs(pd.DataFrame(jobs)), Policy())
    >>> facts["pay"].tolist(), facts["part_day"].tolist()
    ([3500.0], [True])
    """
    frame = jobs.columns_read
    lawful = _known(frame["legal_basis"])
    scope = _codes(frame["hukou_scope"])
    types = frame["workplace_type"]
    near_home = _among(types, tuple(NEAR_HOME_WORDS))
    place = _place_facts(frame, "work")
    flexible = _among(types, ("home_based", "outsourcing_point", "flexible"))
    return {
        "id": _keys(frame["job_id"]),
        "posting": postings(frame, policy),
        "age_min": numbers(frame["age_min"]),
        "age_max": numbers(frame["age_max"]),
        "education_min": numbers(frame["education_min"]),
        "education_relaxed": np.where(lawful, numbers(frame["education_min_relaxed"]), np.nan),
        "hukou_scope": np.where(lawful, scope, 0),
        "experience_min": numbers(frame["experience_min_years"]),
        "certificates": _needed_certificates(frame),
        "bars_women": _known(frame["lawful_exception"]) & _flagged(frame["flags"], "sex_limit"),
        "reserved_for": _keys(frame["reserved_for"]),
        "pay": _middle_pay(frame),
        "lodging": _choice(frame["lodging"], LODGINGS),
        "unlodged": _among(frame["lodging"], ("none", "board")),
        "part_day": flexible | _matches(frame["hours"], PART_DAY),
        "hours_known": _known(frame["hours"]),
        "days_old": days_old(frame, policy.today),
        "near_home_town": np.where(near_home, place["town"], 0),
        "near_home_work": near_home,
        "home_based": _among(types, ("home_based",)),
        "speciality": _specialities(frame),
        "state_firm": _matches(frame["employer_type"], STATE_FIRM),
        **place,
    }


def ages_on(frame: Columns, day: date) -> Array:
    """Return completed years on ``day``: from the birth date, else from ``age`` counted on ``age_as_of``.

    Examples
    --------
    >>> frame = pd.DataFrame({"birth_date": pd.to_datetime(["1980-02-29", None]), "age": [None, 40],
    ...                       "age_as_of": pd.to_datetime([None, "2024-06-01"])})
    >>> ages_on(frame, date(2026, 2, 28)).tolist()
    [45.0, 41.0]
    """
    exact = _completed_years(frame["birth_date"], day)
    since = _completed_years(frame["age_as_of"], day)
    stated = numbers(frame["age"]) + np.where(np.isnan(since), 0.0, since)
    return np.where(np.isnan(exact), stated, exact)


def _completed_years(start: Column, day: date) -> Array:
    """Return the whole years from each date to ``day``; NaN where the date is unknown."""
    days = dates(start)
    if np.isnat(days).all():
        return np.full(len(days), np.nan)
    years, months = days.astype("datetime64[Y]"), days.astype("datetime64[M]")
    month, of_month = (months - years).astype(int) + 1, (days - months).astype(int) + 1
    before = (month > day.month) | ((month == day.month) & (of_month > day.day))
    return np.where(np.isnat(days), np.nan, day.year - 1970 - years.astype(int) - before)


def postings(frame: Columns, policy: Policy) -> Array:
    """Return why each posting is off the market, or ``POSTING_OPEN``.

    >>> jobs = {"job_id": ["J1", "J2", "J3"], "title": ["缝纫工"] * 3, "openings": [2] * 3, "referred": [0, 6, 0]}
    >>> frame = Jobs(pd.DataFrame({**jobs, "valid_until": [None, None, "2026-02-28"]})).cells
    >>> postings(frame, Policy(as_of=date(2026, 3, 1))).tolist() == [POSTING_OPEN, POSTING_FULL, POSTING_EXPIRED]
    True
    """
    sent = np.ceil(numbers(frame["openings"]) * policy.openings.per_opening)
    full = (numbers(frame["openings"]) - np.nan_to_num(numbers(frame["placed"])) <= 0) | (np.nan_to_num(numbers(frame["referred"])) >= sent)
    return np.select(
        [
            ~_among(frame["kind"], ("job",)),
            _among(frame["workplace_type"], NOT_ON_MARKET),
            dates(frame["valid_until"]) < np.datetime64(policy.today),
            dates(frame["valid_from"]) > np.datetime64(policy.today),
            full & ~np.isnan(sent),
        ],
        [POSTING_KIND, POSTING_WELFARE, POSTING_EXPIRED, POSTING_AHEAD, POSTING_FULL],
        POSTING_OPEN,
    )


def _middle_pay(frame: Columns) -> Array:
    """Return the middle of the pay offered, yuan a month; the one bound that is known; NaN when none is."""
    low, high = numbers(frame["pay_min"]), numbers(frame["pay_max"])
    low, high = np.where(np.isnan(low), high, low), np.where(np.isnan(high), low, high)
    middle = (low + high) / 2
    return np.where(middle > 0, middle, np.nan)


def _place_facts(frame: Columns, side: str) -> dict[str, Array]:
    codes = _codes(frame[f"{side}_code"])
    x, y, z = places.unit_vector(numbers(frame[f"{side}_lat"]), numbers(frame[f"{side}_lon"]))
    return {
        "x": x,
        "y": y,
        "z": z,
        "inherited": flags(frame[f"{side}_inherited"]),
        "code": codes,
        "town": codes // 1000,
        "road": _per_distinct(codes // 10**6, lambda code: places.road_factor(f"{code:06d}") if code else 1.3).astype(np.float64),
    }


def _codes(column: Column) -> Array:
    """Return 12-digit division codes as integers, today's where divisions were renamed; 0 unknown."""

    def number(code: Any) -> int:
        return int(places.canonical(str(code)).ljust(12, "0")) if pd.notna(code) else 0

    return _per_distinct(column, number).astype(np.int64)


def _wished(frame: Columns) -> Array:
    """Return the canonical codes each person named, joined by ";"; "" when none."""

    def codes(text: str, near: str) -> str:
        if not text:
            return ""
        return ";".join(sorted(places.canonical(code) for code in places.read_wish(text, near=near or None).codes))

    wishes, homes = _keys(frame["wanted_places"]), _keys(frame["home_code"])
    pairs = [(wish, home[:6]) for wish, home in zip(wishes, homes, strict=True)]
    known = {pair: codes(*pair) for pair in dict.fromkeys(pairs)}
    return _objects([known[pair] for pair in pairs])


def held_certificates(frame: Columns) -> Array:
    """Return certificates held as a key, one text a person; "?" where the person stated none at all (unknown).

    >>> held_certificates(pd.DataFrame({"certificates": ["电工证", None], "skills": ["焊工证", None], "wanted_occupation": [None] * 2})).tolist()
    ['焊工证;电工证', '?']
    """
    stated = _per_distinct(frame["certificates"], _held)
    also = _per_distinct(frame["skills"], _mentioned)
    return _joined(stated, also, _per_distinct(frame["wanted_occupation"], _mentioned_in_wish))


def _needed_certificates(frame: Columns) -> Array:
    """Return certificates a posting asks for as a key; what it merely prefers is not asked."""
    asked = _per_distinct(frame["certificates_required"], _required_in_column)
    titles, requirements = _keys(frame["title"]), _keys(frame["requirements"])
    said = _objects([f"{title}，{text}" for title, text in zip(titles, requirements, strict=True)])
    return _joined(asked, _per_distinct(said, _required))


def needed_certificates(job: Mapping[str, Any]) -> list[str]:
    """Return the certificates that one posting asks for.

    >>> needed_certificates({"title": "持证电工", "requirements": "有低压电工证，有驾照优先", "certificates_required": None})
    ['低压电工证']
    """
    title, requirements = (job[name] if pd.notna(job[name]) else "" for name in ("title", "requirements"))
    asked = _required_in_column(job["certificates_required"])
    return _union(asked, _required(f"{title}，{requirements}"))


def _held(text: Any) -> str:
    return "?" if pd.isna(text) else ";".join(certificates.certificates_in(str(text)))


def _mentioned(text: Any) -> str:
    return "" if pd.isna(text) else ";".join(certificates.certificates_in(str(text), in_column=False))


def _mentioned_in_wish(text: Any) -> str:
    return "" if pd.isna(text) else ";".join(certificates.certificates_in_wish(str(text)))


def _required(text: Any, *, in_column: bool = False) -> str:
    return "" if pd.isna(text) else ";".join(certificates.required_in(str(text), in_column=in_column)[0])


def _required_in_column(text: Any) -> str:
    return _required(text, in_column=True)


def _joined(*keys: Array) -> Array:
    return _objects([";".join(_union(*of)) for of in zip(*keys, strict=True)])


def _union(*keys: str) -> list[str]:
    return sorted(set(";".join(keys).split(";")) - {""})


def _specialities(frame: Columns) -> Array:
    """Return whose text names a speciality of the county it lies in, bool ``[m]``."""
    counties = [code[:6] for code in _keys(frame["work_code"])]
    texts = zip(*(_keys(frame[name]) for name in ("title", "industry", "description")), strict=True)
    words = {code: places.specialities(code) if code else () for code in set(counties)}
    return np.array([any(word in "".join(text) for word in words[code]) for text, code in zip(texts, counties, strict=True)], dtype=bool)


def days_old(frame: Columns, day: date) -> Array:
    """Return the days from each posting's first day to ``day``, at least 0; NaN where it is unknown.

    >>> days_old(Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "valid_from": ["2026-02-01"]})).cells, date(2026, 3, 1)).tolist()
    [28.0]
    """
    since = dates(frame["valid_from"])
    days = (np.datetime64(day) - since).astype(float)
    return np.where(np.isnat(since), np.nan, np.maximum(days, 0.0))


def _known(column: Column) -> Array:
    return ~np.asarray(pd.isna(column), dtype=bool)


def _among(column: Column, choices: tuple[str, ...]) -> Array:
    return np.array([value in choices for value in _keys(column)], dtype=bool)


def _flagged(column: Column, flag: str) -> Array:
    return np.array([flag in codes for codes in column], dtype=bool)


def _matches(column: Column, pattern: re.Pattern[str]) -> Array:
    return np.array([pattern.search(text) is not None for text in _keys(column)], dtype=bool)


def _choice(column: Column, choices: tuple[str, ...]) -> Array:
    """Return the position of each choice; −1 unknown."""
    places_of = {choice: place for place, choice in enumerate(choices)}
    return np.array([places_of.get(value, -1) for value in _keys(column)], dtype=np.int64)


def _keys(column: Column) -> Array:
    return known_or(column, "")


def _objects(values: list[Any]) -> Array:
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def _per_distinct(values: Column | Array, rule: Callable[[Any], Any]) -> Array:
    """Return ``rule`` of each value, object ``[n]``, asked once per distinct value."""
    objects = values if isinstance(values, np.ndarray) else known_or(values, None)
    cells = [None if value != value else value for value in objects.tolist()]
    results = {value: rule(value) for value in dict.fromkeys(cells)}
    return _objects([results[value] for value in cells])
