"""What the readers of either kind of form share: where a row stands, what is known of the form, and where problems go."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Self

from jobmatch.forms.layouts.rows import Form, Row
from jobmatch.forms.problems import Problems


@dataclass
class Reader:
    """Reads the rows of one form.

    >>> from jobmatch.forms.headers import Header
    >>> from jobmatch.forms.sheets import Sheet
    >>> form = Form(Sheet("表", [["姓名"]]), Header(0, 1, ("姓名",), {0: "name"}))
    >>> reader = Reader(form, dt.date(2026, 3, 1), None, Problems())
    >>> reader.note(Row("表", 2, {"name": ["无"]}, {"name": "姓名"}), "name", "没有填姓名；请补填", kept=False)
    >>> reader.problems.set_aside
    {('表', 2)}
    """

    form: Form
    """The sheet and its header."""
    as_of: dt.date
    """Day on which ages and expiry are counted."""
    context: str | None
    """Division code of the office the form comes from."""
    problems: Problems
    """Where problems go."""

    def next(self, form: Form) -> Self:
        """Return the reader of the form that comes next; what makes a row a duplicate is remembered from sheet to sheet."""
        return replace(self, form=form)

    def note(self, row: Row, name: str, message: str, *, kept: bool = True, value: str | None = None, once: bool = False) -> None:
        """Report a problem of a field; ``value`` where it is not the first cell of it, ``once`` where it is of the form, not of the row."""
        at = (row.sheet, max(1, self.form.header.after)) if once else row.at
        self.problems.add(at, row.name_of(name), row.text(name) if value is None else value, message, kept=kept)
