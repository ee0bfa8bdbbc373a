"""The application: routes, guard, errors, and what lives as long as the process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from jobmatch import __version__
from jobmatch.errors import PolicyError
from jobmatch.service import matching, problems
from jobmatch.service.api import jobs, ledger, lookups, people
from jobmatch.service.api.values import PATTERN_WORDS
from jobmatch.service.batches import Batches
from jobmatch.service.board import Board
from jobmatch.service.guard import Guard
from jobmatch.service.openings import Openings
from jobmatch.service.settings import Settings
from jobmatch.service.tokens import Tokens

MOST_QUESTIONS, MOST_CHANGES = 16, 64
"""Requests answered together: of questions so many that all else waits for some forty milliseconds."""
MOST_APART = 3
"""Questions up to which each is answered by itself."""
_ABOUT = """把求职人员和岗位匹配起来：推荐、统筹安排、说明理由、台账。

求职人员和岗位可用规范字段，也可直接用表格里的中文栏名；岗位还可用 schema.org 的 JobPosting。
出错一律是 `application/problem+json`（RFC 9457），`detail` 说明怎么办。"""


def create_app(settings: Settings | None = None, *, board: Board | None = None) -> FastAPI:
    """Return the service as an ASGI application.

    Parameters
    ----------
    settings
        How it is run; on loopback without a data folder when not given.
    board
        The jobs; those of the data folder when not given.

    Raises
    ------
    PolicyError
        The host is reachable from elsewhere and there is no token.

    Examples
    --------
    >>> create_app(Settings(host="0.0.0.0"))
    Traceback (most recent call last):
    ...
    jobmatch.errors.PolicyError: 别的电脑能连到 0.0.0.0，却还没有令牌...
    """
    settings = settings or Settings()
    tokens = Tokens(settings.data)
    if not settings.is_loopback and not len(tokens):
        raise PolicyError(
            f"别的电脑能连到 {settings.host}，却还没有令牌；先用 jobmatch serve --data 文件夹 --new-token 名称 发一个，或只用 127.0.0.1"
        )
    app = FastAPI(title="jobmatch 人岗匹配服务", version=__version__, description=_ABOUT, lifespan=_life, docs_url=None, redoc_url=None)
    app.state.settings, app.state.tokens = settings, tokens
    app.state.board = board or Board(settings.data, settings.policy)
    app.state.ledger = None
    problems.install(app, PATTERN_WORDS)
    _add_routes(app, settings)
    app.add_middleware(Guard, settings=settings)
    _document_problems(app)
    return app


def _add_routes(app: FastAPI, settings: Settings) -> None:
    for router in (lookups.health, people.router, jobs.router, lookups.router, ledger.router):
        app.include_router(router)
    if settings.workers == 1:
        from jobmatch.service.desk import pages

        app.include_router(pages.router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=str(files("jobmatch.service").joinpath("static"))), name="static")


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    state = app.state
    waiting = state.settings.limits.waiting
    alone = state.settings.workers == 1  # of several processes one waits for the change of another, in a thread of its own
    state.reads = Batches(
        partial(matching.recommend, state.board), most=MOST_QUESTIONS, apart=MOST_APART, waiting=waiting, brief=lambda questions: True
    )
    state.writes = Batches(
        partial(jobs.write, state.board), most=MOST_CHANGES, apart=0, waiting=waiting, brief=lambda wanted: alone and jobs.are_brief(wanted)
    )
    state.openings = Openings(state.board, partial(ledger.ledger_there, state))
    await asyncio.to_thread(state.openings.start)
    yield
    state.openings.close()
    state.reads.close()
    state.writes.close()
    if state.ledger:
        state.ledger.close()


def _document_problems(app: FastAPI) -> None:
    """Add the schema of problem details to OpenAPI, in place of FastAPI's own error bodies, and the tokens."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = plain()
            parts = schema.setdefault("components", {})
            parts["schemas"]["Problem"] = problems.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            parts["schemas"].update(parts["schemas"]["Problem"].pop("$defs", {}))
            parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer", "description": "令牌；本机服务不用"}}
            schema["security"] = [{"token": []}, {}]
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]
