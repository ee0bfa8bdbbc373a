"""Simple systems to beat, each a line or a few: random, popular, nearest, pay, text, the incumbent's rule.

Each is a function of workers, jobs and options to a run (worker_id, job_id, rank, score). By default
every list passes the plain requirements (stated age and schooling), so that what is compared is the order.

>>> import pandas as pd
>>> workers = Workers(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫工"]}))
>>> jobs = Jobs(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["保安员", "缝纫工（包吃住）"]}))
>>> incumbent(workers, jobs)["job_id"].tolist()
['J2']
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import sparse

from jobmatch.evaluation.arrays import Flags, Floats
from jobmatch.evaluation.lists import positions
from jobmatch.places import distance_km
from jobmatch.schema import Jobs, Workers

if TYPE_CHECKING:
    from jobmatch.matcher import Matcher

WORKER_TEXT = ("wanted_occupation", "skills", "experience", "certificates")
JOB_TEXT = ("title", "description", "requirements")
BM25_K1, BM25_B = 1.5, 0.75
"""Robertson's usual constants."""


@dataclass(frozen=True)
class Options:
    """What all baselines share."""

    k: int = 10
    """Length of the lists."""
    eligible_only: bool = True
    """Leave out pairs whose stated age or schooling is not met."""
    seed: int = 0
    """Seed of the random one."""


def random(workers: Workers, jobs: Jobs, options: Options = Options()) -> pd.DataFrame:
    """Return jobs in random order."""
    scores = np.random.default_rng(options.seed).random((len(workers), len(jobs)))
    return ranked(workers, jobs, scores, options)


def popular(workers: Workers, jobs: Jobs, options: Options = Options()) -> pd.DataFrame:
    """Return the jobs with most openings, the same for everyone.

    >>> jobs = pd.DataFrame({"job_id": ["J1", "J2"], "title": "缝纫工", "openings": [2, 9]})
    >>> popular(Workers(pd.DataFrame({"worker_id": ["W1"]})), Jobs(jobs))["job_id"].tolist()
    ['J2', 'J1']
    """
    openings = _numbers(jobs, "openings", 0.0)
    return ranked(workers, jobs, np.broadcast_to(openings, (len(workers), len(jobs))), options)


def nearest(workers: Workers, jobs: Jobs, options: Options = Options()) -> pd.DataFrame:
    """Return the nearest jobs, straight line; unknown places last.

    >>> people = Workers(pd.DataFrame({"worker_id": ["W1"], "home_lat": [31.0], "home_lon": [109.5]}))
    >>> jobs = {"job_id": ["J1", "J2", "J3"], "title": "缝纫工", "work_lat": [32.0, 31.1, None], "work_lon": [109.5, 109.5, None]}
    >>> nearest(people, Jobs(pd.DataFrame(jobs)))["job_id"].tolist()
    ['J2', 'J1', 'J3']
    """
    home = [_numbers(workers, name, np.nan)[:, None] for name in ("home_lat", "home_lon")]
    work = [_numbers(jobs, name, np.nan)[None, :] for name in ("work_lat", "work_lon")]
    km = np.where(jobs.frame["workplace_type"].eq("home_based").to_numpy(bool), 0.0, distance_km(*home, *work))
    return ranked(workers, jobs, -np.nan_to_num(km, nan=1e5), options)


def best_paid(workers: Workers, jobs: Jobs, options: Options = Options()) -> pd.DataFrame:
    """Return the best paid jobs, by the middle of the range; unknown pay counts as the median.

    >>> jobs = pd.DataFrame({"job_id": ["J1", "J2"], "title": "缝纫工", "pay_min": [3000, 3500], "pay_max": [5000, 4000]})
    >>> best_paid(Workers(pd.DataFrame({"worker_id": ["W1"]})), Jobs(jobs))["job_id"].tolist()
    ['J1', 'J2']
    """
    pay = (_numbers(jobs, "pay_min", np.nan) + _numbers(jobs, "pay_max", np.nan)) / 2
    known = np.nan_to_num(pay, nan=float(np.nanmedian(pay)) if np.isfinite(pay).any() else 0.0)
    return ranked(workers, jobs, np.broadcast_to(known, (len(workers), len(jobs))), options)


