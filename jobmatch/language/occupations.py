"""Occupations: the code of the national classification (CSCO 2022) that a title names, and how sure it is.

Two witnesses are heard for every code and added::

    score = margin of a linear model over words and pieces of words (at least −0.8)
          + share · cosine between the text's vector and the code's prototype

The linear model has learned how employers write (``models/occupations``); the prototypes know every occupation
of the classification by its names, definition and tasks, also those no posting ever named. The probability
is a softmax of the scores, bent by an isotonic curve until it is right as often as it says.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jobmatch.language import tokens
from jobmatch.language.encoders import default_encoder, shipped, speakable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_CHUNK = 1024  # titles scored at a time against some 2,000 codes
_LONGEST = 200  # characters of a title that are read


def code_occupation(titles: Sequence[str]) -> pd.DataFrame:
    """Return one row a title: ``code``, ``name`` (CSCO 2022) and ``probability`` that the code is right.

    The probability is calibrated on real titles: of the codes given at 0.8 and above at least 85 % are right.
    A code may be a group (``2-06-03-00``) where real titles say no more. A blank title, or one without a known
    word, has no code and probability 0.

    >>> code_occupation(["平车工", ""]).code.tolist()
    ['6-05-01-03', <NA>]
    """
    coder = default_coder()
    best, probability = coder.best([_plain(title) for title in titles])
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
    """

    def __init__(self, path: Path) -> None:
        from safetensors.numpy import load_file
        from scipy.sparse import csr_matrix

        facts = json.loads((path / "coder.json").read_text(encoding="utf-8"))
        arrays = load_file(path / "coder.safetensors")
        self.codes: NDArray[np.object_] = np.array(facts["codes"], dtype=object)
        """Every code it may give, sorted."""
        self.names: NDArray[np.object_] = np.array(facts["names"], dtype=object)
        """The official name of each code."""
        self._column = {piece: i for i, piece in enumerate(facts["pieces"])}
        self._idf = arrays["idf"].astype(np.float32)
        shape = (len(self._column), len(self.codes))
        margins = (arrays["margins"].astype(np.float32), arrays["margin_codes"].astype(np.int32), arrays["margin_starts"])
        self._margins = csr_matrix(margins, shape=shape)
        self._intercept = arrays["intercept"].astype(np.float32)
        self.prototypes: NDArray[np.float32] = arrays["prototypes"].astype(np.float32)
        """A unit vector for each code, to be compared with `StaticEncoder.means`."""
        self._share, self._sharpness = float(facts["share"]), float(facts["sharpness"])
        self._floor = float(facts["floor"])
        self.curve = (np.array(facts["curve"]["softmax"]), np.array(facts["curve"]["right"]))
        """Softmax of the best score → how often it is right, both rising."""

    def scores(self, titles: list[str]) -> NDArray[np.float32]:
        """Return the scores, float32 ``[len(titles), len(codes)]``; higher is likelier."""
        margins = np.asarray((self._weigh(titles) @ self._margins).todense()) + self._intercept
        cosine = default_encoder().means(titles) @ self.prototypes.T
        return np.asarray(np.maximum(margins, self._floor) + self._share * cosine, dtype=np.float32)

    def best(self, titles: list[str]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return for each title the position of its code (−1: none) and the probability that it is right."""
        best = np.full(len(titles), -1, dtype=np.int64)
        probability = np.zeros(len(titles))
        for start in range(0, len(titles), _CHUNK):
            part = titles[start : start + _CHUNK]
            scores = self.scores(part).astype(np.float64)
            scores -= scores.max(axis=1, keepdims=True)
            sure = 1.0 / np.exp(self._sharpness * scores).sum(axis=1)
            said = default_encoder().means(part).any(axis=1)
            best[start : start + len(part)] = np.where(said, scores.argmax(axis=1), -1)
            probability[start : start + len(part)] = np.interp(sure, *self.curve)
        return best, probability

    def _weigh(self, titles: list[str]) -> Any:
        """Return the TF-IDF rows of the titles (1 + log tf, unit length), sparse ``[len(titles), pieces]``."""
        from scipy.sparse import csr_matrix

        found = [[self._column[p] for p in pieces(title) if p in self._column] for title in titles]
        starts = np.cumsum([0, *map(len, found)])
        columns = np.array([c for row in found for c in row], dtype=np.int32)
        rows = csr_matrix((np.ones(len(columns), np.float32), columns, starts), shape=(len(titles), len(self._idf)))
        rows.sum_duplicates()
        rows.data = (1 + np.log(rows.data)) * self._idf[rows.indices]
        length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        rows.data /= np.repeat(np.where(length > 0, length, 1), np.diff(rows.indptr))
        return rows


@cache
def default_coder() -> OccupationCoder:
    """Return the shipped coder, loaded once."""
    return OccupationCoder(shipped("occupations"))


def pieces(title: str) -> list[str]:
    """Return what the linear model reads: the tokens, and pairs and triples of characters across words.

    >>> pieces("车工")
    ['车工', '车', '工', '#车工']
    """
    plain = tokens.normalise(title)[:_LONGEST]
    across = ["#" + plain[i : i + n] for n in (2, 3) for i in range(len(plain) - n + 1)]
    return tokens.cut(plain) + across


def _plain(title: Any) -> str:
    return "" if title is None or pd.isna(title) else speakable(str(title))
