"""Every weight, tier, quota and rule, as data.

A ``Policy`` is a frozen tree of small dataclasses, each field with its meaning beneath it. It is read from
TOML (``Policy.read``), where a file names only what it changes::

    as_of = 2026-03-01
    min_fit = 0.3
    locality = 0.7

    [nearness]
    max_km = 30

Defaults that are decisions are marked (our choice); their evidence is in the README's references.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime
from functools import cached_property
from numbers import Real
from pathlib import Path
from typing import Any, get_type_hints

import numpy as np

from jobmatch.errors import PolicyError

NEARNESS_AT_FULL_LOCALITY = 0.6
"""Weight of nearness when ``locality`` is 1 (our choice)."""
MOST_WORTH, MOST_MULTIPLIER = 100.0, 5.0
"""Largest worths in an allocation and largest multiplier of a priority group: so far beyond any score that more means nothing,
and so far under the penalty of a requirement that none is taken for a refusal."""


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


class _Followed(float):
    """A locality that was not given but follows the weights: a copy with other weights does not hold on to it."""


@dataclass(frozen=True)
class Policy:
    """All decisions of a run.

    Examples
    --------
    >>> round(Policy(locality=1.0).weights.nearness, 3)
    0.6
    >>> round(Policy().locality, 3)
    0.5
    """

    name: str = "default"
    """Name of the policy, printed in outputs."""
    weights: Weights = field(default_factory=Weights)
    """Weight of each term."""
    min_fit: float = 0.05
    """Floor on fit: a pair below it is no match, however near or well paid. Of pairs of test titles it keeps 94 % with the same
    occupation and passes 13 % of different major groups (``python -m benchmarks text``); chosen on development titles, of which
    it kept 96 % (on the shipped encoder, before what is but coded counted beside the names of trades)."""
    as_of: date | None = None
    """Day on which ages and validity are counted; today when not set."""
    min_jobs: int = 3
    """Jobs every person should be shown: 3个岗位信息."""
    widen_below: int = 3
    """Suitable jobs left, not tried yet, under which the search widens for a person of whom ``history`` knows: besides what is
    like the wish, what anyone can begin and what is of the kinds of work the person knows (``terms.fit.BESIDE``). 0: it never does
    (our choice: it follows ``min_jobs``)."""
    first_job: float = 1.0
    """Worth, in score, of a person's first job in the allocation: nobody gets a third before another a first."""
    stale_days: int = 90
    """People surveyed longer ago than this are listed for a new call (our choice)."""
    subsidy: str = ""
    """Version of the transport-subsidy rules; blank: the rule in force on the day (``data/policies/subsidies.toml``)."""
    fallback: str = "CN-2019"
    """Version of the rules after the market: terms of public-welfare posts (``jobmatch.fallback.VERSIONS``)."""
    nearness: NearnessRules = field(default_factory=NearnessRules)
    """The two curves of nearness."""
    pay: PayRules = field(default_factory=PayRules)
    """The pay curve."""
    conditions: ConditionShares = field(default_factory=ConditionShares)
    """Shares of the conditions term."""
    priority: PriorityShares = field(default_factory=PriorityShares)
    """Shares of the priority term."""
    openings: OpeningRules = field(default_factory=OpeningRules)
    """How many people may be sent."""
    quotas: Quotas = field(default_factory=Quotas)
    """Soft quotas of the allocation."""
    priorities: Priorities = field(default_factory=Priorities)
    """Whose first job counts more."""
    locality: float = field(default=_Followed(0.5), compare=False)
    """The one knob, 0…1, before the weight of nearness: given, nearness weighs 0.6 × ``locality`` and the other weights share
    the rest in their proportions; else it is what the weights say, nearness ÷ 0.6."""

    def __post_init__(self) -> None:
        complaints = _kind_complaints(self, "") or _complaints(self)
        if complaints:
            raise PolicyError("策略不能使用：\n" + "\n".join(f"  {line}" for line in complaints))
        if not isinstance(self.locality, _Followed):
            object.__setattr__(self, "weights", _at_locality(self.weights, self.locality))
        object.__setattr__(self, "locality", _Followed(self.weights.nearness / NEARNESS_AT_FULL_LOCALITY))

    @cached_property
    def today(self) -> date:
        """``as_of``, or the day the policy was first asked.

        Examples
        --------
        >>> Policy(as_of=date(2026, 3, 1)).today
        datetime.date(2026, 3, 1)
        """
        return self.as_of or date.today()

    def with_locality(self, locality: float) -> Policy:
        """Return the policy with nearness weighing 0.6 × ``locality``.

        The other terms share the rest in their proportions.

        Raises
        ------
        PolicyError
            ``locality`` is outside [0, 1].

        Examples
        --------
        >>> [round(weight, 3) for weight in asdict(Policy().with_locality(0.0).weights).values()]
        [0.571, 0.0, 0.214, 0.143, 0.071]
        >>> Policy().with_locality(1.2)
        Traceback (most recent call last):
        ...
        jobmatch.errors.PolicyError: 策略不能使用：
          locality：1.2 不在 0 到 1 之间
        """
        return replace(self, locality=locality)

    def to_dict(self) -> dict[str, Any]:
        """Return the policy as plain data; ``Policy.from_dict`` is its inverse.

        Examples
        --------
        >>> plain = Policy(as_of=date(2026, 3, 1)).to_dict()
        >>> plain["as_of"], plain["weights"]["fit"], Policy.from_dict(plain) == Policy(as_of=date(2026, 3, 1))
        ('2026-03-01', 0.4, True)
        """
        data = asdict(self)
        del data["locality"]  # the weights say it
        data["as_of"] = self.as_of.isoformat() if self.as_of else None
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Policy:
        """Return the policy that ``data`` describes; what it does not name keeps its default.

        >>> round(Policy.from_dict({"locality": 0.7}).weights.nearness, 3)
        0.42

        Raises
        ------
        PolicyError
            Unknown names, wrong kinds or absurd numbers; all at once.
        """
        complaints: list[str] = []
        policy = _build(cls, data, "", complaints)
        if complaints:
            raise PolicyError("策略文件不能使用：\n" + "\n".join(f"  {line}" for line in complaints))
        return policy  # type: ignore[no-any-return]

    @classmethod
    def read(cls, path: str | Path) -> Policy:
        """Return the policy of a TOML file.

        Raises
        ------
        PolicyError
            The file is no TOML or does not describe a policy.

        Examples
        --------
        >>> import tempfile
        >>> file = Path(tempfile.mkdtemp()) / "county.toml"
        >>> _ = file.write_text("locality = 0.7\\n[openings]\\nper_opening = 2.0\\n", encoding="utf-8")
        >>> policy = Policy.read(file)
        >>> round(policy.locality, 3), policy.openings.per_opening
        (0.7, 2.0)
        """
        try:
            data = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
        except FileNotFoundError as error:
            raise PolicyError(f"找不到策略文件 {path}；请检查文件名和所在的文件夹") from error
        except UnicodeDecodeError as error:
            raise PolicyError(f"{path}：不是 UTF-8 编码的文本，读不出策略；请另存为 UTF-8") from error
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise PolicyError(f"{path}：读不出策略，写法应像 min_fit = 0.3（{error}）") from error
        return cls.from_dict(data)


