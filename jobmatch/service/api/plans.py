"""The plan of an allocation: who is read, what the ledger says of them and of the openings, and the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from pydantic_core import to_json
from starlette.exceptions import HTTPException

from jobmatch import explanation
from jobmatch.ledger import Ledger, but_the_hired
from jobmatch.matcher import Matcher
from jobmatch.matches import Shortlist
from jobmatch.schema import Workers
from jobmatch.service.api.ledger import is_known, ledger_there
from jobmatch.service.api.readings import own_id, worker_record
from jobmatch.service.board import with_rows
from jobmatch.service.journal import Record
from jobmatch.service.matching import less_sent, pair_answer, tuned
from jobmatch.service.settings import Settings
from jobmatch.terms.term import Array

if TYPE_CHECKING:
    from jobmatch.service.api.people import AllocationBody

Notes = list[dict[str, str]]


def plan(state: Any, body: AllocationBody) -> bytes:
    """Return the plan as JSON; to read thousands of forms takes seconds as well, in which others are answered."""
    records, problems = _read(body.workers, state.settings)
    state.board.follow()
    people, matcher, ledger = Workers.of_records(records), tuned(state.board.matcher, body.locality), ledger_there(state)
    if ledger is None:
        short = matcher.allocate(people, body.per_worker, body.per_opening)
    else:
        known = np.array([is_known(record, worker) for record, worker in zip(records, body.workers, strict=True)])
        people, tried = _by_ledger(ledger, people, matcher, known)
        short = less_sent(matcher, ledger).allocate(people, body.per_worker, body.per_opening, history=tried)
    return to_json(_answer(short, people) | {"problems": problems})


def _by_ledger(ledger: Ledger, people: Workers, matcher: Matcher, known: Array) -> tuple[Workers, pd.DataFrame]:
    """Return the people, of whom the hired ask for nothing, and the pairs that were tried; nobody unknown is taken for somebody."""
    hired = but_the_hired(ledger, people, on=matcher.policy.today)
    told = {name: hired.frame[name].where(known, people.frame[name]).array for name in ("segment", "segment_reason")}
    tried = ledger.history(people, matcher.jobs)
    return people.replaced(told), tried[tried["worker_id"].isin(people.ids[known])].dropna(subset=["job_id"])


def _read(workers: Sequence[Any], settings: Settings) -> tuple[list[Record], Notes]:
    records, problems = [], []
    for at, (worker, made) in enumerate(zip(workers, _made_ids(workers), strict=False)):
        record, found = worker_record(worker, settings, made=made)
        records.append(record)
        problems += [{"where": f"workers.{at}.{one['where']}", "message": one["message"]} for one in found]
    ids = [str(record["worker_id"]) for record in records]
    if len(set(ids)) < len(ids):
        raise HTTPException(409, "人员编号有重复；每人要有自己的编号")
    return records, problems


def _made_ids(workers: Sequence[Any]) -> Iterator[str]:
    """Yield an id for each worker that none of them is sent with, by their order."""
    own = set(map(own_id, workers))
    return (made for number in count(1) if (made := f"W{number:04d}") not in own)


def _answer(short: Shortlist, people: Workers) -> dict[str, Any]:
    with_rows(short.jobs)
    labels = explanation.to_verify(short)
    proof = short.certificate
    return {
        "pairs": [
            {"worker_id": str(people.ids[int(short.worker_row[row])]), **pair_answer(short, row, labels[row])} for row in range(len(short))
        ],
        "unplaced": short.unplaced.to_dict("records"),
        "certificate": {"total": proof.total, "bound": proof.bound, "gap": proof.gap, "score_total": proof.score_total},
        "notes": list(short.notes),
    }
