"""A second look with another encoder: over the first look's best alone, and by its own fit."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from jobmatch.language.calibration import Calibration
from jobmatch.matcher import Matcher
from jobmatch.policy import Policy
from jobmatch.schema import Jobs, Workers
from tests.worlds import ToyEncoder

POLICY = Policy(as_of=date(2026, 3, 1), min_fit=-1.0)


class Opposite:
    """Sewing lies with guarding, and apart from all the rest: the first character of a text decides."""

    fingerprint = "opposite"
    calibration = Calibration(1.0, 0.0)

    def encode(self, texts: list[str]) -> np.ndarray:
        return np.array([[1.0, 0.1] if text[:1] in "缝保" else [0.1, 1.0] for text in texts])


def world(count: int) -> tuple[Jobs, Workers]:
    titles = (["缝纫工", "电焊工"] * count)[: count - 1]
    rows = [{"job_id": f"J{i:03}", "title": title} for i, title in enumerate(titles)]
    people = [{"worker_id": "W1", "wanted_occupation": "缝纫工"}, {"worker_id": "W2", "wanted_occupation": "电焊工"}]
    return Jobs(pd.DataFrame([*rows, {"job_id": "Z", "title": "保安员"}])), Workers(pd.DataFrame(people))


def test_the_second_encoder_decides_the_order_and_the_figures() -> None:
    jobs, people = world(6)
    matcher = Matcher(jobs, policy=POLICY, encoder=ToyEncoder())
    again = Matcher(jobs, policy=POLICY, encoder=Opposite()).recommend(people, 4)
    found = matcher.recommend(people, 4, rerank=Opposite())
    pd.testing.assert_frame_equal(found.to_frame(), again.to_frame())
    assert found.to_frame().equals(matcher.recommend(people, 4).to_frame()) is False


def test_what_the_first_look_left_out_stays_out() -> None:
    jobs, people = world(140)
    first = Matcher(jobs, policy=POLICY, encoder=ToyEncoder())
    looked = first.recommend(people, 50).to_frame()
    found = first.recommend(people, 3, rerank=Opposite()).to_frame()
    pairs = set(zip(looked.worker_id, looked.job_id, strict=True))
    assert len(found) == 6 and set(zip(found.worker_id, found.job_id, strict=True)) <= pairs
    assert "Z" not in set(found.job_id)


def test_pairs_already_tried_stay_out_and_nobody_is_no_error() -> None:
    jobs, people = world(4)
    matcher = Matcher(jobs, policy=POLICY, encoder=ToyEncoder())
    history = pd.DataFrame({"worker_id": ["W1"], "job_id": ["Z"]})
    found = matcher.recommend(people, 10, history=history, rerank=Opposite()).to_frame()
    assert ("W1", "Z") not in set(zip(found.worker_id, found.job_id, strict=True))
    assert len(found) == 7
    nobody = Workers(pd.DataFrame({"worker_id": ["W1"], "segment": ["in_school"]}))
    assert len(matcher.recommend(nobody, 3, rerank=Opposite())) == 0
