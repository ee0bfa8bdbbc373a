"""What the words of a command name: the policy, the two tables, and the office's own files."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from jobmatch.cli.messages import say
from jobmatch.cli.progress import busy

if TYPE_CHECKING:
    from jobmatch.fallback import Records
    from jobmatch.matcher import Matcher
    from jobmatch.policy import Policy
    from jobmatch.schema import Jobs, Workers


def read_policy(path: Path | None, locality: float | None, as_of: dt.date | None) -> Policy:
    """Return the policy of a file, or the default one, with what the command line says otherwise.

    Raises
    ------
    PolicyError
        The file cannot be used, or names rules that do not exist: said before the work, not after it.
    """
    from jobmatch.fallback import rules_of
    from jobmatch.policy import Policy
    from jobmatch.subsidy import rule_on

    policy = Policy.read(path) if path else Policy()
    rules_of(policy.fallback)
    rule_on(policy.today, policy.subsidy or None)
    if as_of is not None:
        policy = replace(policy, as_of=as_of)
    return policy if locality is None else policy.with_locality(locality)


def read_tables(workers: Path, jobs: Path, day: dt.date, context: str | None) -> tuple[Workers, Jobs]:
    """Return people and postings as they stand on a day; ``context`` is the division code of the office."""
    from jobmatch.forms import read_jobs, read_workers

    with busy(say("read", workers.name)):
        people = read_workers(workers, as_of=day, context=context)
    with busy(say("read", jobs.name)):
        postings = read_jobs(jobs, as_of=day, context=context)
    return people, postings


def read_records(
    people: Workers, courses: Path | None, posts: Path | None, served: Path | None, *, at: tuple[dt.date, str | None]
) -> Records:
    """Return what the office's own files say; ``at`` is the day and the division code of the office."""
    from jobmatch.fallback import Records, read_courses, read_posts, read_served

    day, context = at
    dated, notes = read_courses(courses, as_of=day) if courses else (None, ())
    return Records(
        dated,
        read_posts(posts, as_of=day, context=context) if posts else None,
        read_served(served, people) if served else None,
        notes=notes,
    )


def matcher_of(postings: Jobs, policy: Policy) -> Matcher:
    """Return the matcher of the postings."""
    from jobmatch.matcher import Matcher

    with busy(say("index")):
        return Matcher(postings, policy=policy)
