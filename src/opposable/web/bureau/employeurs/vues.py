"""Pages of an account: asked for, opened by the link of a message, changed, closed."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import PasswordResetConfirmView
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from opposable.web.bureau import tenue
from opposable.web.bureau.comptes.acces import ouvert
from opposable.web.bureau.employeurs.acces import ENTREE, par_compte
from opposable.web.bureau.employeurs.connexion import prouver
from opposable.web.bureau.employeurs.ecrire import JETON, Suite, ecrire
from opposable.web.bureau.employeurs.formulaires import Adresse, Changement, Choix
from opposable.web.bureau.employeurs.models import Employeur
from opposable.web.bureau.employeurs.seance import employeur_de, entrer, sortir

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

METHODES = ["GET", "HEAD", "POST"]
STATUTS = {
    Suite.TROP: HTTPStatus.TOO_MANY_REQUESTS,
    Suite.EN_PANNE: HTTPStatus.SERVICE_UNAVAILABLE,
}


@ouvert
@require_http_methods(METHODES)
def ouvrir(requete: HttpRequest) -> HttpResponse:
    """Ask for the address of a new account, and write to it."""
    return _demander(requete, neuf=True)


@ouvert
@require_http_methods(METHODES)
def oublier(requete: HttpRequest) -> HttpResponse:
    """Ask for the address whose password is forgotten, and write to it."""
    return _demander(requete, neuf=False)


def _demander(requete: HttpRequest, *, neuf: bool) -> HttpResponse:
    formulaire = Adresse(requete.POST if requete.method == "POST" else None)
    statut, contexte = HTTPStatus.OK, {"formulaire": formulaire, "neuf": neuf}
    if requete.method == "POST":
        if not formulaire.is_valid():
            statut = HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            fait = ecrire(requete, formulaire.cleaned_data["courriel"], neuf=neuf)
            if fait is Suite.PARTIE:
                return redirect("employeurs:ecrit")
            statut, contexte["suite"] = STATUTS[fait], fait.value
    return render(requete, "employeurs/adresse.html", contexte, status=statut)


@require_safe
@ouvert
def ecrit(requete: HttpRequest) -> HttpResponse:
    """Say that a message went, in the same words whoever it went to."""
    en_dossier = bool(settings.JOUR_DE_DEMONSTRATION) and not settings.EMAIL_HOST
    return render(requete, "employeurs/ecrit.html", {"en_dossier": en_dossier})


class Choisir(PasswordResetConfirmView):
    """The page that the link of a message opens: a password is chosen, the account opens."""

    form_class = Choix  # type: ignore[assignment] # one field, where Django asks twice
    token_generator = JETON
    template_name = "employeurs/choisir.html"
    success_url = reverse_lazy(ENTREE)
    reset_url_token = "choisir"  # noqa: S105 - the word of an address

    def get_user(self, uidb64: str) -> Employeur | None:  # type: ignore[override]
        """Return the account that a link names, None where it names none."""
        try:
            cle = int(urlsafe_base64_decode(uidb64).decode("ascii"))
        except ValueError:
            return None
        return Employeur.objects.filter(pk=cle).first() if cle < 1 << 62 else None

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the password, let its owner in, and forget the wrong ones that were tried."""
        with tenue.ecriture():
            reponse = super().form_valid(form)
        AxesProxyHandler.reset_attempts(username=form.user.courriel)
        entrer(self.request, form.user)
        messages.success(self.request, gettext("Votre mot de passe est gardé : vous êtes entré."))
        return reponse

    def render_to_response(self, context: dict[str, Any], **dits: Any) -> HttpResponse:
        """Show the form; a link that served, is over or was guessed says so, all in one way."""
        if not self.validlink:
            employeur = employeur_de(self.request)
            if employeur is not None and employeur == self.get_user(self.kwargs["uidb64"]):
                return redirect(ENTREE)
            dits["status"] = HTTPStatus.GONE
        elif context["form"].errors:
            dits["status"] = HTTPStatus.UNPROCESSABLE_ENTITY
        return super().render_to_response(context, **dits)


choisir = ouvert(cast("Callable[..., HttpResponse]", Choisir.as_view()))


@require_http_methods(METHODES)
@par_compte
def compte(requete: HttpRequest, employeur: Employeur) -> HttpResponse:
    """Show the account; change its password."""
    dits = requete.POST if requete.method == "POST" else None
    formulaire = Changement(dits, user=employeur)
    if formulaire.is_valid():
        with tenue.ecriture():
            formulaire.save()
        entrer(requete, employeur)
        messages.success(requete, gettext("Votre mot de passe est changé."))
        return redirect("employeurs:compte")
    statut = HTTPStatus.UNPROCESSABLE_ENTITY if formulaire.is_bound else HTTPStatus.OK
    contexte = {"employeur": employeur, "formulaire": formulaire}
    return render(requete, "employeurs/compte.html", contexte, status=statut)


@require_http_methods(METHODES)
@par_compte
def fermer(requete: HttpRequest, employeur: Employeur) -> HttpResponse:
    """Ask for the password again, then close the account: files stay, each with its key."""
    fautes: list[str] = []
    if requete.method == "POST":
        if prouver(requete, employeur.courriel, requete.POST.get("password", "")[:200]):
            with tenue.ecriture():
                employeur.delete()
            sortir(requete)
            messages.success(
                requete,
                gettext("Votre compte est fermé. Chaque demande s’ouvre encore par sa clé."),
            )
            return redirect("guichet:entree")
        fautes = [gettext("Ce n’est pas votre mot de passe.")]
    statut = HTTPStatus.UNPROCESSABLE_ENTITY if fautes else HTTPStatus.OK
    return render(requete, "employeurs/fermer.html", {"fautes": fautes}, status=statut)
