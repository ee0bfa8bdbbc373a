"""How far people are sent, beside people who are sent to the best jobs whoever else is sent there.

More people are served by using places that stood empty, and where these are is no matter of who is sent there. So
one mean over all pairs says little, and distances are read four ways. ``km`` is the mean over all pairs that can still
be taken. The others are ratios to ``top-k``:

* ``nearest``: the nearest job that a person can still take, over the people served by both;
* ``first``: the same of the job of best score;
* ``places``: over the places that ``top-k`` fills, how much farther the people in these places come from.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array, hstack, vstack

import jobmatch as jm
from jobmatch.allocation import Market, Options, solve
from jobmatch.evaluation.simulate import World

FAR_KM = 1e4
"""No way is longer; what a place filled counts in the plan of least km."""


def beside(taken: pd.DataFrame, plain: pd.DataFrame) -> dict[str, float]:
    """Return the ratios of ``taken`` to ``plain``, less 1, per cent."""
    ways = {"nearest %": _nearest, "first %": _first}
    found = {name: _people(way(taken), way(plain)) for name, way in ways.items()}
    return {name: round(100 * ratio, 1) for name, ratio in {**found, "places %": _places(taken, plain)}.items()}


def _nearest(frame: pd.DataFrame) -> pd.Series:
    return frame.groupby("worker_id")["distance_km"].min()


def _first(frame: pd.DataFrame) -> pd.Series:
    return frame.sort_values("score", ascending=False, kind="stable").groupby("worker_id")["distance_km"].first()


def _people(ours: pd.Series, theirs: pd.Series) -> float:
    both = ours.dropna().index.intersection(theirs.dropna().index)
    return float(ours[both].mean() / theirs[both].mean() - 1)


def _places(taken: pd.DataFrame, plain: pd.DataFrame) -> float:
    filled = plain.groupby("job_id")["distance_km"].agg(["size", "mean"])
    ours = taken.groupby("job_id")["distance_km"].mean().reindex(filled.index)
    known = ours.notna() & filled["mean"].notna()
    theirs = np.average(filled["mean"][known], weights=filled["size"][known])
    return float(np.average(ours[known], weights=filled["size"][known]) / theirs - 1)


def least_km(world: World, policy: jm.Policy, market: Market) -> pd.DataFrame:
    """Return the plan that serves most people, fills most places, and of such plans has the least km, by an exact flow."""
    listed, worker, job = _every_pair(world, policy)
    nearer = 1 - listed["distance_km"].fillna(listed["distance_km"].mean()).to_numpy() / FAR_KM
    chosen = solve(Options(worker, job, 10 + nearer), market).options
    width = len(world.jobs)
    return listed[np.isin(worker * width + job, chosen.worker * width + chosen.job)]


def least_mean_km(world: World, policy: jm.Policy, market: Market, losing: float) -> float:
    """Return the least mean km that any plan has whose Σ score + people served lies within ``losing`` (a share) of the most there can be.

    By linear programmes, so that plans which give parts of a place count too: no plan at all is nearer. A mean is no linear
    goal; what its km exceed a guess by is, and the next guess is the mean of the plan that has the least of that (Dinkelbach).
    """
    listed, worker, job = _every_pair(world, policy)
    known = listed["distance_km"].notna().to_numpy()
    km = listed["distance_km"].fillna(0.0).to_numpy()
    worth = np.concatenate([listed["score"].to_numpy(), np.ones(len(world.workers))])
    rules, limits = _rules(worker, job, market)
    most = linprog(-worth, A_ub=rules, b_ub=limits, bounds=(0, 1)).fun
    rules, limits = vstack([rules, csr_array(-worth[None, :])]), np.append(limits, (1 - losing) * most)
    mean, before = float(km[known].mean()), np.inf
    while before - mean > 0.05:
        before = mean
        over = np.concatenate([np.where(known, km - mean, 0.0), np.zeros(len(world.workers))])
        share = linprog(over, A_ub=rules, b_ub=limits, bounds=(0, 1)).x[: len(km)]
        mean = float(km @ share / share[known].sum())
    return mean


def _every_pair(world: World, policy: jm.Policy) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """Return every pair that suits, and the row of its worker and of its job."""
    listed = jm.Matcher(world.jobs, policy=policy).recommend(world.workers, k=len(world.jobs)).to_frame()
    sides = (world.workers.ids, "worker_id"), (world.jobs.ids, "job_id")
    worker, job = (ids.get_indexer(pd.Index(listed[name])) for ids, name in sides)
    return listed, worker, job


def _rules(worker: np.ndarray, job: np.ndarray, market: Market) -> tuple[csr_array, np.ndarray]:
    """Return what binds the share of each pair and of each person served: jobs a person, places of a job, and that who is served has a job."""
    pairs, people = len(worker), market.workers
    ones, pair, person = np.ones(pairs), np.arange(pairs), np.arange(people)
    of_worker = coo_array((ones, (worker, pair)), shape=(people, pairs))
    of_job = coo_array((ones, (job, pair)), shape=(market.jobs, pairs))
    nobody = [coo_array((rows, people)) for rows in (people, market.jobs)]
    served = coo_array((np.ones(people), (person, person)))
    rules = vstack([hstack([of_worker, nobody[0]]), hstack([of_job, nobody[1]]), hstack([-of_worker, served])])
    return csr_array(rules), np.concatenate([market.limit, market.capacity, np.zeros(people)]).astype(float)
