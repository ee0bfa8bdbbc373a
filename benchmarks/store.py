"""Jobs at rest and in change: time and memory of building, saving, loading, adding and removing.

    python -m benchmarks store --jobs 1000000

The jobs carry titles of the lexicon, pay, conditions and a work place in one of the counties of the country;
each step runs in a process of its own, so that its peak memory is its own. Goals at 1,000,000 jobs: peak memory
at most 3 GB; a loaded matcher answers its first question within 2 s; 1,000 jobs more within 1 s, and no reader
waits longer than 50 ms.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from jobmatch.language import lexicon
from jobmatch.matcher import Matcher
from jobmatch.places import gazetteer
from jobmatch.schema import Jobs, Workers

BODIES = ("两班倒，包吃住，按月发工资", "计件工资，多劳多得", "朝九晚五，双休", None)
MORE = 1000


def synthetic_jobs(rng: np.random.Generator, n: int, prefix: str = "J") -> Jobs:
    """Return ``n`` jobs with few distinct texts."""
    counties = [one for code in gazetteer().codes() if len(code) == 6 for one in [gazetteer().division(code)]]
    counties = [one for one in counties if one.code[4:] != "00" and not np.isnan(one.lat)]
    at = rng.integers(0, len(counties), n)
    titles = np.array([name for trade in lexicon.trades() for name in (trade.name, *trade.names)], dtype=object)
    pay = rng.choice([2500, 3500, 4500, 6000, 8000], n)
    employers = np.array([f"企业{number}" for number in range(max(n // 20, 1))], dtype=object)
    today = pd.Timestamp.today().normalize()
    frame = pd.DataFrame(
        {
            "job_id": [f"{prefix}{number:07d}" for number in range(n)],
            "title": np.where(rng.random(n) < 0.1, rng.choice(titles, n) + "、" + rng.choice(titles, n), rng.choice(titles, n)),
            "employer": rng.choice(employers, n),
            "description": np.array(BODIES, dtype=object)[rng.integers(0, len(BODIES), n)],
            "work_code": np.array([one.code for one in counties], dtype=object)[at],
            "work_lat": np.array([one.lat for one in counties])[at],
            "work_lon": np.array([one.lon for one in counties])[at],
            "pay_min": pay,
            "pay_max": pay + 1500,
            "openings": rng.integers(1, 20, n),
            "education_min": rng.integers(0, 5, n),
            "age_max": rng.choice([45, 50, 55, 60], n),
            "valid_from": today - pd.to_timedelta(rng.integers(0, 60, n), unit="D"),
        }
    )
    return Jobs(frame)


def person(rng: np.random.Generator) -> Workers:
    """Return one person who asks."""
    home = {"home_address": [rng.choice(["重庆市奉节县白帝镇", "山东省济南市历下区", "重庆市酉阳县"])]}
    wish = {"worker_id": ["W1"], "wanted_occupation": [rng.choice(["缝纫工", "电焊工", "保洁员"])], "age": [43]}
    return Workers(pd.DataFrame({**wish, **home, "mobility": ["province"]}))


def build(folder: Path, jobs: int) -> None:
    """Build the matcher and save it."""
    table = synthetic_jobs(np.random.default_rng(0), jobs)
    _say("peak memory of the table alone", f"{_peak_gb():.2f} GB")
    matcher = _timed("build", lambda: Matcher(table))
    _say("peak memory of building", f"{_peak_gb():.2f} GB")
    _timed("save", lambda: matcher.save(folder))
    size = sum(file.stat().st_blocks * 512 for file in folder.rglob("*") if file.is_file())
    _say("on disk", f"{size / 2**30:.2f} GB")


def load(folder: Path, jobs: int) -> None:
    """Load the matcher and ask it."""
    who = person(np.random.default_rng(1))
    _read_once(who)
    began = time.perf_counter()
    matcher = _timed("load", lambda: Matcher.load(folder))
    answer = _timed("first question", lambda: matcher.recommend(who, k=10).to_frame())
    _say("load and first question", f"{time.perf_counter() - began:.2f} s ({len(answer)} jobs)")
    _timed("second question", lambda: matcher.recommend(who, k=10).to_frame())
    matches = matcher.recommend(who, k=10)
    _timed("its explanation", lambda: matches.explain("W1"))
    _say("peak memory, mapped pages included", f"{_peak_gb():.2f} GB")


def change(folder: Path, jobs: int) -> None:
    """Change the loaded matcher while a reader reads."""
    rng = np.random.default_rng(2)
    who = person(rng)
    _read_once(who)
    matcher = Matcher.load(folder)
    more = [synthetic_jobs(rng, MORE, prefix) for prefix in ("K", "L", "M", "N")]
    matcher.recommend(who, k=10).to_frame()
    for number, table in enumerate(more[:3]):
        _with_reader(matcher, f"add {MORE} ({number + 1})", lambda table=table: matcher.add(table))
    gone = more[0].ids[:100]
    _with_reader(matcher, "remove 100", lambda: matcher.remove(gone))
    _with_reader(matcher, "update 100", lambda: matcher.update(more[1].take(np.arange(100))))
    _with_reader(matcher, f"add {MORE} after it", lambda: matcher.add(more[3]))
    _say("peak memory, mapped pages included", f"{_peak_gb():.2f} GB")


def _read_once(who: Workers) -> None:
    """Match somebody with two other jobs, of which only the coder of occupations knows the second."""
    some = Jobs(pd.DataFrame({"job_id": ["R1", "R2"], "title": ["缝纫工", "视觉传达"]}))
    _timed("what any process reads once: models, gazetteer, lexicon, dictionary", lambda: Matcher(some).recommend(who).to_frame())


def _with_reader(matcher: Matcher, name: str, work: Callable[[], None]) -> None:
    """Run a change while another thread takes the jobs and looks at one, again and again; say its longest wait."""
    waits, done = [0.0], threading.Event()

    def read() -> None:
        while not done.is_set():
            began = time.perf_counter()
            now = matcher._store.snapshot
            _ = now.jobs.values("title", np.array([len(now.jobs) - 1])), now.index.text[-1][0]
            waits.append(time.perf_counter() - began)
            time.sleep(0.001)

    reader = threading.Thread(target=read)
    reader.start()
    _timed(name, work)
    done.set()
    reader.join()
    _say(f"  longest wait of {len(waits) - 1} reads meanwhile", f"{max(waits) * 1000:.0f} ms")


def _timed(name: str, work: Callable[[], object]) -> object:
    began = time.perf_counter()
    found = work()
    _say(name, f"{time.perf_counter() - began:.2f} s")
    return found


def _peak_gb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _say(name: str, value: str) -> None:
    print(f"| {name} | {value} |", flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Run every step, each in a process of its own, and print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--jobs", type=int, default=1_000_000)
    options.add_argument("--folder", type=Path, help="where to save; a temporary folder when not given")
    options.add_argument("--step", choices=["build", "load", "change"], help="only this one, in this process")
    chosen = options.parse_args(arguments)
    if chosen.step:
        {"build": build, "load": load, "change": change}[chosen.step](chosen.folder, chosen.jobs)
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary) / "jobs"
        for step in ("build", "load", "change"):
            print(f"\n{step}, {chosen.jobs} jobs\n\n| measure | value |\n|---|---|", flush=True)
            command = ["-m", "benchmarks", "store", "--step", step, "--jobs", str(chosen.jobs), "--folder", str(folder)]
            subprocess.run([sys.executable, *command], check=True)
    return 0
