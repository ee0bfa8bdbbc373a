"""The service keeps what its OpenAPI promises, for requests that are right and for requests that are wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_schema_conformance,
    status_code_conformance,
)

from jobmatch.service.api.bodies import JOB_EXAMPLE, JOB_FORM_EXAMPLE
from jobmatch.service.api.postings import EXAMPLE as POSTING_EXAMPLE
from jobmatch.service.app import create_app
from jobmatch.service.settings import Settings

LOCAL = "http://127.0.0.1:8000"
app = create_app(Settings())
schema = schemathesis.openapi.from_dict(app.openapi())
schema.config.phases.coverage.enabled = False  # thousands of cases: `st run` makes them against a running service
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    positive_data_acceptance, negative_data_rejection,
]  # fmt: skip


@pytest.fixture(scope="module")
def asked() -> Iterator[TestClient]:
    with TestClient(app, base_url=LOCAL) as client:
        client.put("/v1/jobs", json={"jobs": [JOB_EXAMPLE, JOB_FORM_EXAMPLE, POSTING_EXAMPLE]})
        yield client


@pytest.mark.slow
@schema.parametrize()
@settings(max_examples=6, suppress_health_check=list(HealthCheck))
def test_every_operation_keeps_its_contract(case, asked):
    answer = asked.request(**case.as_transport_kwargs(base_url=LOCAL))
    case.validate_response(answer, checks=CHECKS)
