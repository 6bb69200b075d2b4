"""The page of the API: a reference made from the OpenAPI document, without script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from opposable.ecrit.typographie import composer
from opposable.web.public.api.api import api
from opposable.web.public.api.demandes import AU_PLUS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def reference(requete: HttpRequest) -> HttpResponse:
    """Show every address: what it takes, what it answers."""
    document = api.get_openapi_schema()
    contexte = {
        "rubrique": "api",
        "document": document,
        "operations": operations(document),
        "adresse": requete.build_absolute_uri("/api/v1"),
        "debit": settings.DEBIT_PAR_MINUTE,
        "kilos": settings.CORPS_AU_PLUS // 1024,
        "au_plus": AU_PLUS,
    }
    return render(requete, "api/reference.html", contexte)


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every operation of the document: method, address, sentences, parameters."""
    return [
        {
            "methode": methode.upper(),
            "chemin": chemin.removeprefix("/api/v1"),
            "resume": composer(operation.get("summary", "")),
            "description": composer(operation.get("description", "")),
            "parametres": [_parametre(p) for p in operation.get("parameters", [])],
            "reponses": sorted(str(code) for code in operation.get("responses", {})),
        }
        for chemin, methodes in document["paths"].items()
        for methode, operation in methodes.items()
    ]


def _parametre(parametre: dict[str, Any]) -> dict[str, Any]:
    schema = parametre.get("schema", {})
    return {
        "nom": parametre["name"],
        "ou": "chemin" if parametre["in"] == "path" else "adresse",
        "exige": parametre.get("required", False),
        "dit": composer(parametre.get("description", "")),
        "valeurs": ", ".join(map(str, schema.get("enum", []))),
    }
