"""The two workbooks of a sitting: dropped, read, read again as staff put columns and cells right."""

from __future__ import annotations

import asyncio
import tempfile
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from jobmatch.errors import JobmatchError, TableError
from jobmatch.forms.headings.columns import Kind
from jobmatch.service.access import note_unmasking
from jobmatch.service.desk.browser import Changing, settings_of
from jobmatch.service.desk.columns import labels
from jobmatch.service.desk.sitting import Sitting
from jobmatch.service.desk.templates import LONGEST_CELL, work
from jobmatch.service.desk.uploads import opened

router = APIRouter()

MOST_FILES = 2


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


def _take(sitting: Sitting, request: Request, data: list[tuple[str, bytes]], *, is_demo: bool = False) -> HTMLResponse:
    with sitting.lock:
        settings = settings_of(request, is_demo=is_demo)
        uploads = [opened(name, content, settings.limits) for name, content in data]
        sitting.take(uploads, settings, is_demo=is_demo)
        if sitting.unmasked and any(upload.kind == "workers" for upload in uploads):
            note_unmasking(sitting.token, "desk", len(sitting.workers))
        return work(sitting, request)


@router.post("/desk/demo")
async def demo(request: Request, sitting: Changing) -> HTMLResponse:
    """Show the page with a fictional county."""
    return await asyncio.to_thread(_demo, sitting, request)


def _demo(sitting: Sitting, request: Request) -> HTMLResponse:
    from jobmatch.demo import write_demo

    with tempfile.TemporaryDirectory() as folder:
        data = [(path.name, path.read_bytes()) for path in write_demo(folder)]
    return _take(sitting, request, data, is_demo=True)


@router.post("/desk/columns/{kind}")
async def columns(request: Request, sitting: Changing, kind: Kind) -> HTMLResponse:
    """Read a file again with the meanings of columns that staff chose."""
    upload = sitting.uploads.get(kind)
    if upload is None:
        raise TableError("还没有这个文件；请先把文件拖到框里")
    form = await request.form(max_fields=600)
    known = labels(kind)
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
        sitting.read_again(kind, settings_of(request, is_demo=sitting.is_demo))
        return work(sitting, request, mending=kind)
