"""Tables without a header: they go on with the sheet before or are told by their cells; and tables whose columns are posts."""

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
JOBS = [
    ["单位名称", "岗位名称", "招聘人数", "薪资待遇", "工作地点"],
    ["甲公司", "普工", 20, "3000-4000", "白帝镇"],
    ["甲公司", "保安", 2, 2500, "白帝镇"],
]
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


def test_a_sheet_without_header_goes_on_with_the_one_before(xlsx: Callable[..., Path], id_of: Callable[..., str]) -> None:
    first = [["返乡登记表"], ["姓名", "身份证号", "联系电话", "文化程度"], ["甲", id_of(), "13800000001", "初中"]]
    more = [["乙", id_of(order=2), "13800000002", "高中"], ["丙", id_of(order=3), "13800000003", "小学"], ["合计：3人"]]
    workers = read_workers(xlsx(sheets={"一": first, "二": more, "三": more[:0]}), as_of=DAY)
    assert workers.frame[["name", "education", "source_sheet", "source_row"]].to_numpy().tolist() == [
        ["甲", 2, "一", 3], ["乙", 3, "二", 1], ["丙", 1, "二", 2],
    ]  # fmt: skip
    told = workers.problems[workers.problems["message"].str.contains("没有表头")]
    assert told[["sheet", "row", "kept"]].to_numpy().tolist() == [["二", 1, True]]
    assert workers.counts == {"read": 3, "kept": 3, "set_aside": 0}


def test_posts_go_on_too_and_a_merged_firm_is_filled(xlsx: Callable[..., Path]) -> None:
    jobs = read_jobs(
        xlsx(sheets={"1": JOBS, "2": [["乙公司", "厨师", 1, "4000", "草堂镇"], [None, "帮厨", 2, "2800", None]]}),
        as_of=DAY,
        context=FENGJIE,
    )
    assert jobs.frame[["employer", "title", "openings"]].to_numpy().tolist()[2:] == [["乙公司", "厨师", 1], ["乙公司", "帮厨", 2]]


def test_a_sheet_of_other_shapes_is_no_continuation(xlsx: Callable[..., Path]) -> None:
    notes = [["填表说明", "岗位", "按实填写", "必填", "示例"], ["一", "二", "三", "四", "五"]]
    sums = [["白帝镇", 3, 20, 4000, "合计"], ["草堂镇", 1, 5, 3000, "合计"]]
    jobs = read_jobs(xlsx(sheets={"岗位": JOBS, "说明": notes, "汇总": sums}), as_of=DAY, context=FENGJIE)
    assert len(jobs.frame) == 2
    told = jobs.problems[jobs.problems["message"].str.contains("没有认出表头")]
    assert told["sheet"].tolist() == ["说明", "汇总"]
