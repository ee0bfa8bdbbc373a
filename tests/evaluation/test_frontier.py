"""The frontier trades kilometres for relevance; pictures show every flow that was counted."""

from __future__ import annotations

import pytest

import jobmatch as jm
from jobmatch.errors import MeasureError
from jobmatch.evaluation import frontier
from jobmatch.evaluation.plots import flow_map, flows_of, tier_bars, use_chinese_font
from jobmatch.evaluation.simulate import county, twin_towns

pytestmark = pytest.mark.filterwarnings("ignore::jobmatch.evaluation.EvaluationWarning")


@pytest.fixture(scope="module")
def world():
    return county("500236", n_workers=150, seed=11)


def test_more_locality_means_fewer_kilometres(world):
    found = frontier(jm.Matcher(world.jobs), world.workers, world.qrels, localities=[0, 0.5, 1])
    assert list(found.table.columns) == ["locality", "nDCG@10", "MeanKm@10"]
    assert found.table["MeanKm@10"].is_monotonic_decreasing
    assert "locality" in repr(found)
    axes = found.plot().axes[0]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("MeanKm@10", "nDCG@10")
    assert len(axes.lines[0].get_xdata()) == 3


def test_in_twin_towns_any_nearness_finds_the_right_twin():
    world = twin_towns(8)
    table = frontier(jm.Matcher(world.jobs), world.workers, world.qrels, measures=["Hit@1"], localities=[0.2, 1]).table
    assert list(table["Hit@1"]) == [1.0, 1.0]


def test_no_locality_is_refused():
    world = twin_towns(2)
    with pytest.raises(MeasureError, match="none was given"):
        frontier(jm.Matcher(world.jobs), world.workers, world.qrels, localities=[])


def test_flows_add_up_to_the_pairs_shown(world):
    matches = jm.Matcher(world.jobs).recommend(world.workers, k=2)
    flows = flows_of(matches, k=2)
    assert flows["people"].sum() == len(matches)
    title = flow_map(matches, k=2, within_km=50).axes[0].get_title()
    near = int(flows.loc[flows["km"] <= 50, "people"].sum())
    assert title == f"50 公里以内 {near} 人次，更远 {len(matches) - near} 人次"


def test_bars_have_a_colour_a_tier_and_a_row_a_system():
    shares = {"ours": {"a": 0.25, "b": 0.75}, "theirs": {"a": 1.0, "b": 0.0}}
    axes = tier_bars(shares, {"town": "本镇", "county": "本县"}).axes[0]
    assert [bar.get_width() for bar in axes.patches] == [0.25, 1.0, 0.75, 0.0]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["本镇", "本县"]


def test_a_chinese_font_is_named_or_none():
    assert use_chinese_font() is None or isinstance(use_chinese_font(), str)
