"""Occupations: the code of the national classification (CSCO 2022) that a title names, and how sure it is.

Two witnesses are heard. The *posting witness* has learned how employers write::

    posting = margins of a linear model over words and pieces of words: of the code, its group of four
              characters and its major, summed (at least the floor)
              + share · cosine(text, prototype of the code)
              + HEAD · log probability of a small network with one hidden layer over the same pieces

The *document witness* knows every occupation of the classification by its names, definition and tasks, also
those no posting ever named::

    document = cosine(text, prototype) + ½ cosine(text, definition and tasks) + ½ BM25 / highest BM25

The posting witness decides, unless its best margin is under ``vague`` while the best document score is above
``clear``: then ¼ of its margins is added to the document witness. Names of occupations, as opposed to titles of
postings, are the document witness's (``names=True``), helped by half the margin of the group alone: within a group
every occupation is as likely as any other.

The probability is a softmax of the scores, bent by an isotonic curve until it is right as often as it says.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jobmatch.language import tokens
from jobmatch.language.bags import Bags, Network, pieces_of
from jobmatch.language.characters import normalise
from jobmatch.language.encoders import default_encoder
from jobmatch.language.lexicon import listed
from jobmatch.language.plain_texts import plain_texts
from jobmatch.language.static import StaticEncoder, shipped
from jobmatch.language.titles import clean_title

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    _Scores = NDArray[np.float32]

_CHUNK = 1024  # titles scored at a time against some 2,000 codes
_LEAST_GROUP = -0.24  # the weighted margin of a group that the linear model knows nothing of
_LONGEST = 200  # characters of a title that are read
HEAD = 0.2
"""Weight of the network's log probabilities beside the margins; settled by cross-validation on the training titles."""


def code_occupation(titles: Sequence[str], *, names: bool = False) -> pd.DataFrame:
    """Return one row a title: ``code``, ``name`` (CSCO 2022) and ``probability`` that the code is right.

    The probability is calibrated on real titles: of the codes given at 0.8 and above at least 85 % are right.
    A code may be a group (``2-06-03-00``) where real titles say no more. A blank title, or one without a known
    word, has no code and probability 0.

    Parameters
    ----------
    titles
        Titles of postings, in any sequence.
    names
        The texts are names of occupations (``农业经理人``), not titles of postings: only the 1,634 occupations
        themselves are given, the rare as readily as the common, and the probability is a plain softmax.

    Raises
    ------
    EncoderError
        One text instead of several: its characters would be coded one by one; or something that is no text.

    Examples
    --------
    >>> code_occupation(["平车工", ""]).code.tolist()
    ['6-05-01-03', <NA>]
    >>> code_occupation(["评茶员"], names=True).name.tolist()
    ['评茶师']
    """
    coder = default_coder()
    best, probability = coder.best(plain_texts(titles, "code_occupation"), names=names)
    named = best >= 0
    columns = {
        "code": pd.Series(coder.codes[best], dtype="string").where(named),
        "name": pd.Series(coder.names[best], dtype="string").where(named),
        "probability": np.where(named, probability, 0.0),
    }
    return pd.DataFrame(columns)


