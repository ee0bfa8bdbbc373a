"""The ledger over HTTP: who was sent where, and what became of it."""

from __future__ import annotations

import asyncio
import datetime as dt
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import pandas as pd
from fastapi import APIRouter, Depends, Request
from fastapi import Path as PathPart
from fastapi.responses import JSONResponse
from pydantic import Field
from starlette.exceptions import HTTPException

from jobmatch.errors import LedgerError, NotReferred
from jobmatch.ledger import OUTCOMES, Entry, Ledger
from jobmatch.policy import Policy
from jobmatch.schema import Workers
from jobmatch.service.access import allowed
from jobmatch.service.api.answers import Referrals, TakenBack, Verdicts
from jobmatch.service.api.bodies import JOB_EXAMPLE, WORKER_EXAMPLE, AnyWorker, Body, shown
from jobmatch.service.api.readings import own_id, worker_record
from jobmatch.service.api.values import ID_PATTERN, LONGEST_ID, Day, Id, Number
from jobmatch.service.board import Board, no_such_jobs
from jobmatch.service.problems import problem, responses

router = APIRouter(prefix="/v1/ledger", tags=["台账"], dependencies=[Depends(allowed("write"))])
_OPENING = threading.Lock()
ReferralId = Annotated[str, PathPart(pattern=ID_PATTERN, max_length=LONGEST_ID, description="推荐编号")]
if TYPE_CHECKING:
    Outcome = str
else:
    Outcome = Literal[tuple(code for code in OUTCOMES if code != "issued")]


class ReferralBody(Body):
    """一个人和推荐去的岗位。"""

    model_config = shown({"worker": {**WORKER_EXAMPLE, "name": "张三", "birth_date": "1983-05-01"}, "job_ids": [JOB_EXAMPLE["job_id"]]})
    worker: AnyWorker
    job_ids: Annotated[list[Id], Field(min_length=1, max_length=20)]
    on: Day | None = Field(None, description="推荐日期；默认今天")


class OutcomeEntry(Body):
    """一次推荐的结果。"""

    referral_id: Annotated[str, Field(min_length=1, max_length=80, examples=["TQK260302-00000013"])]
    outcome: Outcome = Field(
        description="contacted unreachable willing intended hired rejected declined full other left dismissed returned"
    )
    on: Day
    reason: Annotated[str, Field(max_length=500)] = ""
    pay: Number | None = None


class OutcomeBody(Body):
    """若干结果，逐条登记。"""

    model_config = shown({"outcomes": [{"referral_id": "TQK260302-00000013", "outcome": "hired", "on": "2026-03-05", "pay": 3800.0}]})
    outcomes: Annotated[list[OutcomeEntry], Field(min_length=1, max_length=1_000)]


@router.post("/referrals", status_code=201, response_model=Referrals, responses=responses(404, 409, 422), summary="登记推荐")
async def refer(body: ReferralBody, request: Request) -> JSONResponse:
    """登记一个人被推荐到哪些岗位，得到推荐编号；台账里不存姓名、证件号和电话。

    已过期、未开始、招满或推荐名额用完的岗位，本人推荐过且已有结果的岗位，以及已录用、未满16周岁的人，不能登记：整个请求不执行，逐个岗位说明原因。
    还没有结果的推荐重发一次，编号不变。
    """
    record, _ = worker_record(body.worker, request.app.state.settings)
    if not is_known(record, body.worker):
        raise LedgerError("台账要认得出人：请给出身份证号，或姓名和出生日期，或贵方自己的编号（worker_id、编号）")
    ids = list(dict.fromkeys(body.job_ids))
    try:
        sent = await asyncio.to_thread(_refer, request.app.state, record, ids, body.on)
    except NotReferred as error:
        errors = [{"where": f"job_ids.{body.job_ids.index(job_id)}", "message": why} for job_id, why in error.notes.items()]
        return problem(409, f"有 {len(errors)} 个岗位不能推荐，没有做任何登记", errors=errors)
    return JSONResponse({"referrals": sent}, 201)


@router.post("/outcomes", response_model=Verdicts, responses=responses(409, 422), summary="登记结果")
async def outcomes(body: OutcomeBody, request: Request) -> JSONResponse:
    """逐条登记；不能登记的说明原因，其余照常。"""
    entries = [Entry(one.referral_id, one.outcome, one.on, reason=one.reason, pay=one.pay) for one in body.outcomes]
    verdicts = await asyncio.to_thread(ledger_of(request.app.state).record_all, entries)
    told = [
        {"referral_id": entry.referral_id, "kind": one.kind, "column": one.column, "message": one.message}
        for entry, one in zip(entries, verdicts, strict=True)
    ]
    return JSONResponse({"verdicts": told})


@router.delete("/outcomes/{referral_id}", response_model=TakenBack, responses=responses(409, 422), summary="撤销结果")
async def withdraw(referral_id: ReferralId, request: Request) -> JSONResponse:
    """撤销一次推荐最后登记的结果，回到登记之前；更早的结果再撤一次。"""
    state = await asyncio.to_thread(ledger_of(request.app.state).withdraw, referral_id)
    return JSONResponse({"referral_id": referral_id, "state": state})


@router.delete("/referrals/{referral_id}", response_model=TakenBack, responses=responses(409, 422), summary="撤回推荐")
async def recall(referral_id: ReferralId, request: Request) -> JSONResponse:
    """撤回登记错了、还没有结果的推荐，名额随即空出；有结果的先撤销结果。"""
    await asyncio.to_thread(ledger_of(request.app.state).recall, referral_id)
    return JSONResponse({"referral_id": referral_id, "state": None})


def ledger_of(state: Any) -> Ledger:
    """Return the ledger of the service, opened at first use.

    Raises
    ------
    HTTPException
        409: the service was started without one.
    """
    settings = state.settings
    if settings.ledger is None:
        raise HTTPException(409, "本服务没有接台账；启动时请加 --ledger 文件或地址")
    with _OPENING:
        state.ledger = state.ledger or Ledger(settings.ledger, key_file=settings.ledger_key)
    ledger: Ledger = state.ledger
    return ledger


def is_known(record: dict[str, Any], worker: Any) -> bool:
    """Tell whether the ledger can know somebody again: by an ID number, by name and birth, or by a number that was sent along."""
    return bool(record.get("id_number") or (record.get("name") and record.get("birth_date")) or own_id(worker))


def day_of_letters(policy: Policy) -> dt.date:
    """Return the day that letters bear: that on which everything is counted, but none that is still to come."""
    return min(policy.today, dt.date.today())


def ledger_there(state: Any) -> Ledger | None:
    """Return the ledger of the service where there is one already; none is made."""
    place = state.settings.ledger
    return ledger_of(state) if place and ("://" in place or Path(place).exists()) else None


def _refer(state: Any, record: dict[str, Any], ids: list[str], on: dt.date | None) -> list[dict[str, Any]]:
    board: Board = state.board
    unknown = [job_id for job_id in ids if job_id not in board]
    if unknown:
        raise no_such_jobs(unknown)
    today = dt.date.today()
    if on and on > today:
        raise LedgerError(f"推荐日期 {on} 晚于今天（{today}）；请核对")
    person, policy = Workers(pd.DataFrame([record])), board.matcher.policy
    sent = ledger_of(state).send(person, board.take(ids), policy, on=on or day_of_letters(policy), channel="service")
    state.openings.look_at(ids)
    sent = sent.astype(object).where(sent.notna(), None)
    return [{name: row.get(name) for name in ("worker_id", "job_id", "referral_id", "note")} for row in sent.to_dict("records")]
