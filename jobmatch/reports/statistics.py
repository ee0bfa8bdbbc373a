"""What supervisors ask for: indicators of service, referral and work, by county, township, group, tier, channel.

Persons (人数) and events (人次) are never mixed up: every column says in its name which it counts, and a person
sent three times is one person and three events. The columns, with what each counts (DOMAIN.md §5.2):

================  =======================================================================================
应服务人数         persons in the ledger who look for work (segment ``job``)
已服务人数         persons referred or given a service in the period
推荐人数 / 推荐人次 persons referred in the period / letters
满三个岗位人数      persons referred to at least three different posts in the period (the service pack)
帮扶覆盖率         满三个岗位人数 ÷ 应服务人数
达成意向人数       persons with 有意录用 or 录用 in the period
就业人数           persons hired in the period; 县内, 市内跨县, 省内跨市, 协作地区, 省外 and 未知 add up to it
就业率             就业人数 ÷ 应服务人数
有组织输出人数     persons hired outside their county
车间吸纳人数       persons hired by a workshop or outsourcing point
公益性岗位人数     persons hired for a public-welfare post
培训人数 指导人数   persons trained, persons advised
平均推荐距离公里    mean straight-line distance of the letters whose distance is known
稳岗三个月率        of the hires whose third month ended in the period, the share still in the post then; 六个月 alike
================  =======================================================================================

Rates are blank where nothing is to be divided by. By tier and channel the columns that need a denominator of
persons are blank, since a person who was not referred has neither.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from jobmatch.schema import AWAY_TIERS, LOCAL_TIERS, TIERS
from jobmatch.schema.outcomes import ENDED, OUTCOMES

Dimension = Literal["county", "township", "group", "tier", "channel"]

PACK_JOBS = 3
"""Different posts that make a service pack (一对一 at least three)."""

SPLIT = {
    "县内": LOCAL_TIERS,
    "市内跨县": ("city",),
    "省内跨市": ("province",),
    "协作地区": ("partner",),
    "省外": ("province_out",),
    "地域未知": ("",),
}
"""Where people found work; a person counts once, by the latest hire of the period."""

_WORKSHOPS = ("workshop", "outsourcing_point")
_UNPLACED = ("rejected", "declined", "full", "other")


@dataclass(frozen=True)
class Records:
    """The ledger as plain tables; ``person`` and ``post`` are numbers without meaning outside it."""

    persons: pd.DataFrame
    """``person, county, township, groups (codes joined by ;), household, segment``."""
    referrals: pd.DataFrame
    """``person, post, tier, channel, on, distance_km``, one row a letter."""
    events: pd.DataFrame
    """``person, post, tier, channel, referral, outcome, on, reason``, in order of time."""
    services: pd.DataFrame
    """``person, kind, on``."""
    earners: pd.DataFrame
    """``person``: members of zero-employment households who are in work at the end."""
    posts: pd.DataFrame
    """``post, openings, workplace_type, kind``."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``start`` to ``end``, both inclusive."""

    start: dt.date
    """First day."""
    end: dt.date
    """Last day."""

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """Return a calendar month.

        >>> Period.month(2026, 2).end
        datetime.date(2026, 2, 28)
        """
        first = pd.Timestamp(year, month, 1)
        return cls(first.date(), (first + pd.offsets.MonthEnd()).date())

    def before(self) -> Period:
        """Return the calendar month before the one this period begins in.

        >>> Period.month(2026, 3).before()
        Period(start=datetime.date(2026, 2, 1), end=datetime.date(2026, 2, 28))
        """
        last = self.start.replace(day=1) - dt.timedelta(days=1)
        return Period.month(last.year, last.month)

    def year_to_date(self) -> Period:
        """Return the days from New Year to the end.

        >>> Period.month(2026, 3).year_to_date().start
        datetime.date(2026, 1, 1)
        """
        return Period(dt.date(self.end.year, 1, 1), self.end)

    def holds(self, days: pd.Series) -> pd.Series:
        """Return which days lie in the period.

        >>> Period.month(2026, 3).holds(pd.Series(pd.to_datetime(["2026-03-31", "2026-04-01"]))).tolist()
        [True, False]
        """
        return days.between(pd.Timestamp(self.start), pd.Timestamp(self.end))


