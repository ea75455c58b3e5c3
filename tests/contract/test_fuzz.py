# SPDX-License-Identifier: Apache-2.0
"""Requests made from the contract by schemathesis: whatever the schema can produce is answered as the contract says."""
import json
import os

import contract
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import content_type_conformance, not_a_server_error, response_schema_conformance, status_code_conformance
from schemathesis.specs.openapi.checks import negative_data_rejection
from service import SLOW

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "60")) // (3 if SLOW > 1 else 1)

schemathesis.experimental.OPEN_API_3_1.enable()
SCHEMA = schemathesis.from_dict(contract.SPEC, data_generation_methods=[schemathesis.DataGenerationMethod.positive, schemathesis.DataGenerationMethod.negative])


@schemathesis.serializer("application/x-ndjson")
class Lines:
    """A string that is no object becomes the text of one; whatever else is made becomes a line."""

    @staticmethod
    def _bytes(value):
        if isinstance(value, str) and value.lstrip().startswith("{"):
            return value.encode("utf-8", "surrogatepass")
        return json.dumps({"text": value} if isinstance(value, str) else value, default=str).encode()

    def as_requests(self, context, value):
        return {"data": self._bytes(value)}

    def as_werkzeug(self, context, value):
        return {"data": self._bytes(value)}


@SCHEMA.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_generated(service, case):
    host, port = service.address
    response = case.call(base_url=f"http://{host}:{port}", timeout=60)
    case.validate_response(response, checks=(content_type_conformance, response_schema_conformance, status_code_conformance), excluded_checks=(not_a_server_error, negative_data_rejection))
    # 501: the service of these tests has no weights, which a well-formed pair needs
    assert response.status_code < 500 or response.status_code == 505 or (response.status_code == 501 and case.path == "/v1/classify-pair")
