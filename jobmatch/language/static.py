"""The static embedding that is shipped: a row a token, and the layers behind their mean, read without torch."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from jobmatch.errors import StoreError
from jobmatch.language.calibration import Calibration, calibrate, unit_rows
from jobmatch.language.plain_texts import plain_texts
from jobmatch.language.row_sums import unit_sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_CHUNK = 8192  # texts tokenized at a time: keeps the token lists of a large batch out of memory
_FEW = 16  # texts up to which each is tokenized alone: not worth waking the tokenizer's threads


class StaticEncoder:
    """A static embedding read from a sentence-transformers folder, without torch.

    A text is cut by the folder's tokenizer, each token has one row, and the text is their mean, led through
    the folder's ``Dense`` layers, if any, and set to length 1: what ``SentenceTransformer(path)`` computes.

    Parameters
    ----------
    path
        Folder with ``tokenizer.json``, ``model.safetensors`` and, if it was calibrated, ``calibration.json``.

    Raises
    ------
    StoreError
        The folder lacks one of its files.
    """

    def __init__(self, path: str | Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self.path = Path(path)
        missing = [name for name in ("tokenizer.json", "model.safetensors") if not (self.path / name).is_file()]
        if missing:
            raise StoreError(f"{self.path}: no {' and no '.join(missing)}; this is no static embedding folder")
        self._tokenizer = Tokenizer.from_file(str(self.path / "tokenizer.json"))
        self._weights = load_file(self.path / "model.safetensors")["embedding.weight"].astype(np.float32)
        self._layers = _read_layers(self.path)

    def __repr__(self) -> str:
        return f"StaticEncoder({self.path.name!r}, {self._weights.shape[0]:,} tokens × {self.dimension})"

    @property
    def dimension(self) -> int:
        """Return d, the width of the rows.

        >>> encoder = StaticEncoder(shipped("zh-jobs"))
        >>> encoder.dimension == encoder.encode(["缝纫工"]).shape[1]
        True
        """
        return self._layers[-1].width if self._layers else int(self._weights.shape[1])

    @cached_property
    def fingerprint(self) -> str:
        """Return the hash of the tokenizer, the weights of every layer and the calibration."""
        digest = hashlib.sha256()
        for file in sorted(self.path.rglob("*")):
            if file.suffix in (".json", ".safetensors"):
                digest.update(file.relative_to(self.path).as_posix().encode() + file.read_bytes())
        return "static:" + digest.hexdigest()[:16]

    @cached_property
    def calibration(self) -> Calibration:
        """Return the calibration kept in the folder, or one fitted now."""
        file = self.path / "calibration.json"
        if not file.is_file():
            return calibrate(self)
        kept = json.loads(file.read_text(encoding="utf-8"))
        return Calibration(float(kept["slope"]), float(kept["offset"]))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return float32 ``[len(texts), d]``, rows of length 1; zero for a text without a known word.

        >>> StaticEncoder(shipped("zh-jobs")).encode(["缝纫工", ""]).any(axis=1).tolist()
        [True, False]
        """
        texts = plain_texts(texts, "encode")
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), _CHUNK):
            part = texts[start : start + _CHUNK]
            rows[start : start + len(part)] = self._vectors(part)
        return rows

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        means = self._means(texts)
        rows = means.astype(np.float64)
        for layer in self._layers:
            rows = layer(rows)
        return np.where(means.any(axis=1, keepdims=True), unit_rows(rows), np.float32(0))

    def means(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the mean of each text's token rows at length 1, before any layer; zero without a known word.

        >>> rows = StaticEncoder(shipped("zh-jobs")).means(["缝纫工", "🙂"])
        >>> np.linalg.norm(rows, axis=1).round(3).tolist()
        [1.0, 0.0]
        """
        return self._means(plain_texts(texts, "means"))

    def _means(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if len(texts) <= _FEW:
            cut = [self._tokenizer.encode(text, add_special_tokens=False).ids for text in texts]
        else:
            cut = [found.ids for found in self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)]
        return unit_sums(cut, self._weights)


@dataclass(frozen=True)
class _Dense:
    """A layer of sentence-transformers' kind: rows · weightᵀ + bias, and the softmax of it where ``voting``.

    In float64, so that a text has the same row to the last bit of float32 whatever stands beside it and however many
    threads work: of one batch or of another, on one machine or on many.
    """

    weight: NDArray[np.float64]
    bias: NDArray[np.float64]
    voting: bool

    @property
    def width(self) -> int:
        return int(self.weight.shape[0])

    def __call__(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        out = rows @ self.weight.T + self.bias
        if self.voting:
            out -= out.max(axis=1, keepdims=True)
            np.exp(out, out=out)
            out /= out.sum(axis=1, keepdims=True)
        return out


def _read_layers(path: Path) -> list[_Dense]:
    """Return the ``Dense`` layers of a folder in their order; they stand between two ``Normalize`` modules."""
    file = path / "modules.json"
    modules = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []
    return [_read_dense(path / module["path"]) for module in modules if module["type"].endswith("Dense")]


def _read_dense(folder: Path) -> _Dense:
    from safetensors.numpy import load_file

    facts = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    activation = facts["activation_function"].rsplit(".", 1)[-1]
    if activation not in ("Softmax", "Identity"):
        raise StoreError(f"{folder}: the activation {activation} is not read here; use SentenceEncoder for this model")
    arrays = load_file(folder / "model.safetensors")
    weight = arrays["linear.weight"].astype(np.float64)
    bias = arrays.get("linear.bias", np.zeros(len(weight))).astype(np.float64)
    return _Dense(weight, bias, activation == "Softmax")


def shipped(name: str) -> Path:
    """Return the folder of a shipped model: in the installed package, or beside it in a checkout.

    Raises
    ------
    StoreError
        The installation lacks the model.

    >>> shipped("zh-jobs").name
    'zh-jobs'
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "models" / name, package.parent / "models" / name):
        if folder.is_dir():
            return folder
    raise StoreError(f"the model {name!r} is not part of this installation; install jobmatch again")
