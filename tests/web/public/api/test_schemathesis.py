"""Schemathesis on the OpenAPI document: no error of ours, no break of what it promises."""

import os
from typing import Any

import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings

from opposable.web.public.api.porte import PorteDeLApi
from opposable.web.public.demander.porte import PorteDesPages

CAS = int(os.environ.get("OPPOSABLE_CAS") or ("10000" if os.environ.get("CI") else "1000"))
"""Cases in all: ten thousand in CI."""
APPLICATION = PorteDeLApi(PorteDesPages(get_wsgi_application()))
"""The site as it is served, without the thread that looks out for another law: it would go on
after these tests, and swap the law of others."""
VARIABLES = 7
"""Addresses that take something; the others have a case or two, whatever is asked."""
CONTROLES = [
    schemathesis.checks.not_a_server_error,
    schemathesis.checks.status_code_conformance,
    schemathesis.checks.content_type_conformance,
    schemathesis.checks.response_schema_conformance,
]


def _servie(environ: Any, debuter: Any) -> list[bytes]:
    """Close each answer once read, as a server does and Schemathesis does not."""
    reponse = APPLICATION(environ, debuter)
    try:
        return [b"".join(reponse)]
    finally:
        getattr(reponse, "close", lambda: None)()


schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", _servie)


@schema.parametrize()
@settings(
    max_examples=CAS // VARIABLES + 1,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_le_document_est_tenu(case: Any) -> None:
    """Whatever is asked, every answer is one the document promises."""
    case.call_and_validate(checks=CONTROLES, headers={"Host": "localhost"})
