"""Data mutation: every list row deleted, every digit of every code changed.

A mutant is caught where the loading refuses it, or where the oracle, written from the text by
someone else, disagrees with what it makes `decide` answer. Survivors would be listed.
"""

from __future__ import annotations

import os
from datetime import timedelta
from itertools import islice, product
from typing import TYPE_CHECKING

import pytest

from opposable import Demande, decide
from opposable.errors import LawDataError
from opposable.law import controle, promesse
from opposable.law.cellule import Rangee
from opposable.law.construction import construire
from opposable.law.entree import Entree
from opposable.law.territoire import zones
from oracle_2004_2026.oracle import Faits, repondre

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opposable.law.corpus import Corpus
    from opposable.law.tables import Ligne

FICHIERS = (
    "circulaire-2007-12-20/annexe-2.csv",
    "circulaire-2007-12-20/annexe-3.csv",
    "circulaire-2007-12-20/annexe-3-six.csv",
    "circulaire-2007-12-20/annexe-4.csv",
    "arrete-2008-01-18-ue/liste.csv",
    "arrete-2008-01-18-tiers/liste.csv",
)
PAQUETS = 6
PAS = int(os.environ.get("OPPOSABLE_MUTANTS", "61"))
"""One row in so many is mutated; every row: 1."""
PUBLICS = {"ue_transitoire": "POL", "pays_tiers": "MAR", "accord_en_vigueur": "GAB"}


def charger(corpus: Corpus, fichier: str, lignes: list[Ligne]) -> Corpus:
    """Load the law with one table changed, as `load_corpus` does, and check it."""
    mutant = construire({**corpus.tables, fichier: lignes}, corpus.empreintes, voisin=corpus)
    controle.controler_listes(mutant)
    promesse.exiger(mutant)
    return mutant


def controler_ligne(corpus: Corpus, fichier: str, ligne: Ligne) -> None:
    """Check one changed row with the check that loading makes of every row."""
    entree = Entree.lire(Rangee(fichier, 0, ligne), zones(corpus.regions))
    liste = next(li for li in corpus.listes.values() if li.instrument in fichier)
    controle.controler_entree(corpus, liste, entree)


def attrape(
    corpus: Corpus,
    fichier: str,
    lignes: list[Ligne],
    codes: set[str],
    changee: Ligne | None = None,
) -> bool:
    """Whether the loading refuses the mutant, or the oracle disagrees with its answers."""
    try:
        if changee is not None:
            controler_ligne(corpus, fichier, changee)
        mutant = charger(corpus, fichier, lignes)
    except LawDataError:
        return True
    return any(
        (d.situation_emploi.value, d.notifiable_le) != repondre(faits)[:2]
        for faits in demandes(mutant, codes)
        for d in [decide(_demande(faits), mutant)]
    )


def demandes(corpus: Corpus, codes: set[str]) -> Iterator[Faits]:
    """Applications that show what the lists open for some codes, everywhere, in each period."""
    instruments = {fichier.partition("/")[0] for fichier in FICHIERS}
    for liste in corpus.listes.values():
        if liste.instrument not in instruments:
            continue
        nationalite = PUBLICS[liste.public[0]]
        jour = liste.examine_du + timedelta(days=1)
        for metier, region in product(sorted(codes), corpus.regions):
            faits = ((nationalite,), metier, f"r{region}", "introduction", jour, jour)
            yield Faits(*faits, activite="peche")


def _demande(faits: Faits) -> Demande:
    return Demande(
        nationalite=faits.nationalites[0],
        metier=faits.metier,
        region=(faits.lieu or "")[1:],
        type=faits.type,
        depose_le=faits.depose_le,
        activite=faits.activite,
    )


@pytest.mark.parametrize("fichier", FICHIERS)
def test_une_ligne_effacee_est_vue(corpus: Corpus, fichier: str) -> None:
    """Deleting any row of any list is caught."""
    nom = f"instruments/{fichier}"
    lignes = corpus.tables[nom]
    survivants = [
        ligne["ancre"]
        for i, ligne in islice(enumerate(lignes), 0, None, PAS)
        if not attrape(corpus, nom, [*lignes[:i], *lignes[i + 1 :]], {ligne["metier"]})
    ]
    assert not survivants


@pytest.mark.parametrize("paquet", range(PAQUETS))
@pytest.mark.parametrize("fichier", FICHIERS)
def test_un_chiffre_change_est_vu(corpus: Corpus, fichier: str, paquet: int) -> None:
    """Changing any digit of any code, as printed or as read, is caught."""
    nom = f"instruments/{fichier}"
    lignes = corpus.tables[nom]
    survivants = []
    for i, ligne in islice(enumerate(lignes), paquet, None, PAQUETS * PAS):
        for mutant in mutants(ligne):
            codes = {ligne["metier"], mutant["metier"]}
            if not attrape(corpus, nom, [*lignes[:i], mutant, *lignes[i + 1 :]], codes, mutant):
                survivants.append((ligne["ancre"], mutant["metier_imprime"], mutant["metier"]))
    assert not survivants


def mutants(ligne: Ligne) -> Iterator[Ligne]:
    """Each digit changed nine ways: both codes as one slip, then the code as read alone."""
    code = ligne["metier"]
    for place in range(len(code)):
        for chiffre in "0123456789":
            if chiffre != code[place]:
                faux = code[:place] + chiffre + code[place + 1 :]
                yield {**ligne, "metier": faux, "metier_imprime": faux}
                yield {**ligne, "metier": faux}
