"""The commands together, and how they end: done, or one message and exit code 2."""

from __future__ import annotations

import errno
import os
import re
import sys
from typing import Annotated

import typer

from jobmatch import __version__
from jobmatch.cli import ledger, matching, papers, rosters, service
from jobmatch.cli.english import in_english
from jobmatch.cli.help import Command, Group
from jobmatch.cli.messages import LANGUAGES, chosen, say, speak
from jobmatch.cli.options import spread
from jobmatch.errors import JobmatchError, MissingExtra

app = typer.Typer(
    add_completion=False,
    cls=Group,
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,  # locals may hold personal data
    help="把求职人员和岗位匹配成一对一推荐表。",
)
for command in (
    spread(matching.match),
    matching.demo,
    spread(matching.why),
    service.serve,
    spread(papers.fair),
    spread(papers.cards),
    ledger.report,
    rosters.reconcile,
):
    app.command(cls=Command)(command)
app.add_typer(ledger.app, name="ledger")

UsageError: type[Exception] = typer.BadParameter.__mro__[1]
_USAGE = (
    (r"Missing (?:argument|option|parameter):? '?(.+?)'?\.?$", "缺少{}"),
    (r"No such option:? '?([^\s']+)", "没有选项 {}"),
    (r"No such command '(.+?)'", "没有命令 {}"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", "多余的参数 {}"),
    (r"Option '(.+?)' requires ", "{} 后面没有写内容"),
    (r"Invalid value for '(.+?)': .*\brange (\d+)<=x<=(\d+)", "{} 应在 {} 到 {} 之间"),
    (r"Invalid value for '(.+?)': .*(?:range x>=|greater than or equal to )(\d+)", "{} 最小是 {}"),
    (r"Invalid value for '(.+?)': .*less than or equal to (\d+)", "{} 最大是 {}"),
    (r"Invalid value for '(.+?)': .*\bvalid (?:int|float|number)", "{} 应填数字"),
    (r"Invalid value for '(.+?)': (.*[\u4e00-\u9fff].*)", "{} {}"),
    (r"Invalid value for '(.+?)'", "{} 后面的值不能用"),
    (r"Invalid value: (.+)", "{}"),
)
_REFUSALS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EEXIST: "已经有同名的文件",
    errno.ENOTDIR: "上一级不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EACCES: "没有权限，或文件正开着；如果在 Excel 里开着，请先关闭",
    errno.EPERM: "没有权限，或文件正开着；如果在 Excel 里开着，请先关闭",
    errno.EROFS: "这个盘只能读，不能写",
    errno.ENOSPC: "磁盘满了",
}


def main() -> None:
    """Run the command line; every known error becomes one message and exit code 2.

    >>> import contextlib, io, unittest.mock
    >>> with unittest.mock.patch("sys.argv", ["jobmatch", "--version"]), contextlib.redirect_stdout(io.StringIO()) as shown:
    ...     main()
    Traceback (most recent call last):
    ...
    SystemExit: 0
    """
    speak("zh")
    try:
        sys.exit(app(args=_words(), prog_name="jobmatch", standalone_mode=False) or 0)
    except UsageError as error:
        message = _usage(error)
    except MissingExtra as error:
        message = say("failed", say("extra", error.extra) if error.extra else error)
    except JobmatchError as error:
        message = say("failed", chosen(str(error), in_english(error)))
    except OSError as error:
        message = say("failed", _refusal(error))
    except (typer.Abort, KeyboardInterrupt):
        message = say("stopped")
    if message:
        typer.echo(message, err=True)
    sys.exit(2)


def _words() -> list[str] | None:
    """Return the words typed, with an address behind a bare ``--cluster``; None leaves them as they are."""
    if "--cluster" not in sys.argv:
        return None
    from jobmatch.cluster.office import with_address

    return with_address(sys.argv[1:])


def _refusal(error: OSError) -> str:
    """Return what a file refuses, and why; the system's own words are English, or a message of ours."""
    why = error.strerror or str(error)
    known = error.errno in _REFUSALS
    if known and re.search(r"[a-z]", why):
        why = chosen(_REFUSALS[error.errno or 0], why)
    elif known:
        why = chosen(why, os.strerror(error.errno or 0))
    return f"{error.filename or ''} {chosen('打不开或写不进', 'cannot be opened or written')}（{why}）".lstrip()


def _usage(error: Exception) -> str:
    """Return what is wrong with the words typed, in the language chosen; empty when help was shown instead."""
    english = str(getattr(error, "format_message", lambda: error)()).strip()
    if not english or english == chosen("", english):
        return english
    for pattern, chinese in _USAGE:
        found = re.match(pattern, english)
        if found:
            return say("failed", chinese.format(*found.groups())) + say("usage")
    return say("failed", english)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


def _language(language: str) -> str:
    """Choose the language before anything else is read, help too."""
    if language not in LANGUAGES:
        raise typer.BadParameter(say("no_language", repr(language)))
    speak(language)
    return language


@app.callback()
def _options(
    lang: Annotated[str, typer.Option("--lang", help="zh 或 en", is_eager=True, callback=_language)] = "zh",
    version: Annotated[bool, typer.Option("--version", help="显示版本", is_eager=True, callback=_version)] = False,
) -> None:
    pass
