"""What was found: people and their jobs, why and why not, and what is printed of it."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from jobmatch.errors import TableError
from jobmatch.matches import Matches
from jobmatch.service.access import note_unmasking
from jobmatch.service.desk import views
from jobmatch.service.desk.browser import Changing, Ready
from jobmatch.service.desk.sitting import FREE, PLAN, Sitting
from jobmatch.service.desk.templates import facts, may_say, show

router = APIRouter()
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PRINTED = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'; base-uri 'none'"


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
            return show("results.html", **facts(sitting, request))

    return await asyncio.to_thread(ranked)


@router.get("/desk/person")
async def person(request: Request, sitting: Ready, worker_id: str) -> HTMLResponse:
    """One person's jobs and map."""
    return await asyncio.to_thread(_person, sitting, request, worker_id)


def _person(sitting: Sitting, request: Request, worker_id: str) -> HTMLResponse:
    sitting.chosen = worker_id
    chosen, choices = views.person(sitting, worker_id), views.job_choices(sitting)
    return show("person.html", sitting=sitting, person=chosen, choices=choices, may_say=may_say(sitting, request))


@router.get("/desk/why")
async def why(sitting: Ready, worker_id: str, job_id: str) -> HTMLResponse:
    """Why a job was found."""
    return show("why.html", why=await asyncio.to_thread(views.why, sitting, worker_id, job_id))


@router.get("/desk/why-not")
async def why_not(sitting: Ready, worker_id: str, job: Annotated[str, ...]) -> HTMLResponse:
    """Why a job was not found; the choice may be an id, ``id title`` or a name."""
    return show("why_not.html", why=await asyncio.to_thread(views.why_not, sitting, worker_id, views.job_meant(sitting, job)))


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
