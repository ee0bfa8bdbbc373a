"""The trades a text names, by whatever name people give them.

平车工, 车位工 and 踩缝纫机 are all 缝纫工 (`jobmatch.language.trade_names`). The longest name wins; a word for a field (餐饮) gives way
to a post beside it; a name that means two things is settled by what stands around it (`jobmatch.language.contexts`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from jobmatch.language.characters import normalise
from jobmatch.language.contexts import at_employer, beside, in_context
from jobmatch.language.trade_names import Name, brands, by_name, by_saying_alone, longest_alone, names_by_beginning
from jobmatch.language.trades import Trade, families, trades, trades_of_course

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "ANY_HAND",
    "NO_CRAFT",
    "SAYS_NO_THING",
    "Mention",
    "Trade",
    "families",
    "find",
    "in_company",
    "in_setting",
    "is_above",
    "is_brand",
    "listed",
    "mentions",
    "named_posts",
    "names_a_field",
    "names_no_craft",
    "said_alone",
    "said_last",
    "same_family",
    "same_trade",
    "trade",
    "trades",
    "trades_of_course",
]

# What follows a name and makes it another post (模具工程师, 叉车销售) or another word (电工程, 焊工艺).
_OTHER = re.compile(
    "工程|管理(?!员|人员|岗)|培训|督导|导师|设计|销售|采购|研发|开发|编程|外贸|跟单|报价|预算|造价|规划|分析|算法|顾问|讲师|医生|整形"
    "|总监|主任|经理|厂长|院长|(?<=工)(?:[程艺厂资]|具(?![有备])|业(?!务)|作(?!业))|(?<=[a-z])[a-z0-9+#]"
)
_OVER_FIELD = re.compile(
    "经理|总监|总裁|主管|运营|工程师|架构|研发|开发|策划|顾问|导师|讲师|大数据|业务|渠道|负责人|担当|管理(?!员|人员)|销售|招商|推广|送审|计划|物控|生管"
)
"""A post of this kind that names but a field (酒店运营主管) is not the work of that field."""
_ABOVE = re.compile(
    "经理|总监|总裁|主管|负责人|董事|[校院园站部处科厂系]长|研究|分析|算法|架构|研发|编程|程序|(?<!办公)软件|开发|[Pp]ython|[Jj]ava|Engineer|Manager|数据|规划|科研|设计|建模|岩土|视觉"
    "|导师|讲师|教授|专家|博士|管培|培养生|培训生|校园招|校招|[0-9]届|招代理|代理商|加盟商|互联网创业|储备|储干|督导|送审|空运|海运|船务|外贸|进出口|报关|跨境"
    "|农艺师|策划|货代|医学$|特效|原画|动画|技术美术|合伙人|CTO|CEO|CFO|COO|DBA|Hadoop|Oracle|Analyst|Director|Marketing|Audit|BD|顾问|售前|解决方案|土木|计算机(?!装配|组装|维修)|(?i:bim)|技术支持|期货|操盘|基金|证券|投资|信贷|贷后|理财|风控|审计|法务|律师|人力资源|人事|员工关系|薪酬"
    "|(?<!维修)(?<!维保)(?<!安装)(?<!售后)(?<!调试)(?<!保养)(?<!运维)(?<!驻场)(?<!弱电)(?<!装维)(?<!电梯)(?<!空调)(?<!水电)(?<!家电)(?<!桌面)工程师"
)
"""Posts above any work of hands, whatever field they name (仓储经理, 养老研究员)."""
_AT_THE_MACHINE = re.compile("数控|[Cc][Nn][Cc]|操机|车床")
"""Whoever programs it stands at it."""
_PLACE = re.compile("(?:[店厂城院馆场房站园堂吧所区校]|工地|超市)$")
_AT_ANY_PLACE = ("店员", "服务员", "营业员", "学徒", "学徒工", "学员")
"""Posts whose place tells the trade."""
_SEPARATORS = re.compile(r"[/、,;|+\s]|和|或|及")


NO_CRAFT = "技工"
"""The trade of skilled hands of whatever craft."""
SAYS_NO_THING = ("普工", NO_CRAFT)
"""Trades whose words are said of any work, and tell neither machine nor thing."""
ANY_HAND = ("普工", "杂工")
"""Hands of any work, who in a place of work are of it (码头普工); beside its trade they are other posts (普工、叉车工)."""
TEXTS_KEPT = 32_768
"""Texts whose mentions are kept in memory: fit asks for each several times."""


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
    is_place: bool = False
    """Whether it is a place (医院), not a field."""


def trade(name: str) -> Trade | None:
    """Return the trade of exactly this name, or None.

    >>> trade("踩缝纫机").name, trade("宇航员")
    ('缝纫工', None)
    """
    return by_name().get(normalise(name))


def said_alone(wish: str) -> Trade | None:
    """Return the trade of a wish that says nothing else (``alone`` in ``sayings.csv``), or None.

    >>> said_alone("公园").name, said_alone("毛衣厂").name, said_alone("公园里")
    ('景区服务员', '横机工', None)
    """
    return by_saying_alone().get(normalise(wish))


def said_last(wish: str) -> Trade | None:
    """Return the trade of what else is said alone where a wish ends in it, the longest, or None.

    >>> said_last("跟队到装设备").name, said_last("装设备")
    ('设备安装工', None)
    """
    plain, known = normalise(wish), by_saying_alone()
    endings = (plain[start:].lstrip() for start in range(max(len(plain) - longest_alone() - 1, 1), len(plain) - 2))
    return next((known[ending] for ending in endings if ending in known), None)


def is_brand(name: str) -> bool:
    """Return whether a text is a firm, platform or product and nothing else.

    >>> is_brand("海底捞"), is_brand("海底捞服务员")
    (True, False)
    """
    return normalise(name) in brands()


def find(text: str) -> list[Trade]:
    """Return the trades named in a text, in the order of their first mention, each once.

    The longest name wins, names do not overlap, and a word for a field (餐饮) gives way to a post beside
    it. A name that only begins another post is none: 模具工程师 names no trade.

    >>> [found.name for found in find("高薪诚聘平车工/普工，会开叉车优先")]
    ['缝纫工', '普工', '叉车工']
    >>> [found.name for found in find("普工、叉车工")], [found.name for found in find("叉车操作工")]
    (['普工', '叉车工'], ['叉车工'])
    >>> [found.name for found in find("客房服务员")], find("电子厂 水电工程师")
    (['客房服务员'], [])
    """
    return list(dict.fromkeys(mention.trade for mention in mentions(text)))


def mentions(text: str) -> list[Mention]:
    """Return where a text names trades, from left to right; positions are those of ``normalise(text)``.

    >>> [(found.start, found.stop, found.trade.name) for found in mentions("急招保安、保洁")]
    [(2, 4, '保安员'), (5, 7, '保洁员')]
    """
    return list(_mentions(text))


def listed(text: str) -> list[Mention]:
    """Return the same by the names of ``trades.csv`` alone, of which the models have learned.

    >>> [len(read("渣土车驾驶员")) for read in (mentions, listed)], listed("回柱工"), len(mentions("回柱工"))
    ([1, 1], [], 1)
    """
    return list(_mentions(text, listed_only=True))


@lru_cache(maxsize=TEXTS_KEPT)
def _mentions(text: str, *, listed_only: bool = False) -> tuple[Mention, ...]:
    plain = normalise(text)
    strong: list[Mention] = []
    weak: list[Mention] = []
    named = [(start, name, name.trade) for start, name in _names_in(plain, names_by_beginning(listed_only)) if name.trade]
    distinct = {found.name: found for _, _, found in named}
    meant = {called: in_context(found, plain) for called, found in distinct.items()}
    posts = {found.name for _, name, found in named if not name.is_field}
    meant |= {hand: distinct[hand] for hand in ANY_HAND if hand in distinct and meant[hand].name in posts}
    for start, name, found in named:
        place = name.is_field and _PLACE.search(name.text) is not None
        mention = Mention(start, start + len(name.text), meant[found.name], name.is_field, place)
        (weak if name.is_field else strong).append(mention)
    if not weak:
        return tuple(strong)
    weak = weak if listed_only else _heads(weak)
    if not strong:
        return tuple(weak)
    strong = strong if listed_only else [_at_its_place(post, weak, plain) for post in strong]
    return tuple(sorted([*strong, *_apart(weak, strong, plain)], key=lambda mention: mention.start))


def _heads(fields: list[Mention]) -> list[Mention]:
    """Return words for fields without the places that stand right before another, and only tell where (医院 in 医院食堂)."""
    following = [field.start for field in fields[1:]] + [-1]
    return [field for field, start in zip(fields, following, strict=True) if not (field.stop == start and field.is_place)]


def _at_its_place(post: Mention, fields: list[Mention], plain: str) -> Mention:
    """Return a post that any place has (店员), right after a place that is of a trade, as that trade: 洗衣店店员."""
    if plain[post.start : post.stop] not in _AT_ANY_PLACE:
        return post
    places = (field.trade for field in fields if field.stop == post.start and field.is_place)
    return replace(post, trade=next(places, post.trade))


def named_posts(text: str) -> list[Trade]:
    """Return the trades named in a text but those of a mere field where it speaks of a post over it.

    >>> [[found.name for found in named_posts(text)] for text in ("酒店保洁", "酒店运营主管", "酒店销售")]
    [['保洁员'], [], ['销售员']]
    """
    if not any(said.is_field for said in mentions(text)):
        return find(text)
    above, over = is_above(text), [found.span() for found in _OVER_FIELD.finditer(normalise(text))]
    return list(dict.fromkeys(said.trade for said in mentions(text) if not (said.is_field and (above or _gives_way(said, over)))))


def names_a_field(text: str) -> bool:
    """Return whether a text names trades by their field or place alone.

    >>> names_a_field("4S店"), names_a_field("4S店洗车工"), names_a_field("前程似锦")
    (True, False, False)
    """
    said = mentions(text)
    return bool(said) and all(mention.is_field for mention in said)


def names_no_craft(text: str) -> bool:
    """Return whether a text asks for a skilled hand and does not say of what craft.

    >>> names_no_craft("万能工"), names_no_craft("技术工/焊工")
    (True, False)
    """
    return [found.name for found in find(text)] == [NO_CRAFT]


def _gives_way(field: Mention, over: list[tuple[int, int]]) -> bool:
    """Return whether some word of a post over a field stands outside this one's name (酒店 in 酒店销售, not 销售)."""
    return any(start < field.start or stop > field.stop for start, stop in over)


