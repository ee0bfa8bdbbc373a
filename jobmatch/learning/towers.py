"""Two towers learned from outcomes: what people took, where the words alone did not say so.

``learn_towers`` returns an encoder (``language.towers``) that takes the place of the matcher's:
``Matcher(jobs, encoder=learn_towers(shown, workers, matcher).encoder)``. The model of an outcome is the one of
``learn_probability`` with one term more::

    log odds (a job shown first is taken) = a + b · score + qᵀ W d,      λ |W|² / 2 kept small

which is convex in W. λ is chosen on a fifth of the workers who are held out; W is then cut to its ``rank`` strongest
directions (singular values), W = b · weight of fit · slope · A Bᵀ.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobmatch.errors import MeasureError
from jobmatch.language.towers import TwoTowerEncoder
from jobmatch.learning.probability import TakingProbability, learn_probability
from jobmatch.learning.weights import Floats, Ints, LearningWarning
from jobmatch.matcher import Matcher
from jobmatch.schema import Workers
from jobmatch.terms.fit import TextRows, job_rows, worker_rows

PENALTIES = (10.0, 3.0, 1.0, 0.3, 0.1)
"""λ that are tried, from the strongest; each fit begins where the last one ended."""
STEPS = 25
"""Steps of L-BFGS from one λ to the next."""
SURE = 1.64
"""Standard errors (over workers held out) that a gain must exceed to be believed."""
HELD_OUT = 5
"""One worker in so many is held out to choose λ."""


@dataclass(frozen=True)
class LearnedTowers:
    """What the outcomes taught, and how far it holds for people who were not learned from."""

    encoder: TwoTowerEncoder
    """Takes the place of the matcher's encoder."""
    gain: float
    """Fall of the mean log loss on workers held out, of what the score alone leaves: 0 nothing, 1 all."""
    penalty: float
    """λ that was chosen; inf where nothing could be learned."""


@dataclass(frozen=True)
class _Outcomes:
    """Pairs as rows of two matrices, what was known of them before, and what happened."""

    query: Floats
    document: Floats
    worker: Ints
    row: Ints
    job: Ints
    before: Floats
    """Log odds by the score alone."""
    taken: Floats
    """taken / chance to be read: right on average, above 1 or not."""

    def of(self, which: npt.NDArray[np.bool_]) -> _Outcomes:
        """Return some of the pairs."""
        pairs = ("worker", "row", "job", "before", "taken")
        return replace(self, **{name: getattr(self, name)[which] for name in pairs})

    def log_odds(self, form: Floats) -> Floats:
        """Return the log odds of each pair."""
        return np.asarray(self.before + ((self.query @ form)[self.row] * self.document[self.job]).sum(axis=1))

    def losses(self, odds: Floats) -> Floats:
        """Return the log loss of each pair."""
        return np.asarray(np.logaddexp(0.0, odds) - self.taken * odds)


def learn_towers(shown: pd.DataFrame, workers: Workers, matcher: Matcher, *, rank: int = 16, patience: float = 1.0) -> LearnedTowers:
    """Return an encoder that has learned from what people took.

    Parameters
    ----------
    shown
        One row a job shown by this matcher: ``worker_id``, ``job_id``, ``rank``, ``score``, ``taken``.
    workers
        Who they were shown to.
    matcher
        The matcher that showed them.
    rank
        Columns that each tower adds to the rows.
    patience
        Chance to read on from one place to the next, as ``learn_weights`` found it.

    Raises
    ------
    MeasureError
        Columns or ids are missing, or the outcomes do not even follow the score.

    Warns
    -----
    LearningWarning
        Nothing that holds for people held out could be learned; the towers are then zero.

    Examples
    --------
    Five people are too few to teach anything that holds for others:

    >>> from jobmatch.schema import Jobs
    >>> jobs = Jobs(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工", "保安员"]}))
    >>> people = Workers(pd.DataFrame({"worker_id": [f"W{n}" for n in range(5)], "wanted_occupation": ["缝纫工"] * 5}))
    >>> shown = pd.DataFrame({"worker_id": people.ids.repeat(2), "job_id": ["J1", "J2"] * 5, "rank": [1, 2] * 5, "score": [0.8, 0.3] * 5})
    >>> with warnings.catch_warnings(record=True) as said:
    ...     learned = learn_towers(shown.assign(taken=[True, False] * 4 + [False, True]), people, Matcher(jobs), rank=2)
    >>> learned.gain, learned.penalty, said[0].category.__name__
    (0.0, inf, 'LearningWarning')
    """
    outcomes, per_cosine = _outcomes(shown, workers, matcher, patience)
    chosen, gain = _penalty(outcomes, rank)
    if chosen is None:
        warnings.warn("towers: nothing that holds for people held out; the texts stay as they are", LearningWarning, stacklevel=2)
        left = right = np.zeros((outcomes.query.shape[1], rank))
    else:
        left, right = _towers(list(_path(outcomes, chosen))[-1][1] / per_cosine, rank)
    encoder = TwoTowerEncoder(matcher.encoder, left.astype(np.float32), right.astype(np.float32))
    return LearnedTowers(encoder, gain, float("inf") if chosen is None else chosen)


