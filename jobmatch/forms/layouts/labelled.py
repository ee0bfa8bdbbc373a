"""Lines of labels and values: 姓名 | 张某 | 性别 | 男, or 姓名：张某  性别：男 in one cell.

Cards of people, cards of posts and the heads of firms' own forms are written so. A line counts when it begins with a label.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from jobmatch.forms.groups import GROUP_FIELDS
from jobmatch.forms.sheets import Cell
from jobmatch.forms.text import as_written, normal

Names = Callable[[str], str]
"""A text → the field it names, empty when it is no label."""

_LABEL = r"[一-鿿()（）/]{2,12}\d?"
_BOTH = re.compile(rf"({_LABEL})\s*[:：]\s*((?:[^:：]|(?<=\d)[:：](?=\d\d))*?)(?=[\s,，;；。]+{_LABEL}\s*[:：]|$)")
"""A label with its value, in which hours of the day may stand (8:30)."""

_OPENED = re.compile(r"(?<=[一-鿿])[(（](?=[一-鿿]{2,6}[:：])")
"""A bracket that opens before a label."""
_OPTIONS = re.compile(r"(?:[□☐▢]|[①1A][.、]?(?=[一-鿿]).*[②2B])(?!.*[☑☒✓✔√■])")
"""Behind a colon the answers to choose from, of which none is chosen yet: 就业意向：①家政 ②手工."""
_PAIR = 2
"""A line of a label and what it says; a longer line begins with a usual label."""
_LONGEST_LOOSE = 10
_NO_LABEL = re.compile(r"[\d。；;]")
_ANSWERS = (frozenset(("board", "bed", "meals")), frozenset(GROUP_FIELDS))
"""Fields whose labels are answers too: 食宿 | 包住, 脱贫属性 | 脱贫户."""


def said_in(line: Sequence[Cell], names: Names, *, before_colon: Names | None = None) -> list[tuple[str, Cell]]:
    """Return the labels of a line with what each says; nothing when the line does not begin with a label.

    Parameters
    ----------
    line
        The cells.
    names
        What a cell that stands for itself names.
    before_colon
        What the words before a colon name, where more may be known of them than of a bare cell; a cell with such a name
        is a label too, where it stands where one may and the next cell is none.

    Examples
    --------
    >>> known = {"姓名": "name", "性别": "sex", "电话": "phone"}
    >>> said_in(["姓名", "甲乙", None, "性别：", "男"], lambda text: known.get(text.rstrip("："), ""))
    [('姓名', '甲乙'), ('性别', '男')]
    >>> said_in(["姓名：甲乙  性别：男", "电话", "023-56500001"], lambda text: known.get(text, ""))
    [('姓名', '甲乙'), ('性别', '男'), ('电话', '023-56500001')]
    """
    filled = [cell for cell in line if normal(cell)]
    found: list[tuple[str, Cell]] = []
    at = 0
    while at < len(filled):
        said, after = as_written(filled[at]), filled[at + 1] if at + 1 < len(filled) else None
        pairs = [(name, value) for name, value in _BOTH.findall(_unbracketed(said)) if value and not _OPTIONS.match(value)]
        if pairs and (before_colon or names)(pairs[0][0]):
            found += [(normal(name), value) for name, value in pairs if (before_colon or names)(name)]
        elif label := names(said):
            if after is not None and _may_say(names(as_written(after)), label):  # 是否提供食宿 | 包吃住
                found.append((normal(said).rstrip(":："), after))
                at += 1
        elif before_colon and after is not None and _is_loose(said, as_written(after), before_colon) and (at or len(filled) == _PAIR):
            found.append((normal(said), after))
            at += 1
        elif at == 0:
            return []
        at += 1
    return found


def _is_loose(said: str, after: str, names: Names) -> bool:
    """Tell whether a cell that is no usual label is one all the same, by its words, and the next says it: 会的手艺 | 木工."""
    return len(said) <= _LONGEST_LOOSE and not _NO_LABEL.search(said) and bool(names(said)) and not names(after)


def _unbracketed(said: str) -> str:
    """Return a text with the facts in brackets behind the first value beside it.

    >>> _unbracketed("企业：甲茶业（地址：某镇；电话：02356500001）"), _unbracketed("备注：（一）有经验")
    ('企业：甲茶业 地址：某镇；电话：02356500001', '备注：（一）有经验')
    """
    return re.sub(r"[)）]$", "", _OPENED.sub(" ", said)) if _OPENED.search(said) else said


def _may_say(field: str, label: str) -> bool:
    """Tell whether a cell of this field may be what a label says and no label of its own: 食宿 | 包住."""
    return field in ("", label) or any({field, label} <= answers for answers in _ANSWERS)
