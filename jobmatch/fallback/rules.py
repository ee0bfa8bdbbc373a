"""The rules of the last steps, as data, by version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from jobmatch.errors import PolicyError
from jobmatch.schema.groups import is_of

PACKAGES = ("乡村旅游", "家政服务", "养老护理", "餐厅服务")
"""The four training packages of the notice (渝人社发〔2016〕295号, 五)."""


@dataclass(frozen=True)
class FallbackRules:
    """Who is offered what after the market.

    Examples
    --------
    >>> FallbackRules().welfare_months, rules_of("CQ-2016").near_retirement_months
    (36, 60)
    """

    name: str = "CN-2019"
    """Version, printed beside every proposal."""
    packages: tuple[str, ...] = PACKAGES
    """Courses named first where several open equally many jobs; the others come from the lexicon."""
    courses_each: int = 3
    """Most courses named to a person (our choice)."""
    heavy: frozenset[str] = frozenset({"砌筑", "焊工", "挖掘机", "叉车", "物流", "养殖", "电工"})
    """Courses not named to people of weak labour ability (our choice)."""
    refusals: int = 3
    """Refusals on record after which the last net opens (our choice)."""
    refused: frozenset[str] = frozenset({"rejected", "declined", "full", "other"})
    """Outcomes of a referral that count as a refusal or as unsuitable."""
    age_min: int = 16
    """Youngest age for a public-welfare post, completed years."""
    age_max: int = 69
    """Oldest age; audits flag 70 and above."""
    welfare_months: int = 36
    """Longest stay in public-welfare posts, months (人社部发〔2019〕124号: normally 3 years)."""
    near_retirement_years: int = 5
    """People this near to the statutory retirement age at the first approval may stay longer …"""
    near_retirement_months: int | None = None
    """… this many months in all; None: until retirement."""
    placements: int = 2
    """Most placements in public-welfare posts in all."""
    one_per_household: bool = True
    """One post per household (万州 2025)."""
    max_km: float = 40.0
    """Farthest internship of a person who named no limit, and the daily way of those who cannot leave, km (our choice)."""
    welfare_km: float = 20.0
    """Farthest public-welfare post of a person who named no limit, km: they are part-day posts in the villages
    (our choice)."""
    welfare_priority: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType(
            {
                "zero_employment_household": 1,
                "registered_poor_2016": 2,
                "monitored": 2,
                "lifted": 2,
                "tekun": 3,
                "dibao": 3,
                "disabled": 4,
                "low_income": 5,
                "hardship_other": 6,
            }
        )
    )
    """Order in which groups are placed: 优先安置建卡贫困户、低保家庭、残疾人员 (notice, 二)."""
    training_priority: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({"poor_woman": 1, "disabled": 1, "two_after": 1}))
    """Order of training places: 贫困妇女、残疾人、“两后生” first (notice, 五); for training, never for jobs."""
    two_after_ages: tuple[int, int] = (16, 22)
    """Ages of a “两后生”: school ended at 初中 or 高中, not in school (our choice)."""


VERSIONS: Mapping[str, FallbackRules] = MappingProxyType(
    {
        "CN-2019": FallbackRules(),
        "CQ-2016": FallbackRules(name="CQ-2016", near_retirement_months=60, placements=99),
    }
)
"""渝人社发〔2016〕239号 (at most 3 years, 5 within 5 years of retirement) and 人社部发〔2019〕124号."""


def rules_of(version: str) -> FallbackRules:
    """Return the rules of a version.

    Raises
    ------
    PolicyError
        No such version; the message lists the known ones.

    Examples
    --------
    >>> rules_of("CQ-2016").near_retirement_months
    60
    >>> rules_of("CQ-1999")
    Traceback (most recent call last):
    ...
    jobmatch.errors.PolicyError: 没有托底规则 'CQ-1999'；可用的有 CN-2019、CQ-2016
    """
    try:
        return VERSIONS[version]
    except KeyError:
        raise PolicyError(f"没有托底规则 {version!r}；可用的有 {'、'.join(VERSIONS)}") from None


def group_rank(codes: tuple[str, ...], order: Mapping[str, int]) -> tuple[int, str]:
    """Return the best rank of a person's groups and the group that gives it; (99, "") for none.

    >>> group_rank(("disabled", "monitored_sudden"), FallbackRules().welfare_priority)
    (2, 'monitored')
    """
    ranks = [(rank, group) for group, rank in order.items() if is_of(codes, group)]
    return min(ranks, default=(99, ""))
