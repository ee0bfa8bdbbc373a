"""Amounts of pay that belong together: parts that add up, and pay that differs by season, shift or sex.

``基本工资2000+岗位工资1000`` is one pay of 3000; ``淡季3000旺季6000``, ``最低3000，最高6000`` and ``3000/4000`` are pay
from the lower to the higher.
"""

from __future__ import annotations

import re
from dataclasses import replace

from jobmatch.forms.amounts import Amount

_PART = re.compile(r"(?:^|[月年天日])(?:\+|加)(?:岗位|技能|职务|职级|级别|工种|固定|标准)(?:工资|薪资|薪|薪酬)[:为]?$")
"""Words before an amount that is a fixed part of the pay; an allowance or a bonus is none."""
_BESIDE = re.compile("[/、或和]")
_NEXT_SHIFT = re.compile("[,;]班?")
"""What is left between the pays of two shifts whose hours are no amount: 7小时班3000，10小时班4200."""
_KIND = re.compile(
    r"(?:^|[,;、/。(])[一-鿿]{0,3}(?:[普技焊车电小大学]工|[初中高]级|技师|[新老熟]手|熟练工?|学徒|员工?|班长|组长|主管|[普技])[:为]?$"
)
"""Words before the pay of one kind of worker: 普工4000，技工6000."""
_APART_AT_MOST = 3.0
"""Two amounts further apart than so many times are no ends of one pay: 150/4500."""
_SIDES = tuple(
    re.compile(words)
    for words in (
        r"淡季|旺季|平季|农忙|农闲",
        r"男(?:性|工|士|生)?|女(?:性|工|士|生)?",
        r"白班|夜班|早班|中班|晚班|单班|双班|倒班",
    )
)


def composed(amounts: list[Amount]) -> list[Amount]:
    """Return the amounts with those that belong together made one.

    >>> from jobmatch.forms.amounts import amounts_in
    >>> [(a.low, a.high) for a in composed(amounts_in("基本工资2000+岗位工资1000"))]
    [(3000.0, 3000.0)]
    >>> [(a.low, a.high) for a in composed(amounts_in("淡季3000,旺季5000-6000"))]
    [(3000.0, 6000.0)]
    """
    return _spanned(_paired(_added(amounts)))


def _paired(amounts: list[Amount]) -> list[Amount]:
    """Return the amounts with a lowest and a highest one, and two with but a stroke between, made one."""
    whole: list[Amount] = []
    for amount in amounts:
        if whole and _is_pair(whole[-1], amount):
            whole[-1] = _from_to(whole[-1], amount)
        else:
            whole.append(amount)
    return whole


def _is_pair(one: Amount, other: Amount) -> bool:
    if (one.unit and other.unit and one.unit != other.unit) or (one.part == "base" and other.low is not None):
        return False
    shifts = one.label.endswith("班") and _NEXT_SHIFT.fullmatch(other.label)
    if (shifts or _BESIDE.fullmatch(other.label) or (_KIND.search(one.label) and _KIND.search(other.label))) and one.low and other.low:
        return max(one.low, other.low) <= _APART_AT_MOST * min(one.low, other.low) and None not in (one.high, other.high)
    return (one.low is not None and other.low is None) or (one.low is None and other.high is None)


def _from_to(one: Amount, other: Amount) -> Amount:
    ends = [end for end in (one.low, one.high, other.low, other.high) if end is not None]
    return replace(one, low=min(ends), high=max(ends), unit=one.unit or other.unit, approx=one.approx or other.approx)


def _added(amounts: list[Amount]) -> list[Amount]:
    whole: list[Amount] = []
    for amount in amounts:
        if whole and _PART.search(amount.label) and amount.unit in ("", whole[-1].unit):
            last = whole[-1]
            whole[-1] = replace(last, low=_sum(last.low, amount.low), high=_sum(last.high, amount.high), part="")
        else:
            whole.append(amount)
    return whole


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


def _spanned(amounts: list[Amount]) -> list[Amount]:
    for side in _SIDES:
        named = [(found[-1], amount) for amount in amounts if (found := side.findall(amount.label))]
        units = {amount.unit for _, amount in named if amount.unit}
        if len({word for word, _ in named}) > 1 and len(units) <= 1:
            return [_widest([amount for _, amount in named]), *(amount for amount in amounts if not side.search(amount.label))]
    return amounts


def _widest(amounts: list[Amount]) -> Amount:
    """Return the widest bounds of amounts, of which one may bear the unit for all."""
    teller = next((amount for amount in amounts if amount.unit), amounts[0])
    lows, highs = [amount.low for amount in amounts], [amount.high for amount in amounts]
    low = None if None in lows else min(value for value in lows if value is not None)
    high = None if None in highs else max(value for value in highs if value is not None)
    return replace(teller, low=low, high=high, part="total")
