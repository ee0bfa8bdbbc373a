"""Social insurance that a posting offers, out of texts about other things."""

from __future__ import annotations

import re
from functools import lru_cache

from jobmatch.forms.text import normal

_INSURED = re.compile(r"[三四五六]险|社保|社会保险|公积金|意外险|雇主责任险|(?:工伤|养老|医疗|意外)保险")
_WORK = re.compile(r"销售|业务|客户|办理|熟悉|了解|经办|协助|负责|核算|申报|专员|优先")
"""Clauses about work with insurance offer none."""


@lru_cache(maxsize=20_000)
def read_insurance_in(text: str) -> str:
    """Return the clauses that offer insurance, joined by ；; empty when none does.

    >>> read_insurance_in("包吃住，购买五险"), read_insurance_in("负责员工社保办理；周末双休")
    ('购买五险', '')
    """
    clauses = re.split(r"[,;。、()+\n]|\d\.(?!\d)", normal(text.replace("\n", ";")))
    return "；".join(dict.fromkeys(clause for clause in clauses if _INSURED.search(clause) and not _WORK.search(clause)))
