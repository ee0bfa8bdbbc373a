"""What a score means: the chance that a job is taken, calibrated on recorded outcomes.

Two shapes, both rising in the score: ``logistic``, a straight line in log odds, for few outcomes; and ``isotonic``,
whatever rising curve the outcomes draw (Zadrozny and Elkan 2002), for many. Either is the chance of a job *as if
it had been shown first*: one taken at a place that is read with chance c counts 1 / c times.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobmatch.errors import MeasureError, StoreError
from jobmatch.learning.weights import Floats, check_outcomes, logistic

METHODS = ("logistic", "isotonic")


@dataclass(frozen=True)
class TakingProbability:
    """The chance that a job shown first is taken, from its score: straight in log odds."""

    intercept: float
    slope: float

    def __call__(self, score: npt.ArrayLike) -> Floats:
        """Return the probability of each score, in (0, 1).

        >>> TakingProbability(0.0, 2.0)([0.0]).tolist()
        [0.5]
        """
        return np.asarray(1 / (1 + np.exp(-(self.intercept + self.slope * np.asarray(score, dtype=float)))))


@dataclass(frozen=True)
class TakingCurve:
    """The same as a rising curve through points; level before the first and after the last."""

    scores: tuple[float, ...]
    chances: tuple[float, ...]

    def __call__(self, score: npt.ArrayLike) -> Floats:
        """Return the probability of each score, in [0, 1].

        >>> TakingCurve((0.0, 1.0), (0.0, 0.5))([-1.0, 0.5, 2.0]).tolist()
        [0.0, 0.25, 0.5]
        """
        return np.asarray(np.interp(np.asarray(score, dtype=float), self.scores, self.chances))


def learn_probability(shown: pd.DataFrame, *, patience: float = 1.0, method: str = "logistic") -> TakingProbability | TakingCurve:
    """Return the chance of taking a job as a function of its ``score``, as if it had been shown first.

    Parameters
    ----------
    shown
        ``score``, ``rank``, ``taken``; one row a job shown.
    patience
        As ``learn_weights`` found it. Jobs taken from below count for those that were never read there.
    method
        ``logistic`` or ``isotonic``.

    Raises
    ------
    MeasureError
        Columns are missing, everything or nothing was taken, or the method is unknown.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> shown = pd.DataFrame({"score": rng.random(4000), "rank": 1})
    >>> shown["taken"] = rng.random(4000) < shown["score"] ** 2
    >>> curve = learn_probability(shown, method="isotonic")
    >>> bool(np.abs(curve([0.3, 0.6, 0.9]) - [0.09, 0.36, 0.81]).max() < 0.1)
    True
    """
    if method not in METHODS:
        raise MeasureError(f"method {method!r} is unknown; known: {', '.join(METHODS)}")
    check_outcomes(shown, ["score"], patience, lists=False)
    taken, place = shown["taken"].to_numpy(dtype=bool), shown["rank"].to_numpy(dtype=float)
    if taken.all() or not taken.any():
        raise MeasureError("outcomes: everything or nothing was taken; there is nothing to learn a chance from")
    # The mean of taken / read is the chance, had the place been read; a response of a model of chances, above 1 or not.
    response, score = taken / patience ** (place - 1), shown["score"].to_numpy(dtype=float)
    if method == "isotonic":
        return _isotonic(score, response)
    rows = np.column_stack([np.ones(len(shown)), score])
    intercept, slope = logistic(rows, response, np.ones(len(rows)))
    return TakingProbability(float(intercept), float(slope))


def save_probability(probability: TakingProbability | TakingCurve, path: str | Path) -> Path:
    """Write the chance to a JSON file and return its path.

    >>> import tempfile
    >>> save_probability(TakingProbability(-1.0, 2.0), Path(tempfile.mkdtemp()) / "chance.json").read_text(encoding="utf-8")
    '{"kind": "TakingProbability", "intercept": -1.0, "slope": 2.0}'
    """
    file = Path(path)
    file.write_text(json.dumps({"kind": type(probability).__name__, **asdict(probability)}), encoding="utf-8")
    return file


def load_probability(path: str | Path) -> TakingProbability | TakingCurve:
    """Return the chance that was saved.

    Raises
    ------
    StoreError
        The file holds no such thing.

    Examples
    --------
    >>> import tempfile
    >>> load_probability(save_probability(TakingProbability(-1.0, 2.0), Path(tempfile.mkdtemp()) / "chance.json"))
    TakingProbability(intercept=-1.0, slope=2.0)
    """
    try:
        facts = json.loads(Path(path).read_text(encoding="utf-8"))
        if facts["kind"] == TakingProbability.__name__:
            return TakingProbability(float(facts["intercept"]), float(facts["slope"]))
        if facts["kind"] == TakingCurve.__name__:
            return TakingCurve(*(tuple(map(float, facts[name])) for name in ("scores", "chances")))
        raise ValueError(f"kind {facts['kind']!r}")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path}: holds no saved probability ({error})") from error


def _isotonic(score: Floats, response: Floats) -> TakingCurve:
    from sklearn.isotonic import IsotonicRegression

    model = IsotonicRegression(y_min=0.0, y_max=1.0).fit(score, response)
    scores, chances = model.X_thresholds_, model.y_thresholds_
    return TakingCurve(tuple(map(float, scores)), tuple(map(float, chances)))
