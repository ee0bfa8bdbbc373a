"""Who is let in, what is not taken, and what never happens."""

from __future__ import annotations

import io
import json
import logging
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.responses import HTMLResponse
from fastapi.testclient import TestClient

from jobmatch.errors import PolicyError, StoreError, TableError, UnknownId
from jobmatch.service.api.bodies import JOB_EXAMPLE, WORKER_EXAMPLE
from jobmatch.service.app import create_app
from jobmatch.service.desk.uploads import check_size, opened, read, safe_name
from jobmatch.service.guard import Guard, Rate
from jobmatch.service.metrics import JsonLines
from jobmatch.service.run import list_tokens, revoke_token
from jobmatch.service.settings import Limits, Settings
from jobmatch.service.tokens import Tokens
from tests.opendocument import ods, row, table

OUTSIDE = "http://portal.example:8000"


@pytest.fixture
def tokens(tmp_path: Path) -> dict[str, str]:
    kept = Tokens(tmp_path)
    return {
        "reader": kept.issue("门户", ["read"]),
        "writer": kept.issue("后台", ["read", "write"]),
        "old": kept.issue("旧", ["read"], days=-1),
    }


@pytest.fixture
def outside(tmp_path, tokens):
    with TestClient(create_app(Settings(data=tmp_path, host="0.0.0.0")), base_url=OUTSIDE) as client:
        yield client


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_no_tokens_no_other_hosts(tmp_path):
    with pytest.raises(PolicyError, match="令牌"):
        create_app(Settings(data=tmp_path, host="0.0.0.0"))


def test_tokens_are_kept_as_hashes_and_scopes_must_exist(tmp_path):
    tokens = Tokens(tmp_path)
    text = tokens.issue("门户", ["read"])
    assert text not in tokens.path.read_text(encoding="utf-8")
    with pytest.raises(StoreError, match="root"):
        tokens.issue("坏", ["root"])
    with pytest.raises(StoreError, match="--data"):
        Tokens(None).issue("无", ["read"])


@pytest.mark.parametrize(("who", "status"), [(None, 401), ("old", 401), ("nonsense", 401), ("reader", 200), ("writer", 200)])
def test_reading_needs_a_token_that_holds(outside, tokens, who, status):
    headers = bearer(tokens.get(who, "jm_nonsense")) if who else {}
    answer = outside.post("/v1/recommendations", json={"worker": WORKER_EXAMPLE}, headers=headers)
    assert answer.status_code == status
    if status == 401:
        assert "Bearer" in answer.headers["www-authenticate"] and answer.json()["detail"]


def test_a_token_that_is_revoked_holds_no_more_in_a_running_service(outside, tokens):
    assert outside.get("/v1/jobs", headers=bearer(tokens["reader"])).status_code == 200
    settings = outside.app.state.settings
    listed = "\n".join(list_tokens(settings))
    assert len(listed.splitlines()) == len(tokens) and "权限 read" in listed and "（已过期）" in listed
    assert not any(text in listed for text in tokens.values())
    assert "1 个令牌已作废" in revoke_token(settings, "门户")
    assert outside.get("/v1/jobs", headers=bearer(tokens["reader"])).status_code == 401
    assert outside.get("/v1/jobs", headers=bearer(tokens["writer"])).status_code == 200
    with pytest.raises(UnknownId, match="没有发给 门户 的令牌"):
        revoke_token(settings, "门户")


def test_writing_needs_its_scope(outside, tokens):
    body = {"jobs": [JOB_EXAMPLE]}
    assert outside.post("/v1/jobs", json=body, headers=bearer(tokens["reader"])).status_code == 403
    assert outside.get("/health/ready").json()["jobs"] == 0
    assert outside.post("/v1/jobs", json=body, headers=bearer(tokens["writer"])).status_code == 201


