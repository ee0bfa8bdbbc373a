"""The monthly report of a ledger."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from jobmatch.explanation import TIER_WORDS
from jobmatch.ledger.book import Ledger
from jobmatch.ledger.views import by_month, records, totals
from jobmatch.places.gazetteer import gazetteer
from jobmatch.reports.monthly import write_report
from jobmatch.reports.statistics import (
    Dimension,
    Period,
    Records,
    changes,
    filling,
    households,
    indicators,
    unplaced_reasons,
)
from jobmatch.reports.words import GROUP_WORDS

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
    market: dict[str, pd.DataFrame] | None = None,
    office: str = "",
) -> Path:
    """Write the report of a period beside the month before it and return the path.

    Parameters
    ----------
    period
        ``Period.month(2026, 3)``, or any other days.
    path
        ``.xlsx`` with native charts, or ``.html`` with pictures.
    market
        The tables of ``supply_demand``, added at the end.
    office
        Whose report it is.
    """
    days = f"{period.start:%Y年%m月%d日}—{period.end:%Y年%m月%d日}"
    title = f"{office}就业推荐服务统计（{days}）"
    return write_report({**report_tables(ledger, period), **(market or {})}, path, title=title)


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


def _whole(ledger: Ledger, found: Records, period: Period) -> pd.DataFrame:
    table = changes(indicators(found, period.before()), indicators(found, period))
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
