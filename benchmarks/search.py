"""The exact search beside what others do: time, memory, and what a text search that is re-ranked loses.

    python -m benchmarks search --workers 50000 --jobs 20000 --profiles 800
    python -m benchmarks search --growth

In one run: ours; plain FAISS over the text columns alone (the floor); its top 50 re-ranked by the whole score (what
peers do), with the share of the true best ten that it loses; brute force over the texts by numpy and by scikit-learn,
on some of the workers. Mobility is mixed 40/37/23 county/province/anywhere; a seventh of the people name two trades, a
tenth of the postings two posts. Processor time is shown beside wall time: on a shared machine only the first is
comparable. The answer is compared with the score of every job on a sample of workers.

``--growth``: the same ratio over ten times as many jobs, and over ever more place profiles. What is computed of the jobs
once, for whoever asks first (from 150,000 texts on: groups of like work), is timed apart, as indexing is.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import faiss
import numpy as np
import pandas as pd
from sklearn.neighbors import NearestNeighbors

from benchmarks.store import synthetic_jobs
from jobmatch.language import lexicon
from jobmatch.matcher import Matcher
from jobmatch.policy import Policy
from jobmatch.schema import Workers
from jobmatch.search import Pairs, Search

BRUTE_ROWS = 5_000
"""Query rows that the two forms of brute force are timed on; their time grows with the rows."""
MOBILITY, SHARES = ("county", "province", "anywhere"), (0.40, 0.37, 0.23)


def main(argv: list[str]) -> None:
    """Run the benchmark and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks search")
    parser.add_argument("--workers", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=20_000)
    parser.add_argument("--profiles", type=int, default=800)
    parser.add_argument("--k", type=int, default=50)
    parser.add_argument("--sample", type=int, default=100)
    parser.add_argument("--growth", action="store_true")
    asked = parser.parse_args(argv)
    if asked.growth:
        _growth(asked.workers, asked.k)
    else:
        _compare(asked)


def _compare(asked: argparse.Namespace) -> None:
    rng = np.random.default_rng(0)
    search = _search(rng, asked.workers, asked.jobs, asked.profiles)
    found, ours = _timed(lambda: search.top(asked.k))
    texts, floor = _timed(lambda: _faiss(search, asked.k))
    some = search.queries.text[:BRUTE_ROWS]
    share = len(search.queries.text) / len(some)
    _, sorting = _timed(lambda: _numpy(search, some, asked.k))
    _, neighbours = _timed(lambda: _scikit_learn(search, some, asked.k))
    rows = [("jobmatch, whole score", ours, 1), ("FAISS, text only", floor, 1)]
    rows += [("numpy, text only", sorting, share), ("scikit-learn, text only", neighbours, share)]
    print(f"{asked.workers:,} workers × {asked.jobs:,} jobs × {search.index.text.width} dimensions, top {asked.k}")
    for name, (cpu, wall), times in rows:
        print(f"{name:24} {cpu * times:8.2f} s processor  {wall * times:8.2f} s wall  {cpu * times / floor[0]:6.2f} × FAISS text")
    sample = np.sort(rng.choice(asked.workers, min(asked.sample, asked.workers), replace=False))
    print(f"exact on {len(sample)} workers: {_exact(search, found, sample, asked.k)}")
    print(f"text top 50 re-ranked loses {_lost(search, texts, sample):.1%} of the true best ten")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB")


def _growth(workers: int, k: int) -> None:
    print("| workers | jobs | profiles | processor ms a worker | × FAISS text |\n|--:|--:|--:|--:|--:|")
    sizes = [(jobs, 800) for jobs in (10_000, 100_000, 1_000_000)] + [(20_000, profiles) for profiles in (800, 5_000, 20_000)]
    for jobs, profiles in sizes:
        search = _search(np.random.default_rng(0), workers, jobs, profiles)
        (_, (ours, _)), (_, (floor, _)) = _timed(lambda s=search: s.top(k)), _timed(lambda s=search: _faiss(s, k))
        print(f"| {workers:,} | {jobs:,} | {profiles:,} | {ours / workers * 1000:.3f} | {ours / floor:.2f} |", flush=True)


def _search(rng: np.random.Generator, workers: int, jobs: int, profiles: int) -> Search:
    matcher = Matcher(synthetic_jobs(rng, jobs), policy=Policy(as_of=date.today()))
    people = synthetic_workers(rng, workers, profiles)
    _, (cpu, _) = _timed(lambda: matcher.recommend(people.take(np.arange(1)), k=1))
    print(f"first question at {jobs:,} jobs, with what is computed of the jobs once: {cpu:.1f} s processor", file=sys.stderr)
    return matcher.recommend(people, 0).search


def synthetic_workers(rng: np.random.Generator, n: int, profiles: int) -> Workers:
    """Return ``n`` people who share ``profiles`` homes and ranges, and wish for trades by their everyday names."""
    towns = synthetic_jobs(rng, profiles).frame
    at = rng.integers(0, profiles, n)
    names = np.array([name for trade in lexicon.trades() for name in (trade.name, *trade.names)], dtype=object)
    wishes, second = rng.choice(names, n), rng.choice(names, n)
    wishes = np.where(rng.random(n) < 1 / 7, wishes + "、" + second, wishes)
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
    _, rows = faiss.knn(search.queries.text, search.index.text[:], k, metric=faiss.METRIC_INNER_PRODUCT)
    return rows


def _numpy(search: Search, queries: np.ndarray, k: int) -> None:
    for at in range(0, len(queries), 256):
        products = queries[at : at + 256] @ search.index.text[:].T
        np.argpartition(-products, k, axis=1)


def _scikit_learn(search: Search, queries: np.ndarray, k: int) -> None:
    NearestNeighbors(n_neighbors=k, algorithm="brute", metric="cosine").fit(search.index.text[:]).kneighbors(queries)


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
