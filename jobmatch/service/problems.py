"""Problem details (RFC 9457): what every error of the service looks like.

``type`` is one of a short list that programs can rely on, ``title`` and ``detail`` are for people and say what to
do, ``errors`` names each field. No answer repeats a value it was sent: it may be personal.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from jobmatch.errors import AmbiguousPlace, JobmatchError, LedgerError, StoreError, UnknownId, UnknownPlace

log = logging.getLogger("jobmatch.service")
MEDIA_TYPE = "application/problem+json"
REQUEST: ContextVar[str] = ContextVar("request", default="")
"""Number of the request that is answered, as in ``X-Request-ID`` and in the log."""

TITLES = {
    400: ("bad-request", "请求看不懂"),
    401: ("no-token", "需要令牌"),
    403: ("forbidden", "没有这项权限"),
    404: ("not-found", "没有找到"),
    405: ("method", "这个地址不能这样用"),
    409: ("conflict", "与现有内容冲突"),
    411: ("length", "请求没有写明长度"),
    413: ("too-large", "内容太大"),
    414: ("address-too-long", "地址太长"),
    415: ("media-type", "内容格式不对"),
    421: ("host", "地址不对"),
    422: ("invalid", "内容不合要求"),
    429: ("too-many", "请求太频繁"),
    431: ("headers-too-large", "请求头太大"),
    500: ("internal", "服务内部出错"),
    503: ("unavailable", "暂时不能服务"),
}
"""Status → last word of ``type``, and the title."""

_KINDS: tuple[tuple[type[JobmatchError], int], ...] = (
    (UnknownId, 404), (UnknownPlace, 404), (AmbiguousPlace, 409), (LedgerError, 409), (StoreError, 503), (JobmatchError, 422),
)  # fmt: skip

_WORDS = {
    "missing": "没有填；请补上",
    "extra_forbidden": "没有这个字段；字段名见 /docs",
    "json_invalid": "不是完好的 JSON；请检查引号、逗号和括号",
    "string_too_long": "太长；最多 {max_length} 个字",
    "string_too_short": "太短；最少 {min_length} 个字",
    "string_unicode": "含有不成字的编码",
    "too_long": "条数太多，最多 {max_length} 条；请分几次发送",
    "too_short": "条数太少，最少 {min_length} 条",
    "finite_number": "应是有限的数",
    "day": "应是日期，如 2026-03-01（1900 年到 2199 年）",
    "header": "栏名要有汉字，最多 60 个字",
}
_QUOTED = re.compile("'([^']*)'")
MOST_SHOWN = 50
"""Places that one answer lists."""


class FieldProblem(BaseModel):
    """一个字段哪里不对。"""

    where: str = Field(description="字段的位置", examples=["worker.age"])
    message: str = Field(description="哪里不对，怎么改", examples=["应是整数"])


class Problem(BaseModel):
    """每个错误的应答。"""

    type: str = Field(examples=["urn:jobmatch:problem:invalid"])
    title: str = Field(examples=["内容不合要求"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["有 1 处不合要求，没有做任何改动"])
    instance: str = Field(
        "", description="这一次请求，同 X-Request-ID；问管理员时请带上", examples=["urn:jobmatch:request:9f2c4e1ab0d35c77"]
    )
    errors: list[FieldProblem] = []


def problem(
    status: int, detail: str, *, errors: Sequence[Mapping[str, str]] = (), headers: Mapping[str, str] | None = None, **more: Any
) -> JSONResponse:
    """Return the answer for one error."""
    word, title = TITLES.get(status, ("error", "出错"))
    body = {"type": f"urn:jobmatch:problem:{word}", "title": title, "status": status, "detail": detail}
    body |= {"instance": f"urn:jobmatch:request:{REQUEST.get()}"} if REQUEST.get() else {}
    body |= {"errors": list(errors)} if errors else {}
    return JSONResponse(body | more, status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the errors of a route for OpenAPI; those every route may give are added."""
    every = sorted({*statuses, 400, 401, 403, 413, 414, 415, 421, 429, 431, 503})
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {status: {"description": TITLES[status][1], "content": {MEDIA_TYPE: schema}} for status in every}


