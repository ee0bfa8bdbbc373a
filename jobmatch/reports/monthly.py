"""The report for supervisors as a workbook with native charts, or as one HTML page with pictures.

Both are made of the same named tables: 总体 first, then one per dimension, the reasons of failure, the months of the
year and, where a market is given, supply and demand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from jobmatch.reports.sheets import add_sheet, is_share, open_book
from jobmatch.reports.target import REPORT, target


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of some columns of one table."""

    table: str
    """The table it stands beside."""
    title: str
    """What it shows."""
    names: tuple[str, ...]
    """The columns of names, side by side."""
    values: tuple[str, ...]
    """The columns drawn, at most three."""
    kind: str = "bar"
    """``bar`` or ``line``."""
    most: int = 15
    """Rows drawn at most."""


CHARTS = (
    Chart("按月", "每月推荐与就业", ("月份",), ("推荐人数", "就业人数"), "line"),
    Chart("分区县", "各区县应服务与满三个岗位人数", ("区县",), ("应服务人数", "满三个岗位人数")),
    Chart("分乡镇", "各乡镇应服务与满三个岗位人数", ("乡镇",), ("应服务人数", "满三个岗位人数")),
    Chart("分人群", "各人群应服务与就业人数", ("人群",), ("应服务人数", "就业人数")),
    Chart("分地域", "推荐与就业的地域", ("地域",), ("推荐人次", "就业人数")),
    Chart("分渠道", "各渠道推荐与就业人数", ("渠道",), ("推荐人数", "就业人数")),
    Chart("未成功原因", "推荐未成功的结果和原因", ("推荐结果", "原因"), ("人次",)),
    Chart("按职业大类", "各职业大类的需求与求职", ("职业大类",), ("需求人数", "求职人次")),
    Chart("最缺人的职业", "缺口最大的职业", ("职业",), ("需求人数", "求职人次")),
    Chart("求职最难的职业", "求职最难的职业", ("职业",), ("需求人数", "求职人次")),
)
"""Pictures, each drawn where its table is there."""

_DIGITS = {"（公里）": 1, "倍率": 2}
"""Decimals of what is no count, by the end of its name."""
_UPRIGHT_COLUMNS = 12
"""Columns that an upright page holds; a wider table lies."""
_NAME_LETTERS, _BARS_AT, _LONGEST_BAR = 15, 210, 480
"""Letters of a name beside its bars, where the bars begin, and the length of the longest, of 760 across."""
_COLOURS = ("#1F5C99", "#E08A2E", "#6B9E5B")


def write_report(tables: Mapping[str, pd.DataFrame], path: str | Path, *, title: str) -> Path:
    """Write the tables and their pictures as ``.xlsx`` or ``.html`` and return the path."""
    file = target(path, *REPORT)
    if file.suffix.lower() in (".html", ".htm"):
        file.write_text(_page(tables, title), encoding="utf-8")
        return file
    with open_book(file) as book:
        for name, table in tables.items():
            sheet = add_sheet(book, name, table, title=f"{title}　{name}")
            charts = [chart for chart in CHARTS if chart.table == name and len(table)]
            for nth, chart in enumerate(charts):
                _insert_chart(book, sheet, table, chart, nth)
    return file


def _insert_chart(book: Any, sheet: Any, table: pd.DataFrame, chart: Chart, nth: int) -> None:
    drawn = book.add_chart({"type": "line" if chart.kind == "line" else "column"})
    last = 1 + min(len(table), chart.most)
    columns = list(table.columns)
    name = sheet.get_name()
    for value, colour in zip(chart.values, _COLOURS, strict=False):
        at = columns.index(value)
        drawn.add_series(
            {
                "name": [name, 1, at],
                "categories": [name, 2, columns.index(chart.names[0]), last, columns.index(chart.names[-1])],
                "values": [name, 2, at, last, at],
                "fill": {"color": colour},
                "line": {"color": colour, "width": 2.25},
            }
        )
    drawn.set_title({"name": chart.title, "name_font": {"size": 13}})
    drawn.set_legend({"position": "bottom"})
    drawn.set_size({"width": 760, "height": 380})
    sheet.insert_chart(max(len(table), 1) + 4 + 20 * nth, 1, drawn)  # the first column is printed on every page


