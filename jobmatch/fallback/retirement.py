"""The statutory retirement age since 2025, month by month."""

from __future__ import annotations

from datetime import date

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
