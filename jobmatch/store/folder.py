"""A saved folder: generations of plain files, and one small ``CURRENT`` that names the one that counts.

::

    county.jobmatch/
      CURRENT            {"generation": "gen-0003", "manifest": sha256 of its manifest}
      gen-0003/
        manifest.json    versions, counts, policy; size and sha256 of every other file
        …                arrays and tables

A folder cannot be replaced in one step, a file can: a save writes a new generation and then moves ``CURRENT``
into place. Whoever reads sees the old generation or the new one, whole: one that is removed under his eyes is read
no further, but the next from its beginning. Old generations are removed afterwards; one that Windows still maps is left
for the next save. Who saves waits for the one before (``locks``), or one might remove what the other has just finished.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from jobmatch.errors import StoreError
from jobmatch.store.locks import LOCK, alone_in

FORMAT = 12
"""Version of the layout; another one is refused."""
SMALL_BYTES = 256 * 2**20
"""A saved folder up to this size is checked byte by byte at every load; of a larger one only the small files."""
SMALL_FILE_BYTES = 2**20
ATTEMPTS = 20
"""Generations that are read at most, each replaced by the next before it was read."""
Found = TypeVar("Found")
CURRENT, MANIFEST = "CURRENT", "manifest.json"


@contextmanager
def new_generation(path: str | Path) -> Iterator[tuple[Path, Callable[[dict[str, Any]], None]]]:
    """Yield a new generation's folder, and the function that seals it with a manifest and makes it the current one.

    Without the seal the generation is removed, and the one before stays the current one.

    Raises
    ------
    StoreError
        The path is a file, or a folder that holds something else, or nothing can be written there.
    """
    root = Path(path)
    with _said_by(root):
        _check_root(root)
        root.mkdir(parents=True, exist_ok=True)
    with _said_by(root), alone_in(root):
        yield from _generation(root)


def _generation(root: Path) -> Iterator[tuple[Path, Callable[[dict[str, Any]], None]]]:
    before, generation, sealed = _current_name(root), _make_next(root), False

    def seal(facts: dict[str, Any]) -> None:
        nonlocal sealed
        _seal(root, generation, facts)
        sealed = True

    try:
        yield generation, seal
    finally:
        if not sealed:
            shutil.rmtree(generation, ignore_errors=True)
    _remove_older(root, generation.name, before)


@contextmanager
def _said_by(root: Path) -> Iterator[None]:
    """Say of what the system does not let be written where it was to go, and what to do."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(f"{root}：写不进（{reason}）；请检查文件夹是否只读、磁盘是否已满，或换一个位置再保存") from error


def read_current(path: str | Path, read: Callable[[Path, dict[str, Any]], Found], *, verify: bool = False) -> Found:
    """Return what ``read`` makes of the current generation's folder and its manifest, checked.

    Sizes are always checked, contents up to ``SMALL_BYTES`` in all, or all of them with ``verify``. Where another generation
    is the current one before all is read, it is read instead.

    Raises
    ------
    StoreError
        Nothing saved there, another version, or files that are missing or damaged.
    """
    root = Path(path)
    for _ in range(ATTEMPTS):
        pointer = _pointer(root)
        generation = root / pointer["generation"]
        try:
            manifest = _manifest(generation, pointer["manifest"])
            _check_files(generation, manifest["files"], verify)
            return read(generation, manifest)
        except (StoreError, OSError) as error:
            if _pointer(root) != pointer:
                continue
            if isinstance(error, StoreError):
                raise
            raise StoreError(f"{generation}：读不出（{error.strerror or error}）；请检查文件夹的权限和磁盘，或从备份恢复") from error
    raise StoreError(f"{root}：正在被反复保存，读不到完整的一代；请稍后再读")


def _seal(root: Path, generation: Path, facts: dict[str, Any]) -> None:
    names = sorted(file.name for file in generation.iterdir())
    with ThreadPoolExecutor() as pool:
        sums = list(pool.map(lambda name: _sum(generation / name), names))
    files = {name: {"bytes": (generation / name).stat().st_size, "sha256": sha} for name, sha in zip(names, sums, strict=True)}
    manifest = json.dumps({"format": FORMAT, **facts, "files": files}, ensure_ascii=False, indent=1).encode()
    _write(generation / MANIFEST, manifest)
    pointer = {"generation": generation.name, "manifest": hashlib.sha256(manifest).hexdigest()}
    waiting = root / f"{CURRENT}.{generation.name}"
    _write(waiting, json.dumps(pointer).encode())
    os.replace(waiting, root / CURRENT)


