"""The command line as an office uses it: files in, a workbook and a sentence out, honest exit codes."""

from __future__ import annotations

import csv
import datetime as dt
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from rich.cells import cell_len
from typer.main import get_command

import jobmatch
from jobmatch import cli
from jobmatch.ledger import Entry, Ledger

WORKERS = """\
人员编号,姓名,身份证号,性别,年龄,文化程度,现居住地,联系电话,是否愿意就业,意向工种,期望月薪,备注
W1,杨春梅,,女,41,初中,重庆市秀山县洪安镇,15412345678,是,缝纫工,3000,
W2,石大勇,,男,35,初中,重庆市秀山县梅江镇,15487654321,是,保安,2500,
W3,田志强,,男,29,高中,重庆市秀山县龙池镇,15411112222,否,,,
"""
JOBS = """\
岗位编号,单位名称,岗位名称,招聘人数,工资待遇,年龄要求,学历要求,工作地点,联系人,联系电话,有效期至
J1,甲服饰,缝纫工,5,3000-4500元/月,18-55,不限,秀山县洪安镇,田女士,023-11234567,2026-12-31
J2,乙物业,保安,3,2600元/月,18-58,不限,秀山县平凯街道,龙先生,023-11234568,2026-12-31
J3,丙物业,保安员,2,2800元/月,18-58,不限,秀山县中和街道,吴先生,023-11234569,2026-12-31
"""
PROTECTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1016 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512


