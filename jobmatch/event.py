"""A job fair: the booths of one event, shortlists before it, and walk-ins against the places that are left.

    event = Event(jobs, "2026-春风", policy=policy)
    event.allocate(workers)        the prepared lists: they take their places
    event.walk_in(person)          one person at the desk: the best booths that still have places, which it takes

Whoever was sent to a booth once is not sent there again.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from jobmatch.allocation.openings import capacities
from jobmatch.errors import TableError
from jobmatch.matcher import Matcher
from jobmatch.matches import Matches, Shortlist
from jobmatch.policy import Policy
from jobmatch.schema import Jobs, Workers
from jobmatch.search import Progress
from jobmatch.terms.term import Array


class Event:
    """One fair.

    Parameters
    ----------
    jobs
        Postings; those of the event count.
    event_id
        The event; every posting of ``jobs`` when not given.
    policy, encoder
        As for ``Matcher``.

    Raises
    ------
    TableError
        No posting is of this event; the message lists those that are there.

    Examples
    --------
    >>> jobs = pd.DataFrame({"job_id": ["J1", "J2"], "title": ["保安员"] * 2, "openings": [1, 1], "event_id": ["A", "B"]})
    >>> event = Event(jobs, "A", policy=Policy())
    >>> [len(event.walk_in(pd.DataFrame({"worker_id": [f"W{n}"], "wanted_occupation": ["保安"]}))) for n in range(4)]
    [1, 1, 1, 0]
    """

    def __init__(
        self, jobs: Jobs | pd.DataFrame, event_id: str | None = None, *, policy: Policy | None = None, encoder: Any | None = None
    ) -> None:
        self.jobs = _at_event(Jobs(jobs) if isinstance(jobs, pd.DataFrame) else jobs, event_id)
        self.matcher = Matcher(self.jobs, policy=policy, encoder=encoder)
        self._places, _ = capacities(self.jobs, self.matcher.policy, self.matcher.policy.openings.per_opening)
        self.sent = pd.DataFrame({"worker_id": pd.Series(dtype=str), "job_id": pd.Series(dtype=str)})
        """Who was sent to which job: ``worker_id, job_id``."""

    @property
    def left(self) -> Array:
        """How many more people can be sent to each job, int64 ``[jobs]``.

        Examples
        --------
        >>> event = Event(pd.DataFrame({"job_id": ["J1"], "title": ["保安员"], "openings": [1]}))
        >>> before = event.left.tolist()  # three are sent for one opening
        >>> _ = event.walk_in(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["保安"]}))
        >>> before, event.left.tolist()
        ([3], [2])
        """
        rows = self.jobs.ids.get_indexer(pd.Index(self.sent["job_id"]))
        return self._places - np.bincount(rows, minlength=len(self.jobs))

    def allocate(self, workers: Workers | pd.DataFrame, per_worker: int = 3, *, progress: Progress | None = None) -> Shortlist:
        """Return the prepared shortlists within the places that are left, and take these places; told as by a matcher.

        Examples
        --------
        >>> event = Event(pd.DataFrame({"job_id": ["J1"], "title": ["保安员"], "openings": [1]}))
        >>> people = pd.DataFrame({"worker_id": ["W1", "W2"], "wanted_occupation": ["保安"] * 2})
        >>> len(event.allocate(people)), event.left.tolist(), len(event.allocate(people))  # nobody is sent to a booth twice
        (2, [1], 0)
        """
        matcher, taken = self.matcher, self._places - self.left
        if taken.any():
            frame = self.jobs.frame.assign(referred=self.jobs.frame["referred"].fillna(0) + taken)
            matcher = Matcher(Jobs(frame), policy=self.matcher.policy, encoder=self.matcher.encoder)
        short = matcher.allocate(workers, per_worker, history=self.sent, progress=progress)
        self._take(short)
        return short

    def walk_in(self, person: Workers | pd.DataFrame, k: int = 3) -> Matches:
        """Return the best ``k`` jobs that still have places for one person, and take these places.

        Raises
        ------
        TableError
            More than one person: they come one by one, for the first takes what the next may no longer find.

        Examples
        --------
        >>> event = Event(pd.DataFrame({"job_id": ["J1"], "title": ["保安员"], "openings": [1]}))
        >>> person = pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["保安"]})
        >>> event.walk_in(person).to_frame()["job_id"].tolist(), event.left.tolist(), len(event.walk_in(person))
        (['J1'], [2], 0)
        """
        people = person if isinstance(person, Workers) else Workers(person)
        if len(people) > 1:
            raise TableError(f"walk_in 一次接待一个人，得到 {len(people)} 个；多人请逐个调用")
        full = pd.DataFrame({"job_id": self.jobs.ids[self.left <= 0]})
        barred = full.merge(pd.DataFrame({"worker_id": people.ids}), how="cross").assign(outcome="full")
        found = self.matcher.recommend(people, k, history=pd.concat([self.sent, barred], ignore_index=True))
        self._take(found)
        return found

    def walk_in_all(self, people: Workers | pd.DataFrame, k: int = 3) -> Matches:
        """Return what ``walk_in`` gave to each of ``people``, who came in the order of their rows.

        Examples
        --------
        >>> event = Event(pd.DataFrame({"job_id": ["J1"], "title": ["保安员"], "openings": [1]}))
        >>> people = pd.DataFrame({"worker_id": [f"W{n}" for n in range(4)], "wanted_occupation": ["保安"] * 4})
        >>> sorted(event.walk_in_all(people).to_frame()["worker_id"])
        ['W0', 'W1', 'W2']
        """
        people = Workers(people) if isinstance(people, pd.DataFrame) else people
        before = len(self.sent)
        for row in range(len(people)):
            self.walk_in(people.take([row]), k)
        return self.matcher.recommend(people, 0).of_pairs(self.sent.iloc[before:])

    def _take(self, found: Matches) -> None:
        self.sent = pd.concat([self.sent, found.to_frame()[["worker_id", "job_id"]]], ignore_index=True)


def _at_event(jobs: Jobs, event_id: str | None) -> Jobs:
    """Return the postings of one event; all of them when none is named.

    Raises
    ------
    TableError
        No posting is of this event; the message lists those that are there.
    """
    if event_id is None:
        return jobs
    here = jobs.frame["event_id"].eq(event_id).fillna(False).to_numpy(bool)
    if not here.any():
        known = sorted(jobs.frame["event_id"].dropna().unique())[:10]
        if not known:
            raise TableError(f"没有场次编号为 {event_id!r} 的岗位；岗位表里没有填场次编号")
        raise TableError(f"没有场次编号为 {event_id!r} 的岗位；表中的场次有 {'、'.join(known)}")
    return jobs.take(here)
