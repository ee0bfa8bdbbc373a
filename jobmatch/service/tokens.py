"""Tokens: who may read, write, or see full names; kept as hashes only.

A token is 32 random bytes, so a plain SHA-256 of it cannot be turned back: a slow hash is for words that people
choose. ``tokens.json`` in the data folder lists name, hash, scopes and last day.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from jobmatch.errors import StoreError

SCOPES = ("read", "write", "unmask")
"""read: ask; write: change jobs and the ledger; unmask: see full names, each time noted in the audit log."""
_MARK = "jm_"


@dataclass(frozen=True)
class Token:
    """What is kept of a token."""

    name: str
    """Who holds it."""
    sha256: str
    """Hash of the token."""
    scopes: tuple[str, ...]
    """Some of ``SCOPES``."""
    until: str
    """Last day on which it holds, ISO."""

    def holds(self, today: dt.date) -> bool:
        """Tell whether the token has not expired."""
        return today.isoformat() <= self.until


class Tokens:
    """The tokens of a data folder; read anew when the file has changed.

    Examples
    --------
    >>> import tempfile
    >>> tokens = Tokens(Path(tempfile.mkdtemp()))
    >>> text = tokens.issue("门户", ["read"], days=30)
    >>> tokens.find(text).name, tokens.find(text + "x")
    ('门户', None)
    """

    def __init__(self, folder: Path | None) -> None:
        self.path = folder / "tokens.json" if folder else None
        self._seen = 0.0
        self._tokens: tuple[Token, ...] = ()

    def __len__(self) -> int:
        return len(self._current())

    def issue(self, name: str, scopes: Iterable[str], *, days: int = 365) -> str:
        """Return a new token, shown this once; its hash is kept.

        Raises
        ------
        StoreError
            No data folder, no name, or a scope that does not exist.
        """
        chosen = tuple(dict.fromkeys(scopes))
        strange = [scope for scope in chosen if scope not in SCOPES]
        if self.path is None:
            raise StoreError("令牌要存在数据文件夹里；请加上 --data 文件夹")
        if strange or not chosen or not name.strip():
            raise StoreError(f"令牌要有名称和权限；权限有 {'、'.join(SCOPES)}，得到 {'、'.join(strange) or '无'}")
        text = _MARK + secrets.token_urlsafe(32)
        until = (dt.date.today() + dt.timedelta(days=days)).isoformat()
        self._write([*self._current(), Token(name.strip(), _hash(text), chosen, until)])
        return text

    def revoke(self, name: str) -> int:
        """Take back every token of a holder from this moment on, and return how many there were.

        >>> import tempfile
        >>> tokens = Tokens(Path(tempfile.mkdtemp()))
        >>> text = tokens.issue("门户", ["read"])
        >>> tokens.revoke("门户"), tokens.find(text), tokens.revoke("门户")
        (1, None, 0)
        """
        kept = [token for token in self._current() if token.name != name.strip()]
        gone = len(self) - len(kept)
        if gone:
            self._write(kept)
        return gone

    def __iter__(self) -> Iterator[Token]:
        return iter(self._current())

    def find(self, text: str) -> Token | None:
        """Return the token, expired or not, that ``text`` is; None for none."""
        own = _hash(text)
        found = [token for token in self._current() if hmac.compare_digest(token.sha256, own)]
        return found[0] if found else None

    def knows(self, token: Token) -> bool:
        """Tell whether a token that was found before is there still and has not expired."""
        return token in self._current() and token.holds(dt.date.today())

    def _current(self) -> tuple[Token, ...]:
        if self.path is None or not self.path.exists():
            return ()
        changed = self.path.stat().st_mtime
        if changed != self._seen:
            try:
                rows = json.loads(self.path.read_text(encoding="utf-8"))
                self._tokens = tuple(Token(**{**row, "scopes": tuple(row["scopes"])}) for row in rows)
            except (ValueError, TypeError, KeyError) as error:
                raise StoreError(f"{self.path.name} 读不出（{type(error).__name__}）；请从备份恢复或重新发令牌") from None
            self._seen = changed
        return self._tokens

    def _write(self, tokens: list[Token]) -> None:
        if self.path is None:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(handle, "w", encoding="utf-8") as file:
            json.dump([asdict(token) for token in tokens], file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, self.path)
        self._seen = 0.0


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
