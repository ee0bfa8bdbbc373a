"""Encoders: texts become rows of unit length whose inner product says how alike the work is.

Any object with ``encode(list[str]) -> array`` is an encoder; `adopt` gives it what a matcher also needs: unit
rows, a fingerprint and a calibration. Three come with the package: `StaticEncoder` (the shipped model,
without torch), `TfidfSvdEncoder` (fitted on one's own texts) and `SentenceEncoder` (any
sentence-transformers model, in `jobmatch.language.neural`).

The neutral value of a text is the zero row: a blank text, or one without a single known word, has cosine 0
with everything. No text raises and none gives NaN.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
import pandas as pd

from jobmatch.errors import EncoderError, StoreError
from jobmatch.language.calibration import Calibration, calibrate, unit_rows
from jobmatch.language.row_sums import unit_sums

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_CHUNK = 8192  # texts tokenized at a time: keeps the token lists of a large batch out of memory
_FEW = 16  # texts up to which each is tokenized alone: not worth waking the tokenizer's threads


@runtime_checkable
class Encoder(Protocol):
    """Texts in, unit rows out, with the two facts that a matcher keeps beside them."""

    @property
    def fingerprint(self) -> str:
        """A hash of all that decides the vectors: the same fingerprint gives the same rows."""

    @property
    def calibration(self) -> Calibration:
        """The affine map from this encoder's cosines to fit."""

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Return float32 ``[len(texts), d]``, each row of length 1, or 0 for a text that says nothing."""


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

        >>> default_encoder().dimension == default_encoder().encode(["缝纫工"]).shape[1]
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

        >>> default_encoder().encode(["缝纫工", ""]).any(axis=1).tolist()
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

        >>> rows = default_encoder().means(["缝纫工", "🙂"])
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


class TfidfSvdEncoder:
    """TF-IDF over the tokens of one's own texts, cut to ``dimension`` by truncated SVD: a plain baseline.

    Parameters
    ----------
    texts
        The texts whose words it knows; words that stand in none of them say nothing.
    dimension
        Width of the rows; fewer when the texts have fewer words.

    >>> encoder = TfidfSvdEncoder(["缝纫工", "电焊工", "缝纫车工"], dimension=2)
    >>> encoder.encode(["缝纫工", "🙂"]).shape
    (2, 2)
    """

    def __init__(self, texts: Sequence[str], *, dimension: int = 128) -> None:
        from sklearn.decomposition import TruncatedSVD
        from sklearn.feature_extraction.text import TfidfVectorizer

        from jobmatch.language import tokens

        known = [text for text in plain_texts(texts, "TfidfSvdEncoder") if text.strip()]
        if not known:
            raise EncoderError("TfidfSvdEncoder: not one text with a word in it was given; it has nothing to learn")
        self._tfidf = TfidfVectorizer(analyzer=tokens.cut, sublinear_tf=True)
        counts = self._tfidf.fit_transform(known)
        width = max(1, min(dimension, min(counts.shape) - 1))
        self._svd = TruncatedSVD(width, random_state=0).fit(counts)

    @cached_property
    def fingerprint(self) -> str:
        """Return the hash of the vocabulary and the projection."""
        digest = hashlib.sha256("\n".join(self._tfidf.get_feature_names_out()).encode())
        digest.update(np.round(self._svd.components_, 4).tobytes())
        return "tfidf-svd:" + digest.hexdigest()[:16]

    @cached_property
    def calibration(self) -> Calibration:
        """Return the map fitted on occupation names, or cosine itself where the texts know too few of them."""
        try:
            return calibrate(self)
        except EncoderError:
            return Calibration(1.0, 0.0)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return float32 ``[len(texts), d]``, rows of length 1, zero for a text without a known word.

        >>> np.linalg.norm(TfidfSvdEncoder(["缝纫工", "电焊工", "保安"], dimension=2).encode(["缝纫工", ""]), axis=1).round(3).tolist()
        [1.0, 0.0]
        """
        texts = plain_texts(texts, "encode")
        if not len(texts):
            return np.zeros((0, self._svd.components_.shape[0]), dtype=np.float32)
        counts = self._tfidf.transform(texts)
        return unit_rows(np.asarray(counts @ self._svd.components_.T, dtype=np.float32))


