"""Years of work: what a posting asks for, and what a person has.

Only a stated number of years is a condition. 有经验优先 and 熟手 are wishes: the years stay unknown and the text is
kept beside them. 无经验可, 应届生 and 不限 ask for none: 0.
"""

from __future__ import annotations

import re
from functools import lru_cache

from jobmatch.forms.text import is_unknown, normal, small_number

_NONE = re.compile(
    r"不限|无需|无要求|不要求|无工作经验|无经验|不需要|没要求|没有经验|应届|在校|学徒|生手|零基础|新手|毕业生|可培训|包教|^无$|经验不|均可|不作要求"
)
_SOFT = re.compile(r"优先|为佳|更佳|最好|择优")
_YEARS = re.compile(r"(\d+(?:\.\d+)?)(?:[-~—至到](\d+(?:\.\d+)?))?年(以下|以内|及以下)?")
_MONTHS = re.compile(r"(\d+(?:\.\d+)?)个?月")
_NUMBERED = re.compile(r"\(?\d{1,2}[、.)]")
_LATE = re.compile(r"(\d{4})年")


@lru_cache(maxsize=5_000)
def read_experience_asked(text: str) -> float | None:
    """Return the years of work a posting asks for; 0 when none, None when it does not say.

    >>> read_experience_asked("1-3年"), read_experience_asked("三年及以上"), read_experience_asked("经验不限")
    (1.0, 3.0, 0.0)
    >>> read_experience_asked("有经验优先"), read_experience_asked("半年以上"), read_experience_asked("2")
    (None, 0.5, 2.0)
    """
    said = small_number(normal(text))
    if is_unknown(said):
        return None
    if re.fullmatch(r"\d{1,2}(?:\.\d+)?", said):
        return float(said)
    clauses = [clause for clause in re.split(r"[,;。]", said) if not _SOFT.search(clause)]
    stated = [years for clause in clauses if (years := _years(clause)) is not None]
    if stated:
        return max(stated)
    return 0.0 if _NONE.search(said) else None


def _years(clause: str) -> float | None:
    if _LATE.search(clause):
        return None
    match = _YEARS.search(clause)
    if match:
        return 0.0 if match[3] else float(match[1])
    match = _MONTHS.search(clause)
    return round(float(match[1]) / 12, 2) if match else None


@lru_cache(maxsize=5_000)
def read_experience_in(text: str) -> float | None:
    """Return the years of work named in running text (requirements), only where work or trade stands beside them.

    >>> read_experience_in("身体健康，1年以上工作经验"), read_experience_in("合同三年")
    (1.0, None)
    """
    said = small_number(normal(text.replace("\n", "|")))
    parts = re.split(r"[,;。|]", said)
    if sum(bool(_NUMBERED.match(part)) for part in parts) > 1:
        parts = [_NUMBERED.sub("", part) for part in parts]
    clauses = [clause for clause in parts if re.search("经验|经历|从业|工作年限|驾龄", clause)]
    return read_experience_asked(",".join(clauses)) if clauses else None


@lru_cache(maxsize=5_000)
def read_experience_years(text: str) -> float | None:
    """Return the years of work a person has, the lower end of a range; None when the text does not say.

    >>> read_experience_years("5"), read_experience_years("3-5年"), read_experience_years("十多年")
    (5.0, 3.0, 10.0)
    """
    said = small_number(normal(text)).replace("多年", "年").replace("余年", "年")
    said = re.sub(r"(\d)年半", r"\1.5年", said)
    if re.fullmatch(r"\d{1,2}(\.\d+)?", said):
        return float(said)
    return 0.0 if said in ("无", "没有") else _years(said)
