"""What the ledger says of the people and the jobs of a sitting before they are matched.

A letter written today and still open stays in the list of its person, at whichever desk it was written; what was refused is shown
no more, and a job that is full is shown only to those who have a letter to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from jobmatch.ledger import Ledger, but_the_hired
from jobmatch.ledger.limits import full_posts
from jobmatch.policy import Policy
from jobmatch.schema import Jobs, Workers, numbers
from jobmatch.schema.outcomes import OPEN
from jobmatch.service.api.ledger import day_of_letters
from jobmatch.terms.term import Array

Pair = tuple[str, str]
"""Person and job."""
AGREED = frozenset({"willing", "intended"})
"""States in which a person has said yes to a job."""


@dataclass(frozen=True)
class Known:
    """People and jobs as the ledger has them."""

    people: Workers
    """The people; who is at work already asks for nothing."""
    jobs: Jobs
    """The jobs, with the people whom others sent."""
    closed: pd.DataFrame
    """Pairs that are not to be shown, ``worker_id, job_id``."""
    willing: set[Pair]
    """Pairs of which the ledger has it that the person goes there, by a letter of today that is open."""


def known(ledger: Ledger, people: Workers, jobs: Jobs, said: Mapping[Pair, str], policy: Policy) -> Known:
    """Return what the ledger says, and what was ``said`` in the sitting."""
    today, certain = day_of_letters(policy), _certain(people)
    hired = but_the_hired(ledger, people, on=today).frame
    segments = {name: hired[name].where(certain, people.frame[name]).array for name in ("segment", "segment_reason")}
    tried = ledger.history(people, jobs).dropna(subset=["job_id"])
    tried = tried[tried["worker_id"].isin(people.ids[certain])]
    fresh = tried["outcome"].isin(OPEN) & (tried["date"] == pd.Timestamp(today))
    lettered = _pairs(tried[fresh]) | {pair for pair, what in said.items() if what == "willing"}
    full = full_posts(ledger, jobs, policy)
    closed = _pairs(tried[~fresh]) | {pair for pair, what in said.items() if what == "declined"}
    closed |= {(worker_id, job_id) for worker_id in people.ids for job_id in full}
    table = pd.DataFrame(sorted(closed - lettered), columns=["worker_id", "job_id"])
    willing = _pairs(tried[fresh & tried["outcome"].isin(AGREED)])
    return Known(people.replaced(segments), _sent_by_others(ledger, jobs, lettered), table, willing)


def _certain(people: Workers) -> Array:
    """Return who is known beyond doubt; a mere number may be another person\'s in another file."""
    frame = people.frame
    found: Array = (frame["id_number"].notna() | (frame["name"].notna() & frame["birth_date"].notna())).to_numpy()
    return found


def _pairs(table: pd.DataFrame) -> set[Pair]:
    return set(zip(table["worker_id"], table["job_id"], strict=True))


def _sent_by_others(ledger: Ledger, jobs: Jobs, lettered: set[Pair]) -> Jobs:
    """Return the jobs with the people sent but for those of ``lettered``, or as their own columns have it where these know of more."""
    counts = ledger.counts(jobs)
    here = Counter(job_id for _, job_id in lettered)
    sent = {"referred": numbers(counts["referred"]) - [here[job_id] for job_id in jobs.ids], "placed": numbers(counts["placed"])}
    return jobs.replaced({name: pd.array(np.fmax(numbers(jobs.cells[name]), people), dtype="Int64") for name, people in sent.items()})
