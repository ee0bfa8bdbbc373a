"""How the service is run: where it listens, what it keeps, and how much it takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from jobmatch.policy import Policy

MEGABYTE = 1_000_000
LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Hosts that only this computer reaches."""
MOST_PEOPLE = 5_000
"""Most people in one allocation."""


@dataclass(frozen=True)
class Limits:
    """How much one request may bring."""

    body_bytes: int = MOST_PEOPLE * 1_600
    """Largest JSON body: as many people as one allocation takes, each described at length."""
    header_bytes: int = 16_000
    """All headers of a request together; its address is held to the same."""
    upload_bytes: int = 20 * MEGABYTE
    """Largest upload of the desk page, all files together."""
    expanded_bytes: int = 300 * MEGABYTE
    """What the parts of a workbook may come to when unpacked."""
    rows: int = 100_000
    """Most rows of a sheet."""
    cells: int = 5_000_000
    """Most cells of a sheet, the rectangle around what is filled."""
    waiting: int = 1_000
    """Requests that may wait; more are told to come back."""
    per_minute: int = 3_000
    """Requests a minute from one address, on other hosts than loopback."""


@dataclass(frozen=True)
class Settings:
    """One service.

    Examples
    --------
    >>> Settings().is_loopback, Settings(host="0.0.0.0").is_loopback
    (True, False)
    """

    data: Path | None = None
    """Folder in which jobs and tokens are kept; nothing is kept without it."""
    host: str = "127.0.0.1"
    """Address to listen on."""
    port: int = 8000
    """Port to listen on."""
    ledger: str | None = None
    """File or URL of the ledger."""
    ledger_key: Path | None = None
    """Key file of a ledger on a database server."""
    context: str | None = None
    """Division code of the office, for places named without their county."""
    workers: int = 1
    """Processes; more than one serve portals only, for what the desk page holds stays in one process."""
    policy: Policy = field(default_factory=Policy)
    """Every decision of the matching."""
    limits: Limits = field(default_factory=Limits)
    """How much one request may bring."""

    @property
    def is_loopback(self) -> bool:
        """Whether only this computer reaches the service."""
        return self.host in LOOPBACK
