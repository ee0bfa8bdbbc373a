"""What each default of the policy costs and buys on simulated counties: weights, nearness away from home, floor.

    python -m benchmarks defaults --seeds 6 --workers 2000

One row a variant, all else at its default; means over counties, and the difference to the default with its
standard error over counties. The measures are those of ``benchmarks market``.
"""

from __future__ import annotations

import argparse
import logging
import warnings
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from benchmarks.market import COUNTIES, DEPTH, MEASURES, season_of
from jobmatch.evaluation import EvaluationWarning
from jobmatch.evaluation.people import AS_OF
from jobmatch.evaluation.simulate import TIGHTNESS, county
from jobmatch.matcher import Matcher
from jobmatch.policy import NearnessRules, Policy, Weights

DEFAULT = Policy(as_of=AS_OF.date())
FITTING, AWAY = Weights(fit=0.50, nearness=0.30, pay=0.10, conditions=0.07, priority=0.03), NearnessRules(away=0.40)
VARIANTS = {
    "default": DEFAULT,
    "weights .50/.30/.10/.07/.03": replace(DEFAULT, weights=FITTING),
    "away from .40": replace(DEFAULT, nearness=AWAY),
    "both": replace(DEFAULT, weights=FITTING, nearness=AWAY),
    "no floor": replace(DEFAULT, min_fit=-1.0),
    "floor .05": replace(DEFAULT, min_fit=0.05),
    "floor .15": replace(DEFAULT, min_fit=0.15),
    "locality 0": DEFAULT.with_locality(0.0),
    "locality .25": DEFAULT.with_locality(0.25),
    "locality .75": DEFAULT.with_locality(0.75),
}


def table(rows: pd.DataFrame) -> str:
    """Return the Markdown table of one level of tightness."""
    lines = ["| policy | " + " | ".join(MEASURES) + " |", "|---|" + "--:|" * len(MEASURES)]
    wide = {name: rows.pivot_table(index="seed", columns="policy", values=name) for name in MEASURES}
    for policy in VARIANTS:
        lines.append(f"| {policy} | " + " | ".join(_cell(wide[name], policy, name) for name in MEASURES) + " |")
    return "\n".join(lines)


def _cell(wide: pd.DataFrame, policy: str, name: str) -> str:
    digits = 3 if name.startswith("nDCG") else 1
    change = wide[policy] - wide["default"]
    shown = f"{wide[policy].mean():.{digits}f}"
    if policy == "default":
        return shown
    return f"{shown} ({change.mean():+.{digits}f} ± {change.std() / np.sqrt(len(change)):.{digits}f})"


def _rows(tightness: float, seeds: int, workers: int) -> Iterator[dict[str, object]]:
    for seed in range(seeds):
        world = county(COUNTIES[seed % len(COUNTIES)], n_workers=workers, tightness=tightness, seed=seed)
        for name, policy in VARIANTS.items():
            lists = Matcher(world.jobs, policy=policy).recommend(world.workers, k=DEPTH)
            yield {"seed": seed, "policy": name, **season_of(world, lists, None, seed)}


def main(argv: list[str]) -> int:
    """Print one table a level of tightness."""
    parser = argparse.ArgumentParser(prog="benchmarks defaults", description=__doc__.split("\n")[0])
    parser.add_argument("--workers", type=int, default=2000)
    parser.add_argument("--seeds", type=int, default=6)
    options = parser.parse_args(argv)
    logging.getLogger("jieba").setLevel(logging.WARNING)
    warnings.simplefilter("ignore", EvaluationWarning)
    for level, tightness in TIGHTNESS.items():
        found = pd.DataFrame(_rows(tightness, options.seeds, options.workers))
        print(f"\n### {level}: {tightness:g} openings a worker\n\n{table(found)}", flush=True)
    return 0
