"""Login, logout, and the password asked for again before signing."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import user_has_device

from opposable.web.bureau.comptes import demonstration, fournisseur
from opposable.web.bureau.comptes.acces import (
    Requete,
    confirmer_la_seance,
    ouvert,
    ouvrir_la_seance,
    reserve,
    suite,
    vers,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from opposable.web.bureau.comptes.models import Agent


class Connexion(AuthenticationForm):
    """An identifier and a password; which of them is wrong is not told."""

    error_messages = {  # noqa: RUF012 - Django's own way
        "invalid_login": gettext_lazy("L’identifiant ou le mot de passe n’est pas le bon."),
        "inactive": gettext_lazy("L’identifiant ou le mot de passe n’est pas le bon."),
    }


@ouvert
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def connexion(requete: HttpRequest) -> HttpResponse:
    """Let someone in, or ask for their second factor first."""
    formulaire = Connexion(requete, requete.POST or None)
    if not (requete.method == "POST" and formulaire.is_valid()):
        statut = HTTPStatus.UNPROCESSABLE_ENTITY if formulaire.is_bound else HTTPStatus.OK
        contexte = {
            "formulaire": formulaire,
            "suite": suite(requete),
            "essais": _essais(),
            "fournisseur": fournisseur.ouvert() and settings.OIDC_NOM,
        }
        return render(requete, "comptes/connexion.html", contexte, status=statut)
    entrer(requete, formulaire.get_user())
    return redirect(suite(requete))


def _essais() -> dict[str, object]:
    """Return who may be tried here, and the password that they share."""
    comptes = demonstration.comptes()
    if not comptes:
        return {}
    mot = demonstration.gens()["mot_de_passe"]
    return {
        "comptes": comptes,
        "mot": mot,
        "commencer": demonstration.commencer(),
        "employeur": demonstration.employeur(),
    }


def entrer(requete: HttpRequest, agent: Agent) -> None:
    """Open the session of someone whose account is proved."""
    login(requete, agent)
    ouvrir_la_seance(requete, attend_code=user_has_device(agent))


@ouvert
@require_POST
def deconnexion(requete: HttpRequest) -> HttpResponse:
    """End the session, and that at the identity provider where it came from there."""
    sortie = fournisseur.adresse_de_sortie(requete)
    logout(requete)
    return redirect(sortie or "comptes:connexion")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@reserve()
def confirmer(requete: Requete) -> HttpResponse:
    """Ask for the password again: what follows binds the service."""
    faux = False
    if requete.method == "POST":
        dits = {"username": requete.user.identifiant, "password": requete.POST.get("password", "")}
        if authenticate(requete, **dits) == requete.user:
            confirmer_la_seance(requete)
            return redirect(suite(requete))
        faux = True
    statut = HTTPStatus.UNPROCESSABLE_ENTITY if faux else HTTPStatus.OK
    contexte = {
        "faux": faux,
        "suite": suite(requete),
        "fournisseur": fournisseur.JETON in requete.session and settings.OIDC_NOM,
    }
    return render(requete, "comptes/confirmer.html", contexte, status=statut)


def bloquee(
    requete: HttpRequest, reponse: HttpResponse, _dits: dict[str, str] | None = None
) -> HttpResponse:
    """Answer whoever failed too often: the account waits."""
    del reponse
    statut = HTTPStatus.TOO_MANY_REQUESTS
    contexte = {"retour": vers("comptes:connexion", suite(requete))}
    return render(requete, "comptes/bloquee.html", contexte, status=statut)