def test_the_desk_on_another_host_asks_for_a_token(outside, tokens):
    assert 'name="token"' in outside.get("/").text
    wrong = outside.post("/desk/login", data={"token": "x"})
    assert wrong.status_code == 401 and "令牌不对" in wrong.text
    page = outside.post("/desk/login", data={"token": tokens["reader"]})
    assert 'id="drop"' in page.text and "显示完整姓名" not in page.text


def sit_down(client: TestClient, token: str) -> dict[str, str]:
    """Sit down at the desk, and return what every change of the page must bring along."""
    page = client.post("/desk/login", data={"token": token})
    assert page.status_code == 200, page.text
    return {"X-CSRF": re.search('"X-CSRF": "([^"]+)"', page.text)[1]}


def test_a_token_that_may_only_write_is_told_so_at_the_desk(outside, tmp_path):
    answer = outside.post("/desk/login", data={"token": Tokens(tmp_path).issue("仅写", ["write"])})
    assert answer.status_code == 403 and "没有 read 权限" in answer.text


def test_who_may_only_read_is_not_offered_to_enter_answers(outside, tokens):
    for who, offered in (("reader", False), ("writer", True)):
        outside.cookies.clear()
        outside.app.state.settings = replace(outside.app.state.settings, ledger="台账.db")
        page = outside.post("/desk/demo", headers=sit_down(outside, tokens[who]))
        assert ("愿意去</button>" in page.text) is offered
        worker_id = re.search('data-id="([^"]+)"', page.text)[1]
        assert ("愿意去</button>" in outside.get("/desk/person", params={"worker_id": worker_id}).text) is offered


def test_a_sitting_ends_with_its_token(outside, tokens):
    secret = sit_down(outside, tokens["reader"])
    assert 'id="drop"' in outside.get("/").text
    revoke_token(outside.app.state.settings, "门户")
    answer = outside.post("/desk/demo", headers=secret)
    assert answer.status_code == 401 and answer.json()["detail"]
    assert 'name="token"' in outside.get("/").text


def test_every_unmasking_has_its_line(outside, tmp_path, caplog):
    secret = sit_down(outside, Tokens(tmp_path).issue("主任", ["read", "unmask"]))
    caplog.set_level(logging.WARNING, logger="jobmatch.audit")

    def lines() -> list[tuple[str, str, str]]:
        told = [json.loads(JsonLines().format(record)) for record in caplog.records if record.name == "jobmatch.audit"]
        return [(one["what"], one["token"], one["where"]) for one in told]

    outside.post("/desk/demo", headers=secret)
    assert lines() == []
    outside.post("/desk/unmask", headers=secret)
    assert lines() == [("unmask", "主任", "desk")]
    outside.get("/desk/workbook")
    outside.post("/desk/demo", headers=secret)  # other people, shown in full at once
    assert [where for _, _, where in lines()] == ["desk", "workbook", "desk"]


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded"])
def test_a_body_that_is_not_said_to_be_json_is_told_so(client, kind):
    """What curl and PHP send where nothing else is asked for."""
    headers = {"content-type": kind} if kind else {}
    answer = client.post("/v1/recommendations", content=json.dumps({"worker": WORKER_EXAMPLE}), headers=headers)
    assert answer.status_code == 415 and answer.headers["content-type"] == "application/problem+json"
    assert "application/json" in answer.json()["detail"]


def test_a_problem_bears_the_number_of_its_request(client):
    for answer in (
        client.get("/nowhere"),
        client.post("/v1/recommendations", json=[]),
        client.get("/v1/jobs", headers={"host": "evil.example"}),
    ):
        assert answer.json()["instance"] == f"urn:jobmatch:request:{answer.headers['x-request-id']}"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", ""])
def test_loopback_knows_only_its_own_names(client, host):
    assert client.get("/v1/jobs", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}])
def test_other_sites_cannot_write(client, headers):
    assert client.post("/v1/jobs", json={"jobs": [JOB_EXAMPLE]}, headers=headers).status_code == 403
    assert client.get("/health/ready").json()["jobs"] == 0


