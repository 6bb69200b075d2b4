"""Facts that the tables have no axis for, against the oracle, over two times: 0 differences.

A run compares the law of today; OPPOSABLE_PRODUIT=1 compares the law as known on every day that
the ledger names, the day before and the day after.
"""

from __future__ import annotations

from itertools import combinations
from math import gcd
from typing import TYPE_CHECKING

import pytest

from oracle_2004_2026 import ailleurs, textes
from oracle_2004_2026.regle import droit_au
from oracle_2004_2026.test_produit import CONNUS, PRODUIT

if TYPE_CHECKING:
    from datetime import date

LOIS = CONNUS if PRODUIT else CONNUS[-1:]
PAR_LOI = 5 * 10**6


@pytest.mark.parametrize("connus", LOIS, ids=lambda jours: str(jours[0]))
def test_ce_que_la_table_ne_tient_pas_repond_comme_l_oracle(connus: list[date]) -> None:
    """Every kind of nationality on every pair of event days: the same answer, the same day."""
    compte = ailleurs.comparer(droit_au(connus[0]), connus)
    assert not compte.differences, (len(compte.differences), compte.differences[:5])
    assert compte.demandes >= PAR_LOI
    assert compte.comparees >= 100 * ailleurs.PAR_PAIRE


def test_deux_faits_se_rencontrent_en_tout() -> None:
    """The periods of the facts drawn have no common divisor; none is left out."""
    longueurs = [len(tour) for tour in ailleurs.TOURS]
    assert all(gcd(un, autre) == 1 for un, autre in combinations(longueurs, 2))
    metiers, lieux, *autres = (set(tour) for tour in ailleurs.TOURS)
    assert all(metier is None or "+" in metier for metier in metiers)
    assert {f"r{une}" for une in textes.REUNIES} <= lieux
    dits = set().union(*autres)
    assert {"detache_ue", "douze_mois", "oui", "suivant", "premier", "master"} <= dits
