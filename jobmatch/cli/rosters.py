"""``reconcile``: two rosters of the same people, compared by ID number."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jobmatch.cli.messages import chosen, say
from jobmatch.cli.options import AsOf, Context, Output, Unmask
from jobmatch.reports.target import TABLE, target


def reconcile(
    one: Annotated[Path, typer.Argument(help="名单一", metavar="名单一")],
    two: Annotated[Path, typer.Argument(help="名单二", metavar="名单二")],
    output: Output = Path("名单比对.xlsx"),
    as_of: AsOf = None,
    context: Context = None,
    unmask: Unmask = False,
) -> None:
    """按身份证号比对两份名单；不按姓名合并。"""
    from jobmatch.cli.english import reconciliation_in_english
    from jobmatch.forms import read_workers
    from jobmatch.forms.reconcile import reconcile as compare
    from jobmatch.reports.reconciliation import write_reconciliation

    target(output, *TABLE)
    found = compare(*(read_workers(path, as_of=as_of, context=context) for path in (one, two)))
    typer.echo(chosen(str(found), reconciliation_in_english(found)))
    typer.echo(say("written", write_reconciliation(found, output, unmask=unmask)))
