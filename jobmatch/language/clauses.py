"""What people say of work, clause by clause: what they want, and what they refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from jobmatch.language.characters import normalise, simplified
from jobmatch.language.lexicon import TEXTS_KEPT, mentions

_CLAUSE = re.compile(r"[,;。!?\n]|但是?|不过|只是|(?<=[一-鿿]{2})会(?=[开做打修煮炒扫洗带照护缝焊踩砌养种摘搬][一-鿿])(?<!社会)(?<!工会)")
_NEGATION = re.compile(
    r"不(?:是很|是太|是特别)想|不(?:想|愿意?|是|做|干(?!胶)|去|进|要|当|会|能|考虑|喜欢|接受|适合|上|出|找|从事|得|来|离|熬|加班|可以|行|怕|管|太|就业|(?=[杀宰搬扛抬喂养种洗煮炒带守端卖送扫拉伺背挖爬焊砌]|服侍|挑[抬水砖担]|开[车挖铲货大叉]))"
    r"|不(?=倒班|住家的?$)|不穿|除[了开去非]|除(?=[^,]{1,10}外)|没|莫|勿|(?<![特区级])别(?!人)的?|拒绝|无法|免谈"
)
_REFUSAL = re.compile(
    r"不(?:太|怎么|大|是很|是太|是特别)?(?:想|愿意?|做|干(?!胶)|去|进|要|当|考虑|喜欢|接受|适合|从事|找|碰|(?=[杀宰搬扛抬喂养种洗煮炒带守端卖送扫拉伺背挖爬焊砌]|服侍|挑[抬水砖担]|开[车挖铲货大叉]))|不能?(?=上|熬|倒班|住家)|(?<=班)不行|不太|除[了开去非]|除(?=[^,]{1,10}外)|莫|勿|(?<![特区级])别(?!人)的?|拒绝|免谈"
)
"""The negations that refuse work, not those that tell of the person (不会, 没)."""
_AFTER_ALL = re.compile(
    "(?:还?是|只|就|倒|更|很|都)?(?:想|愿意?|要|可以|希望|最好)(?:是|能)?(?=[做干去进当找学搞开])|(?:以外|之外|外)?[,都也]"
)
"""Where a refusal ends within its clause: 不想做保洁|想做保安."""
_NOTHING_MORE = re.compile(r"[做干去进要当了的哈嘛行外考虑谈说\W]*|[带照看守洗搬扛抬喂养种卖送拉挑背杀管开]的?")
_PAST = re.compile(
    r"(?<=[做干搞开跑养喂打踩带引修煮砌送守扫洗卖当学教种栽摘炒烤编织缝裁焊刷贴装搬扛抬推拉管端切剪看守捡杀])(?:过|了(?=(?:十?[几多]|[\d一二两三四五六七八九十]+)年))(?:(?:十?[几多]|[\d一二两三四五六七八九十]+)年的?)?(?=[一-鿿])(?![磅滤塑胶路桥境户期敏])"
)
"""开过挖机 and 开过三年挖机 name what 开挖机 does."""
_TURNED = re.compile(r"(?P<thing>[一-鿿]{1,4})(?:我|也|都|就|是)*不(?P<deed>[一-鿿])(?:了|的|哈)?")
"""A refusal whose thing stands first: 货车不开."""


def as_doing(text: str) -> str:
    """Return a text with what was done said as what is done: names of trades are of that kind.

    >>> as_doing("跑过大货车"), as_doing("喂了几年猪")
    ('跑大货车', '喂猪')
    """
    return _PAST.sub("", text)


def refusals(text: str) -> list[str]:
    """Return what a job seeker says he will not do, as phrases; what he cannot do or has not done is no refusal.

    >>> refusals("保安都行，不做保洁"), refusals("除了保安都可以"), refusals("不会开车，也没进过厂")
    (['保洁'], ['保安'], [])
    """
    return [said.text for said in clauses(text) if not said.wanted and said.text]


class Said(NamedTuple):
    """What is said of work."""

    text: str
    """The words."""
    wanted: bool
    """Whether it is wanted; else it is refused."""


@lru_cache(maxsize=TEXTS_KEPT)
def clauses(text: str) -> tuple[Said, ...]:
    """Return what a text says of work, clause by clause: what is wanted, and what is refused.

    >>> [tuple(said) for said in clauses("保安都行，不做保洁")]
    [('保安都行', True), ('', True), ('保洁', False), ('', True)]
    """
    return tuple(said for clause in _CLAUSE.split(as_doing(simplified(text))) for said in _told_apart(_spelled_out(clause)))


def _spelled_out(clause: str) -> str:
    """Return a clause in which a bare 不 before what is done is a refusal of it: 不收银 is 不做收银, and 货车不开 不做开货车."""
    plain = normalise(clause)
    if turned := _TURNED.fullmatch(plain):
        doing = turned["deed"] + turned["thing"]
        if any(said.start == 0 for said in mentions(doing)):
            return f"不做{doing}"
    refused = [plain[said.start : said.stop] for said in mentions(clause) if said.start and plain[said.start - 1] == "不"]
    for doing in refused:
        clause = clause.replace(f"不{doing}", f"不做{doing}")
    return clause


def _told_apart(clause: str) -> Iterator[Said]:
    """Yield what a clause wants before and after a refusal, and what it refuses: all before where nothing follows (保洁不做)."""
    while (refusal := _NEGATION.search(clause)) is not None:
        before, after = clause[: refusal.start()], clause[refusal.end() :]
        nothing_more = _NOTHING_MORE.fullmatch(after) is not None and refusal[0] != "不加班"  # a condition, which refuses no trade
        if not nothing_more:
            yield Said(before, True)
        end = _AFTER_ALL.search(after, 1)
        refused = before if nothing_more else after[: end.start()] if end else after
        if _REFUSAL.match(clause, refusal.start()):
            yield Said(refused.partition("的")[0], False)
        clause = after[end.end() :] if end and not nothing_more else ""
    yield Said(clause, True)
