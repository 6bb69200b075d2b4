"""The national administration: accounts opened and closed, roles and delegations given, ended.

Nothing is deleted: what someone held, and until when, stays known. What is written asks for a
second factor and a password given just now.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe
from django_otp import devices_for_user

from opposable.dossiers.droits import Role
from opposable.web.bureau.comptes.acces import Requete, reserve
from opposable.web.bureau.comptes.dons import (
    DEMARCHES,
    DONNES,
    DonDelegation,
    DonRole,
    Ouverture,
    dire_type,
    enumerer_sens,
    enumerer_types,
)
from opposable.web.bureau.comptes.lieux import dire_lieu, noms_des_regions, noms_des_services
from opposable.web.bureau.comptes.models import Agent, FicheAffectation, FicheDelegation
from opposable.web.bureau.comptes.services import nom_du_service
from opposable.web.bureau.dire import ROLES, SENS
from opposable.web.socle.francais import typo

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

administration = reserve(Role.ADMINISTRATEUR)
ecriture = reserve(Role.ADMINISTRATEUR, frais=True)


class Tenue(NamedTuple):
    """A role or a delegation, as a page shows it: in words, what it covers, by what act, when."""

    cle: int
    dite: str
    quoi: str
    acte: str
    du: date
    au: date | None


@require_safe
@administration
def agents(requete: Requete) -> HttpResponse:
    """Show every account, with what it holds today and later."""
    jour = requete.porteur.jour
    tous = Agent.objects.order_by("identifiant").prefetch_related("affectations", "delegations")
    contexte = {"rubrique": "agents", "agents": [_montrer(lu, jour) for lu in tous], "jour": jour}
    return render(requete, "comptes/agents.html", contexte)


def _montrer(lu: Agent, jour: date) -> dict[str, Any]:
    """Return an account with the roles and delegations that are not over."""
    tenues = (
        [_role(t) for t in lu.affectations.all()],
        [_delegation(t) for t in lu.delegations.all()],
    )
    roles, delegations = ([t for t in ici if t.au is None or t.au >= jour] for ici in tenues)
    return {"agent": lu, "roles": roles, "delegations": delegations}


def _role(tenue: FicheAffectation) -> Tenue:
    role = Role(tenue.role)
    lieu = dire_lieu(role, tenue.lieu, tenue.du)
    dite = f"{ROLES[role]}, {lieu}" if lieu else str(ROLES[role])
    return Tenue(tenue.pk, dite, "", "", tenue.du, tenue.au)


def _delegation(donnee: FicheDelegation) -> Tenue:
    quoi = f"{enumerer_sens(donnee.sens)} – {enumerer_types(donnee.types)}"
    dite = nom_du_service(donnee.service, donnee.du)
    return Tenue(donnee.pk, dite, quoi, donnee.acte, donnee.du, donnee.au)


@require_safe
@administration
def agent(requete: Requete, identifiant: str) -> HttpResponse:
    """Show an account: roles and delegations of every day, and the forms that change them."""
    lu, jour = _lire(identifiant), requete.porteur.jour
    contexte = {
        "rubrique": "agents",
        "agent": lu,
        "affectations": [_role(t) for t in lu.affectations.order_by("du", "pk")],
        "delegations": [_delegation(t) for t in lu.delegations.order_by("du", "pk")],
        "roles": [(role.value, ROLES[role]) for role in DONNES],
        "services": noms_des_services(jour),
        "regions": noms_des_regions(jour),
        "sens": list(SENS.items()),
        "types": [(type_, dire_type(type_)) for type_ in DEMARCHES],
        "jour": jour,
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
    FicheDelegation.objects.create(agent=qui, **dit.cleaned_data)
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
            nomme = dit.fields[champ].label if champ in dit.fields else None
            messages.error(requete, typo(f"{nomme} : {faute}" if nomme else str(faute)))
    return redirect(*ou)
