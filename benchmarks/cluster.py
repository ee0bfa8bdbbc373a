"""The work on Ray: two workers beside one, a worker killed, the driver's memory, and the gap of an allocation.

    python -m benchmarks cluster speed --people 20000 --parts 16
    python -m benchmarks cluster memory --people 10000,40000,160000
    python -m benchmarks cluster gap --people 200000 --parts 16 --tightness 1.15

The load is a simulated province (``jobmatch.evaluation.simulate.province``), streamed into partitions; with
``--people 1000000 --tightness 1.15`` it has some 100,000 postings. Each run has a driver process of its own, which loads
the saved matcher and nothing else, so that its peak memory is the driver's. Workers have one core each.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from jobmatch import cluster
from jobmatch.evaluation.simulate import province
from jobmatch.matcher import Matcher
from jobmatch.policy import Policy

DAY = date(2026, 3, 1)


def main(argv: list[str]) -> None:
    """Run what is asked for and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks cluster")
    parser.add_argument("what", choices=["speed", "memory", "gap", "driver"])
    parser.add_argument("--people", default="20000", help="one number, or several for memory")
    parser.add_argument("--parts", type=int, default=16)
    parser.add_argument("--tightness", type=float, default=1.15, help="openings a person")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--k", type=int, default=10)
    parser.add_argument("--task", default="recommend")
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--folder", type=Path, help="where the load is, or shall be, kept")
    asked = parser.parse_args(argv)
    {"speed": _speed, "memory": _memory, "gap": _gap, "driver": _driver}[asked.what](asked)


def load(folder: Path, people: int, *, parts: int, tightness: float) -> tuple[int, int]:
    """Write a province's people in partitions and its matcher, unless they are there; return people and jobs."""
    if not (folder / "jobs.jobmatch" / "CURRENT").is_file():
        land = province(n_workers=people, tightness=tightness, chunk=-(-people // parts), seed=1)
        cluster.write_partitions((world.workers.frame for world in land), folder / "workers")
        Matcher(land.jobs, policy=Policy(as_of=DAY)).save(folder / "jobs.jobmatch")
    return people, len(Matcher.load(folder / "jobs.jobmatch"))


def _speed(asked: argparse.Namespace) -> None:
    folder = asked.folder or Path(tempfile.mkdtemp())
    people, jobs = load(folder, int(asked.people), parts=asked.parts, tightness=asked.tightness)
    print(f"{people:,} people × {jobs:,} jobs in {asked.parts} partitions, top {asked.k}\n")
    rows = {"one worker": (1, False), "two workers": (2, False), "two, one killed": (2, True)}
    told = {name: _run(asked, folder, workers=n, kill=kill) for name, (n, kill) in rows.items()}
    print("| | matching | processor | whole run | rate of one | processor of one |\n|---|--:|--:|--:|--:|--:|")
    for name, one in told.items():
        rate, share = (told["one worker"][what] / one[what] for what in ("matching", "processor"))
        print(f"| {name} | {one['matching']:.1f} s | {one['processor']:.1f} s | {one['whole']:.1f} s | {rate:.2f} | {share:.2f} |")
    print(f"\nthe same pairs in all three: {len({one['answer'] for one in told.values()}) == 1}")


def _memory(asked: argparse.Namespace) -> None:
    print("| people | jobs | task | driver's peak | grown since loading |\n|--:|--:|---|--:|--:|")
    for people in (int(one) for one in asked.people.split(",")):
        folder = Path(tempfile.mkdtemp())
        _, jobs = load(folder, people, parts=-(-people // 2500), tightness=1000 * asked.tightness / people)
        told = _run(asked, folder, workers=asked.workers)
        print(f"| {people:,} | {jobs:,} | {asked.task} | {told['peak_mb']:.0f} MB | {told['grown_mb']:.0f} MB |", flush=True)


def _gap(asked: argparse.Namespace) -> None:
    folder = asked.folder or Path(tempfile.mkdtemp())
    people, jobs = load(folder, int(asked.people), parts=asked.parts, tightness=asked.tightness)
    asked.task = "allocate"
    told = _run(asked, folder, workers=asked.workers)
    print(f"{people:,} people × {jobs:,} jobs in {asked.parts} partitions, {asked.workers} workers")
    print(json.dumps(told, ensure_ascii=False, indent=1))


def _run(asked: argparse.Namespace, folder: Path, *, workers: int, kill: bool = False) -> dict[str, Any]:
    """Return what a driver process of its own measured."""
    words = ["driver", "--task", asked.task, "--workers", str(workers), "--k", str(asked.k), "--folder", str(folder)]
    command = [sys.executable, "-m", "benchmarks", "cluster", *words, *(["--kill"] if kill else [])]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _driver(asked: argparse.Namespace) -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s")
    logging.getLogger("jobmatch.cluster").setLevel(logging.INFO)
    output, inputs, saved = Path(tempfile.mkdtemp()) / "out", asked.folder / "workers", asked.folder / "jobs.jobmatch"
    seen: list[float] = []
    with cluster.connected(workers=asked.workers):
        Matcher.load(saved).recommend(cluster.read_partition(cluster.partitions(inputs)[0].path).take([0]), 1)
        before, began = _peak_mb(), time.perf_counter()
        progress = _watch(output, seen, kill=asked.kill)
        if asked.task == "allocate":
            result = cluster.allocate(inputs, saved, 3, output=output, progress=progress)
        else:
            result = cluster.recommend(inputs, saved, asked.k, output=output, progress=progress)
        whole = time.perf_counter() - began
    told = {"whole": whole, **_matching(output), "peak_mb": _peak_mb(), "grown_mb": _peak_mb() - before}
    told |= {"pairs": result.pairs, "answer": _digest(result)}
    if result.certificate:
        told |= {"gap": result.certificate.gap, "total": result.certificate.total, "bound": result.certificate.bound}
    print(json.dumps(told))


def _watch(output: Path, seen: list[float], *, kill: bool) -> Callable[[int], None]:
    """Return a callback that notes when partitions get done, and kills the worker of the first one if asked to."""

    def noted(rows: int) -> None:
        if kill and not seen:
            record = json.loads(min((output / "done").glob("*.json"), key=lambda f: f.stat().st_mtime).read_text())
            os.kill(int(record["process"].rpartition(":")[2]), signal.SIGKILL)
        seen.append(time.perf_counter())

    return noted


def _matching(output: Path) -> dict[str, float]:
    """Return the seconds from the first partition begun to the last one done, without Ray's own start; and processor s."""
    records = [json.loads(file.read_text()) for file in (output / "done").glob("*.json")]
    matching = max(one["ended"] for one in records) - min(one["began"] for one in records)
    return {"matching": matching, "processor": sum(one["processor_s"] for one in records)}


def _digest(result: cluster.Result) -> str:
    import hashlib

    frame = result.to_frame()[["worker_id", "job_id", "rank"]]
    return hashlib.sha256(frame.to_csv(index=False).encode()).hexdigest()


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
