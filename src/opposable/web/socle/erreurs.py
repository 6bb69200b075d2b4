"""Pages of error: what happened, in words, and what to do; never a trace."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

if TYPE_CHECKING:
    from django.http import HttpRequest

PANNE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Panne – Opposable</title></head><body><main>
<h1>Ce site est en panne</h1>
<p>La faute est de notre côté ; elle est notée, sans rien de ce que vous avez écrit.
Réessayez dans quelques minutes.</p>
<p lang="en">The fault is ours; it is logged, without anything you wrote.
Please try again in a few minutes.</p>
<p><a href="/">Revenir à la question</a></p>
</main></body></html>
"""
LONGUEUR = 60
"""Characters of an address that are proposed as words to search for, at most."""


def illisible(requete: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be read."""
    del exception
    titre = gettext("Cette demande n’a pas pu être lue")
    aide = gettext("Vérifiez l’adresse, ou recommencez depuis la question.")
    return _page(requete, HTTPStatus.BAD_REQUEST, titre, aide)


def interdit(requete: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request for something that may not be seen."""
    del exception
    titre = gettext("Vous ne pouvez pas voir cette page")
    return _page(requete, HTTPStatus.FORBIDDEN, titre, gettext("Revenez à la question."))


def introuvable(requete: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that leads nowhere."""
    del exception
    titre = gettext("Cette page n’existe pas")
    aide = gettext(
        "L’adresse est peut-être mal recopiée, ou le code n’est sur aucune liste. Cherchez un "
        "métier, ou posez la question."
    )
    return _page(requete, HTTPStatus.NOT_FOUND, titre, aide, cherche=_cherche(requete.path))


def jeton_refuse(requete: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form sent without the token of its page."""
    del reason
    titre = gettext("Ce formulaire a expiré")
    aide = gettext(
        "Pour votre sécurité, un formulaire ne vaut que depuis la page qui l’a montré. Revenez en "
        "arrière, rechargez la page et envoyez-le de nouveau."
    )
    return _page(requete, HTTPStatus.FORBIDDEN, titre, aide)


def panne(_requete: HttpRequest) -> HttpResponse:
    """Answer a fault of ours: a page that needs neither the law, nor a template, nor a database."""
    return HttpResponse(PANNE, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _cherche(chemin: str) -> str:
    """Return the words to search for: what stood where an occupation was expected."""
    debut = reverse("catalogue:metiers")
    mots = chemin.removeprefix(debut).strip("/") if chemin.startswith(debut) else ""
    return mots if len(mots) <= LONGUEUR and mots.isprintable() and "/" not in mots else ""


def _page(
    requete: HttpRequest, statut: HTTPStatus, titre: str, aide: str, cherche: str = ""
) -> HttpResponse:
    contexte = {"titre": titre, "aide": aide, "cherche": cherche}
    return render(requete, "theme/erreur.html", contexte, status=statut)
