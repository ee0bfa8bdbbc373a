"""Where several processes listen together; this module loads nothing else, for each of them opens its socket before all."""

from __future__ import annotations

import socket
import sys
from typing import Any


def shared_out(host: str, port: int) -> socket.socket:
    """Return a bound socket for several processes, each of which is given its part of the connections.

    >>> with shared_out("127.0.0.1", 0) as bound:
    ...     bound.getsockname()[0]
    '127.0.0.1'
    """
    kind = _OwnSocket if sys.platform == "linux" else socket.socket
    bound = kind(socket.AF_INET6 if ":" in host else socket.AF_INET)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT if sys.platform == "linux" else socket.SO_REUSEADDR, 1)
    # an answer goes out in two parts, and the second would wait until the first is acknowledged: 40 ms
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    bound.bind((host, port))
    return bound


class _OwnSocket(socket.socket):
    """A socket that every process it is handed to opens for itself, so that the system shares the connections out among them.

    Of connections that come at once to one socket, the process that wakes first takes all. Only Linux shares them out.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        return shared_out, self.getsockname()[:2]
