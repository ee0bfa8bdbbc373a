"""What is offered when the market has nothing: after the market, and never mixed into its ranking.

1. ``bridge``: which short course would open how many jobs near this person ("学X后可应聘N个岗位");
2. ``graduates``: every graduate of a poor family who wants one has a job, an internship or a course, or is
   listed as uncovered, with the reason;
3. ``welfare``: public-welfare posts as the last net for those the market cannot place, priority groups first,
   within the term limits of the policy version, and always with the reason why.

Every figure is a field of ``FallbackRules``.
"""

from jobmatch.fallback.bridge import course_places, training_bridge
from jobmatch.fallback.graduates import graduate_coverage
from jobmatch.fallback.rules import VERSIONS, FallbackRules, rules_of
from jobmatch.fallback.welfare import Attempts, last_net

__all__ = [
    "VERSIONS",
    "Attempts",
    "FallbackRules",
    "course_places",
    "graduate_coverage",
    "last_net",
    "rules_of",
    "training_bridge",
]
