"""Who stands at a machine, or makes a thing, is named by it: 弹簧机操作工, 袜机挡车, 雨伞组装, 灯饰厂.

A post is a thing, a deed and a role. Without deed and role the thing may bear the name of a trade (袜机|工), be said of one alone
(气流纺), or be what a trade makes (``doings.csv``: 做雨伞).
"""

from __future__ import annotations

import re
from itertools import product

from jobmatch.language.characters import normalise
from jobmatch.language.doings import done
from jobmatch.language.lexicon import SAYS_NO_THING, is_above, mentions, said_alone, trade
from jobmatch.language.manual_work import DESK_FAMILIES

_ASSEMBLY = re.compile("(?:装配|组装)(?:操作)?[工员]?|装配技师")
"""Words that count as the trade that assembles electronics, for want of a thing."""
LONGEST = 60
"""Characters of a post that is read so: what is longer is no name."""
_ROLE = "(?:工人?|人员|员工?|机?手|机长|师傅|技工|[男女]工|学徒工?|岗位?|班组?|工段)"
_TENDING = "(?:操作|作业|挡车|值车|看管|上下料|调机|保全)"
_MAKING = (
    "(?:装配|组装|总装|分装|压装|加工|制作|制造|生产|成型|焊接|缝纫|缝制|铸造|浇铸|轧制|压制|造粒|灌装|充装|切割|切片|分切|烘干|清洗|熔炼|焙烧|烧制|注浆|研磨"
    "|包制|炒制|熏制|腌制|卤制|蒸制|酱制|晒制|钉制|焊制|编制|烤制|熬制|剥壳|去皮|晾晒|涂胶|叠片|封口|配料|调配|搅拌|脱模|厂|车间|生产线|流水线)"
)
_TENDED = re.compile(rf"(.{{2,}}?)(?:{_TENDING}{_ROLE}?|技工|[男女]工|班组?|工段|岗位?)")
_MADE = re.compile(rf"(.+?)(?:{_MAKING}+{_TENDING}?{_ROLE}?|{_TENDING}?{_ROLE})")
_MAKES = re.compile("做|生产|制造")
_TENDS = re.compile("(?:开|看|守|操作|管)(.{2,})")
_MACHINE = re.compile("(?:机床|机台|机器|设备|机|床|炉|线)$")


def stationed(post: str) -> str:
    """Return the name of the trade of a post that names only its machine or what is made, or blank.

    >>> stationed("无心磨操作工"), stationed("雨伞组装"), stationed("生产操作工"), stationed("雨伞设计师")
    ('磨工', '打火机工', '', '')
    """
    if len(post) > LONGEST or is_above(post) or not names_no_thing(post):
        return ""
    tended = _TENDED.fullmatch(post)
    return (_named(tended[1]) if tended else "") or made(post)


def names_no_thing(text: str) -> bool:
    """Return whether all that a text names leaves open what is made, and with what.

    >>> names_no_thing("操作工"), names_no_thing("水表装配"), names_no_thing("电焊工")
    (True, True, False)
    """
    plain = normalise(text)
    return all(found.trade.name in SAYS_NO_THING or _ASSEMBLY.fullmatch(plain, found.start, found.stop) for found in mentions(text))


def assembles(wish: str) -> str:
    """Return the name of the trade of a thing that a wish is to assemble or to make, though it names another trade's work, or blank.

    >>> assembles("组装电风扇"), assembles("做水表"), assembles("做水电"), assembles("在厂里组装")
    ('家电装配工', '仪表装配工', '', '')
    """
    makes = _MAKES.match(wish) is not None and all(found.start > 0 for found in mentions(wish))
    return done(wish) if makes or (_ASSEMBLY.search(wish) and names_no_thing(wish)) else ""


def tends(wish: str) -> str:
    """Return the name of the trade of a machine that a wish is to tend, or blank.

    >>> tends("开滚齿机"), tends("看袜机"), tends("看机器")
    ('齿轮工', '针织工', '')
    """
    tended = _TENDS.fullmatch(wish)
    return _named(tended[1]) if tended and _MACHINE.search(tended[1]) else ""


def made(post: str) -> str:
    """Return the name of the trade that makes the thing of a post or a factory, or blank.

    >>> made("保温杯厂"), made("圣诞树工"), made("电子厂")
    ('炊具工', '人造花工', '')
    """
    thing = _MADE.fullmatch(post) if len(post) <= LONGEST else None
    told = trade(done(f"做{thing[1]}")) if thing else None
    return told.name if told and told.family not in DESK_FAMILIES else ""


def _named(what: str) -> str:
    """Return the name of the trade that a machine or its work bears, or blank."""
    stems = [stem for stem in dict.fromkeys((what, _MACHINE.sub("", what))) if len(stem) > 1]
    names = (trade(stem + ending) for stem, ending in product(stems, ("工", "员", "机工", "师")))
    found = next((found for found in (*names, *map(said_alone, stems)) if found and found.name not in SAYS_NO_THING), None)
    return found.name if found else ""