def _page(tables: Mapping[str, pd.DataFrame], title: str) -> str:
    style = (files("jobmatch.reports") / "templates" / "report.css").read_text(encoding="utf-8")
    parts = [_section(name, table) for name, table in tables.items()]
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{style}</style></head><body><h1>{escape(title)}</h1>{''.join(parts)}</body></html>"
    )


def _section(name: str, table: pd.DataFrame) -> str:
    pictures = "".join(_picture(table, chart) for chart in CHARTS if chart.table == name and len(table))
    head = "".join(f"<th>{escape(str(word))}</th>" for word in table.columns)
    body = "".join(_line(list(table.columns), row) for row in table.itertuples(index=False, name=None))
    grid = f"<div class='wide'><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>" if len(table) else "<p>没有。</p>"
    lying = " class='lying'" if len(table.columns) > _UPRIGHT_COLUMNS else ""
    return f"<section{lying}><h2>{escape(name)}</h2>{pictures}{grid}</section>"


def _line(words: list[Any], row: tuple[Any, ...]) -> str:
    cells = [_cell(value, (word, row[0])) for word, value in zip(words, row, strict=True)]
    return f"<tr>{''.join(cells)}</tr>"


def _cell(value: Any, words: tuple[Any, Any]) -> str:
    """Return a cell; of a number, the names of its column or of its row say what it counts.

    >>> _cell(80.0, ("平均推荐距离（公里）", "白帝镇")), _cell(0.125, ("本期", "就业率"))
    ("<td class='n'>80.0</td>", "<td class='n'>12.5%</td>")
    """
    if value is None or pd.isna(value):
        return "<td></td>"
    if isinstance(value, str):
        return f"<td>{escape(value)}</td>"
    if any(map(is_share, words)):
        return f"<td class='n'>{value:.1%}</td>"
    digits = next((few for end, few in _DIGITS.items() if any(str(word).endswith(end) for word in words)), 0)
    return f"<td class='n'>{value:,.{digits}f}</td>"


def _picture(table: pd.DataFrame, chart: Chart) -> str:
    """Return the chart as inline SVG: grouped bars, lying, one group per row; any browser prints it.

    >>> svg = _picture(pd.DataFrame({"月份": ["1月"], "推荐人数": [4]}), Chart("按月", "每月", ("月份",), ("推荐人数",)))
    >>> svg.count("<rect"), ">4<" in svg
    (2, True)
    """
    rows = table.head(chart.most)
    drawn = rows[list(chart.values)].astype("Float64").fillna(0).to_numpy(dtype=float)
    most = max(float(drawn.max()), 1.0)
    step = 22 * len(chart.values) + 10
    parts = [_legend(chart)]
    for nth, name in enumerate(rows[list(chart.names)].astype(str).agg("：".join, axis=1)):
        top = 34 + nth * step
        shown = escape(str(name)[:_NAME_LETTERS])
        parts.append(f'<text x="{_BARS_AT - 8}" y="{top + step / 2 - 2:.0f}" text-anchor="end">{shown}</text>')
        for at, number in enumerate(drawn[nth].tolist()):
            parts.append(_bar(top + at * 22, number, number / most, _COLOURS[at]))
    height = 40 + len(rows) * step
    return (
        f'<figure><figcaption>{escape(chart.title)}</figcaption><svg viewBox="0 0 760 {height}" role="img">{"".join(parts)}</svg></figure>'
    )


def _bar(top: float, number: float, share: float, colour: str) -> str:
    width = _LONGEST_BAR * share
    return (
        f'<rect x="{_BARS_AT}" y="{top:.0f}" width="{width:.1f}" height="18" rx="2" fill="{colour}"/>'
        f'<text x="{_BARS_AT + 6 + width:.0f}" y="{top + 14:.0f}">{number:,.0f}</text>'
    )


def _legend(chart: Chart) -> str:
    return "".join(
        f'<rect x="{_BARS_AT + 150 * at}" y="6" width="14" height="14" fill="{_COLOURS[at]}"/>'
        f'<text x="{_BARS_AT + 20 + 150 * at}" y="18">{escape(value)}</text>'
        for at, value in enumerate(chart.values)
    )
