"""The national administration: accounts opened and closed, roles and delegations given, ended.

Nothing is deleted: what someone held, and until when, stays known. What is written asks for a
second factor and a password given just now.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe
from django_otp import devices_for_user

from opposable.dossiers.droits import LECTEURS, Role
from opposable.dossiers.etat import Sens
from opposable.web.bureau.comptes.acces import Requete, reserve
from opposable.web.bureau.comptes.models import Agent, FicheAffectation, FicheDelegation
from opposable.web.bureau.comptes.services import services
from opposable.web.socle import droit

if TYPE_CHECKING:
    from django.http import HttpResponse

DONNES = tuple(r for r in Role if r not in {Role.DEMANDEUR, Role.AUTOMATE})
"""Roles that an account may hold."""
administration = reserve(Role.ADMINISTRATEUR)
ecriture = reserve(Role.ADMINISTRATEUR, frais=True)


class Ouverture(forms.Form):
    """A new account."""

    identifiant = forms.CharField(max_length=50)
    nom = forms.CharField(max_length=200)
    courriel = forms.EmailField(required=False)
    mot_de_passe = forms.CharField(max_length=200, strip=False)

    def clean(self) -> dict[str, object]:
        """Refuse a name that is taken or that no account may bear, and a weak password."""
        dits = self.cleaned_data
        mot = dits.pop("mot_de_passe", "")
        self.neuf = Agent(**dits)
        self.neuf.set_password(mot)
        self.neuf.full_clean()
        validate_password(mot, self.neuf)
        return dits


class Periode(forms.Form):
    """From a day to a day, or with no end."""

    du = forms.DateField()
    au = forms.DateField(required=False)

    def clean(self) -> dict[str, object]:
        """Refuse a period that ends before it begins."""
        dits: dict[str, object] = super().clean() or self.cleaned_data
        du, au = dits.get("du"), dits.get("au")
        if isinstance(du, date) and isinstance(au, date) and au < du:
            raise ValidationError(gettext_lazy("La fin précède le début."))
        return dits


class DonRole(Periode):
    """A role given, in a service or a region of the day."""

    role = forms.ChoiceField(choices=[(r.value, r.value) for r in DONNES])
    lieu = forms.CharField(required=False, max_length=200)

    def clean(self) -> dict[str, object]:
        """Refuse a role in a place that does not exist that day."""
        dits = super().clean()
        du, role, lieu = dits.get("du"), dits.get("role"), str(dits.get("lieu") or "")
        if isinstance(du, date) and role and not _existe(Role(str(role)), lieu, du):
            raise ValidationError(gettext_lazy("Ce lieu n’existe pas ce jour-là."))
        return dits


class DonDelegation(Periode):
    """A delegation of signature, for a service that exists that day."""

    service = forms.CharField(max_length=200)
    acte = forms.CharField(max_length=200)

    def clean(self) -> dict[str, object]:
        """Refuse a delegation for a service that does not exist that day."""
        dits = super().clean()
        du = dits.get("du")
        if isinstance(du, date) and dits.get("service") not in services(du):
            raise ValidationError(gettext_lazy("Ce service n’existe pas ce jour-là."))
        return dits


def _existe(role: Role, lieu: str, jour: date) -> bool:
    if role in LECTEURS:
        return lieu in services(jour)
    if role is Role.REGIONAL:
        return droit.corpus().nom_de_region(lieu) is not None
    return not lieu


@require_safe
@administration
def agents(requete: Requete) -> HttpResponse:
    """Show every account, with what it holds today."""
    tous = Agent.objects.order_by("identifiant").prefetch_related("affectations", "delegations")
    contexte = {"rubrique": "agents", "agents": tous, "jour": requete.porteur.jour}
    return render(requete, "comptes/agents.html", contexte)


@require_safe
@administration
def agent(requete: Requete, identifiant: str) -> HttpResponse:
    """Show an account: roles and delegations of every day, and the forms that change them."""
    lu = _lire(identifiant)
    contexte = {
        "rubrique": "agents",
        "agent": lu,
        "affectations": lu.affectations.order_by("du", "pk"),
        "delegations": lu.delegations.order_by("du", "pk"),
        "roles": [r.value for r in DONNES],
        "jour": requete.porteur.jour,
        "facteurs": len(list(devices_for_user(lu))),
    }
    return render(requete, "comptes/agent.html", contexte)


@sensitive_post_parameters("mot_de_passe")
@require_POST
@ecriture
def ouvrir(requete: Requete) -> HttpResponse:
    """Open an account, without any role."""
    dit = Ouverture(requete.POST)
    if not dit.is_valid():
        return _refuser(requete, dit, "comptes:agents")
    dit.neuf.save()
    return redirect("comptes:agent", identifiant=dit.neuf.identifiant)


@require_POST
@ecriture
def donner(requete: Requete, identifiant: str) -> HttpResponse:
    """Give a role to someone."""
    qui, dit = _lire(identifiant), DonRole(requete.POST)
    if not dit.is_valid():
        return _refuser(requete, dit, "comptes:agent", identifiant)
    FicheAffectation.objects.create(agent=qui, **dit.cleaned_data)
    return _fait(requete, identifiant)


@require_POST
@ecriture
def deleguer(requete: Requete, identifiant: str) -> HttpResponse:
    """Give someone a delegation of signature, for decisions of either sense and every kind."""
    qui, dit = _lire(identifiant), DonDelegation(requete.POST)
    if not dit.is_valid():
        return _refuser(requete, dit, "comptes:agent", identifiant)
    types = services(dit.cleaned_data["du"])[dit.cleaned_data["service"]].types
    FicheDelegation.objects.create(
        agent=qui, sens=[s.value for s in Sens], types=sorted(types), **dit.cleaned_data
    )
    return _fait(requete, identifiant)


@require_POST
@ecriture
def terminer(requete: Requete, identifiant: str, quoi: str, cle: int) -> HttpResponse:
    """End a role or a delegation: the day before was its last, or its first where it begins."""
    qui = _lire(identifiant)
    tenues = qui.affectations if quoi == "role" else qui.delegations
    fiche: FicheAffectation | FicheDelegation | None = tenues.filter(pk=cle).first()
    if fiche is None:
        raise Http404
    veille = requete.porteur.jour - timedelta(days=1)
    if veille < fiche.du:
        fiche.delete()
    else:
        fiche.au = veille
        fiche.save(update_fields=["au"])
    return _fait(requete, identifiant)


@require_POST
@ecriture
def fermer(requete: Requete, identifiant: str) -> HttpResponse:
    """Close an account, or open it again; its second factor goes, and is to be chosen anew."""
    qui = _lire(identifiant)
    qui.is_active = not qui.is_active
    qui.save(update_fields=["is_active"])
    for appareil in devices_for_user(qui):
        appareil.delete()
    return _fait(requete, identifiant)


def _lire(identifiant: str) -> Agent:
    lu = Agent.objects.filter(identifiant=identifiant).first()
    if lu is None:
        raise Http404
    return lu


def _fait(requete: Requete, identifiant: str) -> HttpResponse:
    messages.success(requete, gettext("C’est fait."))
    return redirect("comptes:agent", identifiant=identifiant)


def _refuser(requete: Requete, dit: forms.BaseForm, *ou: str) -> HttpResponse:
    """Go back with what is wrong, told."""
    for champ, fautes in dit.errors.items():
        for faute in fautes:
            messages.error(requete, str(faute) if champ == "__all__" else f"{champ} : {faute}")
    return redirect(*ou)
