"""Schooling as written → the ladder 0 文盲 · 1 小学 · 2 初中 · 3 高中/中专 · 4 大专 · 5 本科 · 6 硕士 · 7 博士.

Who left before the end (肄业) stands one rung lower. A posting asks for the lowest rung it accepts; what is only
preferred (本科优先) is not asked for, and an upper limit (初中及以下) refuses nobody.
"""

from __future__ import annotations

import re
from functools import lru_cache

from jobmatch.forms.text import is_unknown, normal

_RUNGS: tuple[tuple[int, str], ...] = (
    (
        3,
        r"中等(?:专科|专业|职业|技术|师范)?(?:学校|教育)?|中专|中技|中职|中师|技校|技工(?:学校|班)?|职高(?!专)|职业高中|职中|职业中学|职教中心|高职中|高级技?工班|高级技工|技师学院|高技|卫校|农校|师范学校",
    ),
    (7, r"博士(?:后|研究生)?|博后"),
    (6, r"硕士(?:研究生)?|研究生(?:及以上)?|硕研"),
    (4, r"大学?专科?(?<!大学)|大专|[电夜函]大|大学\(大?专科?\)|专科|高职高专|高职|高等职业教育|高专|大普|专升本在读"),
    (5, r"大学本科|本科|学士|大本|专升本|大学(?!专)|预备技师班?"),
    (2, r"初级中学|初中|初(?=[/、]?高中)|九年义务教育|[七八九]年级|中学(?!\(高中\))(?<!高级中学)(?<!普通中学)|初[一二三](?!次)"),
    (3, r"普通高中|高级中学|普通中学\(高中\)|高中|普高|综合高中|高[一二三](?!级)"),
    (1, r"小学|高小|初小|完小|[一二三四五六]年级"),
    (
        0,
        r"半文盲|文盲|不识字|未上过?学|没上过?学|没读过?书|没[念上]过?学?书?$|未读书|没文化|无学历|未受教育|扫盲|识字(?:很少|不多)?|无文化",
    ),
)
_PATTERNS = tuple((rank, re.compile(pattern)) for rank, pattern in _RUNGS)
_ENGLISH: tuple[tuple[str, str], ...] = (
    ("博士", r"ph\.?d|doctor\w*"),
    ("硕士", r"master'?s?|postgraduate|mba"),
    ("大专", r"juniorcollege|associate'?s?|(?:3-?year|three-?year|vocational|technical)college|college(?:diploma)?"),
    ("本科", r"bachelor'?s?|undergraduate|university"),
    ("初中", r"junior(?:high|middle|secondary)?(?:school)?|middleschool"),
    ("中专", r"(?:technical|vocational|secondary)(?:secondary|high|technical|vocational)*school"),
    ("高中", r"(?:senior)?high(?:school)?|seniormiddleschool"),
    ("小学", r"primary(?:school)?|elementary(?:school)?"),
    ("不限", r"any|none|no(?:requirements?|limit)|notrequired|unlimited"),
)
"""Words of English forms → what they are called here; tried in this order, each once."""
_ENGLISH_PATTERNS = tuple((chinese, re.compile(pattern)) for chinese, pattern in _ENGLISH)
_CODES = {
    **dict.fromkeys(("11",), 7), **dict.fromkeys(("10", "14"), 6), **dict.fromkeys(("20", "21"), 5), **dict.fromkeys(("30", "31"), 4),
    **dict.fromkeys(("40", "41", "44", "47", "50", "60", "61"), 3), **dict.fromkeys(("70", "71"), 2), **dict.fromkeys(("80", "81"), 1),
}  # fmt: skip
"""AAC011 of the registration systems. 90 is 其他 in one edition and 文盲 in another, so it is left unknown."""
_DROPPED = re.compile(r"肄业|辍学|未毕业|没毕业|结业前|没读完|未读完")
_FREE = re.compile(
    r"不限|任意|无要求|不要求|不作要求|不做要求|没要求|无限制|无(?:硬性|特殊|具体)要求|^无$|无学历要求|识字(?!很少|不多)|认字|能写|会写|会看"
)
_ANY = re.compile(r"均可|皆可|都可|都行")
"""Asks for nothing where no rung stands beside it: 初中及以上均可 does."""
_PREFERRED = re.compile(r"优先|为佳|更佳|尤佳|择优|最好")
_PREFERRED_PART = re.compile(rf"\([^()]*(?:{_PREFERRED.pattern})[^()]*\)")
"""本科及以上（硕士优先） asks for 本科."""
_RELAXED = re.compile(r"放宽(?:学历)?(?:条件|要求)?[到至为]?(?P<rung>[^,;。)]{0,8})")
_RELAXED_PART = re.compile(r"\([^()]*放宽[^()]*\)|[,;][^,;。]*放宽[^,;。]*")
_NO_MORE = re.compile(r"(?:及|或)?以下|以内|及其以下")