def _build(kind: type, data: Mapping[str, Any], where: str, complaints: list[str]) -> Any:
    hints = get_type_hints(kind)
    known = {one.name: hints[one.name] for one in fields(kind)}
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name not in known:
            complaints.append(f"{where}{name}：没有这一项；可用的有 {'、'.join(sorted(known))}")
        elif is_dataclass(known[name]):
            nested = isinstance(value, Mapping)
            if nested:
                values[name] = _build(known[name], value, f"{where}{name}.", complaints)
            else:
                complaints.append(f"{where}{name}：应当是一节 [{where}{name}]，写成了 {value!r}")
        else:
            _take(values, name, (known[name], value), (where, complaints))
    return kind(**values) if not complaints else None


_KINDS = {float: "数", int: "整数", str: "文字"}


def _take(values: dict[str, Any], name: str, typed: tuple[Any, Any], place: tuple[str, list[str]]) -> None:
    hint, value = typed
    where, complaints = place
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        values[name] = float(value)
    elif (hint is int and isinstance(value, int) and not isinstance(value, bool)) or (hint is str and isinstance(value, str)):
        values[name] = value
    elif hint == date | None and (value is None or isinstance(value, str | date)):
        try:
            values[name] = _day(value)
        except ValueError:
            complaints.append(f"{where}{name}：{value!r} 不是日期，应写成 2026-03-01")
    else:
        complaints.append(f"{where}{name}：{value!r} 应当是{_KINDS.get(hint, '日期')}")


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return date.fromisoformat(value) if isinstance(value, str) else value  # type: ignore[return-value]


def _kind_complaints(part: Any, where: str) -> list[str]:
    """Return what of a policy or a section has the wrong kind: no number, no day, not a section."""
    hints = get_type_hints(type(part))
    found: list[str] = []
    for one in fields(part):
        value, hint, name = getattr(part, one.name), hints[one.name], f"{where}{one.name}"
        if is_dataclass(hint):
            right = isinstance(value, hint)  # type: ignore[arg-type]
            found += _kind_complaints(value, f"{name}.") if right else [f"{name}：应当是 {hint.__name__}，得到 {value!r}"]  # type: ignore[union-attr]
        elif hint is float and not (_is_number(value) and np.isfinite(value)):
            found.append(f"{name}：{value!r} 不是有限的数")
        elif hint is int and not (_is_number(value) and value == int(value)):
            found.append(f"{name}：{value!r} 不是整数")
        elif hint == date | None and (isinstance(value, datetime) or not isinstance(value, date | None)):
            found.append(f"{name}：{value!r} 不是日期，应写成 date(2026, 3, 1)")
    return found


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _complaints(policy: Policy) -> list[str]:
    """Return all that cannot hold in a policy, each with what would."""
    return [*_wrong_shares(policy), *_too_low(policy), *_out_of_order(policy), *_too_high(policy), *_no_fraction(policy)]


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
        "locality": 0.0 if isinstance(policy.locality, _Followed) else policy.locality,
        "nearness.away": policy.nearness.away,
        "nearness.wished": policy.nearness.wished,
        "nearness.unknown": policy.nearness.unknown,
        "pay.value_met": policy.pay.value_met,
    }
    found = [] if -1 <= policy.min_fit <= 1 else [f"min_fit：{policy.min_fit} 不在 -1 到 1 之间"]
    return found + [f"{name}：{value} 不在 0 到 1 之间" for name, value in shares.items() if not 0 <= value <= 1]


def _at_locality(weights: Weights, locality: float) -> Weights:
    """Return the weights with nearness at 0.6 × ``locality``; where the others are all 0, they are the default ones."""
    others = {name: share for name, share in asdict(weights).items() if name != "nearness"}
    if not sum(others.values()) > 0:
        others = {name: share for name, share in asdict(Weights()).items() if name != "nearness"}
    nearness = NEARNESS_AT_FULL_LOCALITY * locality
    whole = sum(others.values())
    return Weights(nearness=nearness, **{name: share / whole * (1 - nearness) for name, share in others.items()})


def _quotas(policy: Policy) -> dict[str, float]:
    return {f"quotas.{name}": value for name, value in asdict(policy.quotas).items()}
