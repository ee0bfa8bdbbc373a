"""Sheets without a header of their own: they go on with the sheet before where the columns are alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jobmatch.forms import read_jobs, read_workers

DAY, FENGJIE = "2026-03-01", "500236"
JOBS = [
    ["单位名称", "岗位名称", "招聘人数", "薪资待遇", "工作地点"],
    ["甲公司", "普工", 20, "3000-4000", "白帝镇"],
    ["甲公司", "保安", 2, 2500, "白帝镇"],
]


def test_a_sheet_without_header_goes_on_with_the_one_before(xlsx: Callable[..., Path], id_of: Callable[..., str]) -> None:
    first = [["返乡登记表"], ["姓名", "身份证号", "联系电话", "文化程度"], ["甲", id_of(), "13800000001", "初中"]]
    more = [["乙", id_of(order=2), "13800000002", "高中"], ["丙", id_of(order=3), "13800000003", "小学"], ["合计：3人"]]
    workers = read_workers(xlsx(sheets={"一": first, "二": more, "三": more[:0]}), as_of=DAY)
    assert workers.frame[["name", "education", "source_sheet", "source_row"]].to_numpy().tolist() == [
        ["甲", 2, "一", 3], ["乙", 3, "二", 1], ["丙", 1, "二", 2],
    ]  # fmt: skip
    told = workers.problems[workers.problems["message"].str.contains("没有表头")]
    assert told[["sheet", "row", "kept"]].to_numpy().tolist() == [["二", 1, True]]
    assert workers.counts == {"read": 3, "kept": 3, "set_aside": 0}


def test_posts_go_on_too_and_a_merged_firm_is_filled(xlsx: Callable[..., Path]) -> None:
    jobs = read_jobs(
        xlsx(sheets={"1": JOBS, "2": [["乙公司", "厨师", 1, "4000", "草堂镇"], [None, "帮厨", 2, "2800", None]]}),
        as_of=DAY,
        context=FENGJIE,
    )
    assert jobs.frame[["employer", "title", "openings"]].to_numpy().tolist()[2:] == [["乙公司", "厨师", 1], ["乙公司", "帮厨", 2]]


def test_a_sheet_of_other_shapes_is_no_continuation(xlsx: Callable[..., Path]) -> None:
    notes = [["填表说明", "岗位", "按实填写", "必填", "示例"], ["一", "二", "三", "四", "五"]]
    sums = [["白帝镇", 3, 20, 4000, "合计"], ["草堂镇", 1, 5, 3000, "合计"]]
    jobs = read_jobs(xlsx(sheets={"岗位": JOBS, "说明": notes, "汇总": sums}), as_of=DAY, context=FENGJIE)
    assert len(jobs.frame) == 2
    told = jobs.problems[jobs.problems["message"].str.contains("没有认出表头")]
    assert told["sheet"].tolist() == ["说明", "汇总"]
