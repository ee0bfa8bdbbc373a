"""From recorded outcomes to weights: what people took, against what they were shown beside it.

The model is the formula itself. Within one list, the odds that job i was taken and job j was not are::

    log odds = β · (term values of i − term values of j)

(conditional logistic regression over pairs; whatever is the person's own, such as eagerness, cancels). β
is held at or above 0, and weights are its shares: search stays exact, explanations stay sums.

Jobs low on the list are seen less. The chance that a place is read falls by a constant factor from place to
place, ``patience``; it is estimated (Poisson regression with a log link of *taken* on terms and place)
or given, and every job taken counts 1 / chance that its place was read (Joachims, Swaminathan and
Schnabel 2017).

Intervals are the delta method on a covariance that treats each worker as one observation (sandwich).
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobmatch.errors import MeasureError
from jobmatch.policy import Policy, Weights
from jobmatch.terms.formula import TERM_NAMES

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
FEW = 50
"""Fewer jobs taken than this, and the warning says so."""
WIDE = 0.5
"""An interval wider than this tells nothing."""
_Z = 1.959964
_STEPS = 50


class LearningWarning(UserWarning):
    """The outcomes cannot tell something that was asked of them."""


@dataclass(frozen=True)
class LearnedWeights:
    """Weights that the outcomes speak for, and how sure they are."""

    table: pd.DataFrame
    """term, weight, low, high (95 %), learned (False: the data cannot tell, the old weight stands)."""
    policy: Policy
    """The old policy with the new weights."""
    patience: float
    """Chance to read on from one place of the list to the next."""
    taken: int
    """Jobs taken that the weights rest on."""
    notes: tuple[str, ...]
    """What the data cannot tell."""

    def __repr__(self) -> str:
        """Return the table and the notes."""
        lines = self.table.round(3).to_string(index=False)
        return "\n".join([lines, f"patience {self.patience:.2f}, {self.taken} jobs taken", *self.notes])


def learn_weights(
    shown: pd.DataFrame,
    *,
    policy: Policy | None = None,
    terms: Sequence[str] = TERM_NAMES,
    patience: float | None = None,
) -> LearnedWeights:
    """Return the weights that the outcomes speak for.

    Parameters
    ----------
    shown
        One row a job shown: ``worker_id``, ``rank`` (place in the list, from 1), ``taken`` (did the
        person take or ask for it), a column per term as in ``Matches.to_frame()``, and ``round`` where a
        person saw several lists.
    policy
        Whose weights are replaced; the default policy when not given.
    terms
        The terms to learn; the others keep their weight.
    patience
        Chance to read on from a place to the next, in (0, 1]; estimated when not given.

    Raises
    ------
    MeasureError
        Columns are missing, values are no numbers, or no list holds both a job taken and one that was not.

    Warns
    -----
    LearningWarning
        Few outcomes, terms without variation, or intervals too wide to tell.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> people, places = np.repeat(np.arange(3000), 4), np.tile([1, 2, 3, 4], 3000)
    >>> shown = pd.DataFrame({"worker_id": people, "rank": places})
    >>> shown = shown.assign(fit=rng.random(12000), nearness=rng.random(12000))
    >>> odds = 4 * (0.75 * shown["fit"] + 0.25 * shown["nearness"]) - 4
    >>> shown["taken"] = rng.random(12000) < 1 / (1 + np.exp(-odds))
    >>> found = learn_weights(shown, terms=["fit", "nearness"], patience=1.0)
    >>> bool(abs(found.table["weight"][0] / found.table["weight"].sum() - 0.75) < 0.06)
    True
    """
    check_outcomes(shown, terms, patience)
    policy = policy or Policy()
    values, taken = shown[list(terms)].to_numpy(dtype=float), shown["taken"].to_numpy(dtype=bool)
    place = shown["rank"].to_numpy(dtype=float)
    varied = [name for name, column in zip(terms, values.T, strict=True) if column.std() > 1e-9]
    columns = [list(terms).index(name) for name in varied]
    read_on = patience if patience is not None else estimate_patience(values[:, columns], place, taken)
    pairs = _pairs(shown, taken)
    read = read_on ** (place - 1)
    weight = (1 - taken[pairs.other] / read[pairs.other]) / read[pairs.taken]
    worker = pd.factorize(shown["worker_id"])[0][pairs.taken]
    beta, spread = _fit(values[pairs.taken][:, columns] - values[pairs.other][:, columns], weight, worker)
    table = _table(policy, terms, varied, beta, spread)
    notes = tuple(_doubts(table, int(taken.sum())))
    if notes:
        warnings.warn("\n".join(notes), LearningWarning, stacklevel=2)
    weights = {**asdict(policy.weights), **dict(zip(table["term"], table["weight"], strict=True))}
    learned = replace(policy, name=f"{policy.name}, learned", weights=Weights(**weights))
    return LearnedWeights(table, learned, float(read_on), int(taken.sum()), notes)


def estimate_patience(values: Floats, place: Floats, taken: npt.NDArray[np.bool_]) -> float:
    """Return the factor by which the chance to be taken falls from place to place, terms being equal; in
    (0, 1].

    Parameters
    ----------
    values
        Term values, ``[rows, terms]``.
    place
        Place of each row in its list, from 1.
    taken
        Whether it was taken.

    Examples
    --------
    A job on the second place is taken half as often as on the first:

    >>> taken = np.array([1, 1, 1, 1, 0, 0, 0, 0] + [1, 1, 0, 0, 0, 0, 0, 0], dtype=bool)
    >>> round(estimate_patience(np.zeros((16, 0)), np.repeat([1.0, 2.0], 8), taken), 3)
    0.5
    """
    from sklearn.linear_model import PoissonRegressor

    if len(np.unique(place)) < 2 or not taken.any():
        return 1.0
    model = PoissonRegressor(alpha=0.0, solver="newton-cholesky", max_iter=200, tol=1e-6)
    model.fit(np.column_stack([values, place - 1]), taken.astype(float))
    return float(np.clip(np.exp(model.coef_[-1]), 0.05, 1.0))


@dataclass(frozen=True)
class _Pairs:
    """Rows of jobs taken, and of the other jobs of the same list."""

    taken: Ints
    other: Ints


def _pairs(shown: pd.DataFrame, taken: npt.NDArray[np.bool_]) -> _Pairs:
    keys = ["worker_id", "round"] if "round" in shown else ["worker_id"]
    lists = shown.groupby(keys, sort=False).ngroup().to_numpy()
    rows = pd.DataFrame({"list": lists, "row": np.arange(len(shown))})
    both = rows[taken].merge(rows, on="list", suffixes=("_taken", "_other"))
    both = both[both["row_taken"] != both["row_other"]]
    one, other = both["row_taken"].to_numpy(), both["row_other"].to_numpy()
    if taken[other].all():
        raise MeasureError("outcomes: no list holds both a job taken and one that was not; nothing can be learned")
    return _Pairs(one, other)


def _fit(differences: Floats, weight: Floats, worker: Ints) -> tuple[Floats, Floats]:
    """Return β at or above 0, and its covariance with each worker as one observation."""
    active = np.arange(differences.shape[1])
    beta = np.zeros(differences.shape[1])
    while len(active):
        beta[:] = 0.0
        beta[active] = logistic(differences[:, active], np.ones(len(differences)), weight)
        if (beta[active] >= 0).all():
            break
        active = active[beta[active] > 0]
    beta = np.maximum(beta, 0.0)
    return beta, _sandwich(differences, weight, worker, beta)


def logistic(rows: Floats, response: Floats, weight: Floats) -> Floats:
    """Return the logistic fit to responses and weights that are right on average, one by one of any sign.

    scikit-learn's logistic regression takes neither.

    >>> rows = np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 1.0], [1.0, 1.0]])
    >>> beta = logistic(rows, np.array([1.0, 0.0, 1.0, 1.0]) - [0, 0, 0.5, 0], np.ones(4))
    >>> (1 / (1 + np.exp(-rows @ beta))).round(3).tolist()  # the means of both groups
    [0.5, 0.5, 0.75, 0.75]
    """
    beta = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ beta, -30, 30)))
        curvature = (rows * (weight * chance * (1 - chance))[:, None]).T @ rows
        step = np.linalg.lstsq(curvature, rows.T @ (weight * (response - chance)), rcond=1e-10)[0]
        beta += step / max(1.0, float(np.abs(step).max()) / 5)
        if np.abs(step).max() < 1e-9:
            break
    return beta


def _sandwich(differences: Floats, weight: Floats, worker: Ints, beta: Floats) -> Floats:
    chance = 1 / (1 + np.exp(-(differences @ beta)))
    bread = np.linalg.pinv((differences * (weight * chance * (1 - chance))[:, None]).T @ differences)
    gradients = differences * (weight * (1 - chance))[:, None]
    people = np.zeros((worker.max() + 1, differences.shape[1]))
    np.add.at(people, worker, gradients)
    return np.asarray(bread @ (people.T @ people) @ bread)


def _table(
    policy: Policy, terms: Sequence[str], varied: list[str], beta: Floats, spread: Floats
) -> pd.DataFrame:  # fmt: skip
    """Return the shares of β with their intervals, scaled to what the terms learned weigh together now."""
    old = asdict(policy.weights)
    total = sum(old[name] for name in varied)
    scale = total / beta.sum() if beta.sum() > 0 else 0.0
    share = beta * scale if scale else np.array([old[name] for name in varied])
    jacobian = (np.eye(len(beta)) - np.outer(share / max(total, 1e-12), np.ones(len(beta)))) * scale
    error = np.sqrt(np.maximum(np.diag(jacobian @ spread @ jacobian.T), 0.0)) if scale else np.full(len(beta), np.inf)
    found = {name: (w, max(w - _Z * e, 0.0), min(w + _Z * e, 1.0)) for name, w, e in zip(varied, share, error, strict=True)}
    rows = [(name, *found.get(name, (old[name], 0.0, 1.0)), name in found and bool(scale)) for name in terms]
    return pd.DataFrame(rows, columns=["term", "weight", "low", "high", "learned"])


def _doubts(table: pd.DataFrame, taken: int) -> list[str]:
    notes = [f"only {taken} jobs were taken; the weights are little more than a guess"] if taken < FEW else []
    constant = list(table.loc[~table["learned"], "term"])
    if constant:
        notes.append(f"{', '.join(constant)}: the same for all jobs shown; the old weight stands")
    wide = table[table["learned"] & (table["high"] - table["low"] > WIDE)]
    notes += [f"{row.term}: anything from {row.low:.2f} to {row.high:.2f}; the data cannot tell" for row in wide.itertuples()]
    zero = table[table["learned"] & (table["weight"] == 0)]
    return notes + [f"{row.term}: no sign that it matters; up to {row.high:.2f} is possible" for row in zero.itertuples()]


def check_outcomes(shown: pd.DataFrame, terms: Sequence[str], patience: float | None, *, lists: bool = True) -> None:
    """Raise ``MeasureError`` with every complaint about the columns and values of recorded outcomes."""
    needed = [*(["worker_id"] if lists else []), "rank", "taken", *terms]
    complaints = [f"column {name!r} is missing" for name in needed if name not in shown]
    numbers = [name for name in (*terms, "rank") if name in shown]
    values = shown[numbers].apply(pd.to_numeric, errors="coerce").astype(float)
    complaints += [f"column {name!r}: {int(n)} values are no numbers" for name, n in values.isna().sum().items() if n]
    if "taken" in shown and shown["taken"].isna().any():
        complaints.append(f"column 'taken': {int(shown['taken'].isna().sum())} values are unknown; leave these rows out")
    if "rank" in shown and (values["rank"] < 1).any():
        complaints.append("column 'rank': places count from 1")
    if patience is not None and not 0 < patience <= 1:
        complaints.append(f"patience {patience}: must lie in (0, 1]")
    unknown = [name for name in terms if name not in (*TERM_NAMES, "score")]
    complaints += [f"term {name!r} is unknown; known: {', '.join(TERM_NAMES)}" for name in unknown]
    if complaints:
        raise MeasureError("outcomes cannot be learned from\n  " + "\n  ".join(complaints))
