"""Yes, no and not known, as forms have it: 是 √ 1 有 愿意 … 否 × 0 无 不愿意 … blank."""

from __future__ import annotations

import re
from functools import lru_cache

from jobmatch.forms.text import is_unknown, normal

_YES = frozenset(
    [
        "是",
        "√",
        "✓",
        "✔",
        "☑",
        "■",
        "1",
        "y",
        "yes",
        "true",
        "t",
        "有",
        "愿意",
        "同意",
        "需要",
        "要",
        "想",
        "对",
        "参加",
        "可以",
        "能",
        "已",
        "愿",
        "接收",
        "1.0",
        "属于",
        "正常",
        "在校",
        "在读",
        "v",
        "●",
        "会",
        "符合",
        "享受",
        "考虑",
        "ü",
    ]
)
_NO = frozenset(
    [
        "否",
        "×",
        "✗",
        "✘",
        "☒",
        "x",
        "0",
        "n",
        "no",
        "false",
        "f",
        "无",
        "不",
        "不愿意",
        "不同意",
        "不需要",
        "没有",
        "没",
        "不要",
        "不想",
        "不参加",
        "不愿",
        "不接收",
        "0.0",
        "未",
        "非",
        "不是",
        "不属于",
        "不符合",
        "不会",
        "□",
        "☐",
        "▢",
        "不享受",
        "没得",
        "✕",
        "╳",
        "û",
    ]
)
_NO_START = re.compile(
    r"^(?:\d[.、])?(?:不(?!限|错)|无(?!所谓|特?[别殊]?要求|限制?)|没(?!有?要求)|未|否|暂不|暂无|非|×|拒绝|放弃|目前不|暂时不|现在不)|^0[-.、:]"
)
_YES_START = re.compile(
    r"^(?:\d[.、])?(?:是|有|愿|拟|同意|需要|想|要|√|可以|能|已|正在|急需|迫切|希望|打算|计划|强烈|较强|一般愿意)|^1[-.、:]"
)


def is_bare_answer(text: str) -> bool:
    """Tell whether a text is a yes or a no and says nothing else.

    >>> is_bare_answer("有"), is_bare_answer("会电焊")
    (True, False)
    """
    return normal(text).lower().strip("。.;,()") in _YES | _NO


@lru_cache(maxsize=20_000)
def read_answer(text: str) -> bool | None:
    """Return True for yes, False for no, None when the text is blank, says 不详, or is no such answer.

    >>> read_answer("√"), read_answer("×"), read_answer(""), read_answer("不愿意（要照看小孩）"), read_answer("有意愿")
    (True, False, None, False, True)
    """
    said = normal(text).lower().strip("。.;,()")
    if said in _YES:
        return True
    if said in _NO:
        return False
    if is_unknown(said):
        return None
    if _NO_START.search(said):
        return False
    return True if _YES_START.search(said) else None
