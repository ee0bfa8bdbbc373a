"""Points and codes stand for each other."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from jobmatch import Matcher
from jobmatch.places import gazetteer, place_of
from jobmatch.places.counties import county_at
from jobmatch.places.located import located, points_of
from jobmatch.schema import Jobs

XIUSHAN, CITY_CENTRE, LONDON = (28.45, 108.98), (29.56, 106.55), (51.5, 0.0)


def reached(mobility: str, work: tuple[float, float], **known: str) -> pd.DataFrame:
    """Return what a person in 秀山 of whom only a point is known is shown of one job elsewhere, 40 km being too far to go daily."""
    job = pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "work_lat": [work[0]], "work_lon": [work[1]]})
    person = {"worker_id": "W1", "wanted_occupation": "缝纫工", "home_lat": XIUSHAN[0], "home_lon": XIUSHAN[1], "mobility": mobility}
    return Matcher(job).recommend(pd.DataFrame([person | known])).to_frame()


@pytest.mark.parametrize(("mobility", "tier"), [("county", None), ("city", "city"), ("province", "city"), ("anywhere", "city")])
def test_a_point_alone_says_how_far_somebody_moves(mobility: str, tier: str | None) -> None:
    shown = reached(mobility, CITY_CENTRE)
    assert shown["tier"].tolist() == ([] if tier is None else [tier])


def test_a_point_beyond_every_division_refuses_nobody() -> None:
    shown = reached("county", LONDON)
    assert shown["nearness"].tolist() == [0.0]
    assert shown["tier"].isna().all()


def test_the_county_of_a_county_seat_is_itself() -> None:
    g = gazetteer()
    counties = [code for code in g.codes() if code.startswith("50") and g.level(code) == "county" and g.division(code).source]
    wrong = [code for code in counties if county_at(place_of(code).lat, place_of(code).lon) != code]
    assert len(counties) > 30
    assert not wrong


def test_what_the_text_names_goes_before_the_nearest_township() -> None:
    frame = pd.DataFrame({
        "job_id": ["J1", "J2", "J3"], "title": ["缝纫工"] * 3, "work_address": ["重庆市奉节县白帝镇", None, "二楼"],
        "work_lat": [31.06] * 3, "work_lon": [109.59] * 3,
    })  # fmt: skip
    found = points_of(Jobs(frame).cells, "work")
    assert found["work_code"].tolist() == ["500236117", "500236", "500236"]
    assert np.allclose(found["work_lat"].to_numpy(dtype=float), 31.06)


@pytest.mark.parametrize(
    ("address", "code"),
    [("奉节县永安街道、夔门街道", "500236"), ("龙岗区、南山区", "440300"), ("浙江、广东均可", None), ("奉节县、万州区", None)],
)
def test_several_places_count_as_the_county_or_city_around_them(address: str, code: str | None) -> None:
    frame = pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "work_address": [address]})
    found = points_of(Jobs(frame).cells, "work")
    assert found["work_code"].fillna("").tolist() == [code or ""]
    assert found["work_inherited"].fillna(False).tolist() == [code is not None]


@pytest.mark.parametrize(
    "known",
    [
        {"work_address": "重庆市奉节县白帝镇"},
        {"work_code": "500236117"},
        {"work_code": "500236", "work_lat": 31.06, "work_lon": 109.59},
        {"work_lat": 31.06, "work_lon": 109.59},
        {"work_address": "重庆市奉节县白帝镇", "work_lat": 31.06, "work_lon": 109.59},
        {"work_lat": 0.0, "work_lon": 0.0},
        {"work_lat": 31.06},
        {"work_address": "浙江、广东均可"},
        {},
    ],
)
def test_a_row_by_itself_gets_the_place_it_gets_in_a_table(known: dict[str, object]) -> None:
    row = {"job_id": "J1", "title": "缝纫工"} | known
    table = Jobs(pd.DataFrame([row]))
    alone, together = Jobs.of_records([located(row, "work")]), table.replaced(points_of(table.cells, "work"))
    pd.testing.assert_frame_equal(alone.frame, together.frame)
