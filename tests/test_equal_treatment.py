"""Sex, ethnicity, hukou, marriage, religion and politics change no score, from the workbook to the list."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from jobmatch import Jobs, Matcher, read_workers
from jobmatch.policy import Policy
from tests.worlds import TODAY, ToyEncoder

OWN = ["姓名", "年龄", "文化程度", "现居住地", "意向工种", "期望月薪", "求职意向说明"]
PEOPLE = [
    ["甲", 35, "初中", "奉节县白帝镇", "缝纫工", "4000", None],
    ["乙", 52, "高中", "奉节县兴隆镇", "保安", "3000", None],
    ["丙", 24, "大专", "秀山县洪安镇", None, None, None],
]
NEVER = {
    "性别": ["男", "女", None],
    "民族": ["汉族", "土家族", "苗族", None],
    "户籍地址": ["重庆市奉节县白帝镇", "四川省成都市", "河南省", None],
    "户籍性质": ["农业户口", "非农业户口", "居民家庭户", None],
    "婚姻状况": ["已婚", "未婚", "离异", None],
    "宗教信仰": ["无", "佛教", None],
    "政治面貌": ["党员", "群众", None],
}
JOBS = Jobs(
    pd.DataFrame(
        {
            "job_id": ["J1", "J2", "J3", "J4"],
            "title": ["缝纫工", "保安员", "厨师", "保洁员"],
            "requirements": ["限女性", "限本地户籍", "汉族优先", None],
            "flags": [("sex_limit",), ("hukou_limit",), ("ethnic_limit",), ()],
            "hukou_scope": [None, "500236", None, None],
            "work_code": ["500236117", "500236128", "500236001", "500241"],
        }
    )
)
MATCHER = Matcher(JOBS, policy=Policy(as_of=TODAY, min_fit=-1.0), encoder=ToyEncoder())
FACTS = st.lists(st.fixed_dictionaries({name: st.sampled_from(values) for name, values in NEVER.items()}), min_size=3, max_size=3)


def scores(path: Path, facts: list[dict[str, str | None]]) -> pd.DataFrame:
    book = Workbook()
    book.active.append([*OWN, *NEVER])
    for person, said in zip(PEOPLE, facts, strict=True):
        book.active.append([*person, *said.values()])
    book.save(path)
    return MATCHER.recommend(read_workers(path, as_of=TODAY, context="500236"), 4).to_frame()


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=FACTS, other=FACTS)
def test_what_is_never_scored_changes_no_list(tmp_path: Path, one: list[dict[str, str | None]], other: list[dict[str, str | None]]) -> None:
    first, second = scores(tmp_path / "one.xlsx", one), scores(tmp_path / "other.xlsx", other)
    assert len(first) == 12
    pd.testing.assert_frame_equal(first, second)
