"""The way through the identity provider: gone to, come back from, and left."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.exceptions import SuspiciousOperation
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from mozilla_django_oidc.views import (
    OIDCAuthenticationCallbackView,
    OIDCAuthenticationRequestView,
)

from opposable.errors import IdentiteError
from opposable.web.bureau.comptes import fournisseur
from opposable.web.bureau.comptes.acces import confirmer_la_seance, ouvert, suite, vers
from opposable.web.bureau.comptes.connexion import entrer

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SUITE, A_CONFIRMER = "oidc_suite", "oidc_a_confirmer"


class Aller(OIDCAuthenticationRequestView):  # type: ignore[misc] # the library has no types
    """Send to the provider, with what tells its answer from any other."""

    get_settings = staticmethod(fournisseur.reglage)

    def __init__(self) -> None:
        """Ask the provider nothing before someone goes to it."""

    def get_extra_params(self, request: HttpRequest) -> dict[str, str]:
        """Ask the provider to have the password given again, where someone must confirm."""
        return {"prompt": "login", "max_age": "0"} if request.session[A_CONFIRMER] else {}

    def get(self, request: HttpRequest) -> HttpResponse:
        """Go; a provider that does not answer is told."""
        if not fournisseur.ouvert():
            raise Http404
        request.session[SUITE] = suite(request)
        request.session[A_CONFIRMER] = request.user.is_authenticated and "confirmer" in request.GET
        try:
            self.OIDC_OP_AUTH_ENDPOINT = self.get_settings("OIDC_OP_AUTHORIZATION_ENDPOINT")
        except IdentiteError as erreur:
            return refuser(request, erreur.message)
        self.OIDC_RP_CLIENT_ID = self.get_settings("OIDC_RP_CLIENT_ID")
        reponse: HttpResponse = super().get(request)
        return reponse


class Revenir(OIDCAuthenticationCallbackView):  # type: ignore[misc] # the library has no types
    """Receive the provider's answer: believed, it opens a session, or confirms the one there is."""

    get_settings = staticmethod(fournisseur.reglage)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Let in, or say why not."""
        if not fournisseur.ouvert():
            raise Http404
        try:
            reponse: HttpResponse = super().get(request)
        except IdentiteError as erreur:
            return refuser(request, erreur.message)
        except SuspiciousOperation:
            return self.login_failure()
        return reponse

    def login_success(self) -> HttpResponse:
        """Open the session of the account, or note that its owner was asked again."""
        requete, gardes = self.request, self.request.session
        voulue = gardes.pop(SUITE, None) or reverse("travail:entree")
        authentifie_le = gardes.pop(fournisseur.AUTHENTIFIE_LE, 0)
        jeton = gardes.get(fournisseur.JETON)
        if not gardes.pop(A_CONFIRMER, False) or requete.user != self.user:
            entrer(requete, self.user)
        confirmer_la_seance(requete, authentifie_le)
        requete.session[fournisseur.JETON] = jeton
        return redirect(voulue)

    def login_failure(self) -> HttpResponse:
        """Say that the answer is to no question asked here, or that the provider said no."""
        if self.request.GET.get("error"):
            dite = gettext("Le fournisseur d’identité n’a pas dit qui vous êtes.")
            return refuser(self.request, dite)
        dite = gettext("Cette connexion n’est pas partie d’ici, ou a déjà servi. Recommencez.")
        return refuser(self.request, dite)


def refuser(requete: HttpRequest, raison: str) -> HttpResponse:
    """Tell in words why someone did not come in."""
    contexte = {"raison": raison, "retour": vers("comptes:connexion", suite(requete))}
    return render(requete, "comptes/refuse.html", contexte, status=HTTPStatus.FORBIDDEN)


aller = ouvert(Aller.as_view())
revenir = ouvert(Revenir.as_view())
