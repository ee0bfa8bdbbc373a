"""Several runs beside each other: intervals, tests, significance letters; and the price of nearness.

Intervals are percentile bootstraps over workers. Tests are paired randomisations (Fisher): under the
hypothesis that two systems are alike, each worker's two lists may be swapped; the p-value is the share
of swaps whose difference is at least the one seen. Both hold for any measure, also those of the whole
market (Gini, fill rate), since each is a function of how often a worker counts. Holm's correction covers
all pairs of runs of one measure.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from string import ascii_lowercase
from typing import Any

import numpy as np
import pandas as pd

from jobmatch.errors import MeasureError
from jobmatch.evaluation.arrays import Floats
from jobmatch.evaluation.evaluator import check_inputs, on_lists
from jobmatch.evaluation.lists import EvaluationWarning, Lists, read_lists, stacked
from jobmatch.evaluation.measures import Measure, read_measures
from jobmatch.evaluation.statistics import Statistic

_CHUNK = 100


@dataclass(frozen=True)
class Draws:
    """How much chance is drawn, and from what seed."""

    bootstrap: int = 1000
    """Samples behind each interval."""
    randomisation: int = 2000
    """Swaps behind each p-value; the smallest p-value is 1 / (1 + this)."""
    confidence: float = 0.95
    """Coverage of the intervals."""
    alpha: float = 0.05
    """Corrected p-value under which a difference gets its letter."""
    seed: int = 0
    """The same seed, the same table."""


class Comparison:
    """The numbers of several runs, how sure they are, and which differ."""

    def __init__(self, table: pd.DataFrame, tests: pd.DataFrame, notes: tuple[str, ...]) -> None:
        """Keep the tables; made by ``compare``."""
        self.table = table
        """run, letter, measure, value, low, high, better_than (letters of the runs it is better than)."""
        self.tests = tests
        """measure, run, other, difference, p, p_holm."""
        self.notes = notes

    def __repr__(self) -> str:
        """Return the table as Markdown."""
        return self.to_markdown()

    def to_markdown(self, digits: int = 3) -> str:
        """Return a Markdown table: a row a run, value [interval] and the letters of the runs it is better than.

        Examples
        --------
        >>> truth, run = {f"W{i}": {"J1": 1} for i in range(9)}, {f"W{i}": {"J1": 1.0} for i in range(9)}
        >>> print(compare({"ours": run}, truth, ["RR"]).to_markdown(digits=1))
        | | run | RR |
        |---|---|---|
        | a | ours | 1.0 [1.0, 1.0] |
        """
        cells = self._cells("{value} [{low}, {high}]{letters}", digits, " <sup>{}</sup>")
        return "\n".join(
            [
                "| | run | " + " | ".join(cells.columns) + " |",
                "|---|---|" + "---|" * len(cells.columns),
                *(f"| {letter} | {run} | " + " | ".join(row) + " |" for (letter, run), row in _rows(cells)),
            ]
        )

    def to_latex(self, digits: int = 3) -> str:
        """Return a LaTeX tabular with superscript letters.

        Examples
        --------
        >>> truth, run = {f"W{i}": {"J1": 1} for i in range(9)}, {f"W{i}": {"J1": 1.0} for i in range(9)}
        >>> print(compare({"ours": run}, truth, ["RR"]).to_latex(digits=1).splitlines()[4])
        a & ours & 1.0 \\\\
        """
        cells = self._cells("{value}{letters}", digits, "$^{{{}}}$")
        head = " & ".join(["", "run", *(_latex(name) for name in cells.columns)])
        rows = [
            " & ".join([letter, _latex(run), *row]) + r" \\" for (letter, run), row in _rows(cells)
        ]  # fmt: skip
        opening = r"\begin{tabular}{ll" + "r" * len(cells.columns) + "}"
        body = [opening, r"\hline", head + r" \\", r"\hline", *rows, r"\hline", r"\end{tabular}"]
        return "\n".join(body)

    def _cells(self, shape: str, digits: int, superscript: str) -> pd.DataFrame:
        def cell(row: Any) -> str:
            letters = superscript.format(row.better_than) if row.better_than else ""
            numbers = {name: f"{getattr(row, name):.{digits}f}" for name in ("value", "low", "high")}
            return shape.format(letters=letters, **numbers)

        texts = [cell(row) for row in self.table.itertuples()]
        table = self.table.assign(cell=texts)
        order, columns = table[["letter", "run"]].drop_duplicates(), table["measure"].unique()
        wide = table.pivot_table(index=["letter", "run"], columns="measure", values="cell", aggfunc="first")
        return wide.reindex(pd.MultiIndex.from_frame(order))[list(columns)]


def compare(
    runs: Mapping[str, Any], qrels: Any, measures: str | Iterable[str], *, pairs: Any = None, draws:
    Draws = Draws()
) -> Comparison:  # fmt: skip
    """Return the measures of several runs with intervals, tests and letters.

    Parameters
    ----------
    runs
        Name → run; each as in ``evaluate``.
    qrels, measures
        As in ``evaluate``.
    pairs
        As in ``evaluate``; for all runs, or one for each run by its name.
    draws
        Samples, confidence and seed.

    Raises
    ------
    MeasureError
        Fewer than one run, pairs for some of the runs only, or what ``evaluate`` refuses.

    Examples
    --------
    >>> good = {f"W{i}": {"J1": 1.0, "J2": 0.0} for i in range(40)}
    >>> poor = {f"W{i}": {"J1": 0.0, "J2": 1.0} for i in range(40)}
    >>> truth = {f"W{i}": {"J1": 1} for i in range(40)}
    >>> print(compare({"good": good, "poor": poor}, truth, ["RR"]))
    | | run | RR |
    |---|---|---|
    | a | good | 1.000 [1.000, 1.000] <sup>b</sup> |
    | b | poor | 0.500 [0.500, 0.500] |
    """
    asked = read_measures(measures)
    check_inputs(asked, qrels, pairs)
    told = _pairs_of(runs, pairs)
    all_runs = list(runs.values())
    wanted, lists = {one.kind.column for one in asked}, {}
    for name, run in runs.items():
        try:
            lists[name] = read_lists(run, qrels, pairs=told[name], beside=all_runs, wanted=wanted)
        except MeasureError as error:
            raise MeasureError(f"run {name!r}: {error}") from None
    notes = tuple(dict.fromkeys(f"{name}: {note}" for name, each in lists.items() for note in each.notes))
    if notes:
        warnings.warn("\n".join(notes), EvaluationWarning, stacklevel=2)
    statistics = {name: on_lists(asked, each) for name, each in lists.items()}
    table = _table(asked, statistics, draws)
    tests = _tests(asked, lists, statistics, draws)
    return Comparison(_with_letters(table, tests, asked, draws.alpha), tests, notes)


def holm(p: Floats) -> Floats:
    """Return p-values corrected for being many (Holm 1979): never below the raw ones, in the same order.

    >>> holm(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    corrected = np.empty(len(p))
    corrected[order] = np.minimum(stepped, 1.0)
    return corrected


def _pairs_of(runs: Mapping[str, Any], pairs: Any) -> dict[str, Any]:
    if not isinstance(runs, Mapping):
        raise MeasureError(f"runs: takes {{name: run}}, got {type(runs).__name__}")
    if not runs:
        raise MeasureError("runs: none was given")
    if isinstance(pairs, Mapping) and set(pairs) & set(runs):
        missing = [name for name in runs if name not in pairs]
        if missing:
            raise MeasureError(f"pairs: missing for the runs {missing}")
        return {name: pairs[name] for name in runs}
    return dict.fromkeys(runs, pairs)


def _table(measures: list[Measure], statistics: dict[str, list[Statistic]], draws: Draws) -> pd.DataFrame:
    rows = []
    for letter, (name, found) in zip(_letters(len(statistics)), statistics.items(), strict=True):
        for measure, statistic in zip(measures, found, strict=True):
            value, low, high = _interval(statistic, draws)
            rows.append((name, letter, measure.name, value, low, high))
    return pd.DataFrame(rows, columns=["run", "letter", "measure", "value", "low", "high"])


def _interval(statistic: Statistic, draws: Draws) -> tuple[float, float, float]:
    n = statistic.n_workers
    rng = np.random.default_rng(draws.seed)
    samples = [
        statistic(rng.multinomial(n, np.full(n, 1 / n), size=min(_CHUNK, draws.bootstrap - start)).astype(float))
        for start in range(0, draws.bootstrap, _CHUNK)
    ]
    tail = (1 - draws.confidence) / 2
    known = np.concatenate(samples)[np.isfinite(np.concatenate(samples))]
    low, high = np.quantile(known, [tail, 1 - tail]) if len(known) else (np.nan, np.nan)
    return float(statistic(np.ones(n))), float(low), float(high)


def _tests(
    measures: list[Measure], lists: dict[str, Lists], statistics: dict[str, list[Statistic]], draws: Draws
) -> pd.DataFrame:  # fmt: skip
    rows = []
    for one, other in combinations(lists, 2):
        together = on_lists(measures, stacked(lists[one], lists[other]))
        for i, measure in enumerate(measures):
            everyone = np.ones(statistics[one][i].n_workers)
            seen = float(statistics[one][i](everyone) - statistics[other][i](everyone))
            rows.append((measure.name, one, other, seen, _p_value(together[i], seen, draws)))
    tests = pd.DataFrame(rows, columns=["measure", "run", "other", "difference", "p"])
    tests["p_holm"] = tests.groupby("measure")["p"].transform(lambda p: holm(p.to_numpy(dtype=float)))
    return tests


def _p_value(together: Statistic, seen: float, draws: Draws) -> float:
    """Return the share of swaps whose difference is at least the one seen; NaN where it cannot be drawn."""
    rng = np.random.default_rng(draws.seed)
    n = together.n_workers // 2
    extreme = 0
    for start in range(0, draws.randomisation, _CHUNK):
        kept = rng.integers(0, 2, (min(_CHUNK, draws.randomisation - start), n)).astype(float)
        difference = together(np.hstack([kept, 1 - kept])) - together(np.hstack([1 - kept, kept]))
        if not np.isfinite(difference).all():
            return float("nan")
        extreme += int((np.abs(difference) >= abs(seen) - 1e-12).sum())
    return (1 + extreme) / (1 + draws.randomisation)


def _with_letters(
    table: pd.DataFrame, tests: pd.DataFrame, measures: list[Measure], alpha: float
) -> pd.DataFrame:  # fmt: skip
    letter = dict(zip(table["run"], table["letter"], strict=True))
    sign = {measure.name: {"higher": 1, "lower": -1, "neither": 0}[measure.kind.better] for measure in measures}
    beaten: dict[tuple[str, str], list[str]] = {}
    sure = tests.loc[tests["p_holm"] < alpha, ["measure", "run", "other", "difference"]]
    for measure, run, other, difference in sure.itertuples(index=False, name=None):
        gain = difference * sign[measure]
        if gain:
            winner, loser = (run, other) if gain > 0 else (other, run)
            beaten.setdefault((winner, measure), []).append(letter[loser])
    keys = zip(table["run"], table["measure"], strict=True)
    return table.assign(better_than=["".join(sorted(beaten.get(key, []))) for key in keys])


def _letters(n: int) -> list[str]:
    """Return a, b, … z, then A1, A2, …"""
    return [*ascii_lowercase[:n], *(f"A{i}" for i in range(1, n - len(ascii_lowercase) + 1))]


def _rows(cells: pd.DataFrame) -> Iterable[tuple[tuple[str, str], list[str]]]:
    return zip(cells.index, cells.to_numpy().tolist(), strict=True)


def _latex(text: str) -> str:
    for sign in r"\&%_#$":
        text = text.replace(sign, "\\" + sign)
    return text
