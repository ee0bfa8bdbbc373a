"""The formula: which terms and requirements make the score, and what they weigh.

    score(w, j) = Σ_t weight_t · term_t(w, j)  −  10,000 for every requirement that is unmet

A new consideration is one new file beside this one and one line below.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from functools import cached_property, lru_cache

import numpy as np

from jobmatch.policy import Policy
from jobmatch.terms import conditions, nearness, pay, priority
from jobmatch.terms.requirements import requirements
from jobmatch.terms.term import Array, Requirement, Table, Term

TERM_NAMES = ("fit", "nearness", "pay", "conditions", "priority")
TERM_LABELS = {"fit": "工种", "nearness": "就近", "pay": "工资", "conditions": "条件", "priority": "优先"}


def formula_of(policy: Policy) -> Formula:
    """Return the formula of a policy; the same one for the same policy on the same day, so that its tables are known again.

    >>> formula_of(Policy()) is formula_of(Policy())
    True
    """
    return _formula_on(policy, policy.today)


@lru_cache(maxsize=64)
def _formula_on(policy: Policy, day: date) -> Formula:
    return Formula(policy)


class Formula:
    """The terms and requirements of a policy.

    Examples
    --------
    >>> [term.name for term in Formula(Policy()).terms]
    ['nearness', 'pay', 'conditions', 'priority']
    """

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.weights: dict[str, float] = asdict(policy.weights)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Every term but fit, which is an inner product of its own."""
        return tuple(one.term(self.policy) for one in (nearness, pay, conditions, priority))

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """Every requirement, in the order staff read them."""
        return requirements(self.policy)

    @cached_property
    def tables(self) -> tuple[tuple[str, Table], ...]:
        """Every table of a term, with the name of its term."""
        return tuple((term.name, table) for term in self.terms for table in term.tables)

    @cached_property
    def soft_tables(self) -> tuple[tuple[str, Table], ...]:
        """Every table of a term that does not look at points, with the name of its term."""
        return tuple((name, table) for name, table in self.tables if not table.of_place)

    @cached_property
    def soft_place(self) -> tuple[tuple[str, Table], ...]:
        """Every table of a term that looks at points, with the name of its term."""
        return tuple((name, table) for name, table in self.tables if table.of_place)

    @cached_property
    def hard_tables(self) -> tuple[Table, ...]:
        """The table of every requirement that many pairs share and that does not look at points."""
        return tuple(table for table in self._hard if not table.of_place)

    @cached_property
    def hard_place(self) -> tuple[Table, ...]:
        """The table of every requirement that looks at points."""
        return tuple(table for table in self._hard if table.of_place)

    @property
    def _hard(self) -> list[Table]:
        """Without the post just left, which is excluded pair by pair."""
        return [one.table for one in self.requirements if "id" not in one.table.job_facts]

    def score(self, terms: dict[str, Array]) -> Array:
        """Return Σ weight · term, float64, summed in one fixed order.

        >>> terms = {name: np.array([1.0 if name == "fit" else 0.5]) for name in TERM_NAMES}
        >>> round(float(Formula(Policy()).score(terms)[0]), 6)  # .4 · 1 + .6 · .5
        0.7
        """
        total = np.zeros(len(terms["fit"]), dtype=np.float64)
        for name in TERM_NAMES:
            total += self.weights[name] * terms[name]
        return total
