"""Ways of sharing out the openings of a simulated county in real shortage: ours, simpler ones, and two packages.

    python -m benchmarks allocation --workers 1000 --jobs 200
    python -m benchmarks allocation --workers 50000 --jobs 10000 --only
    python -m benchmarks allocation --workers 600 --season 2.1 --only top-k optimal

Trades are skewed as Zipf (``benchmarks.shortage``); places are 0.7 of the jobs that people may be sent to (three each).
Without a way after ``--only``, only the time and the gap of one allocation are measured.

All people sent to a job are ranked by score, and its places go to the first: a person is *served* when some job
of the list can still take them so. ``top-k`` sends everybody to the best three jobs, whoever else is sent there.

How far people are sent is read four ways (``benchmarks.distances``); ``least km`` is the plan that serves most people,
fills most places, and of such plans is the one of least mean distance: what the objective costs beyond it is avoidable.
Last stands the least mean distance of any plan whose objective is all but the best.

The packages take part where they can run: ``matching`` (stable marriage of lists of twenty, one job each) and
``POT`` (partial transport and unbalanced Sinkhorn, the plan rounded by its heaviest pairs). What is missing is said.
"""

from __future__ import annotations

import argparse
import logging
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.util import find_spec

import numpy as np
import pandas as pd

import jobmatch as jm
from benchmarks import shortage
from benchmarks.distances import beside, least_km, least_mean_km
from jobmatch.allocation import Market
from jobmatch.allocation.openings import capacities
from jobmatch.evaluation.people import AS_OF
from jobmatch.evaluation.simulate import World, county
from jobmatch.policy import Quotas, Weights

K, SHORTAGE, LISTED = 3, 0.7, 20
FEW = 1_000
"""People up to whom every plan can be looked at."""
LOSING = (0.001, 0.01)
"""What plans may lose for being nearer."""
DENSE = 3_000_000
"""Most pairs that the packages are given."""


@dataclass(frozen=True)
class Sent:
    """What one way of sharing out gave."""

    frame: pd.DataFrame
    """worker_id, job_id, score, distance_km."""
    gap: float = np.nan


def main(argv: list[str] | None = None) -> int:
    """Measure every way on one county and print the table."""
    chosen = _chosen(argv)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s")
    logging.getLogger("jobmatch.allocation").setLevel(logging.INFO)
    world = _world(chosen)
    policy = jm.Policy(as_of=pd.Timestamp(AS_OF).date())
    places, _ = capacities(world.jobs, policy, 1.0)
    print(f"{len(world.workers)} people, {len(world.jobs)} postings, {places.sum()} places\n", flush=True)
    rows, plain = [], None
    for name in chosen.only:
        if not _can_run(name, world):
            continue
        began = time.process_time()
        try:
            sent = WAYS[name](world, policy)
        except RecursionError:
            print(f"{name}: the package recurses too deep at this size")
            continue
        seconds = time.process_time() - began
        plain = _taken(sent.frame, world, places) if name == "top-k" else plain
        rows.append({"way": name, **measures(sent, world, places, plain), "s": round(seconds, 1)})
    if rows:
        print(pd.DataFrame(rows).to_string(index=False), end="\n\n")
    if plain is not None and len(world.workers) <= FEW:
        _print_least_km(world, policy, places, plain)
    print(f"{_timed(world, policy)}\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB")
    return 0


def _chosen(argv: list[str] | None) -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--workers", type=int, default=1000)
    options.add_argument("--jobs", type=int, default=200)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument(
        "--season", type=float, metavar="TIGHTNESS", help="the county of the season instead, with so many openings a worker"
    )
    options.add_argument("--only", nargs="*", choices=list(WAYS), default=list(WAYS))
    return options.parse_args(argv)


def _can_run(name: str, world: World) -> bool:
    """Tell whether a way can be measured here; why not is printed."""
    missing = [one for one in NEEDS.get(name, ()) if find_spec(one) is None]
    dense = name in NEEDS and len(world.workers) * len(world.jobs) > DENSE
    if missing or dense:
        print(f"{name}: {'not installed' if missing else 'not run at this size'}")
    return not (missing or dense)


