"""The pay a posting offers, and board and lodging beside it.

Forms state pay in one column, in two for both ends, as a base with what comes on top, as an allowance, or leave it
to the column of benefits; the pay on trial may have a column of its own.
"""

from __future__ import annotations

import re
from dataclasses import replace

from jobmatch.forms.answers import read_answer
from jobmatch.forms.layouts.joint_columns import by_likeness
from jobmatch.forms.layouts.rows import Note, Row
from jobmatch.forms.lodging import Lodging, read_lodging, read_lodging_in
from jobmatch.forms.pay import DAYS_PER_MONTH, LEAST_DAY, Pay, joined_pay, read_pay
from jobmatch.forms.text import is_blank, normal

_BOARD_COLUMNS = {"board": "both", "meals": "board", "bed": "lodging"}
"""Columns of board and lodging → what a bare yes in them answers."""
_PAY_COLUMNS = ("pay", "pay_min", "pay_max", "pay_base", "pay_men", "pay_women", "pay_allowance", "pay_method")
"""Columns of pay; where a form has none, the text may tell it."""
_CLAUSES = re.compile(r"[,，;；。\n]+")
_SHORT = 4
"""A remark so short speaks of nothing else: 住宿, 包午餐."""
_SURE_BASES = ("day", "hour")
"""What an amount in the text says of itself where the columns of pay are blank: 25元/小时."""
_TIMES = re.compile("时|天|日|月|年|周|^[千万]?元$")
"""Units of time, and money alone; any other unit is a piece of work."""
_DAY_WAGE = re.compile("工价|工钱")
"""A column so called holds the pay of a day where an amount has no unit and is too little for a month: 150."""
_PER_PIECE = re.compile("(?<!条)件|单价")
"""What is paid a piece is no pay of a day, in the heading or in the cell."""
_ON_TOP = re.compile("加班|补贴|餐补|全勤|奖")
_WHOLE = re.compile(r"综合|月薪|月入|底薪|(?<!加班)工资|^[^班补勤奖]*\d[^班补勤奖]*\+")
"""A clause on what comes on top of pay is none of pay, unless it names the pay too: 月薪5000+全勤奖."""
_METHODS = (("计件|按件", "件"), ("日薪|日结|按[天日]", "元/天"), ("时薪|小时|钟点", "元/小时"))
"""Words of 计酬方式 → the unit of pay that bears none itself; a piece has no pay a month."""


def pay_of(row: Row, note: Note) -> Pay:
    """Return the pay of a posting; what cannot be read, and a blank where the form asks, is reported.

    >>> from jobmatch.forms.layouts.rows import Row
    >>> pay = pay_of(Row("岗位", 3, {"pay_min": ["3000"], "pay_max": ["4500"]}, {"pay_min": "最低工资", "pay_max": "最高工资"}), note=print)
    >>> pay.min, pay.max, pay.basis
    (3000.0, 4500.0, 'month')
    """
    pay = _stated(row)
    if pay is None and _method(row) == "件":
        pay = Pay(basis="piece")
    if pay is None:
        pay = Pay()
        if any(row.has(name) for name in ("pay", "pay_min", "pay_base", "pay_men")):
            note(row, "pay" if row.has("pay") else "pay_min", "没有填工资；请补填数额或“面议”")
    if pay.warning:
        note(row, "pay", pay.warning)
    trial = read_pay(row.text("pay_trial"), row.unit("pay_trial")).min
    months = 13.0 if pay.months is None and read_answer(row.text("pay_13")) else pay.months
    basis = "piece" if pay.basis == "month" and _method(row) == "件" else pay.basis
    return replace(pay, trial=pay.trial if trial is None else trial, months=months, basis=basis)


def _method(row: Row) -> str:
    """Return the unit that the column 计酬方式 names, empty when it names none or several."""
    said = normal(row.joined("pay_method"))
    units = [unit for words, unit in _METHODS if re.search(words, said)]
    return units[0] if len(units) == 1 else ""


def _read(row: Row, name: str, text: str, at: int = 0) -> Pay:
    """Return the pay of a cell in the unit of its row, else of its column; where neither tells, that of the column 计酬方式 counts.

    >>> _read(Row("岗位", 3, {}, {"pay": "工价"}), "pay", "男150女120").min
    3120.0
    """
    unit, method, heading = _unit(row), _method(row), normal(row.name_of(name))
    if unit and not _TIMES.search(unit):  # 元/斤
        return read_pay(f"{text}{unit}")
    pay = read_pay(text, unit or row.unit(name, at))
    if not pay.read and not method and _DAY_WAGE.search(heading) and not _PER_PIECE.search(heading + normal(text)):
        daily = read_pay(text, "元/天")
        return daily if daily.min is None or daily.min >= LEAST_DAY * DAYS_PER_MONTH else pay
    return read_pay(text, method) if not pay.read and method.startswith("元") else pay


def _unit(row: Row) -> str:
    """Return the unit that the column 薪资单位 states for the row, empty when it states none.

    >>> _unit(Row("岗位", 3, {"pay_unit": ["小时"]}, {})), _unit(Row("岗位", 3, {}, {}))
    ('元/小时', '')
    """
    said = row.text("pay_unit")
    return "" if is_blank(said) else said if "元" in said else f"元/{said.lstrip('/每按')}"


