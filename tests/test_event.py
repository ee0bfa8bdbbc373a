"""A fair: its booths, prepared lists, walk-ins against the places left, and the lists for transport."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch import Event, Jobs, Workers
from jobmatch.errors import TableError
from jobmatch.reports.bundles import write_bundles
from tests.test_fallback import FAR, POLICY, ByTrade, people, posts


def fair(*rows, event_id=None):
    return Event(posts(*rows), event_id, policy=POLICY, encoder=ByTrade())


def guard(number: int) -> Workers:
    return people(*({} for _ in range(number)), {"wanted_occupation": "保安员"}).take([number])


def test_only_the_booths_of_the_event_count_and_an_unknown_event_lists_the_known():
    here = fair({"event_id": "A", "booth": "A01"}, {"event_id": "B"}, event_id="A")
    assert here.walk_in(guard(0)).to_frame()["job_id"].tolist() == ["J0"]
    with pytest.raises(TableError, match=r"'C'.*表中的场次有 A、B$"):
        fair({"event_id": "A"}, {"event_id": "B"}, event_id="C")


@given(st.lists(st.integers(0, 2), min_size=1, max_size=4), st.integers(1, 6), st.integers(0, 4))
@settings(max_examples=4, deadline=None)
def test_no_booth_is_sent_more_people_than_it_has_places(openings, prepared, came):
    here = fair(*({"openings": each} for each in openings))
    here.allocate(people(*({"wanted_occupation": "保安员"} for _ in range(prepared))), per_worker=2)
    for number in range(prepared, prepared + came):
        here.walk_in(guard(number), k=2)
    sent = here.sent["job_id"].value_counts().reindex(here.jobs.ids, fill_value=0)
    assert (sent.to_numpy() <= [3 * each for each in openings]).all()
    assert (here.left == [3 * each for each in openings] - sent.to_numpy()).all()
    assert not here.sent.duplicated().any()


def test_lists_prepared_after_walk_ins_keep_to_what_is_left():
    here = fair({"openings": 1})
    here.walk_in(guard(0))
    short = here.allocate(people(*({"wanted_occupation": "保安员"} for _ in range(5))))
    assert len(short) == 2
    assert "W0" not in set(short.to_frame()["worker_id"])
    assert here.left.tolist() == [0]


def test_people_come_one_by_one():
    here = fair({"openings": 1})
    with pytest.raises(TableError, match="一次接待一个人"):
        here.walk_in(people({}, {}))
    came = people(*({"wanted_occupation": "保安员"} for _ in range(5)))
    assert here.walk_in_all(came).to_frame()["worker_id"].tolist() == ["W0", "W1", "W2"]


def test_transport_lists_hold_those_who_leave_the_county_and_the_other_side_sees_no_names(tmp_path: Path):
    workers = people(
        {"wanted_occupation": "保安员", "name": "石建国", "phone": "15412345678", "township": "石堤镇", "mobility": "anywhere"},
        {"wanted_occupation": "厨师", "name": "田桂花", "township": "梅江镇"},
    )
    here = fair({**FAR, "employer": "远方物业"}, {"title": "厨师", "employer": "本县酒店"})
    write_bundles(here.allocate(workers), tmp_path / "out.xlsx", unmask=True)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    rows = {name: [list(row) for row in book[name].iter_rows(values_only=True)] for name in book.sheetnames}
    assert rows["包车汇总"][1] == ["湖北省宜昌市", "远方物业", "石堤镇", 1, 1]
    assert "石建国" in str(rows["按单位和乡镇"])
    assert "石建国" not in str(rows["按输入地"]) and "15412345678" not in str(rows["按输入地"])
    assert "本县酒店" not in str(rows)


def test_an_event_takes_a_frame_of_jobs_with_unknown_openings():
    here = Event(Jobs(pd.DataFrame({"job_id": ["J"], "title": ["保安员"]})), policy=POLICY, encoder=ByTrade())
    assert here.left.tolist() == [6]
