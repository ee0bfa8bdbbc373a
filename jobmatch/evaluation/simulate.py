"""Markets whose right answers are known, from two towns to a province.

=================  ==========================================================================================
``twin_towns``     for each worker one right job near, and an identical one far off
``checkerboard``   towns × trades, jobs on the black squares only: at home, or in the next town
``county``         a real county's townships, people and postings drawn to survey figures, a hidden taste
``province``       the same for a million people, streamed
=================  ==========================================================================================

Everything comes from a seed. The hidden taste (``taste``) is over CSCO codes, true pay and true points;
words are chosen afterwards. Nothing here imports the terms or an encoder, so no market can flatter the
matcher.

Examples
--------
>>> world = county("500236", n_workers=200, seed=1)
>>> len(world.workers), int(world.jobs.frame["openings"].sum()) <= 200
(200, True)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from jobmatch.errors import MeasureError
from jobmatch.evaluation.arrays import Ints
from jobmatch.evaluation.people import AS_OF, draw_people
from jobmatch.evaluation.postings import draw_posts
from jobmatch.evaluation.taste import People, Posts, Taste
from jobmatch.evaluation.towns import Towns, away, elsewhere, towns_of
from jobmatch.places import distance_km, tiers
from jobmatch.schema import Jobs, Workers

TIGHTNESS = {"slack": 0.5, "even": 1.0, "tight": 2.0}
"""Openings per worker (求人倍率) of the three markets that tables are made for."""
Answers = dict[str, dict[str, int]]
_BLOCK = 500
_PLAIN = ("缝纫工", "保安", "厨师", "电工", "挖掘机司机", "养老护理员", "会计", "快递员")


@dataclass(frozen=True)
class World:
    """A market: what the forms say, and what is true."""

    workers: Workers
    jobs: Jobs
    taste: Taste | None = field(default=None, repr=False)
    """The hidden taste; None in the toy worlds, whose answers are listed."""
    answers: Answers = field(default_factory=dict, repr=False)

    @cached_property
    def qrels(self) -> Answers:
        """The truth: worker → job → 2 right, 1 acceptable; workers with neither do not occur."""
        if self.taste is None:
            return self.answers
        found: Answers = {}
        workers, jobs = self.workers.ids.to_numpy(), self.jobs.ids.to_numpy()
        for start in range(0, len(workers), _BLOCK):
            rows = np.arange(start, min(start + _BLOCK, len(workers)))
            grade = self.taste.grade(rows[:, None], np.arange(len(jobs))[None, :])
            for row, job in zip(*np.nonzero(grade), strict=True):
                found.setdefault(workers[start + row], {})[jobs[job]] = int(grade[row, job])
        return found

    def rows(self, frame: pd.DataFrame) -> tuple[Ints, Ints]:
        """Return the worker and job rows of a frame of pairs."""
        worker, job = pd.Index(frame["worker_id"]), pd.Index(frame["job_id"])
        return self.workers.ids.get_indexer(worker), self.jobs.ids.get_indexer(job)

    def pairs(self, run: Any) -> pd.DataFrame:
        """Return what is known of the pairs of a run: distance_km, tier, openings, eligible (in truth).

        Distances are those between the points on the forms, km.

        >>> world = twin_towns(4)
        >>> world.pairs(pd.DataFrame({"worker_id": world.workers.ids[:1], "job_id": world.jobs.ids[:1]})).columns.tolist()
        ['worker_id', 'job_id', 'distance_km', 'tier', 'openings']
        """
        frame = run if isinstance(run, pd.DataFrame) else run.to_frame()
        worker, job = self.rows(frame)
        known = frame[["worker_id", "job_id"]].copy()
        home, work = self.workers.frame.take(worker), self.jobs.frame.take(job)
        points = (home["home_lat"], home["home_lon"], work["work_lat"], work["work_lon"])
        known["distance_km"] = distance_km(*(p.to_numpy(dtype=float, na_value=np.nan) for p in points))
        codes = (home["home_code"].to_numpy(dtype=object), work["work_code"].to_numpy(dtype=object))
        known["tier"] = tiers(*codes, home_based=work["workplace_type"].eq("home_based").to_numpy(bool), on=AS_OF.date())
        known["openings"] = work["openings"].to_numpy()
        if self.taste is not None:
            known["eligible"] = self.taste.qualified(worker, job)
        return known


def twin_towns(n: int = 8, *, apart_km: float = 500.0) -> World:
    """Return a world of two towns with the same posts: each worker's right job is the one at home.

    Parameters
    ----------
    n
        Workers; half live in each town, trades go round.
    apart_km
        Way between the towns.

    Examples
    --------
    >>> world = twin_towns(2)
    >>> world.qrels
    {'W1': {'J1': 1}, 'W2': {'J4': 1}}
    """
    _check(n=(n, 1), apart_km=(apart_km, 0.0))
    towns = _line(2, apart_km)
    trades = _PLAIN[: max(1, min(len(_PLAIN), n))]
    posts = [(town, trade) for trade in trades for town in range(2)]
    people = [(i % 2, trades[i % len(trades)]) for i in range(n)]
    answers = {f"W{i + 1}": {f"J{posts.index(person) + 1}": 1} for i, person in enumerate(people)}
    return World(_toy_workers(people, towns), _toy_jobs(posts, towns), answers=answers)


def checkerboard(towns: int = 6, trades: int = 6, *, apart_km: float = 20.0) -> World:
    """Return a world of towns in a line and trades, one worker a square, jobs on the black squares only.

    On a black square the right job is at home; on a white one those of the same trade in the next towns are.

    Examples
    --------
    >>> checkerboard(2, 2).qrels["W2"]  # town 1, trade 2: white; the job is in town 2
    {'J2': 1}
    """
    _check(towns=(towns, 1), trades=(trades, 1), apart_km=(apart_km, 0.0))
    squares = [(town, _PLAIN[trade]) for town in range(towns) for trade in range(min(trades, len(_PLAIN)))]
    black = [square for square in squares if (square[0] + _PLAIN.index(square[1])) % 2 == 0]
    near = {square: [square] if square in black else [(square[0] + step, square[1]) for step in (-1, 1)]
            for square in squares}  # fmt: skip
    answers = {f"W{i + 1}": {f"J{black.index(post) + 1}": 1 for post in near[square] if post in black} for i, square in enumerate(squares)}
    line = _line(towns, apart_km)
    return World(_toy_workers(squares, line), _toy_jobs(black, line), answers=answers)


def county(
    adcode: str = "500236", *, n_workers: int = 2000, tightness: float = 1.0, seed: int = 0
) -> World:  # fmt: skip
    """Return a county with a hidden taste.

    Parameters
    ----------
    adcode
        A county of the gazetteer (or a city, or a province).
    n_workers
        People looking for work.
    tightness
        Openings per worker; see ``TIGHTNESS``.
    seed
        The same seed, the same county.

    Raises
    ------
    KeyError
        The gazetteer has no township with a point there.
    MeasureError
        A number that cannot be: fewer people than none.
    """
    _check(n_workers=(n_workers, 0), tightness=(tightness, 0.0), seed=(seed, 0))
    rng = np.random.default_rng(seed)
    towns = towns_of(adcode, rng)
    openings = max(1, round(tightness * n_workers))
    postings, posts = draw_posts(towns, (elsewhere(adcode, 12, rng), away()), openings, rng)
    forms, people = draw_people(towns, n_workers, rng)
    return World(Workers(forms), Jobs(postings), Taste(people, posts))


FARTHEST_KM = 10_000.0
"""Farther apart no two towns of a toy world lie: they stand on the globe."""
LARGEST_WORLD = 10**8
"""More people, openings a person or towns than are ever drawn."""


def _check(**numbers: tuple[Any, float]) -> None:
    """Raise MeasureError for every number that is none, or under its least; a least that is whole asks for whole numbers."""
    wrong = []
    for name, (number, least) in numbers.items():
        kinds, most = (
            (int, np.integer) if isinstance(least, int) else (int, float, np.number),
            FARTHEST_KM if name == "apart_km" else LARGEST_WORLD,
        )
        if isinstance(number, bool) or not isinstance(number, kinds) or not least <= number <= most:
            wrong.append(f"{name}: {number!r}; it must be a {'whole ' if isinstance(least, int) else ''}number from {least:g} to {most:g}")
    if wrong:
        raise MeasureError("no such world can be drawn\n  " + "\n  ".join(wrong))


@dataclass(frozen=True)
class Province:
    """A market too large to hold: its postings, and its people in chunks."""

    jobs: Jobs
    posts: Posts
    towns: Towns
    n_workers: int
    chunk: int
    seed: int

    def __iter__(self) -> Iterator[World]:
        """Return worlds of ``chunk`` people each over the same postings; the same people on every pass."""
        starts = range(0, self.n_workers, self.chunk)
        seeds = np.random.SeedSequence(self.seed).spawn(len(starts) + 1)[1:]
        for start, seed in zip(starts, seeds, strict=True):
            n = min(self.chunk, self.n_workers - start)
            forms, people = draw_people(self.towns, n, np.random.default_rng(seed), first=start)
            yield World(Workers(forms), self.jobs, Taste(people, self.posts))


def province(
    adcode: str = "500000", *, n_workers: int = 1_000_000, tightness: float = 1.0, chunk: int = 10_000,
    seed: int = 0
) -> Province:  # fmt: skip
    """Return a province whose people are drawn chunk by chunk; parameters as in ``county``.

    Examples
    --------
    >>> small = province(n_workers=30, chunk=20, seed=1)
    >>> [len(world.workers) for world in small]
    [20, 10]
    """
    rng = np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0])
    towns = towns_of(adcode, rng)
    openings = max(1, round(tightness * n_workers))
    postings, posts = draw_posts(towns, (towns, away()), openings, rng)
    return Province(Jobs(postings), posts, towns, n_workers, chunk, seed)


def _line(n: int, apart_km: float) -> list[tuple[float, float]]:
    """Return points on the parallel of 31° north, ``apart_km`` from one to the next."""
    step = apart_km / float(distance_km(31.0, 105.0, 31.0, 106.0))
    return [(31.0, 100.0 + i * step) for i in range(n)]


def _toy_workers(people: list[tuple[int, str]], towns: list[tuple[float, float]]) -> Workers:
    rows: list[Mapping[str, Any]] = [
        {
            "worker_id": f"W{i + 1}", "wanted_occupation": trade, "mobility": "anywhere", "age": 35,
            "education": 3, "home_lat": towns[town][0], "home_lon": towns[town][1],
        }
        for i, (town, trade) in enumerate(people)
    ]  # fmt: skip
    return Workers(pd.DataFrame(rows))


def _toy_jobs(posts: list[tuple[int, str]], towns: list[tuple[float, float]]) -> Jobs:
    rows: list[Mapping[str, Any]] = [
        {
            "job_id": f"J{i + 1}", "title": trade, "openings": 1, "pay_min": 4000, "pay_max": 4000,
            "work_lat": towns[town][0], "work_lon": towns[town][1],
        }
        for i, (town, trade) in enumerate(posts)
    ]  # fmt: skip
    return Jobs(pd.DataFrame(rows))


__all__ = ["TIGHTNESS", "People", "Province", "World", "checkerboard", "county", "province", "twin_towns"]