def indicators(records: Records, period: Period, by: Dimension | None = None) -> pd.DataFrame:
    """Return the indicators of a period: one row in all, or one per value of ``by``, largest first.

    A person in two groups counts in both, and one referred in two tiers or through two channels likewise, so
    these rows do not add up to the whole; counties and townships do.

    >>> sent = pd.DataFrame({"person": [1, 1, 1], "post": [1, 2, 3], "tier": "county", "channel": "",
    ...     "on": pd.to_datetime(["2026-03-02"] * 3), "distance_km": [4.0, 6.0, None]})
    >>> persons = pd.DataFrame({"person": [1, 2], "county": "500236", "township": "", "groups": "",
    ...     "household": None, "segment": "job"})
    >>> empty = pd.DataFrame(columns=["person", "post", "tier", "channel", "referral", "outcome", "on", "reason"])
    >>> services = pd.DataFrame({"person": [], "kind": [], "on": pd.to_datetime([])})
    >>> posts = pd.DataFrame(columns=["post", "openings", "workplace_type", "kind"])
    >>> records = Records(persons, sent, empty.astype({"on": "datetime64[s]"}), services, posts[["post"]], posts)
    >>> row = indicators(records, Period.month(2026, 3)).iloc[0]
    >>> int(row["推荐人数"]), int(row["推荐人次"]), float(row["帮扶覆盖率"]), float(row["平均推荐距离公里"])
    (1, 3, 0.5, 5.0)
    """
    parts = _Parts(records, period, by)
    table = pd.DataFrame({**parts.served(), **parts.hired(), **parts.kept()})
    table = table.reindex(parts.values()).rename_axis(_WORDS[by])
    counted = [name for name in _ORDER if name.endswith(("人数", "人次")) or name.startswith("就业_")]
    table[counted] = table[counted].fillna(0).astype("Int64")
    if by in ("tier", "channel"):
        table["应服务人数"] = pd.NA
    table["帮扶覆盖率"] = _share(table["满三个岗位人数"], table["应服务人数"])
    table["就业率"] = _share(table["就业人数"], table["应服务人数"])
    ordered = table if by == "tier" else table.sort_values(["应服务人数", "推荐人次"], ascending=False, kind="stable")
    return ordered[list(_ORDER)].reset_index(drop=by is None)


_WORDS = {None: "", "county": "区县", "township": "乡镇", "group": "人群", "tier": "地域", "channel": "渠道"}
_ORDER = (
    "应服务人数", "已服务人数", "推荐人数", "推荐人次", "满三个岗位人数", "帮扶覆盖率", "达成意向人数", "就业人数",
    "就业率", *(f"就业_{word}" for word in SPLIT), "有组织输出人数", "车间吸纳人数", "公益性岗位人数", "培训人数",
    "指导人数", "平均推荐距离公里", "稳岗三个月率", "稳岗六个月率",
)  # fmt: skip


class _Parts:
    """The rows of a period, each with its value of the dimension."""

    def __init__(self, records: Records, period: Period, by: Dimension | None) -> None:
        self.period, self.by = period, by
        self.labels = _labels(records.persons, by)
        self.posts = records.posts.set_index("post")
        self.persons = self._labelled(records.persons[records.persons["segment"] == "job"])
        self.sent = self._labelled(records.referrals[period.holds(records.referrals["on"])])
        self.events = self._labelled(records.events)
        self.now = self.events[period.holds(self.events["on"])]
        self.services = self._labelled(records.services[period.holds(records.services["on"])])

    def _labelled(self, rows: pd.DataFrame) -> pd.DataFrame:
        if self.by is None:
            return rows.assign(label=0)
        if self.by in ("tier", "channel"):
            return rows.assign(label=rows.get(self.by))
        return rows.merge(self.labels, on="person", how="left")

    def values(self) -> pd.Index:
        """Return every value of the dimension that occurs."""
        if self.by is None:
            return pd.Index([0])
        if self.by == "tier":
            return pd.Index([tier for tier in (*TIERS, "") if tier in set(self.sent["label"])])
        rows = self.sent if self.by == "channel" else self.persons
        found: pd.Index = pd.Index(rows["label"].dropna().unique())
        return found

    def served(self) -> dict[str, pd.Series]:
        """Return the columns of service and referral."""
        several = self.sent.drop_duplicates(["label", "person", "post"]).groupby(["label", "person"]).size()
        reached = pd.concat([self.sent[["label", "person"]], self.services[["label", "person"]]])
        return {
            "应服务人数": _people(self.persons),
            "已服务人数": _people(reached),
            "推荐人数": _people(self.sent),
            "推荐人次": self.sent.groupby("label").size(),
            "满三个岗位人数": several[several >= PACK_JOBS].groupby("label").size(),
            "培训人数": _people(self.services[self.services["kind"] == "training"]),
            "指导人数": _people(self.services[self.services["kind"] == "guidance"]),
            "平均推荐距离公里": self.sent["distance_km"].astype(float).groupby(self.sent["label"]).mean().round(1),
        }

    def hired(self) -> dict[str, pd.Series]:
        """Return the columns of people who found work."""
        hired = self.now[self.now["outcome"] == "hired"]
        last = hired.drop_duplicates(["label", "person"], keep="last")
        form = hired["post"].map(self.posts["workplace_type"])
        return {
            "达成意向人数": _people(self.now[self.now["outcome"].isin(["intended", "hired"])]),
            "就业人数": _people(hired),
            **{f"就业_{word}": _people(last[last["tier"].isin(tiers)]) for word, tiers in SPLIT.items()},
            "有组织输出人数": _people(hired[hired["tier"].isin(AWAY_TIERS)]),
            "车间吸纳人数": _people(hired[form.isin(_WORKSHOPS)]),
            "公益性岗位人数": _people(hired[form == "public_welfare"]),
        }

    def kept(self) -> dict[str, pd.Series]:
        """Return the share of hires that lasted three and six months."""
        hires = self.events[self.events["outcome"] == "hired"]
        ends = self.events[self.events["outcome"].isin(ENDED)].drop_duplicates("referral")
        ended_on = ends.set_index("referral")["on"].reindex(hires["referral"]).set_axis(hires.index)
        return {f"稳岗{word}率": _lasted(hires, ended_on, months, self.period) for word, months in (("三个月", 3), ("六个月", 6))}


