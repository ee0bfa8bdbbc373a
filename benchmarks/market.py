"""A season on simulated counties: jobmatch and every baseline, at three levels of tightness, with intervals.

    python -m benchmarks market --seeds 6 --workers 2000

Each seed is another county of Chongqing with its own people, postings and hidden taste
(``jobmatch.evaluation.simulate``); every system plays the same season with the same luck. Intervals are 95 % over
seeds; a sign stands where a system differs (paired t-test over seeds, Holm over all systems, p < .05): ▲ better than
the default lists, ▼ worse; of people hired △ better than the default plan within the openings (``allocate``), ▽ worse.

kept        people hired within the openings who stayed, per 100 workers
hire km     how far these work from home
nDCG@10     lists against the truth, workers with a suitable job
card km     mean distance of the first five jobs shown
"""

from __future__ import annotations

import argparse
import logging
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from jobmatch.evaluation import EvaluationWarning, evaluate
from jobmatch.evaluation.baselines import BASELINES, Options, reranked
from jobmatch.evaluation.compare import holm
from jobmatch.evaluation.people import AS_OF
from jobmatch.evaluation.season import play
from jobmatch.evaluation.simulate import TIGHTNESS, World, county
from jobmatch.matcher import Matcher
from jobmatch.policy import Policy
from jobmatch.schema import Jobs, Workers

COUNTIES = (
    "500236",
    "500235",
    "500229",
    "500241",
    "500243",
    "500230",
    "500240",
    "500237",
    "500238",
    "500242",
)
MEASURES = ("kept", "hire km", "nDCG@10", "card km")
LESS_IS_BETTER = {"hire km", "card km"}
OURS, PLAN = "jobmatch", "jobmatch allocate"
HIRING = ("kept", "hire km")
DEPTH = 40
SHOWN_PER_OPENING = 8
"""How many people an opening is shown to in the first plan: about one in four who are shown a job apply."""


def systems(world: World, policy: Policy) -> Iterator[tuple[str, Any, Callable[..., Any] | None]]:
    """Return name, first lists and, where lists are planned anew each round, the planner."""
    options = Options(k=DEPTH)
    matcher = Matcher(world.jobs, policy=policy)
    again, plan = partial(_lists, policy), partial(_plan, policy, world)
    yield OURS, again(world.workers, world.jobs, None), again
    yield PLAN, plan(world.workers, world.jobs, None), plan
    for name, baseline in BASELINES.items():
        yield name, baseline(world.workers, world.jobs, options), None
    yield "text top 50, re-ranked", reranked(world.workers, world.jobs, options, matcher=matcher), None


def _lists(policy: Policy, workers: Workers, jobs: Jobs, history: pd.DataFrame | None) -> Any:
    return Matcher(jobs, policy=policy).recommend(workers, k=DEPTH, history=history)


def _plan(policy: Policy, world: World, workers: Workers, jobs: Jobs, history: pd.DataFrame | None) -> Any:
    shown = _shown_per_opening(policy, world, jobs, history)
    return Matcher(jobs, policy=policy).allocate(workers, per_worker=5, per_opening=shown, history=history)


def _shown_per_opening(policy: Policy, world: World, jobs: Jobs, history: pd.DataFrame | None) -> float:
    """Return to how many people an opening is shown: as many as it took to fill one so far."""
    before, left = (int(of.frame["openings"].fillna(policy.openings.unknown).sum()) for of in (world.jobs, jobs))
    if history is None or before <= left:
        return SHOWN_PER_OPENING
    return max(SHOWN_PER_OPENING, history["job_id"].notna().sum() / (before - left))


def season_of(world: World, lists: Any, planner: Callable[..., Any] | None, seed: int) -> dict[str, float]:
    """Return the four figures of one system in one season."""
    summary = play(world, planner or lists, seed=seed).summary()
    found = evaluate(lists, world.qrels, ["nDCG@10", "MeanKm@5"], pairs=world.pairs(lists))
    kept = 100 * summary["stayed"] / len(world.workers)
    return {"kept": kept, "hire km": summary["km"], "nDCG@10": found["nDCG@10"], "card km": found["MeanKm@5"]}


def table(rows: pd.DataFrame) -> str:
    """Return the Markdown table of one level of tightness."""
    lists, plan = _signs(rows, MEASURES, (OURS, "▲", "▼")), _signs(rows, HIRING, (PLAN, "△", "▽"))
    lines = ["| system | " + " | ".join(MEASURES) + " |", "|---|" + "--:|" * len(MEASURES)]
    for system, found in rows.groupby("system", sort=False):
        signs = [f" {lists[system, name]}{plan.get((system, name), '')}".rstrip() for name in MEASURES]
        cells = [f"{_interval(found[name])}{sign}" for name, sign in zip(MEASURES, signs, strict=True)]
        lines.append(f"| {system} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _interval(values: pd.Series) -> str:
    mean, error = (
        float(values.mean()),
        float(stats.sem(values.dropna())) if values.count() > 1 else float("nan"),
    )
    half = error * float(stats.t.ppf(0.975, max(values.count() - 1, 1)))
    digits = 3 if abs(mean) < 2 else 1
    return f"{mean:.{digits}f} ± {half:.{digits}f}"


def _signs(rows: pd.DataFrame, measures: tuple[str, ...], against: tuple[str, str, str]) -> dict[tuple[Any, str], str]:
    """Return the sign of each system and measure: against which one, and how better and worse are written."""
    ours, better, worse = against
    signs: dict[tuple[Any, str], str] = {}
    for name in measures:
        wide = rows.pivot_table(index="seed", columns="system", values=name, sort=False)
        others = [system for system in wide if system != ours]
        gains = [(wide[other] - wide[ours]) * (-1 if name in LESS_IS_BETTER else 1) for other in others]
        p = holm(np.array([float(stats.ttest_1samp(gain.dropna(), 0).pvalue) for gain in gains]))
        for other, gain, each in zip(others, gains, p, strict=True):
            signs[other, name] = "" if not each < 0.05 else better if gain.mean() > 0 else worse
        signs[ours, name] = ""
    return signs


def main(argv: list[str]) -> int:
    """Print one table a level of tightness."""
    parser = argparse.ArgumentParser(prog="benchmarks market", description=__doc__.split("\n")[0])
    parser.add_argument("--workers", type=int, default=2000)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--locality", type=float, help="weight of nearness, 0 … 1; the default policy without it")
    parser.add_argument("--min-fit", type=float, help="floor on fit; the default policy's without it")
    options = parser.parse_args(argv)
    policy = replace(Policy(), as_of=AS_OF.date())
    policy = policy if options.locality is None else policy.with_locality(options.locality)
    policy = policy if options.min_fit is None else replace(policy, min_fit=options.min_fit)
    logging.getLogger("jieba").setLevel(logging.WARNING)
    warnings.simplefilter("ignore", EvaluationWarning)
    for level, tightness in TIGHTNESS.items():
        rows = []
        for seed in range(options.first, options.first + options.seeds):
            place = COUNTIES[seed % len(COUNTIES)]
            world = county(place, n_workers=options.workers, tightness=tightness, seed=seed)
            for name, lists, planner in systems(world, policy):
                rows.append({"seed": seed, "system": name, **season_of(world, lists, planner, seed)})
        print(f"\n### {level}: {tightness:g} openings a worker\n\n{table(pd.DataFrame(rows))}", flush=True)
    return 0
