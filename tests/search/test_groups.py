"""Groups bound what they hold, through every change, and tiles keep the best."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.search import groups as module
from jobmatch.search import tiles
from jobmatch.search.groups import Groups, grouped


def random_texts(rng: np.random.Generator, rows: int) -> np.ndarray:
    texts = rng.normal(size=(rows, 6)).astype(np.float32)
    return texts / np.linalg.norm(texts, axis=1, keepdims=True)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROWS_PER_GROUP", 10)
    monkeypatch.setattr(tiles, "TILE_ROWS", 7)
    monkeypatch.setattr(tiles, "TILE_COLUMNS", 50)


def assert_bounds_hold(groups: Groups, texts: np.ndarray, asked: np.ndarray) -> None:
    bounds, products = groups.asked(asked).bounds(), (asked @ texts.T).max(axis=0)
    assert (groups.asked(asked).row_bounds() >= products).all()
    assert (groups.asked(asked, 0.5, -0.1).row_bounds() >= 0.5 * products - 0.1).all()
    assert sorted(groups.lists.rows(np.arange(len(groups.centre)))) == list(range(len(texts)))
    for number in range(len(groups.centre)):
        rows = groups.lists.rows(np.array([number]))
        assert len(rows) == 0 or products[rows].max() <= bounds[number]


@settings(max_examples=15)
@given(seed=st.integers(0, 10_000), queries=st.integers(1, 4))
def test_no_row_exceeds_the_bound_of_its_group(seed: int, queries: int) -> None:
    rng = np.random.default_rng(seed)
    texts, more, asked = random_texts(rng, 200), random_texts(rng, 30), random_texts(rng, queries)
    groups = grouped(texts)
    assert len(groups.centre) == 20
    assert_bounds_hold(groups, texts, asked)
    both = np.vstack([texts, more])
    assert_bounds_hold(groups.joined(more), both, asked)
    left = np.sort(rng.choice(len(both), 90, replace=False))
    assert_bounds_hold(groups.joined(more).kept(left), both[left], asked)


@settings(max_examples=25)
@given(seed=st.integers(0, 10_000), k=st.integers(1, 12), floor=st.sampled_from([-np.inf, 0.0, 0.5, 2.0]))
def test_tiles_keep_the_best_above_the_floor(seed: int, k: int, floor: float) -> None:
    rng = np.random.default_rng(seed)
    texts, asked = random_texts(rng, 333), random_texts(rng, 20)
    beside = rng.normal(size=(20, 333)).astype(np.float32)

    def rest(products: np.ndarray, rows: slice, columns: slice) -> None:
        products += beside[rows, columns]

    kept = tiles.best_above(asked, texts, tiles.Bars(np.full(20, floor, np.float32), -4.0), rest, k)
    bounds = np.where(asked @ texts.T < floor, -np.inf, asked @ texts.T + beside)
    for row in range(20):
        able = np.flatnonzero(bounds[row] >= -4.0)
        best = able[np.argsort(-bounds[row][able])][:k]
        mine = kept.column[kept.row == row]
        assert set(best) <= set(mine)
        left_out = np.setdiff1d(able, mine)
        assert not len(left_out) or bounds[row][left_out].max() <= kept.least[row] + 1e-5