@dataclass
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run ``jobmatch`` in a folder of its own that holds workers.csv and jobs.csv."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "workers.csv").write_text(WORKERS, encoding="utf-8")
    (tmp_path / "jobs.csv").write_text(JOBS, encoding="utf-8")

    def command(*words: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["jobmatch", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        shown = capsys.readouterr()
        return Done(int(ended.value.code or 0), shown.out, shown.err)

    return command


MATCH = ("match", "workers.csv", "jobs.csv", "-o", "out.xlsx", "--as-of", "2026-03-01", "--context", "500241")


def sheet(name: str, path: str = "out.xlsx") -> list[dict[str, object]]:
    """The rows of a sheet of the workbook written, by column title."""
    rows: list[Sequence[object]] = list(openpyxl.load_workbook(path)[name].iter_rows(values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def test_match_writes_the_workbook_and_counts_in_chinese(run: Run) -> None:
    done = run(*MATCH)
    assert done.code == 0
    assert "求职人员：读入 3 行，搁置 0 行；参加匹配 2 人，未参加 1 人" in done.out
    assert "岗位：读入 3 行，搁置 0 行；在招 3 个" in done.out
    assert "已写入 out.xlsx" in done.out
    best = {row["编号"]: row["岗位编号"] for row in sheet("一对一推荐表") if row["排名"] == 1}
    assert best["W1"] == "J1"
    assert best["W2"] in ("J2", "J3")


def test_english_is_there_for_those_who_ask(run: Run) -> None:
    assert "People: 3 rows read, 0 set aside; 2 matched, 1 of other segments" in run("--lang", "en", *MATCH).out


def test_names_and_phones_are_masked_unless_asked_for(run: Run) -> None:
    run(*MATCH)
    assert {(row["姓名"], row["联系电话"]) for row in sheet("一对一推荐表")} == {
        ("杨**", "154****5678"),
        ("石**", "154****4321"),
    }
    run(*MATCH, "--unmask")
    assert {row["姓名"] for row in sheet("一对一推荐表")} == {"杨春梅", "石大勇"}


def test_no_message_holds_a_name(run: Run) -> None:
    number = "500241198503151226"
    again = f"W9,田志强,{number},男,41,初中,重庆市秀山县洪安镇,15411112222,是,缝纫工,3000,\n"
    Path("workers.csv").write_text(WORKERS.replace("杨春梅,,", f"杨春梅,{number},") + again, encoding="utf-8")
    run(*MATCH, "--unmask")
    told = [str(row["问题"]) for row in sheet("问题数据")]
    assert sum("重复" in one for one in told) == 1
    assert not any("杨春梅" in one or "田志强" in one for one in told)


def test_employers_contacts_are_never_masked(run: Run) -> None:
    run(*MATCH)
    assert "023-11234567" in {row["单位电话"] for row in sheet("一对一推荐表")}


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@sum", '=HYPERLINK("a")'])
def test_cells_that_look_like_formulas_stay_text(run: Run, text: str) -> None:
    rows = list(csv.reader(JOBS.splitlines()))
    rows[1][1] = text
    with open("jobs.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert run(*MATCH).code == 0
    cells = [cell for page in openpyxl.load_workbook("out.xlsx") for row in page.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert text in {cell.value for cell in cells}


def test_k_limits_the_list(run: Run) -> None:
    run(*MATCH, "--k", "1")
    assert max(row["排名"] for row in sheet("一对一推荐表")) == 1


def test_strict_returns_one_when_a_row_has_a_problem(run: Run) -> None:
    assert run(*MATCH, "--strict").code in (0, 1)
    Path("workers.csv").write_text(WORKERS.replace("15412345678", "1541234"), encoding="utf-8")
    assert run(*MATCH).code == 0
    done = run(*MATCH, "--strict")
    assert done.code == 1
    assert "已写入 out.xlsx" in done.out
    assert "问题数据" in done.out


def test_strict_returns_zero_when_nothing_is_wrong(run: Run) -> None:
    fixed = WORKERS.replace("身份证号,", "").replace(",,女", ",女").replace(",,男", ",男")
    Path("workers.csv").write_text(fixed, encoding="utf-8")
    done = run(*MATCH, "--strict")
    assert (done.code, "核对" in done.out) == (0, False)


@pytest.mark.parametrize("locality", ["0", "0.5", "1"])
def test_locality_takes_its_whole_range(run: Run, locality: str) -> None:
    assert run(*MATCH, "--locality", locality).code == 0


@pytest.mark.parametrize("locality", ["-0.1", "1.01", "nan", "near"])
def test_locality_outside_its_range_is_refused(run: Run, locality: str) -> None:
    done = run(*MATCH, f"--locality={locality}")
    assert (done.code, done.out) == (2, "")
    assert "不能继续" in done.err
    assert "locality" in done.err


@pytest.mark.parametrize("day", ["2026-13-01", "明天", "01/03/2026", ""])
def test_a_wrong_day_is_refused_and_says_how_to_write_it(run: Run, day: str) -> None:
    done = run(*MATCH[:5], "--as-of", day)
    assert done.code == 2
    assert "应写成 2026-03-01" in done.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "找不到文件 bad.xlsx"),
        (b"", "bad.xlsx 是空文件"),
        (b"PK\x03\x04 half a workbook", "bad.xlsx 不完整或已损坏"),
        (b"%PDF-1.7 \xff\xfe\x00 binary \x80\x81", "bad.xlsx 是PDF 文件，不是表格"),
        (PROTECTED, "bad.xlsx 设了打开密码"),
        ("天气,心情\n晴,好\n".encode(), "表头"),
    ],
    ids=["missing", "empty", "damaged", "wrong kind", "password", "no header"],
)
@pytest.mark.parametrize("place", [1, 2], ids=["workers", "jobs"])
def test_a_file_that_cannot_be_used_says_why(run: Run, content: bytes | None, said: str, place: int) -> None:
    if content is not None:
        Path("bad.xlsx").write_bytes(content)
    words = list(MATCH)
    words[place] = "bad.xlsx"
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("不能继续：")
    assert said in done.err
    assert not Path("out.xlsx").exists()


def test_two_tables_in_the_wrong_order_are_noticed(run: Run) -> None:
    done = run("match", "jobs.csv", "workers.csv", "-o", "out.xlsx")
    assert done.code == 2
    assert "岗位" in done.err


def test_a_policy_that_cannot_be_read_is_refused(run: Run) -> None:
    Path("p.toml").write_text("min_fitt = 0.3\n[weights]\nfit = 2.0\n", encoding="utf-8")
    done = run(*MATCH, "--policy", "p.toml")
    assert done.code == 2
    assert "min_fitt：没有这一项；可用的有 as_of、" in done.err
    done = run(*MATCH, "--policy", "none.toml")
    assert (done.code, "找不到策略文件 none.toml" in done.err) == (2, True)


def test_who_is_hired_is_referred_no_more_and_listed_apart(run: Run) -> None:
    refer = ("ledger", "refer", "a.db", "workers.csv", "jobs.csv", "-o", "out.xlsx", "--context", "500241", "--as-of")
    run(*refer, "2026-03-01")
    book = openpyxl.load_workbook("out.xlsx")
    page = book["一对一推荐表"]
    at = {cell.value: cell.column for cell in page[1]}
    hired = page.cell(2, at["编号"]).value
    page.cell(2, at["推荐结果"]).value, page.cell(2, at["结果日期"]).value = "录用", "2026-03-05"
    page.cell(3, at["推荐结果"]).value, page.cell(3, at["结果日期"]).value = "好像去了", "2026-03-05"
    book.save("filled.xlsx")
    told = run("--lang", "en", "ledger", "import", "a.db", "filled.xlsx").out.splitlines()
    assert "1 recorded" in told[0] and "no outcome that is known" in told[1]
    run(*refer, "2026-03-08")
    assert hired not in {row["编号"] for row in sheet("一对一推荐表")}
    assert ("暂无就业意愿", hired) in {(row["类别"], row["编号"]) for row in sheet("未参加匹配人员")}


def test_what_was_entered_by_mistake_is_taken_back(run: Run) -> None:
    run("ledger", "refer", "a.db", "workers.csv", "jobs.csv", "-o", "out.xlsx", "--context", "500241", "--as-of", "2026-03-01")
    letter = sheet("一对一推荐表")[0]["推荐编号"]
    with Ledger("a.db") as ledger:
        ledger.record(Entry(letter, "hired", dt.date(2026, 3, 5)))
        sent = len(ledger.history())
        early = run("ledger", "withdraw", "a.db", letter, "--letter")
        assert early.code == 2 and "请先撤销这个结果" in early.err
        assert run("ledger", "withdraw", "a.db", letter).out == f"{letter} 的最后一个结果已撤销，现在是“已推荐”\n"
        assert run("--lang", "en", "ledger", "withdraw", "a.db", letter).err.startswith("Cannot go on")
        assert run("ledger", "withdraw", "a.db", letter, "--letter").out == f"{letter} 已撤回，这次推荐不算数\n"
        assert len(ledger.history()) == sent - 1


@pytest.mark.parametrize("words", [("cards",), ("fair",), ("ledger", "refer", "a.db")])
def test_every_list_follows_the_policy_that_is_named(run: Run, words: tuple[str, ...]) -> None:
    Path("p.toml").write_text("min_fitt = 0.3\n", encoding="utf-8")
    done = run(*words, "workers.csv", "jobs.csv", "--policy", "p.toml")
    assert (done.code, done.out) == (2, "") and "min_fitt：没有这一项" in done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("match", "none.csv", "jobs.csv"), "there is no file none.csv"),
        (("match", ".", "jobs.csv"), "is a folder"),
        (("match", "blank.csv", "jobs.csv"), "blank.csv is empty"),
        (("match", "locked.xlsx", "jobs.csv"), "protected by a password"),
        (("match", "broken.xlsx", "jobs.csv"), "incomplete or damaged"),
        (("match", "picture.xlsx", "jobs.csv"), "picture.xlsx is no table"),
        (("match", "page.xlsx", "jobs.csv"), "web page"),
        (("match", "head.csv", "jobs.csv"), "a header and no row"),
        (("match", "weather.csv", "jobs.csv"), "no header of such a table"),
        (("match", "jobs.csv", "workers.csv"), "the wrong way round"),
        ((*("match", "workers.csv", "jobs.csv"), "-o", "a.docx"), "can only be written as"),
        ((*("match", "workers.csv", "jobs.csv"), "-o", "no/a.xlsx"), "cannot be opened or written"),
        (("match", "workers.csv", "jobs.csv", "--as-of", "today"), "is no date"),
        (("match", "workers.csv", "jobs.csv", "--as-of", "9999-12-31"), "as_of: 9999-12-31 is not from 1900-01-01 to 2199-12-31"),
        (("match", "workers.csv", "jobs.csv", "--context", "999999"), "no division with the code"),
        (("match", "workers.csv", "jobs.csv", "--policy", "none.toml"), "no policy file"),
        (("match", "workers.csv", "jobs.csv", "--policy", "odd.toml"), "min_fitt: there is no such entry"),
        (("match", "workers.csv", "jobs.csv", "--policy", "wrong.toml"), "min_fit: 3.0 is not from -1 to 1"),
        (("match", "workers.csv", "jobs.csv", "--policy", "torn.toml"), "no policy can be read"),
        (("match", "workers.csv", "jobs.csv", "--locality", "2"), "locality: 2.0 is not from 0 to 1"),
        (("match", "workers.csv", "jobs.csv", "--k", "0"), "k"),
        (("why", "workers.csv", "jobs.csv", "W9", "J1"), "there is no id 'W9' among the 3 rows"),
        (("fair", "workers.csv", "jobs.csv", "--event", "A"), "no posting is of the event 'A'"),
        (("fair", "workers.csv", "jobs.csv", "-o", "workers.csv"), "cannot be opened or written"),
        (("ledger", "due", "none.db"), "there is no ledger none.db"),
        (("ledger", "due", "workers.csv"), "workers.csv"),
        (("report", "none.db", "--month", "2026-13"), "is no month"),
        (("serve", "--new-token", "a"), "tokens are kept in the data folder"),
    ],
)
def test_every_complaint_is_english_where_english_is_chosen(run: Run, words: tuple[str, ...], said: str) -> None:
    files = {
        "blank.csv": b"", "locked.xlsx": PROTECTED, "broken.xlsx": b"PK\x03\x04broken", "picture.xlsx": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "page.xlsx": b"<html><table></table></html>", "head.csv": WORKERS.splitlines()[0].encode(), "weather.csv": "天气,温度\n晴,3\n".encode(),
        "odd.toml": b"min_fitt = 0.3\n", "wrong.toml": b"min_fit = 3.0\n[weights]\nfit = 0.9\n", "torn.toml": b"min_fit = \n",
    }  # fmt: skip
    for name, data in files.items():
        Path(name).write_bytes(data)
    done = run("--lang", "en", *words)
    assert done.code == 2 and done.out == "" and said in done.err
    assert not re.search("[\u4e00-\u9fff]", done.err), done.err


