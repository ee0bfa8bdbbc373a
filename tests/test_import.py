"""``import jobmatch`` is quick and has no side effect."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ("torch", "jieba", "sklearn", "faiss", "pandas", "numpy", "ortools", "typer", "sqlalchemy")
PROBE = """
import json, sys, time
began = time.perf_counter()
import jobmatch
print(json.dumps({"seconds": time.perf_counter() - began, "modules": sorted(sys.modules)}))
"""


@pytest.fixture(scope="module")
def fresh() -> dict[str, object]:
    """What a fresh interpreter saw while it imported jobmatch; the quickest of three."""
    runs = [json.loads(subprocess.run([sys.executable, "-c", PROBE], check=True, capture_output=True, text=True).stdout) for _ in range(3)]
    return min(runs, key=lambda run: run["seconds"])


@pytest.mark.parametrize("module", HEAVY)
def test_import_loads_nothing_heavy(fresh: dict[str, object], module: str) -> None:
    assert module not in fresh["modules"]


def test_import_takes_less_than_half_a_second(fresh: dict[str, object]) -> None:
    assert fresh["seconds"] < 0.5


def test_every_public_name_is_there() -> None:
    import jobmatch

    missing = [name for name in jobmatch.__all__ if getattr(jobmatch, name, None) is None]
    assert missing == []


def test_an_unknown_name_is_an_attribute_error() -> None:
    import jobmatch

    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        jobmatch.nothing


def test_import_prints_nothing() -> None:
    done = subprocess.run([sys.executable, "-W", "error", "-c", "import jobmatch"], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
