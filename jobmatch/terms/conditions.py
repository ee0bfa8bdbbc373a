"""Conditions: how comfortably the person meets what the job asks, and the job what the person needs.

Σ share · facet, each facet in [0, 1], 0.5 for unknown; shares in ``policy.conditions``.

=========== ==================================================================================
education   1 met or nothing asked, 0.5 unknown, 0 below (more schooling is no mismatch)
experience  1 met or nothing asked, 0.5 unknown, else years / years asked
age         1 two years or more inside the bounds or no bounds, 0.5 unknown; (margin + 1) / 3 near a bound
lodging     1 board and lodging, 0.9 lodging, 0.7 board, 0.5 not stated, 0.3 none
hours       people with care duties: 1 part-day or flexible, 0.5 not stated, 0.2 full day; others 0.5
=========== ==================================================================================
"""

from __future__ import annotations

import numpy as np

from jobmatch.policy import Policy
from jobmatch.terms.term import Array, Facts, Row, Table, Term

LODGING_VALUES = np.array([0.3, 0.7, 0.9, 1.0, 0.5])
"""By position in ``schema.LODGINGS``; the last, reached by −1, is "not stated"."""


def term(policy: Policy) -> Term:
    """Return the conditions term.

    Examples
    --------
    >>> education, _, age, lodging, _ = term(Policy()).tables
    >>> education.outer({"education": np.array([2.0, np.nan])}, {"education_min": np.array([3.0])}).tolist()
    [[0.0], [0.5]]
    >>> age.outer({"age": np.array([44.0, 46.0])}, {"age_min": np.array([18.0]), "age_max": np.array([45.0])}).round(3).tolist()
    [[0.667], [0.0]]
    >>> lodging.outer({"age": np.zeros(1)}, {"lodging": np.array([3, -1])}).tolist()  # both; not stated
    [[1.0, 0.5]]
    """
    shares = policy.conditions
    tables = (
        Table(("education",), ("education_min",), _education, shares.education),
        Table(("experience_years",), ("experience_min",), _experience, shares.experience),
        Table(("age",), ("age_min", "age_max"), _age, shares.age),
        Table((), ("lodging",), _lodging, shares.lodging),
        Table(("carer",), ("part_day", "hours_known"), _hours, shares.hours),
    )
    return Term("conditions", "条件", tables, _reason)


def _education(worker: Facts, job: Facts) -> Array:
    """Return how schooling fits: 1 met, 0.5 unknown, 0 below."""
    asked = np.nan_to_num(job["education_min"])
    met = np.where(np.isnan(worker["education"]), 0.5, worker["education"] >= asked)
    return np.where(asked <= 0, 1.0, met)


def _experience(worker: Facts, job: Facts) -> Array:
    """Return how experience fits: 1 met, 0.5 unknown, else the part of the years that is there."""
    asked = np.nan_to_num(job["experience_min"])
    part = np.minimum(worker["experience_years"] / np.where(asked > 0, asked, 1.0), 1.0)
    return np.where(asked <= 0, 1.0, np.where(np.isnan(part), 0.5, part))


def _age(worker: Facts, job: Facts) -> Array:
    """Return how far inside the bounds the age lies."""
    above = np.where(np.isnan(job["age_min"]), np.inf, worker["age"] - job["age_min"])
    below = np.where(np.isnan(job["age_max"]), np.inf, job["age_max"] - worker["age"])
    bounded = ~(np.isnan(job["age_min"]) & np.isnan(job["age_max"]))
    value = np.clip((np.fmin(above, below) + 1.0) / 3.0, 0.0, 1.0)
    return np.where(bounded, np.where(np.isnan(worker["age"]), 0.5, value), 1.0)


def _lodging(worker: Facts, job: Facts) -> Array:
    """Return what board and lodging are worth."""
    return LODGING_VALUES[job["lodging"]]


def _hours(worker: Facts, job: Facts) -> Array:
    """Return whether a person with care duties can keep the hours."""
    stated = np.where(job["part_day"], 1.0, np.where(job["hours_known"], 0.2, 0.5))
    return np.where(worker["carer"], stated, 0.5)


def _reason(worker: Row, job: Row, distance: float) -> str | None:
    if job["lodging"] == "both":
        return "包吃住"
    return "包住" if job["lodging"] == "lodging" else None
