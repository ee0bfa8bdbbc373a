"""People of a simulated market: drawn to the national survey of rural migrant workers, written as forms are.

Figures: sex 62.4/37.6, age to 40 43.7 %, 41–50 24.7 %, over 50 31.6 %, schooling 0.8/13.7/56.0/17.0/12.6 %
(National Bureau of Statistics, 2021 and 2024). Those who would leave are younger (39 years on average,
against 47).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobmatch.evaluation.arrays import Floats, Ints
from jobmatch.evaluation.taste import DECAY_PER_KM, People
from jobmatch.evaluation.towns import Towns
from jobmatch.evaluation.trades import pick, trade_shares, trades

AS_OF = pd.Timestamp("2026-03-01")
SCHOOLING = (0.008, 0.137, 0.560, 0.170, 0.100, 0.025)
"""Shares of the ladder 0–5."""
LOCAL_PAY = 3878 / 5013
"""Pay near home against pay away (2021)."""
_YEARS = (1, 2, 3, 5, 8, 10, 15)
_BLANK = ("", "", "随便", "都可以", "不限", "听安排")
_GROUPS = ((), (), (), ("lifted",), ("lifted",), ("monitored_unstable",), ("dibao", "lifted"))


def draw_people(
    towns: Towns, n: int, rng: np.random.Generator, *, first: int = 0, shares: Floats | None = None
) -> tuple[pd.DataFrame, People]:
    """Return the forms of ``n`` people (columns of ``Workers``) and what the forms do not say.

    Parameters
    ----------
    towns
        Where they live, by weight.
    n
        How many.
    rng
        Source of all chance.
    first
        Number of the first person; ids run on from it.
    shares
        How common each of the trades is, adding up to 1; as the list of trades has it by default.
    """
    age = _ages(n, rng)
    education = _schooling(age, rng)
    trade, second = _own_trades(education, trade_shares() if shares is None else shares, rng)
    town = rng.choice(len(towns.code), size=n, p=towns.weight)
    decay = np.exp(rng.uniform(np.log(DECAY_PER_KM[0]), np.log(DECAY_PER_KM[1]), n))
    leaves = rng.random(n) < 1 / (1 + np.exp((age - 46) / 7))
    usual = np.array([t.pay for t in trades()])[trade] * np.where(leaves, 1.0, LOCAL_PAY) * rng.lognormal(0, 0.1, n)
    people = People(
        trade=trade, second=second, decay_per_km=decay,
        leaving_cost=rng.uniform(0.0, 0.5, n) + np.where(leaves, 0.0, 1.0),
        reach=np.where(leaves, rng.choice([3, 2], n, p=[0.7, 0.3]), rng.choice([1, 0], n, p=[0.75, 0.25])),
        pay_care=rng.uniform(0.5, 2.0, n), pay_usual=usual, age=age, education=education,
        certified=rng.random(n) < 0.85,
        lat=towns.lat[town] + rng.normal(0, 0.02, n), lon=towns.lon[town] + rng.normal(0, 0.02, n),
        key=np.arange(first, first + n),
    )  # fmt: skip
    return _forms(people, towns, town, rng), people


def _ages(n: int, rng: np.random.Generator) -> Ints:
    band = rng.choice(3, size=n, p=[0.437, 0.247, 0.316])
    low, high = np.array([18, 41, 51])[band], np.array([41, 51, 66])[band]
    return np.asarray(low + (high - low) * rng.beta(1.3, 1.0, n), dtype=np.int64)


def _schooling(age: Ints, rng: np.random.Generator) -> Ints:
    """Return the ladder, the young better schooled, the shares as surveyed."""
    young = -0.6 * (age - 43) / 13 + 0.8 * rng.normal(size=len(age))
    rank = np.argsort(np.argsort(young)) / len(age)
    return np.searchsorted(np.cumsum(SCHOOLING)[:-1], rank, side="right").astype(np.int64)


def _own_trades(education: Ints, shares: Floats, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Return first and second trade; posts above one's schooling are rarely one's trade."""
    needs = np.array([t.education for t in trades()])
    chances = shares * np.where(needs > education[:, None], 0.03, 1.0)
    trade = _choose(chances, rng)
    second = np.where(rng.random(len(education)) < 0.45, _choose(chances, rng), trade)
    return trade, second


