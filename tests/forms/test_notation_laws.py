"""Laws of the notations, for any number: two spellings of one fact are one fact."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jobmatch.forms.age import read_ages
from jobmatch.forms.jobs.openings import MOST_OPENINGS, read_openings
from jobmatch.forms.pay import read_pay

KINDS = ("普工", "质检", "一线", "二线", "男工", "女工", "焊工")
RANGES = ("{}-{}元/月", "{}～{}", "{}至{}元", "{}元/{}元", "{}、{}", "最低{}，最高{}", "不低于{}，不超过{}元")
BY_SEX = ("{low}-男{men}女{women}", "男{low}-{men}，女{low}-{women}", "{low}周岁-男{men}周岁，女{women}周岁")


@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 200)), min_size=2, max_size=5),
    st.sampled_from("、，；和"),
)
def test_kinds_counted_apart_add_up(kinds: list[tuple[str, int]], mark: str) -> None:
    total = sum(count for _, count in kinds)
    assert read_openings(mark.join(f"{kind}{count}人" for kind, count in kinds)) == (total, False)
    assert total <= MOST_OPENINGS


@given(st.integers(15, 100), st.integers(0, 100), st.sampled_from(RANGES))
def test_a_range_of_pay_is_one_however_it_is_joined(low: int, more: int, spelling: str) -> None:
    ends = (100 * low, 100 * (low + more * low // 50))
    pay = read_pay(spelling.format(*ends))
    assert (pay.min, pay.max) == ends


@given(st.integers(15, 300), st.sampled_from(("不超过{}", "不高于{}元", "{}以下", "{}元以内/月", "最高{}", "≤{}")))
def test_an_upper_bound_is_no_lower_one(pay: int, spelling: str) -> None:
    assert (read_pay(spelling.format(100 * pay)).min, read_pay(spelling.format(100 * pay)).max) == (None, 100 * pay)


@given(st.integers(16, 40), st.integers(41, 75), st.integers(41, 75), st.sampled_from(BY_SEX))
def test_ages_by_sex_are_the_widest(low: int, men: int, women: int, spelling: str) -> None:
    ages = read_ages(spelling.format(low=low, men=men, women=women))
    assert (ages.min, ages.max, ages.by_sex) == (low, max(men, women), True)
