"""What portals ask, and what they are told when they ask wrongly."""

from __future__ import annotations

import calendar
import datetime as dt
import html
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch import Matcher, Workers
from jobmatch.service.api.bodies import (
    JOB_EXAMPLE,
    JOB_FORM_EXAMPLE,
    WORKER_EXAMPLE,
    WORKER_FORM_EXAMPLE,
)
from jobmatch.service.api.postings import EXAMPLE as POSTING_EXAMPLE
from jobmatch.service.api.values import DAY_PATTERN
from jobmatch.service.board import jobs_of
from tests.service.conftest import LOCAL

PERSON = {**WORKER_EXAMPLE, "name": "张三", "birth_date": "1982-05-06", "id_number": "500241198205069017"}


@pytest.fixture
def served(client: TestClient) -> TestClient:
    answer = client.post("/v1/jobs", json={"jobs": [JOB_EXAMPLE, JOB_FORM_EXAMPLE, POSTING_EXAMPLE]})
    assert answer.status_code == 201 and answer.json()["jobs"] == 3
    return client


def test_recommendations_equal_the_library(served):
    asked = {"worker": WORKER_EXAMPLE, "k": 3}
    found = served.post("/v1/recommendations", json=asked).json()["recommendations"]
    jobs = jobs_of([served.get(f"/v1/jobs/{job_id}").json() for job_id in ("J900", "J901", "J902")])
    own = Matcher(jobs).recommend(Workers(pd.DataFrame([WORKER_EXAMPLE])), 3).to_frame()
    assert [one["job_id"] for one in found] == own["job_id"].tolist()
    assert [one["score"] for one in found] == pytest.approx(own["score"].tolist(), abs=1e-6)
    assert found[0]["job_id"] == "J900" and found[0]["reasons"]


def test_somebody_who_seeks_no_job_is_told_so(served):
    answer = served.post("/v1/recommendations", json={"worker": {**WORKER_EXAMPLE, "segment": "training"}})
    assert answer.status_code == 200 and answer.json()["recommendations"] == []
    assert answer.json()["note"] == "本人不在求职推荐范围，没有排岗位"
    told = served.post("/v1/explanations", json={"worker": {**WORKER_EXAMPLE, "segment": "training"}, "job_id": "J900"})
    assert told.status_code == 200 and told.json()["rules"][0]["rule"] == "segment"


def test_three_forms_of_a_job_say_the_same(client):
    posting = {**POSTING_EXAMPLE, "identifier": "A"}
    form = {
        "岗位编号": "B",
        "岗位名称": "叉车工",
        "单位名称": "秀山县武陵物流",
        "招聘人数": 3,
        "工资待遇": "4500-6000元/月",
        "工作地点": "重庆市秀山县平凯街道工业园区",
    }
    plain = {
        "job_id": "C",
        "title": "叉车工",
        "employer": "秀山县武陵物流",
        "openings": 3,
        "pay_min": 4500,
        "pay_max": 6000,
        "work_address": "重庆市秀山县平凯街道工业园区",
    }
    assert client.post("/v1/jobs", json={"jobs": [posting, form, plain]}).status_code == 201
    rows = [client.get(f"/v1/jobs/{job_id}").json() for job_id in "ABC"]
    for name in ("title", "employer", "openings", "pay_min", "pay_max", "work_code", "work_lat"):
        assert len({json.dumps(row.get(name)) for row in rows}) == 1, name


