"""Two towers: a low-rank bilinear form over the text vectors of people and jobs, beside their inner product.

::

    fit = slope · (⟨q, d⟩ + ⟨qA, dB⟩) + offset

``q`` and ``d`` are the text rows of a person and a job, ``A`` and ``B`` have few columns. What they hold was learned
from outcomes (``jobmatch.learning``). ``terms.fit`` writes qA and dB beside q and d: one inner product still, so search
stays exact and floor, calibration and explanation stand as they are.
"""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.errors import EncoderError, StoreError
from jobmatch.language.encoders import AdoptedEncoder, adopt

Vectors = NDArray[np.float32]


class TwoTowerEncoder(AdoptedEncoder):
    """An encoder with the two towers that outcomes taught.

    Parameters
    ----------
    encoder
        Any object with ``encode(list[str])``; its vectors are kept as they are.
    query, document
        ``A`` and ``B``, ``[d, rank]``.

    Raises
    ------
    EncoderError
        The towers have not the width of the encoder, or not the same rank.

    Examples
    --------
    >>> from jobmatch.language.encoders import default_encoder
    >>> none = np.zeros((default_encoder().dimension, 4), dtype=np.float32)
    >>> TwoTowerEncoder(default_encoder(), none, none).rank
    4
    """

    def __init__(self, encoder: Any, query: Vectors, document: Vectors) -> None:
        super().__init__(adopt(encoder))
        self.query, self.document = (np.array(tower, dtype=np.float32, order="C") for tower in (query, document))
        width = self.encode([""]).shape[1]
        if not self.query.shape == self.document.shape == (width, self.rank):
            raise EncoderError(f"towers of {self.query.shape} and {self.document.shape} over vectors of width {width}")

    def __repr__(self) -> str:
        return f"TwoTowerEncoder({self._encoder!r}, rank {self.rank})"

    @property
    def rank(self) -> int:
        """Return how many columns each tower adds to a row."""
        return int(self.query.shape[-1])

    @cached_property
    def fingerprint(self) -> str:
        """Return the hash of the encoder's fingerprint and both towers."""
        digest = hashlib.sha256(str(self._encoder.fingerprint).encode())
        digest.update(self.query.tobytes() + self.document.tobytes())
        return "towers:" + digest.hexdigest()[:16]

    def save(self, path: str | Path) -> Path:
        """Write the towers to a folder (safetensors and JSON) and return it; the encoder itself is not written.

        >>> import tempfile
        >>> from jobmatch.language.encoders import default_encoder
        >>> none = np.zeros((default_encoder().dimension, 4), dtype=np.float32)
        >>> folder = TwoTowerEncoder(default_encoder(), none, none).save(tempfile.mkdtemp())
        >>> sorted(path.name for path in folder.iterdir()), TwoTowerEncoder.load(folder, default_encoder()).rank
        (['towers.json', 'towers.safetensors'], 4)
        """
        from safetensors.numpy import save_file

        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        save_file({"query": self.query, "document": self.document}, str(folder / "towers.safetensors"))
        (folder / "towers.json").write_text(json.dumps({"encoder": self._encoder.fingerprint}), encoding="utf-8")
        return folder

    @classmethod
    def load(cls, path: str | Path, encoder: Any) -> TwoTowerEncoder:
        """Return the towers of a folder over the encoder they were learned with.

        Raises
        ------
        StoreError
            Nothing was saved there, or with another encoder.
        """
        from safetensors.numpy import load_file

        folder = Path(path)
        if not (folder / "towers.json").is_file() or not (folder / "towers.safetensors").is_file():
            raise StoreError(f"{folder}: no towers.json and towers.safetensors; nothing was saved here")
        learned_with = json.loads((folder / "towers.json").read_text(encoding="utf-8"))["encoder"]
        if learned_with != adopt(encoder).fingerprint:
            raise StoreError(f"{folder}: learned with the encoder {learned_with}, not {adopt(encoder).fingerprint}")
        arrays = load_file(str(folder / "towers.safetensors"))
        return cls(encoder, arrays["query"], arrays["document"])


def with_tower(vectors: NDArray[Any], encoder: Any, *, query: bool) -> NDArray[Any]:
    """Return the rows with their projection beside them, where the encoder has towers.

    Projected in float64, so that a text has the same row to the last bit of float32 whatever stands beside it.

    >>> from jobmatch.language.encoders import default_encoder
    >>> towers = TwoTowerEncoder(default_encoder(), *np.ones((2, default_encoder().dimension, 3), dtype=np.float32))
    >>> row = np.ones((1, default_encoder().dimension), dtype=np.float32)
    >>> with_tower(row, towers, query=True).shape[1] - row.shape[1], with_tower(row, default_encoder(), query=True) is row
    (3, True)
    """
    if not isinstance(encoder, TwoTowerEncoder):
        return vectors
    tower = encoder.query if query else encoder.document
    return np.hstack([vectors, (vectors.astype(np.float64) @ tower).astype(np.float32)])
