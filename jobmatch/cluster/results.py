"""What a finished run left in its folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from jobmatch.allocation import Certificate


@dataclass(frozen=True)
class Result:
    """The answer of a run, on disk; nothing of it is held in memory."""

    folder: Path
    """The output folder."""
    partitions: int
    """Files of workers."""
    read: int
    """Rows read; kept + set aside = read."""
    set_aside: int
    """Rows that could not be used; see :meth:`problems`."""
    ranked: int
    """People of segment ``job``, who were matched."""
    pairs: int
    """Rows of the answer."""
    unreadable: tuple[str, ...]
    """Partitions that could not be read at all."""
    certificate: Certificate | None = None
    """Proof of an allocation."""

    @property
    def files(self) -> list[Path]:
        """The parquet files of the answer, in the order of the partitions.

        Examples
        --------
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> (folder / "matches").mkdir()
        >>> for number in (1, 0):
        ...     pd.DataFrame({"worker_id": [f"W{number}"]}).to_parquet(folder / "matches" / f"part-0000{number}.parquet")
        >>> [file.name for file in Result(folder, 2, 2, 0, 2, 2, ()).files]
        ['part-00000.parquet', 'part-00001.parquet']
        """
        return sorted((self.folder / "matches").glob("*.parquet"))

    def to_frame(self) -> pd.DataFrame:
        """Return the whole answer as one table; what ``Matches.to_frame()`` returns on one machine.

        Examples
        --------
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> (folder / "matches").mkdir()
        >>> for number in (1, 0):
        ...     pd.DataFrame({"worker_id": [f"W{number}"]}).to_parquet(folder / "matches" / f"part-0000{number}.parquet")
        >>> Result(folder, 2, 2, 0, 2, 2, ()).to_frame()["worker_id"].tolist()
        ['W0', 'W1']
        """
        return _joined(self.files)

    def to_dataset(self) -> Any:
        """Return the answer as a Ray Dataset, read where it lies (extra ``cluster``); its rows are those of ``to_frame()``.

        Raises
        ------
        ImportError
            Ray is not installed.
        """
        import ray.data

        return ray.data.read_parquet([str(file) for file in self.files])

    def problems(self) -> pd.DataFrame:
        """Return every row set aside: sheet (the file), row, column, value, message, kept.

        Examples
        --------
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> (folder / "problems").mkdir()
        >>> pd.DataFrame({"sheet": ["a.parquet"], "row": [2]}).to_parquet(folder / "problems" / "part-00000.parquet")
        >>> Result(folder, 1, 2, 1, 1, 1, ()).problems().values.tolist()
        [['a.parquet', 2]]
        """
        return _joined(sorted((self.folder / "problems").glob("*.parquet")))


def result_of(folder: Path, certificate: Certificate | None = None) -> Result:
    """Return the counts of a run, added up from its records."""
    records = [json.loads(file.read_text(encoding="utf-8")) for file in sorted((folder / "done").glob("*.json"))]
    total = {name: sum(one[name] for one in records) for name in ("read", "set_aside", "ranked", "pairs")}
    unreadable = tuple(f"part-{one['number']:05d}" for one in records if not one["readable"])
    total["set_aside"] -= len(unreadable)  # the line that tells of an unreadable file is no row
    return Result(folder, len(records), unreadable=unreadable, certificate=certificate, **total)


def _joined(files: list[Path]) -> pd.DataFrame:
    return pd.concat([pd.read_parquet(file) for file in files], ignore_index=True) if files else pd.DataFrame()
