"""Start the service."""

from __future__ import annotations

import datetime as dt
import errno
import gc
import multiprocessing
import os
import socket
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from jobmatch.errors import PolicyError, UnknownId
from jobmatch.language.trades import trades
from jobmatch.ledger import Ledger
from jobmatch.places import place_of
from jobmatch.policy import Policy
from jobmatch.schema import Workers
from jobmatch.service.app import create_app
from jobmatch.service.board import Board
from jobmatch.service.journal import hold
from jobmatch.service.listening import shared_out
from jobmatch.service.matching import Question, recommend
from jobmatch.service.metrics import log_to_stderr
from jobmatch.service.settings import Settings
from jobmatch.service.tokens import Tokens

_ENVIRONMENT = {
    "data": "JOBMATCH_DATA",
    "host": "JOBMATCH_HOST",
    "ledger": "JOBMATCH_LEDGER",
    "ledger_key": "JOBMATCH_LEDGER_KEY",
    "context": "JOBMATCH_CONTEXT",
    "policy": "JOBMATCH_POLICY",
}

TURN_SECONDS = 0.0005
"""How long one thread computes before another may: with Python's own 5 ms, a request waits as long for each of its steps
while jobs are changed or others are answered."""


def serve(settings: Settings, *, policy_file: Path | None = None, say: Callable[[str], None] = print) -> None:
    """Serve until the process is told to stop.

    Parameters
    ----------
    settings
        How the service is run.
    policy_file
        Where ``settings.policy`` comes from; several processes each read it.
    say
        Takes the lines staff read.

    Raises
    ------
    PolicyError
        The host is reachable from elsewhere and there is no token, or the port is taken.
    UnknownPlace
        No division has the code of the office.
    LedgerError
        The file of the ledger is none.
    """
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    log_to_stderr()
    address = "127.0.0.1" if settings.host in ("localhost", "127.0.0.1", "0.0.0.0") else settings.host
    _check(settings, address)
    lock = hold(settings.data)
    board = Board(settings.data, settings.policy)
    board.save()
    app = create_app(settings, board=board)
    make_ready(board)
    say(f"服务已启动：http://{address}:{settings.port}/　岗位 {len(board)} 个　接口说明 /docs　停止请按 Ctrl+C")
    if lock is None:
        say("没有给数据文件夹（--data），停止后岗位不保留")
    common: dict[str, Any] = {
        "host": settings.host,
        "port": settings.port,
        "log_level": "warning",
        "access_log": False,
        "server_header": False,
        "timeout_keep_alive": 75,
    }
    if settings.workers == 1:
        threading.Thread(target=_warm_up, args=(board,), daemon=True).start()
        uvicorn.run(app, **common, timeout_graceful_shutdown=5)
    else:
        _tell_workers(settings, policy_file)
        config = uvicorn.Config("jobmatch.service.run:worker", factory=True, workers=settings.workers, **common)
        Multiprocess(config, sockets=[shared_out(settings.host, settings.port)]).run()


