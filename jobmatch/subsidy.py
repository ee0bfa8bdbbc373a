"""The transport subsidy a pair may bring: an estimate by the rule in force, never a decision.

Rules are rows of ``data/policies/subsidies.toml`` (DOMAIN.md §3.5): CQ-2016 pays the actual fare once to poor
rural workers who leave their county; CQ-2025 pays once a year, and a flat sum without a ticket. What is not
known (no county in an address, no group in the roster) makes the answer unknown, not no.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import pandas as pd

from jobmatch.errors import PolicyError
from jobmatch.places.gazetteer import gazetteer
from jobmatch.schema import GROUPS, Jobs, Workers

TICKETS: Mapping[str, str] = {
    "hard_seat": "火车硬座",
    "hard_sleeper": "火车硬卧",
    "rail_second": "高铁（动车）二等座",
    "coach": "长途汽车",
    "soft_sleeper": "火车软卧",
    "rail_first": "高铁（动车）一等座",
    "flight": "飞机",
    "ship": "轮船",
}
"""Ticket classes, whether a rule pays for them or not."""

Crossing = Literal["none", "within", "outside", "unknown"]
"""Whether the way to work leaves the county: not, within the province, out of it, or not known."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One subsidy rule, as in the data file."""

    id: str
    """E.g. ``CQ-2025``."""
    name: str
    """What staff call it."""
    groups: tuple[str, ...]
    """Codes of the groups it is for."""
    tickets: tuple[str, ...]
    """Ticket classes it pays for."""
    times: Literal["once", "yearly"]
    """Once for a person, or once a calendar year."""
    trip: str
    """What is paid: one way between cities, or there and back."""
    basis: str
    """The paper it stands in."""
    start: dt.date
    """First day in force."""
    end: dt.date | None = None
    """Last day in force; None: still."""
    hukou: str = ""
    """Province of the household; blank: any."""
    no_ticket_yuan: Mapping[str, float] | None = None
    """Flat sum without a ticket by crossing; None: no ticket, no money."""
    other_excludes: bool = False
    """Not paid where another department paid."""


@dataclass(frozen=True, slots=True)
class Trip:
    """A person on the way to a job."""

    home_code: str | None
    """Division code of the home."""
    job_code: str | None
    """Division code of the work place."""
    groups: tuple[str, ...] = ()
    """Groups of the person."""
    hukou_code: str | None = None
    """Where the household is registered; the home counts where it is not known."""
    ticket: str | None = None
    """A key of ``TICKETS``, or None where there is no ticket (yet)."""
    fare_yuan: float | None = None
    """The fare on the ticket."""
    other_subsidy: bool = False
    """Another department paid for the way."""
    last_claimed: dt.date | None = None
    """The day this subsidy was last paid to the person."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the rule says of a trip."""

    eligible: bool | None
    """Yes, no, or None: not known."""
    amount_yuan: float | None
    """Yuan: the fare of a ticket that counts, else the flat sum; None: the actual fare, not known yet."""
    reason: str
    """One plain sentence for the card or the desk."""
    rule: str
    """Id of the rule; blank when none is in force."""


@lru_cache(maxsize=1)
def _rules() -> tuple[Rule, ...]:
    """Return the rules of the data file, in its order.

    >>> [rule.id for rule in _rules()]
    ['CQ-2016', 'CQ-2025']
    """
    text = (files("jobmatch") / "data" / "policies" / "subsidies.toml").read_text(encoding="utf-8")
    return read_rules(text)


def read_rules(text: str) -> tuple[Rule, ...]:
    """Return the rules written in ``text`` (TOML).

    Raises
    ------
    PolicyError
        A rule lacks a field, has one too many, or names a group or ticket class that does not exist.
    """
    found = []
    for section in tomllib.loads(text).get("version", []):
        fields = {_FIELDS.get(name, name): _frozen(value) for name, value in section.items()}
        try:
            found.append(Rule(**fields))
        except TypeError as error:
            raise PolicyError(f"交通补贴规则 {section.get('id', '（无编号）')}：{error}") from None
        strange = [*(set(found[-1].groups) - set(GROUPS)), *(set(found[-1].tickets) - set(TICKETS))]
        if strange:
            raise PolicyError(f"交通补贴规则 {found[-1].id}：不认识 {'、'.join(sorted(strange))}")
    return tuple(found)


_FIELDS = {"from": "start", "until": "end"}


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def rule_on(day: dt.date, version: str | None = None) -> Rule | None:
    """Return the rule of that id, or the newest in force on ``day``; None when there is none.

    >>> rule_on(dt.date(2026, 3, 2)).id, rule_on(dt.date(2017, 3, 2)).id, rule_on(dt.date(2010, 1, 1))
    ('CQ-2025', 'CQ-2016', None)

    Raises
    ------
    PolicyError
        No rule has the id; the message lists those there are.
    """
    if version is not None:
        named = [rule for rule in _rules() if rule.id == version]
        if not named:
            raise PolicyError(f"没有交通补贴规则 {version}；现有 {'、'.join(rule.id for rule in _rules())}")
        return named[0]
    in_force = [rule for rule in _rules() if rule.start <= day and (rule.end is None or day <= rule.end)]
    return max(in_force, key=lambda rule: rule.start, default=None)


def crossing(home_code: str | None, job_code: str | None) -> Crossing:
    """Return whether the way from home to job leaves the county, by codes of any year.

    >>> crossing("500236", "370102"), crossing("500236117", "500101"), crossing("500236", "500236117")
    ('outside', 'within', 'none')
    >>> crossing("500236", "500000"), crossing(None, "500236")
    ('unknown', 'unknown')
    """
    home, job = _path(home_code), _path(job_code)
    if not home or not job:
        return "unknown"
    if home[0] != job[0]:
        return "outside"
    if len(home) > 2 and len(job) > 2:
        return "none" if home[2] == job[2] else "within"
    return "within" if len(home) > 1 < len(job) and home[1] != job[1] else "unknown"


