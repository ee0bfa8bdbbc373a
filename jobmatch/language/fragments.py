"""The trade of which words stand within a phrase that no list has: 青菜头 and 修筋 in 青菜头修筋看筋.

What a trade is called and what is said of it, without the ending of a person or a factory, is a word of it where no other trade has
it too. Of all such words in a phrase, the longest first and none over another, the trade counts that has most characters.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from jobmatch.language.characters import normalise
from jobmatch.language.lexicon import SAYS_NO_THING
from jobmatch.language.trades import trades

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDING = re.compile("(?:操作[工员]|师傅|[工员师手厂])$")


def suggested(phrase: str) -> str:
    """Return the name of the trade of which most stands within a phrase, or blank where none or several do.

    >>> suggested("青菜头修筋看筋"), suggested("网带炉装料"), suggested("朝九晚五")
    ('酱腌菜工', '热处理工', '')
    """
    ranked: Counter[str] = Counter()
    for trade, characters in _within(normalise(phrase)):
        ranked[trade] += characters
    first = ranked.most_common(2)
    return first[0][0] if len(first) == 1 or (first and first[0][1] > first[1][1]) else ""


def _within(plain: str) -> Iterator[tuple[str, int]]:
    """Yield the trades of the words from left to right, and how long each word is."""
    words, longest, start = *_words(), 0
    while start < len(plain) - 1:
        stops = range(min(len(plain), start + longest), start + 1, -1)
        stop = next((stop for stop in stops if plain[start:stop] in words), start + 1)
        if trade := words.get(plain[start:stop], ""):
            yield trade, stop - start
        start = stop


@cache
def _words() -> tuple[dict[str, str], int]:
    """Return the words, with the trade that alone has each or blank, and the length of the longest."""
    words: dict[str, str] = {}
    for found in (found for found in trades() if found.name not in SAYS_NO_THING):
        for text in (normalise(found.name), *found.names, *found.fields, *found.said, *found.alone):
            word = _ENDING.sub("", text)
            words[word] = found.name if words.get(word, found.name) == found.name else ""
    return words, max(map(len, words))
