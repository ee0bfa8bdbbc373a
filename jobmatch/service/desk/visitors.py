"""Who stands at the desk: what somebody looks for who came by, and what a person says to a job."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from jobmatch.errors import TableError
from jobmatch.service.api.ledger import ledger_of
from jobmatch.service.desk import views
from jobmatch.service.desk.browser import Changing, settings_of
from jobmatch.service.desk.sitting import KEPT, Sitting
from jobmatch.service.desk.templates import LONGEST_CELL, WALK_IN, may_say, show, work

router = APIRouter()


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
            sitting.walk_in(cells, settings_of(request, is_demo=sitting.is_demo), number)
            return work(sitting, request)

    return await asyncio.to_thread(added)


@router.post("/desk/outcome")
async def outcome(
    request: Request, sitting: Changing, worker_id: Annotated[str, Form(max_length=64)], job_id: Annotated[str, Form(max_length=64)],
    said: Annotated[str, Form(max_length=20)],
) -> HTMLResponse:  # fmt: skip
    """Enter into the ledger what a person says to a job."""
    if said not in views.SAID_WORDS:
        raise HTTPException(422, "只能记“愿意去”或“不愿意”")
    _check_may_write(sitting)
    if sitting.is_demo:
        sitting.outcomes[worker_id, job_id] = said
    else:
        await asyncio.to_thread(sitting.say, ledger_of(request.app.state), worker_id, job_id, said)
    return _answer(request, sitting, worker_id, job_id)


@router.post("/desk/outcome/undo")
async def undo(
    request: Request, sitting: Changing, worker_id: Annotated[str, Form(max_length=64)], job_id: Annotated[str, Form(max_length=64)]
) -> HTMLResponse:
    """Take an answer back that was entered by mistake."""
    _check_may_write(sitting)
    if sitting.is_demo:
        sitting.forget(worker_id, job_id)
    else:
        await asyncio.to_thread(sitting.unsay, ledger_of(request.app.state), worker_id, job_id)
    return _answer(request, sitting, worker_id, job_id)


def _check_may_write(sitting: Sitting) -> None:
    if "write" not in sitting.token.scopes:
        raise HTTPException(403, "您的令牌没有 write 权限，不能记台账")


def _answer(request: Request, sitting: Sitting, worker_id: str, job_id: str) -> HTMLResponse:
    """Return what a person said to a job, or the buttons that ask for it."""
    return show("said.html", answer=views.answer(sitting, worker_id, job_id), may_say=may_say(sitting, request))
