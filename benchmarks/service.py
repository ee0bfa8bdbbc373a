"""The service under load: concurrent clients while jobs come and go, against an empty endpoint of the same server.

    python -m benchmarks service --jobs 20000 --clients 50 --requests 20000 [--pause 1] [--calm 3000] [--workers 2]

A server process of its own on 127.0.0.1 with random trades in the townships of Chongqing; every number of requests
is fixed beforehand. Two loads follow one another: first clients that ask again as soon as they are answered, so 50 of
them keep 50 requests open all the time, which is more than two cores answer whatever an answer costs; then ``calm``
questions of clients that wait ``pause`` seconds on average (exponential), as at a fair. Shown for each: p50 and p99 of
recommendations for one person, the same for ``/health/live``, how many answers were no 200, and the processor time of
the server for each answer, which does not depend on what else the machine does. ``--pause 0`` leaves the second out.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from jobmatch.language.trades import trades
from jobmatch.places import gazetteer
from jobmatch.policy import Policy
from jobmatch.service.board import Board
from jobmatch.service.journal import Change

CHANGES_APART_SECONDS = 0.2


@dataclass
class Tally:
    """How long answers took, and how many failed."""

    seconds: list[float] = field(default_factory=list)
    wrong: int = 0

    def line(self, name: str, began: float, used: float) -> str:
        """Return one line of the report; ``used`` is the processor time of the server, seconds."""
        ms = np.array(self.seconds) * 1000
        rate = len(ms) / (time.perf_counter() - began)
        times = f"p50 {np.percentile(ms, 50):8.1f} ms  p99 {np.percentile(ms, 99):8.1f} ms"
        return (
            f"{name:34} {len(ms):6} answers  {rate:7.0f}/s  {times}  processor {used * 1000 / len(ms):6.2f} ms each  not 200: {self.wrong}"
        )


def processor_seconds(parent: int) -> float:
    """Return the processor time of a process and its children so far; 0 where the system does not say (not Linux)."""
    if not Path("/proc").exists():
        return 0.0
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            number, rest = int(stat.parent.name), stat.read_text().rsplit(")", 1)[1].split()
        except OSError:  # it has ended
            continue
        if number == parent or int(rest[1]) == parent:
            ticks += int(rest[11]) + int(rest[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def records(count: int, rng: np.random.Generator) -> list[dict[str, Any]]:
    """Return jobs of random trades in random townships."""
    names = sorted(trade.name for trade in trades())
    g = gazetteer()
    towns = [code for code in g.codes() if code.startswith("50") and len(code) == 9 and g.division(code).source]
    return [
        {
            "job_id": f"J{row:06d}", "title": names[int(rng.integers(len(names)))], "work_code": towns[int(rng.integers(len(towns)))],
            "pay_min": float(rng.integers(25, 60) * 100), "openings": int(rng.integers(1, 30)), "age_max": int(rng.integers(40, 61)),
        }
        for row in range(count)
    ]  # fmt: skip


def person(rng: np.random.Generator, jobs: list[dict[str, Any]]) -> dict[str, Any]:
    """Return somebody who wants the trade of one job and lives where another is."""
    wish, home = (jobs[int(row)] for row in rng.integers(len(jobs), size=2))
    return {
        "age": int(rng.integers(18, 60)),
        "education": int(rng.integers(0, 5)),
        "wanted_occupation": wish["title"],
        "home_code": home["work_code"],
        "mobility": "city",
    }


class Connection:
    """One client: a connection that is kept open."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: Any = None) -> tuple[int, bytes]:
        """Return status and body of one request."""
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        data = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nContent-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
        writer.write(head.encode() + data)
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
        length = next(int(line.split(":")[1]) for line in lines if line.startswith("content-length:"))
        return int(lines[0].split()[1]), await reader.readexactly(length)


async def load(port: int, clients: int, asks: list[tuple[str, str, Any]], *, pause: float = 0.0) -> Tally:
    """Return how ``asks`` went, shared out among the clients, each of whom waits before it asks."""
    tally, queue, rng = Tally(), iter(asks), np.random.default_rng(2)

    async def one() -> None:
        connection = Connection(port)
        for method, path, body in queue:
            await asyncio.sleep(float(rng.exponential(pause)) if pause else 0)
            began = time.perf_counter()
            status, _ = await connection.ask(method, path, body)
            tally.seconds.append(time.perf_counter() - began)
            tally.wrong += status != 200

    await asyncio.gather(*(one() for _ in range(clients)))
    return tally


