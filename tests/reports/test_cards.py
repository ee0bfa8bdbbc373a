"""The pages handed out: one per worker, masked, in large type, with the boxes of the introduction letter."""

from __future__ import annotations

import datetime as dt
import importlib.util
import re
import time
import zlib
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd
import pytest

from jobmatch.policy import Policy
from jobmatch.reports.cards import (
    MOST_JOBS,
    distance_words,
    pay_gap_words,
    write_cards,
)
from jobmatch.reports.lists import write_employer_lists, write_village_lists
from jobmatch.reports.printing import PAGES_AT_ONCE
from jobmatch.schema import Jobs, Workers

DAY = dt.date(2026, 3, 2)


@dataclass
class Result:
    """A result with fixed reasons and checks."""

    workers: Workers
    jobs: Jobs
    pairs: pd.DataFrame
    policy: Policy = field(default_factory=Policy)

    def to_frame(self) -> pd.DataFrame:
        return self.pairs

    def reasons(self, worker_id: str, job_id: str) -> list[str]:
        return ["做过类似工作", "离家约4公里"]

    def checks(self, worker_id: str, job_id: str) -> list[tuple[str, str, str]]:
        return [("年龄", "met", ""), ("学历", "met", ""), ("经验", "unknown", "1年"), ("证书", "unmet", "健康证")]

    def to_verify(self, worker_id: str, job_id: str) -> list[str]:
        return ["经验（1年）", "超龄（签用工协议）"]


def result(people: int = 3, each: int = 3) -> Result:
    workers = Workers(
        pd.DataFrame(
            {
                "worker_id": [f"W{n}" for n in range(people + 1)],
                "name": "欧阳建国",
                "id_number": "50023619790315012X",
                "phone": "13812345678",
                "township": "白帝镇",
                "village": [f"{n % 2}村" for n in range(people + 1)],
                "caseworker": "陈明",
                "home_code": "500236",
                "groups": [("lifted",)] * (people + 1),
                "wanted_occupation": "缝纫工<b>、电话13812345678",
                "skills": "平车，身份证50023619790315012X",
                "pay_min_wanted": 3000,
                "age": 47,
                "education": 2,
            }
        )
    )
    jobs = Jobs(
        pd.DataFrame(
            {
                "job_id": [f"J{n}" for n in range(8)],
                "title": [f"岗位{n}" for n in range(8)],
                "employer": ["制衣厂", "物业公司"] * 4,
                "pay_min": [2500, None] * 4,
                "pay_max": [3600, None] * 4,
                "phone": "023-56561234",
                "contact": "王经理",
                "lodging": ["both", None] * 4,
                "openings": [5, None] * 4,
                "placed": 1,
                "work_code": ["500236", "371602"] * 4,
                "work_address": "某地",
                "route": ["坐2路", None] * 4,
                "valid_until": ["2026-05-31", None] * 4,
                "booth": ["A1", None] * 4,
            }
        )
    )
    rows = [
        (f"W{n}", f"J{(n + nth) % 8}", nth + 1, 0.712345, 4.2 if (n + nth) % 2 == 0 else float("nan"), "county")
        for n in range(people)
        for nth in range(each)
    ]
    columns = ["worker_id", "job_id", "rank", "score", "distance_km", "tier"]
    return Result(workers, jobs, pd.DataFrame(rows, columns=columns))


