"""The statutory retirement age since 2025, month by month."""

from __future__ import annotations

from datetime import date

import numpy as np

from jobmatch.schema import Workers, known_or

OVER_AGE = "超龄（签用工协议）"
"""What staff read beside a person past that age: a label, never a refusal."""
MEN, WOMEN = 60, 50
"""Ages before the reform; rural and manual women workers retire at 50, not 55."""
FIRST_MAN, FIRST_WOMAN = (1965, 1), (1975, 1)
"""First months of birth that the delay reaches."""


def retirement_month(born: date, sex: str) -> date:
    """Return the first day of the month in which the statutory retirement age is reached.

    Men go from 60 to 63 by one month per four months of birth, women from 50 to 55 by one per two (全国人大常委会
    决定 of 13 September 2024, in force from 2025-01-01). Unknown sex counts as a man: the later age.

    Examples
    --------
    >>> retirement_month(date(1964, 12, 5), "male"), retirement_month(date(1965, 1, 5), "male")
    (datetime.date(2024, 12, 1), datetime.date(2025, 2, 1))
    >>> retirement_month(date(1976, 9, 1), "male").year - 1976, retirement_month(date(1984, 11, 1), "female").year
    (63, 2039)
    """
    woman = sex == "female"
    start, base = (FIRST_WOMAN, WOMEN) if woman else (FIRST_MAN, MEN)
    since = (born.year - start[0]) * 12 + born.month - start[1]
    delay = 0
    if since >= 0:
        delay = min(60, since // 2 + 1) if woman else min(36, since // 4 + 1)
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
    cells = workers.cells
    months = cells["birth_date"].to_numpy().astype("datetime64[M]").tolist()
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
