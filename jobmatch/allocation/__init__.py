"""Who gets which job within the openings, with a proof of how good the plan is.

The problem, one and stated. A worker w may be given up to ``limit_w`` jobs, a job j up to ``capacity_j``
people (⌈openings × per_opening⌉), and the plan is worth

    Σ chosen pairs (score + bonus)  +  Σ served workers first_job_w  +  Σ workers with a local job local_job_w

The worth of a *first* job and of a *first local* job are concave (the second adds nothing), so the whole
problem is a flow: worker → (local jobs of the worker →) pair → job, and its optimum is a whole-number plan.

How it is solved, without ever listing all pairs:

1. ``flow``: the exact optimum over a pruned graph of each worker's best jobs (OR-tools min-cost flow);
2. ``prices``: what each job's openings are worth in that optimum, from the residual graph;
3. ask the search, for every worker and over *all* jobs: "what is best at these prices?";
4. ``certificate``: the answers give an upper bound on any plan whatever. Bound met: done. Otherwise the
   pairs just found join the graph, and it goes on with 1.

Prices for the very first search come from the same loop run on every n-th worker, each standing for n.

::

    planning    from people and postings to a plan: quotas (whose worth is more), openings (how many may be sent)
    market      what is shared out, and the limits and worths around it
    rounds      the loop: flow, prices, asking (of whom, and about which jobs), certificate; cuts bound what was not asked
    ranked_search   the matcher's search as the loop asks it; progress tells how far it is
    methods     two simpler ways, greedy and stable

Tiny example: two workers want the one opening of job 0; the second is content with job 1.

>>> import numpy as np
>>> options = Options(np.array([0, 1, 1]), np.array([0, 0, 1]), np.array([0.8, 0.9, 0.7]))
>>> market = Market(capacity=np.array([1, 1]), limit=np.array([1, 1]), first_job=np.array([1.0, 1.0]))
>>> plan = solve(options, market)
>>> plan.options.worker.tolist(), plan.options.job.tolist(), round(plan.certificate.total, 6)
([0, 1], [0, 1], 3.5)
"""

from jobmatch.allocation.certificate import Certificate
from jobmatch.allocation.market import Found, Market, Options, Search
from jobmatch.allocation.rounds import Allocation, Effort, allocate, solve

__all__ = ["Allocation", "Certificate", "Effort", "Found", "Market", "Options", "Search", "allocate", "solve"]
