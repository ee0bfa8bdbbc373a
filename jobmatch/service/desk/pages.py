"""The routes of the desk page: each answers with a page or with the part of it that changes."""

from __future__ import annotations

import asyncio
import hmac
import json
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from jobmatch.errors import JobmatchError, TableError
from jobmatch.forms.headings.columns import Kind
from jobmatch.matches import Matches
from jobmatch.service.access import LOCAL, bearer, note_unmasking
from jobmatch.service.api.ledger import ledger_of
from jobmatch.service.desk import views
from jobmatch.service.desk.sitting import FREE, KEPT, PLAN, Sitting, Sittings
from jobmatch.service.desk.uploads import opened
from jobmatch.service.settings import Settings

router = APIRouter()
COOKIE = "jobmatch_desk"
MOST_FILES = 2
LONGEST_CELL = 200
WALK_IN = ("姓名", "性别", "年龄", "文化程度", "意向工种", "技能特长", "现居住地", "意向地区", "期望月薪", "联系电话")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PRINTED = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'; base-uri 'none'"


@cache
def _templates() -> Any:
    from jinja2 import Environment, PackageLoader

    environment = Environment(loader=PackageLoader("jobmatch.service"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["pretty"] = lambda value: json.dumps(value, ensure_ascii=False, indent=1)
    environment.globals.update(kinds=views.KIND_WORDS, walk_in=WALK_IN)
    return environment


def compile_templates() -> None:
    """Compile every template, so that the first page need not wait for it."""
    environment = _templates()
    for name in environment.list_templates(extensions=["html"]):
        environment.get_template(name)


def _show(name: str, status: int = 200, **facts: Any) -> HTMLResponse:
    return HTMLResponse(_templates().get_template(name).render(**facts), status)


def _sittings(request: Request) -> Sittings:
    if not hasattr(request.app.state, "sittings"):
        request.app.state.sittings = Sittings()
    found: Sittings = request.app.state.sittings
    return found


def _sitting_of(request: Request) -> Sitting:
    """Return the sitting of the browser that asks.

    Raises
    ------
    HTTPException
        401: none, or forgotten.
    """
    found = _sittings(request).find(request.cookies.get(COOKIE, ""))
    if found is None:
        raise HTTPException(401, "页面已过期；请刷新页面重新开始")
    return found


async def _changing(request: Request) -> Sitting:
    """Return the sitting of a request that changes something, after its secret has been checked."""
    sitting = _sitting_of(request)
    if not hmac.compare_digest(request.headers.get("x-csrf", "").encode(), sitting.csrf.encode()):
        raise HTTPException(403, "请求不是从本页面发出的，没有执行；请刷新页面")
    return sitting


async def _ready(request: Request) -> Sitting:
    """Return the sitting of a request about results, once there are some.

    Raises
    ------
    TableError
        Nothing was matched yet.
    """
    sitting = _sitting_of(request)
    if sitting.result is None:
        raise TableError("还没有结果；请先放入两个文件")
    return sitting


Ready = Annotated[Sitting, Depends(_ready)]
Changing = Annotated[Sitting, Depends(_changing)]


@router.get("/")
async def home(request: Request) -> Response:
    """The page, with what the browser was working on."""
    found = _sittings(request).find(request.cookies.get(COOKIE, ""))
    if found is not None:
        return _page(found, request)
    settings: Settings = request.app.state.settings
    if not settings.is_loopback:
        return _show("login.html", message="")
    return _begin(request, LOCAL)


@router.post("/desk/login")
async def login(request: Request, token: Annotated[str, Form(max_length=200)]) -> Response:
    """Let somebody with a token sit down."""
    try:
        return _begin(request, bearer(request, token.strip()), redirect=True)
    except HTTPException:
        return _show("login.html", 401, message="令牌不对或已过期；请向管理员要新的")


@router.post("/desk/leave")
async def leave(request: Request, sitting: Changing) -> Response:
    """Forget the sitting and everything in it."""
    _sittings(request).end(request.cookies.get(COOKIE, ""))
    return Response(headers={"HX-Redirect": "/"})


def _begin(request: Request, token: Any, *, redirect: bool = False) -> Response:
    if "read" not in token.scopes:
        raise HTTPException(403, "这个令牌没有 read 权限；请向管理员要有此权限的令牌")
    secret, sitting = _sittings(request).begin(token)
    answer = RedirectResponse("/", 303) if redirect else _page(sitting, request)
    answer.set_cookie(COOKIE, secret, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer


def _page(sitting: Sitting, request: Request) -> HTMLResponse:
    return _show("desk.html", **_facts(sitting, request))


def _facts(sitting: Sitting, request: Request, **more: Any) -> dict[str, Any]:
    """Return what the whole working part of the page shows."""
    columns = {kind: views.columns_of(upload) for kind, upload in sitting.uploads.items()}
    return {
        "sitting": sitting,
        "columns": columns,
        "labels": {kind: views.labels(kind) for kind in sitting.uploads},
        "unknown": {kind: [one["name"] for one in found if not one["field"]] for kind, found in columns.items()},
        "problems": {kind: views.problems_of(sitting, kind) for kind in sitting.uploads},
        "people": views.people(sitting),
        "totals": views.totals(sitting),
        "choices": views.job_choices(sitting) if "jobs" in sitting.tables else [],
        "has_ledger": request.app.state.settings.ledger is not None,
        "first": (chosen := views.chosen(sitting)),
        "person": views.person(sitting, chosen) if chosen else None,
        **more,
    }


def _work(sitting: Sitting, request: Request, **more: Any) -> HTMLResponse:
    """Return the working part."""
    return _show("work.html", **_facts(sitting, request, **more))


@router.post("/desk/files")
async def files(request: Request, sitting: Changing) -> HTMLResponse:
    """Take the workbooks dropped, read them, match, and show everything."""
    try:
        form = await request.form(max_files=MOST_FILES, max_fields=10)
    except HTTPException:
        raise TableError("文件没有传完整，或多于两个；请一次放一个求职人员表、一个岗位表") from None
    sent = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if not sent:
        raise TableError("没有收到文件；请把求职人员表和岗位表拖到框里")
    data = [(one.filename or "", await one.read()) for one in sent]
    return await asyncio.to_thread(_take, sitting, request, data)


def _take(sitting: Sitting, request: Request, data: list[tuple[str, bytes]]) -> HTMLResponse:
    settings: Settings = request.app.state.settings
    with sitting.lock:
        sitting.take([opened(name, content, settings.limits) for name, content in data], settings)
        return _work(sitting, request)


@router.post("/desk/demo")
async def demo(request: Request, sitting: Changing) -> HTMLResponse:
    """Show the page with a fictional county."""
    return await asyncio.to_thread(_demo, sitting, request)


def _demo(sitting: Sitting, request: Request) -> HTMLResponse:
    from jobmatch.demo import write_demo

    with tempfile.TemporaryDirectory() as folder:
        data = [(path.name, path.read_bytes()) for path in write_demo(folder)]
    return _take(sitting, request, data)


@router.post("/desk/columns/{kind}")
async def columns(request: Request, sitting: Changing, kind: Kind) -> HTMLResponse:
    """Read a file again with the meanings of columns that staff chose."""
    upload = sitting.uploads.get(kind)
    if upload is None:
        raise TableError("还没有这个文件；请先把文件拖到框里")
    form = await request.form(max_fields=600)
    known = views.labels(kind)
    chosen = {str(name)[2:]: str(field) for name, field in form.items() if str(name).startswith("c:")}
    upload.columns = {name: field for name, field in chosen.items() if field == "" or field in known}
    return await asyncio.to_thread(_again, sitting, request, kind)


@router.post("/desk/fix/{kind}")
async def fix(
    request: Request, sitting: Changing, kind: Kind, sheet: Annotated[str, Form(max_length=100)], row: Annotated[int, Form(ge=1, le=1_048_576)],
    column: Annotated[str, Form(max_length=200)], value: Annotated[str, Form(max_length=LONGEST_CELL)] = "",
) -> HTMLResponse:  # fmt: skip
    """Put one cell right and read the file again."""
    upload = sitting.uploads.get(kind)
    if upload is None or not any(one.name == sheet for one in upload.sheets):
        raise TableError("没有这个工作表；请刷新页面")
    before = dict(upload.fixes)
    upload.fixes[sheet, row, column] = value.strip()
    try:
        return await asyncio.to_thread(_again, sitting, request, kind)
    except JobmatchError:
        upload.fixes = before
        raise


def _again(sitting: Sitting, request: Request, kind: Kind) -> HTMLResponse:
    with sitting.lock:
        sitting.read_again(kind, request.app.state.settings)
        return _work(sitting, request, mending=kind)


@router.post("/desk/rank")
async def rank(
    request: Request, sitting: Changing, locality: Annotated[float, Form(ge=0, le=1)] = 0.5, mode: Annotated[str, Form(max_length=10)] = PLAN,
    chosen: Annotated[str, Form(max_length=64)] = "",
) -> HTMLResponse:  # fmt: skip
    """Rank again with another weight of nearness, or within the openings or not."""
    sitting.locality, sitting.mode, sitting.chosen = locality, FREE if mode == FREE else PLAN, chosen or sitting.chosen

    def ranked() -> HTMLResponse:
        with sitting.lock:
            sitting.follow_dial()
            return _show("results.html", **_facts(sitting, request))

    return await asyncio.to_thread(ranked)


@router.get("/desk/person")
async def person(request: Request, sitting: Ready, worker_id: str) -> HTMLResponse:
    """One person's jobs and map."""
    return await asyncio.to_thread(_person, sitting, request, worker_id)


def _person(sitting: Sitting, request: Request, worker_id: str) -> HTMLResponse:
    sitting.chosen = worker_id
    facts: dict[str, Any] = {
        "sitting": sitting,
        "choices": views.job_choices(sitting),
        "has_ledger": request.app.state.settings.ledger is not None,
    }
    return _show("person.html", person=views.person(sitting, worker_id), **facts)


@router.get("/desk/why")
async def why(sitting: Ready, worker_id: str, job_id: str) -> HTMLResponse:
    """Why a job was found."""
    return _show("why.html", why=await asyncio.to_thread(views.why, sitting, worker_id, job_id))


@router.get("/desk/why-not")
async def why_not(sitting: Ready, worker_id: str, job: Annotated[str, ...]) -> HTMLResponse:
    """Why a job was not found; the choice may be an id, ``id title`` or a name."""
    return _show("why_not.html", why=await asyncio.to_thread(views.why_not, sitting, worker_id, views.job_meant(sitting, job)))


@router.post("/desk/walk-in")
async def walk_in(request: Request, sitting: Changing) -> HTMLResponse:
    """Add somebody who came by, or put right what was filled in for a number, and show their jobs."""
    form = await request.form(max_fields=20)
    cells = {name: str(form.get(name, ""))[:LONGEST_CELL] for name in WALK_IN}
    number = str(form.get("编号", ""))[:LONGEST_CELL].strip()
    if "jobs" not in sitting.tables:
        raise TableError("还没有岗位；请先把岗位表拖到框里")
    if not any(text.strip() for name, text in cells.items() if name not in KEPT):
        raise TableError("请至少填一项：想做什么、住在哪里、年龄或文化程度")

    def added() -> HTMLResponse:
        with sitting.lock:
            sitting.walk_in(cells, request.app.state.settings, number)
            return _work(sitting, request)

    return await asyncio.to_thread(added)


@router.post("/desk/outcome")
async def outcome(
    request: Request, sitting: Changing, worker_id: Annotated[str, Form(max_length=64)], job_id: Annotated[str, Form(max_length=64)],
    said: Annotated[str, Form(max_length=20)],
) -> HTMLResponse:  # fmt: skip
    """Enter into the ledger what a person says to a job."""
    if said not in views.SAID_WORDS:
        raise HTTPException(422, "只能记“愿意去”或“不愿意”")
    if "write" not in sitting.token.scopes:
        raise HTTPException(403, "您的令牌没有 write 权限，不能记台账")
    ledger = ledger_of(request.app.state)
    number = await asyncio.to_thread(sitting.say, ledger, worker_id, job_id, said)
    return _show("said.html", said=views.SAID_WORDS[said], number=number)


@router.post("/desk/unmask")
async def unmask(request: Request, sitting: Changing) -> Response:
    """Show full names, or hide them again; every showing is noted."""
    if "unmask" not in sitting.token.scopes:
        raise HTTPException(403, "您的令牌没有 unmask 权限，不能显示完整姓名")
    sitting.unmasked = not sitting.unmasked
    if sitting.unmasked:
        note_unmasking(sitting.token, "desk", len(sitting.workers))
    return Response(headers={"HX-Refresh": "true"})


@router.get("/desk/workbook")
async def workbook(sitting: Ready) -> Response:
    """The one-to-one workbook."""
    data = await asyncio.to_thread(_workbook, sitting)
    return Response(data, media_type=EXCEL, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote('一对一推荐表.xlsx')}"})


def _workbook(sitting: Sitting) -> bytes:
    return _written(sitting, "workbook", "out.xlsx", lambda found, path: found.to_excel(path, unmask=sitting.unmasked))


@router.get("/desk/cards")
async def cards(sitting: Ready) -> Response:
    """One page for each person, to be printed."""
    html = await asyncio.to_thread(_cards, sitting)
    return HTMLResponse(html, headers={"Content-Security-Policy": _PRINTED})


def _cards(sitting: Sitting) -> bytes:
    from jobmatch.reports.cards import write_cards

    return _written(sitting, "cards", "cards.html", lambda found, path: write_cards(found, path, unmask=sitting.unmasked))


def _written(sitting: Sitting, what: str, name: str, write: Callable[[Matches, Path], Path]) -> bytes:
    """Return the file that is written of the result; names shown in full in it are noted."""
    if sitting.result is None:
        raise TableError("还没有结果；请先放入两个文件")
    if sitting.unmasked:
        note_unmasking(sitting.token, what, len(sitting.workers))
    with tempfile.TemporaryDirectory() as folder:
        return write(sitting.result, Path(folder) / name).read_bytes()


@router.get("/docs")
async def docs(request: Request) -> HTMLResponse:
    """What the service offers to programs, from its OpenAPI."""
    return _show("docs.html", api=request.app.openapi(), base=str(request.base_url).rstrip("/"))
