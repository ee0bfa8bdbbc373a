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
from functools import lru_cache, partial
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
    return "home" if home_based else _between(home_code, job_code, on)


def tiers(home_codes: Codes, job_codes: Codes, *, home_based: npt.ArrayLike = False, on: date | None = None) -> npt.NDArray[np.object_]:
    """Return the tiers of many pairs: an object array of words, ``None`` where home or job is unknown.

    The three arrays broadcast: ``tiers(homes[:, None], jobs[None, :])`` is the whole matrix.

    >>> tiers(["500236117", None], ["500236101", "500236"], home_based=[False, True]).tolist()
    ['county', 'home']
    """
    pairs = np.broadcast(np.asarray(home_codes, dtype=object), np.asarray(job_codes, dtype=object), np.asarray(home_based, dtype=bool))
    between = lru_cache(maxsize=None)(partial(_between, on=on))
    words = np.empty(pairs.size, dtype=object)
    words[:] = ["home" if at_home else between(home, job) for home, job, at_home in pairs]
    return words.reshape(pairs.shape)


def _between(home: str | None, job: str | None, on: date | None) -> str | None:
    """Return the tier of two places."""
    if not isinstance(home, str) or not isinstance(job, str):
        return None
    of_home, of_job = _areas(home), _areas(job)
    if not of_home or not of_job:
        return None
    if of_home[0] != of_job[0]:
        return "partner" if is_partner(home, job, on) else BY_DEPTH[0]
    return BY_DEPTH[sum(takewhile(bool, map(eq, of_home, of_job)))]


@lru_cache(maxsize=65_536)
def _areas(code: str) -> tuple[str, ...]:
    """Return the divisions that hold ``code``, from the province down to the village."""
    g = gazetteer()
    code = g.canonical(code) if code else ""
    if code[:9] not in g:
        return ()
    path = g.path(code[:9])
    return (*path, code) if len(code) == 12 and len(path) == 4 else path
