"""What anyone can begin, and what it is worth to whom: who names no trade, who has one behind him, who asks for a factory or for light work."""

from __future__ import annotations

import numpy as np

from jobmatch.terms.term import Array

NEUTRAL = 0.5
NEUTRAL_BY_OPENNESS = (0.05, 0.05, 0.2, NEUTRAL)
"""Fit of who says nothing of any work, by how open the job is, from ``manual_work.NOBODY`` to ``manual_work.ANYONE`` (our choice)."""
BESIDE = (-1.0, -0.12, 0.03, 0.15)
"""The same for who has a trade behind him but names no wish, or has tried what is like his wish, by how open the job is, from ``manual_work.NOBODY`` to ``manual_work.ANYONE`` (our
choice): below every job that is like his trade, …"""
BESIDE_KIN = 0.2
"""… and so much more where the job is wholly of the kinds of work that he knows: a miner is shown a site before a till."""
WIDENED = 0.05
"""How much more it is for whom the search is widened: work of hands that some can begin then passes the default floor (our choice)."""
UNREADABLE = 0.0
"""Fit of a job whose text says nothing (五险一金, 挑战年薪) with those who say what they want: nobody knows that it suits."""
FACTORY_KIN, FACTORY_STRANGE = 0.6, 0.25
"""Who asks for a factory (进厂, 鞋厂) begins whatever is begun there: that fit is as ``BESIDE`` has it, plus so much for what is wholly
of the kinds of a factory hand, minus so much (our choice): .5 at a line, under the floor at a till."""
HEAVY = {"体力": 0.5, "建筑": 0.5, "炉窑": 0.5, "配送": 0.5, "仓储": 0.4, "种养": 0.25, "养殖": 0.25, "宰杀": 0.25, "机械": 0.15}
"""What each kind of work costs who names no trade but asks that it be light (轻巧活, 坐着的活; our choice): carrying, building and
delivering fall under the floor."""
AS_NEUTRAL = 2.4
"""Weight of openness for who says nothing else: what anyone can begin has ``NEUTRAL`` then."""


def neutral_fit(open_to: Array) -> Array:
    """Return the fit of someone who names no trade with jobs of some openness.

    >>> from jobmatch.language.manual_work import ANYONE
    >>> neutral_fit(np.array([ANYONE])).tolist() == [NEUTRAL_BY_OPENNESS[ANYONE]]
    True
    """
    return np.array(NEUTRAL_BY_OPENNESS)[open_to]
