"""Several posts in one cell, each with its number: 普工20人、保安5人 is two postings."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jobmatch.forms.text import is_blank, normal, small_number

if TYPE_CHECKING:  # a row is made of cells that this module reads
    from jobmatch.forms.rows import Row

_APART = re.compile(r"[、,，;；/|。]+|\s+(?!\d|若干|[数多]名|[(（])")
_COUNTED = re.compile(
    r"(?P<title>[^\d()]*?[^\d()若数多几各]{2})[:：]?"
    r"(?:\((?P<inside>\d{1,4}|若干|[数多几]|[一二两三四五六七八九十]{1,3})(?:余|多|来)?[人名个位]?\)"
    r"|(?P<beside>若干|(?:\d{1,4}|[数多几]|[一二两三四五六七八九十]{1,3})(?:余|多|来)?[人名个位]|\d{1,4}\+))"
)


def posts_in(row: Row) -> list[Row]:
    """Return a row for every post that the title cell counts; the row itself where it counts none.

    >>> from jobmatch.forms.rows import Row
    >>> row = Row("岗位", 2, {"title": ["普工20人、保安（5名）"]}, {"title": "岗位及人数"})
    >>> [(post.text("title"), post.text("openings")) for post in posts_in(row)]
    [('普工', '20'), ('保安', '5')]
    """
    parts = [_bare(part) for part in _APART.split(row.text("title")) if part.strip()]
    found = [_COUNTED.fullmatch(part) for part in parts]
    if not all(found) or not found or (len(found) == 1 and not is_blank(row.text("openings"))):
        return [row]
    return [_post(row, post["title"], post["inside"] or post["beside"]) for post in found if post]


def _bare(text: str) -> str:
    """Return a text in normal spelling, a post in 【】 without them."""
    return re.sub(r"[【\[]([^【】\[\]]+)[】\]]", r"\1", normal(text))


def is_counted(text: str) -> bool:
    """Tell whether a text is a post with its number: 普工20人."""
    return _COUNTED.fullmatch(_bare(text)) is not None


def _post(row: Row, title: str, count: str) -> Row:
    number = re.sub(r"[余多来]?[人名个位+]*$", "", small_number(count if count[-1] in "人名个位" else f"{count}名"))
    names = {**row.names, "openings": row.names.get("openings", row.name_of("title"))}
    return replace(row, cells={**row.cells, "title": [title], "openings": [number]}, names=names, texts={})
