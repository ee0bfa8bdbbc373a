"""Many ask while jobs come and go: everybody is answered, and with what stood there at some moment."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

TITLES = ("缝纫工", "保洁员", "保安员", "厨师", "叉车工")
JOBS, REPLACED, ROUNDS = 600, 150, 30


def job(name: str, title: str) -> dict[str, object]:
    return {"job_id": name, "title": title, "work_code": "500241106", "pay_min": 3000, "openings": 3}


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads take turns all the time, so that what is not done in one step shows."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(usual)


@pytest.fixture
def crowded(client: TestClient) -> TestClient:
    assert client.put("/v1/jobs", json={"jobs": [job(f"K{row:03d}", TITLES[row % len(TITLES)]) for row in range(JOBS)]}).status_code == 200
    return client


@pytest.mark.slow
@pytest.mark.usefixtures("restless")
def test_changes_and_questions_at_once_are_all_answered(crowded: TestClient) -> None:
    """Once, a change that met readers who remembered rows of jobs was made and then answered with 500."""
    done = threading.Event()

    def change(lane: int) -> list[int]:
        codes = []
        for turn in range(ROUNDS):
            name = f"N{lane}-{turn}"
            codes.append(crowded.put("/v1/jobs", json={"jobs": [job(name, TITLES[turn % len(TITLES)])]}).status_code)
            several = range((lane + turn) % 4 * REPLACED, ((lane + turn) % 4 + 1) * REPLACED)
            codes.append(
                crowded.put("/v1/jobs", json={"jobs": [job(f"K{row:03d}", TITLES[turn % len(TITLES)]) for row in several]}).status_code
            )
            codes.append(crowded.delete(f"/v1/jobs/{name}").status_code)
        return codes

    def ask(lane: int) -> list[int]:
        codes, turn = [], 0
        while not done.is_set() or turn < ROUNDS:
            worker = {"wanted_occupation": TITLES[(lane + turn) % len(TITLES)], "home_code": "500241106", "age": 20 + turn % 45}
            answer = crowded.post("/v1/recommendations", json={"worker": worker, "k": 100})
            codes.append(answer.status_code)
            if answer.status_code == 200:
                shown = [pair["job_id"] for pair in answer.json()["recommendations"]]
                assert len(set(shown)) == len(shown) and all(name[0] in "KN" for name in shown)
            codes.append(crowded.get(f"/v1/jobs/K{turn % JOBS:03d}").status_code)
            turn += 1
        return codes

    with ThreadPoolExecutor(6) as pool:
        asking = [pool.submit(ask, lane) for lane in range(4)]
        changing = [pool.submit(change, lane) for lane in range(2)]
        try:
            changed = [code for lane in changing for code in lane.result()]
        finally:
            done.set()
        asked = [code for lane in asking for code in lane.result()]
    assert set(changed) == {200}
    assert set(asked) == {200}
    left = crowded.get("/v1/jobs", params={"limit": 1000}).json()
    assert left["total"] == JOBS and [row["job_id"] for row in left["jobs"]] == [f"K{row:03d}" for row in range(JOBS)]
