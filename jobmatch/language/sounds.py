"""Trades typed by ear: 保按 for 保安, 电悍工 for 电焊工.

Wishes are typed by how words sound, and in the southwest zh and z, n and l, ing and in sound alike. ``data/lexicon/sounds.csv``
says which characters are read how. A text in which the lexicon finds nothing, and which is no word, is heard as the name of a
trade that differs in one character that is itself no piece of a word (the 悍 of 电悍工, not the 画 of 插画师); where the names
of two trades would do, none is meant. Two characters must sound quite alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from jobmatch.language.lexicon import Trade, mentions, trade
from jobmatch.language.tokens import tokenizer
from jobmatch.language.trades import rows

LONGEST = 6
_PLACES = "场厂店站房园馆院所山田地"
"""Whoever ends with one of these means a place: 看水场 is no 看水厂."""
_ALIKE = ((re.compile("^([zcs])h"), r"\1"), (re.compile("^n(?=[aeiouv])"), "l"), (re.compile("(?<=[ie])ng$"), "n"))


def heard(text: str) -> str:
    """Return the name of the one trade that a text sounds like, or the text.

    >>> heard("保按"), heard("电悍工"), heard("插画师"), heard("保安")
    ('保安', '电焊工', '插画师', '保安')
    """
    if not 2 <= len(text) <= LONGEST or mentions(text):
        return text
    found = dict(_names_like(text))
    return next(iter(found)) if len(set(found.values())) == 1 else text


def _names_like(text: str) -> Iterator[tuple[str, Trade]]:
    """Yield the names that differ from a text in one character, and their trades."""
    for at in _no_pieces_of_words(text):
        for other in _alike(text[at], loosely=len(text) > 2):
            name = text[:at] + other + text[at + 1 :]
            known = trade(name)
            if known is not None:
                yield name, known


def _no_pieces_of_words(text: str) -> list[int]:
    """Return where the characters stand that are words by themselves, and no place at the end."""
    words = tokenizer().tokenize(text, HMM=False)
    return [start for word, start, stop in words if stop == start + 1 and not (stop == len(text) and word in _PLACES)]


def _alike(character: str, *, loosely: bool) -> str:
    """Return the characters that sound like one, in any of its readings."""
    read_as, by_sound = _sounds(loosely)
    return "".join(by_sound[sound] for sound in read_as.get(character, ()))


@cache
def _sounds(loosely: bool) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Return the sounds of each character, and the characters of each sound; loosely, what is taken for one another is one."""
    read_as: dict[str, list[str]] = {}
    by_sound: dict[str, str] = {}
    for row in rows("sounds.csv"):
        sound = row["sound"]
        for pattern, ear in _ALIKE if loosely else ():
            sound = pattern.sub(ear, sound)
        by_sound[sound] = by_sound.get(sound, "") + row["characters"]
        for character in row["characters"]:
            read_as.setdefault(character, []).append(sound)
    return read_as, by_sound
