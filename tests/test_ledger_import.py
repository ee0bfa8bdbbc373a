"""The filled-in workbook comes back: every row recorded once, or set aside with its reason."""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook
from sqlalchemy import select

from jobmatch.cli.english import import_in_english
from jobmatch.errors import TableError
from jobmatch.ledger import ID_COLUMNS, OUTCOME_COLUMNS, Ledger, import_outcomes
from jobmatch.ledger.tables import events
from jobmatch.schema import Jobs, Workers

MONDAY = dt.date(2026, 3, 2)
LATER = dt.date(2026, 12, 31)
HEADER = [*ID_COLUMNS, "岗位名称", *OUTCOME_COLUMNS]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "台账.db")


def letters(ledger: Ledger, count: int, *, on: dt.date = MONDAY) -> pd.DataFrame:
    """``count`` workers, each sent to two jobs."""
    workers = Workers(pd.DataFrame({"worker_id": [f"W{n}" for n in range(count)]}))
    jobs = Jobs(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工", "保安"]}))
    pairs = pd.DataFrame([(w, j) for w in workers.ids for j in jobs.ids], columns=["worker_id", "job_id"])
    return ledger.refer(pairs, workers, jobs, on=on)


def write(path: Path, rows: list[list[object]], *, header: list[str] = HEADER, title: bool = True) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = "一对一推荐表"
    if title:
        sheet.append(["奉节县一对一推荐表"])
    sheet.append(header)
    for row in rows:
        sheet.append(row)
    book.create_sheet("说明").append(["怎样填写"])
    book.save(path)
    return path


def line(sent: pd.DataFrame, nth: int, *filled: object) -> list[object]:
    row = sent.iloc[nth]
    return [row["referral_id"], row["worker_id"], row["job_id"], "", *filled]


def test_outcomes_are_recorded_and_history_knows_them(ledger: Ledger, tmp_path: Path) -> None:
    sent = letters(ledger, 3)
    rows = [
        line(sent, 0, "录用（合同制）", dt.date(2026, 3, 5), "", 4200),
        line(sent, 1, "不录用", "2026.3.6", "年龄偏大"),
        line(sent, 2, "3", "2026年3月6日", "太远", "3,500元/月"),
        line(sent, 3, None, None),
        line(sent, 4, "已招满", "20260307"),
    ]
    report = import_outcomes(ledger, write(tmp_path / "a.xlsx", rows), as_of=LATER)
    assert (report.rows, report.recorded, report.repeated, report.blank) == (5, 4, 0, 1)
    assert report.problems.empty
    assert str(report) == "共 5 行：登记 4 条，此前已登记 0 条，未填 1 条，搁置 0 条"
    assert ledger.history()["outcome"].tolist() == ["hired", "rejected", "declined", "issued", "issued"]


def test_rows_that_cannot_be_used_are_set_aside_and_the_rest_recorded(ledger: Ledger, tmp_path: Path) -> None:
    sent = letters(ledger, 6)
    edited = line(sent, 1, "录用", "2026-03-05")
    edited[0] = "T260302-00000099"
    swapped = line(sent, 2, "录用", "2026-03-05")
    swapped[1] = "W5"
    moved = line(sent, 3, "录用", "2026-03-05")
    moved[2] = "J1"
    blank_id = line(sent, 4, "录用", "2026-03-05")
    blank_id[0] = None
    rows = [
        line(sent, 0, "录用", "2026-03-05"),
        edited,
        swapped,
        moved,
        blank_id,
        line(sent, 5, "差不多", "2026-03-05"),
        line(sent, 6, "录用", "2026-03-01"),
        line(sent, 7, "录用", "2027-03-01"),
        line(sent, 8, "录用", "2026-02-30"),
        line(sent, 9, "录用", None),
        line(sent, 10, "离职", "2026-03-05"),
        line(sent, 11, "有意录用", "2026-03-05", "", "四千"),
        line(sent, 0, "录用", "2026-03-05"),
    ]
    report = import_outcomes(ledger, write(tmp_path / "a.xlsx", rows), as_of=LATER)
    assert (report.rows, report.recorded, report.repeated, report.blank) == (13, 1, 1, 0)
    assert report.problems[["row", "column"]].values.tolist() == [
        [4, "推荐编号"],
        [5, "编号"],
        [6, "岗位编号"],
        [7, "推荐编号"],
        [8, "推荐结果"],
        [9, "结果日期"],
        [10, "结果日期"],
        [11, "结果日期"],
        [12, "结果日期"],
        [13, "推荐结果"],
        [14, "应聘月薪"],
    ]
    assert set(report.problems["sheet"]) == {"一对一推荐表"} and not report.problems["kept"].any()
    assert report.recorded + report.repeated + report.blank + len(report.problems) == report.rows
    assert "第8行  推荐结果  '差不多'" in str(report)


def test_the_same_file_twice_records_once(ledger: Ledger, tmp_path: Path) -> None:
    sent = letters(ledger, 2)
    rows = [line(sent, 0, "录用", "2026-03-05"), line(sent, 1, "其他", "2026-03-05", "改天再说")]
    path = write(tmp_path / "a.xlsx", rows)
    assert import_outcomes(ledger, path, as_of=LATER).recorded == 2
    before = ledger.history()
    again = import_outcomes(ledger, path, as_of=LATER)
    assert (again.recorded, again.repeated, len(again.problems)) == (0, 2, 0)
    rows.append(line(sent, 2, "不录用", "2026-03-08"))
    grown = import_outcomes(ledger, write(tmp_path / "b.xlsx", rows, title=False), as_of=LATER)
    assert (grown.recorded, grown.repeated) == (1, 2)
    pd.testing.assert_frame_equal(ledger.history().iloc[:2], before.iloc[:2])


def test_the_list_of_another_office_is_set_aside_whole(tmp_path: Path) -> None:
    offices = [Ledger(tmp_path / f"{name}.db") for name in ("甲", "乙")]
    while offices[0].mark == offices[1].mark:  # one chance in 576
        offices[1] = Ledger(tmp_path / f"乙{len(list(tmp_path.iterdir()))}.db")
    sent = [letters(office, 2) for office in offices]  # the same people and posts, on the same day
    path = write(tmp_path / "a.xlsx", [line(sent[0], nth, "录用", "2026-03-05") for nth in range(2)])
    report = import_outcomes(offices[1], path, as_of=LATER)
    assert report.recorded == 0 and len(report.problems) == 2
    assert report.problems["message"].str.contains("别的单位").all()
    assert (offices[1].history()["outcome"] == "issued").all()


@pytest.mark.parametrize(
    ("typed", "outcome", "reason"),
    [
        ("录用了", "hired", ""), ("√ 录用（合同）", "hired", ""), ("已上岗", "hired", ""), ("没录上", "rejected", ""),
        ("不去了", "declined", ""), ("本人不愿意（嫌远）", "declined", "嫌远"), ("其他：生病", "other", "生病"),
        ("电话打不通", "unreachable", ""), ("名额已满", "full", ""),
    ],
)  # fmt: skip
def test_outcomes_are_understood_as_they_are_typed(ledger: Ledger, tmp_path: Path, typed: str, outcome: str, reason: str) -> None:
    sent = letters(ledger, 1)
    path = write(tmp_path / "a.xlsx", [line(sent, 0, typed, "2026-03-05")])
    assert import_outcomes(ledger, path, as_of=LATER).recorded == 1
    with ledger.database.engine.connect() as connection:
        assert connection.execute(select(events.c.outcome, events.c.reason)).one() == (outcome, reason)


@pytest.mark.parametrize("typed", ["√", "是", "考虑中", "不清楚", "去了"])
def test_what_may_mean_two_things_is_asked_again(ledger: Ledger, tmp_path: Path, typed: str) -> None:
    path = write(tmp_path / "a.xlsx", [line(letters(ledger, 1), 0, typed, "2026-03-05")])
    report = import_outcomes(ledger, path, as_of=LATER)
    assert report.recorded == 0 and "请填" in report.problems.loc[0, "message"]


def test_a_day_may_be_given_for_rows_without_one(ledger: Ledger, tmp_path: Path) -> None:
    sent = letters(ledger, 1)
    path = write(tmp_path / "a.xlsx", [line(sent, 0, "录用", None)])
    assert import_outcomes(ledger, path, as_of=LATER, default_day=dt.date(2026, 3, 9)).recorded == 1
    assert import_outcomes(ledger, path, as_of=LATER, default_day=dt.date(2026, 3, 10)).repeated == 1


def test_a_day_without_its_year_is_the_last_such_day(ledger: Ledger, tmp_path: Path) -> None:
    sent = letters(ledger, 2)
    rows = [line(sent, 0, "录用", "3月5日"), line(sent, 1, "录用", "12月30日"), line(sent, 2, "录用", 3.1), line(sent, 3, "录用", "3月")]
    report = import_outcomes(ledger, write(tmp_path / "a.xlsx", rows), as_of=dt.date(2026, 3, 20))
    assert ledger.history()["date"].max() == pd.Timestamp("2026-03-05") and report.recorded == 1
    assert report.problems["column"].tolist() == ["结果日期"] * 3  # before the letter was given out, a number, a month


def test_a_workbook_cut_into_sheets_is_read_whole(ledger: Ledger, tmp_path: Path) -> None:
    sent = letters(ledger, 1)
    book = Workbook()
    book.remove(book.active)
    for nth, name in enumerate(["白帝镇", "草堂镇"]):
        sheet = book.create_sheet(name)
        sheet.append([f" {title} " for title in reversed(HEADER)])
        sheet.append(list(reversed(line(sent, nth, "录用", "2026-03-05", None, None))))
    book.save(tmp_path / "a.xlsx")
    assert import_outcomes(ledger, tmp_path / "a.xlsx", as_of=LATER).recorded == 2


def test_a_list_without_the_column_of_letters_is_known_by_its_two_ids(ledger: Ledger, tmp_path: Path) -> None:
    sent = letters(ledger, 2)
    rows = [line(sent, nth, "录用", "2026-03-05")[1:] for nth in range(4)]
    rows[2][0], rows[3][3] = "W9", ""
    report = import_outcomes(ledger, write(tmp_path / "a.xlsx", rows, header=HEADER[1:]), as_of=LATER)
    assert (report.rows, report.recorded, report.problems["column"].tolist()) == (4, 2, ["推荐编号"])


def test_a_second_column_of_results_is_read_and_a_contradiction_set_aside(ledger: Ledger, tmp_path: Path) -> None:
    sent = letters(ledger, 2)
    header = ["推荐结果（下拉选择）", *HEADER]
    rows = [[typed, *line(sent, nth, "录用", "2026-03-05")] for nth, typed in enumerate(["", "录用", "不录用"])]
    rows.append(["录用", *line(sent, 3, "", "2026-03-05")])
    report = import_outcomes(ledger, write(tmp_path / "a.xlsx", rows, header=header), as_of=LATER)
    assert (report.recorded, report.blank) == (3, 0)
    assert report.problems[["row", "value"]].values.tolist() == [[5, "不录用 / 录用"]]


def test_two_processes_import_at_once_and_each_row_is_recorded_once(ledger: Ledger, tmp_path: Path) -> None:
    sent = letters(ledger, 60)
    for name, span in (("a", range(80)), ("b", range(40, 120))):
        write(tmp_path / f"{name}.xlsx", [line(sent, nth, "录用", "2026-03-05") for nth in span])
    words = [sys.executable, "-m", "jobmatch", "ledger", "import", str(tmp_path / "台账.db")]
    plain = {**os.environ, "PYTHONUTF8": "1"}
    both = [subprocess.Popen([*words, str(tmp_path / f"{name}.xlsx")], stdout=subprocess.PIPE, env=plain) for name in "ab"]
    said = [process.communicate()[0].decode() for process in both]
    recorded = [int(re.findall(r"登记 (\d+) 条", text)[0]) for text in said]
    assert sorted(recorded) == [40, 80] and (ledger.history()["outcome"] == "hired").all()


def test_ids_that_excel_made_numbers_of_are_known(ledger: Ledger, tmp_path: Path) -> None:
    workers = Workers(pd.DataFrame({"worker_id": ["1001"]}))
    jobs = Jobs(pd.DataFrame({"job_id": ["7"], "title": ["保安"]}))
    pairs = pd.DataFrame({"worker_id": ["1001"], "job_id": ["7"]})
    letter = ledger.refer(pairs, workers, jobs, on=MONDAY).loc[0, "referral_id"]
    path = write(tmp_path / "a.xlsx", [[letter, 1001, 7.0, "", "录用", 46086]])
    assert import_outcomes(ledger, path, as_of=LATER).recorded == 1


def test_a_file_that_is_no_outcome_workbook_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"a\.xlsx：没有一张工作表同时有“推荐编号”和“推荐结果”两列"):
        import_outcomes(ledger, write(tmp_path / "a.xlsx", [], header=["姓名", "电话"]))
    (tmp_path / "b.xlsx").write_text("推荐编号")
    with pytest.raises(TableError, match=r"b\.xlsx 打不开"):
        import_outcomes(ledger, tmp_path / "b.xlsx")
    with pytest.raises(TableError, match=r"找不到文件 c\.xlsx"):
        import_outcomes(ledger, tmp_path / "c.xlsx")


