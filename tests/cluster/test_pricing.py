"""Allocation across partitions, in this process: the plan, its certificate, and its limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from jobmatch.allocation import Certificate
from jobmatch.allocation.openings import capacities
from jobmatch.cluster import Effort
from jobmatch.cluster.pricing import Pricing
from jobmatch.cluster.results import Result, result_of
from jobmatch.cluster.rounds import deliver
from jobmatch.cluster.runs import begin

BY_PRICES = Effort(central_pairs=0, sample_bytes=0, every=2, sample_searches=2, tolerance=0.02)
"""With 25 people a partition, whole numbers alone cost a per cent."""


class Here:
    """Every partition is done by this process; counts what comes back to the driver."""

    def __init__(self) -> None:
        self.numbers = 0

    def each(self, work: Callable[..., Any], items: Iterable[tuple[Any, ...]], *shared: Any) -> Iterator[Any]:
        for item in items:
            answer = work(*item, *shared)
            self.numbers += sum(np.size(one) for one in answer) if isinstance(answer, tuple) else 1
            yield answer


def planned(office: Any, output: Path, effort: Effort) -> tuple[Certificate, Result]:
    run = begin(office.inputs, office.saved, {"what": "allocate"}, output)
    pricing = Pricing.of(run, Here(), 2, effort)
    certificate, name = pricing.plan()
    list(pricing.each(deliver, name, 2))
    return certificate, result_of(output, certificate)


@pytest.mark.parametrize("effort", [Effort(), BY_PRICES])
def test_the_plan_keeps_the_openings_and_its_certificate_holds(office: Any, tmp_path: Path, effort: Effort) -> None:
    certificate, result = planned(office, tmp_path / "out", effort)
    single = office.matcher.allocate(office.workers, 2)
    frame = result.to_frame()
    policy = office.matcher.policy
    places, _ = capacities(office.matcher.jobs, policy, policy.openings.per_opening)
    sent = frame["job_id"].value_counts().reindex(office.matcher.jobs.ids, fill_value=0).to_numpy()
    assert (sent <= places).all()
    assert frame.groupby("worker_id").size().max() <= 2
    assert not frame.duplicated(["worker_id", "job_id"]).any()
    assert frame["score"].sum() == pytest.approx(certificate.score_total, abs=1e-6)
    assert certificate.bound >= single.certificate.total - 1e-6, "no plan is worth more than the bound"
    assert certificate.total <= single.certificate.bound + 1e-6
    assert certificate.gap <= effort.tolerance
    if effort.central_pairs:
        assert certificate.total == pytest.approx(single.certificate.total, rel=1e-4), "one flow over all partitions"
    unplaced = pd.concat(pd.read_parquet(file) for file in sorted((tmp_path / "out" / "unplaced").iterdir()))
    assert set(unplaced["worker_id"]) | set(frame["worker_id"]) == set(single.unplaced["worker_id"]) | set(single.to_frame()["worker_id"])
    assert not set(unplaced["worker_id"]) & set(frame["worker_id"])


def test_what_comes_back_does_not_grow_with_the_people(office: Any, tmp_path: Path) -> None:
    came = []
    for copies in (1, 4):
        frames = [office.workers.frame.assign(worker_id=lambda f, c=c: f["worker_id"] + f"-{c}") for c in range(copies)]
        file = tmp_path / f"{copies}.parquet"
        pd.concat(frames).to_parquet(file, index=False)
        here = Here()
        run = begin(file, office.saved, {"what": "allocate"}, tmp_path / f"out-{copies}")
        Pricing.of(run, here, 2, Effort(central_pairs=0, searches=1, tolerance=1.0)).plan()
        came.append(here.numbers)
    rounds = 40
    assert came[1] <= rounds * 2 * len(office.matcher), "a few numbers a job and round, none a person"


def test_a_search_that_is_kept_is_not_made_again(office: Any, tmp_path: Path) -> None:
    effort = Effort(central_pairs=0, searches=1)
    first, _ = planned(office, tmp_path / "out", effort)
    kept = {file: file.stat().st_mtime_ns for file in (tmp_path / "out" / "scratch" / "all-0").iterdir()}
    again, _ = planned(office, tmp_path / "out", effort)
    assert again == first
    assert all(file.stat().st_mtime_ns == written for file, written in kept.items())