@lru_cache(maxsize=5_000)
def read_education(text: str) -> int | None:
    """Return the rung a person stands on, None when the text does not say.

    >>> read_education("大学专科"), read_education("高中肄业"), read_education("本科及以上"), read_education("")
    (4, 2, 5, None)
    >>> read_education("71"), read_education("31"), read_education("90"), read_education("College diploma")
    (2, 4, None, 4)
    """
    said = _chinese(text)
    if said in _CODES:
        return _CODES[said]
    ranks = _ranks(said)
    if not ranks or is_unknown(said):
        return None
    highest = max(ranks)
    return max(highest - 1, 0) if _DROPPED.search(said) else highest


@lru_cache(maxsize=5_000)
def read_education_asked(text: str) -> int | None:
    """Return the lowest rung a posting accepts: 0 for 不限, None when the text does not say.

    >>> read_education_asked("高中/中专以上"), read_education_asked("大专以上，本科优先"), read_education_asked("不限")
    (3, 4, 0)
    >>> read_education_asked("本科及以上（硕士优先）"), read_education_asked("无硬性要求")
    (5, 0)
    >>> read_education_asked("初中及以下"), read_education_asked("博士研究生"), read_education_asked("初高中"), read_education_asked("")
    (0, 7, 2, None)
    """
    said = _chinese(text)
    if is_unknown(said):
        return None
    if said in _CODES or said == "00":
        return _CODES.get(said, 0)
    said = _PREFERRED_PART.sub("", _RELAXED_PART.sub("", said))
    clauses = [clause for clause in re.split(r"[,，;；。]", said) if clause and not _PREFERRED.search(clause)]
    if not clauses and _PREFERRED.search(said):
        return 0
    asked = [_asked(clause) for clause in clauses]
    known = [rank for rank in asked if rank is not None]
    return max(known) if known else None


@lru_cache(maxsize=5_000)
def read_education_relaxed(text: str) -> int | None:
    """Return the rung to which a posting relaxes its demand for some people, None when it does not.

    >>> read_education_relaxed("大专以上（本县户籍可放宽至高中）"), read_education_asked("大专以上（本县户籍可放宽至高中）")
    (3, 4)
    """
    match = _RELAXED.search(normal(text))
    ranks = _ranks(match["rung"]) if match else []
    return min(ranks) if ranks else None


_SCHOOLING = re.compile(r"学历|文化|毕业|教育程度|文凭")
_BARE_RUNG = re.compile(
    r"(?:[一-鿿]{1,6}类(?:相关)?(?:专业)?|全日制|统招)?(?:小学|初中|高中|中专|技校|大专|本科|硕士)(?:[/、或](?:高中|中专|技校|大专|本科|硕士)|\((?:高中|中专|技校|职高)\))?(?:文化)?(?:\(?含?\)?(?:及|或)?以上)?"
)
_NO_SCHOOLING = re.compile(r"(?:学历|文化)(?:程度)?(?:要求)?(?:不限|不拘|无要求|不要求|不作要求)|(?:不[限查看拘]|无)(?:学历|文化)(?:要求)?")
_NO_DEMAND = re.compile(r"优先|为佳|亦可|也可|放宽|尤佳|更佳|不限|在读|应届")


@lru_cache(maxsize=20_000)
def read_education_in(text: str) -> int | None:
    """Return the lowest rung that a clause of a longer text asks for, None when none does.

    >>> read_education_in("1、大专及以上学历，会计专业；2、本科学历优先"), read_education_in("负责小学课程"), read_education_in("18-40岁，不查学历")
    (4, None, 0)
    """
    clauses = re.split(r"[,，;；。!！|]|(?<=[岁上下限])、|\d[、.)]", _PREFERRED_PART.sub("", normal(text.replace("\n", "|"))))
    said = (
        clause
        for clause in clauses
        if _BARE_RUNG.fullmatch(clause) or (_SCHOOLING.search(clause) and len(clause) <= 30 and not _NO_DEMAND.search(clause))
    )
    known = [rank for rank in map(_asked, said) if rank]
    return min(known) if known else 0 if any(map(_NO_SCHOOLING.fullmatch, clauses)) else None


def _chinese(text: str) -> str:
    """Return a text in normal spelling, English names of schools in Chinese.

    >>> _chinese("Junior high school"), _chinese("Bachelor or above"), _chinese("初中")
    ('初中', '本科orabove', '初中')
    """
    said = normal(text)
    if not re.search("[a-z]{2}", said.lower()):
        return said
    said = said.lower()
    for chinese, pattern in _ENGLISH_PATTERNS:
        said = pattern.sub(chinese, said)
    return said


def _asked(clause: str) -> int | None:
    if _FREE.search(clause):
        return 0
    ranks = _ranks(clause)
    if not ranks:
        return 0 if _ANY.search(clause) else None
    spread = re.search(r"[-~—至到]", clause) is not None
    return 0 if _NO_MORE.search(clause) and not spread else min(ranks)


def _ranks(said: str) -> list[int]:
    """Return the rungs named, each part of the text read once (中等专科 is not 专科)."""
    found = []
    for rank, pattern in _PATTERNS:
        if pattern.search(said):
            found.append(rank)
            said = pattern.sub("|", said)
    return found
