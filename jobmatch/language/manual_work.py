"""Work of hands, and posts above it: what a text is to people who look for work that is done, not managed.

A trade of the lexicon is work of hands but those at a desk or on the telephone; a text that speaks of a post above
(仓储经理, 养老研究员) names none, whatever field stands in it. ``data/lexicon/beginners.csv`` says which of them anyone can begin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from jobmatch.language.certificates import certificates_in
from jobmatch.language.lexicon import Trade, is_above, mentions, named_posts, names_a_field
from jobmatch.language.occupations import code_occupation
from jobmatch.language.titles import ends_as_person, is_rank, undecorated
from jobmatch.language.trades import beginners_trades, skilled_trades, trades

ANYONE, SOME, SKILLED, NOBODY = 3, 2, 1, 0
HANDS, LIKE_HANDS, UNKNOWN, DESK, SAYS_NOTHING, ABOVE = range(6)
DESK_FAMILIES, DESK_TRADES = ("office", "callcentre", "ecommerce"), ("销售员", "促销员", "房产经纪人", "保险代理人", "采购员", "物流员")
"""Work at a desk or on the telephone, no work of hands; nurses are of ``office`` too."""
EASY_CERTIFICATES = ("", "健康证", "保安员证")
"""Whoever has none gets one within days."""
PROFESSIONAL_GROUPS, CODED = ("1", "2"), 0.3
"""Major groups of CSCO that are no work of hands, and the least probability of a code. Of 839 frequent titles that their words
leave open, 244 are coded as professions; one of them (机械机床) was judged fit for rural job seekers."""
_OFFICE_POST = re.compile("(?:管理|运营|信息|业务|风险|稽核|客户|市场|咨询|技术|校[园招]|财务|核算|费用|推动|实习|外包|IT).*岗位?$")
_ENDS_LIKE_HANDS = re.compile(
    "(?:岗位?|工|师傅|手|车间|产线|班组|操作|管护|照料|看护|采收|修剪|加工|装配|包装|搬运|维护|维修|快修|养护|清洁)$"
)
_BRACKET = re.compile(r"\([^()]*\)?")
_ENDS_AT_DESK = re.compile(
    "(?:专员|助理|代表|顾问|秘书|编辑|教师|老师|管理(?:员|岗)?|运营|推广|客服|文案|咨询[员师]?|话务.{0,2})(?:岗位?)?$"
)
_OFFER = re.compile(
    "底薪|提成|双休|社保|五险|住宿|高薪|万元|收入|费用|月入|均薪|[周日]结|一天|/天|小时|梦想|的[你您]$|等[你您]|加入我们|[路街站区]$"
)
_SAYS_SOMETHING = re.compile("[\u4e00-\u9fff].*[\u4e00-\u9fff]")
_FIRM = re.compile("(?:公司|集团)$")
_VENTURE = re.compile(r"(?:合伙人|加盟商?|代理商)\)?$")
"""Who invests is not employed."""
_LATIN = re.compile("[a-zA-Z]{2}")
_CLAUSES = re.compile(r"[,，;；。、\s]+")
_WORKPLACE = re.compile("厂|车间|工地|矿|店(?!铺)|流水线")
_APPRENTICE = re.compile("学徒|学员|徒工|小工|助手|可学")
_LEARNER = re.compile("学徒|学员|徒工")
_FIELD_OF_STUDY = re.compile(r"(?:类|专业)(?=$|\()")


def _by_hand(text: str) -> list[Trade]:
    """Return the trades of hands that a text names; none where it speaks of a post above them.

    >>> [found.name for found in _by_hand("保洁员")], _by_hand("保洁经理"), _by_hand("行政文员")
    (['保洁员'], [], [])
    """
    if is_above(text):
        return []
    return [found for found in named_posts(text) if found.family not in DESK_FAMILIES and found.name not in DESK_TRADES]


def names_desk(text: str) -> bool:
    """Return whether a text names a trade or a post above one, and none by hand.

    >>> [names_desk(text) for text in ("会计", "软件开发", "厨师", "普通话好", "鞋厂三年")]
    [True, True, False, False, False]
    """
    return (bool(mentions(text)) or is_above(text)) and not _by_hand(text)


def names_work(text: str) -> bool:
    """Return whether a text speaks of some work at all, and not of a character or a circumstance.

    >>> [names_work(text) for text in ("超市收银两年", "学过软件开发", "有驾照C1", "在浙江鞋厂三年", "吃苦耐劳", "当过兵")]
    [True, True, True, True, False, False]
    """
    return (
        bool(mentions(text))
        or is_above(text)
        or _WORKPLACE.search(text) is not None
        or any(map(ends_as_person, _CLAUSES.split(text)))
        or any(found not in EASY_CERTIFICATES for found in certificates_in(text, in_column=False))
    )


def openness(post: str, nearness: int) -> int:
    """Return how open a post is to people who name no trade: ``ANYONE`` can begin it, ``SOME`` can, ``SKILLED`` people, or ``NOBODY``.

    Posts at a desk, of selling, and such as nobody can read are asked for; what only names a field (餐饮) is no post to begin.
    A trade that is learned for years or needs a certificate by law is begun as an apprentice alone.

    >>> posts = ["保洁员", "餐饮", "挖机学徒", "塔吊司机", "网店运营", "月入过万不是梦", "大数据架构师"]
    >>> [openness(post, nearness) for post, nearness in zip(posts, nearness_to_hands(posts))]
    [3, 2, 2, 1, 0, 0, 0]
    """
    if nearness not in (HANDS, LIKE_HANDS):
        return NOBODY
    named = _by_hand(post)
    said = {found.trade for found in mentions(post) if not found.is_field}
    if any(_anyone_can(found) for found in named if found in said):
        return ANYONE
    return SKILLED if named and all(map(_is_learned, named)) and not _APPRENTICE.search(post) else SOME


def is_apprenticeship(post: str) -> bool:
    """Return whether a post is to learn a trade of hands at work.

    >>> [is_apprenticeship(post) for post in ("面点学员", "美容学徒", "销售学员", "厨师")]
    [True, True, False, False]
    """
    return _LEARNER.search(post) is not None and bool(_by_hand(post))


def has_latin(title: str) -> bool:
    """Return whether a title holds a Latin word, which may name a profession (Android, HRBP).

    >>> has_latin("Android"), has_latin("挑战20W年薪")
    (True, False)
    """
    return _LATIN.search(title) is not None


def nearness_to_hands(titles: Sequence[str]) -> list[int]:
    """Return what each title is to people who look for work of hands, from ``HANDS`` to ``ABOVE``.

    ``HANDS`` names such work, ``LIKE_HANDS`` ends as its names do, ``DESK`` names work at a desk or of selling, ``ABOVE`` is of
    a post above it; what words leave open is ``LIKE_HANDS`` where it is coded as the occupation of a trade of hands,
    ``ABOVE`` where as a profession, and ``UNKNOWN`` elsewhere.

    >>> nearness_to_hands(["保洁员", "轮胎快修", "墙体砌筑班", "综合业务", "电话销售", "五险一金", "英语翻译"])
    [0, 1, 1, 2, 3, 4, 5]
    """
    found = [_by_words(title) for title in titles]
    unknown = [at for at, what in enumerate(found) if what == UNKNOWN]
    for at, what in zip(unknown, _by_code([titles[at] for at in unknown]), strict=True):
        found[at] = what
    return found


def nearness_of_posts(titles: Sequence[str], whole: Sequence[str]) -> list[int]:
    """Return the same of posts of which more is said, from ``HANDS`` to ``ABOVE``.

    What a title's words leave open is coded by all that is said, and one that but ends as work of hands does is ``HANDS``
    where all that is said is coded as a trade of hands; one that names but a field is ``UNKNOWN`` where it is coded as a profession.

    Parameters
    ----------
    titles
        What the posts are called.
    whole
        Each title with what is said of the work; blank where nothing is.

    Examples
    --------
    >>> nearness_to_hands(["成型线岗", "商标机长"])
    [1, 5]
    >>> nearness_of_posts(["成型线岗", "商标机长"], ["成型线岗 刷胶贴底，修边成型", "商标机长 熟悉各类不干胶标签的印刷"])
    [0, 1]
    """
    words = {title: _by_words(title) for title in dict.fromkeys(titles)}
    alone = dict(zip(words, nearness_to_hands(list(words)), strict=True))
    fields = {title for title in words if words[title] == HANDS and names_a_field(title)}
    left_open = [at for at, title in enumerate(titles) if whole[at] and (words[title] in (LIKE_HANDS, UNKNOWN) or title in fields)]
    coded = dict(zip(left_open, _by_code([whole[at] for at in left_open]), strict=True))
    return [_told(words[title], alone[title], coded.get(at, UNKNOWN)) for at, title in enumerate(titles)]


def _told(by_words: int, alone: int, coded: int) -> int:
    """Return what a post is by its title's words, by its title alone, and by the code of all that is said."""
    if coded == UNKNOWN:
        return alone
    if by_words == UNKNOWN:
        return coded
    if by_words == HANDS:
        return UNKNOWN if coded == ABOVE else HANDS
    return HANDS if coded == LIKE_HANDS else alone


