"""How the names of columns are written down: whole names, and patterns made of classes of words.

A pattern names a class in angle brackets: ``<wish>.*<pay>`` is every way to say a wish before every way to say pay, so that a
word added to a class is known by all rules at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

IGNORED = "ignored"
"""A column that is recognised so that no looser pattern takes it for something else."""
WORDS = {
    "asks": "能不能|会不会|是不是|有没有|是否|有无|能否|可否|愿否|愿不愿意?|想不想|肯不肯",
    "wish": "偏好|意向|意愿|期望|期待|希望|愿意?|想要?|拟|打算|计划|求职|择业|首选|志愿|理想|预期|预想|可?接受|有意|欲|选择",
    "place": "地点|地区|区域|城市|去向|去处|地域|目的地|地方|范围|何处|哪里|哪儿|哪点|就业地|工作地|务工地",
    "post": "岗位|工种|职业|职位|职务|行业|工作|活儿?",
    "pay": "薪|工资|待遇|收入|报酬|工价|工钱",
    "work": "就业|务工|打工|输转|转移就业|工作|上班|从业|干活|做工|上岗",
    "leave": "外出|输转|出去|出门|返岗|返城|出远门",
    "past": "历史|以往|原来?|曾|以前|之前|过去|上一?[份个家]|最近一?[份次个]?|最后|(?:失业|离职|返乡|下岗|退役|退休|离岗|回流|务工)前",
    "firm": "单位|企业|公司|厂家?|雇主|老板|用工方|用人方",
    "phone": "电话|手机|号码|联系方式|联络方式|联系方法|热线|座机",
    "when": "时间|日期|年月|时点|时候|何时|几时",
    "why": "为什么|为何|原因|理由|缘由",
    "least": "最低|最少|至少|下限|底线|不低于|不少于|起薪",
    "most": "最高|最多|上限|不高于|封顶",
    "kind": "类型|类别|种类|属性|性质|形式|身份",
    "count": "人数|数量|名额|缺口|人员数|岗位数|总数|几个?人|几名|多少个?人|好多人|多少名",
    "hire": "招聘|招收|招录|招用|招工|招募|需求|需用工?|用工|用人|缺工|缺员|空缺|拟招|拟聘|在招|急招|急需|需招|所需|所招|供岗|计划",
    "helper": "登记|入户|摸底|摸排|走访|调查|信息采集|采集|核查|录入|填表|填报|回访|包户|包片|经办|接待",
}
"""Class → the ways to say it."""


@dataclass(frozen=True)
class Vocabulary:
    """Names of the columns of one kind of form."""

    exact: dict[str, str]
    """Column name → field."""
    under: tuple[tuple[re.Pattern[str], str], ...]
    """Patterns on "group_name", tried before the exact names."""
    pattern: tuple[tuple[re.Pattern[str], str], ...]
    """Patterns on the name alone, tried last."""


def exact(names: dict[str, str]) -> dict[str, str]:
    """Return name → field of a table of field → names.

    >>> exact({"name": "姓名 XM"})
    {'姓名': 'name', 'xm': 'name'}
    """
    return {name.lower(): field for field, text in names.items() for name in text.split()}


def patterns(*rules: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return rules with the classes of words written out.

    >>> pattern, field = patterns(("<wish>.*<pay>", "pay_wanted"))[0]
    >>> bool(pattern.search("理想工资")), bool(pattern.search("工资"))
    (True, False)
    """
    return tuple((re.compile(_CLASS.sub(lambda found: f"(?:{WORDS[found[1]]})", pattern)), field) for pattern, field in rules)


_CLASS = re.compile(r"<([a-z]+)>")
