"""schema.org JobPosting in the shapes that sites really write."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from jobmatch.service.app import create_app
from jobmatch.service.settings import Settings
from tests.service.conftest import LOCAL

PLACE = {
    "@type": "Place",
    "address": {
        "@type": "PostalAddress", "streetAddress": "洪安镇边城路1号", "addressLocality": "秀山县", "addressRegion": "重庆市",
        "postalCode": "409900", "addressCountry": {"@type": "Country", "name": "CN"},
    },
}  # fmt: skip
WHOLE = {
    "@context": "https://schema.org/", "@type": "JobPosting", "title": "缝纫工", "employmentType": ["FULL_TIME", "CONTRACTOR"],
    "hiringOrganization": {"@type": "Organization", "name": "渡岸制衣", "sameAs": "https://example.org", "logo": "https://example.org/l.png"},
    "jobLocation": PLACE, "identifier": "P1",
}  # fmt: skip


@pytest.fixture(scope="module")
def client():
    with TestClient(create_app(Settings()), base_url=LOCAL) as client:
        yield client


def pay(value: Any, **more: Any) -> dict[str, Any]:
    return {"baseSalary": {"@type": "MonetaryAmount", "currency": "CNY", "value": value, **more}}


def read(client: TestClient, **properties: Any) -> tuple[dict[str, Any], list[str]]:
    """The job as it is kept, and where something is told of it."""
    answer = client.put("/v1/jobs", json={"jobs": [{**WHOLE, **properties}]})
    assert answer.status_code == 200, answer.text
    problems = [one["where"].removeprefix("jobs.0.") for one in answer.json()["problems"]]
    return client.get(f"/v1/jobs/{answer.json()['job_ids'][0]}").json(), problems


SHAPES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    # what it is called
    ({"identifier": {"@type": "PropertyValue", "name": "site", "value": 1234567}}, {"job_id": "1234567"}),
    ({"identifier": 77}, {"job_id": "77"}),
    ({"@type": ["JobPosting"]}, {"title": "缝纫工"}),
    ({"title": "缝纫工<b>（急招）</b>&amp;车位工"}, {"title": "缝纫工（急招）&车位工"}),
    # days: the day in China
    ({"validThrough": "2030-03-18T00:00"}, {"valid_until": "2030-03-18"}),
    ({"validThrough": "2030-03-31T16:00:00.000Z", "datePosted": "2026-02-28T16:00:00Z"}, {"valid_until": "2030-04-01", "valid_from": "2026-03-01"}),
    ({"validThrough": "2030-03-31T23:59:59+08:00"}, {"valid_until": "2030-03-31"}),
    ({"validThrough": "2030-03-31T23:59:59-0500"}, {"valid_until": "2030-04-01"}),
    # places
    ({}, {"work_address": "重庆市秀山县洪安镇边城路1号", "work_code": "500241109"}),
    ({"jobLocation": "重庆市秀山县洪安镇"}, {"work_code": "500241109"}),
    ({"jobLocation": PLACE["address"]}, {"work_code": "500241109"}),
    ({"jobLocation": {"address": [PLACE["address"]]}}, {"work_code": "500241109"}),
    ({"jobLocation": {"name": "重庆市秀山县洪安镇工业园"}}, {"work_code": "500241109"}),
    ({"jobLocation": {"address": {"addressRegion": {"@type": "State", "name": "重庆市"}, "addressLocality": "秀山县"}}}, {"work_code": "500241"}),
    ({"jobLocation": {"address": {"addressRegion": "重庆", "addressLocality": "重庆", "streetAddress": "秀山县洪安镇"}}}, {"work_code": "500241109"}),
    (
        {"jobLocation": {"address": {"addressRegion": "重庆市", "addressLocality": "秀山县", "streetAddress": "重庆市秀山县洪安镇边城路1号"}}},
        {"work_address": "重庆市秀山县洪安镇边城路1号"},
    ),
    ({"jobLocation": {"geo": {"latitude": "28.45", "longitude": "109.0"}}}, {"work_lat": 28.45, "work_lon": 109.0, "flags": ["openings_unknown"]}),
    # pay
    (pay({"value": 25, "unitText": "HOUR"}), {"pay_basis": "hour"}),
    (pay({"value": "4500", "unitText": "MONTH"}), {"pay_min": 4500, "pay_max": 4500}),
    (pay({"minValue": "4500.00", "maxValue": "6000", "unitText": "month"}), {"pay_min": 4500, "pay_max": 6000}),
    (pay({"minValue": 60_000, "maxValue": 72_000, "unitText": "YEAR"}), {"pay_min": 5000, "pay_max": 6000}),
    (pay({"minValue": 3000, "maxValue": 4500, "unitCode": "MON"}), {"pay_min": 3000, "pay_max": 4500}),
    (pay({"value": "20-25", "unitText": "HOUR"}), {"pay_basis": "hour"}),
    (pay({"maxValue": 4000, "unitText": "MONTH"}), {"pay_max": 4000, "pay_min": None}),
    (pay({"value": "面议"}), {"pay_basis": "negotiable"}),
    (pay(5000), {"pay_min": 5000}),
    ({"baseSalary": "4500-6000元/月"}, {"pay_min": 4500, "pay_max": 6000}),
    ({"baseSalary": [pay(5000)["baseSalary"]]}, {"pay_min": 5000}),
    ({"baseSalary": {"@type": "PriceSpecification", "priceCurrency": "CNY", "minPrice": 3000, "maxPrice": 4000}}, {"pay_min": 3000, "pay_max": 4000}),
    # what is asked and offered
    ({"totalJobOpenings": "3"}, {"openings": 3}),
    ({"employmentType": "INTERN"}, {"kind": "internship"}),
    ({"jobLocationType": "TELECOMMUTE"}, {"workplace_type": "home_based"}),
    ({"experienceRequirements": {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": "24"}}, {"experience_min_years": 2}),
    ({"experienceRequirements": [{"monthsOfExperience": 18}]}, {"experience_min_years": 1.5}),
    ({"experienceRequirements": "no requirements", "educationRequirements": "no requirements"}, {"experience_min_years": 0, "education_min": 0}),
    ({"educationRequirements": [{"credentialCategory": "associate degree"}, {"credentialCategory": "high school"}]}, {"education_min": 3}),
    ({"skills": [{"@type": "DefinedTerm", "name": "平车"}, "包缝"]}, {"requirements": "平车、包缝"}),
    ({"qualifications": {"@type": "EducationalOccupationalCredential", "name": "叉车证"}}, {"certificates_required": "叉车证"}),
    ({"jobBenefits": ["包吃住", "五险"], "industry": [{"name": "制造业"}]}, {"lodging": "both", "industry": "制造业"}),
    ({"applicationContact": {"@type": "ContactPoint", "name": "李经理", "telephone": "+86-23-76660000"}}, {"contact": "李经理", "phone": "023-76660000"}),
    ({"hiringOrganization": [{"name": "渡岸制衣", "telephone": "023-76660000"}]}, {"employer": "渡岸制衣", "phone": "023-76660000"}),
    # words
    ({"description": "&lt;p&gt;平车&lt;/p&gt;&lt;p&gt;包缝&lt;/p&gt;"}, {"description": "平车 包缝"}),
    ({"description": "<h3>职责</h3>平车<table><tr><td>甲</td><td>乙</td></tr></table><!-- 内部 -->"}, {"description": "职责 平车 甲 乙"}),
    ({"description": "工龄<5年或年龄>30，体重&lt;80kg"}, {"description": "工龄<5年或年龄>30，体重<80kg"}),
    ({"responsibilities": ["做衣服", "质检"]}, {"description": "做衣服；质检"}),
]  # fmt: skip


@pytest.mark.parametrize(("properties", "wanted"), SHAPES)
def test_a_shape_that_sites_write_is_read(client, properties, wanted):
    row, problems = read(client, **properties)
    assert {name: row.get(name) for name in wanted} == wanted and problems == []


@pytest.mark.parametrize(
    ("properties", "where"),
    [
        ({"jobLocation": [PLACE, {"address": "广东省东莞市长安镇"}]}, "jobLocation"),
        ({"jobLocation": {"address": "乌有乡"}}, "jobLocation"),
        (pay({"value": 10, "unitText": "HOUR"}, currency="USD"), "baseSalary.currency"),
        (pay({"value": 10, "unitText": "FORTNIGHT"}), "baseSalary.unitText"),
        (pay({"value": 0}), "baseSalary"),
        ({"educationRequirements": {"credentialCategory": "professional certificate"}}, "educationRequirements"),
    ],
)
def test_what_is_not_taken_is_told_by_the_name_it_was_sent_under(client, properties, where):
    assert read(client, **properties)[1] == [where]


@pytest.mark.parametrize(
    ("properties", "where"),
    [
        ({"identifier": "https://example.org/jobs/1"}, "identifier"), ({"identifier": None}, "identifier"), ({"identifier": {"value": -1}}, "identifier.value"),
        ({"validThrough": "2030-02-30T00:00Z"}, "validThrough"), ({"validThrough": "2030-03-01T25:00Z"}, "validThrough"),
        ({"jobLocation": {"geo": {"latitude": "91", "longitude": "109"}}}, "jobLocation.geo.latitude"), ({"@type": "Event"}, "@type"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_words(client, properties, where):
    answer = client.put("/v1/jobs", json={"jobs": [{**WHOLE, **properties}]})
    assert answer.status_code == 422
    assert [one["where"] for one in answer.json()["errors"]] == [f"jobs.0.{where}"]
