"""Pay as written → yuan a month.

Read in this order: one spelling; the trial pay and the months paid a year are taken out; allowances, hours and
dates are dropped; every amount left has its own unit from the words beside it, else that of the column; the most
telling one (综合 before 月 before others, base pay last) becomes a month: a day ×26, an hour ×8×26, a week ×52/12,
a year ÷12.

What the text does not say is ``None``, never 0. A pair that is written the wrong way round is swapped and
reported; an amount whose unit cannot be told (``40-60``) or that nobody earns is not used and is reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from jobmatch.forms.amounts import Amount, Unit, amounts_in, spelling
from jobmatch.forms.lodging import Board, read_lodging
from jobmatch.forms.pay_parts import composed
from jobmatch.forms.text import is_blank, normal_text

DAYS_PER_MONTH = 26
HOURS_PER_DAY = 8
LEAST_PLAIN_MONTH = 500
"""An amount without any unit below this may be pay a day: it is not used."""
LEAST_SURE_MONTH = 1_000
"""An amount without any unit from here on is pay a month, whatever a day or an hour beside it."""
LEAST_DAY = 60
"""A day's pay up to this, written without 元, is read and reported."""
_OF_SHIFT = re.compile("班$")
"""Words before the pay of a shift: from LEAST_DAY on and too little for a month, it is paid a day."""
LEAST_PLAIN_YEAR = 80_000
"""An amount in 万 without a period from here on may be pay a year: it is not used."""
_FACTOR = {"month": 1.0, "year": 1 / 12, "week": 52 / 12, "day": DAYS_PER_MONTH, "hour": HOURS_PER_DAY * DAYS_PER_MONTH}
_PLAUSIBLE = {"month": (50, 300_000), "year": (2_000, 5_000_000), "week": (50, 50_000), "day": (8, 8_000), "hour": (2, 800)}
_LONGEST_SHOWN = 1e9
"""Larger amounts are not spelt out again in a message."""
_SWAP_AT_MOST = 3.0
"""A first amount more than so many times the second is a slip of the pen (2000~300), not a swapped pair."""

Basis = Literal["month", "day", "hour", "piece", "base_plus", "negotiable"]

