"""The commands behind the tables."""

from __future__ import annotations

from benchmarks.__main__ import names
from benchmarks.all import COMMANDS, QUICK, named


def test_all_runs_every_benchmark_there_is() -> None:
    assert set(named(COMMANDS)) == set(names()) - {"all"} == set(named(QUICK))
