"""Questions of single people, answered together: one search over everybody who waits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from jobmatch import explanation
from jobmatch.errors import JobmatchError, UnknownId
from jobmatch.ledger import Ledger
from jobmatch.matcher import Matcher
from jobmatch.matches import Matches
from jobmatch.places.located import located
from jobmatch.schema import Workers
from jobmatch.service import metrics
from jobmatch.service.board import Board, no_such_jobs, with_rows
from jobmatch.service.journal import Record
from jobmatch.store import JobStore, Snapshot
from jobmatch.terms.formula import TERM_NAMES

Answer = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """What one person is to be shown."""

    worker: Record
    """The person by canonical column."""
    k: int = 10
    """Most jobs."""
    locality: float | None = None
    """Weight on nearness, 0 to 1; the policy's when None."""
    tried: tuple[str, ...] = ()
    """Jobs not to be shown again."""


def recommend(board: Board, questions: Sequence[Question]) -> list[Answer | Exception]:
    """Return the answer to every question, in order; one that cannot be answered is its error."""
    board.follow()
    metrics.BATCH.observe(len(questions))
    answers: list[Answer | Exception] = [UnknownId("没有作答")] * len(questions)
    for locality in dict.fromkeys(question.locality for question in questions):
        rows = [row for row, question in enumerate(questions) if question.locality == locality]
        matcher = tuned(board.matcher, locality)
        for row, answer in zip(rows, _together(matcher, [questions[row] for row in rows]), strict=True):
            answers[row] = answer
    return answers


def tuned(matcher: Matcher, locality: float | None) -> Matcher:
    """Return the matcher under another weight of nearness; jobs and index are shared."""
    now = matcher.snapshot
    return matcher if locality is None else _over(matcher, replace(now, policy=now.policy.with_locality(locality)))


def less_sent(matcher: Matcher, ledger: Ledger) -> Matcher:
    """Return the matcher with the people whom the ledger knows as sent to the jobs; index and policy are shared."""
    now = matcher.snapshot
    return _over(matcher, replace(now, jobs=ledger.counted(now.jobs)))


def _over(matcher: Matcher, snapshot: Snapshot) -> Matcher:
    other = Matcher.__new__(Matcher)
    other._store = JobStore(snapshot, matcher.encoder)
    return other


def _together(matcher: Matcher, questions: Sequence[Question]) -> list[Answer | Exception]:
    try:
        return list(_answers(matcher, questions))
    except (JobmatchError, ValueError) as error:
        if len(questions) == 1:
            return [error]
        return [answer for question in questions for answer in _together(matcher, [question])]


def _answers(matcher: Matcher, questions: Sequence[Question]) -> list[Answer]:
    people = Workers.of_records([{**located(question.worker, "home"), "worker_id": str(at)} for at, question in enumerate(questions)])
    tried = [(str(at), job_id) for at, question in enumerate(questions) for job_id in question.tried]
    history = pd.DataFrame(tried, columns=["worker_id", "job_id"]) if tried else None
    matches = matcher.recommend(people, max(matcher.policy.min_jobs, *(question.k for question in questions)), history=history)
    with_rows(matches.jobs)
    with_rows(matches.workers)
    labels = explanation.to_verify(matches)
    found: list[list[Answer]] = [[] for _ in questions]
    for row, pair in enumerate(matches.records):
        at = int(matches.worker_row[row])
        if pair["rank"] <= questions[at].k:
            found[at].append(pair_answer(matches, row, labels[row]))
    reasons = _why_few(matches)
    segments = list(people.columns_read["segment"])
    return [
        {
            "worker_id": question.worker["worker_id"],
            "segment": segments[at],
            "recommendations": found[at],
            "note": reasons.get(str(at)) if segments[at] == "job" else "本人不在求职推荐范围，没有排岗位",
        }
        for at, question in enumerate(questions)
    ]


def _why_few(matches: Matches) -> dict[str, str]:
    """Return the reason for each person who is shown fewer jobs than there should be."""
    if (np.bincount(matches.worker_row, minlength=len(matches.workers)) >= matches.policy.min_jobs).all():
        return {}
    short = matches.short_of_jobs()
    return dict(zip(short["worker_id"], short["reason"], strict=True))


def pair_answer(matches: Matches, row: int, to_verify: Sequence[str]) -> Answer:
    """Return one pair of a result, ready for JSON."""
    pair = matches.records[row]
    job = matches.jobs.records[int(matches.job_row[row])]
    kilometres = None if math.isnan(pair["distance_km"]) else round(pair["distance_km"], 1)
    return {
        "job_id": pair["job_id"],
        "title": job["title"],
        "employer": job["employer"],
        "rank": pair["rank"],
        "score": round(pair["score"], 6),
        "distance_km": kilometres,
        "tier": pair["tier"] if isinstance(pair["tier"], str) and pair["tier"] else None,
        "terms": {name: round(pair[name], 6) for name in TERM_NAMES},
        "reasons": explanation.reasons(matches, row),
        "to_verify": list(to_verify),
    }


def explain(board: Board, worker: Record, job_id: str, locality: float | None) -> Answer:
    """Return why a pair is a match, or why not and what would admit it."""
    board.follow()
    matcher = tuned(board.matcher, locality)
    people = Workers.of_records([worker])
    if matcher.snapshot.rows_of([job_id])[0] < 0:
        raise no_such_jobs([job_id])
    refusal = matcher.why_not(people, str(worker["worker_id"]), job_id)
    return {
        "worker_id": refusal.worker_id,
        "job_id": refusal.job_id,
        "matches": not refusal.refused,
        "score": round(refusal.score, 6),
        "rules": [{"rule": rule, "relaxation": text} for rule, text in refusal.rules],
        "checks": [{"label": label, "outcome": outcome, "text": text} for label, outcome, text in refusal.checks],
        "text": str(refusal),
    }
