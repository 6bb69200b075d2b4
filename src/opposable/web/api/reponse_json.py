"""An answer of the API: JSON as it is, an ETag of its bytes, and how long it may be kept."""

from __future__ import annotations

import hashlib
import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

JSON = "application/json"
PUBLIQUE = "public, max-age=3600"
PERSONNELLE = "private, max-age=600"
EMPREINTE = 20


def repondre(requete: HttpRequest, donnees: Any, garde: str = PUBLIQUE) -> HttpResponseBase:
    """Return data as JSON, or 304 where the asker has the same bytes already."""
    texte = donnees if isinstance(donnees, str) else json.dumps(donnees, ensure_ascii=False)
    return octets(requete, texte.encode(), JSON, garde)


def octets(requete: HttpRequest, corps: bytes, type_: str, garde: str) -> HttpResponseBase:
    """Return bytes of a type, or 304."""
    etag = f'"{hashlib.sha256(corps).hexdigest()[:EMPREINTE]}"'
    connus = parse_etags(requete.META.get("HTTP_IF_NONE_MATCH", ""))
    meme = requete.method in {"GET", "HEAD"} and (etag in connus or "*" in connus)
    reponse: HttpResponse = (
        HttpResponseNotModified()
        if meme
        else HttpResponse(corps, content_type=type_, status=HTTPStatus.OK)
    )
    reponse["ETag"] = etag
    reponse["Cache-Control"] = garde
    reponse["Vary"] = "Accept-Language"
    return reponse
