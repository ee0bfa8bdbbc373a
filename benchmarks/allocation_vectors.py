"""The allocation alone, over random vectors in real shortage: gap, time and memory, against one plain search.

    python -m benchmarks allocation_vectors --workers 50000 --jobs 10000

The world is made of random vectors, so that it measures the allocation and nothing else: trades skewed as
Zipf (the jobs' trades in another order than the workers'), homes in villages of unequal size, openings with
a heavy tail, openings × per_opening = 0.7 × demand. The search is FAISS over text ‖ nearness ‖ pay ‖ price.
"""

from __future__ import annotations

import argparse
import resource
import time
from dataclasses import dataclass, field

import numpy as np

from jobmatch.allocation import Allocation, Effort, Found, Market, Options, allocate
from jobmatch.allocation.market import Array

TRADES, VILLAGES, TEXT = 300, 100, 64
PER_WORKER, SHORTAGE = 3, 0.7


@dataclass
class VectorSearch:
    """Exact search over random vectors."""

    workers: Array
    """float32 ``[workers, d]``."""
    jobs: Array
    """float32 ``[jobs, d]``."""
    seconds: list[float] = field(default_factory=list)
    """How long each search took."""

    def __call__(self, workers: Array, prices: Array, k: int, among: Array | None = None) -> Found:
        """Return each worker's ``k`` best at ``prices``."""
        import faiss

        began = time.perf_counter()
        queries = np.hstack([self.workers[workers], np.ones((len(workers), 1), dtype=np.float32)])
        rows = np.arange(len(self.jobs)) if among is None else among
        base, k = np.hstack([self.jobs[rows], -prices[rows, None].astype(np.float32)]), min(k, len(rows))
        worth, job = faiss.knn(np.ascontiguousarray(queries), np.ascontiguousarray(base), k, metric=faiss.METRIC_INNER_PRODUCT)
        job = rows[job]
        self.seconds.append(time.perf_counter() - began)
        cut = worth[:, -1].astype(np.float64)
        score = worth.ravel().astype(np.float64) + prices[job.ravel()]
        return Found(Options(np.repeat(workers, k), job.ravel(), score), cut, cut)


def world(workers: int, jobs: int, rng: np.random.Generator) -> tuple[VectorSearch, Market]:
    """Return a search and a market in real shortage."""
    centres = _unit(rng.standard_normal((TRADES, TEXT)))
    worker_text = _unit(centres[rng.choice(TRADES, workers, p=_zipf(TRADES, 1.0))] + _noise(rng, workers))
    mixed = (_zipf(TRADES, 1.0) + _zipf(TRADES, 1.0)[rng.permutation(TRADES)]) / 2
    job_text = _unit(centres[rng.choice(TRADES, jobs, p=mixed)] + _noise(rng, jobs))
    village_km, job_km = rng.random((VILLAGES, 2)) * 100, rng.random((jobs, 2)) * 100
    km = np.linalg.norm(job_km[:, None] - village_km, axis=2)
    nearness = np.where(km > 40, 0.25, np.maximum(0.25, 2.0 ** (-np.maximum(km - 3, 0) / 10)))
    home = np.eye(VILLAGES)[rng.choice(VILLAGES, workers, p=_zipf(VILLAGES, 0.6))]
    left = np.hstack([0.55 * worker_text, 0.3 * home, np.full((workers, 1), 0.15)])
    right = np.hstack([job_text, nearness, rng.random((jobs, 1))])
    search = VectorSearch(left.astype(np.float32), right.astype(np.float32))
    return search, Market(_capacity(workers, jobs, rng), np.full(workers, PER_WORKER), np.ones(workers))


def _capacity(workers: int, jobs: int, rng: np.random.Generator) -> Array:
    openings = np.clip(3 * rng.pareto(1.2, jobs), 1, 100)
    return np.maximum(1, np.rint(openings * SHORTAGE * PER_WORKER * workers / openings.sum()))


def _zipf(n: int, exponent: float) -> Array:
    weights = 1 / np.arange(1, n + 1) ** exponent
    return weights / weights.sum()


def _noise(rng: np.random.Generator, n: int) -> Array:
    return rng.standard_normal((n, TEXT)) / np.sqrt(TEXT)


def _unit(rows: Array) -> Array:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def report(plan: Allocation, market: Market, seconds: dict[str, float]) -> str:
    """Return what was measured, as Markdown."""
    given = np.bincount(plan.options.worker, minlength=market.workers)
    used = np.bincount(plan.options.job, minlength=market.jobs)
    rows = {
        "openings × per_opening / demand": f"{market.capacity.sum() / market.limit.sum():.3f}",
        "total / bound": f"{plan.certificate.total:.1f} / {plan.certificate.bound:.1f}",
        "gap": f"{plan.certificate.gap:.6%}",
        "flows": str(plan.rounds),
        "served; with three jobs": f"{np.mean(given > 0):.1%}; {np.mean(given >= PER_WORKER):.1%}",
        "openings used": f"{used.sum() / market.capacity.sum():.1%}",
        "over capacity": str(int((used > market.capacity).sum())),
        "plain search k=50": f"{seconds['plain']:.1f} s",
        "allocation": f"{seconds['whole']:.1f} s, of which searches {seconds['search']:.1f} s",
        "allocation / plain search": f"{seconds['whole'] / seconds['plain']:.2f}",
        "peak memory": f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB",
    }
    return "\n".join(["| measure | value |", "|---|---|", *(f"| {k} | {v} |" for k, v in rows.items())])


def main(arguments: list[str] | None = None) -> None:
    """Measure one world and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--workers", type=int, default=50_000)
    options.add_argument("--jobs", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--tolerance", type=float, default=Effort().tolerance)
    chosen = options.parse_args(arguments)
    search, market = world(chosen.workers, chosen.jobs, np.random.default_rng(chosen.seed))
    search(np.arange(market.workers), np.zeros(market.jobs), 50)
    plain = search.seconds.pop()
    began = time.perf_counter()
    plan = allocate(search, market, Effort(tolerance=chosen.tolerance))
    seconds = {"plain": plain, "whole": time.perf_counter() - began, "search": sum(search.seconds)}
    print(f"{market.workers} workers × {market.jobs} jobs\n\n{report(plan, market, seconds)}")


if __name__ == "__main__":
    main()