def _by_words(title: str) -> int:
    said = undecorated(title)
    if is_rank(said) or _FIRM.search(said) or _VENTURE.search(said):
        return SAYS_NOTHING
    if _by_hand(title):
        return HANDS
    if is_above(title):
        return ABOVE
    if mentions(title):
        return DESK
    if not _SAYS_SOMETHING.search(said):
        return SAYS_NOTHING
    if _ENDS_AT_DESK.search(_BRACKET.sub("", said).strip()):
        return DESK
    if _ENDS_LIKE_HANDS.search(said) and not _OFFICE_POST.search(said):
        return LIKE_HANDS
    offers = _FIELD_OF_STUDY.search(said) or (_OFFER.search(title) and not ends_as_person(said))
    return SAYS_NOTHING if offers else UNKNOWN


def _by_code(titles: list[str]) -> list[int]:
    if not titles:
        return []
    coded = code_occupation(titles)
    sure = coded["code"].where(coded["probability"] >= CODED, "")
    return [LIKE_HANDS if code in _codes_of_hands() else ABOVE if code[:1] in PROFESSIONAL_GROUPS else UNKNOWN for code in sure]


@cache
def _codes_of_hands() -> frozenset[str]:
    """Return the codes of occupations that are work of hands and of no trade at a desk."""
    at_desk = {found.code for found in trades() if not _by_hand(found.name)}
    return frozenset(found.code for found in trades()) - at_desk


def _is_learned(found: Trade) -> bool:
    return found.trade_id in skilled_trades() or (found.need == "law" and found.certificate not in EASY_CERTIFICATES)


def _anyone_can(found: Trade) -> bool:
    return found.trade_id in beginners_trades() and (found.need != "law" or found.certificate in EASY_CERTIFICATES)
