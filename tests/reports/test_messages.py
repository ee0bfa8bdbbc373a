"""Messages: short, agreed to, never twice, nothing private."""

from __future__ import annotations

from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.reports.messages import SMS_LENGTH, messages, sms, wechat
from jobmatch.schema import Jobs, Workers

JOB: dict[str, Any] = {
    "title": "缝纫工",
    "employer": "奉节制衣厂",
    "pay_min": 3000.0,
    "pay_max": 4500.0,
    "pay_basis": "month",
    "phone": "023-56561234、13800001111",
    "contact": "王经理",
    "work_address": "白帝镇",
    "valid_until": pd.Timestamp("2026-05-31"),
}


def tables() -> tuple[pd.DataFrame, Workers, Jobs]:
    workers = Workers(
        pd.DataFrame(
            {
                "worker_id": ["W1", "W2", "W3"],
                "name": "张伟",
                "phone": "13812345678",
                "groups": [("disabled",)] * 3,
                "consent": [True, False, None],
            }
        )
    )
    jobs = Jobs(pd.DataFrame([{**JOB, "job_id": f"J{n}", "title": f"岗位{n}"} for n in range(4)]))
    pairs = [(f"W{w}", f"J{j}", j + 1, 3.0) for w in (1, 2, 3) for j in range(4)]
    return pd.DataFrame(pairs, columns=["worker_id", "job_id", "rank", "distance_km"]), workers, jobs


def test_only_who_agreed_is_written_to() -> None:
    pairs, workers, jobs = tables()
    found = messages(pairs, workers, jobs)
    assert found["worker_id"].tolist() == ["W1"]
    assert found.loc[0, "job_ids"] == ("J0", "J1", "J2") and "岗位0" in found.loc[0, "sms"]
    agreed = workers.replaced({"consent": pd.array([False, True, True], dtype="boolean")})
    assert messages(pairs, agreed, jobs)["worker_id"].tolist() == ["W2", "W3"]


def test_no_job_is_announced_twice() -> None:
    pairs, workers, jobs = tables()
    pushed = pd.DataFrame({"worker_id": ["W1", "W1", "W2"], "job_id": ["J0", "J2", "J1"]})
    found = messages(pairs, workers, jobs, pushed=pushed)
    assert found.loc[0, "job_ids"] == ("J1", "J3")
    assert messages(pairs, workers, jobs, pushed=pairs).empty


def test_nothing_private_is_in_them() -> None:
    pairs, workers, jobs = tables()
    text = messages(pairs, workers, jobs).to_string()
    assert "【就业服务】" in text
    for secret in ("张伟", "13812345678", "残疾", "disabled"):
        assert secret not in text


def test_the_wechat_text_says_how_to_answer_and_to_stop() -> None:
    text = wechat([JOB, JOB], [4.2, None])
    assert text.startswith("【就业服务】为您找到 2 个岗位：") and text.count("联系：王经理") == 2
    assert "约4公里" in text and "2026年5月31日前有效" in text and text.endswith("请回复“退订”。")


_WORDS = st.text("缝纫保安制衣厂有限公司123（）", max_size=60)


@given(_WORDS, _WORDS, _WORDS, st.floats(0, 5000) | st.none(), st.booleans())
def test_an_sms_is_one_part_with_a_way_to_call_and_to_stop(title: str, employer: str, place: str, km: float | None, priced: bool) -> None:
    job = {**JOB, "title": title or "普工", "employer": employer or None, "work_address": place or None}
    text = sms(job if priced else {**job, "pay_min": None, "pay_max": None}, km=km)
    assert len(text) <= SMS_LENGTH
    assert text.startswith("【就业服务】") and text.endswith("电话023-56561234，拒收回R")


def test_less_urgent_parts_give_way_first() -> None:
    long_place = {**JOB, "work_address": "重庆市奉节县白帝镇浣花村三组新修的就业帮扶车间二楼左手边第一间屋"}
    text = sms(long_place, km=4.2)
    assert "月薪3000—4500元" in text and "约4公里" in text and "第一间屋" not in text
    nobody = sms({**JOB, "phone": None, "pay_min": None, "pay_max": None})
    assert "工资面议" in nobody and "详询村就业专员" in nobody
