"""Words of a Chinese text: the pieces that carry meaning.

Titles and wishes are short, and every writer shortens them elsewhere (仓管, 库管, 仓库管理员). Words alone
therefore miss each other; on Chinese titles, jieba's words lose badly to its search mode with single
characters. ``cut`` gives both: the words, the known words inside them, and each Chinese character.

The cut is deterministic (no hidden Markov model) and knows the project's trades as words.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobmatch.language.characters import is_chinese, normalise
from jobmatch.language.trades import trades

if TYPE_CHECKING:
    from collections.abc import Iterator


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

    >>> tokenizer() is tokenizer(), "平车工" in tokenizer().FREQ
    (True, True)
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


def _trade_words() -> Iterator[str]:
    """Yield the names of the trades that are Chinese throughout, in the order of the lexicon."""
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
