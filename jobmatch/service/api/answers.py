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
    """没有照原样采用的一格，和为什么。"""

    where: str
    message: str


class Pair(BaseModel):
    """给一个人的一个岗位。"""

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
    """一个人的推荐岗位。"""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})
    worker_id: str
    segment: str
    recommendations: list[Pair]
    note: str | None = Field(description="少于应推荐数时的原因")
    problems: list[Note]


class Rule(BaseModel):
    """不让推荐的一条规则，和最小的改动。"""

    rule: str
    relaxation: str


class Check(BaseModel):
    """一项条件：met 符合，unmet 不符合，unknown 待核实。"""

    label: str
    outcome: str
    text: str


class Explanation(BaseModel):
    """为什么推荐，或为什么不推荐。"""

    worker_id: str
    job_id: str
    matches: bool
    score: float = Field(description="不计拒绝时的总分")
    rules: list[Rule]
    checks: list[Check]
    text: str = Field(examples=["W001 与 J900 可以匹配"])
    problems: list[Note]


class Allocation(BaseModel):
    """按名额统筹的推荐。"""

    pairs: list[Pair | dict[str, Any]]
    unplaced: list[dict[str, str]] = Field(description="没有安排上的人和原因")
    certificate: dict[str, float] = Field(description="总值、上界和差距：gap 为 0 即已是最优")
    notes: list[str]
    problems: list[Note]


class Changed(BaseModel):
    """改动的结果；应答到达时已写入磁盘。"""

    job_ids: list[str] = Field(examples=[["J900"]])
    jobs: int = Field(description="现有岗位数", examples=[221])
    problems: list[Note] = []


class JobPage(BaseModel):
    """一页岗位。"""

    jobs: list[dict[str, Any]]
    total: int
    next: str | None = Field(description="下一页的 after；没有更多为 null")


class Occupation(BaseModel):
    """一个职位名称对应的职业（职业分类大典 2022）。"""

    title: str = Field(examples=["平车工"])
    code: str | None = Field(examples=["6-05-01-03"])
    name: str | None = Field(examples=["缝纫工"])
    probability: float = Field(examples=[0.93])


class Occupations(BaseModel):
    """每个职位名称一条。"""

    occupations: list[Occupation]


class PlaceFound(BaseModel):
    """一个区划和它的坐标（WGS84）。"""

    code: str = Field(examples=["500236117"])
    name: str = Field(examples=["白帝镇"])
    title: str = Field(examples=["重庆市奉节县白帝镇"])
    level: str = Field(examples=["town"])
    lat: float | None
    lon: float | None
    inherited: bool = Field(description="点是上级区划的")


class Referrals(BaseModel):
    """每个岗位的推荐编号。"""

    referrals: list[dict[str, Any]]


class TakenBack(BaseModel):
    """一次推荐撤销以后怎样。"""

    referral_id: str = Field(examples=["TQK260302-00000013"])
    state: str | None = Field(description="现在的状态；整个推荐已撤回为 null", examples=["issued"])


class Verdicts(BaseModel):
    """每条结果登记得怎样。"""

    verdicts: list[dict[str, Any]]
