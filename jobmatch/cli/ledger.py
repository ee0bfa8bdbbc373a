"""``ledger refer``, ``import``, ``withdraw`` and ``due``, and ``report``: what became of the referrals."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jobmatch.cli.help import Command, Group
from jobmatch.cli.inputs import begin, read_policy, read_records, read_tables
from jobmatch.cli.messages import chosen, say
from jobmatch.cli.options import AsOf, Context, KeyFile, LedgerFile, Office, Output, PerWorker, Sources, Unmask, day, month, spread
from jobmatch.errors import LedgerError
from jobmatch.reports.target import REPORT, TABLE, target

if TYPE_CHECKING:
    import pandas as pd

    from jobmatch.reports.statistics import Period

app = typer.Typer(cls=Group, no_args_is_help=True, help="台账：登记推荐、导入结果、到期回访、再服务名单。")


@app.command("refer", cls=Command)
@spread
def refer(
    ledger: LedgerFile,
    sources: Sources,
    output: Output = Path("一对一推荐表.xlsx"),
    k: PerWorker = 3,
    channel: Annotated[str, typer.Option("--channel", help="推荐渠道；空白为本单位")] = "",
    key_file: KeyFile = None,
    unmask: Unmask = False,
) -> None:
    """匹配、登记推荐并写出待填结果的推荐表；推荐过的岗位、已录用的人不再推荐。"""
    from jobmatch.ledger import Ledger, but_the_hired

    rules = read_policy(sources.policy, None, sources.as_of)
    target(output, *TABLE)
    run = begin(sources, rules)
    records = read_records(sources, run)
    roster = run.people  # who is hired is still to be served: the month's report counts everybody
    with Ledger(ledger, key_file=key_file) as book:
        people, postings = but_the_hired(book, roster, on=rules.today), book.counted(run.postings, making=rules.today)
        run = replace(run, people=people, postings=postings)
        tried = book.history(run.people, run.postings)
        short = run.allocate(k, book.history(run.people, run.postings, making=rules.today))
        sent = short.letters = book.refer(short.to_frame(), roster, run.postings, on=rules.today, channel=channel)
    short.to_excel(output, unmask=unmask, fallback=run.matcher.fallback(short, replace(records, history=tried)))
    typer.echo(say("referred", sent["referral_id"].notna().sum(), sent["worker_id"].nunique()))
    typer.echo(say("fill_in", output))


@app.command("import", cls=Command)
def import_(
    ledger: LedgerFile,
    workbook: Annotated[Path, typer.Argument(help="填好结果的一对一推荐表", metavar="推荐表")],
    key_file: KeyFile = None,
    date: Annotated[dt.date | None, typer.Option("--date", parser=day, help="结果日期空白时用的日期")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="有搁置的行时返回 1")] = False,
) -> None:
    """导入填好结果的推荐表；同一份表导入两次只登记一次。"""
    from jobmatch.cli.english import import_in_english
    from jobmatch.ledger import Ledger, import_outcomes
    from jobmatch.ledger.workbook import SHOWN

    with Ledger(_kept(ledger), key_file=key_file) as book:
        found = import_outcomes(book, workbook, default_day=date)
    typer.echo(chosen(str(found), import_in_english(found)))
    if len(found.problems) > SHOWN:
        listed = workbook.with_name(f"{workbook.stem}-搁置.xlsx")
        typer.echo(say("set_aside", len(found.problems), found.problems_to_excel(listed)))
    if strict and len(found.problems):
        raise typer.Exit(1)


@app.command("withdraw", cls=Command)
def withdraw(
    ledger: LedgerFile,
    number: Annotated[str, typer.Argument(help="推荐单上的编号", metavar="推荐编号")],
    letter: Annotated[bool, typer.Option("--letter", help="撤回整个推荐；还没有结果的才能撤回")] = False,
    key_file: KeyFile = None,
) -> None:
    """撤销登记错了的最后一个结果，或者撤回推荐错了的人。"""
    from jobmatch.ledger import OUTCOMES, Ledger

    with Ledger(_kept(ledger), key_file=key_file) as book:
        if letter:
            book.recall(number)
            typer.echo(say("recalled", number))
        else:
            typer.echo(say("withdrawn", number, OUTCOMES[book.withdraw(number)]))


@app.command("due", cls=Command)
def due(ledger: LedgerFile, key_file: KeyFile = None, as_of: AsOf = None) -> None:
    """列出到期的回访和等待再服务的人员。"""
    from jobmatch.ledger import Ledger, follow_ups_due, queue

    today = as_of or dt.date.today()
    with Ledger(_kept(ledger), key_file=key_file) as book:
        calls, waiting = follow_ups_due(book, today), queue(book, today)
    typer.echo(say("calls", len(calls)))
    for row in calls.itertuples():
        typer.echo(say("call", row.worker_id, row.title, row.months, f"{row.due_on:%Y-%m-%d}"))
    typer.echo(say("waiting", len(waiting)))
    for row in waiting.itertuples():
        typer.echo(say("waits", row.worker_id, row.title, row.days_since))


def report(
    ledger: LedgerFile,
    month: Annotated[dt.date | None, typer.Option("--month", parser=month, help="月份，如 2026-03；默认上个月")] = None,
    output: Output = Path("月报.xlsx"),
    office: Office = "",
    key_file: KeyFile = None,
    market: Annotated[
        tuple[Path, Path] | None, typer.Option("--market", help="人员表和岗位表：另列供求、求人倍率", metavar="人员表 岗位表")
    ] = None,
    compare: Annotated[
        tuple[dt.date, dt.date] | None,
        typer.Option("--compare", parser=day, help="两个日期：另列截至两日的累计和增减", metavar="日期 日期"),
    ] = None,
    context: Context = None,
) -> None:
    """写出月度统计（.xlsx 带图表，或 .html）。"""
    from jobmatch.ledger import Ledger, monthly_report
    from jobmatch.ledger.monthly import between

    period = _period(month)
    target(output, *REPORT)
    tables = _market(market, period.end, context) if market else {}
    with Ledger(_kept(ledger), key_file=key_file) as book:
        both = {"两日对比": between(book, *sorted(compare))} if compare else {}
        typer.echo(say("written", monthly_report(book, period, output, more=both | tables, office=office)))


def _period(month: dt.date | None) -> Period:
    """Return the month that begins on a day; the one before this month when none is named."""
    from jobmatch.reports.statistics import Period

    first = month or dt.date.today()
    named = Period.month(first.year, first.month)
    return named if month else named.before()


def _market(files: tuple[Path, Path], day: dt.date, context: str | None) -> dict[str, pd.DataFrame]:
    """Return supply and demand of the people and postings in two files on a day."""
    from jobmatch.language.occupations import code_occupation
    from jobmatch.reports.supply_demand import supply_demand

    return supply_demand(*read_tables(*files, day, context), code_occupation)


def _kept(ledger: str) -> str:
    """Return the place of a ledger that is there already: a wrong name would open an empty one."""
    if "://" not in ledger and not Path(ledger).is_file():
        raise LedgerError(say("no_ledger", ledger))
    return ledger