_NEGOTIABLE = re.compile(
    r"面议|面谈|从优|协商|详谈|面商|商议|可谈|电议|另议|待议|议定|优厚|商定|视.*而定|根据.*定|按.*(?:能力|经验|协商)|不限|随便|都可以|无要求|没要求|看情况|电联|(?:电话|来电|现场|电|详)[咨询]询?|详询|negotiable"
)
_RULE_ONLY = re.compile(
    r"最低工资|最低标准|按(?:国家|公司|单位|企业|行业|市场|规定|有关|相关|政策|文件|标准|劳动法|合同)|国家规定|规定的|同工同酬|执行.*标准|参照.*标准|详见|见(?:职位|岗位|备注)"
)
_PIECE = re.compile(r"计件|一[斤件筐棒]|按[件斤吨个棒单趟亩量]|计量|多劳多得|多做多得|包[活工](?!作)|按产量|手工费|单价|提成制")
_EXTRA = r"(?:提成|计件|绩效|奖|加班|效益|分红|津贴|补贴|补助|全勤|抽成|佣金)"
_VARIABLE = re.compile(rf"\d[^,;。\d]*\+.*{_EXTRA}|[加另外有]+(?:提成|计件|绩效|奖金)|提成")
_ONCE_A_YEAR = re.compile(r"\+?年[底终末]?(?:奖金?|分红)")
"""What comes on top once a year leaves the pay of a month as it is."""
_ADDED = re.compile(rf"\d[^,;。\d]*\+.*{_EXTRA}")
_MADE_OF = re.compile(rf"(?<![\d元千万])(?:无责)?(?:底薪|基本工资|基础工资|保底(?:工资)?|基薪|固定工资)\+[^\d,;。)]*{_EXTRA}[^\d,;。)]*")
"""底薪+提成 without a number between: what the whole pay is made of."""
_SCIENTIFIC = re.compile(r"\d+(?:\.\d+)?e\+?\d+")
_DATE = re.compile(r"(?:19|20)\d{2}-\d{2}-\d{2}(?:0?\d:\d\d.*)?|\d{1,2}月\d{1,2}日")
"""5-8 as Excel keeps it, the eighth of May."""
_AFTER_TRIAL = re.compile(r"转正后?[^\d]*$")
_NEGATIVE = re.compile(r"-\d+(?:\.\d+)?元?")
_TRIAL = re.compile(
    r"(?:试用期?|学徒期?|见习期?|实习期?|培训期|[前头]\d{1,2}个?月)(?:间|内)?(?:\d+(?:天|个?月)[,:;]?)?[^\d,;。]{0,6}(\d[\d.千万k]*元?(?:[-~—至到]\d[\d.千万k]*元?)?(?:/[月天日]|/小?时)?)"
)
_MONTHS = re.compile(r"(?:[·.,;+x×*/|(]|年终)?(?P<n>1[2-9]|2[0-4])(?:-(?:1[2-9]|2[0-4]))?(?:薪|个月工?[薪资]|月薪)\)?")
_DOUBLE = re.compile(r"年[底终末]双薪|12月双薪")
"""A thirteenth month; double pay for overtime is none."""
_NUMBER = r"[^\d,;。+]{0,4}\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?[千万kw]?%?元?(?:/?(?:月|天|日|年|餐|班|晚|次|小?时))?"
_ALLOWANCE = re.compile(
    rf"(?:餐|饭|伙食|房|住房|住宿|交通|车|话|通讯|高温|岗位|生活|学历|技能|夜班)(?:费|补|贴)+(?:助|贴|费)*{_NUMBER}|"
    rf"(?:补贴|补助|津贴|全勤奖?|满勤奖?|奖金|奖励|年终奖?|加班费?|提成|绩效|分红|佣金|红包|介绍费|押金|保险|工龄(?:奖|工资)?|高温补?){_NUMBER}"
)
_NOISE = re.compile(
    r"(?<![/\d.])\d+(?:\.\d+)?(?:-\d+)?个?小时(?:工作?制|/[天日]|一班|左右|以?内|制)?|\d{1,2}:\d{2}(?:-\d{1,2}:\d{2})?|"
    r"(?:月休|周休|休|满勤|出勤|做满|干满|工作满|每月上|上满?)\d+(?:天|日|个月|月|年|休)|\d+天(?:/月|制|计|满勤|工作制|左右|一个?月)|(?<=/)\d{2}天|"
    r"(?:每月)?\d{1,2}[号日](?:前|左右|准时)?(?:发|结|付)[^\d]{0,4}|\d+(?:\.\d+)?(?:%|人|名|周?岁|级|倍|险|[a休])|"
    r"(?:每|满)?[一\d]?年后?(?:涨|加薪|调薪|递增|增加|上调)[^\d,;。]{0,3}\d+元?|"
    r"\((?:[前头满]|每满)?\d{1,2}个月[^\d()]*\)|[前头]\d{1,2}个?月|(?:一天)?[二两三四2-4]班(?:[倒制]|轮[换岗班])|\d+个?月(?=试用|以上|后|左右)|\d+年(?=以上|工作|经验)|第[\d一二三]+个?[月年]|上不封顶|做\d休\d"
)
_HOURS_OF_SHIFT = re.compile(r"\d+(?:\.\d+)?个?小时(?:制|班)?:?(?=\d{4})")
"""The hours of a shift right before its pay a month: 12小时3600."""
_OF_COUPLE = re.compile(
    r"(?:夫妻|夫妇|两口子)(?:[二两2双]人|双方|俩|[工月年][资薪]|收入|[工岗])*(?:(?:合计|一起(?![上住来入进])|共(?![同享]))+|[:：]?(?=\d{3}|\d[\d.]*[千万kw]))"
)
"""Pay of a couple is that of two people: its name stands right before the amount, or they get it together."""
_OF_EACH = re.compile(r"各|/人|[每一]人|优先|[均都]可|可住|另议")
"""Where couples are welcome or each is paid, the pay is that of one."""
_UNIT_BEHIND = re.compile(r"\(((?:元|千|万)/(?:个?月|天|日|小?时|年))\)$")
_ODD_PERIOD = re.compile(r"半个?[月天](?![)班制])|半年(?=[^\d以后内]{0,2}\d)|[/每]半年|(?<![淡旺])季度?(?!节)|每旬|一次性")


