"""Any sentence-transformers model as an encoder (extra ``neural``).

The vectors are kept on disk by what they depend on, the model's fingerprint and the text, so that a second
run over the same postings costs nothing. A text is stored as a hash alone: names and phone numbers that
stand in it are in no cache.
"""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from jobmatch.errors import EncoderError, MissingExtra
from jobmatch.language.calibration import Calibration, calibrate, unit_rows
from jobmatch.language.plain_texts import plain_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class SentenceEncoder:
    """Any sentence-transformers model, by folder or name, in batches and with a cache on disk.

    Parameters
    ----------
    path_or_name
        Folder of a model, or the name of one to be fetched by sentence-transformers.
    batch_size
        Texts encoded at a time.
    cache
        Folder of the vectors; None: ``jobmatch/vectors`` in the user's cache folder; False: none.
    progress
        Whether a progress bar is shown; None: when a person watches (a terminal) and there is much to do.

    Raises
    ------
    MissingExtra
        sentence-transformers is not installed; the message names the command.
    EncoderError
        There is no such folder, or no model in it or of that name.

    Examples
    --------
    ::

        encoder = SentenceEncoder("BAAI/bge-small-zh-v1.5")  # needs the extra ``neural``
        encoder.encode(["缝纫工", ""]).shape                 # (2, 512)
        Matcher(jobs, encoder=encoder).recommend(workers)
    """

    def __init__(
        self,
        path_or_name: str | Path,
        *,
        batch_size: int = 64,
        cache: str | Path | bool | None = None,
        progress: bool | None = None,
    ) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise MissingExtra.named("neural", "SentenceEncoder") from error
        self._name = _checked(path_or_name)
        try:
            self._model = SentenceTransformer(self._name, device=None)
        except (OSError, ValueError) as error:
            raise _unusable(self._name, str(error).strip().splitlines()[0]) from error
        self._batch_size = batch_size
        self._progress = progress
        self._cache = _VectorCache(cache)

    def __repr__(self) -> str:
        return f"SentenceEncoder({Path(self._name).name!r})"

    @cached_property
    def fingerprint(self) -> str:
        """The hash of every weight of the model: what a saved matcher is bound to."""
        digest = hashlib.sha256(Path(self._name).name.encode())
        for name, weight in sorted(self._model.state_dict().items()):
            digest.update(name.encode())
            digest.update(weight.detach().cpu().float().numpy().tobytes())
        return "sentence:" + digest.hexdigest()[:16]

    @cached_property
    def calibration(self) -> Calibration:
        """The map fitted on occupation names, under which unrelated trades lie near 0 and the same near 1 (``language.calibration``)."""
        return calibrate(self)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return float32 ``[len(texts), d]``, rows of length 1, zero for blank texts."""
        texts = plain_texts(texts, "encode")
        keys = [self._key(text) for text in texts]
        known = self._cache.read(self.fingerprint, keys)
        new = {key: text for key, text in zip(keys, texts, strict=True) if key and key not in known}
        if new:
            rows = dict(zip(new, self._compute(list(new.values())), strict=True))
            self._cache.write(self.fingerprint, rows)
            known = known | rows
        zero = np.zeros(self._width(known), dtype=np.float32)
        return np.array([known.get(key, zero) for key in keys], dtype=np.float32).reshape(len(keys), len(zero))

    def _compute(self, texts: list[str]) -> NDArray[np.float32]:
        watched = sys.stderr.isatty() and len(texts) > 4 * self._batch_size
        rows = self._model.encode(
            texts,
            batch_size=self._batch_size,
            show_progress_bar=watched if self._progress is None else self._progress,
            convert_to_numpy=True,
        )
        return unit_rows(np.nan_to_num(np.asarray(rows, dtype=np.float32)))

    def _width(self, known: dict[str, NDArray[np.float32]]) -> int:
        if known:
            return len(next(iter(known.values())))
        newer = getattr(self._model, "get_embedding_dimension", None)
        return int((newer or self._model.get_sentence_embedding_dimension)() or 0)

    @staticmethod
    def _key(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()[:32] if text.strip() else ""


def _checked(path_or_name: str | Path) -> str:
    """Return the name of a model; what can only be a folder must be there, and nobody is asked for it over the network."""
    name = str(path_or_name)
    is_path = isinstance(path_or_name, Path) or Path(name).is_absolute() or name.startswith((".", "~"))
    if not name.strip():
        raise _unusable(name, "没有写模型")
    if is_path and not Path(name).is_dir():
        raise _unusable(name, "没有这个文件夹")
    return name


def _unusable(name: str, why: str) -> EncoderError:
    return EncoderError(f"SentenceEncoder 用不了 {name!r}：{why}；请给出 sentence-transformers 模型的文件夹，或者模型库里的名称")


class _VectorCache:
    """Vectors on disk: one folder a model, 256 files in it by the first byte of the text's hash."""

    def __init__(self, folder: str | Path | bool | None) -> None:
        self._folder = None if folder is False else _cache_folder() if folder in (None, True) else Path(str(folder))

    def read(self, fingerprint: str, keys: list[str]) -> dict[str, NDArray[np.float32]]:
        found: dict[str, NDArray[np.float32]] = {}
        wanted = {key for key in keys if key}
        for shard in sorted({key[:2] for key in wanted}):
            kept = self._shard(fingerprint, shard)
            found |= {key: kept[key] for key in wanted & kept.keys()}
        return found

    def write(self, fingerprint: str, rows: dict[str, NDArray[np.float32]]) -> None:
        if self._folder is None:
            return
        for shard in sorted({key[:2] for key in rows}):
            kept = self._shard(fingerprint, shard) | {k: row for k, row in rows.items() if k[:2] == shard}
            self._replace(self._path(fingerprint, shard), kept)

    def _shard(self, fingerprint: str, shard: str) -> dict[str, NDArray[np.float32]]:
        path = self._path(fingerprint, shard)
        if path is None or not path.is_file():
            return {}
        with np.load(path, allow_pickle=False) as kept:
            return dict(zip(kept["keys"].tolist(), kept["rows"], strict=True))

    def _path(self, fingerprint: str, shard: str) -> Path | None:
        return self._folder and self._folder / fingerprint.replace(":", "-") / f"{shard}.npz"

    @staticmethod
    def _replace(path: Path | None, rows: dict[str, Any]) -> None:
        if path is None:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.stem}.{os.getpid()}.tmp.npz")
        np.savez(draft, keys=np.array(list(rows)), rows=np.array(list(rows.values()), dtype=np.float32))
        draft.replace(path)


def _cache_folder() -> Path:
    """Return the folder for vectors: ``JOBMATCH_CACHE``, or the system's place for caches."""
    own = os.environ.get("JOBMATCH_CACHE")
    if own:
        return Path(own) / "vectors"
    local = os.environ.get("LOCALAPPDATA") if os.name == "nt" else os.environ.get("XDG_CACHE_HOME")
    return Path(local or Path.home() / ".cache") / "jobmatch" / "vectors"