def test_a_policy_file_may_turn_the_one_knob(run: Run) -> None:
    Path("p.toml").write_text("locality = 0.8\n", encoding="utf-8")
    assert run(*MATCH, "--policy", "p.toml").code == 0
    assert {row["项目"]: row["数量"] for row in sheet("说明")}["就近程度"] == 0.8
    Path("p.toml").write_text('locality = "近"\nmin_fitt = 1\n', encoding="utf-8")
    done = run(*MATCH, "--policy", "p.toml")
    assert done.code == 2 and "locality：'近' 应当是数" in done.err and "min_fitt" in done.err


def test_an_output_that_cannot_be_written_is_refused(run: Run) -> None:
    done = run(*MATCH[:3], "-o", "no/such/folder/out.xlsx")
    assert done.code == 2
    assert "不能继续" in done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("match",), "缺少人员表"),
        (("match", "workers.csv"), "缺少岗位表"),
        (("match", "a", "b", "c"), "多余的参数 c"),
        (("match", "a", "b", "--fast"), "没有选项 --fast"),
        (("match", "a", "b", "--k", "0"), "--k 最小是 1"),
        (("cards", "a", "b", "--k", "9"), "5"),
        (("serve", "--port", "a"), "--port 应填数字"),
        (("match", "a", "b", "--k"), "--k 后面没有写内容"),
        (("match", "a", "b", "--locality", "近"), "--locality 应填数字"),
        (("marry",), "没有命令 marry"),
        (("--lang", "fr", "demo"), "只有 zh 和 en"),
    ],
)
def test_wrong_words_are_answered_in_chinese(run: Run, words: tuple[str, ...], said: str) -> None:
    done = run(*words)
    assert done.code == 2
    assert said in done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("match", "workers.csv", "jobs.csv", "-o", "out.csv"), "out.csv 只能写成 .xlsx"),
        (("cards", "workers.csv", "jobs.csv", "-o", "cards.docx"), "cards.docx 只能写成 .html、.htm、.pdf"),
        (("ledger", "refer", "a.db", "workers.csv", "jobs.csv", "-o", "out"), "out 只能写成 .xlsx"),
        (("reconcile", "workers.csv", "workers.csv", "-o", "out.xls"), "out.xls 只能写成 .xlsx"),
        (("match", "workers.csv", "jobs.csv", "-o", "no/out.xlsx"), "文件夹不存在"),
    ],
)
def test_an_output_of_another_kind_is_refused_before_the_work(run: Run, words: tuple[str, ...], said: str) -> None:
    before = set(Path().iterdir())
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert set(Path().iterdir()) == before


