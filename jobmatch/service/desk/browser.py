"""The sitting of the browser that asks, where it may ask."""

from __future__ import annotations

import hmac
from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from jobmatch.errors import TableError
from jobmatch.service.access import LOCAL
from jobmatch.service.desk.sitting import Sitting, Sittings
from jobmatch.service.settings import Settings

COOKIE = "jobmatch_desk"


def sittings(request: Request) -> Sittings:
    """Return every sitting of the process."""
    if not hasattr(request.app.state, "sittings"):
        request.app.state.sittings = Sittings()
    found: Sittings = request.app.state.sittings
    return found


def settings_of(request: Request, *, is_demo: bool) -> Settings:
    """Return how files are read: as the service is run, and the fictional county on the day for which it was made up."""
    settings: Settings = request.app.state.settings
    if not is_demo:
        return settings
    from jobmatch.demo import AS_OF, CONTEXT

    return replace(settings, context=CONTEXT, policy=replace(settings.policy, as_of=AS_OF))


def present(request: Request) -> Sitting | None:
    """Return the sitting of the browser that asks, as long as its token holds; None where there is none."""
    secret, tokens = request.cookies.get(COOKIE, ""), request.app.state.tokens
    found = sittings(request).find(secret)
    if found is None or found.token is LOCAL or tokens.knows(found.token):
        return found
    sittings(request).end(secret)
    return None


def _sitting_of(request: Request) -> Sitting:
    """Return the sitting of the browser that asks.

    Raises
    ------
    HTTPException
        401: none, forgotten, or the token holds no more.
    """
    found = present(request)
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
