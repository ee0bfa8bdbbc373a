"""What forms say of people: ID numbers, telephones, dates, groups, wishes and segments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.forms import read_workers
from jobmatch.forms.age import completed_years
from jobmatch.forms.answers import read_answer
from jobmatch.forms.dates import read_date, read_validity
from jobmatch.forms.groups import read_groups
from jobmatch.forms.identity import read_id, read_phones
from jobmatch.forms.text import arabic, normal
from jobmatch.forms.wishes import read_employed, read_wish_for_work
from jobmatch.schema import GROUPS, MOBILITIES, SEGMENTS
from jobmatch.schema.segment import RULES, Facts, segment_of

DAY = "2026-03-01"


def test_an_id_in_every_disguise(id_of: Callable[..., str]) -> None:
    number = next(found for order in range(1, 60) if (found := id_of(order=order)).endswith("X"))
    wide = number.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ"))
    for written in (number, number.lower(), f"'{number}", f"\t{number} ", f"{number[:6]} {number[6:14]} {number[14:]}", wide):
        assert read_id(written).number == number
    assert read_id(number + "42").disability == "肢体残疾二级"
    assert read_id(number + "42").number == number


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("", "missing"), ("无", "missing"), ("未办理", "missing"), ("5.00236E+17", "precision_lost"), (5.00236198003121e17, "precision_lost"),
        ("500236198003120000", "precision_lost"), ("50023619800312", "wrong_length"), ("500236801312001", "wrong_length"), ("500236198002300011", "no_such_date"),
        ("5002361980O3120011", "not_a_number"),
    ],
)  # fmt: skip
def test_ids_that_may_not_be_used(cell: object, fault: str) -> None:
    found = read_id(cell)
    assert (found.fault, found.number, found.birth, found.sex) == (fault, None, None, None)


@given(st.dates(dt.date(1930, 1, 1), dt.date(2015, 1, 1)), st.integers(1, 999), st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(birth: dt.date, order: int, place: int, shift: int) -> None:
    body = f"500236{birth:%Y%m%d}{order:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    number = body + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights, strict=True)) % 11]
    found = read_id(number)
    if number.endswith("000"):
        assert found.fault == "precision_lost"
        return
    assert (found.number, found.birth, found.sex) == (number, birth, "male" if order % 2 else "female")
    if number[place] != "X":
        wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
        assert read_id(wrong).number is None


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("13800000001", ("13800000001",)), ("13800000001/13900000002", ("13800000001", "13900000002")), ("13800000001 13900000002", ("13800000001", "13900000002")),
        ("１３８００００１１１１（本人）", ("13800001111",)), ("138-0000-0001", ("13800000001",)), ("138 0000 0001", ("13800000001",)), ("+86 13800000001", ("13800000001",)),
        ("023-12345678", ("023-12345678",)), ("023 12345678", ("023-12345678",)), ("(023)12345678", ("023-12345678",)), ("023—12345678转802", ("023-12345678",)), ("0086-13800000001", ("13800000001",)),
        ("138-00000001", ("13800000001",)), ("1380000 0001", ("13800000001",)), ("13800000001.0", ("13800000001",)), ("甲13800000001乙13900000002", ("13800000001", "13900000002")),
        ("1380000000113900000002", ("13800000001", "13900000002")), ("13800000001—13900000002", ("13800000001", "13900000002")), ("400-123-4567", ("400-123-4567",)), ("", ()), ("无", ()),
    ],
)  # fmt: skip
def test_telephones(text: str, good: tuple[str, ...]) -> None:
    assert read_phones(text) == (good, ())


@pytest.mark.parametrize("text", ["1380000001", "138000000011", "12345", "11800000001"])
def test_what_is_no_telephone(text: str) -> None:
    good, bad = read_phones(text)
    assert not good
    assert bad == (text,)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("19790315", "1979-03-15"), ("1979.03.15", "1979-03-15"), ("1979/3/15", "1979-03-15"), ("1979年3月15日", "1979-03-15"), (28929.0, "1979-03-15"), ("28929", "1979-03-15"),
        ("1979.03", "1979-03-01"), ("1979年3月", "1979-03-01"), ("197903", "1979-03-01"), ("79.3.15", "1979-03-15"), ("１９７９－０３－１５", "1979-03-15"),
        ("1979-03-15 00:00:00", "1979-03-15"), (dt.datetime(1979, 3, 15), "1979-03-15"), ("2026年5月底", "2026-05-31"), ("3/15/1979", "1979-03-15"),
        ("26年5月底", "2026-05-31"), ("七九年三月", "1979-03-01"), ("1979、3、15", "1979-03-15"), ("1979 3 15", "1979-03-15"), ("15-Mar-79", "1979-03-15"), ("Mar-79", "1979-03-01"),
        ("790315", "1979-03-15"), ("15/3/1979", "1979-03-15"), ("1979年三月十五日", "1979-03-15"), ("1980-02-30", None), ("不详", None), ("", None), ("3月中旬", None), (None, None),
    ],
)  # fmt: skip
def test_dates(cell: object, day: str | None) -> None:
    found = read_date(cell)
    assert (found.date.isoformat() if found else None) == day


@given(st.dates(dt.date(1931, 1, 1), dt.date(2029, 12, 31)))
def test_every_spelling_of_a_date_reads_back(day: dt.date) -> None:
    texts = [
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
        day.isoformat(),
        f"{day:%Y.%m.%d}",
    ]
    assert {read_date(text).date for text in [*texts, float((day - dt.date(1899, 12, 30)).days)]} == {day}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("cell", "last"),
    [
        ("90天", "2026-05-10"), ("三个月", "2026-05-09"), ("半年", "2026-08-09"), ("1年", "2027-02-09"), ("30", "2026-03-11"), ("2026/4/7", "2026-04-07"), ("4月28日", "2026-04-28"),
        ("5月底", "2026-05-31"), ("2026年3月", "2026-03-31"), ("即日起至2026年6月26日", "2026-06-26"), ("2026.3.1-2026.4.1", "2026-04-01"), ("2026年3月1日至4月1日", "2026-04-01"),
        ("2026.5.1-6.30", "2026-06-30"), ("4-30", "2026-04-30"), ("上半年", "2026-06-30"), ("2026年上半年", "2026-06-30"), ("2026年一季度", "2026-03-31"), ("年底", "2026-12-31"),
        ("26年5月底", "2026-05-31"), ("30/4/2026", "2026-04-30"), ("长期有效", None), ("招满为止", None), ("", None), ("1月15日", "2026-01-15"), ("8月1日", "2026-08-01"),
    ],
)  # fmt: skip
def test_validity(cell: str, last: str | None) -> None:
    found = read_validity(cell, dt.date(2026, 2, 9))
    assert (found[1].isoformat() if found[1] else None, found[2]) == (last, True)


def test_a_day_without_year_is_not_a_year_ago() -> None:
    assert read_validity("1月15日", dt.date(2025, 12, 20))[1] == dt.date(2026, 1, 15)


def test_birthdays_count_from_the_day_itself() -> None:
    born = dt.date(2010, 3, 2)
    assert [completed_years(born, dt.date(2026, 3, day)) for day in (1, 2)] == [15, 16]


@pytest.mark.parametrize(
    ("text", "field", "codes"),
    [
        ("一般贫困户", "group", {"registered_poor_2016"}), ("低保贫困户", "group", {"registered_poor_2016", "dibao"}), ("五保贫困户", "group", {"registered_poor_2016", "tekun"}),
        ("一般脱贫户", "group", {"lifted"}), ("低保脱贫户", "group", {"lifted", "dibao"}), ("特困供养脱贫户", "group", {"lifted", "tekun"}), ("非贫困户", "group", set()),
        ("原贫困户", "group", {"lifted"}), ("脱贫人口", "group", {"lifted"}), ("脱贫不稳定户", "group", {"monitored_unstable"}), ("监测对象（边缘易致贫户）", "group", {"monitored_marginal"}),
        ("突发严重困难户", "group", {"monitored_sudden"}), ("突发严重困难户（风险已消除）", "group", {"monitored_sudden"}), ("农村低收入人口", "group", {"low_income"}),
        ("零就业家庭成员", "group", {"zero_employment_household"}), ("4050人员", "group", {"hardship_other"}), ("贫困家庭高校毕业生", "group", {"graduate_poor"}),
        ("是", "dibao", {"dibao"}), ("否", "dibao", set()), ("是", "poor_2016", {"registered_poor_2016"}), ("√", "lifted", {"lifted"}), ("肢体", "disability", {"disabled"}),
        ("无", "disability", set()), ("残疾,长期慢性病", "health", {"disabled"}), ("健康", "health", set()), ("农民工", "group", set()), ("是", "monitored", {"low_income"}),
    ],
)  # fmt: skip
def test_groups(text: str, field: str, codes: set[str]) -> None:
    assert read_groups(text, field) == codes


@given(st.text(max_size=20))
def test_any_text_gives_known_codes(text: str) -> None:
    assert read_groups(text) <= set(GROUPS)
    assert read_wish_for_work(text).mobility in (None, *MOBILITIES)
    assert normal(normal(text)) == normal(text) or not normal(text).isascii()
    assert read_answer(text) in (True, False, None)
    arabic(text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("是", True),
        ("√", True),
        ("1", True),
        ("１", True),
        ("有", True),
        ("愿意", True),
        ("否", False),
        ("×", False),
        ("0", False),
        ("无", False),
        ("不愿意", False),
        ("", None),
        ("不详", None),
        ("/", None),
    ],
)
def test_answers(text: str, answer: bool | None) -> None:
    assert read_answer(text) is answer


@pytest.mark.parametrize(
    ("text", "willing", "startup", "mobility"),
    [
        ("返岗", True, None, None), ("外出再就业", True, None, "anywhere"), ("本地就业", True, None, "county"), ("本地创业", None, True, None), ("外出创业", None, True, None),
        ("无就业意向", False, None, None), ("暂无意愿", False, None, None), ("单位就业", True, None, None), ("务农-有外出就业意愿", True, None, "anywhere"), ("想做保安", True, None, None),
        ("", None, None, None), ("不想外出务工", False, None, None),
    ],
)  # fmt: skip
def test_wishes(text: str, willing: bool | None, startup: bool | None, mobility: str | None) -> None:
    wish = read_wish_for_work(text)
    assert (wish.willing, wish.startup, wish.mobility) == (willing, startup, mobility)


def test_states() -> None:
    states = {
        "已就业": True,
        "未就业": False,
        "是": True,
        "否": False,
        "务农-务农人员": False,
        "灵活就业": True,
        "失业": False,
        "": None,
        "在家待业": False,
    }
    assert {text: read_employed(text) for text in states} == states


facts = st.builds(
    Facts,
    age=st.one_of(st.none(), st.integers(0, 100)),
    in_school=st.sampled_from([None, True, False]),
    able=st.sampled_from([None, True, False]),
    willing=st.sampled_from([None, True, False]),
    startup=st.sampled_from([None, True, False]),
    training=st.sampled_from([None, True, False]),
    names_wish=st.booleans(),
    employed=st.sampled_from([None, True, False]),
)


@given(facts)
def test_everybody_has_one_segment_and_a_stated_wish_is_served(person: Facts) -> None:
    segment, reason = segment_of(person)
    assert segment in SEGMENTS
    assert reason
    barred = person.in_school or person.able is False or (person.age is not None and person.age < 16)
    if person.willing and not barred:
        assert segment == "job"
    if segment == "job":
        assert not barred
        assert person.willing is not False


def test_unknown_is_not_no() -> None:
    assert segment_of(Facts())[0] == "job"
    assert {segment for _, segment, _ in RULES} == set(SEGMENTS)


def test_a_whole_row(xlsx: Callable[..., Path], id_of: Callable[..., str]) -> None:
    header = ["姓名", "身份证号", "性别", "出生年月", "学历", "户籍地址", "现居住地", "手机", "是否低保", "残疾证号", "就业状态", "是否有就业意愿", "意向岗位", "期望薪资（千元）", "意向地区", "最远通勤距离（公里）", "帮扶干部"]  # fmt: skip
    number = id_of("19800312", 2)
    row = ["甲 乙", number, "男", "1980年3月", "高中肄业", "奉节县白帝镇", "奉节县兴隆镇", "13800000001/13900000002", "是", number + "43", "未就业", "√", "保洁、保安", "3-4", "本镇", "10公里", "某干部"]  # fmt: skip
    workers = read_workers(xlsx([header, row]), as_of=DAY, context="500236")
    worker = workers.frame.iloc[0].dropna().to_dict()
    expected = {
        "name": "甲乙", "sex": "female", "age": 45, "education": 2, "phone": "13800000001、13900000002", "groups": ("dibao", "disabled"), "disability": "肢体残疾三级",
        "segment": "job", "wanted_occupation": "保洁、保安", "pay_min_wanted": 3000, "pay_max_wanted": 4000, "mobility": "town", "max_km": 10, "home_code": "500236128",
        "hukou_adcode": "500236117", "caseworker": "某干部", "willing": True,
    }  # fmt: skip
    assert {key: worker[key] for key in expected} == expected
    assert workers.problems["column"].tolist() == ["性别"]


def test_an_age_column_keeps_the_day_of_its_form(xlsx: Callable[..., Path]) -> None:
    rows = [["填报日期：2025年6月30日"], ["姓名", "年龄", "家庭住址"], ["甲乙", "52岁", "奉节县白帝镇"]]
    worker = read_workers(xlsx(rows), as_of=DAY, context="500236").frame.iloc[0]
    assert (worker["age"], str(worker["age_as_of"].date()), str(worker["surveyed_on"].date())) == (52, "2025-06-30", "2025-06-30")


@pytest.mark.parametrize(
    ("state", "wish", "training", "segment", "mobility"),
    [
        ("务农-有外出就业意愿", "", "", "job", "anywhere"), ("务农-有本地就业意愿", "", "", "job", "county"), ("已就业", "", "", "unwilling", None), ("已就业", "", "焊工", "training", None),
        ("已就业", "", "否", "unwilling", None), ("未就业", "", "", "job", None), ("未就业", "否", "", "unwilling", None), ("未就业", "否", "是", "training", None),
        ("入学", "", "", "in_school", None), ("退出劳动力范围", "", "", "unable", None), ("未就业", "本地创业", "", "startup", None), ("已就业", "是", "", "job", None),
    ],
)  # fmt: skip
def test_segments_of_the_states_that_forms_know(
    xlsx: Callable[..., Path], state: str, wish: str, training: str, segment: str, mobility: str | None
) -> None:
    rows = [["姓名", "年龄", "家庭住址", "就业状态", "就业意愿", "培训需求"], ["甲乙", 40, "奉节县白帝镇", state, wish, training]]
    worker = read_workers(xlsx(rows), as_of=DAY, context="500236").frame.iloc[0]
    assert worker["segment"] == segment
    assert (worker["mobility"] if mobility else None) == mobility


def test_the_reason_why_people_cannot_leave_keeps_them_in_the_county(xlsx: Callable[..., Path]) -> None:
    rows = [["姓名", "家庭住址", "无法外出原因"], ["甲", "奉节县白帝镇", "照顾小孩"], ["乙", "奉节县白帝镇", "无"]]
    workers = read_workers(xlsx(rows), as_of=DAY, context="500236")
    assert workers.frame["mobility"].fillna("").tolist() == ["county", ""]


def test_contradictions_are_reported_and_kept(xlsx: Callable[..., Path]) -> None:
    header = ["姓名", "年龄", "家庭住址", "文化程度", "在校生状况", "劳动技能", "务工时间（月）", "健康状况", "务工所在地", "务工企业名称", "务工区域", "就业渠道", "是否计划务工", "就业服务需求"]  # fmt: skip
    place = "奉节县白帝镇"
    rows = [
        header,
        ["甲", 40, place, "初中", None, "普通劳动力", 6, "健康", place, "某厂", "县内", "自发", None, None],
        ["乙", 17, place, None, "中职一年级", "普通劳动力", 6, "健康", place, "某厂", "县内", "自发", None, None],
        ["丙", 50, place, "初中", None, "弱劳动力或半劳动力", None, "健康", None, None, None, None, None, None],
        ["丁", 50, place, "初中", None, "普通劳动力", 5, "健康", None, None, "县内", None, None, None],
        ["戊", 50, place, "初中", None, "普通劳动力", None, "健康", None, None, None, None, "是", None],
        ["己", 72, place, "初中", None, "普通劳动力", 5, "健康", place, "村委会", "县内", "公益性岗位", None, None],
        ["庚", 50, place, "初中", None, "普通劳动力", 5, "健康", "广东", "某厂", "省外", "帮扶车间", None, None],
        ["辛", 50, place, None, None, "普通劳动力", None, "健康", None, None, None, None, None, None],
    ]
    workers = read_workers(xlsx(rows), as_of=DAY, context="500236")
    assert workers.problems["row"].tolist() == [3, 4, 5, 6, 7, 8, 9]
    assert workers.problems["kept"].all()
    assert len(workers) == 8


def test_several_people_in_a_cell_are_people_each(xlsx: Callable[..., Path], id_of: Callable[..., str]) -> None:
    rows = [
        ["工种", "求职人员（电话）", "人数"], ["厨师", "甲某（13800000001）、乙某某（13800000002，女）", 2],
        ["家政服务", "丙某 13800000003", 1], ["驾驶员", "丁某、戊某", 2], ["合计", None, 5],
    ]  # fmt: skip
    workers = read_workers(xlsx(rows), as_of=DAY)
    assert workers.frame[["name", "wanted_occupation"]].to_numpy().tolist() == [
        ["甲某", "厨师"], ["乙某某", "厨师"], ["丙某", "家政服务"], ["丁某", "驾驶员"], ["戊某", "驾驶员"],
    ]  # fmt: skip
    assert workers.frame["phone"].fillna("").tolist() == ["13800000001", "13800000002", "13800000003", "", ""]
    assert workers.counts == {"read": 5, "kept": 5, "set_aside": 0} and workers.frame["worker_id"].is_unique
    numbers = [id_of(order=order) for order in (1, 3)]
    rows = [["姓名", "身份证号", "电话"], ["甲某、乙某", "、".join(numbers), "13800000001/13800000002"]]
    frame = read_workers(xlsx(rows, name="b.xlsx"), as_of=DAY).frame
    assert frame[["id_number", "phone"]].to_numpy().tolist() == [[numbers[0], "13800000001"], [numbers[1], "13800000002"]]


@pytest.mark.parametrize(
    ("heading", "said", "mobility"),
    [
        ("愿不愿意出省", "不愿意", "province"),
        ("能否出县", "否", "county"),
        ("愿不愿意出省", "省内可以", "province"),
        ("是否愿意外出", "是", "anywhere"),
    ],
)
def test_who_stays_stays_within_the_border_that_is_asked_about(xlsx: Callable[..., Path], heading: str, said: str, mobility: str) -> None:
    rows = [["姓名", "性别", "意向岗位", heading], ["甲某", "男", "保安", said]]
    assert read_workers(xlsx(rows), as_of=DAY).frame["mobility"].tolist() == [mobility]


def test_the_widest_of_several_ticks_and_what_stands_below_other(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["姓名", "性别", "就业意愿", None, None, "意向工种（打√）", None, None, "备注"],
        [None, None, "县内就业", "省内县外", "省外", "制衣", "建筑", "其他", None],
        ["甲某", "男", None, "√", "√", None, None, "电商客服", "低保户"], ["乙某", "女", "√", None, None, "√", None, None, "低保已取消"],
    ]  # fmt: skip
    frame = read_workers(xlsx(rows, merged=["C1:E1", "F1:H1", "A1:A2", "B1:B2", "I1:I2"]), as_of=DAY).frame
    assert frame[["wanted_occupation", "mobility", "groups"]].to_numpy().tolist() == [
        ["电商客服", "anywhere", ("dibao",)], ["制衣", "county", ()],
    ]  # fmt: skip


def test_a_plan_to_stay_at_home_for_a_business_and_a_plan_that_depends() -> None:
    assert read_wish_for_work("不出去了，想创业").startup and read_wish_for_work("看情况").willing is None
    assert read_wish_for_work("不想外出，在本地找活").mobility == "county"


def test_other_townships_are_no_township(xlsx: Callable[..., Path]) -> None:
    rows = [["姓名", "性别", "乡镇", "手机"], ["甲某", "男", "其他乡镇", "13800000001"], ["乙某", "男", "白帝镇", "13800000002"]]
    frame = read_workers(xlsx(rows), as_of=DAY, context="500236").frame
    assert frame["township"].fillna("").tolist() == ["", "白帝镇"]


def test_a_household_stands_over_its_people(xlsx: Callable[..., Path]) -> None:
    header = ["姓名", "与户主关系", "性别", "文化程度", "意向"]
    rows = [
        ["某村劳动力入户调查表"], ["户主：甲某", None, "户编号：0012", None, "家庭住址：奉节县白帝镇"], ["户属性：脱贫户"], header,
        ["甲某", "户主", "男", "小学", "保安"], ["甲乙", "长子", "男", "初中", "焊工"],
        ["户主：丙某", None, "户编号：0013", None, "家庭住址：奉节县草堂镇"], header, ["丙丁", "三女", "女", "中专", "文员"],
    ]  # fmt: skip
    workers = read_workers(xlsx(rows), as_of=DAY, context="500236")
    assert workers.frame[["name", "household_id", "home_code", "groups"]].to_numpy().tolist() == [
        ["甲某", "0012", "500236117", ("lifted",)], ["甲乙", "0012", "500236117", ("lifted",)], ["丙丁", "0013", "500236118", ()],
    ]  # fmt: skip
    assert workers.counts == {"read": 3, "kept": 3, "set_aside": 0} and workers.problems.empty


@pytest.mark.parametrize("below", [False, True])
def test_codes_explained_on_a_line_beside_the_table(xlsx: Callable[..., Path], *, below: bool) -> None:
    note = ["说明：就业意愿 1-外出 2-本地 3-无；文化程度 1-小学及以下 2-初中 3-高中/中专；其余如实填写"]
    table = [
        ["姓名", "性别", "年龄", "文化程度", "就业意愿"],
        ["甲某", "男", 40, 2, 1],
        ["乙某", "女", 35, 3, "2"],
        ["丙某", "女", 60, 1, 3],
    ]
    frame = read_workers(xlsx([*table, note] if below else [note, *table]), as_of=DAY).frame
    assert frame["education"].tolist() == [2, 3, 1] and frame["willing"].tolist() == [True, True, False]
    assert frame["mobility"].fillna("").tolist() == ["anywhere", "county", ""]


def test_people_who_write_a_line_each(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["#接龙"], ["请写姓名、年龄、想找的工作、工资、电话"], ["1. 甲某 46岁 想找开货车的活 7000左右 13800000001"], ["2. 乙某 38岁 找超市或餐馆 3000-4000 13800000002"],
        ["3. 丙某，女，52，保洁保姆都可以，3500，13800000003"], ["4. 丁某 25 电工 6000 13800000004"],
    ]  # fmt: skip
    frame = read_workers(xlsx(lines), as_of=DAY).frame
    assert frame[["name", "age", "pay_min_wanted"]].to_numpy().tolist() == [
        ["甲某", 46, 7000],
        ["乙某", 38, 3000],
        ["丙某", 52, 3500],
        ["丁某", 25, 6000],
    ]
    assert frame["wanted_occupation"].tolist() == ["开货车", "超市或餐馆", "保洁保姆都可以", "电工"] and frame["education"].isna().all()


def test_people_told_in_sentences(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["某镇重点帮扶对象求职情况说明"],
        ["1、甲某英，女，1979年5月生，初中文化，家住白帝镇浣花村，脱贫户，丈夫在外务工，本人需照顾老人，希望在镇上找一份缝纫或保洁工作，月薪2500元左右，联系电话13800000001。"],
        ["2、乙某林，男，1991年3月出生，中专学历，草堂镇人，肢体残疾四级，会电脑操作，想找客服、仓管类工作，期望工资3500元以上，电话：13800000002。"],
        ["以上两人均已入户核实。"],
    ]  # fmt: skip
    workers = read_workers(xlsx(lines), as_of=DAY, context="500236")
    frame = workers.frame
    assert frame[["wanted_occupation", "education", "pay_min_wanted", "groups"]].to_numpy().tolist() == [
        ["缝纫或保洁", 2, 2500, ("lifted",)], ["客服、仓管", 3, 3500, ("disabled",)],
    ]  # fmt: skip
    assert frame["limits"].fillna("").tolist() == ["需照顾老人", ""] and frame["skills"].fillna("").tolist() == ["", "会电脑操作"]
    assert frame["birth_date"].dt.strftime("%Y-%m").tolist() == ["1979-05", "1991-03"] and frame["home_code"].str[:9].tolist() == [
        "500236117",
        "500236118",
    ]
    assert workers.counts == {"read": 2, "kept": 2, "set_aside": 0}


def test_people_listed_below_the_trades_they_want(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["某乡意向岗位登记"], ["村", "家政服务", "种养殖", "保安保洁"], ["浣花村", "甲某 13800000001", "乙某 13800000002\n丙某某 13800000003", None],
        ["坪上村", None, "丁某 13800000004", "戊某 13800000005"],
    ]  # fmt: skip
    workers = read_workers(xlsx(rows, merged=["A1:D1"]), as_of=DAY)
    assert sorted(workers.frame[["name", "wanted_occupation", "village", "phone"]].to_numpy().tolist()) == sorted([
        ["甲某", "家政服务", "浣花村", "13800000001"], ["乙某", "种养殖", "浣花村", "13800000002"], ["丙某某", "种养殖", "浣花村", "13800000003"],
        ["丁某", "种养殖", "坪上村", "13800000004"], ["戊某", "保安保洁", "坪上村", "13800000005"],
    ])  # fmt: skip


def test_who_signs_below_a_letter_is_no_person(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["推 荐 函"], ["某公司："], ["现推荐我乡以下人员前来应聘，请予接洽："], ["姓名", "性别", "年龄", "应聘岗位"], ["甲某", "男", "35", "驾驶员"],
        ["联系人：杨干部，电话0837-6830001"], ["蒲溪乡人民政府"], ["2026年3月1日"],
    ]  # fmt: skip
    workers = read_workers(xlsx(rows), as_of=DAY)
    assert workers.frame["name"].tolist() == ["甲某"] and workers.counts["read"] == 1


def test_training_below_a_heading_of_its_own_is_no_wish_for_a_post(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["姓名", "从业情况", None, None, "求职意愿", None, "培训", None], [None, "状态", "单位", "岗位", "是否求职", "工种", "是否参加过", "意向工种"],
        ["甲某", "灵活就业", "某超市", "收银员", "是", "出纳", "否", "会计"],
    ]  # fmt: skip
    worker = read_workers(xlsx(rows, merged=["A1:A2", "B1:D1", "E1:F1", "G1:H1"]), as_of=DAY).frame.iloc[0]
    assert worker[["wanted_occupation", "training_need", "status", "experience"]].tolist() == ["出纳", "会计", "灵活就业", "收银员"]


def test_one_name_asks_twice_and_says_in_brackets_for_what(xlsx: Callable[..., Path]) -> None:
    rows = [["姓名", "性别", "择业意向（工种）", "择业意向（区域）", "月薪底线"], ["甲某", "女", "小区保洁", "步行30分钟以内", "3k+"]]
    worker = read_workers(xlsx(rows), as_of=DAY).frame.iloc[0]
    assert worker[["wanted_occupation", "wanted_places", "pay_min_wanted"]].tolist() == ["小区保洁", "步行30分钟以内", 3000]


def test_what_is_learned_and_what_is_wanted_afterwards(xlsx: Callable[..., Path]) -> None:
    rows = [["姓名", "性别", "报名工种", "培训后就业意向"], ["甲某", "男", "低压电工", "煤矿电工"]]
    worker = read_workers(xlsx(rows), as_of=DAY).frame.iloc[0]
    assert worker[["training_need", "wanted_occupation"]].tolist() == ["低压电工", "煤矿电工"]


def test_a_household_told_by_labels_above_and_a_helper_below(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["“一户一表”就业需求表"], ["户主姓名", "甲某", "家庭人口", "4"], ["住址", "白帝镇浣花村", "脱贫属性", "脱贫户"],
        ["姓名", "文化程度", "目前状况", "就业需求", "期望工资"], ["甲某", "小学", "种果树", "农闲打零工", "150/天"], ["乙某", "中专", "浙江务工", "回本县找汽修", "5000"],
        ["包保干部", "丙某", "电话", "13800000001"],
    ]  # fmt: skip
    workers = read_workers(xlsx(rows), as_of=DAY, context="500236")
    assert workers.frame[["name", "home_code", "groups", "wanted_occupation"]].to_numpy().tolist() == [
        ["甲某", "500236117", ("lifted",), "打零工"], ["乙某", "500236117", ("lifted",), "汽修"],
    ]  # fmt: skip
    assert workers.counts["read"] == 2


def test_ticks_under_every_heading(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["姓名", "性别", None, "文化", None, None, "想去", None, "想干", None, None, "电话"],
        [None, "男", "女", "小学", "初中", "高中及以上", "本县", "省外", "工厂", "建筑", "其他", None],
        ["甲某", "√", None, None, "√", None, None, "√", "√", None, None, "13800000001"],
        ["乙某", None, "√", None, None, "√", "√", None, None, "√", "护林", "13800000002"],
    ]  # fmt: skip
    frame = read_workers(xlsx(rows, merged=["A1:A2", "B1:C1", "D1:F1", "G1:H1", "I1:K1", "L1:L2"]), as_of=DAY).frame
    assert frame[["sex", "education", "mobility", "wanted_occupation"]].to_numpy().tolist() == [
        ["male", 2, "anywhere", "工厂"], ["female", 3, "county", "建筑；护林"],
    ]  # fmt: skip


def test_people_told_in_a_cell_of_a_record(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["某镇就业走访记录"], ["日期", "走访村", "走访对象及情况", "联系电话"],
        ["2026-02-25", "点灯村", "甲某，男，56岁，小学文化，务农，想在镇上找守门的活，工资2000左右", "13800000001"],
        ["2026-02-26", "金凤村", "乙某，男，27岁，大专，会CAD，求职机械制图，期望6000元", "13800000002"],
    ]  # fmt: skip
    frame = read_workers(xlsx(rows), as_of=DAY).frame
    assert frame[["name", "phone", "village", "wanted_occupation", "pay_min_wanted"]].to_numpy().tolist() == [
        ["甲某", "13800000001", "点灯村", "守门", 2000], ["乙某", "13800000002", "金凤村", "机械制图", 6000],
    ]  # fmt: skip


def test_a_monitored_household_whose_kind_another_column_tells_is_of_that_kind_alone(xlsx: Callable[..., Path]) -> None:
    rows = [["姓名", "性别", "户类型", "监测对象类别"], ["甲某", "男", "监测户", "边缘易致贫户"], ["乙某", "女", "监测户", None]]
    assert read_workers(xlsx(rows), as_of=DAY).frame["groups"].tolist() == [("monitored_marginal",), ("low_income",)]


def test_people_told_in_sentences_with_labels_live_in_the_township_of_the_title(xlsx: Callable[..., Path]) -> None:
    lines = [
        ["奉节县白帝镇就业困难群众情况（一人一策）"],
        ["一、甲某，男，45岁，小学，住不知名村二组。家中4口人。特长：养羊。需求：在本地务工，月收入2000元以上。电话13800000001。"],
        ["二、乙某，女，29岁，初中，住不知名村。特长：刺绣。需求：想进刺绣车间，电话13800000002。"],
    ]  # fmt: skip
    frame = read_workers(xlsx(lines), as_of=DAY, context="500236").frame
    assert frame[["name", "education", "skills", "phone"]].to_numpy().tolist() == [
        ["甲某", 1, "养羊", "13800000001"],
        ["乙某", 2, "刺绣", "13800000002"],
    ]
    assert frame["home_code"].tolist() == ["500236117"] * 2 and frame["pay_min_wanted"].fillna(0).tolist() == [2000, 0]
    assert frame["wanted_occupation"].tolist()[1] == "刺绣车间"


@pytest.mark.parametrize(
    ("title", "groups"),
    [
        ("某县建卡贫困户劳动力就业情况统计表（2016年）", ("registered_poor_2016",)),
        ("脱贫户和监测户就业台账", ()),
        ("劳动力就业情况统计表", ()),
    ],
)
def test_a_title_tells_the_group_of_the_people_it_lists(xlsx: Callable[..., Path], title: str, groups: tuple[str, ...]) -> None:
    workers = read_workers(xlsx([[title], ["姓名", "性别", "电话"], ["甲某", "男", "13800000001"]]), as_of=DAY)
    assert workers.frame["groups"].tolist() == [groups]


def test_a_card_with_a_small_table_of_the_family(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["就业困难人员认定申请表"],
        ["姓名", "甲乙", "性别", "男", "年龄", 57],
        ["户籍地址", "奉节县白帝镇", None, None, "文化程度", "小学"],
        ["家庭成员", "姓名", "关系", "年龄", "就业状况", None],
        [None, "丙某", "妻", 55, "务农", None],
        [None, "丁某", "子", 25, "务工", None],
        ["求职意向", "门卫、保洁", None, None, "联系电话", "13800000001"],
    ]
    frame = read_workers(xlsx(rows, merged=["A4:A6"]), as_of="2026-03-01").frame
    assert frame[["name", "age", "wanted_occupation", "phone"]].to_numpy().tolist() == [["甲乙", 57, "门卫、保洁", "13800000001"]]


def test_a_title_of_one_group_holds_beside_a_column_of_health(xlsx: Callable[..., Path]) -> None:
    rows = [["低保家庭劳动力花名册"], ["姓名", "年龄", "身体状况"], ["甲某", 60, "残疾"], ["乙某", 30, "健康"]]
    assert read_workers(xlsx(rows), as_of="2026-03-01").frame["groups"].tolist() == [("dibao", "disabled"), ("dibao",)]