def _labels(persons: pd.DataFrame, by: Dimension | None) -> pd.DataFrame:
    if by == "group":
        split_of = {codes: codes.split(";") for codes in persons["groups"].unique()}
        split = persons[["person", "groups"]].assign(label=persons["groups"].map(split_of))
        return split.explode("label")[["person", "label"]]
    column = {"county": "county", "township": "township"}.get(str(by), "person")
    return persons[["person"]].assign(label=persons[column])


def _people(rows: pd.DataFrame) -> pd.Series:
    return rows.groupby("label")["person"].nunique()


def _lasted(hires: pd.DataFrame, ended_on: pd.Series, months: int, period: Period) -> pd.Series:
    until = hires["on"] + pd.DateOffset(months=months) if len(hires) else hires["on"]
    ripe = period.holds(until)
    stayed = (ended_on.isna() | (ended_on >= until))[ripe]
    return stayed.astype(float).groupby(hires.loc[ripe, "label"]).mean()


def _share(part: pd.Series, whole: pd.Series) -> pd.Series:
    base = whole.astype("Float64")
    return part.astype("Float64") / base.mask(base == 0)


def filling(records: Records, period: Period) -> pd.Series:
    """Return how far the openings offered were filled: ``岗位数, 招聘人数, 录用人次, 空岗消化率``.

    Posts count to which somebody was referred in the period and whose openings are stated.
    """
    offered = records.posts[records.posts["post"].isin(records.referrals[period.holds(records.referrals["on"])]["post"])]
    offered = offered.dropna(subset=["openings"])
    now = records.events[period.holds(records.events["on"])]
    hires = int(((now["outcome"] == "hired") & now["post"].isin(offered["post"])).sum())
    openings = int(offered["openings"].sum())
    rate = hires / openings if openings else float("nan")
    return pd.Series({"岗位数": len(offered), "招聘人数": openings, "录用人次": hires, "空岗消化率": rate}, dtype=object)


def households(records: Records) -> pd.Series:
    """Return the zero-employment households and how many have an earner by the end."""
    groups = records.persons["groups"]
    poor = groups.isin([codes for codes in groups.unique() if "zero_employment_household" in codes.split(";")])
    members = records.persons[poor & records.persons["household"].notna()]
    cleared = members[members["person"].isin(records.earners["person"])]["household"].nunique()
    total = members["household"].nunique()
    share = cleared / total if total else float("nan")
    return pd.Series({"零就业家庭户数": total, "已有人就业户数": cleared, "清零率": share}, dtype=object)


def unplaced_reasons(records: Records, period: Period, k: int = 20) -> pd.DataFrame:
    """Return why referrals failed: ``推荐结果, 原因, 人数, 人次``, the k most frequent reasons of each result."""
    now = records.events[period.holds(records.events["on"]) & records.events["outcome"].isin(_UNPLACED)]
    rows = now.assign(推荐结果=now["outcome"].map(OUTCOMES), 原因=now["reason"].replace("", "（未填）"))
    counted = rows.groupby(["推荐结果", "原因"]).agg(人数=("person", "nunique"), 人次=("person", "size"))
    ordered = counted.reset_index().sort_values(["人次", "推荐结果", "原因"], ascending=[False, True, True])
    return ordered.groupby("推荐结果", sort=False).head(k).reset_index(drop=True)


def changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return two one-row tables of indicators side by side: ``指标, 上期, 本期, 增减, 增减率``.

    >>> old, new = pd.DataFrame({"推荐人数": [40]}), pd.DataFrame({"推荐人数": [50]})
    >>> changes(old, new).values.tolist()
    [['推荐人数', 40.0, 50.0, 10.0, 0.25]]
    """
    old, new = (table.iloc[0].astype("Float64") for table in (before, after))
    grown = new - old
    rate = grown / old.mask(old == 0)
    return pd.DataFrame({"指标": new.index, "上期": old, "本期": new, "增减": grown, "增减率": rate}).reset_index(drop=True)