def is_above(text: str) -> bool:
    """Return whether a text speaks of a post above any work of hands.

    >>> is_above("餐厅经理"), is_above("餐厅服务员")
    (True, False)
    """
    return _ABOVE.search(text) is not None and not _AT_THE_MACHINE.search(text)


def is_known(text: str) -> bool:
    """Return whether a text names a trade or a post above any work of hands: there nothing has to be read.

    >>> is_known("餐厅经理"), is_known("钓鱼池")
    (True, False)
    """
    return bool(mentions(text)) or is_above(text)


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


def _trades_of(named: str | Trade) -> Iterable[Trade]:
    return [named] if isinstance(named, Trade) else find(named)


def _apart(weak: list[Mention], strong: list[Mention], plain: str) -> Iterator[Mention]:
    """Yield the field words with a separator between them and every post."""
    for field in weak:
        spans = (sorted((field.start, field.stop, post.start, post.stop))[1:3] for post in strong)
        if all(_SEPARATORS.search(plain, left, right) for left, right in spans):
            yield field


def in_setting(post: str, employer: str) -> str:
    """Return a post by the name of the trade that it is at such an employer (``settings.csv``), or as it is.

    >>> in_setting("护理员", "丽人美容院"), in_setting("护理员", "康宁养老院"), in_setting("客服、保安", "安居物业")
    ('美容师', '护理员', '客服、保安')
    """
    named = find(post)
    meant = at_employer(named[0], employer) if len(named) == 1 and not is_above(post) else None
    return meant.name if meant else post


