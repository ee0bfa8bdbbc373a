"""One person at a time against resident jobs, beside one matrix–vector product over all their texts.

    python -m benchmarks walkin --jobs 20000
    python -m benchmarks walkin --folder FOLDER      # as ``benchmarks store --folder`` saved it

Every person is another one, with another home. Shown: the product (float32, one thread), asked again and again and,
as the searches find the processor's caches, asked once before each of them; the search alone, from arrays to the best
ten; and the whole of ``recommend``, which reads the person, the home and the words too. Both are asked by people whose
home nobody asked from before (``first``), and by the same people again (``again``), when the rows of their home and
class are there. Processor time of the asking thread, so that what else the machine does counts little.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from benchmarks.search import synthetic_workers
from benchmarks.store import synthetic_jobs
from jobmatch.matcher import Matcher
from jobmatch.policy import Policy
from jobmatch.schema import Workers

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
    people = synthetic_workers(rng, 2 * asked.people, 2 * asked.people)
    ones = [Workers(people.frame.iloc[[at]]) for at in range(len(people))]
    text, query = matcher.index.text[:], matcher.index.text[0].copy()
    with threadpool_limits(1):
        matcher.recommend(_someone(), asked.k)  # what the first question computes once
        searches = [matcher.recommend(one, 0).search for one in ones[: asked.people]]
        times = {"product": [_ms(lambda: text @ query) for _ in ones], "product between searches": []}
        for turn in ("first", "again"):
            times[f"search, {turn}"] = found = []
            for search in map(replace, searches):  # what a search computed for itself is forgotten
                times["product between searches"].append(_ms(lambda: text @ query))
                found.append(_ms(lambda search=search: search.top(asked.k)))
        for turn in ("first", "again"):
            whole = [_ms(lambda one=one: matcher.recommend(one, asked.k)) for one in ones[asked.people :]]
            times[f"recommend, {turn}"] = whole
    print(f"{len(matcher):,} jobs × {text.shape[1]} dimensions, top {asked.k}, {asked.people} people")
    for name, found in times.items():
        p50, p95 = np.percentile(found, [50, 95])
        ratios = [p95 / np.median(times[one]) for one in ("product", "product between searches")]
        print(
            f"{name:25} p50 {p50:7.2f} ms  p95 {p95:7.2f} ms  p95 is {ratios[0]:6.2f} × the product, {ratios[1]:6.2f} × that between searches"
        )


def _someone() -> Workers:
    return Workers(pd.DataFrame({"worker_id": ["W"], "wanted_occupation": ["缝纫工"], "home_code": ["500236117"]}))


def _ms(work: Callable[[], object]) -> float:
    began = time.thread_time()
    work()
    return (time.thread_time() - began) * 1000


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
