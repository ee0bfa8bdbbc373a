"""Tables without a header, and tables whose columns are posts."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.errors import TableError
from jobmatch.forms import read_jobs, read_workers

DAY, FENGJIE = "2026-03-01", "500236"
HEADER = ["序号", "姓名", "性别", "年龄", "文化程度", "联系电话", "家庭住址", "意向岗位"]
PEOPLE = st.tuples(
    st.sampled_from(["赵甲", "钱乙", "孙丙", "李丁", "周戊", "欧阳己"]), st.sampled_from("男女"), st.integers(17, 69), st.sampled_from(["小学", "初中", "高中", "大专"]),
    st.integers(13000000000, 19999999999), st.sampled_from(["奉节县白帝镇浣花村", "奉节县草堂镇欧营村3组", "奉节县朱衣镇"]), st.sampled_from(["缝纫工", "保洁员", "电焊工", "服务员"]),
)  # fmt: skip
SAID = ["name", "sex", "age", "education", "phone", "home_code", "wanted_occupation"]


@settings(max_examples=15, deadline=None)
@given(people=st.lists(PEOPLE, min_size=4, max_size=12))
def test_a_table_says_the_same_without_its_header(people: list[tuple[object, ...]]) -> None:
    lines = [",".join(map(str, (number, *person))) for number, person in enumerate(people, 1)]
    with tempfile.TemporaryDirectory() as folder:
        with_header, without = Path(folder) / "a.csv", Path(folder) / "b.csv"
        with_header.write_text("\n".join([",".join(HEADER), *lines]), encoding="utf-8")
        without.write_text("\n".join(lines), encoding="utf-8")
        whole = read_workers(with_header, as_of=DAY, context=FENGJIE)
        bare = read_workers(without, as_of=DAY, context=FENGJIE)
    assert bare.frame[SAID].astype(str).to_numpy().tolist() == whole.frame[SAID].astype(str).to_numpy().tolist()
    assert bare.problems["message"].str.contains("没有表头").sum() == 1


def test_posts_without_a_header(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["奉节甲乙服饰有限公司", "缝纫工", 20, "3500-4500元", "18-50岁", "13800000001"],
        ["奉节丙丁超市", "收银员", 3, "2800元", "20-45岁", "13800000002"],
    ]
    frame = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE).frame
    assert frame[["employer", "title", "openings", "pay_min", "age_min"]].to_numpy().tolist() == [
        ["奉节甲乙服饰有限公司", "缝纫工", 20, 3500, 18], ["奉节丙丁超市", "收银员", 3, 2800, 20],
    ]  # fmt: skip


def test_numbers_alone_are_no_table(xlsx: Callable[..., Path]) -> None:
    with pytest.raises(TableError, match="没有认出"):
        read_workers(xlsx([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]), as_of=DAY)


def test_columns_that_count_people_of_a_post_are_posts(xlsx: Callable[..., Path]) -> None:
    rows = [
        ["单位名称", "招聘总人数", "其中", None, None, "工资待遇", "工作地点"], [None, None, "缝纫工", "质检员", "包装工", None, None],
        ["奉节甲乙服饰厂", 10, 5, 2, 3, "3500-5000", "奉节县白帝镇"], ["奉节丙丁服饰厂", 4, 4, None, 0, "3000", "奉节县草堂镇"],
    ]  # fmt: skip
    jobs = read_jobs(xlsx(rows, merged=["A1:A2", "B1:B2", "C1:E1", "F1:F2", "G1:G2"]), as_of=DAY, context=FENGJIE)
    found = jobs.frame[["employer", "title", "openings"]].to_numpy().tolist()
    assert sorted(found) == [
        ["奉节丙丁服饰厂", "包装工", 0], ["奉节丙丁服饰厂", "缝纫工", 4],
        ["奉节甲乙服饰厂", "包装工", 3], ["奉节甲乙服饰厂", "缝纫工", 5], ["奉节甲乙服饰厂", "质检员", 2],
    ]  # fmt: skip
    assert jobs.frame["pay_min"].notna().all() and jobs.frame["work_code"].notna().all()
    assert not jobs.problems["message"].str.contains("没有认出这些栏").any()
