"""Amounts of money in a text: each number or range with the unit and the bounds that stand beside it.

This is the lower half of :mod:`jobmatch.forms.pay`: it finds what is written and gives each amount in yuan per
hour, day, week, month or year, without deciding yet which of several amounts is the pay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from jobmatch.forms.text import arabic, normal

Unit = Literal["hour", "day", "week", "month", "year", "piece", ""]

_PER = {
    "month": r"[/·每]个?月|个月|月(?![休底初中末份])|month|mo\b",
    "day": r"[/每一][天日工班晚]|/day|[天日](?![结薪休])|个工|/人工",
    "hour": r"[/每一]?个?小时|[/每一]?钟头|/时|(?<!课)时(?![间薪])|/h(?:our|r)?",
    "year": r"[/每一]?年(?!终|底)|/year",
    "week": r"[/每一]?(?:周|星期|礼拜)(?![休末])",
    "piece": r"[/每一](?:件|个(?![月小工])|公?斤|kg|吨|双|套|单|亩|平方?米?|㎡|m2|米|趟|次|票|[台桌块棒袋箱包条只头份车方节户支把筐盒张株棵本朵枚粒颗捆束副根筒桶]|课时?|片)|/(?:道|垄|行|担|挑|床|扇|页|尺|匹|打)",
}
_UNIT = "|".join(f"(?P<{{0}}{name}>{pattern})" for name, pattern in _PER.items())
_YUAN = r"(?:多|来)?(?:元|块钱?|圆|rmb)?整?"
_EDGE_AFTER = r"及?以上|往上|起步?|及?以下|以内|之内|封顶|左右|上下|\+(?=$|[/,;。)(元])"
_LOWER_BEFORE = r"不低于|不少于|不小于|最低|最少|起码|至少|(?<!不)大于|(?<!不)高于|(?<!不)超过|起薪|[≥>]=?"
_UPPER_BEFORE = r"不超过|不高于|不大于|(?:最高)?可达|最高|至多|最多|(?<!不)低于|(?<!不)小于|[≤<]=?"
_ABOUT_BEFORE = r"大约|大概|约|近"
_DASH = r"(?:[-‐‑‒–—―~∼〜−至到]+|\.{2,})"
_OPEN_AFTER = re.compile(_DASH + r"(?!\d)(?=$|[/,;。)元])")
_FAR_BEFORE = re.compile(r"(不低于|不少于|不超过)[^\d,;。]{1,12}$")
_ANY_UNIT = "|".join(f"(?:{pattern})" for pattern in _PER.values())
_AMOUNT = re.compile(
    rf"(?P<before>{_LOWER_BEFORE}|{_UPPER_BEFORE}|{_ABOUT_BEFORE})?[:为是在]?"
    rf"(?P<lo>\d+(?:\.\d+)?)(?P<lomul>[千万kw百])?{_YUAN}(?P<mid>(?:{_ANY_UNIT})?)"
    rf"(?:{_DASH}(?P<hi>\d+(?:\.\d+)?)(?P<himul>[千万kw百])?{_YUAN})?"
    rf"(?P<tail>(?:{_EDGE_AFTER}|{_ANY_UNIT}|元|[/+](?=及?以))*)"
)
_UNITS = [(name, re.compile(pattern)) for name, pattern in _PER.items()]
_LABELS: tuple[tuple[Unit, str], ...] = (
    ("day", r"日薪|日工资|日结|天薪|每[天日]|一天|按[天日]|日均"),
    ("hour", r"时薪|小时工资?|每小时|一小时|按小?时|钟点"),
    ("year", r"年薪|每年|一年|年收入|年综合|全年|年均|年工资"),
    ("week", r"周薪|每周|一周"),
    ("month", r"月薪|每月|一个?月|月工资|月收入|月均|月综合|综合月"),
    ("piece", r"每(?:件|个(?!月)|斤|吨|双|套|单|亩|平方?米?|立?方|米|车|箱|筐)|单价"),
)
_NAMED = tuple((unit, re.compile(pattern)) for unit, pattern in _LABELS)
_TOTAL = re.compile(r"综合|月入|到手|总(?:收入|工资)|月收入|月均|合计|平均|可拿|实发|转正")
_BASE = re.compile(r"底薪|保底|基本工资|无责|基薪|基础工资|固定工资")
_SCALE = {"百": 100.0, "千": 1_000.0, "k": 1_000.0, "万": 10_000.0, "w": 10_000.0}
_SERIAL = re.compile(r"^\(?\d{1,2}[)、](?=\D{0,6}\d{3})")
"""The number of a line before its pay: 1、3000-4000元."""
_COMMA = re.compile(r"(?<=\d)[,']\s*(?=\d{3}(?!\d))")
_TAIL_DIGIT = re.compile(r"(?<![\d.])(\d{1,2})([千万kw])(\d)(?![\d.千万kw薪个])")
"""1万2 is 1.2万."""
_DIGITS = dict(zip("一二两三四五六七八九", "1223456789", strict=True))
_COIN_DIGIT = re.compile(
    r"[一二两三四五六七八九](?=[角毛](?![衣利坯线巾绒皮])|分钱)|(?<=[\d一二三四五六七八九][角毛块])[一二三四五六七八九](?=[/每一分]|$)"
)
_TENTHS = re.compile(
    r"(?:(?P<yuan>\d+)[元块])?(?<![\d.])(?P<lo>\d)(?:[-~至到](?P<hi>\d))?[角毛](?![衣利坯线巾绒皮])钱?(?:(?P<fen>\d)分?)?(?![\d.])"
)
"""1角5, 2元5角, 3-5毛."""
_WITH_TENTHS = re.compile(r"(?<![\d.])(\d+)块(\d)(?=[/每一]|$)")
"""2块5."""
_HUNDREDTHS = re.compile(r"(?<![\d.角毛])(\d{1,2})分钱?(?=[/每一](?![\d分])|$)")
_OVER_TEN_THOUSAND = re.compile(r"(?<![\d.千百十])(?:[过上破超]万(?=$|元|[/,;。)月]|以上)元?(?:以上)?|万元(?:以上|起)|万(?:以上|起))")
"""月入过万."""
_BRACKETED = re.compile(r"\((?:不?含|包含|含本数|税前|税后|不?含税|左右|元|综合)\)")


@dataclass(frozen=True, slots=True)
class Amount:
    """One number or range of money, as written."""

    low: float | None
    """Lower bound in yuan per ``unit``."""
    high: float | None
    """Upper bound in yuan per ``unit``."""
    unit: Unit
    """What it is paid for; empty when the text does not say."""
    part: Literal["total", "base", ""]
    """Whether the words before it call it the whole pay or the base pay."""
    approx: bool
    """左右, 约."""
    scaled: bool
    """千 or 万 stands with it."""
    yuan: bool = False
    """元 stands with it."""
    label: str = ""
    """The words between the amount before it and this one."""
    mixed: bool = False
    """It looks like yuan in a column of thousands."""


def spelling(text: str) -> str:
    """Return ``text`` as the pay grammar reads it: half width, digits, no thousands commas, no currency marks.

    >>> spelling("３,５００元（含）～五千")
    '3500元~5000'
    """
    plain = _SERIAL.sub("", normal(text)).lower().replace("人民币", "").replace("¥", "").replace("￥", "").replace("$", "")
    plain = _BRACKETED.sub("", _COMMA.sub("", arabic(plain)))
    plain = re.sub(r"[/每]人(?=$|[/每月天日,;。)])", "", plain.replace("千元", "千").replace("万元", "万"))
    plain = re.sub(r"左右(?=[-~至到])", "", plain)
    plain = _OVER_TEN_THOUSAND.sub("10000元以上", plain)
    plain = re.sub(r"(?<=\d)[一_](?=\d)", "-", re.sub(r"(?<!\d)1(?=[天日]\d{2})", "一", plain))  # 一 typed for a dash
    plain = _coins_in_yuan(plain)
    return _TAIL_DIGIT.sub(lambda m: f"{float(m[1]) + float(m[3]) / 10:g}{m[2]}", plain)


def _coins_in_yuan(plain: str) -> str:
    """Return a text with small money in yuan, as piece work is paid.

    >>> [_coins_in_yuan(text) for text in ("1角5一斤", "两毛一个", "3-5毛/件", "2块5一双", "8分钱/只", "毛衣5件", "8分钟")]
    ['0.15元一斤', '0.2元一个', '0.3-0.5元/件', '2.5元一双', '0.08元/只', '毛衣5件', '8分钟']
    """
    digits = _COIN_DIGIT.sub(lambda found: _DIGITS[found[0]], plain)
    tenths = _WITH_TENTHS.sub(r"\1.\2元", _TENTHS.sub(_in_yuan, digits))
    return _HUNDREDTHS.sub(lambda found: f"{int(found[1]) / 100:g}元", tenths)


def _in_yuan(found: re.Match[str]) -> str:
    whole, hundredths = int(found["yuan"] or 0), int(found["fen"] or 0)
    ends = [whole + int(end) / 10 + hundredths / 100 for end in (found["lo"], found["hi"]) if end]
    return "-".join(f"{end:g}" for end in ends) + "元"


def amounts_in(said: str) -> list[Amount]:
    """Return every amount in a text in normal spelling, from left to right.

    >>> [(a.low, a.high, a.unit) for a in amounts_in("8千-1.2万/月")]
    [(8000.0, 12000.0, 'month')]
    >>> [(a.low, a.high, a.unit) for a in amounts_in("150元/天,月薪不低于4500")]
    [(150.0, 150.0, 'day'), (4500.0, None, 'month')]
    """
    found, end = [], 0
    for match in _AMOUNT.finditer(said):
        found.append(_amount(match, said[end : match.start()], said[match.end() :]))
        end = match.end()
    return found


def _amount(match: re.Match[str], label: str, after: str) -> Amount:
    marks = (_FAR_BEFORE.findall(label) or [""])[-1] + (match["before"] or "") + match["tail"]
    marks += "以上" * bool(_OPEN_AFTER.match(after)) + "以下" * bool(re.search(_DASH + "$", label))
    low: float | None
    high: float | None
    low, high = _pair(match)
    if re.search(r"以上|往上|起|\+|" + _LOWER_BEFORE, marks):
        high = None if match["hi"] is None else high
    elif re.search(r"以下|以内|之内|封顶|" + _UPPER_BEFORE, marks):
        low, high = (None, low) if match["hi"] is None else (low, high)
    part = "base" if _BASE.search(label) or re.match(r"的?(?:底薪|保底|无责|基本工资)", after) else "total" if _TOTAL.search(label) else ""
    return Amount(
        low,
        high,
        _unit(match["mid"] + match["tail"], label),
        part,  # type: ignore[arg-type]
        bool(re.search(r"左右|上下|约|大概|近", marks)),
        bool(match["lomul"] or match["himul"]),
        "元" in match[0],
        label,
    )


def _pair(match: re.Match[str]) -> tuple[float, float]:
    """Return both ends in yuan; 千 or 万 written once at a range counts for both (4-6千, 10-15k, 1万-1.5)."""
    low, low_mark = float(match["lo"]), match["lomul"]
    if match["hi"] is None:
        return low * _SCALE.get(low_mark or "", 1.0), low * _SCALE.get(low_mark or "", 1.0)
    high, high_mark = float(match["hi"]), match["himul"]
    if not low_mark and low < 100 and high_mark:
        low_mark = high_mark
    if not high_mark and high < 100 and low_mark:
        high_mark = low_mark
    return low * _SCALE.get(low_mark or "", 1.0), high * _SCALE.get(high_mark or "", 1.0)


def _unit(beside: str, label: str) -> Unit:
    for name, pattern in _UNITS:
        if pattern.search(beside):
            return name  # type: ignore[return-value]
    named = [(pattern.search(label), unit) for unit, pattern in _NAMED]
    last = max(((hit.end(), unit) for hit, unit in named if hit), default=None)
    return last[1] if last else ""