def in_company(phrase: str, told: str) -> str:
    """Return what somebody asks for by the name of the trade that it is beside what else he tells, or as it is.

    Only words that leave the trade open are read so (``told`` in ``contexts.csv``): whoever asks to wait at tables asks for no beds.

    >>> in_company("车工", "东莞制衣厂12年"), in_company("开车", "A2"), in_company("数控车工", "制衣厂"), in_company("餐厅服务员", "宾馆")
    ('缝纫工', '牵引车司机', '数控车工', '餐厅服务员')
    """
    named = find(phrase)
    meant = beside(named[0], told) if len(named) == 1 else None
    return meant.name if meant else phrase


def _names_in(plain: str, names: dict[str, list[Name]]) -> Iterator[tuple[int, Name]]:
    """Yield the longest name from each place on, left to right, without overlap."""
    start = 0
    while start < len(plain) - 1:
        for name in names.get(plain[start : start + 2], ()):
            if plain.startswith(name.text, start) and _ends_here(name, plain, start):
                yield start, name
                start += len(name.text)
                break
        else:
            start += 1


def _ends_here(name: Name, plain: str, start: int) -> bool:
    """Return whether a name is no piece of another post or of a longer Latin word (RPA holds no PA)."""
    inside_latin = start > 0 and name.text[0].isascii() and plain[start - 1].isascii() and plain[start - 1].isalnum()
    return name.trade is None or not (inside_latin or _OTHER.match(plain, start + len(name.text)))
