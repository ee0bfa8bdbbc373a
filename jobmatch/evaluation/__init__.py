"""Whether the matching is any good: measures, comparisons, baselines, and markets whose truth is known.

::

    evaluator   one run: inputs (whatever they come as; trec: files) → lists → measures (relevance, market), statistics over workers
    compare     several runs with intervals and tests; frontier: what nearness costs and buys; plots: pictures of it
    baselines   systems to beat; interactions: those that learn from who took what
    simulate    markets whose truth is known: towns, trades, people, postings, and taste; season: lists played out on one
    arrays      what the arrays of this room hold

>>> from jobmatch.evaluation import evaluate
>>> run = {"W1": {"J1": 0.9, "J2": 0.4}, "W2": {"J2": 0.7}}
>>> evaluate(run, {"W1": {"J2": 1}, "W2": {"J2": 1}}, ["RR", "Hit@1"])
RR     0.7500
Hit@1  0.5000
"""

from __future__ import annotations

from jobmatch.errors import MeasureError
from jobmatch.evaluation.compare import Comparison, Draws, compare
from jobmatch.evaluation.evaluator import Evaluation, evaluate
from jobmatch.evaluation.frontier import Frontier, frontier
from jobmatch.evaluation.lists import EvaluationWarning
from jobmatch.evaluation.measures import KNOWN as MEASURES
from jobmatch.evaluation.trec import read_qrels, read_run, write_qrels, write_run

__all__ = [
    "MEASURES",
    "Comparison",
    "Draws",
    "Evaluation",
    "EvaluationWarning",
    "Frontier",
    "MeasureError",
    "compare",
    "evaluate",
    "frontier",
    "read_qrels",
    "read_run",
    "write_qrels",
    "write_run",
]
