"""Cells as text: what a spreadsheet cell says, as written and in one normal spelling.

Staff type full-width digits, leave line feeds and invisible marks in cells, and Excel turns whole numbers
into ``3.0``. Two readings are kept apart: ``as_written`` is what people shall see again, ``normal`` is what
the grammars of this room read.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"), None)
_CIRCLED = re.compile("([①-⑳])(?![①-⑳、,，;；.．)）]|\\s*$)")
"""A number in a circle stands apart from what follows it: ①3人 is no 13人."""
_BEFORE_CIRCLE = re.compile(r"(?<=\d)(?=[①-⑳])")
"""So it does from a digit before it: ①普工3②保安5 has no 32."""
_SPACES = re.compile(r"\s+")
_LETTER = re.compile(r"[^\W\d_]")
_BLANKS = frozenset(
    ("", "/", "\\", "-", "--", "—", "——", "_", "、", ".", "。", "*", "nan", "none", "null", "n/a", "空", "(空)", "(跳过)", "未填", "未填写")
) | frozenset(("#n/a", "#ref!", "#div/0!", "#value!", "#name?", "#null!", "#num!", "#spill!", "#calc!", "#getting_data"))
"""What says nothing: dashes, words for it, and what Excel shows where a formula failed."""
_UNKNOWNS = frozenset(
    ("不详", "不清楚", "不明", "未知", "不知道", "待定", "未定", "不确定", "待核实", "说不清", "不清", "看情况", "视情况", "视情况而定", "再说",
     "到时再说", "没想好", "还没想好", "未考虑好", "待了解", "待确认", "未确定")
)  # fmt: skip
_NOTHINGS = frozenset(("无", "没有", "暂无", "未办理", "没办", "未办", "丢失", "遗失"))

_SPACED_OUT = re.compile(r"[一-鿿](?:\s+[一-鿿])+")
_DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_SCALE = {"十": 10, "百": 100, "千": 1000}
_AMOUNT = re.compile(
    r"[一二两三四五六七八九十][零〇一二两三四五六七八九十百千万]*[十百千万][零〇一二两三四五六七八九]?|十[一二三四五六七八九]?"
)
_LICENCE = re.compile(r"(?<=[A-Za-z]\d)(?=[一二两三四五六七八九十])")
"""Behind a class of driving licence a numeral is one of its own."""
_FEW = re.compile(r"(?<![十百千万])([一二两三四五六七八])([二三四五六七八九])(?=个?[年月天])")
"""三四年 is three to four years."""
_CAPITAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬", "一二三四五六七八九十百千万")
_PAIR = re.compile(r"(?<![十百千万])([一二两三四五六七八])(?:到|至|[-~—])?([二三四五六七八九])(千|万|百|十)")


def as_written(cell: object) -> str:
    """Return what the cell says, trimmed, for people to read again.

    >>> as_written(3.0), as_written("  普工 "), as_written(None)
    ('3', '普工', '')
    """
    if isinstance(cell, str):
        return _trimmed(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, (int, float)):
        return _number_text(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    return _trimmed(str(cell))


@lru_cache(maxsize=400_000)
def _trimmed(text: str) -> str:
    return text.translate(_INVISIBLE).strip().lstrip("'’‘`").strip()


def _number_text(number: float) -> str:
    if number != number:
        return ""
    if abs(number) < 1e15 and number == int(number):
        return str(int(number))
    return f"{number:.15g}" if abs(number) < 1e15 else f"{number:.5E}"


@lru_cache(maxsize=400_000)
def normal_text(text: str) -> str:
    """Return ``text`` with half-width letters and digits, one spelling of dashes and no spaces.

    >>> normal_text("３０００～ ５０００元（含）")
    '3000~5000元(含)'
    >>> normal_text("①3人"), normal_text("①②")
    ('1、3人', '12')
    """
    folded = unicodedata.normalize("NFKC", _CIRCLED.sub(r"\1、", _BEFORE_CIRCLE.sub("、", text.translate(_INVISIBLE))))
    return _SPACES.sub("", folded.lstrip("'’‘`"))


def normal(cell: object) -> str:
    """Return the normal spelling of a cell (see :func:`normal_text`).

    >>> normal(" Ｗ１２ ")
    'W12'
    """
    if cell is None or cell == "":  # most cells of a wide sheet
        return ""
    return normal_text(cell if isinstance(cell, str) else as_written(cell))


def one_line(text: str) -> str:
    """Return a name without the line breaks that made it fit its cell; between Latin words a space stays.

    Letters set apart to fill the cell come together too (焊 工).

    >>> one_line("焊 工"), one_line("普工 保安")
    ('焊工', '普工 保安')
    >>> one_line("电工\\n（持证）"), one_line("CNC \\n operator")
    ('电工（持证）', 'CNC operator')
    """
    if _SPACED_OUT.fullmatch(text):
        return _SPACES.sub("", text)
    return re.sub(r"(?<=[!-~])\s*\n\s*(?=[!-~])", " ", text).replace("\r", "").replace("\n", "")


@lru_cache(maxsize=100_000)
def is_blank(text: str) -> bool:
    """Tell whether a text says nothing at all: empty, a dash, 空, null.

    >>> is_blank("—"), is_blank("无")
    (True, False)
    """
    return normal_text(text).lower() in _BLANKS


@lru_cache(maxsize=100_000)
def is_unknown(text: str) -> bool:
    """Tell whether a text is blank or says that the fact is not known (不详, 未定 …).

    >>> is_unknown("不详"), is_unknown("否")
    (True, False)
    """
    return is_blank(text) or normal_text(text).strip("。.()") in _UNKNOWNS


@lru_cache(maxsize=100_000)
def is_nothing(text: str) -> bool:
    """Tell whether a text is blank, unknown or says that there is none (无, 暂无 …).

    >>> is_nothing("暂无"), is_nothing("保安")
    (True, False)
    """
    return is_unknown(text) or normal_text(text).strip("。.()") in _NOTHINGS


def has_letters(text: str) -> bool:
    """Tell whether a text holds a character of any script; digits and signs alone name nobody and nothing.

    >>> has_letters("缝纫工"), has_letters("12-3"), has_letters("——")
    (True, False, False)
    """
    return bool(_LETTER.search(text))


def arabic(text: str) -> str:
    """Return ``text`` with Chinese amounts in digits: 三千五 is 3500, 四五千 is 4000-5000, 十二 is 12.

    Single numerals (五险一金, 一日三餐) are left alone, for they are rarely amounts.

    >>> arabic("三千五以上"), arabic("四五千"), arabic("一万二"), arabic("五险一金")
    ('3500以上', '4000-5000', '12000', '五险一金')
    """
    spread = _PAIR.sub(lambda m: f"{m[1]}{m[3]}-{m[2]}{m[3]}", text.translate(_CAPITAL))
    return _AMOUNT.sub(lambda m: str(_value(m[0])), spread)


@lru_cache(maxsize=100_000)
def small_number(text: str) -> str:
    """Return ``text`` with single Chinese numerals in digits too, for years, days and counts.

    >>> small_number("三年以上"), small_number("两个月"), small_number("三四年"), small_number("C1五年以上")
    ('3年以上', '2个月', '3-4年', 'C1,5年以上')
    """
    apart = _FEW.sub(lambda m: f"{_DIGIT[m[1]]}-{_DIGIT[m[2]]}", _LICENCE.sub(",", text))
    digits = re.sub(r"[一二两三四五六七八九](?=[年个天月人名周级])", lambda m: str(_DIGIT[m[0]]), arabic(apart))
    return re.sub(r"半(?=[年个天月])", "0.5", digits).replace("0.5个月", "0.5月")


def _value(numeral: str) -> int:
    """Return the number a Chinese numeral names, with the spoken short tail (三千五 = 3500)."""
    total = section = digit = 0
    scale = 1
    for char in numeral:
        if char in _DIGIT:
            digit = _DIGIT[char]
            scale = 1 if char in "零〇" else scale
        elif char == "万":
            total, section, digit, scale = (total + section + digit) * 10_000, 0, 0, 10_000
        else:
            scale = _SCALE[char]
            section, digit = section + max(digit, 1) * scale, 0
    spoken = scale // 10 if scale > 10 and digit else 1
    return total + section + digit * spoken
