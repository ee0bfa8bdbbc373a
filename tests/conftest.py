"""Fixtures and markers that every test shares."""

from __future__ import annotations

import os
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
    return absent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data that is not part of the project."""
    folder = _shared_data()
    if folder is None:
        raise RuntimeError("JOBMATCH_TEST_DATA is not set")
    return folder.resolve()
