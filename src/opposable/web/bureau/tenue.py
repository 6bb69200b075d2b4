"""Keeping files: open one, read one, do an act on one; each in a transaction of its own."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from opposable.dossiers import vie
from opposable.dossiers.acte import (
    TABLE,
    ClasserSansSuite,
    ConstaterSilence,
    Decider,
    SeDesister,
)
from opposable.dossiers.etat import FINAUX
from opposable.dossiers.journal import verifier_la_chaine
from opposable.errors import DejaClosError, EnregistrementError, TransitionError
from opposable.web.bureau.ecriture import inscrire, reporter
from opposable.web.bureau.lecture import composer
from opposable.web.bureau.models import FicheDossier
from opposable.web.bureau.tour import Tour

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from opposable.dossiers.acte import Acte
    from opposable.dossiers.etat import Dossier
    from opposable.dossiers.vie import Cadre

TOUR = Tour()
SILENCE = ConstaterSilence.__name__
CLOTURES = tuple(a.__name__ for a in (Decider, ConstaterSilence, ClasserSansSuite, SeDesister))


@contextmanager
def _ecriture() -> Iterator[None]:
    """One transaction that writes: `BEGIN IMMEDIATE` in turn on SQLite, row locks elsewhere."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with TOUR.prendre(), transaction.atomic():
            yield
    else:
        with transaction.atomic():
            yield


def ouvrir(dossier: Dossier, instant: datetime) -> None:
    """Keep a file that was never kept: a draft, or one carried over before its decision.

    Raises:
        EnregistrementError: Its number is taken, or it is decided already.
    """
    if dossier.decision is not None:
        raise EnregistrementError(dossier.numero, "un dossier décidé ne s'ouvre pas")
    try:
        with _ecriture():
            inscrire(dossier, instant)
    except IntegrityError as erreur:
        raise EnregistrementError(dossier.numero, "ce numéro est pris") from erreur


def lire(numero: str) -> Dossier:
    """Return a file as it stands, whole: nothing is locked, no half of an act is seen.

    Raises:
        EnregistrementError: No file bears that number.
    """
    return composer(_trouver(FicheDossier.objects.select_related("decision"), numero))


def accomplir(numero: str, acte: Acte, instant: datetime, cadre: Cadre) -> Dossier:
    """Do an act on a file at an instant; all of it is kept, or nothing.

    The day of the act is that of the instant in the time zone of the site.

    Raises:
        EnregistrementError: No file bears that number.
        DejaClosError: Someone decided or closed the file before; it says who, and when.
        TransitionError: The state, the day or what the file holds does not allow the act.
        DroitError: Its author may not do it.
        JournalError: The journal kept was altered: nothing is added to it.
    """
    jour = timezone.localdate(instant)
    with _ecriture():
        fiche = _trouver(FicheDossier.objects.select_for_update(), numero)
        avant = composer(fiche)
        verifier_la_chaine(avant.journal)
        try:
            apres = vie.accomplir(avant, acte, jour, cadre)
        except TransitionError as refus:
            if _vient_apres(avant, acte) and cadre.droits.voit(acte.auteur, avant, jour):
                raise _deja_clos(fiche) from refus
            raise
        reporter(fiche, avant, apres, instant)
    return apres


def _trouver(fiches: QuerySet[FicheDossier], numero: str) -> FicheDossier:
    fiche = fiches.filter(numero=numero).first()
    if fiche is None:
        raise EnregistrementError(numero, "aucun dossier ne porte ce numéro")
    return fiche


def _vient_apres(dossier: Dossier, acte: Acte) -> bool:
    """Whether an act meant for an open file finds it decided or closed."""
    return dossier.etat in FINAUX and not TABLE[type(acte)].depuis & FINAUX


def _deja_clos(fiche: FicheDossier) -> DejaClosError:
    dernier = fiche.actes.filter(acte__in=CLOTURES).latest("rang")
    par = "le silence du service" if dernier.acte == SILENCE else dernier.auteur
    return DejaClosError(fiche.numero, fiche.etat, par, timezone.localtime(dernier.instant))
