"""Files that cannot be used, and rows that cannot: a clear message each, and the rest goes on."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from jobmatch.demo import write_demo
from jobmatch.errors import TableError
from jobmatch.forms import read_jobs, read_workers
from tests.opendocument import ods, row, table

DAY = "2026-03-01"
HEADER = ["姓名", "身份证号", "联系电话", "家庭住址", "期望月薪"]
JOBS = ["单位名称", "岗位名称", "招聘人数", "薪资待遇", "工作地点", "年龄要求"]
FENGJIE = "500236"


def archive(path: Path, inside: str) -> Path:
    with zipfile.ZipFile(path, "w") as book:
        book.writestr(inside, "x")
    return path


def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, xlsx: Callable[..., Path]) -> None:
    def written(name: str, data: bytes) -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    whole = xlsx([HEADER]).read_bytes()
    cases = {
        "找不到文件": tmp_path / "没有.xlsx",
        "是文件夹": tmp_path,
        "空文件": written("空.xlsx", b""),
        "损坏": written("坏.xlsx", whole[: len(whole) // 2]),
        "已损坏": written("乱.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
        "密码": written("密.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 3),
        "PDF": written("表.pdf", b"%PDF-1.7\n\x00\xff\xfe\x9c"),
        "没有给出": "",
        "Word": archive(tmp_path / "表.docx", "word/document.xml"),
        "压缩包": archive(tmp_path / "表.zip", "a.txt"),
        "网页": written("网.xls", b"<html><table><tr><td>1</td></tr></table></html>"),
        "没有内容": xlsx(sheets={"Sheet1": []}, name="白.xlsx"),
        "没有一行": xlsx([HEADER], name="头.xlsx"),
        "第1个工作表没有认得的栏名": xlsx([["天气", "温度", "风"], ["晴", 3, "大"]], name="气.xlsx"),
    }
    for word, path in cases.items():
        with pytest.raises(TableError, match=word):
            read_workers(path, as_of=DAY)


def test_a_value_in_a_far_cell_is_refused_before_it_takes_the_memory(tmp_path: Path, xlsx: Callable[..., Path]) -> None:
    whole, far = xlsx([HEADER]), tmp_path / "远.xlsx"
    with zipfile.ZipFile(whole) as book, zipfile.ZipFile(far, "w") as other:
        for name in book.namelist():
            cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
            other.writestr(name, book.read(name).replace(b"</sheetData>", cell))
    with pytest.raises(TableError, match="第1048576行、XFD列.*删去"):
        read_workers(far, as_of=DAY)


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        ([row(("甲", 16_384), times=1_048_576)], "第1048576行、XFD列"),
        ([row("甲"), row(16_383, times=60_000), row(16_383, "乙")], "第60002行、XFD列"),
        ([row(("甲", 2_000_000_000))], "第1行"),
    ],
)
def test_a_cell_of_an_open_document_that_stands_for_a_million_is_refused(tmp_path: Path, rows: list[str], where: str) -> None:
    (tmp_path / "远.ods").write_bytes(ods(*rows))
    with pytest.raises(TableError, match=f"{where}.*删去"):
        read_workers(tmp_path / "远.ods", as_of=DAY)


def test_an_open_document_is_read_as_any_other_workbook(tmp_path: Path, xlsx: Callable[..., Path], id_of: Callable[..., str]) -> None:
    rows = [HEADER, ["甲乙", id_of(), "13800000001", "奉节县白帝镇", "3000"]]
    (tmp_path / "人.ods").write_bytes(table(rows))
    found, same = read_workers(tmp_path / "人.ods", as_of=DAY), read_workers(xlsx(rows), as_of=DAY)
    assert found.frame["pay_min_wanted"].tolist() == [3000]
    assert found.frame.drop(columns="source_sheet").equals(same.frame.drop(columns="source_sheet"))


@pytest.mark.parametrize("nothing", [None, 3, b"a.xlsx", ["a.xlsx"]])
def test_what_is_no_path_is_refused_plainly(nothing: object) -> None:
    for read in (read_workers, read_jobs):
        with pytest.raises(TableError, match="没有给出表格文件"):
            read(nothing, as_of=DAY)  # type: ignore[arg-type]


def test_the_two_files_the_wrong_way_round(xlsx: Callable[..., Path], id_of: Callable[..., str]) -> None:
    jobs = xlsx([JOBS, ["甲公司", "保安", 2, "3000", "奉节县", "18-55"]], name="岗.xlsx")
    people = xlsx([[*HEADER, "岗位名称"], ["甲乙", id_of(), "13800000001", "奉节县", "3000", "保安"]], name="人.xlsx")
    with pytest.raises(TableError, match="像是岗位表"):
        read_workers(jobs, as_of=DAY)
    with pytest.raises(TableError, match="像是求职人员表"):
        read_jobs(people, as_of=DAY)


def test_whole_workbooks_the_wrong_way_round(tmp_path: Path) -> None:
    """Nor are they read by their cells, as a table without a header is."""
    for path in write_demo(tmp_path):
        read = read_jobs if "人员" in path.name else read_workers
        with pytest.raises(TableError, match="像是"):
            read(path, as_of=DAY)


@pytest.mark.parametrize("code", ["12", "5002", "奉节", "999999", "50023"])
def test_a_code_that_no_office_has_is_refused(xlsx: Callable[..., Path], code: str) -> None:
    with pytest.raises(TableError, match=f"区划代码 '{code}' 不存在；请写6位代码"):
        read_workers(xlsx([HEADER]), context=code)


def test_a_wrong_day_is_refused(xlsx: Callable[..., Path]) -> None:
    with pytest.raises(TableError, match="基准日"):
        read_workers(xlsx([HEADER]), as_of="三月一日")


def lines_of(table: object) -> dict[int, tuple[str, str, bool]]:
    frame = table.problems  # type: ignore[attr-defined]
    return {line.row: (line.column, line.value, line.kept) for line in frame.itertuples()}


def test_rows_that_cannot_be_used_are_set_aside_and_the_rest_goes_on(xlsx: Callable[..., Path], id_of: Callable[..., str]) -> None:
    good, place = id_of(), "奉节县白帝镇"
    rows = [
        HEADER,
        ["甲", good, "13800000001", place, 4000],
        ["乙", 5.00236198003121e17, "13800000002", place, 4000],
        ["丙", "5.00236E+17", "13800000003", place, 4000],
        ["丁", good, "13800000004", place, 4000],
        ["戊", id_of(order=5), "1380000000", place, 4000],
        ["己", id_of(order=6), "13800000006", "大东海镇", 4000],
        ["庚", id_of(order=7), "13800000007", place, 3_000_000],
        [None, id_of(order=8), "13800000008", place, 4000],
        [None, None, "13800000009", place, 4000],
    ]
    workers = read_workers(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert workers.frame["source_row"].tolist() == [2, 6, 7, 8, 9]
    assert workers.counts == {"read": 9, "kept": 5, "set_aside": 4}
    problems = lines_of(workers)
    assert {row: kept for row, (_, _, kept) in problems.items()} == {
        3: False, 4: False, 5: False, 6: True, 7: True, 8: True, 9: True, 10: False,
    }  # fmt: skip
    assert problems[4][:2] == ("身份证号", "5.00236E+17")
    assert workers.frame["pay_min_wanted"].isna().tolist() == [False, False, False, True, False]
    assert workers.frame["id_number"].notna().all()
    assert all(message.strip() for message in workers.problems["message"])


def test_two_people_in_a_row_are_set_aside_and_a_nominal_age_is_not_believed(xlsx: Callable[..., Path], id_of: Callable[..., str]) -> None:
    rows = [
        ["姓名", "身份证号", "年龄", "家庭住址"],
        ["甲、乙", f"{id_of()}、{id_of(order=2)}", None, "白帝镇"],
        ["丙", id_of(order=3), "虚岁46", "白帝镇"],
        ["丁", None, "虚岁46", "白帝镇"],
    ]
    workers = read_workers(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert workers.frame["age"].astype(object).where(workers.frame["age"].notna(), None).tolist() == [45, None]
    found = workers.problems[["row", "column", "kept"]].to_numpy().tolist()
    assert found == [[2, "身份证号", False], [4, "身份证号", True], [4, "年龄", True]]


def test_a_repeated_id_number_is_told_without_any_name(xlsx: Callable[..., Path], id_of: Callable[..., str]) -> None:
    rows = [["姓名", "身份证号", "意向工种"], ["冉小花", id_of(), "保洁"], ["彭大壮", id_of(), "保安"], ["冉小花", id_of(), "缝纫工"]]
    workers = read_workers(xlsx(rows), as_of=DAY)
    said = " ".join(workers.problems["message"])
    assert len(workers) == 1 and "第2行" in said and "姓名不同" in said and "姓名相同" in said
    assert "冉小花" not in said and "彭大壮" not in said


def test_bad_postings(xlsx: Callable[..., Path]) -> None:
    place = "奉节县白帝镇"
    rows = [
        JOBS,
        ["甲公司", "保安", "若干", "3000", place, "18-55"],
        ["甲公司", None, 2, "3000", place, "18-55"],
        ["甲公司", "保安", "若干", "3000", place, "18-55"],
        ["乙公司", "保洁", 1, "3000000", place, "不限"],
        ["丙公司", "厨师", 2, "4000", "大东海镇", "45-18"],
        ["丁公司", "普工", "很多吧", "40-60", None, "250岁以下"],
    ]
    jobs = read_jobs(xlsx(rows), as_of=DAY, context=FENGJIE)
    assert jobs.frame["title"].tolist() == ["保安", "保洁", "厨师", "普工"]
    assert jobs.counts == {"read": 6, "kept": 4, "set_aside": 2}
    assert jobs.frame["openings"].isna().tolist() == [True, False, False, True]
    assert jobs.frame["pay_min"].isna().tolist() == [False, True, False, True]
    assert jobs.frame.loc[2, ["age_min", "age_max"]].tolist() == [18, 45]
    by_row = jobs.problems.groupby("row")["column"].agg(set).to_dict()
    assert by_row == {
        3: {"岗位名称"},
        4: {"岗位名称"},
        5: {"薪资待遇"},
        6: {"工作地点", "年龄要求"},
        7: {"招聘人数", "薪资待遇", "工作地点", "年龄要求"},
    }


def test_reading_twice_gives_the_same(xlsx: Callable[..., Path], id_of: Callable[..., str]) -> None:
    path = xlsx([HEADER, *([f"甲{n}", id_of(order=n), "13800000001", "奉节县白帝镇", 4000] for n in range(1, 9))])
    first, second = read_workers(path, as_of=DAY, context=FENGJIE), read_workers(path, as_of=DAY, context=FENGJIE)
    assert first.frame.equals(second.frame)
    assert first.problems.equals(second.problems)


def test_a_small_file_that_unfolds_beyond_all_tables_is_not_opened(tmp_path: Path) -> None:
    bomb = tmp_path / "炸.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b"A" * 60_000_000)
    with pytest.raises(TableError, match="不像正常的表格"):
        read_jobs(bomb)


def test_garbled_text_comes_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "乱.csv").write_bytes("企業名,職種,募集人数\n".encode("shift_jis"))
    with pytest.raises(TableError, match="CSV UTF-8"):
        read_jobs(tmp_path / "乱.csv")


ODD = (
    None, 0, -1, 3.5, 1e308, True, "#N/A", "√", "×", "无", "不限", "面议", "若干", "5000-3000", "150元/天", "18周岁-男60", "2026.13.45", "5月31日", "长期", "双龙镇",
    "浙江、广东", "138 0000 5678", "A" * 400, "½", "\u200b", "女性优先", "1e5", "3/4", "99岁", "普工20人、保安5人", "1、2", "5.00236E+17", "同上", "近", "以上", "9" * 40 + "万",
    "上旬", "13月", "12/13/2026", "即日起至", "元/月", "..",
)  # fmt: skip
PEOPLE_COLUMNS = (
    "序号 身份证号 性别 出生日期 年龄 文化程度 在校生状况 户籍地址 现居住地 籍贯 乡镇 村 联系电话 人员类别 残疾类别 劳动技能 技能特长 工作年限 就业状况 就业意愿 是否愿意外出务工 意向工种 "
    "意向地区 期望月薪 期望薪资下限 期望薪资上限 期望就业形式 培训意愿 创业意愿 无法外出原因 务工时间（月） 务工所在地 就业渠道 公益性岗位类型 调查日期 户编号 与户主关系 备注"
)
POST_COLUMNS = (
    "序号 单位名称 单位地址 联系人 联系电话 招聘人数 工资待遇 最低工资 最高工资 基本工资 试用期工资 福利待遇 补贴标准 年龄要求 最小年龄 最大年龄 年龄（男） 年龄（女） 学历要求 性别 户籍要求 "
    "工作经验 岗位职责 任职要求 证书要求 食宿 包吃 包住 社会保险 工作地点 区县 乡镇 发布日期 有效期（月） 岗位类型 是否帮扶车间 备注"
)


@pytest.mark.parametrize(("read", "key", "columns"), [(read_workers, "姓名", PEOPLE_COLUMNS), (read_jobs, "岗位名称", POST_COLUMNS)])
@pytest.mark.parametrize("step", [1, 5, 11])
def test_odd_cells_in_every_column_lose_nothing(
    xlsx: Callable[..., Path], read: Callable[..., Any], key: str, columns: str, step: int
) -> None:
    names = columns.split()
    rows = [[f"某甲{row}号", *(ODD[(row + step * at) % len(ODD)] for at in range(len(names)))] for row in range(len(ODD))]
    table = read(xlsx([[key, *names], *rows]), as_of=DAY, context=FENGJIE)
    assert table.counts["kept"] + table.counts["set_aside"] == table.counts["read"] >= len(ODD)
    assert not table.problems["column"].str.contains("[a-z]").any()
    assert set(table.problems["row"]) <= set(range(1, len(ODD) + 2))


def test_a_hidden_sheet_is_left_out_and_named(tmp_path: Path, id_of: Callable[..., str]) -> None:
    book = Workbook()
    for name, order in (("今年", 1), ("去年", 2)):
        sheet = book.create_sheet(name)
        sheet.append(HEADER)
        sheet.append([f"{name}某", id_of(order=order), "13800000001", "奉节县白帝镇", 4000])
    book.remove(book.worksheets[0])
    book["去年"].sheet_state = "hidden"
    book.save(tmp_path / "表.xlsx")
    workers = read_workers(tmp_path / "表.xlsx", as_of=DAY, context=FENGJIE)
    assert workers.frame["name"].tolist() == ["今年某"]
    assert workers.problems[["sheet", "message"]].to_numpy().tolist() == [
        ["去年", "这个工作表是隐藏的，没有导入；如要导入，请取消隐藏后再试"]
    ]


def test_a_table_that_stands_on_a_hidden_sheet_alone_is_refused_plainly(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(JOBS)
    book.active.append(["甲公司", "保安", 2, "3000", "奉节县白帝镇", "18-55"])
    book.active.sheet_state = "hidden"
    book.create_sheet("空")
    book.save(tmp_path / "表.xlsx")
    with pytest.raises(TableError, match="都在隐藏的工作表（Sheet）里；请取消隐藏"):
        read_jobs(tmp_path / "表.xlsx")


@pytest.mark.parametrize("read", [read_workers, read_jobs])
def test_no_refusal_repeats_a_name_a_number_or_a_tab(
    xlsx: Callable[..., Path], id_of: Callable[..., str], read: Callable[..., Any]
) -> None:
    lines: list[list[object]] = [["甲乙丙", id_of(), "13800000001", "x", "y"], ["姓名：甲乙丙", "电话：13800000001"]]
    with pytest.raises(TableError) as refusal:
        read(xlsx(sheets={"甲乙丙": lines[:1], "丁": lines[1:]}), as_of=DAY)
    assert not any(said in str(refusal.value) for said in ("甲乙丙", id_of(), "13800000001", "丁"))


def test_no_message_repeats_what_stands_in_the_wrong_column(xlsx: Callable[..., Path], id_of: Callable[..., str]) -> None:
    rows = [
        ["姓名", "身份证号", "联系电话", "家庭住址"],
        ["甲乙丙", id_of(), "13800000001", "丁戊己"],
        ["丁戊己", "13800000001", id_of(order=3), "兴隆镇甲乙丙家"],
    ]
    workers = read_workers(xlsx(rows), as_of=DAY, context="500000")
    said = "".join(workers.problems["message"])
    assert workers.counts["read"] == 2 and "没有认得的地名" in said and "种读法" in said
    assert not any(known in said for known in ("甲乙丙", "丁戊己", id_of(), id_of(order=3), "13800000001"))


def test_a_repeated_number_is_told_without_the_tab_that_is_called_after_the_person(
    xlsx: Callable[..., Path], id_of: Callable[..., str]
) -> None:
    people = [["姓名", "身份证号", "联系电话", "家庭住址"], ["甲乙丙", id_of(), "13800000001", "奉节县白帝镇"]]
    workers = read_workers(xlsx(sheets={"甲乙丙": people, "二": people}), as_of=DAY)
    assert workers.counts == {"read": 2, "kept": 1, "set_aside": 1}
    assert "甲乙丙" not in "".join(workers.problems["message"])


def test_a_quote_that_is_never_closed_costs_no_row(tmp_path: Path) -> None:
    file = tmp_path / "花名册.csv"
    file.write_text('姓名,年龄,家庭住址\n甲,40,白帝镇\n"乙,41,白帝镇\n丙,42,"奉节县,白帝镇"\n丁,43,白帝镇\n', encoding="utf-8")
    workers = read_workers(file, as_of=DAY, context=FENGJIE)
    assert workers.frame["name"].tolist() == ["甲", "乙", "丙", "丁"]
    assert workers.frame["age"].tolist() == [40, 41, 42, 43]


def test_a_row_with_more_cells_than_the_header_is_told(tmp_path: Path) -> None:
    file = tmp_path / "花名册.csv"
    file.write_text("姓名,年龄,家庭住址\n甲,40,奉节县,白帝镇\n乙,41,白帝镇,\n", encoding="utf-8")
    problems = read_workers(file, as_of=DAY, context=FENGJIE).problems
    assert [(row.row, row.kept) for row in problems.itertuples() if "多出1格" in row.message] == [(2, True)]


@pytest.mark.parametrize("slip", ["1890-01-01", "1023年6月"])
@pytest.mark.parametrize(
    ("read", "column", "field"),
    [(read_workers, "毕业时间", "graduated_on"), (read_workers, "调查日期", "surveyed_on"), (read_jobs, "有效期至", "valid_until"), (read_jobs, "招聘起止时间", "valid_until")],
)  # fmt: skip
def test_one_date_before_all_years_costs_no_other_row(xlsx: Callable[..., Path], read: Any, column: str, field: str, slip: Any) -> None:
    names = ["姓名", "家庭住址"] if read is read_workers else ["岗位名称", "工作地点"]
    table = read(xlsx([[*names, column], ["甲某", FENGJIE, slip], ["乙某", FENGJIE, "2026-05-31"]]), as_of=DAY)
    assert table.frame[field].astype("string").fillna("").tolist() == ["", "2026-05-31"]
    assert table.problems.loc[table.problems["column"] == column, "row"].tolist() == [2]
