"""What is saved, logged or written by default holds no ID number and no phone of a worker."""

from __future__ import annotations

import datetime as dt
import logging
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from jobmatch.cli import app
from jobmatch.demo import AS_OF, CONTEXT, write_demo
from jobmatch.forms import read_jobs
from jobmatch.forms.reconcile import reconcile
from jobmatch.ledger import (
    ID_COLUMNS,
    OUTCOME_COLUMNS,
    Entry,
    Ledger,
    import_outcomes,
    monthly_report,
    record_consents,
    record_pushes,
)
from jobmatch.matcher import Matcher
from jobmatch.policy import Policy
from jobmatch.reports.cards import write_cards
from jobmatch.reports.lists import write_employer_lists, write_village_lists
from jobmatch.reports.masking import ID_NUMBER, MOBILE
from jobmatch.reports.messages import messages
from jobmatch.reports.reconciliation import write_reconciliation
from jobmatch.reports.statistics import Period
from jobmatch.schema import Jobs, Workers

NUMBERS = ["50023619790315012X", "500236198506170456", "500236199001010121"]
PHONES = ["13812345678", "13987654321", "13711112222"]
DAY = dt.date(2026, 3, 2)


class Result:
    """A result of three pairs."""

    policy = Policy()

    def __init__(self) -> None:
        self.workers = Workers(
            pd.DataFrame(
                {
                    "worker_id": ["W1", "W2", "W3"],
                    "name": ["张伟", "李娜", "王芳"],
                    "id_number": NUMBERS,
                    "phone": PHONES,
                    "remark": [f"儿子电话{phone}" for phone in PHONES],
                    "skills": [f"缝纫，证{number}" for number in NUMBERS],
                    "limits": [f"打{phone}" for phone in PHONES],
                    "township": "白帝镇",
                    "consent": True,
                }
            )
        )
        self.jobs = Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "phone": ["023-56561234"]}))

    def to_frame(self) -> pd.DataFrame:
        frame = pd.DataFrame({"worker_id": ["W1", "W2", "W3"], "job_id": "J1", "rank": 1})
        return frame.assign(score=0.7, distance_km=4.0, tier="county")

    def reasons(self, worker_id: str, job_id: str) -> list[str]:
        return ["离家约4公里"]

    def checks(self, worker_id: str, job_id: str) -> list[tuple[str, str, str]]:
        return [("年龄", "met", "")]

    def to_verify(self, worker_id: str, job_id: str) -> list[str]:
        return []


def fill_in(path: Path, letter: str) -> Path:
    book = Workbook()
    book.active.append([*ID_COLUMNS, *OUTCOME_COLUMNS])
    book.active.append([letter, "W1", "J1", "不录用", "2026-03-05", f"打{PHONES[0]}，证{NUMBERS[0]}", None])
    book.active.append([NUMBERS[1], "W2", "J1", f"问{PHONES[1]}", "2026-03-05", "", None])
    book.save(path)
    return path


def texts(folder: Path) -> dict[str, str]:
    """Every file as text, workbooks part by part."""
    found = {}
    for path in (one for one in folder.rglob("*") if one.is_file()):
        if path.suffix == ".parquet":
            found[path.name] = pd.read_parquet(path).to_csv()
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as parts:
                found[path.name] = "".join(parts.read(name).decode("utf-8") for name in parts.namelist())
        else:
            found[path.name] = path.read_bytes().decode("utf-8", errors="ignore")
    return found


def test_no_id_number_and_no_phone_of_a_worker_leaves_the_library(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    out, result = tmp_path / "out", Result()
    out.mkdir()
    said: list[object] = []
    with Ledger(out / "台账.db") as ledger:
        sent = ledger.refer(result.to_frame(), result.workers, result.jobs, on=DAY)
        said.append(import_outcomes(ledger, fill_in(tmp_path / "in.xlsx", sent.loc[0, "referral_id"]), as_of=DAY))
        said.append(import_outcomes(ledger, tmp_path / "in.xlsx", as_of=dt.date(2026, 4, 1)))
        ledger.record(Entry(sent.loc[1, "referral_id"], "hired", DAY, reason=f"联系{PHONES[1]}"))
        record_consents(ledger, result.workers, on=DAY)
        record_pushes(ledger, result.to_frame(), result.workers, result.jobs, on=DAY)
        monthly_report(ledger, Period.month(2026, 3), out / "月报.xlsx")
        monthly_report(ledger, Period.month(2026, 3), out / "月报.html")
        said += [ledger.history(), ledger, sent]
    for name, write in (("a", write_cards), ("b", write_village_lists), ("c", write_employer_lists)):
        write(result, out / f"{name}.html", on=DAY)
    found = reconcile(result.workers, result.workers.take([0, 1]))
    write_reconciliation(found, out / "比对.xlsx")
    said += [found, messages(result.to_frame(), result.workers, result.jobs).to_string()]
    captured = capsys.readouterr()
    everything = {**texts(out), "said": "".join(map(str, said)), "log": caplog.text + captured.out + captured.err}
    assert len(everything) >= 9 and "张*" in everything["a.html"]
    for name, text in everything.items():
        for secret in (*NUMBERS, *PHONES):
            assert secret not in text, name
        if name != "台账.db.key":
            assert not ID_NUMBER.search(text), name
        if not name.startswith("台账.db"):
            assert not MOBILE.search(text), name


def test_the_commands_of_the_office_write_none_of_a_whole_roster(tmp_path: Path) -> None:
    workers, jobs = write_demo(tmp_path / "in")
    numbers = {number.group() for number in ID_NUMBER.finditer(texts(tmp_path / "in")[workers.name])}
    public = set(MOBILE.findall(texts(tmp_path / "in")[jobs.name]))
    phones = set(MOBILE.findall(texts(tmp_path / "in")[workers.name])) - public
    assert len(numbers) > 50 and len(phones) > 50
    out, tables, when = tmp_path / "out", (workers, jobs), ("--as-of", AS_OF.isoformat(), "--context", CONTEXT)
    out.mkdir()
    said = [
        run("fair", *tables, "-o", out / "招聘会", *when),
        run("ledger", "refer", out / "台账.db", *tables, "-o", out / "推荐表.xlsx", *when),
        run("ledger", "due", out / "台账.db", *when[:2]),
        run("reconcile", workers, workers, "-o", out / "比对.xlsx", *when),
        run("why", *tables, "W001", "J017", *when),
    ]
    Matcher(read_jobs(jobs, as_of=AS_OF, context=CONTEXT)).save(out / "岗位.jobmatch")
    everything = {**texts(out), "said": "".join(said)}
    assert len(everything) >= 12
    for name, text in everything.items():
        assert not {secret for secret in numbers | phones if secret in text}, name


def run(*words: object) -> str:
    found = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert found.exit_code == 0, found.output
    return found.output
