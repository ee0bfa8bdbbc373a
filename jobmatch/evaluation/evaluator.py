"""One run against the truth and the market: ``evaluate``."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from jobmatch.errors import MeasureError
from jobmatch.evaluation.lists import EvaluationWarning, Lists, read_lists
from jobmatch.evaluation.measures import Measure, read_measures
from jobmatch.evaluation.statistics import Statistic


class Evaluation(Mapping[str, float]):
    """The numbers of one run: measure → value, with the value of each worker and what to keep in mind."""

    def __init__(self, values: Mapping[str, float], per_worker: pd.DataFrame, notes: tuple[str, ...]) -> None:
        """Keep the values; made by ``evaluate``."""
        self._values = dict(values)
        self.per_worker = per_worker
        self.notes = notes

    def __getitem__(self, name: str) -> float:
        """Return the value of one measure, under the name it was asked by."""
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        """Return the names in the order asked."""
        return iter(self._values)

    def __len__(self) -> int:
        """Return how many measures there are."""
        return len(self._values)

    def __repr__(self) -> str:
        """Return a line a measure, then the notes."""
        width = max(map(len, self._values))
        lines = [f"{name:<{width}}  {value:.4f}" for name, value in self._values.items()]
        return "\n".join(lines + [f"note: {note}" for note in self.notes])


def evaluate(run: Any, qrels: Any, measures: str | Iterable[str], *, pairs: Any = None) -> Evaluation:
    """Return measure → value, with ``.per_worker`` (a frame) and ``.notes``.

    Parameters
    ----------
    run
        Matches or Shortlist, a frame with worker_id, job_id and rank or score, ``{worker: {job:
        score}}``, or a TREC run file.
    qrels
        ``{worker: {job: grade}}``, a frame with relevance, or a TREC file; None where only the market is
        measured.
    measures
        Names such as ``"nDCG@10"``, ``"MeanKm@5"``; see ``jobmatch.evaluation.measures``.
    pairs
        What is known of the pairs, for the market measures: Matches, or a frame with worker_id, job_id and
        distance_km, tier, openings …

    Raises
    ------
    MeasureError
        Unknown measures, missing qrels or pairs, an empty run, a pair twice, numbers that are none, no
        worker in common: all complaints of a kind at once.

    Warns
    -----
    EvaluationWarning
        Ids of the qrels that are unknown to the run, lists with one score throughout, pairs without distance.

    Examples
    --------
    >>> result = evaluate({"W1": {"J1": 0.2, "J2": 0.9}}, {"W1": {"J1": 1}}, ["nDCG@10", "RR"])
    >>> round(result["nDCG@10"], 4), result["RR"]
    (0.6309, 0.5)
    """
    asked = read_measures(measures)
    check_inputs(asked, qrels, pairs)
    lists = read_lists(run, qrels, pairs=pairs, wanted={measure.kind.column for measure in asked})
    statistics = {measure.name: statistic for measure, statistic in zip(asked, on_lists(asked, lists), strict=True)}
    if lists.notes:
        warnings.warn("\n".join(lists.notes), EvaluationWarning, stacklevel=2)
    everyone = np.ones(len(lists.workers))
    values = {name: float(statistic(everyone)) for name, statistic in statistics.items()}
    columns = {name: s.per_worker for name, s in statistics.items() if s.per_worker is not None}
    return Evaluation(values, pd.DataFrame(columns, index=lists.workers.rename("worker_id")), lists.notes)


def check_inputs(measures: list[Measure], qrels: Any, pairs: Any) -> None:
    """Raise MeasureError when a measure lacks the qrels or pairs it reads."""
    truthless = [m.name for m in measures if m.needs_qrels] if qrels is None else []
    pairless = [m.name for m in measures if not m.needs_qrels] if pairs is None else []
    complaints = [f"{', '.join(truthless)}: qrels are needed"] if truthless else []
    if pairless:
        columns = sorted({m.kind.column for m in measures} & {"distance_km", "tier", "openings", "eligible"})
        needed = f" (Matches, or a frame with worker_id, job_id{''.join(', ' + name for name in columns)})"
        complaints.append(f"{', '.join(pairless)}: pairs= is needed{needed}")
    if complaints:
        raise MeasureError("measures\n  " + "\n  ".join(complaints))


def on_lists(measures: list[Measure], lists: Lists) -> list[Statistic]:
    """Return each measure on the lists, or raise MeasureError naming every one that lacks a column."""
    found, complaints = [], []
    for measure in measures:
        try:
            found.append(measure.on(lists))
        except MeasureError as error:
            complaints.append(f"{measure.name}: {error}")
    if complaints:
        raise MeasureError("measures\n  " + "\n  ".join(complaints))
    return found
