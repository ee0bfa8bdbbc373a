"""Spreadsheets as staff keep them → clean rows: workers and jobs, and what was wrong with them.

::

    read ─▶ sheets        the file: limits; small tables of an office's own: tables
         ─▶ headers       header rows
            headings/     what names of columns mean: columns, meanings, vocabulary (aliases, job_aliases)
         ─▶ layouts/      where facts stand: sections, crossed, cards (labelled), keyless, headless; prose (notices)
                          lines of data, rows: spread, choices, joint_columns, footers, letterhead,
                          enumerations (counted), continuations
         ─▶ jobs/         row (reader): words, openings, pay, conditions, dates, place, limits
            workers/      row (reader): identity, facts, home, wishes (wanted); consistency
         ─▶ notations     pay (amounts, pay_parts), age, education, experience, dates, slashed, lodging, identity,
                          groups, answers, wishes, wish_sentence, workplace, clauses, compliance, located, text
         ─▶ problems      what was wrong; refused: why a workbook holds no such table
    reconcile             two rosters compared by ID number
"""

from __future__ import annotations

from jobmatch.forms.headings.meanings import match_headers
from jobmatch.forms.read import read_jobs, read_workers

__all__ = ["match_headers", "read_jobs", "read_workers"]