@dataclass(frozen=True, slots=True)
class Pay:
    """What a text says about pay."""

    min: float | None = None
    """Lowest pay, yuan a month."""
    max: float | None = None
    """Highest pay, yuan a month."""
    basis: Basis | None = None
    """What it is counted by; None when the text says nothing of it."""
    months: float | None = None
    """Months paid a year, where the text names more than twelve."""
    negotiable: bool = False
    """面议 and the like, without an amount."""
    approx: bool = False
    """左右, 约."""
    estimated: bool = False
    """Turned into a month from a day, an hour or a week."""
    trial: float | None = None
    """Pay during the trial period, yuan a month."""
    board: Board | None = None
    """Meals named beside the pay."""
    lodging: bool | None = None
    """A bed named beside the pay."""
    read: bool = True
    """False when the text could not be read."""
    warning: str = ""
    """What is wrong and what to do, in Chinese; empty when nothing is."""


@lru_cache(maxsize=50_000)
def read_pay(text: str, unit_hint: str | None = None) -> Pay:
    """Return what a pay cell says, in yuan a month.

    Parameters
    ----------
    text
        The cell as written.
    unit_hint
        Unit stated by the column, such as ``千元`` or ``元/天``; words in the cell win over it.

    Examples
    --------
    >>> pay = read_pay("8千-1.2万")
    >>> pay.min, pay.max, pay.basis
    (8000.0, 12000.0, 'month')
    >>> read_pay("150元/天").min, read_pay("面议").min, read_pay("底薪3000+提成").basis
    (3900.0, None, 'base_plus')
    >>> read_pay("4-6", "千元").max, read_pay("3000-5000，年底双薪").months
    (6000.0, 13.0)
    """
    said, unit_hint = _without_unit(spelling(text), unit_hint)
    if (couple := _OF_COUPLE.search(said)) and not _OF_EACH.search(normal_text(text)):
        return _halved(read_pay(said[: couple.start()] + said[couple.end() :], unit_hint))
    if is_blank(said):
        return Pay()
    if _NEGATIVE.fullmatch(said):
        return Pay(read=False, warning="工资是负数，没有采用；请核对")
    if _DATE.fullmatch(said):
        return Pay(read=False, warning="单元格被 Excel 当成了日期，看不出工资数额，没有采用；请把单元格设为文本后重填")
    if _SCIENTIFIC.fullmatch(said):
        return Pay(read=False, warning="工资存成了看不出数额的长数字，没有采用；请核对后重填")
    home = read_lodging(said)
    trial, rest = _taken(_TRIAL, said, unit_hint)
    months = _MONTHS.search(rest)
    rest = _HOURS_OF_SHIFT.sub("班", rest)
    rest = _NOISE.sub("", rest[: months.start()] + rest[months.end() :] if months else rest)
    rest = _MADE_OF.sub("", rest)
    amounts = amounts_in(_ALLOWANCE.sub("", rest)) or amounts_in(rest)  # 岗位补贴600元/月 may be all the pay
    pay = _chosen(amounts, said, unit_hint or "")
    extra = replace(
        pay,
        trial=trial,
        months=float(months["n"]) if months else 13.0 if _DOUBLE.search(said) else None,
        board=home.board,
        lodging=home.lodging,
    )
    return replace(extra, min=extra.trial, warning="") if _only_trial(extra) else extra


