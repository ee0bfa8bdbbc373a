"""Who gets which job within the openings, across partitions; how is told in :mod:`jobmatch.cluster.pricing`."""

from __future__ import annotations

import shutil
from dataclasses import asdict
from pathlib import Path

from jobmatch.allocation import Certificate
from jobmatch.allocation.methods import checked_per_worker
from jobmatch.cluster.nodes import connected, cores
from jobmatch.cluster.pricing import Pricing
from jobmatch.cluster.results import Result, result_of
from jobmatch.cluster.rounds import Effort, deliver
from jobmatch.cluster.runs import Dataset, begin
from jobmatch.cluster.waves import Waves
from jobmatch.matcher import Matcher
from jobmatch.search import Progress


def allocate(
    dataset: Dataset,
    matcher: Matcher | str | Path,
    per_worker: int = 3,
    *,
    output: str | Path,
    progress: Progress | None = None,
) -> Result:
    """Return shortlists within the openings over all partitions, with a proof of how good they are.

    Searches that ``output`` holds already are not made again, so a run that was stopped goes on. Parameters and errors
    as in :func:`jobmatch.cluster.recommend`; ``per_worker`` is the most jobs a person. ``output`` also gets
    ``unplaced/``: worker_id and reason of everybody who is given nothing.

    Raises
    ------
    PolicyError
        ``per_worker`` is no whole number from 1; beside the errors of :func:`jobmatch.cluster.recommend`.

    Examples
    --------
    >>> allocate("people/", "county.jobmatch", 0, output="plan/")
    Traceback (most recent call last):
    ...
    jobmatch.errors.PolicyError: 每人岗位数 per_worker 应当是不小于 1 的整数，得到 0
    """
    per_worker = checked_per_worker(per_worker)
    with connected() as ray:
        run = begin(dataset, matcher, {"what": "allocate", "per_worker": per_worker}, output)
        kept = run.folder.arrays(".", "certificate")
        if kept is None or run.pending():
            pricing = Pricing.of(run, Waves(ray, cores(ray)), per_worker, Effort())
            certificate, name = pricing.plan()
            for record in pricing.each(deliver, name, per_worker):
                if progress:
                    progress(record["read"])
            run.folder.write_arrays(".", "certificate", asdict(certificate))
            shutil.rmtree(Path(run.folder.root) / "scratch")
        else:
            certificate = Certificate(**{name: float(value) for name, value in kept.items()})
    return result_of(Path(run.folder.root), certificate)
