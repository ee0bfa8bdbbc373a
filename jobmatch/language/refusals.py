"""The trades a job seeker will not do, from what he refuses.

Who names a trade (除了保安都行) refuses it alone; who names a field (不想进厂, 不做餐饮) refuses the families and trades that
``data/lexicon/refusals.csv`` counts to it. Who asks for the trade and refuses it somewhere or at some time (保洁，不去医院打扫; 保安，莫上夜班),
or one whose name is in its own (送货可以，货车不开), refuses every post that says so of itself; so does who says what leaves no room for it (晚上要睡觉, 只上白班). ``marks.csv`` says how, and
what is marked so stands among the trades.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from jobmatch.language.clauses import clauses, refusals
from jobmatch.language.lexicon import mentions, named_posts
from jobmatch.language.trades import rows, trades
from jobmatch.language.wishes import split_wishes

_POSTS, _TRADES, _MARK = "|", ";", "@"
_DENIED = re.compile(
    "(?:不|无|没有?|免|非)(?:用|需要?|须|必|会|要|再)?(?:有|是|安排|上|倒|熬|加|值|做|干|进|下|去|开|跑|爬|涉及|接触|从事)?[大深]?$"
)
_NONE_OF_IT = re.compile(r"[:：]?(?:无|没有|不用上|不需要)(?=$|[,，。;；、!！\s])")
"""What a job says of itself that it is not: before the word (不安排夜班), and behind it (夜班：无)."""
_TO_CHOOSE = re.compile(r"[自任可]选[^,，。;；]{0,5}$"), re.compile("[^,，。;；]{0,4}(?:[自任可]选|二选一)")
"""What leaves it to the person: before the word (可选白班或夜班), and behind it (白班夜班自选)."""
_WORDS_BEFORE = 8
"""So many characters are looked at before the word."""


def refused_trades(text: str) -> str:
    """Return the ids of the trades that a wish refuses, joined, and the marks of posts; trades that it names as wanted are not among them.

    >>> refused_trades("除了保安都行"), refused_trades("保洁"), "factory-01" in refused_trades("不想进厂")
    ('security-01', '', True)
    >>> refused_trades("保洁，不去医院打扫"), refused_trades("保安，莫上夜班"), refused_trades("送货可以，货车不开")
    ('@医院', '@夜班', '@货车;driving-08')
    >>> refused_trades("保安，晚上要睡觉"), refused_trades("保安，晚上能睡觉")
    ('@夜班', '')
    """
    phrases = refusals(text)
    ruled_out = _ruled_out(text)
    if not phrases:
        return _TRADES.join(sorted(ruled_out))
    wanted = {found.trade_id for wish in split_wishes(text) for found in named_posts(wish)}
    elsewhere = [phrase for phrase in phrases if not wanted & _named_in(phrase)]
    beside = [phrase for phrase in phrases if _named_in(phrase) <= wanted or wanted & _called_in(phrase)]
    marks = set().union(*map(_marks_of, beside))
    return _TRADES.join(sorted((set().union(*map(_refused_by, elsewhere)) - wanted) | marks | ruled_out))


@lru_cache(maxsize=32_768)
def trades_of_post(post: str) -> str:
    """Return the ids of the trades that a post names, joined.

    >>> trades_of_post("保安"), trades_of_post("大数据架构师")
    ('security-01', '')
    """
    return _TRADES.join(found.trade_id for found in named_posts(post))


def joined(trades_of_posts: Iterable[str], marks: str = "") -> str:
    """Return what the posts of one job name as one string, each with what is marked of all.

    >>> joined(["security-01", "cleaning-01"]), joined(["security-01", ""], "@夜班")
    ('security-01|cleaning-01', 'security-01;@夜班|@夜班')
    """
    return _POSTS.join(_TRADES.join(filter(None, (named, marks))) for named in trades_of_posts)


def marks_of_job(title: str, employer: str, text: str) -> str:
    """Return the marks of what a job says of itself that some people refuse, joined: where it is by title and firm, else by all of its text.

    >>> marks_of_job("保洁员", "县人民医院", ""), marks_of_job("夜班保安", "", ""), marks_of_job("保安", "", "不上夜班，也无需登高")
    ('@医院', '@夜班', '')
    """
    told = {"place": f"{title} {employer}", "all": f"{title} {employer} {text}"}
    return _TRADES.join(mark.name for mark in _marks() if _says(told[mark.where], mark.post))


def _says(told: str, post: re.Pattern[str]) -> bool:
    """Return whether a job says something of itself, and neither that it is not so nor that one may choose."""
    return any(_holds(told, *found.span()) for found in post.finditer(told))


def _holds(told: str, start: int, stop: int) -> bool:
    before, behind = told[max(start - _WORDS_BEFORE, 0) : start], told[stop:]
    denied = _DENIED.search(before) or _NONE_OF_IT.match(behind)
    return not (denied or _TO_CHOOSE[0].search(before) or _TO_CHOOSE[1].match(behind))


def all_refused(refused: str, posts: str) -> bool:
    """Return whether every post of a job names trades and none but refused ones, or is marked as refused.

    >>> all_refused("security-01", "security-01"), all_refused("security-01", "security-01|cleaning-01")
    (True, False)
    >>> all_refused("@夜班", "security-01;@夜班"), all_refused("@夜班;security-01", "security-01;@医院")
    (True, True)
    """
    unwanted = _ids(refused)
    return bool(refused) and all(_is_refused(post, unwanted) for post in _posts(posts))


def _is_refused(post: frozenset[str], unwanted: frozenset[str]) -> bool:
    marks = {named for named in post if named.startswith(_MARK)}
    return bool(marks & unwanted) or (bool(post - marks) and post - marks <= unwanted)


def is_refused(refused: str, told: str) -> bool:
    """Return whether what somebody tells of himself names trades, or else a field, that he refuses, and none but such.

    >>> unwanted = refused_trades("不进厂")
    >>> [is_refused(unwanted, told) for told in ("普工", "电子厂干伤了", "保洁", "身体好")]
    [True, True, False, False]
    """
    named = _ids(trades_of_post(told)) or _refused_by(told)
    return bool(named) and named <= _ids(refused)


def _refused_by(phrase: str) -> frozenset[str]:
    return _called_in(phrase).union(*(said for pattern, said in _fields() if pattern.search(phrase)))


def _named_in(phrase: str) -> frozenset[str]:
    return frozenset(found.trade.trade_id for found in mentions(phrase) if not found.is_field)


def _called_in(phrase: str) -> frozenset[str]:
    """Return the ids of the trades that a phrase names, and of those of one name with more before it (前台 is 酒店前台 too)."""
    return frozenset().union(*(_called(found.trade.name) for found in mentions(phrase) if not found.is_field))


@cache
def _called(name: str) -> frozenset[str]:
    return frozenset(found.trade_id for found in trades() if found.name.endswith(name))


@cache
def _fields() -> list[tuple[re.Pattern[str], frozenset[str]]]:
    """Return what each row of ``refusals.csv`` says, and the ids of the trades it counts to it."""
    return [
        (re.compile(row["said"]), frozenset(found.trade_id for found in trades() if {found.family, found.name} & set(row["of"].split())))
        for row in rows("refusals.csv")
    ]


def _marks_of(phrase: str) -> set[str]:
    return {mark.name for mark in _marks() if mark.refused.search(phrase)}


def _ruled_out(text: str) -> set[str]:
    """Return the marks of what somebody leaves no room for by what he says that he needs."""
    wanted = [said.text for said in clauses(text) if said.wanted and said.text]
    return {mark.name for mark in _marks() if mark.said and any(map(mark.said.search, wanted))}


@dataclass(frozen=True, slots=True)
class _Mark:
    """A row of ``marks.csv``."""

    name: str
    """As it stands among the trades: ``@夜班``."""
    refused: re.Pattern[str]
    """How it is refused."""
    said: re.Pattern[str] | None
    """What else is said by who will have none of it."""
    where: str
    """In which text of a job it is looked for."""
    post: re.Pattern[str]
    """How it stands there."""


@cache
def _marks() -> list[_Mark]:
    return [
        _Mark(
            f"{_MARK}{row['mark']}",
            re.compile(row["refused"]),
            re.compile(row["said"]) if row["said"] else None,
            row["where"],
            re.compile(row["post"]),
        )
        for row in rows("marks.csv")
    ]


@lru_cache(maxsize=32_768)
def _posts(joined: str) -> tuple[frozenset[str], ...]:
    return tuple(_ids(post) for post in joined.split(_POSTS))


def _ids(joined: str) -> frozenset[str]:
    return frozenset(joined.split(_TRADES)) - {""}
