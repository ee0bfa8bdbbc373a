"""The words of the model: which they are, how they are cut, and what each is made of.

The tokenizer is a ``Unigram`` model: the most probable cut of a run of Chinese characters under the words'
frequencies, which is what ``jieba.cut(HMM=False)`` computes. Every word owns features: itself, its
characters, and the pairs and triples of characters inside it. Training learns one vector a feature; a word's
row is their sum, so a rare word speaks through its parts, and unknown words are cut into known characters.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import jieba
from tokenizers import Regex, Tokenizer
from tokenizers.models import Unigram
from tokenizers.normalizers import NFKC, Lowercase, Precompiled, Replace
from tokenizers.normalizers import Sequence as Normalizers
from tokenizers.pre_tokenizers import Split

from jobmatch.language.characters import normalise
from models.charsmap import character_map

_LATIN = r"[a-z0-9+#.]*[a-z][a-z0-9+#.]*"
_PIECE = re.compile(rf"[一-鿿㐀-䶿]+|{_LATIN}")
_HAN = re.compile(r"[一-鿿㐀-䶿]+")
_EDGE = "▁"
"""Stands before and after every Latin word in the tokenizer, so that none is cut inside: RPA holds no PA."""
_AT_EDGE = r"(?=[a-z0-9+#.])(?<![a-z0-9+#.])(?=[a-z0-9+#.]*[a-z])|(?<=[a-z0-9+#.])(?![a-z0-9+#.])"
_UNKNOWN = "[UNK]"
PLACE = "<place>"
"""The one part that all place names share."""


@dataclass(frozen=True)
class Word:
    """One row of the model."""

    text: str
    frequency: int
    """How often jieba's dictionary counts it, or what makes it stand as one word."""
    is_place: bool
    """A place's name: it owns one feature, shared by all places, for a town says nothing of the work."""


def choose_words(texts: Iterable[str], terms: Iterable[str], *, common: int) -> list[Word]:
    """Return the words of the model.

    The ``common`` most frequent of jieba's dictionary, every dictionary word that stands in ``texts``, the 6,000
    most frequent characters, the 2,000 most frequent place names, the ``terms`` of two to six characters as whole
    words, and the Latin words that stand twice in ``texts``.
    """
    dictionary, places = _jieba_words()
    total = sum(dictionary.values())
    texts = [normalized(text) for text in texts]
    seen = _words_within(texts, dictionary)
    ranked = sorted((w for w in dictionary if w not in places), key=lambda w: (-dictionary[w], w))
    chosen = {w: dictionary[w] for w in ranked[:common]} | {w: dictionary[w] for w in sorted(seen)}
    chosen |= {w: dictionary[w] for w in [w for w in ranked if len(w) == 1][:6000]}
    chosen |= {w: dictionary[w] for w in sorted(places, key=lambda w: (-dictionary[w], w))[:2000]}
    characters = sorted({c for text in texts for c in text if _HAN.fullmatch(c)} - chosen.keys())
    chosen |= dict.fromkeys(characters, 1)
    for term in dict.fromkeys(map(normalized, terms)):
        if _HAN.fullmatch(term) and 2 <= len(term) <= 6:
            chosen[term] = max(chosen.get(term, 0), _standing(term, dictionary, total))
    latin = Counter(w for text in texts for w in _PIECE.findall(text) if not _HAN.match(w))
    chosen |= {w: 100 * n for w, n in sorted(latin.items()) if n >= 2 and len(w) <= 12}
    return [Word(w, n, w in places and w not in seen) for w, n in chosen.items()]


def normalized(text: str) -> str:
    """Return the text as the tokenizer sees it: NFKC, lower case."""
    return str(_NORMALIZER.normalize_str(text))


def make_tokenizer(words: list[Word]) -> Tokenizer:
    """Return the tokenizer whose ids are 0 for the unknown and 1 … for the words.

    >>> tokenizer = make_tokenizer([Word("pa", 9, False), Word("开发", 9, False)])
    >>> tokenizer.encode("PA开发", add_special_tokens=False).ids, tokenizer.encode("RPA开发", add_special_tokens=False).ids
    ([1, 2], [0, 2])
    """
    total = math.log(sum(word.frequency for word in words))
    pieces = [(_UNKNOWN, -100.0), *((_whole(w.text), math.log(max(w.frequency, 1)) - total) for w in words)]
    tokenizer = Tokenizer(Unigram(pieces, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = Normalizers([_NORMALIZER, Replace(Regex(_AT_EDGE), _EDGE)])
    tokenizer.pre_tokenizer = Split(Regex(rf"[一-鿿㐀-䶿]+|{_EDGE}{_LATIN}{_EDGE}"), "removed", invert=True)
    return tokenizer


def _whole(text: str) -> str:
    return text if _HAN.fullmatch(text) else f"{_EDGE}{text}{_EDGE}"


def parts(word: Word) -> list[str]:
    """Return the names of a word's features.

    >>> parts(Word("平车工", 3, False))
    ['=平车工', '平', '车', '工', '平车', '车工']
    """
    if word.is_place:
        return [PLACE]
    text = word.text
    if not _HAN.fullmatch(text):
        return ["=" + text]
    if len(text) == 1:
        return ["=" + text, text]
    grams = [text[i : i + n] for n in (1, 2, 3) if n < len(text) for i in range(len(text) - n + 1)]
    return ["=" + text, *grams]


def _simplified() -> dict[str, str]:
    """Return the traditional characters that `normalise` knows, with their simplified form."""
    characters = map(chr, range(0x3400, 0xA000))
    return {c: plain for c in characters if (plain := normalise(c)) != c and len(plain) == 1}


_NORMALIZER = Normalizers([NFKC(), Precompiled(character_map(_simplified())), Lowercase()])


def _jieba_words() -> tuple[dict[str, int], set[str]]:
    """Return the frequency of each Chinese word of jieba's dictionary, and which of them are places or people."""
    words, places = {}, set()
    with (Path(jieba.__file__).parent / "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, tag = line.split()
            if not _HAN.fullmatch(word) or len(word) > 6:
                continue
            words[word] = int(count)
            if len(word) > 1 and tag in ("ns", "nt", "nrt"):
                places.add(word)
    return words, places


def _words_within(texts: list[str], dictionary: dict[str, int]) -> set[str]:
    runs = {run for text in texts for run in _HAN.findall(text)}
    return {run[i : i + n] for run in runs for n in range(1, 7) for i in range(len(run) - n + 1) if run[i : i + n] in dictionary}


def _standing(term: str, dictionary: dict[str, int], total: int) -> int:
    """Return the least frequency at which the term is cut as one word (jieba's ``suggest_freq``)."""
    best = [0.0] + [-math.inf] * len(term)
    for end in range(1, len(term) + 1):
        for start in range(end):
            count = dictionary.get(term[start:end], 1 if end - start == 1 else 0)
            if count and end - start < len(term):
                best[end] = max(best[end], best[start] + math.log(count / total))
    return int(math.exp(best[-1]) * total) + 2
