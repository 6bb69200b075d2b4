"""What machines ask for: robots, map of the site, security contact, health, measures."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from http import HTTPStatus
from ipaddress import ip_address
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from opposable.errors import OpposableError
from opposable.web import droit
from opposable.web.service import mesures
from opposable.web.service.plan import adresses

if TYPE_CHECKING:
    from django.http import HttpRequest

URLSET = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">'
)
VALIDITE = timedelta(days=180)
"""How long the security contact is stated for: RFC 9116 asks for less than a year."""
RELAIS = ("Forwarded", "X-Forwarded-For", "X-Real-Ip")
"""Headers of a proxy: behind one, the nearest address is not that of who asks."""


def _racine(requete: HttpRequest) -> str:
    return settings.ADRESSE_PUBLIQUE or requete.build_absolute_uri("/").rstrip("/")


@require_safe
def robots(requete: HttpRequest) -> HttpResponse:
    """Let everything be read, but not every possible question."""
    lignes = [
        "User-agent: *",
        "Disallow: /reponse",
        "Disallow: /en/reponse",
        "Disallow: /suggestions/",
        "Disallow: /en/suggestions/",
        "Disallow: /api/v1/determinations",
        f"Sitemap: {_racine(requete)}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lignes) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def plan_xml(requete: HttpRequest) -> HttpResponse:
    """Give every stable page, in both languages."""
    return HttpResponse(_plan(_racine(requete)), content_type="application/xml; charset=utf-8")


@lru_cache(maxsize=8)
def _plan(racine: str) -> str:
    """Return the map: each page in each language, with its other languages beside."""
    par_langue = {}
    for langue, _ in settings.LANGUAGES:
        with translation.override(langue):
            par_langue[langue] = [racine + adresse for adresse in adresses()]
    urls = []
    for meme_page in zip(*par_langue.values(), strict=True):
        langues = [*zip(par_langue, meme_page, strict=True), ("x-default", meme_page[0])]
        autres = "".join(
            f'<xhtml:link rel="alternate" hreflang="{langue}" href="{escape(adresse)}"/>'
            for langue, adresse in langues
        )
        urls += [f"<url><loc>{escape(a)}</loc>{autres}</url>" for a in dict.fromkeys(meme_page)]
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{URLSET}{"".join(urls)}</urlset>\n'


@require_safe
def securite(_requete: HttpRequest) -> HttpResponse:
    """Say where a fault of security is told (RFC 9116); absent where nobody is named."""
    if not settings.CONTACT:
        raise Http404
    contact = settings.CONTACT
    adresse = contact if ":" in contact else f"mailto:{contact}"
    fin = (droit.aujourd_hui() + VALIDITE).isoformat()
    corps = f"Contact: {adresse}\nExpires: {fin}T00:00:00Z\nPreferred-Languages: fr, en\n"
    return HttpResponse(corps, content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def vie(_requete: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return JsonResponse({"vie": True})


@never_cache
@require_safe
def pret(_requete: HttpRequest) -> HttpResponse:
    """Say whether the law is loaded and the database answers; 503 where it is not so."""
    try:
        version = droit.corpus().version
        with connection.cursor() as curseur:
            curseur.execute("SELECT 1")
    except (OpposableError, DatabaseError) as erreur:
        faute = {"pret": False, "faute": type(erreur).__name__}
        return JsonResponse(faute, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return JsonResponse({"pret": True, "droit": version})


@never_cache
@require_safe
def metriques(requete: HttpRequest) -> HttpResponse:
    """Give the measures, in the form of Prometheus, to this machine or to who has the token."""
    if not _permis(requete):
        raise Http404
    return HttpResponse(mesures.texte(), content_type=mesures.TYPE)


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
