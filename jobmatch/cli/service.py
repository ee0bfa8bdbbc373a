"""``serve``: the desk page and the portal API."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jobmatch.cli.inputs import read_policy
from jobmatch.cli.options import AsOf, Context, PolicyFile
from jobmatch.errors import MissingExtra


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
    tokens: Annotated[bool, typer.Option("--tokens", help="列出发过的令牌，然后结束")] = False,
    revoke: Annotated[str | None, typer.Option("--revoke-token", help="作废这个名称的令牌，然后结束")] = None,
) -> None:
    """启动网页和接口：办公电脑打开浏览器就能用，门户系统用 HTTP 调用。"""
    try:
        from jobmatch.service.run import issue_token, list_tokens, revoke_token, serve
        from jobmatch.service.settings import Settings
    except ImportError as error:
        raise MissingExtra.named("service", "jobmatch serve") from error
    rules = read_policy(policy, None, as_of)
    book = ledger or (str(data / "台账.db") if data else None)
    settings = Settings(data, host, port, book, ledger_key, context, processes, rules)
    if new_token is not None:
        typer.echo(issue_token(settings, new_token, scopes.split(","), days=days))
    elif revoke is not None:
        typer.echo(revoke_token(settings, revoke))
    elif tokens:
        typer.echo("\n".join(list_tokens(settings)))
    else:
        serve(settings, policy_file=policy, say=typer.echo)
