"""schema.org JobPosting as sites really write it → the headers that forms use.

Most of its properties may be text, an object or a list of them. What is not read here is passed over; what is read
but cannot be used (pay in another currency) is named among the problems.
"""

from __future__ import annotations

import html
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from jobmatch.service.api.values import (
    LONGEST,
    Id,
    Latitude,
    Longitude,
    Moment,
    Text,
    Title,
    Whole,
    whole,
)

EXAMPLE: dict[str, Any] = {
    "@context": "https://schema.org", "@type": "JobPosting", "identifier": "J902", "title": "叉车工",
    "hiringOrganization": {"@type": "Organization", "name": "秀山县武陵物流"}, "totalJobOpenings": 3,
    "baseSalary": {"@type": "MonetaryAmount", "currency": "CNY", "value": {"@type": "QuantitativeValue", "minValue": 4500, "maxValue": 6000, "unitText": "MONTH"}},
    "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "addressRegion": "重庆市", "addressLocality": "秀山县", "streetAddress": "平凯街道工业园区"}},
    "validThrough": "2030-12-31", "description": "装卸货物，须持叉车证",
}  # fmt: skip
_UNITS = {"HOUR": "元/小时", "DAY": "元/天", "WEEK": "元/周", "MONTH": "元/月", "YEAR": "元/年"}
_TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)\s*>|<[^<>]{0,500}>", re.DOTALL | re.IGNORECASE)
_SCHOOLING = {"high school": "高中", "associate degree": "大专", "bachelor degree": "本科", "postgraduate degree": "硕士"}
"""The credential categories that search engines ask for."""
_Yuan = Annotated[float, Field(strict=True, ge=0, le=10_000_000, allow_inf_nan=False)]


class Node(BaseModel):
    """A schema.org node: what is not read here is passed over."""

    model_config = ConfigDict(extra="ignore", strict=True)


class Organization(Node):
    """用人单位。"""

    name: Text | None = None


class Address(Node):
    """schema.org PostalAddress。"""

    addressRegion: Text | None = None
    addressLocality: Text | None = None
    streetAddress: Text | None = None


class Point(Node):
    """schema.org GeoCoordinates，WGS84。"""

    latitude: Latitude
    longitude: Longitude


class Location(Node):
    """schema.org Place。"""

    address: Address | Text | None = None
    geo: Point | None = None


class Quantity(Node):
    """schema.org QuantitativeValue。"""

    value: _Yuan | None = None
    minValue: _Yuan | None = None
    maxValue: _Yuan | None = None
    unitText: Literal["HOUR", "DAY", "WEEK", "MONTH", "YEAR"] | None = None


class Salary(Quantity):
    """schema.org MonetaryAmount；只采用人民币。"""

    value: Quantity | _Yuan | None = None  # type: ignore[assignment]
    currency: Text | None = None


class Identifier(Node):
    """schema.org PropertyValue。"""

    value: Id


class Experience(Node):
    """schema.org OccupationalExperienceRequirements。"""

    monthsOfExperience: whole(0, 1_200) | None = None  # type: ignore[valid-type]


class Credential(Node):
    """schema.org EducationalOccupationalCredential。"""

    credentialCategory: Text | None = None


class Posting(Node):
    """岗位，schema.org 的 JobPosting。"""

    kind: Literal["JobPosting", "https://schema.org/JobPosting", "http://schema.org/JobPosting"] = Field(alias="@type")
    identifier: Id | Identifier
    title: Title
    description: Annotated[str, StringConstraints(max_length=20_000), Field(description="可以是 HTML，只取文字")] | None = None
    responsibilities: Text | None = None
    qualifications: Text | None = None
    skills: Text | Annotated[list[Text], Field(max_length=20)] | None = None
    hiringOrganization: Organization | Text | None = None
    jobLocation: Location | Annotated[list[Location], Field(max_length=20)] | None = Field(None, description="多个地点取第一个")
    baseSalary: Salary | _Yuan | None = None
    totalJobOpenings: Whole | None = None
    datePosted: Moment | None = None
    validThrough: Moment | None = None
    industry: Text | None = None
    workHours: Text | None = None
    jobBenefits: Text | None = None
    experienceRequirements: Experience | Text | None = None
    educationRequirements: Credential | Text | None = None
    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    @property
    def job_id(self) -> str:
        """The id, however it is written."""
        return self.identifier if isinstance(self.identifier, str) else self.identifier.value


