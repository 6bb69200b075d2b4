"""Pages that every public service owes: help, map of the site, notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles import finders
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from opposable.web.public.aide.plan import sections
from opposable.web.socle import droit
from opposable.web.socle.references import nommer
from opposable.web.socle.situations import situations as connues

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LONGUEUR = 2_000
"""Characters kept of the address of the page that is wrong."""
IMAGES = ("question", "choix", "reponse", "carte", "fichier")


@require_safe
def aide(requete: HttpRequest) -> HttpResponse:
    """Show the user guide, with the pictures that the browser tests took."""
    images = {nom: f"aide/aide/{nom}.png" for nom in IMAGES}
    presentes = {nom: chemin for nom, chemin in images.items() if finders.find(chemin)}
    contexte = {"rubrique": "aide", "images": presentes}
    contexte["integrer"] = requete.build_absolute_uri(reverse("demander:integrer"))
    return render(requete, "aide/aide.html", contexte)


@require_safe
def erreur(requete: HttpRequest) -> HttpResponse:
    """Say how to tell a mistake: what to copy, and to whom; nothing is kept here."""
    de = requete.GET.get("de", "")[:LONGUEUR]
    connue = de.startswith("/") and not de.startswith("//")
    contexte = {"adresse": requete.build_absolute_uri(de) if connue else "", **_notices()}
    return render(requete, "aide/erreur.html", contexte)


@require_safe
def situations(requete: HttpRequest) -> HttpResponse:
    """Say who can help a person whom the lists do not govern."""
    jour = droit.aujourd_hui()
    contexte = {
        "rubrique": "aide",
        "situations": connues(),
        "aujourd_hui": jour,
        "admission": [r for r in droit.corpus().regularisation if r.du <= jour <= r.au],
    }
    return render(requete, "aide/situations.html", contexte)


@require_safe
def plan(requete: HttpRequest) -> HttpResponse:
    """Show every page."""
    return render(requete, "aide/plan.html", {"sections": sections()})


@require_safe
def accessibilite(requete: HttpRequest) -> HttpResponse:
    """Declare, honestly, that no audit was made."""
    return render(requete, "aide/accessibilite.html", _notices())


@require_safe
def mentions(requete: HttpRequest) -> HttpResponse:
    """Say who publishes the site, or that it is not said."""
    corpus, langue = droit.corpus(), droit.langue()
    suivis = dict.fromkeys(d.instrument for d in corpus.dispositions.values())
    textes = [nommer(texte, langue) for texte in suivis]
    return render(requete, "aide/mentions.html", {**_notices(), "textes": textes})


@require_safe
def donnees_personnelles(requete: HttpRequest) -> HttpResponse:
    """Say what is kept: nothing."""
    return render(requete, "aide/donnees_personnelles.html", _notices())


def _notices() -> dict[str, str]:
    return {"editeur": settings.EDITEUR, "contact": settings.CONTACT}
