"""The commands of the office beside matching: fair, cards, ledger, report, reconcile.

``add_commands(app)`` hangs them into the command line, where errors become messages.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jobmatch import manual
from jobmatch.bars import bar
from jobmatch.errors import LedgerError, TableError
from jobmatch.reports.target import CARDS, REPORT, TABLE, folder, target
from jobmatch.speech import say

if TYPE_CHECKING:
    import pandas as pd

    from jobmatch.fallback import Records
    from jobmatch.matcher import Matcher
    from jobmatch.reports.statistics import Period
    from jobmatch.schema import Jobs, Workers

WorkersFile = Annotated[Path, typer.Argument(help="求职人员表（.xlsx .xls .ods .csv）", metavar="人员表")]
JobsFile = Annotated[Path, typer.Argument(help="岗位表（.xlsx .xls .ods .csv）", metavar="岗位表")]
LedgerFile = Annotated[str, typer.Argument(help="台账文件，或 postgresql:// 地址", metavar="台账")]
KeyFile = Annotated[Path | None, typer.Option("--key-file", help="密钥文件；默认在台账文件旁")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="计算年龄、有效期的日期，如 2026-03-01；默认今天")]
Context = Annotated[str | None, typer.Option("--context", help="填报单位的区划代码，如 500236")]
Unmask = Annotated[bool, typer.Option("--unmask", help="显示完整姓名和电话")]
Output = Annotated[Path, typer.Option("-o", "--output", help="写出的文件")]
PerWorker = Annotated[int, typer.Option("--k", help="每人岗位数", min=1, max=5)]
CoursesFile = Annotated[Path | None, typer.Option("--courses", help="培训班表：培训课程、开班日期、培训地点")]
PostsFile = Annotated[Path | None, typer.Option("--posts", help="另外的公益性岗位、见习岗位表，只作托底")]
ServedFile = Annotated[Path | None, typer.Option("--served", help="已享受公益性岗位的人员表：身份证号、已享受月数")]
Office = Annotated[str, typer.Option("--office", help="单位名称，印在页首")]

SHARING = "按招聘人数分配"
"""What the bar says while the openings are shared out."""

ledger_app = typer.Typer(cls=manual.Group, no_args_is_help=True, help="台账：登记推荐、导入结果、到期回访、再服务名单。")


def add_commands(app: typer.Typer) -> None:
    """Add every command of this page to the command line ``app``."""
    for command in (fair, cards, report, reconcile):
        app.command(cls=manual.Command)(command)
    app.add_typer(ledger_app, name="ledger")


def fair(
    workers: WorkersFile,
    jobs: JobsFile,
    output: Annotated[Path, typer.Option("-o", "--output", help="放招聘会材料的文件夹")] = Path("招聘会材料"),
    event: Annotated[str | None, typer.Option("--event", help="只用这场招聘会的岗位（场次编号）")] = None,
    k: PerWorker = 3,
    office: Office = "",
    walk_ins: Annotated[Path | None, typer.Option("--walk-ins", help="现场登记表：按次序逐人推荐剩下的名额")] = None,
    courses: CoursesFile = None,
    posts: PostsFile = None,
    served: ServedFile = None,
    as_of: AsOf = None,
    context: Context = None,
    unmask: Unmask = False,
) -> None:
    """一场招聘会的全套材料：推荐表、推荐单、村级汇总、用人单位名单、点对点名单。"""
    from jobmatch.event import Event
    from jobmatch.forms import read_workers
    from jobmatch.policy import Policy
    from jobmatch.reports.bundles import write_bundles
    from jobmatch.reports.cards import write_cards
    from jobmatch.reports.lists import write_employer_lists, write_village_lists

    day = _day(as_of)
    folder(output)
    people, postings = _tables(workers, jobs, day, context)
    came = read_workers(walk_ins, as_of=day, context=context) if walk_ins else None
    known = read_records(people, courses, posts, served, at=(day, context))
    fair = Event(postings, event, policy=Policy(as_of=day))
    with bar(SHARING, people) as show:
        short = fair.allocate(people, per_worker=k, progress=show)
    output.mkdir(parents=True, exist_ok=True)
    short.to_excel(output / "一对一推荐表.xlsx", unmask=unmask, fallback=fair.matcher.fallback(short, known))
    write_cards(short, output / "推荐单.html", unmask=unmask, office=office, on=day)
    write_village_lists(short, output / "村级汇总.html", unmask=unmask, on=day)
    write_employer_lists(short, output / "单位名单.html", unmask=unmask, on=day)
    write_bundles(short, output / "点对点名单.xlsx", unmask=unmask)
    typer.echo(say("fair", output, len(short)))
    if came is not None:
        found = fair.walk_in_all(came, k)
        found.to_excel(output / "现场推荐表.xlsx", unmask=unmask)
        write_employer_lists(found, output / "单位名单-现场.html", unmask=unmask, on=day)
        typer.echo(say("walk_ins", len(came), len(found), fair.left.sum()))


def cards(
    workers: WorkersFile,
    jobs: JobsFile,
    output: Output = Path("推荐单.html"),
    k: PerWorker = 3,
    office: Office = "",
    as_of: AsOf = None,
    context: Context = None,
    unmask: Unmask = False,
) -> None:
    """打印一人一页的推荐单，以及村级汇总、用人单位名单（.html 或 .pdf）。"""
    from jobmatch.reports.cards import write_cards
    from jobmatch.reports.lists import write_employer_lists, write_village_lists

    day = _day(as_of)
    target(output, *CARDS)
    people, postings = _tables(workers, jobs, day, context)
    with bar(SHARING, people) as show:
        short = _matcher(postings, day).allocate(people, per_worker=k, progress=show)
    written = [
        write_cards(short, output, unmask=unmask, office=office, on=day),
        write_village_lists(short, _beside(output, "村级汇总"), unmask=unmask, on=day),
        write_employer_lists(short, _beside(output, "单位名单"), unmask=unmask, on=day),
    ]
    for path in written:
        typer.echo(say("written", path))


@ledger_app.command("refer", cls=manual.Command)
def refer(
    ledger: LedgerFile,
    workers: WorkersFile,
    jobs: JobsFile,
    output: Output = Path("一对一推荐表.xlsx"),
    k: PerWorker = 3,
    channel: Annotated[str, typer.Option("--channel", help="推荐渠道；空白为本单位")] = "",
    courses: CoursesFile = None,
    posts: PostsFile = None,
    served: ServedFile = None,
    key_file: KeyFile = None,
    as_of: AsOf = None,
    context: Context = None,
    unmask: Unmask = False,
) -> None:
    """匹配、登记推荐并写出待填结果的推荐表；推荐过的岗位不再推荐。"""
    from jobmatch.ledger import Ledger

    day = _day(as_of)
    target(output, *TABLE)
    people, postings = _tables(workers, jobs, day, context)
    known = read_records(people, courses, posts, served, at=(day, context))
    matcher = _matcher(postings, day)
    with Ledger(ledger, key_file=key_file) as book:
        tried = book.history(people, postings)
        known = replace(known, history=tried)
        with bar(SHARING, people) as show:
            short = matcher.allocate(people, per_worker=k, history=_before(tried, day), progress=show)
        sent = short.letters = book.refer(short.to_frame(), people, postings, on=day, channel=channel)
    short.to_excel(output, unmask=unmask, fallback=matcher.fallback(short, known))
    typer.echo(say("referred", sent["referral_id"].notna().sum(), sent["worker_id"].nunique()))
    typer.echo(say("fill_in", output))


@ledger_app.command("import", cls=manual.Command)
def import_(
    ledger: LedgerFile,
    workbook: Annotated[Path, typer.Argument(help="填好结果的一对一推荐表", metavar="推荐表")],
    key_file: KeyFile = None,
    day: Annotated[str | None, typer.Option("--date", help="结果日期空白时用的日期")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="有搁置的行时返回 1")] = False,
) -> None:
    """导入填好结果的推荐表；同一份表导入两次只登记一次。"""
    from jobmatch.ledger import Ledger, import_outcomes
    from jobmatch.ledger.workbook import SHOWN

    with Ledger(_kept(ledger), key_file=key_file) as book:
        found = import_outcomes(book, workbook, default_day=_day(day) if day else None)
    typer.echo(str(found))
    if len(found.problems) > SHOWN:
        listed = workbook.with_name(f"{workbook.stem}-搁置.xlsx")
        typer.echo(say("set_aside", len(found.problems), found.problems_to_excel(listed)))
    if strict and len(found.problems):
        raise typer.Exit(1)


@ledger_app.command("due", cls=manual.Command)
def due(ledger: LedgerFile, key_file: KeyFile = None, as_of: AsOf = None) -> None:
    """列出到期的回访和等待再服务的人员。"""
    from jobmatch.ledger import Ledger, follow_ups_due, queue

    day = _day(as_of)
    with Ledger(_kept(ledger), key_file=key_file) as book:
        calls, waiting = follow_ups_due(book, day), queue(book, day)
    typer.echo(say("calls", len(calls)))
    for row in calls.itertuples():
        typer.echo(say("call", row.worker_id, row.title, row.months, f"{row.due_on:%Y-%m-%d}"))
    typer.echo(say("waiting", len(waiting)))
    for row in waiting.itertuples():
        typer.echo(say("waits", row.worker_id, row.title, row.days_since))


def report(
    ledger: LedgerFile,
    month: Annotated[str | None, typer.Option("--month", help="月份，如 2026-03；默认上个月")] = None,
    output: Output = Path("月报.xlsx"),
    office: Office = "",
    key_file: KeyFile = None,
    market: Annotated[
        tuple[Path, Path] | None, typer.Option("--market", help="人员表和岗位表：另列供求、求人倍率", metavar="人员表 岗位表")
    ] = None,
    compare: Annotated[
        tuple[str, str] | None, typer.Option("--compare", help="两个日期：另列截至两日的累计和增减", metavar="日期 日期")
    ] = None,
    context: Context = None,
) -> None:
    """写出月度统计（.xlsx 带图表，或 .html）。"""
    from jobmatch.ledger import Ledger, monthly_report
    from jobmatch.ledger.monthly import between

    period = _month(month)
    target(output, *REPORT)
    days = sorted(_day(text) for text in compare or ())
    tables = _market(market, period.end, context) if market else {}
    with Ledger(_kept(ledger), key_file=key_file) as book:
        both = {"两日对比": between(book, *days)} if days else {}
        typer.echo(say("written", monthly_report(book, period, output, more=both | tables, office=office)))


def _month(month: str | None) -> Period:
    """Return the month written as 2026-03; the month before this one when none is."""
    from jobmatch.reports.statistics import Period

    today = dt.date.today()
    if month is None:
        return Period.month(today.year, today.month).before()
    named = re.fullmatch(r"(\d{4})-(0?[1-9]|1[0-2])", month)
    if named is None:
        raise typer.BadParameter(f"--month {month!r} 不是月份，应写成 2026-03")
    return Period.month(int(named[1]), int(named[2]))


def _market(files: tuple[Path, Path], day: dt.date, context: str | None) -> dict[str, pd.DataFrame]:
    """Return supply and demand of the people and postings in two files on a day."""
    from jobmatch.language.occupations import code_occupation
    from jobmatch.reports.supply_demand import supply_demand

    return supply_demand(*_tables(*files, day, context), code_occupation)


def reconcile(
    one: Annotated[Path, typer.Argument(help="名单一", metavar="名单一")],
    two: Annotated[Path, typer.Argument(help="名单二", metavar="名单二")],
    output: Output = Path("名单比对.xlsx"),
    as_of: AsOf = None,
    context: Context = None,
    unmask: Unmask = False,
) -> None:
    """按身份证号比对两份名单；不按姓名合并。"""
    from jobmatch.forms import read_workers
    from jobmatch.forms.reconcile import reconcile as compare

    day = _day(as_of)
    target(output, *TABLE)
    found = compare(*(read_workers(path, as_of=day, context=context) for path in (one, two)))
    typer.echo(str(found))
    typer.echo(say("written", found.to_excel(output, unmask=unmask)))


def _tables(workers: Path, jobs: Path, day: dt.date, context: str | None) -> tuple[Workers, Jobs]:
    from jobmatch.forms import read_jobs, read_workers

    return read_workers(workers, as_of=day, context=context), read_jobs(jobs, as_of=day, context=context)


def read_records(
    people: Workers, courses: Path | None, posts: Path | None, served: Path | None, *, at: tuple[dt.date, str | None]
) -> Records:
    """Return what the office's own files say; ``at`` is the day and the division code of the office."""
    from jobmatch.fallback import Records, read_courses, read_posts, read_served

    day, context = at
    dated, notes = read_courses(courses, as_of=day) if courses else (None, ())
    return Records(
        dated,
        read_posts(posts, as_of=day, context=context) if posts else None,
        read_served(served, people) if served else None,
        notes=notes,
    )


def _matcher(postings: Jobs, day: dt.date) -> Matcher:
    from jobmatch.matcher import Matcher
    from jobmatch.policy import Policy

    return Matcher(postings, policy=Policy(as_of=day))


def _before(history: pd.DataFrame, day: dt.date) -> pd.DataFrame:
    """Return the history without the open letters of the day itself: a list made again is the same list."""
    fresh = (history["outcome"] == "issued") & (history["date"].dt.date == day)
    rest: pd.DataFrame = history[~fresh]
    return rest


def _kept(ledger: str) -> str:
    """Return the place of a ledger that is there already: a wrong name would open an empty one."""
    if "://" not in ledger and not Path(ledger).is_file():
        raise LedgerError(say("no_ledger", ledger))
    return ledger


def _beside(path: Path, what: str) -> Path:
    return path.with_name(f"{path.stem}-{what}{path.suffix}")


def _day(text: str | None) -> dt.date:
    try:
        return dt.date.fromisoformat(text) if text else dt.date.today()
    except ValueError:
        raise TableError(f"{text!r} 不是日期，应写成 2026-03-01") from None
