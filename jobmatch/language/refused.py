"""The trades a job seeker will not do, from what he refuses.

Who names a trade (除了保安都行) refuses it alone; who names a field (不想进厂, 不做餐饮) refuses the families and trades that
``data/lexicon/refusals.csv`` counts to it. Who asks for the trade and refuses it somewhere (保洁，不去医院打扫) refuses no trade.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from jobmatch.language.lexicon import mentions, named_posts
from jobmatch.language.posts import refusals, split_wishes
from jobmatch.language.trades import rows, trades

_POSTS, _TRADES = "|", ";"


def refused_trades(text: str) -> str:
    """Return the ids of the trades that a wish refuses, joined; those that it names as wanted are not among them.

    >>> refused_trades("除了保安都行"), refused_trades("保洁"), "factory-01" in refused_trades("不想进厂")
    ('security-01', '', True)
    """
    phrases = refusals(text)
    if not phrases:
        return ""
    wanted = {found.trade_id for wish in split_wishes(text) for found in named_posts(wish)}
    elsewhere = [phrase for phrase in phrases if not wanted & _named_in(phrase)]
    return _TRADES.join(sorted(set().union(*map(_refused_by, elsewhere)) - wanted))


@lru_cache(maxsize=32_768)
def trades_of_post(post: str) -> str:
    """Return the ids of the trades that a post names, joined.

    >>> trades_of_post("保安"), trades_of_post("大数据架构师")
    ('security-01', '')
    """
    return _TRADES.join(found.trade_id for found in named_posts(post))


def joined(trades_of_posts: Iterable[str]) -> str:
    """Return what the posts of one job name as one string.

    >>> joined(["security-01", "cleaning-01"])
    'security-01|cleaning-01'
    """
    return _POSTS.join(trades_of_posts)


def all_refused(refused: str, posts: str) -> bool:
    """Return whether every post of a job names trades, and none but refused ones.

    >>> all_refused("security-01", "security-01"), all_refused("security-01", "security-01|cleaning-01")
    (True, False)
    """
    named, unwanted = _posts(posts), _ids(refused)
    return bool(refused) and all(post and post <= unwanted for post in named)


def is_refused(refused: str, told: str) -> bool:
    """Return whether what somebody tells of himself names trades, or else a field, that he refuses, and none but such.

    >>> unwanted = refused_trades("不进厂")
    >>> [is_refused(unwanted, told) for told in ("普工", "电子厂干伤了", "保洁", "身体好")]
    [True, True, False, False]
    """
    named = _ids(trades_of_post(told)) or _refused_by(told)
    return bool(named) and named <= _ids(refused)


def _refused_by(phrase: str) -> frozenset[str]:
    return _named_in(phrase).union(*(said for pattern, said in _fields() if pattern.search(phrase)))


def _named_in(phrase: str) -> frozenset[str]:
    return frozenset(found.trade.trade_id for found in mentions(phrase) if not found.is_field)


@cache
def _fields() -> list[tuple[re.Pattern[str], frozenset[str]]]:
    """Return what each row of ``refusals.csv`` says, and the ids of the trades it counts to it."""
    return [
        (re.compile(row["said"]), frozenset(found.trade_id for found in trades() if {found.family, found.name} & set(row["of"].split())))
        for row in rows("refusals.csv")
    ]


@lru_cache(maxsize=32_768)
def _posts(joined: str) -> tuple[frozenset[str], ...]:
    return tuple(_ids(post) for post in joined.split(_POSTS))


def _ids(joined: str) -> frozenset[str]:
    return frozenset(joined.split(_TRADES)) - {""}
