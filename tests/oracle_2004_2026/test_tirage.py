"""What the drawing must meet."""

from __future__ import annotations

from itertools import product
from math import gcd

from oracle_2004_2026 import tirage
from oracle_2004_2026.oracle import RANG, repondre

PLANCHER = 5 * 10**7
PAR_CONTEXTE = 107
"""Applications drawn in each context when all are."""


def test_chaque_paire_de_jours_est_tiree() -> None:
    """Every kind of nationality and application on every pair of days of the two times."""
    contextes = {
        (sorte[0], type_, examine_le, connu_le)
        for sorte, type_, examine_le, connu_le in map(tirage.contexte, range(tirage.CONTEXTES))
    }
    assert len(contextes) == tirage.CONTEXTES
    jours = {(examine_le, connu_le) for _, _, examine_le, connu_le in contextes}
    assert jours == set(product(tirage.JOURS_EXAMEN, tirage.JOURS_CONNUS))
    assert tirage.CONTEXTES * PAR_CONTEXTE >= PLANCHER


def test_les_periodes_sont_premieres_entre_elles() -> None:
    """Any two facts meet in every way over the whole."""
    longueurs = [len(tour) for tour in tirage.TOURS]
    assert all(
        gcd(un, autre) == 1 for i, un in enumerate(longueurs) for autre in longueurs[i + 1 :]
    )


def test_toutes_les_reponses_se_tirent() -> None:
    """The four answers, and every rule and list of the oracle, are among what is drawn."""
    reponses = [repondre(faits) for faits in tirage.tirer(0, 23, 3)]
    assert {r.situation for r in reponses} == set(RANG)
    listes = {r.liste for r in reponses}
    assert {"61", "circulaire", "arrete-2008", "arrete-2011", "291"} <= listes
    assert {"2021", "2024", "2025", "aucune", "non-lue", "non-trouvee"} <= listes
    assert {"jeune-diplome", "detache", "douze-mois", "renouvellement-suivant"} <= {
        r.regle for r in reponses
    }
