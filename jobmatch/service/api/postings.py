"""schema.org JobPosting as sites really write it: most of its properties may be text, an object or a list of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from jobmatch.service.api.values import (
    LATITUDE_PATTERN,
    LONGITUDE_PATTERN,
    MONTHS_PATTERN,
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
_Amount: TypeAlias = Annotated[float, Field(strict=True, ge=0, le=10_000_000, allow_inf_nan=False)] | Text


One = TypeVar("One")
Several: TypeAlias = One | Annotated[list[One], Field(max_length=20)]
"""One of a kind or a list of them, as schema.org has it for every property."""


class Node(BaseModel):
    """A schema.org node: what is not read here is passed over."""

    model_config = ConfigDict(extra="ignore", strict=True)


class Named(Node):
    """schema.org 的任何对象，取它的名称：DefinedTerm、AdministrativeArea、EducationalOccupationalCredential……"""

    name: Text | None = None
    description: Text | None = None
    credentialCategory: Text | None = None

    @property
    def words(self) -> str:
        """What it is called."""
        return self.name or self.credentialCategory or self.description or ""


_Words: TypeAlias = Several[Text | Named]


class Contact(Node):
    """schema.org 的 Organization 或 ContactPoint。"""

    name: Text | None = None
    telephone: Text | None = None


class Address(Node):
    """schema.org PostalAddress。"""

    addressRegion: Text | Named | None = None
    addressLocality: Text | Named | None = None
    streetAddress: Text | None = None


class Point(Node):
    """schema.org GeoCoordinates，WGS84。"""

    latitude: Latitude | Annotated[str, StringConstraints(pattern=LATITUDE_PATTERN)]
    longitude: Longitude | Annotated[str, StringConstraints(pattern=LONGITUDE_PATTERN)]


class Location(Address):
    """schema.org Place；直接写 PostalAddress 也可以。"""

    name: Text | None = None
    address: Several[Address | Text] | None = None
    geo: Point | None = None


class Quantity(Node):
    """schema.org QuantitativeValue。"""

    value: _Amount | None = None
    minValue: _Amount | None = None
    maxValue: _Amount | None = None
    unitText: Text | None = Field(None, description="HOUR DAY WEEK MONTH YEAR")
    unitCode: Text | None = None


class Salary(Quantity):
    """schema.org MonetaryAmount 或 PriceSpecification；只采用人民币。"""

    value: Quantity | _Amount | None = None  # type: ignore[assignment]
    currency: Text | None = None
    price: _Amount | None = None
    minPrice: _Amount | None = None
    maxPrice: _Amount | None = None
    priceCurrency: Text | None = None


class Identifier(Node):
    """schema.org PropertyValue。"""

    value: Id | whole(0, 10**15)  # type: ignore[valid-type]


class Experience(Named):
    """schema.org OccupationalExperienceRequirements。"""

    monthsOfExperience: whole(0, 1_200) | Annotated[str, StringConstraints(pattern=MONTHS_PATTERN)] | None = None  # type: ignore[valid-type]


_Kind = Literal["JobPosting", "schema:JobPosting", "https://schema.org/JobPosting", "http://schema.org/JobPosting"]


class Posting(Node):
    """岗位，schema.org 的 JobPosting。"""

    kind: _Kind | Annotated[list[_Kind], Field(min_length=1, max_length=4)] = Field(alias="@type")
    identifier: Id | whole(0, 10**15) | Identifier  # type: ignore[valid-type]
    title: Title
    description: Annotated[str, StringConstraints(max_length=20_000), Field(description="可以是 HTML，只取文字")] | None = None
    responsibilities: _Words | None = None
    qualifications: _Words | None = None
    skills: _Words | None = None
    hiringOrganization: Several[Contact | Text] | None = None
    applicationContact: Several[Contact] | None = None
    jobLocation: Several[Location | Text] | None = Field(None, description="多个地点取第一个")
    jobLocationType: Text | None = Field(None, description="TELECOMMUTE 是居家")
    employmentType: Several[Text] | None = Field(None, description="INTERN 是实习")
    baseSalary: Several[Salary | _Amount] | None = Field(None, description="多种写法取第一种")
    totalJobOpenings: Whole | Text | None = None
    datePosted: Moment | None = None
    validThrough: Moment | None = None
    industry: _Words | None = None
    workHours: Text | None = None
    jobBenefits: _Words | None = None
    experienceRequirements: Several[Experience | Text] | None = None
    educationRequirements: _Words | None = None
    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    @property
    def job_id(self) -> str:
        """The id, however it is written."""
        return str(self.identifier.value if isinstance(self.identifier, Identifier) else self.identifier)
