"""The job index at rest: one ``.npy`` file an array, mapped into memory when loaded.

What a search computes of the jobs once and for all (classes, order of ids) is kept too, so that a loaded matcher
answers its first question at once. The arrays end in spare rows (``room``): new jobs are written there, in memory
only, and nobody has to copy what is there already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from jobmatch.errors import StoreError
from jobmatch.search.groups import Groups
from jobmatch.search.index import JobIndex, in_order
from jobmatch.search.texts import Texts
from jobmatch.store.room import Room, spare
from jobmatch.terms.term import ONE, Array, Facts

KEPT = ("id_order", "id_rank", "owner")
"""What the index computes once, beside its classes."""
PART_ROWS = 50_000
"""Rows written at a time."""
GROUPS = ("centre", "radius", "of_row", "away")
"""The groups of the text rows, where they are many."""


def write_index(index: JobIndex, folder: Path) -> dict[str, Any]:
    """Write the arrays of an index and return what the manifest must know of them."""
    _write(folder / "text.npy", index.text, index.text.width)
    words: dict[str, list[str]] = {}
    for name, values in [("start", index.start), *((name, getattr(index, name)) for name in KEPT)]:
        np.save(folder / f"{name}.npy", values, allow_pickle=False)
    for name, values in index.facts.items():
        if name == "id":
            continue
        if values.dtype == object:
            words[name], values = _coded(values)
        _write(folder / f"fact-{name}.npy", values)
    if index.groups is not None:
        for name in GROUPS:
            np.save(folder / f"groups-{name}.npy", getattr(index.groups, name), allow_pickle=False)
    classes = list(index._classes)
    for number, names in enumerate(classes):
        _write_classes(folder / f"classes-{number}", index._classes[names][1])
    shape = {"jobs": len(index), "rows": len(index.text), "slope": index.slope, "offset": index.offset}
    return {**shape, "facts": list(index.facts), "words": words, "classes": classes, "grouped": index.groups is not None}


def read_index(folder: Path, told: Mapping[str, Any], ids: Any) -> tuple[JobIndex, Room]:
    """Return the index over mapped arrays, and these with the spare rows behind them.

    Raises
    ------
    StoreError
        An array is not what the manifest says.
    """
    try:
        room, rows = Room(), told["jobs"]
        kept = {name: _map(folder / f"{name}.npy") for name in KEPT}
        facts = {name: ids if name == "id" else room.keep(name, larger, rows) for name, larger in _facts(folder, told)}
        text = room.keep("text", _map(folder / "text.npy", "c"), told["rows"])
        classes = {
            in_order(tuple(names)): _read_classes(folder / f"classes-{number}", facts, in_order(tuple(names)), room)
            for number, names in enumerate(told["classes"])
        }
        start = _map(folder / "start.npy")
        index = JobIndex(Texts(text), start, facts, told["slope"], told["offset"], _classes=classes)
        vars(index).update(kept, groups=Groups(*(_map(folder / f"groups-{name}.npy") for name in GROUPS)) if told["grouped"] else None)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise StoreError(f"{folder}：读不出保存的数组（{error}）；请从备份恢复，或用岗位表重新建立并保存") from error
    if len(index) != told["jobs"] or any(len(values) != len(index) for values in facts.values()):
        raise StoreError(f"{folder}：数组的长度与清单所记的 {told['jobs']} 个岗位不符；请用岗位表重新建立并保存")
    return index, room


def _write(file: Path, values: Array | Texts, *width: int) -> None:
    """Write an array with spare rows at its end; most systems keep these as a hole that takes no room."""
    shape = spare(len(values)), *width
    target = np.lib.format.open_memmap(file, mode="w+", dtype=values[:0].dtype, shape=shape)
    for at in range(0, len(values), PART_ROWS):
        target[at : min(at + PART_ROWS, len(values))] = values[at : at + PART_ROWS]
    target.flush()
    del target


def _coded(values: Array) -> tuple[list[str], Array]:
    distinct, codes = np.unique(values.astype(str), return_inverse=True)
    return distinct.tolist(), codes.astype(np.int32)


def _facts(folder: Path, told: Mapping[str, Any]) -> Iterator[tuple[str, Array]]:
    """Yield every fact with its spare rows."""
    for name in told["facts"]:
        values = _map(folder / f"fact-{name}.npy", "c") if name != "id" else np.zeros(0)
        yield name, np.array(told["words"][name] or [""], dtype=object)[values] if name in told["words"] else values


def _write_classes(stem: Path, of_row: Array) -> None:
    """Write each job's class, and for each class a job that is of it."""
    first = np.empty(int(of_row.max(initial=-1)) + 1, dtype=np.int64)
    first[of_row[::-1]] = np.arange(len(of_row))[::-1]
    _write(stem.with_name(stem.name + "-of.npy"), of_row)
    np.save(stem.with_name(stem.name + "-first.npy"), first, allow_pickle=False)


def _read_classes(stem: Path, facts: Facts, names: tuple[str, ...], room: Room) -> tuple[Facts, Array]:
    first = _map(stem.with_name(stem.name + "-first.npy"))
    of_row = room.keep(str(names), _map(stem.with_name(stem.name + "-of.npy"), "c"), len(next(iter(facts.values()))))
    return {name: np.asarray(facts[name][first]) for name in names} if names else {ONE: np.zeros(1)}, of_row


def _map(file: Path, mode: Any = "r") -> Array:
    """Return a mapped array as a plain ndarray; an empty file cannot be mapped and is read."""
    try:
        return np.asarray(np.load(file, mmap_mode=mode, allow_pickle=False))
    except ValueError:
        return np.load(file, allow_pickle=False)  # type: ignore[no-any-return]
