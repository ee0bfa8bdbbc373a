"""Cells and lines that several posts or facts share: what is told of one of them is read as its own, what is told of all as everybody's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.forms import read_jobs, read_workers
from jobmatch.forms.age import read_ages
from jobmatch.forms.dates import read_date
from jobmatch.forms.education import read_education_asked
from jobmatch.forms.jobs.openings import read_openings
from jobmatch.forms.pay import read_pay

DAY, FENGJIE = "2026-03-01", "500236"
Xlsx = Callable[..., Path]
NAMES = ["用工单位", "岗位", "人数", "工资", "要求", "工作地点"]


def jobs(xlsx: Xlsx, rows: list[list[object]], *columns: str) -> list[list[object]]:
    frame = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE).frame[list(columns)].astype(object)
    return frame.where(frame.notna(), None).to_numpy().tolist()


def test_posts_with_numbers_in_circles_have_each_their_own(xlsx: Xlsx) -> None:
    told = "包午餐\n①②熟手优先，50岁以下\n③可带徒弟"
    rows = [NAMES, ["甲石材厂", "①切割工\n②磨边工\n③杂工", "①4人\n②1人\n③2人", "①6500\n②5500-7000\n③3200", told, "奉节县白帝镇"]]
    assert jobs(xlsx, rows, "title", "openings", "pay_min", "pay_max", "age_max") == [
        ["切割工", 4, 6500, 6500, 50], ["磨边工", 1, 5500, 7000, 50], ["杂工", 2, 3200, 3200, None],
    ]  # fmt: skip


@given(st.integers(1, 20), st.integers(1, 90), st.integers(1_000, 9_000))
def test_a_number_in_a_circle_is_no_digit_of_what_follows(at: int, count: int, pay: int) -> None:
    circle = chr(0x245F + at)
    assert read_openings(f"{circle}{count}人") == (count, False)
    assert read_pay(f"{circle}{pay}").min == pay


def test_what_a_clause_tells_of_one_post_is_asked_of_that_one(xlsx: Xlsx) -> None:
    rows = [NAMES, ["乙市场", "卸货工6人、叉车工2人", None, "卸货工4200，叉车工5600", "52岁以内；叉车工须有叉车证，会装车", "奉节县白帝镇"]]
    assert jobs(xlsx, rows, "title", "openings", "pay_min", "age_max", "certificates_required") == [
        ["卸货工", 6, 4200, 52, None], ["叉车工", 2, 5600, 52, "叉车工须有叉车证"],
    ]  # fmt: skip


def test_couples_are_two_people_and_their_pay_is_that_of_two(xlsx: Xlsx) -> None:
    path = xlsx([NAMES, ["丙果园", "看园", "夫妻工3对", "夫妻二人7000元/月", None, "奉节县白帝镇"]])
    table = read_jobs(path, as_of=DAY)
    assert table.frame[["openings", "pay_min"]].to_numpy().tolist() == [[6, 3500]]
    assert ["夫妻两人" in message for message in table.problems["message"]] == [True]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("一天三班倒 3600", 3600, 3600), ("两班倒4000-5000元/月", 4000, 5000), ("计件4500-6500，新手保底3000（前2个月）", 4500, 6500), ("夜班150元/班", 3900, 3900),
    ],
)  # fmt: skip
def test_shifts_and_first_months_are_no_pay(text: str, low: int, high: int) -> None:
    pay = read_pay(text)
    assert (pay.min, pay.max, pay.warning) == (low, high, "")


def test_an_internship_pays_its_allowance_and_not_what_follows(xlsx: Xlsx) -> None:
    rows = [
        ["见习单位", "见习岗位", "见习人数", "见习补贴", "留用后薪资", "见习地点"],
        ["丁电商", "选品助理", 2, "1900元/月", "3800-4500", "奉节县白帝镇"],
    ]
    assert jobs(xlsx, rows, "kind", "pay_min", "pay_max") == [["internship", 1900, 1900]]


def test_a_second_table_that_begins_with_a_column_of_its_own(xlsx: Xlsx) -> None:
    rows = [
        ["本地岗位"],
        ["序号", "企业", "岗位", "人数", "月薪", "地址"],
        [1, "甲藤椅厂", "藤编工", 3, "2800", "奉节县白帝镇"],
        [],
        ["外地岗位"],
        ["序号", "省市", "单位", "招工岗位", "工资", "食宿", "数量", "联络人"],
        [1, "浙江慈溪", "乙水暖厂", "抛光工", "23元/时", "包住", 40, "小祁"],
    ]
    assert jobs(xlsx, rows, "employer", "title", "openings", "lodging", "work_code") == [
        ["甲藤椅厂", "藤编工", 3, None, "500236117"], ["乙水暖厂", "抛光工", 40, "lodging", "330282"],
    ]  # fmt: skip


def test_a_line_below_several_posts_of_a_poster_tells_of_all(xlsx: Xlsx) -> None:
    rows = [["戊制衣厂"], ["平缝工8人，4000-6500元；"], ["尾部检验2人，3000元；"], ["年龄：18-52岁"], ["地址：奉节县白帝镇"]]
    assert jobs(xlsx, rows, "title", "openings", "age_max") == [["平缝工", 8, 52], ["尾部检验", 2, 52]]
    own = [["戊制衣厂"], ["平缝工8人"], ["年龄：45岁以下"], ["尾部检验2人"], ["年龄：52岁以下"]]
    assert jobs(xlsx, own, "title", "age_max") == [["平缝工", 45], ["尾部检验", 52]]


def test_less_usual_labels_of_a_card_are_read_where_labels_stand(xlsx: Xlsx, id_of: Callable[..., str]) -> None:
    rows = [
        ["求职登记卡"],
        ["姓名", "甲乙", "性别", "女", "年龄", 36],
        ["身份证号", id_of("19890602", 4), "联系电话", "15400000001"],
        ["家庭住址", "奉节县白帝镇"],
        ["持有证书及特长", "收银软件操作"],
        ["想找什么工作", "理货员"],
        ["工作地点", "镇上"],
        ["是否接受岗位推荐短信", "☑是 □否"],
    ]
    frame = read_workers(xlsx(rows), as_of=DAY, context=FENGJIE).frame
    assert frame[["name", "skills", "wanted_occupation", "wanted_places", "consent"]].to_numpy().tolist() == [
        ["甲乙", "收银软件操作", "理货员", "镇上", True],
    ]  # fmt: skip


def test_a_turned_table_whose_first_names_are_loose(xlsx: Xlsx) -> None:
    rows = [
        ["逐户摸底"],
        ["项目", "第1人", "第2人"],
        ["姓名", "甲某", "乙某"],
        ["性别", "男", "女"],
        ["周岁年龄", 28, 50],
        ["文化", "中专", "没上过学"],
        ["身体情况", "健康", "健康"],
        ["想不想就业", "想", "想"],
        ["想做的工种", "钳工", "缝补"],
        ["电话", "15400000001", "15400000002"],
    ]
    frame = read_workers(xlsx(rows), as_of=DAY).frame
    assert frame[["name", "age", "education", "wanted_occupation"]].to_numpy().tolist() == [
        ["甲某", 28, 3, "钳工"],
        ["乙某", 50, 0, "缝补"],
    ]


def test_numbers_of_others_are_no_telephone_of_the_person(xlsx: Xlsx) -> None:
    names = ["姓名", "毕业院校", "手机号", "辅导员电话", "要价（元/天）", "今后打算"]
    frame = read_workers(xlsx([names, ["甲某", "某学院", "15400000001", "15400000002", 160, "开面馆"]]), as_of=DAY).frame
    assert frame[["phone", "pay_min_wanted", "segment"]].to_numpy().tolist() == [["15400000001", 4160, "startup"]]


def test_a_title_with_its_township_behind_tells_the_group(xlsx: Xlsx) -> None:
    rows = [["2026年脱贫劳动力务工监测台账（白帝镇）"], ["姓名", "年龄", "学历"], ["甲某", 41, "初中"]]
    assert read_workers(xlsx(rows), as_of=DAY, context=FENGJIE).frame["groups"].tolist() == [("lifted",)]


def test_people_sent_to_their_work_look_for_none(xlsx: Xlsx) -> None:
    names = ["姓名", "年龄", "目的地", "务工企业", "岗位", "联系电话"]
    people = [["甲某", 33, "浙江慈溪", "某电器厂", "装配工", "15400000001"]]
    sent = read_workers(xlsx([["“点对点”专车返岗人员名册"], names, *people], name="a.xlsx"), as_of=DAY).frame
    still = read_workers(xlsx([["未返岗人员就业意愿登记表"], names, *people], name="b.xlsx"), as_of=DAY).frame
    assert (sent["segment"].tolist(), still["segment"].tolist()) == (["unwilling"], ["job"])


def test_codes_that_are_letters_or_bands_of_pay_are_resolved(xlsx: Xlsx) -> None:
    names = ["姓名", "学历（A小学B初中C高中）", "期望月薪（A.3000以下 B.3000-5000 C.5000以上）", "求职意愿（工种、地点）"]
    frame = read_workers(
        xlsx([names, ["甲某", "B", "B", "想去浙江的电子厂"], ["乙某", "C", "C", "本县找个收银"]]), as_of=DAY, context=FENGJIE
    ).frame
    wanted = frame[["education", "pay_min_wanted", "pay_max_wanted", "wanted_places"]].astype(object)
    assert wanted.where(wanted.notna(), None).to_numpy().tolist() == [[2, 3000, 5000, "浙江"], [3, 5000, None, "本县"]]


def test_a_range_that_became_a_date_is_reported_and_not_read(xlsx: Xlsx) -> None:
    day = dt.datetime(2026, 5, 8)
    table = read_jobs(xlsx([["单位", "岗位", "人数", "工资（千元）"], ["甲厂", "车工", day, day], ["乙厂", "钳工", 3, "6"]]), as_of=DAY)
    assert table.frame[["openings", "pay_min"]].isna().to_numpy().tolist() == [[True, True], [False, False]]
    assert {"人数", "工资（千元）"} <= set(table.problems["column"][table.problems["row"] == 2])


def test_a_numbered_line_of_a_firm_with_its_facts_in_brackets_heads_its_posts(xlsx: Xlsx) -> None:
    rows = [
        ["序号", "岗位", "人数", "工资"],
        ["1号 奉节某某鞋业有限公司（地址：奉节县白帝镇；电话：023-56500001）"],
        [1, "成型工", 30, "4500-6500"],
        ["2号 重庆某某电子有限公司（地址：重庆市璧山区；电话：15400000009）"],
        [2, "作业员", 100, "5500-7000"],
    ]
    assert jobs(xlsx, rows, "employer", "title", "phone", "work_code") == [
        ["奉节某某鞋业有限公司", "成型工", "023-56500001", "500236117"], ["重庆某某电子有限公司", "作业员", "15400000009", "500120"],
    ]  # fmt: skip


def test_villages_over_public_posts(xlsx: Xlsx) -> None:
    rows = [
        ["白帝镇2026年公益性岗位计划"],
        ["村（社区）", "保洁员", "护路员", "小计"],
        ["浣花村", 2, None, 2],
        ["某村", 1, 1, 2],
        ["合计", 3, 1, 4],
    ]
    assert jobs(xlsx, rows, "title", "openings", "workplace_type") == [
        ["保洁员", 2, "public_welfare"], ["保洁员", 1, "public_welfare"], ["护路员", 1, "public_welfare"],
    ]  # fmt: skip


def test_teams_of_a_site_are_its_posts_and_kinds_of_workers_have_a_pay_each(xlsx: Xlsx) -> None:
    names = ["建设项目", "施工单位", "需求班组", "需求人数", "其中：普工", "其中：技工", "工价（元/工日）", "用工地点", "负责人"]
    rows = [names, ["某大桥", "某某路桥", "钢筋班", 30, 10, 20, "普工180，技工280", "奉节县白帝镇", "祁工 154 0000 0001（微信同号）"]]
    assert jobs(xlsx, rows, "employer", "title", "openings", "pay_min", "pay_max", "contact", "phone") == [
        ["某某路桥", "钢筋班", 30, 4680, 7280, "祁工", "15400000001"],
    ]  # fmt: skip


def test_pay_by_the_hour_in_a_remark_counts_where_the_columns_of_pay_are_blank(xlsx: Xlsx) -> None:
    rows = [
        ["单位名称", "工种", "日薪（元）", "月薪（元）", "备注"],
        ["甲厂", "木工", 350, None, "包住"],
        ["乙家政", "钟点保洁", None, None, "25元/小时"],
    ]
    assert jobs(xlsx, rows, "pay_min") == [[9100], [5200]]


def test_counts_and_labels_below_a_table_are_nobody_and_no_post(xlsx: Xlsx) -> None:
    people = [["姓名", "性别", "年龄", "学历"], ["甲某", "男", 45, "初中"], [], ["就业人数", None, 2], ["未就业人数", None, 1]]
    assert read_workers(xlsx(people, name="a.xlsx"), as_of=DAY).frame["name"].tolist() == ["甲某"]
    posts = [
        ["单位名称", "某某针织公司", "注册地址", "奉节县永安街道", "生产地址", "奉节县白帝镇"],
        ["岗位名称", "需求人数", "薪资范围", "年龄"],
        ["套口工", 12, "3500-6000", "18-50"],
        ["合计", 12],
        ["福利待遇", "包午餐，购买社保"],
        ["备注", "新手有一个月保底2500"],
    ]
    assert jobs(xlsx, posts, "title", "lodging", "insurance", "work_code") == [["套口工", "board", "购买社保", "500236117"]]


def test_a_person_told_in_words_with_brackets_behind_the_name(xlsx: Xlsx) -> None:
    rows = [["1.甲一，男，1984年6月生，初中，想做保安，电话15400000001"], ["2.乙二（残疾三级），男，50岁，想看门，15400000002"]]
    frame = read_workers(xlsx(rows), as_of=DAY).frame
    assert frame[["name", "groups"]].to_numpy().tolist() == [["甲一", ()], ["乙二", ("disabled",)]]


def test_pay_right_behind_what_is_asked_in_brackets(xlsx: Xlsx) -> None:
    rows = [["某某物业：保洁3名（60岁以下）2300；门岗2名（50岁以下，2600元）"]]
    assert jobs(xlsx, rows, "title", "age_max", "pay_min") == [["保洁", 60, 2300], ["门岗", 50, 2600]]


def test_the_dead_and_the_jailed_look_for_no_work(xlsx: Xlsx) -> None:
    rows = [
        ["姓名", "年龄", "学历", "去向", "备注"],
        ["甲某", 38, "初中", "服刑", None],
        ["乙某", 40, "高中", None, "已去世"],
        ["丙某", 41, "小学", None, None],
    ]
    assert read_workers(xlsx(rows), as_of=DAY).frame["segment"].tolist() == ["unable", "unable", "job"]


def test_pay_a_year_in_ten_thousands_and_names_of_a_platform(xlsx: Xlsx) -> None:
    assert jobs(xlsx, [["单位", "岗位", "薪酬区间（万/年，税前）"], ["甲水务", "运行工", "6-9"]], "pay_min", "pay_max") == [[5000, 7500]]
    rows = [["positionName", "companyFullName", "salary", "workYear", "recruitNumber"], ["文员", "甲物流", "4k-6k", "1-3年", 2]]
    assert jobs(xlsx, rows, "title", "employer", "openings", "experience_min_years") == [["文员", "甲物流", 2, 1]]


def test_numbered_firms_over_labelled_posts(xlsx: Xlsx) -> None:
    rows = [
        ["【企业1】某某纺织有限公司"],
        ["岗位：挡车工；人数：20；薪资：5000-7500；年龄：18-48"],
        ["岗位：空调工；人数：2；薪资：5500；年龄：50以下"],
        ["地址：奉节县白帝镇；联系：周经理 15400000001"],
        ["【企业2】某某商贸"],
        ["岗位：业务员；人数：若干；薪资：3000+提成；年龄：不限"],
        ["地址：奉节县永安街道；联系：023-56500002"],
    ]
    assert jobs(xlsx, rows, "employer", "title", "age_max", "phone") == [
        ["某某纺织有限公司", "挡车工", 48, "15400000001"], ["某某纺织有限公司", "空调工", 50, "15400000001"], ["某某商贸", "业务员", None, "023-56500002"],
    ]  # fmt: skip


def test_posts_as_columns_with_pay_of_their_own(xlsx: Xlsx) -> None:
    rows = [
        ["企业名称", "用工需求（人）", None, None, "工资待遇（元）", None, "招聘条件"],
        [None, "普工", "技术工", "管理", "普工", "技术工", None],
        ["甲新材", 20, 5, None, "4500-5500", "6000-8000", "18-50岁"],
        ["乙食品", 30, None, 1, "3800-4500", None, "健康证"],
    ]
    frame = (
        read_jobs(xlsx(rows, merged=["A1:A2", "B1:D1", "E1:F1", "G1:G2"]), as_of=DAY)
        .frame[["employer", "title", "openings", "pay_min"]]
        .astype(object)
    )
    assert sorted(map(tuple, frame.where(frame.notna(), None).to_numpy().tolist())) == [
        ("乙食品", "普工", 30, 3800), ("乙食品", "管理", 1, None), ("甲新材", "技术工", 5, 6000), ("甲新材", "普工", 20, 4500),
    ]  # fmt: skip


def test_a_column_of_units_may_name_a_piece(xlsx: Xlsx) -> None:
    rows = [["企业", "岗位", "薪资（元）", "薪资单位", "结算"], ["甲", "打包", 22, "元/小时", "日结"], ["丙", "采茶", 25, "元/斤", "日结"]]
    assert jobs(xlsx, rows, "pay_min", "pay_basis") == [[4576, "hour"], [None, "piece"]]
    assert read_pay("0.05元/朵").basis == "piece"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("18一45岁", 18, 45), ("不超55岁", None, 55), ("满18不满60", 18, 60), ("未满50周岁", None, 50), ("年满18周岁", 18, None)],
)
def test_ages_as_people_type_them(text: str, low: int | None, high: int | None) -> None:
    ages = read_ages(text)
    assert (ages.min, ages.max) == (low, high)


@pytest.mark.parametrize(
    ("text", "rung"),
    [("本科及以上（硕士优先）", 5), ("初中以上（高中优先），能吃苦", 2), ("无硬性要求", 0), ("高中优先", 0), ("大专（电大亦可）", 4)],
)
def test_what_is_preferred_in_brackets_is_no_demand(text: str, rung: int) -> None:
    assert read_education_asked(text) == rung


def test_pay_for_half_a_year_is_none_a_month_and_the_first_months_are_a_trial() -> None:
    assert (read_pay("2.4万/半年").min, read_pay("2.4万/半年").read) == (None, False)
    first = read_pay("前3月3500，后4500")
    assert (first.min, first.max, first.trial) == (4500, 4500, 3500)


def test_strokes_of_a_date_may_lean_back() -> None:
    day = read_date("2026\\3\\12")
    assert day is not None and day.date.isoformat() == "2026-03-12"


def test_conditions_named_in_brackets_stand_in_their_order(xlsx: Xlsx) -> None:
    rows = [["单位", "岗位", "岗位条件（年龄/学历/经验）"], ["甲", "话务员", "18-40/高中/不限"], ["乙", "司机", "45以下/初中/3年"]]
    assert jobs(xlsx, rows, "age_max", "education_min", "experience_min_years") == [[40, 3, 0], [45, 2, 3]]


def test_the_same_as_above_is_the_address_before_it_where_a_person_has_two(xlsx: Xlsx) -> None:
    names = ["姓名", "年龄", "户籍地", "现居住地"]
    people = [["甲某", 29, "四川达州", "奉节县白帝镇"], ["乙某", 53, "奉节县吐祥镇", "同上"], ["丙某", 50, "同上", "同上"]]
    homes = read_workers(xlsx([names, *people]), as_of=DAY, context=FENGJIE).frame["home_code"].tolist()
    assert homes[0] != homes[1] == homes[2]


def test_wishes_that_hold_if_one_will_leave_and_a_township_before_the_table(xlsx: Xlsx) -> None:
    rows = [
        ["县（区）：奉节县   乡（镇）：白帝镇   村：某村"],
        ["姓名", "年龄", "是否愿意外出", "如愿外出，意向地点", "如愿外出，意向工种"],
        ["甲某", 31, "是", "浙江", "鞋厂"],
    ]
    frame = read_workers(xlsx(rows), as_of=DAY, context=FENGJIE).frame
    assert frame[["wanted_places", "wanted_occupation", "township"]].to_numpy().tolist() == [["浙江", "鞋厂", "白帝镇"]]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("4200/4800/5600", 4200, 5600),
        ("8小时班2900，11小时班4100", 2900, 4100),
        ("常白班4300；三班倒5200", 4300, 5200),
        ("12小时3900,8小时3000", 3000, 3900),
        ("8小时工作制，4000-5000", 4000, 5000),
        ("白班140元，24小时280元", 3640, 7280),
        ("4500，夜班100元", 4500, 4500),
        ("底薪3000，综合5000", 5000, 5000),
    ],
)
def test_pays_beside_one_another_are_the_ends_of_one(text: str, low: float, high: float) -> None:
    pay = read_pay(text)
    assert (pay.min, pay.max, pay.read) == (low, high, True)


def test_a_small_amount_in_a_column_of_day_wages_is_paid_a_day(xlsx: Xlsx) -> None:
    rows = [
        ["雇主", "活路", "要几个人", "工价"],
        ["甲某", "搬砖", 3, "男160女130"],
        ["乙某", "看场子", 1, "3200"],
        ["丙某", "打谷", 2, 140],
    ]
    assert jobs(xlsx, rows, "pay_min", "pay_max") == [[3380, 4160], [3200, 3200], [3640, 3640]]


def test_rows_of_surplus_labour_are_no_posts(xlsx: Xlsx) -> None:
    rows = [["企业名称", "余缺情况", "工种", "人数"], ["甲某冷链", "缺工", "叉车工", 3], ["乙某糖业", "余工", "包装工", 12]]
    read = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert (read.frame["title"].tolist(), read.counts["set_aside"]) == (["叉车工"], 1)
    beside = [["企业名称", "工种", "缺工人数", "余工人数"], ["甲某冷链", "叉车工", 3, 5], ["乙某糖业", "包装工", None, 12]]
    assert jobs(xlsx, beside, "title", "openings") == [["叉车工", 3]]


def test_people_counted_below_rungs_of_schooling(xlsx: Xlsx) -> None:
    rows = [
        ["企业", "岗位", "学历要求", None, None],
        [None, None, "硕士", "本科", "大专"],
        ["甲", "工艺员", 1, 2, None],
        ["乙", "化验员", None, None, 5],
    ]
    assert jobs(xlsx, rows, "openings", "education_min") == [[3, 5], [5, 4]]
    ticked = [rows[0] + ["人数"], rows[1], ["甲", "工艺员", None, 1, None, 4], ["乙", "化验员", None, None, "√", 2]]
    assert jobs(xlsx, ticked, "openings", "education_min") == [[4, 5], [2, 4]]


def test_a_table_with_columns_of_men_and_women_below_the_lines_of_a_firm(xlsx: Xlsx) -> None:
    rows = [
        ["企业名称：某某灯饰厂", None, "联系人：文女士", "电话：15400000007"],
        ["企业地址：奉节县白帝镇", None, "企业性质：民营", "行业：制造"],
        ["岗位", "男", "女", "年龄", "待遇", "备注"],
        ["装灯工", 4, 6, "18-50", "3600-4800", "坐班"],
        ["喷涂工", 3, None, "20-48", "5200", "倒班"],
    ]
    assert jobs(xlsx, rows, "employer", "title", "openings", "phone") == [
        ["某某灯饰厂", "装灯工", 10, "15400000007"], ["某某灯饰厂", "喷涂工", 3, "15400000007"],
    ]  # fmt: skip


def people(xlsx: Xlsx, rows: list[list[object]], *columns: str) -> list[list[object]]:
    frame = read_workers(xlsx(rows), as_of=DAY, context=FENGJIE).frame[list(columns)].astype(object)
    return frame.where(frame.notna(), None).to_numpy().tolist()


def test_work_that_people_have_stands_below_its_own_name(xlsx: Xlsx) -> None:
    rows = [["姓名", "年龄", "已就业地点及工种", "拟就业地点及工种"], ["甲某", 41, "宁波，压铸", None], ["乙某", 38, None, "县内；厨师"]]
    assert people(xlsx, rows, "segment", "wanted_occupation") == [["unwilling", None], ["job", "厨师"]]


def test_a_tick_below_where_somebody_works_says_that_they_do(xlsx: Xlsx) -> None:
    rows = [["姓名", "年龄", "务工状态", None, "就业需求", None], [None, None, "县内", "省外", "想干什么", "月薪"]]
    told = [["甲某", 39, "√", None, None, None], ["乙某", 35, None, None, "收银", 2600]]
    assert people(xlsx, rows + told, "segment") == [["unwilling"], ["job"]]


def test_people_of_two_kinds_side_by_side_are_all_read(xlsx: Xlsx) -> None:
    rows = [
        ["村", "劳动力（人）", "其中：在外务工人员", None, "其中：在家待业人员", None, None],
        [None, None, "姓名", "务工地", "姓名", "年龄", "想找的活"],
        ["甲村", 2, "丙某", "福建", "丁某", 37, "开货车"],
        ["甲村", 1, None, None, "戊某", 52, "煮饭"],
    ]
    file = xlsx(rows, merged=["A1:A2", "B1:B2", "C1:D1", "E1:G1"])
    frame = read_workers(file, as_of=DAY, context=FENGJIE).frame
    assert sorted(frame[["name", "segment"]].to_numpy().tolist()) == [["丁某", "job"], ["丙某", "unwilling"], ["戊某", "job"]]


@pytest.mark.parametrize(
    ("said", "segment", "post"),
    [
        ("在家带娃，暂不就业", "unwilling", None),
        ("年纪大了，不找工作", "unwilling", None),
        ("不想干了", "unwilling", None),
        ("保洁，不外出", "job", "保洁"),
    ],
)
def test_who_wants_no_post_may_say_why_first(xlsx: Xlsx, said: str, segment: str, post: str | None) -> None:
    assert people(xlsx, [["姓名", "年龄", "意向岗位"], ["甲某", 40, said]], "segment", "wanted_occupation") == [[segment, post]]


def test_a_trade_behind_a_plan_is_wanted(xlsx: Xlsx) -> None:
    rows = [["姓名", "年龄", "再就业意向"], ["甲某", 40, "本地就业，育婴师"], ["乙某", 40, "外出务工，4月走"]]
    assert people(xlsx, rows, "wanted_occupation", "mobility") == [["育婴师", "county"], [None, "anywhere"]]


def test_beyond_a_place_is_not_in_it(xlsx: Xlsx) -> None:
    rows = [["姓名", "年龄", "意向地区"], ["甲某", 40, "重庆市外"], ["乙某", 40, "奉节县以外"], ["丙某", 40, "重庆市内"]]
    assert people(xlsx, rows, "mobility") == [["anywhere"], ["anywhere"], ["city"]]


def test_the_kind_of_row_may_be_told_in_brackets_of_its_heading(xlsx: Xlsx) -> None:
    rows = [["企业", "类型（缺工/余工）", "工种", "数量"], ["甲某冷链", "缺工", "叉车工", 3], ["乙某糖业", "余工", "包装工", 12]]
    assert jobs(xlsx, rows, "title", "openings") == [["叉车工", 3]]


def test_a_stroke_stands_between_a_post_and_its_number(xlsx: Xlsx) -> None:
    rows = [["企业", "缺工工种/人数", "月收入"], ["甲阀门厂", "抛光工/8", "7000"], ["乙电器厂", "包装工/10、叉车工/2", "5500"]]
    assert jobs(xlsx, rows, "title", "openings") == [["抛光工", 8], ["包装工", 10], ["叉车工", 2]]


def test_requirements_in_words_name_schooling_by_its_subject_and_licences_alone(xlsx: Xlsx) -> None:
    rows = [["企业", "岗位", "招聘条件"], ["甲校", "校医", "医学类大专及以上，会急救"], ["乙环卫", "驾驶员", "A2/B2，50岁以下"]]
    assert jobs(xlsx, rows, "education_min", "certificates_required") == [[4, None], [None, "A2/B2"]]


def test_a_list_for_a_journey_is_none_of_people_in_work(xlsx: Xlsx) -> None:
    rows = [["赴山东务工“点对点”输送报名表"], ["姓名", "年龄", "意向岗位"], ["甲某", 33, "车工"]]
    file = xlsx(sheets={"点对点": rows})
    assert read_workers(file, as_of=DAY, context=FENGJIE).frame["segment"].tolist() == ["job"]


def test_a_state_of_work_may_name_the_place_in_brackets(xlsx: Xlsx) -> None:
    rows = [["姓名", "年龄", "目前状态"], ["甲某", 33, "务工（深圳）"], ["乙某", 33, "在家（曾务工）"]]
    assert people(xlsx, rows, "segment") == [["unwilling"], ["job"]]


def test_strokes_alone_keep_the_order_that_the_heading_names(xlsx: Xlsx) -> None:
    rows = [
        ["单位", "岗位", "学历/专业", "年龄/性别"],
        ["甲水泥厂", "中控员", "高中/不限", "45以下/男"],
        ["乙建材", "跑单员", "大专/营销", "35以下/不限"],
    ]
    assert jobs(xlsx, rows, "education_min", "age_max") == [[3, 45], [4, 35]]


def test_pay_right_behind_the_number_of_a_post(xlsx: Xlsx) -> None:
    rows = [["企业", "其中（工种、人数、工资）"], ["甲冷饮厂", "灌装工10人4100-5600元；化验2人3900元"]]
    assert jobs(xlsx, rows, "title", "openings", "pay_min") == [["灌装工", 10, 4100], ["化验", 2, 3900]]


def test_a_wish_below_firm_or_wish_is_no_firm(xlsx: Xlsx) -> None:
    rows = [
        ["姓名", "年龄", "在外/在家", "就业单位或意向"],
        ["甲某", 35, "在外", "东莞某鞋厂"],
        ["乙某", 40, "在家", "想找保洁"],
        ["丙某", 41, "", "想做护工"],
    ]
    assert people(xlsx, rows, "segment", "wanted_occupation") == [["unwilling", None], ["job", "保洁"], ["job", "护工"]]


def test_who_takes_no_recommendation_looks_for_no_work(xlsx: Xlsx) -> None:
    rows = [["姓名", "年龄", "是否愿意接受推荐"], ["甲某", 35, "愿意"], ["乙某", 40, "暂不"]]
    assert people(xlsx, rows, "segment") == [["job"], ["unwilling"]]


def test_a_price_a_unit_beside_the_pay_of_a_day_is_pay(xlsx: Xlsx) -> None:
    rows = [["班组", "工种", "需人数", "日工资", "计量单价"], ["甲班", "钢筋工", 12, 350, None], ["乙班", "模板工", 15, None, "28元/㎡"]]
    assert jobs(xlsx, rows, "pay_min", "pay_basis") == [[9100, "day"], [None, "piece"]]


def test_what_is_wanted_for_a_day_stands_behind_the_work(xlsx: Xlsx) -> None:
    rows = [["姓名", "年龄", "就业诉求", "存在困难"], ["甲某", 45, "附近打零工，150一天", "母亲瘫痪"]]
    assert people(xlsx, rows, "pay_min_wanted", "limits") == [[3900, "母亲瘫痪"]]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("4000-6000元，夫妻俩优先", 4000, 6000),
        ("5000元/月，两口子优先", 5000, 5000),
        ("夫妻工资4000元/人", 4000, 4000),
        ("夫妻二人各4500元/月", 4500, 4500),
        ("普工4500元/月，夫妻2人优先", 4500, 4500),
        ("5000元/月，夫妻工资另议", 5000, 5000),
        ("月薪5000，提供住宿，夫妻二人可住", 5000, 5000),
        ("夫妻合计9000元/月", 4500, 4500),
        ("两口子8000元/月", 4000, 4000),
    ],
)
def test_pay_where_couples_are_welcome_is_that_of_one(text: str, low: float, high: float) -> None:
    pay = read_pay(text)
    assert (pay.min, pay.max) == (low, high)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("夫妻优先5人", 5), ("可夫妻10人", 10), ("夫妻均可10人", 10), ("20人（夫妻5对）", 20), ("5人（夫妻工2对）", 5), ("招夫妻2人", 2),
        ("夫妻5对", 10), ("①普工3②保安5", 8), ("①3②5", 8), ("①男3人②女5人", 8),
    ],
)  # fmt: skip
def test_openings_of_couples_and_behind_serials(text: str, number: int) -> None:
    assert read_openings(text) == (number, False)


@pytest.mark.parametrize(("heading", "cell"), [("计件工价", 60), ("计件工价", 30), ("工价", "计件30"), ("工价", "计件35"), ("工价", 35)])
def test_a_price_a_piece_is_no_pay_of_a_day(xlsx: Xlsx, heading: str, cell: object) -> None:
    assert jobs(xlsx, [["企业", "岗位", "人数", heading], ["甲", "缝纫工", 3, cell]], "pay_min") == [[None]]


def test_what_comes_on_top_is_no_pay(xlsx: Xlsx) -> None:
    rows = [
        ["企业", "岗位", "人数", "月工资", "招聘条件"],
        ["甲", "普工", 3, None, "初中、25元/小时加班"],
        ["乙", "普工", 3, None, "初中，餐补10元/天"],
    ]
    assert jobs(xlsx, rows, "pay_min") == [[None], [None]]