def _halved(pay: Pay) -> Pay:
    """Return what one of a couple is paid of the pay that both get together; that it was halved is reported.

    >>> pay = read_pay("夫妻二人8000元/月")
    >>> pay.min, pay.warning
    (4000.0, '所填的是夫妻两人合计的工资，已按每人一半计算；请核对')
    """
    if pay.min is None and pay.max is None:
        return pay
    low, high = (end and round(end / 2, 0) for end in (pay.min, pay.max))
    return replace(pay, min=low, max=high, warning=pay.warning or "所填的是夫妻两人合计的工资，已按每人一半计算；请核对")


def _without_unit(said: str, unit_hint: str | None) -> tuple[str, str | None]:
    """Return a text without the unit that stands in brackets behind all of it, and that unit: 小工150，大工280（元/天）."""
    unit = _UNIT_BEHIND.search(said)
    return (said[: unit.start()], unit[1]) if unit else (said, unit_hint)


def joined_pay(low: Pay, high: Pay) -> Pay:
    """Return the pay that two columns state, one for each end; ends the wrong way round are swapped and reported.

    >>> pay = joined_pay(read_pay("6000"), read_pay("4000"))
    >>> pay.min, pay.max, pay.warning
    (4000.0, 6000.0, '工资上下限写反了，已对调；请核对')
    """
    ends, warning = (low.min, high.max), low.warning or high.warning
    if ends[0] is not None and ends[1] is not None and ends[0] > ends[1]:
        ends, warning = (ends[1], ends[0]), _SWAPPED
    return Pay(*ends, low.basis or high.basis, estimated=low.estimated or high.estimated, warning=warning)


def _only_trial(pay: Pay) -> bool:
    return pay.trial is not None and pay.min is None and pay.max is None


def _taken(pattern: re.Pattern[str], said: str, unit_hint: str | None) -> tuple[float | None, str]:
    """Return the trial pay a month and the text without it."""
    match = pattern.search(said)
    amounts = amounts_in(match[1]) if match else []
    if not match or not amounts:
        return None, said
    month = _month(_united(amounts[0], unit_hint or ""))
    return month.min, said[: match.start()] + said[match.end() :]


def _chosen(amounts: list[Amount], said: str, unit_hint: str) -> Pay:
    """Return the pay that the most telling of the amounts states."""
    if amounts and _ODD_PERIOD.search(said):
        return Pay(read=False, warning="工资不是按月、天、小时或年写的，没有采用；请折算成每月")
    money = [amount for amount in amounts if amount.unit != "piece"]
    if not money:
        return _without_amount(said, bool(amounts))
    united = [_united(amount, unit_hint) for amount in composed(money)]
    named = any(amount.unit for amount in united)
    best = max(united, key=lambda amount: _telling(amount, named=named))
    pay = _month(best)
    if pay.basis is None:
        return pay
    if _MADE_OF.search(said) and best.part != "base":
        return replace(pay, basis="base_plus")
    if _PIECE.search(said) and best.part != "base" and not _ADDED.search(said):
        return replace(pay, basis="piece")
    if best.part == "base" or (_VARIABLE.search(_ONCE_A_YEAR.sub("", said)) and (best.part != "total" or _AFTER_TRIAL.search(best.label))):
        return replace(pay, max=None, basis="base_plus")
    return pay


def _telling(amount: Amount, *, named: bool) -> tuple[bool, bool, bool, bool]:
    """Return how much an amount tells of the whole pay; ``named`` is whether any beside it has a unit."""
    monthly = amount.unit in ("month", "year") or (named and not amount.unit and _largest(amount) >= LEAST_SURE_MONTH)
    return (amount.part == "total", monthly, amount.unit != "", amount.part != "base")


def _largest(amount: Amount) -> float:
    return max(end for end in (amount.low, amount.high, 0.0) if end is not None)


def _without_amount(said: str, per_piece: bool) -> Pay:
    if _MADE_OF.search(said):
        return Pay(basis="base_plus")
    if per_piece or _PIECE.search(said):
        return Pay(basis="piece")
    if _NEGOTIABLE.search(said):
        return Pay(basis="negotiable", negotiable=True)
    if _RULE_ONLY.search(said):
        return Pay()
    home = read_lodging(said)
    if home.code is not None and re.search("[吃住食宿餐饭]", said):
        return Pay()
    if said in ("千及以下", "千以下"):
        return Pay(max=1_000.0, basis="month")
    return Pay(read=False, warning="看不出工资数额；请写成“3000-4000元/月”或“面议”")


