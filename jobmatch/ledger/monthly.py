"""The monthly report of a ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from jobmatch.ledger.book import Ledger
from jobmatch.ledger.views import by_month, records, totals
from jobmatch.places.gazetteer import gazetteer
from jobmatch.reports.monthly import write_report
from jobmatch.reports.statistics import (
    SPLIT,
    Dimension,
    Period,
    Records,
    changes,
    filling,
    households,
    indicators,
    unplaced_reasons,
)
from jobmatch.reports.words import day_words
from jobmatch.schema import GROUP_WORDS, TIER_WORDS

_BEGINNING = dt.date(1990, 1, 1)
"""Before the first ledger."""
_SPELT = {**{f"就业_{word}": f"就业人数（{word}）" for word in SPLIT}, "平均推荐距离公里": "平均推荐距离（公里）"}
_SHEETS: dict[str, Dimension] = {
    "分区县": "county",
    "分乡镇": "township",
    "分人群": "group",
    "分地域": "tier",
    "分渠道": "channel",
}


def monthly_report(
    ledger: Ledger,
    period: Period,
    path: str | Path,
    *,
    more: Mapping[str, pd.DataFrame] | None = None,
    office: str = "",
) -> Path:
    """Write the report of a period beside the month before it and return the path.

    Parameters
    ----------
    period
        ``Period.month(2026, 3)``, or any other days.
    path
        ``.xlsx`` with native charts, or ``.html`` with pictures.
    more
        Tables added at the end, such as those of ``supply_demand`` and of ``between``.
    office
        Whose report it is.

    Raises
    ------
    TableError
        The path ends neither in ``.xlsx`` nor in ``.html``.

    Examples
    --------
    >>> import tempfile
    >>> ledger, folder = Ledger(Path(tempfile.mkdtemp()) / "台账.db"), Path(tempfile.mkdtemp())
    >>> book = monthly_report(ledger, Period.month(2026, 3), folder / "统计.xlsx", office="奉节县")
    >>> list(pd.read_excel(book, sheet_name=None, engine="calamine"))
    ['总体', '分区县', '分乡镇', '分人群', '分地域', '分渠道', '未成功原因', '按月']
    """
    days = f"{day_words(period.start)}—{day_words(period.end)}"
    title = f"{office}就业推荐服务统计（{days}）"
    tables = {**report_tables(ledger, period), **(more or {})}
    return write_report({name: _spelt(table) for name, table in tables.items()}, path, title=title)


def _spelt(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with the names of the indicators as they stand on paper."""
    shown = table.rename(columns=_SPELT)
    return shown.assign(指标=shown["指标"].replace(_SPELT)) if "指标" in shown else shown


def report_tables(ledger: Ledger, period: Period) -> dict[str, pd.DataFrame]:
    """Return the tables of the report by name."""
    found = records(ledger, period.before().start, period.end)
    parts = {name: _named(indicators(found, period, by), by) for name, by in _SHEETS.items()}
    return {
        "总体": _whole(ledger, found, period),
        **parts,
        "未成功原因": unplaced_reasons(found, period),
        "按月": by_month(ledger, period),
    }


def between(ledger: Ledger, one: dt.date, two: dt.date) -> pd.DataFrame:
    """Return the indicators from the ledger's beginning to each of two days, and what lies between.

    Columns: 指标, one for each day, 增减 and 增减率. A person served before the first day is not counted again.
    """
    standing = [_standing(ledger, day) for day in (one, two)]
    names = {"上期": f"截至{one.isoformat()}", "本期": f"截至{two.isoformat()}"}
    compared: pd.DataFrame = changes(*standing).rename(columns=names)
    return compared


def _standing(ledger: Ledger, day: dt.date) -> pd.DataFrame:
    """Return every indicator from the beginning to a day as one row."""
    period = Period(_BEGINNING, day)
    found = records(ledger, period.start, day)
    parts = [indicators(found, period).iloc[0], filling(found, period), households(found)]
    row: pd.DataFrame = pd.concat(parts).to_frame().T
    return row


def _whole(ledger: Ledger, found: Records, period: Period) -> pd.DataFrame:
    last = period.before()
    known = found.persons["entered_on"] <= pd.Timestamp(last.end)
    earlier = replace(found, persons=found.persons[known])
    table = changes(indicators(earlier, last), indicators(found, period))
    year = totals(ledger, period.year_to_date())
    table["本年累计"] = table["指标"].map(year).astype("Float64")
    more = pd.concat([filling(found, period), households(found)])
    rows = pd.DataFrame({"指标": more.index, "本期": more.to_numpy()})
    return pd.concat([table, rows.astype({"本期": "Float64"})], ignore_index=True)


def _named(table: pd.DataFrame, by: Dimension) -> pd.DataFrame:
    """Return the table with codes replaced by words."""
    labels = table.iloc[:, 0].tolist()
    words = {**GROUP_WORDS, **TIER_WORDS} if by in ("group", "tier") else {}
    named = [_county(label) if by == "county" else words.get(label, label) for label in labels]
    shown = [label or _BLANK[by] for label in named]
    return table.assign(**{str(table.columns[0]): shown})


_BLANK = {"county": "区县未填", "township": "乡镇未填", "group": "其他人员", "tier": "地域未知", "channel": "本单位"}


def _county(code: str) -> str:
    return gazetteer().division(code).name if code and code in gazetteer() else code