def cells_of(posting: Posting) -> dict[str, Any]:
    """Return a posting under the headers that forms use.

    >>> cells = cells_of(Posting.model_validate(EXAMPLE))
    >>> cells["工资待遇"], cells["工作地点"]
    ('4500-6000元/月', '重庆市秀山县平凯街道工业园区')
    """
    firm, place = posting.hiringOrganization, _place_of(posting)
    skills = "、".join(posting.skills) if isinstance(posting.skills, list) else posting.skills
    return {
        "岗位名称": posting.title,
        "单位名称": firm if isinstance(firm, str) or firm is None else firm.name,
        "工作地点": _address(place.address if place else None),
        "工资待遇": _pay(posting),
        "招聘人数": posting.totalJobOpenings,
        "所属行业": posting.industry,
        "工作时间": posting.workHours,
        "福利待遇": posting.jobBenefits,
        "岗位要求": "；".join(part for part in (posting.qualifications, skills) if part) or None,
        "工作经验": _experience(posting.experienceRequirements),
        "学历要求": _schooling(posting.educationRequirements),
    }


def facts_of(posting: Posting) -> dict[str, Any]:
    """Return what a posting says in canonical columns already."""
    place = _place_of(posting)
    words = "\n".join(part for part in (_plain_text(posting.description or ""), posting.responsibilities) if part)
    facts = {"description": words[:LONGEST] or None, "valid_from": posting.datePosted, "valid_until": posting.validThrough}
    point = {"work_lat": place.geo.latitude, "work_lon": place.geo.longitude, "work_inherited": False} if place and place.geo else {}
    return {name: value for name, value in (facts | point).items() if value is not None}


def problems_of(posting: Posting) -> list[dict[str, str]]:
    """Return what was read but not taken."""
    if not _is_foreign(posting.baseSalary):
        return []
    return [{"where": "baseSalary.currency", "message": "不是人民币（CNY），工资没有采用；请折算成人民币"}]


def _place_of(posting: Posting) -> Location | None:
    """Return the first place of work."""
    found = posting.jobLocation
    return (found[0] if found else None) if isinstance(found, list) else found


def _plain_text(marked: str) -> str:
    """Return the text of an HTML fragment.

    >>> _plain_text("<p>装卸<b>货物</b></p><script>x()</script> &amp; 盘点")
    '装卸货物 & 盘点'
    """
    return " ".join(html.unescape(_TAG.sub("", re.sub(r"(?i)<br\s*/?>|</(?:p|li|div)\s*>", " ", marked))).split())


def _address(address: Any) -> str | None:
    if address is None or isinstance(address, str):
        return address
    return "".join(part for part in (address.addressRegion, address.addressLocality, address.streetAddress) if part) or None


def _is_foreign(salary: Salary | float | None) -> bool:
    return isinstance(salary, Salary) and (salary.currency or "CNY").strip().upper() not in ("CNY", "RMB", "人民币")


def _pay(posting: Posting) -> str | None:
    salary = posting.baseSalary
    if salary is None or _is_foreign(salary):
        return None
    amount = salary.value if isinstance(salary, Salary) and salary.value is not None else salary
    if isinstance(amount, float | int):
        unit = (salary.unitText if isinstance(salary, Salary) else None) or "MONTH"
        return f"{amount:g}{_UNITS[unit]}"
    stated = (amount.minValue, amount.maxValue) if amount.value is None else (amount.value,)
    bounds = [f"{bound:g}" for bound in stated if bound is not None]
    return "-".join(bounds) + _UNITS[amount.unitText or "MONTH"] if bounds else None


def _experience(asked: Experience | str | None) -> str | None:
    if isinstance(asked, Experience):
        return None if asked.monthsOfExperience is None else f"{asked.monthsOfExperience}个月" if asked.monthsOfExperience else "不限"
    return asked


def _schooling(asked: Credential | str | None) -> str | None:
    text = asked.credentialCategory if isinstance(asked, Credential) else asked
    return _SCHOOLING.get((text or "").strip().lower(), text)