def test_no_personal_number_in_what_is_reported(ledger: Ledger, tmp_path: Path) -> None:
    sent = letters(ledger, 1)
    path = write(tmp_path / "a.xlsx", [line(sent, 0, "打13812345678问500236199001010121", "2026-03-05")])
    said = str(import_outcomes(ledger, path, as_of=LATER))
    assert "138****5678" in said and "13812345678" not in said and "500236199001010121" not in said


def test_a_list_made_without_letter_numbers_is_known_by_its_two_ids(ledger: Ledger, tmp_path: Path) -> None:
    sent = letters(ledger, 3)
    rows = [line(sent, nth, "录用", "2026-03-05") for nth in range(4)]
    rows[0][0], rows[1][0], rows[2][0] = "W0-J1", "W0-J1", "W1-J9"
    report = import_outcomes(ledger, write(tmp_path / "a.xlsx", rows), as_of=LATER)
    assert report.recorded == 2
    assert report.problems[["row", "column"]].values.tolist() == [[4, "岗位编号"], [5, "推荐编号"]]
    other = Workers(pd.DataFrame({"worker_id": ["W2"], "id_number": ["500236199001010121"]}))
    jobs = Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"]}))
    ledger.refer(pd.DataFrame({"worker_id": ["W2"], "job_id": ["J1"]}), other, jobs, on=MONDAY)
    doubtful = [["W2-J1", "W2", "J1", "", "录用", "2026-03-05"]]
    assert len(import_outcomes(ledger, write(tmp_path / "b.xlsx", doubtful), as_of=LATER).problems) == 1