def test_a_post_is_referred_to_no_more_people_than_its_openings_bear_on_all_days_together(run: Run) -> None:
    people = "".join(f"W{n},{'甲乙丙丁戊己庚辛'[n]}某,,男,40,初中,重庆市秀山县洪安镇,,是,缝纫工,,\n" for n in range(8))
    Path("workers.csv").write_text(WORKERS.splitlines()[0] + "\n" + people, encoding="utf-8")
    Path("jobs.csv").write_text("\n".join(JOBS.splitlines()[:2]).replace(",5,", ",2,") + "\n", encoding="utf-8")
    refer = ("ledger", "refer", "a.db", "workers.csv", "jobs.csv", "--context", "500241", "--as-of")
    first = run(*refer, "2026-03-01")
    assert "登记推荐 6 人次，6 人" in first.out and run(*refer, "2026-03-01").out == first.out
    assert "登记推荐 0 人次，0 人" in run(*refer, "2026-03-05").out


@pytest.mark.parametrize("words", [("report", "x.db"), ("ledger", "due", "x.db"), ("ledger", "import", "x.db", "o.xlsx")])
def test_a_ledger_that_is_not_there_is_not_made_up(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert "没有台账 x.db" in done.err
    assert not Path("x.db").exists()


def test_what_the_system_refuses_is_said_in_chinese(run: Run) -> None:
    Path("会").write_text("一个文件", encoding="utf-8")
    done = run("fair", "workers.csv", "jobs.csv", "-o", "会")
    assert done.code == 2
    assert "会 打不开或写不进（这个名字已经是一个文件；请换一个文件夹名）" in done.err
    Path("会").unlink()
    done = run("fair", "workers.csv", "jobs.csv", "--walk-ins", "jobs.csv", "-o", "会")
    assert done.code == 2 and not Path("会").exists()  # nothing half done
    done = run("serve", "--data", "workers.csv")
    assert done.code == 2 and "workers.csv 打不开或写不进（已经有同名的文件）" in done.err
    assert not re.search("[A-Za-z]{3}", done.err.replace("workers.csv", ""))


def commands() -> list[tuple[str, ...]]:
    """The words of every command and group of commands there is."""
    found: list[tuple[str, ...]] = [()]
    for name, command in get_command(cli.app).commands.items():  # type: ignore[attr-defined]
        found += [(name,), *((name, below) for below in getattr(command, "commands", ()))]
    return found


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_help_tells_all_of_it_in_the_language_chosen(run: Run, words: tuple[str, ...]) -> None:
    shown = run(*words, "--help")
    assert shown.code == 0
    assert "…" not in shown.out.replace("命令 …", "")  # no sentence is cut off
    assert max(map(cell_len, shown.out.splitlines())) <= 80
    assert not re.search("Usage|Options|Arguments|required|default|Show", shown.out)
    english = run("--lang", "en", *words, "--help")
    assert english.code == 0
    sentences = re.sub(r"default \S+", "", english.out.split("\n", 1)[1])  # files keep their Chinese names
    assert not re.search("[\u4e00-\u9fff]", sentences.replace("台账.db", ""))


def test_the_version_is_told(run: Run) -> None:
    shown = run("--version")
    assert (shown.code, shown.out.strip()) == (0, jobmatch.__version__)


@pytest.mark.parametrize("line", ['fallback = "CN-1900"', 'subsidy = "CN-1900"'])
def test_a_policy_of_rules_that_do_not_exist_is_refused_before_the_work(run: Run, line: str) -> None:
    Path("own.toml").write_text(line, encoding="utf-8")
    Path("workers.csv").unlink()  # would be the next complaint
    shown = run("match", "workers.csv", "jobs.csv", "--policy", "own.toml")
    assert shown.code == 2
    assert "CN-1900" in shown.err


def test_help_names_what_a_command_takes(run: Run) -> None:
    shown = run("match", "--help").out
    assert re.search(r"用法：jobmatch match \[选项\] 人员表 岗位表", shown)
    assert "计算年龄、有效期的日期，如 2026-03-01；默认今天" in shown
    assert re.search(r"--k +每人推荐的岗位数；默认 5", shown)


def test_why_explains_a_pair_that_fits_and_one_that_does_not(run: Run) -> None:
    assert run("why", "workers.csv", "jobs.csv", "W1", "J1", "--as-of", "2026-03-01").code == 0
    Path("jobs.csv").write_text(JOBS.replace("18-55", "18-30"), encoding="utf-8")
    done = run("why", "workers.csv", "jobs.csv", "W1", "J1", "--as-of", "2026-03-01")
    assert "年龄" in done.out


def test_why_is_english_where_english_is_chosen_but_for_what_the_tables_say(run: Run) -> None:
    Path("jobs.csv").write_text(JOBS.replace("18-55", "18-30"), encoding="utf-8")
    why = ("--lang", "en", "why", "workers.csv", "jobs.csv", "--as-of", "2026-03-01")
    refused, admitted = run(*why, "W1", "J1").out, run(*why, "W2", "J2").out
    assert refused.startswith("W1 and J1 cannot be matched. Not met: age.\n") and "not met" in refused
    assert admitted.startswith("W2 and J2 can be matched, score 0.")
    for line in (refused + admitted).splitlines():
        assert not re.search("[\u4e00-\u9fff]", line.split("asked: ")[0]), line


def test_why_with_an_unknown_id_names_some_that_exist(run: Run) -> None:
    done = run("why", "workers.csv", "jobs.csv", "W9", "J1")
    assert done.code == 2
    assert "W9" in done.err
    assert "W1" in done.err


def test_errors_hold_no_personal_data(run: Run) -> None:
    Path("workers.csv").write_text("天气,温度\n杨春梅,15412345678\n", encoding="utf-8")
    done = run(*MATCH)
    assert done.code == 2 and "workers.csv" in done.err
    assert not any(secret in done.err for secret in ("杨春梅", "15412345678"))


def test_the_counts_of_jobs_add_up(run: Run) -> None:
    late = "J4,丁物业,保安,2,2800元/月,18-58,不限,秀山县中和街道,吴先生,023-11234569,2026-01-31\n"
    post = "J5,丁镇,保洁员（公益性岗位）,2,800元/月,18-58,不限,秀山县中和街道,吴先生,023-11234569,2026-12-31\n"
    Path("jobs.csv").write_text(JOBS + late + post, encoding="utf-8")
    assert "岗位：读入 5 行，搁置 0 行；在招 3 个" in run(*MATCH).out
    told = {row["项目"]: row["数量"] for row in sheet("说明")}
    parts = {name: told[name] for name in ("在招岗位", "未参加匹配：已过期", "未参加匹配：公益性岗位")}
    assert parts == {"在招岗位": 3, "未参加匹配：已过期": 1, "未参加匹配：公益性岗位": 1}
    assert {row["岗位编号"]: row["状态"] for row in sheet("岗位名额")} == {
        "J1": "在招", "J2": "在招", "J3": "在招", "J4": "已过期", "J5": "公益性岗位",
    }  # fmt: skip
