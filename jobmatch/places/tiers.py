"""The place class of a pair: how far from home, in the words of the offices.

========== ============ ==========================================================
tier       shown as     the job is
========== ============ ==========================================================
home       居家         done at home
village    本村         in the village of the home
town       本镇         in its township
county     本县         in its county
city       市内跨县     in its prefecture; anywhere in a municipality such as 重庆
province   省内跨市     in its province
partner    协作地区     outside the province, in a region paired with the home's county
province_out 省外       elsewhere
========== ============ ==========================================================

Codes of different years of one division are equal. A code that stops early cannot prove more than it says: a
home known to its county and a job in that county are ``county``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import takewhile
from operator import eq

import numpy as np
import numpy.typing as npt

from jobmatch.places.gazetteer import gazetteer
from jobmatch.places.partners import is_partner

BY_DEPTH = ("province_out", "province", "city", "county", "town", "village")
"""Tier by how many levels home and job share."""

Codes = Sequence[str | None] | npt.NDArray[np.object_]


def canonical(code: str) -> str:
    """Return the code of record of a division: one code, whichever year's code comes in.

    >>> canonical("500156"), canonical("500234")  # 武隆区, 开县
    ('500232', '500154')
    """
    return gazetteer().canonical(code)


def today_code(code: str) -> str:
    """Return the code the division bears today; blank when it is gone.

    >>> today_code("500232"), today_code("330104")  # 武隆; 江干区 is gone since 2021
    ('500156', '')
    """
    return gazetteer().division(code).today


def tier(home_code: str | None, job_code: str | None, *, home_based: bool = False, on: date | None = None) -> str | None:
    """Return the tier of one pair; nothing where home or job is unknown.

    Parameters
    ----------
    home_code, job_code
        Division codes of any year, 6, 9 or 12 digits.
    home_based
        The work is done at home.
    on
        Day on which pairings count; without it those that have not ended.

    Examples
    --------
    >>> tier("500236117", "500236117"), tier("500236117", "500236"), tier("500232", "500156108")
    ('town', 'county', 'county')
    >>> tier("500236", "500101"), tier("500236", "371602"), tier("500236", "441900")
    ('city', 'partner', 'province_out')
    """
    found: str | None = tiers([home_code], [job_code], home_based=home_based, on=on)[0]
    return found


def tiers(home_codes: Codes, job_codes: Codes, *, home_based: npt.ArrayLike = False, on: date | None = None) -> npt.NDArray[np.object_]:
    """Return the tiers of many pairs: an object array of words, ``None`` where home or job is unknown.

    The three arrays broadcast: ``tiers(homes[:, None], jobs[None, :])`` is the whole matrix.

    >>> tiers(["500236117", None], ["500236101", "500236"], home_based=[False, True]).tolist()
    ['county', 'home']
    """
    home, homes = _factorised(home_codes)
    job, jobs = _factorised(job_codes)
    pairs = home * len(jobs) + job
    distinct, which = np.unique(pairs, return_inverse=True)
    words = np.empty(len(distinct), dtype=object)
    words[:] = [_between(homes[pair // len(jobs)], jobs[pair % len(jobs)], on) for pair in distinct.tolist()]
    return np.where(np.asarray(home_based, dtype=bool), "home", words[which].reshape(pairs.shape))


def _between(home: str, job: str, on: date | None) -> str | None:
    """Return the tier of two places."""
    of_home, of_job = _areas(home), _areas(job)
    if not of_home or not of_job:
        return None
    if of_home[0] != of_job[0]:
        return "partner" if is_partner(home, job, on) else BY_DEPTH[0]
    return BY_DEPTH[sum(takewhile(bool, map(eq, of_home, of_job)))]


def _factorised(codes: Codes) -> tuple[npt.NDArray[np.int64], list[str]]:
    """Return the row of each code among the distinct ones, in the shape of ``codes``."""
    array = np.asarray(codes, dtype=object)
    known: dict[str, int] = {}
    texts = (code if isinstance(code, str) else "" for code in array.ravel())
    rows = np.fromiter((known.setdefault(code, len(known)) for code in texts), dtype=np.int64, count=array.size)
    return rows.reshape(array.shape), list(known)


@lru_cache(maxsize=65_536)
def _areas(code: str) -> tuple[str, ...]:
    """Return the divisions that hold ``code``, from the province down to the village."""
    g = gazetteer()
    code = g.canonical(code) if code else ""
    if code[:9] not in g:
        return ()
    path = g.path(code[:9])
    return (*path, code) if len(code) == 12 and len(path) == 4 else path
