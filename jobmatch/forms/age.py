"""Age conditions of a posting → lowest and highest age, both inclusive.

Bounds that differ by sex come out as the widest interval, marked ``by_sex`` for the office: sex never decides who
may apply. 左右 sets no bound, nor does a group name (4050人员); a posting that does not say is ``None`` on that side.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from jobmatch.forms.text import is_unknown, normal, small_number
from jobmatch.schema import WORKING_AGE

_LEAST, _MOST = 14, 90
_YOUNGEST, _GROWN, _LEAST_UPPER = 16, 20, 30
"""One age alone is the lowest up to 20 and the highest from 30 on; between them it may be either."""
_FREE = re.compile(r"不限|无要求|无限制|没要求|没有要求|均可|不作要求|不做要求|无年龄|皆可|^无$")
_GROUP = re.compile(r"40[、.-]?50(?:人员|群体|岗位)")
_DATES = re.compile(r"(?:19|20)\d{2}[年./-]?(?:\d{1,2}[月./-]?)?(?:\d{1,2}日?)?(?:\(?含?\)?)?(?:以?[前后]|及以后)?(?:出生)?")
_BORN = re.compile(
    r"(?P<y>(?:19|20)\d{2})[年./-]?(?:(?P<m>\d{1,2})[月./-]?)?(?:(?P<d>\d{1,2})日?)?(?:\(含\))?(?:以|及以|之)?(?P<side>[前后])"
)
"""1985年1月1日以后出生."""
_NOISE = re.compile(r"(?:身高|视力|体重|经验|工作)[^,;。]*|\d+(?:\.\d+)?(?:cm|厘米|米|kg|公斤|斤|年以?上?|名|人(?!员))")
_DASH = r"[-‐‑‒–—―~∼〜−至到]+"
_AGE = r"(?<!\d)(\d{2})(?!\d)(?:周?岁)?(?:\(不?含\))?"
_DASH_TYPED = re.compile(r"(?<=\d)[一_](?=\d)")
"""一 typed for a dash: 18一45."""
_BETWEEN = re.compile(rf"{_AGE}(?:以上)?{_DASH}{_AGE}")
_ABOUT = re.compile(rf"{_AGE}(?:左右|上下)|(?:约|大约|大概){_AGE}")
_LOWER = re.compile(
    rf"{_AGE}[≤<]=?(?=年龄)|(?:年?(?<![未不])满|不低于|不小于|不少于|(?<!不)大于|至少|最低|最小|(?<!不)超过|>=?|≥){_AGE}|{_AGE}(?:\(?含\)?)?及?(?:以上|起|\+|{_DASH}(?=$|[,;。)]|法定|退休))"
)
_UPPER = re.compile(
    rf"(?:不超过?|不高于|不大于|小于|低于|[未不]满|最高|最大|至多|放宽[到至]?|<=?|≤){_AGE}|{_AGE}(?:\(?含\)?)?及?(?:以下|以内|之内|以前|内|封顶|止)|(?:^|(?<=[,;。(])){_DASH}{_AGE}"
)
_SEX = re.compile(r"[男女](?:性|士|生|工|同志|的)?")
_ALONE = re.compile(r"^[^\d]*?(?<!\d)(\d{2})(?:周?岁)?[^\d以左起+\-‐‑‒–—―~∼〜−至到]*$")
"""One age and no word of a bound, for one sex: 女50岁."""
_NUMBERED = re.compile(r"^[(]?\d{1,2}[、.)]")
_PREFERRED = re.compile(r"\d{2}(?:周?岁)?(?:以[上下内]|之间|左右)?(?:的|者|人员)?(?:优先|为佳|更佳|最佳|尤佳)")
_ADULT = re.compile(r"成年(?!人用)|成人(?!用)")
_ADULT_AGE = 18
_KEPT_OUT = re.compile(rf"[未不]满{_AGE}的?(?:者|人员|人)?(?:请?勿扰?|不要|不招|不收|不予|免谈|禁止|谢绝)")
"""Who is younger is kept out: 不满18岁者勿扰."""
_LEGAL = re.compile(r"法定(?:劳动)?年龄|劳动年龄|法定退休")


@dataclass(frozen=True, slots=True)
class Ages:
    """What a text says about age."""

    min: int | None = None
    """Lowest age, completed years, inclusive."""
    max: int | None = None
    """Highest age, completed years, inclusive."""
    by_sex: bool = False
    """The text sets different bounds for men and women; ``min`` and ``max`` are the widest."""
    soft: bool = False
    """The text names an age that is no bound (左右)."""
    read: bool = True
    """False when nothing could be read."""
    warning: str = ""
    """What is wrong, in Chinese; empty when nothing is."""


@lru_cache(maxsize=20_000)
def read_ages(text: str, as_of: dt.date | None = None) -> Ages:
    """Return the bounds an age cell sets.

    Parameters
    ----------
    text
        The cell as written.
    as_of
        Day on which the age of people born before or after a day is counted; without it such bounds are left out.

    Examples
    --------
    >>> read_ages("18-45周岁").max, read_ages("年满18周岁，45周岁以下").min, read_ages("不限").max
    (45, 18, None)
    >>> read_ages("45").max, read_ages("18周岁").min, read_ages("25").max
    (45, 18, None)
    >>> ages = read_ages("女50岁以下，男55岁以下")
    >>> ages.min, ages.max, ages.by_sex
    (None, 55, True)
    >>> read_ages("1985年1月1日以后出生", dt.date(2026, 3, 1)).max, read_ages("年满18周岁，男60周岁以下，女55周岁以下").min
    (41, 18)
    """
    said = re.sub("周?岁-", "-", small_number(_DASH_TYPED.sub("-", normal(text))))
    if is_unknown(said):
        return Ages()
    if as_of and "生" in said and (born := _born(said, as_of)):
        return born
    said = _NOISE.sub("", _DATES.sub("", _GROUP.sub("", said)))
    if _PREFERRED.search(said):
        said = ",".join(clause for clause in re.split("[,;。()]", said) if not _PREFERRED.search(clause))
        if not said:
            return Ages(soft=True)
    common, parts = _by_sex(said)
    return _for_each_sex(common, parts) if parts else _bounds(said)


def _born(said: str, as_of: dt.date) -> Ages | None:
    """Return the bounds that days of birth set: who was born on the day itself is the oldest, or the youngest, that may come."""
    low = high = None
    for match in _BORN.finditer(said):
        try:
            day = dt.date(int(match["y"]), int(match["m"] or 1), int(match["d"] or 1))
        except ValueError:
            return None
        if match["side"] == "后":
            high = completed_years(day, as_of)
        else:
            low = completed_years(day, as_of)
    return None if low is None and high is None else ages_between(low, high)


def _for_each_sex(common: str, parts: list[str]) -> Ages:
    """Return the widest of the bounds for each sex; a lowest age before them holds for both (18-55岁，女50岁)."""
    each = [_bounds(_upper_alone(part)) for part in parts]
    if not common:
        return _widest(each)
    both = _bounds(_upper_alone(common))
    each = [replace(ages, min=ages.min if ages.min is not None else both.min) for ages in each]
    return _widest(each if len(each) > 1 else [both, *each])


_RANGE = r"(?:(?:1[6-9]|[2-5]\d)[-~—–至到](?:[2-6]\d|70)|[2-6]\d以[下内])"
_BARE_RANGE = re.compile(
    rf"(?:男女不限|不限男女|[男女]性?)?{_RANGE}(?:[/和]?[男女]性?{_RANGE}|男女不限|不限男女|男女均可|[男女][性生士工])?"
)
"""18-48 or 50以下 alone between two commas of what a posting asks for is nothing but an age."""


def _upper_alone(said: str) -> str:
    """Return a text with its only age, where no word makes it a lower bound, as the upper one: 女50岁."""
    return said if _LOWER.search(said) else _ALONE.sub(r"\1以下", said)


_CLAUSE = re.compile(r"[^,;。!！?？\n|]*(?:周?岁|年龄|[前后]出生)[^,;。!！?？\n|]*")
_NO_BOUND = re.compile(
    r"优先|为佳|尤佳|更佳|最佳|左右|年轻|公司|成立|儿童|幼儿|宝宝|婴|小孩|孩子|学员|客户|老人|顾客|放宽|不考虑|不要|勿|谢绝|亲:|如果"
)


@lru_cache(maxsize=20_000)
def read_ages_in(text: str, as_of: dt.date | None = None) -> tuple[Ages, str]:
    """Return the widest bounds that clauses of a longer text set, and the clauses; only 岁 or 年龄 makes an age.

    A text may describe several posts; the lowest and the highest age that any of them accepts hold.

    >>> ages, clause = read_ages_in("1、身体健康；2、年龄18-45周岁；3、有经验者30岁以下优先")
    >>> (ages.min, ages.max), clause
    ((18, 45), '年龄18-45周岁')
    >>> read_ages_in("照顾3岁以上儿童，月休4天")[1]
    ''
    """
    clauses = [_NUMBERED.sub("", match[0]) for match in _CLAUSE.finditer(normal(text.replace("\n", "|")))]
    read = [(read_ages(clause, as_of), clause) for clause in clauses if not _NO_BOUND.search(clause)]
    read += [(read_ages(clause), clause) for clause in re.split(r"[,;。|、()]", normal(text)) if _BARE_RANGE.fullmatch(clause)]
    found = [(ages, clause) for ages, clause in read if not ages.warning and (ages.min, ages.max) != (None, None)]
    if not found:
        return Ages(), ""
    low = min((ages.min for ages, _ in found if ages.min is not None), default=None)
    high = max((ages.max for ages, _ in found if ages.max is not None), default=None)
    return Ages(low, high, any(ages.by_sex for ages, _ in found)), "；".join(clause for _, clause in found)


def _by_sex(said: str) -> tuple[str, list[str]]:
    """Return the text before, and that for each sex when there is one with an age beside it, else nothing."""
    marks = list(_SEX.finditer(said))
    if not marks:
        return "", []
    if re.search(r"男女(?:不限|均|皆|都)?|性别", said) and not re.search(r"男[^女]*\d[^女]*女[^男]*\d|女[^男]*\d[^男]*男[^女]*\d", said):
        return "", []
    ends = [mark.start() for mark in marks[1:]] + [len(said)]
    parts = [said[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    if not any(re.search(r"\d", part) for part in parts):
        return "", []
    if re.match(r"[^男女]*\d[^男女]*\([男女][性士工]?\)", said):  # 55岁以下(男),50岁以下(女)
        return "", re.findall(r"[^()男女]*\d[^()男女]*", said)
    before = said[: marks[0].start()]
    return before if re.search(r"\d|不限", before) else "", [part for part in parts if re.search(r"\d|不限", part)]


def _widest(all_bounds: list[Ages]) -> Ages:
    lows = [ages.min for ages in all_bounds]
    highs = [ages.max for ages in all_bounds]
    low = None if None in lows else min(value for value in lows if value is not None)
    high = None if None in highs else max(value for value in highs if value is not None)
    warning = next((ages.warning for ages in all_bounds if ages.warning), "")
    return Ages(low, high, True, read=any(ages.read for ages in all_bounds), warning=warning)


def _bounds(said: str) -> Ages:
    said = _KEPT_OUT.sub(r"\1岁以上", said)
    between = _BETWEEN.search(said)
    lows = [value for value in _numbers(_LOWER, said) if value]
    highs = [value for value in _numbers(_UPPER, said) if value]
    soft = bool(_ABOUT.search(said))
    if between and not soft:
        lows, highs = [int(between[1])], [int(between[2]), *highs]
    if lows or highs:
        return ages_between(min(lows, default=None), max(highs, default=None))
    if soft:
        return Ages(soft=True)
    if _LEGAL.search(said):
        return Ages(WORKING_AGE, None)
    if _ADULT.search(said) and not re.search(r"\d", said):
        return Ages(_ADULT_AGE, None)
    if _FREE.search(said) or not re.search(r"\d", said):
        return Ages(read=bool(_FREE.search(said)) or not said or not re.search("岁|龄", said))
    return _alone(said)


def _alone(said: str) -> Ages:
    """Return the bound that one age without a word of its own sets: 45 is the highest, 18 the lowest."""
    age = re.fullmatch(r"(\d{2})(?:周?岁)?", said)
    if age and _YOUNGEST <= int(age[1]) <= _GROWN:
        return Ages(int(age[1]), None, warning=f"只写了{age[1]}岁，先按{age[1]}岁以上；请写成“{age[1]}-45周岁”这样")
    if age and _LEAST_UPPER <= int(age[1]) <= _MOST:
        return Ages(None, int(age[1]), warning=f"只写了{age[1]}岁，先按{age[1]}岁以下；请写成“18-{age[1]}周岁”这样")
    return Ages(read=False, warning="看不出年龄的上下限；请写成“18-45周岁”")


def _numbers(pattern: re.Pattern[str], said: str) -> list[int]:
    return [int(value) for match in pattern.finditer(said) for value in match.groups() if value]


def ages_between(low: int | None, high: int | None) -> Ages:
    """Return the bounds of age, completed years; those no posting can mean are not taken, and swapped ones are put right, with a warning.

    >>> ages_between(45, 18).min, ages_between(45, 18).warning, ages_between(18, 450).read
    (18, '年龄上下限写反了，已对调；请核对', False)
    """
    for value in (low, high):
        if value is not None and not _LEAST <= value <= _MOST:
            return Ages(read=False, warning=f"年龄{value}岁不合常理，没有采用；请核对")
    if low is not None and high is not None and low > high:
        return Ages(high, low, warning="年龄上下限写反了，已对调；请核对")
    return Ages(low, high)


def completed_years(birth: dt.date, on: dt.date) -> int:
    """Return the age in completed years; a birthday counts from the day itself.

    >>> completed_years(dt.date(1980, 2, 29), dt.date(2026, 2, 28)), completed_years(dt.date(1980, 2, 29), dt.date(2026, 3, 1))
    (45, 46)
    """
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def read_years_old(text: str) -> int | None:
    """Return the age a person's age cell states, None when it is no plausible age.

    >>> read_years_old("52岁"), read_years_old("五十二"), read_years_old("1974")
    (52, 52, None)
    """
    match = re.fullmatch(r"约?(\d{1,3})(?:\.\d+)?(?:周?岁)?(?:0\.5|半|多|左右|上下)?", small_number(normal(text)))
    age = int(match[1]) if match else None
    return age if age is not None and age <= 110 else None
