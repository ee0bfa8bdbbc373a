"""How alike two texts name work: the fit term by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from jobmatch.language.encoders import adopt, default_encoder
from jobmatch.language.plain_texts import plain_texts
from jobmatch.language.work_vectors import fit_rows

NEUTRAL = 0.5
"""Fit of a text that says nothing, with anything."""


def similarity(texts_a: Sequence[str], texts_b: Sequence[str], *, encoder: Any | None = None) -> npt.NDArray[np.float32]:
    """Return the fit of every text with every other, float32 ``[len(a), len(b)]``, in [−1, 1].

    Unrelated trades lie near 0, the same family near 0.5, the same trade near 1; a blank text has 0.5 with
    everything, and so has a missing cell of a column.

    Parameters
    ----------
    texts_a, texts_b
        Texts in any sequence, a column of a frame too.
    encoder
        Any object with ``encode(list[str])``; the shipped model when not given.

    Raises
    ------
    EncoderError
        A text is given bare, not in a list: its characters would be compared one by one; or something that is no text.

    Examples
    --------
    >>> fits = similarity(["踩缝纫机"], ["缝纫工", "保安员"])
    >>> bool(fits[0, 0] > 0.6 > 0.3 > fits[0, 1])
    True
    """
    whole = default_encoder() if encoder is None else adopt(encoder)
    first, second = (plain_texts(texts, "similarity") for texts in (texts_a, texts_b))
    one, other = fit_rows(whole, first, query=True), fit_rows(whole, second)
    fits = whole.calibration.slope * (one @ other.T) + whole.calibration.offset
    silent, mute = np.linalg.norm(one, axis=1) == 0, np.linalg.norm(other, axis=1) == 0
    blank = silent[:, None] | mute[None, :]
    return np.clip(np.where(blank, NEUTRAL, fits), -1.0, 1.0).astype(np.float32)
