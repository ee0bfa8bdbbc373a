"""Sums of rows: of one text or of many, the same to the last bit."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.language.row_sums import FEW, unit_sums


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 29), max_size=40), min_size=FEW + 1, max_size=3 * FEW), st.integers(0, 2**32 - 1))
def test_a_sum_is_the_same_alone_and_among_many(chosen: list[list[int]], seed: int) -> None:
    rows = np.random.default_rng(seed).normal(size=(30, 17)).astype(np.float32)
    together = unit_sums(chosen, rows)
    assert np.array_equal(together, np.vstack([unit_sums([some], rows) for some in chosen]))
    lengths = np.linalg.norm(together, axis=1)
    assert np.allclose(lengths, [1.0 if some else 0.0 for some in chosen], atol=1e-5)
