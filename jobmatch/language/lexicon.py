"""The trades that rural job seekers work in, and every name people give them.

``data/lexicon/trades.csv`` is the lexicon: one trade a row, with its CSCO 2022 code, its family, what
people call it (平车工, 车位工 and 踩缝纫机 are all 缝纫工), the certificate it needs, and the course that
leads to it. It holds facts and everyday words only, written for this project; whoever knows another name
adds it to the row.

Columns of ``trades.csv``
    ``names``        names of the trade, apart by spaces
    ``fields``       words that name only its field or place (餐饮, 叉车, 食堂): they count as the trade
                     where nothing better stands beside them, so that 食堂保洁 is a cleaner
    ``certificate``  canonical name (``certificates``), or blank
    ``need``         ``law`` where a law asks for it, ``custom`` where employers usually do; advice to
                     people, never a refusal: only what a posting states is a requirement
    ``course``       the training package that leads to the trade, or blank

``contexts.csv`` settles names that mean two things: 车工 is a lathe hand, but in a text that speaks of
服装 a sewing hand; 司机 with A2 drives an articulated lorry.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jobmatch.language.tokens import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LEXICON = files("jobmatch") / "data" / "lexicon"

# What follows a name and makes it another post (模具工程师, 叉车销售) or another word (电工程, 焊工艺).
_OTHER = re.compile(
    "工程|设计|销售|采购|研发|开发|编程|外贸|跟单|报价|预算|造价|规划|分析|算法|顾问|讲师|医生|整形"
    "|总监|主任|经理|厂长|院长|(?<=工)(?:[程艺厂资]|具(?![有备])|业(?!务)|作(?!业))|(?<=[a-z])[a-z0-9+#]"
)
# Words that hold a name by accident.
_ACCIDENTS = (
    *(
        "顾客",
        "保安全",
        "为客服务",
        "门卫生",
        "水电费",
        "手工费",
        "员工作",
        "小时工作",
        "数据库",
        "产品管",
        "产品检",
    ),
    *(
        "化学",
        "化妆品",
        "摄像头",
        "列车驾驶",
        "飞机驾驶",
        "防护工",
        "监护工",
        "救护工",
        "技工学校",
        "技工院校",
    ),
)
_SEPARATORS = re.compile(r"[/、,;|+\s]|和|或|及")


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade and what is known of it."""

    trade_id: str
    """Stable key: family and number, ``sewing-01``."""
    name: str
    """Standard name, as the staff print it."""
    code: str
    """Occupation in CSCO 2022, four levels: ``6-05-01-03``."""
    family: str
    """Trades that change into each other with little learning share a family."""
    names: tuple[str, ...]
    """Other names, normalised."""
    fields: tuple[str, ...]
    """Words for its field or place, normalised."""
    certificate: str
    """Canonical certificate that goes with the trade, or blank."""
    need: str
    """``law``, ``custom`` or blank."""
    course: str
    """Training package that leads to it, or blank."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A trade named in a text, and where."""

    start: int
    """First character of the name in the normalised text."""
    stop: int
    """One past its last character."""
    trade: Trade
    """The trade that is meant."""
    is_field: bool
    """Whether only its field or place is named (餐饮), not the post."""


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    trade: Trade | None
    is_field: bool


@cache
def trades() -> tuple[Trade, ...]:
    """Return every trade of the lexicon, in the order of its file.

    >>> len(trades()) >= 500
    True
    """
    return tuple(_read_trade(row) for row in _rows("trades.csv"))


@cache
def families() -> dict[str, str]:
    """Return the Chinese name of each family.

    >>> families()["sewing"]
    '缝纫制衣'
    """
    return {row["family"]: row["name"] for row in _rows("families.csv")}


def trade(name: str) -> Trade | None:
    """Return the trade of exactly this name, or None.

    >>> trade("踩缝纫机").name, trade("宇航员")
    ('缝纫工', None)
    """
    return _by_name().get(normalise(name))


def find(text: str) -> list[Trade]:
    """Return the trades named in a text, in the order of their first mention, each once.

    The longest name wins, names do not overlap, and a word for a field (餐饮) gives way to a post beside
    it. A name that only begins another post is none: 模具工程师 names no trade.

    >>> [found.name for found in find("高薪诚聘平车工/普工，会开叉车优先")]
    ['缝纫工', '普工', '叉车工']
    >>> [found.name for found in find("客房服务员")], find("电子厂 水电工程师")
    (['客房服务员'], [])
    """
    return list(dict.fromkeys(mention.trade for mention in mentions(text)))


