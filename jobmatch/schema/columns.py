"""Columns, units, code lists and bounds: what a worker and a job are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
from pandas.api.extensions import ExtensionArray

Kind = Literal["text", "whole", "number", "flag", "date", "codes", "choice"]

SEGMENTS = ("job", "startup", "training", "unwilling", "in_school", "unable")
SEGMENT_WORDS = {
    "job": "求职",
    "startup": "创业",
    "training": "培训",
    "unwilling": "暂无就业意愿",
    "in_school": "在校",
    "unable": "无劳动能力",
}
"""What staff call each segment."""
MOBILITIES = ("town", "county", "city", "province", "anywhere")
TIER_WORDS = {
    "home": "居家",
    "village": "本村",
    "town": "本镇",
    "county": "本县",
    "city": "市内跨县",
    "province": "省内跨市",
    "partner": "协作地区",
    "province_out": "省外",
}
"""What staff call each place class of a pair, from the nearest to the farthest."""
TIERS = tuple(TIER_WORDS)
LOCAL_TIERS, AWAY_TIERS = TIERS[:4], TIERS[4:]
"""Within the home county, and beyond it."""
JOB_KINDS = ("job", "internship", "apprenticeship", "course", "programme")
WORKPLACE_TYPES = (
    "enterprise", "workshop", "outsourcing_point", "home_based", "farm_base", "flexible", "public_welfare",
)  # fmt: skip
PAY_BASES = ("month", "day", "hour", "piece", "base_plus", "negotiable")
LODGINGS = ("none", "board", "lodging", "both")
GROUP_WORDS = {
    "registered_poor_2016": "建档立卡贫困户",
    "lifted": "脱贫人口",
    "monitored_unstable": "脱贫不稳定户",
    "monitored_marginal": "边缘易致贫户",
    "monitored_sudden": "突发严重困难户",
    "low_income": "农村低收入人口",
    "dibao": "低保",
    "tekun": "特困供养",
    "disabled": "残疾人",
    "zero_employment_household": "零就业家庭",
    "hardship_other": "其他就业困难人员",
    "graduate_poor": "困难家庭毕业生",
}
"""What staff call each group that public policy names."""
GROUPS = tuple(GROUP_WORDS)
LABOUR_ABILITIES = ("ordinary", "skilled", "weak", "lost", "none")
FLAGS = (
    "sex_limit", "hukou_limit", "marital_limit", "ethnic_limit", "age_by_sex", "openings_unknown",
    "pay_estimated", "pay_approx", "location_uncertain",
)  # fmt: skip
EDUCATION = ("文盲", "小学", "初中", "高中/中专", "大专", "本科", "硕士", "博士")

WORKING_AGE = 16
"""Lowest age at which anybody may be employed (劳动法, art. 15)."""
POINT_STEP_DEG = 0.005
"""Points are rounded to this grid once, here; workers on one grid point share a place profile."""


@dataclass(frozen=True, slots=True)
class Column:
    """One canonical column: its kind, what it means, and the values it may take."""

    kind: Kind
    """text, whole (number), number, flag (yes/no/unknown), date, codes (tuple of codes), choice (one code)."""
    meaning: str
    """What the column holds, with its unit."""
    choices: tuple[str, ...] = ()
    """The codes a ``choice`` or ``codes`` column may hold; empty where the list is open."""


class Layout:
    """What a table holds: its columns by name, the one that is the id, and those that must be there."""

    columns: ClassVar[Mapping[str, Column]]
    id_column: ClassVar[str]
    required: ClassVar[tuple[str, ...]]

    @classmethod
    def completed(cls, cells: dict[str, ExtensionArray]) -> dict[str, ExtensionArray]:
        """Return the columns with what follows from others."""
        return cells


def _columns(kind: Kind, **meanings: str) -> dict[str, Column]:
    return {name: Column(kind, meaning) for name, meaning in meanings.items()}


WORKER_COLUMNS: dict[str, Column] = {
    **_columns(
        "text",
        worker_id="unique id within the table",
        name="姓名",
        id_number="18 characters, upper-case X; NA when missing or wrong",
        hukou_adcode="division code of the registered household, 6 to 12 digits",
        home_address="where the person lives now, as written",
        home_code="division code of the home as deep as the text goes: 6, 9 or 12 digits",
        township="乡镇 as written, else that in which the address lies",
        village="村 as written",
        household_id="户编号",
        phone="one or several numbers, joined by 、",
        caseworker="帮扶责任人",
        status="就业状态 as written",
        segment_reason="why the person is in the segment, in Chinese",
        limits="what keeps the person at home, as written",
        wanted_occupation="意向工种 as written",
        skills="skills, grades and trades known, as written",
        certificates="certificates held, as written",
        experience="former posts, as written",
        wanted_places="意向地区 as written",
        training_need="kind of training wanted, as written",
        disability="disability category and grade as written",
        school="毕业院校",
        major="所学专业",
        order_class="order class (订单班) the person is trained in",
        last_job_id="job just left, never offered again",
        remark="备注",
        source_sheet="sheet the row came from; csv for CSV files",
    ),
    **_columns(
        "number",
        home_lat="degrees north, WGS84",
        home_lon="degrees east, WGS84",
        experience_years="years of work",
        max_km="longest daily way the person accepts, km",
        pay_min_wanted="lowest pay accepted, yuan a month",
        pay_max_wanted="highest pay named, yuan a month",
    ),
    **_columns(
        "whole",
        age="completed years on age_as_of",
        education="schooling on the ladder 0 none … 7 doctorate",
        source_row="1-based row in the sheet; record number in a CSV file",
    ),
    **_columns(
        "date",
        birth_date="date of birth; the first of the month where only the month is known",
        age_as_of="day on which age was counted",
        surveyed_on="day the facts were collected",
        graduated_on="day of graduation",
    ),
    **_columns(
        "flag",
        consent="agrees to receive messages",
        in_school="is a pupil or student now",
        willing="wants to work",
        training_wanted="wants training",
        home_inherited="the home point is that of a parent division",
    ),
    "sex": Column("choice", "sex; never scored", ("male", "female")),
    "segment": Column("choice", "what the person is served with; only job is ranked", SEGMENTS),
    "labour_ability": Column("choice", "劳动技能", LABOUR_ABILITIES),
    "mobility": Column("choice", "how far the person will move house; NA unknown", MOBILITIES),
    "groups": Column("codes", "groups that public policy names", GROUPS),
}

JOB_COLUMNS: dict[str, Column] = {
    **_columns(
        "text",
        job_id="unique id within the table",
        employer="用人单位",
        employer_type="单位性质 as written",
        industry="行业 as written",
        title="岗位名称",
        description="工作内容 as written",
        requirements="岗位要求 as written",
        reserved_for="order class the openings are reserved for",
        hours="工作时间 as written",
        insurance="社会保险 as written",
        work_address="工作地点 as written",
        work_code="division code of the work place as deep as the text goes",
        route="乘车路线",
        pay_text="pay as written",
        age_text="age requirement as written",
        experience_text="experience requirement as written",
        certificates_required="certificates asked for, as written",
        hukou_scope="division code whose registered people the post is for",
        legal_basis="legal basis of a hukou limit or a relaxed threshold",
        lawful_exception="legal ground of a sex limit (e.g. underground mining)",
        event_id="fair the posting belongs to",
        booth="booth at the fair",
        contact="联系人",
        phone="contact number, public",
        source="where the posting comes from",
        source_sheet="sheet the row came from; csv for CSV files",
    ),
    **_columns(
        "number",
        pay_min="lowest pay, yuan a month",
        pay_max="highest pay, yuan a month",
        pay_trial="pay during the trial period, yuan a month",
        pay_months="months paid a year, e.g. 13",
        work_lat="degrees north, WGS84",
        work_lon="degrees east, WGS84",
        experience_min_years="years of work asked for",
    ),
    **_columns(
        "whole",
        openings="招聘人数; NA when not stated",
        referred="people already sent",
        placed="people already hired",
        education_min="schooling asked for, ladder 0–7",
        education_min_relaxed="schooling asked of people in hukou_scope",
        age_min="lowest age, completed years, inclusive",
        age_max="highest age, completed years, inclusive",
        source_row="1-based row in the sheet; record number in a CSV file",
    ),
    **_columns("date", valid_from="first day", valid_until="last day, inclusive"),
    **_columns("flag", work_inherited="the work point is that of a parent division"),
    "kind": Column("choice", "what is offered; only job is ranked on the market", JOB_KINDS),
    "workplace_type": Column("choice", "form of the workplace", WORKPLACE_TYPES),
    "pay_basis": Column("choice", "what pay is counted by", PAY_BASES),
    "lodging": Column("choice", "board and lodging; NA not stated", LODGINGS),
    "flags": Column("codes", "what the office should look at", FLAGS),
}

PROBLEM_COLUMNS = ("sheet", "row", "column", "value", "message", "kept")

RANGES: dict[str, tuple[float, float]] = {
    **dict.fromkeys(("age", "age_min", "age_max"), (0, 120)),
    **dict.fromkeys(("education", "education_min", "education_min_relaxed"), (0, 7)),
    **dict.fromkeys(("pay_min", "pay_max", "pay_trial", "pay_min_wanted", "pay_max_wanted"), (0, 1_000_000)),
    **dict.fromkeys(("openings", "referred", "placed", "max_km", "experience_years", "experience_min_years"), (0, np.inf)),
    **dict.fromkeys(("home_lat", "work_lat"), (-90, 90)),
    **dict.fromkeys(("home_lon", "work_lon"), (-180, 180)),
}
"""Least and greatest value of each number that has bounds; a value beyond them is a slip, not a fact."""

BOUNDS = (("age_min", "age_max"), ("pay_min", "pay_max"), ("pay_min_wanted", "pay_max_wanted"), ("valid_from", "valid_until"))
"""Columns that hold the lower and the upper end of one thing."""

POINTS = tuple(pair for side in ("home", "work") for pair in ((f"{side}_lat", f"{side}_lon"), (f"{side}_lon", f"{side}_lat")))
"""Columns of which the first says nothing without the second."""

DIVISION_CODES = frozenset({"home_code", "work_code", "hukou_adcode", "hukou_scope"})
"""Columns of division codes."""
DIVISION_CODE = re.compile(r"\d{2}|\d{4}|\d{6}|\d{9}|\d{12}", re.ASCII)
"""Province, prefecture, county (these may be filled up with zeros), township, village."""

DEFAULTS = {"kind": "job", "workplace_type": "enterprise"}
"""What stands where a choice is unknown, of columns that are never unknown."""
