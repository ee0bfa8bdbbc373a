"""Texts as weighed pieces of words, and the small network that reads them.

A text is its words, the pairs and triples of characters across them, and how it begins and ends. Each piece weighs
``(1 + log tf) · idf``, the row at unit length. A network with one hidden layer reads such rows::

    hidden = relu(SCALE · row · steps · scale + bias)
    log probability = log softmax(hidden · weight + out)

The embedding is kept in 8 bits: ``steps · scale``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from jobmatch.language import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    _Scores = NDArray[np.float32]

SCALE = 3.0
"""By how much the rows of TF-IDF are lengthened before the network reads them."""
_SIGN = re.compile(r"[a-z0-9+#.]*[a-z][a-z0-9+#.]*|.")
"""A Latin word or one character."""
_BRACKET = re.compile(r"\([^()]*\)")


def pieces_of(plain: str) -> list[str]:
    """Return the pieces of a text in its usual form (`characters.normalise`).

    The words, the pairs and triples of characters across them (a Latin word is one: RPA holds no PA), and how the text
    begins and ends outside brackets: the last characters say what somebody is (工, 员, 司机).

    >>> pieces_of("车工")
    ['车工', '车', '工', '#车工', '^车', '^车工', '工$', '车工$']
    """
    signs = _SIGN.findall(plain)
    across = ["#" + "".join(signs[i : i + n]) for n in (2, 3) for i in range(len(signs) - n + 1)]
    core = [sign for sign in _SIGN.findall(_BRACKET.sub("", plain)) if sign[-1].isalnum() or len(sign) > 1]
    begins = ["^" + "".join(core[:n]) for n in (1, 2) if n <= len(core)]
    ends = ["".join(core[-n:]) + "$" for n in (1, 2, 3) if n <= len(core)]
    return [*tokens.cut(plain), *across, *begins, *ends]


class Bags:
    """Texts counted by some words, each of which has a column."""

    def __init__(self, words: list[str]) -> None:
        self._column = {word: i for i, word in enumerate(words)}

    def counts(self, texts: Iterable[list[str]]) -> Any:
        """Return how often each word stands in each text, sparse ``[texts, words]``.

        >>> Bags(["焊", "工"]).counts([["焊", "工", "工"], ["车"]]).toarray().tolist()
        [[1.0, 2.0], [0.0, 0.0]]
        """
        from scipy.sparse import csr_matrix

        found = [[self._column[word] for word in words if word in self._column] for words in texts]
        starts = np.cumsum([0, *map(len, found)])
        columns = np.array([c for row in found for c in row], dtype=np.int32)
        rows = csr_matrix((np.ones(len(columns), np.float32), columns, starts), shape=(len(found), len(self._column)))
        rows.sum_duplicates()
        return rows

    def weighed(self, texts: Iterable[list[str]], idf: NDArray[np.float32]) -> Any:
        """Return the TF-IDF rows of the texts (1 + log tf, unit length), sparse ``[texts, words]``.

        >>> Bags(["焊", "工"]).weighed([["焊", "工"]], np.array([2.0, 1.0], dtype=np.float32)).toarray().astype(float).round(3).tolist()
        [[0.894, 0.447]]
        """
        rows = self.counts(texts)
        rows.data = (1 + np.log(rows.data)) * idf[rows.indices]
        length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        rows.data /= np.repeat(np.where(length > 0, length, 1), np.diff(rows.indptr))
        return rows


class Network:
    """A trained network of one hidden layer (``models/head.py``), from the arrays of its file.

    Parameters
    ----------
    arrays
        ``head_steps``, ``head_scale``, ``head_bias``, ``head_weight`` and ``head_out``.

    The last layer in float64, so that a text is read the same to the last bit of float32 whatever stands beside it.
    """

    def __init__(self, arrays: dict[str, Any]) -> None:
        names = ("steps", "scale", "bias", "weight", "out")
        self._steps, self._scale, self._bias, self._weight, self._out = (arrays[f"head_{name}"].astype(np.float32) for name in names)
        self._weight = self._weight.astype(np.float64)

    def log_probabilities(self, rows: Any) -> _Scores:
        """Return the log probability of every class, float32 ``[rows, classes]``, for sparse rows ``[rows, pieces]``.

        >>> one = np.ones(1)
        >>> arrays = {"steps": np.ones((1, 1)), "scale": one, "bias": one, "weight": np.array([[1.0], [1.0], [0.0]]), "out": np.zeros(3)}
        >>> network = Network({f"head_{name}": array for name, array in arrays.items()})
        >>> np.exp(network.log_probabilities(np.zeros((1, 1)))).astype(float).round(3).tolist()  # hidden 1: e : e : 1
        [[0.422, 0.422, 0.155]]
        """
        hidden = np.maximum(SCALE * self._scale * (rows @ self._steps) + self._bias, 0)
        scores = hidden @ self._weight.T + self._out
        scores -= scores.max(axis=1, keepdims=True)
        return np.asarray(scores - np.log(np.exp(scores).sum(axis=1, keepdims=True)), dtype=np.float32)
