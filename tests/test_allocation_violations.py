"""No plan of any way sends anybody where they may not go, or more people than the openings bear."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch import Matcher, Policy
from jobmatch.allocation.methods import METHODS
from jobmatch.policy import Quotas
from tests.worlds import TODAY, ToyEncoder, brute_score, random_jobs, random_workers


@given(st.integers(0, 2**32 - 1), st.sampled_from(METHODS), st.sampled_from([0.5, 1.0, 3.0]), st.integers(1, 4))
@settings(max_examples=15, deadline=None)
def test_no_violation_of_openings_or_requirements(seed, method, per_opening, per_worker):
    rng = np.random.default_rng(seed)
    people, jobs = random_workers(rng, 14), random_jobs(rng, 10)
    quotas = Quotas(*rng.choice([0.0, 0.2], 2))
    policy = Policy(as_of=TODAY, min_fit=0.3, quotas=quotas)
    tried = pd.DataFrame({"worker_id": rng.choice(people.ids, 6), "job_id": rng.choice(jobs.ids, 6)})
    matcher = Matcher(jobs, policy=policy, encoder=ToyEncoder())
    short = matcher.allocate(people, per_worker, per_opening, tried, method=method)
    pairs = short.to_frame()
    assert not pairs.duplicated(["worker_id", "job_id"]).any()
    assert not (set(zip(pairs["worker_id"], pairs["job_id"], strict=True)) & set(tried.itertuples(index=False, name=None)))
    assert (pairs["worker_id"].value_counts() <= per_worker).all()
    for job in short.jobs.records:
        openings = policy.openings.unknown if job["openings"] is None else job["openings"]
        sent = int((pairs["job_id"] == job["job_id"]).sum())
        assert sent <= max(0, math.ceil(openings * per_opening) - (job["referred"] or 0))
    for worker_id, job_id, score in pairs[["worker_id", "job_id", "score"]].itertuples(index=False):
        worker = short.workers.records[short.workers.position(worker_id)]
        job = short.jobs.records[short.jobs.position(job_id)]
        assert brute_score(worker, job, policy, ToyEncoder()) == pytest.approx(score, abs=1e-5)
    assert short.certificate.total <= short.certificate.bound + 1e-9
