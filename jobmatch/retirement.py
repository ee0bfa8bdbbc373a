"""The statutory retirement age since 2025, month by month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from jobmatch.errors import PolicyError
from jobmatch.schema import Workers, dates, known_or

OVER_AGE = "超龄（签用工协议）"
"""What staff read beside a person past that age: a label, never a refusal."""
MEN, WOMEN, WOMEN_IN_OFFICES = 60, 50, 55
"""Ages before the reform; rural and manual women workers retire at 50, those in management and technical posts at 55."""
REFORM: Mapping[int, tuple[int, int, int]] = {MEN: (1965, 4, 36), WOMEN_IN_OFFICES: (1970, 4, 36), WOMEN: (1975, 2, 60)}
"""By the age before: first year of birth that the delay reaches, months of birth for each month of delay, and most months."""


def retirement_month(born: date, sex: str, *, women_at: int = WOMEN) -> date:
    """Return the first day of the month in which the statutory retirement age is reached.

    Men go from 60 to 63 and women from 55 to 58 by one month per four months of birth, women from 50 to 55 by one per two
    (全国人大常委会决定 of 13 September 2024, in force from 2025-01-01). Unknown sex counts as a man: the later age.

    Parameters
    ----------
    women_at
        Age of women before the reform: 50, or 55 for management and technical posts.

    Raises
    ------
    PolicyError
        Another age of women.

    Examples
    --------
    >>> retirement_month(date(1981, 9, 1), "female", women_at=55)
    datetime.date(2039, 9, 1)
    >>> retirement_month(date(1964, 12, 5), "male"), retirement_month(date(1965, 1, 5), "male")
    (datetime.date(2024, 12, 1), datetime.date(2025, 2, 1))
    >>> retirement_month(date(1976, 9, 1), "male").year - 1976, retirement_month(date(1984, 11, 1), "female").year
    (63, 2039)
    """
    if women_at not in (WOMEN, WOMEN_IN_OFFICES):
        raise PolicyError(f"women_at：{women_at!r} 应当是 {WOMEN} 或 {WOMEN_IN_OFFICES}")
    base = women_at if sex == "female" else MEN
    first_year, step, most = REFORM[base]
    since = (born.year - first_year) * 12 + born.month - 1
    delay = min(most, since // step + 1) if since >= 0 else 0
    months = born.year * 12 + born.month - 1 + base * 12 + delay
    return date(months // 12, months % 12 + 1, 1)


def months_left(born: date, sex: str, day: date) -> int:
    """Return the months from ``day`` to the retirement month; negative beyond it.

    >>> months_left(date(1970, 6, 1), "male", date(2026, 3, 1))
    68
    """
    then = retirement_month(born, sex)
    return (then.year - day.year) * 12 + then.month - day.month


def over_age(workers: Workers, ages: np.ndarray, day: date) -> np.ndarray:
    """Return who has reached the statutory retirement age on ``day``, bool ``[n]``; ``ages`` are theirs on that day (``terms.facts.ages_on``).

    A third of rural migrants are over 50, so this refuses nobody: such a person gets an agreement of employment
    (用工协议) instead of a labour contract. Where only an age is known, it counts as reached this month; where
    neither is known, nobody is over age.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"worker_id": ["W1", "W2", "W3"], "sex": ["female", "male", "male"], "age": [58, 58, None]})
    >>> over_age(Workers(frame), np.array([58.0, 58.0, np.nan]), date(2026, 3, 1)).tolist()
    [True, False, False]
    """
    cells = workers.columns_read
    if not (ages >= WOMEN - 1).any():  # it is reached on the first day of a month, the birthday later
        return np.zeros(len(ages), dtype=bool)
    months = dates(cells["birth_date"]).astype("datetime64[M]").tolist()
    return np.array(
        [
            not np.isnan(age) and retirement_month(_born(month, age, day), sex) <= day
            for month, age, sex in zip(months, ages, known_or(cells["sex"], ""), strict=True)
        ],
        dtype=bool,
    )


def _born(month: date | None, age: float, day: date) -> date:
    """Return the first day of the month of birth (``month``), or of the month that an age alone gives."""
    return month or date(day.year - int(age), day.month, 1)
