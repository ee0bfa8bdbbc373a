"""Pay: what is offered against what is wanted.

::

    ratio = middle of the pay offered / lowest pay wanted
    pay   = 0 at ratio ≤ 0.5, 0.7 at 1, 1 at ratio ≥ 1.5, straight lines between (our choice)

Range [0, 1]; 0.5 where the posting names no pay (面议). A person who named no wish is measured against
``reference_yuan``, so that a better paid job still ranks above its twin.

Classes: pay wanted by middle pay offered.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from jobmatch.policy import Policy
from jobmatch.terms.term import Array, Facts, Row, Table, Term

NEUTRAL = 0.5
_BASES = {"piece": "（计件）", "base_plus": "（底薪加提成）"}


def term(policy: Policy) -> Term:
    """Return the pay term.

    Examples
    --------
    >>> table = term(Policy()).tables[0]
    >>> table.outer({"pay": np.array([4000.0])}, {"pay": np.array([2000.0, 4000.0, np.nan])}).tolist()
    [[0.0, 0.7, 0.5]]
    """
    rules = policy.pay

    def formula(worker: Facts, job: Facts) -> Array:
        wanted = np.where(np.isnan(worker["pay"]) | (worker["pay"] <= 0), rules.reference_yuan, worker["pay"])
        ratio = job["pay"] / wanted
        value = np.interp(ratio, [rules.ratio_none, 1.0, rules.ratio_full], [0.0, rules.value_met, 1.0])
        return np.where(np.isnan(ratio), NEUTRAL, value)

    return Term("pay", "工资", (Table(("pay",), ("pay",), formula),), _reason)


def _reason(worker: Row, job: Row, distance: float) -> str | None:
    wanted = worker["pay_min_wanted"]
    low, high = job["pay_min"], job["pay_max"]
    best: Any = low if high is None else high
    if wanted is None or best is None or best < wanted:
        return None
    if low is not None and low > wanted:
        return f"工资比期望高{low - wanted:.0f}元"
    return "工资达到期望"


def pay_words(job: Row) -> str:
    """Return the pay of a job as staff read it.

    >>> pay_words({"pay_min": 3000.0, "pay_max": 4500.0, "pay_basis": "month"})
    '3000—4500'
    """
    low, high, basis = job["pay_min"], job["pay_max"], _BASES.get(job["pay_basis"] or "", "")
    if low is None and high is None:
        return basis.strip("（）") or "面议"
    if low is None or high is None:
        return f"{low:.0f}起{basis}" if high is None else f"{high:.0f}以内{basis}"
    return f"{low:.0f}{basis}" if low == high else f"{low:.0f}—{high:.0f}{basis}"
