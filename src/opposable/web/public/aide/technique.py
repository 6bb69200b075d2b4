"""What machines ask for: robots, map of the site, security contact, health, measures."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from opposable.web.public.aide.plan import adresses
from opposable.web.socle import droit
from opposable.web.socle.droit_servi import du_droit

if TYPE_CHECKING:
    from django.http import HttpRequest

URLSET = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">'
)
VALIDITE = timedelta(days=180)
"""How long the security contact is stated for: RFC 9116 asks for less than a year."""


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


@du_droit(8)
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