def install(app: FastAPI, pattern_words: Mapping[str, str]) -> None:
    """Answer every error of an application with problem details; ``pattern_words`` say what to write where a text is not of a pattern."""

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        found = error.errors()
        if isinstance(error.body, bytes) and error.body and any(one["loc"] == ("body",) for one in found):
            kind = request.headers.get("content-type", "").split(";")[0] or "没有写"
            return problem(415, f"请求的 Content-Type 应是 application/json，现在是 {kind[:60]}；没有做任何改动")
        if any(one["type"] == "json_invalid" for one in found):
            return problem(400, "请求不是完好的 JSON，没有做任何改动；请检查引号、逗号和括号，用 UTF-8 编码")
        errors = _by_place(found, error.body, pattern_words)
        return problem(422, f"有 {len(errors)} 处不合要求，没有做任何改动；逐项改正后重发", errors=errors[:MOST_SHOWN])

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        headers = {"Allow": _methods_of(request)} if error.status_code == 405 else error.headers
        return problem(error.status_code, _detail(error), headers=headers)

    @app.exception_handler(JobmatchError)
    async def _known(_: Request, error: JobmatchError) -> JSONResponse:
        status = next(status for kind, status in _KINDS if isinstance(error, kind))
        more: dict[str, Any] = {}
        if isinstance(error, AmbiguousPlace):
            more["readings"] = [{"code": place.code, "title": place.title} for place in error.readings]
        return problem(status, str(error), **more)


def unforeseen(error: Exception) -> JSONResponse:
    """Return the answer to an error nobody thought of, and log its kind and place: its message may be personal."""
    trace, places = error.__traceback__, []
    while trace:
        places.append(f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    log.error("unforeseen", extra={"facts": {"id": REQUEST.get(), "error": type(error).__name__, "at": places[-6:]}})
    return problem(500, "服务内部出错，没有做任何改动；请稍后再试，再不行请把 instance 里的编号告诉管理员")


def _methods_of(request: Request) -> str:
    """Return every method that the path knows; the framework itself names those of one route only."""
    paths = request.app.openapi()["paths"]
    parts = request.url.path.split("/")
    found: set[str] = set()
    for path, methods in paths.items():
        pattern = path.split("/")
        if len(pattern) == len(parts) and all(own in (part, "{job_id}") for own, part in zip(pattern, parts, strict=True)):
            found |= {method.upper() for method in methods}
    return ", ".join(sorted(found)) or "GET"


def _detail(error: HTTPException) -> str:
    plain = {
        400: "请求看不懂，没有做任何改动；请发送完好的 JSON（UTF-8，嵌套不要太深）或完整的表单",
        404: "没有这个地址；地址见 /docs",
        405: "这个地址不支持这种方法；见 /docs",
    }
    foreign = not isinstance(error.detail, str) or error.detail.isascii()
    return plain.get(error.status_code, TITLES.get(error.status_code, ("", "出错"))[1]) if foreign else error.detail


def _by_place(found: Sequence[Mapping[str, Any]], body: Any, pattern_words: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what is wrong with each place in a request.

    What may be written in several ways is wrong by each of them: then the deepest places tell it, for there one of the ways was meant,
    and of one place what is wrong with a value of the right kind.
    """
    said: dict[str, list[Mapping[str, Any]]] = {}
    for one in found:
        said.setdefault(_where(one, body), []).append(one)
    deepest = {where: ways for where, ways in said.items() if not any(other.startswith(f"{where}.") for other in said)}
    meant = {where: [one for one in ways if not one["type"].endswith("_type")] or ways for where, ways in deepest.items()}
    return [
        {"where": where, "message": "，或".join(dict.fromkeys(_message(one, pattern_words) for one in ways))}
        for where, ways in meant.items()
    ]


def _where(one: Mapping[str, Any], body: Any) -> str:
    """Return the path of a field as it stands in the request, without the parts that only the reader of it knows."""
    source, *parts = one["loc"]
    if source != "body":
        return ".".join(map(str, parts))
    kept, here = [], body
    for part in parts:
        if (isinstance(here, Mapping) and part in here) or (isinstance(here, list) and part in range(len(here))):
            here = here[part]
            kept.append(str(part))
    if one["type"] == "missing":
        kept += map(str, parts[-1:])
    return ".".join(kept) or "body"


def _message(one: Mapping[str, Any], pattern_words: Mapping[str, str]) -> str:
    kind, context = str(one["type"]), one.get("ctx", {})
    if kind == "literal_error":
        return f"应是 {'、'.join(_QUOTED.findall(context['expected']))} 之一"
    if kind == "string_pattern_mismatch":
        return pattern_words.get(context["pattern"], "写法不对；见 /docs")
    if kind in _WORDS:
        return _WORDS[kind].format_map(context)
    for mark, words in (
        ("greater", "太小"),
        ("less", "太大"),
        ("int", "应是整数"),
        ("float", "应是数字"),
        ("bool", "应是 true 或 false"),
        ("date", "应是日期，如 2026-03-01"),
        ("string", "应是文字"),
        ("list", "应是列表"),
        ("dict", "应是对象"),
        ("model", "应是对象"),
    ):
        if kind.startswith(mark):
            bound = next((context[name] for name in ("ge", "le", "gt", "lt") if name in context), None)
            return words if bound is None else f"{words}；界限是 {bound}"
    return str(context.get("words", "不合要求；写法见 /docs"))
