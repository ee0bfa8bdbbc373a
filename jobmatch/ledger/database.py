"""The database under the ledger: SQLite in one file by default, PostgreSQL by URL.

Every write is one transaction, and writers go one after another (SQLite: ``BEGIN IMMEDIATE``; PostgreSQL: an
advisory lock held to the end of the transaction). SQLite runs in WAL mode with full synchronisation, so what
was acknowledged is on the disk, with foreign keys on and deleted rows overwritten.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    Select,
    Table,
    create_engine,
    event,
    insert,
    make_url,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError
from sqlalchemy.types import Date, String, TypeEngine

from jobmatch.errors import LedgerError, MissingExtra
from jobmatch.ledger.tables import VERSION, facts, metadata

_LOCK = 295_2016
_CHANGE = "change"
_SQLITE_SETTINGS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA busy_timeout=60000",
)


class Database:
    """An open ledger database whose tables are there and of this version."""

    def __init__(self, place: str | Path) -> None:
        """Open the SQLite file or the URL ``place``; the tables are made when there are none.

        Raises
        ------
        LedgerError
            The file is no database, the URL cannot be read, or the tables are of another version.
        MissingExtra
            A PostgreSQL URL without the driver of the extra ``postgres``.
        """
        self.url = _url(place)
        self.engine = _engine(self.url)
        try:
            with self.write() as connection:
                metadata.create_all(connection)
                upsert(connection, facts, [{"name": "version", "value": str(VERSION)}], update=())
            version = self.fact("version")
        except DatabaseError as error:
            if "not a database" in str(error.orig):
                raise LedgerError(f"{self.name} 打不开：这个文件不是台账；请检查路径或数据库是否可用") from None
            raise LedgerError(f"{self.name} 打不开：{error.orig}；请检查路径或数据库是否可用") from None
        if version != str(VERSION):
            what = "请升级程序" if int(version or 0) > VERSION else "请用建立它的旧版程序打开"
            raise LedgerError(f"{self.name} 是第 {version} 版台账，本程序只认第 {VERSION} 版；{what}")

    @property
    def name(self) -> str:
        """The file or server, without the password."""
        return self.url.database or "" if self.is_sqlite else self.url.render_as_string(hide_password=True)

    @property
    def is_sqlite(self) -> bool:
        """Whether the ledger is a SQLite file."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Yield the connection of one transaction: all of it is recorded, or nothing.

        Raises
        ------
        LedgerError
            The ledger is held by another program, or the server has gone; nothing was recorded then.
        """
        with self._reached(), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            yield connection
            _mark_change(connection)

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Turn a database that cannot be reached into a message for staff."""
        try:
            yield
        except OperationalError as error:
            why = str(error.orig).strip().splitlines()[0]
            if "locked" in why:
                raise LedgerError(f"{self.name} 另一个程序正在写这本台账，等了一分钟仍未让出；本次内容没有登记，请重做一次") from None
            raise LedgerError(f"{self.name} 打不开或中途断开（{why}）；本次内容没有登记，请检查后重做一次") from None

    def frame(self, query: Select[Any]) -> pd.DataFrame:
        """Return the rows of ``query`` as a frame; days become ``datetime64``.

        The driver's rows are taken as they are, without a Python object per day: a million rows in seconds.
        """
        statement = str(query.compile(self.engine, compile_kwargs={"literal_binds": True}))
        with self._reached(), self.engine.connect() as connection:
            cursor = connection.connection.cursor()
            cursor.execute(statement)
            columns = list(zip(*cursor.fetchall(), strict=True))
            cursor.close()
        types = {str(column.name): column.type for column in query.selected_columns}
        values = columns or [()] * len(types)
        return pd.DataFrame({name: _column(one, kind) for (name, kind), one in zip(types.items(), values, strict=True)})

    def fact(self, name: str) -> str | None:
        """Return a fact about the ledger itself, or None."""
        with self._reached(), self.engine.connect() as connection:
            return connection.scalar(select(facts.c.value).where(facts.c.name == name))

    def empty_log(self) -> None:
        """Leave nothing of what was deleted in SQLite's log beside the file."""
        if self.is_sqlite:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def change(self) -> str | None:
        """Return the mark of the last change, by whichever program: as long as it is the same, nothing was written."""
        return self.fact(_CHANGE)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, update: Sequence[str], key: str = "key") -> None:
    """Insert ``rows``; where the ``key`` is there already, set the columns of ``update`` (none: leave it)."""
    if not rows:
        return
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table)
    if update:
        fresh = {name: statement.excluded[name] for name in update}
        statement = statement.on_conflict_do_update(index_elements=[key], set_=fresh)
    else:
        statement = statement.on_conflict_do_nothing()
    connection.execute(statement, list(rows))


def set_fact(connection: Connection, name: str, value: str) -> None:
    """Keep a fact of the ledger under its name, in place of the one before."""
    upsert(connection, facts, [{"name": name, "value": value}], update=("value",), key="name")


def _mark_change(connection: Connection) -> None:
    """Put another mark of the last change in place of the one before; who follows the ledger need look at nothing else."""
    set_fact(connection, _CHANGE, secrets.token_hex(8))


def _column(values: Sequence[Any], kind: TypeEngine[Any]) -> pd.Series:
    if isinstance(kind, Date):
        return pd.to_datetime(pd.Series(values, dtype=object)).astype("datetime64[s]")
    return pd.Series(values, dtype=object) if isinstance(kind, String) else pd.Series(list(values))


def append(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert ``rows``; a row that is there already is an error."""
    if rows:
        connection.execute(insert(table), list(rows))


def lookup(connection: Connection, query: Select[Any], column: Column[Any], keys: Sequence[Any]) -> list[Any]:
    """Return the rows of ``query`` whose ``column`` is among ``keys``, asked for in portions."""
    rows: list[Any] = []
    for start in range(0, len(keys), _PORTION):
        rows += connection.execute(query.where(column.in_(keys[start : start + _PORTION]))).fetchall()
    return rows


_PORTION = 900  # SQLite takes 999 parameters a statement where it was built small


def _url(place: str | Path) -> URL:
    if isinstance(place, Path) or "://" not in place:
        return URL.create("sqlite", database=str(place))
    try:
        url = make_url(place)
    except ArgumentError:
        raise LedgerError("台账地址无法识别；请写文件名，或 postgresql://用户@主机/库名") from None
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgresql", "postgres") else url


def _engine(url: URL) -> Engine:
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise LedgerError(f"台账只支持 SQLite 和 PostgreSQL，不支持 {url.get_backend_name()}")
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    try:
        engine = create_engine(url)
    except NoSuchModuleError as error:
        raise LedgerError(f"没有数据库驱动：{error}") from None
    except ImportError:
        raise MissingExtra.named("postgres", "PostgreSQL") from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(raw: Any, _record: object) -> None:
    raw.isolation_level = None  # transactions are begun below, not by the driver
    for setting in _SQLITE_SETTINGS:
        raw.execute(setting)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