def mentions(text: str) -> list[Mention]:
    """Return where a text names trades, from left to right; positions are those of ``normalise(text)``.

    >>> [(found.start, found.stop, found.trade.name) for found in mentions("急招保安、保洁")]
    [(2, 4, '保安员'), (5, 7, '保洁员')]
    """
    plain = normalise(text)
    strong: list[Mention] = []
    weak: list[Mention] = []
    for start, name in _names_in(plain):
        found = name.trade
        if found is not None:
            mention = Mention(start, start + len(name.text), _in_context(found, plain), name.is_field)
            (weak if name.is_field else strong).append(mention)
    if not weak:
        return strong
    if not strong:
        return weak
    return sorted([*strong, *_apart(weak, strong, plain)], key=lambda mention: mention.start)


def same_trade(a: str | Trade, b: str | Trade) -> bool:
    """Return whether two texts name one trade in common.

    >>> same_trade("会踩缝纫机", "平车工"), same_trade("客服", "客房服务员")
    (True, False)
    """
    return bool(set(_trades_of(a)) & set(_trades_of(b)))


def same_family(a: str | Trade, b: str | Trade) -> bool:
    """Return whether two texts name trades of one family.

    >>> same_family("裁剪工", "平车工"), same_family("电工", "月嫂")
    (True, False)
    """
    return bool({found.family for found in _trades_of(a)} & {found.family for found in _trades_of(b)})


def trades_of_course(course: str) -> tuple[Trade, ...]:
    """Return the trades that a training package leads to.

    >>> [found.name for found in trades_of_course("育婴")]
    ['育婴员', '保育员']
    """
    return tuple(found for found in trades() if found.course == course)


def _trades_of(named: str | Trade) -> Iterable[Trade]:
    return [named] if isinstance(named, Trade) else find(named)


def _apart(weak: list[Mention], strong: list[Mention], plain: str) -> Iterator[Mention]:
    """Yield the field words with a separator between them and every post."""
    for field in weak:
        spans = (sorted((field.start, field.stop, post.start, post.stop))[1:3] for post in strong)
        if all(_SEPARATORS.search(plain, left, right) for left, right in spans):
            yield field


def _in_context(found: Trade, plain: str) -> Trade:
    for pattern, meant in _contexts().get(found.name, ()):
        if pattern.search(plain):
            return meant
    return found


def _names_in(plain: str) -> Iterator[tuple[int, _Name]]:
    """Yield the longest name from each place on, left to right, without overlap."""
    start = 0
    while start < len(plain) - 1:
        for name in _names_by_beginning().get(plain[start : start + 2], ()):
            stop = start + len(name.text)
            if plain.startswith(name.text, start) and not _OTHER.match(plain, stop):
                yield start, name
                start = stop
                break
        else:
            start += 1


@cache
def _names_by_beginning() -> dict[str, list[_Name]]:
    """Return the names by their first two characters, the longest first."""
    names: dict[str, list[_Name]] = {}
    for name in sorted(_names(), key=lambda name: -len(name.text)):
        names.setdefault(name.text[:2], []).append(name)
    return names


@cache
def _by_name() -> dict[str, Trade]:
    return {name.text: name.trade for name in _names() if name.trade is not None}


def _names() -> Iterator[_Name]:
    for word in _ACCIDENTS:
        yield _Name(word, None, False)
    for found in trades():
        for text in found.fields:
            yield _Name(text, found, True)
        for text in (normalise(found.name), *found.names):
            yield _Name(text, found, False)


@cache
def _contexts() -> dict[str, list[tuple[re.Pattern[str], Trade]]]:
    contexts: dict[str, list[tuple[re.Pattern[str], Trade]]] = {}
    for row in _rows("contexts.csv"):
        meant = _by_name()[normalise(row["means"])]
        contexts.setdefault(row["trade"], []).append((re.compile(row["context"]), meant))
    return contexts


def _read_trade(row: dict[str, str]) -> Trade:
    return Trade(
        trade_id=row["trade_id"],
        name=row["name"],
        code=row["code"],
        family=row["family"],
        names=tuple(normalise(row["names"]).split()),
        fields=tuple(normalise(row["fields"]).split()),
        certificate=row["certificate"],
        need=row["need"],
        course=row["course"],
    )


def _rows(file: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader((_LEXICON / file).read_text(encoding="utf-8").splitlines())