def _print_least_km(world: World, policy: jm.Policy, places: np.ndarray, plain: pd.DataFrame) -> None:
    """Print how much nearer any plan could be than plain lists, for what it may lose."""
    market = Market(places, np.full(len(world.workers), K), np.ones(len(world.workers)))
    for losing in LOSING:
        beside_plain = least_mean_km(world, policy, market, losing) / plain["distance_km"].mean() - 1
        print(f"least mean km of all plans within {losing:.2%} of the most Σ score + people served: {beside_plain:+.1%} beside top-k")


def _world(chosen: argparse.Namespace) -> World:
    if chosen.season is not None:
        return county(n_workers=chosen.workers, tightness=chosen.season, seed=chosen.seed)
    return shortage.county(chosen.workers, chosen.jobs, places=round(SHORTAGE * K * chosen.workers), seed=chosen.seed)


def measures(sent: Sent, world: World, places: np.ndarray, plain: pd.DataFrame | None) -> dict[str, float]:
    """Return the measures of one way; ``plain`` are the pairs of ``top-k`` that can be taken."""
    frame, taken = sent.frame, _taken(sent.frame, world, places)
    per_person = taken["worker_id"].value_counts().reindex(world.workers.ids, fill_value=0).to_numpy()
    asked = frame["job_id"].value_counts().reindex(world.jobs.ids, fill_value=0).to_numpy()
    full = asked[places > 0] / places[places > 0]
    return {
        "≥1 %": round(100 * float(np.mean(per_person > 0)), 1),
        "≥3 %": round(100 * float(np.mean(per_person >= K)), 1),
        "over %": round(100 * (1 - len(taken) / max(len(frame), 1)), 1),
        "fullest": round(float(full.max(initial=0)), 1),
        "Gini": round(_gini(full), 3),
        "Σ score": round(float(taken["score"].sum()), 1),
        "km": round(float(taken["distance_km"].mean()), 1),
        **({} if plain is None else beside(taken, plain)),
        "gap %": round(100 * sent.gap, 4),
    }


def _taken(frame: pd.DataFrame, world: World, places: np.ndarray) -> pd.DataFrame:
    rank = frame.groupby("job_id")["score"].rank(ascending=False, method="first").to_numpy()
    return frame[rank <= places[world.jobs.ids.get_indexer(pd.Index(frame["job_id"]))]]


def _gini(values: np.ndarray) -> float:
    ordered = np.sort(values)
    return float(2 * np.arange(1, len(ordered) + 1) @ ordered / (len(ordered) * ordered.sum()) - 1 - 1 / len(ordered))


def _timed(world: World, policy: jm.Policy) -> str:
    """Return the processor time of the allocation against one ``recommend(k=50)`` of the same workers."""
    matcher = jm.Matcher(world.jobs, policy=policy)
    seconds = []
    for ask in (lambda: matcher.recommend(world.workers, k=50), lambda: _allocated(matcher, world)):
        began = time.process_time()
        last = ask()
        seconds.append(time.process_time() - began)
    ratio, gap = seconds[1] / seconds[0], last.certificate.gap
    return f"recommend(k=50) {seconds[0]:.1f} s, allocate {seconds[1]:.1f} s: {ratio:.2f} ×, gap {gap:.4%}"


def _allocated(matcher: jm.Matcher, world: World, method: str = "optimal") -> jm.Shortlist:
    return matcher.allocate(world.workers, per_worker=K, per_opening=1.0, method=method)


def _top(world: World, policy: jm.Policy) -> Sent:
    return Sent(jm.Matcher(world.jobs, policy=policy).recommend(world.workers, k=K).to_frame())


def _by(method: str, **changes: object) -> Callable[[World, jm.Policy], Sent]:
    def way(world: World, policy: jm.Policy) -> Sent:
        short = _allocated(jm.Matcher(world.jobs, policy=replace(policy, **changes)), world, method)
        return Sent(short.to_frame(), short.certificate.gap if method == "optimal" else np.nan)

    return way


