"""A service in the process of the tests, and one in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from jobmatch.service.app import create_app
from jobmatch.service.settings import Settings

LOCAL = "http://127.0.0.1:8000"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings(data=tmp_path / "data", ledger=str(tmp_path / "台账.db"))
    with TestClient(create_app(settings), base_url=LOCAL) as client:
        yield client


@dataclass
class Running:
    """A service in a process of its own."""

    process: subprocess.Popen[bytes]
    url: str
    client: httpx.Client

    def kill(self) -> None:
        """End the process as a power cut would."""
        self.process.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        self.process.wait(20)
        self.client.close()


@pytest.fixture
def start() -> Iterator[Callable[..., Running]]:
    """Start services; those still running are ended, each by its own number."""
    running: list[Running] = []

    def begin(*options: str, headers: dict[str, str] | None = None) -> Running:
        port = _free_port()
        command = [sys.executable, "-m", "jobmatch", "serve", "--port", str(port), *options]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        one = Running(process, f"http://127.0.0.1:{port}", httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, headers=headers))
        running.append(one)
        _await(one)
        return one

    yield begin
    for one in running:
        if one.process.poll() is None:
            one.kill()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _await(one: Running) -> None:
    for _ in range(600):
        if one.process.poll() is not None:
            raise RuntimeError(f"the service ended with {one.process.returncode}")
        try:
            if one.client.get("/health/live").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError("the service does not answer")


def told(answer: httpx.Response) -> str:
    """The body as text a person reads."""
    return json.dumps(answer.json(), ensure_ascii=False)
