"""Layouts and notations that turned up in messy forms, one test a class of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from jobmatch.forms import read_jobs, read_workers
from jobmatch.forms.age import read_ages
from jobmatch.forms.dates import read_date
from jobmatch.forms.identity import read_id, read_phones
from jobmatch.forms.layouts.choices import chosen
from jobmatch.forms.lodging import read_lodging
from jobmatch.forms.pay import read_pay
from jobmatch.forms.workplace import read_workplace

DAY, FENGJIE = "2026-03-01", "500236"
JOBS = ["单位名称", "岗位名称", "招聘人数", "薪资待遇", "工作地点"]
Xlsx = Callable[..., Path]


def people(path: Path, *columns: str) -> list[list[Any]]:
    frame = read_workers(path, as_of=DAY, context=FENGJIE).frame
    return frame[list(columns)].astype(object).where(frame[list(columns)].notna(), None).to_numpy().tolist()


def posts(path: Path, *columns: str) -> list[list[Any]]:
    frame = read_jobs(path, as_of=DAY, context=FENGJIE).frame
    return frame[list(columns)].astype(object).where(frame[list(columns)].notna(), None).to_numpy().tolist()


def test_one_page_a_person_with_a_line_for_each_fact(xlsx: Xlsx, id_of: Callable[..., str]) -> None:
    def card(name: str, number: str) -> list[list[object]]:
        return [
            ["求职登记表"],
            ["姓名", name, "性别", "女", "出生年月", "1985.06"],
            ["身份证号码", number, None, None, "联系电话", "13800000001"],
            ["求职意向", "收银员", None, None, "期望月薪", "3000元"],
        ]

    path = xlsx([*card("甲", id_of(order=2)), [], *card("乙", id_of(order=4))])
    assert people(path, "name", "wanted_occupation", "pay_min_wanted", "source_row") == [
        ["甲", "收银员", 3000, 2], ["乙", "收银员", 3000, 7],
    ]  # fmt: skip


def test_a_header_again_with_its_columns_in_another_order(xlsx: Xlsx, id_of: Callable[..., str]) -> None:
    rows = [
        ["白帝镇劳动力台账"], ["姓名", "身份证号", "文化程度", "村"], ["甲", id_of(), "小学", "某某村"], ["合计", 1], [],
        ["兴隆镇劳动力台账"], ["姓名", "文化程度", "身份证号", "村"], ["乙", "高中", id_of(order=5), "某某村"],
    ]  # fmt: skip
    assert people(xlsx(rows), "name", "education", "home_code") == [["甲", 1, "500236117"], ["乙", 3, "500236128"]]


def test_a_list_that_goes_on_to_the_right(xlsx: Xlsx) -> None:
    rows = [["企业", "岗位", "人数", None] * 2, ["甲", "普工", 5, None, "乙", "厨师", 1], ["丙", "保安", 2]]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert sorted(jobs.frame["employer"] + jobs.frame["title"]) == ["丙保安", "乙厨师", "甲普工"]
    assert jobs.ids.is_unique and jobs.counts == {"read": 3, "kept": 3, "set_aside": 0}


def test_options_boxes_codes_and_ditto_marks_are_resolved(xlsx: Xlsx, id_of: Callable[..., str]) -> None:
    rows = [
        ["姓名", "身份证号", "文化程度", "住址", "就业意愿", None, "工作地点（1县内2市外）"],
        [None, None, None, None, "是", "否", None],
        ["甲", id_of(), "□小学 ☑初中", "白帝镇", "√", None, 1],
        ["乙", id_of(order=3), "☑小学 □初中", "同上", None, "√", "2"],
    ]
    path = xlsx(rows, merged=["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1", "G1:G2"])
    assert people(path, "education", "home_code", "segment") == [
        [2, "500236117", "job"], [1, "500236117", "unwilling"],
    ]  # fmt: skip


def test_codes_of_registration_systems_and_foreign_headers(xlsx: Xlsx, id_of: Callable[..., str]) -> None:
    codes = xlsx([["AAC003", "AAC002", "AAC011", "ACA112"], ["甲", id_of(), "71", "焊工"]], name="a.xlsx")
    pinyin = xlsx([["xm", "sfzh", "whcd", "yxgz"], ["甲", id_of(), "初中", "焊工"]], name="b.xlsx")
    english = xlsx([["Name", "ID Number", "Education", "Desired Job"], ["甲", id_of(), "初中", "焊工"]], name="c.xlsx")
    for path in (codes, pinyin, english):
        assert people(path, "name", "id_number", "education", "wanted_occupation") == [["甲", id_of(), 2, "焊工"]]
    jobs = xlsx([["dwmc", "gwmc", "zprs", "gzdd"], ["甲厂", "普工", "20", "白帝镇"]], name="d.xlsx")
    assert posts(jobs, "employer", "title", "openings", "work_code") == [["甲厂", "普工", 20, "500236117"]]


def test_a_wish_below_a_heading_of_the_present_job_is_a_wish(xlsx: Xlsx, id_of: Callable[..., str]) -> None:
    rows = [
        ["基本情况", None, "就业情况", None, None],
        ["姓名", "身份证号（18位）", "是否就业（1已就业2未就业）", "未就业填写", None, None],
        [None, None, None, "意向岗位", "期望薪资（元/月）", "意向地点（1县内2县外）"],
        ["甲", id_of(), 2, "保洁", "3000-4000", 1],
    ]
    path = xlsx(rows, merged=["A1:B1", "C1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:F2"])
    found = people(path, "wanted_occupation", "pay_max_wanted", "mobility", "status", "segment")
    assert found == [["保洁", 4000, "county", "未就业", "job"]]


def test_who_will_not_leave_but_names_a_job_wants_one_near_home(xlsx: Xlsx) -> None:
    rows = [["姓名", "年龄", "是否愿意外出务工", "想做啥子"], ["甲", 45, "不愿意，屋头有娃儿", "手工活"], ["乙", 45, "不愿意", None]]
    assert people(xlsx(rows), "segment", "mobility") == [["job", "county"], ["unwilling", "county"]]


def test_several_posts_in_a_cell_are_several_postings(xlsx: Xlsx) -> None:
    rows = [
        ["企业名称", "招聘岗位及人数", "工资待遇", "地址", "联系人及电话"],
        ["甲公司", "普工20+、保安（5名）；厨师一名", "4000", "白帝镇", "王女士 13800000001"],
        ["乙公司", "缝纫工", "5000", "白帝镇", "13900000001"],
    ]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert jobs.frame["title"].tolist() == ["普工", "保安", "厨师", "缝纫工"]
    assert jobs.frame["openings"].fillna(0).tolist() == [20, 5, 1, 0]
    assert jobs.frame[["contact", "phone"]].head(1).to_numpy().tolist() == [["王女士", "13800000001"]]
    assert jobs.ids.is_unique and jobs.counts == {"read": 4, "kept": 4, "set_aside": 0}


def test_rows_that_mean_one_post_are_one(xlsx: Xlsx) -> None:
    rows = [
        [*JOBS, "岗位要求"],
        ["甲", "叉车工", "3", "3000-5000", "奉节县白帝镇", "1、有证；\n2、守时"],
        ["甲", "叉车工", "3人", "3000-5000元/月", "重庆市 - 奉节县白帝镇", "1、有证；2、守时。"],
        ["甲", "叉车工", "3", "3000-5000", "奉节县草堂镇", "1、有证；2、守时"],
        ["甲", "4500-6000", "3", "3000", "奉节县白帝镇", None],
    ]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert jobs.frame["source_row"].tolist() == [2, 4]
    assert jobs.problems.loc[~jobs.problems["kept"], "row"].tolist() == [3, 5]


def test_a_place_of_work_is_read_beside_what_the_firm_says(xlsx: Xlsx) -> None:
    rows = [
        ["单位名称", "岗位名称", "招聘人数", "工作城市", "工作区县", "所在地区", "工作地点"],
        ["甲", "普工", 1, "重庆市", "奉节县", None, "浣花路1号"],
        ["乙", "普工", 1, None, None, "上海-徐汇区", "某某路428号"],
        ["丙", "普工", 1, None, None, "重庆市酉阳县", "兴隆镇"],
    ]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context="500000")
    assert [code[:6] for code in jobs.frame["work_code"]] == ["500236", "310104", "500242"]
    assert jobs.problems.loc[jobs.problems["column"] == "工作地点", "row"].tolist() == [3]


def test_a_title_or_a_tab_names_the_firm(xlsx: Xlsx) -> None:
    table: list[list[object]] = [["岗位", "人数", "月薪"], ["普工", 50, "5000"]]
    by_title = xlsx([["奉节县甲电子有限公司2026年招聘简章"], *table], name="a.xlsx")
    by_tab = xlsx(sheets={"乙酒店": table, "帮扶车间": table}, name="b.xlsx")
    assert posts(by_title, "employer") == [["奉节县甲电子有限公司"]]
    assert posts(by_tab, "employer") == [["乙酒店"], [None]]


def test_only_the_first_of_a_group_names_its_township(xlsx: Xlsx) -> None:
    rows = [["乡镇", "村", "姓名", "年龄"], ["白帝镇", "甲村", "甲", 40], [None, "乙村", "乙", 41], [None, None, "丙", 42]]
    assert people(xlsx(rows), "home_code") == [["500236117"]] * 3
    some = [rows[0], ["白帝镇", "甲村", "甲", 40], ["白帝镇", "乙村", "乙", 41], [None, None, "丙", 42]]
    assert people(xlsx(some), "home_code") == [["500236117"], ["500236117"], [None]], "one gap is no grouping"


def test_name_and_id_in_a_cell_and_a_trade_beside_the_wish(xlsx: Xlsx, id_of: Callable[..., str]) -> None:
    rows = [["姓名及身份证号", "意愿", "工种"], [f"甲某 {id_of()}", "是", "焊工"], [f"乙某（{id_of(order=3)}）", "是", "不想找"]]
    assert people(xlsx(rows), "name", "id_number", "wanted_occupation") == [
        ["甲某", id_of(), "焊工"], ["乙某", id_of(order=3), None],
    ]  # fmt: skip


def test_no_message_names_a_field_that_staff_never_saw(xlsx: Xlsx) -> None:
    jobs = read_jobs(xlsx([["企业", "岗位", "人数"], ["甲", "普工", 1]]), as_of=DAY)
    workers = read_workers(xlsx([["姓名", "年龄", "学历"], ["甲", 30, "初中"]], name="b.xlsx"), as_of=DAY)
    assert not pd.concat([jobs.problems, workers.problems])["column"].str.contains("[a-z]").any()


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        (read_pay("月薪：叁仟元").min, 3000),
        (read_date("一九七九年三月").date.isoformat(), "1979-03-01"),  # type: ignore[union-attr]
        ((read_ages("18—55岁（女50岁）").min, read_ages("18—55岁（女50岁）").max), (18, 55)),
        (read_lodging("有宿舍，食堂自费").code, "lodging"),
        (read_id("11010519491231002X（已核）").number, "11010519491231002X"),
        (read_workplace("", "某村委会", "", "", "护林员（公益性岗位）"), "public_welfare"),
        (chosen("是■ 否□"), "是"),
        (read_id("身份证号：11010519491231002X").number, "11010519491231002X"),
        (read_phones("13800000004(本人)13900000004(儿子)")[0], ("13800000004", "13900000004")),
    ],
)
def test_notations(read: object, wanted: object) -> None:
    assert read == wanted


@pytest.mark.parametrize(
    ("title", "tab", "workplace"),
    [
        ("2026年乡村公益性岗位设置情况表", "Sheet1", "public_welfare"),
        ("岗位表", "公益性岗位", "public_welfare"),
        ("扶贫车间用工表", "Sheet1", "workshop"),
        ("企业和帮扶车间用工需求表", "Sheet1", "enterprise"),
    ],
)
def test_a_title_or_tab_speaks_for_the_posts_below_it(xlsx: Xlsx, title: str, tab: str, workplace: str) -> None:
    rows = [[title], ["单位名称", "岗位名称", "岗位数量", "岗位补贴标准（元/月）", "工作地点"], ["某村委会", "保洁员", 2, 600, "白帝镇"]]
    assert posts(xlsx(sheets={tab: rows}), "workplace_type", "pay_min") == [[workplace, 600]]


def test_a_column_says_more_than_the_title(xlsx: Xlsx) -> None:
    rows = [["公益性岗位表"], ["单位名称", "岗位名称", "岗位类型", "工作地点"], ["甲厂", "普工", "企业用工", "白帝镇"]]
    assert posts(xlsx(rows), "workplace_type") == [["enterprise"]]


def test_a_table_without_any_address_is_told_so_once(xlsx: Xlsx) -> None:
    people = read_workers(xlsx([["姓名", "年龄", "意向工种"], *([name, 40, "保洁"] for name in "甲乙丙")]), as_of=DAY).problems
    jobs = read_jobs(xlsx([["单位名称", "岗位名称", "招聘人数"], *([name, "保洁", 2] for name in "甲乙丙")]), as_of=DAY).problems
    for problems, header in ((people, "家庭住址"), (jobs, "工作地点")):
        (told,) = problems[problems["column"] == header].to_dict("records")
        assert (told["row"], told["kept"]) == (1, True) and "一栏" in told["message"]
    blank = read_jobs(xlsx([JOBS, *([name, "保洁", 2, 3000, None] for name in "甲乙丙")]), as_of=DAY).problems
    assert blank["row"].tolist() == [2, 3, 4]
