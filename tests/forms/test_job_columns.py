"""What each column of a job table means, alone and beside its neighbours: header, cells, and what is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jobmatch.forms import match_headers, read_jobs

DAY, FENGJIE = "2026-03-01", "500236"
Xlsx = Callable[..., Path]
Cells = tuple[object, ...]
PAY, BASED = ("pay_min", "pay_max"), ("pay_min", "pay_max", "pay_basis")
USUAL = {"employer": "单位名称", "title": "岗位名称", "openings": "招聘人数", "work_address": "工作地点"}
PLAIN = {"title": "缝纫工", "openings": 3, "work_address": "奉节县白帝镇"}


def read(xlsx: Xlsx, headers: tuple[str, ...], rows: list[Cells], columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """Return columns of a table with one posting a row, whose other cells are plain; dates in ISO form."""
    others = [field for field in USUAL if field not in match_headers(headers, "jobs").values()]
    lines = [[*(PLAIN.get(field, f"第{at}公司") for field in others), *cells] for at, cells in enumerate(rows)]
    frame = read_jobs(xlsx([[*(USUAL[field] for field in others), *headers], *lines]), as_of=DAY, context=FENGJIE).frame
    chosen = frame.set_index("source_row").loc[range(2, 2 + len(rows)), list(columns)].astype(object)
    known = chosen.where(chosen.notna(), None).to_numpy().tolist()
    return [tuple(cell.date().isoformat() if hasattr(cell, "date") else cell for cell in row) for row in known]


CASES: list[tuple[tuple[str, ...], tuple[str, ...], dict[Any, Any]]] = [
    (("工资待遇",), BASED, {
        "3500+（底薪+提成）": (3500, None, "base_plus"), "月入过万": (10_000, None, "month"), "月薪上万元": (10_000, None, "month"), "3000/4000": (3000, 4000, "month"), "3000、4000元": (3000, 4000, "month"),
        "最低3000，最高6000": (3000, 6000, "month"), "试用期2800元，转正后3200元+提成": (3200, None, "base_plus"),
        "2200元/月（半天）": (2200, 2200, "month"), "100元/半天": (None, None, None), "来电详询": (None, None, "negotiable"),
        "第一年4000，第二年5000": (4000, 4000, "month"), "普工4000，技工6000": (4000, 6000, "month"), "万元以上": (10_000, None, "month"), "3000左右-5000左右": (3000, 5000, "month"),
        "不超过5000元": (None, 5000, "month"), "150/4500": (None, None, None), -3000: (None, None, None), "1e308": (None, None, None),
    }),
    (("招聘人数", "计价", "男工", "女工"), ("openings", *BASED), {(3, "按天", 150, 120): (3, 3120, 3900, "day")}),
    (("还需招工",), ("openings",), {5: (5,)}),
    (("需求人数_普工", "需求人数_技工", "需求人数_合计"), ("openings",), {(10, 8, 18): (18,)}),
    (("日工价（元）",), BASED, {130: (3380, 3380, "day")}),
    (("吸纳人数_总数", "空缺岗位_人数"), ("openings",), {(26, 8): (8,)}),
    (("信息类别",), ("workplace_type",), {"零工": ("flexible",), "帮扶车间": ("workshop",), "公益性岗位": ("public_welfare",)}),
    (("每小时", "发工资日"), BASED, {(21, "15号"): (4368, 4368, "hour")}),
    (("工种及人数", "缺工人数"), ("title", "openings"), {("普工40", 40): ("普工", 40)}),
    (("提供食宿_食", "提供食宿_宿"), ("lodging",), {("√", "√"): ("both",), ("√", "×"): ("board",)}),
    (("基本工资", "绩效工资"), BASED, {(2000, 1500): (2000, None, "base_plus")}),
    (("基本工资", "综合工资"), PAY, {(2000, "3500-4500"): (3500, 4500)}),
    (("试用期工资", "转正工资"), (*PAY, "pay_trial"), {(2500, "3000-4000"): (3000, 4000, 2500)}),
    (("薪资起", "薪资止"), PAY, {(3000, 5000): (3000, 5000)}),
    (("最低工资", "最高工资"), (*PAY, "pay_text"), {
        (3000, 5000): (3000, 5000, "3000-5000"), ("3000-4000", None): (3000, 4000, "3000-4000"), (None, 5000): (None, 5000, "5000"),
    }),
    (("福利待遇", "月工资（千元）"), (*PAY, "lodging"), {("包吃住、五险", "3-4"): (3000, 4000, "both"), ("餐补300元", 3): (3000, 3000, "board")}),
    (("福利待遇_五险", "福利待遇_包吃", "福利待遇_双休", "月薪"), ("insurance", "lodging", "pay_min"), {
        ("√", "√", None, 3000): ("五险", "board", 3000), (None, None, "√", 3000): (None, None, 3000),
    }),
    (("年龄要求",), ("age_min", "age_max"), {
        "18周岁-男60周岁女55周岁": (18, 60), "18-男60岁/女55岁": (18, 60), "18-55岁（女50岁）": (18, 55), "55岁以下，女性50岁以下": (None, 55),
        "年满18周岁，男60周岁以下，女55周岁以下": (18, 60), "18≤年龄≤45": (18, 45), "未满60": (None, 60),
        "20-40岁优先": (None, None), "18-45岁，35岁以下优先": (18, 45), "18-45岁女性优先": (18, 45), "成年": (18, None), "45": (None, 45), 45: (None, 45), "18周岁": (18, None), "25": (None, None),
    }),
    (("最小年龄", "最大年龄"), ("age_min", "age_max"), {("18岁", "45周岁"): (18, 45), ("18岁以上", None): (18, None), ("不限", 45): (None, 45)}),
    (("年龄（男）", "年龄（女）"), ("age_min", "age_max"), {("18-60", "18-55"): (18, 60), ("60", "55"): (None, 60), ("60以下", None): (None, None)}),
    (("年龄要求",), ("flags",), {
        "女45岁以下，男50岁以下": (("age_by_sex",),), "男18-55女18-50": (("age_by_sex",),), "女性18-45岁": (("age_by_sex", "sex_limit"),), "男女不限18-45": ((),),
    }),
    (("学历要求",), ("education_min",), {"不要求": (0,), "大学（专科）以上": (4,), "大学": (5,)}),
    (("工作经验",), ("experience_min_years",), {"3": (3,), 2: (2,), "有经验优先": (None,)}),
    (("备注",), ("age_max", "education_min", "lodging"), {
        "55岁以下，初中以上学历，包吃住": (55, 2, "both"), "做两餐饭，为客人提供住宿服务": (None, None, None), "食宿自理": (None, None, "none"),
    }),
    (("吃", "住"), ("lodging",), {("√", "√"): ("both",), (None, "√"): ("lodging",)}),
    (("食宿",), ("lodging",), {"包宿": ("lodging",), "包吃包宿": ("both",)}),
    (("招聘人数",), ("openings",), {
        "一线30人、二线10人": (40,), "普工20，质检5": (25,), "3男2女": (5,), "男女各5人": (10,), "壹": (1,), "共30人，其中普工20人": (30,), "5人，其中女3人": (5,),
        "30（普工20，质检10）": (30,), "1e5": (None,), "2026-03-15": (None,), "50%": (None,), "12:30": (None,), "3-5": (5,),
    }),
    (("有效期",), ("valid_until",), {
        "2026年5月中旬": ("2026-05-20",), "5月上旬": ("2026-05-10",), "2026年5月下旬": ("2026-05-31",), "2026、5、31": ("2026-05-31",), "2026。5。31": ("2026-05-31",),
        "0": (None,),
    }),
    (("月薪/年薪",), PAY, {"5000+": (5000, None), "6千至8千": (6000, 8000), "年薪9.6万": (8000, 8000)}),
    (("薪资结构", "到手工资"), BASED, {("底薪2490+加班费", "6000-7500"): (6000, 7500, "month"), ("计件", "5000-9000"): (5000, 9000, "piece")}),
    (("计酬方式", "月均收入"), BASED, {("计件", "2000-3500"): (2000, 3500, "piece"), ("日结", 150): (3900, 3900, "day"), ("日结", 4500): (4500, 4500, "month")}),
    (("计酬方式", "工资"), BASED, {("计件", None): (None, None, "piece")}),
    (("薪资下限", "薪资上限", "13薪"), (*PAY, "pay_months"), {(8000, 12000, "是"): (8000, 12000, 13), (4500, 6000, "否"): (4500, 6000, None)}),
    (("工资",), ("pay_min", "pay_months"), {"3000-5000，年底双薪": (3000, 13), "3000，周末双薪": (3000, None)}),
    (("福利待遇", "月薪"), ("insurance", "lodging"), {("包吃住，购买五险", 3000): ("购买五险", "both"), ("包住", 3000): (None, "lodging")}),
    (("工作内容",), ("insurance",), {"负责员工社保办理": (None,)}),
    (("最低年龄", "最高年龄"), ("age_min", "age_max"), {(0, 0): (None, None), (18, 0): (18, None)}),
    (("年龄要求",), ("age_min", "age_max"), {"1985年1月1日以后出生": (None, 41), "1970年1月1日以前出生": (56, None), "1990年3月2日后出生": (None, 35)}),
    (("学历要求",), ("education_min", ), {"博士研究生": (7,), "初高中": (2,), "Bachelor or above": (5,)}),
    (("是否管饭", "住宿"), ("lodging",), {("管两餐", None): ("board",), ("包一顿", "可住"): ("lodging",), ("都不提供", None): ("none",)}),
    (("工作地区", "详细地址"), ("work_code",), {("奉节县", "朱衣镇"): ("500236124",), ("云阳县", "凤鸣镇"): ("500235125",)}),
    (("男工价", "女工价"), (*BASED, "pay_text"), {("150元/天", "120元/天"): (3120, 3900, "day", "男150元/天，女120元/天"), ("3000", None): (3000, 3000, "month", "男3000")}),
    (("食宿",), ("lodging",), {"包住，伙食25元/天自理": ("lodging",), "不管饭": ("none",)}),
    (("条件",), ("age_min", "age_max", "lodging"), {"男女不限，18-48": (18, 48, None), "满3-5人，每班12-14人": (None, None, None)}),
    (("岗位要求及待遇",), ("age_max", "education_min", "pay_min", "insurance", "requirements"), {
        "男55岁以下、女50岁以下，初中以上；月薪5000-7000元，包吃住，缴纳五险":
            (55, 2, 5000, "缴纳五险", "男55岁以下、女50岁以下，初中以上；月薪5000-7000元，包吃住，缴纳五险"),
        "能吃苦耐劳": (None, None, None, None, "能吃苦耐劳"),
    }),
    (("性别年龄学历",), ("age_min", "age_max", "education_min", "flags", "requirements"), {
        "男，50岁以下，中专": (None, 50, 3, ("sex_limit",), None), "性别不限，18-35，学历不限": (18, 35, 0, (), None), "不限/45以下/不限": (None, 45, 0, (), None),
        "18-45岁 初中以上 无纹身": (18, 45, 2, (), "无纹身"), "熟手": (None, None, None, (), "熟手"),
    }),
    (("年龄/学历（要求）", "岗位要求"), ("age_max", "education_min", "requirements"), {("40以下/大专", "会计专业"): (40, 4, "会计专业"), ("大专、40以下、党员", "会计专业"): (40, 4, "党员；会计专业")}),
    (("学历/经验",), ("education_min", "experience_min_years"), {"高中/1年": (3, 1), "大专及以上/应届可": (4, 0)}),
    (("薪酬及福利",), ("pay_min", "pay_max", "insurance"), {"底薪3000+提成，综合5000-8000，五险": (5000, 8000, "五险")}),
    (("薪资（k/月）",), PAY, {"6-8": (6000, 8000)}),
    (("薪资（W/年）",), PAY, {"9.6": (8000, 8000)}),
    (("月补贴",), PAY, {"400": (400, 400)}),
    (("要求",), ("age_max", "education_min"), {"18-45岁、中专以上": (45, 3), "小学、初中数学教师": (None, None)}),
    (("住宿条件",), ("lodging",), {"免费公寓": ("lodging",)}),
    (("项目名称", "需用工工种"), ("title", "description"), {("农田建设", "小工"): ("小工", "农田建设")}),
    (("项目名称",), ("title",), {"三支一扶": ("三支一扶",)}),
    (("要求",), ("age_min", "age_max", "certificates_required"), {
        "A1证；50以下": (None, 50, "A1证"), "男18-55/女18-50，无传染病": (18, 55, None), "每班50以内": (None, None, None),
    }),
    (("男女年龄",), ("age_max", "flags"), {"男女18-45": (45, ()), "18-50": (50, ())}),
    (("月薪（元）",), PAY, {"5500~7500元（18元/h）": (5500, 7500), "18元/小时": (3744, 3744)}),
    (("工价（元/小时）",), BASED, {"24": (4992, 4992, "hour"), "同工同酬，综合6500-8000": (6500, 8000, "month")}),
    (("薪酬待遇（年）",), PAY, {"4.5-6万": (3750, 5000)}),
    (("工资（元起）",), PAY, {"3000": (3000, None)}),
    (("城市", "区域", "工作地点"), ("work_code",), {("重庆", "江津区", None): ("500116",)}),
    (("职位标签",), ("lodging", "insurance"), {"五险|包住|双休": ("lodging", "五险")}),
    (("缺工时段",), ("valid_until", "hours"), {"3月10日-4月30日": ("2026-04-30", "3月10日-4月30日"), "8:00-17:00": (None, "8:00-17:00"), "长期": (None, "长期")}),
    (("要求",), ("age_min", "age_max", "flags"), {"18-50 不限男女": (18, 50, ())}),
    (("饭补", "宿舍"), ("lodging",), {("食堂补贴300", "免费4人间"): ("lodging",), ("10元/天", "无"): ("board",)}),
    (("小时单价", "综合到手"), PAY, {("18-20", "5500-7000"): (5500, 7000)}),
    (("工资",), PAY, {"7000往上": (7000, None)}),
    (("项目(厂区)",), ("work_code",), {"京东仓（渝北）": ("500112",), "奉节县某厂（白帝）": ("500236117",), "某厂（二期）": (None,)}),
    (("车间名称/Workshop",), ("employer", "workplace_type"), {"某苗绣帮扶车间": ("某苗绣帮扶车间", "workshop")}),
    (("食宿",), ("lodging",), {"包住，食堂每餐12元": ("lodging",), "包住，有食堂": ("both",)}),
    (("薪资（最低）", "薪资（最高）"), PAY, {(3000, 5000): (3000, 5000)}),
    (("备注",), ("valid_until",), {"报名截止2026年3月31日": ("2026-03-31",), "招聘至5月底": ("2026-05-31",), "证书有效期2年": (None,), "报名需到现场": (None,)}),
    (("岗位类别（城镇/乡村）", "岗位名称"), ("workplace_type",), {("乡村公益性岗位", "保洁员"): ("public_welfare",), ("乡村", "护林员"): ("enterprise",)}),
    (("工作地点",), ("work_code",), {"各乡镇": ("500236",), "全县": ("500236",)}),
    (("福利",), ("lodging",), {"包住，三餐自理": ("lodging",), "住：4人间空调": ("lodging",)}),
    (("计酬方式", "工资"), BASED, {("按件计酬，多劳多得", "1500元左右"): (1500, 1500, "piece")}),
    (("薪资 Salary (RMB/Month)", "岗位 Position", "人数 Headcount"), ("pay_min", "title", "openings"), {("3800-4500", "前台接待", 4): (3800, "前台接待", 4)}),
    (("技能证", "项目地址"), ("certificates_required", "work_code"), {("塔吊证", "奉节县草堂镇"): ("塔吊证", "500236118"), ("无", "奉节县草堂镇"): (None, "500236118")}),
    (("是否住家",), ("lodging",), {"是": ("both",), "否": ("none",)}),
    (("岗位1", "人数1", "岗位2", "人数2"), ("title", "openings"), {("分拣工", 20, None, None): ("分拣工", 20)}),
    (("收入（万元/年）", "待遇"), (*PAY, "lodging"), {("10-15", "食宿免费"): (8333, 12_500, "both"), ("5左右", "五险一金"): (4167, 4167, None)}),
    (("岗位亮点",), ("lodging", "insurance"), {"包吃住、五险、入职奖2000": ("both", "五险")}),
    (("项目",), ("work_code",), {"奉节县草堂镇某小区": ("500236118",)}),
    (("所属镇街", "工作地点"), ("work_code",), {("草堂镇", None): ("500236118",)}),
    (("要求",), ("experience_min_years",), {"C1五年以上驾龄": (5.0,), "B2驾照，三年以上驾龄": (3.0,)}),
    (("岗位名称",), ("flags",), {"普工（限男性）": (("sex_limit",),), "招本地户口保安": (("hukou_limit",),), "女装导购": ((),), "男女保安": ((),)}),
    (("月薪（K）",), PAY, {"5.5-7.5": (5500, 7500)}),
    (("长期用工", "季节用工", "招聘人数"), ("openings",), {(3, None, None): (3,), (3, 30, None): (33,)}),
    (("车间类型",), ("workplace_type",), {"居家式": ("workshop",), "厂房式": ("workshop",), "否": ("enterprise",)}),
    (("缺编人数", "编制人数"), ("openings",), {(8, 60): (8,)}),
    (("应聘方式",), ("phone",), {"邮箱投递": (None,), "023-56550001": ("023-56550001",)}),
    (("备注",), ("certificates_required",), {"须带电工证": ("须带电工证",)}),
    (("有效期起", "有效期止"), ("valid_from", "valid_until"), {("2026-03-01", "2026-05-31"): ("2026-03-01", "2026-05-31")}),
    (("缺工时段",), ("valid_from", "valid_until"), {"3月10日-4月30日": (None, "2026-04-30")}),
    (("用工起止时间",), ("valid_from", "valid_until"), {"2026年3月10日-4月30日": (None, "2026-04-30")}),
    (("招聘起止时间",), ("valid_from", "valid_until"), {"2026年3月10日-4月30日": ("2026-03-10", "2026-04-30")}),
    (("发布日期", "有效期（月）"), ("valid_until",), {("2026-02-01", 3): ("2026-05-01",)}),
    (("发布日期", "有效期"), ("valid_from", "valid_until"), {("9999-12-31", "30天"): (None, "2026-03-31"), ("2026-02-01", "30天"): ("2026-02-01", "2026-03-03")}),
    (("发布日期", "期限"), ("valid_until",), {("2026-02-01", "1年"): (None,)}),
    (("是否帮扶车间",), ("workplace_type",), {"帮扶车间": ("workshop",), "是": ("workshop",), "企业": ("enterprise",)}),
    (("岗位名称",), ("title", "openings"), {"电工\n（持证）": ("电工（持证）", 3), "缝纫工 若干": ("缝纫工 若干", 3)}),
    (("岗位及人数", "招聘人数"), ("title", "openings"), {("缝纫工 若干", None): ("缝纫工", None), ("普工 20人", None): ("普工", 20)}),
    (("地点",), ("work_code",), {"浙江宁波": ("330200",)}),
    (("工作地点",), ("workplace_type",), {"白帝镇帮扶车间": ("workshop",), "白帝镇代工点": ("outsourcing_point",), "白帝镇": ("enterprise",)}),
    (("联系方式",), ("contact", "phone"), {"13800005678（王）": ("王", "13800005678"), "无": (None, None)}),
    (("單位名稱", "崗位名稱", "薪資待遇", "年齡要求"), ("employer", "title", "pay_min", "age_max"), {("甲公司", "保安", "3000", "45以下"): ("甲公司", "保安", 3000, 45)}),
    (("计件单价", "预计月收入（元）"), ("pay_basis", "pay_min"), {("0.5元/件", "1500-3000"): ("piece", 1500)}),
    (("所在镇村",), ("work_code",), {"奉节县白帝镇": ("500236117",)}),
    (("所属园区", "厂址"), ("work_code",), {("经开区", "奉节县白帝镇工业园"): ("500236117",)}),
]  # fmt: skip


@pytest.mark.parametrize(("headers", "columns", "cases"), CASES, ids=["+".join(case[0]) + ">" + case[1][0] for case in CASES])
def test_cells_are_read(xlsx: Xlsx, headers: tuple[str, ...], columns: tuple[str, ...], cases: dict[Any, Cells]) -> None:
    rows = [cells if isinstance(cells, tuple) else (cells,) for cells in cases]
    assert dict(zip(cases, read(xlsx, headers, rows, columns), strict=True)) == cases


def test_a_kind_of_post_is_the_post_where_no_other_column_names_it(xlsx: Xlsx) -> None:
    jobs = read_jobs(xlsx([["机构名称", "岗位类别", "数量", "工作地点"], ["甲", "护理员", 12, "奉节县"]]), as_of=DAY, context=FENGJIE)
    assert jobs.frame.loc[0, ["employer", "title", "openings"]].tolist() == ["甲", "护理员", 12]


def test_numbered_posts_beside_one_another_are_a_posting_each(xlsx: Xlsx) -> None:
    rows = [
        ["企业", "地址", "岗位1", "人数1", "工资1", "岗位2", "人数2", "工资2"],
        ["甲", "奉节县", "普工", 5, 3000, "司机", 2, 5000],
        ["乙", "奉节县", "保安", 1, 2500],
    ]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert jobs.frame[["employer", "title", "openings", "pay_min"]].to_numpy().tolist() == [
        ["甲", "普工", 5, 3000],
        ["乙", "保安", 1, 2500],
        ["甲", "司机", 2, 5000],
    ]
    assert jobs.problems.empty


def test_a_posting_with_several_places_is_reported(xlsx: Xlsx) -> None:
    rows = [["企业", "岗位", "工作地点"], ["甲", "普工", "浙江、广东"], ["乙", "普工", "奉节县、奉节县草堂镇"], ["丙", "普工", "和平镇"]]
    told = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE).problems
    assert told[told["message"].str.contains("几个工作地点")]["row"].tolist() == [2]


def test_a_table_of_three_columns_says_all(xlsx: Xlsx) -> None:
    rows = [
        ["企业名称及地址", "招聘岗位、人数及待遇", "联系人电话"], ["甲厂（草堂镇）", "腌制工5人，3000-3500元，包吃住", "陶某13800000001"],
        ["乙酒店，白帝镇", "前台1人、厨师2人，2800-6000元", "13800000002"],
    ]  # fmt: skip
    frame = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE).frame
    assert frame[["employer", "work_code", "title", "openings", "pay_min", "pay_max"]].to_numpy().tolist() == [
        ["甲厂", "500236118", "腌制工", 5, 3000, 3500], ["乙酒店", "500236117", "前台", 1, 2800, 6000], ["乙酒店", "500236117", "厨师", 2, 2800, 6000],
    ]  # fmt: skip
    assert frame["lodging"].tolist()[0] == "both"


def test_a_place_without_divisions_lies_in_the_township_that_collected_the_posting(xlsx: Xlsx) -> None:
    rows = [
        ["奉节县兴隆镇2月岗位收集表"],
        ["单位", "岗位", "人数", "地址"],
        ["甲", "加油员", 2, "街上"],
        ["乙", "普工", 2, "大东海镇"],
        ["丙", "保洁", 1, None],
    ]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert jobs.frame["work_code"].astype(object).where(jobs.frame["work_code"].notna(), None).tolist() == ["500236128", None, None]
    assert jobs.problems["row"].tolist() == [3, 4, 5]


def test_a_signature_below_a_table_is_no_posting(xlsx: Xlsx) -> None:
    rows = [["岗位", "人数", "年龄"], ["保安", 2, 45], ["经办人（签字）：", None, "单位（盖章）"]]
    assert read_jobs(xlsx(rows), as_of=DAY).counts["read"] == 1


@pytest.mark.parametrize(
    ("employer", "code"),
    [("白帝镇人民政府", "500236117"), ("奉节县草堂镇某合作社", "500236118"), ("奉节县某食品有限公司", None), ("老乡鸡餐饮", None)],
)
def test_a_township_that_only_the_name_of_the_employer_tells_is_taken_and_reported(xlsx: Xlsx, employer: str, code: str | None) -> None:
    jobs = read_jobs(xlsx([["单位名称", "岗位名称", "招聘人数", "工作地点"], [employer, "保洁员", 2, None]]), as_of=DAY, context=FENGJIE)
    assert jobs.frame["work_code"].astype(object).where(jobs.frame["work_code"].notna(), None).tolist() == [code]
    assert jobs.problems[["column", "kept"]].to_numpy().tolist() == [["工作地点", True]]


def test_a_title_of_one_form_of_post_speaks_for_a_column_that_names_none(xlsx: Xlsx) -> None:
    rows = [
        ["城镇公益性岗位和乡村公益性岗位开发计划表"],
        ["单位", "岗位", "岗位类别", "数量"],
        ["甲", "保洁员", "乡村", 2],
        ["乙", "协管员", "企业", 1],
    ]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert jobs.frame["workplace_type"].tolist() == ["public_welfare", "enterprise"]


def test_a_cell_that_tells_several_posts_in_words_is_a_posting_each(xlsx: Xlsx) -> None:
    rows = [
        ["企业名称", "招聘信息"],
        ["奉节甲乙服饰公司", "招缝纫工30人，工资4000-6500元/月；裁剪工5人，5000元/月。地址：奉节县白帝镇。电话：13800000001"],
        ["奉节丙丁物业", "招保安3人，月薪2800元，60岁以下"],
    ]  # fmt: skip
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert jobs.frame[["employer", "title", "openings", "pay_min"]].to_numpy().tolist() == [
        ["奉节甲乙服饰公司", "缝纫工", 30, 4000], ["奉节甲乙服饰公司", "裁剪工", 5, 5000], ["奉节丙丁物业", "保安", 3, 2800],
    ]  # fmt: skip
    assert jobs.frame[["phone", "work_code"]].fillna("").to_numpy().tolist() == [["13800000001", "500236117"]] * 2 + [["", ""]]
    assert jobs.frame["age_max"].fillna(0).tolist() == [0, 0, 60]
    assert jobs.counts == {"read": 3, "kept": 3, "set_aside": 0}


def test_a_post_its_number_and_what_it_asks_in_one_cell(xlsx: Xlsx) -> None:
    rows = [
        ["序号", "企业（项目）", "岗位及要求", "工资福利", "联系方式"],
        [1, "奉节甲乙公司", "电焊工6名：18-50岁，持焊工证", "4000-6000元/月，包吃住", "13800000001"],
    ]
    frame = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE).frame
    assert frame.loc[0, ["title", "openings", "age_max", "certificates_required", "lodging"]].tolist() == [
        "电焊工",
        6,
        50,
        "持焊工证",
        "both",
    ]


def test_numbers_of_men_and_of_women_add_up_where_no_other_column_counts_people(xlsx: Xlsx) -> None:
    rows = [["企业", "工种", "男(人)", "女(人)", "工资"], ["甲", "普工", 3, 2, 3000], ["乙", "保安", 3, None, 2800]]
    assert read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE).frame["openings"].tolist() == [5, 3]


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("发布日期", "2026-03-02", "2026-03-02才开始招聘"),
        ("招聘起止时间", "3月5日-3月20日", "2026-03-05才开始招聘"),
        ("有效期", "2026-02-28", "2026-02-28已过期"),
        ("发布日期", DAY, ""),
    ],
)
def test_a_posting_that_nobody_can_be_sent_to_yet_or_any_more_is_reported(xlsx: Xlsx, column: str, cell: str, said: str) -> None:
    jobs = read_jobs(xlsx([["企业", "工种", "人数", column], ["甲", "普工", 3, cell]]), as_of=DAY, context=FENGJIE)
    told = [message for message in jobs.problems["message"] if "不推荐" in message or "不再推荐" in message]
    assert [message.startswith(said) for message in told] == ([True] if said else [])
    assert jobs.counts["kept"] == 1


def test_what_is_preferred_is_no_demand(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["单位名称", "岗位名称", "人数", "工资", "加分项"],
        ["甲公司", "司机", 1, "5000", "A2驾照、3年以上驾龄"],
        ["甲公司", "保安", 2, "3000", "无"],
    ]
    frame = read_jobs(xlsx(rows), as_of=DAY).frame
    assert frame["certificates_required"].isna().all() and frame["experience_min_years"].isna().all()
    assert frame["requirements"].fillna("").tolist() == ["A2驾照优先，3年以上驾龄优先", ""]


def test_a_count_of_nought_and_half_a_person_are_told(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["单位名称", "岗位名称", "招聘人数", "工资", "工作地点"],
        *(["甲公司", post, n, "3000", "草堂镇"] for post, n in (("保安", 0), ("司机", 2.5))),
    ]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context="500236")
    assert jobs.frame["openings"].fillna(-1).tolist() == [0, -1]
    assert sorted(jobs.problems["row"]) == [2, 3]


def test_posts_that_a_number_is_made_of_need_no_known_name(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["企业名称", "联系电话", "招聘总人数", "其中", None, None, "工资"], [None, None, None, "缝纫", "焊工", "文员", None],
        ["甲公司", "13800000001", 30, 20, 8, 2, "4000"], ["乙公司", "13800000002", 5, 5, None, None, "3500"],
    ]  # fmt: skip
    frame = read_jobs(xlsx(rows, merged=["D1:F1", "A1:A2", "B1:B2", "C1:C2", "G1:G2"]), as_of=DAY).frame
    assert sorted(frame[["employer", "title", "openings"]].to_numpy().tolist()) == [
        ["乙公司", "缝纫", 5], ["甲公司", "文员", 2], ["甲公司", "焊工", 8], ["甲公司", "缝纫", 20],
    ]  # fmt: skip


@pytest.mark.parametrize("said", ["男女18-48", "女18-48岁", "不限18-48"])
def test_sex_and_age_without_a_mark_between(xlsx: Callable[..., Path], said: str) -> None:
    rows = [["用工企业", "岗位", "性别/年龄", "工价"], ["甲公司", "普工", said, "23元/小时"]]
    frame = read_jobs(xlsx(rows), as_of=DAY).frame
    assert frame[["age_min", "age_max"]].to_numpy().tolist() == [[18, 48]]
    assert ("sex_limit" in frame["flags"][0]) == said.startswith("女")


def test_english_names_of_columns_are_read_word_by_word(xlsx: Xlsx) -> None:
    header = [
        "companyName",
        "job_title",
        "min_salary",
        "maxSalary",
        "city",
        "district",
        "experience",
        "headcount",
        "jobDesc",
        "welfare",
        "publishDate",
    ]
    rows = [header, ["甲公司", "CNC操机员", 6000, 8000, "宁波市", "鄞州区", "1-3年", 5, "操作机床", "五险,包住", "2026-02-20"]]
    job = read_jobs(xlsx(rows), as_of=DAY).frame.iloc[0]
    assert job[["employer", "title", "pay_min", "pay_max", "work_code", "experience_min_years", "openings"]].tolist() == [
        "甲公司", "CNC操机员", 6000, 8000, "330212", 1, 5,
    ]  # fmt: skip
    assert (
        job[["description", "lodging", "insurance"]].tolist() == ["操作机床", "lodging", "五险"]
        and str(job["valid_from"])[:10] == "2026-02-20"
    )


def test_a_village_lies_in_the_township_of_the_title(xlsx: Xlsx) -> None:
    rows = [["奉节县白帝镇就业岗位收集表（2026年第1期）"], ["用工主体", "所在村", "岗位", "人数"], ["甲厂", "不知名社区", "普工", 3]]
    assert read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE).frame["work_code"].tolist() == ["500236117"]


def test_who_belongs_to_the_township_of_the_title_lies_in_it(xlsx: Xlsx) -> None:
    rows = [
        ["白帝镇乡村公益性岗位公示"],
        ["设岗单位", "岗位名称", "人数"],
        ["浣花村", "保洁员", 4],
        ["镇便民服务中心", "协理员", 1],
        ["某公司", "普工", 1],
    ]
    codes = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE).frame["work_code"]
    assert codes.astype(object).where(codes.notna(), "").tolist() == ["500236117", "500236117", ""]


def test_firm_and_post_stand_below_one_name(xlsx: Xlsx) -> None:
    rows = [["单位及岗位", "人数", "待遇"], ["某服装厂：平车工", 20, "3000-6000"], ["重庆某电子（永川）：操作工", 100, "5500"]]
    frame = read_jobs(xlsx(rows), as_of=DAY, context="500000").frame
    assert frame[["employer", "title"]].to_numpy().tolist() == [["某服装厂", "平车工"], ["重庆某电子（永川）", "操作工"]]


def test_hours_and_place_stand_below_one_name(xlsx: Xlsx) -> None:
    frame = read_jobs(xlsx([["单位", "岗位", "人数", "工作时间地点"], ["甲", "保安", 3, "8小时 草堂镇"]]), as_of=DAY, context=FENGJIE).frame
    assert frame.loc[0, ["hours", "work_code"]].tolist() == ["8小时", "500236118"]


def test_a_heading_that_asks_for_numbers_needs_no_word_behind_them(xlsx: Xlsx) -> None:
    rows = [["商家名称", "招聘职位及人数", "待遇"], ["甲宾馆", "前台2、客房3", "3000"], ["乙面馆", "面匠1人", "6000"]]
    frame = read_jobs(xlsx(rows), as_of=DAY).frame
    assert frame[["title", "openings"]].to_numpy().tolist() == [["前台", 2], ["客房", 3], ["面匠", 1]]


def test_what_a_workshop_makes_is_its_post_where_none_is_named(xlsx: Xlsx) -> None:
    rows = [
        ["车间名称", "车间负责人", "生产内容", "还需人数", "计酬方式", "月收入参考"],
        ["甲刺绣车间", "乙某", "刺绣", "7", "计件", "1500-3000"],
    ]
    job = read_jobs(xlsx(rows), as_of=DAY).frame.iloc[0]
    assert job[["employer", "title", "openings", "pay_min", "pay_basis"]].tolist() == ["甲刺绣车间", "刺绣", 7, 1500, "piece"]


def test_days_that_a_posting_stands_and_days_that_are_worked(xlsx: Xlsx) -> None:
    rows = [["企业名称", "岗位", "招工人数", "发布时间", "有效天数", "用工天数"], ["甲厂", "分选工", "20", "2026年2月20日", "60", "5天"]]
    job = read_jobs(xlsx(rows), as_of=DAY).frame.iloc[0]
    assert str(job["valid_until"])[:10] == "2026-04-21" and job["hours"] == "5天" and job["openings"] == 20


def test_columns_of_a_platform_and_of_a_firm_with_several_sites(xlsx: Xlsx) -> None:
    rows = [
        ["甲物业管理有限公司奉节分公司招聘计划"],
        ["岗位编码", "项目点", "岗位", "编制", "缺编", "生效日期", "失效日期"],
        ["A1", "夔州街道政务中心", "保洁", 10, 2, "20260201", "20260430"],
    ]
    job = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE).frame.iloc[0]
    assert job[["employer", "work_code", "openings"]].tolist() == ["甲物业管理有限公司奉节分公司", "500236004", 2]
    assert [str(job[name])[:10] for name in ("valid_from", "valid_until")] == ["2026-02-01", "2026-04-30"]


def test_firms_called_bases_are_farms(xlsx: Xlsx) -> None:
    rows = [["基地名称", "用工内容", "用工人数", "日工资"], ["某某脐橙合作社", "采果", 20, 100]]
    assert read_jobs(xlsx(rows), as_of=DAY).frame["workplace_type"].tolist() == ["farm_base"]
    rows[0][0] = "见习基地"
    assert read_jobs(xlsx(rows), as_of=DAY).frame["workplace_type"].tolist() == ["enterprise"]


def test_ages_of_both_sexes_below_sex_and_age(xlsx: Xlsx) -> None:
    rows = [
        ["公司", "岗位", "性别/年龄"],
        ["甲厂", "普工", "男18-42 女18-38"],
        ["甲厂", "保安", "男18-45岁"],
        ["甲厂", "保洁", "不限/50以下"],
    ]
    frame = read_jobs(xlsx(rows), as_of=DAY).frame
    assert frame[["age_min", "age_max"]].fillna(0).to_numpy().tolist() == [[18, 42], [18, 45], [0, 50]]
    assert ["sex_limit" in flags for flags in frame["flags"]] == [False, True, False]


def test_a_department_is_no_firm(xlsx: Xlsx) -> None:
    rows = [["甲城市建设投资集团有限公司2026年招聘岗位"], ["部门/子公司", "招聘岗位", "名额", "月薪"], ["工程部", "土建工程师", 1, "6000"]]
    assert read_jobs(xlsx(rows), as_of=DAY).frame["employer"].tolist() == ["甲城市建设投资集团有限公司"]


@pytest.mark.parametrize(("line", "firm"), [("老百姓大药房", "老百姓大药房"), ("2. 某某汽修", "某某汽修")])
def test_shops_are_firms_of_a_notice(xlsx: Xlsx, line: str, firm: str) -> None:
    lines = [["1. 甲汽修厂"], ["钣金工1名：月薪6000-8000元"], ["电话：13512300001"], [line], ["营业员3名，2800元"], ["电话：13512300002"]]
    frame = read_jobs(xlsx(lines), as_of=DAY).frame
    assert frame[["employer", "title", "phone"]].to_numpy().tolist() == [
        ["甲汽修厂", "钣金工", "13512300001"],
        [firm, "营业员", "13512300002"],
    ]


def test_a_notebook_of_a_broker(xlsx: Xlsx) -> None:
    rows = [
        ["日期", "企业/业主", "要什么人", "几个", "年纪"],
        ["3.1", "甲砂石厂", "司机", "2", "50以下"],
        ["3.1", "同上", "地磅员", "1", None],
    ]
    frame = read_jobs(xlsx(rows), as_of=DAY).frame
    assert frame[["employer", "title", "openings", "age_max"]].fillna(0).to_numpy().tolist() == [
        ["甲砂石厂", "司机", 2, 50],
        ["甲砂石厂", "地磅员", 1, 0],
    ]


def test_who_reports_is_no_firm_and_a_village_lies_in_the_township_of_the_title(xlsx: Xlsx) -> None:
    rows = [
        ["公平镇用工岗位收集表"],
        ["报送单位：公平镇社会保障服务所"],
        ["所在村", "岗位", "缺口", "薪酬"],
        ["三角坝村", "拉砖工", 4, "120元/天"],
    ]
    job = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE).frame.iloc[0]
    assert job["work_code"][:9] == "500236123" and job.isna()["employer"]


def test_a_line_that_goes_on_about_the_post_above_is_no_post(xlsx: Xlsx) -> None:
    rows = [
        ["单位", "岗位", "人数", "工资"],
        ["甲药房", "店员", 2, "2800"],
        [None, "要求：有经验，能吃苦", None, None],
        ["乙钢构", "焊工", 3, "7000"],
    ]
    assert read_jobs(xlsx(rows), as_of=DAY).frame["title"].tolist() == ["店员", "焊工"]


def test_benefits_beside_insurance_and_a_route_beside_the_place(xlsx: Xlsx) -> None:
    rows = [
        ["店铺/公司", "招什么", "保险福利", "工作地点及路线", "微信/电话", "驾龄"],
        ["甲超市", "司机", "五险，包住，工作餐", "永安街道", "13896660001", "3年以上"],
    ]
    job = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE).frame.iloc[0]
    assert job[["employer", "title", "lodging", "work_code", "phone", "experience_min_years"]].tolist() == [
        "甲超市", "司机", "lodging", "500236001", "13896660001", 3,
    ]  # fmt: skip


def test_the_fields_of_a_platform(xlsx: Xlsx) -> None:
    rows = [["招聘单位", "单位编号", "职业（工种）名称", "需求人数合计", "日均工资"], ["甲纺织公司", "50023601", "细纱挡车工", 12, "300"]]
    job = read_jobs(xlsx(rows), as_of=DAY).frame.iloc[0]
    assert job[["title", "openings", "pay_min", "pay_basis"]].tolist() == ["细纱挡车工", 12, 7800, "day"]


def test_schools_that_hire(xlsx: Xlsx) -> None:
    rows = [["用人学校", "招聘岗位", "编制需求", "岗位所需技能"], ["甲中学", "宿管", 2, "无"]]
    job = read_jobs(xlsx(rows), as_of=DAY).frame.iloc[0]
    assert job[["employer", "title", "openings"]].tolist() == ["甲中学", "宿管", 2]


def test_shops_of_a_street_and_a_time_to_apply(xlsx: Xlsx) -> None:
    rows = [
        ["商户名", "用工岗位", "包吃否", "店址", "报名起止时间"],
        ["甲西饼", "裱花师", "包", "夔州街道诗城西路", "2026年3月2日至3月13日"],
    ]
    job = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE).frame.iloc[0]
    assert (
        job[["employer", "lodging", "work_code"]].tolist() == ["甲西饼", "board", "500236004"]
        and str(job["valid_until"])[:10] == "2026-03-13"
    )


def test_firms_called_workshops_are_workshops(xlsx: Xlsx) -> None:
    rows = [
        ["就业帮扶车间用工情况及岗位需求表"],
        ["车间名称", "经营范围", "拟招岗位", "计划用工", "采集日期"],
        ["甲茶叶车间", "茶叶加工", "拣茶工", 5, "2026年2月20日"],
    ]
    job = read_jobs(xlsx(rows), as_of=DAY).frame.iloc[0]
    assert (
        job[["workplace_type", "industry", "openings"]].tolist() == ["workshop", "茶叶加工", 5]
        and str(job["valid_from"])[:10] == "2026-02-20"
    )


def test_a_column_states_the_unit_of_pay_row_by_row(xlsx: Xlsx) -> None:
    headers = ("最低薪资", "最高薪资", "薪资单位")
    rows: list[Cells] = [(3000, 4000, "元/月"), (18, 20, "小时"), (150, 180, "天"), (5000, 6000, None)]
    assert read(xlsx, headers, rows, BASED) == [
        (3000, 4000, "month"), (3744, 4160, "hour"), (3900, 4680, "day"), (5000, 6000, "month"),
    ]  # fmt: skip


def test_workshops_and_outsourcing_points_that_no_other_column_calls_firms(xlsx: Xlsx) -> None:
    workshops = [["车间", "所在地", "缝纫工", "质检员"], ["甲服饰帮扶车间", "白帝镇", 10, 1], ["乙鞋业帮扶车间", "兴隆镇", 6, None]]
    points = [["代工点名称", "发包企业", "加工产品", "缺工人数", "怎么联系"], ["甲村代工点", "乙公司", "灯串", 8, "13800000001"]]
    frame = read_jobs(xlsx(workshops, name="a.xlsx"), as_of=DAY).frame
    assert frame[["employer", "title", "openings", "workplace_type"]].to_numpy().tolist() == [
        ["甲服饰帮扶车间", "缝纫工", 10, "workshop"], ["乙鞋业帮扶车间", "缝纫工", 6, "workshop"], ["甲服饰帮扶车间", "质检员", 1, "workshop"],
    ]  # fmt: skip
    job = read_jobs(xlsx(points, name="b.xlsx"), as_of=DAY).frame.iloc[0]
    assert job[["employer", "title", "workplace_type", "phone"]].tolist() == ["甲村代工点", "灯串", "outsourcing_point", "13800000001"]


def test_a_firm_with_its_introduction_and_its_address_below_its_name(xlsx: Xlsx) -> None:
    rows = [["单位及简介", "岗位", "人数", "工资"], ["甲轮胎公司（员工8000余人）\n地址：奉节县白帝镇", "硫化工", 50, "7000"]]
    job = read_jobs(xlsx(rows), as_of=DAY).frame.iloc[0]
    assert job[["employer", "work_code"]].tolist() == ["甲轮胎公司（员工8000余人）", "500236117"]


def test_people_needed_and_not_people_there(xlsx: Xlsx) -> None:
    rows = [
        ["车间（加工点）名称", "用工情况", None, "需求岗位", "需求人数", "食", "宿"],
        [None, "总人数", "脱贫户", None, None, None, None],
        ["甲花椒车间", 25, 11, "分拣工", 10, "√", "×"],
    ]
    job = read_jobs(xlsx(rows, merged=["B1:C1"]), as_of=DAY).frame.iloc[0]
    assert job[["title", "openings", "workplace_type", "lodging"]].tolist() == ["分拣工", 10, "workshop", "board"]


def test_posts_named_by_the_titles_of_notices(xlsx: Xlsx) -> None:
    rows = [
        ["发布时间", "标题", "内容", "电话"],
        ["2026-02-20", "某制衣厂招车工10名", "要求：熟练车工，计件5000-8000，包吃住", "13800000001"],
        ["2026-02-21", "急招厨师1名、服务员2名", "农家乐", "13800000002"],
        ["2026-02-22", "招商专员2名", "月薪6000，能出差", "13800000003"],
    ]
    frame = read_jobs(xlsx(rows), as_of=DAY).frame
    assert frame["employer"].fillna("").tolist() == ["某制衣厂", "", "", ""]
    assert frame[["title", "openings", "pay_min"]].fillna({"pay_min": 0}).to_numpy().tolist() == [
        ["车工", 10, 5000], ["厨师", 1, 0], ["服务员", 2, 0], ["招商专员", 2, 6000],
    ]  # fmt: skip


def test_kinds_of_people_below_one_number_add_up(xlsx: Xlsx) -> None:
    rows = [["单位", "工种", "需求人数", None], [None, None, "普工", "技工"], ["甲水利", "钢筋班组", 10, 8]]
    path = xlsx(rows, merged=["A1:A2", "B1:B2", "C1:D1"])
    assert read_jobs(path, as_of=DAY).frame[["title", "openings"]].to_numpy().tolist() == [["钢筋班组", 18]]
