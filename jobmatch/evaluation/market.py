"""Measures of the market: how far, how crowded, how fair, within the openings or not.

They need ``pairs``: Matches or a frame that says of each pair its distance, tier, openings … All look at the
first k of every list (the whole list where no k is given).

===========================  =====================================================================
MeanKm@k                     kilometres of the jobs shown, mean per worker, mean over workers
MedianKm@k                   median over all pairs shown
LocalShare@k                 share of the jobs shown in the worker's own township (tiers home, village,
                             town: 本地 as the statistics office counts it)
TierShare(tier)@k            share of the jobs shown in that tier; ``TierShare@k`` gives one line a tier
Served@k                     share of workers with k jobs or more (帮扶覆盖率)
Unplaced                     share of workers with no job at all
Coverage@k                   share of all jobs that somebody is shown
Gini@k                       inequality of how often jobs are shown: 0 all alike, 1 all on one
Congestion@k                 1 − entropy of the shares of attention / log(jobs): 0 spread evenly, 1 all on one
                             (Bied et al. 2021, plus 1)
OverSubscription@k           share of the showings beyond the openings of their job
FillRate@k                   share of all openings that the showings reach (of an allocation: that are filled)
EligibilityViolations@k      how many pairs shown are refused by a requirement (column ``eligible``)
ExposureRatio(column)@k      attention (1 / log2(1 + place)) of the worst-off group over that of the best-off,
                             per member; groups of workers are compared in the jobs' lists of workers
CounterfactualChange@k       share of the jobs shown that were not shown had the person another sex, …
                             (column ``counterfactual_rank``)
===========================  =====================================================================

Coverage, Gini and Congestion take ``(workers)`` to look from the other side: the same pairs ordered for every
job, and how evenly the first k places fall on workers.

>>> from jobmatch.evaluation import evaluate
>>> run = {"W1": {"J1": 0.9, "J2": 0.4}, "W2": {"J2": 0.7}}
>>> pairs = pd.DataFrame({"worker_id": ["W1", "W1", "W2"], "job_id": ["J1", "J2", "J2"], "distance_km": [1.0, 2.0, 4.0]})
>>> pairs = pairs.assign(tier=["home", "county", "town"], openings=[2, 1, 1], sex=["female", "female", "male"])
>>> pairs = pairs.assign(eligible=[True, False, None], counterfactual_rank=[1, 3, 1])
>>> evaluate(run, None, ["MeanKm@2", "MedianKm@2", "LocalShare@2", "TierShare(county)@2", "Served@2"], pairs=pairs)
MeanKm@2             2.7500
MedianKm@2           2.0000
LocalShare@2         0.7500
TierShare(county)@2  0.2500
Served@2             0.5000
>>> evaluate(run, None, ["Unplaced", "Coverage@1", "Gini@2", "Congestion@2", "OverSubscription@2"], pairs=pairs)
Unplaced            0.0000
Coverage@1          1.0000
Gini@2              0.1667
Congestion@2        0.0817
OverSubscription@2  0.3333
>>> measures = ["FillRate@2", "EligibilityViolations@2", "ExposureRatio(sex)@2", "CounterfactualChange@2"]
>>> evaluate(run, None, measures, pairs=pairs)
FillRate@2               0.6667
EligibilityViolations@2  1.0000
ExposureRatio(sex)@2     0.6131
CounterfactualChange@2   0.2500
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from jobmatch.errors import MeasureError
from jobmatch.evaluation.arrays import Floats, Ints
from jobmatch.evaluation.lists import Lists, positions
from jobmatch.evaluation.statistics import Fixed, MeanOver, MedianOver, OfExposure, Statistic, SumOver

LOCAL_TIERS = ("home", "village", "town")


def mean_km(lists: Lists, k: int, argument: str | None) -> MeanOver:
    """Return each worker's mean distance to the first k jobs, km; unknown distances do not count.

    >>> import pandas as pd
    >>> from jobmatch.evaluation import evaluate
    >>> pairs = pd.DataFrame({"worker_id": ["W1"] * 3, "job_id": ["J1", "J2", "J3"], "distance_km": [10.0, 30.0, 90.0]})
    >>> evaluate({"W1": {"J1": 3, "J2": 2, "J3": 1}}, None, ["MeanKm@2"], pairs=pairs)["MeanKm@2"]
    20.0
    """
    return _row_mean(lists, k, _numbers(lists, "distance_km"))


def median_km(lists: Lists, k: int, argument: str | None) -> MedianOver:
    """Return the median distance of all pairs among the first k, km.

    >>> import pandas as pd
    >>> from jobmatch.evaluation import evaluate
    >>> pairs = pd.DataFrame({"worker_id": "W1", "job_id": ["J1", "J2", "J3"], "distance_km": [10.0, 30.0, 90.0]})
    >>> evaluate({"W1": {"J1": 3, "J2": 2, "J3": 1}}, None, ["MedianKm@3"], pairs=pairs)["MedianKm@3"]
    30.0
    """
    km = _numbers(lists, "distance_km")
    kept = (lists.position <= k) & np.isfinite(km)
    return MedianOver(lists.worker[kept], km[kept], len(lists.workers))


def local_share(lists: Lists, k: int, argument: str | None) -> MeanOver:
    """Return the share of the first k jobs inside the worker's township.

    >>> import pandas as pd
    >>> from jobmatch.evaluation import evaluate
    >>> pairs = pd.DataFrame({"worker_id": ["W1"] * 2, "job_id": ["J1", "J2"], "tier": ["village", "county"]})
    >>> evaluate({"W1": {"J1": 2, "J2": 1}}, None, ["LocalShare@2"], pairs=pairs)["LocalShare@2"]
    0.5
    """
    return _tier_share(lists, k, LOCAL_TIERS)


def tier_share(lists: Lists, k: int, argument: str | None) -> MeanOver:
    """Return the share of the first k jobs in the tier named.

    >>> import pandas as pd
    >>> from jobmatch.evaluation import evaluate
    >>> pairs = pd.DataFrame({"worker_id": "W1", "job_id": ["J1", "J2"], "tier": ["town", "county"]})
    >>> evaluate({"W1": {"J1": 2, "J2": 1}}, None, ["TierShare(county)@2"], pairs=pairs)["TierShare(county)@2"]
    0.5
    """
    return _tier_share(lists, k, (argument or "",))


def served(lists: Lists, k: int, argument: str | None) -> MeanOver:
    """Return the share of workers whose list holds k jobs or more.

    >>> import pandas as pd
    >>> from jobmatch.evaluation import evaluate
    >>> run = {"W1": {"J1": 2, "J2": 1}, "W2": {"J1": 1}}
    >>> pairs = pd.DataFrame({"worker_id": ["W1", "W1", "W2"], "job_id": ["J1", "J2", "J1"]})
    >>> evaluate(run, None, ["Served@2"], pairs=pairs)["Served@2"]
    0.5
    """
    return MeanOver((lists.length >= k).astype(float))


def unplaced(lists: Lists, k: int, argument: str | None) -> MeanOver:
    """Return the share of workers (of run, qrels and pairs together) who have no job."""
    return MeanOver((lists.length == 0).astype(float))


def coverage(lists: Lists, k: int, argument: str | None) -> Statistic:
    """Return the share of jobs (or workers) shown at least once.

    >>> import pandas as pd
    >>> from jobmatch.evaluation import evaluate
    >>> pairs = pd.DataFrame({"worker_id": ["W1", "W1", "W2"], "job_id": ["J1", "J2", "J1"]})
    >>> evaluate({"W1": {"J1": 2, "J2": 1}, "W2": {"J1": 1}}, None, ["Coverage@1"], pairs=pairs)["Coverage@1"]
    0.5
    """
    return _of_exposure(lists, k, argument, lambda exposure: (exposure > 0).mean(axis=-1))


def gini(lists: Lists, k: int, argument: str | None) -> Statistic:
    """Return the Gini coefficient of how often each job (or worker) is shown, the never shown included.

    >>> import pandas as pd
    >>> from jobmatch.evaluation import evaluate
    >>> pairs = pd.DataFrame({"worker_id": ["W1", "W1", "W2"], "job_id": ["J1", "J2", "J1"]})
    >>> evaluate({"W1": {"J1": 2, "J2": 1}, "W2": {"J1": 1}}, None, ["Gini@1"], pairs=pairs)["Gini@1"]  # J1 twice, J2 never
    0.5
    """
    return _of_exposure(lists, k, argument, gini_of)


def congestion(lists: Lists, k: int, argument: str | None) -> Statistic:
    """Return how far attention is from even: 0 even, 1 all on one job (or worker).

    >>> import pandas as pd
    >>> from jobmatch.evaluation import evaluate
    >>> pairs = pd.DataFrame({"worker_id": ["W1", "W1", "W2"], "job_id": ["J1", "J2", "J1"]})
    >>> run = {"W1": {"J1": 2, "J2": 1}, "W2": {"J1": 1}}
    >>> evaluate(run, None, ["Congestion@1"], pairs=pairs)["Congestion@1"]  # J1 twice, J2 never
    1.0
    """
    return _of_exposure(lists, k, argument, _congestion_of)


def over_subscription(lists: Lists, k: int, argument: str | None) -> OfExposure:
    """Return the share of showings beyond the openings; jobs with unknown openings do not count.

    >>> import pandas as pd
    >>> from jobmatch.evaluation import evaluate
    >>> pairs = pd.DataFrame({"worker_id": ["W1", "W2", "W3"], "job_id": ["J1"] * 3, "openings": [1] * 3})
    >>> run = {worker: {"J1": 1.0} for worker in ("W1", "W2", "W3")}
    >>> round(evaluate(run, None, ["OverSubscription@1"], pairs=pairs)["OverSubscription@1"], 4)  # two of three showings
    0.6667
    """
    openings = _openings(lists)
    known = np.isfinite(openings)

    def beyond(exposure: Floats) -> Floats:
        shown = exposure[:, known]
        return np.asarray(np.maximum(shown - openings[known], 0.0).sum(axis=-1) / shown.sum(axis=-1))

    return _shown(lists, k, beyond)


def fill_rate(lists: Lists, k: int, argument: str | None) -> OfExposure:
    """Return the share of all openings that are reached; jobs with unknown openings do not count.

    >>> import pandas as pd
    >>> from jobmatch.evaluation import evaluate
    >>> pairs = pd.DataFrame({"worker_id": ["W1", "W2"], "job_id": ["J1", "J1"], "openings": [4, 4]})
    >>> evaluate({"W1": {"J1": 1}, "W2": {"J1": 1}}, None, ["FillRate@1"], pairs=pairs)["FillRate@1"]
    0.5
    """
    openings = _openings(lists)
    known = np.isfinite(openings)
    return _shown(
        lists,
        k,
        lambda shown: np.minimum(shown[:, known], openings[known]).sum(axis=-1) / openings[known].sum(),
    )


def eligibility_violations(lists: Lists, k: int, argument: str | None) -> SumOver:
    """Return how many of the pairs shown a requirement refuses; unknown refuses nothing.

    >>> import pandas as pd
    >>> from jobmatch.evaluation import evaluate
    >>> pairs = pd.DataFrame({"worker_id": ["W1", "W2"], "job_id": "J1", "eligible": pd.array([False, None], dtype="boolean")})
    >>> evaluate({"W1": {"J1": 1}, "W2": {"J1": 1}}, None, ["EligibilityViolations"], pairs=pairs)["EligibilityViolations"]
    1.0
    """
    refused = lists.column("eligible").eq(False).fillna(False).to_numpy(dtype=bool)
    shown = refused & (lists.position <= k)
    return SumOver(np.bincount(lists.worker[shown], minlength=len(lists.workers)).astype(float))


def exposure_ratio(lists: Lists, k: int, argument: str | None) -> Fixed:
    """Return the attention of the worst-off group over the best-off, per member: 1 alike, 0 shut out.

    A column that is one value a worker compares workers, in the jobs' lists; one value a job, jobs.

    >>> import pandas as pd
    >>> from jobmatch.evaluation import evaluate
    >>> pairs = pd.DataFrame({"worker_id": ["W1", "W2"], "job_id": ["J1", "J1"], "sex": ["male", "female"]})
    >>> run = {"W1": {"J1": 0.9}, "W2": {"J1": 0.8}}
    >>> evaluate(run, None, ["ExposureRatio(sex)@1"], pairs=pairs)["ExposureRatio(sex)@1"]  # the job is shown him alone
    0.0
    """
    group = lists.column(argument or "").reset_index(drop=True)
    if _constant_within(group, lists.worker):
        member, place = lists.worker, _places_of_workers(lists)
    elif _constant_within(group, lists.job):
        member, place = lists.job, lists.position
    else:
        raise MeasureError(f"ExposureRatio({argument}): the column varies within workers and within jobs")
    attention = np.where(place <= k, 1.0 / np.log2(place + 1.0), 0.0)
    table = pd.DataFrame({"group": group, "member": member, "attention": attention}).dropna(subset=["group"])
    groups = table.groupby("group").agg(attention=("attention", "sum"), members=("member", "nunique"))
    share = (groups["attention"] / groups["members"]).to_numpy(dtype=float)
    return Fixed(
        float(share.min() / share.max()) if len(share) and share.max() > 0 else float("nan"),
        len(lists.workers),
    )


def counterfactual_change(lists: Lists, k: int, argument: str | None) -> MeanOver:
    """Return the share of the first k jobs that another sex, hukou … would have lost."""
    other = _numbers(lists, "counterfactual_rank")
    return _row_mean(lists, k, (~(other <= k)).astype(float))


def gini_of(exposure: Floats) -> Floats:
    """Return the Gini coefficient of each row.

    >>> gini_of(np.array([[1.0, 1.0], [0.0, 2.0]])).tolist()
    [0.0, 0.5]
    """
    n = exposure.shape[-1]
    ranked = np.sort(exposure, axis=-1) * (2 * np.arange(1, n + 1) - n - 1)
    return np.asarray(ranked.sum(axis=-1) / (n * exposure.sum(axis=-1)))


def _congestion_of(exposure: Floats) -> Floats:
    """Return 1 − entropy / log(number of jobs) of the shares in each row.

    >>> _congestion_of(np.array([[1.0, 1.0], [0.0, 2.0]])).tolist()
    [0.0, 1.0]
    """
    share = exposure / exposure.sum(axis=-1, keepdims=True)
    entropy = -(share * np.log(np.where(share > 0, share, 1.0))).sum(axis=-1)
    n = exposure.shape[-1]
    return np.asarray(1.0 - entropy / np.log(n) if n > 1 else np.zeros_like(entropy))


def _numbers(lists: Lists, name: str) -> Floats:
    return pd.to_numeric(lists.column(name)).to_numpy(dtype=float, na_value=np.nan)


def _openings(lists: Lists) -> Floats:
    if lists.openings is None:
        raise MeasureError("pairs with the column 'openings' are needed")
    return lists.openings


def _row_mean(lists: Lists, k: int, values: Floats) -> MeanOver:
    """Return each worker's mean of the values in the first k rows; NaN does not count."""
    kept = (lists.position <= k) & np.isfinite(values)
    count = np.bincount(lists.worker[kept], minlength=len(lists.workers))
    total = np.bincount(lists.worker[kept], values[kept], minlength=len(lists.workers))
    return MeanOver(np.divide(total, count, out=np.full(len(count), np.nan), where=count > 0))