def test_a_posting_is_read_as_sites_write_it(client):
    posting = {
        "@type": "https://schema.org/JobPosting", "identifier": {"@type": "PropertyValue", "name": "site", "value": "S1"}, "title": "缝纫工",
        "description": "<p>做<b>童装</b></p><script>alert(1)</script>", "datePosted": "2026-02-01T08:00:00+08:00", "validThrough": "2030-12-31",
        "jobLocation": [{"geo": {"latitude": 28.45, "longitude": 109.0}, "address": "重庆市秀山县"}], "totalJobOpenings": 5.0,
        "baseSalary": {"currency": "CNY", "minValue": 3000, "maxValue": 4500, "unitText": "MONTH"},
        "experienceRequirements": {"monthsOfExperience": 24}, "educationRequirements": {"credentialCategory": "high school"}, "directApply": True,
    }  # fmt: skip
    abroad = {**posting, "identifier": "S2", "baseSalary": {"currency": "USD", "value": 3000}}
    answer = client.post("/v1/jobs", json={"jobs": [posting, abroad]})
    assert answer.status_code == 201 and "人民币" in answer.json()["problems"][0]["message"]
    row, other = (client.get(f"/v1/jobs/{job_id}").json() for job_id in ("S1", "S2"))
    assert row["description"] == "做童装" and row["valid_from"] == "2026-02-01" and row["openings"] == 5
    assert (row["pay_min"], row["pay_max"], row["education_min"], row["experience_min_years"]) == (3000, 4500, 3, 2)
    assert (row["work_lat"], row["work_lon"]) == (28.45, 109.0) and "pay_min" not in other


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        ({"age_min": 50, "age_max": 20}, "age_min, age_max"),
        ({"pay_min": 5000, "pay_max": 3000}, "pay_min, pay_max"),
        ({"valid_from": "2026-03-05", "valid_until": "2026-03-01"}, "valid_from, valid_until"),
        ({"work_lat": 30.0}, "work_lat, work_lon"),
        ({"work_code": "999999"}, "work_code"),
        ({"age_min": 20, "age_max": 20, "work_lat": 30.0, "work_lon": 109.0, "work_code": "500236"}, None),
    ],
)
def test_facts_that_cannot_hold_together_are_told(client, facts, where):
    answer = client.post("/v1/jobs", json={"jobs": [{"job_id": "J1", "title": "缝纫工", **facts}]})
    told = [one["where"] for one in answer.json()["problems"]]
    assert answer.status_code == 201 and len(told) == (where is not None)
    assert all(one.endswith(where) for one in told)


def test_a_home_that_no_division_has_is_told(served):
    told = served.post("/v1/recommendations", json={"worker": {"wanted_occupation": "保洁", "home_code": "999999"}}).json()["problems"]
    assert [(one["where"], "没有这个代码的区划" in one["message"]) for one in told] == [("home_code", True)]


@pytest.mark.parametrize("job_id", [".", "..", "..."])
def test_a_number_that_no_address_can_hold_is_refused(client, job_id):
    assert client.post("/v1/jobs", json={"jobs": [{"job_id": job_id, "title": "缝纫工"}]}).status_code == 422
    assert client.post("/v1/jobs", json={"jobs": [{"job_id": f"A{job_id}1", "title": "缝纫工"}]}).status_code == 201
    assert client.get(f"/v1/jobs/A{job_id}1").status_code == 200


def test_every_day_of_three_centuries_is_a_day_and_nothing_else():
    days = [dt.date(1900, 1, 1) + dt.timedelta(days=step) for step in range(0, 109_573, 7)]
    assert all(re.fullmatch(DAY_PATTERN, day.isoformat()) for day in days)
    wrong = [f"{year}-{end}" for year in range(1900, 2200) for end in ("02-30", "04-31", "13-01", "00-10", "02-00")]
    wrong += [f"{year}-02-29" for year in range(1900, 2200) if not calendar.isleap(year)]
    assert not any(re.fullmatch(DAY_PATTERN, day) for day in wrong)
    assert all(re.fullmatch(DAY_PATTERN, f"{year}-02-29") for year in range(1900, 2200) if calendar.isleap(year))


def test_chinese_headers_of_a_person_are_read_as_in_a_workbook(served):
    answer = served.post("/v1/recommendations", json={"worker": {**WORKER_FORM_EXAMPLE, "意向工种": "保洁", "爱好": "唱歌"}}).json()
    assert answer["worker_id"] == "W002"
    assert answer["recommendations"][0]["job_id"] == "J901"
    assert [one["where"] for one in answer["problems"]] == ["爱好"]


@pytest.mark.parametrize("title", ["洪安镇", "合计", "备注：缝纫工"])
def test_a_lone_cell_is_a_record_whatever_it_would_be_in_a_sheet(client, title):
    forms = [{"岗位编号": "合计", "岗位名称": title}, {"@type": "JobPosting", "identifier": "P1", "title": title}]
    assert client.put("/v1/jobs", json={"jobs": forms}).status_code == 200
    assert {client.get(f"/v1/jobs/{name}").json()["title"] for name in ("合计", "P1")} == {title}
    assert client.post("/v1/recommendations", json={"worker": {"意向工种": title}}).status_code == 200


