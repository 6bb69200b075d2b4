"""Keeping files: open one, read one, do an act on one; each in a transaction of its own."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from opposable.dossiers import vie
from opposable.dossiers.acte import (
    TABLE,
    Affecter,
    ClasserSansSuite,
    Commenter,
    ConstaterSilence,
    Contacter,
    Decider,
    Deposer,
    SeDesister,
)
from opposable.dossiers.etat import FINAUX
from opposable.dossiers.journal import verifier_la_chaine
from opposable.errors import DejaClosError, DossierChangeError, EnregistrementError, TransitionError
from opposable.web.bureau.ecriture import inscrire, reporter
from opposable.web.bureau.lecture import composer
from opposable.web.bureau.models import FicheDossier, FicheEnvoi, Numerotation
from opposable.web.bureau.prevenir import prevenir
from opposable.web.bureau.tour import Tour

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from opposable.dossiers.acte import Acte
    from opposable.dossiers.etat import Dossier
    from opposable.dossiers.vie import Cadre

TOUR = Tour()
SILENCE = ConstaterSilence.__name__
SANS_EFFET = frozenset(a.__name__ for a in (Commenter, Contacter, Affecter))
"""Acts that change nothing of what another person reads before acting."""
CLOTURES = tuple(a.__name__ for a in (Decider, ConstaterSilence, ClasserSansSuite, SeDesister))


@contextmanager
def ecriture() -> Iterator[None]:
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
        with ecriture():
            inscrire(dossier, instant)
    except IntegrityError as erreur:
        raise EnregistrementError(dossier.numero, "ce numéro est pris") from erreur


def deposer(
    dossier: Dossier,
    actes: Sequence[Acte],
    instant: datetime,
    cadre: Cadre,
    *,
    ensuite: Callable[[Dossier], object] | None = None,
) -> Dossier:
    """Give a draft the next number of the service it is filed with, do the acts, keep it.

    The first act files it. All of it is one transaction: a number is given once, and to a file.

    Args:
        dossier: The draft; its number is replaced.
        actes: What is done on it, the filing first.
        instant: When.
        cadre: Rights, periods.
        ensuite: What is done in the same transaction with the file.

    Raises:
        TransitionError: The draft cannot be filed.
        DroitError: The author of an act may not do it.
    """
    jour = timezone.localdate(instant)
    service = next(acte.service for acte in actes if isinstance(acte, Deposer))
    with ecriture():
        fait = replace(dossier, numero=_numeroter(service, jour.year))
        for acte in actes:
            fait = vie.accomplir(fait, acte, jour, cadre)
        inscrire(fait, instant)
        if ensuite:
            ensuite(fait)
    return fait


def _numeroter(service: str, annee: int) -> str:
    """Return the next number of a service: the year, the service, a count without a gap."""
    Numerotation.objects.bulk_create(
        [Numerotation(service=service, annee=annee)], ignore_conflicts=True
    )
    compte = Numerotation.objects.select_for_update().get(service=service, annee=annee)
    compte.dernier += 1
    compte.save(update_fields=["dernier"])
    return f"{annee}-{service}-{compte.dernier:05}"


def lire(numero: str) -> Dossier:
    """Return a file as it stands, whole: nothing is locked, no half of an act is seen.

    Raises:
        EnregistrementError: No file bears that number.
    """
    return composer(_trouver(FicheDossier.objects.select_related("decision"), numero))


class Envoi(NamedTuple):
    """A form as it was sent.

    Attributes:
        cle: What tells this sending from every other: sent again, it does nothing more.
        vu: Rank of the last act that its author read, None where it does not matter.
    """

    cle: str
    vu: int | None = None


def accomplir(
    numero: str,
    acte: Acte,
    instant: datetime,
    cadre: Cadre,
    *,
    envoi: Envoi | None = None,
    ensuite: Callable[[FicheDossier, Dossier], object] | None = None,
) -> Dossier:
    """Do an act on a file at an instant; all of it is kept, or nothing.

    The day of the act is that of the instant in the time zone of the site.

    Args:
        numero: Number of the file.
        acte: The act.
        instant: When.
        cadre: Rights, periods.
        envoi: The form it comes from: one sent twice is done once.
        ensuite: What is done in the same transaction with the row and the new file; if it
            raises, nothing of the act is kept.

    Raises:
        EnregistrementError: No file bears that number.
        DejaClosError: Someone decided or closed the file before; it says who, and when.
        DossierChangeError: The file changed since the form was read; it says what, by whom.
        TransitionError: The state, the day or what the file holds does not allow the act.
        DroitError: Its author may not do it.
        JournalError: The journal kept was altered: nothing is added to it.
    """
    jour = timezone.localdate(instant)
    with ecriture():
        fiche = _trouver(FicheDossier.objects.select_for_update(), numero)
        avant = composer(fiche)
        verifier_la_chaine(avant.journal)
        if envoi and FicheEnvoi.objects.filter(cle=envoi.cle, dossier=fiche).exists():
            return avant
        try:
            apres = vie.accomplir(avant, acte, jour, cadre)
        except TransitionError as refus:
            if _vient_apres(avant, acte) and cadre.droits.voit(acte.auteur, avant, jour):
                raise _deja_clos(fiche) from refus
            raise
        if envoi:
            _exiger_la_suite(fiche, avant, acte, envoi)
            FicheEnvoi.objects.create(cle=envoi.cle, dossier=fiche)
        reporter(fiche, avant, apres, instant)
        if ensuite:
            ensuite(fiche, apres)
    transaction.on_commit(partial(prevenir, apres, type(acte)), robust=True)
    return apres


def _exiger_la_suite(fiche: FicheDossier, avant: Dossier, acte: Acte, envoi: Envoi) -> None:
    """Refuse an act done on a file that its author read before it changed."""
    if envoi.vu is None or type(acte).__name__ in SANS_EFFET:
        return
    rangs = [e.rang for e in avant.journal[envoi.vu :] if e.acte not in SANS_EFFET]
    if rangs:
        lues = fiche.actes.filter(rang__in=rangs).order_by("rang")
        entrees = [(e.acte, e.auteur, timezone.localtime(e.instant)) for e in lues]
        raise DossierChangeError(fiche.numero, entrees)


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
