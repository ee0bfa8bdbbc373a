"""The office's commands, from two workbooks to the monthly report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from jobmatch.cli.program import app
from jobmatch.demo import AS_OF, CONTEXT, write_demo


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    workers, jobs = write_demo(tmp_path_factory.mktemp("demo"))
    return str(workers), str(jobs)


def run(*words: str | Path) -> str:
    found = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert found.exit_code == 0, found.output
    return found.output


def test_refer_fill_in_import_and_report(tables: tuple[str, str], tmp_path: Path) -> None:
    when = ("--as-of", AS_OF.isoformat(), "--context", CONTEXT)
    book, sheet = tmp_path / "台账.db", tmp_path / "推荐表.xlsx"
    assert "登记推荐" in run("ledger", "refer", book, *tables, "-o", sheet, *when)
    filled = load_workbook(sheet)
    rows = filled["一对一推荐表"]
    column = {cell.value: cell.column for cell in rows[1]}
    printed = [row[column["推荐编号"] - 1].value for row in rows.iter_rows(min_row=2)]
    assert all(re.fullmatch(r"T[A-Z]{2}\d{6}-\d{8}", number) for number in printed)
    run("ledger", "refer", book, *tables, "-o", tmp_path / "重做.xlsx", *when)  # the same list, the same letters
    again = load_workbook(tmp_path / "重做.xlsx")["一对一推荐表"]
    assert [row[column["推荐编号"] - 1].value for row in again.iter_rows(min_row=2)] == printed
    for row in (2, 3):
        rows.cell(row, column["推荐结果"]).value = "录用"
        rows.cell(row, column["结果日期"]).value = AS_OF.isoformat()
    filled.save(sheet)
    assert "登记 2 条，此前已登记 0 条" in run("ledger", "import", book, sheet)
    assert "登记 0 条，此前已登记 2 条" in run("ledger", "import", book, sheet)
    assert "到期回访 2 次" in run("ledger", "due", book, "--as-of", "2026-04-15")
    assert "已写入" in run("report", book, "--month", f"{AS_OF:%Y-%m}", "-o", tmp_path / "月报.xlsx")
    whole = load_workbook(tmp_path / "月报.xlsx")["总体"]
    found = {row[0]: row[1:3] for row in whole.iter_rows(min_row=3, values_only=True)}
    assert found["就业人数"][1] in (1, 2) and found["推荐人次"] == (0, len(printed))
    assert found["应服务人数"][0] == 0 < found["应服务人数"][1]  # nobody was in the ledger the month before
    more = ("--market", *tables, "--compare", AS_OF.isoformat(), "2026-02-28", "--context", CONTEXT)
    run("report", book, "--month", f"{AS_OF:%Y-%m}", "-o", tmp_path / "月报.xlsx", *more)
    _with_market_and_two_days(load_workbook(tmp_path / "月报.xlsx"), letters=len(printed))


def _with_market_and_two_days(report: Workbook, letters: int) -> None:
    sheets = {sheet.title: [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)] for sheet in report}
    assert sheets["两日对比"][0][1:4] == ["截至2026-02-28", "截至2026-03-01", "增减"]
    assert ["推荐人次", 0, letters, letters] in [row[:4] for row in sheets["两日对比"]]
    header, *trades = sheets["按职业"]
    assert header == ["职业代码", "职业", "需求人数", "求职人次", "缺口人数", "求人倍率"]
    assert all(row[2] - row[3] == row[4] for row in trades)
    assert sum(row[2] for row in trades) == sheets["供求总体"][1][0] == sum(row[1] for row in sheets["按职业大类"][1:])
    gaps = [row[4] for row in trades]
    scarce, hard = sorted((gap for gap in gaps if gap > 0), reverse=True), sorted(gap for gap in gaps if gap < 0)
    assert scarce and hard
    for name, worst in (("最缺人的职业", scarce), ("求职最难的职业", hard)):
        assert [row[4] for row in sheets[name][1:]] == worst[:10]


def test_cards_lists_and_reconciliation(tables: tuple[str, str], tmp_path: Path) -> None:
    when = ("--as-of", AS_OF.isoformat(), "--context", CONTEXT)
    said = run("cards", *tables, "-o", tmp_path / "单.html", *when)
    assert said.count("已写入") == 3 and '<article class="card' in (tmp_path / "单.html").read_text(encoding="utf-8")
    assert "两份名单都有" in run("reconcile", tables[0], tables[0], "-o", tmp_path / "比对.xlsx", *when)
    assert (tmp_path / "比对.xlsx").exists()


def test_a_fair_with_walk_ins_and_lists_for_transport(tables: tuple[str, str], tmp_path: Path) -> None:
    came = tmp_path / "现场.csv"
    came.write_text("人员编号,姓名,年龄,现居住地,意向工种\nX1,石大勇,35,秀山县石堤镇,普工\n", encoding="utf-8")
    when = ("--as-of", AS_OF.isoformat(), "--context", CONTEXT)
    said = run("fair", *tables, "-o", tmp_path / "会", "--walk-ins", came, *when)
    assert "现场 1 人：推荐 5 人次" in said
    names = {path.name for path in (tmp_path / "会").iterdir()}
    assert {"一对一推荐表.xlsx", "推荐单.html", "村级汇总.html", "单位名单.html", "点对点名单.xlsx", "现场推荐表.xlsx"} <= names
    assert "展位 A" in (tmp_path / "会" / "单位名单.html").read_text(encoding="utf-8")
    assert load_workbook(tmp_path / "会" / "点对点名单.xlsx").sheetnames == ["包车汇总", "按单位和乡镇", "按输入地"]


def test_every_row_set_aside_is_listed_where_the_screen_shows_only_some(tables: tuple[str, str], tmp_path: Path) -> None:
    book, sheet = tmp_path / "台账.db", tmp_path / "推荐表.xlsx"
    run("ledger", "refer", book, *tables, "-o", sheet, "--as-of", AS_OF.isoformat(), "--context", CONTEXT)
    filled = load_workbook(sheet)
    rows = filled["一对一推荐表"]
    column = {cell.value: cell.column for cell in rows[1]}
    for row in range(2, 32):
        rows.cell(row, column["推荐结果"]).value = "差不多"
    filled.save(sheet)
    said = run("ledger", "import", book, sheet)
    assert "…另有 10 行" in said and "搁置的 30 行全部列在" in said
    listed = load_workbook(tmp_path / "推荐表-搁置.xlsx")["搁置"]
    assert [row[1] for row in listed.iter_rows(min_row=2, values_only=True)] == list(range(2, 32))
