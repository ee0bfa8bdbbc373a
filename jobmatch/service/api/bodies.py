"""What portals send: workers and jobs in canonical columns, in the columns of Chinese forms, or as JobPosting.

The models are made from the column lists of ``schema``, so that OpenAPI says what the library takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    RootModel,
    StringConstraints,
    Tag,
    create_model,
    model_validator,
)
from pydantic_core import PydanticCustomError

from jobmatch.schema import JOB_COLUMNS, WORKER_COLUMNS, Column
from jobmatch.service.api.postings import Posting
from jobmatch.service.api.values import (
    HEADER_PATTERN,
    Age,
    Cell,
    Code,
    Day,
    Id,
    Latitude,
    Longitude,
    Number,
    Schooling,
    Text,
    Title,
    Whole,
)

_CHINESE = re.compile("[\u4e00-\u9fff]")
_PLACE = ("source_sheet", "source_row")

WORKER_EXAMPLE: dict[str, Any] = {
    "worker_id": "W001", "age": 43, "education": 2, "wanted_occupation": "缝纫工、保洁", "skills": "会用平车",
    "home_address": "重庆市秀山县梅江镇民族村", "mobility": "county", "pay_min_wanted": 3500,
}  # fmt: skip
WORKER_FORM_EXAMPLE: dict[str, Any] = {
    "编号": "W002",
    "性别": "女",
    "年龄": "38",
    "文化程度": "初中",
    "意向工种": "超市收银",
    "现居住地": "重庆市秀山县石堤镇",
    "期望月薪": "3000元以上",
}
JOB_EXAMPLE: dict[str, Any] = {
    "job_id": "J900", "title": "缝纫工", "employer": "洪安镇就业帮扶车间", "openings": 10, "pay_min": 3000, "pay_max": 4500, "pay_basis": "month",
    "work_address": "重庆市秀山县洪安镇", "workplace_type": "workshop", "age_max": 60, "lodging": "board",
}  # fmt: skip
JOB_FORM_EXAMPLE: dict[str, Any] = {
    "岗位编号": "J901",
    "岗位名称": "保洁员",
    "单位名称": "秀山县和丰物业",
    "招聘人数": "5人",
    "工资待遇": "2500-3000元/月",
    "工作地点": "秀山县中和街道",
}


def _type_of(name: str, column: Column) -> Any:
    if column.kind in ("choice", "codes"):
        choice: Any = Literal.__getitem__(column.choices)
        return choice if column.kind == "choice" else Annotated[list[choice], Field(max_length=40)]
    if name.startswith("education"):
        return Schooling
    named: dict[str, Any] = {"worker_id": Id, "job_id": Id, "title": Title, "hukou_scope": Code, "hukou_adcode": Code}
    named |= dict.fromkeys(("age", "age_min", "age_max"), Age)
    named |= {f"{side}_{end}": kind for side in ("home", "work") for end, kind in (("code", Code), ("lat", Latitude), ("lon", Longitude))}
    return named.get(name) or {"text": Text, "number": Number, "whole": Whole, "flag": bool, "date": Day}[column.kind]


def _model(name: str, columns: dict[str, Column], required: tuple[str, ...], example: dict[str, Any], meaning: str) -> Any:
    fields: dict[str, Any] = {}
    for column, facts in columns.items():
        if column in _PLACE:
            continue
        kind = _type_of(column, facts)
        kind = kind if column in required else kind | None
        fields[column] = (kind, Field(... if column in required else None, description=facts.meaning))
    config = ConfigDict(extra="forbid", strict=True, json_schema_extra={"examples": [example]})
    return create_model(name, __config__=config, __doc__=meaning, **fields)


Worker = _model("Worker", WORKER_COLUMNS, (), WORKER_EXAMPLE, "求职人员，用规范字段；没有的就是未知。")
Job = _model("Job", JOB_COLUMNS, ("job_id", "title"), JOB_EXAMPLE, "岗位，用规范字段；没有的就是未知。")

_Header = Annotated[str, StringConstraints(pattern=HEADER_PATTERN, max_length=60)]


def _form(example: dict[str, Any], **more: Any) -> Callable[[dict[str, Any]], None]:
    """Return what says in OpenAPI that every key of a form is a header with Chinese characters."""

    def describe(schema: dict[str, Any]) -> None:
        cell = schema.pop("additionalProperties", None)
        schema.setdefault("patternProperties", {HEADER_PATTERN: cell})
        schema.update(propertyNames={"maxLength": 60}, additionalProperties=False, examples=[example], **more)

    return describe


class WorkerForm(RootModel[dict[_Header, Cell]]):
    """求职人员，用表格里的中文栏名（姓名、性别、意向工种、现居住地……）；认不出的栏列在 problems 里。"""

    model_config = ConfigDict(json_schema_extra=_form(WORKER_FORM_EXAMPLE, minProperties=1))


class JobForm(BaseModel):
    """岗位，用表格里的中文栏名；岗位编号和岗位名称必填，其余如单位名称、招聘人数、工资待遇、工作地点。"""

    job_id: Id = Field(alias="岗位编号")
    title: Title = Field(alias="岗位名称")
    __pydantic_extra__: dict[str, Cell] = Field(init=False)
    model_config = ConfigDict(extra="allow", strict=True, json_schema_extra=_form(JOB_FORM_EXAMPLE))

    @model_validator(mode="after")
    def _headers(self) -> Self:
        if any(len(name) > 60 or not _CHINESE.search(name) for name in self.__pydantic_extra__ or {}):
            raise PydanticCustomError("header", "not a header")
        return self


def _form_of(value: Any) -> str:
    if isinstance(value, dict) and "@type" in value:
        return "posting"
    is_form = isinstance(value, WorkerForm | JobForm) or (isinstance(value, dict) and any(map(_CHINESE.search, map(str, value))))
    return "form" if is_form else "canonical"


if TYPE_CHECKING:
    AnyWorker = BaseModel
    AnyJob = JobForm | Posting
else:
    AnyWorker = Annotated[Annotated[Worker, Tag("canonical")] | Annotated[WorkerForm, Tag("form")], Discriminator(_form_of)]
    AnyJob = Annotated[
        Annotated[Job, Tag("canonical")] | Annotated[JobForm, Tag("form")] | Annotated[Posting, Tag("posting")], Discriminator(_form_of)
    ]


class Body(BaseModel):
    """A request of the service: unknown fields are refused, so that a slip of the pen is seen."""

    model_config = ConfigDict(extra="forbid", strict=True)


def shown(example: dict[str, Any]) -> ConfigDict:
    """Return the configuration of a body that OpenAPI shows with an example: a whole request, to be sent as it stands."""
    return ConfigDict(json_schema_extra={"examples": [example]})
