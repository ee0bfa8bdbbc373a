"""Jobs: add, put in place, look up, take out. What is acknowledged is on the disk."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import JSONResponse
from pydantic import Field
from starlette.exceptions import HTTPException

from jobmatch.errors import JobmatchError, UnknownId
from jobmatch.schema.casting import FEW_ROWS
from jobmatch.service import metrics
from jobmatch.service.access import allowed
from jobmatch.service.api.answers import Changed, JobPage
from jobmatch.service.api.bodies import JOB_EXAMPLE, JOB_FORM_EXAMPLE, AnyJob, Body, shown
from jobmatch.service.api.postings import EXAMPLE as POSTING_EXAMPLE
from jobmatch.service.api.readings import job_record
from jobmatch.service.api.values import ID_PATTERN, LONGEST_ID
from jobmatch.service.board import Board, jobs_of, json_row, with_rows
from jobmatch.service.journal import Change, Record, joined
from jobmatch.service.problems import responses
from jobmatch.service.settings import Settings

router = APIRouter(prefix="/v1/jobs", tags=["岗位"])
JobId = Annotated[str, Path(pattern=ID_PATTERN, max_length=LONGEST_ID, description="岗位编号")]
MOST = 1_000
BRIEF = 8
"""Jobs up to which a request is read, or a change made, within some milliseconds, at once; more in a thread of their own."""


class JobsBody(Body):
    """若干岗位，三种写法可以混用。"""

    model_config = shown({"jobs": [JOB_EXAMPLE, JOB_FORM_EXAMPLE, POSTING_EXAMPLE]})
    jobs: Annotated[list[AnyJob], Field(min_length=1, max_length=MOST, description="规范字段、中文栏名或 schema.org JobPosting")]


@dataclass(frozen=True)
class Wanted:
    """A change as asked for, before it is held against the jobs of now."""

    put: tuple[Record, ...] = ()
    remove: tuple[str, ...] = ()
    new: bool = False
    """Whether the jobs must not be there yet."""

    @property
    def ids(self) -> list[str]:
        """The ids of the jobs to put in."""
        return [str(record["job_id"]) for record in self.put]


@router.post(
    "", status_code=201, response_model=Changed, responses=responses(409, 422), dependencies=[Depends(allowed("write"))], summary="新增岗位"
)
async def add(body: JobsBody, request: Request) -> JSONResponse:
    """新增岗位；编号已有的，整个请求不执行。应答到达时改动已写入磁盘。"""
    return await _put(body, request, new=True)


@router.put("", response_model=Changed, responses=responses(409, 422), dependencies=[Depends(allowed("write"))], summary="新增或更新岗位")
async def put(body: JobsBody, request: Request) -> JSONResponse:
    """新增岗位，编号已有的整条替换；重发一次结果不变。"""
    return await _put(body, request, new=False)


@router.delete(
    "/{job_id}", response_model=Changed, responses=responses(404, 422), dependencies=[Depends(allowed("write"))], summary="撤下岗位"
)
async def remove(job_id: JobId, request: Request) -> JSONResponse:
    """撤下一个岗位。"""
    total = await request.app.state.writes.ask(Wanted(remove=(job_id,)))
    return JSONResponse({"job_ids": [job_id], "jobs": total, "problems": []})


@router.get("", response_model=JobPage, responses=responses(422), dependencies=[Depends(allowed("read"))], summary="列出岗位")
async def page(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
    after: Annotated[str, Query(pattern=ID_PATTERN, max_length=LONGEST_ID)] | None = None,
) -> JSONResponse:
    """按编号列出岗位；下一页用 after。"""
    board = await _followed(request)
    now = board.matcher.snapshot
    order, ids = now.index.id_order, now.index.facts["id"]
    start = bisect_right(order, after, key=ids.__getitem__) if after else 0
    rows = with_rows(now.jobs).records
    shown = [json_row(board.stated(rows[row])) for row in order[start : start + limit].tolist()]
    return JSONResponse({"jobs": shown, "total": len(order), "next": shown[-1]["job_id"] if start + limit < len(order) else None})


@router.get("/{job_id}", responses=responses(404, 422), dependencies=[Depends(allowed("read"))], summary="查一个岗位")
async def look_up(job_id: JobId, request: Request) -> dict[str, Any]:
    """一个岗位的规范字段。"""
    board = await _followed(request)
    return json_row(board.record(job_id))


async def _followed(request: Request) -> Board:
    """Return the jobs with all that other processes have written; taking it in holds up nobody else."""
    board: Board = request.app.state.board
    if board.journal and board.journal.has_more():
        await asyncio.to_thread(board.follow)
    return board


async def _put(body: JobsBody, request: Request, *, new: bool) -> JSONResponse:
    ids = [job.job_id for job in body.jobs]
    repeated = sorted(job_id for job_id, times in Counter(ids).items() if times > 1)
    if repeated:
        raise HTTPException(409, f"同一请求里编号重复：{'、'.join(repeated[:5])}；没有做任何改动")
    settings: Settings = request.app.state.settings
    records, problems = _read(body, settings) if len(ids) <= BRIEF else await asyncio.to_thread(_read, body, settings)
    total = await request.app.state.writes.ask(Wanted(put=records, new=new))
    return JSONResponse({"job_ids": ids, "jobs": total, "problems": problems}, 201 if new else 200)


def are_brief(wanted: Sequence[Wanted]) -> bool:
    """Return whether these changes take but some milliseconds together."""
    return sum(len(one.put) + len(one.remove) for one in wanted) <= BRIEF


def _read(body: JobsBody, settings: Settings) -> tuple[tuple[Record, ...], list[dict[str, str]]]:
    """Return the jobs as they are kept, and the problems of their forms; of a thousand it takes a second."""
    records, problems = [], []
    for at, job in enumerate(body.jobs):
        record, found = job_record(job, settings)
        records.append(record)
        problems += [{"where": f"jobs.{at}.{one['where']}", "message": one["message"]} for one in found]
    table = jobs_of(records)
    rows = table if len(table) > FEW_ROWS else with_rows(table)  # a few are at hand as plain values: no column is made for them
    return tuple(map(json_row, rows.records)), problems


def write(board: Board, wanted: Sequence[Wanted]) -> list[int | Exception]:
    """Make the changes of several requests durable with one flush; return the number of jobs after each."""
    with board.changing():
        answers, agreed = _agreed(board, wanted)
        if agreed:
            try:
                board.commit(joined(agreed))
            except JobmatchError as error:
                return [answer if isinstance(answer, Exception) else error for answer in answers]
    metrics.JOBS.set(len(board))
    return answers


def _agreed(board: Board, wanted: Sequence[Wanted]) -> tuple[list[int | Exception], list[Change]]:
    """Return the number of jobs after each request or why it is refused, and the changes that are not."""
    named = {job_id for one in wanted for job_id in (*one.ids, *one.remove)}
    ids = board.known(sorted(named))
    others = len(board) - len(ids)
    answers: list[int | Exception] = []
    agreed: list[Change] = []
    for one in wanted:
        refusal = _refusal(one, ids)
        if refusal is None:
            agreed.append(Change(one.put, one.remove))
            ids = ids.difference(one.remove).union(one.ids)
        answers.append(refusal or others + len(ids))
    return answers, agreed


def _refusal(wanted: Wanted, ids: set[str]) -> Exception | None:
    """Return why a change cannot be made where jobs of these ids, among those that it names, are there."""
    known = [job_id for job_id in wanted.ids if job_id in ids]
    if wanted.new and known:
        return HTTPException(409, f"编号已有：{'、'.join(known[:5])}；没有做任何改动。要更新请用 PUT")
    unknown = [job_id for job_id in wanted.remove if job_id not in ids]
    return UnknownId(f"没有编号为 {'、'.join(unknown[:5])} 的岗位，没有做任何改动；请先查 /v1/jobs") if unknown else None