async def change(port: int, jobs: list[dict[str, Any]], done: asyncio.Event) -> Tally:
    """Add and remove jobs, one every ``CHANGES_APART_SECONDS``, until the others are done."""
    tally, connection, turn = Tally(), Connection(port), 0
    while not done.is_set():
        fresh = {**jobs[turn % len(jobs)], "job_id": f"N{turn // 2:06d}"}
        began = time.perf_counter()
        if turn % 2 == 0:
            status, _ = await connection.ask("PUT", "/v1/jobs", {"jobs": [fresh]})
        else:
            status, _ = await connection.ask("DELETE", f"/v1/jobs/{fresh['job_id']}")
        tally.seconds.append(time.perf_counter() - began)
        tally.wrong += status != 200
        turn += 1
        await asyncio.sleep(CHANGES_APART_SECONDS)
    return tally


async def measure(server: int, port: int, options: argparse.Namespace, jobs: list[dict[str, Any]]) -> None:
    """Print the lines of the report: one client, all clients without a pause, all clients asking now and then."""
    rng = np.random.default_rng(1)
    asks = [("POST", "/v1/recommendations", {"worker": person(rng, jobs), "k": 10}) for _ in range(options.requests)]
    await load(port, options.clients, asks[: 2 * options.clients])
    began, used = time.perf_counter(), processor_seconds(server)
    alone = await load(port, 1, asks[:100])
    print(alone.line("recommendations, 1 client", began, processor_seconds(server) - used), flush=True)
    load_of = Load(server, port, options.clients, jobs)
    await load_of.measure(asks, pause=0.0)
    if options.pause:
        await load_of.measure(asks[: options.calm], pause=options.pause)


@dataclass(frozen=True)
class Load:
    """Many clients of one server, while jobs come and go."""

    server: int
    """Process id of the server."""
    port: int
    """Where it listens."""
    clients: int
    """How many ask."""
    jobs: list[dict[str, Any]]
    """Those that come and go."""

    async def measure(self, asks: list[tuple[str, str, Any]], *, pause: float) -> None:
        """Print the empty endpoint, the questions and the ratio of both; ``pause`` in seconds."""
        print(f"{self.clients} clients, " + (f"each asking about every {pause:g} s" if pause else "none of whom ever pauses"), flush=True)
        empty = [("GET", "/health/live", None)] * min(len(asks), 5_000)
        began, used = time.perf_counter(), processor_seconds(self.server)
        nothing = await load(self.port, self.clients, empty, pause=pause)
        print(nothing.line("  empty endpoint", began, processor_seconds(self.server) - used), flush=True)
        done, began, used = asyncio.Event(), time.perf_counter(), processor_seconds(self.server)
        changing = asyncio.create_task(change(self.port, self.jobs, done))
        told = await load(self.port, self.clients, asks, pause=pause)
        done.set()
        used = processor_seconds(self.server) - used
        changes = await changing
        print(told.line("  recommendations", began, used))
        print(
            f"{'  jobs added and removed meanwhile':34} {len(changes.seconds):6} changes  p99 {np.percentile(changes.seconds, 99) * 1000:.1f} ms  not 200: {changes.wrong}"
        )
        ratios = [float(np.percentile(told.seconds, p) / np.percentile(nothing.seconds, p)) for p in (50, 99)]
        print(f"  ratio to the empty endpoint: p50 {ratios[0]:.1f}, p99 {ratios[1]:.1f}", flush=True)


def main(argv: list[str]) -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="benchmarks service")
    parser.add_argument("--jobs", type=int, default=20_000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--pause", type=float, default=1.0)
    parser.add_argument("--calm", type=int, default=3_000, help="questions of the clients that pause")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args(argv)
    jobs = records(options.jobs, np.random.default_rng(0))
    with tempfile.TemporaryDirectory() as folder:
        board = Board(Path(folder), Policy())
        board.change(Change(put=tuple(jobs)))
        board.save()
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port = int(taken.getsockname()[1])
        command = [sys.executable, "-m", "jobmatch", "serve", "--data", folder, "--port", str(port), "--workers", str(options.workers)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": "."})
        try:
            _await(port)
            _await_quiet(server.pid)
            asyncio.run(measure(server.pid, port, options, jobs))
        finally:
            server.terminate()
            server.wait(30)
    return 0


def _await(port: int) -> None:
    for _ in range(1_800):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the service does not answer")


def _await_quiet(server: int) -> None:
    """Wait until the server has read what it reads ahead of the first files at the desk."""
    before = -1.0
    while (used := processor_seconds(server)) > before:
        before = used
        time.sleep(1)
