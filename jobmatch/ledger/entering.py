"""Persons and posts as rows of the ledger, and their numbers in it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from jobmatch.errors import LedgerError, TableError, UnknownId
from jobmatch.ledger import keys
from jobmatch.ledger.database import lookup, upsert
from jobmatch.ledger.tables import posts
from jobmatch.reports.masking import scrub
from jobmatch.schema import Jobs, Workers

PERSON_FACTS = ("worker_id", "county", "township", "groups", "household", "segment")
"""What is brought up to date when a person is entered again."""

_POST_FACTS = ("job_id", "employer", "title", "work_code", "workplace_type", "kind", "openings")


def person_rows(salt: bytes, frame: pd.DataFrame, on: dt.date) -> list[dict[str, Any]]:
    """Return the rows of ``persons`` for a table of workers with its person keys in ``key``."""
    county = frame["home_code"].fillna(frame["hukou_adcode"]).fillna("").str[:6]
    facts_of = pd.DataFrame(
        {
            "key": frame["key"],
            "worker_id": frame["worker_id"],
            "county": county,
            "township": frame["township"].fillna("").map(scrub),
            "groups": frame["groups"].map(";".join),
            "household": [None if pd.isna(one) else keys.keyed(salt, f"户|{one}") for one in frame["household_id"]],
            "segment": frame["segment"],
            "entered_on": on,
        }
    )
    return records(facts_of.drop_duplicates("key", keep="last"))


def check_pairs(pairs: object, workers: object, jobs: object) -> None:
    """Refuse what are no pairs of the rows of a table of workers and one of jobs.

    Raises
    ------
    TableError
        Something else came in.

    >>> check_pairs(pd.DataFrame({"worker_id": ["W1"]}), None, None)
    Traceback (most recent call last):
    ...
    jobmatch.errors.TableError: pairs lacks the columns ['job_id']; it has ['worker_id']
    """
    if not isinstance(pairs, pd.DataFrame):
        raise TableError(f"pairs takes a DataFrame with worker_id and job_id, got {type(pairs).__name__}")
    if missing := sorted({"worker_id", "job_id"} - set(pairs.columns)):
        raise TableError(f"pairs lacks the columns {missing}; it has {list(pairs.columns)}")
    for given, kind in ((workers, Workers), (jobs, Jobs)):
        if not isinstance(given, kind):
            raise TableError(f"expected {kind.__name__}, got {type(given).__name__}")


def check_day(on: object) -> None:
    """Refuse what is no day.

    Raises
    ------
    LedgerError
        Something else came in.

    >>> check_day("2026-03-02")
    Traceback (most recent call last):
    ...
    jobmatch.errors.LedgerError: 日期要写成 date(2026, 3, 2) 这样，得到 '2026-03-02'
    """
    if not isinstance(on, dt.date) or isinstance(on, dt.datetime):
        raise LedgerError(f"日期要写成 date(2026, 3, 2) 这样，得到 {on!r}")


def enter_posts(connection: Connection, jobs: Jobs) -> pd.Series:
    """Enter the postings, or bring their facts up to date, and return their ledger numbers in table order."""
    own = keys.post_keys(jobs.frame)
    upsert(connection, posts, records(jobs.frame[list(_POST_FACTS)].assign(key=own)), update=_POST_FACTS)
    return numbers_of(connection, posts, own)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows as plain Python values, NA as None, as a database driver takes them."""
    columns = [frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in frame]
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def numbers_of(connection: Connection, table: Any, own: pd.Series) -> pd.Series:
    """Return the ledger numbers of the rows of ``table`` with these keys."""
    found = lookup(connection, select(table.c.key, table.c.id), table.c.key, own.unique().tolist())
    return own.map(dict(tuple(row) for row in found)).astype("int64")


def mapped(ids: pd.Series, known: pd.Index, numbers: pd.Series) -> pd.Series:
    """Return the ledger number of each id.

    Raises
    ------
    UnknownId
        An id is not among ``known``: pairs and tables do not belong together.

    >>> mapped(pd.Series(["W2", "W1"]), pd.Index(["W1", "W2"]), pd.Series([7, 9])).tolist()
    [9, 7]
    """
    mapped = ids.astype("string").map(dict(zip(known, numbers, strict=True)))
    if mapped.isna().any():
        raise UnknownId(f"表中没有编号 {ids[mapped.isna()].iloc[0]!r}；配对与所给的表不是同一批")
    return mapped.astype("int64")


def ids_by_key(own: pd.Series, ids: pd.Index) -> dict[str, str]:
    """Return the id of each key; of two rows with one key, the later.

    >>> ids_by_key(pd.Series(["a", "b", "a"]), pd.Index(["W1", "W2", "W3"]))
    {'a': 'W3', 'b': 'W2'}
    """
    return dict(zip(own, ids, strict=True))
