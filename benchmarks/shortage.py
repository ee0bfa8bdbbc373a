"""A county in real shortage, its size given: so many people, so many postings, trades skewed as Zipf.

The people's trades follow Zipf's law (the r-th trade has a share of 1/r). Of the postings one half follow the same
law and one half the same law with the trades in another order, so that some trades are short of places and some of
people. Places are as unequal as in the county (log-normal), and in all they are ``share`` of what people ask for.
"""

from __future__ import annotations

import numpy as np

from jobmatch.evaluation.people import draw_people
from jobmatch.evaluation.postings import draw_posts
from jobmatch.evaluation.simulate import World
from jobmatch.evaluation.taste import Floats, Ints, Taste
from jobmatch.evaluation.towns import away, elsewhere, towns_of
from jobmatch.evaluation.trades import trade_shares
from jobmatch.schema import Jobs, Workers

COUNTY = "500236"
OTHER_COUNTIES = 12


def county(n_workers: int, n_jobs: int, *, places: int, seed: int) -> World:
    """Return a county of ``n_workers`` people and ``n_jobs`` postings with ``places`` openings in all, all of them stated."""
    rng = np.random.default_rng(seed)
    towns = towns_of(COUNTY, rng)
    common = zipf(np.argsort(np.argsort(-trade_shares(), kind="stable")))
    posted = (common + common[rng.permutation(len(common))]) / 2
    there = elsewhere(COUNTY, OTHER_COUNTIES, rng), away()
    postings, posts = draw_posts(towns, there, openings(n_jobs, places, rng), rng, shares=posted)
    forms, people = draw_people(towns, n_workers, rng, shares=common)
    stated = Jobs(postings.assign(openings=posts.openings))
    return World(Workers(forms), stated, Taste(people, posts))


def zipf(rank: Ints) -> Floats:
    """Return the shares of things ranked from 0.

    >>> zipf(np.arange(3)).round(3).tolist()
    [0.545, 0.273, 0.182]
    """
    weight = 1 / (1.0 + rank)
    return np.asarray(weight / weight.sum())


def openings(n_jobs: int, places: int, rng: np.random.Generator) -> Ints:
    """Return the openings of every posting, at least one each, log-normal, ``places`` in all.

    >>> int(openings(100, 1050, np.random.default_rng(0)).sum())
    1050
    """
    drawn = rng.lognormal(1.9, 1.0, n_jobs)
    line = np.rint(np.cumsum(drawn) / drawn.sum() * max(places - n_jobs, 0)).astype(np.int64)
    return np.diff(line, prepend=0) + 1
