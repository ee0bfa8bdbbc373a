"""What can become of a referral: the boxes of the introduction letter, and which may follow which.

::

    issued ─▶ contacted / unreachable / willing ─▶ intended ─▶ hired ─▶ left, dismissed, returned
       │                    │                         │
       └────────────────────┴─────────────────────────┴──▶ rejected, declined, full, other

A letter may jump forward (a hire may be reported without the phone call before it) but never backward. The
boxes are those of two introduction letters in use (DOMAIN.md §2.1): 录用（合同制/劳务制/兼职/其他）, 不录用,
本人不愿意, 该工种已招满, 其他; and 有意录用 with the pay agreed, 无意录用 with the reason. 愿意 and 已联系
are the boxes of the card that the worker holds (§5.1).
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType

OUTCOMES = MappingProxyType(
    {
        "issued": "已推荐",
        "contacted": "已联系",
        "unreachable": "联系不上",
        "willing": "愿意",
        "intended": "有意录用",
        "hired": "录用",
        "rejected": "不录用",
        "declined": "本人不愿意",
        "full": "该工种已招满",
        "other": "其他",
        "left": "离职",
        "dismissed": "被辞退",
        "returned": "返乡",
    }
)
"""Every outcome code and the word staff read."""

OUTCOME_COLUMNS = MappingProxyType({"推荐结果": "outcome", "结果日期": "on", "原因": "reason", "应聘月薪": "pay"})
"""The columns of the one-to-one workbook that are printed empty, to be filled in by hand."""

ID_COLUMNS = MappingProxyType({"推荐编号": "referral_id", "编号": "worker_id", "岗位编号": "job_id"})
"""The columns by which a row of the workbook is known again."""

OUTCOME_CHOICES = tuple(word for code, word in OUTCOMES.items() if code != "issued")
"""The words offered in the drop-down list of the column 推荐结果."""

OPEN = frozenset({"issued", "contacted", "unreachable", "willing", "intended"})
"""Referrals in these states still await their outcome."""

ENDED = frozenset({"left", "dismissed", "returned"})
"""A job once begun is over: the person goes back into the queue."""

_BEFORE_HIRE = ("contacted", "unreachable", "willing")
_RESULTS = frozenset({"intended", "hired", "rejected", "declined", "full", "other"})
FOLLOWERS = MappingProxyType(
    {
        "issued": frozenset(_BEFORE_HIRE) | _RESULTS,
        "contacted": frozenset({"unreachable", "willing"}) | _RESULTS,
        "unreachable": frozenset({"contacted", "willing"}) | _RESULTS,
        "willing": frozenset({"contacted", "unreachable"}) | _RESULTS,
        "intended": _RESULTS - {"intended"},
        "hired": ENDED,
    }
)
"""State → the outcomes that may follow it; a state that is missing is final."""

HIRE_FORMS = ("合同制", "劳务制", "兼职", "其他")
"""The forms of hiring that stand beside the box 录用."""

_WORDS = MappingProxyType(
    {
        "contacted": "已联系 联系上 已联系上 联系到 已联系本人 已通知 通知到 已告知 已电话联系 已电话通知",
        "unreachable": "联系不上 未联系上 无法联系 联系不到 没联系上 打不通 电话打不通 无法接通 未接通 无人接听 无人接 没人接 "
        "不接电话 没接电话 未接电话 空号 电话空号 停机 电话停机 关机 电话关机 换号",
        "willing": "愿意 本人愿意 愿意去 愿去 想去 同意 同意去 有意愿",
        "intended": "有意录用 有意向 达成意向 意向录用 拟录用 意向 面试通过",
        "hired": "录用 已录用 被录用 已被录用 录取 已录取 已录 录上 上岗 已上岗 到岗 已到岗 在岗 成功上岗 入职 已入职 报到 已报到 "
        "上班 已上班 正在上班 已就业 成功 推荐成功 1",
        "rejected": "不录用 未录用 没录用 未被录用 无意录用 未录取 没录取 未录 没录 没录上 不录 没要 不合适 面试未通过 面试没过 "
        "面试未过 未通过 未通过面试 2",
        "declined": "本人不愿意 不愿意 本人不愿 不愿 不愿去 不想去 不去 没去 不同意 不考虑 无意愿 没意愿 没有意愿 拒绝 本人拒绝 "
        "放弃 本人放弃 3",
        "full": "该工种已招满 已招满 招满 人已招满 招够 已招够 满员 人满 已满 岗位已满 名额已满 4",
        "other": "其他 其它 5",
        "left": "离职 已离职 辞职 已辞职 辞工 已辞工 自离 自动离职 离岗 已离岗 本人辞职 不干",
        "dismissed": "被辞退 辞退 已辞退 解聘 被解聘 开除 被开除 裁员 被裁员 解除合同",
        "returned": "返乡 已返乡 回乡 回家 已回家 返乡回流 回流",
    }
)
_CODE_OF = MappingProxyType({word: code for code, words in _WORDS.items() for word in words.split()})


def read_outcome(text: object) -> tuple[str, str] | None:
    """Return the outcome code and the form of hiring (or blank) of a filled-in box; None when unknown.

    >>> read_outcome("录用（合同制）"), read_outcome(" 5)其他 "), read_outcome("已招满。")
    (('hired', '合同制'), ('other', ''), ('full', ''))
    >>> read_outcome(1.0), read_outcome("大概吧")
    (('hired', ''), None)
    """
    plain = _plain(text)
    form = next((name for name in HIRE_FORMS if f"({name}" in plain or f"({name.removesuffix('制')})" in plain), "")
    plain = _ASIDE.sub("", plain)
    plain = re.sub(r"[。.、,;!~√☑✓✔]", "", plain)
    plain = re.sub(r"^[1-5]\)?(?=\D)", "", plain).rstrip(")").removesuffix("了")
    code = _CODE_OF.get(plain)
    return None if code is None else (code, form if code == "hired" else "")


def read_aside(text: object) -> str:
    """Return what was written beside the outcome, in brackets or after a colon, unless it is a form of hiring.

    >>> read_aside("本人不愿意（嫌远）"), read_aside("其他：生病"), read_aside("录用（合同制）")
    ('嫌远', '生病', '')
    """
    parts = [part.strip("():") for part in _ASIDE.findall(_plain(text))]
    return "、".join(part for part in parts if part and not part.startswith(("合同", "劳务", "兼职", "其他")))


_ASIDE = re.compile(r"\([^)]*\)|:.*$")


def _plain(text: object) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", str(text))).removesuffix(".0")


def may_follow(state: str, outcome: str) -> bool:
    """Return whether a referral in ``state`` may turn into ``outcome``.

    >>> may_follow("issued", "hired"), may_follow("hired", "issued"), may_follow("rejected", "hired")
    (True, False, False)
    """
    return outcome in FOLLOWERS.get(state, frozenset())
