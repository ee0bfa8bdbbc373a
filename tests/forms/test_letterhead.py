"""A firm's own form: the firm above its posts, several forms on a sheet, and townships named by a tab or a title."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jobmatch.forms import read_jobs, read_workers
from jobmatch.forms.age import read_ages_in
from jobmatch.forms.education import read_education_in

DAY = "2026-03-01"
FENGJIE = "500236"
POSTS = ["序号", "招聘工种", "文化程度", "年龄要求", "招聘人数", "工资待遇及奖金", "岗位相关要求"]
Rows = list[list[object]]


def register(firm: str, place: str) -> Rows:
    return [
        ["单位招聘登记表"],
        ["登记日期", "2026-02-15", None, "有效期", "30天"],
        ["招聘单位全称", firm, None, "单位性质", "民营"],
        ["所属地区", "重庆市奉节县", None, "工作地点", place],
        ["联系人：何经理   联系电话：023-56500001"],
        ["是否提供食宿", "包吃住", None, "户籍要求", None, "试用期限", "1个月"],
        POSTS,
        [1, "缝纫工", "初中及以上", "18-50周岁", 30, "计件4000-6000", "有经验优先"],
        [2, "质检员", "高中", None, 3, "3500-4000", "年龄45岁以下"],
        ["经办人：", None, None, "审核人："],
    ]


def test_the_firm_above_the_table_holds_for_every_post(xlsx: Callable[..., Path]) -> None:
    jobs = read_jobs(xlsx(register("某服饰公司", "草堂镇工业园区")), as_of=DAY, context=FENGJIE)
    firm = jobs.frame[["employer", "employer_type", "work_code", "lodging", "contact", "phone"]]
    assert firm.drop_duplicates().to_numpy().tolist() == [["某服饰公司", "民营", "500236118", "both", "何经理", "023-56500001"]]
    assert jobs.frame["valid_until"].dt.strftime("%m-%d").tolist() == ["03-17"] * 2
    assert jobs.problems.empty


def test_forms_of_several_firms_stand_below_one_another(xlsx: Callable[..., Path]) -> None:
    rows = [*register("甲公司", "草堂镇"), [], *register("乙公司", "白帝镇")]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert jobs.frame[["employer", "title", "work_code"]].to_numpy().tolist() == [
        ["甲公司", "缝纫工", "500236118"],
        ["甲公司", "质检员", "500236118"],
        ["乙公司", "缝纫工", "500236117"],
        ["乙公司", "质检员", "500236117"],
    ]
    assert jobs.counts == {"read": 4, "kept": 4, "set_aside": 0}


def test_a_unit_line_is_no_firm(xlsx: Callable[..., Path]) -> None:
    rows: Rows = [["岗位汇总表"], ["单位：人"], ["岗位名称", "招聘人数", "工资"], ["保安", 2, "3000"]]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert jobs.frame["employer"].isna().all() and len(jobs) == 1


@pytest.mark.parametrize(("tab", "title"), [("草堂镇", "务工监测表"), ("草堂", "务工监测表"), ("Sheet1", "奉节县草堂镇务工监测表")])
def test_a_tab_or_title_names_the_township(xlsx: Callable[..., Path], id_of: Callable[..., str], tab: str, title: str) -> None:
    sheet = [[title], ["村", "姓名", "身份证号", "联系电话"], ["某某村", "甲乙", id_of(), "13800000001"]]
    workers = read_workers(xlsx(sheets={tab: sheet}), as_of=DAY, context=FENGJIE)
    assert workers.frame.loc[0, ["township", "home_code"]].tolist() == ["草堂镇", "500236118"]


@pytest.mark.parametrize("tab", ["Sheet1", "汇总", "2026年", "花名册"])
def test_other_tabs_name_none(xlsx: Callable[..., Path], id_of: Callable[..., str], tab: str) -> None:
    sheet = [["村", "姓名", "身份证号", "联系电话"], ["某某村", "甲乙", id_of(), "13800000001"]]
    workers = read_workers(xlsx(sheets={tab: sheet}), as_of=DAY, context=FENGJIE)
    assert workers.frame["township"].isna().all() and workers.frame["home_code"].isna().all()


def test_lost_ability_in_a_yes_no_column_is_read(xlsx: Callable[..., Path], id_of: Callable[..., str]) -> None:
    rows = [["姓名", "身份证号", "是否有劳动能力"], ["甲", id_of(), "丧失"], ["乙", id_of(order=3), "√"]]
    workers = read_workers(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert workers.frame["segment"].tolist() == ["unable", "job"]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("身体健康，男性，60岁以下，需持证", (None, 60)),
        ("1、保安35岁以下；2、水电工45周岁以下", (None, 45)),
        ("18-45周岁，30岁以下优先", (18, 45)),
        ("公司成立20年以上，照顾3岁以上儿童", (None, None)),
        ("年龄超过35岁不考虑", (None, None)),
        ("3年以上经验，月休4天", (None, None)),
    ],
)
def test_ages_in_the_text_count_where_no_column_has_them(text: str, bounds: tuple[int | None, int | None]) -> None:
    ages, clause = read_ages_in(text)
    assert (ages.min, ages.max) == bounds
    assert bool(clause) == (bounds != (None, None))


@pytest.mark.parametrize(
    ("text", "rung"),
    [
        ("中专以上学历", 3),
        ("本科学历优先", None),
        ("初中及以上文化，大专学历优先", 2),
        ("小学老师", None),
        ("学历不限", 0),
        ("18-40岁，不查学历", 0),
        ("学历不限，大专学历优先", 0),
    ],
)
def test_schooling_in_the_text_is_read(text: str, rung: int | None) -> None:
    assert read_education_in(text) == rung


@pytest.mark.parametrize(
    "line",
    [
        ["乡镇（街道）：", "奉节县白帝镇"],
        ["区县：奉节县   乡镇：白帝镇   村：浣花村"],
        ["填报单位（盖章）：奉节县白帝镇人民政府", None, "2026年2月1日"],
    ],
)
def test_a_line_above_the_header_names_the_township_of_the_people(xlsx: Callable[..., Path], line: list[object]) -> None:
    rows = [["务工台账"], line, ["村", "姓名", "学历", "电话"], ["某某村", "某甲", "初中", "13800005678"]]
    workers = read_workers(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert workers.frame.loc[0, ["home_code", "township"]].tolist() == ["500236117", "白帝镇"] and workers.problems.empty


def test_the_county_above_the_header_tells_which_township_is_meant(xlsx: Callable[..., Path]) -> None:
    rows = [["求职登记表"], ["区县：云阳县", "2026年2月"], ["姓名", "学历", "家庭住址"], ["某甲", "初中", "江口镇"]]
    assert read_workers(xlsx(rows), as_of=DAY).frame.loc[0, "home_code"] == "500235131"


def test_what_stands_above_the_posts_of_the_firm_in_the_title_is_its_own(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["某机械有限公司招聘简章"],
        ["公司地址：奉节县草堂镇", None, "联系电话：023-56500001  何经理"],
        ["岗位", "人数", "工资"],
        ["车工", 5, 6000],
    ]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert jobs.frame.loc[0, ["employer", "work_code", "phone"]].tolist() == ["某机械有限公司", "500236118", "023-56500001"]


def test_a_title_of_one_cell_is_no_heading_over_the_columns(xlsx: Callable[..., Path]) -> None:
    rows = [["某公司外出务工报名登记"], ["姓名", "工种", "学历", "天气"], ["某甲", "焊工", "初中", "晴"]]
    workers = read_workers(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert workers.problems["column"].tolist()[0] == "天气"


def test_the_posts_of_a_casual_market_are_casual(xlsx: Callable[..., Path]) -> None:
    rows = [["奉节县零工市场今日用工"], ["雇主", "工种", "人数", "报酬", "地点"], ["某装修队", "小工", 5, "200元/天", "奉节县草堂镇"]]
    assert read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE).frame.loc[0, "workplace_type"] == "flexible"


def test_the_stamp_below_the_posts_is_no_post(xlsx: Callable[..., Path]) -> None:
    rows = [["单位名称", "招聘工种", "人数", "月薪"], ["某厂", "车工", 5, 6000], ["单位（盖章）：", None, None, "填表日期：2026年2月15日"]]
    assert read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE).frame["title"].tolist() == ["车工"]


def test_a_title_of_a_register_names_the_township(xlsx: Callable[..., Path]) -> None:
    rows = [["奉节县白帝镇春节返乡人员登记"], ["姓名", "年龄", "学历", "意向岗位"], ["某甲", 33, "初中", "厨师"]]
    assert read_workers(xlsx(rows), as_of=DAY, context=FENGJIE).frame.loc[0, "home_code"] == "500236117"


@pytest.mark.parametrize("title", ["奉节县返乡农民工求职登记表", "其他乡镇劳动力花名册", "奉节县城乡劳动力台账"])
def test_words_that_end_like_a_township_are_none(xlsx: Callable[..., Path], title: str) -> None:
    workers = read_workers(
        xlsx([[title], ["姓名", "电话", "家庭住址"], ["甲乙", "13800000001", "奉节县白帝镇"]]), as_of=DAY, context=FENGJIE
    )
    assert workers.frame["township"].tolist() == ["白帝镇"]


def test_any_other_township_of_the_county_is_the_county(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["乡镇", "岗位名称", "单位名称", "人数"],
        ["白帝镇", "保安", "甲", 1],
        ["其他乡镇", "保安", "乙", 2],
        ["各乡镇", "保安", "丙", 2],
    ]
    frame = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE).frame
    assert frame["work_code"].tolist() == ["500236117", "500236", "500236"]


@pytest.mark.parametrize("second", ["白马铝业", "丰收家庭农场二分场"])
def test_each_of_several_firms_stands_over_a_header_of_its_own(xlsx: Callable[..., Path], second: str) -> None:
    header = ["岗位名称", "人数", "薪资"]
    rows: Rows = [
        ["某县直播带岗招聘信息（第3期）"], [],
        ["甲乙度假酒店"], ["地址：草堂镇", None, "电话：02356500001"], header, ["客房服务员", 6, "3200"], ["福利待遇：包吃住、五险"], [],
        [second], ["地址：白帝镇工业园", None, "电话：02356500002"], header, ["电解工", 20, "5500"], ["化验员", 1, "4500"], ["福利待遇：包住，五险一金"],
    ]  # fmt: skip
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert jobs.frame[["employer", "title", "work_code", "phone", "lodging", "insurance"]].to_numpy().tolist() == [
        ["甲乙度假酒店", "客房服务员", "500236118", "02356500001", "both", "五险"],
        [second, "电解工", "500236117", "02356500002", "lodging", "五险一金"],
        [second, "化验员", "500236117", "02356500002", "lodging", "五险一金"],
    ]
    assert jobs.problems.empty


def test_a_line_of_a_firm_with_its_stand_and_its_facts_heads_its_posts(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["招聘会（A区）"], ["A01 奉节某某包装有限公司   地址：奉节县草堂镇工业园   联系人：甲女士 13800000001"], ["岗位", "人数", "月薪"], ["机长", 1, "6000-8000"],
        [None], ["A02 奉节某某眼镜有限公司   地址：奉节县康乐镇   联系人：乙经理 13800000002"], ["岗位", "人数", "月薪"], ["抛光工", 10, "3500-6500"],
    ]  # fmt: skip
    frame = read_jobs(xlsx(rows), as_of="2026-03-01", context="500236").frame
    assert frame[["title", "employer", "phone"]].to_numpy().tolist() == [
        ["机长", "奉节某某包装有限公司", "13800000001"], ["抛光工", "奉节某某眼镜有限公司", "13800000002"],
    ]  # fmt: skip


def test_a_header_printed_again_begins_no_other_firm(xlsx: Callable[..., Path]) -> None:
    header = ["岗位名称", "人数", "薪资"]
    rows: Rows = [["甲乙酒店招聘信息"], header, ["保安", 1, "3000"], ["甲乙酒店招聘信息"], header, ["保洁", 2, "2800"]]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert jobs.frame[["employer", "title"]].to_numpy().tolist() == [["甲乙酒店", "保安"], ["甲乙酒店", "保洁"]]


def test_what_stands_around_a_turned_table_holds_for_its_posts(xlsx: Callable[..., Path]) -> None:
    rows: Rows = [
        ["甲乙机床有限公司招聘简章"], ["岗位", "车工", "钳工", "质检员"], ["招聘人数", 15, "8人", 4], ["学历", "中专", "初中", "大专"],
        ["工资", "6000-9000", "5500", "4500"], ["食宿", "包吃住"], ["工作地点：草堂镇"], ["电话：02356500001  联系人：孙部长"],
    ]  # fmt: skip
    jobs = read_jobs(xlsx(rows, merged=["A1:D1", "B6:D6", "A7:D7", "A8:D8"]), as_of=DAY, context=FENGJIE)
    assert jobs.frame["title"].tolist() == ["车工", "钳工", "质检员"] and jobs.frame["source_row"].tolist() == [2, 3, 4]
    around = jobs.frame[["employer", "lodging", "work_code", "phone", "contact"]].drop_duplicates().to_numpy().tolist()
    assert around == [["甲乙机床有限公司", "both", "500236118", "02356500001", "孙部长"]]


def test_booths_stand_over_the_posts_of_their_firms(xlsx: Callable[..., Path]) -> None:
    header = ["岗位", "人数", "学历", "薪资"]
    rows: Rows = [
        ["某县现场招聘会企业岗位一览"], ["展位1：甲乙农牧有限公司（联系人：靳总 13800000001）"], header, ["屠宰工", 20, "不限", "4500"],
        ["展位2：某县恒安建材（联系人：庞女士 023-56500002）"], header, ["磅房", 2, "高中", "3200"],
    ]  # fmt: skip
    frame = read_jobs(xlsx(rows, merged=["A1:D1", "A2:D2", "A5:D5"]), as_of=DAY, context=FENGJIE).frame
    assert frame[["employer", "title", "contact", "phone", "booth"]].to_numpy().tolist() == [
        ["甲乙农牧有限公司", "屠宰工", "靳总", "13800000001", "1"], ["某县恒安建材", "磅房", "庞女士", "023-56500002", "2"],
    ]  # fmt: skip


def test_posts_beside_a_blank_corner(xlsx: Callable[..., Path]) -> None:
    rows: Rows = [
        ["甲乙乳业春季招聘"], [None, "生产岗", "仓储岗"], ["招多少人", "40", "6"], ["干什么", "灌装", "叉车作业"], ["年龄", "18-45", "22-50"],
        ["给多少钱", "5200-6800", "5500-6500"], ["报名：023-56500001 包女士"],
    ]  # fmt: skip
    frame = read_jobs(xlsx(rows, merged=["A7:C7"]), as_of=DAY, context=FENGJIE).frame
    assert frame[["employer", "title", "openings", "description", "pay_min", "phone"]].to_numpy().tolist() == [
        ["甲乙乳业", "生产岗", 40, "灌装", 5200, "023-56500001"], ["甲乙乳业", "仓储岗", 6, "叉车作业", 5500, "023-56500001"],
    ]  # fmt: skip


def test_a_letter_around_a_table(xlsx: Callable[..., Path]) -> None:
    rows: Rows = [
        ["关于商请协助招工的函"], ["某县人力社保局："], ["我司（甲乙机械有限公司）系协作企业，地址：奉节县草堂镇。现因扩产需招聘以下岗位："],
        ["岗位", "人数", "要求", "待遇"], ["钳工", "20", "18-45岁，中专以上", "6000-8000元/月"], ["焊工", "15", "50岁以下", "8000元/月"],
        ["公司提供免费食宿，缴纳五险，报销往返车票。"], ["联系人：徐经理，手机：13800000001"], ["甲乙机械有限公司"], ["二〇二六年二月二十日"],
    ]  # fmt: skip
    jobs = read_jobs(xlsx(rows, merged=["A1:D1", "A3:D3", "A7:D7"]), as_of=DAY, context=FENGJIE)
    around = jobs.frame[["employer", "lodging", "insurance", "contact", "phone", "work_code"]].drop_duplicates().to_numpy().tolist()
    assert around == [["甲乙机械有限公司", "both", "缴纳五险", "徐经理", "13800000001", "500236118"]]
    assert jobs.frame["title"].tolist() == ["钳工", "焊工"] and jobs.counts["read"] == 2


def test_a_label_knows_the_firm_better_than_the_title(xlsx: Callable[..., Path]) -> None:
    lines: Rows = [
        ["白帝镇柑橘基地招工"], ["一、用工单位：甲乙农业发展有限公司"], ["二、用工岗位及待遇："], ["（一）采摘工50人，18—65岁，100—150元/天；"],
        ["（二）货车司机2人，月薪5500元。"], ["三、食宿：免费提供午餐。"],
    ]  # fmt: skip
    frame = read_jobs(xlsx(lines), as_of=DAY, context=FENGJIE).frame
    assert frame[["employer", "title", "openings", "pay_min", "lodging"]].to_numpy().tolist() == [
        ["甲乙农业发展有限公司", "采摘工", 50, 2600, "board"], ["甲乙农业发展有限公司", "货车司机", 2, 5500, "board"],
    ]  # fmt: skip


def test_what_a_form_says_below_its_posts_and_above_the_signatures(xlsx: Callable[..., Path]) -> None:
    rows: Rows = [
        ["单位招聘登记表"], ["单位全称", "甲乙饮料有限公司", None, "单位性质", "私营"], ["联系人", "舒主管", None, "联系电话", "023-56500001"],
        ["招聘工种", "人数", "年龄", "文化程度", "工资待遇"], ["操作工", "20", "18-48", "初中", "4200-5500"], ["机修", "3", "25-50", "中专", "6000-7500"],
        ["是否提供食宿", "提供食宿", "社会保险", "五险"], ["单位经办人签字：", None, None, "审核人："],
    ]  # fmt: skip
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert jobs.frame[["title", "lodging", "insurance", "contact"]].to_numpy().tolist() == [
        ["操作工", "both", "五险", "舒主管"], ["机修", "both", "五险", "舒主管"],
    ]  # fmt: skip
    assert jobs.counts["read"] == 2


@pytest.mark.parametrize("post", ["包装工", "管理员", "仓管", "供料工", "免检员", "食堂帮厨"])
def test_a_post_of_which_nothing_else_is_told_is_a_post(xlsx: Callable[..., Path], post: str) -> None:
    rows: Rows = [["甲乙酒店招聘信息"], ["岗位", "人数", "薪资"], ["前台", 2, "3000"], [post, None, None], ["厨师", 1, "6000"]]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert jobs.frame["title"].tolist() == ["前台", post, "厨师"]


@pytest.mark.parametrize("title", ["白帝镇重点岗位发布", "某县“送岗下乡”", "就业岗位一览（白帝镇）"])
def test_a_title_over_lines_with_labels_is_no_firm(xlsx: Callable[..., Path], title: str) -> None:
    rows: Rows = [[title], ["联系电话：023-56500001"], ["岗位名称", "招聘人数", "工资"], ["保安", 2, "3000"], ["保洁", 1, "2500"]]
    frame = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE).frame
    assert frame["employer"].isna().all() and frame["title"].tolist() == ["保安", "保洁"]


def test_a_sentence_above_the_posts_tells_where_the_firm_is(xlsx: Callable[..., Path]) -> None:
    rows: Rows = [
        ["奉节某某服装有限公司招工简章"],
        ["我公司成立于2010年，位于重庆市奉节县白帝镇，生产服装。"],
        ["工种", "人数", "待遇"],
        ["平车工", 40, "4000"],
    ]
    assert read_jobs(xlsx(rows), as_of=DAY).frame["work_code"].tolist() == ["500236117"]


def test_a_directory_of_people_of_one_group(xlsx: Callable[..., Path]) -> None:
    rows: Rows = [["零就业家庭人员通讯录"], ["姓名", "性别", "年龄", "电话"], ["甲某", "男", 46, "13800000001"]]
    assert read_workers(xlsx(rows), as_of=DAY).frame["groups"].tolist() == [("zero_employment_household",)]


def test_a_tab_is_called_after_the_firm_whatever_it_is(xlsx: Callable[..., Path]) -> None:
    table: Rows = [["岗位", "人数", "薪资"], ["木工", 6, "6000"]]
    frame = read_jobs(xlsx(sheets={"某轩家具厂": table, "乡镇医院": [["岗位", "人数", "薪资"], ["护士", 1, "4000"]]}), as_of=DAY).frame
    assert frame["employer"].fillna("").tolist() == ["某轩家具厂", ""]


@pytest.mark.parametrize(("context", "code"), [(None, "500236"), ("500242", "500242")])
def test_the_county_that_the_titles_of_a_workbook_name_is_that_of_its_townships(
    xlsx: Callable[..., Path], context: str | None, code: str
) -> None:
    sheets = {
        "汇总": [["奉节县返乡人员需求汇总表"], ["乡镇", "人数", "男", "女"], ["兴隆镇", 1, 1, 0]],
        "兴隆镇": [["姓名", "性别", "年龄", "学历"], ["甲某", "男", 45, "初中"]],
    }
    home = read_workers(xlsx(sheets=sheets), as_of=DAY, context=context).frame["home_code"].item()
    assert home[:6] == code and len(home) == 9


def test_titles_that_name_several_counties_decide_for_none(xlsx: Callable[..., Path]) -> None:
    rows: Rows = [["奉节县、酉阳县求职人员登记表"], ["姓名", "年龄", "住址"], ["甲某", 45, "兴隆镇"]]
    workers = read_workers(xlsx(rows), as_of=DAY)
    assert workers.frame["home_code"].isna().all() and "种读法" in workers.problems["message"].str.cat()


def test_facts_in_brackets_behind_the_name_of_a_firm(xlsx: Callable[..., Path]) -> None:
    head: Rows = [["企业：甲某茶业（地址：奉节县白帝镇；电话：13800000001）"], ["岗位", "人数", "待遇"], ["采茶工", 30, "100元/天"]]
    below: Rows = [["福利待遇", "包吃住；五险"], ["面试地点", "县人力资源市场", None, "面试时间", "每周一"]]
    jobs = read_jobs(xlsx([*head, *below]), as_of=DAY)
    assert jobs.frame[["employer", "title", "work_code", "phone", "lodging"]].to_numpy().tolist() == [
        ["甲某茶业", "采茶工", "500236117", "13800000001", "both"],
    ]  # fmt: skip


def test_a_title_with_words_in_quotes_names_its_township(xlsx: Callable[..., Path]) -> None:
    rows: Rows = [["奉节县兴隆镇2026年“家门口就业”意愿征集表"], ["姓名", "年龄", "电话"], ["甲某", 45, "13800000001"]]
    assert [code[:9] for code in read_workers(xlsx(rows), as_of=DAY).frame["home_code"]] == ["500236128"]


def test_a_line_of_answers_below_the_posts_is_none(xlsx: Callable[..., Path]) -> None:
    rows: Rows = [
        ["企业名称", "甲建材有限公司"],
        ["岗位", "人数", "月薪", "备注"],
        ["制砖工", 10, "5000", "包吃住"],
        ["是否需要展位：是", None, None, "是否有宣传资料：否"],
        ["单位（盖章）：", None, None, "2026年2月20日"],
    ]
    assert read_jobs(xlsx(rows), as_of=DAY).frame["title"].tolist() == ["制砖工"]
