"""Clauses of running text that say one thing of a posting: the insurance it offers, the certificates it asks for.

Insurance that the work itself is about (负责社保办理) is none. Of certificates what is asked for counts: 须持架子工操作证, B2以上驾照;
what is preferred (有叉车证优先), what is given by the employer (可先培训取证) and the papers everybody has (身份证, 毕业证) do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from jobmatch.forms.text import normal

_APART = re.compile(r"[,;。、()+|\n]|\d\.(?!\d)")
_LISTED = re.compile(r"[,;。、(（|\n]|(?<=\d)\.")
"""A certificate may stand in brackets of its own, which stay closed."""
_INSURED = re.compile(r"[三四五六]险|社保|社会保险|公积金|意外险|雇主责任险|(?:工伤|养老|医疗|意外)保险")
_WORK = re.compile(r"销售|业务|客户|办理|熟悉|了解|经办|协助|负责|核算|申报|专员|优先")
"""Clauses about work with insurance offer none."""
_PAPER = re.compile(
    r"[a-c]\d(?:驾|证|本)|(?<![a-z])[a-c]照|驾驶?证|驾照|证书|[一-鿿]{1,6}证|职业资格|技能等级|执业医师|持证|^[abc][123](?:[/或][abc][123])*(?:及?以上)?$",
    re.I,
)
_EVERYBODY = re.compile(
    r"身份证|毕业证|学位证|学历证|居住证|社保证|保证|取证|考证|办证|验证|凭证|认证|证明|查证|求证|印证|票证|单证|论证|质证|残疾证|结婚证|证券|证件|暂住证|登记证|健康证明?"
)
_SOFT = re.compile(r"优先|为佳|更佳|最好|不限|可先|可培训|包教|协助|帮助|免费|代办|无证(?:可|亦|也)|不需|无需|考取")


@lru_cache(maxsize=20_000)
def read_insurance_in(text: str) -> str:
    """Return the clauses that offer insurance, joined by ；; empty when none does.

    >>> read_insurance_in("包吃住，购买五险"), read_insurance_in("负责员工社保办理；周末双休"), read_insurance_in("五险|包住")
    ('购买五险', '', '五险')
    """
    return _clauses(text, _APART, lambda clause: _INSURED.search(clause) and not _WORK.search(clause))


@lru_cache(maxsize=20_000)
def read_certificates_asked(text: str) -> str:
    """Return the clauses that ask for a certificate, joined by ；; empty when none does.

    >>> read_certificates_asked("搭拆脚手架，须持架子工操作证，雨天停工"), read_certificates_asked("有叉车证优先；带身份证")
    ('须持架子工操作证', '')
    """
    return _clauses(text, _LISTED, lambda clause: _PAPER.search(_EVERYBODY.sub("", clause)) and not _SOFT.search(clause))


def _clauses(text: str, apart: re.Pattern[str], says: Callable[[str], object]) -> str:
    """Return the clauses of a text that say it, each once."""
    return "；".join(dict.fromkeys(clause for clause in apart.split(normal(text.replace("\n", ";"))) if says(clause)))
