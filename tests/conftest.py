"""Fixtures and markers that every test shares."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("jobmatch", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.load_profile("jobmatch")


def _shared_data() -> Path | None:
    folder = os.environ.get("JOBMATCH_TEST_DATA")
    return Path(folder) if folder else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect, and so count, the tests whose outside parts are not there."""
    absent = _absent_markers()
    gone = [item for item in items if any(item.get_closest_marker(name) for name in absent)]
    if gone:
        config.hook.pytest_deselected(items=gone)
        items[:] = [item for item in items if item not in set(gone)]


def _absent_markers() -> list[str]:
    absent = []
    folder = _shared_data()
    if folder is None or not folder.is_dir():
        absent.append("shared_data")
    if _postgres_programs() is None or importlib.util.find_spec("psycopg") is None:
        absent.append("postgres")
    if chromium() is None or importlib.util.find_spec("playwright") is None:
        absent.append("browser")
    if importlib.util.find_spec("ray") is None:
        absent.append("cluster")
    return absent


def _postgres_programs() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``; distributions keep them off the path."""
    folders = [Path(found).resolve().parent for name in ("initdb", "pg_ctl") if (found := shutil.which(name))]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def chromium() -> str | None:
    """The system's own browser; none is downloaded."""
    return next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real server of its own in a temporary folder, reached through a socket there."""
    programs, folder = _postgres_programs(), Path(tempfile.mkdtemp(prefix="jm-pg-"))
    as_owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if programs is None:
        raise RuntimeError("no PostgreSQL programs here")
    if as_owner:
        shutil.chown(folder, "postgres")
    data, control = str(folder / "data"), [*as_owner, str(programs / "pg_ctl"), "-D", str(folder / "data")]
    quiet = {"check": True, "cwd": folder, "stdout": subprocess.DEVNULL}
    subprocess.run([*as_owner, str(programs / "initdb"), "-D", data, "-A", "trust", "-U", "office"], **quiet)
    options = f"-c listen_addresses='' -c unix_socket_directories={folder}"
    subprocess.run([*control, "-w", "-o", options, "-l", str(folder / "log"), "start"], **quiet)
    yield f"postgresql://office@/postgres?host={folder}"
    subprocess.run([*control, "-m", "immediate", "stop"], **quiet)
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data that is not part of the project."""
    folder = _shared_data()
    if folder is None:
        raise RuntimeError("JOBMATCH_TEST_DATA is not set")
    return folder.resolve()
