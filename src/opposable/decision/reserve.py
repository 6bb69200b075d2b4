"""Reserves: the values an answer rests on that were not read in a legal text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opposable.decision.motif import Contexte, Motif
from opposable.law.cellule import Certitude

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opposable.law.procedure import Service


def reserves(contexte: Contexte, service: Service | None) -> tuple[Motif, ...]:
    """Return a sentence for each value known otherwise than from a legal text."""
    textes = contexte.corpus.textes.reserves
    return tuple(
        Motif(textes[objet], contexte, ancre, (("certitude", certitude.value),))
        for objet, ancre, certitude in _valeurs(contexte, service)
        if certitude is not Certitude.LU
    )


def _valeurs(contexte: Contexte, service: Service | None) -> Iterator[tuple[str, str, Certitude]]:
    """What the answer rests on: object, place, certainty."""
    reponse = contexte.reponse
    if reponse.statut is not None:
        yield "statut", reponse.statut.ancre, reponse.statut.certitude
    if reponse.liste is not None:
        yield "liste", reponse.liste.ancre, reponse.liste.certitude
    if reponse.entree is not None:
        yield "entree", reponse.entree.ancre, reponse.entree.certitude
    if service is not None:
        yield "autorite", service.ancre, service.certitude
    if reponse.regle.id == "hors-couverture":
        yield "couverture", reponse.regle.ancre, Certitude.INFERE
