"""What is answered to an audience on a day: the only source of "open" on these pages.

The pages of occupations and regions speak for an introduction, filed and examined on the day
chosen, by a national of the audience chosen. Each state is read in the decision table; what the
table has no place for is answered by the rule.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from opposable.decision.demande import Demande
from opposable.decision.examen import examiner_les_faits
from opposable.decision.faits import etablir
from opposable.decision.tabulate import decrire
from opposable.law.nationalite import Regime
from opposable.law.regle import SituationEmploi
from opposable.law.valeur import INTRODUCTION
from opposable.web.public.catalogue.decoupage import du_jour, representante

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from opposable.decision.table import Cellule, Table
    from opposable.law.corpus import Corpus

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
        nationalites: Nationalities under the same lists that day as the greatest part of the
            audience, States only, by code; empty where there is no such national.
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
    """Return the audiences that some list is written for, in the order of the circular."""
    ecrits = {public for liste in corpus.listes.values() for public in liste.public}
    return tuple(regime for regime in Regime if regime in ecrits)


@lru_cache(maxsize=256)
def vue(jour: date, public: Regime, corpus: Corpus) -> Vue:
    """Return the view of a day by an audience."""
    places: dict[str, tuple[str, ...]] = {}
    for nationalite in corpus.nationalites.values():
        statut = nationalite.statut(jour)
        if statut and statut.regime is public and statut.listes and not nationalite.territoire:
            listes = corpus.listes_en_vigueur(public, nationalite.code, jour)
            places[nationalite.code] = tuple(liste.id for liste in listes)
    if not places:
        return Vue(jour, public, ())
    ((commune, _),) = Counter(places.values()).most_common(1)
    return Vue(jour, public, tuple(sorted(c for c, place in places.items() if place == commune)))


def chercher(vue_: Vue, metier: str, region: str, corpus: Corpus, table: Table) -> Cellule | None:
    """Return the answer for an occupation in a region; None for no audience.

    It is read in the table, or given by the rule where the table holds no place for it.
    """
    if not vue_.nationalites:
        return None
    un, jour = vue_.nationalites[0], vue_.jour
    demande = Demande(
        nationalite=un, metier=metier, region=region, type=INTRODUCTION, depose_le=jour
    )
    faits = etablir(demande, corpus)
    if table.tient(faits):
        return table.chercher(faits)
    return decrire(examiner_les_faits(faits, corpus))


def interroge(vue_: Vue, metier: str, corpus: Corpus) -> bool:
    """Tell whether some list of the day is asked by a code, in its nomenclature or by a passage.

    Where no list governs, every code is answered alike. Pages that count occupations leave the
    others aside.
    """
    if not vue_.nationalites:
        return False
    listes = corpus.listes_en_vigueur(vue_.public, vue_.nationalites[0], vue_.jour)
    de = corpus.nomenclature_de(metier)
    menees = {v for p in corpus.passages if p.decide and p.de == de for v in p.vers}
    return not listes or any(liste.nomenclature in {de, *menees} for liste in listes)


def nomenclatures_communes(jour: date, corpus: Corpus) -> frozenset[str]:
    """Return the nomenclatures of the common lists of a day; the first where there is none."""
    du_jour = {
        liste.nomenclature
        for liste in corpus.listes.values()
        if liste.examine(jour) and not liste.d_accord
    }
    return frozenset(du_jour or {corpus.employees[0].id})


def par_region(vue_: Vue, metier: str, corpus: Corpus, table: Table) -> dict[str, Cellule | None]:
    """Return the answer in each region of the division of the day, by code."""
    return {
        region: chercher(vue_, metier, representante(region, corpus), corpus, table)
        for region in du_jour(vue_.jour, corpus)
    }


def compter(cellules: Iterable[Cellule | None]) -> dict[Etat, int]:
    """Count answers by state, every state present."""
    trouves = Counter(map(etat, cellules))
    return {e: trouves[e] for e in Etat}
