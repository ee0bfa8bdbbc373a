"""A post and how many people it wants, in one text: 普工20人, 保安（5名）, 质检若干."""

from __future__ import annotations

import re

from jobmatch.forms.text import normal, small_number

_COUNTED = re.compile(
    r"(?P<title>(?!.*(?:现有|在职|在岗|拥有|共有|底薪|月薪|工资|薪资|待遇))[^\d()]*?[^\d()若数多几各]{2}(?:\([^()\d]{2,12}\))?)[:：]?"
    r"(?:\((?P<inside>\d{1,4}|若干|[数多几]|[一二两三四五六七八九十]{1,3})(?:余|多|来)?[人名个位]?\)"
    r"|(?P<beside>若干|(?:\d{1,4}|[数多几]|[一二两三四五六七八九十]{1,3})(?:余|多|来)?[人名个位]|\d{1,4}\+))"
)


def counted(text: str) -> tuple[str, str] | None:
    """Return the title and the number of a text that is a post with its number; None of any other.

    >>> counted("普工20人"), counted("【保安】（5名）"), counted("质检若干"), counted("普工")
    (('普工', '20'), ('保安', '5'), ('质检', '若干'), None)
    """
    found = _COUNTED.fullmatch(bare(text))
    if found is None:
        return None
    count = found["inside"] or found["beside"]
    number = small_number(count if count[-1] in "人名个位" else f"{count}名")
    return found["title"], re.sub(r"[余多来]?[人名个位+]*$", "", number)


def is_counted(text: str) -> bool:
    """Tell whether a text is a post with its number.

    >>> is_counted("普工20人"), is_counted("普工")
    (True, False)
    """
    return counted(text) is not None


def bare(text: str) -> str:
    """Return a text in normal spelling, a post in 【】 without them.

    >>> bare("【普工】２０人")
    '普工20人'
    """
    return re.sub(r"[【\[]([^【】\[\]]+)[】\]]", r"\1", normal(text))
