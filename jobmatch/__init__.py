"""jobmatch matches workers to jobs for public employment services.

::

    workers.xlsx ─ read_workers ─▶ Workers                 Jobs ◀─ read_jobs ─ jobs.xlsx
                  (problem rows set aside, with reasons)      │
                       │  places: address → point             │
                       │  language: words → vector            │
                       ▼                                      ▼
                    terms: worker classes             terms: job classes
                       └──────────▶  search (FAISS)  ◀────────┘
                                        │ exact top k under the whole score
                                        ▼
                      Matches ──▶ evaluation, explanation, workbook
                                        ▼
                      allocation ──▶ Shortlist ──▶ workbook, cards, ledger

The whole score is one inner product, so the search is exact under all of it:

    score(w, j) = Σ_t weight_t · term_t(w, j)  =  ⟨worker_vector(w), job_vector(j)⟩

Where things live: geography ``places``, requirements ``terms/requirements.py``, the formula
``terms/formula.py``, allocation ``allocation``, explanation ``explanation``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "jobmatch.forms": ("read_jobs", "read_workers"),
    "jobmatch.schema": ("Jobs", "Workers"),
    "jobmatch.policy": ("Policy",),
    "jobmatch.matcher": ("Matcher",),
    "jobmatch.matches": ("Matches", "Shortlist"),
    "jobmatch.places": ("Place", "locate"),
    "jobmatch.language.encoders": ("default_encoder",),
    "jobmatch.language.neural": ("SentenceEncoder",),
    "jobmatch.language.occupations": ("code_occupation",),
    "jobmatch.language.similarity": ("similarity",),
    "jobmatch.event": ("Event",),
    "jobmatch.ledger": ("Ledger",),
    "jobmatch.errors": (
        "AmbiguousPlace", "EncoderError", "JobmatchError", "LedgerError", "MeasureError", "MissingExtra",
        "PlaceError", "PolicyError", "StoreError", "TableError", "UnknownId", "UnknownPlace",
    ),
}  # fmt: skip
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = sorted([*_HOME_OF, "__version__"])

if TYPE_CHECKING:
    from jobmatch.errors import (
        AmbiguousPlace,
        EncoderError,
        JobmatchError,
        LedgerError,
        MeasureError,
        MissingExtra,
        PlaceError,
        PolicyError,
        StoreError,
        TableError,
        UnknownId,
        UnknownPlace,
    )
    from jobmatch.event import Event
    from jobmatch.forms import read_jobs, read_workers
    from jobmatch.language.encoders import default_encoder
    from jobmatch.language.neural import SentenceEncoder
    from jobmatch.language.occupations import code_occupation
    from jobmatch.language.similarity import similarity
    from jobmatch.ledger import Ledger
    from jobmatch.matcher import Matcher
    from jobmatch.matches import Matches, Shortlist
    from jobmatch.places import Place, locate
    from jobmatch.policy import Policy
    from jobmatch.schema import Jobs, Workers


def __getattr__(name: str) -> Any:
    """Return a public name, loading its module at first use, so that ``import jobmatch`` stays light."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'jobmatch' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return list(__all__)
