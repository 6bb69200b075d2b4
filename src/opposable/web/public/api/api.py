"""The API, version 1: its addresses, its document, and how a refusal is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ninja import NinjaAPI
from ninja.errors import ValidationError

from opposable.errors import RequeteError
from opposable.web.public.api import determinations, lectures
from opposable.web.public.api.documentation import completer
from opposable.web.public.api.problemes import probleme

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from ninja.operation import Operation

DESCRIPTION = """Peut-on opposer la situation de l’emploi à une demande d’autorisation de travail ?

Les réponses sont celles de `opposable decide`, avec chaque motif. Sans clé. Les erreurs sont des
`application/problem+json` en français. Débit par adresse : entêtes `RateLimit-*`."""


class Api(NinjaAPI):
    """The API; its document names every operation and shows what it answers."""

    def get_openapi_schema(self, **options: Any) -> Any:
        """Return the OpenAPI document."""
        return completer(super().get_openapi_schema(**options))

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name that a generated client gives an operation: that of its function."""
        return operation.view_func.__name__


api = Api(
    title="Opposable",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
api.add_router("", determinations.router)
api.add_router("", lectures.router)


@api.exception_handler(RequeteError)
def refuser(_requete: HttpRequest, refus: RequeteError) -> HttpResponse:
    """Tell what must be corrected."""
    return probleme(refus.statut, refus.message, refus.fautes)


@api.exception_handler(ValidationError)
def invalider(_requete: HttpRequest, _erreur: ValidationError) -> HttpResponse:
    """Refuse a parameter that the framework itself could not read."""
    return probleme(422, "Un paramètre n’a pas pu être lu ; voyez /api/.")
