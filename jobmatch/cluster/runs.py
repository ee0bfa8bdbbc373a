"""What a worker needs to know of a run, and how a run begins or goes on."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import platform
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from jobmatch.cluster.folder import Folder
from jobmatch.cluster.nodes import versions
from jobmatch.cluster.partitions import Partition, partitions, read_partition
from jobmatch.errors import TableError
from jobmatch.language.encoders import Encoder, default_encoder
from jobmatch.matcher import Matcher
from jobmatch.matches import Matches
from jobmatch.schema import PROBLEM_COLUMNS, Workers
from jobmatch.terms.formula import TERM_NAMES

Dataset = str | Path | Sequence[str | Path]


@dataclass(frozen=True)
class Clock:
    """When a process began a partition."""

    began: float = field(default_factory=time.time)
    """Seconds since 1970."""
    processor: float = field(default_factory=time.process_time)
    """Processor time of the process by then, s."""

    def read(self) -> dict[str, Any]:
        """Return which process it is, when it began and ends, and the processor time in between, s."""
        process = f"{platform.node()}:{os.getpid()}"
        used = time.process_time() - self.processor
        return {"process": process, "began": self.began, "ended": time.time(), "processor_s": used}


@dataclass(frozen=True)
class Run:
    """A run as every worker sees it."""

    folder: Folder
    """Where it writes."""
    parts: tuple[Partition, ...]
    """Its input."""
    saved: str
    """The saved matcher."""
    seal: str
    """Hash of what was saved, encoder included: another one is another matcher."""
    day: dt.date
    """Everything is counted on this day, however long the run takes."""
    encoder: Encoder | None
    """The matcher's encoder; None for the shipped one, which every node has."""

    @property
    def matcher(self) -> Matcher:
        """The matcher, loaded once a process; its arrays are mapped, so they stand in a node's memory once."""
        key = (self.saved, self.seal, self.day)
        if key not in _LOADED:
            _LOADED.clear()
            _LOADED[key] = Matcher.load(self.saved, encoder=self.encoder, as_of=self.day)
        return _LOADED[key]

    def read(self, number: int) -> Workers:
        """Return the workers of a partition; an unreadable file is a partition of one problem and nobody."""
        part = self.parts[number]
        try:
            return read_partition(part.path)
        except TableError as error:
            line = (Path(part.path).name, 0, "", "", str(error), False)
            return Workers(pd.DataFrame({"worker_id": pd.Series(dtype="string")}), pd.DataFrame([line], columns=list(PROBLEM_COLUMNS)), 0)

    def pending(self) -> list[int]:
        """Return the numbers of the partitions that are not done."""
        return [part.number for part in self.parts if self.folder.done(part.name) is None]

    def record(self, number: int, people: Workers, matches: Matches, clock: Clock) -> dict[str, Any]:
        """Write a partition's answer and problems, then the record with which it is done."""
        name = self.parts[number].name
        frame = matches.to_frame() if len(matches) else _NO_PAIRS
        self.folder.write_table("matches", name, frame.astype(_NO_PAIRS.dtypes))
        if len(people.problems):
            texts = people.problems.astype({"row": "int64", "kept": bool})
            self.folder.write_table("problems", name, texts)
        readable = not (people.problems["row"] == 0).any()
        ranked = int((people.frame["segment"] == "job").sum())
        counts = {**people.counts, "ranked": ranked, "pairs": len(frame)}
        return self.folder.finish(name, {"number": number, "readable": readable, **counts, **clock.read()})


def begin(dataset: Dataset, matcher: Matcher | str | Path, task: dict[str, Any], output: str | Path) -> Run:
    """Return the run that ``output`` holds or shall hold.

    Raises
    ------
    TableError
        There are no partitions.
    StoreError
        The output folder holds another run, or the matcher cannot be loaded.
    """
    parts, folder = partitions(dataset), Folder(str(Path(output).resolve()))
    saved = Path(folder.root) / "matcher" if isinstance(matcher, Matcher) else Path(matcher).resolve()
    now = matcher if isinstance(matcher, Matcher) else Matcher.load(saved)
    given = now is matcher
    facts = {
        "task": task,
        "inputs": [{"path": part.path, "bytes": part.size, "modified_ns": part.modified} for part in parts],
        "policy": now.policy.to_dict(),
        "day": now.policy.today.isoformat(),
        "encoder": now.encoder.fingerprint,
        "matcher": _fingerprint(now) if given else _seal(saved),
        "versions": versions(),
    }
    manifest = folder.begin(facts)
    if given and not (saved / "CURRENT").is_file():
        now.save(saved)
    shipped = now.encoder.fingerprint == default_encoder().fingerprint
    day = dt.date.fromisoformat(manifest["day"])
    return Run(folder, tuple(parts), str(saved), _seal(saved), day, None if shipped else now.encoder)


_TEXTS = ("worker_id", "job_id", "tier")
_NO_PAIRS = pd.DataFrame(
    {
        name: pd.Series(dtype="string" if name in _TEXTS else "int64" if name == "rank" else "float64")
        for name in ("worker_id", "job_id", "rank", "score", "distance_km", "tier", *TERM_NAMES)
    }
)
_LOADED: dict[tuple[str, str, dt.date], Matcher] = {}


def _fingerprint(matcher: Matcher) -> str:
    """Return a hash of every posting and its text rows."""
    rows = pd.util.hash_pandas_object(matcher.jobs.frame.astype(str), index=False).to_numpy()
    return hashlib.sha256(rows.tobytes() + np.ascontiguousarray(matcher.index.text[:]).tobytes()).hexdigest()


def _seal(saved: Path) -> str:
    return hashlib.sha256((saved / "CURRENT").read_bytes()).hexdigest()
