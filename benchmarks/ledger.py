"""The ledger at the size of a city: the monthly report, a day's outcomes, the next referrals and the calls due.

    python -m benchmarks ledger
    python -m benchmarks ledger --url postgresql://office@host/empty --key-file office.key

A year of 1,000,000 letters for 100,000 persons and 6,000 posts; two letters in five have an outcome, one in ten ends
in a hire. Goals: the monthly report within 10 s, a day's 10,000 outcomes within 20 s. Each step runs in a process
of its own; the workbook that is read back is written before.
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import xlsxwriter
from sqlalchemy import func, select

from jobmatch.ledger import (
    ID_COLUMNS,
    OUTCOME_COLUMNS,
    Ledger,
    follow_ups_due,
    import_outcomes,
    monthly_report,
    queue,
)
from jobmatch.ledger.database import append
from jobmatch.ledger.entering import records
from jobmatch.ledger.letters import letter_number
from jobmatch.ledger.recording import FOLLOW_UP_MONTHS
from jobmatch.ledger.tables import events, follow_ups, persons, posts, referrals
from jobmatch.reports.statistics import Period
from jobmatch.schema import TIERS, Jobs, Workers

YEAR = 2026
REASONS = ("", "嫌远", "工资低", "要带小孩", "面试未通过", "年龄偏大")
COUNTIES = ("500236", "500241", "500154", "500235")


def fill(ledger: Ledger, people: int, letters: int) -> None:
    """Write a year into an empty ledger."""
    rng = np.random.default_rng(0)
    rows = _letters(rng, people, letters)
    with ledger.database.write() as connection:
        append(connection, persons, records(_persons(rng, people)))
        append(connection, posts, records(_posts(rng)))
        append(connection, referrals, records(rows))
        steps = _steps(rng, rows)
        append(connection, events, records(steps))
        append(connection, follow_ups, records(_calls(steps)))


def _persons(rng: np.random.Generator, count: int) -> pd.DataFrame:
    groups = rng.choice(["lifted", "lifted;disabled", "dibao", "zero_employment_household", ""], count)
    return pd.DataFrame(
        {
            "id": np.arange(1, count + 1),
            "key": [f"{number:064x}" for number in range(count)],
            "worker_id": [f"W{number:06d}" for number in range(count)],
            "county": rng.choice(COUNTIES, count),
            "township": np.char.add(rng.integers(1, 33, count).astype(str), "号镇"),
            "groups": groups,
            "household": [f"{number // 3:064x}" for number in range(count)],
            "segment": rng.choice(["job", "job", "job", "training"], count),
            "entered_on": dt.date(YEAR, 1, 1),
        }
    )


def _posts(rng: np.random.Generator, count: int = 6000) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": np.arange(1, count + 1),
            "key": [f"{number:032x}" for number in range(count)],
            "job_id": [f"J{number:05d}" for number in range(count)],
            "employer": [f"企业{number // 5}" for number in range(count)],
            "title": rng.choice(["缝纫工", "保安", "保洁", "普工"], count),
            "work_code": rng.choice(COUNTIES, count),
            "workplace_type": rng.choice(["enterprise", "workshop", "public_welfare"], count),
            "kind": "job",
            "openings": rng.integers(1, 200, count),
        }
    )


def _letters(rng: np.random.Generator, people: int, count: int) -> pd.DataFrame:
    days = np.sort(rng.integers(0, 365, count))
    nth = np.arange(count) - np.searchsorted(days, days)
    dates = [dt.date(YEAR, 1, 1) + dt.timedelta(days=int(day)) for day in days]
    person = rng.permutation(count) % people
    state = rng.choice(["issued", "hired", "rejected", "declined", "full"], count, p=[0.6, 0.1, 0.12, 0.12, 0.06])
    later = [day + dt.timedelta(days=3) for day in dates]
    return pd.DataFrame(
        {
            "id": [letter_number(day, int(one) + 1) for day, one in zip(dates, nth, strict=True)],
            "person": person + 1,
            "post": (person * 7 + np.arange(count) * 13) % 6000 + 1,
            "worker_id": [f"W{number:06d}" for number in person],
            "job_id": [f"J{number:05d}" for number in (person * 7 + np.arange(count) * 13) % 6000],
            "referred_on": dates,
            "tier": rng.choice([*TIERS, ""], count),
            "distance_km": rng.uniform(1, 900, count).round(1),
            "channel": rng.choice(["", "劳务经纪人", "人力资源机构"], count),
            "state": state,
            "state_on": [day if one == "issued" else then for day, one, then in zip(dates, state, later, strict=True)],
        }
    ).drop_duplicates(["person", "post", "referred_on"])


def _steps(rng: np.random.Generator, rows: pd.DataFrame) -> pd.DataFrame:
    done = rows[rows["state"] != "issued"]
    reason = np.where(done["state"].isin(["rejected", "declined"]), rng.choice(REASONS, len(done)), "")
    frame = pd.DataFrame({"referral": done["id"], "outcome": done["state"], "on": done["state_on"], "reason": reason})
    return frame.assign(recorded_at=dt.datetime(YEAR, 1, 1))


def _calls(steps: pd.DataFrame) -> pd.DataFrame:
    hires = steps[steps["outcome"] == "hired"]
    due = [hires.assign(months=months, due_on=[day + dt.timedelta(days=30 * months) for day in hires["on"]]) for months in FOLLOW_UP_MONTHS]
    return pd.concat(due)[["referral", "months", "due_on"]]


def write_outcomes(ledger: Ledger, path: Path, count: int) -> None:
    """Write a workbook of ``count`` open letters with their outcomes filled in."""
    c = referrals.c
    query = select(c.id, c.worker_id, c.job_id).where(c.state == "issued").order_by(func.length(c.id), c.id.desc())
    open_letters = ledger.database.frame(query.limit(count))
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("一对一推荐表")
        sheet.write_row(0, 0, [*ID_COLUMNS, *OUTCOME_COLUMNS])
        for row, letter in enumerate(open_letters.itertuples(index=False), start=1):
            outcome = ("录用", "不录用", "本人不愿意")[row % 3]
            sheet.write_row(row, 0, [*letter, outcome, f"{YEAR + 1}-01-04", "嫌远" if row % 3 == 2 else "", ""])


def report(ledger: Ledger, folder: Path) -> object:
    """Write the report of the last month as a workbook."""
    return monthly_report(ledger, Period.month(YEAR, 12), folder / "report.xlsx")


def page(ledger: Ledger, folder: Path) -> object:
    """Write it as a page."""
    return monthly_report(ledger, Period.month(YEAR, 12), folder / "report.html")


def outcomes(ledger: Ledger, folder: Path) -> object:
    """Read a day's outcomes back."""
    return import_outcomes(ledger, folder / "outcomes.xlsx", as_of=dt.date(YEAR + 1, 1, 5))


