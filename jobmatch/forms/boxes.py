"""What was chosen in a cell: ticked boxes, and the answers that online forms export.

Paper forms print every option with a box (□小学 ☑初中); online forms write the options that were chosen, several joined
by ``┋``, each perhaps with its letter (``A.包吃包住``), and what was typed beside 其他 in brackets of its own.
"""

from __future__ import annotations

import re
from functools import lru_cache

_EMPTY_BOXES, _FULL_BOXES = "□☐▢", "☑☒✓✔√■"
_BOX = re.compile(f"[{_EMPTY_BOXES}][{_FULL_BOXES}]?|[☑☒■]|[✓✔√](?=[一-鿿])")
_BEHIND = re.compile(f"([^{_EMPTY_BOXES}{_FULL_BOXES} 、,，;；/]+) *([{_EMPTY_BOXES}][{_FULL_BOXES}]?|[☑☒■✓✔√])")
_BOXES_BEHIND = re.compile(rf"(?:{_BEHIND.pattern}[ 、,，;；/]*){{2,}}")
_BETWEEN = "┋"
"""What stands between several answers."""
_LETTER = re.compile(r"(?:^|(?<=┋))\s*[A-H][.．、:：]\s*(?=[一-鿿])")
"""The letter of an option."""
_TYPED = re.compile(r"其[他它][^┋〖〗]{0,6}〖([^〖〗]+)〗|〖([^〖〗]*)〗")
"""What was typed beside 其他, or beside another option."""


@lru_cache(maxsize=20_000)
def chosen(text: str) -> str:
    """Return the answers that a cell chooses, joined by 、; a text that offers no choice as it is.

    >>> chosen("是■ 否□"), chosen("驾驶员┋保安┋其他〖护林〗"), chosen("D.都不提供"), chosen("会电焊")
    ('是', '驾驶员、保安、护林', '都不提供', '会电焊')
    """
    if _BETWEEN in text or "〖" in text or _LETTER.match(text):
        said = _TYPED.sub(lambda typed: typed[1] or (f"({typed[2]})" if typed[2] else ""), _LETTER.sub("", text))
        return "、".join(part.strip() for part in said.split(_BETWEEN) if part.strip())
    return _ticked(text)


def _ticked(text: str) -> str:
    """Return the ticked ones of the boxes in a text, blank where none is; a text without boxes as it is.

    >>> _ticked("是■ 否□")
    '是'
    >>> _ticked("□小学 ☑初中 □高中"), _ticked("□是 □否"), _ticked("√"), _ticked("会□字")
    ('初中', '', '√', '会□字')
    """
    boxes = list(_BOX.finditer(text))
    if boxes and _BOXES_BEHIND.fullmatch(text.strip()):
        return "、".join(said for said, box in _BEHIND.findall(text) if box[-1] in _FULL_BOXES)
    if not boxes or not (len(boxes) > 1 or text.lstrip().startswith(boxes[0][0])) or not text.strip(" " + _EMPTY_BOXES + _FULL_BOXES):
        return text
    ends = [box.start() for box in boxes[1:]] + [len(text)]
    chosen = (text[box.end() : end].strip(" 、,，;；/") for box, end in zip(boxes, ends, strict=True) if box[0][-1] in _FULL_BOXES)
    return "、".join(part for part in chosen if part)
