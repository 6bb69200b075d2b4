"""What is answered to an audience on a day: the only source of "open" on these pages.

The pages of occupations and regions speak for an introduction, filed and examined on the day
chosen, by a national of the audience chosen. What the law cannot tell apart is asked once of the
rule (`precedent`): an occupation on no list costs a page what a look-up does.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from opposable.decision.demande import Demande
from opposable.decision.precedent import precedents
from opposable.law.nationalite import Regime
from opposable.law.regle import SituationEmploi
from opposable.law.valeur import INTRODUCTION
from opposable.web.public.catalogue.decoupage import du_jour, representante
from opposable.web.socle.droit_servi import du_droit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from opposable.decision.agencement import Agencement
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


def etat(constat: Agencement | None) -> Etat:
    """Return what a page shows of an answer; None is an audience that nobody belongs to."""
    if constat is None:
        return Etat.SANS_REPONSE
    if constat.situation_emploi is SituationEmploi.INDETERMINEE:
        return Etat.CONDITION if constat.trame.manque == (ACTIVITE,) else Etat.SANS_REPONSE
    return PAR_SITUATION[constat.situation_emploi]


def publics(corpus: Corpus) -> tuple[Regime, ...]:
    """Return the audiences that some list is written for, in the order of the circular."""
    ecrits = {public for liste in corpus.listes.values() for public in liste.public}
    return tuple(regime for regime in Regime if regime in ecrits)


@du_droit(256)
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


def chercher(vue_: Vue, metier: str, region: str, corpus: Corpus) -> Agencement | None:
    """Return the answer for an occupation in a region; None for no audience."""
    if not vue_.nationalites:
        return None
    un, jour = vue_.nationalites[0], vue_.jour
    demande = Demande(
        nationalite=un, metier=metier, region=region, type=INTRODUCTION, depose_le=jour
    )
    return precedents(corpus).trouver(demande).agencement


@du_droit(256)
def interroges(vue_: Vue, corpus: Corpus) -> frozenset[str]:
    """Return the occupations that some list of the day is asked by, of those of the law.

    It is asked by a code of its nomenclature, or of one that a passage leads from. Where no list
    governs, every code is answered alike. Pages that count occupations leave the others aside.
    """
    if not vue_.nationalites:
        return frozenset()
    listes = corpus.listes_en_vigueur(vue_.public, vue_.nationalites[0], vue_.jour)
    siennes = {liste.nomenclature for liste in listes}
    menent = {p.de for p in corpus.passages if p.decide and siennes.intersection(p.vers)}
    return frozenset(
        code
        for code, metier in corpus.metiers.items()
        if not listes or metier.nomenclature in siennes | menent
    )


def nomenclatures_communes(jour: date, corpus: Corpus) -> frozenset[str]:
    """Return the nomenclatures of the common lists of a day; the first where there is none."""
    du_jour = {
        liste.nomenclature
        for liste in corpus.listes.values()
        if liste.examine(jour) and not liste.d_accord
    }
    return frozenset(du_jour or {corpus.employees[0].id})


def par_region(vue_: Vue, metier: str, corpus: Corpus) -> dict[str, Agencement | None]:
    """Return the answer in each region of the division of the day, by code."""
    return {
        region: chercher(vue_, metier, representante(region, corpus), corpus)
        for region in du_jour(vue_.jour, corpus)
    }


def compter(constats: Iterable[Agencement | None]) -> dict[Etat, int]:
    """Count answers by state, every state present."""
    trouves = Counter(map(etat, constats))
    return {e: trouves[e] for e in Etat}
