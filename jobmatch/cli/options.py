"""The words that commands share: what each is called, what it may hold, and how it is read."""

from __future__ import annotations

import datetime as dt
import functools
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from jobmatch.cli.messages import say


def day(text: str) -> dt.date:
    """Return the day written as 2026-03-01.

    >>> day("2026-03-01")
    datetime.date(2026, 3, 1)
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(say("no_day", repr(text))) from None


def month(text: str) -> dt.date:
    """Return the first day of the month written as 2026-03.

    >>> month("2026-03")
    datetime.date(2026, 3, 1)
    """
    named = re.fullmatch(r"(\d{4})-(0?[1-9]|1[0-2])", text)
    if named is None:
        raise typer.BadParameter(say("no_month", repr(text)))
    return dt.date(int(named[1]), int(named[2]), 1)


WorkersFile = Annotated[Path, typer.Argument(help="求职人员表（.xlsx .xls .ods .csv）", metavar="人员表")]
JobsFile = Annotated[Path, typer.Argument(help="岗位表（.xlsx .xls .ods .csv）", metavar="岗位表")]
LedgerFile = Annotated[str, typer.Argument(help="台账文件，或 postgresql:// 地址", metavar="台账")]
KeyFile = Annotated[Path | None, typer.Option("--key-file", help="密钥文件；默认在台账文件旁")]
PolicyFile = Annotated[Path | None, typer.Option("--policy", help="策略文件（TOML）")]
Locality = Annotated[float | None, typer.Option("--locality", help="就近程度：0 不看远近，1 最看重就近；默认 0.5")]
AsOf = Annotated[dt.date | None, typer.Option("--as-of", parser=day, help="计算年龄、有效期的日期，如 2026-03-01；默认今天")]
Context = Annotated[str | None, typer.Option("--context", help="填报单位的区划代码，如 500236")]
Unmask = Annotated[bool, typer.Option("--unmask", help="显示完整姓名和电话")]
Output = Annotated[Path, typer.Option("-o", "--output", help="写出的文件")]
PerWorker = Annotated[int, typer.Option("--k", help="每人岗位数", min=1, max=5)]
CoursesFile = Annotated[Path | None, typer.Option("--courses", help="培训班表：培训课程、开班日期、培训地点")]
PostsFile = Annotated[Path | None, typer.Option("--posts", help="另外的公益性岗位、见习岗位表，只作托底")]
ServedFile = Annotated[Path | None, typer.Option("--served", help="已享受公益性岗位的人员表：身份证号、已享受月数")]
Office = Annotated[str, typer.Option("--office", help="单位名称，印在页首")]


@dataclass(frozen=True)
class Tables:
    """The two tables of a command, and how they are read."""

    workers: WorkersFile
    """The people."""
    jobs: JobsFile
    """The postings."""
    policy: PolicyFile = None
    """Every decision; the default ones when none is named."""
    as_of: AsOf = None
    """The day that ages and expiry are counted on."""
    context: Context = None
    """Division code of the office that the tables come from."""


@dataclass(frozen=True)
class Sources(Tables):
    """The two tables with the office's own files beside them, for what comes after the market."""

    courses: CoursesFile = None
    """Dated courses."""
    posts: PostsFile = None
    """Posts that are given out one by one."""
    served: ServedFile = None
    """Who held a public-welfare post."""


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command that takes one by one, as words of the command line, what ``command`` takes as ``Tables``.

    >>> def count(tables: Tables, k: int = 5) -> None:
    ...     print(tables.workers, tables.jobs, k)
    >>> spread(count)(workers="a.xlsx", jobs="b.xlsx", k=3)
    a.xlsx b.xlsx 3
    >>> list(inspect.signature(spread(count)).parameters)
    ['workers', 'jobs', 'k', 'policy', 'as_of', 'context']
    """
    taken = inspect.signature(command, eval_str=True).parameters
    name, tables = next((name, one.annotation) for name, one in taken.items() if one.annotation in (Tables, Sources))
    parts = inspect.signature(tables, eval_str=True).parameters

    @functools.wraps(command)
    def spread_out(**words: Any) -> None:
        gathered = tables(**{part: words.pop(part) for part in parts if part in words})
        command(**{name: gathered}, **words)

    needed, optional = ([one for one in parts.values() if (one.default is one.empty) == so] for so in (True, False))
    each = [part for one in taken.values() for part in (needed if one.name == name else [one])] + optional
    vars(spread_out)["__signature__"] = inspect.Signature([one.replace(kind=one.KEYWORD_ONLY) for one in each])
    return spread_out
