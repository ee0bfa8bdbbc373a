"""Spreadsheets as staff keep them → clean rows: workers and jobs, and what was wrong with them.

::

    read ─▶ sheets      the file: limits
         ─▶ headers     what columns mean: columns, meanings, vocabulary (aliases, job_aliases); layouts (sections, tables side by side),
                        crossed, cards (labelled), keyless, headless; prose (notices)
         ─▶ rows        lines of data: spread, choices, joint_columns, footers, letterhead, enumerations
         ─▶ jobs        (reader) job_words, job_openings, job_pay, job_conditions, job_dates, job_place, job_limits
            workers     worker_identity, worker_facts, worker_home, worker_wishes (worker_wanted); consistency
         ─▶ notations   pay (amounts, pay_parts), age, education, experience, dates, slashed, lodging, identity,
                        groups, answers, wishes, wish_sentence, workplace, clauses, compliance, located, text
"""

from __future__ import annotations

from jobmatch.forms.meanings import match_headers
from jobmatch.forms.read import read_jobs, read_workers

__all__ = ["match_headers", "read_jobs", "read_workers"]
