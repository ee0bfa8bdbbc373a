"""The parts of a policy, one a consideration: every field with its meaning beneath it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

NEARNESS_AT_FULL_LOCALITY = 0.6
"""Weight of nearness when ``locality`` is 1 (our choice)."""


@dataclass(frozen=True)
class Weights:
    """Weight of each term of the score; they add up to 1 (our choice).

    On the simulated counties a fit of .50 with less of pay and conditions is no different on people hired
    (``python -m benchmarks defaults``).
    """

    fit: float = 0.40
    """What the person wants, can and has done against what the job is."""
    nearness: float = 0.30
    """How near the work is to home, or how well it suits going away."""
    pay: float = 0.15
    """Pay offered against pay wanted."""
    conditions: float = 0.10
    """Schooling, experience, age margin, board and lodging, hours."""
    priority: float = 0.05
    """Fresh postings, workshops near home, local specialities, state firms for poor graduates."""


@dataclass(frozen=True)
class NearnessRules:
    """The two curves of nearness: the daily way, and living away (our choice; see ``terms/nearness.py``)."""

    near_km: float = 3.0
    """Up to here the way counts as none: the "three-kilometre" employment circle."""
    half_km: float = 10.0
    """Beyond ``near_km`` the commute value halves every this many road kilometres."""
    max_km: float = 40.0
    """Longest daily way of a person who named none, in road kilometres."""
    away: float = 0.25
    """Value of the farthest place, for people who accept to live away."""
    away_near: float = 0.25
    """What is added to ``away`` at distance 0 …"""
    away_half_km: float = 150.0
    """… and halves every this many straight-line kilometres."""
    partner: float = 0.05
    """Added in a partner region (东西部协作)."""
    no_lodging: float = -0.05
    """Added when a job far away offers no lodging."""
    wished: float = 0.80
    """Least value of a place the person named."""
    unknown: float = 0.25
    """Value when home or work has no point at all, for people who accept to leave the county; 0 for the others."""
    inherited_km: float = 10.0
    """Least distance shown and scored when a point is only that of a parent division."""


@dataclass(frozen=True)
class PayRules:
    """The pay curve over ``offered / wanted`` (our choice; see ``terms/pay.py``)."""

    reference_yuan: float = 4000.0
    """Monthly pay that stands in for a wish nobody stated: near the 2021 mean of local rural workers, 3,878."""
    ratio_none: float = 0.5
    """At or below this ratio the value is 0."""
    value_met: float = 0.7
    """Value when the wish is just met (ratio 1)."""
    ratio_full: float = 1.5
    """At or above this ratio the value is 1."""


@dataclass(frozen=True)
class ConditionShares:
    """Share of each condition in the conditions term; they add up to 1 (our choice)."""

    education: float = 0.15
    """Schooling asked for is met."""
    experience: float = 0.25
    """Years of work asked for are there."""
    age: float = 0.20
    """Age lies well inside the bounds."""
    lodging: float = 0.20
    """Board and lodging offered."""
    hours: float = 0.20
    """Hours a person with care duties can keep."""


@dataclass(frozen=True)
class PriorityShares:
    """Share of each consideration in the priority term; they add up to 1 (our choice)."""

    freshness: float = 0.3
    """How new the posting is."""
    near_home_work: float = 0.3
    """Workshops, village outsourcing points and home-based work, for people near them."""
    speciality: float = 0.2
    """The county's own specialities."""
    state_firm: float = 0.2
    """State firms, for graduates of poor families."""
    freshness_half_days: float = 30.0
    """Freshness halves every this many days."""


@dataclass(frozen=True)
class OpeningRules:
    """How many people may be sent to a posting."""

    per_opening: float = 3.0
    """People sent for one opening: 推荐比例 (our choice)."""
    unknown: int = 2
    """Openings assumed, and flagged, when the posting does not say (our choice)."""


@dataclass(frozen=True)
class Quotas:
    """Soft quotas of the allocation; each is a price, so the optimum stays provable. Off unless a policy sets them:
    the objective is then Σ score + Σ ``first_job`` × priority, nothing else.
    """

    home_county: float = 0.0
    """Worth, in score, of the first job in the home county among a person's jobs."""
    workshop_bound_home: float = 0.0
    """Worth of a near-home workplace for people who cannot leave home."""
    other_province: float = 0.0
    """Price of every job outside the home province. With .5 as many people are served, second and third places so far
    away are rarely given out, and the mean distance falls by a third (``benchmarks/README.md``)."""


@dataclass(frozen=True)
class Priorities:
    """Whose first job counts more when openings are short: multipliers of ``first_job`` (our choice)."""

    zero_employment_household: float = 1.5
    """零就业家庭."""
    disabled: float = 1.3
    """残疾人."""
    hardship_other: float = 1.2
    """就业困难人员: long unemployed, 4050."""
    monitored: float = 1.2
    """防返贫监测对象, all three kinds."""


class Followed(float):
    """A locality that was not given but follows the weights: a copy with other weights does not hold on to it."""


def at_locality(weights: Weights, locality: float) -> Weights:
    """Return the weights with nearness at 0.6 × ``locality``; where the others are all 0, they are the default ones.

    >>> at_locality(Weights(fit=1.0, nearness=0.0, pay=0.0, conditions=0.0, priority=0.0), 0.5)
    Weights(fit=0.7, nearness=0.3, pay=0.0, conditions=0.0, priority=0.0)
    """
    others = {name: share for name, share in asdict(weights).items() if name != "nearness"}
    if not sum(others.values()) > 0:
        others = {name: share for name, share in asdict(Weights()).items() if name != "nearness"}
    nearness = NEARNESS_AT_FULL_LOCALITY * locality
    whole = sum(others.values())
    return Weights(nearness=nearness, **{name: share / whole * (1 - nearness) for name, share in others.items()})