class AdoptedEncoder:
    """A user's encoder with unit rows, a fingerprint and a calibration; see `adopt`."""

    def __init__(self, encoder: Any) -> None:
        self._encoder = encoder

    def __repr__(self) -> str:
        return f"AdoptedEncoder({self._encoder!r})"

    @cached_property
    def fingerprint(self) -> str:
        """Return its own fingerprint, or a hash of the rows it gives a few occupation names."""
        own = getattr(self._encoder, "fingerprint", None)
        if own is not None:
            return str(own)
        probe = np.round(self.encode(["缝纫工", "保安员", "会计", "welder"]), 3) + 0.0
        return f"{type(self._encoder).__name__}:{hashlib.sha256(probe.tobytes()).hexdigest()[:16]}"

    @cached_property
    def calibration(self) -> Calibration:
        """Return its own calibration, or one fitted on occupation names."""
        own = getattr(self._encoder, "calibration", None)
        return own if own is not None else calibrate(self)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the rows of ``encode`` at unit length; blank texts zero.

        >>> class Lengths:
        ...     def encode(self, texts):
        ...         return [[len(text), 1.0] for text in texts]
        >>> AdoptedEncoder(Lengths()).encode(["", "焊工工", "焊"]).astype(float).round(2).tolist()
        [[0.0, 0.0], [0.95, 0.32], [0.71, 0.71]]
        """
        return self._rows("encode", texts)

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the rows of the encoder's ``encode_query``, or of ``encode`` where it has none.

        >>> class Sided:
        ...     def encode(self, texts):
        ...         return [[1.0, 0.0]] * len(texts)
        ...
        ...     def encode_query(self, texts):
        ...         return [[0.0, 2.0]] * len(texts)
        >>> sided = AdoptedEncoder(Sided())
        >>> sided.encode_query(["焊工"]).tolist(), sided.encode_document(["焊工"]).tolist()
        ([[0.0, 1.0]], [[1.0, 0.0]])
        """
        return self._rows("encode_query", texts)

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the rows of the encoder's ``encode_document``, or of ``encode`` where it has none."""
        return self._rows("encode_document", texts)

    def _rows(self, method: str, texts: Sequence[str]) -> NDArray[np.float32]:
        texts = plain_texts(texts, method)
        if not texts:
            return self._rows(method, [""])[:0]
        encode = getattr(self._encoder, method, None) or self._encoder.encode
        try:
            rows = np.array(encode(texts), dtype=np.float32)
        except (TypeError, ValueError) as error:
            raise EncoderError(f"{type(self._encoder).__name__}.{method}: its rows are no numbers of one width ({error})") from None
        if rows.ndim != 2 or len(rows) != len(texts) or not rows.shape[1]:
            raise EncoderError(
                f"{type(self._encoder).__name__}.{method}: {len(texts)} texts gave an array of shape {rows.shape}; "
                f"it must return one row for each text"
            )
        bad = np.flatnonzero(~np.isfinite(rows).all(axis=1))
        if len(bad):
            raise EncoderError(
                f"{type(self._encoder).__name__}.{method}: NaN or infinite values in {len(bad)} of {len(texts)} "
                f"rows, the first at position {bad[0]}"
            )
        rows[[not text.strip() for text in texts]] = 0
        return unit_rows(rows)


def adopt(encoder: Any) -> Encoder:
    """Return the encoder itself if it is whole, else wrapped with unit rows, fingerprint and calibration.

    Raises
    ------
    EncoderError
        The object has no ``encode``, or is but the name of a model.

    Examples
    --------
    >>> adopt(default_encoder()) is default_encoder()
    True
    >>> adopt("bge")
    Traceback (most recent call last):
    ...
    jobmatch.errors.EncoderError: 'bge' is a text and no encoder; SentenceEncoder('bge') loads the model of that name
    """
    if isinstance(encoder, (StaticEncoder, TfidfSvdEncoder, AdoptedEncoder)):
        return encoder
    if isinstance(encoder, str):  # a text has an encode too, of another meaning
        raise EncoderError(f"{encoder!r} is a text and no encoder; SentenceEncoder({encoder!r}) loads the model of that name")
    if not callable(getattr(encoder, "encode", None)):
        raise EncoderError(f"{type(encoder).__name__} has no encode(list[str]) and so is no encoder")
    return AdoptedEncoder(encoder)


@cache
def default_encoder() -> StaticEncoder:
    """Return the shipped Chinese model (``models/zh-jobs``, whose card tells what it learned from), loaded once.

    >>> sewing, same, accounts = default_encoder().encode(["缝纫工", "平车工", "会计"])
    >>> bool(sewing @ same > 2 * (sewing @ accounts))
    True
    """
    return StaticEncoder(shipped("zh-jobs"))


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


def plain_texts(texts: Sequence[str], asked: str) -> list[str]:
    """Return the texts as a tokenizer takes them; a missing cell (None, NaN, NA) is a blank text.

    Parameters
    ----------
    texts
        Texts in any sequence, a column of a frame too.
    asked
        What was called, for the messages.

    Raises
    ------
    EncoderError
        One text instead of several: its characters would be taken one by one; or something that is no text.

    Examples
    --------
    >>> plain_texts(["缝纫工", None], "encode")
    ['缝纫工', '']
    >>> plain_texts("缝纫工", "encode")
    Traceback (most recent call last):
    ...
    jobmatch.errors.EncoderError: encode 要一组文本，给的是一个：'缝纫工'；请放进列表，如 ['缝纫工']
    """
    if isinstance(texts, str):
        shown = texts[:20]
        raise EncoderError(f"{asked} 要一组文本，给的是一个：{shown!r}；请放进列表，如 [{shown!r}]")
    if not isinstance(texts, Iterable):
        raise EncoderError(f"{asked} 要一组文本，给的是 {texts!r}（{type(texts).__name__}）；请放进列表")
    return [_speakable(text) if isinstance(text, str) else _blank(text, at, asked) for at, text in enumerate(texts)]


def _blank(cell: object, at: int, asked: str) -> str:
    if cell is None or cell is pd.NA or cell is pd.NaT or cell != cell:
        return ""
    raise EncoderError(f"{asked}：第 {at + 1} 个是 {cell!r}（{type(cell).__name__}），不是文本；数字请先用 str 转成文字")


def _speakable(text: str) -> str:
    """Return the text without lone surrogates, which no tokenizer takes.

    >>> _speakable("焊工\\ud800")
    '焊工'
    """
    return text if text.isascii() else text.encode("utf-8", "ignore").decode("utf-8")
