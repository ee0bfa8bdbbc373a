"""The commands behind the tables."""

from __future__ import annotations

from benchmarks.__main__ import names
from benchmarks.all import COMMANDS, QUICK


def test_all_runs_every_benchmark_there_is() -> None:
    assert set(COMMANDS) == set(names()) - {"all"}
    assert set(QUICK) <= set(COMMANDS)
