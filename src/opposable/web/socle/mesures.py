"""Measures of the service, for Prometheus: how many requests, how long; nothing of what is asked.

Each process counts its own. Where the server runs several, set `PROMETHEUS_MULTIPROC_DIR` to an
empty folder and they are added up.
"""

from __future__ import annotations

import os
from ipaddress import ip_address
from time import perf_counter
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

TYPE = CONTENT_TYPE_LATEST
REQUETES = Counter(
    "opposable_requetes", "Requêtes, par route, méthode et statut", ["route", "methode", "statut"]
)
DUREES = Histogram("opposable_duree_secondes", "Durée des requêtes, par route", ["route"])
RELAIS = ("Forwarded", "X-Forwarded-For", "X-Real-Ip")
"""Headers of a proxy: behind one, the nearest address is not that of who asks."""
METHODES = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})


class Mesures:
    """Counts and times each request by its route."""

    def __init__(self, suite: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.suite = suite

    def __call__(self, requete: HttpRequest) -> HttpResponseBase:
        """Answer, then count."""
        debut = perf_counter()
        reponse = self.suite(requete)
        trouvee = requete.resolver_match
        route = trouvee.route if trouvee else "(inconnue)"
        methode = requete.method if requete.method in METHODES else "(autre)"
        compter(route, methode or "", reponse.status_code, perf_counter() - debut)
        return reponse


def compter(route: str, methode: str, statut: int, duree: float) -> None:
    """Count one request, and its seconds."""
    REQUETES.labels(route, methode, statut).inc()
    DUREES.labels(route).observe(duree)


def texte() -> bytes:
    """Return the measures, of every process where they share a folder."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    registre = CollectorRegistry()
    MultiProcessCollector(registre)  # type: ignore[no-untyped-call]
    return generate_latest(registre)


@never_cache
@require_safe
def metriques(requete: HttpRequest) -> HttpResponse:
    """Give the measures, in the form of Prometheus, to this machine or to who has the token."""
    if not _permis(requete):
        raise Http404
    return HttpResponse(texte(), content_type=TYPE)


def _permis(requete: HttpRequest) -> bool:
    jeton = settings.METRIQUES
    donne = requete.headers.get("Authorization", "").removeprefix("Bearer ")
    if jeton:
        return constant_time_compare(donne, jeton)
    if any(nom in requete.headers for nom in RELAIS):
        return False
    try:
        return ip_address(requete.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
