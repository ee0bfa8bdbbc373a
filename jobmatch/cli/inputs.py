"""What the words of a command name: the policy, the two tables, and the office's own files; and the run they begin."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from jobmatch.cli.messages import say
from jobmatch.cli.progress import bar, busy

if TYPE_CHECKING:
    from jobmatch.cli.options import Sources, Tables
    from jobmatch.fallback import Records
    from jobmatch.matcher import Matcher
    from jobmatch.matches import Shortlist
    from jobmatch.policy import Policy
    from jobmatch.schema import Jobs, Workers
    from jobmatch.tried import History


@dataclass(frozen=True)
class Run:
    """What a command works on, read."""

    rules: Policy
    """Every decision."""
    people: Workers
    """The people."""
    postings: Jobs
    """The postings."""

    @cached_property
    def matcher(self) -> Matcher:
        """The postings, ready to be matched."""
        from jobmatch.matcher import Matcher

        with busy(say("index")):
            return Matcher(self.postings, policy=self.rules)

    def allocate(self, k: int, history: History | None = None) -> Shortlist:
        """Return at most ``k`` jobs a person within the openings, with a bar meanwhile."""
        matcher = self.matcher
        with bar(say("allocate"), self.people) as show:
            return matcher.allocate(self.people, k, history=history, progress=show)


def begin(tables: Tables, rules: Policy) -> Run:
    """Return the run over two tables."""
    return Run(rules, *read_tables(tables.workers, tables.jobs, rules.today, tables.context))


def read_records(sources: Sources, run: Run) -> Records:
    """Return what the office's own files say of the people of a run."""
    from jobmatch.fallback import Records, read_courses, read_posts, read_served

    day = run.rules.today
    dated, of_courses = read_courses(sources.courses, as_of=day) if sources.courses else (None, ())
    posts = read_posts(sources.posts, as_of=day, context=sources.context) if sources.posts else None
    served, of_served = read_served(sources.served, run.people) if sources.served else (None, ())
    return Records(dated, posts, served, notes=(*of_courses, *of_served))


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
