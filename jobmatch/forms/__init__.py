"""Spreadsheets as staff keep them → clean rows: workers and jobs, and what was wrong with them.

::

    read ─▶ sheets      the file: limits
         ─▶ headers     what columns mean: columns, beside, vocabulary (aliases, job_aliases); layouts (sections, tables side by side),
                        cards (labelled), keyless, headless; prose (notices)
         ─▶ rows        lines of data: spread, choices, together, footers, letterhead, several
         ─▶ jobs        (reader) job_words, job_openings, job_pay, job_conditions, job_dates, job_place, job_limits
            workers     worker_identity, worker_facts, worker_home, worker_wishes (worker_wanted); consistency
         ─▶ notations   pay (amounts, composed), age, education, experience, dates, slashed, lodging, identity,
                        groups, answers, wishes, wished, workplace, clauses, compliance, located, text
"""

from __future__ import annotations

from jobmatch.forms.beside import match_headers
from jobmatch.forms.read import read_jobs, read_workers

__all__ = ["match_headers", "read_jobs", "read_workers"]
