"""One question and one change of the service, step by step, in one process: processor time, without HTTP.

    python -m benchmarks question --jobs 20000

The jobs and the people of ``benchmarks service``. Shown: reading the request, answering it, writing the answer; the
first answer after a change; adding and removing one job, journal included. Last, by the wall: how long questions take that
come at random, as at a fair, while another thread adds and removes jobs.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.service import person, records
from jobmatch.policy import Policy
from jobmatch.service import matching
from jobmatch.service.api.people import RecommendationBody
from jobmatch.service.api.readings import worker_record
from jobmatch.service.board import Board
from jobmatch.service.journal import Change
from jobmatch.service.run import make_ready
from jobmatch.service.settings import Settings

SETTINGS = Settings()
WARMING = 100
"""Questions before those that are measured."""
APART_SECONDS = 1 / 42
"""Between questions on average, of fifty clients who ask about once a second each."""
CHANGES_APART_SECONDS = 0.2


def main(argv: list[str]) -> None:
    """Run the benchmark and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks question")
    parser.add_argument("--jobs", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--changes", type=int, default=50)
    asked = parser.parse_args(argv)
    jobs, rng = records(asked.jobs, np.random.default_rng(0)), np.random.default_rng(1)
    sent = [json.dumps({"worker": person(rng, jobs), "k": 10}, ensure_ascii=False) for _ in range(WARMING + asked.questions)]
    times: dict[str, list[float]] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        began = time.thread_time()
        found = work()
        times.setdefault(name, []).append((time.thread_time() - began) * 1000)
        return found

    with tempfile.TemporaryDirectory() as folder:
        board = Board(Path(folder), Policy())
        board.change(Change(put=tuple(jobs)))
        make_ready(board)
        for body in sent:
            question = timed("reading", lambda body=body: _read(body))
            answer = timed("answering", lambda question=question: matching.recommend(board, [question])[0])
            timed("writing", lambda answer=answer: json.dumps(answer, ensure_ascii=False))
        times = {name: found[WARMING:] for name, found in times.items()}
        for turn, body in zip(range(asked.changes), sent, strict=False):
            fresh, question = {**jobs[turn], "job_id": f"N{turn:06d}"}, _read(body)
            timed("adding a job", lambda fresh=fresh: board.change(Change(put=(fresh,))))
            timed("removing a job", lambda fresh=fresh: board.change(Change(remove=(fresh["job_id"],))))
            timed("answering after a change", lambda question=question: matching.recommend(board, [question]))
        waited = at_a_fair(board, jobs, [_read(body) for body in sent[WARMING:]])
    print(f"{asked.jobs:,} jobs; processor ms")
    for name, found in times.items():
        p50, p95 = np.percentile(found, [50, 95])
        print(f"{name:26} p50 {p50:7.2f}  p95 {p95:7.2f}")
    p50, p95, p99 = np.percentile(waited, [50, 95, 99]) * 1000
    print(f"{'answered at a fair, wall ms':26} p50 {p50:7.2f}  p95 {p95:7.2f}  p99 {p99:7.2f}")


def at_a_fair(board: Board, jobs: list[dict[str, Any]], questions: Sequence[matching.Question]) -> list[float]:
    """Return how long each question waited for its answer, seconds: they come at random, and jobs come and go meanwhile."""
    done, rng, waited = threading.Event(), np.random.default_rng(2), []

    def change() -> None:
        for turn, job in enumerate(jobs):
            board.change(Change(put=({**job, "job_id": f"F{turn:06d}"},)))
            done.wait(CHANGES_APART_SECONDS)
            board.change(Change(remove=(f"F{turn:06d}",)))
            if done.wait(CHANGES_APART_SECONDS):
                return

    changing = threading.Thread(target=change)
    changing.start()
    comes = time.perf_counter()
    for question in questions:
        comes += float(rng.exponential(APART_SECONDS))
        time.sleep(max(0.0, comes - time.perf_counter()))
        matching.recommend(board, [question])
        waited.append(time.perf_counter() - comes)
    done.set()
    changing.join()
    return waited


def _read(body: str) -> matching.Question:
    read = RecommendationBody.model_validate_json(body)
    worker, _ = worker_record(read.worker, SETTINGS)
    return matching.Question(worker, read.k, read.locality, tuple(read.tried))


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
