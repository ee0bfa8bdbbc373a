"""What portals get, for OpenAPI."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

EXAMPLE: dict[str, Any] = {
    "worker_id": "W001", "segment": "job", "note": None, "problems": [],
    "recommendations": [{
        "job_id": "J900", "title": "缝纫工", "employer": "洪安镇就业帮扶车间", "rank": 1, "score": 0.713, "distance_km": 12.4, "tier": "county",
        "terms": {"fit": 0.98, "nearness": 0.55, "pay": 0.72, "conditions": 0.84, "priority": 0.45},
        "reasons": ["与意向工种相符", "本县，离家约12公里"], "to_verify": [],
    }],
}  # fmt: skip


class Note(BaseModel):
    """A cell of a form that was not taken as it stands."""

    where: str
    message: str


class Pair(BaseModel):
    """One job for one person."""

    job_id: str
    title: str
    employer: str | None
    rank: int = Field(description="名次，从 1 起")
    score: float = Field(description="总分 = Σ 权重 × terms")
    distance_km: float | None = Field(description="直线距离，公里；不详为 null")
    tier: str | None = Field(description="home village town county city province partner province_out")
    terms: dict[str, float]
    reasons: list[str] = Field(description="理由，最多三条")
    to_verify: list[str] = Field(description="待核实的条件")


class Recommendations(BaseModel):
    """The jobs of one person."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})
    worker_id: str
    segment: str
    recommendations: list[Pair]
    note: str | None = Field(description="少于应推荐数时的原因")
    problems: list[Note]


class Rule(BaseModel):
    """A rule that refuses a pair, and the smallest change that would admit it."""

    rule: str
    relaxation: str


class Check(BaseModel):
    """One requirement: met, unmet or unknown."""

    label: str
    outcome: str
    text: str


class Explanation(BaseModel):
    """Why, or why not."""

    worker_id: str
    job_id: str
    matches: bool
    score: float = Field(description="不计拒绝时的总分")
    rules: list[Rule]
    checks: list[Check]
    text: str = Field(examples=["W001 与 J900 可以匹配"])
    problems: list[Note]


class Allocation(BaseModel):
    """Shortlists within the openings."""

    pairs: list[Pair | dict[str, Any]]
    unplaced: list[dict[str, str]] = Field(description="没有安排上的人和原因")
    certificate: dict[str, float] = Field(description="总值、上界和差距：gap 为 0 即已是最优")
    notes: list[str]
    problems: list[Note]


class Changed(BaseModel):
    """What a change did; it is on the disk."""

    job_ids: list[str] = Field(examples=[["J900"]])
    jobs: int = Field(description="现有岗位数", examples=[221])
    problems: list[Note] = []


class JobPage(BaseModel):
    """Some of the jobs."""

    jobs: list[dict[str, Any]]
    total: int
    next: str | None = Field(description="下一页的 after；没有更多为 null")


class Occupation(BaseModel):
    """The occupation (CSCO 2022) that a title names."""

    title: str = Field(examples=["平车工"])
    code: str | None = Field(examples=["6-05-01-03"])
    name: str | None = Field(examples=["缝纫工"])
    probability: float = Field(examples=[0.93])


class Occupations(BaseModel):
    """One row a title."""

    occupations: list[Occupation]


class PlaceFound(BaseModel):
    """A division and its point (WGS84)."""

    code: str = Field(examples=["500236117"])
    name: str = Field(examples=["白帝镇"])
    title: str = Field(examples=["重庆市奉节县白帝镇"])
    level: str = Field(examples=["town"])
    lat: float | None
    lon: float | None
    inherited: bool = Field(description="点是上级区划的")


class Referrals(BaseModel):
    """Numbers of letters; a pair without one says why."""

    referrals: list[dict[str, Any]]


class Verdicts(BaseModel):
    """What the ledger made of each outcome."""

    verdicts: list[dict[str, Any]]
