"""The desk page itself: sitting down and leaving; its parts have routes of their own, which answer with the part that changes."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from jobmatch.service.access import LOCAL, bearer, note_unmasking
from jobmatch.service.api.ledger import ledger_there
from jobmatch.service.desk import results, tables, visitors
from jobmatch.service.desk.browser import COOKIE, Changing, present, sittings
from jobmatch.service.desk.templates import page, show
from jobmatch.service.settings import Settings

router = APIRouter()
for _part in (tables, results, visitors):
    router.include_router(_part.router)


@router.get("/")
async def home(request: Request) -> Response:
    """The page, with what the browser was working on."""
    found = present(request)
    if found is not None:
        return page(found, request)
    settings: Settings = request.app.state.settings
    if not settings.is_loopback:
        return show("login.html", message="")
    return _begin(request, LOCAL)


@router.post("/desk/login")
async def login(request: Request, token: Annotated[str, Form(max_length=200)]) -> Response:
    """Let somebody with a token sit down."""
    try:
        return _begin(request, bearer(request, token.strip()), redirect=True)
    except HTTPException as error:
        return show(
            "login.html", error.status_code, message=error.detail if error.status_code == 403 else "令牌不对或已过期；请向管理员要新的"
        )


@router.post("/desk/leave")
async def leave(request: Request, sitting: Changing) -> Response:
    """Forget the sitting and everything in it."""
    sittings(request).end(request.cookies.get(COOKIE, ""))
    return Response(headers={"HX-Redirect": "/"})


def _begin(request: Request, token: Any, *, redirect: bool = False) -> Response:
    if "read" not in token.scopes:
        raise HTTPException(403, "这个令牌没有 read 权限；请向管理员要有此权限的令牌")
    secret, sitting = sittings(request).begin(token, partial(ledger_there, request.app.state))
    answer = RedirectResponse("/", 303) if redirect else page(sitting, request)
    answer.set_cookie(COOKIE, secret, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer


@router.post("/desk/unmask")
async def unmask(request: Request, sitting: Changing) -> Response:
    """Show full names, or hide them again; every showing is noted."""
    if "unmask" not in sitting.token.scopes:
        raise HTTPException(403, "您的令牌没有 unmask 权限，不能显示完整姓名")
    sitting.unmasked = not sitting.unmasked
    if sitting.unmasked:
        note_unmasking(sitting.token, "desk", len(sitting.workers))
    return Response(headers={"HX-Refresh": "true"})


@router.get("/docs")
async def docs(request: Request) -> HTMLResponse:
    """What the service offers to programs, from its OpenAPI."""
    return show("docs.html", api=request.app.openapi(), base=str(request.base_url).rstrip("/"))
