"""What the READMEs show runs, and prints what they say it prints."""

from __future__ import annotations

import contextlib
import doctest
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#:]+)\)")


def blocks(name: str) -> list[tuple[str, str]]:
    """Language and text of every fenced block of a file, in order."""
    return _BLOCK.findall((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", READMES)
def test_python_blocks_run_and_print_what_is_shown(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    found = blocks(name)
    blocks_of_python = [
        (code, *after) for (language, code), after in zip(found, [*found[1:], ("", "")], strict=True) if language == "python"
    ]
    assert blocks_of_python or name != "README.md"
    for code, shown, text in blocks_of_python:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, name, "exec"), names)
        if shown == "text" and printed.getvalue():
            assert_shown(text, printed.getvalue())


def assert_shown(wanted: str, got: str) -> None:
    """Compare as doctests do: ``...`` stands for anything, runs of blanks are one."""
    rules = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    if not doctest.OutputChecker().check_output(wanted, got, rules):
        raise AssertionError(f"shown:\n{wanted}\nprinted:\n{got}")


def test_working_code_stands_by_line_20() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:20]
    assert "matches.to_excel" in "\n".join(lines)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_two_commands_do_it_all(name: str) -> None:
    commands = [text.strip() for language, text in blocks(name) if language == "bash"]
    assert commands == ["pip install . && jobmatch demo", 'pip install ".[test]" && python -m pytest']


def test_ci_runs_the_commands_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "README.md" in script
    assert "jobmatch demo" not in script.replace("README.md", "")


@pytest.mark.parametrize("name", READMES)
def test_links_lead_somewhere(name: str) -> None:
    links = _LINK.findall((ROOT / name).read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("name", READMES)
def test_options_named_exist(name: str) -> None:
    from typer.main import get_command

    from jobmatch.cli import app

    command = get_command(app)
    known = {option for sub in command.commands.values() for param in sub.params for option in (*param.opts, *param.secondary_opts)}
    known |= {option for param in command.params for option in param.opts} | {"--help"}
    prose = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"`(--[a-z][a-z-]+)`", prose)) | set(re.findall(r"\[(--[a-z-]+)", prose))
    assert named <= known
