"""A season on a simulated market: lists shown, applications, interviews, hires within the openings, dropouts.

Each round every person without a job is shown the next few jobs of the list that still have openings. A
job at place r is read with chance ``patience ** (r − 1)`` and, once read, applied for with chance
``eagerness × appeal``. Employers turn away who is not qualified, see at most ``interviews`` people an
opening, and find out how skilled they are; people take their most appealing offer. Who is hired may
leave again, the sooner the less the job appeals, and then both person and opening come back.

The luck of a pair depends on seed, person and job alone, so that two systems are compared with the same luck.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from jobmatch.errors import MeasureError
from jobmatch.evaluation.arrays import Flags, Floats, Ints
from jobmatch.evaluation.lists import positions
from jobmatch.evaluation.simulate import World
from jobmatch.evaluation.taste import Taste, uniform
from jobmatch.schema import Jobs, Workers

Lists = Callable[[Workers, Jobs, pd.DataFrame], Any]
"""From the people without a job, the jobs with openings left and the pairs tried (without a job: who was shown none so far):
Matches or a frame with rank."""
EVENTS = ("shown", "applied", "interviewed", "hired", "left")


@dataclass(frozen=True)
class Rules:
    """How a season goes."""

    rounds: int = 3
    """How often lists are shown."""
    shown: int = 5
    """Jobs on a card."""
    patience: float = 0.85
    """Chance to read on after each job: the position bias of the clicks."""
    eagerness: float = 0.8
    """Chance to apply for a job that could not appeal more."""
    interviews: int = 3
    """Most people an employer sees for one opening, each round."""
    leaving: float = 0.5
    """Chance to leave a job that does not appeal at all."""


@dataclass(frozen=True)
class Season:
    """What happened, event by event."""

    events: pd.DataFrame
    """round, worker_id, job_id, place (in the list), event; see ``EVENTS``."""
    n_workers: int
    openings: int
    km: float
    """Mean distance of those who were hired and stayed, km; NaN where nobody was."""

    @property
    def counts(self) -> pd.Series:
        """How often each event happened."""
        return self.events["event"].value_counts().reindex(list(EVENTS), fill_value=0)

    @property
    def stayed(self) -> pd.Series:
        """1 for each worker hired and not gone at the end of the season, by worker_id."""
        signs = self.events["event"].map({"hired": 1, "left": -1}).fillna(0)
        return signs.groupby(self.events["worker_id"]).sum().astype(int)

    @property
    def shown(self) -> pd.DataFrame:
        """One row a job shown: round, worker_id, job_id, rank (place on the card), taken (applied for); see ``learning``.

        >>> events = pd.DataFrame({"round": 1, "worker_id": ["W1"] * 3, "job_id": ["J1", "J2", "J1"], "place": [1, 2, 1]})
        >>> season = Season(events.assign(event=["shown", "shown", "applied"]), n_workers=1, openings=1, km=5.0)
        >>> season.shown[["job_id", "rank", "taken"]].values.tolist()
        [['J1', 1, True], ['J2', 2, False]]
        """
        keys = ["round", "worker_id", "job_id"]
        shown = self.events[self.events["event"] == "shown"].rename(columns={"place": "rank"})[[*keys, "rank"]]
        applied = pd.MultiIndex.from_frame(self.events.loc[self.events["event"] == "applied", keys])
        taken = pd.MultiIndex.from_frame(shown[keys]).isin(applied)
        return shown.assign(taken=taken).reset_index(drop=True)

    def summary(self) -> dict[str, float]:
        """Return hires, stayed, their kilometres, applications a hire, and the share of openings filled.

        >>> events = pd.DataFrame({"round": 1, "worker_id": ["W1"] * 3, "job_id": "J1", "place": 1, "event": ["shown", "applied", "hired"]})
        >>> Season(events, n_workers=2, openings=4, km=12.0).summary()
        {'hires': 1.0, 'stayed': 1.0, 'km': 12.0, 'applications_per_hire': 1.0, 'fill_rate': 0.25, 'unplaced': 0.5}
        """
        counts, stayed = self.counts, int(self.stayed.sum())
        return {
            "hires": float(counts["hired"]),
            "stayed": float(stayed),
            "km": self.km,
            "applications_per_hire": float(counts["applied"] / max(counts["hired"], 1)),
            "fill_rate": stayed / self.openings,
            "unplaced": 1 - stayed / self.n_workers,
        }


def play(world: World, lists: Lists | Any, rules: Rules = Rules(), *, seed: int = 0) -> Season:
    """Return a season in which everybody is shown these lists.

    Parameters
    ----------
    world
        A simulated county.
    lists
        Matches or a frame (worker_id, job_id, rank), from which the next open jobs are shown every
        round; or a function of the people without a job, the jobs with openings left (column
        ``openings``) and the pairs already tried, asked every round.
    rules
        How the season goes.
    seed
        Luck; the same for every system that is compared.

    Raises
    ------
    MeasureError
        The world has no hidden taste (the toy worlds have none).
    """
    market = _Market(world, rules, seed)
    fixed = None if callable(lists) else _frame(lists)
    for number in range(rules.rounds):
        run = fixed if fixed is not None else _frame(lists(*market.open_tables()))
        market.round(number + 1, run)
    return market.season()


@dataclass
class _Market:
    """The state of a season."""

    world: World
    rules: Rules
    seed: int
    events: list[pd.DataFrame] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.taste = _taste(self.world)
        self.left = self.taste.posts.openings.copy()
        self.job_of = np.full(len(self.world.workers), -1)
        self.tried = np.zeros((len(self.world.workers), len(self.world.jobs)), dtype=bool)

    def open_tables(self) -> tuple[Workers, Jobs, pd.DataFrame]:
        """Return who is without a job, what is open, and the pairs tried; a person shown none so far has a row without a job."""
        jobs = self.world.jobs.take(self.left > 0)
        stated = self.world.jobs.frame["openings"].notna().to_numpy()[self.left > 0]
        openings = pd.Series(self.left[self.left > 0], dtype="Int64").where(stated)
        worker, job = np.nonzero(self.tried)
        history = pd.DataFrame({"worker_id": self.world.workers.ids[worker], "job_id": self.world.jobs.ids[job]})
        if self.events:
            idle = self.world.workers.ids[np.flatnonzero(~self.tried.any(axis=1))]
            history = pd.concat([history, pd.DataFrame({"worker_id": idle, "job_id": None})], ignore_index=True)
        open_jobs = jobs.replaced({"openings": openings.array})
        return self.world.workers.take(self.job_of < 0), open_jobs, history

    def round(self, number: int, run: pd.DataFrame) -> None:
        """Play one round."""
        worker, job, place = self._shown(run)
        pairs = pd.DataFrame({"worker": worker, "job": job, "place": place, "appeal": self.taste.appeal(worker, job)})
        self.tried[worker, job] = True
        read = self._luck(worker, job, 1) < self.rules.patience ** (place - 1)
        applied = read & (self._luck(worker, job, 2) < self.rules.eagerness * pairs["appeal"].to_numpy())
        seen = self._interviewed(pairs, applied)
        hired = self._hired(pairs, seen)
        gone = hired & (self._luck(worker, job, 5) < self.rules.leaving * (1 - pairs["appeal"].to_numpy()))
        kept = pairs[hired & ~gone]
        np.subtract.at(self.left, kept["job"].to_numpy(), 1)
        self.job_of[kept["worker"]] = kept["job"]
        happened = (np.ones(len(pairs), dtype=bool), applied, seen, hired, gone)
        for event, which in zip(EVENTS, happened, strict=True):
            self._note(number, event, pairs[which])

    def season(self) -> Season:
        """Return what happened."""
        placed = np.flatnonzero(self.job_of >= 0)
        km = float(self.taste.km(placed, self.job_of[placed]).mean()) if len(placed) else float("nan")
        events = pd.concat(self.events, ignore_index=True)
        return Season(events, len(self.job_of), int(self.taste.posts.openings.sum()), km)

    def _shown(self, run: pd.DataFrame) -> tuple[Ints, Ints, Ints]:
        """Return the next open jobs of everyone without a job, and their places on the card."""
        worker, job = self.world.rows(run)
        order = np.lexsort((run["rank"].to_numpy(dtype=float), worker))
        worker, job = worker[order], job[order]
        known = (worker >= 0) & (job >= 0)
        fit = known & (self.job_of[worker] < 0) & (self.left[job] > 0) & ~self.tried[worker, job]
        worker, job = worker[fit], job[fit]
        place = positions(worker)
        card = place <= self.rules.shown
        return worker[card], job[card], place[card]

    def _interviewed(self, pairs: pd.DataFrame, applied: Flags) -> Flags:
        """Return whom employers see: the qualified, in the order of luck, up to so many an opening."""
        worker, job = pairs["worker"].to_numpy(), pairs["job"].to_numpy()
        fit = applied & self.taste.qualified(worker, job)
        return self._first(fit, job, self._luck(worker, job, 3), self.rules.interviews * self.left[job])

    def _hired(self, pairs: pd.DataFrame, seen: Flags) -> Flags:
        """Return who is offered a job and takes it: the most skilled of the job, then the best offer of the person."""
        worker, job = pairs["worker"].to_numpy(), pairs["job"].to_numpy()
        skill = self.taste.skill(worker, job)
        good = seen & (self._luck(worker, job, 4) < 0.2 + 0.8 * skill)
        offered = self._first(good, job, -skill - 1e-3 * self._luck(worker, job, 4), self.left[job])
        return self._first(offered, worker, -pairs["appeal"].to_numpy(), np.ones(len(pairs)))

    def _first(self, among: Flags, group: Ints, order: Floats, most: Floats | Ints) -> Flags:
        """Return the first ``most`` of each group, of those ``among``, in the order given."""
        rows = np.flatnonzero(among)
        rows = rows[np.lexsort((order[rows], group[rows]))]
        chosen = np.zeros(len(among), dtype=bool)
        chosen[rows[positions(group[rows]) <= np.asarray(most)[rows]]] = True
        return chosen

    def _luck(self, worker: Ints, job: Ints, salt: int) -> Floats:
        return uniform(worker, job, 100 * (self.seed + 1) + salt)

    def _note(self, number: int, event: str, pairs: pd.DataFrame) -> None:
        ids = {
            "worker_id": self.world.workers.ids[pairs["worker"]],
            "job_id": self.world.jobs.ids[pairs["job"]],
        }
        self.events.append(pd.DataFrame({"round": number, **ids, "place": pairs["place"].to_numpy(), "event": event}))


def _taste(world: World) -> Taste:
    if world.taste is None:
        raise MeasureError("play: this world lists its answers and has no taste to play by; take a county")
    return world.taste


def _frame(run: Any) -> pd.DataFrame:
    frame = run if isinstance(run, pd.DataFrame) else run.to_frame()
    return frame[["worker_id", "job_id", "rank"]]
