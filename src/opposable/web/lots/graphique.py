"""Counts as bars: a drawing that says nothing its table does not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from opposable.decision.motif import dire_mot
from opposable.law.regle import SituationEmploi
from opposable.web import droit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from opposable.batch.synthese import Compte

LARGEUR, PAS, GAUCHE = 600, 30, 0


class Barre(NamedTuple):
    """A bar: what it counts, how many, and its place in the drawing."""

    cle: str
    nom: str
    nombre: int
    y: int
    texte_y: int
    large: int


def resume(comptes: Iterable[Compte]) -> Counter[str]:
    """Return how many rows had each answer."""
    par_reponse: Counter[str] = Counter()
    for compte in comptes:
        par_reponse[compte.situation_emploi] += compte.demandes
    return par_reponse


def barres(par_reponse: Counter[str]) -> Sequence[Barre]:
    """Return one bar for each answer, in the order of the contract, the longest filling all."""
    plus_grand = max(par_reponse.values(), default=1)
    dits = [(s.value, par_reponse[s.value]) for s in SituationEmploi]
    return [
        Barre(
            cle,
            dire_mot(cle, droit.corpus(), droit.langue()),
            nombre,
            rang * PAS,
            rang * PAS + PAS // 2 + 2,
            GAUCHE + nombre * LARGEUR // plus_grand,
        )
        for rang, (cle, nombre) in enumerate(dits)
    ]
