"""The usual form of a Chinese text: half width, simplified characters, single spaces."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files

LEXICON = files("jobmatch") / "data" / "lexicon"
"""Where the tables of words lie."""
_HAN = "[\u3400-\u9fff]"
# A space between two characters that stand alone.
_SPACED = re.compile(rf"(?<!{_HAN}{_HAN})(?<={_HAN}) (?={_HAN}(?!{_HAN}))")


def normalise(text: str) -> str:
    """Return the usual form of a text: half width, lower case, simplified characters, single spaces.

    Characters set apart by spaces are joined (电 工). Only the frequent traditional characters are known (some 700, ``data/lexicon/traditional.csv``); the
    others stay as they are.

    >>> normalise("ＣＮＣ　車床 操作員")
    'cnc 车床 操作员'
    """
    return unspaced(simplified(text).lower())


def unspaced(text: str) -> str:
    """Return a text with single spaces, and none between characters that are set apart.

    >>> unspaced(" 保 安/电 焊 工  急招 ")
    '保安/电焊工 急招'
    """
    plain = " ".join(text.split())
    return _SPACED.sub("", plain) if " " in plain else plain


def simplified(text: str) -> str:
    """Return a text in half width and simplified characters, otherwise as it is.

    >>> simplified("會開車，有Ａ１")
    '会开车,有A1'
    """
    return unicodedata.normalize("NFKC", text).translate(_traditional())


def is_chinese(character: str) -> bool:
    """Return whether a single character is a Chinese one (CJK ideographs and extension A).

    >>> is_chinese("工"), is_chinese("g")
    (True, False)
    """
    return "㐀" <= character <= "鿿" and len(character) == 1


@cache
def _traditional() -> dict[int, str]:
    lines = (LEXICON / "traditional.csv").read_text(encoding="utf-8").splitlines()
    return {ord(row["traditional"]): row["simplified"] for row in csv.DictReader(lines)}
