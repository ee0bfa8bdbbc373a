"""Cards for thousands of people: one page each as HTML and as PDF, with the lists for villages and employers.

    python -m benchmarks cards --people 5000

The demo's people over and over, matched with the demo's posts. Goal: cards for 5,000 workers within 60 s.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from jobmatch.demo import AS_OF, CONTEXT, write_demo
from jobmatch.forms import read_jobs, read_workers
from jobmatch.matcher import Matcher
from jobmatch.matches import Matches
from jobmatch.policy import Policy
from jobmatch.reports.cards import write_cards
from jobmatch.reports.lists import write_employer_lists, write_village_lists
from jobmatch.schema import Workers


def matched(folder: Path, people: int) -> Matches:
    """Return three jobs each for ``people`` people."""
    workers, jobs = write_demo(folder)
    few = read_workers(workers, as_of=AS_OF, context=CONTEXT).frame.query("segment == 'job'")
    many = pd.concat([few] * (people // len(few) + 1), ignore_index=True).iloc[:people]
    many = many.assign(worker_id=[f"P{number:06d}" for number in range(people)])
    matcher = Matcher(read_jobs(jobs, as_of=AS_OF, context=CONTEXT), policy=Policy(as_of=AS_OF))
    return matcher.recommend(Workers(many), k=3)


def measure(name: str, work: Callable[[], Path]) -> None:
    """Run ``work`` and print what it took."""
    began, used = time.perf_counter(), time.process_time()
    path = work()
    cpu, wall = time.process_time() - used, time.perf_counter() - began
    print(f"| {name} | {cpu:.1f} | {wall:.1f} | {path.stat().st_size / 2**20:.1f} |", flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Write everything once and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--people", type=int, default=5000)
    chosen = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        found = matched(folder, chosen.people)
        found.to_frame()
        print("| file | processor s | wall s | MB |\n|---|--:|--:|--:|", flush=True)
        measure("cards, HTML", lambda: write_cards(found, folder / "cards.html", on=AS_OF))
        measure("cards, PDF", lambda: write_cards(found, folder / "cards.pdf", on=AS_OF))
        measure("village lists, PDF", lambda: write_village_lists(found, folder / "villages.pdf", on=AS_OF))
        measure("employer lists, PDF", lambda: write_employer_lists(found, folder / "employers.pdf", on=AS_OF))
        measure("workbook", lambda: found.to_excel(folder / "book.xlsx"))
    return 0
