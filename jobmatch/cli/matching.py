"""``match``, ``demo`` and ``why``: two tables in, a shortlist out, and the reason of a single pair."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jobmatch.cli.inputs import Run, begin, read_policy, read_records
from jobmatch.cli.messages import chosen, say
from jobmatch.cli.options import Locality, Sources, Tables, Unmask
from jobmatch.cli.progress import bar, busy
from jobmatch.reports.target import TABLE, target

if TYPE_CHECKING:
    from jobmatch.cluster.office import Order
    from jobmatch.matches import Matches

ClusterAddress = Annotated[
    str | None,
    typer.Option("--cluster", metavar="[地址]", help="在 Ray 集群上做，写出一个文件夹；不写地址就用本机各核"),
]
Strict = Annotated[bool, typer.Option("--strict", help="有问题数据时返回 1")]
Capacity = Annotated[bool, typer.Option("--capacity/--no-capacity", help="按招聘人数分配（默认）；或者只列每人最合适的岗位")]


def match(
    sources: Sources,
    output: Annotated[Path, typer.Option("-o", "--output", help="写出的工作簿")] = Path("一对一推荐表.xlsx"),
    k: Annotated[int, typer.Option("--k", help="每人推荐的岗位数", min=1)] = 5,
    locality: Locality = None,
    unmask: Unmask = False,
    strict: Strict = False,
    capacity: Capacity = True,
    cluster: ClusterAddress = None,
) -> None:
    """把两张表匹配成一对一推荐表，默认按招聘人数分配；市场之后另列培训、见习和托底安置建议。"""
    rules = read_policy(sources.policy, locality, sources.as_of)
    if cluster is not None:
        from jobmatch.cluster.office import Order

        if sources.courses or sources.posts or sources.served:
            raise typer.BadParameter(say("cluster_alone"))
        order = Order(sources.workers, sources.jobs, output.with_suffix(""), k, capacity, cluster, rules, sources.context)
        return _on_cluster(order, strict=strict)
    target(output, *TABLE)
    run = begin(sources, rules)
    records = read_records(sources, run)
    matches = run.allocate(k) if capacity else _recommended(run, k)
    with busy(say("fallback")):
        offers = run.matcher.fallback(matches, records)
    with busy(say("write")):
        matches.to_excel(output, unmask=unmask, fallback=offers)
    _report(matches, output)
    if strict and len(run.people.problems) + len(run.postings.problems):
        raise typer.Exit(1)


def demo(
    folder: Annotated[Path, typer.Argument(help="放示例的文件夹", metavar="文件夹")] = Path("jobmatch-demo"),
) -> None:
    """用虚构的一个县演示：写出示例表并完成匹配，另列培训和托底安置建议。"""
    from jobmatch.demo import AS_OF, CONTEXT, write_after_market, write_demo

    workers, jobs = write_demo(folder)
    courses, posts = write_after_market(folder)
    typer.echo(say("demo", folder))
    typer.echo("  " + "  ".join(path.name for path in (workers, jobs, courses, posts)))
    match(Sources(workers, jobs, None, AS_OF, CONTEXT, courses, posts), folder / "一对一推荐表.xlsx")


def why(
    tables: Tables,
    worker_id: Annotated[str, typer.Argument(help="人员编号", metavar="编号")],
    job_id: Annotated[str, typer.Argument(help="岗位编号", metavar="岗位编号")],
    locality: Locality = None,
) -> None:
    """说明一个人为什么配或不配一个岗位。"""
    from jobmatch.cli.english import why_in_english
    from jobmatch.reports.masking import scrub

    run = begin(tables, read_policy(tables.policy, locality, tables.as_of))
    found = run.matcher.why_not(run.people, worker_id, job_id)
    typer.echo(scrub(chosen(str(found), why_in_english(found))))


def _recommended(run: Run, k: int) -> Matches:
    matcher = run.matcher
    with bar(say("match"), run.people) as show:
        return matcher.recommend(run.people, k, progress=show)


def _on_cluster(order: Order, *, strict: bool) -> None:
    """Carry out an order on a cluster and tell what came of it."""
    from jobmatch.cluster.office import match

    done = 0

    def show(rows: int) -> None:
        nonlocal done
        done += rows
        update(say("cluster", done))

    with busy(say("cluster", done)) as update:
        result = match(order, show)
    typer.echo(say("parts", result.partitions, result.read, result.set_aside, result.ranked, result.pairs))
    if result.unreadable:
        typer.echo(say("unreadable", len(result.unreadable), "、".join(result.unreadable[:5])))
    if result.certificate:
        typer.echo(say("gap", result.certificate.gap))
    typer.echo(say("written", result.folder))
    if strict and (result.set_aside or result.unreadable):
        raise typer.Exit(1)


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
