"""The same work on Ray: the answer of one machine, whatever stops on the way."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from jobmatch import cluster
from jobmatch.cluster import nodes, partitions
from jobmatch.errors import MissingExtra, StoreError
from tests.cluster.conftest import PARTS, same

pytestmark = pytest.mark.cluster
K = 4


@pytest.fixture(scope="module")
def answered(office: Any, two_workers: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[cluster.Result, list[str]]:
    """A run one of whose workers is killed as soon as its first partition is done; and what was killed."""
    output, killed = tmp_path_factory.mktemp("answered") / "out", []

    def kill_once(rows: int) -> None:
        done = sorted((output / "done").glob("*.json"))
        if done and not killed:
            killed.append(json.loads(done[0].read_text())["process"])
            os.kill(int(killed[0].rpartition(":")[2]), signal.SIGKILL)

    return cluster.recommend(office.inputs, office.saved, K, output=output, progress=kill_once), killed


def test_the_answer_is_one_machines_row_for_row_though_a_worker_was_killed(office: Any, answered: Any) -> None:
    result, killed = answered
    same(result.to_frame(), office.matcher.recommend(office.workers, K).to_frame())
    assert len(killed) == 1
    assert result.partitions == PARTS
    assert result.read == result.ranked == len(office.workers)


def test_a_run_that_is_done_is_not_done_again(office: Any, answered: Any) -> None:
    result, _ = answered
    written = {file: file.stat().st_mtime_ns for file in result.files}
    again = cluster.recommend(office.inputs, office.saved, K, output=result.folder, progress=pytest.fail)
    assert again == result
    assert written == {file: file.stat().st_mtime_ns for file in result.files}


def test_a_run_goes_on_where_it_stopped(office: Any, answered: Any) -> None:
    result, _ = answered
    lost = result.folder / "done" / "part-00003.json"
    lost.unlink()
    (result.folder / "matches" / "part-00003.parquet").unlink()
    rows: list[int] = []
    again = cluster.recommend(office.inputs, office.saved, K, output=result.folder, progress=rows.append)
    assert rows == [len(pd.read_parquet(partitions(office.inputs)[3].path))]
    same(again.to_frame(), office.matcher.recommend(office.workers, K).to_frame())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_stops_the_run_with_a_plain_message(office: Any, two_workers: None, tmp_path: Path) -> None:
    output = tmp_path / "out"

    def fill(rows: int) -> None:
        workers = {json.loads(file.read_text())["process"].rpartition(":")[2] for file in (output / "done").iterdir()}
        for number, worker in product(range(3 * PARTS), workers):
            with suppress(FileExistsError):  # it is being written
                (output / "matches" / f".part-{number:05d}.parquet.{worker}").symlink_to("/dev/full")

    files = [part.path for part in partitions(office.inputs)] * 3
    with pytest.raises(StoreError, match=r"磁盘已满.*接着做完"):
        cluster.recommend(files, office.saved, K, output=output, progress=fill)


def test_another_k_is_another_run(office: Any, answered: Any) -> None:
    with pytest.raises(StoreError, match="任务"):
        cluster.recommend(office.inputs, office.saved, K + 1, output=answered[0].folder)


def test_nodes_of_other_versions_are_refused_at_the_start(
    office: Any, two_workers: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobmatch.__version__", "9.9.9")
    with pytest.raises(StoreError, match=r"jobmatch .*本机 9\.9\.9"):
        cluster.recommend(office.inputs, office.saved, K, output=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_allocation_on_ray_keeps_its_certificate_and_goes_on_past_a_bad_partition(office: Any, two_workers: None, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.parquet"
    damaged.write_bytes(b"no table")
    files = [part.path for part in partitions(office.inputs)]
    result = cluster.allocate([*files, damaged], office.matcher, 2, output=tmp_path / "out")
    single = office.matcher.allocate(office.workers, 2).certificate
    assert result.unreadable == (f"part-{PARTS:05d}",)
    assert result.problems()["sheet"].tolist() == ["damaged.parquet"]
    assert result.read == len(office.workers)
    assert result.certificate is not None
    assert result.certificate.total == pytest.approx(single.total, rel=5e-3)
    assert not (tmp_path / "out" / "scratch").exists()
    assert cluster.allocate([*files, damaged], office.matcher, 2, output=tmp_path / "out") == result


def test_without_ray_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtra, match=r"jobmatch\[cluster\]"):
        nodes.ray_module()


def test_an_address_where_nobody_answers_is_said_at_once() -> None:
    with socket.socket() as mine:
        mine.bind(("127.0.0.1", 0))  # taken, but nobody listens
        address = f"127.0.0.1:{mine.getsockname()[1]}"
        with pytest.raises(StoreError, match=f"连不上集群 {address}"):
            nodes.connect(nodes.ray_module(), address, None)
