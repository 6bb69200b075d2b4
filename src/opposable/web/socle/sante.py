"""Health, asked by machines that know this process by its number and not by its name."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from opposable.errors import OpposableError
from opposable.web.socle import droit
from opposable.web.socle.droit_servi import SUCCESSION

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


@never_cache
@require_safe
def vie(_requete: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return JsonResponse({"vie": True})


@never_cache
@require_safe
def pret(_requete: HttpRequest) -> HttpResponse:
    """Say whether the law is loaded, and which, and the database answers; 503 where it is not so.

    `refus` says why the law put in service last is not that one.
    """
    try:
        corpus = droit.corpus()
        with connection.cursor() as curseur:
            curseur.execute("SELECT 1")
    except (OpposableError, DatabaseError) as erreur:
        faute = {"pret": False, "faute": type(erreur).__name__}
        return JsonResponse(faute, status=HTTPStatus.SERVICE_UNAVAILABLE)
    dit = {"pret": True, "droit": corpus.version, "sha256": corpus.sha256}
    return JsonResponse(dit | ({"refus": SUCCESSION.refus} if SUCCESSION.refus else {}))


VUES = {"/sante/vie": vie, "/sante/pret": pret}


class Sante:
    """Answers before the name of the host is checked: a probe calls 127.0.0.1, or an address."""

    def __init__(self, suite: Callable[[HttpRequest], HttpResponse]) -> None:
        self.suite = suite

    def __call__(self, requete: HttpRequest) -> HttpResponse:
        """Answer a question about health, pass on any other."""
        vue = VUES.get(requete.path)
        return vue(requete) if vue else self.suite(requete)
