"""What was tried before: pairs that are not shown again, and who has been here."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobmatch.errors import TableError
from jobmatch.schema import Workers, as_days, as_ids, known_or
from jobmatch.schema.outcomes import OUTCOMES
from jobmatch.search.index import JobIndex
from jobmatch.store.ids import rows_of
from jobmatch.terms.term import Array

History = pd.DataFrame
"""Pairs already tried: columns ``worker_id, job_id`` and, where known, ``outcome, date``. A row without a job says that the person was
here and nothing suited."""


def seen_before(history: History) -> pd.Series:
    """Return the ids of those who tried a job, or had none to try; who found a post full has not tried it.

    >>> seen_before(pd.DataFrame({"worker_id": ["A", "B", "C"], "job_id": ["J1", "J1", None], "outcome": ["full", "declined", None]})).tolist()
    ['B', 'C']
    """
    tried = _checked(history)
    if "outcome" in history:
        tried = tried[history["outcome"].ne("full")]
    return tried["worker_id"].dropna().astype(str)


def excluded(index: JobIndex, people: Workers, history: History | None) -> Array:
    """Return the pairs never to be shown, as sorted ``worker · jobs + job``: those tried, and the last job.

    Examples
    --------
    >>> from jobmatch import Matcher
    >>> index = Matcher(pd.DataFrame({"job_id": ["J1", "J2", "J3"], "title": "缝纫工"})).index
    >>> people = Workers(pd.DataFrame({"worker_id": ["W1", "W2"], "last_job_id": [None, "J1"]}))
    >>> excluded(index, people, pd.DataFrame({"worker_id": ["W1"], "job_id": ["J3"]})).tolist()  # 0 · 3 + 2 and 1 · 3 + 0
    [2, 3]
    """
    if history is None and not (known_or(people.columns_read["last_job_id"], "") != "").any():
        return np.zeros(0, dtype=np.int64)
    last = pd.DataFrame({"worker_id": people.cells["worker_id"], "job_id": people.cells["last_job_id"]})
    tried = [last] if history is None else [last, _checked(history)]
    pairs = pd.concat(tried).dropna().astype(str)
    worker = people.ids.get_indexer(pd.Index(pairs["worker_id"]))
    job = rows_of(index, pairs["job_id"].to_numpy(dtype=object))
    known = (worker >= 0) & (job >= 0)
    return np.unique(worker[known].astype(np.int64) * max(len(index), 1) + job[known])


def _checked(history: pd.DataFrame) -> pd.DataFrame:
    if not isinstance(history, pd.DataFrame):
        raise TableError(f"history takes a DataFrame with worker_id and job_id, got {type(history).__name__}")
    missing = {"worker_id", "job_id"} - set(history.columns)
    if missing:
        raise TableError(f"history lacks the columns {sorted(missing)}; it has {list(history.columns)}")
    twice = sorted({str(name) for name in history.columns[history.columns.duplicated()]} & {"worker_id", "job_id", "outcome", "date"})
    if twice:
        raise TableError(f"history holds the columns {twice} more than once; leave one of each")
    unknown = sorted({str(one) for one in history["outcome"].dropna()} - set(OUTCOMES)) if "outcome" in history else []
    if unknown:
        raise TableError(f"history holds the outcomes {unknown[:5]}; known: {', '.join(OUTCOMES)}")
    if "date" in history:
        as_days(history["date"])
    return pd.DataFrame({name: as_ids(history[name]) for name in ("worker_id", "job_id")})