@lru_cache(maxsize=65_536)
def _path(code: str | None) -> tuple[str, ...]:
    if not code:
        return ()
    known = gazetteer().canonical(code)
    known = known if known in gazetteer() else known[:9]
    return gazetteer().path(known) if known in gazetteer() else ()


def estimate(trip: Trip, *, on: dt.date, version: str | None = None) -> Estimate:
    """Return what the rule of that id, or the one in force on the day, says of a trip.

    >>> day = dt.date(2026, 3, 2)
    >>> estimate(Trip("500236", "370102", ("lifted",)), on=day).amount_yuan
    200.0
    >>> estimate(Trip("500236", "500236117", ("lifted",)), on=day).eligible
    False
    """
    rule = rule_on(on, version)
    if rule is None:
        return Estimate(False, None, f"{on} 没有现行的交通补贴规则", "")
    way = crossing(trip.home_code, trip.job_code)
    refusals = _refusals(rule, trip, way, on)
    if refusals:
        return Estimate(False, None, "不能享受：" + "；".join(refusals), rule.id)
    doubts = _doubts(rule, trip, way)
    if doubts:
        return Estimate(None, None, "待核实：" + "；".join(doubts), rule.id)
    return Estimate(True, *_amount(rule, trip, way), rule.id)


def _refusals(rule: Rule, trip: Trip, way: Crossing, on: dt.date) -> list[str]:
    paid = trip.last_claimed
    used_up = paid is not None and paid <= on and (rule.times == "once" or paid.year == on.year)
    found = {
        "在本县务工": way == "none",
        "不属于补贴对象": bool(trip.groups) and not set(trip.groups) & set(rule.groups),
        "户籍不在补贴范围": _away_from(rule.hukou, trip.hukou_code or trip.home_code),
        f"{TICKETS.get(trip.ticket or '', trip.ticket)}不在补贴票种之内": trip.ticket not in (None, *rule.tickets),
        "其他部门已补贴": rule.other_excludes and trip.other_subsidy,
        "本年度已领取" if rule.times == "yearly" else "已领取过": used_up,
    }
    return [reason for reason, holds in found.items() if holds]


def _away_from(province: str, code: str | None) -> bool:
    path = _path(code)
    return bool(province) and bool(path) and path[0] != province


def _doubts(rule: Rule, trip: Trip, way: Crossing) -> list[str]:
    found = {
        "家或工作地点没有写到区县": way == "unknown",
        "人员类别未填": not trip.groups,
        "户籍未填": bool(rule.hukou) and not _path(trip.hukou_code or trip.home_code),
    }
    return [reason for reason, holds in found.items() if holds]


def _amount(rule: Rule, trip: Trip, way: Crossing) -> tuple[float | None, str]:
    tickets = "、".join(TICKETS[name] for name in rule.tickets)
    if trip.ticket is not None:
        return trip.fare_yuan, f"可享交通补贴：凭{TICKETS[trip.ticket]}票据实报销（{rule.trip}）"
    if rule.no_ticket_yuan is None:
        return None, f"可享交通补贴：凭{tickets}票据实报销（{rule.trip}）"
    flat = float(rule.no_ticket_yuan[way])
    return flat, f"可享交通补贴：凭{tickets}票据实报销，无票补{flat:.0f}元（每年一次）"


def subsidies(pairs: pd.DataFrame, workers: Workers, jobs: Jobs, *, on: dt.date, version: str | None = None) -> pd.DataFrame:
    """Return the estimate of each pair: ``eligible`` (boolean), ``amount_yuan``, ``reason``; rows as in ``pairs``.

    Parameters
    ----------
    pairs
        A frame with ``worker_id`` and ``job_id``.
    version
        Id of the rule; the one in force on the day when not given.

    Examples
    --------
    >>> people = {"worker_id": ["W1"], "home_code": ["500236117"], "groups": [("lifted",)], "hukou_adcode": ["500236"]}
    >>> jobs = Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["普工"], "work_code": ["330100"]}))
    >>> pairs = pd.DataFrame({"worker_id": ["W1"], "job_id": ["J1"]})
    >>> subsidies(pairs, Workers(pd.DataFrame(people)), jobs, on=dt.date(2026, 3, 2))[["eligible", "amount_yuan"]].values.tolist()
    [[True, 200.0]]
    """
    people = workers.frame.set_index("worker_id")[["home_code", "groups", "hukou_adcode"]]
    places = jobs.frame.set_index("job_id")["work_code"]
    person = people.loc[pairs["worker_id"]]
    homes, hukou = (_texts(person[name]) for name in ("home_code", "hukou_adcode"))
    rows = zip(homes, _texts(places.loc[pairs["job_id"]]), person["groups"], hukou, strict=True)
    known: dict[Any, Estimate] = {}
    found = [known.setdefault(row, _once(known, row, on, version)) for row in rows]
    return pd.DataFrame(
        {
            "eligible": pd.array([one.eligible for one in found], dtype="boolean"),
            "amount_yuan": pd.array([one.amount_yuan for one in found], dtype="Float64"),
            "reason": pd.array([one.reason for one in found], dtype="string"),
        },
        index=pairs.index,
    )


def _once(known: Mapping[Any, Estimate], row: tuple[Any, ...], on: dt.date, version: str | None) -> Estimate:
    return known[row] if row in known else estimate(Trip(*row), on=on, version=version)


def _texts(values: pd.Series) -> Sequence[str | None]:
    return values.astype(object).where(values.notna(), None).tolist()