def _check_root(root: Path) -> None:
    if root.exists() and not root.is_dir():
        raise StoreError(f"{root} 是一个文件；保存匹配器需要一个文件夹，请换一个名字")
    strange = root.is_dir() and {one.name for one in root.iterdir()} - {LOCK}
    if strange and not (_numbers(root) or (root / CURRENT).exists()):
        raise StoreError(f"{root} 里已有别的内容，不是匹配器的保存文件夹；请换一个空的或新的文件夹")


def _make_next(root: Path) -> Path:
    number = max(_numbers(root), default=0) + 1
    while True:
        generation = root / f"gen-{number:04d}"
        try:
            generation.mkdir()
            return generation
        except FileExistsError:
            number += 1


def _numbers(root: Path) -> list[int]:
    return [int(one.name[4:]) for one in root.glob("gen-*") if one.name[4:].isdigit()]


def _remove_older(root: Path, kept: str, before: str | None) -> None:
    """Remove finished older generations, and unfinished ones from before the last save; what is mapped may stay."""
    last = int(before[4:]) if before else 0
    for number in _numbers(root):
        folder = root / f"gen-{number:04d}"
        if number < int(kept[4:]) and (number < last or (folder / MANIFEST).exists()):
            shutil.rmtree(folder, ignore_errors=True)


def _current_name(root: Path) -> str | None:
    return str(_pointer(root)["generation"]) if (root / CURRENT).is_file() else None


def _pointer(root: Path) -> dict[str, str]:
    if not (root / CURRENT).is_file():
        raise StoreError(f"{root}：这里没有保存过匹配器（缺少 {CURRENT}）；请检查路径")
    found = _json((root / CURRENT).read_bytes(), root / CURRENT)
    name = found.get("generation")
    if not isinstance(name, str) or not name.startswith("gen-") or not name[4:].isdigit() or "manifest" not in found:
        raise _damaged(root / CURRENT, "内容不完整")
    return found


def _manifest(generation: Path, sha256: str) -> dict[str, Any]:
    file = generation / MANIFEST
    if not file.is_file():
        raise _damaged(file, "文件缺失")
    content = file.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise _damaged(file, "校验和不符")
    manifest = _json(content, file)
    version = manifest.get("format")
    if version != FORMAT:
        older = isinstance(version, int) and version < FORMAT
        advice = "请用新版本重新建立并保存" if older else "请升级 jobmatch 再读"
        raise StoreError(f"{generation}：保存格式是第 {version} 版，本程序（jobmatch）读第 {FORMAT} 版；{advice}")
    return manifest


def _check_files(generation: Path, files: dict[str, dict[str, Any]], verify: bool) -> None:
    wrong = [name for name, told in files.items() if _size(generation / name) != told["bytes"]]
    if wrong:
        raise _damaged(generation, f"文件缺失或大小不符：{'、'.join(wrong[:5])}")
    whole = verify or sum(told["bytes"] for told in files.values()) <= SMALL_BYTES
    names = [name for name, told in files.items() if whole or told["bytes"] <= SMALL_FILE_BYTES]
    with ThreadPoolExecutor() as pool:
        sums = pool.map(lambda name: _sum(generation / name), names)
        wrong = [name for name, found in zip(names, sums, strict=True) if found != files[name]["sha256"]]
    if wrong:
        raise _damaged(generation, f"校验和不符：{'、'.join(wrong[:5])}")


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else -1


def _sum(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _write(file: Path, content: bytes) -> None:
    with file.open("wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())


def _json(content: bytes, file: Path) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except ValueError as error:
        raise _damaged(file, "内容读不出") from error
    if not isinstance(found, dict):
        raise _damaged(file, "内容读不出")
    return found


def _damaged(file: Path, what: str) -> StoreError:
    return StoreError(f"{file}：保存的匹配器已损坏（{what}）；请从备份恢复，或用岗位表重新建立并保存")