def test_locality_and_tried_jobs_count(served):
    first = served.post("/v1/recommendations", json={"worker": WORKER_EXAMPLE}).json()["recommendations"]
    near = served.post("/v1/recommendations", json={"worker": WORKER_EXAMPLE, "locality": 1.0}).json()["recommendations"]
    other = served.post("/v1/recommendations", json={"worker": WORKER_EXAMPLE, "tried": ["J900"]}).json()["recommendations"]
    assert near[0]["terms"] == next(one for one in first if one["job_id"] == near[0]["job_id"])["terms"]
    assert near[0]["score"] != first[0]["score"]
    assert "J900" not in {one["job_id"] for one in other}


def test_why_not_names_the_rule_and_the_way_out(served):
    old = {**WORKER_EXAMPLE, "age": 63}
    answer = served.post("/v1/explanations", json={"worker": old, "job_id": "J900"}).json()
    assert not answer["matches"] and any(rule["rule"] == "age" for rule in answer["rules"])
    assert served.post("/v1/explanations", json={"worker": WORKER_EXAMPLE, "job_id": "J900"}).json()["matches"]


def test_allocation_keeps_within_the_openings_and_proves_itself(client):
    client.post("/v1/jobs", json={"jobs": [{**JOB_EXAMPLE, "openings": 1}]})
    people = [{**WORKER_EXAMPLE, "worker_id": f"W{row}"} for row in range(5)]
    answer = client.post("/v1/allocations", json={"workers": people, "per_worker": 1, "per_opening": 2}).json()
    assert len(answer["pairs"]) == 2 and len(answer["unplaced"]) == 3
    assert answer["certificate"]["gap"] == pytest.approx(0, abs=1e-6)


def test_jobs_are_added_replaced_listed_and_removed(served):
    assert served.post("/v1/jobs", json={"jobs": [JOB_EXAMPLE]}).status_code == 409
    changed = {**JOB_EXAMPLE, "title": "裁剪工"}
    assert served.put("/v1/jobs", json={"jobs": [changed]}).json()["jobs"] == 3
    assert served.get("/v1/jobs/J900").json()["title"] == "裁剪工"
    page = served.get("/v1/jobs", params={"limit": 2}).json()
    rest = served.get("/v1/jobs", params={"limit": 2, "after": page["next"]}).json()
    assert [row["job_id"] for row in page["jobs"] + rest["jobs"]] == ["J900", "J901", "J902"] and rest["next"] is None
    assert served.delete("/v1/jobs/J900").json()["jobs"] == 2
    assert served.delete("/v1/jobs/J900").status_code == 404
    assert "J900" not in served.post("/v1/recommendations", json={"worker": WORKER_EXAMPLE}).text


def test_places_and_occupations(client):
    assert client.get("/v1/places", params={"address": "奉节县白帝镇"}).json()["code"] == "500236117"
    several = client.get("/v1/places", params={"address": "兴隆镇", "near": "500000"})
    assert several.status_code == 409 and len(several.json()["readings"]) == 4
    assert client.get("/v1/places", params={"address": "乌有乡亡是公"}).status_code == 404


def test_ledger_refers_and_records(served):
    sent = served.post("/v1/ledger/referrals", json={"worker": PERSON, "job_ids": ["J900"], "on": "2026-03-02"})
    number = sent.json()["referrals"][0]["referral_id"]
    entry = {"referral_id": number, "outcome": "hired", "on": "2026-03-05"}
    wrong = {"referral_id": "T000000-00000000", "outcome": "hired", "on": "2026-03-05"}
    kinds = [one["kind"] for one in served.post("/v1/ledger/outcomes", json={"outcomes": [entry, wrong]}).json()["verdicts"]]
    assert kinds == ["recorded", "refused"]
    nobody = served.post("/v1/ledger/referrals", json={"worker": {"age": 40}, "job_ids": ["J900"]})
    assert nobody.status_code == 409 and "身份证号" in nobody.json()["detail"]


