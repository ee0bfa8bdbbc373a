"""What the people of a simulated market really want, and whom its employers really take.

The matcher never sees any of it. The appeal of a job to a person is::

    kinship(own trade, trade of the job)          CSCO classes in common, 1 for the same
    × (pay / usual pay) ^ care for pay
    × exp(−min(decay · km, cost of moving))       cost of moving = leaving cost + 0.1 · ln(1 + km / 50)
    × exp(0.3 · luck of the pair)                 what no table knows

``decay`` is each person's own, log-uniform between 0.027 and 0.30 a km (the American and the British
estimate, half every 25.9 and every 2.3 km). Whoever moves house minds the distance too, but less and
less, as in gravity models of migration; who would not move, or not so far, has no cost of moving but a
way every day.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.evaluation.arrays import Flags, Floats, Ints
from jobmatch.evaluation.trades import kinship_table
from jobmatch.places import distance_km

DECAY_PER_KM = (0.027, 0.30)
DISTANCE_ELASTICITY = 0.1
"""Of the appeal of places to move to (our choice: with it a fifth of those who would move find their
best job in another province)."""
LUCK = 0.3
GRADES = (0.25, 0.5)
"""Appeal from which a job counts as acceptable (grade 1) and as right (grade 2)."""
SECOND_TRADE = 0.6
"""Appeal of the second trade of a person who has two, against the first."""


@dataclass(frozen=True)
class People:
    """What the form does not say of each person, in parallel arrays."""

    trade: Ints
    """First trade, as a row of ``trades()``."""
    second: Ints
    """Second trade; the first again where there is none."""
    decay_per_km: Floats
    leaving_cost: Floats
    """What moving house costs at least, in logarithms of appeal; inf who would not."""
    reach: Ints
    """How far the person would move: 1 within the county, 2 the province, 3 anywhere; 0 not at all."""
    pay_care: Floats
    """Elasticity of appeal in pay."""
    pay_usual: Floats
    """Pay the person measures jobs against, yuan a month."""
    age: Ints
    education: Ints
    certified: Flags
    """Whether the certificates of the own trades are held."""
    lat: Floats
    lon: Floats
    key: Ints
    """Number of the person in the world, seed of the luck of pairs."""


@dataclass(frozen=True)
class Posts:
    """What each job really is, in parallel arrays."""

    trade: Ints
    pay: Floats
    """Pay in truth, also where the posting is silent, yuan a month."""
    education: Ints
    age_max: Ints
    needs_certificate: Flags
    at_home: Flags
    """Work taken home: no way to go."""
    lat: Floats
    lon: Floats
    region: Ints
    """1 in the home county, 2 elsewhere in the province, 3 in another province."""
    openings: Ints


@dataclass(frozen=True)
class Taste:
    """The truth of a market: appeal to people, and whom employers take."""

    people: People
    posts: Posts

    def km(self, worker: Ints, job: Ints) -> Floats:
        """Return the straight-line distance of each pair, 0 for work at home; km."""
        people, posts = self.people, self.posts
        km = distance_km(people.lat[worker], people.lon[worker], posts.lat[job], posts.lon[job])
        return np.where(posts.at_home[job], 0.0, km)

    def appeal(self, worker: Ints, job: Ints) -> Floats:
        """Return the appeal of each pair, in [0, 1]; rows of people and posts, in arrays that broadcast."""
        people, posts = self.people, self.posts
        kin = kinship_table()
        first = kin[people.trade[worker], posts.trade[job]]
        second = SECOND_TRADE * kin[people.second[worker], posts.trade[job]]
        pay = people.pay_care[worker] * np.log(posts.pay[job] / people.pay_usual[worker])
        luck = LUCK * _normal(people.key[worker], job)
        return np.minimum(np.exp(np.log(np.maximum(first, second)) + pay - self.way(worker, job) + luck), 1.0)

    def way(self, worker: Ints, job: Ints) -> Floats:
        """Return what the way costs, in logarithms of appeal: going daily or moving house, whichever is less."""
        people, km = self.people, self.km(worker, job)
        moving = people.leaving_cost[worker] + DISTANCE_ELASTICITY * np.log1p(km / 50.0)
        moving = np.where(self.posts.region[job] <= people.reach[worker], moving, np.inf)
        return np.minimum(people.decay_per_km[worker] * km, moving)

    def qualified(self, worker: Ints, job: Ints) -> Flags:
        """Return whether the employer's stated conditions are truly met."""
        people, posts = self.people, self.posts
        schooled = people.education[worker] >= posts.education[job]
        young = people.age[worker] <= posts.age_max[job]
        own = (people.trade[worker] == posts.trade[job]) | (people.second[worker] == posts.trade[job])
        held = own & people.certified[worker]
        return np.asarray(schooled & young & (~posts.needs_certificate[job] | held))

    def skill(self, worker: Ints, job: Ints) -> Floats:
        """Return how well the person can do the job, in (0, 1]: what an interview finds out."""
        kin = kinship_table()
        trade = self.posts.trade[job]
        return np.maximum(kin[self.people.trade[worker], trade], kin[self.people.second[worker], trade])

    def grade(self, worker: Ints, job: Ints) -> Ints:
        """Return 2 for right, 1 for acceptable, 0 for neither or where the employer would refuse."""
        grade = np.digitize(self.appeal(worker, job), GRADES)
        return np.where(self.qualified(worker, job), grade, 0)


def _normal(worker: Ints, job: Ints) -> Floats:
    """Return a standard normal number of each pair, the same whenever it is asked for."""
    first, second = uniform(worker, job, 1), uniform(worker, job, 2)
    return np.sqrt(-2.0 * np.log(first)) * np.cos(2.0 * np.pi * second)


def uniform(worker: Ints, job: Ints, salt: int) -> Floats:
    """Return a number in (0, 1) of each pair, by the mixing steps of splitmix64 (Steele et al. 2014).

    >>> uniform(np.array([0, 1]), np.array([5, 5]), 3).round(3).tolist()
    [0.208, 0.892]
    """
    mixed = np.asarray(worker, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = mixed + np.asarray(job, dtype=np.uint64) * np.uint64(0xD1B54A32D192ED03)
    mixed = mixed + np.uint64(salt * 0x8CB92BA72F3D8DD7 % 2**64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed = mixed ^ (mixed >> np.uint64(31))
    return (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53 + 2.0**-54
