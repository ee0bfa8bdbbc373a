"""Groups that public policy names: every spelling of 2016 to today → the codes of ``schema.GROUPS``.

A word of the cell counts (``低保脱贫户`` is two groups), and a bare yes counts for the group its column asks about.
监测对象 without its kind is ``low_income``, for every monitored person is of the rural low-income population
(2026 terms). A risk that is over (风险已消除) takes nobody off the list.
"""

from __future__ import annotations

import re
from functools import lru_cache

from jobmatch.forms.answers import read_answer
from jobmatch.forms.text import is_nothing, normal

_NOT = re.compile(r"(?:非|不是|不属于|未纳入|无)(?:建档立卡|建卡|贫困|脱贫|低保|监测|残疾|特困|低收入)[^,;、]*")
_WORDS: tuple[tuple[str, str], ...] = (
    ("graduate_poor", r"(?:贫困|脱贫|困难|低保|建卡|建档立卡|低收入)(?:家庭|户|人口)?(?:子女|的)?(?:高校|大学|大中专|离校)?(?:未就业)?毕业生"),
    ("low_income", r"低保边缘(?:户|家庭|人口)?|低收入|防止返贫(?:致贫)?对象|防返贫监测"),
    ("monitored_unstable", r"脱贫不稳定|不稳定脱贫|脱贫监测户"),
    ("monitored_marginal", r"边缘易致贫|边缘户|易致贫"),
    ("monitored_sudden", r"突发严重困难|突发困难|严重困难户"),
    ("lifted", r"(?:原|已|曾)(?:建档立卡|建卡)?贫困|(?:一般|低保|特困供养|特困|享受政策|稳定|已|五保)?(?<!未)脱贫(?!不稳定|攻坚|监测)(?:户|人口|劳动力|人员|享受|家庭|对象)?"),
    ("registered_poor_2016", r"未脱贫|建档立卡|建卡|(?<!原)(?<!已脱)贫困(?:户|人口|劳动力|人员|劳力|家庭)(?!大?高?校?毕业生)"),
    ("dibao", r"低保|最低生活保障"),
    ("tekun", r"特困|五保"),
    ("disabled", r"残疾"),
    ("zero_employment_household", r"零(?:转移)?就业"),
    ("hardship_other", r"就业困难|4050|大龄失业|^大龄(?:人员|劳动者|劳动力)?(?=$|[、,;/])|长期失业|失业一年|困难人员"),
)  # fmt: skip
_PATTERNS = tuple((code, re.compile(pattern)) for code, pattern in _WORDS)
_MONITORED = re.compile(r"监测(?:对象|户|人口)")
_COLUMN_GROUP = {
    "poor_2016": "registered_poor_2016", "lifted": "lifted", "monitored": "low_income", "low_income": "low_income",
    "dibao": "dibao", "tekun": "tekun", "zero_family": "zero_employment_household", "hardship": "hardship_other", "poor_graduate": "graduate_poor",
    "disability": "disabled", "disability_number": "disabled", "group": "registered_poor_2016",
}  # fmt: skip
_PLAIN_COLUMNS = frozenset(("hardship", "zero_family", "dibao", "tekun"))
"""Columns in which 是（脱贫家庭） is a yes, and names another group beside it; in one about graduates any group is."""
GROUP_FIELDS = (*_COLUMN_GROUP, "health")


