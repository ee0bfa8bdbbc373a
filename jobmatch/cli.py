"""The command line: ``jobmatch match WORKERS JOBS -o OUT.xlsx`` and its companions.

Messages are Chinese for staff; ``--lang en`` gives English. Exit codes: 0 done, 1 done with problem rows
under ``--strict``, 2 the input cannot be used.
"""

from __future__ import annotations

import errno
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jobmatch import manual, speech
from jobmatch.errors import JobmatchError, MissingExtra
from jobmatch.office import (
    AsOf,
    Context,
    CoursesFile,
    JobsFile,
    PostsFile,
    ServedFile,
    Unmask,
    WorkersFile,
    add_commands,
    read_records,
)
from jobmatch.reports.target import TABLE, target
from jobmatch.speech import say

if TYPE_CHECKING:
    from jobmatch.cluster.office import Order
    from jobmatch.matcher import Matcher
    from jobmatch.matches import Matches
    from jobmatch.policy import Policy
    from jobmatch.schema import Jobs, Workers

app = typer.Typer(
    add_completion=False,
    cls=manual.Group,
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,  # locals may hold personal data
    help="把求职人员和岗位匹配成一对一推荐表。",
)
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
    (r"Invalid value for '.+?': (.*[\u4e00-\u9fff].*)", "{}"),
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
PolicyFile = Annotated[Path | None, typer.Option("--policy", help="策略文件（TOML）")]
Locality = Annotated[float | None, typer.Option("--locality", help="就近程度：0 不看远近，1 最看重就近；默认 0.5")]
ClusterAddress = Annotated[
    str | None,
    typer.Option("--cluster", metavar="[地址]", help="在 Ray 集群上做，写出一个文件夹；不写地址就用本机各核"),
]
Strict = Annotated[bool, typer.Option("--strict", help="有问题数据时返回 1")]


def main() -> None:
    """Run the command line; every known error becomes one message and exit code 2."""
    speech.speak("zh")
    try:
        sys.exit(app(args=_words(), prog_name="jobmatch", standalone_mode=False) or 0)
    except UsageError as error:
        message = _usage(error)
    except MissingExtra as error:
        message = say("failed", say("extra", error.extra) if error.extra else error)
    except JobmatchError as error:
        message = say("failed", error)
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
    if re.search(r"[a-z]", why):
        why = speech.chosen(_REFUSALS.get(error.errno or 0, why), why)
    return f"{error.filename or ''} {speech.chosen('打不开或写不进', 'cannot be opened or written')}（{why}）".lstrip()


def _usage(error: Exception) -> str:
    """Return what is wrong with the words typed, in the language chosen; empty when help was shown instead."""
    english = str(getattr(error, "format_message", lambda: error)()).strip()
    if not english or english == speech.chosen("", english):
        return english
    for pattern, chinese in _USAGE:
        found = re.match(pattern, english)
        if found:
            return say("failed", chinese.format(*found.groups())) + say("usage")
    return say("failed", english)


def _speak(language: str) -> str:
    """Choose the language before anything else is read, help too."""
    if language not in speech.LANGUAGES:
        raise typer.BadParameter(f"{language!r}：只有 zh 和 en")
    speech.speak(language)
    return language


@app.callback()
def _options(
    lang: Annotated[str, typer.Option("--lang", help="zh 或 en", is_eager=True, callback=_speak)] = "zh",
) -> None:
    pass


