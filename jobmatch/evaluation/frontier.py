"""What nearness costs and what it buys: relevance against kilometres as ``locality`` goes from 0 to 1."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jobmatch.errors import MeasureError
from jobmatch.evaluation.evaluator import evaluate
from jobmatch.evaluation.lists import EvaluationWarning
from jobmatch.evaluation.plots import new_figure

if TYPE_CHECKING:
    from jobmatch.matcher import Matcher
    from jobmatch.schema import Workers

LOCALITIES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True)
class Frontier:
    """A row a locality; the columns are the measures."""

    table: pd.DataFrame
    """locality, then one column a measure."""

    def __repr__(self) -> str:
        """Return the table."""
        return self.table.round(3).to_string(index=False)

    def plot(self, x: str = "", y: str = "") -> Any:
        """Return a matplotlib figure of ``y`` (relevance) against ``x`` (kilometres), a point a locality.

        Raises
        ------
        MissingExtra
            matplotlib is not installed.

        Examples
        --------
        >>> table = pd.DataFrame({"locality": [0.0, 1.0], "nDCG@10": [0.6, 0.5], "MeanKm@10": [80.0, 9.0]})
        >>> axes = Frontier(table).plot().axes[0]
        >>> axes.get_xlabel(), axes.get_ylabel(), axes.lines[0].get_xdata().tolist()
        ('MeanKm@10', 'nDCG@10', [80.0, 9.0])
        """
        names = list(self.table.columns[1:])
        x, y = x or next((n for n in names if "Km" in n), names[-1]), y or names[0]
        figure = new_figure("Frontier.plot", (6, 4))
        axes = figure.subplots()
        axes.plot(self.table[x], self.table[y], marker="o")
        for locality, *point in self.table[["locality", x, y]].to_numpy(dtype=float).tolist():
            axes.annotate(f"{locality:g}", tuple(point), textcoords="offset points", xytext=(4, 4))
        axes.set_xlabel(x)
        axes.set_ylabel(y)
        axes.set_title("locality")
        return figure


def frontier(
    matcher: Matcher,
    workers: Workers,
    qrels: Any,
    *,
    measures: Sequence[str] = ("nDCG@10", "MeanKm@10"),
    localities: Sequence[float] = LOCALITIES,
) -> Frontier:
    """Return relevance and kilometres of the matcher's lists for each weight of nearness.

    Parameters
    ----------
    matcher
        Its jobs, policy and encoder; only the weight of nearness is changed (``policy.with_locality``).
    workers
        Who is shown lists.
    qrels
        The truth, as in ``evaluate``.
    measures
        What to measure; the largest k among them is the length of the lists.
    localities
        Values of the knob, each in [0, 1].

    Raises
    ------
    MeasureError
        No locality was given, or what ``evaluate`` refuses.

    Examples
    --------
    >>> from jobmatch import Matcher, Workers
    >>> jobs = {"job_id": ["J1", "J2"], "title": ["缝纫工", "服装裁剪工"], "work_code": ["500101", "500236117"]}
    >>> person = {"worker_id": ["W1"], "wanted_occupation": ["缝纫工"], "home_code": ["500236117"], "mobility": ["anywhere"]}
    >>> found = frontier(
    ...     Matcher(pd.DataFrame(jobs)), Workers(pd.DataFrame(person)), {"W1": {"J1": 1}}, measures=["RR", "MeanKm@1"], localities=[0, 1]
    ... )
    >>> found.table["RR"].tolist(), found.table["MeanKm@1"].round().tolist()  # the nearer job costs the better one its first place
    ([1.0, 0.5], [116.0, 0.0])
    """
    from jobmatch.evaluation.measures import read_measures
    from jobmatch.evaluation.relevance import UNLIMITED

    if not len(localities):
        raise MeasureError("localities: none was given")
    longest = max(measure.k for measure in read_measures(measures))
    k = len(matcher.jobs) if longest == UNLIMITED else longest
    rows = []
    for locality in localities:
        matches = _with_locality(matcher, float(locality)).recommend(workers, k=k)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", EvaluationWarning)
            found = evaluate(matches, qrels, measures, pairs=matches)
        rows.append({"locality": float(locality), **found})
    return Frontier(pd.DataFrame(rows).astype(np.float64))


def _with_locality(matcher: Matcher, locality: float) -> Matcher:
    policy = matcher.policy.with_locality(locality)
    return type(matcher)(matcher.jobs, policy=policy, encoder=matcher.encoder)
