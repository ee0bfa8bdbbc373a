"""What portals send: workers and jobs in canonical columns, in the columns of Chinese forms, or as JobPosting.

The models are made from the column lists of ``schema``, so that OpenAPI says what the library takes.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    RootModel,
    Strict,
    StringConstraints,
    Tag,
    create_model,
)

from jobmatch.schema import JOB_COLUMNS, WORKER_COLUMNS, Column

LONGEST = 2_000
ID_PATTERN = r"^[0-9A-Za-z_.:（）()\u4e00-\u9fff-]{1,64}$"
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN), Field(description="编号：字母、数字、汉字和 _ . : - ( )，最多 64 个")]
_TEXT = Annotated[str, StringConstraints(max_length=LONGEST)]
_DAY = Annotated[dt.date, Strict(False), Field(ge=dt.date(1900, 1, 1), le=dt.date(2200, 1, 1))]
_CHINESE = re.compile("[\u4e00-\u9fff]")
_PLACE = ("source_sheet", "source_row")

WORKER_EXAMPLE: dict[str, Any] = {
    "worker_id": "W001", "age": 43, "education": 2, "wanted_occupation": "缝纫工、保洁", "skills": "会用平车",
    "home_address": "重庆市秀山县梅江镇民族村", "mobility": "county", "pay_min_wanted": 3500,
}  # fmt: skip
WORKER_FORM_EXAMPLE: dict[str, Any] = {"编号": "W002", "性别": "女", "年龄": "38", "文化程度": "初中", "意向工种": "超市收银", "现居住地": "重庆市秀山县石堤镇", "期望月薪": "3000元以上"}
JOB_EXAMPLE: dict[str, Any] = {
    "job_id": "J900", "title": "缝纫工", "employer": "洪安镇就业帮扶车间", "openings": 10, "pay_min": 3000, "pay_max": 4500, "pay_basis": "month",
    "work_address": "重庆市秀山县洪安镇", "workplace_type": "workshop", "age_max": 60, "lodging": "board",
}  # fmt: skip
JOB_FORM_EXAMPLE: dict[str, Any] = {"岗位编号": "J901", "岗位名称": "保洁员", "单位名称": "秀山县和丰物业", "招聘人数": "5人", "工资待遇": "2500-3000元/月", "工作地点": "秀山县中和街道"}
POSTING_EXAMPLE: dict[str, Any] = {
    "@context": "https://schema.org", "@type": "JobPosting", "identifier": "J902", "title": "叉车工",
    "hiringOrganization": {"@type": "Organization", "name": "秀山县武陵物流"}, "totalJobOpenings": 3,
    "baseSalary": {"@type": "MonetaryAmount", "currency": "CNY", "value": {"@type": "QuantitativeValue", "minValue": 4500, "maxValue": 6000, "unitText": "MONTH"}},
    "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "addressRegion": "重庆市", "addressLocality": "秀山县", "streetAddress": "平凯街道工业园区"}},
    "validThrough": "2030-12-31", "description": "装卸货物，须持叉车证",
}  # fmt: skip


def _type_of(name: str, column: Column) -> Any:
    if column.kind in ("choice", "codes"):
        choice: Any = Literal.__getitem__(column.choices)
        return choice if column.kind == "choice" else Annotated[list[choice], Field(max_length=40)]
    if name.endswith(("_lat", "_lon")):
        bound = 90 if name.endswith("_lat") else 180
        return Annotated[float, Field(ge=-bound, le=bound, allow_inf_nan=False)]
    if name.startswith("education"):
        return Annotated[int, Field(ge=0, le=7)]
    if name in ("age", "age_min", "age_max"):
        return Annotated[int, Field(ge=0, le=120)]
    number = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]
    whole = Annotated[int, Field(ge=0, le=100_000)]
    return {"text": _TEXT, "number": number, "whole": whole, "flag": bool, "date": _DAY}[column.kind]


def _model(name: str, columns: dict[str, Column], required: tuple[str, ...], example: dict[str, Any], meaning: str) -> Any:
    fields: dict[str, Any] = {}
    for column, facts in columns.items():
        if column in _PLACE:
            continue
        kind: Any = Id if column in ("worker_id", "job_id") else _type_of(column, facts)
        if column == "title":
            kind = Annotated[str, StringConstraints(max_length=200, pattern=r"[0-9A-Za-z\u4e00-\u9fff]")]
        kind = kind if column in required else kind | None
        fields[column] = (kind, Field(... if column in required else None, description=facts.meaning))
    config = ConfigDict(extra="forbid", strict=True, json_schema_extra={"examples": [example]})
    return create_model(name, __config__=config, __doc__=meaning, **fields)


Worker = _model("Worker", WORKER_COLUMNS, (), WORKER_EXAMPLE, "求职人员，用规范字段；没有的就是未知。")
Job = _model("Job", JOB_COLUMNS, ("job_id", "title"), JOB_EXAMPLE, "岗位，用规范字段；没有的就是未知。")

_Header = Annotated[str, StringConstraints(pattern=r"[\u4e00-\u9fff]", max_length=60)]
_Cell = Annotated[str, StringConstraints(max_length=LONGEST)] | Annotated[float, Field(ge=-1e12, le=1e12, allow_inf_nan=False)] | bool | None


class WorkerForm(RootModel[dict[_Header, _Cell]]):
    """求职人员，用表格里的中文栏名（姓名、性别、意向工种、现居住地……）；认不出的栏列在 problems 里。"""

    model_config = ConfigDict(json_schema_extra={"examples": [WORKER_FORM_EXAMPLE], "minProperties": 1})


class JobForm(BaseModel):
    """岗位，用表格里的中文栏名；岗位编号和岗位名称必填，其余如单位名称、招聘人数、工资待遇、工作地点。"""

    job_id: Id = Field(alias="岗位编号")
    title: str = Field(alias="岗位名称", pattern=r"[0-9A-Za-z\u4e00-\u9fff]", max_length=200)
    __pydantic_extra__: dict[str, _Cell] = Field(init=False)
    model_config = ConfigDict(extra="allow", strict=True, json_schema_extra={"examples": [JOB_FORM_EXAMPLE]})


class Node(BaseModel):
    """A schema.org node: what is not read here is passed over."""

    model_config = ConfigDict(extra="ignore", strict=True)


class Organization(Node):
    """用人单位。"""

    name: _TEXT | None = None


class Address(Node):
    """schema.org PostalAddress."""

    addressRegion: _TEXT | None = None
    addressLocality: _TEXT | None = None
    streetAddress: _TEXT | None = None


class Location(Node):
    """schema.org Place."""

    address: Address | _TEXT | None = None


_Yuan = Annotated[float, Field(ge=0, le=10_000_000, allow_inf_nan=False)]


class Quantity(Node):
    """schema.org QuantitativeValue。"""

    value: _Yuan | None = None
    minValue: _Yuan | None = None
    maxValue: _Yuan | None = None
    unitText: Literal["HOUR", "DAY", "WEEK", "MONTH", "YEAR"] | None = None


class Salary(Node):
    """schema.org MonetaryAmount."""

    value: Quantity | _Yuan | None = None


class Posting(Node):
    """岗位，schema.org 的 JobPosting。"""

    kind: Literal["JobPosting"] = Field(alias="@type")
    identifier: Id
    title: Annotated[str, StringConstraints(max_length=200, pattern=r"[0-9A-Za-z\u4e00-\u9fff]")]
    description: _TEXT | None = None
    hiringOrganization: Organization | _TEXT | None = None
    jobLocation: Location | None = None
    baseSalary: Salary | None = None
    totalJobOpenings: Annotated[int, Field(ge=0, le=100_000)] | None = None
    datePosted: _DAY | None = None
    validThrough: _DAY | None = None
    industry: _TEXT | None = None
    workHours: _TEXT | None = None
    experienceRequirements: _TEXT | None = None
    educationRequirements: _TEXT | None = None
    model_config = ConfigDict(json_schema_extra={"examples": [POSTING_EXAMPLE]})


def _form_of(value: Any) -> str:
    if isinstance(value, dict) and "@type" in value:
        return "posting"
    is_form = isinstance(value, WorkerForm | JobForm) or (isinstance(value, dict) and any(map(_CHINESE.search, map(str, value))))
    return "form" if is_form else "canonical"


if TYPE_CHECKING:
    AnyWorker = BaseModel
    AnyJob = BaseModel
else:
    AnyWorker = Annotated[Annotated[Worker, Tag("canonical")] | Annotated[WorkerForm, Tag("form")], Discriminator(_form_of)]
    AnyJob = Annotated[
        Annotated[Job, Tag("canonical")] | Annotated[JobForm, Tag("form")] | Annotated[Posting, Tag("posting")], Discriminator(_form_of)
    ]


class Body(BaseModel):
    """A request of the service: unknown fields are refused, so that a slip of the pen is seen."""

    model_config = ConfigDict(extra="forbid", strict=True)
