"""``python -m benchmarks <name> …``: run one benchmark; called bare, list them."""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from pathlib import Path


def names() -> dict[str, str]:
    """Return each benchmark's name and the first line of its docstring."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    sources = {file.stem: ast.parse(file.read_text(encoding="utf-8")) for file in files}
    return {
        name: (ast.get_docstring(tree) or "").split("\n")[0]
        for name, tree in sources.items()
        if any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree.body) and name != "__main__"
    }


def main(argv: list[str]) -> int:
    """Run the benchmark that ``argv`` names with the rest of ``argv``; return its exit code."""
    known = names()
    if not argv or argv[0] not in known:
        if argv:
            print(f"no benchmark {argv[0]!r}", file=sys.stderr)
        for name, purpose in known.items():
            print(f"{name:14} {purpose}")
        return 2 if argv else 0
    return int(import_module(f"benchmarks.{argv[0]}").main(argv[1:]) or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
