"""Dates as people write them, and periods of validity.

``19790315``, ``1979.03``, ``1979年3月``, ``79/3/15``, an Excel serial number, ``5月底`` … each becomes a day together
with how exact it is. A date that does not exist (1980-02-30) is no date.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from jobmatch.forms.sheets import Cell
from jobmatch.forms.text import arabic, as_written, normal_text, small_number

_EXCEL_ZERO = dt.date(1899, 12, 30)
_SERIALS = range(10_000, 80_000)
"""Excel serials that stand for 1927 to 2119."""
_LONG_AHEAD = 183
_SHORT_YEARS = 30
"""Two-digit years up to this are of this century."""

_FULL = re.compile(r"(?P<y>\d{4})[年./-](?P<m>\d{1,2})[月./-](?P<d>\d{1,2})[日号]?")
_RUN = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:0{6})?(?!\d)")
_SHORT_RUN = re.compile(r"(?P<y>[3-9]\d)(?P<m>0[1-9]|1[0-2])(?P<d>\d{2})")
_MONTH = re.compile(r"(?P<y>\d{4})[年./-](?P<m>\d{1,2})(?:月份?)?(?P<end>底|末|[上中下]旬)?(?!\d)")
_MONTH_RUN = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?!\d)")
_SHORT = re.compile(r"(?<!\d)(?P<y>\d{2})[年./-](?P<m>\d{1,2})(?:月?(?P<end>底|末)|[月./-](?P<d>\d{1,2})[日号]?)?(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})年?(?P<end>底|末)?(?!\d)")
_DAY = re.compile(r"(?<!\d)(?P<m>\d{1,2})(?:月(?P<d>\d{1,2})[日号]?|[./](?P<d2>\d{1,2}))(?!\d)")
_MONTH_ONLY = re.compile(r"(?<!\d)(?P<m>\d{1,2})月份?(?P<end>底|末|[上中下]旬)?")
_AMERICAN = re.compile(r"(?<!\d)(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})(?!\d)")
_CHINESE_YEAR = re.compile(r"(?:[一二][零〇○oO一二三四五六七八九]{3}|(?<![一-鿿])[四五六七八九零〇][零〇一二三四五六七八九])(?=年)")
_CHINESE_DAY = re.compile(r"[一二三四五六七八九十][月日号]")
_ENGLISH = re.compile(r"(?:(?P<d>\d{1,2})-)?(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*-(?P<y>\d{4}|\d{2})", re.I)
"""15-Mar-79, Mar-79: what Excel makes of 79-3-15 and 79-3."""
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HALVES = {"上半年": 6, "下半年": 12, "年底": 12, "年末": 12, "一季度": 3, "二季度": 6, "三季度": 9, "四季度": 12}
"""Parts of a year that a posting stays open for → their last month."""
_TEN_DAYS = {"上旬": 10, "中旬": 20}
"""Thirds of a month → their last day."""
_NUMERALS = str.maketrans("零〇○oO一二三四五六七八九", "00000123456789")
_OPEN = re.compile(r"长期|招满|常年|永久|不限|无限期|满员|全年")
_PERIOD = re.compile(r"(?<!\d)(\d{1,3}(?:\.\d+)?)(?:个)?(天|日|周|星期|月|年)(?!\d|底|末|份)")


@dataclass(frozen=True, slots=True)
class Day:
    """A date and how exact it is."""

    date: dt.date
    """The day; the first of the month or year where only these are known."""
    exact: Literal["day", "month", "year"]
    """What the text says: a day, a month or a year."""


def read_date(cell: Cell, *, year: int | None = None) -> Day | None:
    """Return the date a cell holds, None when it holds none.

    Parameters
    ----------
    cell
        A cell of any type.
    year
        Year of dates that name only month and day; without it these are no dates.

    Examples
    --------
    >>> read_date("19790315").date.isoformat(), read_date(28929.0).date.isoformat(), read_date("1979.03").exact
    ('1979-03-15', '1979-03-15', 'month')
    >>> read_date("1980-02-30") is None, read_date("1985-13-01") is None, read_date("4月28日", year=2026).date.isoformat()
    (True, True, '2026-04-28')
    """
    if isinstance(cell, dt.datetime):
        return Day(cell.date(), "day")
    if isinstance(cell, dt.date):
        return Day(cell, "day")
    if isinstance(cell, bool) or cell is None:
        return None
    return _read(as_written(cell), year)


@lru_cache(maxsize=200_000)
def _read(text: str, year: int | None) -> Day | None:
    said = re.sub(r"(?<=\d)[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?", "", text.strip())
    said = _digits(normal_text(_with_dashes(said.replace("\\", "/"))))
    if _SHORT_RUN.fullmatch(said):
        return _made(_SHORT_RUN.fullmatch(said).groupdict(), None)  # type: ignore[union-attr]
    if re.fullmatch(r"\d{5}(\.\d+)?", said):
        serial = int(float(said))
        return Day(_EXCEL_ZERO + dt.timedelta(serial), "day") if serial in _SERIALS else None
    days = list(_days(said, year))
    return days[0] if days else None


def _with_dashes(text: str) -> str:
    """Return a date with other marks between its parts (2026、5、31) as it is usually written."""
    return re.sub(r"(?<=\d{4})[、,，。 ]+(\d{1,2})[、,，。 ]+(?=\d)", r"-\1-", text)


def _digits(said: str) -> str:
    """Return a date written in Chinese numerals in digits: 一九七九年三月 is 1979年3月."""
    if not _CHINESE_YEAR.search(said) and not _CHINESE_DAY.search(said):
        return said
    year = _CHINESE_YEAR.sub(lambda found: found[0].translate(_NUMERALS), said)
    plain = small_number(arabic(year))
    return re.sub(r"[一二三四五六七八九](?=[日号])", lambda found: found[0].translate(_NUMERALS), plain)


def _days(said: str, year: int | None) -> list[Day]:
    """Return the dates in a text, all by the most exact spelling that fits any."""
    for pattern, exact in _SPELLINGS:
        if exact == "dayless" and year is None:
            continue
        matches = list(pattern.finditer(said))
        if matches:
            days = [_made(_day_first(match.groupdict()) if pattern is _AMERICAN else match.groupdict(), year) for match in matches]
            return [day for day in days if day]
    return []


_SPELLINGS = (
    (_FULL, "day"), (_RUN, "day"), (_AMERICAN, "day"), (_ENGLISH, "day"), (_MONTH, "month"), (_MONTH_RUN, "month"), (_SHORT, "short"),
    (_DAY, "dayless"), (_MONTH_ONLY, "dayless"), (_YEAR, "year"),
)  # fmt: skip


def _day_first(parts: dict[str, str | None]) -> dict[str, str | None]:
    """Return the parts of 15/3/1979, where only the second number can be a month, in their places."""
    return parts if int(parts["m"] or 0) <= 12 else {**parts, "m": parts["d"], "d": parts["m"]}


def _made(parts: dict[str, str | None], year: int | None) -> Day | None:
    number = int(parts.get("y") or year or 0)
    if number < 100:
        number += 1900 if number > _SHORT_YEARS else 2000
    named = (parts.get("m") or "").lower()
    month = _ENGLISH_MONTHS.index(named) + 1 if named in _ENGLISH_MONTHS else int(named or 0)
    day = int(parts.get("d") or parts.get("d2") or 0)
    exact: Literal["day", "month", "year"] = "day" if day else "month" if month else "year"
    if parts.get("m") and not month:
        return None
    try:
        if parts.get("end") in _TEN_DAYS:
            return Day(dt.date(number, month, _TEN_DAYS[str(parts["end"])]), "day")
        if parts.get("end"):
            month = month or 12
            return Day(dt.date(number, month, calendar.monthrange(number, month)[1]), "day")
        return Day(dt.date(number, month or 1, day or 1), exact)
    except (ValueError, calendar.IllegalMonthError):
        return None


def read_validity(cell: Cell, start: dt.date) -> tuple[dt.date | None, dt.date | None, bool]:
    """Return first day, last day (None: open) and whether the text was read.

    Parameters
    ----------
    cell
        An end date, a number of days, both ends, or 长期.
    start
        Day from which a number of days counts, and whose year a date without one gets (the next year when that
        would lie more than half a year back).

    Examples
    --------
    >>> day = dt.date(2026, 2, 9)
    >>> read_validity("90天", day)[1].isoformat(), read_validity("2026年5月底", day)[1].isoformat()
    ('2026-05-10', '2026-05-31')
    >>> read_validity("长期有效", day), read_validity("即日起至4月4日", day)[1].isoformat()
    ((None, None, True), '2026-04-04')
    """
    if isinstance(cell, dt.date):
        return None, cell.date() if isinstance(cell, dt.datetime) else cell, True
    said = small_number(arabic(normal_text(_with_dashes(as_written(cell)))))
    if not said:
        return None, None, True
    part = next((month for word, month in _HALVES.items() if word in normal_text(as_written(cell))), None)
    if part:
        year = re.search(r"(?<!\d)20\d{2}(?=年)", said)
        return None, _month_end(int(year[0]) if year else start.year, part), True
    if re.fullmatch(r"\d{5}(\.0)?", said):
        return None, _EXCEL_ZERO + dt.timedelta(int(float(said))), True
    days = [_not_long_ago(day, said, start) for day in _all_days(said, start.year)]
    if days:
        return (days[0].date if len(days) > 1 else None), _last_day(days[-1], said), True
    period = _PERIOD.search(said)
    if (period or re.fullmatch(r"\d{1,3}", said)) and float(period[1] if period else said) > 0:
        return None, _after(start, float(period[1]) if period else float(said), period[2] if period else "天"), True
    return None, None, bool(_OPEN.search(said))


def _all_days(said: str, year: int) -> list[Day]:
    """Return the dates of a text; the two ends of a period may be spelt differently (2026年3月1日-4月1日)."""
    if re.fullmatch(r"\d{1,2}-\d{1,2}", said):
        said = said.replace("-", "/")
    ends = re.split(r"至|到|--|~|—|－(?=\d{4})|(?<=日)-|-(?=\d{4}[年.])|-(?=\d{1,2}[.月/]\d)", said)
    return [day for end in ends for day in _days(end, year)]


def _last_day(day: Day, said: str) -> dt.date:
    if day.exact == "day":
        return day.date
    return _month_end(day.date.year, day.date.month if day.exact == "month" else 12)


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _not_long_ago(day: Day, said: str, start: dt.date) -> Day:
    if re.search(r"\d{4}|\d{2}年", said) or (start - day.date).days <= _LONG_AHEAD:
        return day
    try:
        return Day(day.date.replace(year=day.date.year + 1), day.exact)
    except ValueError:
        return day


def _after(start: dt.date, count: float, unit: str) -> dt.date:
    if unit in ("月", "年"):
        months = round(count * (12 if unit == "年" else 1))
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        return dt.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
    return start + dt.timedelta(days=round(count * (7 if unit in ("周", "星期") else 1)))
