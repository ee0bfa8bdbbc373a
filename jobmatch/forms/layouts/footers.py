"""Which lines below a header are people or posts: not totals, signatures, remarks, titles and headers printed again."""

from __future__ import annotations

import re

from jobmatch.forms.headers import Header
from jobmatch.forms.headings.columns import Kind, field_of, label_of
from jobmatch.forms.layouts.keyless import TELLS_POST
from jobmatch.forms.sheets import Cell
from jobmatch.forms.text import normal

_FOOTER = re.compile(
    r"^(?:合计|总计|小计|共计|累计|共\d+[人名户个条]|填表人?|制表人?|审核人?|复核人?|填报(?:单位|人|日期)|负责人[:：(（]|单位负责人|主要负责人|分管领导|经办人[:：]|注[:：]|备注[:：]|说明[:：]|填表说明|统计人|联系人[:：]|联系电话[:：]|电话[:：]|制表日期|填表日期|\(?盖章|[一-鿿]{2,8}\((?:签[字名章]|盖章|公章)\)|(?:单位|企业|公司)[(（]?(?:盖|公)章|以下空白|本页|第\d+页|共\d+页)"
)
_SAMPLE = re.compile(r"[(（]?(?:填[写表])?(?:示例|样例|范例|举例|例)(?:$|[):：）])")
"""示例 | 张某 | 男: how a line is to be filled in."""
_TITLE = re.compile(r"(?:表|台账|名单|花名册|清单|册)(?:\(.*\))?$")
_COUNT = re.compile(r"(?:共|登记|报名|求职|参加|录入|采集|总|计)[^\d]{0,6}\d+(?:余|多)?[人名户个条岗](?:次)?$")
_SENTENCE, _NUMBERED = re.compile(r".[:：。]|^[(（].*[)）]$"), re.compile(r"^[\d一二三四五六七八九十]{1,2}[、.)．]\D")
_ABOUT_POST = re.compile("(?:要求|条件|说明|备注|职责|福利|待遇|注意)[:：]")
"""A line below a post that goes on about it."""
_ABOUT_ABOVE = re.compile(r"^(?:以上|上述|上面|以下|下列)(?!.*\d{5})")
"""A line about other lines: 以上由村干部核实."""
_TOTAL, _AMOUNT = re.compile("[合总小共累]计"), re.compile(r"[\d.,/%-]+[人名个]?")
_COUNTS = re.compile("[一-鿿():]{0,12}(?:[合总小共]计|人数|户数|人次|总数|占比|比例)[:：]?")
"""What a line below a table counts."""
_BELOW_POSTS = frozenset(
    (
        "remark",
        "contact",
        "phone",
        "pay",
        "pay_note",
        "board",
        "hours",
        "work_address",
        "employer_address",
        "valid_until",
        "apply",
        "requirements",
    )
)
"""Labels of a line below the posts that no post is called by: 备注 | 新手有保底."""
_SIGNED = re.compile(
    r"(?:20\d\d|二[〇○O0零]二.)年[\d一二三四五六七八九十]{1,2}月(?:[\d一二三四五六七八九十]{1,3}日)?|[一-鿿()]{2,}(?:人民政府|委员会|村委会|居委会|办事处|办公室|[^长]局|中心|服务站|公司|工作站|就业所|党支部)(?:\(.*\))?"
)
"""Who signs below a table, and when."""
_SEALED = re.compile(r"[(（](?:签[字名章]|盖章|公章|章)[)）]$")
_ABOUT_ALL = re.compile("(?:面试|报名|公司|单位|企业|集合|到岗|上岗|福利|其他).*(?:地点|地址|时间|方式|日期|期限|电话|待遇|材料)$")
"""Labels that no post is called by: 面试地点."""
_LABELLED = re.compile(r"[一-鿿()（）]{2,12}[:：]\D")
_LABEL_AND_VALUES = 3
_FEW = 6
"""A footer has at most so many filled cells."""


