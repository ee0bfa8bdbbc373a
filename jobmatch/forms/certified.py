"""Certificates that a posting asks for, out of running text.

Only what is asked for counts: 须持架子工操作证, B2以上驾照. What is preferred (有叉车证优先), what is given by the employer
(可先培训取证) and the papers everybody has (身份证, 毕业证) do not.
"""

from __future__ import annotations

import re
from functools import lru_cache

from jobmatch.forms.text import normal

_PAPER = re.compile(r"[a-z]\d驾|驾驶?证|驾照|证书|[一-鿿]{1,6}证|职业资格|技能等级|执业医师|持证", re.I)
_EVERYBODY = re.compile(r"身份证|毕业证|学位证|学历证|居住证|社保证|保证|取证|考证|办证|验证|凭证|认证|证明|查证|求证|印证|票证|单证|论证|质证|残疾证|结婚证|证券|证件|暂住证|登记证|健康证明?")
_SOFT = re.compile(r"优先|为佳|更佳|最好|不限|可先|可培训|包教|协助|帮助|免费|代办|无证(?:可|亦|也)|不需|无需|考取")


@lru_cache(maxsize=20_000)
def read_certificates_asked(text: str) -> str:
    """Return the clauses that ask for a certificate, joined by ；; empty when none does.

    >>> read_certificates_asked("搭拆脚手架，须持架子工操作证，雨天停工"), read_certificates_asked("有叉车证优先；带身份证")
    ('须持架子工操作证', '')
    """
    clauses = re.split(r"[,;。、(（\n]|(?<=\d)\.", normal(text))
    asked = [clause for clause in clauses if _PAPER.search(_EVERYBODY.sub("", clause)) and not _SOFT.search(clause)]
    return "；".join(dict.fromkeys(asked))
