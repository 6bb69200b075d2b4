"""The model workbook: what is chosen from its lists is read back as the code it means."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from opposable.batch.local import Options, traiter
from opposable.batch.modele import choix_de, modele, titres_du_modele
from opposable.batch.valeurs import Valeurs
from opposable.decision.demande import CHAMPS
from opposable.fichiers.feuille import en_xlsx
from opposable.recherche.cellules import Cellules
from opposable.recherche.registre import Recherches

if TYPE_CHECKING:
    from pathlib import Path

    from opposable.batch.noyau import Noyau


@pytest.fixture(scope="module")
def valeurs(noyau: Noyau) -> Valeurs:
    """What reads the cells of a file."""
    recherches = Recherches()
    mots = Cellules(lambda: recherches.pour(noyau.corpus))
    return Valeurs(noyau.corpus, mots)


def test_chaque_choix_se_relit(noyau: Noyau, valeurs: Valeurs) -> None:
    """Every value offered, of every list, is understood as its own code."""
    for champ, choix in choix_de(noyau.corpus).items():
        assert choix
        for dit in choix:
            lue = valeurs.lire(champ, dit)
            assert lue.comprise, (champ, dit, lue)
            assert lue.valeur == dit.split(" ", 1)[0]


def test_le_modele_rempli_se_decide(noyau: Noyau, tmp_path: Path) -> None:
    """A row chosen from the lists is decided under the French titles of the model."""
    choix = choix_de(noyau.corpus)
    rempli = {champ: valeurs_[0] for champ, valeurs_ in choix.items()}
    rempli = {c: rempli[c] for c in ("nationalite", "metier", "departement", "type")}
    rempli |= {"id": "1", "depose_le": "10/03/2008"}
    entree = tmp_path / "demandes.xlsx"
    entree.write_bytes(en_xlsx(modele(noyau.corpus, [rempli])))
    bilan = traiter(noyau, str(entree), str(tmp_path / "r.csv"), Options())
    assert (bilan.decidees, bilan.rejetees) == (1, 0)


def test_le_classeur_porte_titres_et_listes(noyau: Noyau) -> None:
    """One sheet to fill in, one that holds the lists; the titles are those of the fields."""
    octets = en_xlsx(modele(noyau.corpus))
    with CalamineWorkbook.from_filelike(io.BytesIO(octets)) as classeur:
        assert classeur.sheet_names == ["Demandes", "Listes"]
        (titres,) = classeur.get_sheet_by_index(0).to_python()
    assert titres == list(titres_du_modele().values())
    assert len(titres) == len(CHAMPS)
