"""What recorded outcomes teach: weights of the terms, the chance behind a score, and what the words alone do not say.

::

    weights        what people took, against what they were shown beside it → weights of the policy
    probability    score → chance that a job is taken
    towers         what the texts leave out → an encoder with two towers (``language.towers``)
"""

from jobmatch.learning.probability import (
    TakingCurve,
    TakingProbability,
    learn_probability,
    load_probability,
    save_probability,
)
from jobmatch.learning.towers import LearnedTowers, learn_towers
from jobmatch.learning.weights import LearnedWeights, LearningWarning, estimate_patience, learn_weights

__all__ = [
    "LearnedTowers",
    "LearnedWeights",
    "LearningWarning",
    "TakingCurve",
    "TakingProbability",
    "estimate_patience",
    "learn_probability",
    "learn_towers",
    "learn_weights",
    "load_probability",
    "save_probability",
]
