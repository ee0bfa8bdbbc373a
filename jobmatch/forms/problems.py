"""What was wrong with the rows of a file, collected for the office."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from jobmatch.schema import PROBLEM_COLUMNS

LONGEST_VALUE = 60


@dataclass
class Problems:
    """A list of problems that grows while a file is read."""

    rows: list[tuple[str, int, str, str, str, bool]] = field(default_factory=list)
    """sheet, row (counted from 1), column, value, message, kept."""

    def add(self, at: tuple[str, int], column: str, value: str, message: str, *, kept: bool = True) -> None:
        """Note one problem.

        Parameters
        ----------
        at
            Sheet and row, counted from 1.
        column, value
            Header as staff see it, and the cell.
        message
            What is wrong and what to do, in Chinese.
        kept
            False when the row is set aside.
        """
        shown = value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + "…"
        self.rows.append((*at, column, shown, message, kept))

    @property
    def set_aside(self) -> set[tuple[str, int]]:
        """Sheet and row of every row that was set aside."""
        return {(sheet, row) for sheet, row, _, _, _, kept in self.rows if not kept}

    def frame(self) -> pd.DataFrame:
        """Return the problems as a table, in the order of sheets and rows; a row set aside is so in all its lines.

        >>> problems = Problems()
        >>> problems.add(("表", 3), "年龄", "三", "看不出年龄；请写成数字")
        >>> problems.frame()[["sheet", "row", "column", "kept"]].values.tolist()
        [['表', 3, '年龄', True]]
        """
        aside = self.set_aside
        lines = dict.fromkeys((*line[:5], line[:2] not in aside and line[5]) for line in self.rows)  # a row may hold several posts
        return pd.DataFrame(list(lines), columns=list(PROBLEM_COLUMNS)).astype({"kept": bool, "row": "int64"})
