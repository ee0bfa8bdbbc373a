"""Age, schooling, experience, board and lodging, workplace and limits, as postings write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.forms.age import read_ages, read_years_old
from jobmatch.forms.clauses import read_certificates_asked
from jobmatch.forms.compliance import hukou_place, read_compliance
from jobmatch.forms.education import read_education, read_education_asked, read_education_relaxed
from jobmatch.forms.experience import read_experience_asked, read_experience_years
from jobmatch.forms.lodging import read_lodging
from jobmatch.forms.workplace import read_kind, read_workplace
from jobmatch.schema import LODGINGS, WORKPLACE_TYPES

any_text = st.one_of(st.text(max_size=30), st.text("0123456789-~至岁周以上下内满男女不限左右，年级学高中初本科包吃住无", max_size=24))


@pytest.mark.parametrize(
    ("text", "low", "high", "by_sex"),
    [
        ("18-45周岁", 18, 45, False), ("18至45岁", 18, 45, False), ("18—45", 18, 45, False), ("１８～４５岁", 18, 45, False), ("16周岁以上", 16, None, False),
        ("45岁以下", None, 45, False), ("45以内", None, 45, False), ("不超过55周岁", None, 55, False), ("年满25周岁，58周岁以下", 25, 58, False),
        ("女50岁以下，男55岁以下", None, 55, True), ("男18-55女18-50", 18, 55, True), ("男:18-38岁 女:18-40岁", 18, 40, True), ("55岁以下(男),50岁以下(女)", None, 55, True),
        ("男60以下，女不限", None, None, True), ("男女不限，18-50岁", 18, 50, False), ("不限", None, None, False), ("35左右", None, None, False),
        ("4050人员", None, None, False), ("法定劳动年龄内", 16, None, False), ("60岁以下身体健康", None, 60, False), ("18-", 18, None, False), ("-45", None, 45, False),
        ("五十岁以下", None, 50, False), ("十八至四十五周岁", 18, 45, False), ("18周岁至法定退休年龄", 18, None, False), ("35周岁以下（1990年1月1日以后出生）", None, 35, False), ("18-45岁，技术好可放宽至50岁", 18, 50, False),
        ("20-35岁，身高160cm以上", 20, 35, False), ("", None, None, False), ("45-18", 18, 45, False),
    ],
)  # fmt: skip
def test_ages(text: str, low: int | None, high: int | None, by_sex: bool) -> None:
    ages = read_ages(text)
    assert (ages.min, ages.max, ages.by_sex) == (low, high, by_sex)


@given(st.integers(16, 70), st.integers(16, 70), st.sampled_from(["-", "—", "~", "至", "到"]), st.sampled_from(["", "岁", "周岁"]))
def test_every_spelling_of_an_interval_reads_back(one: int, other: int, dash: str, word: str) -> None:
    low, high = min(one, other), max(one, other)
    assert (read_ages(f"{low}{dash}{high}{word}").min, read_ages(f"{low}{word}{dash}{high}{word}").max) == (low, high)
    assert (read_ages(f"{low}{word}以上").min, read_ages(f"{high}{word}以下").max) == (low, high)


@given(any_text)
def test_any_text_gives_sound_conditions(text: str) -> None:
    ages = read_ages(text)
    assert ages.min is None or 14 <= ages.min <= 90
    assert ages.min is None or ages.max is None or ages.min <= ages.max
    assert read_education(text) in (None, *range(8))
    assert read_education_asked(text) in (None, *range(8))
    years = read_experience_asked(text)
    assert years is None or years >= 0
    assert read_lodging(text).code in (None, *LODGINGS)
    assert read_workplace(text) in WORKPLACE_TYPES
    assert read_years_old(text) is None or 0 <= read_years_old(text) <= 110  # type: ignore[operator]
    read_compliance(text, text, text, text)


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("文盲或半文盲", 0), ("未上过学", 0), ("小学", 1), ("小学毕业", 1), ("初中", 2), ("初级中学", 2), ("高中", 3), ("普通高中", 3), ("中专", 3), ("中技", 3),
        ("技工学校", 3), ("职业高中", 3), ("中等专业学校", 3), ("大专", 4), ("大学专科", 4), ("高职", 4), ("高职高专", 4), ("本科", 5), ("大学", 5), ("本科及以上", 5),
        ("硕士研究生", 6), ("博士", 7), ("高中肄业", 2), ("小学肄业", 0), ("其他", None), ("", None), ("不详", None),
    ],
)  # fmt: skip
def test_schooling_of_people(text: str, rank: int | None) -> None:
    assert read_education(text) == rank


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("不限", 0), ("无要求", 0), ("初中及以上", 2), ("初中以上", 2), ("初中", 2), ("高中/中专以上", 3), ("大专（含）以上", 4), ("中专或高中", 3), ("初中及以下", 0), ("初中及以上均可", 2), ("小学、初中均可", 1), ("学历均可", 0),
        ("大专以上，本科优先", 4), ("本科优先", 0), ("有初中文化", 2), ("大专以上（本县户籍可放宽至高中）", 4), ("", None), ("英语熟练", None),
    ],
)  # fmt: skip
def test_schooling_asked_for(text: str, rank: int | None) -> None:
    assert read_education_asked(text) == rank


def test_a_relaxed_demand() -> None:
    assert read_education_relaxed("大专以上，本县户籍可放宽到高中") == 3
    assert read_education_relaxed("大专以上") is None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("经验不限", 0), ("无经验可", 0), ("应届生", 0), ("学徒可", 0), ("有经验优先", None), ("1年以上", 1), ("1-3年", 1), ("三年及以上", 3), ("半年以上", 0.5),
        ("熟练工", None), ("1年以下", 0), ("6个月以上", 0.5), ("2年以上，5年优先", 2), ("", None),
    ],
)  # fmt: skip
def test_experience_asked_for(text: str, years: float | None) -> None:
    assert read_experience_asked(text) == years


def test_years_of_work() -> None:
    assert [read_experience_years(text) for text in ("5", "3-5年", "十多年", "两年半", "无", "没有", "")] == [5, 3, 10, 2.5, 0, 0, None]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("包吃住", "both"), ("包吃包住", "both"), ("提供食宿", "both"), ("√", "both"), ("有宿舍，食堂", "both"), ("吃住在厂", "both"), ("包住不包吃", "lodging"),
        ("餐补200，住宿免费", "lodging"), ("住宿免费水电自理", "lodging"), ("包住、餐补", "lodging"), ("吃住全免", "both"), ("公司解决吃住", "both"), ("都包", "both"), ("都不管", "none"), ("回家吃住", "none"), ("不住家", "none"),
        ("包午餐", "board"), ("管中午", "board"), ("吃包住不包", "board"), ("两餐一宿", "lodging"), ("包吃不包住", "board"), ("一日三餐", "board"), ("无", "none"),
        ("不包食宿", "none"), ("食宿自理", "none"), ("不提供", "none"), ("", None), ("/", None), ("月休四天", None),
    ],
)  # fmt: skip
def test_board_and_lodging(text: str, code: str | None) -> None:
    assert read_lodging(text).code == code


def test_a_yes_answers_what_its_column_asks() -> None:
    assert [read_lodging("是", about).code for about in ("both", "board", "lodging")] == ["both", "board", "lodging"]


@pytest.mark.parametrize(
    ("column", "employer", "place", "code"),
    [
        ("企业用工", "", "", "enterprise"), ("就业帮扶车间", "", "", "workshop"), ("", "甲镇扶贫车间", "", "workshop"), ("村社代工点", "", "", "outsourcing_point"),
        ("", "乙村来料加工点", "", "outsourcing_point"), ("居家手工", "", "", "home_based"), ("", "", "居家（材料送到村）", "home_based"), ("零工", "", "", "flexible"),
        ("种养殖基地", "", "", "farm_base"), ("乡村公益岗", "", "", "public_welfare"), ("", "丙服装厂", "丙镇", "enterprise"),
    ],
)  # fmt: skip
def test_workplaces(column: str, employer: str, place: str, code: str) -> None:
    assert read_workplace(column, employer, place) == code


def test_kinds_of_offer() -> None:
    kinds = {"就业见习": "internship", "新型学徒制": "apprenticeship", "三支一扶": "programme", "技能培训班": "course", "企业": "job"}
    assert {column: read_kind(column) for column in kinds} == kinds


@pytest.mark.parametrize(
    ("title", "sex", "text", "flags"),
    [
        ("缝纫工", "女", "", ("sex_limit",)), ("缝纫工", "", "限女性", ("sex_limit",)), ("保安", "男性优先", "", ("sex_limit",)), ("普工", "", "性别不限，限男性", ("sex_limit",)),
        ("女服务员", "", "", ("sex_limit",)), ("普工", "", "只招女工，18-40岁", ("sex_limit",)), ("保洁", "男女均可", "", ()), ("保洁", "不限", "男女不限", ()),
        ("女装导购", "", "负责女鞋、男装销售", ()), ("护工", "", "照护男性老人", ()), ("电工", "", "限本县户籍", ("hukou_limit",)), ("电工", "", "本地户口优先", ("hukou_limit",)),
        ("电工", "", "户籍不限", ()), ("文员", "", "已婚已育优先", ("marital_limit",)), ("月嫂", "", "照顾孕妇和新生儿", ()), ("普工", "", "少数民族勿扰", ("ethnic_limit",)),
        ("普工", "", "限本村户籍，汉族", ("hukou_limit", "ethnic_limit")), ("普工", "", "要求汉族、男性", ("sex_limit", "ethnic_limit")),
        ("收银员", "", "1、女性，25~40岁", ("sex_limit",)), ("普工", "", "男、女均可", ()), ("店员", "", "适合上班族、宝妈", ()),
        ("导游", "", "熟悉土家族、苗族风情", ()),
        ("导游", "", "土家族自治县景区讲解", ()), ("采煤工", "男", "井下作业", ()), ("普工", "", "谢绝外地人员", ("hukou_limit",)),
    ],
)  # fmt: skip
def test_limits_that_postings_may_not_set(title: str, sex: str, text: str, flags: tuple[str, ...]) -> None:
    assert read_compliance(title, sex, "", text).flags == flags


def test_lawful_limits_are_recorded() -> None:
    found = read_compliance("护林员", "", "", "限本村户籍村民，依据镇公益性岗位管理办法", public=True)
    assert (found.flags, found.legal_basis, hukou_place(found.hukou)) == ((), "依据镇公益性岗位管理办法", "本村")
    assert read_compliance("采煤工", "男", "", "井下作业").lawful_exception == "井下"
    assert read_compliance("保安", "", "", "限本村户籍村民，依据公司规定").flags == ("hukou_limit",)


def test_certificates_asked_for() -> None:
    assert read_certificates_asked("开叉车，要求持叉车证上岗，有电工证优先，带身份证，可先培训取证") == "要求持叉车证上岗"