def _stated(row: Row) -> Pay | None:
    """Return the pay that the first filled of the columns states, None when all are blank."""
    if texts := [(at, text) for at, text in enumerate(row.all_texts("pay")) if not is_blank(text)]:
        return _most_telling([_read(row, "pay", text, at) for at, text in texts])
    low, high = (_read(row, name, row.text(name)) for name in ("pay_min", "pay_max"))
    if row.text("pay_min") and row.text("pay_max"):
        return joined_pay(low, high)
    if row.text("pay_min"):
        return low if low.min != low.max else replace(low, max=None)  # a merged cell may hold both ends
    if row.text("pay_max"):
        return high if high.min != high.max else replace(high, min=None)
    if row.text("pay_men") or row.text("pay_women"):
        return _of_both_sexes(row)
    if row.text("pay_base"):
        return read_pay(f"底薪{row.text('pay_base')}", row.unit("pay_base"))
    if row.text("pay_allowance"):  # what an internship or a public post pays
        return read_pay(row.text("pay_allowance"), row.unit("pay_allowance"))
    said = _in_words(row)
    return said if said and (not any(map(row.has, _PAY_COLUMNS)) or said.basis in _SURE_BASES) else None


def _in_words(row: Row) -> Pay | None:
    """Return the pay that a clause of the text states, None where none does.

    >>> _in_words(Row("岗位", 3, {"description": ["熟练车工，计件5000-8000，包吃住"]}, {})).max, _in_words(Row("岗位", 3, {}, {}))
    (8000.0, None)
    """
    clauses = [
        clause
        for clause in _CLAUSES.split(row.joined("description", "requirements", "remark"))
        if clause and (not _ON_TOP.search(clause) or _WHOLE.search(clause))
    ]
    told, _ = by_likeness(clauses, ["pay"])
    pay = read_pay(told["pay"]) if told else Pay(read=False)
    return pay if pay.read and not pay.warning else None


def _of_both_sexes(row: Row) -> Pay:
    """Return the pay from the lower to the higher of two columns, one a sex: pay must not differ by sex."""
    pays = [_read(row, name, row.text(name)) for name in ("pay_men", "pay_women") if not is_blank(row.text(name))]
    lows = [pay.min for pay in pays if pay.min is not None]
    highs = [pay.max for pay in pays if pay.max is not None]
    told = next((pay for pay in pays if pay.warning), pays[0])
    return told if told.warning or not lows else replace(told, min=min(lows), max=max(highs, default=None))


def _most_telling(pays: list[Pay]) -> Pay:
    """Return the whole pay before the base of it, else the first that says anything, with the board and the bed of any.

    A cell that says 计件 and no amount tells what the amount of another is counted by.
    """
    stated = [pay for pay in pays if (pay.min, pay.max) != (None, None)]
    best = next((pay for pay in stated if pay.basis != "base_plus"), None) or next(iter(stated), None)
    if best and best.basis == "month" and any(pay.basis == "piece" for pay in pays):
        best = replace(best, basis="piece")
    best = best or next((pay for pay in pays if pay.basis), None) or next((pay for pay in pays if pay.warning), pays[0])
    board = next((pay.board for pay in pays if pay.board), None)
    return replace(best, board=board, lodging=next((pay.lodging for pay in pays if pay.lodging is not None), None))


def pay_text_of(row: Row) -> str | None:
    """Return what the columns of pay say, as written; the two ends of it joined by a dash.

    >>> from jobmatch.forms.layouts.rows import Row
    >>> pay_text_of(Row("岗位", 3, {"pay_min": ["3000"], "pay_max": ["4500"], "pay_note": ["包吃"]}, {}))
    '3000-4500；包吃'
    """
    ends = "-".join(dict.fromkeys(text for name in ("pay_min", "pay_max") if not is_blank(text := row.text(name))))
    sexes = "，".join(f"{sex}{text}" for sex, name in (("男", "pay_men"), ("女", "pay_women")) if not is_blank(text := row.text(name)))
    said = (row.joined("pay"), ends, sexes, row.joined("pay_base"), row.joined("pay_allowance", "pay_variable", "pay_note"))
    return "；".join(part for part in said if part) or None


def lodging_of(row: Row, pay: Pay) -> Lodging:
    """Return board and lodging: its own columns first, then what is said beside the pay, then the offers in the text.

    >>> from jobmatch.forms.layouts.rows import Row
    >>> lodging_of(Row("岗位", 3, {"remark": ["包吃住，月休4天"]}, {}), Pay()).code
    'both'
    """
    board, bed = None, None
    for text, about in ((text, about) for name, about in _BOARD_COLUMNS.items() for text in row.all_texts(name)):
        said = read_lodging(text, about)
        board, bed = board or said.board, bed if bed is not None else said.lodging
    remarks = (read_lodging(text) for text in row.all_texts("remark") if len(text) <= _SHORT)
    notes = ("pay_note", "insurance") if "福利" in row.name_of("insurance").rsplit("_", 1)[-1] else ("pay_note",)
    beside = (Lodging(pay.board, pay.lodging), read_lodging(row.joined(*notes)), *remarks)
    for said in (*beside, read_lodging_in(row.joined("remark", "requirements", "description"))):
        board, bed = board or said.board, bed if bed is not None else said.lodging
    return Lodging(board, bed)
