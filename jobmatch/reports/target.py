"""Where a report goes: refused before the work is done, not after, and never under a name that says another kind of file."""

from __future__ import annotations

import errno
from pathlib import Path

from jobmatch.errors import TableError

TABLE = (".xlsx",)
"""Suffixes of a workbook."""
CARDS = (".html", ".htm", ".pdf")
"""Suffixes of pages to print."""
REPORT = (".xlsx", ".html", ".htm")
"""Suffixes of statistics."""


def folder(path: Path) -> Path:
    """Return the path of a folder that is to be written, there already or not.

    Raises
    ------
    FileExistsError
        There is a file of that name.
    """
    if path.exists() and not path.is_dir():
        raise FileExistsError(errno.EEXIST, "这个名字已经是一个文件；请换一个文件夹名", str(path))
    return path


def target(path: str | Path, *suffixes: str) -> Path:
    """Return the path of a file of one of these kinds that is to be written.

    >>> target("推荐表.csv", *TABLE)
    Traceback (most recent call last):
    jobmatch.errors.TableError: 推荐表.csv 只能写成 .xlsx；请改文件名的后缀

    Raises
    ------
    TableError
        The name says another kind of file: Excel would not open a workbook called ``.csv``.
    NotADirectoryError
        There is no such folder, or the path is a folder itself.
    """
    found = Path(path)
    if found.is_dir() or not found.resolve().parent.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "文件夹不存在，或给的不是文件名", str(found))
    if found.suffix.lower() not in suffixes:
        raise TableError(f"{found.name} 只能写成 {'、'.join(suffixes)}；请改文件名的后缀")
    return found
