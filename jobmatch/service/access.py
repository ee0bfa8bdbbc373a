"""Who may do what: the token of a request and its scopes; on loopback everybody at the keyboard."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from starlette.exceptions import HTTPException

from jobmatch.service.settings import Settings
from jobmatch.service.tokens import SCOPES, Token, Tokens

audit = logging.getLogger("jobmatch.audit")
LOCAL = Token("本机", "", SCOPES, "9999-12-31")
"""Stands for whoever sits at the computer."""
_ASK = {"WWW-Authenticate": 'Bearer realm="jobmatch"'}


def allowed(scope: str) -> Callable[[Request], Coroutine[Any, Any, Token]]:
    """Return the dependency that lets a request through when its token has ``scope``."""

    async def check(request: Request) -> Token:
        kind, _, text = request.headers.get("authorization", "").partition(" ")
        token = bearer(request, text if kind.lower() == "bearer" else "")
        if scope not in token.scopes:
            raise HTTPException(403, f"令牌“{token.name}”没有 {scope} 权限；请向管理员要有此权限的令牌")
        request.state.token = token
        return token

    return check


def bearer(request: Request, text: str) -> Token:
    """Return the token that ``text`` is, or that of the keyboard.

    Raises
    ------
    HTTPException
        401: none, unknown or expired.
    """
    settings: Settings = request.app.state.settings
    tokens: Tokens = request.app.state.tokens
    if not text and settings.is_loopback:
        return LOCAL
    token = tokens.find(text) if text else None
    if token is None:
        raise HTTPException(401, "没有令牌或令牌不对；请在 Authorization 里写 Bearer 令牌", _ASK)
    if not token.holds(dt.date.today()):
        raise HTTPException(401, f"令牌“{token.name}”已过期；请向管理员要新的", _ASK)
    return token


def note_unmasking(token: Token, what: str, count: int) -> None:
    """Write the audit line of an unmasking: who, where, how many; never whom."""
    audit.warning("unmask", extra={"facts": {"token": token.name, "where": what, "people": count}})