class OccupationCoder:
    """The saved coder: a folder of ``coder.json`` and ``coder.safetensors``.

    Parameters
    ----------
    path
        The folder.
    encoder
        The encoder of the prototypes; the shipped one when not given.
    """

    def __init__(self, path: Path, *, encoder: StaticEncoder | None = None) -> None:
        from safetensors.numpy import load_file

        facts = json.loads((path / "coder.json").read_text(encoding="utf-8"))
        arrays = load_file(path / "coder.safetensors")
        self._encoder = default_encoder() if encoder is None else encoder
        self.codes: NDArray[np.object_] = np.array(facts["codes"], dtype=object)
        """Every code it may give."""
        self.names: NDArray[np.object_] = np.array(facts["names"], dtype=object)
        """The official name of each code."""
        self._pieces, self._margins_of = Bags(facts["pieces"]), _table(arrays, "margins")
        self._idf = arrays["idf"].astype(np.float32)
        self._words, self._impacts_of = Bags(facts["words"]), _table(arrays, "impacts")
        self._intercept = arrays["intercept"].astype(np.float32)
        self._kin = _kin(facts["codes"])
        self._network = Network(arrays)
        self.prototypes: NDArray[np.float64] = arrays["prototypes"].astype(np.float64)
        """A unit vector for each code, to be compared with `StaticEncoder.means`; in float64, as its layers are, for the same reason."""
        self._told = arrays["told"].astype(np.float64)
        self.is_occupation: NDArray[np.bool_] = np.array(facts["is_occupation"], dtype=bool)
        """Whether each code is one of the occupations, not a group of them."""
        self._heard = Witnesses(**facts["witnesses"])
        self._sharpness = float(facts["sharpness"])
        self.curve = (np.array(facts["curve"]["softmax"]), np.array(facts["curve"]["right"]))
        """Softmax of the best score → how often it is right, both rising."""

    def scores(self, titles: list[str]) -> NDArray[np.float32]:
        """Return the scores of titles of postings, float32 ``[len(titles), len(codes)]``; higher is likelier."""
        return self._heard.heard(*self.witnesses(titles))

    def witnesses(self, titles: list[str]) -> tuple[_Scores, _Scores, _Scores, _Scores]:
        """Return the margins, the network's share, the cosines with the prototypes and what the documents say else."""
        rows = self._weigh(titles)
        return self._margins(rows), HEAD * self._network.log_probabilities(rows), *self._documents(titles)

    def name_scores(self, names: list[str]) -> NDArray[np.float32]:
        """Return the scores of names of occupations: documents and ½ margin of the group; −9 for codes of groups."""
        cosine, told = self._documents(names)
        group = np.maximum(self._levels(self._weigh(names))[:, self._kin[1]], _LEAST_GROUP)
        return np.where(self.is_occupation, cosine + told + 0.5 * group, np.float32(-9))

    def _margins(self, rows: Any) -> _Scores:
        """Return the margins of the linear model: of each code, its group of four characters and its major."""
        levels = self._levels(rows)
        return np.asarray(sum(levels[:, columns] for columns in self._kin), dtype=np.float32)

    def _levels(self, rows: Any) -> _Scores:
        """Return the weighted margins of every code, group and major, float32 ``[titles, codes + groups + majors]``."""
        return np.asarray((rows @ self._margins_of).todense() + self._intercept, dtype=np.float32)

    def best(self, titles: list[str], *, names: bool = False) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return for each title the position of its code (−1: none) and the probability that it is right.

        >>> coder = default_coder()
        >>> at, sure = coder.best(["缝纫工", "🙂"])
        >>> coder.names[at[0]], at[1].item()
        ('缝纫工', -1)
        """
        best = np.full(len(titles), -1, dtype=np.int64)
        probability = np.zeros(len(titles))
        for start in range(0, len(titles), _CHUNK):
            part = titles[start : start + _CHUNK]
            scores = (self.name_scores(part) if names else self.scores(part)).astype(np.float64)
            scores -= scores.max(axis=1, keepdims=True)
            sure = 1.0 / np.exp(self._sharpness * scores).sum(axis=1)
            said = self._encoder.means(part).any(axis=1)
            best[start : start + len(part)] = np.where(said, scores.argmax(axis=1), -1)
            probability[start : start + len(part)] = sure if names else np.interp(sure, *self.curve)
        return best, probability

    def spread(self, titles: list[str]) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """Return how likely each code is, float32 ``[len(titles), len(codes)]``, and the probability that the likeliest is right.

        >>> likely, _ = default_coder().spread(["缝纫工"])
        >>> likely.sum(axis=1).round(3).tolist()
        [1.0]
        """
        scores = self.scores(titles)
        likely = np.exp(self._sharpness * (scores - scores.max(axis=1, keepdims=True)))
        likely /= likely.sum(axis=1, keepdims=True)
        return likely, np.interp(likely.max(axis=1), *self.curve)

    def _documents(self, titles: list[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the cosine with each prototype, and the rest of what the documents say."""
        plain = [_plain_title(title) for title in titles]
        vectors = self._encoder.means(plain)
        impacts = np.asarray((self._words.counts(map(tokens.cut, plain)) @ self._impacts_of).todense())
        highest = np.maximum(impacts.max(axis=1, keepdims=True, initial=0), 1e-6)
        told = (0.5 * vectors @ self._told.T).astype(np.float32)
        return (vectors @ self.prototypes.T).astype(np.float32), told + 0.5 * impacts / highest

    def _weigh(self, titles: list[str]) -> Any:
        """Return the TF-IDF rows of the titles, sparse ``[len(titles), pieces]``."""
        return self._pieces.weighed(map(pieces, titles), self._idf)


