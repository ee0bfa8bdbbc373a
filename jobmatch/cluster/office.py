"""What staff type: ``jobmatch match WORKERS JOBS --cluster [ADDRESS]``."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from jobmatch.cluster.allocating import allocate
from jobmatch.cluster.nodes import connected, versions
from jobmatch.cluster.partitions import write_partitions
from jobmatch.cluster.recommending import recommend
from jobmatch.cluster.results import Result
from jobmatch.forms import read_jobs, read_workers
from jobmatch.matcher import Matcher
from jobmatch.policy import Policy
from jobmatch.search import Progress

HERE = "local"
"""Stands for a Ray started on this machine."""
ROWS = 2_000
"""People a partition where one file of a form is split."""
_ADDRESS = re.compile(r"(ray://)?[\w.-]+:\d+|auto|local")


def with_address(words: Sequence[str]) -> list[str]:
    """Return the words of a command line, where a bare ``--cluster`` means this machine.

    >>> with_address(["match", "--cluster", "人员.xlsx", "岗位.xlsx"])
    ['match', '--cluster', 'local', '人员.xlsx', '岗位.xlsx']
    >>> with_address(["--cluster", "10.0.0.5:6379"])
    ['--cluster', '10.0.0.5:6379']
    """
    said: list[str] = []
    for word, following in zip(words, [*words[1:], ""], strict=True):
        said.append(word)
        if word == "--cluster" and not _ADDRESS.fullmatch(following):
            said.append(HERE)
    return said


@dataclass(frozen=True)
class Order:
    """What staff asked for."""

    workers: Path
    """A form, or a folder of parquet or CSV files with the canonical columns."""
    jobs: Path
    """A form, or the folder of a saved matcher."""
    output: Path
    """The folder to write to."""
    k: int
    """Jobs a person."""
    capacity: bool
    """Whether to stay within the openings."""
    address: str
    """The cluster's, or ``HERE``."""
    rules: Policy
    """Every decision; a saved matcher brings its own."""
    context: str | None
    """Division code of the office that the forms come from."""


def match(order: Order, progress: Progress) -> Result:
    """Return the result of an order.

    Raises
    ------
    JobmatchError
        As :func:`jobmatch.cluster.recommend`, and what reading a form raises.
    """
    inputs = order.workers if order.workers.is_dir() else _split(order)
    matcher = order.jobs if order.jobs.is_dir() else _matcher(order)
    work = allocate if order.capacity else recommend
    with connected(None if order.address == HERE else order.address):
        return work(inputs, matcher, order.k, output=order.output, progress=progress)


def _matcher(order: Order) -> Matcher:
    return Matcher(read_jobs(order.jobs, as_of=order.rules.today, context=order.context), policy=order.rules)


def _split(order: Order) -> Path:
    """Return the folder of a form's partitions, beside the output; a form split already is not read again.

    Its name tells the content, so that a form that was changed is another input.
    """
    told = f"{order.rules.today} {order.context} {versions()['jobmatch']}"
    seal = hashlib.sha256(order.workers.read_bytes() + told.encode()).hexdigest()[:12]
    folder = order.output.with_name(f"{order.output.name}-分片-{seal}")
    if not folder.is_dir():
        people = read_workers(order.workers, as_of=order.rules.today, context=order.context)
        waiting = folder.with_name(f".{folder.name}")
        shutil.rmtree(waiting, ignore_errors=True)
        write_partitions(_chunks(people.frame), waiting)
        people.problems.to_csv(waiting / "问题数据.txt", index=False, encoding="utf-8-sig")
        waiting.rename(folder)
    return folder


def _chunks(frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    for at in range(0, max(len(frame), 1), ROWS):
        yield frame.iloc[at : at + ROWS]
