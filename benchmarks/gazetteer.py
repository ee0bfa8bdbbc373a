"""How good the gazetteer is: coverage, error against known points, speed.

    python -m benchmarks gazetteer --data FOLDER

``FOLDER`` (or the environment variable ``JOBMATCH_TEST_DATA``) holds ``divisions_2016.csv.xz``: the divisions
of July 2016 with points of a map vendor. They serve as a yardstick only; none of them is in the gazetteer.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd

from jobmatch.errors import PlaceError
from jobmatch.places import distance_km, gazetteer, locate
from jobmatch.places.gazetteer import Division, Gazetteer

PLACEHOLDERS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
STATIONS = {
    "500101": (30.77, 108.40), "500114": (29.53, 108.78), "500229": (31.95, 108.67), "500230": (29.85, 107.73),
    "500232": (29.32, 107.75), "500154": (31.18, 108.42), "500235": (30.95, 108.68), "500236": (31.02, 109.53),
    "500237": (31.01, 109.87), "500238": (31.40, 109.62), "500240": (29.98, 108.12), "500241": (28.45, 108.98),
    "500242": (28.82, 108.77), "500243": (29.30, 108.17), "500102": (29.75, 107.42), "500119": (29.16, 107.11),
    "500152": (30.18, 105.80), "500233": (30.30, 108.03),
}  # fmt: skip
"""Weather stations near county seats, degrees; an independent check to about 15 km."""


def main(argv: list[str] | None = None) -> int:
    """Print what was measured; return 0 when every goal is met, else 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=os.environ.get("JOBMATCH_TEST_DATA"))
    parser.add_argument("--out", type=Path, help="also write the figures as JSON")
    options = parser.parse_args(argv)
    if options.data is None:
        parser.error("--data or JOBMATCH_TEST_DATA must name the folder of divisions_2016.csv.xz")
    started = time.process_time()
    g = gazetteer()
    figures = {"load_cpu_s": round(time.process_time() - started, 3), "divisions": len(g)}
    figures |= coverage(g, pd.read_csv(options.data / "divisions_2016.csv.xz", dtype={"code": str}))
    figures |= {"duplicated_points": duplicated_points(g), "station_km_max": station_km_max(g)}
    figures |= {"addresses_per_cpu_s": addresses_per_s(g)}
    for name, value in figures.items():
        print(f"{name:34} {value}")
    if options.out:
        options.out.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
    missed = goals_missed(figures)
    print("goals missed: " + ("; ".join(missed) or "none"))
    return 1 if missed else 0


def goals_missed(figures: dict[str, float]) -> list[str]:
    """Return the goals that the figures do not meet."""
    goals = {
        "chongqing_towns_with_point ≥ 870": figures["chongqing_towns_with_point"] >= 870,
        "counties_without_point = 0": figures["counties_without_point"] == 0,
        "chongqing_median_km ≤ 1": figures["chongqing_median_km"] <= 1,
        "chongqing_within_5km ≥ 0.95": figures["chongqing_within_5km"] >= 0.95,
        "duplicated_points = 0": figures["duplicated_points"] == 0,
    }
    return [goal for goal, met in goals.items() if not met]


def coverage(g: Gazetteer, truth: pd.DataFrame) -> dict[str, float]:
    """Return how many divisions of 2016 have an own point, and how far these lie from the yardstick's."""
    truth = truth[~truth["name"].isin(PLACEHOLDERS)]
    truth = truth.assign(key=truth["code"].where(truth["rank"] == 4, truth["code"].str[:6]).str[:9])
    found = [g.division(key) if key in g else None for key in truth["key"]]
    lat, lon = (np.array([getattr(d, axis) if d else np.nan for d in found]) for axis in ("lat", "lon"))
    km = distance_km(lat, lon, truth["lat_wgs84"].to_numpy(), truth["lng_wgs84"].to_numpy())
    own, known = ~np.isnan(lat), (truth["src"] == "V").to_numpy()
    figures: dict[str, float] = {}
    town, county = (truth["rank"] == 4).to_numpy(), (truth["rank"] == 3).to_numpy()
    for area, inside in (("chongqing", truth["key"].str.startswith("50").to_numpy()), ("china", own | ~own)):
        error = km[inside & town & known & own]
        figures |= {
            f"{area}_towns": int((inside & town).sum()),
            f"{area}_towns_with_point": int((inside & town & own).sum()),
            f"{area}_median_km": round(float(np.median(error)), 2),
            f"{area}_within_5km": round(float(np.mean(error <= 5)), 4),
            f"{area}_max_km": round(float(error.max()), 1),
        }
    return figures | {"counties": int(county.sum()), "counties_without_point": int((county & ~own).sum())}


def duplicated_points(g: Gazetteer) -> int:
    """Return how many divisions of one level share their own point with another (kin: one went into the other)."""
    groups: dict[tuple[float, float, int], list[Division]] = defaultdict(list)
    for division in map(g.division, g.codes()):
        if division.source not in ("", "kin"):
            groups[division.lat, division.lon, len(division.code) + division.code.endswith("00")].append(division)
    return sum(len(group) - 1 for group in groups.values())


def station_km_max(g: Gazetteer) -> float:
    """Return the largest distance of a county's point from its weather station."""
    points = [(g.division(code), lat, lon) for code, (lat, lon) in STATIONS.items()]
    return round(max(distance_km(d.lat, d.lon, lat, lon) for d, lat, lon in points), 1)


def addresses_per_s(g: Gazetteer) -> int:
    """Return how many distinct addresses of Chongqing one process resolves in a second of CPU time."""
    towns = [code for code in g.codes() if len(code) == 9 and code.startswith("50")]
    texts = [f"{g.title(code)}和平村{group}组" for group in range(20) for code in towns]
    started = time.process_time()
    for text in texts:
        try:
            locate(text, near="500000")
        except PlaceError:
            continue
    return round(len(texts) / (time.process_time() - started))


if __name__ == "__main__":
    raise SystemExit(main())
