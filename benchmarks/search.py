"""The exact search beside what others do: time, memory, and what a text search that is re-ranked loses.

    python -m benchmarks search --workers 50000 --jobs 20000 --profiles 800

In one run: ours; plain FAISS over the text columns alone (the floor); its top 50 re-ranked by the whole score (what
peers do), with the share of the true best ten that it loses; a numpy product and sort of the texts. Mobility is mixed
40/37/23 county/province/anywhere. Processor time is shown beside wall time: on a shared machine only the first is
comparable. The answer is compared with the score of every job on a sample of workers.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import faiss
import numpy as np
import pandas as pd

from benchmarks.store import synthetic_jobs
from jobmatch.language import lexicon
from jobmatch.matcher import Matcher
from jobmatch.policy import Policy
from jobmatch.schema import Workers
from jobmatch.search import Pairs, Search

MOBILITY, SHARES = ("county", "province", "anywhere"), (0.40, 0.37, 0.23)


def main(argv: list[str]) -> None:
    """Run the benchmark and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks search")
    parser.add_argument("--workers", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=20_000)
    parser.add_argument("--profiles", type=int, default=800)
    parser.add_argument("--k", type=int, default=50)
    parser.add_argument("--sample", type=int, default=100)
    asked = parser.parse_args(argv)
    rng = np.random.default_rng(0)
    matcher = Matcher(synthetic_jobs(rng, asked.jobs), policy=Policy(as_of=date.today()))
    search = matcher.recommend(synthetic_workers(rng, asked.workers, asked.profiles), 0).search
    found, ours = _timed(lambda: search.top(asked.k))
    texts, floor = _timed(lambda: _faiss(search, asked.k))
    _, sorting = _timed(lambda: _numpy(search, asked.k))
    sample = np.sort(rng.choice(asked.workers, min(asked.sample, asked.workers), replace=False))
    rows = [("jobmatch, whole score", ours), ("FAISS, text only", floor), ("numpy, text only", sorting)]
    print(f"{asked.workers:,} workers × {asked.jobs:,} jobs × {search.index.text.shape[1]} dimensions, top {asked.k}")
    for name, (cpu, wall) in rows:
        print(f"{name:24} {cpu:8.2f} s processor  {wall:8.2f} s wall  {cpu / floor[0]:6.2f} × FAISS text")
    print(f"exact on {len(sample)} workers: {_exact(search, found, sample, asked.k)}")
    print(f"text top 50 re-ranked loses {_lost(search, texts, sample):.1%} of the true best ten")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB")


def synthetic_workers(rng: np.random.Generator, n: int, profiles: int) -> Workers:
    """Return ``n`` people who share ``profiles`` homes and ranges, and wish for trades by their everyday names."""
    towns = synthetic_jobs(rng, profiles).frame
    at = rng.integers(0, profiles, n)
    names = np.array([name for trade in lexicon.trades() for name in (trade.name, *trade.names)], dtype=object)
    wishes = rng.choice(names, n)
    return Workers(
        pd.DataFrame(
            {
                "worker_id": [f"W{number:07d}" for number in range(n)],
                "wanted_occupation": np.where(rng.random(n) < 0.05, None, wishes),
                "home_code": towns["work_code"].to_numpy(dtype=object)[at],
                "home_lat": towns["work_lat"].to_numpy(dtype=float)[at],
                "home_lon": towns["work_lon"].to_numpy(dtype=float)[at],
                "mobility": rng.choice(MOBILITY, profiles, p=SHARES)[at],
                "age": rng.integers(18, 60, n),
                "education": rng.integers(1, 6, n),
                "pay_min_wanted": rng.choice([2500.0, 3500.0, 5000.0, np.nan], n),
            }
        )
    )


def _timed(work: Callable[[], Any]) -> tuple[Any, tuple[float, float]]:
    cpu, wall = time.process_time(), time.perf_counter()
    result = work()
    return result, (time.process_time() - cpu, time.perf_counter() - wall)


def _faiss(search: Search, k: int) -> np.ndarray:
    _, rows = faiss.knn(search.queries.text, search.index.text, k, metric=faiss.METRIC_INNER_PRODUCT)
    return rows


def _numpy(search: Search, k: int) -> None:
    for at in range(0, len(search.queries.text), 256):
        products = search.queries.text[at : at + 256] @ search.index.text.T
        np.argpartition(-products, k, axis=1)


def _exact(search: Search, found: Pairs, sample: np.ndarray, k: int) -> bool:
    dense = search.dense(sample, k)
    mine = found.take(np.flatnonzero(np.isin(found.worker, sample)))
    return len(mine) == len(dense) and bool((mine.job == dense.job).all() and np.allclose(mine.score, dense.score))


def _lost(search: Search, texts: object, sample: np.ndarray) -> float:
    """Return the share of the true best ten that are not among the text's best 50."""
    best = search.dense(sample, 10)
    rows = np.asarray(texts)
    listed = {
        (int(worker), int(search.index.owner[row]))
        for worker in sample
        for query in range(search.queries.start[worker], search.queries.start[worker + 1])
        for row in rows[query]
    }
    missing = [pair not in listed for pair in zip(best.worker.tolist(), best.job.tolist(), strict=True)]
    return float(np.mean(missing)) if missing else 0.0
