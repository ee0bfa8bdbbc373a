"""How the ledger knows a person again without knowing the ID number.

A person is ``HMAC-SHA256(salt, id18)``: without the salt nobody can find out whose row it is, not even by
trying all ID numbers of a county. The salt is 32 random bytes in a key file beside the database, readable by
its owner alone. Keep a copy of it apart from the database: without it nobody in the ledger is known again.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from jobmatch.errors import LedgerError

SALT_BYTES = 32


def read_salt(path: Path, *, create: bool) -> bytes:
    """Return the salt in the key file ``path``, made first when there is none and ``create`` is true.

    Raises
    ------
    LedgerError
        There is no key file and none may be made, or what it holds is no key.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "台账.db.key"
    >>> len(read_salt(file, create=True)), read_salt(file, create=False) == read_salt(file, create=True)
    (32, True)
    """
    if not path.exists() and create:
        _write_salt(path)
    try:
        salt = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        raise LedgerError(f"找不到台账密钥文件 {path}；请从备份中恢复，没有它无法认出台账里的人") from None
    except (ValueError, UnicodeDecodeError):
        raise LedgerError(f"{path} 不是台账密钥文件（应为 {2 * SALT_BYTES} 位十六进制数）") from None
    if len(salt) != SALT_BYTES:
        raise LedgerError(f"{path} 不完整：密钥应为 {SALT_BYTES} 字节，实为 {len(salt)} 字节；请从备份中恢复")
    return salt


def _write_salt(path: Path) -> None:
    """Write a fresh salt, whole or not at all; the first of two writers wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(SALT_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        draft.replace(path)
        return
    draft.unlink()


def keyed(salt: bytes, text: str) -> str:
    """Return the keyed hash of ``text`` as 64 hexadecimal digits.

    >>> keyed(bytes(32), "50023619900101012X")[:12]
    'e433f17dfa84'
    """
    return hmac.new(salt, text.encode("utf-8"), hashlib.sha256).hexdigest()


def office_mark(salt: bytes) -> str:
    """Return two letters that stand in the numbers of this ledger's letters.

    >>> office_mark(bytes(32))
    'GT'
    """
    first, second = divmod(int(keyed(salt, "jobmatch letters")[:8], 16) % len(_LETTERS) ** 2, len(_LETTERS))
    return _LETTERS[first] + _LETTERS[second]


_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I and O, which are taken for 1 and 0


def person_keys(salt: bytes, frame: pd.DataFrame) -> pd.Series:
    """Return the person key of every row of a table of workers, as a Series on the same index.

    The ID number where there is one (its first 18 characters, upper-case X); else name, birth date and
    village together; else the office's own number of the worker, which must then not change between files.

    >>> people = {"id_number": ["500241199900000012", None, None], "birth_date": [None, "1980-05-01", None], "name": ["甲", "乙", "丙"]}
    >>> frame = pd.DataFrame({**people, "village": None, "worker_id": ["W1", "W2", "W3"]}).astype({"id_number": "string"})
    >>> moved = frame.assign(worker_id=["X1", "X2", "X3"])  # only the third is known by the office's number
    >>> (person_keys(bytes(32), frame) == person_keys(bytes(32), moved)).tolist()
    [True, True, False]
    """
    ids = frame["id_number"].fillna("").str.upper().str[:18]
    births = pd.to_datetime(frame["birth_date"]).dt.strftime("%Y%m%d").fillna("")
    names, villages = (frame[column].fillna("").str.replace(" ", "") for column in ("name", "village"))
    rows = zip(ids, names, births, villages, frame["worker_id"], strict=True)
    return pd.Series([keyed(salt, _identity(*row)) for row in rows], index=frame.index, dtype="string")


def _identity(number: str, name: str, birth: str, village: str, worker_id: str) -> str:
    if len(number) == 18:
        return number
    return f"{name}|{birth}|{village}" if name and birth else f"worker_id|{worker_id}"


def post_keys(frame: pd.DataFrame) -> pd.Series:
    """Return a key per posting that survives new job numbers: employer, title and work place together.

    Postings that agree in all three are told apart by their order in the table; a posting without an employer
    is known by its number and title.

    >>> jobs = pd.DataFrame({"job_id": ["J1"], "employer": ["甲厂"], "title": ["缝纫工"], "work_address": ["奉节县 白帝镇"]})
    >>> post_keys(jobs).tolist() == post_keys(jobs.assign(job_id="B7", work_address="奉节县白帝镇")).tolist()
    True
    """
    names = post_names(frame)
    again = names.groupby(names).cumcount()
    keys = [post_key(name, nth) for name, nth in zip(names, again, strict=True)]
    return pd.Series(keys, index=frame.index, dtype="string")


def post_names(frame: pd.DataFrame | Mapping[str, Any]) -> pd.Series:
    """Return what each posting is known by: employer, title and work place, or number and title without an employer.

    >>> post_names(pd.DataFrame({"job_id": ["J1"], "employer": [None], "title": ["缝纫 工"], "work_address": ["秀山县"]})).tolist()
    ['J1|缝纫工']
    """
    parts = {name: pd.Series(frame[name]).fillna("").str.replace(r"\s", "", regex=True) for name in _POST_PARTS}
    named = parts["employer"] + "|" + parts["title"] + "|" + parts["work_address"]
    return named.where(parts["employer"] != "", pd.Series(frame["job_id"]) + "|" + parts["title"])


def post_key(name: str, nth: int = 0) -> str:
    """Return the key of the ``nth`` posting of one name in a table.

    >>> post_key("甲厂|缝纫工|秀山县")[:12]
    'ea549c3a8704'
    """
    return hashlib.sha256(f"{name}#{nth}".encode()).hexdigest()[:32]


_POST_PARTS = ("employer", "title", "work_address")
