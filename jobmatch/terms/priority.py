"""Priority: what policy prefers among jobs that fit alike.

Σ share · facet, each facet in [0, 1]; shares in ``policy.priority``.

============== ===============================================================================
freshness      2^(−days since posting / 30), 0.5 where the day is unknown
near_home_work workshops, village outsourcing points, home-based work: 1 in the home township (or at home),
               0.5 in the home county, else 0
speciality     1 where the posting names one of its county's own specialities, else 0
state_firm     1 for state firms and graduates of poor families, else 0
============== ===============================================================================
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobmatch.policy import Policy
from jobmatch.terms.term import Array, Facts, Row, Table, Term

NEAR_HOME_WORDS = {
    "workshop": "本地就业帮扶车间",
    "outsourcing_point": "村社代工点",
    "home_based": "居家就业",
}


def term(policy: Policy) -> Term:
    """Return the priority term.

    Examples
    --------
    >>> freshness, near_home, *_ = term(Policy()).tables
    >>> freshness.outer({"town": np.zeros(1)}, {"days_old": np.array([0.0, 30.0, np.nan])}).tolist()
    [[1.0, 0.5, 0.5]]
    >>> job = {"near_home_work": np.array([True]), "home_based": np.array([False]), "near_home_town": np.array([500236117])}
    >>> near_home.outer({"town": np.array([500236117, 500236118, 500101001])}, job).ravel().tolist()  # town, county, elsewhere
    [1.0, 0.5, 0.0]
    """
    shares = policy.priority

    def freshness(worker: Facts, job: Facts) -> Array:
        value = np.exp2(-job["days_old"] / shares.freshness_half_days)
        return np.where(np.isnan(value), 0.5, value)

    tables = (
        Table((), ("days_old",), freshness, shares.freshness),
        Table(
            ("town",),
            ("near_home_work", "home_based", "near_home_town"),
            _near_home_work,
            shares.near_home_work,
        ),
        Table((), ("speciality",), lambda worker, job: job["speciality"] * 1.0, shares.speciality),
        Table(("poor_graduate",), ("state_firm",), _state_firm, shares.state_firm),
    )
    return Term("priority", "优先", tables, _reason)


def _near_home_work(worker: Facts, job: Facts) -> Array:
    """Return what a near-home workplace is worth to a person: by township, then county."""
    home, work = worker["town"], job["near_home_town"]
    county = (home > 0) & (work > 0) & (home // 1000 == work // 1000)
    town = county & (home % 1000 > 0) & (home == work)
    near = np.where(town | job["home_based"], 1.0, np.where(county, 0.5, 0.0))
    return np.where(job["near_home_work"], near, 0.0)


def _state_firm(worker: Facts, job: Facts) -> Array:
    return (worker["poor_graduate"] & job["state_firm"]) * 1.0


def _reason(worker: Row, job: Row, distance: float) -> str | None:
    word = NEAR_HOME_WORDS.get(job["workplace_type"])
    homes, works = worker["home_code"], job["work_code"]
    if word and pd.notna(homes) and pd.notna(works) and homes[:6] == works[:6]:
        return word
    return None
