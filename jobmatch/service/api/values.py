"""Single values as JSON brings them: what is taken is exactly what OpenAPI says, no more and no less.

JSON knows one kind of number, so ``3.0`` is a whole number; it has no days, so a day is text of one pattern; and
text that looks like a number is not one.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, Strict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

LONGEST = 2_000
"""Characters of a text."""
_ID = r"0-9A-Za-z_:（）()\u4e00-\u9fff-"
ID_PATTERN = rf"^[.{_ID}]{{0,63}}[{_ID}][.{_ID}]{{0,63}}$"
"""A number is not of dots alone: as part of an address ``..`` is the folder above, and nobody could ask for it."""
LONGEST_ID = 64
"""Characters of a number."""
LATITUDE_PATTERN = r"^-?(?:[0-8]?[0-9](?:\.[0-9]{1,12})?|90)$"
LONGITUDE_PATTERN = r"^-?(?:(?:1[0-7][0-9]|[0-9]{1,2})(?:\.[0-9]{1,12})?|180)$"
MONTHS_PATTERN = r"^[0-9]{1,3}$"
READABLE = r"[A-Za-z\u4e00-\u9fff]"
"""Part of every title: a letter or a Chinese character; a number alone names no work."""
TEXT_PATTERN = r"^[^\x00]*$"
CODE_PATTERN = r"^(?:[0-9]{6}|[0-9]{9}|[0-9]{12})$"
HEADER_PATTERN = r"[\u4e00-\u9fff]"
PATTERN_WORDS = {
    ID_PATTERN: "编号只用字母、数字、汉字和 _ . : - ( )，不能只有点",
    READABLE: "要有汉字或字母，只有数字说不清是什么",
    LATITUDE_PATTERN: "应是 -90 到 90 的数",
    LONGITUDE_PATTERN: "应是 -180 到 180 的数",
    MONTHS_PATTERN: "应是整数",
    TEXT_PATTERN: "含有空字符（\\u0000）；请去掉",
    CODE_PATTERN: "应是 6、9 或 12 位的区划代码",
    HEADER_PATTERN: "字段名和栏名不能混用：规范字段见 /docs，栏名要有汉字",
}
"""What to write, where a text is not of a pattern."""
DAY_PATTERN = (
    r"(?:(?:19|20|21)[0-9]{2}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    r"|(?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)-02-29)"
)
"""Every day from 1900-01-01 to 2199-12-31."""
_ZONE = r"Z|[+-](?:0[0-9]|1[0-4]):?[0-5][0-9]"
_TIME = rf"[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{{1,9}})?)?(?:{_ZONE})?"
CHINA = dt.timezone(dt.timedelta(hours=8))


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _day_of(pattern: str) -> Any:
    whole = re.compile(f"^{pattern}$")

    def day(value: Any) -> Any:
        if not isinstance(value, str) or not whole.fullmatch(value):
            raise PydanticCustomError("day", "not a day")
        return day_in_china(value)

    return day


def day_in_china(moment: str) -> dt.date:
    """Return the day that it is in China at a moment, or the day itself where no zone is told.

    >>> day_in_china("2026-03-31T16:00:00.000Z").isoformat(), day_in_china("2026-03-31T23:59").isoformat()
    ('2026-04-01', '2026-03-31')
    """
    zone = re.search(f"(?:{_ZONE})$", moment[11:])
    if zone is None:
        return dt.date.fromisoformat(moment[:10])
    return dt.datetime.fromisoformat(f"{moment[:10]}T{moment[11:16]}{zone[0]}").astimezone(CHINA).date()


Id = Annotated[
    str, StringConstraints(pattern=ID_PATTERN, max_length=LONGEST_ID), Field(description="编号：字母、数字、汉字和 _ . : - ( )，最多 64 个")
]
Title = Annotated[str, StringConstraints(max_length=200, pattern=READABLE)]
Text = Annotated[str, StringConstraints(max_length=LONGEST, pattern=TEXT_PATTERN)]
Code = Annotated[str, StringConstraints(pattern=CODE_PATTERN)]
Number = Annotated[float, Strict(), Field(ge=0, le=1_000_000, allow_inf_nan=False)]
Whole = Annotated[int, Strict(), Field(ge=0, le=100_000), BeforeValidator(_whole)]
Age = Annotated[int, Strict(), Field(ge=0, le=120), BeforeValidator(_whole)]
Schooling = Annotated[int, Strict(), Field(ge=0, le=7), BeforeValidator(_whole)]
Latitude = Annotated[float, Strict(), Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Strict(), Field(ge=-180, le=180, allow_inf_nan=False)]
Cell = Text | Annotated[float, Strict(), Field(ge=-1e12, le=1e12, allow_inf_nan=False)] | Annotated[bool, Strict()] | None
"""What a cell of a form may hold."""
Day = Annotated[
    dt.date,
    BeforeValidator(_day_of(DAY_PATTERN)),
    WithJsonSchema({"type": "string", "pattern": f"^{DAY_PATTERN}$", "examples": ["2026-03-01"]}),
]
Moment = Annotated[
    dt.date,
    BeforeValidator(_day_of(f"{DAY_PATTERN}(?:{_TIME})?")),
    WithJsonSchema({"type": "string", "pattern": f"^{DAY_PATTERN}(?:{_TIME})?$", "examples": ["2026-03-01", "2026-03-01T18:00:00+08:00"]}),
]
"""A day, or a moment, of which the day in China counts."""


def whole(least: int, most: int) -> Any:
    """Return the type of a whole number within bounds."""
    return Annotated[int, Strict(), Field(ge=least, le=most), BeforeValidator(_whole)]
