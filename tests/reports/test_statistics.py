"""Indicators, the monthly report and supply and demand, on a ledger whose answer is known."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from jobmatch.ledger import Entry, Ledger, monthly_report, record_services
from jobmatch.ledger.monthly import report_tables
from jobmatch.ledger.views import by_month, records, totals
from jobmatch.reports.statistics import (
    SPLIT,
    Period,
    Records,
    changes,
    filling,
    households,
    indicators,
    unplaced_reasons,
)
from jobmatch.reports.supply_demand import supply_demand
from jobmatch.schema import TIERS, Jobs, Workers

MARCH = Period.month(2026, 3)


def workers() -> Workers:
    return Workers(
        pd.DataFrame(
            {
                "worker_id": ["W1", "W2", "W3", "W4", "W5"],
                "home_code": ["500236", "500236", "500236", "500237", "500237"],
                "township": ["白帝镇", "白帝镇", "草堂镇", "双龙镇", "双龙镇"],
                "groups": [
                    ("lifted", "zero_employment_household"),
                    ("lifted",),
                    ("disabled", "zero_employment_household"),
                    (),
                    (),
                ],
                "household_id": ["H1", "H2", "H3", "H4", "H4"],
                "segment": ["job", "job", "job", "job", "unwilling"],
            }
        )
    )


def jobs() -> Jobs:
    return Jobs(
        pd.DataFrame(
            {
                "job_id": ["J1", "J2", "J3", "J4"],
                "title": ["缝纫工", "保安", "包装工", "护路员"],
                "employer": ["甲", "乙", "丙", "丁"],
                "workplace_type": ["workshop", "enterprise", "enterprise", "public_welfare"],
                "openings": [2, 4, None, 1],
            }
        )
    )


TIER_OF = {"J1": "town", "J2": "partner", "J3": "county", "J4": "village"}


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """W1 is sent to three posts and hired by the workshop, W2 twice, W3 once in February; W4 never."""
    ledger = Ledger(tmp_path / "台账.db")

    def send(worker: str, job: str, on: dt.date, channel: str = "") -> str:
        pair = pd.DataFrame({"worker_id": [worker], "job_id": [job], "tier": TIER_OF[job], "distance_km": 4.0})
        return str(ledger.refer(pair, workers(), jobs(), on=on, channel=channel).loc[0, "referral_id"])

    one = send("W1", "J1", dt.date(2026, 3, 2))
    two = send("W1", "J2", dt.date(2026, 3, 2), "劳务经纪人")
    send("W1", "J3", dt.date(2026, 3, 31))
    four = send("W2", "J2", dt.date(2026, 3, 1), "劳务经纪人")
    send("W2", "J3", dt.date(2026, 3, 9))
    old = send("W3", "J4", dt.date(2026, 2, 10))
    ledger.record_all(
        [
            Entry(one, "hired", dt.date(2026, 3, 20)),
            Entry(two, "declined", dt.date(2026, 3, 8), reason="太远"),
            Entry(four, "intended", dt.date(2026, 3, 30)),
            Entry(old, "hired", dt.date(2026, 2, 20)),
            Entry(old, "left", dt.date(2026, 4, 2)),
        ]
    )
    record_services(ledger, workers().take([3]), "training", on=dt.date(2026, 3, 5))
    return ledger


def seen(ledger: Ledger, period: Period = MARCH) -> Records:
    return records(ledger, period.before().start, period.end)


def test_persons_and_events_are_counted_apart(ledger: Ledger) -> None:
    row = indicators(seen(ledger), MARCH).iloc[0].to_dict()
    assert {name: row[name] for name in ("应服务人数", "已服务人数", "推荐人数", "推荐人次", "满三个岗位人数")} == {
        "应服务人数": 4,
        "已服务人数": 3,
        "推荐人数": 2,
        "推荐人次": 5,
        "满三个岗位人数": 1,
    }
    assert (row["帮扶覆盖率"], row["达成意向人数"], row["就业人数"], row["就业率"]) == (0.25, 2, 1, 0.25)
    assert (row["就业_县内"], row["有组织输出人数"], row["车间吸纳人数"], row["公益性岗位人数"]) == (1, 0, 1, 0)
    assert (row["培训人数"], row["指导人数"], row["平均推荐距离公里"]) == (1, 0, 4.0)


def test_each_dimension_has_its_rows(ledger: Ledger) -> None:
    found = seen(ledger)
    county = indicators(found, MARCH, "county").set_index("区县")
    assert county["应服务人数"].to_dict() == {"500236": 3, "500237": 1}
    assert county["推荐人次"].to_dict() == {"500236": 5, "500237": 0}
    township = indicators(found, MARCH, "township").set_index("乡镇")
    assert township["推荐人数"].to_dict() == {"白帝镇": 2, "草堂镇": 0, "双龙镇": 0}
    group = indicators(found, MARCH, "group").set_index("人群")
    assert group.loc["lifted", "应服务人数"] == 2 and group.loc["disabled", "推荐人次"] == 0
    tier = indicators(found, MARCH, "tier").set_index("地域")
    assert tier["推荐人次"].to_dict() == {"town": 1, "county": 2, "partner": 2} and tier["应服务人数"].isna().all()
    channel = indicators(found, MARCH, "channel").set_index("渠道")
    assert channel["推荐人次"].to_dict() == {"": 3, "劳务经纪人": 2}


def test_who_stayed_three_months_is_counted_when_the_months_are_over(ledger: Ledger) -> None:
    june = Period.month(2026, 6)
    assert indicators(seen(ledger, june), june).loc[0, "稳岗三个月率"] == 1.0
    may = Period.month(2026, 5)
    assert indicators(seen(ledger, may), may).loc[0, "稳岗三个月率"] == 0.0
    assert pd.isna(indicators(seen(ledger), MARCH).loc[0, "稳岗三个月率"])
    september = Period.month(2026, 9)
    assert indicators(seen(ledger, september), september).loc[0, "稳岗六个月率"] == 1.0


def test_openings_filled_reasons_and_households(ledger: Ledger) -> None:
    found = seen(ledger)
    assert filling(found, MARCH).tolist() == [2, 6, 1, 1 / 6]
    assert unplaced_reasons(found, MARCH).values.tolist() == [["本人不愿意", "太远", 1, 1]]
    assert households(found).tolist() == [2, 2, 1.0]
    april = Period.month(2026, 4)
    assert households(seen(ledger, april)).tolist() == [2, 1, 0.5]


def test_the_database_counts_what_the_tables_count(ledger: Ledger) -> None:
    row = indicators(seen(ledger), MARCH).iloc[0]
    assert totals(ledger, MARCH) == {name: int(row[name]) for name in ("推荐人数", "推荐人次", "就业人数")}
    assert by_month(ledger, MARCH).values.tolist() == [["1月", 0, 0, 0], ["2月", 1, 1, 1], ["3月", 2, 5, 1]]
    assert totals(ledger, MARCH.year_to_date()) == {"推荐人数": 3, "推荐人次": 6, "就业人数": 2}


def test_the_month_before_stands_beside(ledger: Ledger) -> None:
    whole = report_tables(ledger, MARCH)["总体"].set_index("指标")
    assert whole.loc["推荐人次", ["上期", "本期", "增减", "增减率", "本年累计"]].tolist() == [1, 5, 4, 4.0, 6]
    assert whole.loc["零就业家庭户数", "本期"] == 2
    grown = changes(pd.DataFrame({"推荐人数": [0]}), pd.DataFrame({"推荐人数": [5]}))
    assert grown.loc[0, "增减"] == 5 and pd.isna(grown.loc[0, "增减率"])


def test_the_report_is_a_workbook_with_charts_or_a_page(ledger: Ledger, tmp_path: Path) -> None:
    market = supply_demand(workers(), jobs())
    path = monthly_report(ledger, MARCH, tmp_path / "月报.xlsx", more=market, office="奉节县")
    book = load_workbook(path)
    assert book.sheetnames[:3] == ["总体", "分区县", "分乡镇"] and "供求总体" in book.sheetnames
    charts = {sheet.title: len(sheet._charts) for sheet in book}
    assert charts["分乡镇"] == charts["按月"] == charts["分地域"] == 1
    assert [cell.value for cell in book["分区县"][3]][:2] == ["奉节县", 3]
    assert [cell.value for cell in book["分地域"]["A"]][2:] == ["本镇", "本县", "协作地区"]
    page = monthly_report(ledger, MARCH, tmp_path / "月报.html", office="奉节县").read_text(encoding="utf-8")
    assert page.count("<svg") >= 5 and "满三个岗位人数" in page and "25.0%" in page and "<b>" not in page


def test_a_page_gives_kilometres_one_decimal_and_lays_wide_tables_across(ledger: Ledger, tmp_path: Path) -> None:
    page = monthly_report(ledger, MARCH, tmp_path / "月报.html", more=supply_demand(workers(), jobs())).read_text(encoding="utf-8")
    sections = {name: text for text in page.split("<section")[1:] for name in re.findall("<h2>(.+?)</h2>", text)}
    assert "<tr><td>平均推荐距离（公里）</td><td class='n'>4.0</td><td class='n'>4.0</td>" in sections["总体"]
    assert {name for name, text in sections.items() if text.startswith(" class='lying'")} == {
        "分区县", "分乡镇", "分人群", "分地域", "分渠道",
    }  # fmt: skip


def test_a_table_of_nothing_says_so(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.db") as ledger:
        page = monthly_report(ledger, MARCH, tmp_path / "a.html").read_text(encoding="utf-8")
    assert "<h2>未成功原因</h2><p>没有。</p>" in page and "<tbody></tbody>" not in page


def test_every_sheet_of_the_month_prints_on_pages_of_its_whole_width(ledger: Ledger, tmp_path: Path) -> None:
    book = load_workbook(monthly_report(ledger, MARCH, tmp_path / "月报.xlsx"))
    assert max(sheet.max_column for sheet in book) > 20
    for sheet in book:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToWidth in (None, 1), sheet.title
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToHeight == 0


def test_an_empty_ledger_gives_an_empty_report(tmp_path: Path) -> None:
    with Ledger(tmp_path / "a.db") as ledger:
        tables = report_tables(ledger, MARCH)
        monthly_report(ledger, MARCH, tmp_path / "a.xlsx")
        monthly_report(ledger, MARCH, tmp_path / "a.html")
    assert tables["总体"].set_index("指标").loc["推荐人次", "本期"] == 0
    assert tables["分区县"].empty


_EVENTS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 3), st.sampled_from([*TIERS, ""]), st.booleans(), st.integers(1, 31)),
    max_size=30,
)


@settings(max_examples=12)
@given(_EVENTS)
def test_parts_add_up_to_the_whole(rows: Sequence[tuple[int, int, str, bool, int]]) -> None:
    columns = ["person", "post", "tier", "hired", "day"]
    sent = pd.DataFrame(rows, columns=columns).astype({"person": "int64", "post": "int64", "hired": bool})
    sent["on"] = pd.to_datetime([f"2026-03-{row[4]:02d}" for row in rows]).astype("datetime64[s]")
    sent = sent.assign(channel="", distance_km=1.0, reason="", outcome="hired", referral=range(len(sent)))
    persons = pd.DataFrame({"person": range(6), "county": ["a", "a", "b", "b", "c", "c"], "township": ""})
    persons = persons.assign(groups="", household=None, segment="job")
    posts = pd.DataFrame({"post": range(4), "openings": 1, "workplace_type": "enterprise", "kind": "job"})
    services = pd.DataFrame({"person": [], "kind": [], "on": pd.to_datetime([])})
    found = Records(persons, sent, sent[sent["hired"]].sort_values("on"), services, posts[["post"]], posts)
    whole, county = indicators(found, MARCH).iloc[0], indicators(found, MARCH, "county")
    for name in ("应服务人数", "推荐人数", "推荐人次", "满三个岗位人数", "就业人数"):
        assert county[name].sum() == whole[name]
    assert sum(whole[f"就业_{word}"] for word in SPLIT) == whole["就业人数"]
    assert whole["推荐人数"] <= whole["推荐人次"] == len(rows) and whole["就业人数"] <= whole["推荐人数"]
    by_tier = indicators(found, MARCH, "tier")
    assert by_tier["推荐人次"].sum() == len(rows) and by_tier["推荐人数"].sum() >= whole["推荐人数"]


def coder(titles: Sequence[str]) -> pd.DataFrame:
    codes = {"缝纫工": "6-05-01-03", "保安": "4-07-05-01", "保洁": "4-09-08-01"}
    found = [(codes.get(title), title if title in codes else None) for title in titles]
    return pd.DataFrame(found, columns=["code", "name"])


def test_supply_and_demand_by_occupation() -> None:
    seekers = Workers(
        pd.DataFrame(
            {
                "worker_id": ["W1", "W2", "W3", "W4"],
                "wanted_occupation": ["缝纫工、保洁", "保洁", "不限", "保安"],
                "age": [24, 25, None, 50],
                "education": [2, None, 3, 2],
                "segment": ["job", "job", "job", "unable"],
            }
        )
    )
    offered = Jobs(
        pd.DataFrame(
            {
                "job_id": ["J1", "J2", "J3", "J4"],
                "title": ["缝纫工", "保安", "怪岗位", "见习"],
                "openings": [5, 2, None, 9],
                "industry": ["制造", None, "制造", "制造"],
                "age_max": [None, 24, None, None],
                "education_min": [2, None, 0, 5],
                "kind": ["job", "job", "job", "internship"],
            }
        )
    )
    tables = supply_demand(seekers, offered, coder, k=2)
    assert tables["供求总体"].values.tolist() == [[8, 3, 2.67]]
    assert tables["按行业"][["行业", "需求人数"]].values.tolist() == [["制造", 6], ["未填", 2]]
    assert tables["按年龄"].values.tolist()[:2] == [["24岁以下", 8, 1], ["25—34岁", 6, 1]]
    assert tables["按年龄"]["求职人数"].sum() == 3
    assert tables["按文化程度"]["需求人数"].sum() == 8 and tables["按文化程度"]["求职人数"].sum() == 3
    assert tables["最缺人的职业"]["职业"].tolist() == ["缝纫工", "保安"]
    assert tables["最缺人的职业"]["缺口人数"].tolist() == [4, 2]
    assert tables["求职最难的职业"][["职业", "缺口人数"]].values.tolist() == [["保洁", -2]]
    major = tables["按职业大类"].set_index("职业大类")
    assert major["需求人数"].to_dict() == {
        "社会生产服务和生活服务人员": 2,
        "生产制造及有关人员": 5,
        "未能归类": 1,
    }


def test_periods() -> None:
    assert MARCH.before() == Period.month(2026, 2)
    assert Period.month(2026, 1).before() == Period.month(2025, 12)
    assert MARCH.year_to_date() == Period(dt.date(2026, 1, 1), dt.date(2026, 3, 31))
    days = pd.Series(pd.to_datetime(["2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01"]))
    assert MARCH.holds(days).tolist() == [False, True, True, False]
    assert list(itertools.islice((Period.month(2024, m).end.day for m in range(1, 4)), 3)) == [31, 29, 31]
