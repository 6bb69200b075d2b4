"""The number of an establishment, and the slips it tells."""

from __future__ import annotations

import pytest

from opposable.dossiers.siret import lire_siret
from opposable.errors import ValeurError

JUSTES = ("732 829 320 00074", "35600000000048", "35600000049837")


@pytest.mark.parametrize("siret", JUSTES)
def test_un_siret_juste_passe(siret: str) -> None:
    """Spaces are dropped; the establishments of La Poste have a key of their own."""
    assert lire_siret(siret) == siret.replace(" ", "")


def test_chaque_chiffre_change_se_voit() -> None:
    """Any digit changed is told."""
    siret = "73282932000074"
    for place in range(14):
        for chiffre in set("0123456789") - {siret[place]}:
            with pytest.raises(ValeurError):
                lire_siret(siret[:place] + chiffre + siret[place + 1 :])


@pytest.mark.parametrize(
    "saisi", ["", "7328293200007", "732829320000745", "7328293200007A", "٧" * 14]
)
def test_ce_qui_n_a_pas_quatorze_chiffres(saisi: str) -> None:
    """Another length, a letter, digits of another script."""
    with pytest.raises(ValeurError, match="quatorze"):
        lire_siret(saisi)
