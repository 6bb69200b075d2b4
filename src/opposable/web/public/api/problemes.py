"""Errors of the API: `application/problem+json` (RFC 9457), in French, with where to look."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opposable.errors import Faute

TYPE = "application/problem+json"
FAUTES_AU_PLUS = 100
TITRES = {
    HTTPStatus.BAD_REQUEST: "Requête illisible",
    HTTPStatus.NOT_FOUND: "Introuvable",
    HTTPStatus.METHOD_NOT_ALLOWED: "Méthode non permise",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Requête trop grande",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "Type de contenu non pris en charge",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Fait à corriger",
    HTTPStatus.TOO_MANY_REQUESTS: "Trop de requêtes",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Panne",
}


def probleme(statut: int, detail: str, fautes: Sequence[Faute] = ()) -> HttpResponse:
    """Return an error.

    Args:
        statut: HTTP status.
        detail: French sentence: what was found, where, what to do.
        fautes: Everything to correct; the first hundred are told.
    """
    corps: dict[str, object] = {
        "type": "about:blank",
        "title": TITRES.get(HTTPStatus(statut), HTTPStatus(statut).phrase),
        "status": statut,
        "detail": detail,
    }
    if fautes:
        corps["erreurs"] = [faute._asdict() for faute in fautes[:FAUTES_AU_PLUS]]
    texte = json.dumps(corps, ensure_ascii=False).encode("utf-8", "replace")
    return HttpResponse(texte, status=statut, content_type=TYPE)