def tfidf(workers: Workers, jobs: Jobs, options: Options = Options()) -> pd.DataFrame:
    """Return the jobs whose text is most alike: jieba words, TF-IDF, cosine."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    model = TfidfVectorizer(analyzer=_plain_words).fit(_texts(jobs, JOB_TEXT))
    said, posted = (model.transform(_texts(table, columns)) for table, columns in _sides(workers, jobs))
    return ranked(workers, jobs, (said @ posted.T).toarray(), options)


def bm25(workers: Workers, jobs: Jobs, options: Options = Options()) -> pd.DataFrame:
    """Return the jobs by Okapi BM25 over jieba's search words and characters.

    >>> jobs = Jobs(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["会计", "缝纫工"]}))
    >>> bm25(Workers(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["缝纫"]})), jobs)["job_id"].tolist()[0]
    'J2'
    """
    from sklearn.feature_extraction.text import CountVectorizer

    from jobmatch.language.tokens import cut

    model = CountVectorizer(analyzer=cut).fit(_texts(jobs, JOB_TEXT))
    said, posted = (model.transform(_texts(table, columns)) for table, columns in _sides(workers, jobs))
    return ranked(workers, jobs, ((said > 0).astype(float) @ _okapi(posted).T).toarray(), options)


def dense(
    workers: Workers, jobs: Jobs, options: Options = Options(), *, encoder: Any = None
) -> pd.DataFrame:  # fmt: skip
    """Return the jobs whose vectors are nearest; the default encoder unless one is given.

    >>> jobs = Jobs(pd.DataFrame({"job_id": ["J1", "J2"], "title": ["会计", "缝纫工"]}))
    >>> dense(Workers(pd.DataFrame({"worker_id": ["W1"], "wanted_occupation": ["平车工"]})), jobs)["job_id"].tolist()
    ['J2', 'J1']
    """
    return ranked(workers, jobs, _cosines(workers, jobs, encoder), options)


def reranked(
    workers: Workers, jobs: Jobs, options: Options = Options(), *, matcher: Matcher, first: int = 50
) -> pd.DataFrame:  # fmt: skip
    """Return the usual pipeline: the ``first`` jobs by text, put in order by the whole score of ``matcher``."""
    shortlist = dense(workers, jobs, Options(first, options.eligible_only), encoder=matcher.encoder)
    scored = matcher.recommend(workers, k=len(jobs)).to_frame()[["worker_id", "job_id", "rank", "score"]]
    kept = shortlist[["worker_id", "job_id"]].merge(scored, on=["worker_id", "job_id"])
    kept = kept.sort_values(["worker_id", "rank"], ignore_index=True)
    kept["rank"] = kept.groupby("worker_id").cumcount() + 1
    return kept[kept["rank"] <= options.k].reset_index(drop=True)


def incumbent(workers: Workers, jobs: Jobs, options: Options = Options()) -> pd.DataFrame:
    """Return what the labour-market system in use finds: occupation LIKE, age, schooling, wage range.

    LIKE is generous here: any word of the wish, two characters or more, anywhere in title or description. It
    filters and does not rank: jobs come in the order of their ids, the same for everyone they pass.
    """
    words = [_keywords(text) for text in _texts(workers, ("wanted_occupation",))]
    posts = _texts(jobs, ("title", "description"))
    holds = {word: [word in post for post in posts] for some in words for word in some}
    alike = np.array([np.any([holds[word] for word in some] or [[False] * len(posts)], axis=0) for some in words])
    asked, top = _numbers(workers, "pay_min_wanted", 0.0), _numbers(jobs, "pay_max", np.inf)
    passes = alike.reshape(len(workers), len(jobs)) & (asked[:, None] <= top[None, :])
    order = np.argsort(np.argsort(jobs.ids.to_numpy(dtype=object))) / max(len(jobs), 1)
    return ranked(workers, jobs, np.where(passes, 1.0 - order, -np.inf), options)


BASELINES: dict[str, Callable[..., pd.DataFrame]] = {
    "random": random,
    "popular": popular,
    "nearest": nearest,
    "best paid": best_paid,
    "TF-IDF": tfidf,
    "BM25": bm25,
    "dense": dense,
    "incumbent": incumbent,
}
"""Those that need nothing but workers and jobs."""


def ranked(workers: Workers, jobs: Jobs, scores: Floats, options: Options) -> pd.DataFrame:
    """Return the ``k`` best finite scores of every worker as a run; ties by job id.

    Parameters
    ----------
    workers, jobs
        The tables.
    scores
        ``[workers, jobs]``; −inf where a pair is no match.
    options
        Length of the lists, and whether requirements hold.
    """
    allowed = np.isfinite(scores)
    if options.eligible_only:
        allowed = allowed & plain_requirements(workers, jobs)
    worker, job = np.nonzero(allowed)
    score = np.asarray(scores)[worker, job]
    name = np.argsort(np.argsort(jobs.ids.to_numpy(dtype=object)))
    order = np.lexsort((name[job], -score, worker))
    place = positions(worker[order])
    best = order[place <= options.k]
    ids = {"worker_id": workers.ids[worker[best]], "job_id": jobs.ids[job[best]]}
    return pd.DataFrame({**ids, "rank": place[place <= options.k], "score": score[best]})


def plain_requirements(workers: Workers, jobs: Jobs) -> Flags:
    """Return which pairs meet the stated age and schooling, ``[workers, jobs]``; unknown refuses nothing.

    >>> people = Workers(pd.DataFrame({"worker_id": ["W1", "W2"], "age": [50, None]}))
    >>> plain_requirements(people, Jobs(pd.DataFrame({"job_id": ["J1"], "title": ["缝纫工"], "age_max": [45]}))).tolist()
    [[False], [True]]
    """
    age, schooling = (_numbers(workers, name, np.nan)[:, None] for name in ("age", "education"))
    low, high = _numbers(jobs, "age_min", -np.inf), _numbers(jobs, "age_max", np.inf)
    refused = (age < low) | (age > high) | (schooling < _numbers(jobs, "education_min", -np.inf))
    return np.asarray(~refused)


def _numbers(table: Workers | Jobs, name: str, unknown: float) -> Floats:
    return table.frame[name].to_numpy(dtype=float, na_value=unknown)


def _sides(workers: Workers, jobs: Jobs) -> list[tuple[Workers | Jobs, tuple[str, ...]]]:
    return [(workers, WORKER_TEXT), (jobs, JOB_TEXT)]


def _texts(table: Workers | Jobs, columns: tuple[str, ...]) -> list[str]:
    rows = table.frame[list(columns)].fillna("").to_numpy(dtype=object)
    return [" ".join(row).strip() for row in rows]


def _plain_words(text: str) -> list[str]:
    import jieba

    return [word for word in jieba.cut(text) if word.strip()]


def _keywords(text: str) -> list[str]:
    return [word for word in _plain_words(text) if len(word) > 1]


def _okapi(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return the BM25 weight of every word in every posting."""
    n, length = counts.shape[0], np.asarray(counts.sum(axis=1)).ravel()
    holding = np.asarray((counts > 0).sum(axis=0)).ravel()
    rarity = np.log(1 + (n - holding + 0.5) / (holding + 0.5))
    found = counts.tocoo()
    damped = BM25_K1 * (1 - BM25_B + BM25_B * length / max(length.mean(), 1e-9))
    weight = rarity[found.col] * found.data * (BM25_K1 + 1) / (found.data + damped[found.row])
    return sparse.csr_matrix((weight, (found.row, found.col)), shape=counts.shape)


def _cosines(workers: Workers, jobs: Jobs, encoder: Any) -> Floats:
    from jobmatch.language.encoders import default_encoder

    encoder = encoder or default_encoder()
    said = encoder.encode(_texts(workers, ("wanted_occupation", "skills", "experience")))
    posted = encoder.encode(_texts(jobs, ("title", "description")))
    return np.asarray(np.asarray(said) @ np.asarray(posted).T, dtype=np.float64)
