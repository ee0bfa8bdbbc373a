"""The wheel holds everything, and the folder for an office PC installs and works without a network."""

from __future__ import annotations

import configparser
import importlib.util
import os
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
WINDOWS = {
    "os_name": "nt",
    "sys_platform": "win32",
    "platform_system": "Windows",
    "platform_machine": "AMD64",
    "python_version": "3.12",
    "python_full_version": "3.12.0",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "extra": "",
}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """``scripts/bundle.py`` as a module."""
    spec = importlib.util.spec_from_file_location("bundle", ROOT / "scripts" / "bundle.py")
    if spec is None or spec.loader is None:
        raise RuntimeError("scripts/bundle.py is not there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def bundle(script: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle for this machine."""
    folder = tmp_path_factory.mktemp("bundle")
    script.make(folder, ["current"], [f"{sys.version_info.major}.{sys.version_info.minor}"])
    return folder


def test_every_package_is_listed() -> None:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = set(setup["options"]["packages"].split())
    there = {".".join(file.parent.relative_to(ROOT).parts) for file in (ROOT / "jobmatch").rglob("__init__.py")}
    assert listed == there | {"jobmatch.models"}


def test_starters_speak_to_windows(script: ModuleType) -> None:
    text = script.BAT
    assert text.splitlines()[1] == "chcp 65001 >nul"
    assert "%~1" in text
    assert "--no-index" in text
    assert "http" not in text + script.SH + script.MATCH_TWO


@pytest.mark.slow
def test_the_wheel_holds_data_models_and_licences(bundle: Path) -> None:
    names = zipfile.ZipFile(next((bundle / "wheels").glob("jobmatch-*.whl"))).namelist()
    for part in (
        "jobmatch/py.typed",
        "jobmatch/data/gazetteer.csv.xz",
        "jobmatch/data/ATTRIBUTION.md",
        "jobmatch/data/demo/people.csv",
        "jobmatch/data/lexicon/trades.csv",
        "jobmatch/models/zh-jobs/model.safetensors",
        "jobmatch/models/zh-jobs/tokenizer.json",
    ):
        assert part in names
    wanted = {
        str(file.relative_to(ROOT) if top == "jobmatch" else Path("jobmatch") / file.relative_to(ROOT))
        for top in ("jobmatch", "models")
        for file in (ROOT / top).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert wanted - set(names) == set()
    assert {Path(name).name for name in names if ".dist-info/licenses/" in name} >= {"LICENSE", "NOTICE"}


@pytest.mark.slow
def test_the_linux_starter_installs_without_a_network_and_matches(bundle: Path, tmp_path: Path) -> None:
    from jobmatch.demo import write_demo

    workers, jobs = write_demo(tmp_path)
    nowhere = {
        "PIP_NO_INDEX": "1",
        "PIP_CONFIG_FILE": os.devnull,
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "VIRTUAL_"))}
    for first, second in ((jobs, workers), (workers, jobs)):  # whichever was dropped first
        done = subprocess.run(
            ["sh", str(bundle / "匹配.sh"), str(first), str(second)],
            cwd=tmp_path, env={**clean, **nowhere, "HOME": str(tmp_path)}, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr + done.stdout
        assert "已写入" in done.stdout
        written = tmp_path / "一对一推荐表.xlsx"
        assert openpyxl.load_workbook(written)["一对一推荐表"].max_row > 100
        written.unlink()


@pytest.mark.slow
def test_the_linux_starter_says_how_it_is_used(bundle: Path) -> None:
    done = subprocess.run(["sh", str(bundle / "匹配.sh")], capture_output=True, text=True)
    assert done.returncode == 2
    assert "用法" in done.stdout


@pytest.mark.slow
def test_the_windows_bundle_holds_all_that_windows_needs(script: ModuleType, tmp_path: Path) -> None:
    script.make(tmp_path, ["win_amd64"], ["3.12"])
    needs: set[str] = set()
    have: set[str] = set()
    for wheel in (tmp_path / "wheels").glob("*.whl"):
        have.add(canonicalize_name(wheel.name.split("-")[0]))
        with zipfile.ZipFile(wheel) as archive:
            name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
            fields = Parser().parsestr(archive.read(name).decode())
        for line in fields.get_all("Requires-Dist", []):
            wanted = Requirement(line)
            if wanted.marker is None or wanted.marker.evaluate(WINDOWS):
                needs.add(canonicalize_name(wanted.name))
    assert needs - have == set()
    assert (tmp_path / "一键匹配.bat").read_bytes().count(b"\r\n") == script.BAT.count("\n")
