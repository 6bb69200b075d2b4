"""A form shown, then sent: what was typed is checked, becomes an act, and the act is done once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext

from opposable.dossiers.acte import Affecter, Instruire, RendreAvis
from opposable.errors import (
    DejaClosError,
    DossierChangeError,
    DroitError,
    LettreError,
    OpposableError,
    TransitionError,
)
from opposable.web.bureau import horloge
from opposable.web.bureau.comptes.droits import cadre
from opposable.web.bureau.comptes.models import Agent
from opposable.web.bureau.courriers.suite import suite
from opposable.web.bureau.instruction import mots
from opposable.web.bureau.instruction.automate import examiner
from opposable.web.bureau.instruction.formulaires import FORMULAIRES
from opposable.web.bureau.tenue import Envoi, accomplir
from opposable.web.socle.francais import jour as dire_jour
from opposable.web.socle.francais import phrase, typo

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict

    from opposable.dossiers.acte import Acte
    from opposable.dossiers.droits import Role
    from opposable.dossiers.etat import Dossier
    from opposable.web.bureau.comptes.acces import Porteur
    from opposable.web.bureau.instruction.formulaires import Formulaire, Vue

CLE, VU = "envoi", "vu"


def formulaire(
    nom: str,
    vue: Vue,
    saisi: QueryDict | None = None,
    fichiers: MultiValueDict[str, Any] | None = None,
) -> forms.Form:
    """Return the form of an act, with what was typed; its key tells one sending from another."""
    champs = FORMULAIRES[nom].champs(vue)
    lu = len(vue.dossier.journal)
    champs[CLE] = forms.CharField(
        widget=forms.HiddenInput, initial=lambda: uuid4().hex, max_length=32, min_length=32
    )
    champs[VU] = forms.IntegerField(widget=forms.HiddenInput, initial=lu, min_value=0)
    type_: type[forms.Form] = type("FormulaireDActe", (forms.Form,), champs)
    return type_(saisi, fichiers)


def capacite(formulaire_: Formulaire, vue: Vue, porteur: Porteur) -> Role | None:
    """Return in what capacity someone may do an act here, None where they may not."""
    service = vue.saisi if formulaire_.acte is RendreAvis else None
    return porteur.capacite(formulaire_.acte, vue.dossier, service)


def faire(nom: str, rempli: forms.Form, vue: Vue, porteur: Porteur, role: Role) -> Dossier:
    """Do the act that a form says, whole, once; the software answers anew where facts changed.

    Raises:
        OpposableError: It is refused; `dire` tells it.
    """
    dits: dict[str, Any] = dict(rempli.cleaned_data)
    envoi = Envoi(cle=dits.pop(CLE), vu=dits.pop(VU))
    forme = FORMULAIRES[nom]
    acte: Acte = forme.acte(auteur=porteur.agent, role=role, **forme.lire(vue, dits))
    entour = porteur.cadre
    if isinstance(acte, Affecter):
        entour = cadre([porteur.agent, acte.agent], porteur.jour)
    instant = horloge.instant()
    apres = accomplir(
        vue.dossier.numero, acte, instant, entour, envoi=envoi, ensuite=suite(type(acte))
    )
    if apres.a_reexaminer or (isinstance(acte, Instruire) and not _repondu(apres, porteur.jour)):
        examiner(apres, porteur.jour, instant)
    return apres


def _repondu(dossier: Dossier, jour: date) -> bool:
    """Whether the software answered a file that day already."""
    return dossier.proposition is not None and dossier.proposition.le == jour


def dire(refus: OpposableError) -> list[str]:
    """Return why an act was refused, in sentences for people."""
    if isinstance(refus, DejaClosError):
        etat = str(mots.ETATS.get(refus.etat, refus.etat))  # type: ignore[call-overload]
        dits = {
            "etat": etat,
            "par": _nom(refus.par),
            "quand": _quand(refus.instant),
        }
        return [gettext("Le dossier est déjà « %(etat)s » : par %(par)s, le %(quand)s.") % dits]
    if isinstance(refus, DossierChangeError):
        tete = gettext(
            "Le dossier a changé depuis que vous l’avez lu. Relisez-le, puis envoyez de nouveau."
        )
        return [tete, *(_dire_une_entree(*entree) for entree in refus.entrees)]
    if isinstance(refus, LettreError):
        tete = gettext("La lettre ne peut pas être signée :")
        return [tete, *(typo(defaut) for defaut in refus.defauts)]
    if isinstance(refus, TransitionError) and refus.conditions:
        return [phrase(f"{refus.raison} :"), *map(mots.dire_condition, refus.conditions)]
    if isinstance(refus, TransitionError | DroitError):
        return [phrase(f"{refus.raison}.")]
    return [typo(str(refus))]


def _dire_une_entree(acte: str, auteur: str, instant: Any) -> str:
    dits = {
        "acte": mots.dire_acte(acte),
        "par": _nom(auteur),
        "quand": _quand(instant),
    }
    return gettext("%(acte)s, par %(par)s, le %(quand)s") % dits


def _quand(instant: datetime) -> str:
    jour = dire_jour(instant.date())
    return gettext("%(jour)s à %(heure)s") % {"jour": jour, "heure": f"{instant:%H h %M}"}


def _nom(identifiant: str) -> str:
    """Return the name of whoever acted; what is no account is told as it is."""
    agent = Agent.objects.filter(identifiant=identifiant).only("nom").first()
    return agent.nom if agent else identifiant