@app.command(cls=manual.Command)
def match(
    workers: WorkersFile,
    jobs: JobsFile,
    output: Annotated[Path, typer.Option("-o", "--output", help="写出的工作簿")] = Path("一对一推荐表.xlsx"),
    k: Annotated[int, typer.Option("--k", help="每人推荐的岗位数", min=1)] = 5,
    policy: PolicyFile = None,
    locality: Locality = None,
    as_of: AsOf = None,
    context: Context = None,
    unmask: Unmask = False,
    strict: Strict = False,
    courses: CoursesFile = None,
    posts: PostsFile = None,
    served: ServedFile = None,
    capacity: Annotated[bool, typer.Option("--capacity/--no-capacity", help="按招聘人数分配（默认）；或者只列每人最合适的岗位")] = True,
    cluster: ClusterAddress = None,
) -> None:
    """把两张表匹配成一对一推荐表，默认按招聘人数分配；市场之后另列培训、见习和托底安置建议。"""
    rules = _policy(policy, locality, as_of)
    if cluster is not None:
        from jobmatch.cluster.office import Order

        if courses or posts or served:
            raise typer.BadParameter("--cluster 只做市场上的匹配，不能和培训班、安置岗位、已服务名单一起用")
        order = Order(workers, jobs, output.with_suffix(""), k, capacity, cluster, rules, context)
        return _on_cluster(order, strict=strict)
    target(output, *TABLE)
    people, postings = _read(workers, jobs, rules, context)
    known = read_records(people, courses, posts, served, at=(rules.today, context))
    matcher = _matcher(postings, rules)
    matches = _matched(matcher, people, k, capacity=capacity)
    with _busy("fallback"):
        offers = matcher.fallback(matches, known)
    with _busy("write"):
        matches.to_excel(output, unmask=unmask, fallback=offers)
    _report(matches, output)
    if strict and len(people.problems) + len(postings.problems):
        raise typer.Exit(1)


@app.command(cls=manual.Command)
def demo(
    folder: Annotated[Path, typer.Argument(help="放示例的文件夹", metavar="文件夹")] = Path("jobmatch-demo"),
) -> None:
    """用虚构的一个县演示：写出示例表并完成匹配，另列培训和托底安置建议。"""
    from jobmatch.demo import AS_OF, CONTEXT, write_after_market, write_demo

    workers, jobs = write_demo(folder)
    courses, posts = write_after_market(folder)
    typer.echo(say("demo", folder))
    typer.echo("  " + "  ".join(path.name for path in (workers, jobs, courses, posts)))
    output, day = folder / "一对一推荐表.xlsx", AS_OF.isoformat()
    match(workers, jobs, output, as_of=day, context=CONTEXT, courses=courses, posts=posts)


@app.command(cls=manual.Command)
def why(
    workers: WorkersFile,
    jobs: JobsFile,
    worker_id: Annotated[str, typer.Argument(help="人员编号", metavar="编号")],
    job_id: Annotated[str, typer.Argument(help="岗位编号", metavar="岗位编号")],
    policy: PolicyFile = None,
    locality: Locality = None,
    as_of: AsOf = None,
    context: Context = None,
) -> None:
    """说明一个人为什么配或不配一个岗位。"""
    from jobmatch.matcher import Matcher
    from jobmatch.reports.masking import scrub

    rules = _policy(policy, locality, as_of)
    people, postings = _read(workers, jobs, rules, context)
    typer.echo(scrub(str(Matcher(postings, policy=rules).why_not(people, worker_id, job_id))))


@app.command(cls=manual.Command)
def serve(
    data: Annotated[Path | None, typer.Option("--data", help="数据文件夹：岗位、令牌、台账都在里面；不给就不保留")] = None,
    host: Annotated[str, typer.Option("--host", help="监听地址；不是本机地址时必须先发令牌")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="端口", min=1, max=65535)] = 8000,
    ledger: Annotated[str | None, typer.Option("--ledger", help="台账文件或数据库地址；默认是数据文件夹里的 台账.db")] = None,
    ledger_key: Annotated[Path | None, typer.Option("--ledger-key", help="数据库台账的密钥文件")] = None,
    processes: Annotated[int, typer.Option("--workers", help="进程数；多于 1 个时只有接口，没有页面", min=1, max=64)] = 1,
    policy: PolicyFile = None,
    as_of: AsOf = None,
    context: Context = None,
    new_token: Annotated[str | None, typer.Option("--new-token", help="给这个名称发一个令牌，然后结束")] = None,
    scopes: Annotated[str, typer.Option("--scopes", help="令牌的权限：read,write,unmask")] = "read",
    days: Annotated[int, typer.Option("--days", help="令牌有效天数", min=1)] = 365,
) -> None:
    """启动网页和接口：办公电脑打开浏览器就能用，门户系统用 HTTP 调用。"""
    try:
        from jobmatch.service.run import issue_token, serve
        from jobmatch.service.settings import Settings
    except ImportError as error:
        raise MissingExtra.named("service", "jobmatch serve") from error
    rules = _policy(policy, None, as_of)
    book = ledger or (str(data / "台账.db") if data else None)
    settings = Settings(data, host, port, book, ledger_key, context, processes, rules)
    if new_token is not None:
        typer.echo(issue_token(settings, new_token, scopes.split(","), days=days))
    else:
        serve(settings, policy_file=policy, say=typer.echo)


