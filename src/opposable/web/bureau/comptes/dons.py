"""What the administration gives: an account, a role in a place, a delegation; checked, in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from opposable.decision.motif import dire_mot
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import Sens
from opposable.law.valeur import CHANGEMENT_STATUT, INTRODUCTION, RENOUVELLEMENT
from opposable.web.bureau.comptes.lieux import lire_lieu, lire_service
from opposable.web.bureau.comptes.models import Agent
from opposable.web.bureau.comptes.services import services
from opposable.web.bureau.dire import ROLES, SENS
from opposable.web.socle import droit

if TYPE_CHECKING:
    from collections.abc import Iterable

DONNES = tuple(r for r in Role if r not in {Role.DEMANDEUR, Role.AUTOMATE})
"""Roles that an account may hold."""
DEMARCHES = (INTRODUCTION, CHANGEMENT_STATUT, RENOUVELLEMENT)
"""Kinds of application whose decisions may be delegated."""


class Ouverture(forms.Form):
    """A new account."""

    identifiant = forms.CharField(label=_("Identifiant"), max_length=50)
    nom = forms.CharField(label=_("Nom"), max_length=200)
    courriel = forms.EmailField(label=_("Courriel"), required=False)
    mot_de_passe = forms.CharField(label=_("Mot de passe"), max_length=200, strip=False)

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

    du = forms.DateField(label=_("Du"))
    au = forms.DateField(label=_("Au"), required=False)

    def clean(self) -> dict[str, object]:
        """Refuse a period that ends before it begins."""
        dits: dict[str, object] = super().clean() or self.cleaned_data
        du, au = dits.get("du"), dits.get("au")
        if isinstance(du, date) and isinstance(au, date) and au < du:
            raise ValidationError(_("La fin précède le début."))
        return dits


class DonRole(Periode):
    """A role given, in a service or a region of the day."""

    role = forms.ChoiceField(label=_("Rôle"), choices=[(r.value, ROLES[r]) for r in DONNES])
    lieu = forms.CharField(label=_("Service ou région"), required=False, max_length=200)

    def clean(self) -> dict[str, object]:
        """Refuse a role in a place that does not exist that day; keep the place by its key."""
        dits = super().clean()
        du, role = dits.get("du"), dits.get("role")
        if isinstance(du, date) and role:
            lieu = lire_lieu(Role(str(role)), str(dits.get("lieu") or ""), du)
            if lieu is None:
                raise ValidationError(_("Ce lieu n’existe pas ce jour-là pour ce rôle."))
            dits["lieu"] = lieu
        return dits


class DonDelegation(Periode):
    """A delegation of signature: what may be signed, for a service that exists that day."""

    service = forms.CharField(label=_("Service"), max_length=200)
    acte = forms.CharField(label=_("Acte qui délègue"), max_length=200)
    sens = forms.MultipleChoiceField(label=_("Décisions"), choices=list(SENS.items()))
    types = forms.MultipleChoiceField(
        label=_("Démarches"), choices=lambda: [(t, dire_type(t)) for t in DEMARCHES]
    )

    def clean(self) -> dict[str, object]:
        """Refuse a service that does not exist that day, or kinds that it does not receive."""
        dits = super().clean()
        du, types = dits.get("du"), dits.get("types")
        if not isinstance(du, date) or not isinstance(types, list):
            return dits
        service = lire_service(str(dits.get("service")), du)
        if service is None:
            raise ValidationError(_("Ce service n’existe pas ce jour-là."))
        recus = sorted(services(du)[service].types & set(types))
        if not recus:
            raise ValidationError(_("Ce service ne reçoit aucune de ces démarches."))
        return {**dits, "service": service, "types": recus}


def dire_type(type_: str) -> str:
    """Return what people call a kind of application."""
    return dire_mot(type_, droit.corpus(), droit.langue())


def enumerer_types(types: Iterable[str]) -> str:
    """Return kinds of application, one after the other."""
    return ", ".join(dire_type(type_) for type_ in sorted(types))


def enumerer_sens(sens: Iterable[str]) -> str:
    """Return the senses of decisions, one after the other."""
    connus = frozenset(sens)
    return ", ".join(str(SENS[s]) for s in Sens if s.value in connus)
