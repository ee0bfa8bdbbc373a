"""Tables that call the column of names, or of posts, by no known name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jobmatch.errors import TableError
from jobmatch.forms import read_jobs, read_workers

DAY, FENGJIE = "2026-03-01", "500236"
PEOPLE = [
    ["哪个", "年龄", "电话", "学历", "住址"],
    ["王某", 40, "13800000001", "初中", "白帝镇"],
    ["赵大姐", 50, "13800000002", "小学", "白帝镇"],
]
POSTS = [["企业", "招啥子人", "人数", "工资", "地点"], ["甲", "缝纫工", 3, 3000, "白帝镇"], ["乙", "收银员", 1, 2500, "白帝镇"]]


def test_names_are_found_by_what_the_cells_look_like(xlsx: Callable[..., Path]) -> None:
    workers = read_workers(xlsx(PEOPLE), as_of=DAY, context=FENGJIE)
    assert workers.frame[["name", "age", "education"]].to_numpy().tolist() == [["王某", 40, 2], ["赵大姐", 50, 1]]
    told = workers.problems[workers.problems["message"].str.contains("当作姓名")]
    assert told[["row", "column", "kept"]].to_numpy().tolist() == [[1, "哪个", True]]


def test_posts_are_found_by_what_the_cells_look_like(xlsx: Callable[..., Path]) -> None:
    jobs = read_jobs(xlsx(POSTS), as_of=DAY, context=FENGJIE)
    assert jobs.frame[["title", "openings"]].to_numpy().tolist() == [["缝纫工", 3], ["收银员", 1]]
    assert jobs.problems["column"].tolist() == ["招啥子人"]


def test_posts_that_stand_before_what_is_asked_are_found(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["招聘单位/个人", "岗位要求", "用人数", "报酬", "住宿吃饭", "联系方式"],
        ["某快餐店", "服务员，女，45岁以下", "2人", "3000元", "包吃", "任老板 13800000001"],
        ["某驾校", "教练，3年驾龄", 1, "底薪3000+提成", "不包", "13800000002"],
    ]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    frame = jobs.frame[["employer", "title", "openings", "age_max", "experience_min_years", "lodging"]].astype(object)
    assert frame.where(frame.notna(), None).to_numpy().tolist() == [
        ["某快餐店", "服务员", 2, 45, None, "board"], ["某驾校", "教练", 1, None, 3, "none"],
    ]  # fmt: skip
    assert "岗位要求" in jobs.problems["column"].tolist()


def test_the_post_of_a_table_may_stand_in_its_title(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["物流园司机岗位"], ["车队", "车型", "所需驾照", "驾龄要求", "月收入", "包住否", "找谁"],
        ["某冷链车队", "4米2厢货", "C1", "2年", "6500-8000", "包", "成队长13800000001"], ["某渣土车队", "前四后八", "B2", "3年", "8000+", "不包", "翟老板13800000002"],
    ]  # fmt: skip
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert jobs.frame[["employer", "certificates_required", "pay_min"]].to_numpy().tolist() == [
        ["某冷链车队", "C1", 6500],
        ["某渣土车队", "B2", 8000],
    ]
    assert all("司机" in title for title in jobs.frame["title"]) and "岗位名称" in jobs.problems["column"].tolist()
    with pytest.raises(TableError):
        read_jobs(xlsx([["缺工岗位"], *rows[1:]], name="b.xlsx"), as_of=DAY)


def test_what_is_done_is_the_post_where_nothing_else_names_it(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["班组", "工作内容", "人员需求", "工资（元/天）", "负责人"],
        ["绿化班", "栽树、浇水", "15人", "男140 女110", "丁队长 13800000001"],
    ]
    job = read_jobs(xlsx(rows), as_of=DAY).frame.iloc[0]
    assert job[["title", "openings", "pay_min", "pay_max", "contact"]].tolist() == ["栽树、浇水", 15, 2860, 3640, "丁队长"]


def test_a_table_of_the_other_kind_stays_refused(xlsx: Callable[..., Path]) -> None:
    posts = [["岗位", "年龄", "电话", "学历", "地址"], ["保安", "18-45", "13800000001", "初中", "白帝镇"]]
    with pytest.raises(TableError, match="像是岗位表"):
        read_workers(xlsx(posts), as_of=DAY)
    with pytest.raises(TableError, match="没有认出"):
        read_workers(xlsx([["品名", "数量", "单价", "金额", "地址"], ["大米", 3, 5, 15, "白帝镇"]]), as_of=DAY)