add_commands(app)


def _policy(path: Path | None, locality: float | None, as_of: str | None) -> Policy:
    from jobmatch.policy import Policy

    rules = Policy.read(path) if path else Policy()
    if as_of is not None:
        try:
            rules = replace(rules, as_of=date.fromisoformat(as_of))
        except ValueError:
            raise typer.BadParameter(f"--as-of {as_of!r} 不是日期，应写成 2026-03-01") from None
    return rules if locality is None else rules.with_locality(locality)


def _read(workers: Path, jobs: Path, rules: Policy, context: str | None) -> tuple[Workers, Jobs]:
    from jobmatch.forms import read_jobs, read_workers

    with _busy("read", workers.name):
        people = read_workers(workers, as_of=rules.as_of, context=context)
    with _busy("read", jobs.name):
        postings = read_jobs(jobs, as_of=rules.as_of, context=context)
    return people, postings


def _matched(matcher: Matcher, people: Workers, k: int, *, capacity: bool) -> Matches:
    from jobmatch.bars import bar

    with bar(say("allocate" if capacity else "match"), people) as show:
        return matcher.allocate(people, k, progress=show) if capacity else matcher.recommend(people, k, progress=show)


def _on_cluster(order: Order, *, strict: bool) -> None:
    """Carry out an order on a cluster and tell what came of it."""
    from rich.console import Console

    from jobmatch.cluster.office import match

    done = 0

    def show(rows: int) -> None:
        nonlocal done
        done += rows
        status.update(say("cluster", done))

    with Console(stderr=True).status(say("cluster", done)) as status:
        result = match(order, show)
    typer.echo(say("parts", result.partitions, result.read, result.set_aside, result.ranked, result.pairs))
    if result.unreadable:
        typer.echo(say("unreadable", len(result.unreadable), "、".join(result.unreadable[:5])))
    if result.certificate:
        typer.echo(say("gap", result.certificate.gap))
    typer.echo(say("written", result.folder))
    if strict and (result.set_aside or result.unreadable):
        raise typer.Exit(1)


def _matcher(postings: Jobs, rules: Policy) -> Matcher:
    from jobmatch.matcher import Matcher

    with _busy("index"):
        return Matcher(postings, policy=rules)


@contextmanager
def _busy(key: str, *values: object) -> Iterator[None]:
    from rich.console import Console

    with Console(stderr=True).status(say(key, *values)):
        yield


def _report(matches: Matches, output: Path) -> None:
    from jobmatch.schema import rows_set_aside

    people, jobs = matches.workers, matches.jobs
    aside, jobs_aside = rows_set_aside(people.problems), rows_set_aside(jobs.problems)
    ranked = int(matches.segments["job"])
    least = matches.policy.min_jobs
    enough = int((matches.counts >= least).sum())
    typer.echo(say("people", len(people) + aside, aside, ranked, len(people) - ranked))
    typer.echo(say("jobs", len(jobs) + jobs_aside, jobs_aside, matches.open_jobs))
    typer.echo(say("result", len(matches), enough, least, ranked - enough))
    if len(people.problems) + len(jobs.problems):
        typer.echo(say("problems", len(people.problems) + len(jobs.problems)))
    typer.echo(say("written", output))
