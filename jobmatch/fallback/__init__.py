"""What is offered when the market has nothing: after the market, and never mixed into its ranking.

1. ``bridge``: which short course would open how many jobs near this person ("学X后可应聘N个岗位");
2. ``graduates``: every graduate of a poor family who wants one has a job, an internship or a course, or is
   listed as uncovered, with the reason;
3. ``students``: people at school who ask for work are offered the internships that are left;
4. ``welfare``: public-welfare posts as the last net for those the market cannot place, priority groups first,
   within the term limits of the policy version, and always with the reason why.

``offers`` puts the four together for one result of the market (``Matcher.fallback``); ``records`` reads the
office's own files; ``posts`` gives places out one by one. Every figure is a field of ``FallbackRules`` (``rules``).
"""

from jobmatch.fallback.bridge import course_places, training_bridge
from jobmatch.fallback.graduates import graduate_coverage
from jobmatch.fallback.offers import Offers, offers, trainees
from jobmatch.fallback.records import Records, read_courses, read_posts, read_served
from jobmatch.fallback.rules import VERSIONS, FallbackRules, rules_of
from jobmatch.fallback.students import student_internships
from jobmatch.fallback.welfare import Attempts, last_net

__all__ = [
    "VERSIONS",
    "Attempts",
    "FallbackRules",
    "Offers",
    "Records",
    "course_places",
    "graduate_coverage",
    "last_net",
    "offers",
    "read_courses",
    "read_posts",
    "read_served",
    "rules_of",
    "student_internships",
    "trainees",
    "training_bridge",
]