def test_ten_thousand_outcomes_take_seconds(ledger: Ledger, tmp_path: Path) -> None:
    sent = letters(ledger, 5000)
    rows = [line(sent, nth, "录用" if nth % 3 else "不录用", "2026-03-05") for nth in range(len(sent))]
    path = write(tmp_path / "a.xlsx", rows)
    start = time.perf_counter()
    assert import_outcomes(ledger, path, as_of=LATER).recorded == 10_000
    assert time.perf_counter() - start < 20


_IMPORTER = """
import os, sys
from pathlib import Path
from jobmatch.ledger import Ledger, import_outcomes
import datetime as dt
folder = Path(sys.argv[1])
def run(files):
    done = set((folder / "acknowledged").read_text().split()) if files is None else set()
    with Ledger(folder / "ledger.db") as ledger, open(folder / "acknowledged", "a", buffering=1) as acknowledged:
        print(os.getpid(), flush=True)
        for path in files or sorted(set(folder.glob("*.xlsx")) - {folder / name for name in done}):
            report = import_outcomes(ledger, path, as_of=dt.date(2026, 12, 31))
            acknowledged.write(f"{path.name} {report.recorded + report.repeated}\\n")
os.open(folder / "acknowledged", os.O_CREAT)
run([folder / "f000.xlsx"])  # once here, so that the children need not warm up
for line in sys.stdin:  # one child a line; it is killed from outside at any moment
    child = os.fork()
    if child == 0:
        run(None)
        os._exit(0)
    os.waitpid(child, 0)
    print("gone", flush=True)
"""


