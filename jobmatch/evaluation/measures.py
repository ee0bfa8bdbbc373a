"""Measures by name: ``"nDCG@10"`` is the name, the key and the printout.

A name is ``Measure``, ``Measure@k``, ``Measure(argument)`` or ``Measure(argument)@k``. ``KNOWN`` lists
them all; what each means stands in ``relevance`` (against the truth) and ``market`` (against the pairs).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from jobmatch.errors import MeasureError
from jobmatch.evaluation import market, relevance
from jobmatch.evaluation.lists import Lists
from jobmatch.evaluation.statistics import Statistic
from jobmatch.schema import TIERS

Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True)
class Kind:
    """What a measure is before k and argument are named."""

    compute: Callable[[Lists, int, str | None], Statistic]
    better: Better = "higher"
    """Which way is good."""
    k: Literal["needed", "allowed", "none"] = "needed"
    """Whether ``@k`` must, may or must not be there."""
    argument: Literal["none", "side", "tier", "column"] = "none"
    """What may stand in brackets."""
    column: str = ""
    """The column of the pairs it reads; empty for measures against the truth."""


KNOWN: dict[str, Kind] = {
    "nDCG": Kind(relevance.ndcg, k="allowed"),
    "AP": Kind(relevance.average_precision, k="allowed"),
    "RR": Kind(relevance.reciprocal_rank, k="allowed"),
    "Recall": Kind(relevance.recall),
    "P": Kind(relevance.precision),
    "Hit": Kind(relevance.hit),
    "RPrec": Kind(relevance.r_precision, k="none"),
    "MeanKm": Kind(market.mean_km, "lower", "allowed", column="distance_km"),
    "MedianKm": Kind(market.median_km, "lower", "allowed", column="distance_km"),
    "LocalShare": Kind(market.local_share, "higher", "allowed", column="tier"),
    "TierShare": Kind(market.tier_share, "neither", "allowed", "tier", column="tier"),
    "Served": Kind(market.served, column="worker_id"),
    "Unplaced": Kind(market.unplaced, "lower", "none", column="worker_id"),
    "Coverage": Kind(market.coverage, "higher", "allowed", "side", column="job_id"),
    "Gini": Kind(market.gini, "lower", "allowed", "side", column="job_id"),
    "Congestion": Kind(market.congestion, "lower", "allowed", "side", column="job_id"),
    "OverSubscription": Kind(market.over_subscription, "lower", "allowed", column="openings"),
    "FillRate": Kind(market.fill_rate, "higher", "allowed", column="openings"),
    "EligibilityViolations": Kind(market.eligibility_violations, "lower", "allowed", column="eligible"),
    "ExposureRatio": Kind(market.exposure_ratio, "higher", "allowed", "column", column="*"),
    "CounterfactualChange": Kind(
        market.counterfactual_change, "lower", "needed", column="counterfactual_rank"
    ),
}  # fmt: skip

_ALSO = {"MAP": "AP", "MRR": "RR", "R": "Recall", "Success": "Hit", "Rprec": "RPrec", "Precision": "P"}
_SHAPE = re.compile(r"(?P<kind>[A-Za-z]+)(\((?P<argument>[^()]*)\))?(@(?P<k>[^@]*))?")


@dataclass(frozen=True)
class Measure:
    """One measure, ready to be computed on lists."""

    name: str
    """As it was written."""
    kind: Kind
    k: int = relevance.UNLIMITED
    argument: str | None = None

    @property
    def needs_qrels(self) -> bool:
        """Whether it reads the truth.

        >>> [measure.needs_qrels for measure in read_measures(["nDCG@10", "MeanKm@5"])]
        [True, False]
        """
        return not self.kind.column

    def on(self, lists: Lists) -> Statistic:
        """Return the measure of these lists, as a function of how often each worker counts."""
        return self.kind.compute(lists, self.k, self.argument)


def read_measures(names: str | Iterable[str]) -> list[Measure]:
    """Return the measures named, ``TierShare@k`` spread over all tiers.

    Raises
    ------
    MeasureError
        Names that are unknown, or lack their k or argument; all at once, with the known ones.

    Examples
    --------
    >>> [(m.name, m.k) for m in read_measures(["nDCG@10", "MeanKm@5"])]
    [('nDCG@10', 10), ('MeanKm@5', 5)]
    """
    found: list[Measure] = []
    complaints: list[str] = []
    if not isinstance(names, Iterable):
        raise MeasureError(f"measures: takes names such as nDCG@10, got {type(names).__name__}")
    for name in _spread([names] if isinstance(names, str) else names):
        try:
            found.append(_measure(name))
        except MeasureError as error:
            complaints.append(str(error))
    if not found and not complaints:
        complaints.append("no measure was named")
    if complaints:
        known = f"known: {', '.join(KNOWN)}; written as nDCG@10, AP, MeanKm@5, TierShare(town)@5, Gini(workers)@5"
        raise MeasureError("measures\n  " + "\n  ".join([*complaints, known]))
    return found


def _spread(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        if re.fullmatch(r"TierShare(@.*)?", str(name)):
            yield from (f"TierShare({tier}){str(name)[9:]}" for tier in TIERS)
        else:
            yield str(name)


def _measure(name: str) -> Measure:
    shape = _SHAPE.fullmatch(name.replace(" ", ""))
    kind_name = shape["kind"] if shape else ""
    kind = KNOWN.get(_ALSO.get(kind_name, kind_name))
    if shape is None or kind is None:
        raise MeasureError(f"{name!r}: unknown")
    if (shape["k"] is None and kind.k == "needed") or (shape["k"] is not None and kind.k == "none"):
        raise MeasureError(f"{name!r}: " + ("needs a k, as in @5" if kind.k == "needed" else "takes no k"))
    return Measure(name, kind, _k(name, shape["k"]), _argument(name, kind, shape["argument"]))


def _k(name: str, text: str | None) -> int:
    if text is None:
        return relevance.UNLIMITED
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise MeasureError(f"{name!r}: k is {text!r}; it must be a whole number from 1")
    return int(text)


def _argument(name: str, kind: Kind, text: str | None) -> str | None:
    allowed = {"none": (), "side": ("jobs", "workers"), "tier": TIERS, "column": None}[kind.argument]
    if allowed is None and not text:
        raise MeasureError(f"{name!r}: name the column of the pairs, as in ExposureRatio(sex)@10")
    if text is not None and allowed is not None and text not in allowed:
        raise MeasureError(f"{name!r}: {text!r} in brackets; " + (f"may be {', '.join(allowed)}" if allowed else "takes none"))
    return text
