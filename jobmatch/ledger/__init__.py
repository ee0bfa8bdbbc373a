"""The 台账: who was sent where, what became of it, and who is to be served again.

::

    enter ─▶ refer ─▶ (the workbook is filled in by hand) ─▶ import_outcomes ─▶ history ─▶ the next match
                                                                  │
                                    follow-ups due at 1, 3, 6 months; re-service queue; statistics

::

    book       the ledger: opened, asked and written to
    entering   persons and posts as rows                  keys       how each is known again
    letters    the numbers of referrals                   limits     whom nobody may be sent
    recording  outcomes, checked and taken back           workbook   outcomes read from the filled-in list
    history    what was tried, for the next match         aftercare  calls due, and who is served again
    contact    consents, messages and services            monthly    the report, from plain tables (views)
    database   SQLite or PostgreSQL, and the tables in it

A person is known by a keyed hash of the ID number; names, ID numbers and phones are not in it.
"""

from jobmatch.ledger.aftercare import but_the_hired, follow_up, follow_ups_due, queue, to_serve_again
from jobmatch.ledger.book import Ledger
from jobmatch.ledger.contact import agreed, pushed, record_consents, record_pushes, record_services
from jobmatch.ledger.monthly import monthly_report
from jobmatch.ledger.recording import Entry, Verdict
from jobmatch.ledger.workbook import ImportReport, import_outcomes
from jobmatch.schema.outcomes import ID_COLUMNS, OUTCOME_CHOICES, OUTCOME_COLUMNS, OUTCOMES, read_outcome

__all__ = [
    "ID_COLUMNS",
    "OUTCOMES",
    "OUTCOME_CHOICES",
    "OUTCOME_COLUMNS",
    "Entry",
    "ImportReport",
    "Ledger",
    "Verdict",
    "agreed",
    "but_the_hired",
    "follow_up",
    "follow_ups_due",
    "import_outcomes",
    "monthly_report",
    "pushed",
    "queue",
    "read_outcome",
    "record_consents",
    "record_pushes",
    "record_services",
    "to_serve_again",
]
