"""Baselines that learn from who took what: popular, item-item nearest neighbours, and ALS.

They know people by their past alone: who took nothing yet is not in the run, and a posting that nobody took comes
last or not at all. On a labour market nearly everybody and every posting is new, so they are here to be compared
with where interactions exist.

ALS (Hu, Koren and Volinsky 2008) and the neighbours are those of ``implicit`` (MIT; extra ``recommenders``).
RecTools (0.19.0, Apache-2.0) asks for pandas below 3 and, on Python 3.11 and 3.12, numpy below 2, and has no release for
Python 3.14; it cannot stand beside this package and is left out. Its popular and its neighbours (a wrapper around
``implicit``) are the ones here.

>>> from jobmatch.evaluation.baselines import Options
>>> people = Workers(pd.DataFrame({"worker_id": ["W1", "W2", "W3"]}))
>>> posts = Jobs(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["缝纫工", "保安员"]}))
>>> taken = pd.DataFrame({"worker_id": ["W1", "W2", "W2"], "job_id": ["J2", "J2", "J1"]})
>>> most_taken(taken, people, posts, Options(k=1))["job_id"].tolist()
['J2', 'J2', 'J2']
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from jobmatch.errors import MeasureError, MissingExtra
from jobmatch.evaluation.arrays import Floats
from jobmatch.evaluation.baselines import Options, ranked
from jobmatch.schema import Jobs, Workers

DEFAULT = Options()
"""Lists of ten that pass the plain requirements."""
FACTORS = 32
"""Width of the factors of ALS."""
NEIGHBOURS = 20
"""Postings whose likeness counts, for each posting."""


def most_taken(taken: pd.DataFrame, workers: Workers, jobs: Jobs, options: Options = DEFAULT) -> pd.DataFrame:
    """Return the jobs that most people took, the same for everyone.

    Parameters
    ----------
    taken
        ``worker_id, job_id``, one row a job taken.
    workers, jobs
        Who is shown what; ids in ``taken`` that are not among them are refused.
    options
        Length of the lists, requirements, seed.

    Raises
    ------
    MeasureError
        No interactions, or unknown ids.

    Examples
    --------
    >>> people, jobs = Workers(pd.DataFrame({"worker_id": ["W1", "W2"]})), Jobs(pd.DataFrame({"job_id": ["J1", "J2"], "title": "缝纫工"}))
    >>> most_taken(pd.DataFrame({"worker_id": ["W1"], "job_id": ["J2"]}), people, jobs)["job_id"].tolist()
    ['J2', 'J1', 'J2', 'J1']
    """
    often = np.asarray(_matrix(taken, workers, jobs).sum(axis=0)).ravel()
    return ranked(workers, jobs, np.broadcast_to(often, (len(workers), len(jobs))), options)


def neighbours(taken: pd.DataFrame, workers: Workers, jobs: Jobs, options: Options = DEFAULT) -> pd.DataFrame:
    """Return the jobs most alike to those a person took, alike where the same people took both (cosine).

    Parameters and errors as in ``most_taken``; people who took nothing, and jobs alike to none, are left out.
    """
    matrix = _matrix(taken, workers, jobs)
    model = _implicit("nearest_neighbours").CosineRecommender(K=NEIGHBOURS, num_threads=1)
    with warnings.catch_warnings():  # implicit converts its own matrix and complains of it
        warnings.filterwarnings("ignore", message="Method expects CSR input")
        model.fit(matrix, show_progress=False)
    scores = (matrix @ model.similarity.T).toarray()
    return ranked(workers, jobs, np.where(scores > 0, scores, -np.inf), options)


def als(
    taken: pd.DataFrame, workers: Workers, jobs: Jobs, options: Options = DEFAULT, *, factors: int = FACTORS
) -> pd.DataFrame:  # fmt: skip
    """Return the jobs by alternating least squares on what was taken.

    Parameters and errors as in ``most_taken``; people who took nothing, and jobs that nobody took, are left out.
    """
    matrix = _matrix(taken, workers, jobs)
    model = _implicit("cpu.als").AlternatingLeastSquares(factors=factors, random_state=options.seed, num_threads=1)
    model.fit(matrix, show_progress=False)
    scores: Floats = np.asarray(model.user_factors, dtype=np.float64) @ np.asarray(model.item_factors, dtype=np.float64).T
    known = np.outer(np.diff(matrix.indptr) > 0, np.asarray(matrix.sum(axis=0)).ravel() > 0)
    return ranked(workers, jobs, np.where(known, scores, -np.inf), options)


def _matrix(taken: pd.DataFrame, workers: Workers, jobs: Jobs) -> sparse.csr_matrix:
    """Return 1 where a person took a job, float32 ``[workers, jobs]``."""
    missing = [name for name in ("worker_id", "job_id") if name not in taken]
    if missing or not len(taken):
        raise MeasureError(f"interactions: {f'columns {missing} are missing' if missing else 'none were given'}")
    worker, job = (table.ids.get_indexer(pd.Index(taken[name].astype(str))) for table, name in ((workers, "worker_id"), (jobs, "job_id")))
    strange = int(((worker < 0) | (job < 0)).sum())
    if strange:
        raise MeasureError(f"interactions: {strange} of {len(taken)} rows name a worker or job that is not in the tables")
    matrix = sparse.csr_matrix((np.ones(len(taken), np.float32), (worker, job)), shape=(len(workers), len(jobs)))
    matrix.data[:] = 1.0
    return matrix


def _implicit(module: str) -> Any:
    try:
        from importlib import import_module

        return import_module(f"implicit.{module}")
    except ImportError as error:
        raise MissingExtra.named("recommenders", "ALS and neighbours") from error
