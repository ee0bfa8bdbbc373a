"""Posts in full: the name in the lists of trades that a post bears in another form, says alone, or is read as."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jobmatch.language.doings import done
from jobmatch.language.lexicon import ANY_HAND, NO_CRAFT, Trade, find, is_above, is_known, mentions, said_alone, said_last, trade
from jobmatch.language.manual_work import ABOVE, DESK_FAMILIES, SAYS_NOTHING, nearness_to_hands
from jobmatch.language.reader import all_meant
from jobmatch.language.stations import made, names_no_thing, stationed
from jobmatch.language.titles import ends_as_person, undecorated
from jobmatch.language.trade_names import ENDINGS

_POST = re.compile("岗位?$")
_PERSON_ENDING = re.compile("(?:师傅|(?:施工|作业)?(?:班组?长?|队)|施工|工段|普工|学徒|[工员师手岗])$")
_ANY_ENDING = re.compile(f"工程师$|{_PERSON_ENDING.pattern}")
_HAND = re.compile("(?:普工|小工|杂工|帮工|技工)$")
_AT_WORKS = re.compile("(?:车间|厂|坊|店|铺|基地|场|园|棚|站|库|线)$")
_PLANT = re.compile("[^/、,;|&()]{2,}?(?:车间|厂)(?=..)")
"""A hand of any work, and where he is one; a plant with something behind it."""
_DEED = re.compile(
    "(?:安装|维修|检修|修理|修补|养护|管护|清洗|清理|铺贴|铺装|搭设|搭建|敷设|浇筑|砌筑|拆除|采摘|种植|养殖|饲养|分拣|加工|组装|制作|维保|焊接)$"
)
"""What is done to what stands before it: who does it is named by it with 工 or 员 behind."""
_ON_DUTY = re.compile("(?:运行|值守|值班|看守|看护|运维|巡检|巡查|操作|维护)(?:工|员|人员|岗|电工)?$")
_STATION, _WATCHING = re.compile("[站房所室塔亭]$"), {"普工", "保安员"}
"""Who is on duty at a station works it (泵房值守, 水泵站值班员), and whose names are said of any duty."""


def full_post(post: str) -> str:
    """Return a post by the name of a trade that it bears without its ending or with another, or of the one that it says alone or is read as, or as it is.

    >>> full_post("后道"), full_post("植保飞防手"), full_post("弱电工程师"), full_post("软件工程师")
    ('后道工', '植保飞防员', '弱电工', '软件工程师')
    >>> full_post("整经班组"), full_post("发光字安装"), full_post("影视后期"), full_post("吹膜机长"), full_post("农村污水站运维")
    ('整经工', '发光字安装工', '短视频制作员', '注塑工', '污水处理工')
    """
    return full_posts([post])[0]


def full_posts(posts: Sequence[str]) -> list[str]:
    """Return the same of many posts, read together; what is coded as a profession is not read (`jobmatch.language.reader`), nor two characters.

    >>> full_posts(["后道", "漂流筏工", "品质部"])
    ['后道工', '景区服务员', '品质部']
    """
    full = [_listed_post(post) for post in posts]
    unread = [post for post in dict.fromkeys(full) if not is_known(post)]
    bare = [undecorated(post) for post in unread]
    open_to = [
        post if len(post) > 2 and near not in (ABOVE, SAYS_NOTHING) else ""
        for post, near in zip(bare, nearness_to_hands(bare), strict=True)
    ]
    read = dict(zip(unread, all_meant(open_to), strict=True))
    return [read.get(post) or post for post in full]


def _listed_post(post: str) -> str:
    """Return the name in the lists of a post that bears it in another form, or the post."""
    bare = undecorated(post)
    duty = _ON_DUTY.search(bare)
    if duty and (kept := _kept(bare[: duty.start()])) and {found.trade.name for found in mentions(post)} <= _WATCHING:
        return kept
    if mentions(post) and _names_any_hand(post):
        return stationed(bare) or _with_craft(bare) or post
    if not names_no_thing(post):
        return post
    stem = (_PERSON_ENDING if is_above(bare) else _ANY_ENDING).sub("", bare)
    alone = _said_of_a_post(bare, stem)
    if alone and not ends_as_person(bare):
        return alone.name
    named = [base + ending for base in dict.fromkeys((stem, bare)) if len(base) >= 2 for ending in ENDINGS]
    whole = stem != bare or _DEED.search(bare) is not None
    found = (name for name in named if trade(name) or (whole and _ends_in_trade(name)))
    return next(found, "") or (alone.name if alone else stationed(bare)) or _done_to(bare) or _at_plant(bare) or post


def _names_any_hand(post: str) -> bool:
    """Return whether all that a post names is said of any work (普工, 小工), or of the assembly of anything."""
    return names_no_thing(post) or {found.name for found in find(post)} <= {*ANY_HAND, NO_CRAFT}


def _with_craft(bare: str) -> str:
    """Return a post of any hand's with the name of the trade that it is beside: 印刷|普工 is 印刷工普工, 苗圃|小工; else blank."""
    hand = _HAND.search(bare)
    craft = _craft(bare[: hand.start()]) if hand else ""
    return craft + hand[0] if hand and craft else ""


def _craft(stem: str) -> str:
    """Return a name of the trade that is done at such works (水泥厂) or is called so without its ending (印刷), or blank."""
    works = _AT_WORKS.sub("", stem)
    at_works = [said_alone(stem), trade(made(stem))] if works != stem else []
    called_by = (stem,) if stem.endswith("厂") else (stem, works)  # 锅炉厂 makes boilers, no heat
    named = [said + ending for said in dict.fromkeys(called_by) if len(said) > 1 for ending in ENDINGS]
    called = [name for name in named if trade(name) or (len(name) > 3 and _ends_in_trade(name))]
    names = (*(found.name for found in at_works if found), *called)
    return next((name for name in names if not _names_any_hand(name)), "")


def _done_to(bare: str) -> str:
    """Return the name of the trade of a thing and what is done to it (马铃薯|收挖: 收马铃薯, 挖马铃薯), or blank."""
    if is_above(bare):
        return ""
    split = ((bare[:-length], bare[-length:]) for length in (2, 1) if len(bare) - length > 1)
    told = (trade(done(deed + thing)) for thing, deeds in split for deed in dict.fromkeys((deeds, deeds[-1])))
    return next((found.name for found in told if found and found.family not in DESK_FAMILIES), "")


def _at_plant(bare: str) -> str:
    """Return the name of the trade of the plant before whatever is done there (榨菜车间|分选), or blank."""
    plant = None if is_above(bare) else _PLANT.match(bare)
    return _craft(plant[0]) if plant else ""


def _said_of_a_post(bare: str, stem: str) -> Trade | None:
    """Return the trade of a title that says nothing else, with or without 岗; without another ending where enough is left of it."""
    enough = len(stem) > 2 and not is_above(bare)
    return said_alone(bare) or said_alone(_POST.sub("", bare)) or (said_alone(stem) if enough else None)


def _kept(place: str) -> str:
    """Return the name of the trade that keeps a place (农村|污水站), by its longest ending that is one, or blank."""
    if not _STATION.search(place):
        return ""
    keeps = said_alone(place) or said_last(place)
    return keeps.name if keeps else ""


def _ends_in_trade(name: str) -> bool:
    """Return whether a name that ends as posts do ends in the name of a trade."""
    return any(found.stop == len(name) and found.stop - found.start > 2 and found.trade.name != NO_CRAFT for found in mentions(name))