def _outcomes(shown: pd.DataFrame, workers: Workers, matcher: Matcher, patience: float) -> tuple[_Outcomes, float]:
    """Return the pairs, and how much the log odds rise by when the cosine does by 1."""
    worker, job = _known(shown, workers, matcher)
    chance = learn_probability(shown, patience=patience)
    assert isinstance(chance, TakingProbability)
    per_cosine = chance.slope * matcher.policy.weights.fit * matcher.encoder.calibration.slope
    if not per_cosine > 0:
        raise MeasureError("outcomes: a higher score was not taken more often; there is nothing to add a term to")
    queries, documents = worker_rows(workers, matcher.encoder), job_rows(matcher.jobs, matcher.encoder)
    row, post = _best_rows(queries, documents, worker, job)
    width = int(matcher.encoder.encode([""]).shape[1])
    q, d = (side.vectors[:, :width].astype(np.float64) for side in (queries, documents))
    before = chance.intercept + chance.slope * shown["score"].to_numpy(dtype=float)
    taken = shown["taken"].to_numpy(dtype=float) / patience ** (shown["rank"].to_numpy(dtype=float) - 1)
    return _Outcomes(q, d, worker, row, post, before, taken), per_cosine


def _known(shown: pd.DataFrame, workers: Workers, matcher: Matcher) -> tuple[Ints, Ints]:
    missing = [name for name in ("worker_id", "job_id", "rank", "score", "taken") if name not in shown]
    if missing:
        raise MeasureError(f"outcomes cannot be learned from\n  columns {missing} are missing")
    worker = workers.ids.get_indexer(pd.Index(shown["worker_id"].astype(str)))
    job = matcher.jobs.ids.get_indexer(pd.Index(shown["job_id"].astype(str)))
    strange = [(n, what) for n, what in ((int((worker < 0).sum()), "worker"), (int((job < 0).sum()), "job")) if n]
    if strange:
        raise MeasureError("outcomes cannot be learned from\n" + "\n".join(f"  {n} rows name an unknown {what}" for n, what in strange))
    return worker, job


def _best_rows(queries: TextRows, documents: TextRows, worker: Ints, job: Ints) -> tuple[Ints, Ints]:
    """Return the query row and the document row that make the fit of each pair."""
    wishes, posts = np.diff(queries.start)[worker], np.diff(documents.start)[job]
    pair = np.repeat(np.arange(len(worker)), wishes * posts)
    step = np.arange(len(pair)) - np.repeat(np.cumsum(wishes * posts) - wishes * posts, wishes * posts)
    row = queries.start[worker][pair] + step // posts[pair]
    post = documents.start[job][pair] + step % posts[pair]
    cosine = (queries.vectors[row] * documents.vectors[post]).sum(axis=1)
    best = np.lexsort((-cosine, pair))
    first = best[np.searchsorted(pair[best], np.arange(len(worker)))]
    return row[first], post[first]


def _penalty(outcomes: _Outcomes, rank: int) -> tuple[float | None, float]:
    """Return λ that serves people held out best, and what it gains there; None where none gains."""
    held = pd.factorize(outcomes.worker)[0] % HELD_OUT == 0
    learn, test = outcomes.of(~held), outcomes.of(held)
    if not held.any() or held.all():
        return None, 0.0
    before, gains = test.losses(test.before), {}
    for penalty, form in _path(learn, min(PENALTIES)):
        left, right = _towers(form, rank)
        gains[penalty] = before - test.losses(test.log_odds(left @ right.T))
    best = max(gains, key=lambda penalty: float(gains[penalty].sum()))
    by_worker = np.bincount(pd.factorize(test.worker)[0], gains[best])
    noise = float(np.sqrt((by_worker**2).sum()))
    return (best, float(by_worker.sum() / before.sum())) if by_worker.sum() > SURE * noise else (None, 0.0)


def _path(outcomes: _Outcomes, weakest: float) -> Iterator[tuple[float, Floats]]:
    """Return every λ down to the weakest with its W."""
    form = np.zeros((outcomes.query.shape[1], outcomes.document.shape[1]))
    for penalty in PENALTIES:
        if penalty >= weakest:
            form = _bilinear(outcomes, penalty, form)
            yield penalty, form


def _bilinear(outcomes: _Outcomes, penalty: float, start: Floats) -> Floats:
    """Return W, the penalised logistic fit (L-BFGS)."""
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    shape = start.shape
    sizes = (len(outcomes.query), len(outcomes.document))

    def objective(flat: Floats) -> tuple[float, Floats]:
        form = flat.reshape(shape)
        odds = outcomes.log_odds(form)
        error = 1 / (1 + np.exp(-odds)) - outcomes.taken
        by_pair = csr_matrix((error, (outcomes.row, outcomes.job)), shape=sizes)
        gradient = outcomes.query.T @ (by_pair @ outcomes.document) + penalty * form
        total = float(outcomes.losses(odds).sum()) + penalty * float((form**2).sum()) / 2
        return total, np.asarray(gradient).ravel()

    found = minimize(objective, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return np.asarray(found.x, dtype=np.float64).reshape(shape)


def _towers(form: Floats, rank: int) -> tuple[Floats, Floats]:
    """Return A and B with A Bᵀ the nearest form of that rank."""
    left, strength, right = np.linalg.svd(form)
    root = np.sqrt(strength[:rank])
    return left[:, :rank] * root, right[:rank].T * root
