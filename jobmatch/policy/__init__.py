"""Every weight, tier, quota and rule, as data.

A ``Policy`` is a frozen tree of small dataclasses, each field with its meaning beneath it. It is read from
TOML (``Policy.read``), where a file names only what it changes::

    as_of = 2026-03-01
    min_fit = 0.3
    locality = 0.7

    [nearness]
    max_km = 30

Defaults that are decisions are marked (our choice); their evidence is in the README's references.

::

    policy     the whole, read and written
    sections   its parts, one a consideration
    reading    plain data → a policy, or every complaint at once
    checks     what cannot hold, each with what would
"""

from jobmatch.policy.checks import MOST_MULTIPLIER, MOST_WORTH
from jobmatch.policy.policy import Policy
from jobmatch.policy.sections import (
    NEARNESS_AT_FULL_LOCALITY,
    ConditionShares,
    NearnessRules,
    OpeningRules,
    PayRules,
    Priorities,
    PriorityShares,
    Quotas,
    Weights,
)

__all__ = [
    "MOST_MULTIPLIER",
    "MOST_WORTH",
    "NEARNESS_AT_FULL_LOCALITY",
    "ConditionShares",
    "NearnessRules",
    "OpeningRules",
    "PayRules",
    "Policy",
    "Priorities",
    "PriorityShares",
    "Quotas",
    "Weights",
]
