"""The one-to-one workbook: what staff print, phone from and fill in.

Sheets, each with a frozen header and a filter: 说明 (counts that add up), 一对一推荐表, 不足三个岗位, 差一点岗位,
匹配明细 (the score's arithmetic), 条件对照 (field by field, where there are not too many pairs), after the
market 培训建议, 困难家庭毕业生, 在校生实习建议 and 托底安置建议, then 未参加匹配人员, 需重新联系, 岗位名额, 岗位合规提示, 问题数据. Sheets without
rows are left out, but for the first two. Every cell is written as text or number, never as a formula, whatever it begins with. Names and phones of
workers are masked unless ``unmask``; the employer's contact is public.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from jobmatch.reports import counts, details, offered, people, postings
from jobmatch.reports.masking import mask_workers
from jobmatch.reports.one_to_one import one_to_one
from jobmatch.reports.sheets import add_sheet, open_book, parts
from jobmatch.schema.outcomes import OUTCOME_CHOICES

if TYPE_CHECKING:
    from jobmatch.fallback import Offers
    from jobmatch.ranking import Ranking

MAIN = "一对一推荐表"
"""The sheet that is filled in and read back by the ledger."""

_ALWAYS = ("说明", MAIN)


def write_workbook(matches: Ranking, path: str | Path, *, unmask: bool = False, fallback: Offers | None = None) -> Path:
    """Write the workbook of a result and return its path.

    Parameters
    ----------
    matches
        A ``Matches`` or ``Shortlist``.
    path
        Where to write; an ``.xlsx`` file.
    unmask
        Write names and phones of workers in full.
    fallback
        What is offered after the market (``Matcher.fallback``), on sheets of its own.

    Raises
    ------
    OSError
        The file cannot be written, e.g. because it is open in Excel.
    """
    sheets = _sheets(matches, fallback, unmask=unmask)
    with open_book(path) as book:
        for name, frame in sheets.items():
            for part, rows in parts(name, frame):
                sheet = add_sheet(book, part, rows)
                if name == MAIN and len(rows):
                    _prepare_to_fill_in(sheet, rows)
    return Path(path)


def _sheets(matches: Ranking, fallback: Offers | None, *, unmask: bool) -> dict[str, pd.DataFrame]:
    shown = matches.workers.frame if unmask else mask_workers(matches.workers.frame)
    shown = shown.astype(object).where(shown.notna(), "").set_index("worker_id", drop=False)
    found = {
        "说明": counts.summary(matches, [*(offered.summary(fallback) if fallback else []), _told(matches)]),
        MAIN: one_to_one(matches, shown),
        "不足三个岗位": people.short_of_jobs(matches, shown),
        "差一点岗位": people.near_misses(matches, shown),
        "匹配明细": details.arithmetic(matches, shown),
        "条件对照": details.comparison(matches, shown),
        **(offered.sheets(fallback, shown) if fallback else {}),
        "未参加匹配人员": people.unranked(shown),
        "需重新联系": people.stale(matches, shown),
        "岗位名额": postings.openings(matches),
        "岗位合规提示": postings.flagged(matches),
        "问题数据": counts.problems(matches, unmask=unmask),
    }
    return {name: frame for name, frame in found.items() if len(frame) or name in _ALWAYS}


def _told(matches: Ranking) -> tuple[str, str, str]:
    return "分数怎么来的", "", details.remark(matches)


def _prepare_to_fill_in(sheet: Any, rows: pd.DataFrame) -> None:
    """Keep the person in sight, print on two pages one after the other, and offer the outcomes to choose from."""
    names = list(rows.columns)
    first, last = names.index("编号"), names.index("姓名")
    sheet.freeze_panes(1, last + 1)
    sheet.repeat_columns(first, last)
    sheet.fit_to_pages(2, 0)
    sheet.print_across()  # the two halves of a row follow each other
    column = names.index("推荐结果")
    choices = {"validate": "list", "source": list(OUTCOME_CHOICES), "error_type": "warning"}
    sheet.data_validation(1, column, len(rows), column, choices)