@dataclass(frozen=True)
class Witnesses:
    """How the posting and the document witness are heard together; settled on the development part."""

    share: float
    """Weight of the prototypes beside the margins."""
    floor: float
    """The least margin: beyond it the linear model knows nothing."""
    vague: float
    """Best margin under which the documents may decide …"""
    clear: float
    """… and the best document score above which they do."""

    def heard(self, margins: _Scores, network: _Scores, cosine: _Scores, told: _Scores) -> _Scores:
        """Return the scores, float32 ``[titles, codes]``.

        Margins and the network's share, and the cosine, so long as either knows the title; the documents alone (a quarter of the rest)
        where no margin is clear and a document is.

        >>> witnesses = Witnesses(share=1.0, floor=-1.0, vague=-0.5, clear=0.8)
        >>> margins, network = np.array([[-0.9, -2.0]]), np.zeros((1, 2))
        >>> cosine, told = np.array([[0.1, 0.5]]), np.array([[0.0, 0.4]])
        >>> witnesses.heard(margins, network, cosine, told).astype(float).round(3).tolist()
        [[-0.125, 0.65]]
        """
        margins, document = np.maximum(margins, self.floor), cosine + told
        gives_way = (margins.max(axis=1) < self.vague) & (document.max(axis=1) > self.clear)
        posting = margins + network + self.share * cosine
        scores = np.where(gives_way[:, None], 0.25 * (margins + network) + document, posting)
        return np.asarray(scores, dtype=np.float32)


def _table(arrays: dict[str, Any], name: str) -> Any:
    """Return a saved sparse table, a row for each word."""
    from scipy.sparse import csr_matrix

    starts = arrays[f"{name}_starts"]
    cells = (arrays[name].astype(np.float32), arrays[f"{name}_columns"].astype(np.int32), starts)
    return csr_matrix(cells, shape=(len(starts) - 1, int(arrays[f"{name}_width"][0])))


def _kin(codes: list[str]) -> list[NDArray[np.int64]]:
    """Return, for each code, its column and those of its group of four characters and its major."""
    columns, width = [np.arange(len(codes))], len(codes)
    for length in (4, 1):
        groups, position = np.unique([code[:length] for code in codes], return_inverse=True)
        columns.append(width + position)
        width += len(groups)
    return columns


@cache
def default_coder() -> OccupationCoder:
    """Return the shipped coder, loaded once."""
    return OccupationCoder(shipped("occupations"))


def pieces(title: str) -> list[str]:
    """Return what the linear model reads of a title without its advertising.

    Its pieces (`pieces_of`), and the trades and families of trades that the lexicon finds in a longer text. A title that is itself a name of the lexicon is among
    the texts learned from, or held out from them; so it brings no trade.

    >>> pieces("车工")
    ['车工', '车', '工', '#车工', '^车', '^车工', '工$', '车工$']
    """
    plain = _plain_title(title)
    named = [found.trade for found in listed(plain) if found.stop - found.start < len(plain)]
    trades = dict.fromkeys(key for found in named for key in ("T" + found.trade_id, "F" + found.family))
    return [*pieces_of(plain), *trades]


def _plain_title(title: str) -> str:
    """Return a title without advertising, in its usual form, its first 200 characters.

    >>> _plain_title("高薪诚聘ＣＮＣ操作员 5000包吃住")
    'cnc操作员'
    """
    return normalise(clean_title(title[:_LONGEST]))
