"""Words of a Chinese text: its usual form, and the pieces that carry meaning.

Titles and wishes are short, and every writer shortens them elsewhere (仓管, 库管, 仓库管理员). Words alone
therefore miss each other; on Chinese titles, jieba's words lose badly to its search mode with single
characters. ``cut`` gives both: the words, the known words inside them, and each Chinese character.

The cut is deterministic (no hidden Markov model) and knows the project's trades as words.
"""

from __future__ import annotations

import csv
import os
import re
import sys
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEXICON = files("jobmatch") / "data" / "lexicon"
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
    plain = " ".join(simplified(text).lower().split())
    return _SPACED.sub("", plain) if " " in plain else plain


def simplified(text: str) -> str:
    """Return a text in half width and simplified characters, otherwise as it is.

    >>> simplified("會開車，有Ａ１")
    '会开车,有A1'
    """
    return unicodedata.normalize("NFKC", text).translate(_traditional())


def cut(text: str) -> list[str]:
    """Return the pieces of a text: words, known words inside longer ones, then the single characters.

    Spaces and signs are left out, and a text without words gives an empty list.

    >>> cut("汽车修理工")
    ['汽车', '修理', '理工', '修理工', '汽车修理工', '汽', '车', '修', '理', '工']
    >>> cut("C++ 😀")
    ['c++']
    """
    plain = normalise(text)
    words = [word for word in tokenizer().cut_for_search(plain, HMM=False) if _is_word(word)]
    inside = [word for word in words if len(word) > 1 or not is_chinese(word)]
    return inside + [character for character in plain if is_chinese(character)]


def is_chinese(character: str) -> bool:
    """Return whether a single character is a Chinese one (CJK ideographs and extension A).

    >>> is_chinese("工"), is_chinese("g")
    (True, False)
    """
    return "㐀" <= character <= "鿿" and len(character) == 1


def dictionary() -> dict[str, int]:
    """Return every word that ``cut`` knows with its frequency: jieba's words and the names of the trades.

    >>> words = dictionary()
    >>> "平车工" in words, words["服务员"] > 0
    (True, True)
    """
    return {word: count for word, count in tokenizer().FREQ.items() if count > 0}


@cache
def tokenizer() -> Any:
    """Return the one ``jieba.Tokenizer`` of the project, loaded at the first call (about a second).

    Its cache lies in the user's own cache folder, where no other program's can be in the way.
    """
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    ours = jieba.Tokenizer()
    folder = _cache_folder()
    if folder is not None:
        ours.tmp_dir = str(folder)
    ours.initialize()
    for word in _trade_words():
        ours.add_word(word)
    return ours


def _is_word(word: str) -> bool:
    return any(character.isalnum() for character in word)


@cache
def _traditional() -> dict[int, str]:
    lines = (_LEXICON / "traditional.csv").read_text(encoding="utf-8").splitlines()
    return {ord(row["traditional"]): row["simplified"] for row in csv.DictReader(lines)}


def _trade_words() -> Iterator[str]:
    """Yield the names of the trades that are Chinese throughout, in the order of the lexicon."""
    from jobmatch.language.trades import trades

    for trade in trades():
        for name in (trade.name, *trade.names, *trade.fields):
            if all(map(is_chinese, name)):
                yield name


def _cache_folder() -> Path | None:
    """Return the user's cache folder for jobmatch, or None where none can be written."""
    if sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        home = Path.home() / "Library" / "Caches"
    else:
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = home / "jobmatch"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None