def test_what_was_entered_by_mistake_is_taken_back(served):
    sent = served.post("/v1/ledger/referrals", json={"worker": PERSON, "job_ids": ["J900"], "on": "2026-03-02"})
    number = sent.json()["referrals"][0]["referral_id"]
    served.post("/v1/ledger/outcomes", json={"outcomes": [{"referral_id": number, "outcome": "hired", "on": "2026-03-05"}]})
    early = served.delete(f"/v1/ledger/referrals/{number}")
    assert early.status_code == 409 and "请先撤销这个结果" in early.json()["detail"]
    assert served.delete(f"/v1/ledger/outcomes/{number}").json() == {"referral_id": number, "state": "issued"}
    assert served.delete(f"/v1/ledger/outcomes/{number}").status_code == 409
    assert served.delete(f"/v1/ledger/referrals/{number}").json() == {"referral_id": number, "state": None}
    assert served.delete(f"/v1/ledger/referrals/{number}").status_code == 409


def test_one_person_may_ask_while_there_are_no_jobs(client):
    answer = client.post("/v1/recommendations", json={"worker": PERSON})
    assert answer.status_code == 200
    assert answer.json()["recommendations"] == [] and "没有在招岗位" in answer.json()["note"]


WRONG = [
    ("post", "/v1/recommendations", {"content": b"{"}, 400),
    ("post", "/v1/recommendations", {"json": {"worker": {"age": "四十"}}}, 422),
    ("post", "/v1/recommendations", {"json": {"worker": {"agee": 40}}}, 422),
    ("post", "/v1/recommendations", {"json": {"worker": {}, "k": -1}}, 422),
    ("post", "/v1/recommendations", {"json": {"worker": {}, "locality": 2}}, 422),
    ("post", "/v1/recommendations", {"content": b'{"worker": {"pay_min_wanted": NaN}}'}, 422),
    ("post", "/v1/recommendations", {"json": []}, 422),
    ("post", "/v1/recommendations", {"content": b"[" * 100_000 + b"]" * 100_000}, 400),
    ("post", "/v1/recommendations", {"content": b'{"worker": {"age": ' + b"9" * 5_000 + b"}}"}, 400),
    ("post", "/v1/recommendations", {"content": b'{"worker": {"skills": "a\\u0000b"}}'}, 422),
    ("post", "/v1/recommendations", {"content": b'{"worker": {"skills": "\xff"}}'}, 400),
    ("post", "/v1/recommendations", {"json": {"worker": {"home_code": "山里"}}}, 422),
    ("post", "/v1/jobs", {"json": {"jobs": [{"job_id": "J1", "title": "工", "valid_until": "0044-05-14"}]}}, 422),
    ("post", "/v1/jobs", {"json": {"jobs": [{"job_id": "J1", "title": "工", "work_code": "__main__"}]}}, 422),
    ("post", "/v1/explanations", {"json": {"worker": {}, "job_id": "没有"}}, 404),
    ("post", "/v1/jobs", {"json": {"jobs": []}}, 422),
    ("post", "/v1/jobs", {"json": {"jobs": [{"job_id": "../../x", "title": "工"}]}}, 422),
    ("post", "/v1/jobs", {"json": {"jobs": [{"@type": "JobPosting", "title": "工"}]}}, 422),
    ("post", "/v1/jobs", {"json": {"jobs": [JOB_EXAMPLE, JOB_EXAMPLE]}}, 409),
    ("post", "/v1/jobs", {"content": b"x" * 8_500_000}, 413),
    ("post", "/v1/allocations", {"json": {"workers": [WORKER_EXAMPLE] * 5_001}}, 422),
    ("delete", "/v1/jobs/J404", {}, 404),
    ("patch", "/v1/jobs", {}, 405),
    ("get", "/nowhere", {}, 404),
    ("get", "/v1/places", {"params": {"near": "x"}}, 422),
    ("get", "/static/../setup.cfg", {}, 404),
    ("get", "/static/%2e%2e/%2e%2e/cli.py", {}, 404),
]


@pytest.mark.parametrize(("method", "path", "sent", "status"), WRONG)
def test_wrong_requests_are_told_what_to_do(served, method, path, sent, status):
    headers = {"content-type": "application/json"} if "content" in sent else {}
    answer = served.request(method, path, headers=headers, **sent)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status and problem["type"].startswith("urn:jobmatch:problem:") and problem["detail"]
    assert served.get("/health/ready").json()["jobs"] == 3


def test_errors_never_repeat_personal_values(served):
    answer = served.post("/v1/recommendations", json={"worker": {"name": 13812345678, "id_number": ["500236199001010120"]}})
    assert answer.status_code == 422
    assert "13812345678" not in answer.text and "500236199001010120" not in answer.text


