"""Partitions: what is read, what is set aside, and what stops nothing."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pandas as pd
import pytest

from jobmatch.cluster import partitions, read_partition, write_partitions
from jobmatch.cluster.folder import Folder
from jobmatch.errors import StoreError, TableError


def bad_rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "worker_id": ["W1", "W2", "W3", "W2", None, "W6"],
            "age": ["43", "四十", "27", "31", "30", "430"],
            "mobility": ["county", "city", "月球", "city", "city", "town"],
            "wanted_occupation": ["缝纫工", "保安员", "厨师", "电工", "焊工", "保洁员"],
        }
    )


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_bad_rows_are_set_aside_and_counted_and_the_rest_is_read(tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"part.{kind}"
    bad_rows().to_parquet(file) if kind == "parquet" else bad_rows().to_csv(file, index=False)
    workers = read_partition(file)
    assert workers.ids.tolist() == ["W1"]
    assert workers.counts == {"read": 6, "kept": 1, "set_aside": 5}
    told = workers.problems.set_index("row")[["column", "value", "kept"]]
    assert told.loc[2].tolist() == ["age", "四十", False]
    assert told.loc[3].tolist() == ["mobility", "月球", False]
    assert told.loc[4].tolist() == ["worker_id", "W2", False]
    assert told.loc[5, "column"] == "worker_id"
    assert told.loc[6].tolist() == ["age", "430", False]


def test_what_was_written_is_read_again(tmp_path: Path, office) -> None:
    whole = pd.concat([read_partition(part.path).frame for part in partitions(office.inputs)], ignore_index=True)
    pd.testing.assert_frame_equal(whole, office.workers.frame)


def test_damaged_or_foreign_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "part.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(TableError, match=r"part\.parquet"):
        read_partition(tmp_path / "part.parquet")
    (tmp_path / "empty").mkdir()
    with pytest.raises(TableError, match=r"没有 \.parquet"):
        partitions(tmp_path / "empty")
    with pytest.raises(TableError, match=r"a\.xlsx"):
        partitions([tmp_path / "a.xlsx"])
    with pytest.raises(TableError, match="已有分片"):
        write_partitions([bad_rows()], tmp_path)


def test_another_run_in_the_folder_is_refused_by_what_differs(tmp_path: Path) -> None:
    folder, facts = Folder(str(tmp_path / "out")), {"task": {"k": 3}, "encoder": "a", "day": "2026-03-01"}
    begun = folder.begin(facts)
    assert folder.begin({**facts, "day": "2026-03-02"}) == begun, "a run goes on counting on the day it was begun"
    with pytest.raises(StoreError, match="编码器、任务"):
        folder.begin({"task": {"k": 5}, "encoder": "b", "day": "2026-03-01"})
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.txt").write_text("mine")
    with pytest.raises(StoreError, match="别的内容"):
        Folder(str(tmp_path / "other")).begin(facts)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_stops_with_a_plain_message_and_leaves_nothing_half(tmp_path: Path) -> None:
    folder = Folder(str(tmp_path))
    (tmp_path / "matches").mkdir()
    (tmp_path / "matches" / f".part-00000.parquet.{os.getpid()}").symlink_to("/dev/full")
    with pytest.raises(StoreError, match="磁盘已满") as stopped:
        folder.write_table("matches", "part-00000", bad_rows())
    assert isinstance(stopped.value.__cause__, OSError)
    assert stopped.value.__cause__.errno == errno.ENOSPC
    assert list((tmp_path / "matches").iterdir()) == []
