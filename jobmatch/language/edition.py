"""Which words a text is read by: the lexicon, and the models that read beside an encoder."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from jobmatch.language.characters import LEXICON
from jobmatch.language.static import shipped


@cache
def edition() -> str:
    """Return a hash of all data beside an encoder that decides what a text means: the same edition gives the same rows.

    >>> edition().startswith("words:")
    True
    """
    digest = hashlib.sha256()
    for folder in (LEXICON, shipped("occupations"), shipped("trades")):
        for file in sorted(Path(str(folder)).iterdir()):
            if file.suffix in (".csv", ".json", ".safetensors"):
                digest.update(file.name.encode() + file.read_bytes())
    return "words:" + digest.hexdigest()[:16]