def test_openapi_has_chinese_examples_and_problem_details(client):
    schema = client.get("/openapi.json").json()
    assert schema["components"]["schemas"]["Worker"]["examples"][0]["wanted_occupation"]
    routes = [route for path, methods in schema["paths"].items() if path.startswith("/v1") for route in methods.values()]
    assert len(routes) > 10
    assert all("application/problem+json" in route["responses"]["422"]["content"] for route in routes)
    page = client.get("/docs")
    assert page.status_code == 200 and "给一个人推荐岗位" in page.text


def test_every_request_in_the_documentation_can_be_sent_as_it_stands(client):
    schema = client.get("/openapi.json").json()
    shown = html.unescape(client.get("/docs").text)
    sent = []
    for path, method in (("/v1/jobs", "put"), *((path, "post") for path, methods in schema["paths"].items() if "post" in methods)):
        name = schema["paths"][path][method]["requestBody"]["content"]["application/json"]["schema"]["$ref"].split("/")[-1]
        (example,) = schema["components"]["schemas"][name]["examples"]
        answer = client.request(method, path, json=example)
        wanted = 409 if (path, method) == ("/v1/jobs", "post") else 200 if path != "/v1/ledger/referrals" else 201
        assert answer.status_code == wanted, answer.text  # the jobs are there already
        command = shown.split(f"curl -X {method.upper()} {LOCAL}{path} ")[1]
        assert json.loads(command.split("-d '")[1].split("'</pre>")[0]) == example
        sent.append(path)
    assert len(sent) == 7
    found = client.post("/v1/recommendations", json=schema["components"]["schemas"]["RecommendationBody"]["examples"][0]).json()
    assert found["recommendations"][0]["job_id"] == "J900"


def test_a_wrong_field_is_named_as_it_was_sent(client):
    told = client.post("/v1/recommendations", json={"worker": {"wanted": "缝纫工"}}).json()
    assert [one["where"] for one in told["errors"]] == ["worker.wanted"]
    told = client.put("/v1/jobs", json={"jobs": [JOB_EXAMPLE, {**JOB_EXAMPLE, "age_max": "六十"}]}).json()
    assert [one["where"] for one in told["errors"]] == ["jobs.1.age_max"]


def test_a_county_that_does_not_exist_is_not_passed_over(client):
    asked = {"address": "兴隆镇", "near": "999999"}
    told = client.get("/v1/places", params=asked)
    assert told.status_code == 404 and "999999" in told.json()["detail"]
    assert client.get("/v1/places", params=asked | {"near": "500242"}).json()["code"] == "500242105"


def test_what_openapi_says_to_portals_is_chinese(client):
    schema = client.get("/openapi.json").json()
    said = {name: one.get("description", "") for name, one in schema["components"]["schemas"].items()}
    assert [name for name, text in said.items() if not re.search("[\u4e00-\u9fff]|schema.org", text)] == []


def test_metrics_count_routes_and_hold_nothing_personal(served):
    served.post("/v1/recommendations", json={"worker": PERSON})
    served.get("/v1/places", params={"address": "秀山县梅江镇"})
    text = served.get("/metrics").text
    assert 'route="/v1/recommendations"' in text and "jobmatch_jobs 3.0" in text
    assert "张三" not in text and "梅江" not in text


@settings(max_examples=25)
@given(
    st.dictionaries(st.text(min_size=1, max_size=8), st.one_of(st.none(), st.text(max_size=20), st.integers(), st.booleans()), max_size=4)
)
def test_any_object_as_a_worker_is_answered_or_refused(shared_client, worker):
    answer = shared_client.post("/v1/recommendations", json={"worker": worker, "k": 2})
    assert answer.status_code in (200, 422)


@pytest.fixture(scope="module")
def shared_client(tmp_path_factory):
    from jobmatch.service.app import create_app
    from jobmatch.service.settings import Settings

    with TestClient(create_app(Settings()), base_url="http://127.0.0.1:8000") as client:
        client.post("/v1/jobs", json={"jobs": [JOB_EXAMPLE]})
        yield client


def test_the_requests_of_the_readme_are_answered(client):
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    sent = re.findall(r"curl -X (\w+) http://127\.0\.0\.1:8000(\S+) .*\\\n  -d '(.*)'", readme)
    assert [path for _, path, _ in sent] == ["/v1/jobs", "/v1/recommendations"]
    answers = [client.request(method, path, json=json.loads(body)) for method, path, body in sent]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[1].json()["recommendations"][0]["job_id"] == "J1"


