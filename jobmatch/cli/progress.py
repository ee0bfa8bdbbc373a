"""What a terminal shows while work goes on, and takes away when it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobmatch.schema import Workers


@contextmanager
def busy(what: str) -> Iterator[Callable[[str], None]]:
    """Show what is being done; what is yielded says it in other words."""
    from rich.console import Console

    with Console(stderr=True).status(what) as shown:
        yield shown.update


@contextmanager
def bar(what: str, people: Workers) -> Iterator[Callable[[int], None]]:
    """Show a bar as long as there are people to match; what is yielded moves it by so many of them."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, transient=True, console=Console(stderr=True)) as shown:
        task = shown.add_task(what, total=int((people.frame["segment"] == "job").sum()))
        yield lambda done: shown.advance(task, done)