def _check(settings: Settings, address: str) -> None:
    """Raise now what would else be noticed at the first file or the first answer."""
    if settings.context:
        place_of(settings.context)
    if settings.ledger and ("://" in settings.ledger or Path(settings.ledger).exists()):
        Ledger(settings.ledger, key_file=settings.ledger_key).close()
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        socket.create_server((settings.host, settings.port), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            again = f"可能已经启动了一份，请直接打开 http://{address}:{settings.port}/，或者用 --port 换一个端口"
            raise PolicyError(f"端口 {settings.port} 已被占用；{again}") from None
        raise PolicyError(f"不能在 {settings.host}:{settings.port} 上监听（{error.strerror}）；请换 --host 或 --port") from None


def make_ready(board: Board) -> None:
    """Read what the first question and the first change would wait for, and keep each question to one thread.

    Requests already share the cores among themselves; an inner product that asks for every core as well makes all
    of them wait.
    """
    from threadpoolctl import threadpool_limits

    person = {"worker_id": "W1", "wanted_occupation": "缝纫工", "home_address": "重庆市秀山县梅江镇"}
    rare = {**person, "wanted_occupation": "绕弹簧", "mobility": "town", "max_km": 1.0}  # only the reader of phrases knows it; few are near
    recommend(board, [Question(person), Question(rare)])
    board.read_ahead()
    board.rehearse()
    threadpool_limits(1)
    _set_aside()
    sys.setswitchinterval(TURN_SECONDS)


def _warm_up(board: Board) -> None:
    """Read what single people and the first files at the desk would wait for, while the service answers already."""
    read_trades(board)
    _match_fictional_county()
    _set_aside()


def read_trades(board: Board) -> None:
    """Read the name of every trade as a wish, as most wishes are: it takes two milliseconds once, and then none."""
    for trade in trades():
        board.matcher.recommend(Workers.of_records([{"worker_id": "W1", "wanted_occupation": trade.name}]), 0)


def _match_fictional_county() -> None:
    """Read and match the fictional county once, so that the first files at the desk do not wait for dictionaries."""
    from jobmatch.demo import CONTEXT, write_demo
    from jobmatch.service.access import LOCAL
    from jobmatch.service.desk.map import draw
    from jobmatch.service.desk.sitting import Sitting
    from jobmatch.service.desk.templates import compile_templates
    from jobmatch.service.desk.uploads import opened

    settings = Settings(context=CONTEXT)
    with tempfile.TemporaryDirectory() as folder:
        files = [opened(path.name, path.read_bytes(), settings.limits) for path in write_demo(folder)]
    sitting = Sitting(LOCAL)
    sitting.take(files, settings)
    draw((28.45, 109.0), [])
    compile_templates()


def _set_aside() -> None:
    """Take what was read so far, which lives as long as the process, out of every later search for garbage.

    To look through the dictionaries takes a tenth of a second, in which nobody is answered.
    """
    gc.collect()
    gc.freeze()


def issue_token(settings: Settings, name: str, scopes: list[str], *, days: int) -> str:
    """Return the line that shows a new token, once; its hash is kept in the data folder."""
    text = Tokens(settings.data).issue(name, scopes, days=days)
    return f"令牌（只显示这一次，请交给 {name} 保管）：{text}"


def list_tokens(settings: Settings) -> list[str]:
    """Return a line for each token: who holds it, what it allows, until when."""
    today = dt.date.today()
    return [
        f"{token.name}　权限 {','.join(token.scopes)}　有效至 {token.until}{'' if token.holds(today) else '（已过期）'}"
        for token in Tokens(settings.data)
    ] or ["还没有令牌"]


def revoke_token(settings: Settings, name: str) -> str:
    """Return the line that says that the tokens of a holder do not hold any more.

    Raises
    ------
    UnknownId
        Nobody of this name holds one.
    """
    gone = Tokens(settings.data).revoke(name)
    if not gone:
        raise UnknownId(f"没有发给 {name} 的令牌；用 --tokens 看发过哪些")
    return f"{name} 的 {gone} 个令牌已作废，正在运行的服务也不再认"


def worker() -> FastAPI:
    """Return the application of one of several processes; what it needs stands in the environment."""
    log_to_stderr()
    values = {name: os.environ.get(variable) for name, variable in _ENVIRONMENT.items()}
    policy = Policy.read(values["policy"]) if values["policy"] else Policy()
    data, key = (Path(values[name]) if values[name] else None for name in ("data", "ledger_key"))  # type: ignore[arg-type]
    settings = Settings(data=data, host=values["host"] or "127.0.0.1", workers=2, policy=policy)
    app = create_app(replace(settings, ledger=values["ledger"], ledger_key=key, context=values["context"]))
    read_trades(app.state.board)
    make_ready(app.state.board)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    return app


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: left alone, it would answer from a state of its own."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _tell_workers(settings: Settings, policy_file: Path | None) -> None:
    values = {
        "data": settings.data,
        "host": settings.host,
        "ledger": settings.ledger,
        "ledger_key": settings.ledger_key,
        "context": settings.context,
        "policy": policy_file,
    }
    os.environ.update({_ENVIRONMENT[name]: str(value) for name, value in values.items() if value})
