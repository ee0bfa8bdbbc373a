"""Layouts of workbooks: where headers stand, how they are merged, and what is not data."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt

from jobmatch.forms import match_headers, read_jobs, read_workers
from jobmatch.forms.headings.columns import field_of, unit_of
from jobmatch.schema import Jobs, Workers

DAY = "2026-03-01"
FENGJIE = "500236"
WORKERS = ["姓名", "身份证号码", "联系电话", "家庭住址", "文化程度"]
JOBS = ["单位名称", "岗位名称", "招聘人数", "薪资待遇", "工作地点"]


def person(id_number: str, name: str = "甲乙") -> list[object]:
    return [name, id_number, "13800000001", "奉节县白帝镇", "初中"]


@pytest.mark.parametrize("above", [0, 1, 4, 9])
def test_the_header_is_found_below_titles(xlsx: Callable[..., Path], id_of: Callable[..., str], above: int) -> None:
    titles: list[list[object]] = [["某县劳动力台账：2026年1月5日", None, None]] * above
    workers = read_workers(xlsx([*titles, WORKERS, person(id_of())]), as_of=DAY, context=FENGJIE)
    assert workers.frame.loc[0, ["name", "education", "source_row"]].tolist() == ["甲乙", 2, above + 2]


def test_three_levels_of_headings_are_joined(xlsx: Callable[..., Path], id_of: Callable[..., str]) -> None:
    rows = [
        ["某县劳动力就业情况台账", None, None, None, None, None, None],
        ["基本信息", None, "就业情况", None, None, None, "备注"],
        ["姓名", "身份证号", "已就业", None, "未就业", None, None],
        [None, None, "企业名称", "岗位名称", "务工去向", "期望月薪（千元）", None],
        ["甲乙", id_of(), None, None, "县内", 3.5, None],
        ["丙丁", id_of(order=3), "某厂", "焊工", None, None, None],
    ]
    merged = ["A1:G1", "A2:B2", "C2:F2", "C3:D3", "E3:F3", "A3:A4", "B3:B4", "G2:G4"]
    frame = read_workers(xlsx(rows, merged=merged), as_of=DAY, context=FENGJIE).frame
    assert frame["pay_min_wanted"].tolist()[0] == 3500
    assert frame["mobility"].tolist()[0] == "county"
    assert frame["experience"].tolist()[1] == "焊工"
    assert frame["segment"].tolist() == ["job", "unwilling"]


def test_two_levels_without_merged_cells_as_csv_keeps_them(tmp_path: Path, id_of: Callable[..., str]) -> None:
    lines = [
        ["序号", "姓名", "身份证号", "求职意向", "", "", "备注"],
        ["", "", "", "工种", "地区", "薪资（元）", ""],
        ["1", "甲乙", id_of(), "保洁", "本镇", "3000-4000", ""],
    ]
    path = tmp_path / "表.csv"
    path.write_text("\n".join(",".join(line) for line in lines), encoding="gb18030")
    frame = read_workers(path, as_of=DAY, context=FENGJIE).frame
    assert frame.loc[0, ["wanted_occupation", "mobility", "pay_max_wanted"]].tolist() == ["保洁", "town", 4000]


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ","), ("gb18030", ","), ("utf-16", "\t"), ("utf-16-le", "\t"), ("utf-16-be", ","), ("utf-8", ";")],
)
def test_csv_in_any_encoding_and_separator(tmp_path: Path, id_of: Callable[..., str], encoding: str, separator: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([WORKERS, person(id_of(), "甲㙇")])
    (tmp_path / "表.csv").write_bytes(text.getvalue().encode(encoding))
    workers = read_workers(tmp_path / "表.csv", as_of=DAY, context=FENGJIE)
    assert workers.frame.loc[0, ["name", "source_sheet", "source_row"]].tolist() == ["甲㙇", "csv", 2]


def test_big5_without_a_mark(tmp_path: Path) -> None:
    lines = ["單位名稱,崗位名稱,招聘人數,工作地點", "甲公司,保安,3,奉節縣白帝鎮", "乙公司,廚師,1,奉節縣"]
    (tmp_path / "表.csv").write_bytes("\n".join(lines).encode("big5"))
    assert frame_of(read_jobs(tmp_path / "表.csv", as_of=DAY, context=FENGJIE), "employer", "title", "openings") == [
        ["甲公司", "保安", 3],
        ["乙公司", "廚師", 1],
    ]


@pytest.mark.parametrize(
    ("title", "segment"), [("白帝镇公益性岗位人员花名册", "unwilling"), ("公益性岗位报名登记表", "job"), ("白帝镇劳动力花名册", "job")]
)
def test_a_list_of_people_in_work_lists_no_job_seekers(xlsx: Callable[..., Path], title: str, segment: str) -> None:
    rows = [[title], ["姓名", "学历", "电话", "上岗时间"], ["甲", "初中", "13800000001", "2025-03-01"]]
    assert frame_of(read_workers(xlsx(rows), as_of=DAY, context=FENGJIE), "segment") == [[segment]]


def test_who_holds_a_public_post_is_in_work(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["姓名", "学历", "公益性岗位类型", "就业意愿"],
        ["甲", "初中", "护林员", None],
        ["乙", "初中", "无", None],
        ["丙", "初中", "保洁员", "是"],
    ]
    assert frame_of(read_workers(xlsx(rows), as_of=DAY), "segment") == [["unwilling"], ["job"], ["job"]]


def test_a_table_with_a_column_a_person_is_turned_over(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["姓名", "甲", "乙", "丙"],
        ["年龄", 30, 40, 50],
        ["学历", "初中", "高中", None],
        ["意向岗位", "保安", "电工", "保洁"],
        ["家庭住址", "白帝镇", "草堂镇", "白帝镇"],
    ]
    workers = read_workers(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert frame_of(workers, "name", "age", "education", "wanted_occupation", "source_row") == [
        ["甲", 30, 2, "保安", 2],
        ["乙", 40, 3, "电工", 3],
        ["丙", 50, None, "保洁", 4],
    ]


def test_general_names_below_group_names_are_one_header(tmp_path: Path) -> None:
    lines = ["单位,,岗位,,待遇,提供,", "名称,地址,名称,人数,,吃,住", "甲公司,白帝镇,机修工,2,面议,×,√"]
    (tmp_path / "表.csv").write_text("\n".join(lines), encoding="gb18030")
    frame = read_jobs(tmp_path / "表.csv", as_of=DAY, context=FENGJIE).frame
    assert frame[["employer", "title", "openings", "lodging", "work_code"]].to_numpy().tolist() == [
        ["甲公司", "机修工", 2, "lodging", "500236117"]
    ]


def test_a_yes_under_bed_says_nothing_of_meals(xlsx: Callable[..., Path]) -> None:
    rows = [
        [*JOBS, "是否包吃", "是否包住"],
        ["甲", "普工", 1, "3000", "奉节县", "否", "是"],
        ["甲", "保安", 1, "3000", "奉节县", "是", None],
    ]
    assert read_jobs(xlsx(rows), as_of=DAY).frame["lodging"].tolist() == ["lodging", "board"]


def test_ends_in_two_columns_the_wrong_way_round_are_swapped_and_reported(xlsx: Callable[..., Path]) -> None:
    rows = [["单位名称", "岗位名称", "最低工资", "最高工资", "最小年龄", "最大年龄"], ["甲", "普工", 6000, 4000, 50, 18]]
    jobs = read_jobs(xlsx(rows), as_of=DAY)
    assert jobs.frame[["pay_min", "pay_max", "age_min", "age_max"]].to_numpy().tolist() == [[4000, 6000, 18, 50]]
    assert jobs.problems["message"].str.contains("写反").sum() == 2


@pytest.mark.parametrize(
    ("other", "born", "reported"),
    [("25/12/1980", "1979-03-05", False), ("12/25/1980", "1979-05-03", False), ("4/4/1980", "1979-05-03", True)],
)
def test_the_other_dates_of_a_column_tell_whether_the_day_stands_first(tmp_path: Path, other: str, born: str, reported: bool) -> None:
    lines = ["姓名,出生日期,家庭住址", "甲,5/3/1979,白帝镇", f"乙,{other},白帝镇"]
    (tmp_path / "表.csv").write_text("\n".join(lines), encoding="gb18030")
    workers = read_workers(tmp_path / "表.csv", as_of=DAY, context=FENGJIE)
    assert str(workers.frame.loc[0, "birth_date"].date()) == born
    assert workers.problems["row"].tolist() == [2] * reported


def test_a_line_that_names_a_township_or_village_heads_the_rows_below(xlsx: Callable[..., Path], id_of: Callable[..., str]) -> None:
    rows = [
        ["某县务工台账"],
        ["姓名", "身份证号", "电话"],
        ["白帝镇（1人）"],
        ["甲", id_of(), None],
        ["二、草堂镇"],
        ["乙", id_of(order=3), None],
    ]
    workers = read_workers(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert workers.frame["home_code"].tolist() == ["500236117", "500236118"]
    assert workers.counts == {"read": 2, "kept": 2, "set_aside": 0}


def test_a_place_of_work_at_the_firm_and_a_person_beside_the_number(xlsx: Callable[..., Path]) -> None:
    rows = [[*JOBS, "单位地址", "联系方式"], ["甲", "普工", 1, "3000", "同单位地址", "白帝镇", "王13800000001/023-12345678微信同号"]]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert jobs.frame[["work_code", "phone"]].to_numpy().tolist() == [["500236117", "13800000001；023-12345678"]]
    assert jobs.problems.empty


def test_an_old_workbook_under_a_new_name(tmp_path: Path, id_of: Callable[..., str]) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("求职")
    for row, line in enumerate([WORKERS, person(id_of())]):
        for column, value in enumerate(line):
            sheet.write(row, column, value)
    book.save(str(tmp_path / "旧表.xlsx"))
    assert read_workers(tmp_path / "旧表.xlsx", as_of=DAY, context=FENGJIE).frame["name"].tolist() == ["甲乙"]


def test_one_sheet_a_township(xlsx: Callable[..., Path], id_of: Callable[..., str]) -> None:
    header = ["序号", "姓名", "身份证号", "村", "组"]
    sheets = {
        "白帝镇": [header, [1, "甲乙", id_of(), "浣花村", 3]],
        "兴隆镇": [header, [1, "丙丁", id_of(order=2), "桂花村", 1]],
        "填表说明": [["一、按实填写"]],
    }
    workers = read_workers(xlsx(sheets=sheets), as_of=DAY, context=FENGJIE)
    assert [code[:9] for code in workers.frame["home_code"]] == ["500236117", "500236128"]
    assert workers.ids.tolist() == ["W1-0002", "W2-0002"]
    assert workers.problems.empty


def test_a_sheet_that_is_no_form_is_named(xlsx: Callable[..., Path], id_of: Callable[..., str]) -> None:
    sheets = {"人员": [WORKERS, person(id_of())], "统计": [["乡镇", "户数", "人数"], ["甲", 1, 2], ["乙", 3, 4]]}
    problems = read_workers(xlsx(sheets=sheets), as_of=DAY, context=FENGJIE).problems
    assert problems["sheet"].tolist() == ["统计"]


@pytest.mark.parametrize(
    "line",
    [
        ["合计", None, 3, None, None],
        ["填表人：甲", None, "审核人：乙", None, None],
        ["注：以上人员均已核实", None, None, None, None],
        [None, None, None, None, None],
        WORKERS,
        ["1", "2", "3", "4", "5"],
        ["总计：2人", None, None, None, None],
        ["2.联系电话：023-56500000", None, None, None, None],
        ["（此页无正文）", None, None, None, None],
    ],
)
def test_lines_that_are_not_people(xlsx: Callable[..., Path], id_of: Callable[..., str], line: list[object]) -> None:
    rows = [WORKERS, person(id_of()), line, person(id_of(order=2), "丙丁"), line]
    workers = read_workers(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert workers.frame["name"].tolist() == ["甲乙", "丙丁"]
    assert workers.counts == {"read": 2, "kept": 2, "set_aside": 0}


def test_merged_firm_cells_belong_to_every_row(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["序号", *JOBS, "联系人"],
        [1, "甲公司", "缝纫工", 3, "4000-5000", "奉节县白帝镇", "某女士"],
        [None, None, "保洁", 1, "计件", None, None],
        [2, "乙公司", "厨师", None, "面议", None, None],
    ]
    jobs = read_jobs(xlsx(rows, merged=["A2:A3", "B2:B3", "F2:F3", "G2:G3"]), as_of=DAY, context=FENGJIE)
    assert jobs.frame["employer"].tolist() == ["甲公司", "甲公司", "乙公司"]
    assert jobs.frame["contact"].tolist()[:2] == ["某女士", "某女士"]
    assert jobs.frame["contact"].isna().tolist()[2]
    assert jobs.frame["work_code"].isna().tolist() == [False, False, True]
    assert set(jobs.problems["row"]) == {4}


def test_unmerged_blank_firm_cells_are_filled_whole_or_not_at_all(xlsx: Callable[..., Path]) -> None:
    rows = [
        [*JOBS, "联系人", "单位地址"],
        ["甲公司", "缝纫工", 3, 4000, None, "某女士", "奉节县白帝镇"],
        [None, "保洁", 1, 3000, None, None, None],
        ["乙公司", "厨师", 2, 5000, None, None, None],
        [None, "保安", 2, 3500, "奉节县永安街道", "某先生", None],
    ]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert jobs.frame["employer"].tolist()[:3] == ["甲公司", "甲公司", "乙公司"]
    assert jobs.frame["employer"].isna().tolist()[3], "a row with its own contact is not the firm above"
    assert jobs.frame["work_code"].isna().tolist() == [False, False, True, False]


def test_ids_come_from_the_form_when_they_are_unique(xlsx: Callable[..., Path]) -> None:
    own = [["岗位编号", *JOBS], ["A-7", "甲", "保安", 1, 3000, "奉节县"], ["A-9", "甲", "保洁", 1, 2000, "奉节县"]]
    assert read_jobs(xlsx(own), as_of=DAY).ids.tolist() == ["A-7", "A-9"]
    same = [["序号", *JOBS], [1, "甲", "保安", 1, 3000, "奉节县"], [1, "甲", "保洁", 1, 2000, "奉节县"]]
    assert read_jobs(xlsx(same), as_of=DAY).ids.tolist() == ["J0002", "J0003"]


def test_an_id_number_is_never_an_id(xlsx: Callable[..., Path], id_of: Callable[..., str]) -> None:
    rows = [["编号", *WORKERS], [id_of(), *person(id_of())]]
    assert read_workers(xlsx(rows), as_of=DAY, context=FENGJIE).ids.tolist() == ["W0002"]


def test_own_meanings_of_columns_win() -> None:
    assert match_headers(["称呼", "姓名"], "workers", columns={"称呼": "name", "姓名": ""}) == {0: "name"}


def test_a_column_that_is_passed_over_has_no_meaning_beside_others() -> None:
    assert match_headers(["单位", "岗位", "项目"], "jobs") == {0: "employer", 1: "title", 2: "work_address"}
    assert match_headers(["单位", "岗位", "项目"], "jobs", columns={"项目": ""}) == {0: "employer", 1: "title"}


def test_own_meanings_reach_the_reader(xlsx: Callable[..., Path]) -> None:
    rows = [["称呼", "想干啥", "电话"], ["甲乙", "焊工", "13800000001"]]
    workers = read_workers(xlsx(rows), as_of=DAY, columns={"称呼": "name", "想干啥": "wanted_occupation"})
    assert workers.frame.loc[0, ["name", "wanted_occupation"]].tolist() == ["甲乙", "焊工"]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("*公民身份号码：", "id_number"), ("身份证号\n（18位）", "id_number"), ("户主身份证号码", ""), ("监护人联系电话", ""),
        ("AAC003", "name"), ("求职意向_岗位", "wanted_occupation"), ("未就业_就业意愿_自主创业", "startup"), ("户籍地址_乡镇", "township"),
        ("已就业（外出务工）_企业名称", "employer"), ("是否有外出务工意愿", "goes_out"), ("残疾证号", "disability_number"), ("1.姓名", "name"),
        ("拟从事岗位（工种）", "wanted_occupation"), ("参加何种培训意愿", "training_wanted"), ("民族", ""), ("天气", ""),
    ],
)  # fmt: skip
def test_worker_headers(name: str, field: str) -> None:
    assert field_of(name, "workers").replace("ignored", "") == field


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("用工企业名称", "employer"), ("招聘岗位（工种）", "title"), ("需求人数（人）", "openings"), ("月薪（元）", "pay"), ("企业联系电话", "phone"),
        ("薪资_最低", "pay_min"), ("工作地点（详细到乡镇）", "work_address"), ("ACB241", "pay_min"), ("是否包吃住", "board"), ("招聘截止日期", "valid_until"),
    ],
)  # fmt: skip
def test_job_headers(name: str, field: str) -> None:
    assert field_of(name, "jobs") == field


def test_units_stated_by_columns() -> None:
    assert [unit_of(name) for name in ("期望薪资（千元）", "日薪（元）", "工资（元/小时）", "年薪（万元）", "年龄（岁）")] == [
        "千元", "元/天", "元/小时", "万元/年", "",
    ]  # fmt: skip


def frame_of(table: Workers | Jobs, *columns: str) -> list[list[object]]:
    chosen = table.frame[list(columns)].astype(object)
    return chosen.where(chosen.notna(), None).to_numpy().tolist()


def test_each_of_two_pay_columns_has_its_own_unit(xlsx: Callable[..., Path]) -> None:
    rows = [["用工单位", "工种", "日工资（元）", "月工资（元）"], ["甲", "泥瓦工", 260, None], ["乙", "小工", None, 4500]]
    jobs = read_jobs(xlsx(rows), as_of=DAY)
    assert frame_of(jobs, "pay_min", "pay_basis") == [[6760, "day"], [4500, "month"]]


@pytest.mark.parametrize(("merged", "code", "contact"), [(["A2:A3"], "500236117", "何"), ([], None, None)])
def test_only_a_merged_firm_keeps_its_address_in_the_row_below(
    xlsx: Callable[..., Path], merged: list[str], code: str, contact: str
) -> None:
    below = [None if merged else "甲厂", "保安", None, None]
    jobs = read_jobs(
        xlsx([["单位", "岗位", "单位地址", "联系人"], ["甲厂", "普工", "白帝镇", "何"], below], merged=merged), as_of=DAY, context="500236"
    )
    assert frame_of(jobs, "employer", "work_code", "contact")[1] == ["甲厂", code, contact]


def test_a_township_is_not_carried_into_another_county(xlsx: Callable[..., Path]) -> None:
    header = ["区县", "乡镇", "企业", "岗位"]
    rows = [["奉节县", "草堂镇", "甲", "普工"], ["奉节县", None, "乙", "保安"], [None, None, "丁", "厨师"], ["云阳县", None, "丙", "焊工"]]
    jobs = read_jobs(xlsx([header, *rows]), as_of=DAY, context="500236")
    assert frame_of(jobs, "work_code") == [["500236118"], ["500236118"], ["500236118"], ["500235"]]


def test_numbers_of_clauses_are_no_years(xlsx: Callable[..., Path]) -> None:
    rows = [["企业", "岗位", "岗位要求"], ["甲", "电工", "1.高中以上学历；2.持证；4.3年以上工作经验"], ["乙", "焊工", "1.5年以上工作经验"]]
    assert frame_of(read_jobs(xlsx(rows), as_of=DAY), "experience_min_years") == [[3], [1.5]]


def test_training_that_is_wanted_is_no_job(xlsx: Callable[..., Path]) -> None:
    rows = [["姓名", "年龄", "拟参加培训工种", "已参加培训工种"], ["甲", 22, "电工", "焊工"]]
    assert frame_of(read_workers(xlsx(rows), as_of=DAY), "training_need", "wanted_occupation") == [["电工", None]]


def test_openings_by_sex_add_up_and_a_sum_beside_them_counts_once(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["单位", "岗位", "招聘人数", None, None],
        [None, None, "合计", "男", "女"],
        ["甲", "普工", 30, 10, 20],
        ["乙", "保安", None, 1, None],
        ["丙", "厨师", None, 3, 3],
    ]
    jobs = read_jobs(xlsx(rows, merged=["C1:E1"]), as_of=DAY)
    assert frame_of(jobs, "openings") == [[30], [1], [6]]


def test_lines_between_postings_tell_the_form_of_work(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["一、县内企业"], ["单位", "岗位", "人数", "工资"], ["甲", "普工", 3, "3000"], ["二、帮扶车间岗位"], ["乙", "编织工", 3, "计件"], ["三、企业岗位"], ["丙", "焊工", 1, "6000"],
        ["四、公益性岗位"], ["乡镇", "岗位", "人数", "补贴"], ["白帝镇", "保洁员", 3, 600],
    ]  # fmt: skip
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert frame_of(jobs, "workplace_type", "pay_min") == [
        ["enterprise", 3000], ["workshop", None], ["enterprise", 6000], ["public_welfare", 600],
    ]  # fmt: skip


def test_a_merged_cell_over_both_ends_of_pay_holds_both(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["单位", "岗位", "薪资", None],
        [None, None, "最低", "最高"],
        ["甲", "普工", "面议", None],
        ["乙", "保安", 3000, 4000],
        ["丙", "电工", "4000-5000", None],
    ]
    jobs = read_jobs(xlsx(rows, merged=["C1:D1", "C3:D3", "C5:D5"]), as_of=DAY)
    assert frame_of(jobs, "pay_min", "pay_max") == [[None, None], [3000, 4000], [4000, 5000]]


def test_a_count_at_the_end_is_nobody(xlsx: Callable[..., Path]) -> None:
    workers = read_workers(xlsx([["姓名", "学历", "就业状态"], ["甲", "初中", "未就业"], [None, None, "共1人"]]), as_of=DAY)
    assert workers.counts == {"read": 1, "kept": 1, "set_aside": 0}


def test_bare_answers_name_no_skill(xlsx: Callable[..., Path]) -> None:
    rows = [["姓名", "有无技能", "是否有证书", "家中有无老人小孩需照料"], ["甲", "有", "有", "有"], ["乙", "会电焊", "焊工证", "无"]]
    workers = read_workers(xlsx(rows), as_of=DAY)
    assert frame_of(workers, "skills", "certificates", "limits") == [[None, None, "老人小孩需照料"], ["会电焊", "焊工证", None]]


def test_columns_that_hold_something_unknown_are_named(xlsx: Callable[..., Path]) -> None:
    rows = [["求职登记表"], ["姓名", "学历", "幸运数字", "星座", "民族", "血型", "年龄"], ["甲", "初中", "3000", "白羊", "汉", None, 40]]
    problems = read_workers(xlsx(rows), as_of=DAY, columns={"星座": ""}).problems
    told = problems[problems["message"].str.contains("没有认出这些栏")]
    assert told[["row", "column", "kept"]].to_numpy().tolist() == [[2, "幸运数字", True]]


def test_a_table_of_internships_offers_internships(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["就业见习岗位表"],
        ["见习单位", "见习岗位", "见习人数", "见习补贴标准", "见习地点"],
        ["县医院", "护士", 5, "1800元/月", "奉节县"],
    ]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert frame_of(jobs, "employer", "kind", "openings", "pay_min", "work_code") == [["县医院", "internship", 5, 1800, "500236"]]


def test_a_sheet_of_people_in_work_is_no_sheet_of_jobs(xlsx: Callable[..., Path]) -> None:
    people = [["姓名", "单位名称", "岗位名称", "月工资", "联系电话"], ["甲", "某厂", "缝纫工", 4000, "13800000001"]]
    jobs = [["单位名称", "岗位名称", "招聘人数", "月工资"], ["某厂", "普工", 3, 4000]]
    read = read_jobs(xlsx(sheets={"已就业人员": people, "招聘岗位": jobs}), as_of=DAY)
    assert frame_of(read, "title") == [["普工"]]


def test_a_second_header_row_below_headings_alone_is_no_data(xlsx: Callable[..., Path]) -> None:
    rows = [["单位", "岗位", "招聘人数", None, None], [None, None, "男", "女", "男女不限"], ["甲", "普工", None, 5, 5]]
    for merged in (["C1:E1"], []):
        jobs = read_jobs(xlsx(rows, merged=merged), as_of=DAY)
        assert frame_of(jobs, "title", "openings") == [["普工", 10]]
        assert jobs.counts["set_aside"] == 0


def test_lines_that_name_divisions_head_the_rows_below_them(xlsx: Callable[..., Path]) -> None:
    rows = [["姓名", "文化程度", "电话"], ["白帝镇浣花村"], ["甲", "初中", "1"], ["兴隆镇（2人）"], ["乙", "小学", "2"], ["欧阳州"]]
    workers = read_workers(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert frame_of(workers, "name", "township", "village") == [
        ["甲", "白帝镇", "浣花村"],
        ["乙", "兴隆镇", None],
        ["欧阳州", "兴隆镇", None],
    ]
    rows = [["单位", "岗位", "人数"], ["奉节县（2个）"], ["甲", "普工", 3], ["浙江省宁波市"], ["乙", "焊工", 3]]
    assert frame_of(read_jobs(xlsx(rows, name="b.xlsx"), as_of=DAY), "work_code") == [["500236"], ["330200"]]


def test_two_levels_without_merged_cells(xlsx: Callable[..., Path], id_of: Callable[..., str]) -> None:
    rows = [
        ["姓名", "身份证号", "基本信息", None, None, "就业意愿", None, None, "联系电话"], [None, None, "文化程度", "健康状况", "家庭住址", "是否愿意", "意向工种", "意向地点", None],
        ["甲", id_of(), "初中", "健康", "白帝镇", "是", "焊工", "县内", "13800000001"],
    ]  # fmt: skip
    workers = read_workers(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert frame_of(workers, "education", "home_code", "wanted_occupation", "mobility", "willing") == [
        [2, "500236117", "焊工", "county", True]
    ]
    assert workers.counts == {"read": 1, "kept": 1, "set_aside": 0}


def test_a_firm_merged_over_the_posts_of_a_sheet_turned_over_is_that_of_all(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["企业名称", "奉节某某电子厂", None, None], ["岗位名称", "普工", "质检员", "保安"], ["招聘人数", 10, 2, 1], ["薪资", "3500-4500", "4000", "2800"],
        ["工作地点", "奉节县白帝镇", "奉节县白帝镇", "奉节县草堂镇"],
    ]  # fmt: skip
    frame = read_jobs(xlsx(rows, merged=["B1:D1"]), as_of=DAY, context=FENGJIE).frame
    assert frame["employer"].tolist() == ["奉节某某电子厂"] * 3
    assert frame["openings"].tolist() == [10, 2, 1]


def test_two_lines_a_person_stand_side_by_side(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["某镇求职登记"], ["姓名", "性别", "年龄", "电话", "文化程度"], ["求职意向", None, "期望工资", "技能", "备注"],
        ["甲某", "女", 45, "13800000001", "初中"], ["家政、护理", None, "3500", "做饭", "能住家"],
        ["乙某", "男", 37, "13800000002", "高中"], ["货运司机", None, "8000以上", None, None],
    ]  # fmt: skip
    workers = read_workers(xlsx(rows, merged=["A1:E1"]), as_of="2026-03-01")
    assert workers.frame[["name", "age", "wanted_occupation", "pay_min_wanted", "source_row"]].to_numpy().tolist() == [
        ["甲某", 45, "家政、护理", 3500, 4], ["乙某", 37, "货运司机", 8000, 6],
    ]  # fmt: skip
    assert workers.counts == {"read": 2, "kept": 2, "set_aside": 0}


def test_sections_of_people_by_what_they_want(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["某镇返乡人员"], ["（一）有外出意愿"], ["姓名", "电话", "拟去地方", "工种", "工资"], ["甲某", "13800000001", "苏州", "叉车", "7500"],
        ["（二）有本地就业意愿"], ["姓名", "年龄", "电话", "想干的活"], ["乙某", "53", "13800000003", "种菜"], ["丙某", "58", "13800000004", "门卫"],
        ["（三）无就业意愿"], ["姓名", "原因"], ["丁某", "照顾孙子"],
    ]  # fmt: skip
    workers = read_workers(xlsx(rows), as_of="2026-03-01")
    frame = workers.frame
    assert frame["name"].tolist() == ["甲某", "乙某", "丙某", "丁某"] and frame["willing"].tolist() == [True, True, True, False]
    assert (
        frame["wanted_occupation"].fillna("").tolist() == ["叉车", "种菜", "门卫", ""]
        and frame["limits"].fillna("").tolist()[3] == "照顾孙子"
    )
    assert workers.counts == {"read": 4, "kept": 4, "set_aside": 0}


def test_labels_below_a_heading_of_a_card(xlsx: Callable[..., Path]) -> None:
    card = [
        ["求职登记表"], ["姓 名", "甲某", "性 别", "男", "出生年月", "1987.8"], ["学 历", "初中", "专 业", None, "联系电话", "13800000001"],
        ["求职意向", "职业(工种)", "农机驾驶", None, "月薪", "6000"], [None, "工作地点", "新疆或本地", None, "食宿要求", "包吃住"], ["个人特长", "会修农机"],
    ]  # fmt: skip
    worker = read_workers(xlsx(card), as_of="2026-03-01").frame.iloc[0]
    assert worker[["wanted_occupation", "pay_min_wanted", "wanted_places", "skills"]].tolist() == [
        "农机驾驶",
        6000,
        "新疆或本地",
        "会修农机",
    ]


def test_a_bare_label_below_a_heading_of_a_card_says_what_it_says_there(xlsx: Callable[..., Path]) -> None:
    card = [
        ["姓名", "甲某", None, "性别", "女"], ["学历", "高中", None, "电话", "13800000001"],
        ["求职意向", "岗位", "收银员、营业员", "薪资", "2500以上"], [None, "地点", "县城内", "是否服从调剂", "是"], ["技能特长", "收银"],
    ]  # fmt: skip
    worker = read_workers(xlsx(card), as_of="2026-03-01").frame.iloc[0]
    assert worker[["wanted_occupation", "wanted_places", "pay_min_wanted"]].tolist() == ["收银员、营业员", "县城内", 2500]


def test_numbered_people_of_a_row_are_people_of_their_own(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["户主", "家庭住址", "成员1姓名", "成员1年龄", "成员1去向", "成员2姓名", "成员2年龄", "成员2去向", "联系电话"],
        ["甲某", "奉节县白帝镇", "甲某", 55, "本县", "乙某", 28, "广东", "13800000001"], ["丙某", "奉节县白帝镇", "丙某", 40, "不限", None, None, None, None],
    ]  # fmt: skip
    frame = read_workers(xlsx(rows), as_of="2026-03-01", context="500236").frame.sort_values("age")
    assert frame[["name", "age", "mobility"]].to_numpy().tolist() == [
        ["乙某", 28, "anywhere"],
        ["丙某", 40, "anywhere"],
        ["甲某", 55, "county"],
    ]


def test_a_turned_sheet_whose_facts_bear_loose_names(xlsx: Callable[..., Path]) -> None:
    rows = [["项目", "1", "2"], ["姓名", "甲某", "乙某"], ["年龄", 50, 31], ["性别", "男", "女"], ["手机", "13800000001", "13800000002"],
            ["文化", "小学", "大专"], ["想干什么", "保安", "文员"], ["工资", "2800", "3500-4500"], ["地点", "本县", "重庆"]]  # fmt: skip
    frame = read_workers(xlsx(rows), as_of="2026-03-01").frame
    assert frame[["name", "education", "wanted_occupation", "pay_min_wanted", "wanted_places"]].to_numpy().tolist() == [
        ["甲某", 1, "保安", 2800, "本县"], ["乙某", 4, "文员", 3500, "重庆"],
    ]  # fmt: skip


def test_cards_of_posts_that_begin_with_their_firm(xlsx: Callable[..., Path]) -> None:
    def card(firm: str, post: str, board: str) -> list[list[object]]:
        return [
            ["岗位一"],
            ["用人单位", firm],
            ["岗位名称", post],
            ["人数", "6"],
            ["月薪", "7000-9000"],
            ["年龄", "45岁以下"],
            ["食宿", board],
        ]

    frame = read_jobs(
        xlsx([["某县招聘岗位"], *card("甲公司", "司炉工", "包吃住"), *card("乙公司", "驾驶员", "包住")]), as_of="2026-03-01"
    ).frame
    assert frame[["employer", "title", "lodging"]].to_numpy().tolist() == [["甲公司", "司炉工", "both"], ["乙公司", "驾驶员", "lodging"]]


def test_posts_in_columns_below_the_posts_that_are_sought(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["序号", "企业名称", "电话", "需求岗位（人）", None, None, None, "薪资范围"], [None, None, None, "针车", "成型", "品检", "其他", None],
        [1, "甲鞋业", "13800000001", 100, 80, 10, None, "4000-8000"], [2, "乙电子", "13800000002", None, None, 30, "组装200", "4500-6500"],
        ["合计", None, None, 100, 80, 40, 200, None],
    ]  # fmt: skip
    jobs = read_jobs(xlsx(rows, merged=["D1:G1", "A1:A2", "B1:B2", "C1:C2", "H1:H2"]), as_of="2026-03-01")
    assert sorted(jobs.frame[["employer", "title", "openings", "pay_min"]].to_numpy().tolist()) == sorted([
        ["甲鞋业", "针车", 100, 4000], ["甲鞋业", "成型", 80, 4000], ["甲鞋业", "品检", 10, 4000], ["乙电子", "品检", 30, 4500], ["乙电子", "组装", 200, 4500],
    ])  # fmt: skip
    assert jobs.counts == {"read": 5, "kept": 5, "set_aside": 0}


@pytest.mark.parametrize(
    "headings",
    [
        [["岗位", "月薪", "某某服饰公司", "夔门大酒店", "合计"]],
        [["岗位", "月薪", "用工企业", None, None], [None, None, "甲服饰", "乙物业", "丙"]],
    ],
)
def test_a_table_of_a_row_a_post_and_a_column_a_firm(xlsx: Callable[..., Path], headings: list[list[object]]) -> None:
    merged = ["C1:E1", "A1:A2", "B1:B2"] if len(headings) > 1 else []
    rows = [*headings, ["缝纫工", 4000, 30, None, None], ["保安", 2800, 2, 3, None], ["合计", None, 32, 3, None]]
    frame = read_jobs(xlsx(rows, merged=merged), as_of=DAY, context=FENGJIE).frame.sort_values(["source_row", "openings"])
    one, other = headings[-1][2:4]
    assert frame_of(Jobs(frame), "title", "employer", "openings", "pay_min") == [
        ["缝纫工", one, 30, 4000],
        ["保安", one, 2, 2800],
        ["保安", other, 3, 2800],
    ]


def test_posts_in_words_below_a_heading_of_posts_and_demands(xlsx: Callable[..., Path]) -> None:
    rows = [["企业", "招聘岗位及要求"], ["某某公司", "讲解员3名，月薪3500-4500元，大专以上；保安5名，月薪2600元"]]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert frame_of(jobs, "title", "openings", "pay_min", "education_min") == [["讲解员", 3, 3500, 4], ["保安", 5, 2600, None]]


def test_names_of_columns_that_are_less_usual_make_no_card(xlsx: Callable[..., Path]) -> None:
    head = [["企业名称", "甲鞋厂", None, "企业地址", "奉节县兴隆镇"], ["联系人", "李主任", None, "联系电话", "13883000100"]]
    rows = [
        *head,
        ["岗位名称", "用工数", "技能要求", "学历要求", "月薪（元）", "食宿"],
        ["针车", 5, "熟练", "不限", "4000", "包吃住"],
        ["质检", 2, None, "初中", "3500", None],
    ]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert frame_of(jobs, "employer", "title", "openings", "pay_min") == [["甲鞋厂", "针车", 5, 4000], ["甲鞋厂", "质检", 2, 3500]]


def test_lines_that_name_a_trade_head_the_people_below(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["姓名", "年龄", "电话"],
        ["家政服务类"],
        ["甲某", 45, "13800000001"],
        ["电子厂普工（1人）"],
        ["乙某", 30, "13800000002"],
        ["丙某"],
    ]
    assert frame_of(read_workers(xlsx(rows), as_of=DAY), "name", "wanted_occupation") == [
        ["甲某", "家政服务类"],
        ["乙某", "电子厂普工"],
        ["丙某", "电子厂普工"],
    ]


def test_firms_over_columns_of_their_own(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["工种", "甲某服饰有限公司", None, "乙某电子厂", None],
        [None, "人数", "月薪", "人数", "月薪"],
        ["普工", 10, "3500-4500", 20, "4000"],
        ["质检", None, None, 3, "4200"],
    ]
    jobs = read_jobs(xlsx(rows, merged=["B1:C1", "D1:E1", "A1:A2"]), as_of=DAY)
    assert sorted(frame_of(jobs, "title", "employer", "openings", "pay_min")) == [
        ["普工", "乙某电子厂", 20, 4000], ["普工", "甲某服饰有限公司", 10, 3500], ["质检", "乙某电子厂", 3, 4200],
    ]  # fmt: skip


def test_posts_as_columns_behind_a_corner_that_names_nothing(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["某某食品有限公司用工需求"],
        ["项目", "包装工", "杀猪匠"],
        ["需求人数", 20, "3人"],
        ["年龄", "18-50", "不限"],
        ["月工资", "3000-3500", "8000"],
    ]
    assert frame_of(read_jobs(xlsx(rows), as_of=DAY), "title", "openings", "age_max", "pay_min") == [
        ["包装工", 20, 50, 3000],
        ["杀猪匠", 3, None, 8000],
    ]


def test_a_second_table_whose_first_name_is_one_character(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["一、企业岗位"],
        ["企业", "岗位", "人数", "工资"],
        ["甲水泥厂", "装车工", 5, "5000"],
        [],
        ["二、公益性岗位"],
        ["村", "岗位", "人数", "补贴"],
        ["白帝镇浣花村", "保洁员", 1, "800"],
    ]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert frame_of(jobs, "title", "openings", "pay_min", "workplace_type") == [
        ["装车工", 5, 5000, "enterprise"],
        ["保洁员", 1, 800, "public_welfare"],
    ]


@pytest.mark.parametrize(
    ("title", "village", "code"),
    [
        ("附件1：竹园镇2026年乡村公益性岗位设置计划表", "街道社区", "500236122"),
        ("乡村公益性岗位设置计划表（吐祥镇）", "某某村", "500236127"),
    ],
)
def test_the_township_in_a_title_behind_an_annex_or_in_brackets(xlsx: Callable[..., Path], title: str, village: str, code: str) -> None:
    rows = [[title], ["村（社区）", "岗位名称", "岗位数"], [village, "保洁员", 1]]
    assert [str(place)[:9] for place in read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE).frame["work_code"]] == [code]


def test_posts_as_columns_of_which_few_end_as_posts_do(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["序号", "企业", "缝纫工", "裁剪", "质检", "电话"],
        [1, "甲鞋业有限公司", 30, 2, None, "13900000041"],
        [2, "乙服饰有限公司", 15, None, "3人", "13900000042"],
    ]
    jobs = read_jobs(xlsx(rows), as_of=DAY)
    assert sorted(frame_of(jobs, "employer", "title", "openings")) == [
        ["乙服饰有限公司", "缝纫工", 15], ["乙服饰有限公司", "质检", 3], ["甲鞋业有限公司", "缝纫工", 30], ["甲鞋业有限公司", "裁剪", 2],
    ]  # fmt: skip


def test_people_side_by_side_behind_their_village(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["红土乡各村外出务工意愿人员"],
        ["村", "姓名", "电话", "姓名", "电话"],
        ["三角坝村", "甲某", "13800000001", "乙某", "13800000002"],
        ["太平村", "丙某", "13800000003", None, None],
    ]
    workers = read_workers(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert frame_of(workers, "name", "village", "phone") == [
        ["甲某", "三角坝村", "13800000001"],
        ["丙某", "太平村", "13800000003"],
        ["乙某", "三角坝村", "13800000002"],
    ]
    assert {str(code)[:9] for code in workers.frame["home_code"]} == {"500236267"}


def test_a_township_in_brackets_behind_a_register(xlsx: Callable[..., Path]) -> None:
    rows = [["妇女居家就业意愿登记（羊市镇）"], ["姓名", "年龄", "住址"], ["甲某", 45, "羊市社区"]]
    assert [str(code)[:9] for code in read_workers(xlsx(rows), as_of=DAY, context=FENGJIE).frame["home_code"]] == ["500236126"]


def test_each_of_two_firms_stands_over_its_posts_side_by_side(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["企业：甲纸箱厂", None, None, "企业：乙某米业", None, None],
        ["岗位", "人数", "工资"] * 2,
        ["印刷工", 2, "5000", "包装工", 6, "3200"],
    ]
    assert frame_of(read_jobs(xlsx(rows), as_of=DAY), "employer", "title", "openings") == [
        ["甲纸箱厂", "印刷工", 2],
        ["乙某米业", "包装工", 6],
    ]


def test_who_to_ask_stands_beside_its_telephone_in_a_turned_table(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["企业用工需求登记表"],
        ["企业名称", "甲环保公司", None, None],
        ["联系人", "文某", "联系电话", "13800000001"],
        ["需求岗位", "驾驶员", "分拣工", "财务"],
        ["需求人数", 4, 25, 1],
        ["年龄要求", "25-50", "18-55", "28-45"],
        ["月工资", "5500", "3500", "8000"],
    ]
    frame = read_jobs(xlsx(rows, merged=["A1:D1", "B2:D2"]), as_of=DAY).frame
    assert frame["title"].tolist() == ["驾驶员", "分拣工", "财务"]
    assert frame[["employer", "contact", "phone"]].drop_duplicates().to_numpy().tolist() == [["甲环保公司", "文某", "13800000001"]]


def test_numbered_wishes_of_a_card_are_wishes(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["姓名", "甲乙", "性别", "男", "年龄", 35],
        ["联系电话", "13800000001", "文化程度", "高中", None, None],
        ["求职意向", "岗位一", "叉车司机", "岗位二", "仓管员", None],
        [None, "期望月薪", "5000元", "意向地区", "县内", None],
    ]
    worker = read_workers(xlsx(rows), as_of=DAY).frame.iloc[0]
    assert worker[["wanted_occupation", "pay_min_wanted"]].tolist() == ["叉车司机；仓管员", 5000]


def test_many_lines_of_instructions_and_a_sample_stand_before_the_people(xlsx: Callable[..., Path]) -> None:
    told = [[f"{number}、请如实填写。"] for number in range(40)]
    rows = [*told, ["序号", "姓名", "年龄", "电话"], ["示例", "张三", 30, "13800000000"], [1, "甲某", 45, "13800000001"]]
    assert frame_of(read_workers(xlsx(rows), as_of=DAY), "name", "age") == [["甲某", 45]]


def test_a_person_with_a_line_for_each_wish_is_one(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["姓名", "年龄", "电话", "意向岗位", "期望月薪"],
        ["甲某", 32, "13800000001", "幼师", 3500],
        [None, None, None, "文员", 3000],
        ["乙某", 44, "13800000002", "塔吊司机", 8000],
        [None, None, None, "挖机司机", 9000],
    ]
    merged = xlsx(rows, merged=["A2:A3", "B2:B3", "C2:C3"])
    workers = read_workers(merged, as_of=DAY)
    assert frame_of(workers, "name", "wanted_occupation") == [["甲某", "幼师；文员"], ["乙某", "塔吊司机；挖机司机"]]
    assert workers.counts == {"read": 2, "kept": 2, "set_aside": 0}


def test_what_a_post_asks_for_goes_on_in_the_lines_below(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["企业", "岗位", "人数", "任职要求", "联系电话"],
        ["甲汽修", "维修工", 2, "1、中专以上学历；", "13800000001"],
        [None, None, None, "2、3年以上经验；", None],
        [None, None, None, "3、年龄45岁以下。", None],
        [None, "洗车工", 3, "身体健康", "13800000001"],
    ]
    jobs = read_jobs(xlsx(rows), as_of=DAY)
    assert frame_of(jobs, "employer", "title", "education_min", "experience_min_years", "age_max") == [
        ["甲汽修", "维修工", 3, 3, 45], ["甲汽修", "洗车工", None, None, None],
    ]  # fmt: skip
    assert jobs.counts["set_aside"] == 0


def test_headings_that_stand_upright_beside_a_firms_form(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["用人单位招聘登记表"],
        ["单位\n基本\n情况", "单位名称", "甲模具公司", None, "单位性质", "有限责任公司"],
        [None, "单位地址", "奉节县白帝镇", None, "联系人", "苟某"],
        ["招聘\n岗位\n信息", "岗位名称", "招聘人数", "学历要求", "年龄要求", "月薪（元）"],
        [None, "模具钳工", 3, "中专", "25-50", "7000-9000"],
        [None, "学徒", 5, "初中", "18-25", "3500"],
        ["福利\n待遇", "包吃住，五险"],
        ["备注", "招聘长期有效"],
    ]
    jobs = read_jobs(xlsx(rows, merged=["A1:F1", "A2:A3", "A4:A6"]), as_of=DAY)
    assert frame_of(jobs, "employer", "title", "openings", "lodging", "work_code") == [
        ["甲模具公司", "模具钳工", 3, "both", "500236117"], ["甲模具公司", "学徒", 5, "both", "500236117"],
    ]  # fmt: skip


def test_firms_forms_side_by_side_keep_their_own_lines(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["奉节县现场招聘会"],
        ["企业名称", "甲电子公司", None, "企业名称", "乙养老院", None],
        ["地址", "奉节县白帝镇", None, "地址", "奉节县草堂镇", None],
        ["岗位", "人数", "工资", "岗位", "人数", "工资"],
        ["插件工", 30, "4500", "护理员", 10, "3000"],
        ["电话", "13800000001", None, "电话", "13800000002", None],
    ]
    frame = frame_of(read_jobs(xlsx(rows), as_of=DAY), "employer", "title", "work_code", "phone")
    assert frame == [["甲电子公司", "插件工", "500236117", "13800000001"], ["乙养老院", "护理员", "500236118", "13800000002"]]


def test_a_first_table_with_fewer_columns_than_the_next(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["2月份岗位汇总"],
        ["一、急需紧缺岗位"],
        ["企业名称", "岗位", "急需人数", "月薪", "电话"],
        ["甲服饰", "车工", 20, "5000-8000", "13800000001"],
        [],
        ["二、帮扶车间岗位"],
        ["车间名称", "所在村", "岗位", "人数", "计件工资", "联系人"],
        ["某村藤编车间", "白帝镇坪上村", "藤编工", 15, "1500-2500", "冯某"],
    ]
    assert frame_of(read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE), "employer", "title", "openings", "workplace_type") == [
        ["甲服饰", "车工", 20, "enterprise"], ["某村藤编车间", "藤编工", 15, "workshop"],
    ]  # fmt: skip


def test_a_line_with_a_firm_and_its_facts_heads_posts_that_leave_its_column_blank(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["单位名称", "招聘岗位", "招聘人数", "薪酬"],
        ["【A01】甲建设集团有限公司 地址：奉节县白帝镇 联系人：白某 电话：13800000001"],
        [None, "施工员", 5, "6000"],
        ["乙母婴公司"],
        [None, "月嫂", 20, "6000"],
        ["丙餐馆", "厨师", 1, "5000"],
        [None, "服务员", 2, "3000"],
    ]
    jobs = read_jobs(xlsx(rows), as_of=DAY)
    assert frame_of(jobs, "employer", "title", "work_code", "contact") == [
        ["甲建设集团有限公司", "施工员", "500236117", "白某"], ["乙母婴公司", "月嫂", None, None],
        ["丙餐馆", "厨师", None, None], ["丙餐馆", "服务员", None, None],
    ]  # fmt: skip
    assert jobs.counts["set_aside"] == 0


def test_a_line_with_a_firm_and_its_facts_heads_posts_of_a_table_without_a_column_of_firms(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["岗位", "招聘人数", "薪酬"],
        ["甲服装厂 地址：奉节县白帝镇 电话：13800000001"],
        ["缝纫工", 2, "4000"],
        ["乙电子厂"],
        ["普工", 5, "3500"],
    ]
    jobs = read_jobs(xlsx(rows), as_of=DAY)
    assert frame_of(jobs, "employer", "title", "work_code", "phone") == [
        ["甲服装厂", "缝纫工", "500236117", "13800000001"], ["乙电子厂", "普工", None, None],
    ]  # fmt: skip


def test_codes_explained_for_the_last_word_of_a_name(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["注：务工区域代码：1县内 2市外；意愿代码：1愿意 2不愿意"],
        ["姓名", "年龄", "务工区域", "就业意愿", "意向区域", "意向工种"],
        ["甲某", 40, 2, 1, 1, "缝纫"],
        ["乙某", 41, None, 2, None, None],
    ]
    assert frame_of(read_workers(xlsx(rows), as_of=DAY), "name", "segment", "mobility") == [
        ["甲某", "job", "county"], ["乙某", "unwilling", None],
    ]  # fmt: skip


def test_posts_in_the_columns_below_many_lines_about_their_firm(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["用人单位岗位需求表"],
        ["单位全称", "甲汽车零部件公司"],
        ["单位地址", "奉节县白帝镇"],
        ["联系人", "祝某", "电话", "13800000001"],
        ["岗位名称", "冲压工", None, "焊工", None, "质检员"],
        ["人数", 20, None, 10, None, 4],
        ["年龄", "18-48", None, "20-50", None, "18-40"],
        ["薪资", "5500", None, "7000", None, "4500"],
        ["食宿", "包住"],
        ["备注", "不要纹身"],
    ]
    merged = [
        "A1:F1",
        "B2:F2",
        "B3:F3",
        "B9:F9",
        "B10:F10",
        *(f"{left}{row}:{right}{row}" for row in range(5, 9) for left, right in ("BC", "DE")),
    ]
    assert frame_of(read_jobs(xlsx(rows, merged=merged), as_of=DAY), "employer", "title", "openings", "lodging", "phone") == [
        ["甲汽车零部件公司", "冲压工", 20, "lodging", "13800000001"],
        ["甲汽车零部件公司", "焊工", 10, "lodging", "13800000001"],
        ["甲汽车零部件公司", "质检员", 4, "lodging", "13800000001"],
    ]


def test_a_line_of_labelled_cells_for_each_post_below_its_firm(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["企业名称：甲养殖场"], ["地址：奉节县白帝镇"], ["岗位1：饲养员", "人数：3", "年龄：25-55", "月薪：3500"],
        ["岗位2：捕捞工", "人数：5", "年龄：20-50", "月薪：5000"], ["企业名称：乙农场"], ["岗位1：采摘工", "人数：9", "年龄：不限", "月薪：3000"],
    ]  # fmt: skip
    assert frame_of(read_jobs(xlsx(rows), as_of=DAY), "employer", "title", "openings", "work_code") == [
        ["甲养殖场", "饲养员", 3, "500236117"], ["甲养殖场", "捕捞工", 5, "500236117"], ["乙农场", "采摘工", 9, None],
    ]  # fmt: skip


@pytest.mark.parametrize("columns", [0, 1, 2])
def test_a_title_over_a_table_that_begins_further_right_is_no_heading(xlsx: Callable[..., Path], columns: int) -> None:
    before: list[object] = [None] * columns
    rows = [
        [],
        [*before, "零工驿站今日用工信息"],
        [*before, "活儿", "人数", "电话", None, "活儿", "人数", "电话"],
        [*before, "搬家", 4, "13800000001", None, "保洁", 2, "13800000002"],
    ]
    left, right = "ABC"[columns], "GHI"[columns]
    frame = frame_of(read_jobs(xlsx(rows, merged=[f"{left}2:{right}2"]), as_of=DAY), "title", "openings", "phone")
    assert frame == [["搬家", 4, "13800000001"], ["保洁", 2, "13800000002"]]


SIGNED = [["填表人：张某", None, "审核人：李某"], ["注：以上信息真实有效。"], [None, None, "某某乡镇就业服务所（盖章）"]]


def test_who_signs_below_a_table_hides_nothing_of_it(xlsx: Callable[..., Path]) -> None:
    posts = [["甲公司招聘简章"], ["岗位", "人数", "工资"], ["普工", 20, "4500"], ["联系人：柳某　电话：13800000001"]]
    frame = read_jobs(xlsx([*posts, *SIGNED], name="a.xlsx"), as_of=DAY).frame
    assert frame[["title", "employer", "phone"]].to_numpy().tolist() == [["普工", "甲公司", "13800000001"]]
    counted = [["车间", "电话", "缝纫工", "裁剪工"], ["甲帮扶车间", "13800000001", 10, 2]]
    assert read_jobs(xlsx([*counted, *SIGNED], name="b.xlsx"), as_of=DAY).frame["title"].tolist() == ["缝纫工", "裁剪工"]
    pairs = [["岗位名称", "招聘人数", "月薪"], ["岗位要求", None, "联系电话"], ["挖机手", 2, "8000"], ["有操作证", None, "13800000001"]]
    frame = read_jobs(xlsx([*pairs, *SIGNED], name="c.xlsx"), as_of=DAY).frame
    assert frame[["title", "phone"]].to_numpy().tolist() == [["挖机手", "13800000001"]]
    people = [["群里登记"], ["1. 甲某 45岁 想找小工 13800000001"], ["2. 乙某 女 38 想做收银 13800000002"]]
    assert frame_of(read_workers(xlsx([*people, *SIGNED], name="d.xlsx"), as_of=DAY), "name") == [["甲某"], ["乙某"]]


def test_where_a_firm_is_holds_for_its_further_posts_without_merged_cells(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["展位号", "用工企业", "用工地址", "岗位", "人数"],
        [1, "甲电器", "奉节县白帝镇", "装配工", 20],
        [None, None, None, "注塑工", 10],
        [2, "乙光伏", None, "操作员", 200],
    ]
    frame = frame_of(read_jobs(xlsx(rows, name="a.xlsx"), as_of=DAY), "employer", "title", "work_code", "booth")
    assert frame == [["甲电器", "装配工", "500236117", "1"], ["甲电器", "注塑工", "500236117", "1"], ["乙光伏", "操作员", None, "2"]]
    cities = [
        ["城市", "企业", "岗位"],
        ["威海市", "甲公司", "普工"],
        [None, "乙公司", "普工"],
        ["烟台市", "丙公司", "普工"],
        [None, "丁公司", "普工"],
    ]
    codes = read_jobs(xlsx([["岗位表"], *cities], name="b.xlsx"), as_of=DAY).frame["work_code"]
    assert [code[:4] for code in codes] == ["3710", "3710", "3706", "3706"]


def test_headings_beside_a_form_also_without_merged_cells(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["单位基本情况", "单位名称", "甲模具公司", None, "单位性质", "有限责任公司"],
        [None, "地址：", "奉节县白帝镇", None, "联系人及电话：", "苟某 13800000001"],
        ["招聘岗位信息", "岗位名称", "招聘人数", "学历要求"],
        [None, "钳工", 3, "中专"],
    ]
    frame = frame_of(read_jobs(xlsx(rows), as_of=DAY), "employer", "title", "work_code", "phone")
    assert frame == [["甲模具公司", "钳工", "500236117", "13800000001"]]


def test_a_township_alone_above_the_title_and_numbers_in_full_width(xlsx: Callable[..., Path]) -> None:
    people = [["白帝镇"], ["2026年返乡人员登记表（务工类）"], ["姓名", "年龄", "电话"], ["甲某", 40, "13800000001"]]
    workers = read_workers(xlsx(people, name="a.xlsx"), as_of=DAY, context=FENGJIE)
    assert workers.frame["home_code"].tolist() == ["500236117"]
    posts = [["企业", "岗位１", "人数１", "岗位２", "人数２"], ["甲石材", "切割工", 5, "打磨工", 6]]
    assert frame_of(read_jobs(xlsx(posts, name="b.xlsx"), as_of=DAY), "title", "openings") == [["切割工", 5], ["打磨工", 6]]


def test_stars_behind_the_names_of_columns_are_no_part_of_them(xlsx: Callable[..., Path]) -> None:
    rows = [["乡镇*", "代工点名称*", "加工产品*", "缺工人数*"], ["白帝镇", "甲代工点", "灯串", 8]]
    assert frame_of(read_jobs(xlsx(rows), as_of=DAY), "employer", "title", "openings") == [["甲代工点", "灯串", 8]]


def test_a_header_of_two_levels_printed_again_without_its_merged_cells(xlsx: Callable[..., Path]) -> None:
    header = [["企业名称", "岗位", "薪资", None, "电话"], [None, None, "最低", "最高", None]]
    rows = [*header, ["甲公司", "车工", 4500, 6500, "13800000001"], *header, ["乙公司", "焊工", 5500, 7500, "13800000002"]]
    jobs = read_jobs(xlsx(rows, merged=["A1:A2", "B1:B2", "C1:D1", "E1:E2"]), as_of=DAY)
    assert frame_of(jobs, "employer", "pay_min", "pay_max") == [["甲公司", 4500, 6500], ["乙公司", 5500, 7500]]
    assert jobs.counts["set_aside"] == 0


def test_tables_side_by_side_with_one_column_more_behind_the_last(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["姓名", "年龄", "电话", "姓名", "年龄", "电话", "系统编码"],
        ["甲某", 45, "13800000001", "乙某", 42, "13800000002", "x1"],
        ["合计", None, None, None, None, None, "x2"],
    ]
    assert frame_of(read_workers(xlsx(rows), as_of=DAY), "name", "age") == [["甲某", 45], ["乙某", 42]]


def test_a_blank_column_in_a_header_makes_no_cards_of_a_table(xlsx: Callable[..., Path], id_of: Callable[..., str]) -> None:
    rows = [
        ["填报日期：2026.2.1"],
        ["编号", "姓名", "身份证号码", "困难类别", "求职意向", "薪资期望（元）", "手机", None, "系统编码"],
        [1, "甲某", id_of(), "残疾", "客服", 3000, "13800000001", None, "x1"],
        [2, "乙某", id_of(order=5), "残疾", "门卫", 2000, "13800000002", None, "x2"],
    ]
    assert frame_of(read_workers(xlsx(rows), as_of=DAY), "name", "wanted_occupation") == [["甲某", "客服"], ["乙某", "门卫"]]


MIXED = [
    ["求职人员"],
    ["姓名", "性别", "年龄", "电话", "想找什么活"],
    ["甲某", "男", 36, "13800000001", "开货车"],
    ["招工单位"],
    ["单位", "工种", "人数", "工资", "电话"],
    ["乙公司", "保洁", 3, "2600", "13800000002"],
]


def test_people_and_posts_on_one_sheet_are_told_apart(xlsx: Callable[..., Path]) -> None:
    workers, jobs = read_workers(xlsx(MIXED, name="a.xlsx"), as_of=DAY), read_jobs(xlsx(MIXED, name="b.xlsx"), as_of=DAY)
    assert frame_of(workers, "name", "wanted_occupation") == [["甲某", "开货车"]]
    assert frame_of(jobs, "employer", "title", "openings") == [["乙公司", "保洁", 3]]
    turned = read_workers(xlsx([*MIXED[3:], *MIXED[:3]], name="c.xlsx"), as_of=DAY)
    assert frame_of(turned, "name", "wanted_occupation") == [["甲某", "开货车"]]


def test_numbered_posts_of_a_card_with_what_holds_for_all_behind_them(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["招聘单位", "甲电器公司", "单位规模", "300人"],
        ["单位地址", "奉节县白帝镇", "乘车路线", "101路"],
        ["招聘岗位①", "总装工", "招聘人数", 40],
        ["岗位要求", "18-48岁", "工资待遇", "5000-7000元/月"],
        ["招聘岗位②", "品质主管", "招聘人数", 1],
        ["岗位要求", "大专以上", "工资待遇", "8000元/月"],
        ["食宿", "包吃住"],
        ["联系人", "濮某", "电话", "13800000001"],
    ]
    frame = frame_of(read_jobs(xlsx(rows), as_of=DAY), "employer", "title", "openings", "lodging", "phone", "work_code")
    assert frame == [
        ["甲电器公司", "总装工", 40, "both", "13800000001", "500236117"], ["甲电器公司", "品质主管", 1, "both", "13800000001", "500236117"],
    ]  # fmt: skip
