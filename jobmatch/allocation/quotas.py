"""Whose first job counts more, and which pairs a soft quota makes worth more.

All of it is data of the policy, and all of it stays within the flow's certificate:

* *Priority groups* multiply ``policy.first_job`` for their members; of several groups the largest counts. The
  objective grows by the multiplied worth once per person served, so in a shortage these people come first.
* *One job in the home county* (``quotas.home_county``): the first job of a person in the home county, or done
  at home, adds this worth; the second adds nothing. Nobody is refused anything for it.
* *Work near home for those who cannot leave* (``quotas.workshop_bound_home``): a workshop, outsourcing point or
  home-based job adds this worth when the person looks after family or moves no farther than the township.
* *Jobs outside the home province* (``quotas.other_province``): each costs this price. A first job is still worth
  far more; but a second or third place a thousand kilometres away may then be worth less than none.

The search must find a person's best pairs *with* the worths of single pairs, so these enter the formula as
tables; and the best local pair, which is asked for with a table that puts local jobs before all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import cached_property

import numpy as np

from jobmatch.policy import Policy, Quotas
from jobmatch.schema.groups import FAMILY_WORDS, is_of
from jobmatch.terms.formula import Formula
from jobmatch.terms.nearness import JOB_PLACE, TOWN, WORKER_PLACE
from jobmatch.terms.term import Array, Facts, Table


def priorities(groups: Sequence[tuple[str, ...]], policy: Policy) -> tuple[Array, list[str]]:
    """Return the worth of each person's first job, and the priority group behind it in Chinese ("" for none).

    >>> worth, why = priorities([("disabled", "zero_employment_household"), ()], Policy())
    >>> worth.tolist(), why
    ([1.5, 1.0], ['零就业家庭', ''])
    """
    multipliers = asdict(policy.priorities)
    best = [max(_members(codes, multipliers), default=(1.0, "")) for codes in groups]
    worth = policy.first_job * np.array([multiplier for multiplier, _ in best], dtype=np.float64)
    return worth, [FAMILY_WORDS.get(name, name) for _, name in best]


def _members(codes: tuple[str, ...], multipliers: dict[str, float]) -> list[tuple[float, str]]:
    """Return (multiplier, group) of every priority group that a person's codes belong to."""
    return [(multiplier, group) for group, multiplier in multipliers.items() if multiplier > 1 and is_of(codes, group)]


def _is_local(worker: Facts, job: Facts) -> Array:
    same = (worker["code"] // 10**6 == job["code"] // 10**6) & (worker["code"] > 0)
    return np.asarray(same | job["home_based"], dtype=np.float64)


def _suits_bound_home(worker: Facts, job: Facts) -> Array:
    bound = worker["carer"] | (worker["mobility"] == TOWN)
    return np.asarray(bound & job["near_home_work"], dtype=np.float64)


def _is_far(worker: Facts, job: Facts) -> Array:
    other = (worker["code"] // 10**10 != job["code"] // 10**10) & (worker["code"] > 0) & (job["code"] > 0)
    return np.asarray(other & ~job["home_based"], dtype=np.float64)


LOCAL = Table(WORKER_PLACE, JOB_PLACE, _is_local)
"""1 where the job is in the worker's home county or done at home."""
BOUND_HOME = Table(("carer", "mobility"), ("near_home_work",), _suits_bound_home)
"""1 where the worker cannot leave home and the job is of the near-home kind."""
OTHER_PROVINCE = Table(WORKER_PLACE, JOB_PLACE, _is_far)
"""1 where the job is known to be in another province than the worker's home, and is not done at home."""


def pair_worths(quotas: Quotas) -> tuple[tuple[Table, float], ...]:
    """Return the tables that add to single pairs, and what a 1 in them adds, in score."""
    return (BOUND_HOME, quotas.workshop_bound_home), (OTHER_PROVINCE, -quotas.other_province)


def bonus_of(quotas: Quotas, worker: Facts, job: Facts) -> Array:
    """Return what the quotas add to aligned pairs, float64 ``[pairs]``.

    >>> worker = {"code": np.array([500236117000]), "carer": np.array([True]), "mobility": np.array([-1])}
    >>> job = {"code": np.array([330100000000]), "home_based": np.array([False]), "near_home_work": np.array([False])}
    >>> both = {name: np.zeros(1) for name in {*WORKER_PLACE, *JOB_PLACE}}
    >>> bonus_of(Quotas(other_province=0.4), {**both, **worker}, {**both, **job}).tolist()
    [-0.4]
    """
    bonus = np.zeros(len(worker["code"]))
    for table, worth in pair_worths(quotas):
        if worth != 0:
            bonus += worth * table.pairs(worker, job)
    return bonus


class QuotaFormula(Formula):
    """The formula with the worths of single pairs inside, and ``local`` for every local job.

    They are written into the heaviest table term, with shares that undo its weight. Where fit alone has weight
    there is no such term; ``folds`` is then False and the search knows nothing of the quotas.
    """

    def __init__(self, policy: Policy, local: float = 0.0) -> None:
        super().__init__(policy)
        self.local = local

    @cached_property
    def _carrier(self) -> str:
        """The term that carries the worths."""
        return max((name for name in self.weights if name != "fit"), key=lambda name: self.weights[name])

    @property
    def folds(self) -> bool:
        """Whether the worths are in the formula."""
        return self.weights[self._carrier] > 0

    @cached_property
    def tables(self) -> tuple[tuple[str, Table], ...]:
        """Every table of the plain formula, and the quotas'."""
        plain = super().tables
        worths = ((LOCAL, self.local), *pair_worths(self.policy.quotas))
        added = [
            Table(table.worker_facts, table.job_facts, table.formula, worth / self.weights[self._carrier])
            for table, worth in worths
            if self.folds and worth != 0
        ]
        return (*plain, *((self._carrier, table) for table in added))
