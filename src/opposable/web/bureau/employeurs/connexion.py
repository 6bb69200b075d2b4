"""Entering by an account, and leaving: tries are counted as those of the office are."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from axes.handlers.proxy import AxesProxyHandler
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from opposable.web.bureau import tenue
from opposable.web.bureau.comptes import connexion as office
from opposable.web.bureau.comptes import demonstration
from opposable.web.bureau.comptes.acces import ouvert, suite, vers
from opposable.web.bureau.employeurs.acces import ENTREE
from opposable.web.bureau.employeurs.models import Employeur, replier
from opposable.web.bureau.employeurs.seance import admis, entrer, sortir

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COMPTE = "username"
"""Field of the address, as what counts tries calls it."""


@ouvert
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def connexion(requete: HttpRequest) -> HttpResponse:
    """Let an employer in; which of address and password is wrong is not told."""
    courriel, faux = requete.POST.get(COMPTE, "")[:254], False
    if requete.method == "POST":
        employeur = prouver(requete, courriel, requete.POST.get("password", "")[:200])
        if employeur is not None:
            entrer(requete, employeur)
            return redirect(suite(requete, ENTREE))
        faux = True
    contexte = {
        "faux": faux,
        "courriel": courriel,
        "suite": suite(requete, ENTREE),
        "essai": demonstration.employeur(),
    }
    statut = HTTPStatus.UNPROCESSABLE_ENTITY if faux else HTTPStatus.OK
    return render(requete, "employeurs/connexion.html", contexte, status=statut)


@ouvert
@require_POST
def deconnexion(requete: HttpRequest) -> HttpResponse:
    """End the session."""
    sortir(requete)
    return redirect("guichet:entree")


def prouver(requete: HttpRequest, courriel: str, mot: str) -> Employeur | None:
    """Return the account of an address and its password, None where they do not go together.

    An unknown address takes as long as a known one. Six wrong passwords close the account for a
    quarter of an hour, even to the right one: `bloquee` answers.
    """
    dits = {COMPTE: replier(courriel)}
    if not AxesProxyHandler.is_allowed(requete, dits):
        requete.axes_locked_out = True  # type: ignore[attr-defined]
        return None
    employeur = Employeur.objects.ouvert(courriel)
    juste = (employeur or Employeur()).check_password(mot)
    if employeur is None or not juste or not admis(employeur):
        AxesProxyHandler.user_login_failed(__name__, credentials=dits, request=requete)
        return None
    AxesProxyHandler.reset_attempts(username=dits[COMPTE])
    employeur.last_login = timezone.now()
    with tenue.ecriture():
        employeur.save(update_fields=["last_login"])
    return employeur


def bloquee(
    requete: HttpRequest, reponse: HttpResponse, dits: dict[str, str] | None = None
) -> HttpResponse:
    """Answer whoever failed too often: an employer at the door, an agent at the office's."""
    if not requete.path.startswith(reverse("guichet:entree")):
        return office.bloquee(requete, reponse, dits)
    contexte = {"retour": vers("employeurs:entrer", suite(requete, ENTREE))}
    statut = HTTPStatus.TOO_MANY_REQUESTS
    return render(requete, "employeurs/bloquee.html", contexte, status=statut)