if hasattr(os, "fork"):

    def test_killed_two_hundred_times_no_acknowledged_row_is_lost(tmp_path: Path) -> None:
        ledger = Ledger(tmp_path / "ledger.db")
        files = _outcome_files(ledger, tmp_path, files=150, rows=20)
        ledger.close()
        draw, longest, said = random.Random(11), 0.02, 0
        with _importer(tmp_path) as parent:
            assert parent.stdin is not None and parent.stdout is not None
            parent.stdout.readline()
            for _ in range(200):
                parent.stdin.write("go\n")
                parent.stdin.flush()
                child = int(parent.stdout.readline())
                time.sleep(draw.random() * longest)
                os.kill(child, signal.SIGKILL)
                assert parent.stdout.readline() == "gone\n"
                before, said = said, (tmp_path / "acknowledged").stat().st_size
                longest *= 0.8 if said > before else 1.1  # about as long as one import takes on this machine
            parent.stdin.close()
        acknowledged = {name for name in (tmp_path / "acknowledged").read_text().split() if name in files}
        with Ledger(tmp_path / "ledger.db") as ledger:
            done = set(ledger.history().query("outcome == 'hired'").apply(_pair, axis=1))
        assert len(acknowledged) > 5
        for name, wanted in files.items():
            assert wanted <= done or (name not in acknowledged and not wanted & done)


