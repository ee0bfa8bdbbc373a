"""Encoders: texts become rows of unit length whose inner product says how alike the work is.

Any object with ``encode(list[str]) -> array`` is an encoder; `adopt` gives it what a matcher also needs: unit
rows, a fingerprint and a calibration. Three come with the package: `StaticEncoder` (the shipped model,
without torch, in `jobmatch.language.static`), `TfidfSvdEncoder` (fitted on one's own texts) and `SentenceEncoder` (any
sentence-transformers model, in `jobmatch.language.neural`).

The neutral value of a text is the zero row: a blank text, or one without a single known word, has cosine 0
with everything. No text raises and none gives NaN.
"""

from __future__ import annotations

import hashlib
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np

from jobmatch.errors import EncoderError
from jobmatch.language.calibration import Calibration, calibrate, unit_rows
from jobmatch.language.plain_texts import plain_texts
from jobmatch.language.static import StaticEncoder, shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


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
