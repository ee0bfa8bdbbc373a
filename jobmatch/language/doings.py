"""Trades from what people do with what: 套苹果袋, 喂肉鸡 and 烙煎饼 are named by no list, but 套, 喂 and 烙 tell.

``data/lexicon/doings.csv`` says which verbs with which things are which trade, the first row that fits; ``things.csv`` says what
counts as a crop or as poultry. Only a wish in which the lexicon finds nothing is read so, and only as a whole, no name of a post.
"""

from __future__ import annotations

import re
from functools import cache

from jobmatch.language.trade_names import ENDINGS
from jobmatch.language.trades import rows

_WANTED = re.compile("(?:我|想|要|会|能够?|可以?|希望|愿意?|学|去|来|帮人?|给人|在家)+")


def done(wish: str) -> str:
    """Return the name of the trade that a wish tells by verb and thing, or blank.

    >>> done("套苹果袋"), done("想喂肉鸡"), done("会烙煎饼"), done("编程"), done("编柳条")
    ('采摘工', '家禽饲养员', '面点师', '', '手工编织工')
    """
    wanted = _WANTED.match(wish)
    doing = wish[wanted.end() :] if wanted else wish
    if doing.endswith(ENDINGS):
        return ""
    return next((trade for pattern, trade in _doings() if pattern.fullmatch(doing)), "")


@cache
def _doings() -> list[tuple[re.Pattern[str], str]]:
    things = {row["thing"]: ".{0,3}(?:" + "|".join(row["words"].split()) + ")" for row in rows("things.csv")}
    return [
        (re.compile(_any(row["verbs"].split()) + _any([things.get(thing, thing) for thing in row["things"].split()])), row["trade"])
        for row in rows("doings.csv")
    ]


def _any(patterns: list[str]) -> str:
    return f"(?:{'|'.join(patterns)})"
