"""Spreadsheets as staff keep them → clean rows: workers and jobs, and what was wrong with them."""

from __future__ import annotations

from jobmatch.forms.headers import match_headers
from jobmatch.forms.read import read_jobs, read_workers

__all__ = ["match_headers", "read_jobs", "read_workers"]
