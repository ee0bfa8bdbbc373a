"""Why, why not, and what would change it: said in the score's own numbers.

::

    reasons       up to three plain reasons for a pair
    breakdown     weight × value per term, adding up to the score (arithmetic: on paper too)
    comparison    the pair field by field: what the posting asks, what the person has
    checks        every requirement: met, unmet, or what to ask
    refusal       which rules refuse a pair, and the smallest relaxation that would admit it
    shortage      who was shown too few jobs and why, and the nearest misses
"""

from jobmatch.explanation.breakdown import Explanation, explain
from jobmatch.explanation.checks import checks, to_verify
from jobmatch.explanation.comparison import comparisons
from jobmatch.explanation.reasons import reasons
from jobmatch.explanation.refusal import Refusal, explain_refusal
from jobmatch.explanation.shortage import near_misses, short_of_jobs
from jobmatch.places import SAME_POINT_KM

__all__ = [
    "SAME_POINT_KM",
    "Explanation",
    "Refusal",
    "checks",
    "comparisons",
    "explain",
    "explain_refusal",
    "near_misses",
    "reasons",
    "short_of_jobs",
    "to_verify",
]
