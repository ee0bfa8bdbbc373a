"""Changed indexes: with more jobs, with fewer, or on another day. What was there before is never touched.

New rows are written into spare room behind the last row that any reader sees, so that adding a few jobs to a
million copies none of their texts.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import Any

import numpy as np

from jobmatch.errors import EncoderError
from jobmatch.language.encoders import Encoder
from jobmatch.policy import Policy
from jobmatch.schema import Jobs
from jobmatch.search.groups import Groups
from jobmatch.search.index import JobIndex, index_jobs
from jobmatch.search.tables import job_facts_read
from jobmatch.search.texts import Texts
from jobmatch.store.room import Room, spare, with_spare
from jobmatch.store.table import Ids
from jobmatch.terms.facts import days_old, postings
from jobmatch.terms.formula import formula_of
from jobmatch.terms.term import ONE, Array, Facts, classes, take

PART_ROWS = 50_000
"""Jobs made ready at a time."""
FEW_ROWS = 64
"""Up to so many new jobs are held against the classes one by one."""
FEW_IDS = 4
"""Up to so many ids are looked up one by one: each takes a quarter of what looking up many at once takes at least."""
GONE_SHARE, GONE_ROWS = 8, 4096
"""Text rows that may be gone before the others are moved together: an eighth of these, and so many."""
OF_DAY = ("posting", "days_old")
"""Facts that depend on the day."""


def built(jobs: Jobs, encoder: Encoder, policy: Policy) -> tuple[JobIndex, Room]:
    """Return the index of ``jobs`` and its spare room; of many jobs part by part, for memory's sake."""
    room = Room()
    if len(jobs) <= PART_ROWS:
        return index_jobs(jobs, encoder, policy), room
    index = index_jobs(jobs.take(np.arange(PART_ROWS)), encoder, policy)
    larger = with_spare(index.text[:], len(jobs) * len(index.text) // PART_ROWS)
    index = replace(index, text=Texts(room.keep("text", larger, len(index.text))))
    for at in range(PART_ROWS, len(jobs), PART_ROWS):
        rows = np.arange(at, min(at + PART_ROWS, len(jobs)))
        part = index_jobs(jobs.take(rows), encoder, policy)
        index = joined(index, part, jobs, room)
    return index, room


def joined(index: JobIndex, part: JobIndex, jobs: Jobs, room: Room) -> JobIndex:
    """Return the index of ``jobs``, those of ``index`` followed by those of ``part``.

    Parameters
    ----------
    index, part
        What is there, and what comes.
    jobs
        The table of both.
    room
        The spare rows behind the arrays of ``index``; the new rows are written there.

    Raises
    ------
    EncoderError
        The texts of the two are of different width.
    """
    check_texts(index, part)
    blank = index.blank or part.blank
    text = replace(index.text, stored=_with_column(index.text.stored, index.blank, blank))
    more = _with_column(part.text[:], part.blank, blank)
    start = np.concatenate([index.start, part.start[1:] + index.start[-1]])
    facts: dict[str, Any] = {
        name: _joined_ids(values, part, jobs, room) if name == "id" else room.append(name, values, part.facts[name])
        for name, values in index.facts.items()
    }
    # a list first: a reader may be adding a class of its own
    known = {names: _joined_classes(index, part, names, room) for names in list(index._classes)}
    whole = replace(index, text=text.followed(room.append("text", text.stored, more)), start=start, facts=facts, _classes=known)
    vars(whole).update(id_order=_joined_order(index, part), class_memory=index.class_memory)
    groups: Groups | None = vars(index).get("groups")
    if groups is not None and blank == index.blank:
        vars(whole)["groups"] = groups.joined(more)
    return whole


def without(index: JobIndex, gone: Array, jobs: Jobs, room: Room) -> tuple[JobIndex, Room]:
    """Return the index without some (ascending) rows and its spare room; ``jobs`` are the rows of the table that are left.

    The texts stay where they are, and those that are gone are passed over, until they are many.
    """
    rows = np.delete(np.arange(len(index)), gone)
    text_rows, start = index.text_rows(rows)
    text, room, blank = index.text.only(text_rows), room.only("text"), bool(index.facts["no_text"][rows].any())
    if text.gone > len(text) // GONE_SHARE + GONE_ROWS or blank != index.blank:
        text, room = _moved_together(text, text.width - index.blank + blank)
    facts: dict[str, Any] = {
        name: Ids(jobs.cells["job_id"]) if isinstance(values, Ids) else room.without(name, values, gone)
        for name, values in index.facts.items()
    }
    known = {
        names: _classes_without(*found, gone, room.without(str(names), found[1], gone)) for names, found in list(index._classes.items())
    }
    fewer = replace(index, text=text, start=start, facts=facts, _classes=known)
    groups: Groups | None = vars(index).get("groups")
    if groups is not None and blank == index.blank:
        vars(fewer)["groups"] = groups.kept(text_rows)
    place = np.full(len(index), -1, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    order = place[index.id_order]
    vars(fewer).update(id_order=order[order >= 0], class_memory=index.class_memory)
    return fewer, room


def _moved_together(text: Texts, width: int) -> tuple[Texts, Room]:
    """Return a copy of the rows that stand, without the columns beyond ``width``, and its spare room."""
    larger, room = np.empty((spare(len(text)), width), dtype=text.stored.dtype), Room()
    for at in range(0, len(text), PART_ROWS):
        larger[at : min(at + PART_ROWS, len(text))] = text[at : at + PART_ROWS][:, :width]
    return Texts(room.keep("text", larger, len(text))), room


def on_day(index: JobIndex, jobs: Jobs, policy: Policy) -> JobIndex:
    """Return the index as it stands on ``policy.today``: postings begin, expire and grow older by themselves."""
    facts = {**index.facts, "posting": postings(jobs.columns_read, policy), "days_old": days_old(jobs.columns_read, policy.today)}
    known = {names: found for names, found in list(index._classes.items()) if not set(names) & set(OF_DAY)}
    changed = replace(index, facts=facts, _classes=known)
    computed = {name: values for name, values in vars(index).items() if name not in {*vars(changed), "memory", "_row_classes"}}
    vars(changed).update(computed)
    return changed


def rows_of(index: JobIndex, ids: Array) -> Array:
    """Return the row of each id, −1 where there is none, int64 ``[len(ids)]``; few ids of many are found quickly."""
    if not len(index) or not len(ids):
        return np.full(len(ids), -1, dtype=np.int64)
    at = index.id_order[np.minimum(_ids_before(index, ids), len(index) - 1)]
    return np.where(index.facts["id"][at] == ids, at, -1)


def warm(index: JobIndex, policy: Policy) -> JobIndex:
    """Compute what a search computes of the jobs once, so that no reader has to, and return the index."""
    if len(index):
        for names in job_facts_read(formula_of(policy)):
            index.classes(names)
        index.prepare()
    return index


def check_texts(index: JobIndex, part: JobIndex) -> None:
    """Raise ``EncoderError`` where the texts of ``part`` are no numbers or of another width."""
    have, got = index.text.width - index.blank, part.text.width - part.blank
    if have != got:
        raise EncoderError(f"编码器给出 {got} 维的向量，匹配器里是 {have} 维；岗位没有加入，请用建立匹配器的编码器")
    bad = np.flatnonzero(~np.isfinite(part.text[:]).all(axis=1))
    if len(bad):
        raise EncoderError(f"编码器给出了 NaN 或无穷大（{len(bad)} 行，例如第 {bad[0] + 1} 行）；岗位没有加入")


def _with_column(values: Array, has: bool, wanted: bool) -> Array:
    """Return text rows with the last column for jobs without text, or without it."""
    if has == wanted:
        return values
    return np.hstack([values, np.zeros((len(values), 1), values.dtype)]) if wanted else values[:, :-1].copy()


def _joined_ids(values: Array | Ids, part: JobIndex, jobs: Jobs, room: Room) -> Array | Ids:
    if isinstance(values, Ids):
        return Ids(jobs.cells["job_id"])
    return room.append("id", values, np.asarray(part.facts["id"]))


def _joined_classes(index: JobIndex, part: JobIndex, names: tuple[str, ...], room: Room) -> tuple[Facts, Array]:
    """Return the classes of both: those of the first keep their numbers, new ones follow."""
    distinct, of_row = index._classes[names]
    if not names:
        return distinct, room.append(str(names), of_row, np.zeros(len(part), dtype=np.int64))
    if len(part) <= FEW_ROWS:
        found, of_part = _classes_among(distinct, part.facts, names)
        return found, room.append(str(names), of_row, of_part)
    both = {name: np.concatenate([distinct[name], part.facts[name]]) for name in names}
    count = len(both[names[0]]) - len(part)
    found, of_both = classes(both, names)
    return found, room.append(str(names), of_row, of_both[count:])


def _classes_among(distinct: Facts, facts: Facts, names: tuple[str, ...]) -> tuple[Facts, Array]:
    """Return the classes with those of a few more rows behind them, and the class of each of these rows.

    >>> found, of_row = _classes_among({"age": np.array([40.0, np.nan])}, {"age": np.array([np.nan, 50.0])}, ("age",))
    >>> found["age"].tolist(), of_row.tolist()
    ([40.0, nan, 50.0], [1, 2])
    """
    rows = len(facts[names[0]])
    of_row = np.empty(rows, dtype=np.int64)
    for row in range(rows):
        cells = {name: facts[name][row] for name in names}
        same = np.flatnonzero(np.logical_and.reduce([_equal(distinct[name], cell) for name, cell in cells.items()]))
        if not len(same):
            distinct = {name: np.concatenate([distinct[name], facts[name][row : row + 1]]) for name in names}
        of_row[row] = same[0] if len(same) else len(distinct[names[0]]) - 1
    return distinct, of_row


def _equal(values: Array, cell: Any) -> Array:
    """Return which values are the same as a cell; unknown is the same as unknown."""
    return np.asarray(np.isnan(values) if cell != cell else values == cell, dtype=bool)


def _classes_without(distinct: Facts, of_row: Array, gone: Array, of_kept: Array) -> tuple[Facts, Array]:
    """Return the classes that some row still bears, and the class of each row that is left, given as ``of_kept``."""
    if ONE in distinct:
        return distinct, of_kept
    lost = _lost(np.unique(of_row[gone]), of_kept)
    if not len(lost):
        return distinct, of_kept
    left = np.delete(np.arange(len(next(iter(distinct.values())))), lost)
    return take(distinct, left), np.searchsorted(left, of_kept)


def _lost(candidates: Array, of_row: Array) -> Array:
    """Return which of some classes no row bears."""
    if len(candidates) > FEW_ROWS:
        return candidates[~np.isin(candidates, of_row)]
    return np.array([one for one in candidates if not (of_row == one).any()], dtype=np.int64)


def _joined_order(index: JobIndex, part: JobIndex) -> Array:
    ids = np.asarray(part.facts["id"])
    order = part.id_order
    return np.insert(index.id_order, _ids_before(index, ids[order]), order + len(index))


def _ids_before(index: JobIndex, ids: Array) -> Array:
    """Return how many ids of the index come before each of some ids, by halving; few of them one by one."""
    if len(ids) <= FEW_IDS:
        own = index.facts["id"]
        return np.array([bisect_left(index.id_order, wanted, key=own.__getitem__) for wanted in ids], dtype=np.int64)
    low, high = np.zeros(len(ids), dtype=np.int64), np.full(len(ids), len(index), dtype=np.int64)
    wanted = np.asarray(ids, dtype=object)
    while True:
        open_ = np.flatnonzero(low < high)
        if not len(open_):
            return low
        middle = (low[open_] + high[open_]) // 2
        before = np.asarray(index.facts["id"][index.id_order[middle]] < wanted[open_], dtype=bool)
        low[open_[before]] = middle[before] + 1
        high[open_[~before]] = middle[~before]
