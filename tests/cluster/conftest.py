"""A small world in partitions, and a Ray of two workers that all tests here share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from jobmatch.cluster import connected, write_partitions
from jobmatch.matcher import Matcher
from jobmatch.policy import Policy
from jobmatch.schema import Workers
from tests.worlds import TODAY, random_jobs, random_workers

PARTS = 4


@dataclass
class Office:
    """Workers in a folder of partitions, and a matcher saved beside them."""

    workers: Workers
    inputs: Path
    matcher: Matcher
    saved: Path


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("office")
    rng = np.random.default_rng(5)
    workers = random_workers(rng, 120)
    cuts = np.array_split(np.arange(len(workers)), PARTS)
    inputs = write_partitions((workers.take(rows).frame for rows in cuts), folder / "workers")
    matcher = Matcher(random_jobs(rng, 40), policy=Policy(as_of=TODAY))
    return Office(workers, inputs, matcher, matcher.save(folder / "jobs.jobmatch"))


@pytest.fixture(scope="session")
def two_workers() -> Iterator[None]:
    with connected(workers=2):
        yield


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    """Fail unless two answers are the same row for row, to the last bit."""
    kinds = {"worker_id": "string", "job_id": "string", "tier": "string"}
    pd.testing.assert_frame_equal(one.astype(kinds), other.astype(kinds), check_exact=True)
