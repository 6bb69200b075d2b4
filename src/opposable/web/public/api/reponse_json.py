"""An answer of the API: JSON as it is, an ETag of its bytes, and how long it may be kept."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

JSON = "application/json"
PUBLIQUE = "public, max-age=3600"
PERSONNELLE = "private, max-age=600"
SANS_GARDE = "no-store"
EMPREINTE = 20


def repondre(requete: HttpRequest, donnees: Any, garde: str = PUBLIQUE) -> HttpResponseBase:
    """Return data as JSON, or 304 where the asker has the same bytes already."""
    texte = donnees if isinstance(donnees, str) else json.dumps(donnees, ensure_ascii=False)
    return octets(requete, texte.encode(), JSON, garde)


def octets(requete: HttpRequest, corps: bytes, type_: str, garde: str) -> HttpResponseBase:
    """Return bytes of a type, or 304; an answer to POST is kept by nobody and has no ETag."""
    if requete.method == "POST":
        return _garder(HttpResponse(corps, content_type=type_), SANS_GARDE)
    etag = empreindre(corps)
    connus = parse_etags(requete.META.get("HTTP_IF_NONE_MATCH", ""))
    reponse: HttpResponse = (
        HttpResponseNotModified()
        if etag in connus or "*" in connus
        else HttpResponse(corps, content_type=type_)
    )
    reponse["ETag"] = etag
    return _garder(reponse, garde)


def empreindre(corps: bytes) -> str:
    """Return the ETag of bytes."""
    return f'"{hashlib.sha256(corps).hexdigest()[:EMPREINTE]}"'


def _garder(reponse: HttpResponse, garde: str) -> HttpResponse:
    """Say how long an answer may be kept, and that it depends on the language asked for."""
    reponse["Cache-Control"] = garde
    reponse["Vary"] = "Accept-Language"
    return reponse
