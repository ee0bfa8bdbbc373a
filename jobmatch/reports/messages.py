"""Text for SMS and WeChat about jobs found: only to those who agreed, no job twice, nothing private in it.

An SMS is one part of at most 70 Chinese characters, signature included. It names no person, no group and no
health matter, since phones are shared in a household; it ends with how to say no, as the rules for commercial
messages ask. Sending is not this library's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from jobmatch.reports.words import day_words
from jobmatch.schema import Jobs, Workers
from jobmatch.terms.pay import pay_words

SMS_LENGTH = 70
"""Characters of one SMS in Chinese (UCS-2)."""

_STOP = "拒收回R"
_NOBODY = "详询村就业专员"
"""Whom to ask where the posting names nobody."""


def messages(
    pairs: pd.DataFrame,
    workers: Workers,
    jobs: Jobs,
    *,
    pushed: pd.DataFrame | None = None,
    sign: str = "就业服务",
) -> pd.DataFrame:
    """Return the messages to send: ``worker_id, job_ids (tuple), sms, wechat``, one row a worker.

    Parameters
    ----------
    pairs
        ``worker_id, job_id, rank`` and, where known, ``distance_km``.
    workers, jobs
        The tables the ids belong to; only who agreed is written to, by the column ``consent`` (``jobmatch.ledger.agreed`` returns
        it from the ledger). Unknown is no.
    pushed
        Pairs ``worker_id, job_id`` announced before; they are left out.
    sign
        Who writes, in 【】 at the head.

    Notes
    -----
    The SMS carries the best job; the WeChat text up to three. Who has nothing new gets no row.

    Examples
    --------
    >>> people = Workers(pd.DataFrame({"worker_id": ["W1", "W2"], "consent": [True, None]}))
    >>> jobs = Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
    >>> messages(pd.DataFrame({"worker_id": ["W1", "W2"], "job_id": "J1", "rank": 1}), people, jobs)[["worker_id", "sms"]].values.tolist()
    [['W1', '【就业服务】招缝纫工，工资面议，详询村就业专员，拒收回R']]
    """
    willing = workers.ids[workers.frame["consent"].fillna(False).to_numpy(dtype=bool)]
    fresh = pairs[pairs["worker_id"].isin(willing)].sort_values(["worker_id", "rank"], kind="stable")
    if pushed is not None and len(pushed):
        known = pd.MultiIndex.from_frame(pushed[["worker_id", "job_id"]])
        fresh = fresh[~pd.MultiIndex.from_frame(fresh[["worker_id", "job_id"]]).isin(known)]
    records = {row["job_id"]: row for row in jobs.records}
    rows = [_row(worker, group, records, sign) for worker, group in fresh.groupby("worker_id", sort=False)]
    return pd.DataFrame(rows, columns=["worker_id", "job_ids", "sms", "wechat"])


def _row(worker: Any, group: pd.DataFrame, records: Mapping[str, Any], sign: str) -> tuple[Any, ...]:
    best = group.head(_WECHAT_JOBS)
    found = [records[job] for job in best["job_id"]]
    distances = best["distance_km"].tolist() if "distance_km" in best else [None] * len(best)
    return (
        worker,
        tuple(best["job_id"]),
        sms(found[0], sign=sign, km=distances[0]),
        wechat(found, distances, sign=sign),
    )


_WECHAT_JOBS = 3


def sms(job: Mapping[str, Any], *, sign: str = "就业服务", km: float | None = None) -> str:
    """Return one SMS of at most 70 characters about a job; less urgent parts give way first.

    >>> job = {"title": "缝纫工", "employer": "奉节制衣厂", "pay_min": 3000.0, "pay_max": 4500.0,
    ...     "pay_basis": "month", "phone": "023-56561234", "work_address": "白帝镇", "valid_until": None}
    >>> sms(job, km=4.2)
    '【就业服务】奉节制衣厂招缝纫工，月薪3000—4500元，约4公里，白帝镇，电话023-56561234，拒收回R'
    """
    head, phone = f"【{sign}】", f"电话{_first_number(job['phone'])}" if job["phone"] else _NOBODY
    parts = [_who(job), _pay(job), _km(km), job["work_address"] or "", phone, _STOP]
    for weakest in (None, _PLACE, _DISTANCE, _PAY):
        if weakest is not None:
            parts[weakest] = ""
        text = head + "，".join(part for part in parts if part)
        if len(text) <= SMS_LENGTH:
            return text
    room = SMS_LENGTH - len(head) - len(phone) - len(_STOP) - len("招，…，")
    title = str(job["title"])[: max(room, 0)]
    return f"{head}招{title}…，{phone}，{_STOP}"[:SMS_LENGTH]


_PAY, _DISTANCE, _PLACE = 1, 2, 3


def wechat(found: list[Mapping[str, Any]], distances: list[float | None], *, sign: str = "就业服务") -> str:
    """Return a WeChat text about up to three jobs.

    >>> job = {"title": "缝纫工", "employer": "奉节制衣厂", "pay_min": 3000.0, "pay_max": 4500.0,
    ...     "pay_basis": "month", "phone": "023-56561234", "work_address": "白帝镇", "valid_until": None, "contact": None}
    >>> print(wechat([job], [4.2]))
    【就业服务】为您找到 1 个岗位：
    1. 奉节制衣厂招缝纫工
       月薪3000—4500元，约4公里，白帝镇
       联系：023-56561234
    想去请直接打电话，或回复序号；不想再收到请回复“退订”。
    """
    lines = [f"【{sign}】为您找到 {len(found)} 个岗位："]
    for nth, (job, km) in enumerate(zip(found, distances, strict=True), start=1):
        facts = "，".join(filter(None, [_pay(job), _km(km), job["work_address"] or ""]))
        until = f"，{day_words(job['valid_until'])}前有效" if job["valid_until"] is not None else ""
        lines += [
            f"{nth}. {_who(job)}",
            f"   {facts}{until}",
            f"   {_reach(job)}",
        ]
    return "\n".join([*lines, "想去请直接打电话，或回复序号；不想再收到请回复“退订”。"])


def _reach(job: Mapping[str, Any]) -> str:
    """Return whom to ask about a job."""
    named = " ".join(part for part in (job["contact"], job["phone"]) if part)
    return f"联系：{named}" if named else _NOBODY


def _who(job: Mapping[str, Any]) -> str:
    return f"{job['employer'] or ''}招{job['title']}"


def _pay(job: Mapping[str, Any]) -> str:
    words = pay_words(job)
    return f"月薪{words}元" if words[-1].isdigit() else f"月薪{words}" if words[0].isdigit() else f"工资{words}"


def _km(km: float | None) -> str:
    return "" if km is None or pd.isna(km) else f"约{max(round(km), 1)}公里"


def _first_number(phone: str) -> str:
    return phone.replace("/", "、").replace(",", "、").split("、")[0]
