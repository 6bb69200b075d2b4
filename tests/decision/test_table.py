"""The table keeps once what is the same, and nobody can write to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

if TYPE_CHECKING:
    from opposable.decision.table import Table


def test_les_frequences_comptent_chaque_cellule(table: Table) -> None:
    """How many cells hold each answer is what spelling the five axes out counts."""
    metiers, territoires, statuts, cas, periodes = table.forme
    cellules = np.array(table.cellules).reshape(-1, cas * periodes)
    planches = np.array(table.planches).reshape(-1, statuts)
    toutes = cellules[planches[np.array(table.blocs)]]
    assert toutes.size == metiers * territoires * statuts * cas * periodes
    voulu = np.bincount(toutes.ravel(), minlength=len(table.reponses))
    assert table.frequences() == voulu.tolist()


def test_ce_qui_est_pareil_n_est_garde_qu_une_fois(table: Table) -> None:
    """No two boards hold the same answers, no two blocks the same boards."""
    *_, statuts, cas, periodes = table.forme
    for suite, pas in ((table.cellules, cas * periodes), (table.planches, statuts)):
        morceaux = [bytes(suite[i : i + pas]) for i in range(0, len(suite), pas)]
        assert len(set(morceaux)) == len(morceaux)


@pytest.mark.parametrize("nom", ["blocs", "planches", "cellules"])
def test_personne_n_y_ecrit(table: Table, nom: str) -> None:
    """The table is shared by threads: its ranks cannot be changed."""
    with pytest.raises(TypeError, match="read-only"):
        getattr(table, nom)[0] = 1
