"""Form of the workplace and kind of the offer, from the words of a posting.

The column for it (岗位类型) decides; where it is blank or says nothing but 企业, the names of employer, place and
post do: 甲镇帮扶车间, 乙村代工点, 居家. What names no other form is an enterprise.
"""

from __future__ import annotations

import re
from functools import lru_cache

from jobmatch.forms.answers import read_answer
from jobmatch.forms.text import normal

_FORMS: tuple[tuple[str, str], ...] = (
    ("public_welfare", r"公益(?:性|类)?岗|乡村公益|公益性|公岗"),
    ("outsourcing_point", r"代工点|来料加工(?:点|站)?|加工点|手工点|外发点"),
    ("workshop", r"(?:帮扶|扶贫|就业|乡村|社区|非遗|巾帼|卫星|居家式|厂房式|种养式)(?:就业)?(?:车间|工坊|工厂)|^车间$|车间岗"),
    ("home_based", r"居家|在家|家庭手工|家中(?:做|加工|生产)|带回家"),
    ("flexible", r"灵活|零工|临时|短工|日结|兼职|季节工|小时工|钟点"),
    ("farm_base", r"基地|种养|种植养殖|农场|果园|农业产业园|大棚"),
)
_PATTERNS = tuple((code, re.compile(pattern)) for code, pattern in _FORMS)
_WORKSHOP = re.compile(dict(_FORMS)["workshop"] + "|^(?:厂房|居家|种养|加工|贸易流通|文化旅游|电商)(?:式|型|类)?$")
"""Words of a column about workshops, which may say but of what kind they are."""
_PUBLIC_TITLE = re.compile(r"公益(?:性|类)?岗")
_BY_EMPLOYER = ("workshop", "outsourcing_point")
_ORDINAL = re.compile(r"^[(]?[一二三四五六七八九十\d]{1,3}[)、.．]")
_BY_TITLE = ("public_welfare", "workshop", "outsourcing_point", "flexible")
_CASUAL_MARKET = re.compile("零工(?:市场|驿站|超市|之家)")
_AND = re.compile("[和与及、]")
_OTHERS = re.compile("企业|招聘会|春风|市场|各类")
"""A title with such words speaks of other posts too."""
_KINDS: tuple[tuple[str, str], ...] = (
    ("apprenticeship", r"学徒制|新型学徒"),
    ("internship", r"见习|实习(?!期)"),
    ("programme", r"三支一扶|特岗(?:教师|计划)|大学生村官|西部计划|基层服务项目|科技特派"),
    ("course", r"培训(?:班|课程|项目)|订单(?:式)?培训|技能培训(?:班)?$"),
)
_INTERNSHIP = re.compile(dict(_KINDS)["internship"])
_KIND_PATTERNS = tuple((code, re.compile(pattern)) for code, pattern in _KINDS)
_HOME = re.compile(r"^(?:居家|在家|家中|自己家|家里|不限地点|本人家)|居家(?:办公|就业|做|加工)|在家(?:做|办公|加工)|线上|远程")


@lru_cache(maxsize=20_000)
def read_workplace(column: str, employer: str = "", place: str = "", workshop: str = "", title: str = "") -> str:
    """Return the code of the workplace form.

    Parameters
    ----------
    column
        What the column 岗位类型 says.
    employer, place
        Names that may tell where the column does not.
    workshop
        What the column 是否帮扶车间 says.
    title
        Name of the post, which may call it a public one: 护林员（公益性岗位）.

    Examples
    --------
    >>> read_workplace("乡村公益岗"), read_workplace("", "甲镇扶贫车间"), read_workplace("企业用工")
    ('public_welfare', 'workshop', 'enterprise')
    >>> read_workplace("", "甲镇服装厂", "", "是"), read_workplace("", "乙公司", "居家（材料送到村）")
    ('workshop', 'home_based')
    """
    stated = next((code for code, pattern in _PATTERNS if pattern.search(normal(column))), "")
    if stated:
        return stated
    if read_answer(workshop) or _WORKSHOP.search(normal(workshop)):
        return "workshop"
    if is_home(place):
        return "home_based"
    if _PUBLIC_TITLE.search(normal(title)):
        return "public_welfare"
    names = f"{normal(employer)}|{normal(place)}"
    return next((code for code, pattern in _PATTERNS if code in _BY_EMPLOYER and pattern.search(names)), "enterprise")


def names_workplace(text: str) -> bool:
    """Tell whether a text names a form of workplace, be it an enterprise.

    >>> names_workplace("乡村公益岗"), names_workplace("企业"), names_workplace("乡村"), names_workplace("")
    (True, True, False, False)
    """
    said = normal(text)
    return "企业" in said or any(pattern.search(said) for _, pattern in _PATTERNS)


@lru_cache(maxsize=1_000)
def workplace_of_all(titles: tuple[str, ...]) -> str:
    """Return the words of the first title, or tab, that names one form of workplace for all posts below it.

    >>> workplace_of_all(("乡村公益性岗位设置情况表",)), workplace_of_all(("企业和帮扶车间岗位表", "Sheet1"))
    ('乡村公益', '')
    >>> workplace_of_all(("某县零工市场今日用工",))
    '零工'
    """
    return next(filter(None, (_form_in(_CASUAL_MARKET.sub("零工", _ORDINAL.sub("", normal(title)))) for title in titles)), "")


def _form_in(title: str) -> str:
    """Return the words of the one form that a title names, on each side of an 和: 城镇公益性岗位和乡村公益性岗位."""
    named = [(pattern, found[0]) for code, pattern in _PATTERNS if code in _BY_TITLE and (found := pattern.search(title))]
    if len(named) != 1 or _OTHERS.search(title):
        return ""
    pattern, words = named[0]
    return words if all(map(pattern.search, _AND.split(title))) else ""


@lru_cache(maxsize=1_000)
def kind_of_all(titles: tuple[str, ...]) -> str:
    """Return the words of the first title, or tab, that offers one kind of thing other than jobs.

    >>> kind_of_all(("就业见习岗位表", "Sheet1")), kind_of_all(("企业招聘和就业见习岗位表",))
    ('见习', '')
    """
    single = (title for title in titles if not re.search(f"{_AND.pattern}|{_OTHERS.pattern}", _ORDINAL.sub("", normal(title))))
    named = (found[0] for title in single if (found := _INTERNSHIP.search(normal(title))))
    return next(named, "")


@lru_cache(maxsize=20_000)
def read_kind(column: str, title: str = "") -> str:
    """Return what is offered: job, internship, apprenticeship, course or programme.

    >>> read_kind("就业见习"), read_kind("", "实习生"), read_kind("企业", "缝纫工")
    ('internship', 'internship', 'job')
    """
    said = f"{normal(column)}|{normal(title)}"
    return next((code for code, pattern in _KIND_PATTERNS if pattern.search(said)), "job")


def is_home(place: str) -> bool:
    """Tell whether a place of work is the worker's own home.

    >>> is_home("居家（材料送到村）"), is_home("安居家园小区")
    (True, False)
    """
    return bool(_HOME.search(normal(place)))
