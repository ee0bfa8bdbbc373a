"""A service that cannot do its work says so at the start, not at the first file."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from jobmatch import cli


def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What ``jobmatch serve`` says when it ends before it has begun."""
    monkeypatch.setattr(sys, "argv", ["jobmatch", "serve", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    shown = capsys.readouterr()
    assert (ended.value.code, shown.out) == (2, "")
    return shown.err


def test_a_port_that_is_taken(monkeypatch, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = refused(monkeypatch, capsys, "--port", port)
    assert f"端口 {port} 已被占用" in said and f"http://127.0.0.1:{port}/" in said


def test_an_office_that_does_not_exist(monkeypatch, capsys):
    assert "没有代码为 999999 的区划" in refused(monkeypatch, capsys, "--context", "999999")


def test_a_ledger_that_is_none(monkeypatch, capsys, tmp_path: Path):
    (tmp_path / "a.db").write_text("不是数据库" * 400, encoding="utf-8")
    assert "这个文件不是台账" in refused(monkeypatch, capsys, "--ledger", str(tmp_path / "a.db"))