def _outcome_files(ledger: Ledger, folder: Path, *, files: int, rows: int) -> dict[str, set[tuple[str, str]]]:
    sent = letters(ledger, files * rows // 2)
    content = {}
    for nth in range(files):
        mine = range(nth * rows, (nth + 1) * rows)
        name = f"f{nth:03d}.xlsx"
        write(folder / name, [line(sent, at, "录用", "2026-03-05") for at in mine])
        content[name] = {_pair(sent.iloc[at]) for at in mine}
    return content


def _pair(row: pd.Series) -> tuple[str, str]:
    return str(row["worker_id"]), str(row["job_id"])


def _importer(folder: Path) -> subprocess.Popen[str]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen([sys.executable, "-c", _IMPORTER, str(folder)], text=True, **pipes)  # type: ignore[call-overload,no-any-return]


def test_a_reason_or_pay_without_an_outcome_is_not_passed_over(ledger: Ledger, tmp_path: Path) -> None:
    sent = letters(ledger, 3)
    rows = [line(sent, 0, None, None, "嫌远"), line(sent, 1, "", "2026-03-05", "", 4200), line(sent, 2, None, "2026-03-05")]
    report = import_outcomes(ledger, write(tmp_path / "a.xlsx", rows), as_of=LATER)
    assert (report.recorded, report.blank, len(report.problems)) == (0, 1, 2)
    assert report.problems["message"].str.contains("请补填推荐结果").all()
    assert import_in_english(report).count("is empty, but a reason or pay stands there") == 2
