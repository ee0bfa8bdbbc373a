"""The service keeps what its OpenAPI promises, for requests that are right and for requests that are wrong."""

from __future__ import annotations

import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, settings

from jobmatch.service.api.bodies import JOB_EXAMPLE, JOB_FORM_EXAMPLE, POSTING_EXAMPLE
from jobmatch.service.app import create_app
from jobmatch.service.settings import Settings

LOCAL = "http://127.0.0.1:8000"
app = create_app(Settings())
schema = schemathesis.openapi.from_dict(app.openapi())


@schema.parametrize()
@settings(max_examples=6, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
def test_every_operation_keeps_its_contract(case):
    with TestClient(app, base_url=LOCAL) as client:
        client.put("/v1/jobs", json={"jobs": [JOB_EXAMPLE, JOB_FORM_EXAMPLE, POSTING_EXAMPLE]})
        answer = client.request(**case.as_transport_kwargs(base_url=LOCAL))
        case.validate_response(answer)
