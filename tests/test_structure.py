"""The data flows one way: no module imports from a room that comes after its own, and none import each other in a circle."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[1]
ABOVE_ALL = ("jobmatch", "jobmatch.__main__")


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in (ROOT / "jobmatch").rglob("*.py")}


def statements(tree: ast.AST, *, types: bool) -> Iterator[ast.AST]:
    """Every statement of a module; without ``types`` not those that only a type checker reads."""
    for node in ast.iter_child_nodes(tree):
        if types or not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield node
            yield from statements(node, types=types)


def imports(name: str, *, types: bool = True) -> set[str]:
    """Other modules of the package that a module imports anywhere in it."""
    found: set[str] = set()
    for node in statements(ast.parse(MODULES[name].read_text(encoding="utf-8")), types=types):
        if isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inner if inner <= MODULES.keys() else {node.module, *(inner & MODULES.keys())}
    return (found & MODULES.keys()) - {name, *ABOVE_ALL}


def room(name: str) -> str:
    return name.split(".")[1]


def order() -> dict[str, int]:
    """The place of each room in the order that CONTRIBUTING.md draws."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    drawn = re.search(r"(?m)^    errors.*(?:\n    .*)*", text)
    assert drawn is not None
    steps = [re.findall(r"\w+", step) for step in drawn[0].split("→")]
    return {name: place for place, names in enumerate(steps) for name in names}


def arrows() -> list[tuple[str, str]]:
    return [(name, target) for name in MODULES.keys() - ABOVE_ALL for target in imports(name)]


def test_every_room_stands_in_the_picture() -> None:
    assert {room(name) for name in MODULES.keys() - ABOVE_ALL} == order().keys()


def test_every_module_stands_in_the_picture_of_its_room() -> None:
    rooms = {
        name: ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) for name, path in MODULES.items() if path.stem == "__init__"
    }
    missing = []
    for name in MODULES.keys() - rooms.keys() - {"jobmatch.__main__"}:
        above = [".".join(name.split(".")[:depth]) for depth in range(2, name.count(".") + 1)]
        said = "\n".join(rooms[room] or "" for room in above)
        if above and not re.search(rf"\b{name.rpartition('.')[2]}\b", said):
            missing.append(name)
    assert missing == []


def test_no_room_imports_from_one_that_is_not_before_its_own() -> None:
    place = order()
    back = [(name, target) for name, target in arrows() if room(name) != room(target) and place[room(target)] >= place[room(name)]]
    assert back == [("jobmatch.errors", "jobmatch.places")]  # for a type alone: an error says between which places to choose


def test_no_modules_import_each_other_in_a_circle() -> None:
    circles = {name: imports(name, types=False) for name in MODULES}
    assert list(TopologicalSorter(circles).static_order())  # a circle raises CycleError