def page(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_one_page_per_worker_with_a_job_best_first(tmp_path: Path) -> None:
    text = page(write_cards(result(), tmp_path / "a.html", office="某县就业中心", on=DAY))
    assert text.count('<article class="card') == 3 and text.count('<section class="job">') == 9
    first = text.split("<article")[1]
    assert [first.index(f"岗位{n}") for n in range(3)] == sorted(first.index(f"岗位{n}") for n in range(3))
    for word in (
        "某县就业中心",
        "2026年3月2日",
        "责任人</span> 陈明",
        "包吃住",
        "招4人",
        "坐2路",
        "2026年5月31日前有效",
    ):
        assert word in first
    assert "王经理 <b>023-56561234</b>" in first and "本县 约4公里" in first and "距离待核实" not in first
    assert "2500—3600 <small>元/月</small>" in first and "面议" in first and "面议 <small>" not in first
    assert "条件匹配</span> 年龄、学历" in first and "待核实 经验（1年）" in first and "超龄" not in first and "还差 健康证" in first
    assert "可享交通补贴（无票补200元）" in first


def test_the_subsidy_is_that_of_the_policy(tmp_path: Path) -> None:
    named = replace(result(), policy=Policy(subsidy="CQ-2016"))
    text = page(write_cards(named, tmp_path / "a.html", on=DAY))
    assert "可享交通补贴" not in text and "王经理" in text  # that rule was for 建档立卡


def test_every_box_of_the_introduction_letter_is_there(tmp_path: Path) -> None:
    text = page(write_cards(result(1, 1), tmp_path / "a.html", on=DAY))
    for word in (
        "愿意",
        "不愿意，因为",
        "已联系",
        "有意录用，月薪",
        "不录用",
        "已招满",
        "其他",
        "合同制·劳务制·兼职·其他",
    ):
        assert word in text
    assert "本人签名" in text and "日期" in text


def test_no_score_no_id_no_phone_of_a_worker_and_no_full_name(tmp_path: Path) -> None:
    for write in (write_cards, write_village_lists, write_employer_lists):
        text = page(write(result(), tmp_path / "a.html", on=DAY))
        assert "欧阳**" in text and "0.71" not in text
        for secret in ("欧阳建国", "50023619790315012X", "13812345678"):
            assert secret not in text
        assert "欧阳建国" in page(write(result(), tmp_path / "b.html", unmask=True, on=DAY))


def test_what_people_wrote_is_text_not_markup(tmp_path: Path) -> None:
    text = page(write_cards(result(), tmp_path / "a.html", on=DAY))
    assert "缝纫工&lt;b&gt;" in text and "<b>、" not in text


def test_there_is_no_english_in_what_a_worker_reads(tmp_path: Path) -> None:
    text = page(write_cards(result(), tmp_path / "a.html", on=DAY)).split("</head>")[1]
    words = set(re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]+>|&\w+;", " ", text)))
    assert words == set()


@pytest.mark.parametrize(("each", "size"), [(1, "n3"), (2, "n3"), (3, "n3"), (4, "n4"), (5, "n5"), (8, "n5")])
def test_the_type_is_as_large_as_the_jobs_allow(tmp_path: Path, each: int, size: str) -> None:
    text = page(write_cards(result(1, each), tmp_path / "a.html", on=DAY))
    assert f'class="card {size}"' in text
    assert text.count('<section class="job">') == min(each, MOST_JOBS)
    assert ("目前符合条件的岗位只有" in text) == (each < 3)


def test_the_groups_of_a_village_share_its_list(tmp_path: Path) -> None:
    found = result(3)
    villages = ["大坝村3组", "大坝村第十二村民小组", "大坝村", "小河社区2社45号"]
    text = page(
        write_village_lists(replace(found, workers=Workers(found.workers.frame.assign(village=villages))), tmp_path / "a.html", on=DAY)
    )
    assert "白帝镇大坝村 岗位推荐汇总" in text and "白帝镇小河社区 岗位推荐汇总" in text
    assert text.count("岗位推荐汇总</h") == 2


def test_the_village_list_leaves_nobody_out(tmp_path: Path) -> None:
    text = page(write_village_lists(result(3), tmp_path / "a.html", on=DAY))
    assert text.count('<article class="list">') == 2 and text.count("<tr><td") == 4
    assert "白帝镇0村 岗位推荐汇总" in text and "暂无合适岗位" in text and "1. 岗位0（制衣厂）" in text


def test_the_employer_sees_who_is_sent(tmp_path: Path) -> None:
    text = page(write_employer_lists(result(3), tmp_path / "a.html", on=DAY))
    assert text.count('<article class="list">') == 2 and "<h1>制衣厂</h1>" in text
    assert "我们推荐 3 人　5 人次" in text and "138****5678" in text and "47岁" in text and "初中" in text


def test_pay_is_compared_in_plain_words() -> None:
    assert pay_gap_words(None, 3000, 4000) == pay_gap_words(3000, None, None) == ""
    assert pay_gap_words(3000, None, 3200) == "比期望多200元"
    assert pay_gap_words(3000, 3000, None) == "达到期望"


def test_five_thousand_pages_take_less_than_a_minute(tmp_path: Path) -> None:
    many = result(1000, 5)
    start = time.perf_counter()
    write_cards(many, tmp_path / "a.html", on=DAY)
    assert time.perf_counter() - start < 60 / 5


if importlib.util.find_spec("plutoprint") is not None:

    def test_a_pdf_has_one_sheet_per_worker(tmp_path: Path) -> None:
        body = write_cards(result(PAGES_AT_ONCE + 3, 5), tmp_path / "张.pdf", on=DAY).read_bytes()
        packed = re.findall(rb"/Type /ObjStm.*?stream\r?\n(.*?)\r?\nendstream", body, re.DOTALL)
        objects = body + b"".join(zlib.decompress(stream) for stream in packed)
        assert body.startswith(b"%PDF") and len(re.findall(rb"/Type\s*/Page\b", objects)) == PAGES_AT_ONCE + 3
        first = re.search(rb"/FlateDecode\s*>>\s*stream\r?\n(.*?)\r?\nendstream", body, re.DOTALL)
        assert first is not None and b"\n23 0 0 -23 " in zlib.decompress(first[1])  # the heading in its 23 points


def test_within_a_township_only_that_it_is_near_is_known() -> None:
    assert distance_words({"tier": "town", "distance_km": 0.0}) == "本镇 5公里以内"
    assert distance_words({"tier": "county", "distance_km": 12.4}) == "本县 约12公里"
    assert distance_words({"tier": "home", "distance_km": 0.0}) == "居家"
