"""A wish that is one sentence: 想在县城附近找保安，3000元左右 → the post, the places and the pay.

Forms have one column for all of it, or a person writes all of it into 意向岗位. A clause that names but places, or but
an amount of money, is taken out; what is left stays as written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from jobmatch.forms.pay import read_pay
from jobmatch.forms.text import normal
from jobmatch.places.wishes import is_wish

_CLAUSES = re.compile(r"[,，;；。\n]+|(?<=[一-鿿])\s+(?=[一-鿿\d])|(?<=\d)\s+(?=[一-鿿])")
_LOOKS_FOR = re.compile(
    r"(?:本人)?(?P<asks>想|希望|愿意?|打算|要)?(?:(?:(?:在|到|去|回)(?P<place>[一-鿿]{2,12}?)|(?P<near>本[县市省区镇乡村]|县城|[县省市镇]内|[镇城]上|城里|(?:家|老家|就|这)?附近|就近|家门口)))?"
    r"(?:(?:找|做|干|当|从事)(?:一?[个份点])?(?P<post>[一-鿿、/或]{2,}?|[活事工])(?:的?工作|的?岗位|这类)?|的(?P<at>[一-鿿]{1,8}(?:厂|店|馆|公司|超市|工地|酒店))|(?P<does>[进摘采开修送跑种养搬卖][一-鿿、/或]{1,8}?))(?:都?[可行]以?)?"
)
_ANY_WORK = re.compile("[活事工]|活[儿路]?[做干]?|事情?[做干]?|工作")
"""What names no trade: 找个活."""
_MONEY = re.compile(
    r"(?:[底月日年]薪|工资|薪资|待遇|收入|月收入|每个?[月天]|一个?[月天]|[月日]|要求|期望|希望|至少|最低|不低于|不少于|大约|大概|约|得|要|能?有|保底|到)*[:：]?"
    r"\d[\d.,]*(?:千|万|k|w)?(?:元|块钱?)?(?:[-~—至到]+\d[\d.,]*(?:千|万|k|w)?)?(?:元|块钱?)?(?:[/一]?(?:每?个?月|天|日|年|小时))?(?:多|左右|上下|以上|起|以下|以内)?(?:的|都?[可行]以?|就行|即可)?"
)


_PLAN = re.compile(
    r"(?:愿意?|想|希望|打算|准备|计划|有意)?(?:[在到去回]?[一-鿿]{0,8}?)(?:就业|务工|打工|返岗|外出|创业)(?:的?意愿|的?意向)?|(?:暂|目前)?[有无](?:就业|求职)?(?:意愿|意向)?"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a wish in words says; empty where it says nothing of it."""

    post: str = ""
    """The trades, as written."""
    places: str = ""
    """Where."""
    pay: str = ""
    """For how much."""


def is_plan(text: str) -> bool:
    """Tell whether a text says that, or where, a person will work, and no trade.

    >>> is_plan("愿意到重庆主城就业"), is_plan("本地创业"), is_plan("无"), is_plan("电工"), is_plan("就业服务专员")
    (True, True, True, False, False)
    """
    return _PLAN.fullmatch(normal(text)) is not None


def _listed(clause: str, near: str) -> list[str]:
    """Return the parts of 收银/县城/3000 and 帮扶车间、镇内, those that name trades together; a clause of trades alone is one."""
    parts = [part for part in _STROKES.split(clause) if part.strip()]
    others = [part for part in parts if _is_pay(part) or is_wish(normal(part), near)]
    if not others or len(others) == len(parts):
        return [clause]
    return ["、".join(part.strip() for part in parts if part not in others), *others]


_STROKES = re.compile(r"/(?!个?月|天|日|年|小?时)|[、+]")


def _is_pay(part: str) -> bool:
    said = normal(part).lower()
    return bool(_MONEY.fullmatch(said) and not read_pay(said).warning)


@lru_cache(maxsize=20_000)
def read_wanted(text: str, near: str = "") -> Wanted:
    """Return what a wish says; one that asks for nothing in words, or has no clause of places or of money, is the post as written.

    >>> read_wanted("想在县城附近找保安，3000元左右", "500236")
    Wanted(post='保安', places='县城附近', pay='3000元左右')
    >>> read_wanted("文员或收银，县内，3500以上"), read_wanted("保洁、门卫都行").post
    (Wanted(post='文员或收银', places='县内', pay='3500以上'), '保洁、门卫都行')
    >>> read_wanted("愿意到浙江进电子厂", "500236"), read_wanted("到浙江进厂", "500236")
    (Wanted(post='进电子厂', places='浙江', pay=''), Wanted(post='到浙江进厂', places='浙江', pay=''))
    >>> read_wanted("想去浙江的电子厂", "500236"), read_wanted("本县找个收银", "500236").places
    (Wanted(post='电子厂', places='浙江', pay=''), '本县')
    >>> read_wanted("保安/门卫/2200"), read_wanted("帮扶车间、镇内").places
    (Wanted(post='保安、门卫', places='', pay='2200'), '镇内')
    """
    posts: list[str] = []
    places: list[str] = []
    pays: list[str] = []
    clauses = [part.strip() for whole in _CLAUSES.split(text) for part in _listed(whole, near) if part.strip()]
    for clause in clauses:
        said = normal(clause)
        looks = _LOOKS_FOR.fullmatch(said)
        place = (looks["place"] or looks["near"]) if looks else ""
        if looks and (is_wish(place, near) if place else looks["asks"]):
            post = (looks["post"] or looks["does"] or looks["at"]) if looks["asks"] or looks["at"] else clause
            posts += [] if _ANY_WORK.fullmatch(post) else [post]
            places += [place] if place else []
        elif _is_pay(said):
            pays.append(clause)
        elif is_wish(said, near):
            places.append(clause)
        else:
            posts.append(clause)
    return Wanted(text, "，".join(places)) if posts == clauses else Wanted("，".join(posts), "，".join(places), "，".join(pays))
