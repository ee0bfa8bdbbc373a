"""The command line of an office that has a cluster."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pytest

from jobmatch import cli
from tests.test_cli import JOBS, WORKERS


def command(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["jobmatch", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


@pytest.fixture
def forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "workers.csv").write_text(WORKERS, encoding="utf-8")
    (tmp_path / "jobs.csv").write_text(JOBS, encoding="utf-8")
    return tmp_path


@pytest.mark.cluster
def test_two_forms_become_a_folder_of_matches(
    forms: Path, two_workers: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("match", "--cluster", "workers.csv", "jobs.csv", "-o", "推荐", "--as-of", "2026-03-01")
    assert command(monkeypatch, *words) == 0
    said = capsys.readouterr().out
    assert "1 个分片，读入 3 行，搁置 0 行；参加匹配 2 人" in said
    assert "理论最优相差不超过 0.00%" in said
    assert set(pd.read_parquet(forms / "推荐" / "matches")["worker_id"]) == {"W1", "W2"}


def test_without_the_extra_staff_are_told_what_to_install(
    forms: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    assert command(monkeypatch, "match", "workers.csv", "jobs.csv", "--cluster") == 2
    assert '请先运行 pip install "jobmatch[cluster]"' in capsys.readouterr().err
