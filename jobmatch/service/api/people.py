"""Recommendations, explanations and allocations. What is sent about a person is answered and forgotten."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field
from pydantic_core import to_json

from jobmatch.service.access import allowed
from jobmatch.service.api.answers import Allocation, Explanation, Recommendations
from jobmatch.service.api.bodies import JOB_EXAMPLE, WORKER_EXAMPLE, WORKER_FORM_EXAMPLE, AnyWorker, Body, shown
from jobmatch.service.api.plans import plan
from jobmatch.service.api.readings import worker_record
from jobmatch.service.api.values import Id, whole
from jobmatch.service.matching import Answer, Question, explain
from jobmatch.service.problems import responses
from jobmatch.service.settings import MOST_PEOPLE

router = APIRouter(prefix="/v1", tags=["推荐"], dependencies=[Depends(allowed("read"))])
Locality = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False, description="就近程度：0 不看远近，1 最看重就近；默认 0.5")]
Tried = Annotated[list[Id], Field(max_length=500, description="推荐过的岗位编号，不再推荐")]


class RecommendationBody(Body):
    """一个人。"""

    model_config = shown({"worker": WORKER_EXAMPLE, "k": 5})
    worker: AnyWorker
    k: Annotated[whole(0, 100), Field(description="最多几个岗位")] = 10  # type: ignore[valid-type]
    locality: Locality | None = None
    tried: Tried = Field(default_factory=list)


class ExplanationBody(Body):
    """一个人和一个岗位。"""

    model_config = shown({"worker": WORKER_EXAMPLE, "job_id": JOB_EXAMPLE["job_id"]})
    worker: AnyWorker
    job_id: Id
    locality: Locality | None = None


class AllocationBody(Body):
    """多个人，按名额统筹。"""

    model_config = shown({"workers": [WORKER_EXAMPLE, WORKER_FORM_EXAMPLE], "per_worker": 3})
    workers: Annotated[list[AnyWorker], Field(min_length=1, max_length=MOST_PEOPLE)]
    per_worker: Annotated[whole(1, 20), Field(description="每人最多几个岗位")] = 3  # type: ignore[valid-type]
    per_opening: Annotated[float, Field(ge=0.1, le=100, allow_inf_nan=False, description="一个名额推荐几人")] | None = None
    locality: Locality | None = None


@router.post("/recommendations", response_model=Recommendations, responses=responses(422), summary="给一个人推荐岗位")
async def recommendations(body: RecommendationBody, request: Request) -> Response:
    """按总分排出最合适的岗位：准确的前 k 名，不合条件的不凑数。

    接了台账的，名额已被推荐信或录用占满的岗位不再推荐。这里不查人：本人推荐过的岗位，请放在 tried 里。
    """
    record, problems = worker_record(body.worker, request.app.state.settings)
    question = Question(record, body.k, body.locality, tuple(body.tried))
    answer: Answer = await request.app.state.reads.ask(question)
    return Response(to_json(answer | {"problems": problems}), media_type="application/json")


@router.post("/explanations", response_model=Explanation, responses=responses(404, 422), summary="为什么推荐、为什么不推荐")
async def explanations(body: ExplanationBody, request: Request) -> JSONResponse:
    """哪条规则不让推荐，怎样改动就可以；都符合时说明总分。"""
    record, problems = worker_record(body.worker, request.app.state.settings)
    answer = await asyncio.to_thread(explain, request.app.state.board, record, body.job_id, body.locality)
    return JSONResponse(answer | {"problems": problems})


@router.post("/allocations", response_model=Allocation, responses=responses(409, 422), summary="按名额统筹安排")
async def allocations(body: AllocationBody, request: Request) -> Response:
    """给多个人统筹推荐，不超过各岗位名额，并证明离最优有多远。

    接了台账的，名额先减去台账里已推荐的人；推荐过的岗位不再推荐，已录用的人不再安排（认人靠身份证号，或姓名和出生日期，或自己的编号）。
    """
    answer = await asyncio.to_thread(plan, request.app.state, body)
    return Response(answer, media_type="application/json")