def is_data(line: list[Cell], header: Header) -> bool:
    """Tell whether a line holds data; most lines are told by their first filled cell alone.

    >>> header = Header(0, 1, ("姓名", "性别", "年龄"), {0: "name", 1: "sex", 2: "age"})
    >>> [is_data(line, header) for line in (["张三", "男", 43], ["合计", "", 43], ["姓名", "性别", "年龄"], ["填表人：李四"])]
    [True, False, False, False]
    """
    texts = ((column, text) for column, cell in enumerate(line) if (text := normal(cell)))
    first = next(texts, None)
    if first is None:
        return False
    alone = next(texts, None) is None
    if _FOOTER.match(first[1]) and (sum(bool(normal(cell)) for cell in line) <= _FEW or _is_total(line, first[1])):
        return False
    if _TOTAL.fullmatch(first[1]) or _SAMPLE.match(first[1]) or (not alone and _labels_a_line(line, header, *first)):
        return False
    if not alone and all(_LABELLED.match(text) for cell in line if (text := normal(cell))):
        return False  # 是否需要展位：是 | 是否有宣传资料：否
    if (
        not alone
        and _COUNTS.fullmatch(first[1])
        and all(_AMOUNT.fullmatch(text) for cell in line if (text := normal(cell)) and text != first[1])
    ):
        return False  # 未就业人数 | 12
    if all(text.endswith(":") for cell in line if (text := normal(cell))):
        return False  # 单位经办人签字： | 审核人：
    # a remark, a count, or the title again at the top of a printed page
    if alone and (_is_note(header.fields.get(first[0]), first[1]) or _COUNT.search(first[1]) or _TITLE.search(first[1])):
        return False
    if header.fields.get(first[0]) == "name" and not alone and label_of(first[1], "workers"):
        return False  # 包保干部 | 吴某 | 电话 | …
    if first[1] == header.leaves.get(first[0]):
        return not _repeats(header, line)
    return not (first[1] in ("1", "甲") and _numbers_columns([text for text in map(normal, line) if text]))


def _labels_a_line(line: list[Cell], header: Header, column: int, text: str) -> bool:
    """Tell whether a line below the table begins with a label where the table has numbers, or nothing: 福利待遇 | 包吃住."""
    kind: Kind = "jobs" if "title" in header.fields.values() else "workers"
    if header.fields.get(column) == "title" and _ABOUT_ALL.search(text) and field_of(text, kind):
        return True
    if (
        header.fields.get(column) == "title"
        and label_of(text, kind) in _BELOW_POSTS
        and sum(map(bool, map(normal, line))) < _LABEL_AND_VALUES
    ):
        return True
    short = sum(bool(normal(cell)) for cell in line) <= _LABEL_AND_VALUES
    return (
        short and header.fields.get(column, "number") == "number" and bool(label_of(text, kind)) and column < min(_keyed(header), default=0)
    )


def _keyed(header: Header) -> list[int]:
    return [column for column, field in header.fields.items() if field in ("name", "title")]


def _is_total(line: list[Cell], first: str) -> bool:
    """Tell whether a line is called a sum and holds but numbers."""
    said = [text for cell in line if (text := normal(cell))]
    return bool(_TOTAL.match(first)) and all(_AMOUNT.fullmatch(text) for text in said[1:])


def _is_note(field: str | None, text: str) -> bool:
    """Tell whether the only text of a line is a remark; a title may be numbered or in brackets, a name is no sentence."""
    if _SIGNED.fullmatch(text) or _SEALED.search(text):
        return True
    if field in TELLS_POST:
        return False  # the post above goes on
    if field == "title":
        return bool(re.search("[。！!]", text) or _ABOUT_POST.match(text))
    return bool(_SENTENCE.search(text) or _ABOUT_ABOVE.match(text) or (field != "name" and _NUMBERED.search(text)))


def _repeats(header: Header, line: list[Cell]) -> bool:
    """Tell whether half the cells of a line are what the columns are called, on any level."""
    levels = {column: normal(name).split("_") for column, name in enumerate(header.names)}
    texts = {column: text for column, text in enumerate(map(normal, line)) if text}
    same = sum(text in levels.get(column, ()) for column, text in texts.items())
    return same >= 2 and same >= len(texts) / 2


def _numbers_columns(texts: list[str]) -> bool:
    """Tell whether a line only counts the columns: 1 2 3 4 …, 甲 乙 1 2 …"""
    values = [text for text in texts if text not in "甲乙丙丁戊己庚辛"]
    numbers = [int(text) for text in values if re.fullmatch(r"\d{1,2}", text)]
    counted = len(numbers) == len(values) and len(numbers) >= 3
    return counted and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