def again(ledger: Ledger, folder: Path) -> object:
    """Read the same workbook a second time."""
    return outcomes(ledger, folder)


def calls(ledger: Ledger, folder: Path) -> object:
    """List the calls due and the people to serve again."""
    day = dt.date(YEAR + 1, 1, 5)
    return f"{len(follow_ups_due(ledger, day))} calls, {len(queue(ledger, day))} people"


def history(ledger: Ledger, folder: Path) -> object:
    """Return the pairs already tried."""
    return f"{len(ledger.history())} pairs"


def refer(ledger: Ledger, folder: Path) -> object:
    """Send 20,000 people to three posts each."""
    people = Workers(pd.DataFrame({"worker_id": [f"N{number}" for number in range(20_000)]}))
    jobs = Jobs(pd.DataFrame({"job_id": [f"M{number}" for number in range(2000)], "title": "缝纫工"}))
    rows = np.arange(60_000)
    pairs = pd.DataFrame({"worker_id": people.ids[rows // 3], "job_id": jobs.ids[rows % 2000]})
    return f"{len(ledger.refer(pairs, people, jobs, on=dt.date(YEAR + 1, 1, 5)))} letters"


STEPS: tuple[Callable[[Ledger, Path], object], ...] = (report, page, outcomes, again, calls, history, refer)


def run(step: Callable[[Ledger, Path], object], place: str, key_file: Path, folder: Path) -> None:
    """Run one step on the ledger and print what it took."""
    with Ledger(place, key_file=key_file) as ledger:
        began, used = time.perf_counter(), time.process_time()
        found = str(step(ledger, folder)).splitlines()[0]
        wall, cpu = time.perf_counter() - began, time.process_time() - used
    said = (step.__doc__ or "").rstrip(".")
    note = "" if step in (report, page) else f" ({found})"
    print(f"| {said}{note} | {cpu:.1f} | {wall:.1f} |", flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Fill a ledger, run every step and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--people", type=int, default=100_000)
    options.add_argument("--letters", type=int, default=1_000_000)
    options.add_argument("--outcomes", type=int, default=10_000)
    options.add_argument("--url", help="an empty PostgreSQL database; a SQLite file when not given")
    options.add_argument("--key-file", type=Path)
    options.add_argument("--steps", nargs="*", choices=[step.__name__ for step in STEPS])
    chosen = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        place, key_file = chosen.url or str(folder / "ledger.db"), chosen.key_file or folder / "ledger.key"
        with Ledger(place, key_file=key_file) as ledger:
            fill(ledger, chosen.people, chosen.letters)
            write_outcomes(ledger, folder / "outcomes.xlsx", chosen.outcomes)
        print("| step | processor s | wall s |\n|---|--:|--:|", flush=True)
        for step in STEPS:
            if chosen.steps is None or step.__name__ in chosen.steps:
                process = multiprocessing.get_context("spawn").Process(target=run, args=(step, place, key_file, folder))
                process.start()
                process.join()
    return 0