def _united(amount: Amount, unit_hint: str) -> Amount:
    """Return ``amount`` with the unit of the column where it has none of its own."""
    hint = spelling(unit_hint)
    counted = () if amount.scaled or amount.yuan else _COUNTED_IN
    times = next((times for mark, times in counted if re.search(mark, hint)), 1.0)
    ends = [end for end in (amount.low, amount.high) if end is not None]
    mixed = times > 1 and max(ends) >= 100  # yuan in a column of thousands
    if mixed:
        times = 1.0
    unit = amount.unit
    if not unit and hint:
        unit = next((name for mark, name in _HINTS if re.search(mark, hint)), "month" if times != 1.0 or mixed else "")
        if unit in ("day", "hour") and max(ends) > _PLAUSIBLE[unit][1]:  # pay a month in a column of days or hours
            unit, mixed = "month", True
    if not unit and amount.yuan and _OF_SHIFT.search(amount.label) and LEAST_DAY <= max(ends) < LEAST_PLAIN_MONTH:
        unit = "day"
    low, high = (end and end * times for end in (amount.low, amount.high))
    return replace(amount, low=low, high=high, unit=unit, scaled=amount.scaled or times != 1.0, mixed=mixed)


_COUNTED_IN = (("千|k", 1_000.0), ("万", 10_000.0), ("百", 100.0))
_HINTS: tuple[tuple[str, Unit], ...] = (("小时|/时", "hour"), ("天|日", "day"), ("年", "year"), ("周", "week"), ("月", "month"))


def _month(amount: Amount) -> Pay:
    """Return an amount as pay a month, or a warning where it cannot be used."""
    low, high, warning = amount.low, amount.high, _MIXED if amount.mixed else ""
    if low is not None and high is not None and low > high:
        if low > _SWAP_AT_MOST * high:
            return Pay(read=False, warning=f"工资{low:g}到{high:g}前大后小、相差太多，像是少写或多写了一位；请核对后重填")
        low, high, warning = high, low, _SWAPPED
    largest = high if high is not None else low or 0.0
    unit = amount.unit or "month"
    if refusal := _useless(amount, largest, unit):
        return Pay(read=False, warning=refusal)
    if unit == "day" and largest <= LEAST_DAY and not amount.yuan:
        warning = f"每天{largest:g}元偏低，请核对单位"
    factor = _FACTOR[unit]
    basis: Basis = "day" if unit == "day" else "hour" if unit == "hour" else "month"
    return Pay(
        None if low is None else round(low * factor, 0) if factor != 1 else low,
        None if high is None else round(high * factor, 0) if factor != 1 else high,
        basis,
        approx=amount.approx,
        estimated=unit in ("day", "hour", "week"),
        warning=warning,
    )


def _useless(amount: Amount, largest: float, unit: Unit) -> str:
    """Return why pay of so much in a unit cannot be used, or blank."""
    if not amount.unit and not amount.scaled and largest < LEAST_PLAIN_MONTH:
        return "工资没有写单位，看不出按天还是按月；请写明，例如“150元/天”"
    if not amount.unit and amount.scaled and largest >= LEAST_PLAIN_YEAR:
        return "工资没有写单位，看不出按月还是按年；请写明，例如“8-10万/年”"
    least, most = _PLAUSIBLE[unit]
    if least <= largest <= most:
        return ""
    shown = f"{round(largest, 2):.10g}元" if largest < _LONGEST_SHOWN else "数额"
    return f"工资{shown}（{_NAMES[unit]}）不合常理，没有采用；请核对数额和单位"


_SWAPPED = "工资上下限写反了，已对调；请核对"
_MIXED = "所填的数额与栏名里的单位不合，已按每月多少元读；请核对"
_NAMES = {"month": "每月", "year": "每年", "week": "每周", "day": "每天", "hour": "每小时"}