def _choose(chances: Floats, rng: np.random.Generator) -> Ints:
    """Return one column of each row, by its chances."""
    reach = np.cumsum(chances, axis=1)
    return np.asarray((reach < rng.random((len(chances), 1)) * reach[:, -1:]).sum(axis=1), dtype=np.int64)


def _forms(people: People, towns: Towns, town: Ints, rng: np.random.Generator) -> pd.DataFrame:
    n = len(people.age)
    silent = rng.random((5, n))
    asked = np.round(people.pay_usual * rng.uniform(0.75, 1.0, n), -2)
    reach = np.clip(np.round(1.2 / people.decay_per_km / 5) * 5, 5, 45)
    mobility = np.array(["town", "county", "province", "anywhere"])[people.reach]
    return pd.DataFrame(
        {
            "worker_id": [f"W{key + 1:07d}" for key in people.key],
            "name": _names(n, rng),
            "sex": np.where(rng.random(n) < 0.624, "male", "female"),
            "age": people.age,
            "education": pd.array(people.education, dtype="Int64"),
            "home_address": towns.title[town],
            "home_code": towns.code[town],
            "township": towns.name[town],
            "home_lat": towns.lat[town],
            "home_lon": towns.lon[town],
            "mobility": np.where(silent[0] < 0.25, "", mobility),
            "max_km": np.where(silent[1] < 0.7, np.nan, reach),
            "pay_min_wanted": np.where(silent[2] < 0.3, np.nan, asked),
            "wanted_occupation": _wishes(people, rng),
            "skills": _skills(people, rng),
            "experience": _experience(people, rng),
            "certificates": _certificates(people),
            "willing": True,
            "consent": rng.random(n) < 0.8,
            "groups": [_GROUPS[i] for i in rng.integers(len(_GROUPS), size=n)],
            "surveyed_on": AS_OF - pd.to_timedelta(rng.integers(0, 200, n), unit="D"),
        }
    )


def _said(trade: int, rng: np.random.Generator) -> str:
    return pick(trades()[trade].said, rng)


def _names(n: int, rng: np.random.Generator) -> npt.NDArray[np.str_]:
    family = rng.choice(list("王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余"), n)
    given = rng.choice(list("明华英芳国强秀兰建军玉梅春燕小红志伟德福正贵永清世平光荣淑珍"), (2, n))
    return np.char.add(np.char.add(family, given[0]), np.where(rng.random(n) < 0.7, given[1], ""))


def _wishes(people: People, rng: np.random.Generator) -> list[str]:
    """Return what stands under 意向工种: one wish, two, or nothing that says anything."""
    kind = rng.choice(4, size=len(people.age), p=[0.62, 0.2, 0.08, 0.1])
    joint = rng.choice(["、", "或", "，", "，也可以", "/"], len(people.age))
    return [
        _wish(k, _said(first, rng), _said(second, rng), str(j), rng)
        for k, first, second, j in zip(kind, people.trade, people.second, joint, strict=True)
    ]


def _wish(kind: int, first: str, second: str, joint: str, rng: np.random.Generator) -> str:
    if kind == 3:
        return pick(_BLANK, rng)
    if kind == 1 and first != second:
        return first + joint + second
    return pick(["想找{}的活", "{}类工作", "{}"], rng).format(first) if kind == 2 else first


def _skills(people: People, rng: np.random.Generator) -> list[str]:
    """Return what stands under 技能特长: people's words too, never the employer's."""
    openings = ("", "", "会", "熟悉", "做过")
    texts = []
    for trade, opening in zip(people.trade, rng.integers(len(openings), size=len(people.age)), strict=True):
        texts.append(openings[opening] + _said(trade, rng) if openings[opening] else "")
    return texts


def _experience(people: People, rng: np.random.Generator) -> list[str]:
    years = rng.choice(_YEARS, len(people.age))
    places = rng.choice(["在外", "在东莞", "在主城", "在县城", "在老家", "在浙江", "在厂里"], len(people.age))
    known = rng.random(len(people.age)) < 0.6
    rows = zip(people.second, years, places, known, strict=True)
    return [f"{place}{_said(trade, rng)}{year}年" if k else "" for trade, year, place, k in rows]


def _certificates(people: People) -> list[str]:
    held = []
    for first, second, has in zip(people.trade, people.second, people.certified, strict=True):
        names = dict.fromkeys(trades()[t].certificate for t in (first, second)) if has else {}
        held.append("、".join(name for name in names if name))
    return held
