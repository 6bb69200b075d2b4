"""What a worklist brings to the eye: files that wait, that are stuck, that must move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from opposable.dossiers.delais import echeance, retenue
from opposable.dossiers.etat import FINAUX, OUVERTS, Etat

if TYPE_CHECKING:
    from datetime import date

    from opposable.dossiers.delais import Duree
    from opposable.dossiers.etat import Dossier


class Signal(StrEnum):
    """One reason to look at a file."""

    SANS_AGENT = "sans_agent"
    SANS_EXAMEN = "sans_examen"
    IMMOBILE = "immobile"
    SILENCE_PROCHE = "silence_proche"
    SILENCE_ATTEINT = "silence_atteint"
    A_NOTIFIER = "a_notifier"
    RETENU = "retenu"


@dataclass(frozen=True, slots=True)
class Seuils:
    """What a service wants to be told of, in days."""

    immobile: int
    silence: int


def signaux(
    dossier: Dossier, jour: date, seuils: Seuils, silence: Duree | None
) -> frozenset[Signal]:
    """Return every reason to look at a file on a day."""
    trouves = set()
    if dossier.etat in OUVERTS:
        trouves |= _en_cours(dossier, jour, seuils)
        trouves |= _du_silence(dossier, jour, seuils, silence)
    elif dossier.etat in FINAUX - {Etat.SANS_SUITE}:
        trouves |= _a_notifier(dossier, jour)
    return frozenset(trouves)


def _en_cours(dossier: Dossier, jour: date, seuils: Seuils) -> set[Signal]:
    trouves = set()
    if dossier.agent is None:
        trouves.add(Signal.SANS_AGENT)
    if dossier.etat is Etat.EN_INSTRUCTION and not dossier.propositions:
        trouves.add(Signal.SANS_EXAMEN)
    dernier = dossier.journal[-1].le if dossier.journal else None
    if dernier and jour - dernier >= timedelta(days=seuils.immobile):
        trouves.add(Signal.IMMOBILE)
    return trouves


def _du_silence(dossier: Dossier, jour: date, seuils: Seuils, silence: Duree | None) -> set[Signal]:
    fin = echeance(dossier, silence) if silence else None
    if fin is None:
        return set()
    if jour >= fin:
        return {Signal.SILENCE_ATTEINT}
    proche = fin - jour <= timedelta(days=seuils.silence)
    return {Signal.SILENCE_PROCHE} if proche else set()


def _a_notifier(dossier: Dossier, jour: date) -> set[Signal]:
    decision = dossier.decision
    if decision is None or decision.tacite or dossier.notifie_le:
        return set()
    retenu = retenue(decision, dossier.proposition, jour)
    return {Signal.RETENU if retenu else Signal.A_NOTIFIER}
