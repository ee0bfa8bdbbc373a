"""The output of a run: a manifest that says what the run is, and files that appear whole or not at all.

::

    output/
      manifest.json                 inputs, task, policy, day, encoder, matcher, versions
      matches/part-00000.parquet    the answer
      problems/part-00000.parquet   rows set aside
      done/part-00000.json          counts; written last: with it the partition is done
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from jobmatch.errors import StoreError

FORMAT = 1
FULL = (errno.ENOSPC, errno.EDQUOT)
LABELS = {
    "task": "任务", "inputs": "输入分片", "policy": "策略", "encoder": "编码器", "matcher": "岗位", "versions": "程序版本",
}  # fmt: skip


@dataclass(frozen=True)
class Folder:
    """Where a run writes; every node sees it under the same path."""

    root: str

    def begin(self, facts: dict[str, Any]) -> dict[str, Any]:
        """Return the manifest: written now, or that of the same run begun before.

        Raises
        ------
        StoreError
            The folder holds another run or something else; the message names what differs.
        """
        file = Path(self.root) / "manifest.json"
        if not file.is_file():
            if Path(self.root).exists() and (not Path(self.root).is_dir() or any(Path(self.root).iterdir())):
                raise StoreError(f"{self.root} 里已有别的内容，不是一次集群运行；请换一个空文件夹")
            written = {"format": FORMAT, **facts}
            self._put(file, lambda target: target.write_text(_json(written), encoding="utf-8"))
            return written
        begun: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        asked = json.loads(_json({"format": FORMAT, **facts}))
        other = [LABELS.get(name, name) for name in asked if name != "day" and begun.get(name) != asked[name]]
        if other:
            raise StoreError(f"{self.root} 里是另一次运行（不同之处：{'、'.join(other)}），不能接着做；请换一个文件夹")
        return begun

    def write_table(self, kind: str, name: str, frame: pd.DataFrame) -> None:
        """Write a table of a partition as parquet; text columns are text even where they are empty."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
        path = Path(self.root) / kind / f"{name}.parquet"
        self._put(path, lambda target: pq.write_table(table, target))

    def write_arrays(self, kind: str, name: str, arrays: dict[str, Any]) -> None:
        """Write arrays of a partition into one ``.npz``."""
        import numpy as np

        def write(target: Path) -> None:
            with target.open("wb") as file:
                np.savez(file, **arrays)

        self._put(Path(self.root) / kind / f"{name}.npz", write)

    def arrays(self, kind: str, name: str) -> dict[str, Any] | None:
        """Return what ``write_arrays`` wrote; None where nothing was."""
        import numpy as np

        file = Path(self.root) / kind / f"{name}.npz"
        if not file.is_file():
            return None
        with np.load(file, allow_pickle=False) as found:
            return dict(found)

    def finish(self, name: str, record: dict[str, Any]) -> dict[str, Any]:
        """Write the record with which a partition is done, and return it."""
        text = _json(record)
        self._put(Path(self.root) / "done" / f"{name}.json", lambda target: target.write_text(text, encoding="utf-8"))
        return record

    def done(self, name: str) -> dict[str, Any] | None:
        """Return the record of a partition that is done; None where it is not."""
        file = Path(self.root) / "done" / f"{name}.json"
        return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None

    def _put(self, path: Path, write: Callable[[Path], object]) -> None:
        """Let ``write`` fill a file beside ``path`` and move it there."""
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting = path.with_name(f".{path.name}.{os.getpid()}")
        with _full_disk_said(path):
            try:
                write(waiting)
                with waiting.open("r+b") as written:
                    os.fsync(written.fileno())
                os.replace(waiting, path)
            finally:
                waiting.unlink(missing_ok=True)


@contextmanager
def _full_disk_said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise StoreError(f"磁盘已满，写不下 {path}；腾出空间后用同样的命令再运行一次，会接着做完") from error
        raise


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