def test_every_answer_carries_the_security_headers(client):
    for path in ("/", "/v1/jobs", "/nowhere", "/static/desk.css"):
        headers = client.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"] and "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"


def test_an_answer_keeps_the_security_header_that_it_brings_itself():
    printed = HTMLResponse("", headers={"Content-Security-Policy": "default-src 'self'"})
    headers = TestClient(Guard(printed, Settings()), base_url="http://127.0.0.1:8000").get("/").headers
    assert headers.get_list("content-security-policy") == ["default-src 'self'"]
    assert headers.get_list("x-frame-options") == ["DENY"] and len(headers.get_list("x-request-id")) == 1


def test_requests_beyond_the_rate_wait(tmp_path, tokens):
    settings = Settings(data=tmp_path, host="0.0.0.0", limits=Limits(per_minute=5))
    with TestClient(create_app(settings), base_url=OUTSIDE) as client:
        statuses = [client.get("/health/live").status_code for _ in range(8)]
    assert statuses[:5] == [200] * 5 and 429 in statuses[5:]
    rate = Rate(60)
    assert all(rate.admits("A", now=0.0) for _ in range(60)) and not rate.admits("A", now=0.5) and rate.admits("A", now=1.6)


def test_a_body_without_a_length_is_counted_as_it_comes(client):
    answer = client.post("/v1/jobs", content=(b"x" * 500_000 for _ in range(18)), headers={"content-type": "application/json"})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/v1/jobs", {"x-more": "x" * 200_000}, 431), ("/v1/jobs", {f"x-{at}": "x" * 100 for at in range(200)}, 431),
        (f"/v1/places?address={'x' * 20_000}", {}, 414), ("/v1/jobs", {"cookie": "x" * 8_000}, 200),
    ],
)  # fmt: skip
def test_headers_and_addresses_are_held_to_a_limit(client, path, headers, status):
    answer = client.get(path, headers=headers)
    assert answer.status_code == status
    if status != 200:
        assert answer.headers["content-type"] == "application/problem+json" and "16000 字节" in answer.json()["detail"]


def test_uploads_of_100_mb_are_refused_unread(client):
    answer = client.post(
        "/desk/files", content=b"", headers={"content-length": "100000000", "content-type": "multipart/form-data; boundary=x"}
    )
    assert answer.status_code == 413 and "20 MB" in answer.json()["detail"]


def _workbook(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"xl/worksheets/sheet1.xml": b"0" * 3_000_000}, "解压后超过 2 MB"),
        ({"xl/worksheets/sheet1.xml": b'<row><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'}, "1048576 行 16384 列"),
        ({"xl/worksheets/sheet1.xml": b'<row><c r="A1"><v>1</v></c><c r="XFC90000"><v>1</v></c></row>'}, "90000 行"),
    ],
)
def test_bombs_are_refused_before_they_are_read(parts, words):
    with pytest.raises(TableError, match=words):
        check_size("表.xlsx", _workbook(parts), Limits(expanded_bytes=2_000_000))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row(("甲", 3), times=100_001)], "100001 行 3 列"),
        ([row(("甲", 16_384), times=400)], "400 行 16384 列"),
        ([row("甲"), row(100, times=50_000), row(100, "乙")], "50002 行 101 列"),
    ],
)
def test_one_cell_that_stands_for_many_is_refused_before_it_is_read(rows, words):
    with pytest.raises(TableError, match=words):
        opened("表.ods", ods(*rows), Limits())


def test_an_open_document_with_blank_rows_to_the_edge_is_no_bomb():
    upload = opened("岗位.ods", table([["单位名称", "岗位名称", "招聘人数"], ["甲厂", "缝纫工", "2"]]), Limits())
    assert (upload.kind, len(upload.sheets[0].rows)) == ("jobs", 2)
    assert read(upload, Settings()).frame["title"].tolist() == ["缝纫工"]
    upload.fixes["表一", 2, "岗位名称"] = "裁剪工"
    assert read(upload, Settings()).frame["title"].tolist() == ["裁剪工"]


