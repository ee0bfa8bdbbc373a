"""Occupations and places by name; health, readiness and counts."""

from __future__ import annotations

import asyncio
import math
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from jobmatch.places import locate, place_of
from jobmatch.service import metrics
from jobmatch.service.access import allowed
from jobmatch.service.api.answers import Occupations, PlaceFound
from jobmatch.service.problems import problem, responses

router = APIRouter(prefix="/v1", tags=["查询"], dependencies=[Depends(allowed("read"))])
health = APIRouter(tags=["运行"])
Code = Annotated[str, Query(pattern=r"^(\d{6}|\d{9}|\d{12})$", description="所在区县代码")]


@router.get("/occupations", response_model=Occupations, responses=responses(422), summary="职位名称的职业代码")
async def occupations(
    title: Annotated[list[Annotated[str, Query(max_length=200)]], Query(min_length=1, max_length=100, examples=[["平车工"]])],
) -> JSONResponse:
    """每个名称一条：职业分类大典（2022）代码、名称和把握。"""
    from jobmatch.language.occupations import code_occupation

    found = await asyncio.to_thread(code_occupation, title)
    rows = zip(title, found["code"], found["name"], found["probability"], strict=True)
    told = [
        {"title": text, "code": _text(code), "name": _text(name), "probability": round(float(sure), 4)} for text, code, name, sure in rows
    ]
    return JSONResponse({"occupations": told})


@router.get("/places", response_model=PlaceFound, responses=responses(404, 409, 422), summary="地址对应的区划和坐标")
async def places(
    address: Annotated[str, Query(min_length=1, max_length=200, examples=["奉节县白帝镇"])], near: Code | None = None
) -> JSONResponse:
    """读法不止一种时答 409，readings 列出各种读法；写明区县再查。"""
    if near:
        place_of(near)  # a code that no division has would be passed over without a word
    place = locate(address, near=near)
    point = {"lat": None if math.isnan(place.lat) else place.lat, "lon": None if math.isnan(place.lon) else place.lon}
    facts = {"code": place.code, "name": place.name, "title": place.title, "level": place.level}
    return JSONResponse({**facts, **point, "inherited": place.inherited})


@health.get("/health/live", summary="进程在运行")
async def live() -> dict[str, str]:
    """进程在运行。"""
    return {"status": "ok"}


@health.get("/health/ready", responses=responses(503), summary="可以接请求")
async def ready(request: Request) -> JSONResponse:
    """岗位已装好，数据文件夹可写。"""
    board = request.app.state.board
    if board.journal and not board.journal.path.exists():
        return problem(503, "数据文件夹不见了；请检查磁盘")
    return JSONResponse({"status": "ok", "jobs": len(board)})


@health.get(
    "/metrics", response_class=PlainTextResponse, responses=responses(), dependencies=[Depends(allowed("read"))], summary="Prometheus 指标"
)
async def counts(request: Request) -> Response:
    """请求数、耗时、岗位数。"""
    board = request.app.state.board
    metrics.JOBS.set(len(board))
    metrics.CHANGES.set(board.journal.last if board.journal else 0)
    return Response(metrics.text(), media_type=metrics.CONTENT_TYPE)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
