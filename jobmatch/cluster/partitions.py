"""The workers of a run, split into files, and the rows of a file that cannot be used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from jobmatch.errors import TableError
from jobmatch.schema import PROBLEM_COLUMNS, Workers

KINDS = (".parquet", ".csv")
LONGEST_VALUE = 60


@dataclass(frozen=True)
class Partition:
    """One file of workers."""

    number: int
    """Place in the run, from 0; answers follow one another in this order."""
    path: str
    """The file; every node sees it here."""
    size: int
    """Bytes."""
    modified: int
    """When the file was last written, ns since 1970."""

    @property
    def name(self) -> str:
        """Stem of the files that answer this partition."""
        return f"part-{self.number:05d}"


def partitions(dataset: str | Path | Sequence[str | Path]) -> list[Partition]:
    """Return the partitions of a folder of parquet or CSV files, of one file, or of a list of files.

    The files of a folder are taken in the order of their names.

    Raises
    ------
    TableError
        Nothing there, or files of another kind.

    Examples
    --------
    >>> import tempfile
    >>> folder = write_partitions([pd.DataFrame({"worker_id": ["W1"]}), pd.DataFrame({"worker_id": ["W2"]})], tempfile.mkdtemp())
    >>> [(part.number, part.name) for part in partitions(folder)]
    [(0, 'part-00000'), (1, 'part-00001')]
    """
    files = [Path(dataset)] if isinstance(dataset, str | Path) else [Path(one) for one in dataset]
    if len(files) == 1 and files[0].is_dir():
        files = sorted(file for file in files[0].iterdir() if file.suffix.lower() in KINDS)
    if not files:
        raise TableError(f"{dataset}：里面没有 .parquet 或 .csv 文件")
    wrong = [str(file) for file in files if file.suffix.lower() not in KINDS or not file.is_file()]
    if wrong:
        raise TableError(f"这些文件不存在，或不是 .parquet、.csv：{'、'.join(wrong[:5])}")
    told = [(str(file.resolve()), file.stat()) for file in files]
    return [Partition(n, path, stat.st_size, stat.st_mtime_ns) for n, (path, stat) in enumerate(told)]


def write_partitions(chunks: Iterable[pd.DataFrame], folder: str | Path) -> Path:
    """Write tables of workers as the partitions of a folder, one after the other, and return the folder.

    Raises
    ------
    TableError
        The folder holds partitions already: the new ones would mix with them.

    Examples
    --------
    >>> import tempfile
    >>> folder = write_partitions([pd.DataFrame({"worker_id": ["W1"]})], tempfile.mkdtemp())
    >>> [file.name for file in folder.iterdir()]
    ['part-00000.parquet']
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if any(file.suffix.lower() in KINDS for file in folder.iterdir()):
        raise TableError(f"{folder}：里面已有分片文件；请换一个空文件夹")
    for number, chunk in enumerate(chunks):
        chunk.to_parquet(folder / f"part-{number:05d}.parquet", index=False)
    return folder


def read_partition(path: str | Path) -> Workers:
    """Return the workers of a partition; rows that cannot be used are set aside in ``.problems``.

    The file has the canonical columns of :mod:`jobmatch.schema`, of which only ``worker_id`` must be there.

    Raises
    ------
    TableError
        The file cannot be read, or has no ``worker_id``.

    Examples
    --------
    >>> import tempfile
    >>> frame = pd.DataFrame({"worker_id": ["W1", "W1", ""], "age": [43, 44, 45]})
    >>> workers = read_partition(partitions(write_partitions([frame], tempfile.mkdtemp()))[0].path)
    >>> workers.ids.tolist(), workers.counts
    (['W1'], {'read': 3, 'kept': 1, 'set_aside': 2})
    """
    file = Path(path)
    frame = _read(file)
    try:
        return Workers(frame)
    except TableError:
        if "worker_id" not in frame:
            raise
    refused = {**_values_refused(frame), **_ids_refused(frame["worker_id"])}
    lines = [(file.name, row + 1, *refused[row], False) for row in sorted(refused)]
    kept = frame.drop(index=list(refused)).reset_index(drop=True)
    return Workers(kept, pd.DataFrame(lines, columns=list(PROBLEM_COLUMNS)), len(frame))


def _read(file: Path) -> pd.DataFrame:
    try:
        if file.suffix.lower() == ".parquet":
            return pd.read_parquet(file).reset_index(drop=True)
        return pd.read_csv(file, dtype=str, keep_default_na=False, na_values=[""])
    except (OSError, ValueError) as error:  # what pyarrow and pandas raise for damaged files
        raise TableError(f"{file.name}：读不出这个分片（{type(error).__name__}）；请检查文件是否完整") from error


Refused = dict[int, tuple[str, str, str]]
"""Row → column, value, message."""


def _ids_refused(ids: pd.Series) -> Refused:
    words = ids.astype("string").str.strip()
    empty = words.isna() | words.eq("")
    again = words.duplicated() & ~empty
    return {
        **{int(row): ("worker_id", "", "编号是空的；请补上编号") for row in words.index[empty.fillna(True)]},
        **{int(row): ("worker_id", str(words[row]), "编号重复；已保留前一行，请改正编号") for row in words.index[again]},
    }


def _values_refused(frame: pd.DataFrame) -> Refused:
    """Return the rows with a value that its column cannot hold; the last such column of a row is named."""
    refused: Refused = {}
    for name in [str(name) for name in frame.columns if name in Workers.columns and name != "worker_id"]:
        keys = frame[name].map(repr)
        distinct = frame[name][~keys.duplicated()]
        wrong = {keys[row] for row in _wrong(distinct)}
        for row in keys.index[keys.isin(wrong)]:
            shown = str(frame[name][row])[:LONGEST_VALUE]
            refused[int(row)] = (name, shown, f"这一列（{Workers.columns[name].kind}）放不下这个值；请改正")
    return refused


def _wrong(values: pd.Series) -> list[int]:
    """Return the labels of the values that no table of workers takes, by halving."""
    ids = [str(n) for n in range(len(values))]
    try:
        Workers(pd.DataFrame({"worker_id": ids, values.name: values.array}))
    except TableError:
        half = len(values) // 2
        return [int(values.index[0])] if not half else [*_wrong(values.iloc[:half]), *_wrong(values.iloc[half:])]
    return []
