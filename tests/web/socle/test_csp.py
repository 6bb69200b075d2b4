"""The policy of contents made once is that of the library, answer by answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.http import HttpResponse
from django.test import RequestFactory

from opposable.web.socle.csp import Csp

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.test import Client

PARTICULIERES: dict[str, Callable[[HttpRequest, HttpResponse], object]] = {
    "like any other": lambda _, r: r,
    "not found": lambda _, r: setattr(r, "status_code", 404),
    "a fault of ours": lambda _, r: setattr(r, "status_code", 500),
    "may be embedded": lambda _, r: setattr(r, "_csp_replace", {"frame-ancestors": ["*"]}),
    "asks for more": lambda _, r: setattr(r, "_csp_update", {"img-src": ["data:"]}),
    "another policy": lambda _, r: setattr(r, "_csp_config", {"default-src": ["'self'"]}),
    "exempt": lambda _, r: setattr(r, "_csp_exempt", True),
    "its own header": lambda _, r: r.headers.setdefault(HEADER, "default-src 'none'"),
    "a nonce": lambda q, _: str(getattr(q, "csp_nonce")),  # noqa: B009 - added by the layer
}


@pytest.mark.parametrize("nom", PARTICULIERES)
def test_la_politique_est_celle_de_la_bibliotheque(nom: str) -> None:
    """Whatever an answer asks for, the header is what the library would write."""
    ecrites = []
    for couche in (Csp, CSPMiddleware):

        def repondre(requete: HttpRequest) -> HttpResponse:
            setattr(requete, "_csp_nonce", "n" if nom == "a nonce" else None)  # noqa: B010
            reponse = HttpResponse()
            PARTICULIERES[nom](requete, reponse)
            return reponse

        reponse = couche(repondre)(RequestFactory().get("/"))
        assert isinstance(reponse, HttpResponse)
        ecrites.append(reponse.headers.get(HEADER))
    assert ecrites[0] == ecrites[1]


@pytest.mark.parametrize("adresse", ["/", "/absente", "/static/absent.js", "/integrer"])
def test_chaque_reponse_porte_une_politique(client: Client, adresse: str) -> None:
    """Pages, refusals and the question to embed: nothing leaves without a policy."""
    assert "default-src 'none'" in client.get(adresse).headers[HEADER]
