"""Postings told in words, and people told by lines of labels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jobmatch.errors import TableError
from jobmatch.forms import read_jobs, read_workers

DAY, FENGJIE = "2026-03-01", "500236"
FIRST = [
    ["一、奉节甲乙鞋业有限公司"], ["公司地址：奉节县白帝镇工业园"], ["招聘岗位：针车工20名，月薪4000-6000元，18-50岁；普工30名，月薪3500元以上，能吃苦"],
    ["福利待遇：包吃住"], ["联系人：张女士 13800000001"],
]  # fmt: skip
SECOND = [["二、奉节丙丁养老院"], ["现招护理员5名，3000元/月，55岁以下"], ["工作地点：草堂镇"], ["电话：13800000002"]]


def test_a_notice_is_read_post_by_post_with_what_holds_for_its_firm(xlsx: Callable[..., Path]) -> None:
    jobs = read_jobs(xlsx([["2026年春风行动招聘简章"], *FIRST, [None], *SECOND]), as_of=DAY, context=FENGJIE)
    frame = jobs.frame.sort_values("source_row", kind="stable").reset_index(drop=True)
    assert sorted(zip(frame["title"], frame["openings"], frame["pay_min"], strict=True)) == [
        ("护理员", 5, 3000),
        ("普工", 30, 3500),
        ("针车工", 20, 4000),
    ]
    by_title = frame.set_index("title")
    assert by_title["age_max"].to_dict()["针车工"] == 50 and by_title["age_max"].to_dict()["护理员"] == 55
    assert by_title["requirements"].to_dict()["普工"] == "能吃苦"
    assert by_title.loc[["针车工", "普工"], ["employer", "lodging", "phone", "work_code"]].drop_duplicates().to_numpy().tolist() == [
        ["奉节甲乙鞋业有限公司", "both", "13800000001", "500236117"]
    ]
    assert by_title.loc["护理员", ["employer", "phone"]].tolist() == ["奉节丙丁养老院", "13800000002"]
    assert jobs.counts == {"read": 3, "kept": 3, "set_aside": 0}


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_the_order_of_firms_in_a_notice_changes_no_post(xlsx: Callable[..., Path], order: list[int]) -> None:
    lines = [line for at in order for line in (FIRST, SECOND)[at]]
    frame = read_jobs(xlsx(lines), as_of=DAY, context=FENGJIE).frame
    said = frame[["title", "employer", "pay_min", "openings", "phone"]].sort_values("title").to_numpy().tolist()
    straight = read_jobs(xlsx([*FIRST, *SECOND], name="b.xlsx"), as_of=DAY, context=FENGJIE).frame
    assert said == straight[["title", "employer", "pay_min", "openings", "phone"]].sort_values("title").to_numpy().tolist()


def test_whom_a_number_counts_stands_in_brackets_behind_it_and_the_rest_goes_on(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["奉节某某中学后勤人员招聘启事"],
        ["一、宿管员2名（男女各1名）：初中以上文化，45岁以下，2600元/月。"],
        ["二、保安1名：60岁以下，月薪2500元。"],
        ["工作地点：奉节县竹园镇"],
    ]
    frame = read_jobs(xlsx(lines), as_of=DAY, context=FENGJIE).frame
    assert frame[["title", "openings", "pay_min", "age_max"]].to_numpy().tolist() == [["宿管员", 2, 2600, 45], ["保安", 1, 2500, 60]]
    assert frame["education_min"].fillna(-1).tolist() == [2, -1]


def test_lines_below_a_post_tell_of_it(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["奉节某某食品厂"],
        ["包装工10名"],
        ["工资：3200元"],
        ["年龄：18-45岁"],
        ["分拣工4名"],
        ["工资：3600元"],
        ["地址：奉节县朱衣镇"],
    ]
    frame = read_jobs(xlsx(lines), as_of=DAY, context=FENGJIE).frame
    assert frame[["title", "pay_min"]].to_numpy().tolist() == [["包装工", 3200], ["分拣工", 3600]]
    assert frame["age_max"].fillna(0).tolist() == [45, 0]


def test_words_that_count_no_post_are_no_postings(xlsx: Callable[..., Path]) -> None:
    with pytest.raises(TableError, match="没有认出岗位表的表头"):
        read_jobs(xlsx([["关于开展春风行动的通知"], ["请各乡镇于2月底前上报用工需求，联系人张某。"]]), as_of=DAY)


def test_people_told_by_labels_in_one_cell_each(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["姓名：甲乙"], ["性别：男    年龄：45岁"], ["电话：13800000001"], ["想找的工作：缝纫工"], ["期望工资：3500-4500"], [None],
        ["姓名：丙丁"], ["性别：女，年龄：38岁"], ["电话：13800000002"], ["想找的工作：保洁"], ["期望工资："],
    ]  # fmt: skip
    frame = read_workers(xlsx(lines), as_of=DAY, context=FENGJIE).frame
    assert frame[["name", "sex", "age", "phone", "wanted_occupation"]].to_numpy().tolist() == [
        ["甲乙", "male", 45, "13800000001", "缝纫工"], ["丙丁", "female", 38, "13800000002", "保洁"],
    ]  # fmt: skip
    assert frame["pay_min_wanted"].fillna(0).tolist() == [3500, 0]


def test_pay_in_a_labelled_line_is_that_of_the_post_above_and_benefits_are_those_of_all(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["单位：奉节某某玩具厂"],
        ["岗位1：普工（20名）"],
        ["待遇：3500-5000元/月"],
        ["岗位2：质检员（2名）"],
        ["待遇：4000元/月"],
        ["福利：包吃住"],
    ]
    frame = read_jobs(xlsx(lines), as_of=DAY, context=FENGJIE).frame
    assert frame[["title", "openings", "pay_min", "lodging"]].to_numpy().tolist() == [
        ["普工", 20, 3500, "both"],
        ["质检员", 2, 4000, "both"],
    ]


def test_people_in_a_sentence_each(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["返乡求职人员名单"], ["1、甲乙，男，45岁，初中，白帝镇人，想找保安，电话13800000001"], ["2、丙丁，女，38岁，高中，住草堂镇，希望做保洁，电话13800000002"],
    ]  # fmt: skip
    workers = read_workers(xlsx(lines), as_of=DAY, context=FENGJIE)
    assert workers.frame[["name", "sex", "age", "education", "wanted_occupation", "phone", "home_code"]].to_numpy().tolist() == [
        ["甲乙", "male", 45, 2, "保安", "13800000001", "500236117"], ["丙丁", "female", 38, 3, "保洁", "13800000002", "500236118"],
    ]  # fmt: skip
    assert workers.counts == {"read": 2, "kept": 2, "set_aside": 0}


def test_cards_side_by_side_are_a_person_each(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["姓名", "甲乙", "性别", "男", None, "姓名", "丙丁", "性别", "女"], ["年龄", 45, "电话", "13800000001", None, "年龄", 38, "电话", "13800000002"],
        ["意向岗位", "保安", "期望月薪", None, None, "意向岗位", "保洁", "期望月薪", 3000],
    ]  # fmt: skip
    frame = read_workers(xlsx(lines), as_of=DAY, context=FENGJIE).frame
    assert frame[["name", "age", "wanted_occupation"]].to_numpy().tolist() == [["甲乙", 45, "保安"], ["丙丁", 38, "保洁"]]
    assert frame["pay_min_wanted"].fillna(0).tolist() == [0, 3000]


def test_posters_name_the_firm_below_their_post(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["【电焊工】3人"], ["单位：奉节甲乙公司"], ["工资：6000元"], ["电话：13800000001"], ["————"],
        ["【采茶工】20人"], ["单位：奉节丙丁合作社"], ["工资：150元/天"], ["电话：13800000002"],
    ]  # fmt: skip
    frame = read_jobs(xlsx(lines), as_of=DAY, context=FENGJIE).frame
    assert frame[["title", "employer", "openings", "pay_min", "phone"]].to_numpy().tolist() == [
        ["电焊工", "奉节甲乙公司", 3, 6000, "13800000001"], ["采茶工", "奉节丙丁合作社", 20, 3900, "13800000002"],
    ]  # fmt: skip


def test_a_firm_alone_on_a_line_heads_the_posts_below_it(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["岗位", "人数", "工资", "要求"],
        ["一、奉节甲乙农业有限公司"],
        ["采茶工", 5, 3000, "健康"],
        ["二、奉节丙丁酒店"],
        ["服务员", 2, 3200, "健康"],
    ]
    frame = read_jobs(xlsx(lines), as_of=DAY, context=FENGJIE).frame
    assert frame[["employer", "title"]].to_numpy().tolist() == [["奉节甲乙农业有限公司", "采茶工"], ["奉节丙丁酒店", "服务员"]]


def test_what_stands_below_the_posts_of_one_firm_holds_for_all(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["奉节甲乙家政公司招聘启事"], ["岗位", "人数", "工资"], ["月嫂", 5, 6000], ["保洁员", 2, 3200],
        ["工作地点：奉节县白帝镇"], ["联系人：赵经理　联系电话：13800000001"], ["有意者请电话联系，招满为止。"],
    ]  # fmt: skip
    jobs = read_jobs(xlsx(lines), as_of=DAY, context=FENGJIE)
    assert jobs.frame[["title", "phone", "contact", "work_code"]].to_numpy().tolist() == [
        ["月嫂", "13800000001", "赵经理", "500236117"], ["保洁员", "13800000001", "赵经理", "500236117"],
    ]  # fmt: skip
    assert jobs.counts == {"read": 2, "kept": 2, "set_aside": 0}


def test_a_notice_in_sentences_is_read_with_what_holds_for_all(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["招 工 启 事"], ["    白帝镇就业帮扶车间因订单增加，现面向社会招收以下人员："],
        ["    一、缝纫工：20名，年龄18至55周岁，有缝纫基础者优先，月收入2500-4500元。"],
        ["    二、车间主任：1名，高中以上文化，有三年以上管理经验，底薪4000元+奖金。"],
        ["    上班时间：8:00-12:00，14:00-18:00。提供午餐，不提供住宿。"], ["    工作地点：奉节县白帝镇。"],
        ["    报名电话：13800000001（向老师），报名截止2026年3月31日。"], ["                 白帝镇人民政府"],
    ]  # fmt: skip
    jobs = read_jobs(xlsx(lines), as_of=DAY, context=FENGJIE).frame.set_index("title")
    assert jobs[["openings", "pay_min", "age_max", "education_min", "experience_min_years"]].fillna(-1).to_numpy().tolist() == [
        [20, 2500, 55, -1, -1], [1, 4000, -1, 3, 3],
    ]  # fmt: skip
    common = jobs[["employer", "hours", "lodging", "phone", "contact", "work_code"]].drop_duplicates().to_numpy().tolist()
    assert common == [["白帝镇就业帮扶车间", "8:00-12:00，14:00-18:00", "board", "13800000001", "向老师", "500236117"]]
    assert jobs["valid_until"].dt.strftime("%m-%d").unique().tolist() == ["03-31"]


def test_wishes_in_order_below_one_label_of_a_card(xlsx: Callable[..., Path]) -> None:
    card = [
        ["姓名", "甲某", "性别", "男"], ["文化程度", "初中", "手机号码", "13800000001"],
        ["求职意向", "第一志愿", "电焊工", "第二志愿", "装配工"], [None, "月薪要求", "7000元以上", "意向地区", "浙江"],
    ]  # fmt: skip
    worker = read_workers(xlsx(card), as_of=DAY, context=FENGJIE).frame.iloc[0]
    assert worker[["wanted_occupation", "pay_min_wanted", "wanted_places"]].tolist() == ["电焊工；装配工", 7000, "浙江"]


def test_a_letter_of_a_firm_tells_its_place_and_counts_not_its_staff(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["关于协助招聘工人的函"], ["    我公司位于奉节县草堂镇，现有员工1200人。因生产需要，拟招聘下列人员："],
        ["    1.冲压工30人，要求男性，18-48岁，初中以上文化，月工资6500-8500元；"], ["    2.叉车司机2人，持有效叉车证，月工资7000元。"],
        ["    公司免费提供住宿，缴纳五险。"], ["             甲乙电子有限公司"],
    ]  # fmt: skip
    jobs = read_jobs(xlsx(lines), as_of=DAY, context=FENGJIE).frame
    assert jobs[["employer", "title", "openings", "pay_min", "work_code", "lodging"]].to_numpy().tolist() == [
        ["甲乙电子有限公司", "冲压工", 30, 6500, "500236118", "lodging"], ["甲乙电子有限公司", "叉车司机", 2, 7000, "500236118", "lodging"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "counts"),
    [("架子工；钢筋工", "10；6"), ("架子工、钢筋工", "10人，6人"), ("架子工\n钢筋工", "10\n6")],
)
def test_as_many_numbers_as_posts_belong_to_one_each(xlsx: Callable[..., Path], said: str, counts: str) -> None:
    rows = [["单位名称", "岗位名称", "招聘人数", "工资", "年龄"], ["甲公司", said, counts, "8000-10000", "55岁以下"]]
    frame = read_jobs(xlsx(rows), as_of=DAY).frame
    assert frame[["title", "openings", "pay_min", "age_max"]].to_numpy().tolist() == [["架子工", 10, 8000, 55], ["钢筋工", 6, 8000, 55]]


def test_posts_told_piece_by_piece_in_a_cell(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["单位", "岗位/人数/要求/待遇", "电话"], ["甲厂", "普工/20人/18-55岁/3000-4000元/月", "13800000001"],
        ["乙酒店", "服务员/10人/18-40岁/3200元包吃住；厨师/2人/有经验/6000元", "13800000002"],
    ]  # fmt: skip
    frame = read_jobs(xlsx(rows), as_of=DAY).frame
    assert frame[["employer", "title", "openings", "pay_min"]].to_numpy().tolist() == [
        ["甲厂", "普工", 20, 3000], ["乙酒店", "服务员", 10, 3200], ["乙酒店", "厨师", 2, 6000],
    ]  # fmt: skip
    assert frame["age_max"].fillna(-1).tolist() == [55, 40, -1] and frame["lodging"].fillna("").tolist() == ["", "both", ""]


def test_a_workshop_below_three_levels_is_a_firm(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["序号", "车间基本信息", None, "用工需求", None, None, "待遇", None, "联系方式", None],
        [None, "名称", "地址", "工种", "人数", None, "工资", None, "姓名", "电话"], [None, None, None, None, "男", "女", "最低", "最高", None, None],
        [1, "甲乙锦绣坊", "草堂镇", "绣娘", 0, 15, 2000, 4500, "韦老板", "13800000001"],
    ]  # fmt: skip
    merged = ["A1:A3", "B1:C1", "D1:F1", "G1:H1", "I1:J1", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "G2:H2", "I2:I3", "J2:J3"]
    frame = read_jobs(xlsx(rows, merged=merged), as_of=DAY, context=FENGJIE).frame
    assert frame[["employer", "title", "openings", "pay_min", "pay_max", "contact", "work_code"]].to_numpy().tolist() == [
        ["甲乙锦绣坊", "绣娘", 15, 2000, 4500, "韦老板", "500236118"],
    ]  # fmt: skip


def test_a_poster_tells_a_firm_a_line(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["【某县零工市场】招工信息 3月2日"], ["🔥急招！白帝镇阳光物业招保安2名，要求：50岁以下，初中以上学历，工资2800元，包一餐，电话：13800000001"],
        ["★甲乙新材料招聘：①操作工20人 5000-6500元/月 18-45岁 ②设备维修1人 7000-9000元/月 有电工证 地址：草堂镇 联系：王主任13800000002"],
        ["★丙丁茶厂急需采茶工30名，一天150-200元，管两餐，吴老板13800000003"],
    ]  # fmt: skip
    frame = read_jobs(xlsx(lines), as_of=DAY, context=FENGJIE).frame.set_index("title")
    assert frame[["employer", "openings", "pay_min", "phone"]].to_numpy().tolist() == [
        ["白帝镇阳光物业", 2, 2800, "13800000001"], ["甲乙新材料", 20, 5000, "13800000002"], ["丙丁茶厂", 30, 3900, "13800000003"],
        ["甲乙新材料", 1, 7000, "13800000002"],
    ]  # fmt: skip
    assert frame["age_max"].fillna(0).tolist() == [50, 45, 0, 0] and frame["contact"].fillna("").tolist() == [
        "",
        "王主任",
        "吴老板",
        "王主任",
    ]
    assert frame.loc["设备维修", "certificates_required"] == "有电工证" and frame.loc["保安", "education_min"] == 2


def test_a_firm_over_labelled_lines_is_one_whatever_it_is_called(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["某县宏源机械"],
        ["企业简介：主营机械配件。"],
        ["招聘岗位", "招聘人数", "薪资"],
        ["车工", "5", "6000"],
        ["联系方式：程厂长 13800000001"],
    ]
    frame = read_jobs(xlsx(rows), as_of=DAY).frame
    assert frame[["employer", "contact", "phone"]].to_numpy().tolist() == [["某县宏源机械", "程厂长", "13800000001"]]


def test_a_total_with_its_parts_and_a_condition_for_all_of_them(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["关于选聘乡村公益性岗位人员的通知"], ["各村民小组："],
        ["根据安排，浣花村委会拟选聘公益性岗位人员5名，其中：保洁员3名，月补贴800元；河道巡护员2名，月补贴600元。"],
        ["一、选聘条件：本村脱贫人口，年龄16-65周岁。"], ["二、工作时间：每周不少于3天。"], ["三、报名时间：即日起至2026年3月15日。联系人：范老师，联系电话：13800000001。"],
        ["浣花村民委员会"],
    ]  # fmt: skip
    frame = read_jobs(xlsx(lines), as_of=DAY, context=FENGJIE).frame
    assert frame[["title", "openings", "pay_min", "age_max", "phone", "workplace_type"]].to_numpy().tolist() == [
        ["保洁员", 3, 800, 65, "13800000001", "public_welfare"], ["河道巡护员", 2, 600, 65, "13800000001", "public_welfare"],
    ]  # fmt: skip
    assert frame["employer"].unique().tolist() == ["浣花村民委员会"] and frame["valid_until"].dt.strftime("%m-%d").tolist() == ["03-15"] * 2


def test_a_post_told_by_labelled_lines_of_a_cell(xlsx: Callable[..., Path]) -> None:
    told = "岗位：焊工\n人数：6人\n工资：7000-9000元\n要求：有焊工证\n联系人：笪经理 13800000001"
    frame = read_jobs(xlsx([["序号", "企业", "招聘信息"], [1, "甲公司", told]]), as_of=DAY).frame
    job = frame[["employer", "title", "openings", "pay_min", "pay_max", "certificates_required", "contact", "phone"]]
    assert job.to_numpy().tolist() == [["甲公司", "焊工", 6, 7000, 9000, "有焊工证", "笪经理", "13800000001"]]


def test_an_announcement_in_sections(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["白帝镇便民服务中心关于公开招聘就业驿站工作人员的公告"], ["因工作需要，白帝镇便民服务中心面向社会公开招聘工作人员2名，现将有关事项公告如下："],
        ["一、招聘岗位及人数"], ["1.窗口服务岗1名；2.信息采集岗1名。"],
        ["二、招聘条件"], ["1.具有奉节县户籍；2.年龄在18周岁以上、40周岁以下；3.大专及以上学历；4.熟练使用办公软件。"],
        ["三、薪酬待遇"], ["2800元/月，购买五险，提供工作餐。"],
        ["四、报名方式"], ["报名时间：2026年3月1日至3月10日。联系人：冉老师，联系电话：023-56500001。"],
    ]  # fmt: skip
    frame = read_jobs(xlsx(lines), as_of=DAY, context=FENGJIE).frame
    assert frame["title"].tolist() == ["窗口服务岗", "信息采集岗"] and frame["openings"].tolist() == [1, 1]
    common = frame[["employer", "pay_min", "age_min", "age_max", "education_min", "contact", "phone", "lodging"]].drop_duplicates()
    assert common.to_numpy().tolist() == [["白帝镇便民服务中心", 2800, 18, 40, 4, "冉老师", "023-56500001", "board"]]
    assert all("hukou_limit" in flags for flags in frame["flags"]) and frame["valid_until"].dt.strftime("%m-%d").unique().tolist() == [
        "03-10"
    ]


def test_posts_line_by_line_with_what_each_asks_and_pays(xlsx: Callable[..., Path]) -> None:
    rows = [["企业", "招聘职位", "要求", "待遇"], ["甲服饰", "1.车工50人\n2.大烫5人", "1.熟练\n2.会CAD", "1.5000-9000\n2.5500-6500"]]
    frame = read_jobs(xlsx(rows), as_of=DAY).frame
    assert frame[["title", "openings", "pay_min", "requirements"]].to_numpy().tolist() == [
        ["车工", 50, 5000, "熟练"],
        ["大烫", 5, 5500, "会CAD"],
    ]


def test_gigs_with_a_telephone_each(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["乡镇", "零工需求（岗位-人数-日薪-联系人）"], ["白帝镇", "搬运工-5人-200元/天-老张13800000001；保洁-2人-120元/天-李姐13800000002"],
        ["草堂镇", "采挖-20人-130元/天-周社长13800000003"],
    ]  # fmt: skip
    frame = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE).frame
    assert frame[["title", "openings", "pay_min", "contact", "phone", "work_code"]].to_numpy().tolist() == [
        ["搬运工", 5, 5200, "老张", "13800000001", "500236117"], ["保洁", 2, 3120, "李姐", "13800000002", "500236117"],
        ["采挖", 20, 3380, "周社长", "13800000003", "500236118"],
    ]  # fmt: skip


def test_headings_in_brackets(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["【公司简介】"], ["甲乙制药有限公司成立于1956年，位于奉节县草堂镇。"], ["【招聘岗位】"], ["1. 操作工 15人"], ["岗位要求：45周岁以下，高中及以上学历；"],
        ["2. 专员 2人"], ["岗位要求：本科及以上学历"], ["【福利待遇】"], ["五险一金、免费住宿、带薪年假"], ["【联系方式】"], ["联系人：虞女士  电话：023-56500001"],
    ]  # fmt: skip
    frame = read_jobs(xlsx(lines), as_of=DAY, context=FENGJIE).frame
    assert frame[["title", "openings", "education_min"]].to_numpy().tolist() == [["操作工", 15, 3], ["专员", 2, 5]]
    common = frame[["employer", "lodging", "contact", "phone", "work_code"]].drop_duplicates().to_numpy().tolist()
    assert common == [["甲乙制药有限公司", "lodging", "虞女士", "023-56500001", "500236118"]]


def test_a_firm_in_brackets_before_its_posts(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["某园区招人信息汇总"], ["【甲五金】冲床工5名，5000-7000，包住，18-50岁，13800000001"], ["【乙刀具】磨刀师傅2名，8000+；打包3名，3500，电话13800000002林姐"],
        ["【丙拉链厂】招质检1名、普工10名，月薪4000-5500，包吃住，联系人：岑主管 13800000003"],
    ]  # fmt: skip
    frame = read_jobs(xlsx(lines), as_of=DAY).frame
    assert sorted(frame[["employer", "title", "openings", "pay_min", "phone"]].to_numpy().tolist()) == sorted([
        ["甲五金", "冲床工", 5, 5000, "13800000001"], ["乙刀具", "磨刀师傅", 2, 8000, "13800000002"], ["乙刀具", "打包", 3, 3500, "13800000002"],
        ["丙拉链厂", "质检", 1, 4000, "13800000003"], ["丙拉链厂", "普工", 10, 4000, "13800000003"],
    ])  # fmt: skip


def test_a_post_with_its_paper_in_brackets(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["某县某养老院"],
        ["因发展需要，现招聘："],
        ["护理员 10人 4000-5500元/月 包吃住"],
        ["护士（有护士证）2人 4500元/月起"],
        ["电话：023-56500001（陶院长）"],
    ]
    frame = read_jobs(xlsx(lines), as_of=DAY).frame
    assert frame[["employer", "title", "openings", "pay_min", "contact"]].to_numpy().tolist() == [
        ["某县某养老院", "护理员", 10, 4000, "陶院长"], ["某县某养老院", "护士(有护士证)", 2, 4500, "陶院长"],
    ]  # fmt: skip


def test_people_introduced_by_number(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["求职者推介（第5期）"], ["编号001　甲女士　35岁　大专　会计10年，求职：会计、出纳，期望5000元"],
        ["编号002　乙先生　48岁　初中　有操作证，求职：挖机司机，期望8000元"],
    ]  # fmt: skip
    frame = read_workers(xlsx(lines), as_of=DAY).frame
    assert frame[["name", "age", "wanted_occupation", "pay_min_wanted"]].to_numpy().tolist() == [
        ["甲女士", 35, "会计、出纳", 5000], ["乙先生", 48, "挖机司机", 8000],
    ]  # fmt: skip


def test_a_title_with_a_stroke_and_pay_is_one_post(xlsx: Callable[..., Path]) -> None:
    rows = [["单位名称", "岗位名称", "薪资"], ["甲公司", "应届生/无责底薪3500+", "4000"], ["甲公司", "主播/运营", "5000"]]
    assert read_jobs(xlsx(rows), as_of=DAY).frame["title"].tolist() == ["应届生/无责底薪3500+", "主播/运营"]


def test_a_notice_lies_in_the_township_of_who_signs(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["招工启事"],
        ["现招采摘工20名，工资100元/天，包中午饭，60岁以下。"],
        ["地点：某某花椒基地"],
        ["联系人：王某，电话：13800138001"],
        ["白帝镇浣花村村民委员会"],
        ["2026年2月26日"],
    ]
    job = read_jobs(xlsx(lines), as_of="2026-03-01", context="500236").frame.iloc[0]
    assert job[["title", "openings", "lodging", "work_code", "employer"]].tolist() == [
        "采摘工",
        20,
        "board",
        "500236117",
        "白帝镇浣花村村民委员会",
    ]


def test_what_is_asked_in_brackets_behind_a_number(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["招聘信息汇总"],
        ["【甲大酒店】招：前台2名（18-35岁，3000元）、保安1名（50岁以下，2600元），包吃住，电话13700000001"],
        ["【乙汽修】招：学徒3名，月薪2000元，电话13700000002"],
    ]
    frame = read_jobs(xlsx(lines), as_of="2026-03-01").frame.sort_values("job_id")
    assert frame[["employer", "title", "openings", "age_max", "pay_min", "phone"]].fillna(0).to_numpy().tolist() == [
        ["甲大酒店", "前台", 2, 35, 3000, "13700000001"], ["甲大酒店", "保安", 1, 50, 2600, "13700000001"], ["乙汽修", "学徒", 3, 0, 2000, "13700000002"],
    ]  # fmt: skip
    assert frame["lodging"].tolist()[:2] == ["both", "both"]


def test_firms_before_a_colon_and_their_posts_behind(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["某镇就业服务站招聘信息"],
        ["1.某食品厂：包装工10人，3000-3500元，50岁以下"],
        ["2.某酒店：服务员5人，2800元，包吃住；保安2人，2500元"],
    ]
    frame = read_jobs(xlsx(lines), as_of="2026-03-01").frame.sort_values("job_id")
    assert frame[["employer", "title", "openings", "pay_min"]].to_numpy().tolist() == [
        ["某食品厂", "包装工", 10, 3000], ["某酒店", "服务员", 5, 2800], ["某酒店", "保安", 2, 2500],
    ]  # fmt: skip


def test_a_call_in_brackets_is_no_firm_and_a_firm_may_stand_between_the_clauses(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["序号", "招聘信息"],
        [1, "【急招】某某服饰厂招聘：\n缝纫工20名，4000-6000元/月；\n裁剪工2名，5000元/月。"],
        [2, "招聘保安3人，55岁以下，月薪2800元，某某物业公司，联系人：周某13800000001"],
    ]
    frame = read_jobs(xlsx(rows), as_of=DAY).frame
    assert frame[["employer", "title", "openings"]].to_numpy().tolist() == [
        ["某某服饰厂", "缝纫工", 20], ["某某服饰厂", "裁剪工", 2], ["某某物业公司", "保安", 3],
    ]  # fmt: skip


def test_posts_in_a_column_of_needs_and_notices_of_a_group(xlsx: Callable[..., Path]) -> None:
    needs = [
        ["企业", "招聘需求", "联系方式"],
        ["甲物流", "分拣工30人，18-50岁，5000-6500元/月；司机5人（B2），8000元/月", "13800000001"],
        ["乙园艺", "园艺工6人，60岁以下，110元/天", "13800000002"],
    ]
    frame = read_jobs(xlsx(needs, name="a.xlsx"), as_of=DAY).frame
    assert frame[["employer", "title", "openings", "pay_min"]].to_numpy().tolist() == [
        ["甲物流", "分拣工", 30, 5000], ["甲物流", "司机", 5, 8000], ["乙园艺", "园艺工", 6, 2860],
    ]  # fmt: skip
    told = [
        ["时间", "发言人", "消息"],
        ["2026-02-27 10:22", "小张", "某福超市招收银员2人，3000元/月"],
        ["2026-02-27 11:00", "小李", "收到"],
    ]
    assert read_jobs(xlsx(told, name="b.xlsx"), as_of=DAY).frame[["employer", "title"]].to_numpy().tolist() == [["某福超市", "收银员"]]


def test_as_many_amounts_as_posts_and_a_post_without_a_limit(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["单位", "岗位及人数", "待遇", "地点", "班组长"],
        ["甲酒店", "服务员5人、前台2人", "3000、3500", "白帝镇", "田某"],
        ["乙合作社", "除草工不限", "100元/天", "白帝镇", "岩某"],
    ]
    frame = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE).frame
    assert frame[["title", "pay_min", "contact"]].to_numpy().tolist() == [
        ["服务员", 3000, "田某"], ["前台", 3500, "田某"], ["除草工", 2600, "岩某"],
    ]  # fmt: skip
    assert frame["openings"].fillna(0).tolist() == [5, 2, 0]


def test_numbered_lines_of_a_firm_and_its_posts_in_cells_of_their_own(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["各位老乡，以下岗位急招："],
        [1, "某达纸箱厂", "印刷工3人，5000-6000，包吃住", "13800000001"],
        [2, "某安驾校", "教练1人，5000+提成", "13800000002"],
    ]
    frame = read_jobs(xlsx(rows), as_of=DAY).frame
    assert frame[["employer", "title", "openings", "pay_min", "phone"]].to_numpy().tolist() == [
        ["某达纸箱厂", "印刷工", 3, 5000, "13800000001"], ["某安驾校", "教练", 1, 5000, "13800000002"],
    ]  # fmt: skip
