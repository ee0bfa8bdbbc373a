"""``fair`` and ``cards``: what is printed, for one fair or for every day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jobmatch.cli.inputs import begin, read_policy, read_records
from jobmatch.cli.messages import say
from jobmatch.cli.options import Office, Output, PerWorker, Sources, Tables, Unmask
from jobmatch.cli.progress import bar
from jobmatch.reports.target import CARDS, folder, target

if TYPE_CHECKING:
    from jobmatch.matches import Shortlist

PAGES = ("推荐单", "村级汇总", "单位名单")
"""What is printed of every shortlist: one page a person, a list a village, a list an employer."""


def fair(
    sources: Sources,
    output: Annotated[Path, typer.Option("-o", "--output", help="放招聘会材料的文件夹")] = Path("招聘会材料"),
    event: Annotated[str | None, typer.Option("--event", help="只用这场招聘会的岗位（场次编号）")] = None,
    k: PerWorker = 5,
    office: Office = "",
    walk_ins: Annotated[Path | None, typer.Option("--walk-ins", help="现场登记表：按次序逐人推荐剩下的名额")] = None,
    unmask: Unmask = False,
) -> None:
    """一场招聘会的全套材料：推荐表、推荐单、村级汇总、用人单位名单、点对点名单。"""
    from jobmatch.event import Event
    from jobmatch.forms import read_workers
    from jobmatch.reports.bundles import write_bundles
    from jobmatch.reports.lists import write_employer_lists

    rules = read_policy(sources.policy, None, sources.as_of)
    day = rules.today
    folder(output)
    run = begin(sources, rules)
    records = read_records(sources, run)
    came = read_workers(walk_ins, as_of=day, context=sources.context) if walk_ins else None
    fair = Event(run.postings, event, policy=rules)
    with bar(say("allocate"), run.people) as show:
        short = fair.allocate(run.people, per_worker=k, progress=show)
    output.mkdir(parents=True, exist_ok=True)
    short.to_excel(output / "一对一推荐表.xlsx", unmask=unmask, fallback=fair.matcher.fallback(short, records))
    _write_pages(short, [output / f"{name}.html" for name in PAGES], day, office=office, unmask=unmask)
    write_bundles(short, output / "点对点名单.xlsx", unmask=unmask)
    typer.echo(say("fair", output, len(short)))
    if came is not None:
        found = fair.walk_in_all(came, k)
        found.to_excel(output / "现场推荐表.xlsx", unmask=unmask)
        write_employer_lists(found, output / "单位名单-现场.html", unmask=unmask, on=day)
        typer.echo(say("walk_ins", len(came), len(found), fair.left.sum()))


def cards(
    tables: Tables,
    output: Output = Path("推荐单.html"),
    k: PerWorker = 5,
    office: Office = "",
    unmask: Unmask = False,
) -> None:
    """打印一人一页的推荐单，以及村级汇总、用人单位名单（.html 或 .pdf）。"""
    rules = read_policy(tables.policy, None, tables.as_of)
    target(output, *CARDS)
    short = begin(tables, rules).allocate(k)
    paths = [output, *(output.with_name(f"{output.stem}-{name}{output.suffix}") for name in PAGES[1:])]
    _write_pages(short, paths, rules.today, office=office, unmask=unmask)
    for path in paths:
        typer.echo(say("written", path))


def _write_pages(short: Shortlist, paths: Sequence[Path], day: dt.date, *, office: str, unmask: bool) -> None:
    """Write the cards and both lists, each to its path, in the order of ``PAGES``."""
    from jobmatch.reports.cards import write_cards
    from jobmatch.reports.lists import write_employer_lists, write_village_lists

    cards, villages, employers = paths
    write_cards(short, cards, unmask=unmask, office=office, on=day)
    write_village_lists(short, villages, unmask=unmask, on=day)
    write_employer_lists(short, employers, unmask=unmask, on=day)
