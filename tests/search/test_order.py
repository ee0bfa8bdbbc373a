"""The largest value of each group first, by one way for few rows and another for many."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.search import order


@given(seed=st.integers(0, 10_000), rows=st.integers(0, 40))
def test_few_rows_are_ordered_as_many_are(seed: int, rows: int) -> None:
    rng = np.random.default_rng(seed)
    group, value = rng.integers(0, 3, rows), rng.choice([0.5, 0.5 + 1e-9, 0.25, -3.0], rows)
    km, name = rng.choice([np.nan, 0.0, 7.5], rows), rng.permutation(rows)
    few = order.largest_first(group, value, 6, km, name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(order, "FEW", -1)
        many = order.largest_first(group, value, 6, km, name)
    km = np.where(np.isnan(km), np.inf, km)  # what is not known comes last
    expected = sorted(range(rows), key=lambda row: (group[row], -round(value[row], 6), km[row], name[row]))
    assert few.tolist() == many.tolist() == expected
