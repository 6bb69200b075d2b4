"""Every application that the tables answer, against the oracle, over two times: 0 differences.

Every nationality, every code of every nomenclature that the oracle knows, every region, kind and
pair of event days. A run compares today's law, and each table with the law as known one day in the
past; OPPOSABLE_PRODUIT=1 compares the law as known on every day that the ledger names, the day
before and the day after.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from itertools import groupby, product
from typing import TYPE_CHECKING

import pytest

from opposable.decision import axes
from opposable.decision.tabulate import tabulate
from oracle_2004_2026 import produit, tirage
from oracle_2004_2026.oracle import ETAT_DU_DROIT_AU, classer, meme_metier, repondre
from oracle_2004_2026.regle import CORPUS, droit_au

if TYPE_CHECKING:
    from datetime import date

    from opposable.decision.table import Table
    from oracle_2004_2026.oracle import Faits

PLANCHER = 5 * 10**7
METIERS = produit.metiers()
ENSEMBLES = dict(zip(METIERS, axes.ensembles(CORPUS), strict=True))


def _rang(connu: date) -> int:
    """How many days of knowledge of the ledger came before."""
    return bisect_right(CORPUS.registre.jours_de_connaissance, connu)


CONNUS = [list(jours) for _, jours in groupby(tirage.JOURS_CONNUS, _rang)]
"""Days of knowledge, together those between which the ledger learns nothing."""
PRODUIT = "OPPOSABLE_PRODUIT" in os.environ
TOUT = list(product(METIERS, CONNUS))
PART = TOUT if PRODUIT else TOUT[len(CONNUS) // 4 :: len(CONNUS) + 5]
"""All of it, or one day of knowledge for each table, another one for each."""


@pytest.mark.parametrize("quoi", METIERS)
def test_chaque_case_repond_comme_l_oracle(quoi: str, tables: dict[str, Table]) -> None:
    """Under today's law, on every day of the ledger: the same answer and day of notification."""
    table = tables[ENSEMBLES[quoi]]
    compte = produit.comparer(table, CORPUS, [ETAT_DU_DROIT_AU], METIERS[quoi])
    assert not compte.differences, (len(compte.differences), compte.differences[:5])
    assert compte.demandes >= PLANCHER


@pytest.mark.parametrize(("quoi", "connus"), PART, ids=lambda un: str(un[0])[:10])
def test_sous_chaque_jour_de_connaissance(quoi: str, connus: list[date]) -> None:
    """As known on each day that the ledger names: the same."""
    droit = droit_au(connus[0])
    table = tabulate(droit, axes.ensembles(droit)[ENSEMBLES[quoi]])
    compte = produit.comparer(table, droit, connus, METIERS[quoi])
    assert not compte.differences, (len(compte.differences), compte.differences[:5])
    assert compte.demandes >= PLANCHER


def test_une_classe_de_l_oracle_a_une_reponse() -> None:
    """Applications of one class, one occupation for it and one place: one answer, each its day."""
    connues: dict[tuple[object, ...], tuple[object, ...]] = {}
    revues = 0
    for faits in tirage.tirer(3, 23, 1):
        if len(faits.nationalites) != 1:
            continue
        cle, reponse = _cle(faits), repondre(faits)
        jour = "examen" if reponse.notifiable_le == faits.examine_le else reponse.notifiable_le
        relative = (reponse.situation, reponse.liste, reponse.regle, jour)
        revues += cle in connues
        assert connues.setdefault(cle, relative) == relative, faits
    assert revues


def _cle(faits: Faits) -> tuple[object, ...]:
    classe = classer(faits.nationalites[0], faits)
    return (
        classe,
        meme_metier(classe, faits),
        (faits.lieu, faits.lieu_initial, faits.rang),
        faits.examine_le if classe.liste == "circulaire" else None,
    )
