"""Figures of a service: counters that move with each act, and hold no person."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from opposable.dossiers.etat import Dossier, Etat


class Case(NamedTuple):
    """What files are counted by: nothing that names anyone."""

    service: str
    depose_en: str
    type: str | None
    situation_emploi: str | None
    etat: Etat
    tacite: bool
    notifie: bool


def case(dossier: Dossier) -> Case | None:
    """Return where a file is counted; a draft is counted nowhere."""
    if dossier.service is None or dossier.depose_le is None:
        return None
    proposition, decision = dossier.proposition, dossier.decision
    return Case(
        service=dossier.service,
        depose_en=f"{dossier.depose_le:%Y-%m}",
        type=dossier.demande.type,
        situation_emploi=proposition.situation_emploi if proposition else None,
        etat=dossier.etat,
        tacite=decision is not None and decision.tacite,
        notifie=dossier.notifie_le is not None,
    )


def mouvement(avant: Dossier | None, apres: Dossier) -> dict[Case, int]:
    """Return what an act adds to each counter and takes from it, nothing where nothing moves."""
    quittee, rejointe = case(avant) if avant else None, case(apres)
    if quittee == rejointe:
        return {}
    deltas = {quittee: -1, rejointe: 1}
    return {c: delta for c, delta in deltas.items() if c is not None}


class CaseTotale(NamedTuple):
    """What counters are added up by."""

    service: str
    situation_emploi: str | None
    etat: Etat


def totaliser(deltas: Mapping[Case, int]) -> dict[CaseTotale, int]:
    """Return what the cells add to each total and take from it, nothing where nothing moves."""
    totaux = Counter[CaseTotale]()
    for case_, delta in deltas.items():
        totaux[CaseTotale(case_.service, case_.situation_emploi, case_.etat)] += delta
    return {total: delta for total, delta in totaux.items() if delta}


def compter(dossiers: Iterable[Dossier]) -> Counter[Case]:
    """Count files from scratch: what the counters must be after any run of acts."""
    return Counter(c for c in map(case, dossiers) if c is not None)