def _least_km(world: World, policy: jm.Policy) -> Sent:
    places, _ = capacities(world.jobs, policy, 1.0)
    served = np.full(len(world.workers), 1000.0)
    return Sent(least_km(world, policy, Market(places, np.full(len(world.workers), K), served)))


def _matching(world: World, policy: jm.Policy) -> Sent:
    """Stable marriage by the package ``matching``: each person lists twenty jobs and gets one."""
    from matching.games import HospitalResident

    places, _ = capacities(world.jobs, policy, 1.0)
    listed = jm.Matcher(world.jobs, policy=policy).recommend(world.workers, k=LISTED).to_frame()
    room = dict(zip(world.jobs.ids, places.tolist(), strict=True))
    listed = listed[listed["job_id"].map(room) > 0]
    wishes = listed.groupby("worker_id", sort=False)["job_id"].agg(list).to_dict()
    ranked = listed.sort_values("score", ascending=False, kind="stable")
    choices = ranked.groupby("job_id", sort=False)["worker_id"].agg(list).to_dict()
    game = HospitalResident.create_from_dictionaries(wishes, choices, {job: room[job] for job in choices})
    held = {(person.name, job.name) for job, people in game.solve().items() for person in people}
    pairs = zip(listed["worker_id"], listed["job_id"], strict=True)
    return Sent(listed[[pair in held for pair in pairs]])


def _transport(solve: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]) -> Callable[..., Sent]:
    """Return a way that rounds a transport plan: its heaviest pairs first, within openings and three jobs each."""

    def way(world: World, policy: jm.Policy) -> Sent:
        places, _ = capacities(world.jobs, policy, 1.0)
        listed = jm.Matcher(world.jobs, policy=policy).recommend(world.workers, k=len(world.jobs)).to_frame()
        worker = world.workers.ids.get_indexer(pd.Index(listed["worker_id"]))
        job = world.jobs.ids.get_indexer(pd.Index(listed["job_id"]))
        cost = np.full((len(world.workers), len(world.jobs)), 3.0)
        cost[worker, job] = 1 - listed["score"].to_numpy()
        mass = solve(np.full(len(world.workers), float(K)), places.astype(float), cost)[worker, job]
        order = np.lexsort((-listed["score"].to_numpy(), -mass))
        room, left, kept = np.full(len(world.workers), K), places.copy(), []
        for row in order[mass[order] > 1e-6]:
            if room[worker[row]] and left[job[row]]:
                room[worker[row]] -= 1
                left[job[row]] -= 1
                kept.append(row)
        return Sent(listed.iloc[kept])

    return way


def _partial(supply: np.ndarray, demand: np.ndarray, cost: np.ndarray) -> np.ndarray:
    from ot.partial import partial_wasserstein

    return np.asarray(partial_wasserstein(supply, demand, cost, m=min(supply.sum(), demand.sum())))


def _unbalanced(supply: np.ndarray, demand: np.ndarray, cost: np.ndarray) -> np.ndarray:
    from ot.unbalanced import sinkhorn_unbalanced

    return np.asarray(sinkhorn_unbalanced(supply, demand, cost, reg=0.02, reg_m=1.0))


WAYS: dict[str, Callable[[World, jm.Policy], Sent]] = {
    "top-k": _top,
    "optimal": _by("optimal"),
    "optimal, home county": _by("optimal", quotas=Quotas(home_county=0.1)),
    "optimal, other provinces": _by("optimal", quotas=Quotas(other_province=0.5)),
    "least km": _least_km,
    "stable": _by("stable"),
    "greedy": _by("greedy"),
    "greedy, text only": _by("greedy", weights=Weights(1.0, 0.0, 0.0, 0.0, 0.0)),
    "matching": _matching,
    "POT partial": _transport(_partial),
    "POT unbalanced": _transport(_unbalanced),
}
NEEDS = {"least km": (), "matching": ("matching",), "POT partial": ("ot",), "POT unbalanced": ("ot",)}

if __name__ == "__main__":
    main()
