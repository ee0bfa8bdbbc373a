"""Ways of sharing out the openings of a simulated county: ours, stable, first come, and no capacity at all.

    python -m benchmarks sharing --workers 2000 --tightness 0.7

A person counts as served when a job of the list can still take them: of all people sent to a job, its places
go to those of best score. ``top-k`` sends everybody to the best three jobs, whoever else is sent there.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
import pandas as pd

import jobmatch as jm
from jobmatch.allocation.openings import capacities
from jobmatch.evaluation import simulate
from jobmatch.evaluation.people import AS_OF

K = 3


def main(argv: list[str] | None = None) -> int:
    """Measure every way on one county and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--workers", type=int, default=2000)
    options.add_argument("--tightness", type=float, default=0.7)
    options.add_argument("--seed", type=int, default=0)
    chosen = options.parse_args(argv)
    world = simulate.county(n_workers=chosen.workers, tightness=chosen.tightness, seed=chosen.seed)
    policy = jm.Policy(as_of=pd.Timestamp(AS_OF).date())
    places, _ = capacities(world.jobs, policy, 1.0)
    rows = [{"way": name, **measured(world, policy, name, places)} for name in WAYS]
    print(f"{len(world.workers)} people, {len(world.jobs)} postings, {places.sum()} places\n")
    print(
        pd.DataFrame(rows).to_markdown(index=False) if _has_tabulate() else pd.DataFrame(rows).to_string(index=False)
    )
    return 0


WAYS = ("optimal", "stable", "greedy", "greedy, text only", "top-k")


def measured(world: simulate.World, policy: jm.Policy, way: str, places: np.ndarray) -> dict[str, float]:
    """Return the measures of one way."""
    if way.endswith("text only"):
        from jobmatch.policy import Weights

        policy = jm.Policy(as_of=policy.as_of, weights=Weights(1.0, 0.0, 0.0, 0.0, 0.0))
    matcher = jm.Matcher(world.jobs, policy=policy)
    began = time.perf_counter()
    if way == "top-k":
        found = matcher.recommend(world.workers, k=K)
    else:
        found = matcher.allocate(world.workers, per_worker=K, per_opening=1.0, method=way.split(",")[0])
    seconds = time.perf_counter() - began
    frame = found.to_frame()
    job = world.jobs.ids.get_indexer(frame["job_id"])
    rank = frame.groupby("job_id")["score"].rank(ascending=False, method="first").to_numpy()
    taken = frame[rank <= places[job]]
    per_person = taken["worker_id"].value_counts().reindex(world.workers.ids, fill_value=0).to_numpy()
    return {
        "served %": round(100 * float(np.mean(per_person > 0)), 1),
        "three jobs %": round(100 * float(np.mean(per_person >= K)), 1),
        "over places %": round(100 * (1 - len(taken) / max(len(frame), 1)), 1),
        "Σ score": round(float(taken["score"].sum()), 1),
        "km of lists": round(float(frame["distance_km"].mean()), 1),
        "km of those taken": round(float(taken["distance_km"].mean()), 1),
        "median km of those taken": round(float(taken["distance_km"].median()), 1),
        "gap %": round(100 * found.certificate.gap, 4) if way == "optimal" else np.nan,
        "seconds": round(seconds, 1),
    }


def _has_tabulate() -> bool:
    from importlib.util import find_spec

    return find_spec("tabulate") is not None


if __name__ == "__main__":
    main()
