"""The trade that a phrase means in which the lexicon finds none: 绕弹簧, 裱字画, 往井下运料.

No list holds all that people say of work. The reader has learned from all names, sayings and titles that the project has::

    score(trade) = log probability by a small network over pieces of words (`jobmatch.language.bags`)
                 + near · highest cosine of the phrase with a name or saying of the trade
    score(other) = log probability + near · strange           (occupations that no trade has, and what is no work)

A softmax of the scores, bent by an isotonic curve, is the probability that the trade is right; under `CLAIMED` (`AGREED` where words of
the trade stand within the phrase) nothing is claimed, for a wish read wrongly is worse than one not read, and nothing where but one
character is shared with what is known of the trade. Curve, ``near`` and ``strange`` were settled on sayings held out
with all their near-duplicates (``models/reader.py``). Names and sayings are compared as they stand in the lexicon: who adds one
adds to what the reader knows.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from jobmatch.language.bags import Bags, Network, pieces_of
from jobmatch.language.characters import normalise
from jobmatch.language.encoders import default_encoder
from jobmatch.language.fragments import suggested
from jobmatch.language.static import StaticEncoder, shipped
from jobmatch.language.trades import trades

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    _Scores = NDArray[np.float32]

CLAIMED = 0.7
"""Least probability of a trade that is claimed."""
AGREED = 0.4
"""The same where words of the trade stand within the phrase (`jobmatch.language.fragments`). Of 291 titles and 165 wishes written for it the two
agree on 65 that nothing else read, whatever the probability, and of these 50 are of the trade that was meant and 9 of its kin."""
_FOR_OTHERS = re.compile("^[给帮替](?:别?人家?|客人|老板)(?=..)")
"""For whom something is done says nothing of the work (给人裱字画)."""
LONGEST = 24
"""Characters of a phrase that is read: what is longer tells more than one thing."""
AT_ONCE = 256
"""Phrases that are read at a time, each against all names and sayings."""


def meant(phrase: str) -> str:
    """Return the name of the trade that a phrase means, or blank where none is sure.

    >>> meant("绕弹簧"), meant("裱字画"), meant("离娃儿学校近")
    ('弹簧工', '装裱工', '')
    """
    return _claimed(phrase, *_read(phrase))


def all_meant(phrases: Sequence[str]) -> list[str]:
    """Return the same of many phrases, read together.

    >>> all_meant(["绕弹簧", "", "离娃儿学校近"])
    ['弹簧工', '', '']
    """
    fit = [phrase for phrase in dict.fromkeys(phrases) if _is_of_a_length(phrase)]
    parts = (fit[start : start + AT_ONCE] for start in range(0, len(fit), AT_ONCE))
    read = dict(zip(fit, (best for part in parts for best in default_reader().best(part)), strict=True))
    return [_claimed(phrase, *read[phrase]) if phrase in read else "" for phrase in phrases]


def _claimed(phrase: str, trade: str, probability: float) -> str:
    if probability >= CLAIMED and _shares_more_than_one_character(phrase, trade):
        return trade
    return trade if probability >= AGREED and suggested(phrase) == trade else ""


def _is_of_a_length(phrase: str) -> bool:
    return 2 <= len(phrase) <= LONGEST


def _shares_more_than_one_character(phrase: str, trade: str) -> bool:
    """Return whether some text of a trade has two characters of a phrase: one alone may be shared by chance (帐 in 帐篷 and 记帐)."""
    said = set(normalise(phrase))
    return any(len(said.intersection(text)) > 1 for text in _texts()[trade])


@lru_cache(maxsize=32_768)
def _read(phrase: str) -> tuple[str, float]:
    return default_reader().best([phrase])[0] if _is_of_a_length(phrase) else ("", 0.0)


class TradeReader:
    """The saved reader: a folder of ``reader.json`` and ``reader.safetensors``.

    Parameters
    ----------
    path
        The folder.
    encoder
        The encoder of names and phrases; the shipped one when not given.
    """

    def __init__(self, path: Path, *, encoder: StaticEncoder | None = None) -> None:
        from safetensors.numpy import load_file

        facts = json.loads((path / "reader.json").read_text(encoding="utf-8"))
        arrays = load_file(path / "reader.safetensors")
        self._encoder = default_encoder() if encoder is None else encoder
        self.labels: list[str] = facts["labels"]
        """What a phrase may mean: trades first, then groups of other codes, and what is no work."""
        self._pieces, self._idf = Bags(facts["pieces"]), arrays["idf"].astype(np.float32)
        self._network = Network(arrays)
        self._near, self._strange = float(facts["near"]), float(facts["strange"])
        self.curve = (np.array(facts["curve"]["softmax"]), np.array(facts["curve"]["right"]))
        """Softmax of the best trade → how often it is right, both rising."""

    def best(self, phrases: Sequence[str]) -> list[tuple[str, float]]:
        """Return for each phrase the likeliest trade and the probability that it is meant.

        >>> [trade if sure > 0.5 else "" for trade, sure in default_reader().best(["给工厂看大门", "🙂"])]
        ['保安员', '']
        """
        plain = [normalise(_FOR_OTHERS.sub("", phrase)) for phrase in phrases]
        vectors = self._encoder.means(plain)
        nearest = _of_lexicon(self._encoder).nearest(vectors, self.labels)
        likely = heard(self.log_probabilities(plain), nearest, near=self._near, strange=self._strange)
        trade = np.where(np.isfinite(nearest), likely, 0).argmax(axis=1)
        sure = np.interp(likely[np.arange(len(plain)), trade], *self.curve) * vectors.any(axis=1)
        return [(self.labels[at], float(p)) for at, p in zip(trade, sure, strict=True)]

    def log_probabilities(self, plain: Sequence[str]) -> _Scores:
        """Return what the network says, float32 ``[phrases, labels]``."""
        return self._network.log_probabilities(self._pieces.weighed(map(pieces_of, plain), self._idf))


@dataclass(frozen=True)
class Known:
    """What trades are called and what is said of them, those of one trade one after another."""

    vectors: _Scores
    """float32 ``[texts, d]``, unit rows."""
    labels: list[str]
    """The trades, each once."""
    start: NDArray[np.int64]
    """Where the texts of each trade begin."""

    def nearest(self, vectors: _Scores, labels: Sequence[str]) -> _Scores:
        """Return the highest cosine of each phrase with a text of each label, float32 ``[phrases, labels]``; −inf of what is no trade.

        >>> known_of = Known(np.array([[1.0, 0.0], [0.6, 0.8]], dtype=np.float32), ["电焊工"], np.array([0]))
        >>> known_of.nearest(np.array([[0.0, 1.0]], dtype=np.float32), ["电焊工", "没有的"]).astype(float).round(2).tolist()
        [[0.8, -inf]]
        """
        column = {label: at for at, label in enumerate(labels)}
        found = np.full((len(vectors), len(labels)), -np.inf, dtype=np.float32)
        mine = [at for at, label in enumerate(self.labels) if label in column]
        highest = np.maximum.reduceat(vectors @ self.vectors.T, self.start, axis=1)
        found[:, [column[self.labels[at]] for at in mine]] = highest[:, mine]
        return found


def known(said: dict[str, list[str]], encoder: StaticEncoder) -> Known:
    """Return what is known of each trade of ``said``, whose texts are in their usual form; each has one at least."""
    texts = [text for of in said.values() for text in of]
    start = np.cumsum([0, *(len(of) for of in said.values())])[:-1]
    return Known(encoder.means(texts), list(said), start)


@cache
def _of_lexicon(encoder: StaticEncoder) -> Known:
    return known(_texts(), encoder)


@cache
def _texts() -> dict[str, list[str]]:
    """Return what each trade is called and what is said of it, by its name."""
    return {found.name: [normalise(found.name), *found.names, *found.fields, *found.said, *found.alone] for found in trades()}


def heard(said: _Scores, nearest: _Scores, *, near: float, strange: float) -> _Scores:
    """Return the softmax of the scores, float32 ``[phrases, labels]``; see above.

    >>> heard(np.log([[0.5, 0.5]]), np.array([[1.0, 0.0]]), near=1.0, strange=0.0).astype(float).round(3).tolist()
    [[0.731, 0.269]]
    """
    scores = said + near * np.where(np.isfinite(nearest), nearest, strange)
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(likely / likely.sum(axis=1, keepdims=True), dtype=np.float32)


@cache
def default_reader() -> TradeReader:
    """Return the shipped reader, loaded once."""
    return TradeReader(shipped("trades"))
