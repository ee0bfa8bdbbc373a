"""The exact best jobs of every worker, partition by partition, over Ray Data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jobmatch.cluster.nodes import connected, cores
from jobmatch.cluster.results import Result, result_of
from jobmatch.cluster.runs import Clock, Dataset, Run, begin
from jobmatch.cluster.waves import plain_errors
from jobmatch.errors import StoreError
from jobmatch.matcher import Matcher
from jobmatch.search import Progress

IN_FLIGHT = 2
"""Partitions that wait at an actor or are done by it: the next is read while none is left idle."""


def recommend(
    dataset: Dataset,
    matcher: Matcher | str | Path,
    k: int = 10,
    *,
    output: str | Path,
    progress: Progress | None = None,
) -> Result:
    """Return the exact ``k`` best jobs of every worker, row for row what one machine's ``recommend`` returns.

    Partitions that ``output`` holds already are not done again, so a run that was stopped goes on.

    Parameters
    ----------
    dataset
        A folder of parquet or CSV files, one file, or a list of files; each file is one partition. A Ray Dataset is
        written with its ``write_parquet`` first. Ids are unique over all of them.
    matcher
        The folder of a saved matcher, or a matcher, which is then saved in ``output``.
    k
        Jobs a person.
    output
        Folder of the answer.
    progress
        Called with the number of rows of every partition that gets done.

    Raises
    ------
    MissingExtra
        Ray is not installed.
    TableError
        There are no partitions.
    StoreError
        ``output`` holds another run, nodes run different versions, or a disk is full.

    Examples
    --------
    ::

        jobmatch.cluster.recommend("people/", "county.jobmatch", k=10, output="lists/").to_frame()  # needs the extra ``cluster``
    """
    with connected() as ray:
        run = begin(dataset, matcher, {"what": "recommend", "k": int(k)}, output)
        with plain_errors(ray):
            for rows in _stream(run, k, cores(ray)):
                if progress:
                    progress(rows)
    return result_of(Path(run.folder.root))


def _answer(run: Run, number: int, k: int) -> dict[str, Any]:
    """Do one partition and return its record."""
    clock, people = Clock(), run.read(number)
    return run.record(number, people, run.matcher.recommend(people, k), clock)


class Recommender:
    """An actor: one process on one core, with the matcher mapped."""

    def __init__(self, run: Run, k: int) -> None:
        self._run, self._k = run, k
        _ = run.matcher

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
        """Do the one partition of a batch; return its rows, or why the run must stop, which Ray Data would bury."""
        try:
            return {"rows": [_answer(self._run, int(batch["item"][0]), self._k)["read"]], "stopped": [""]}
        except StoreError as error:
            return {"rows": [0], "stopped": [str(error)]}


def _stream(run: Run, k: int, workers: int) -> Iterator[int]:
    """Yield the rows of every partition as it gets done; Ray Data holds back, restarts lost actors and tries again."""
    import ray.data

    pending = run.pending()
    if not pending:
        return
    ray.data.DataContext.get_current().enable_progress_bars = False
    most = min(workers, len(pending))
    pool = ray.data.ActorPoolStrategy(min_size=1, max_size=most, initial_size=most, max_tasks_in_flight_per_actor=IN_FLIGHT)
    numbers = ray.data.from_items(pending, override_num_blocks=len(pending))
    done = numbers.map_batches(Recommender, fn_constructor_args=(run, k), batch_size=1, compute=pool, num_cpus=1)
    for row in done.iter_rows():
        if row["stopped"]:
            raise StoreError(str(row["stopped"]))
        yield int(row["rows"])
