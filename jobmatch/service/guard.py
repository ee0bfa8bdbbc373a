"""What stands before every route: host, origin, size, rate; and the headers, counts and log lines of every answer.

A page somewhere on the web must not reach a service on loopback through the browser of the office: the name asked
for must be the service's own (so DNS tricks fail), and a request that another site caused is refused.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections import OrderedDict
from typing import Any

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jobmatch.service import metrics
from jobmatch.service.problems import REQUEST, problem, unforeseen
from jobmatch.service.settings import LOOPBACK, Settings

log = logging.getLogger("jobmatch.access")
SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
_SECURITY_HEADERS = tuple((name.lower().encode(), value.encode()) for name, value in SECURITY_HEADERS.items())
_UPLOADS = "/desk/"
_CLIENTS = 10_000


class TooLarge(HTTPException):
    """The body grew beyond its limit."""

    def __init__(self, limit: int) -> None:
        super().__init__(413, f"内容超过 {limit // 1_000_000} MB，没有读取；请分几次发送")


class Guard:
    """The outermost layer of the service."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self.rate = Rate(settings.limits.per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        exchange = _Exchange(scope, receive, send, self._limit(scope["path"]))
        REQUEST.set(exchange.number)
        try:
            refusal = self._refusal(scope, exchange)
            if refusal is not None:
                await refusal(scope, receive, exchange.send)
            else:
                await self.app(scope, exchange.receive, exchange.send)
        except Exception as error:  # nothing unforeseen reaches the server's own log, which would print its message
            answer = unforeseen(error)
            if not exchange.status:
                await answer(scope, receive, exchange.send)
        finally:
            exchange.finish()

    def _limit(self, path: str) -> int:
        limits = self.settings.limits
        return limits.upload_bytes if path.startswith(_UPLOADS) else limits.body_bytes

    def _refusal(self, scope: Scope, exchange: _Exchange) -> Any:
        headers = exchange.headers
        length = headers.get("content-length", "")
        if refusal := _too_long(scope, self.settings.limits.header_bytes):
            return refusal
        if self.settings.is_loopback and _host_of(headers.get("host", "")) not in LOOPBACK:
            return problem(421, "本机服务只认 127.0.0.1 和 localhost；请用这两个地址打开")
        if _is_foreign(headers, scope["method"]):
            return problem(403, "请求来自别的网站，没有执行；请直接打开本服务的页面")
        if length and (not length.isdigit() or int(length) > exchange.limit):
            return problem(413, TooLarge(exchange.limit).detail, headers={"Connection": "close"})
        if not self.settings.is_loopback and not self.rate.admits(_client(scope, headers)):
            return problem(429, "请求太频繁；请稍后再试", headers={"Retry-After": "5"})
        return None


class Rate:
    """A bucket of requests for each client, refilled with time.

    >>> rate = Rate(60)
    >>> [rate.admits("A", now=0.0) for _ in range(61)].count(True), rate.admits("A", now=1.0)
    (60, True)
    """

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def admits(self, client: str, *, now: float | None = None) -> bool:
        """Tell whether one more request of ``client`` may pass, and count it."""
        now = time.monotonic() if now is None else now
        left, then = self._buckets.pop(client, (float(self.per_minute), now))
        left = min(float(self.per_minute), left + (now - then) * self.per_minute / 60)
        admitted = left >= 1
        self._buckets[client] = (left - admitted, now)
        if len(self._buckets) > _CLIENTS:
            self._buckets.popitem(last=False)
        return admitted


class _Exchange:
    """One request and its answer, counted and measured."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        self.scope, self._receive, self._send, self.limit = scope, receive, send, limit
        self.headers = Headers(scope=scope)
        self.number = secrets.token_hex(8)
        self.status = self.taken = 0
        self.started = time.perf_counter()

    async def receive(self) -> Message:
        message = await self._receive()
        self.taken += len(message.get("body", b""))
        if self.taken > self.limit:
            raise TooLarge(self.limit)
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            named = {name for name, _ in message["headers"]}
            added = [pair for pair in _SECURITY_HEADERS if pair[0] not in named]
            message["headers"] = [*message["headers"], *added, (b"x-request-id", self.number.encode())]
        await self._send(message)

    def finish(self) -> None:
        """Count the request and write its line: the pattern of the path, never the path or its query."""
        seconds = time.perf_counter() - self.started
        route = getattr(self.scope.get("route"), "path", "other")
        method = self.scope["method"] if self.scope["method"] in ("GET", "POST", "PUT", "DELETE", "HEAD") else "other"
        metrics.count(method, route, self.status, seconds)
        if log.isEnabledFor(logging.INFO):
            facts = {"id": self.number, "method": method, "route": route, "status": self.status, "ms": round(seconds * 1000, 1)}
            log.info("request", extra={"facts": facts})


def _too_long(scope: Scope, most: int) -> Any:
    """Return the refusal of a request whose headers or whose address come to more than ``most`` bytes, or None."""
    leave = {"Connection": "close"}
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > most:
        return problem(414, f"地址超过 {most} 字节，没有读取；内容请放在请求的正文里", headers=leave)
    if sum(len(name) + len(value) for name, value in scope["headers"]) > most:
        return problem(431, f"请求头超过 {most} 字节，没有读取；请去掉不需要的请求头或 Cookie", headers=leave)
    return None


def _host_of(host: str) -> str:
    return host[1:].split("]")[0] if host.startswith("[") else host.rsplit(":", 1)[0]


def _is_foreign(headers: Headers, method: str) -> bool:
    """Tell whether another site caused a request that may change something."""
    if method in ("GET", "HEAD", "OPTIONS"):
        return False
    origin = headers.get("origin")
    own = headers.get("host", "")
    foreign = origin is not None and origin.split("://", 1)[-1] != own
    return foreign or headers.get("sec-fetch-site", "same-origin") in ("cross-site", "same-site")


def _client(scope: Scope, headers: Headers) -> str:
    """Return what requests are counted by: the caller's address, whatever tokens it tries."""
    return str((scope.get("client") or ("?",))[0])
