"""The machines: connecting to them, and refusing those that would answer differently."""

from __future__ import annotations

import importlib.metadata
import logging
import os
import platform
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jobmatch.errors import MissingExtra, StoreError

PARTS = ("jobmatch", "numpy", "pandas", "pyarrow", "faiss-cpu", "ortools", "tokenizers")
PATIENCE_S = 5.0
"""How long a head node may take to answer."""
STORE_BYTES = 256 * 2**20
"""Object store of a Ray started here: prices and demand pass through it, never tables."""


def ray_module() -> Any:
    """Return Ray, told to send nothing home.

    Raises
    ------
    MissingExtra
        It is not installed.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        import ray
    except ImportError as error:
        raise MissingExtra.named("cluster", "jobmatch.cluster") from error
    return ray


@contextmanager
def connected(address: str | None = None, workers: int | None = None) -> Iterator[Any]:
    """Yield Ray, connected to the cluster at ``address`` or started on this machine for as long as it is used.

    A connection that the caller has made already is used and left open.

    Parameters
    ----------
    address
        ``host:port`` of the head node, ``auto`` for a cluster this machine belongs to; a Ray of its own by default.
    workers
        Single-core workers of a Ray started here; every core by default.

    Raises
    ------
    MissingExtra
        Ray is not installed.
    StoreError
        Nobody answers at the address, or the nodes run different versions.

    Examples
    --------
    ::

        with connected("10.0.0.5:6379"):  # one connection for several runs
            recommend("people/", "county.jobmatch", output="lists/")
            allocate("people/", "county.jobmatch", output="plan/")
    """
    ray = ray_module()
    mine = not ray.is_initialized()
    if mine:
        connect(ray, address, workers)
    try:
        _refuse_mixed_versions(ray)
        yield ray
    finally:
        if mine:
            ray.shutdown()


def cores(ray: Any) -> int:
    """Return how many single-core workers the cluster has room for, at least 1."""
    return max(1, int(ray.cluster_resources().get("CPU", 1)))


def versions() -> dict[str, str]:
    """Return the versions that decide an answer, as they are on this machine."""
    from jobmatch import __version__

    told = {name: importlib.metadata.version(name) for name in PARTS if name != "jobmatch"}
    return {"jobmatch": __version__, "python": ".".join(platform.python_version_tuple()[:2]), **told}


def _refuse_mixed_versions(ray: Any) -> None:
    """Ask every node for its versions.

    Raises
    ------
    StoreError
        A node differs from this machine; the message names the node and what differs.
    """
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    ask = ray.remote(num_cpus=0)(versions)
    nodes = [node for node in ray.nodes() if node["Alive"]]
    asked = [ask.options(scheduling_strategy=NodeAffinitySchedulingStrategy(node["NodeID"], soft=False)).remote() for node in nodes]
    here = versions()
    complaints = [
        f"{node['NodeManagerAddress']}：{name} {there.get(name)}，本机 {here[name]}"
        for node, there in zip(nodes, ray.get(asked), strict=True)
        for name in here
        if there.get(name) != here[name]
    ]
    if complaints:
        raise StoreError("各节点的版本不同，结果会不一致；请装成一样的再运行：\n" + "\n".join(f"  {one}" for one in complaints))


def connect(ray: Any, address: str | None, workers: int | None) -> None:
    """Connect ``ray`` to a cluster, or start one here.

    Raises
    ------
    StoreError
        Nobody answers at the address.
    """
    quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    if address is None:
        ray.init(num_cpus=workers, include_dashboard=False, object_store_memory=STORE_BYTES, **quiet)
        return
    try:
        _knock(address)
        ray.init(address=address, **quiet)
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"连不上集群 {address}（{error}）；请检查地址，或不写地址用本机") from error


def _knock(address: str) -> None:
    """Raise ``OSError`` where nobody listens; Ray itself would go on trying for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if port.isdigit():
        socket.create_connection((host, int(port)), timeout=PATIENCE_S).close()