@lru_cache(maxsize=20_000)
def read_groups(text: str, field: str = "group") -> frozenset[str]:
    """Return the codes of the groups a cell names.

    Parameters
    ----------
    text
        The cell as written.
    field
        Field of its column; says what a bare yes means.

    Examples
    --------
    >>> sorted(read_groups("低保贫困户")), sorted(read_groups("非贫困户")), sorted(read_groups("是", "dibao"))
    (['dibao', 'registered_poor_2016'], [], ['dibao'])
    >>> sorted(read_groups("监测对象（边缘易致贫户）")), sorted(read_groups("原建档立卡贫困户"))
    (['monitored_marginal'], ['lifted'])
    >>> sorted(read_groups("高校毕业生、脱贫家庭"))
    ['graduate_poor', 'lifted']
    """
    said = _NOT.sub("", normal(text))
    if is_nothing(said) or (read_answer(said) is False and not said.startswith("未脱贫")):
        return frozenset()
    if field == "health":
        return frozenset(("disabled",)) if "残" in said else frozenset()
    if read_answer(said) is True and not re.search(r"[户困保疾测脱]", said):
        return frozenset((_COLUMN_GROUP[field],))
    found = _named(said) | (
        {_COLUMN_GROUP[field]} if field == "poor_graduate" or (field in _PLAIN_COLUMNS and read_answer(said) is True) else set()
    )
    if field in ("disability", "disability_number"):
        found.add("disabled")
    elif not found and field not in ("group",) and read_answer(said) is None:
        found.add(_COLUMN_GROUP[field])
    return frozenset(found)


def read_groups_in(text: str) -> frozenset[str]:
    """Return the codes of the groups that clauses of running text (a remark) are made of; what only speaks of one counts not.

    >>> sorted(read_groups_in("低保户，在外务工")), sorted(read_groups_in("低保已取消")), sorted(read_groups_in("系脱贫户"))
    (['dibao'], [], ['lifted'])
    """
    clauses = (_OF_PERSON.sub("", clause) for clause in re.split("[,;。、()]", normal(text)))
    return frozenset(code for clause in clauses for code, pattern in _ALONE if pattern.fullmatch(clause))


@lru_cache(maxsize=1_000)
def group_of_all(titles: tuple[str, ...]) -> frozenset[str]:
    """Return the code of the one group whose people a title, or tab, lists; empty where none or several are named.

    >>> sorted(group_of_all(("某镇建卡贫困户劳动力就业情况统计表",))), group_of_all(("脱贫户和监测户台账",)), group_of_all(("低保户优先的岗位",))
    (['registered_poor_2016'], frozenset(), frozenset())
    >>> sorted(group_of_all(("脱贫劳动力务工监测台账（某镇）",)))
    ['lifted']
    """
    said = (_WHEN.sub("", normal(title)) for title in titles)
    lists = (title for title in said if _LIST.search(title) and not _OF_OTHERS.search(title))
    return next((frozenset(named) for title in lists if len(named := _named(title)) == 1), frozenset())


_LIST = re.compile("(?:表|册|名单|台账|清单|通讯录|明细)$")
_WHEN = re.compile(r"\((?:[\d年月日第期批季度上下半.-]+|[一-鿿]{1,8}(?:县|区|市|镇|乡|街道|村|社区))\)$")
_OF_OTHERS = re.compile("[和与及、/(（]|含|等|各类|优先|全体|重点群体")
"""A title with such words lists other people too."""
_OF_PERSON = re.compile("^(?:本人|家庭|全家)?(?:系|是|属于?|为)?")
_ALONE = (
    ("low_income", _MONITORED),
    *((code, re.compile(f"(?:{pattern.pattern})(?:户|家庭|对象|人员|人口|劳动力|供养)*(?:成员|人员)?")) for code, pattern in _PATTERNS),
)
"""Groups as whole clauses."""


def _named(said: str) -> set[str]:
    """Return the groups whose words stand in the text, each piece of it read once (原贫困户 is not 贫困户)."""
    found, graduate = set(), "毕业生" in said
    for code, pattern in _PATTERNS:
        if pattern.search(said):
            found.add(code)
            said = _kept(said, pattern, code)
    if _MONITORED.search(said) and not any(code.startswith("monitored") for code in found):
        found.add("low_income")
    return found | ({"graduate_poor"} if graduate and found - {"disabled", "hardship_other"} else set())


def _kept(said: str, pattern: re.Pattern[str], code: str) -> str:
    """Return the rest of a text after a group was read; the words of joined groups (低保脱贫户) stay."""
    if code == "lifted":
        return pattern.sub(lambda match: "".join(re.findall("低保|特困|五保", match[0])) + "|", said)
    return pattern.sub("|", said)
