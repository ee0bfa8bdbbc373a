"""One person at a time against resident jobs, beside one matrix–vector product over all their texts.

    python -m benchmarks walkin --jobs 20000
    python -m benchmarks walkin --folder FOLDER      # as ``benchmarks store --folder`` saved it

Every person is another one, with another home. Shown: the product (float32, one thread); the search alone, from
arrays to the best ten; and the whole of ``recommend``, which reads the person, the home and the words too.
Processor time of the asking thread, so that what else the machine does counts little.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.search import synthetic_workers
from benchmarks.store import synthetic_jobs
from jobmatch.matcher import Matcher
from jobmatch.policy import Policy
from jobmatch.search import Search

TODAY = Policy(as_of=date.today())


def main(argv: list[str]) -> None:
    """Run the benchmark and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks walkin")
    parser.add_argument("--jobs", type=int, default=20_000)
    parser.add_argument("--folder", help="a saved matcher, instead of a new one of so many jobs")
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--k", type=int, default=10)
    asked = parser.parse_args(argv)
    rng = np.random.default_rng(0)
    matcher = Matcher.load(asked.folder) if asked.folder else Matcher(synthetic_jobs(rng, asked.jobs), policy=TODAY)
    people = synthetic_workers(rng, asked.people, asked.people)
    ones = [people.take([at]) for at in range(asked.people)]
    with threadpool_limits(1):
        matcher.recommend(ones[0], asked.k)  # what the first question computes once
        text, query = matcher.index.text[:], matcher.index.text[0].copy()
        product = [_ms(lambda: text @ query) for _ in ones]
        whole = [_ms(lambda one=one: matcher.recommend(one, asked.k)) for one in ones]
        alone = [_ms(lambda search=search: search.top(asked.k)) for search in map(_fresh(matcher), ones)]
    print(f"{len(matcher):,} jobs × {text.shape[1]} dimensions, top {asked.k}, {asked.people} people")
    for name, times in (("product", product), ("search", alone), ("recommend", whole)):
        p50, p95 = np.percentile(times, [50, 95])
        print(f"{name:10} p50 {p50:8.2f} ms  p95 {p95:8.2f} ms  p95 is {p95 / np.median(product):6.2f} × the product")


def _fresh(matcher: Matcher) -> Callable[..., Search]:
    return lambda one: matcher.recommend(one, 0).search


def _ms(work: Callable[[], object]) -> float:
    began = time.thread_time()
    work()
    return (time.thread_time() - began) * 1000


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
