"""The proof: every sort of cell of the table holds what `decide` answers.

`decide` itself is held against an oracle written by someone else from the reading alone
(tests/oracle_2004_2026).
"""

from __future__ import annotations

import os
from itertools import islice, product
from typing import TYPE_CHECKING, Any

import pytest

from opposable import Demande, decide
from opposable.decision import axes
from opposable.decision.faits import etablir

if TYPE_CHECKING:
    from datetime import date

    from opposable.decision.determination import Determination
    from opposable.decision.table import Cellule, Table
    from opposable.law.corpus import Corpus

HORS_LISTE = "99999"
TRANCHES = 16
PAS = int(os.environ.get("OPPOSABLE_PAS", "4801"))
"""One cell in so many is compared; a prime, so that every value of every axis meets every
other. All of them: 1."""


@pytest.mark.parametrize("tranche", range(TRANCHES))
def test_chaque_case_de_la_table_est_ce_que_dit_decide(
    corpus: Corpus, table: Table, tranche: int
) -> None:
    """A cell that can happen holds what `decide` answers: 0 differences."""
    differences = []
    axes_ = (table.metiers, table.territoires, table.cas)
    rangs = (range(len(table.statuts)), range(len(table.periodes)))
    cases = islice(product(*axes_, *rangs), tranche * PAS, None, TRANCHES * PAS)
    for place, lieu, cas, s, p in cases:
        exemple = _exemple(table, s, p)
        if exemple is None:
            continue
        metier = HORS_LISTE if place.metier == axes.AUTRE_CODE else place.metier
        initial = {axes.MEME: metier, axes.CHANGE: "99998"}.get(cas.metier_initial)
        depose_le, examine_le = table.periodes[p].jours()
        demande = Demande(
            nationalite=exemple or None,
            metier=metier,
            region=lieu,
            type=cas.type,
            depose_le=depose_le,
            examine_le=examine_le,
            metier_initial=initial,
            activite=place.activite,
            diplome_francais=table.statuts[s].diplome,
        )
        cellule = table.chercher(etablir(demande, corpus))
        if _de_la_table(cellule, examine_le) != _de_decide(decide(demande, corpus)):
            differences.append(demande.champs())
    assert not differences, (len(differences), differences[:5])


def _exemple(table: Table, statut: int, periode: int) -> str | None:
    """A nationality that stands there over the period; empty where nationality is not said."""
    nationalites = table.statuts[statut].nationalites
    if not nationalites:
        return ""
    master = table.statuts[statut].diplome is not None
    ici = [n for n in nationalites if table.statut_de[n][master][periode] == statut]
    return ici[(statut * 7 + periode) % len(ici)] if ici else None


def _de_la_table(cellule: Cellule, examine_le: date) -> tuple[Any, ...]:
    autres = {(a.lecture, a.situation_emploi, a.attente.jour(examine_le)) for a in cellule.lectures}
    return (
        cellule.situation_emploi,
        cellule.regle,
        cellule.liste,
        cellule.fondement,
        cellule.autorite,
        cellule.attente.jour(examine_le),
        autres,
        cellule.manque,
    )


def _de_decide(determination: Determination) -> tuple[Any, ...]:
    autres = {(a.lecture.id, a.situation_emploi, a.notifiable_le) for a in determination.lectures}
    return (
        determination.situation_emploi,
        determination.regle,
        determination.liste,
        determination.fondement.texte.fr if determination.fondement else None,
        determination.autorite.id if determination.autorite else None,
        determination.notifiable_le,
        autres,
        tuple(q.id for q in determination.questions),
    )


SANS_AXE = {
    "jeune-diplome",
    "dispense-douze-mois",
    "dispense-detachement",
    "renouvellement-suivant",
    "notification-suspendue",
}
"""Rules of facts that the table has no axis for, and of a day of knowledge before the last."""


def test_la_table_atteint_chaque_regle(corpus: Corpus, table: Table) -> None:
    """Every rule the table has the facts of is reached by some cell, and no cell names another."""
    atteintes = {cellule.regle for cellule in table.reponses if cellule is not None}
    assert atteintes == set(corpus.regles) - SANS_AXE
