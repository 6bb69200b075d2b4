"""What the office does by itself each day: silence, the release of grants, answers anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from opposable.dossiers import acte as a
from opposable.dossiers.delais import echeance, retenue
from opposable.dossiers.droits import Role
from opposable.dossiers.etat import OUVERTS, Etat, Proposition
from opposable.dossiers.regles import NON_OPPOSABLE
from opposable.errors import OpposableError
from opposable.web.bureau.comptes.droits import AUTOMATE, cadre
from opposable.web.bureau.courriers.suite import suite
from opposable.web.bureau.determiner import determiner
from opposable.web.bureau.instruction import mots
from opposable.web.bureau.models import FicheDossier
from opposable.web.bureau.reglages import reglages
from opposable.web.bureau.tenue import accomplir, lire
from opposable.web.socle import droit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from opposable.dossiers.etat import Dossier

LOT = 200
"""Files read at once."""


class Passage(NamedTuple):
    """What was done on a file, or why it was not."""

    numero: str
    acte: str
    refus: str = ""


def passer_la_journee(instant: datetime) -> Iterator[Passage]:
    """Do what the day of an instant asks, file by file; what is refused is told, and left.

    Silence decides where its period is over; a file whose law changed is answered anew; a grant
    held back is answered anew on its day, and notified if the list still carries it.

    Law: 2/11.
    """
    jour = timezone.localdate(instant)
    for numero in _ouverts(jour):
        yield from _un_ouvert(lire(numero), jour, instant)
    for numero in _accordes():
        yield from _un_accord(lire(numero), jour, instant)


def _ouverts(jour: date) -> Iterator[str]:
    """Yield the open files, by key: those opened meanwhile wait for tomorrow."""
    ouverts = FicheDossier.objects.filter(etat__in=sorted(OUVERTS), depose_le__lte=jour)
    yield from ouverts.order_by("id").values_list("numero", flat=True).iterator(LOT)


def _accordes() -> Iterator[str]:
    accordes = FicheDossier.objects.filter(etat=Etat.ACCEPTE.value, notifie_le__isnull=True)
    yield from accordes.order_by("id").values_list("numero", flat=True).iterator(LOT)


def _un_ouvert(dossier: Dossier, jour: date, instant: datetime) -> Iterator[Passage]:
    fin = echeance(dossier, reglages().silence)
    if fin is not None and jour >= fin:
        silence = a.ConstaterSilence(auteur=AUTOMATE, role=Role.AUTOMATE)
        yield _faire(dossier, silence, instant)
    elif dossier.proposition and dossier.proposition.recu != droit.corpus().sha256:
        yield examiner(dossier, jour, instant)


def _un_accord(dossier: Dossier, jour: date, instant: datetime) -> Iterator[Passage]:
    """Release a grant that was held back, on its day."""
    decision, proposition = dossier.decision, dossier.proposition
    if decision is None or proposition is None or not decision.date_le:
        return
    tenu = retenue(decision, proposition, decision.date_le)
    close = proposition.situation_emploi != NON_OPPOSABLE
    if close or not tenu or retenue(decision, proposition, jour):
        return
    if proposition.le < jour:
        yield examiner(dossier, jour, instant)
        proposition = lire(dossier.numero).proposition or proposition
    if proposition.situation_emploi == NON_OPPOSABLE:
        yield _faire(dossier, a.Notifier(auteur=AUTOMATE, role=Role.AUTOMATE), instant)


def examiner(dossier: Dossier, jour: date, instant: datetime) -> Passage:
    """Answer a file anew, and keep the answer with its receipt; a refusal is told."""
    try:
        proposition = Proposition.de(determiner(dossier, jour), jour)
    except OpposableError as erreur:
        return Passage(dossier.numero, str(mots.ACTES[a.Examiner]), f" – {erreur}")
    acte = a.Examiner(auteur=AUTOMATE, role=Role.AUTOMATE, proposition=proposition)
    return _faire(dossier, acte, instant)


def _faire(dossier: Dossier, acte: a.Acte, instant: datetime) -> Passage:
    dit = str(mots.ACTES[type(acte)])
    entour = cadre([AUTOMATE], timezone.localdate(instant))
    try:
        accomplir(dossier.numero, acte, instant, entour, ensuite=suite(type(acte)))
    except OpposableError as erreur:
        return Passage(dossier.numero, dit, f" – {erreur}")
    return Passage(dossier.numero, dit)
