"""How alike two texts name work: the fit term by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobmatch.errors import JobmatchError
from jobmatch.language.encoders import adopt, default_encoder
from jobmatch.language.work import fit_rows

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
    JobmatchError
        A text is given bare, not in a list: its characters would be compared one by one.

    Examples
    --------
    >>> fits = similarity(["踩缝纫机"], ["缝纫工", "保安员"])
    >>> bool(fits[0, 0] > 0.6 > 0.3 > fits[0, 1])
    True
    """
    for texts in (texts_a, texts_b):
        if isinstance(texts, str):
            raise JobmatchError(f"similarity 比较两组文本，给的却是一段：{texts!r}；请放进列表，如 [{texts!r}]")
    whole = default_encoder() if encoder is None else adopt(encoder)
    first, second = (["" if pd.isna(text) else text for text in texts] for texts in (texts_a, texts_b))
    one, other = fit_rows(whole, first, query=True), fit_rows(whole, second)
    fits = whole.calibration.slope * (one @ other.T) + whole.calibration.offset
    silent, mute = np.linalg.norm(one, axis=1) == 0, np.linalg.norm(other, axis=1) == 0
    blank = silent[:, None] | mute[None, :]
    return np.clip(np.where(blank, NEUTRAL, fits), -1.0, 1.0).astype(np.float32)
