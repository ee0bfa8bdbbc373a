"""The pay grammar: the table of the domain, and properties of every spelling of an amount."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.forms.pay import Pay, read_pay

TABLE = [
    ("3000-5000元/月", 3000, 5000), ("3000—5000", 3000, 5000), ("３０００～５０００元", 3000, 5000), ("4-6千", 4000, 6000), ("4千-6千", 4000, 6000),
    ("8千-1.2万", 8000, 12000), ("0.8-1.2万/月", 8000, 12000), ("5K-8K·13薪", 5000, 8000), ("7k×13薪", 7000, 7000), ("20K-3万", 20000, 30000),
    ("15-25万/年", 12500, 20833), ("年薪8万", 6667, 6667), ("4500起", 4500, None), ("4500以上", 4500, None), ("不低于4500", 4500, None),
    ("5000以内", None, 5000), ("5000元以下", None, 5000), ("底薪3000+提成", 3000, None), ("保底3000+计件", 3000, None), ("150元/天", 3900, 3900),
    ("日薪150-200", 3900, 5200), ("18元/小时", 3744, 3744), ("时薪21", 4368, 4368), ("计件", None, None), ("多劳多得", None, None),
    ("计件4000-6000", 4000, 6000), ("面议", None, None), ("工资面谈", None, None), ("待遇从优", None, None), ("综合工资5500左右", 5500, 5500),
    ("试用期3000，转正4000", 4000, 4000), ("按最低工资标准", None, None), ("3000元/月+包吃住", 3000, 3000), ("5000-3000", 3000, 5000),
    ("40-60", None, None), ("2000元（含）以下", None, 2000), ("2000-5000（含）", 2000, 5000), ("3,000", 3000, 3000), ("3000元以上/月", 3000, None),
    ("8000以上元/月", 8000, None), ("千及以下", None, 1000), ("3千及以下", None, 3000), ("三千五以上", 3500, None), ("四五千", 4000, 5000),
    ("三千至五千", 3000, 5000), ("1万2", 12000, 12000), ("三百元一天", 7800, 7800), ("500元/周", 2167, 2167), ("200元/天，一个月6000", 6000, 6000),
    ("无责底薪3000元，综合薪资5000-10000元", 5000, 10000), ("基本工资+提成 3000-8000", 3000, 8000), ("5000元/人/月", 5000, 5000), ("2500一3000", 2500, 3000),
    ("3500元（试用期3000元）", 3500, 3500), ("4500元，每天8小时，月休4天", 4500, 4500), ("4000元/月，满勤奖300元，餐补10元/天", 4000, 4000),
    ("岗位补贴600元/月", 600, 600), ("6000-8000元/月+年终奖", 6000, 8000), ("计量，每平米45元", None, None), ("2600元（10个月）", 2600, 2600), ("0.5元/件", None, None), ("2000元/月+计件提成", 2000, None), ("月收入4000-7000元（底薪2500+提成）", 4000, 7000),
    ("基本工资2000+岗位工资1000", 3000, 3000), ("基本工资2000+岗位工资1000+提成", 3000, None), ("淡季3000旺季6000", 3000, 6000), ("旺季5000-6000，淡季3000", 3000, 6000),
    ("男180元/天，女150元/天", 3900, 4680), ("白班100元/班，夜班130元/班", 2600, 3380), ("夜班150元/晚", 3900, 3900), ("第一年4000，第二年5000", 4000, 4000), ("1天150", 3900, 3900), ("3000-3500元，五险，满一年涨200", 3000, 3500),
    ("最高可达8000", None, 8000), ("4000-6000，最高可达8000", 4000, 8000), ("3000起，可达8000", 3000, 8000), ("底薪3000+提成，可达8000", 3000, None), ("小工150，大工280（元/天）", 3900, 7280), ("长白班4000，倒班5000", 4000, 5000),
    ("年综合收入8万", 6667, 6667), ("半年3万", None, None), ("45-60元/课时", None, None), ("3000000", None, None), ("2000~300", None, None), ("2000元/半月", None, None), ("600", 600, 600), ("150", None, None), ("", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "low", "high"), TABLE)
def test_pay_a_month(text: str, low: float | None, high: float | None) -> None:
    pay = read_pay(text)
    assert (pay.min, pay.max) == (low, high)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("3000", "month"), ("150元/天", "day"), ("18元/小时", "hour"), ("计件4000-6000", "piece"), ("多劳多得", "piece"), ("底薪3000+提成", "base_plus"),
        ("4000-6000（底薪+提成）", "base_plus"), ("面议", "negotiable"), ("底薪2300元+计件", "base_plus"), ("3000元+五险一金", "month"), ("", None),
    ],
)  # fmt: skip
def test_what_pay_is_counted_by(text: str, basis: str | None) -> None:
    assert read_pay(text).basis == basis


def test_what_stands_beside_the_pay() -> None:
    assert read_pay("5K-8K·13薪").months == 13
    assert read_pay("试用期2300，转正2900").trial == 2300
    assert read_pay("3000元/月+包吃住").lodging is True
    assert read_pay("约4000").approx
    assert read_pay("150元/天").estimated
    assert read_pay("面议").negotiable
    assert not read_pay("3000-4000，具体面议").negotiable


@pytest.mark.parametrize("text", ["5000-3000", "40-60", "3000000", "2000~300", "8-10万", "2000元/半月", "好", "40-60/天"])
def test_doubtful_pay_is_reported(text: str) -> None:
    assert read_pay(text).warning


@pytest.mark.parametrize(
    ("text", "hint", "low", "warned"),
    [
        ("4-6", "千元", 4000, False), ("6以上", "千元", 6000, False), ("4500", "千元", 4500, True), ("4500元", "千元", 4500, False),
        ("1.2", "万元/年", 1000, False), ("150", "元/天", 3900, False), ("20", "元/小时", 4160, False), ("200元/天", "元/月", 5200, False),
        ("3000", "元", 3000, False), ("面议", "千元", None, False),
    ],
)  # fmt: skip
def test_the_unit_of_the_column(text: str, hint: str, low: float | None, warned: bool) -> None:
    pay = read_pay(text, hint)
    assert (pay.min, bool(pay.warning)) == (low, warned)


yuan = st.integers(1000, 30_000)
dashes = st.sampled_from(["-", "–", "—", "~", "～", "至", "到", "--", " - "])
widths = str.maketrans("0123456789.-+/", "０１２３４５６７８９．－＋／")


@given(yuan, yuan, dashes, st.sampled_from(["", "元", "元/月", "/月", "元每月"]))
def test_a_range_reads_back_in_every_spelling(low: int, high: int, dash: str, unit: str) -> None:
    low, high = min(low, high), max(low, high)
    pay = read_pay(f"{low}{dash}{high}{unit}")
    assert (pay.min, pay.max, pay.warning) == (low, high, "")


@given(st.integers(10, 300), st.integers(10, 300), st.sampled_from("千k"))
def test_thousands_written_once_or_twice_are_the_same(low: int, high: int, mark: str) -> None:
    low, high = min(low, high), max(low, high)
    once = read_pay(f"{low / 10:g}-{high / 10:g}{mark}/月")
    assert once == read_pay(f"{low / 10:g}{mark}-{high / 10:g}{mark}/月")
    assert (once.min, once.max) == (pytest.approx(low * 100), pytest.approx(high * 100))


@given(yuan.flatmap(lambda low: st.tuples(st.just(low), st.integers(low + 1, 3 * low))))
def test_a_pair_the_wrong_way_round_is_swapped_and_reported(pair: tuple[int, int]) -> None:
    low, high = pair
    swapped = read_pay(f"{high}-{low}")
    assert (swapped.min, swapped.max) == (low, high)
    assert swapped.warning


@given(st.one_of(st.text(max_size=30), st.text("0123456789千万元/-~以上下月天小时年薪面议计件底+提成试用期 .,", max_size=24)))
def test_any_text_gives_sound_pay(text: str) -> None:
    pay = read_pay(text)
    assert pay == read_pay(text)
    assert pay.min != 0 and pay.max != 0 and pay.trial != 0, "not stated is not nothing"
    if pay.min is not None and pay.max is not None:
        assert pay.min <= pay.max
    assert (pay.min is None and pay.max is None) or pay.basis is not None
    assert pay.read or pay.warning


@given(st.sampled_from([text for text, _, _ in TABLE]))
def test_full_width_spelling_changes_nothing(text: str) -> None:
    assert read_pay(text.translate(widths)) == read_pay(text)


@pytest.mark.shared_data
def test_real_salary_cells_are_read(shared_data: Path) -> None:
    cells = pd.read_csv(shared_data / "postings_dev.csv.gz", usecols=["salary"], dtype=str)["salary"].dropna().str.strip()
    counts = cells[cells != ""].value_counts()
    unread = sum(count for text, count in counts.items() if not read_pay(str(text)).read)
    assert unread <= 0.005 * counts.sum()
    assert not [text for text in counts.index if text != "面议" and read_pay(str(text)).read and read_pay(str(text)) == Pay()]


@pytest.mark.parametrize(
    "text",
    [
        "1角5一斤",
        "一毛五一斤",
        "5角一个",
        "3-5毛/件",
        "两毛一个",
        "2块5一双",
        "1元5角一筐",
        "1角5分一斤",
        "八分钱一个",
        "3分钱/只",
        "1角5每斤",
    ],
)
def test_small_money_is_pay_by_the_piece(text: str) -> None:
    pay = read_pay(text)
    assert (pay.basis, pay.min, pay.read, pay.warning) == ("piece", None, True, "")


@pytest.mark.parametrize(
    ("text", "least"), [("3000元，5毛衣厂", 3000), ("毛衫厂4500", 4500), ("200元/天，8分钟一趟", 5200), ("5000元加三分之一提成", 5000)]
)
def test_what_is_no_small_money(text: str, least: float) -> None:
    assert read_pay(text).min == least