def test_an_id_that_is_made_is_nobody_elses(served):
    workers = [
        {"worker_id": "W0002", "wanted_occupation": "缝纫"},
        {"wanted_occupation": "保洁"},
        {"编号": "甲", "意向工种": "保洁"},
        {"age": 40},
    ]
    answer = served.post("/v1/allocations", json={"workers": workers})
    assert answer.status_code == 200
    assert {pair["worker_id"] for pair in answer.json()["pairs"]} == {"W0002", "W0003", "甲", "W0005"}
    again = served.post("/v1/allocations", json={"workers": [workers[0], workers[0]]})
    assert again.status_code == 409


def referral(number: int, *job_ids: str, **more) -> dict:
    return {"worker": {**PERSON, "worker_id": f"W{number}", "id_number": None, "name": f"张{number}"}, "job_ids": list(job_ids), **more}


def refused_referral(client: TestClient, body: dict) -> list[tuple[str, str]]:
    """What the answer says of each job, of a referral that must be refused as a whole."""
    answer = client.post("/v1/ledger/referrals", json=body)
    assert answer.status_code == 409 and answer.headers["content-type"] == "application/problem+json", answer.text
    return [(one["where"], one["message"]) for one in answer.json()["errors"]]


def test_no_more_people_are_referred_than_the_ratio_allows(client):
    client.post(
        "/v1/jobs", json={"jobs": [{**JOB_EXAMPLE, "openings": 1, "referred": 1}, {**JOB_EXAMPLE, "job_id": "J2", "title": "裁剪工"}]}
    )
    sent = [client.post("/v1/ledger/referrals", json=referral(at, "J900")).status_code for at in range(3)]
    assert sent[:2] == [201, 201]
    one_too_many = refused_referral(client, referral(3, "J2", "J900"))
    assert one_too_many == [("job_ids.1", "招满或推荐名额已用完")]
    again = client.post("/v1/ledger/referrals", json=referral(0, "J900")).json()["referrals"][0]
    assert again["referral_id"] and not again["note"]  # his own letter is open still
    assert client.post("/v1/ledger/referrals", json=referral(4, "J2")).status_code == 201


@pytest.mark.parametrize(
    ("job", "why"),
    [
        ({"valid_until": "2026-02-28"}, "招聘已过期"), ({"valid_from": "2026-03-03"}, "招聘还没有开始"),
        ({"openings": 2, "placed": 2}, "招满或推荐名额已用完"), ({"openings": 2, "referred": 6}, "招满或推荐名额已用完"),
        ({"openings": 1, "referred": 3, "kind": "internship"}, "招满或推荐名额已用完"),
    ],
)  # fmt: skip
def test_nobody_is_referred_to_a_post_that_is_not_open(client, job, why):
    client.post("/v1/jobs", json={"jobs": [{**JOB_EXAMPLE, **job}]})
    assert refused_referral(client, referral(0, "J900", on="2026-03-02")) == [("job_ids.0", why)]


def test_who_was_refused_is_hired_or_too_young_is_referred_no_more(served):
    number = served.post("/v1/ledger/referrals", json=referral(0, "J900", on="2026-03-02")).json()["referrals"][0]["referral_id"]
    said = {"referral_id": number, "outcome": "declined", "on": "2026-03-03"}
    served.post("/v1/ledger/outcomes", json={"outcomes": [said]})
    (told,) = refused_referral(served, referral(0, "J900", on="2026-03-04"))
    assert told[0] == "job_ids.0" and "本人不愿意" in told[1]
    number = served.post("/v1/ledger/referrals", json=referral(0, "J901", on="2026-03-04")).json()["referrals"][0]["referral_id"]
    served.post("/v1/ledger/outcomes", json={"outcomes": [{"referral_id": number, "outcome": "hired", "on": "2026-03-05"}]})
    assert "录用" in refused_referral(served, referral(0, "J902", on="2026-03-06"))[0][1]
    child = referral(1, "J900", on="2026-03-02")
    child["worker"]["birth_date"] = "2012-01-01"
    assert "16周岁" in refused_referral(served, child)[0][1]
    assert served.post("/v1/ledger/referrals", json=referral(2, "J000")).status_code == 404
    assert served.post("/v1/ledger/referrals", json=referral(2, "J900", on="2199-01-01")).status_code == 409
