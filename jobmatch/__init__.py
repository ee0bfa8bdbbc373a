"""jobmatch matches workers to jobs for public employment services."""

from __future__ import annotations

__version__ = "0.1.0"
