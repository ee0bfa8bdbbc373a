"""Lines that go on about the person or the post of the line above.

::

    姓名 │ 意向岗位          岗位 │ 要求
    甲某 │ 幼师              维修工 │ 1、中专以上
    ↑    │ 文员                     │ 2、有三年经验
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from jobmatch.forms.headings.columns import MAIN, Kind
from jobmatch.forms.layouts.rows import Row

_MORE: dict[Kind, frozenset[str]] = {
    "workers": frozenset(
        (
            "skills",
            "certificates",
            "former_posts",
            "wanted_occupation",
            "wanted_places",
            "pay_wanted",
            "training_wanted",
            "remark",
            "limits",
        )
    ),
    "jobs": frozenset(("requirements", "description", "preferred", "certificates", "pay_note", "insurance", "remark")),
}
"""Fields of which more may stand on the next line; a line with any other says something of its own."""


def joined_lines(rows: Iterable[Row], kind: Kind) -> Iterator[Row]:
    """Yield the rows, each with the lines that go on about it: its name blank there, or merged with the one above.

    >>> names = {"title": "岗位", "requirements": "要求"}
    >>> rows = [Row("表", at, cells, names) for at, cells in enumerate([{"title": ["维修工"], "requirements": ["中专"]}, {"requirements": ["有经验"]}])]
    >>> [(row.text("title"), row.joined("requirements")) for row in joined_lines(rows, "jobs")]
    [('维修工', '中专；有经验')]
    """
    last: Row | None = None
    for row in rows:
        if last and (more := _more(row, last, kind)):
            last = _with(last, row, more)
            continue
        if last:
            yield last
        last = row
    if last:
        yield last


def _more(row: Row, last: Row, kind: Kind) -> frozenset[str]:
    """Return the fields of which a row only says more; none where it says anything else, or stands for itself."""
    if MAIN[kind] in row.cells and MAIN[kind] not in row.spread:
        return frozenset()
    own = frozenset(name for name, cells in row.cells.items() if name not in row.spread and cells is not last.cells.get(name))
    return own if own <= _MORE[kind] and MAIN[kind] in last.cells else frozenset()


def _with(last: Row, row: Row, more: frozenset[str]) -> Row:
    cells = {name: [*last.cells.get(name, []), *row.cells[name]] for name in more}
    units = {name: [*last.units.get(name, []), *row.units.get(name, [])] for name in more if name in row.units}
    return replace(last, cells={**last.cells, **cells}, texts={}, units={**last.units, **units})
