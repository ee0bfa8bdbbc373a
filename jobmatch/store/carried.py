"""What a search computes of the jobs once (order of ids, places, groups), carried on with a change instead of computed again."""

from __future__ import annotations

from typing import Any

import numpy as np

from jobmatch.search.groups import Groups, Lists
from jobmatch.search.index import JobIndex
from jobmatch.store.ids import ids_before
from jobmatch.store.room import Room
from jobmatch.terms.nearness import JOB_PLACE
from jobmatch.terms.term import Array


def carried_behind(index: JobIndex, part: JobIndex, whole: JobIndex, room: Room) -> dict[str, Any]:
    """Return what was computed of ``index`` as it holds for ``whole``, in which ``part`` follows it."""
    order = np.insert(index.id_order, ids_before(index, part.facts["id"][part.id_order]), part.id_order + len(index))
    owner = room.append("owner", index.owner, part.owner + len(index))
    carried = {"class_memory": index.class_memory, "id_order": order, "owner": owner}
    groups: Groups | None = vars(index).get("groups")
    if groups is not None and whole.blank == index.blank:
        carried["groups"] = groups.joined(whole.text[np.arange(len(index.text), len(whole.text))])
    if "at_place" in vars(index):
        carried["at_place"] = lists_behind(index.at_place, whole.classes(JOB_PLACE)[1][len(index) :])
    return carried


def carried_without(index: JobIndex, gone: Array, fewer: JobIndex, text_rows: Array) -> dict[str, Any]:
    """Return what was computed of ``index`` as it holds for ``fewer``, the same without some rows; ``text_rows`` are left."""
    place = _places_of_those_left(len(index), gone)
    carried = {"class_memory": index.class_memory, "id_order": _left(index.id_order, place), "owner": place[index.owner[text_rows]]}
    groups: Groups | None = vars(index).get("groups")
    if groups is not None and fewer.blank == index.blank:
        carried["groups"] = groups.kept(text_rows)
    if "at_place" in vars(index):
        sizes = index.at_place.sizes - np.bincount(index.classes(JOB_PLACE)[1][gone], minlength=len(index.at_place.sizes))
        carried["at_place"] = Lists(_left(index.at_place.order, place), _starts(sizes[sizes > 0]))
    return carried


def lists_behind(lists: Lists, of_row: Array) -> Lists:
    """Return lists with more rows, given the group of each; groups beyond those of ``lists`` are new.

    >>> more = lists_behind(Lists.of(np.array([0, 1, 0]), 2), np.array([2, 3, 0, 2]))
    >>> more.order.tolist(), more.start.tolist()
    ([0, 2, 5, 1, 3, 6, 4], [0, 3, 4, 6, 7])
    """
    before = len(lists.sizes)
    added = np.bincount(of_row, minlength=before)
    sizes = np.concatenate([lists.sizes, np.zeros(len(added) - before, dtype=np.int64)]) + added
    by_group = np.argsort(of_row, kind="stable")
    ends = lists.start[np.minimum(of_row + 1, before)]
    return Lists(np.insert(lists.order, ends[by_group], by_group + len(lists.order)), _starts(sizes))


def _starts(sizes: Array) -> Array:
    return np.concatenate([[0], np.cumsum(sizes)])


def _places_of_those_left(rows: int, gone: Array) -> Array:
    """Return where each row stands when some are gone, −1 for these, int64 ``[rows]``."""
    left = np.ones(rows, dtype=bool)
    left[gone] = False
    place = np.cumsum(left) - 1
    place[gone] = -1
    return place


def _left(rows: Array, place: Array) -> Array:
    """Return the rows that are left, in the order they are in, by their new places."""
    found = place[rows]
    return found[found >= 0]
