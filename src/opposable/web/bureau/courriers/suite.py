"""What follows an act on paper: its letter, proved and kept in the act's own transaction."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from opposable.dossiers.acte import Decider, DemanderPieces, Deposer, Motiver, Notifier, Saisir
from opposable.dossiers.etat import Etat
from opposable.dossiers.lettre import ETATS, TypeLettre, signer
from opposable.dossiers.teneur import signataire
from opposable.errors import LettreError
from opposable.web.bureau.comptes.droits import droits
from opposable.web.bureau.comptes.models import Agent
from opposable.web.bureau.comptes.services import services
from opposable.web.bureau.courriers.contexte import contexte
from opposable.web.bureau.courriers.ecrire import ecrire, imprimer
from opposable.web.bureau.models import FicheDossier, FicheLettre
from opposable.web.bureau.reglages import reglages

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from opposable.dossiers.acte import Acte
    from opposable.dossiers.etat import Dossier
    from opposable.dossiers.journal import Entree
    from opposable.dossiers.lettre import Lettre
    from opposable.dossiers.teneur import Contexte

DE_LA_DECISION = {Etat.ACCEPTE: TypeLettre.ACCORD, Etat.REFUSE: TypeLettre.REFUS}


def autour(dossier: Dossier, jour: date) -> Contexte:
    """Return what surrounds a letter of this office, in French whatever the page."""
    decision = dossier.decision
    auteurs = {entree.auteur for entree in dossier.journal} | {f.par for f in dossier.faits}
    auteurs |= {decision.signe_par or ""} if decision else set()
    personnes = Agent.objects.filter(identifiant__in=auteurs).values_list("identifiant", "nom")
    noms = {nom: service.nom.fr for nom, service in services(jour).items()}
    return contexte(
        dossier,
        jour,
        services=noms,
        personnes=dict(personnes),
        silence=reglages().silence,
    )


def lettre(type_: TypeLettre, dossier: Dossier, jour: date) -> Lettre:
    """Write a letter, and prove it: one that tells a decision is proved as signed.

    Raises:
        LettreError: A mandatory element is missing, or contradicts the file, the delegation or
            the dates.
    """
    entour = autour(dossier, jour)
    ecrite = ecrire(type_, dossier, entour)
    par = signataire(dossier)
    if type_ in ETATS and par:
        return signer(ecrite, dossier, entour, droits([par], jour), par)
    return ecrite


def defauts_de_la_lettre(dossier: Dossier, jour: date) -> tuple[str, ...]:
    """Return what the letter that tells a decision would lack; empty where it could be signed."""
    try:
        ecrire(DE_LA_DECISION[dossier.etat], dossier, autour(dossier, jour))
    except LettreError as refus:
        return refus.defauts
    return ()


def recevoir(depose: Dossier) -> None:
    """Keep the receipt of a file just filed, with its documents: it belongs to the filing."""
    fiche = FicheDossier.objects.get(numero=depose.numero)
    depot = next(e for e in depose.journal if e.acte == Deposer.__name__)
    _inscrire(fiche, depose, TypeLettre.RECEPISSE, depot)


def suite(acte: type[Acte]) -> Callable[[FicheDossier, Dossier], None] | None:
    """Return what an act does on paper, None where nothing is written."""
    return SUITES.get(acte)


def _prouver(_fiche: FicheDossier, apres: Dossier) -> None:
    """A decision is signed only where the letter that will tell it can be."""
    defauts = defauts_de_la_lettre(apres, apres.journal[-1].le)
    if defauts:
        raise LettreError(DE_LA_DECISION[apres.etat], defauts)


def _garder(*types: TypeLettre) -> Callable[[FicheDossier, Dossier], None]:
    def garder(fiche: FicheDossier, apres: Dossier) -> None:
        for type_ in types:
            _inscrire(fiche, apres, type_)

    return garder


def _notifier(fiche: FicheDossier, apres: Dossier) -> None:
    _inscrire(fiche, apres, DE_LA_DECISION[apres.etat])
    if apres.propositions:
        _inscrire(fiche, apres, TypeLettre.ANNEXE)


def _inscrire(
    fiche: FicheDossier, apres: Dossier, type_: TypeLettre, entree: Entree | None = None
) -> None:
    derniere = entree or apres.journal[-1]
    document = imprimer(lettre(type_, apres, derniere.le))
    FicheLettre.objects.create(
        dossier=fiche,
        rang=derniere.rang,
        type=type_,
        jour=derniere.le,
        document=document,
        empreinte=hashlib.sha256(document).hexdigest(),
    )


SUITES: dict[type[Acte], Callable[[FicheDossier, Dossier], None]] = {
    DemanderPieces: _garder(TypeLettre.DEMANDE_DE_PIECES),
    Saisir: _garder(TypeLettre.DEMANDE_D_AVIS),
    Decider: _prouver,
    Notifier: _notifier,
    Motiver: _garder(TypeLettre.MOTIFS_DU_SILENCE),
}
"""The letters of each act."""
