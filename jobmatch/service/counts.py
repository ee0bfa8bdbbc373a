"""How many people were sent to each job and hired: what the job itself states, and what the ledger counts where it is full."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from jobmatch.schema import Jobs
from jobmatch.schema.casting import plain

COUNTED = ("referred", "placed")
Sent = tuple[int | None, ...]
"""People sent and people hired."""


class Counts:
    """What the ledger counts of the jobs that it has filled, beside what these state themselves.

    Examples
    --------
    >>> counts = Counts()
    >>> counts.full = {"J1": (3, 0)}
    >>> jobs = counts.matched(Jobs(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工", "保安员"], "openings": [1, 1]})))
    >>> jobs.frame["referred"].tolist(), counts.stated(jobs).frame["referred"].isna().all()
    ([3, <NA>], np.True_)
    """

    def __init__(self) -> None:
        self.full: Mapping[str, Sent] = {}
        self._own: dict[str, Sent] = {}

    def matched(self, jobs: Jobs) -> Jobs:
        """Return jobs as people are matched to them, the ledger's numbers in place of their own where it has filled them."""
        self._own = {job_id: sent for job_id, sent in self._own.items() if job_id in self.full}
        if self.full:
            for row, job_id in enumerate(jobs.columns_read["job_id"]):
                if job_id in self.full:
                    self._own[job_id] = tuple(plain(jobs.columns_read[name][row]) for name in COUNTED)
        return _with(jobs, self.full)

    def stated(self, jobs: Jobs) -> Jobs:
        """Return matched jobs as they were sent in."""
        return _with(jobs, self._own)

    def stated_row(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return one row of the matched jobs as it was sent in."""
        own = self._own.get(str(row["job_id"]))
        return row if own is None else {**row, **dict(zip(COUNTED, own, strict=True))}


def _with(jobs: Jobs, known: Mapping[str, Sent]) -> Jobs:
    """Return jobs with other numbers of people sent and hired, where they are known."""
    if not known or not any(job_id in known for job_id in jobs.columns_read["job_id"]):
        return jobs
    cells = {name: [plain(cell) for cell in jobs.columns_read[name]] for name in COUNTED}
    for row, job_id in enumerate(jobs.columns_read["job_id"]):
        for name, people in zip(COUNTED, known.get(job_id, ()), strict=False):
            cells[name][row] = people
    return jobs.replaced({name: pd.array(people, dtype="Int64") for name, people in cells.items()})
