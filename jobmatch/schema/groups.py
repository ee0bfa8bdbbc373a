"""The groups that public policy serves first: families of the codes of ``GROUPS``, and what staff call them."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

FAMILY_WORDS = MappingProxyType(
    {
        "zero_employment_household": "零就业家庭",
        "registered_poor_2016": "建卡贫困户",
        "monitored": "防返贫监测对象",
        "lifted": "脱贫户",
        "tekun": "特困供养",
        "dibao": "低保家庭",
        "disabled": "残疾人",
        "low_income": "低收入人口",
        "hardship_other": "就业困难人员",
    }
)
"""Each family and the word for it; ``monitored`` holds all three kinds of 防返贫监测对象."""


def is_of(codes: Iterable[str], family: str) -> bool:
    """Return whether one of a person's codes is the family, or of it.

    >>> is_of(("disabled", "monitored_sudden"), "monitored"), is_of(("disabled",), "monitored")
    (True, False)
    """
    return any(code == family or code.startswith(f"{family}_") for code in codes)
