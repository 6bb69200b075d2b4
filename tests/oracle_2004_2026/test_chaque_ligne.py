"""Every row of every new list, in every place, in its time: the rule against the oracle.

What is known of a list to the oracle, and what is not on it, is asked one code at a time:
a row of the law's data that is lost or changed shows here.
"""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING

import pytest

from oracle_2004_2026 import textes
from oracle_2004_2026.oracle import ETAT_DU_DROIT_AU, Faits, repondre
from oracle_2004_2026.regle import determiner
from oracle_2004_2026.tirage import ROME_1999

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

V3 = [*sorted(textes.PASSAGE), "Z9999"]
FAP = sorted(textes.FAMILLES)
REGIONS = [f"r{region}" for region in (*textes.REGIONS_2016, "01")]
ACTIVITES = (None, "peche", "autre")
LE_14 = date(2012, 6, 1)
ACCORDS = date(2019, 3, 1)


def demandes(
    nationalite: str, jour: date, connu: date, metiers: Iterable[str], lieux: Iterable[str]
) -> Iterator[Faits]:
    """One introduction for each occupation, place and activity."""
    for metier, lieu, activite in product(metiers, lieux, ACTIVITES):
        if activite and not metier[0].isdigit():
            continue
        yield Faits(
            (nationalite,), metier, lieu, "introduction", jour, jour, connu, activite=activite
        )


def rangs(pays: str) -> list[str]:
    """The identifiers of an agreement's rows, and of none of them."""
    return [f"{pays}-{rang:03}" for rang in range(len(textes.RANGS[pays]) + 1)]


LISTES = {
    "les 61": demandes("POL", date(2007, 3, 1), ETAT_DU_DROIT_AU, ROME_1999, ("r11", "r01")),
    "les 150": demandes("BGR", date(2009, 3, 1), ETAT_DU_DROIT_AU, ROME_1999, ("r11", "r01")),
    "les 291": demandes("BGR", date(2013, 3, 1), ETAT_DU_DROIT_AU, V3, ("r11", "r01")),
    "les 291, Croatie": demandes("HRV", date(2014, 3, 1), ETAT_DU_DROIT_AU, V3, ("r11",)),
    "les 14": demandes("MAR", LE_14, LE_14, V3, ("r11", "r01")),
    "2008": demandes(
        "MAR", date(2015, 3, 1), ETAT_DU_DROIT_AU, ROME_1999, [f"r{g}" for g in textes.GRAINS]
    ),
    **{
        f"{annee}, {quoi}": demandes("MAR", jour, ETAT_DU_DROIT_AU, metiers, REGIONS)
        for (annee, jour), (quoi, metiers) in product(
            {
                "2021": date(2022, 3, 1),
                "2024": date(2024, 6, 3),
                "2025": date(2026, 3, 2),
            }.items(),
            {"familles": FAP, "ROME v3": V3}.items(),
        )
    },
    **{
        f"accord {pays}": demandes(
            pays, ACCORDS, ETAT_DU_DROIT_AU, [*ROME_1999, *rangs(pays)], ("r94", "r01")
        )
        for pays in textes.RANGS
    },
    **{
        f"accord {pays}, hors de la liste commune": demandes(
            pays,
            date(2022, 3, 1),
            ETAT_DU_DROIT_AU,
            [f"A0Z00+{code}" for code in [*ROME_1999, *rangs(pays)]],
            ("r11",),
        )
        for pays in textes.RANGS
    },
}


@pytest.mark.parametrize("liste", LISTES)
def test_chaque_ligne_decide_comme_dans_l_oracle(liste: str) -> None:
    """Open, closed or not settled, row by row: 0 differences."""
    differences = []
    for faits in LISTES[liste]:
        trouve, attendu = determiner(faits), repondre(faits)
        if (trouve.situation_emploi.value, trouve.notifiable_le) != attendu[:2]:
            differences.append((faits, trouve.situation_emploi.value, trouve.regle, attendu))
    assert not differences, (len(differences), differences[:5])
