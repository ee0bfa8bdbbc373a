"""The exceptions of jobmatch, drawn as a tree.

::

    JobmatchError
    ├── TableError      (ValueError)   a workbook or data frame that cannot be used at all
    ├── PlaceError      (LookupError)
    │   ├── UnknownPlace                no division of that name
    │   └── AmbiguousPlace              several divisions of that name; ``.readings`` lists them
    ├── PolicyError     (ValueError)   weights, tables or quotas that cannot hold together
    ├── EncoderError    (ValueError)   an encoder that returns NaN, a wrong width, or is not the saved one
    ├── StoreError      (RuntimeError) a saved folder that is damaged, older or incomplete
    │   └── OtherEncoder               it was saved with another encoder; an EncoderError too
    ├── UnknownId       (KeyError)     a worker or job that is not there
    ├── MeasureError    (ValueError)   runs, qrels or measures that cannot be evaluated
    ├── LedgerError     (ValueError)   an event that the ledger cannot record
    │   └── NotReferred                 a person cannot be sent to some jobs; ``.notes`` says why, by job
    └── MissingExtra    (ImportError)  an optional part; the message names the command that installs it

    TableWarning        (UserWarning)  a data frame that can be used, of which a column was passed over
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobmatch.places import Place


class JobmatchError(Exception):
    """Root of every exception that jobmatch raises on purpose."""


class TableError(JobmatchError, ValueError):
    """A workbook or data frame that cannot be used at all."""


class TableWarning(UserWarning):
    """A data frame has columns that no table of its kind has, which were passed over; or bounds that nothing can meet."""


class PlaceError(JobmatchError, LookupError):
    """An address that names no single division."""


class UnknownPlace(PlaceError):
    """No division of that name."""


class AmbiguousPlace(PlaceError):
    """Several divisions answer to the address.

    Parameters
    ----------
    message
        What staff read: the address, the readings, and what to add.
    readings
        Every ``Place`` the address may mean, most likely first.
    """

    def __init__(self, message: str, readings: Sequence[Place] = ()) -> None:
        super().__init__(message)
        self.readings: tuple[Place, ...] = tuple(readings)


class PolicyError(JobmatchError, ValueError):
    """Weights, tables or quotas that cannot hold together."""


class EncoderError(JobmatchError, ValueError):
    """An encoder that returns NaN or a wrong width, or is not the one a matcher was saved with."""


class StoreError(JobmatchError, RuntimeError):
    """A saved folder that is damaged, incomplete or of another version."""


class OtherEncoder(StoreError, EncoderError):
    """A saved folder was made with another encoder than the one at hand: their vectors cannot be compared."""


class UnknownId(JobmatchError, KeyError):
    """A worker or job that is not there."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class MeasureError(JobmatchError, ValueError):
    """Runs, qrels or measures that cannot be evaluated."""


class LedgerError(JobmatchError, ValueError):
    """An event that the ledger cannot record."""


class NotReferred(LedgerError):
    """A person cannot be sent to some jobs.

    Parameters
    ----------
    notes
        Why, by job_id, in Chinese.
    """

    def __init__(self, notes: Mapping[str, str]) -> None:
        super().__init__("；".join(f"{job_id}：{why}" for job_id, why in notes.items()))
        self.notes: dict[str, str] = dict(notes)


class MissingExtra(JobmatchError, ImportError):
    """An optional part that is not installed."""

    extra: str = ""
    """Name of the extra that brings it."""

    @classmethod
    def named(cls, extra: str, what: str) -> MissingExtra:
        """Return the error that names the install command of ``extra``.

        >>> str(MissingExtra.named("neural", "SentenceEncoder"))
        'SentenceEncoder needs the extra "neural": pip install "jobmatch[neural]"'
        """
        error = cls(f'{what} needs the extra "{extra}": pip install "jobmatch[{extra}]"')
        error.extra = extra
        return error