def test_a_corner_that_is_only_formatted_is_no_bomb():
    check_size("表.xlsx", _workbook({"xl/worksheets/sheet1.xml": b'<row><c r="A1"><v>1</v></c><c r="XFD1048576" s="3"/></row>'}), Limits())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("表.xlsx", b"PK\x03\x04broken"),
        ("表.exe", b"MZ"),
        ("表.xlsx", b""),
        ("表.csv", b"\x89PNG\x00\x00"),
        ("表.xlsx", b"<html></html>"),
        ("表.ods", b"PK"),
    ],
)
def test_files_that_are_no_tables_are_refused_with_words(name, data):
    with pytest.raises(TableError) as told:
        opened(name, data, Limits())
    assert name in str(told.value) and len(str(told.value)) > 12


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd.csv", "..\\..\\x.csv", "/etc/x.csv", "C:x.csv", "a\x00b.csv", "\u202excel.csv", "." * 300 + ".csv"]
)
def test_names_of_files_are_never_paths(name):
    clean = safe_name(name)
    assert clean == Path(clean).name and len(clean) <= 80 and not set(clean) & set("/\\:\x00\u202e") and clean not in (".", "..")


def test_log_lines_are_json_and_name_the_route_only(client, caplog):
    caplog.set_level(logging.INFO, logger="jobmatch.access")
    client.get("/v1/places", params={"address": "秀山县梅江镇"})
    line = json.loads(JsonLines().format(caplog.records[-1]))
    assert line["route"].endswith("/places") and line["status"] == 200 and "梅江" not in json.dumps(line, ensure_ascii=False)


@pytest.mark.parametrize(
    "path",
    [
        "/desk/person?worker_id=<script>",
        "/desk/why?worker_id=x&job_id=y",
        "/desk/why-not?worker_id=x&job=y",
        "/desk/workbook",
        "/desk/cards",
    ],
)
def test_a_page_without_results_says_so(client, path):
    client.get("/")
    answer = client.get(path)
    assert answer.status_code == 422 and "两个文件" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("worker", "where", "words"),
    [
        ({"sex": "m"}, "worker.sex", "male、female"),
        ({"worker_id": "../x"}, "worker.worker_id", "编号只用字母"),
        ({"home_code": "50"}, "worker.home_code", "6、9 或 12 位"),
        ({"wanted_occupation": "缝" * 2_001}, "worker.wanted_occupation", "最多 2000 个字"),
        ({"姓名": ["x"]}, "worker.姓名", "应是文字，或应是数字"),
        ({"姓名": "甲", "age": 40}, "worker.age", "不能混用"),
        ({"form": 1}, "worker.form", "没有这个字段"),
    ],
)
def test_every_place_is_named_once_and_what_to_write_there(client, worker, where, words):
    answer = client.post("/v1/recommendations", json={"worker": worker})
    [one] = answer.json()["errors"]
    assert answer.status_code == 422 and words in one["message"]
    assert one["where"] == where


def test_of_several_ways_of_writing_the_one_that_was_meant_is_put_right(client):
    posting = {"@type": "JobPosting", "identifier": "A", "title": "缝纫工", "baseSalary": {"value": {"minValue": -5}}}
    answer = client.put("/v1/jobs", json={"jobs": [posting]})
    assert answer.json()["errors"] == [{"where": "jobs.0.baseSalary.value.minValue", "message": "太小；界限是 0.0"}]


def test_a_field_that_is_not_there_is_named(client):
    answer = client.put("/v1/jobs", json={"jobs": [{"岗位编号": "J1"}]})
    assert answer.json()["errors"] == [{"where": "jobs.0.岗位名称", "message": "没有填；请补上"}]
