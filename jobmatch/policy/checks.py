"""What cannot hold in a policy, each with what would."""

from __future__ import annotations

from dataclasses import asdict, fields, is_dataclass
from datetime import date, datetime
from numbers import Real
from typing import TYPE_CHECKING, Any, get_type_hints

import numpy as np

from jobmatch.policy.sections import Followed

if TYPE_CHECKING:
    from jobmatch.policy.policy import Policy

MOST_WORTH, MOST_MULTIPLIER = 100.0, 5.0
"""Largest worths in an allocation and largest multiplier of a priority group: so far beyond any score that more means nothing,
and so far under the penalty of a requirement that none is taken for a refusal."""


DAYS = date(1900, 1, 1), date(2199, 12, 31)
"""First and last day on which anything is counted; a day beyond is a slip of the pen."""


def kind_complaints(part: Any, where: str) -> list[str]:
    """Return what of a policy or a section has the wrong kind: no number, no day, not a section.

    >>> from jobmatch.policy.sections import OpeningRules
    >>> kind_complaints(OpeningRules(per_opening="三"), "openings.")
    ["openings.per_opening：'三' 不是有限的数"]
    """
    hints = get_type_hints(type(part))
    found: list[str] = []
    for one in fields(part):
        value, hint, name = getattr(part, one.name), hints[one.name], f"{where}{one.name}"
        if is_dataclass(hint):
            right = isinstance(value, hint)  # type: ignore[arg-type]
            found += kind_complaints(value, f"{name}.") if right else [f"{name}：应当是 {hint.__name__}，得到 {value!r}"]  # type: ignore[union-attr]
        elif hint is float and not (_is_number(value) and np.isfinite(value)):
            found.append(f"{name}：{value!r} 不是有限的数")
        elif hint is int and not (_is_number(value) and value == int(value)):
            found.append(f"{name}：{value!r} 不是整数")
        elif hint is str and not isinstance(value, str):
            found.append(f"{name}：{value!r} 应当是文字")
        elif hint == date | None and (isinstance(value, datetime) or not isinstance(value, date | None)):
            found.append(f"{name}：{value!r} 不是日期，应写成 date(2026, 3, 1)")
    return found


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def complaints(policy: Policy) -> list[str]:
    """Return all that cannot hold in a policy, each with what would."""
    day = policy.as_of
    far = [f"as_of：{day} 不在 {DAYS[0]} 到 {DAYS[1]} 之间"] if day is not None and not DAYS[0] <= day <= DAYS[1] else []
    return [*far, *_wrong_shares(policy), *_too_low(policy), *_out_of_order(policy), *_too_high(policy), *_no_fraction(policy)]


def _wrong_shares(policy: Policy) -> list[str]:
    found = []
    for label, shares in (
        ("weights", asdict(policy.weights)),
        ("conditions", asdict(policy.conditions)),
        ("priority", {k: v for k, v in asdict(policy.priority).items() if not k.endswith("_days")}),
    ):
        found += [f"{label}.{name}：{share} 是负数" for name, share in shares.items() if not share >= 0]
        if abs(sum(shares.values()) - 1) > 1e-6:
            found.append(f"{label}：各项之和是 {sum(shares.values()):.4f}，应当是 1")
    return found


def _too_low(policy: Policy) -> list[str]:
    positive = {
        "nearness.half_km": policy.nearness.half_km,
        "nearness.away_half_km": policy.nearness.away_half_km,
        "nearness.max_km": policy.nearness.max_km,
        "pay.reference_yuan": policy.pay.reference_yuan,
        "openings.per_opening": policy.openings.per_opening,
        "priority.freshness_half_days": policy.priority.freshness_half_days,
        "min_jobs": policy.min_jobs,
    }
    no_less = {
        "first_job": policy.first_job,
        "stale_days": policy.stale_days,
        "widen_below": policy.widen_below,
        "openings.unknown": policy.openings.unknown,
        "nearness.near_km": policy.nearness.near_km,
        "nearness.away_near": policy.nearness.away_near,
        "nearness.inherited_km": policy.nearness.inherited_km,
        **_quotas(policy),
    }
    found = [f"{name}：{value} 应当大于 0" for name, value in positive.items() if not value > 0]
    return found + [f"{name}：{value} 是负数" for name, value in no_less.items() if value < 0]


def _out_of_order(policy: Policy) -> list[str]:
    found = []
    if not policy.pay.ratio_none < 1 < policy.pay.ratio_full:
        found.append("pay：应当 ratio_none < 1 < ratio_full")
    if policy.nearness.near_km > policy.nearness.max_km:
        found.append(f"nearness：near_km {policy.nearness.near_km:g} 大于 max_km {policy.nearness.max_km:g}；应当 near_km ≤ max_km")
    return found


def _too_high(policy: Policy) -> list[str]:
    worths = {"first_job": policy.first_job, **_quotas(policy)}
    found = [f"{name}：{value:g} 太大，一个岗位的满分是 1；不超过 {MOST_WORTH:g}" for name, value in worths.items() if value > MOST_WORTH]
    return found + [
        f"priorities.{name}：{value:g} 应当在 1（不优先）到 {MOST_MULTIPLIER:g} 之间"
        for name, value in asdict(policy.priorities).items()
        if not 1 <= value <= MOST_MULTIPLIER
    ]


def _no_fraction(policy: Policy) -> list[str]:
    shares = {
        "locality": 0.0 if isinstance(policy.locality, Followed) else policy.locality,
        "nearness.away": policy.nearness.away,
        "nearness.wished": policy.nearness.wished,
        "nearness.unknown": policy.nearness.unknown,
        "pay.value_met": policy.pay.value_met,
    }
    found = [] if -1 <= policy.min_fit <= 1 else [f"min_fit：{policy.min_fit} 不在 -1 到 1 之间"]
    return found + [f"{name}：{value} 不在 0 到 1 之间" for name, value in shares.items() if not 0 <= value <= 1]


def _quotas(policy: Policy) -> dict[str, float]:
    return {f"quotas.{name}": value for name, value in asdict(policy.quotas).items()}
