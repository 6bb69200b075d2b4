"""What the table answers for an audience on a day: the only source of "open" on these pages.

The pages of occupations and regions speak for an introduction, filed and examined on the day
chosen, by a national of the audience chosen. Each state is read in the decision table.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from opposable.decision.axes import Calendrier
from opposable.decision.faits import Faits
from opposable.law.regle import SituationEmploi
from opposable.law.valeur import INTRODUCTION

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from opposable.decision.table import Cellule, Table
    from opposable.law.corpus import Corpus
    from opposable.law.nationalite import Regime

ACTIVITE = "activite"


class Etat(StrEnum):
    """What a page shows of an answer, most open first."""

    OUVERT = "ouvert"
    CONDITION = "condition"
    LIBRE = "libre"
    FERME = "ferme"
    SANS_REPONSE = "sans_reponse"


PAR_SITUATION = {
    SituationEmploi.NON_OPPOSABLE: Etat.OUVERT,
    SituationEmploi.OPPOSABLE: Etat.FERME,
    SituationEmploi.AUTORISATION_NON_REQUISE: Etat.LIBRE,
}


@dataclass(frozen=True, slots=True)
class Vue:
    """A day and an audience.

    Attributes:
        jour: Day of filing and of examination.
        public: Regime of the audience.
        nationalites: Nationalities that the table treats alike that day as the greatest part
            of the audience, States only, by code; empty where there is no such national.
    """

    jour: date
    public: Regime
    nationalites: tuple[str, ...]


def etat(cellule: Cellule | None) -> Etat:
    """Return what a page shows of an answer; None is an audience that nobody belongs to."""
    if cellule is None:
        return Etat.SANS_REPONSE
    if cellule.situation_emploi is SituationEmploi.INDETERMINEE:
        return Etat.CONDITION if cellule.manque == (ACTIVITE,) else Etat.SANS_REPONSE
    return PAR_SITUATION[cellule.situation_emploi]


def publics(corpus: Corpus) -> tuple[Regime, ...]:
    """Return the audiences that some list is written for, in the order of the lists."""
    return tuple(dict.fromkeys(p for liste in corpus.listes.values() for p in liste.public))


@lru_cache(maxsize=256)
def vue(jour: date, public: Regime, corpus: Corpus, table: Table) -> Vue:
    """Return the view of a day by an audience."""
    rang = Calendrier(table.periodes).rang(jour, jour)
    places: dict[str, int] = {}
    for nationalite in corpus.nationalites.values():
        statut = nationalite.statut(jour)
        if statut and statut.regime is public and statut.listes and not nationalite.territoire:
            places[nationalite.code] = table.statut_de[nationalite.code][False][rang]
    if not places:
        return Vue(jour, public, ())
    ((commune, _),) = Counter(places.values()).most_common(1)
    return Vue(jour, public, tuple(sorted(c for c, place in places.items() if place == commune)))


def chercher(vue_: Vue, metier: str, region: str, table: Table) -> Cellule | None:
    """Return the answer of the table for an occupation in a region, None for no audience."""
    if not vue_.nationalites:
        return None
    jour = vue_.jour
    un = vue_.nationalites[:1]
    faits = Faits(un, metier, region, None, INTRODUCTION, jour, jour, None, None, None)
    return table.chercher(faits)


def par_region(vue_: Vue, metier: str, corpus: Corpus, table: Table) -> dict[str, Cellule | None]:
    """Return the answer of the table in each region, by code."""
    return {region: chercher(vue_, metier, region, table) for region in corpus.regions}


def compter(cellules: Iterable[Cellule | None]) -> dict[Etat, int]:
    """Count answers by state, every state present."""
    trouves = Counter(map(etat, cellules))
    return {e: trouves[e] for e in Etat}
