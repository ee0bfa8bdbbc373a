"""Changed indexes: with more jobs, with fewer, or on another day. What was there before is never touched.

New rows are written into spare room behind the last row that any reader sees, so that adding a few jobs to a
million copies none of their texts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from jobmatch.errors import EncoderError
from jobmatch.language.encoders import Encoder
from jobmatch.policy import Policy
from jobmatch.schema import Jobs
from jobmatch.search.index import JobIndex, index_jobs
from jobmatch.search.tables import job_facts_read
from jobmatch.search.texts import Texts
from jobmatch.store.carried import carried_behind, carried_without
from jobmatch.store.classes import classes_without, joined_classes
from jobmatch.store.pieces import ChangedFacts
from jobmatch.store.room import Room, spare, with_spare
from jobmatch.store.table import Ids
from jobmatch.terms.facts import days_old, postings
from jobmatch.terms.formula import formula_of
from jobmatch.terms.term import Array

PART_ROWS = 50_000
"""Jobs made ready at a time."""
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
    facts = ChangedFacts.of(index.facts).followed(part.facts, {"id": _joined_ids(index.facts["id"], part, jobs, room)})
    # a list first: a reader may be adding a class of its own
    known = {names: joined_classes(index, part, names, room) for names in list(index._classes)}
    whole = replace(index, text=text.followed(room.append("text", text.stored, more)), start=start, facts=facts, _classes=known)
    vars(whole)["blank"] = blank
    vars(whole).update(carried_behind(index, part, whole, room))
    return whole


def without(index: JobIndex, gone: Array, jobs: Jobs, room: Room) -> tuple[JobIndex, Room]:
    """Return the index without some (ascending) rows and its spare room; ``jobs`` are the rows of the table that are left.

    The texts stay where they are, and those that are gone are passed over, until they are many.
    """
    text_rows = np.delete(np.arange(len(index.text)), index.text_rows(gone)[0])
    start = np.concatenate([[0], np.cumsum(np.delete(np.diff(index.start), gone))])
    text, room = index.text.only(text_rows), room.only("text")
    blank = index.blank and bool(np.delete(index.facts["no_text"], gone).any())
    if text.gone > len(text) // GONE_SHARE + GONE_ROWS or blank != index.blank:
        text, room = _moved_together(text, text.width - index.blank + blank)
    facts = ChangedFacts.of(index.facts).without(gone, {"id": _ids_without(index.facts["id"], gone, jobs, room)})
    known = {
        names: classes_without(*found, gone, room.without(str(names), found[1], gone)) for names, found in list(index._classes.items())
    }
    fewer = replace(index, text=text, start=start, facts=facts, _classes=known)
    vars(fewer)["blank"] = blank
    vars(fewer).update(carried_without(index, gone, fewer, text_rows))
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


def _joined_ids(values: Any, part: JobIndex, jobs: Jobs, room: Room) -> Any:
    return Ids(jobs.cells["job_id"]) if isinstance(values, Ids) else room.append("id", values, np.asarray(part.facts["id"]))


def _ids_without(values: Any, gone: Array, jobs: Jobs, room: Room) -> Any:
    return Ids(jobs.cells["job_id"]) if isinstance(values, Ids) else room.without("id", values, gone)