def _tier_share(lists: Lists, k: int, tiers: tuple[str, ...]) -> MeanOver:
    tier = lists.column("tier")
    inside = tier.isin(tiers).to_numpy(dtype=bool).astype(float)
    return _row_mean(lists, k, np.where(tier.isna().to_numpy(dtype=bool), np.nan, inside))


def _shown(lists: Lists, k: int, function: Callable[[Floats], Floats]) -> OfExposure:
    kept = lists.position <= k
    return OfExposure(lists.worker[kept], lists.job[kept], function, (len(lists.workers), len(lists.jobs)))


def _of_exposure(lists: Lists, k: int, side: str | None, function: Callable[[Floats], Floats]) -> Statistic:
    if side != "workers":
        return _shown(lists, k, function)
    shown = np.bincount(lists.worker[_places_of_workers(lists) <= k], minlength=len(lists.workers))
    return Fixed(float(function(shown[None, :].astype(float))[0]), len(lists.workers))


def _places_of_workers(lists: Lists) -> Ints:
    """Return the place of each row's worker in its job's list: by score, or by the place the job had."""
    strength = lists.position if lists.score is None else -lists.score
    order = np.lexsort((lists.worker, strength, lists.job))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = positions(lists.job[order])
    return place


def _constant_within(values: pd.Series, group: Ints) -> bool:
    grouped = values.groupby(group)
    return bool((grouped.nunique().to_numpy() <= 1).all())
