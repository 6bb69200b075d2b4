"""The journal of all acts, for who audits: who did what, when; whether a file's chain holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from opposable.dossiers.droits import Role
from opposable.dossiers.journal import verifier_la_chaine
from opposable.errors import EnregistrementError, JournalError
from opposable.web.bureau.comptes.acces import Requete, reserve
from opposable.web.bureau.comptes.droits import AUTOMATE
from opposable.web.bureau.comptes.models import Agent
from opposable.web.bureau.dire import ROLES
from opposable.web.bureau.instruction import mots
from opposable.web.bureau.models import FicheActe
from opposable.web.bureau.tenue import lire

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpResponse, QueryDict

PAGE = 100
ACTES = {acte.__name__: dit for acte, dit in mots.ACTES.items()}


class Ligne(NamedTuple):
    """An act of the journal: when, on which file, what, who and in what capacity."""

    instant: datetime
    numero: str
    acte: str
    auteur: str
    nom: str
    role: str


@require_safe
@reserve(Role.AUDITEUR)
def journal(requete: Requete) -> HttpResponse:
    """Show the acts, the last first; of one file or one person where the address says so."""
    lus = tuple(_actes(requete.GET)[: PAGE + 1])
    suite = str(lus[PAGE - 1].pk) if len(lus) > PAGE else ""
    numero, auteur = (requete.GET.get(nom, "").strip() for nom in ("numero", "auteur"))
    contexte = {
        "rubrique": "journal",
        "actes": _dire(lus[:PAGE]),
        "suite": suite and urlencode([("numero", numero), ("auteur", auteur), ("apres", suite)]),
        "numero": numero,
        "auteur": auteur,
        "chaine": _chaine(numero) if numero else "",
    }
    return render(requete, "pilotage/journal.html", contexte)


def _dire(lus: Sequence[FicheActe]) -> list[Ligne]:
    """Return acts in words, their authors by name where they have an account."""
    auteurs = {acte.auteur for acte in lus}
    noms = dict(Agent.objects.filter(identifiant__in=auteurs).values_list("identifiant", "nom"))
    noms[AUTOMATE] = gettext("le logiciel")
    return [
        Ligne(
            acte.instant,
            acte.dossier.numero,
            str(ACTES.get(acte.acte, acte.acte)),
            acte.auteur,
            noms.get(acte.auteur, gettext("le demandeur")),
            str(ROLES.get(acte.role, acte.role)),  # type: ignore[call-overload]
        )
        for acte in lus
    ]


def _actes(dits: QueryDict) -> QuerySet[FicheActe]:
    actes = FicheActe.objects.select_related("dossier").order_by("-id")
    if numero := dits.get("numero", "").strip():
        actes = actes.filter(dossier__numero=numero)
    if auteur := dits.get("auteur", "").strip():
        actes = actes.filter(auteur=auteur)
    apres = dits.get("apres", "")
    return actes.filter(id__lt=int(apres)) if apres.isascii() and apres.isdigit() else actes


def _chaine(numero: str) -> str:
    """Say whether the journal of a file is the one that was written."""
    try:
        verifier_la_chaine(lire(numero).journal)
    except (EnregistrementError, JournalError) as erreur:
        return erreur.message
    return gettext("Le journal de ce dossier est entier : chaque acte suit celui d’avant.")
