"""The table of English sentences and the code hold each other: what may be said is in the table, and what is in the table is said."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

import jobmatch
from jobmatch import Policy, errors
from jobmatch.cli.english import in_english, why_in_english
from jobmatch.explanation.comparison import OUTCOME_WORDS, Line
from jobmatch.explanation.refusal import Refusal
from jobmatch.terms.formula import TERM_LABELS, formula_of

ROOT = Path(jobmatch.__file__).parent
CHINESE = re.compile("[\u4e00-\u9fff]")
OVER_HTTP = ("service/api", "service/desk")
"""What only a portal or the desk page is told: neither speaks English."""
OF_THE_WORKBOOK = re.compile("推荐编号|推荐结果")
"""Columns keep the names they have in the workbook."""
COMPLAINTS = ("policy/checks.py", "policy/reading.py")
"""Modules whose every sentence is a line of an error."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    """The modules that speak to the command line, by their path below the package."""
    for file in sorted(ROOT.rglob("*.py")):
        name = file.relative_to(ROOT).as_posix()
        if not name.startswith(("cli/", *OVER_HTTP)):
            yield name, ast.parse(file.read_text(encoding="utf-8"))


def sentence(node: ast.AST) -> str:
    """What an expression says, with a 1 for every part that differs."""
    if isinstance(node, ast.JoinedStr):
        return "".join(map(sentence, node.values))
    if isinstance(node, ast.BinOp):
        return sentence(node.left) + sentence(node.right)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else "1"


def sentences() -> Iterator[tuple[str, str]]:
    """Every Chinese sentence that an error may be made of, with its place."""
    for name, module in modules():
        for node in ast.walk(module):
            made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and hasattr(errors, node.func.id) and node.args
            said = node.args[0] if made else node if isinstance(node, ast.JoinedStr) and name in COMPLAINTS else None
            if said is not None and CHINESE.search(sentence(said)):
                yield f"{name}:{node.lineno}", sentence(said)


def test_every_error_that_a_command_may_end_with_is_in_the_table() -> None:
    said = dict(sentences())
    english = {place: OF_THE_WORKBOOK.sub("", in_english(errors.TableError(words))) for place, words in said.items()}
    assert len(said) > 100
    assert [(place, said[place], words) for place, words in english.items() if CHINESE.search(words)] == []


def test_what_stands_in_a_sentence_is_english_too_where_its_words_are_known() -> None:
    damaged = errors.StoreError("county：保存的匹配器已损坏（校验和不符：jobs.parquet）；请从备份恢复，或用岗位表重新建立并保存")
    assert in_english(damaged).startswith("county: the saved matcher is damaged (another checksum: jobs.parquet);")


def test_what_is_given_in_english_is_what_the_code_says_in_chinese() -> None:
    said = "\n".join(str(node.value) for _, module in modules() for node in ast.walk(module) if isinstance(node, ast.Constant))
    table = pd.read_csv(ROOT / "data" / "english.csv")
    field, words = re.compile(r"{(\w+)}"), re.compile("[\u4e00-\u9fff]{2}")
    parts = [(row, part.strip()) for row in table["chinese"] for part in re.split(r"{\w+}|…", row) if words.search(part)]
    assert [row for row, part in parts if part not in said] == []
    assert [row.english for row in table.itertuples() if not {*field.findall(row.english)} <= {*field.findall(row.chinese)}] == []


def test_every_field_and_term_of_a_reason_has_an_english_name() -> None:
    lines = tuple(Line(rule.label, "", "", outcome) for rule in formula_of(Policy()).requirements for outcome in OUTCOME_WORDS)
    terms = tuple((label, 0.2, 0.5) for label in TERM_LABELS.values())
    said = why_in_english(Refusal("W1", "J1", (("fit", "工种不符"), ("segment", "在校")), (), 0.5, terms, lines))
    assert not CHINESE.search(said)
