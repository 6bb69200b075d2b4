"""Counts as bars: a drawing in their table, and groups in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from opposable.decision.motif import dire_mot
from opposable.law.regle import SituationEmploi
from opposable.web.socle import droit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from opposable.batch.synthese import Compte
    from opposable.ecrit.bilingue import Langue
    from opposable.law.corpus import Corpus

LARGEUR = 600
"""Length of the longest bar, in units of the drawing."""


class Barre(NamedTuple):
    """A bar: what it counts, how many, and its length."""

    cle: str
    nom: str
    nombre: int
    large: int


class Groupe(NamedTuple):
    """Rows that had the same answer, for the same reason: each part in words."""

    cle: str
    reponse: str
    regime: str
    region: str
    liste: str
    nombre: int


def groupes(comptes: Iterable[Compte]) -> list[Groupe]:
    """Return the counts in words, in the language of the page, the most numerous first."""
    par_nombre = sorted(comptes, key=lambda compte: -compte.demandes)
    return [_groupe(compte, droit.corpus(), droit.langue()) for compte in par_nombre]


def _groupe(compte: Compte, corpus: Corpus, langue: Langue) -> Groupe:
    region, liste = corpus.regions.get(compte.region), corpus.listes.get(compte.liste)
    return Groupe(
        compte.situation_emploi,
        dire_mot(compte.situation_emploi, corpus, langue),
        dire_mot(compte.regime, corpus, langue) if compte.regime else "",
        region.nom if region else compte.region,
        (liste.nom.dire(langue)) if liste else compte.liste,
        compte.demandes,
    )


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
            nombre * LARGEUR // plus_grand,
        )
        for cle, nombre in dits
    ]
