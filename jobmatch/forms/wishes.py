"""What people say they want: work, a business, training, and how far away.

The wish columns of real forms hold yes and no (是否愿意就业) as well as plans (返岗, 外出再就业, 本地创业, 无就业意向); both
are read here, together with the state people are in now (已就业, 务农-有外出就业意愿 …).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from jobmatch.forms.answers import read_answer
from jobmatch.forms.text import is_nothing, is_unknown, normal

_STARTUP = re.compile(
    r"创业|个体经营|开店|办厂|自己干|自主经营|^(?:想|打算|准备|自己|回[乡家])*(?:开个?|办个?|搞个?)[一-鿿]{0,6}(?:馆|店|铺|超市|农家乐|养殖场|加工[厂坊]|作坊|合作社|民宿)$"
)
_WORK = re.compile(
    r"返岗|出(?:去|门|省|远门)|就业|务工|打工|上班|求职|找工作|找活|灵活|单位|返城|留乡|留县|外出|本地|就近|进厂|转岗|换工作|公益性?岗|兼职|零工|[县市省镇村]内|[县市省]外|本[县镇村地]"
)
_REFUSED = re.compile(
    r"^(?:无|没有?|不|暂不|暂无|未|放弃)(?!限|所谓|特?[别殊]?要求)|无(?:就业|务工|求职|此)?(?:意愿|意向|需求|打算)|不(?:想|愿|打算|准备|需要?)(?:就业|务工|外出|求职|工作|再)?|不考虑|在家(?:务农|休息|养老|带)|^(?:照[顾看]|带(?:小孩|孩子|娃)|陪读)|^(?:务农|种地|种田|种庄稼)$|^顾家$|养老(?!护|院|机构|服务|员)|升学|上学|读书|参军|入伍|退休"
)
_TRAINING = re.compile(r"培训|学(?:技术|技能|手艺)")
_OUT = re.compile(r"外出|出(?:去|门|省|远门)|省外|市外|跨省|县外|输出")
_NEAR = re.compile(r"留乡|留县|本地|就近|县内|本县|家门口|本区|附近")
_TOWN = re.compile(r"本[镇乡村]|家门口|家附近|镇内|乡内")
_STAY = re.compile(r"身体|病|残|照|带|老人|小孩|孩子|娃|农活|务农|顾家|陪读|孕|年龄|家庭|家务|土地")

_BY_A_WORD = {"走": "anywhere", "要走": "anywhere", "外出": "anywhere", "留": "county", "留下": "county"}
"""年后去留 is answered by one."""
_CLAUSES = re.compile("[,;。]")
_STAYS = re.compile(r"(?:今年|暂时?|目前)?(?:不|没)(?:想|打算|准备|愿意?|再|能)*(?:外出|出去|出门|远走|返岗|出远门)(?:务工|打工|就业)?了?$")
"""A clause of who stays at home; the next one says what for."""
_EMPLOYED = re.compile(
    r"^(?:省内县外|市内县外|[省市县乡镇村]内|[省市县]外|境外|国外)$|^(?:务工|打工|公岗|公益性?岗位?|经商|创业|就业)$|^在外(?:地|省|面)?(?:$|工作|上班)|已就业|在岗|在职|务工中|正在务工|外出务工|单位就业|灵活就业|自主创业|个体|已务工|在外务工|县内务工|省外务工|就地就业|转移就业|企业就业|公益性岗位|稳定就业|入伍|参军|服(?:兵)?役|就业中|上班|帮扶车间|县外务工|本地就业|打工"
)
_IDLE = re.compile(r"未就业|失业|无业|待业|未务工|务农|在家|返乡|没有工作|无工作|离校未|退出劳动力|未外出|赋闲|求职")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a wish cell says; None where it says nothing of it."""

    willing: bool | None = None
    """Wants to work."""
    startup: bool | None = None
    """Wants to start a business."""
    training: bool | None = None
    """Wants training."""
    mobility: str | None = None
    """Code of ``schema.MOBILITIES`` where the plan itself says how far."""
    other: str = ""
    """A text that is neither answer nor plan, most often the job that is wanted."""


@lru_cache(maxsize=20_000)
def read_wish_for_work(text: str) -> Wish:
    """Return what a cell of a wish column says.

    >>> read_wish_for_work("是").willing, read_wish_for_work("无就业意向").willing, read_wish_for_work("").willing
    (True, False, None)
    >>> read_wish_for_work("外出再就业").mobility, read_wish_for_work("本地创业").startup, read_wish_for_work("保安").other
    ('anywhere', True, '保安')
    """
    said = normal(text)
    if is_unknown(said):
        return Wish()
    first, *others = _CLAUSES.split(said)
    if others and _STAYS.match(first):  # 不出去了，想创业
        said = ",".join(others)
    if said in _BY_A_WORD:
        return Wish(willing=True, mobility=_BY_A_WORD[said])
    answer = read_answer(said)
    if _REFUSED.search(said) or answer is False:
        return Wish(willing=False, training=True if _TRAINING.search(said) and not re.search("不.*培训", said) else None)
    startup = True if _STARTUP.search(said) else None
    works = bool(_WORK.search(_STARTUP.sub("", said))) and not re.fullmatch(r"(?:本地|外出|返乡|就近|自主|想|有)?(?:创业)(?:意愿)?", said)
    if startup and not works:
        return Wish(startup=True)
    if _TRAINING.search(said) and not works:
        return Wish(training=True)
    if works or answer:
        return Wish(True, startup, True if _TRAINING.search(said) else None, _reach(said))
    return Wish(willing=True, other=text.strip())


def _reach(said: str) -> str | None:
    within = next((reach for word, reach in (("市内", "city"), ("省内", "province")) if word in said), None)
    if within:
        return within
    if _OUT.search(said):
        return None if re.search(r"不(?:愿|想|能)?外出", said) else "anywhere"
    if _TOWN.search(said):
        return "town"
    return "county" if _NEAR.search(said) else None


@lru_cache(maxsize=20_000)
def read_startup(text: str) -> bool | None:
    """Return whether a cell of a business-wish column says yes.

    >>> read_startup("是"), read_startup("养羊"), read_startup("无"), read_startup("")
    (True, True, False, None)
    """
    answer = read_answer(text)
    return answer if answer is not None or is_unknown(text) else True


@lru_cache(maxsize=20_000)
def read_employed(text: str) -> bool | None:
    """Return whether a state column says that the person is in work.

    >>> read_employed("√"), read_employed("务农-有外出就业意愿"), read_employed("灵活就业"), read_employed("")
    (True, False, True, None)
    """
    answer = read_answer(text)
    if answer is not None and len(normal(text)) <= 2:
        return answer
    said = normal(text)
    if _IDLE.search(said):
        return False
    bare = re.sub(r"\([^()]*\)$", "", said)  # 务工（深圳）
    return True if _EMPLOYED.search(said) or _EMPLOYED.search(bare) else answer


@lru_cache(maxsize=20_000)
def stays_near(reason: str) -> bool:
    """Tell whether a text under 无法外出原因 gives a reason that keeps the person at home.

    >>> stays_near("照顾小孩"), stays_near("无")
    (True, False)
    """
    return not is_nothing(reason) and bool(_STAY.search(normal(reason)) or len(normal(reason)) >= 2)
